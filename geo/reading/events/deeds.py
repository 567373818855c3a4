"""What is done with weapons, told by verbs that say little without them: fired, seized, blew up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.kinds import Kind
from geo.reading.events.event_words import (
    AUXILIARIES,
    CLASS_NOUNS,
    FIXED_NOUNS,
    MODIFIERS,
    POSSESSIVES,
    PREPOSITIONS,
    WEAPONS,
)
from geo.reading.events.trigger import Trigger
from geo.reading.events.vocabulary import words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from gazetteer.tokens import Tokens
    from geo.reading.events.company import Sentence

__all__ = ["DEEDS", "is_verb"]

_FIRED: Final = words(
    """
    fired firing fire fires launched launching launch launches lobbed dropped hurled threw
    """
)
_SHOT_ON: Final = frozenset({"on", "at", "upon", "into", "toward", "towards"})
_ROUNDS: Final = words("shots rounds bullets volleys gunshots")
_TAKEN: Final = words("captured seized overran captures seizes capturing seizing capture seize")
_REGAINED: Final = words("recaptured retook liberated recapture retake regained recapturing")
_GROUND: Final = words(
    """
    town towns city cities village villages base bases area areas district territory control hill
    hills province airport capital region
    """
)
_ARMS: Final = words(
    """
    weapons arms explosives ammunition rifles munitions missiles rockets caches cache
    """
)
_DOWNED: Final = words(
    """
    drone drones missile missiles rocket rockets projectiles uav uavs aircraft
    """
)
_CROWD: Final = words(
    """
    protesters protester demonstrators demonstrator crowd crowds marchers protest
    """
)
_WEAPON_NOUNS: Final = words(
    """
    bomb bombs bomber bombers mine mines landmine landmines rocket rockets missile missiles shell
    shells drone drones mortar mortars ied grenade
    """
)
_FIRE: Final = frozenset({"fire", "gunfire", "shots"})
_CHARGES: Final = frozenset({"device", "blast", "explosion"})
_SELVES: Final = frozenset({"himself", "herself", "themselves"})
_STOPPED: Final = words("intercepted intercept intercepting downed neutralised neutralized")
_MINES: Final = frozenset({"mine", "landmine", "mines", "landmines"})
_STEPPED: Final = words("stepped hit struck drove triggered over onto")
_PLANTED: Final = AUXILIARIES | {"planted", "hidden", "explosion"}
_STRUCK: Final = words(
    """
    killed killing wounded injured landed ripped tore fell rained destroyed damaged crashed
    slammed smashed
    """
)
_FLIGHT: Final = 8
_ALIGHT: Final = frozenset({"fire", "ablaze", "alight"})
_AIRCRAFT: Final = words("jet plane helicopter warplane aircraft fighter bomber airliner gunship")
_EXCHANGE: Final = words("exchange exchanged exchanges traded trading opened opening")
_BURST: Final = words("blew blown blow blowing went going go goes set")
_NEAR: Final = 6


def is_verb(tokens: Tokens, at: int) -> bool:
    """Tell whether a word that is noun or verb is a verb here.

    Parameters
    ----------
    tokens
        The words of the text.
    at
        The word.

    Returns
    -------
    bool
        True after "to", "could" and the like, and before an object.
    """
    before, after = tokens.at(at - 1), tokens.at(at + 1)
    if tokens.at(at - 2) == "should":
        return True
    if before in {"to", "would", "could", "will", "may", "might", "can", "should", "must", "n't"}:
        return not (before == "to" and tokens.at(at - 2) in {"due", "response", "leading", "led"})
    if before.endswith("ly") and before not in {
        "deadly",
        "early",
        "weekly",
        "hourly",
        "daily",
        "likely",
    }:
        return True
    if after in {"the", "a", "an", "their", "its", "his"} and before not in {
        "the",
        "a",
        "an",
        "of",
        "'s",
        "’s",
    }:
        return True
    if not tokens.words[at].endswith("s") or before in POSSESSIVES or before in PREPOSITIONS:
        return False
    return (
        after[:1].isalpha()
        and tokens.words[at + 1][0].isupper()
        and before in {"army", "military", "force"}
    )


def _fired(sentence: Sentence, at: int) -> Trigger | None:
    """Something that is fired: the weapon says what it is."""
    tokens = sentence.tokens
    if tokens.lower[at] == "fire" and not is_verb(tokens, at):
        return None
    ahead = tokens.lower[at + 1 : min(sentence.after, at + 7)]
    stop = next((n for n, w in enumerate(ahead) if w in _SHOT_ON or w in {",", "from"}), len(ahead))
    thing = ahead[:stop]
    if "tear" in thing or ("rubber" in thing and "bullets" in thing):
        return Trigger(first=at, after=at + 1, kind=Kind.FORCE_AGAINST_PROTESTERS, verb=True)
    if any(word in FIXED_NOUNS or word in CLASS_NOUNS for word in thing):
        return None
    back = tokens.lower[max(sentence.first, at - 4) : at]
    kind = _weapon_of(thing)
    if kind is not None and _weapon_of(back) in {Kind.AIRSTRIKE, Kind.DRONE_STRIKE}:
        kind = _weapon_of(back)
    if kind is None and (tokens.at(at - 1) in AUXILIARIES or tokens.at(at - 2) != "with"):
        kind = _weapon_of(back if tokens.at(at - 1) in AUXILIARIES else back[-1:])
    shots = tokens.lower[at].startswith("fir") and (not thing or not _ROUNDS.isdisjoint(thing))
    if kind is None and shots and tokens.at(at + 1 + stop) in _SHOT_ON and sentence.armed(at):
        crowd = not _CROWD.isdisjoint(sentence.words)
        kind = Kind.FORCE_AGAINST_PROTESTERS if crowd else Kind.ATTACK
    return None if kind is None else Trigger(first=at, after=at + 1, kind=kind, verb=True)


def _weapon_of(near: list[str]) -> Kind | None:
    """The kind that the weapons among some words give."""
    found = {WEAPONS[word] for word in near if word in WEAPONS}
    return next((kind for kind in MODIFIERS if kind in found), None)


def _shot(sentence: Sentence, at: int) -> Trigger | None:
    """Somebody shot, or an aircraft shot down."""
    tokens = sentence.tokens
    ahead = tokens.lower[at + 1 : min(sentence.after, at + 8)]
    if ahead[:1] == ["down"] and not _DOWNED.isdisjoint(
        ahead + tokens.lower[max(sentence.first, at - 6) : at]
    ):
        return Trigger(first=at, after=at + 2, kind=Kind.DISRUPTED_WEAPONS, verb=True)
    sure = "dead" in ahead[:4] or ahead[:2] == ["and", "killed"] or ahead[:1] == ["at"]
    sure |= tokens.at(at - 1) in AUXILIARIES and ahead[:1] != ["in"]
    if (sure or sentence.armed(at)) and sentence.company.other <= sentence.company.war + sure:
        crowd = not _CROWD.isdisjoint(ahead)
        kind = Kind.FORCE_AGAINST_PROTESTERS if crowd else Kind.ATTACK
        return Trigger(first=at, after=at + 1, kind=kind, verb=True)
    return None


def _taken(sentence: Sentence, at: int) -> Trigger | None:
    """Ground that changes hands, weapons that are seized."""
    tokens = sentence.tokens
    if tokens.at(at - 1) == "of":
        return None
    ahead = tokens.lower[at + 1 : min(sentence.after, at + 6)]
    caps = [word[0].isupper() for word in tokens.words[at + 1 : min(sentence.after, at + 4)]]
    regained = tokens.lower[at] in _REGAINED
    back = tokens.lower[max(sentence.first, at - 7) : at]
    if not _ARMS.isdisjoint(ahead) or (not _ARMS.isdisjoint(back) and not ahead):
        return Trigger(first=at, after=at + 1, kind=Kind.DISRUPTED_WEAPONS, verb=True)
    if not sentence.armed(at) or not (any(caps) or not _GROUND.isdisjoint(ahead)):
        return None
    kind = Kind.TERRITORY_REGAINED if regained else Kind.TERRITORY_TAKEN
    return Trigger(first=at, after=at + 1, kind=kind, verb=True)


def _exchanged(sentence: Sentence, at: int) -> Trigger | None:
    """Fire that is opened or exchanged."""
    ahead = sentence.tokens.lower[at + 1 : min(sentence.after, at + 4)]
    shot = next((n for n, word in enumerate(ahead) if word in _FIRE), None)
    opened = sentence.tokens.lower[at].startswith("open")
    if shot is None and opened and ahead[:2] == ["up", "with"] and sentence.armed(at):
        with_ = sentence.with_weapon(at) or Kind.ATTACK
        return Trigger(first=at, after=at + 2, kind=with_, verb=True)
    if shot is None:
        return None
    kind = Kind.ATTACK if opened else Kind.ARMED_CLASH
    return Trigger(first=at, after=at + 2 + shot, kind=kind, verb=True)


def _burst(sentence: Sentence, at: int) -> Trigger | None:
    """Something that blows up or goes off."""
    tokens, word = sentence.tokens, sentence.tokens.lower[at]
    ahead = tokens.lower[at + 1 : min(sentence.after, at + 8)]
    if word.startswith("bl") and "up" in ahead:
        if not _SELVES.isdisjoint(ahead[:1]):
            return Trigger(first=at, after=at + 1, kind=Kind.SUICIDE_BOMBING, verb=True)
        after = at + 1 + (ahead[0] == "up")
        told = sentence.unmarked() or sentence.armed(at)
        return Trigger(first=at, after=after, kind=Kind.BOMBING, verb=True) if told else None
    near = tokens.lower[max(sentence.first, at - _NEAR) : at] + ahead
    if ahead[:1] == ["off"] and any(w in WEAPONS or w in _CHARGES for w in near):
        return Trigger(first=at, after=at + 2, kind=Kind.BOMBING, verb=True)
    return None


def _held(sentence: Sentence, at: int) -> Trigger | None:
    """People taken hostage, tear gas, weapons brought down."""
    tokens, word = sentence.tokens, sentence.tokens.lower[at]
    ahead = tokens.lower[at + 1 : min(sentence.after, at + 6)]
    if word in _STOPPED:
        back = tokens.lower[max(sentence.first, at - _NEAR) : at]
        if _DOWNED.isdisjoint(ahead + back):
            return None
        return Trigger(first=at, after=at + 1, kind=Kind.DISRUPTED_WEAPONS, verb=True)
    if word == "brought" and ahead[:1] == ["down"]:
        manned = not _AIRCRAFT.isdisjoint(ahead)
        kind = Kind.ATTACK if manned else Kind.DISRUPTED_WEAPONS
        down = manned or not _DOWNED.isdisjoint(ahead)
        return Trigger(first=at, after=at + 2, kind=kind, verb=True) if down else None
    if word == "tear" and ahead[:1] == ["gas"]:
        return Trigger(first=at, after=at + 2, kind=Kind.FORCE_AGAINST_PROTESTERS)
    if word != "tear" and ahead[:1] == ["hostage"]:
        return Trigger(first=at, after=at + 2, kind=Kind.ABDUCTION, verb=True)
    return None


def _bomb(sentence: Sentence, at: int) -> Trigger | None:
    """A weapon that does something: "a roadside bomb killed", "rockets landed"."""
    tokens = sentence.tokens
    word, here = tokens.lower[at], at + 1
    if word == "bomber" and tokens.at(at - 1) == "suicide":
        return Trigger(first=at - 1, after=at + 1, kind=Kind.SUICIDE_BOMBING)
    if word in _MINES and not _STEPPED.isdisjoint(tokens.lower[max(sentence.first, at - 4) : at]):
        return Trigger(first=at, after=at + 1, kind=Kind.BOMBING)
    while here < sentence.after and tokens.lower[here] in _PLANTED:
        here += 1
    kind, begin = sentence.weapon(at + 1)
    if not _lands(sentence, here) or kind is None or sentence.company.other:
        return None
    return Trigger(first=begin, after=at + 1, kind=kind)


def _lands(sentence: Sentence, here: int) -> bool:
    """Whether a weapon comes down at a word or soon after, or sets something on fire."""
    tokens = sentence.tokens
    if tokens.at(here) in _STRUCK:
        return True
    ahead = [tokens.at(n) for n in range(here, min(sentence.after, here + _FLIGHT))]
    pairs = list(zip(ahead, ahead[1:], strict=False))
    if ("came", "down") in pairs:
        return True
    return any(
        word == "set" and not _ALIGHT.isdisjoint(ahead[n : n + 4])
        for n, word in enumerate(ahead[:2])
    )


_LOOKS: Final = (
    (_FIRED, _fired),
    (frozenset({"shot", "shoot", "shooting"}), _shot),
    (_WEAPON_NOUNS, _bomb),
    (_TAKEN | _REGAINED, _taken),
    (_EXCHANGE, _exchanged),
    (_BURST, _burst),
    (words("took taken taking held tear brought") | _STOPPED, _held),
)
DEEDS: Final[Mapping[str, tuple[Callable[[Sentence, int], Trigger | None], ...]]] = {
    word: tuple(look for known, look in _LOOKS if word in known)
    for word in frozenset[str]().union(*(known for known, _ in _LOOKS))
}
"""What to look for at a word: each tells the event there, if there is one."""
