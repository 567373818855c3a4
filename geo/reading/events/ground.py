"""Ground that changes hands, and people and weapons that are seized."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.kinds import Kind
from geo.reading.events.event_words import AUXILIARIES, HARM, WAR
from geo.reading.events.trigger import Trigger
from geo.reading.events.trimming import MONTHS
from geo.reading.events.vocabulary import words

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.reading.events.company import Sentence

__all__ = ["GROUND_DEEDS"]

_TAKEN: Final = words("captured seized captures seizes capturing seizing capture seize")
_REGAINED: Final = words("recaptured retook liberated recapture retake regained recapturing")
_TOOK: Final = words("took taken taking takes occupied occupying")
_FELL: Final = frozenset({"fell", "fallen"})
_GROUND: Final = words(
    """
    town towns city cities village villages base bases area areas district territory control hill
    hills province airport capital region
    """
)
_STREETS: Final = _GROUND | words(
    """
    streets quarter districts suburb suburbs heights ridge outskirts crossing bridge positions
    outpost outposts roadblock checkpoint peak peaks mountain buildings sites post posts part parts
    field fields oilfield refinery dam port junction palace station
    headquarters stronghold settlement neighbourhood neighborhood airfield trenches
    """
)
_LEADING: Final = words("the a an all most parts half several full two three control another")
_NOT_TAKEN: Final = words("to place part steps action effect over office off charge hostage")
_ARMS: Final = words(
    """
    weapons arms explosives ammunition rifles munitions missiles rockets caches cache
    """
)
_PEOPLE: Final = words(
    """
    politician man men woman women boy boys girl girls journalist journalists worker workers crew
    tourists tourist pupils students villagers people priest engineer engineers candidate governor
    mayor nurse nurses doctor doctors teacher teachers monk nun nuns herders fishermen traders
    soldiers officers driver drivers aid
    """
)
_CAPTIVES: Final = _PEOPLE | words(
    """
    suspect suspects leader leaders chief commander bodyguard member members fighters him them her
    wife brother son sons nephews militants rebels insurgents guerrillas terrorists terrorist
    employees hostages passengers soldier hostage
    """
)
_IRREGULAR: Final = words(
    "gunmen rebels militants bandits pirates kidnappers guerrillas insurgents jihadists men group"
)
_SHIPS: Final = words("ship ships tanker tankers vessel vessels boat boats freighter")
_LAW: Final = words("police customs agents officers court sheriff deputies")
_VICTORS: Final = words(
    "rebels insurgents militants fighters army forces troops militia militias jihadists taliban"
)


def _taken(sentence: Sentence, at: int) -> Trigger | None:
    """Ground that changes hands, weapons and people that are seized."""
    tokens = sentence.tokens
    if tokens.at(at - 1) == "of":
        return None
    back = tokens.lower[max(sentence.first, at - 7) : at]
    ahead = tokens.lower[at + 1 : min(sentence.after, at + 6)]
    passive = tokens.at(at - 1) in AUXILIARIES - {"has", "have", "had"}
    near = back if passive else ahead
    kind: Kind | None = None
    if not _ARMS.isdisjoint(ahead) or (not _ARMS.isdisjoint(back) and not ahead):
        kind = Kind.DISRUPTED_WEAPONS
    elif passive and _GROUND.isdisjoint(back) and not _PEOPLE.isdisjoint(back):
        slain = ahead[:1] == ["and"] and not HARM.isdisjoint(ahead[1:2])
        told = not slain and sentence.unmarked() and _LAW.isdisjoint(sentence.words)
        kind = Kind.ABDUCTION if told else None
    elif not _SHIPS.isdisjoint(near):
        kind = Kind.ATTACK
    elif sentence.armed(at) and _is_ground(sentence, at, near, passive=passive):
        regained = tokens.lower[at] in _REGAINED
        kind = Kind.TERRITORY_REGAINED if regained else Kind.TERRITORY_TAKEN
    return None if kind is None else Trigger(first=at, after=at + 1, kind=kind, verb=True)


def _is_ground(sentence: Sentence, at: int, near: list[str], *, passive: bool) -> bool:
    """Whether what is taken is ground: a town, or something with a name."""
    stop = sentence.after
    named = any(
        word[0].isupper() and word.lower() not in MONTHS and not word.endswith("day")
        for word in sentence.tokens.words[at + 1 : min(stop, at + 4)]
    )
    by_whom = passive and not _VICTORS.isdisjoint(sentence.tokens.lower[at + 1 : min(stop, at + 6)])
    return named or by_whom or not _STREETS.isdisjoint(near)


def _captive(sentence: Sentence, at: int) -> Trigger | None:
    """Somebody who is captured: arrested by an army, abducted by others."""
    ahead = sentence.tokens.lower[at + 1 : min(sentence.after, at + 6)]
    if "by" in ahead:
        ahead = ahead[: ahead.index("by")]
    if _CAPTIVES.isdisjoint(ahead[:4]) or not _STREETS.isdisjoint(ahead[:3]):
        return None
    if not sentence.warlike():
        return None
    back = sentence.tokens.lower[max(sentence.first, at - 7) : at]
    kind = Kind.ABDUCTION if not _IRREGULAR.isdisjoint(back) else Kind.ARRESTS
    return Trigger(first=at, after=at + 1, kind=kind, verb=True)


def _took(sentence: Sentence, at: int) -> Trigger | None:
    """Ground that is taken: "took the town", "taken control of"."""
    ahead = sentence.tokens.lower[at + 1 : min(sentence.after, at + 7)]
    stop = next((n for n, word in enumerate(ahead) if word in {",", "and", "from", "to"}), 6)
    near = ahead[:stop]
    if not near or near[0] not in _LEADING or not _NOT_TAKEN.isdisjoint(near[:2]):
        return None
    if _STREETS.isdisjoint(near) or not sentence.armed(at) or not sentence.company.armed:
        return None
    return Trigger(first=at, after=at + 1, kind=Kind.TERRITORY_TAKEN, verb=True)


def _fell(sentence: Sentence, at: int) -> Trigger | None:
    """A place that falls to somebody."""
    tokens = sentence.tokens
    back = tokens.lower[max(sentence.first, at - 7) : at]
    ahead = tokens.lower[at + 1 : min(sentence.after, at + 7)]
    place = not _STREETS.isdisjoint(back) or any(
        word[0].isupper() for word in tokens.words[max(sentence.first, at - 3) : at]
    )
    to_whom = ahead[:1] == ["to"] and not _VICTORS.isdisjoint(ahead)
    alone = tokens.lower[at] == "fallen" and not _STREETS.isdisjoint(back) and ahead[:1] != ["to"]
    alone = alone and not WAR.isdisjoint(sentence.words)
    if not place or not (to_whom or alone) or sentence.company.other > sentence.company.war:
        return None
    return Trigger(first=at, after=at + 1, kind=Kind.TERRITORY_TAKEN, verb=True)


GROUND_DEEDS: Final[
    tuple[tuple[frozenset[str], Callable[[Sentence, int], Trigger | None]], ...]
] = (
    (_TAKEN | _REGAINED, _captive),
    (_TAKEN | _REGAINED, _taken),
    (_TOOK, _took),
    (_FELL, _fell),
)
"""Words with what to look for at them."""
