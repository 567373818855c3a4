"""Events told by several words that mean little one by one: "took to the streets"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geo.kinds import Kind
from geo.reading.events.event_words import CROWD, DIPLOMATS
from geo.reading.events.trigger import Trigger
from geo.reading.events.vocabulary import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.reading.events.company import Sentence

__all__ = ["IDIOMS", "idiom", "idiom_alone"]

_REACH: Final = 9
_MANY: Final = CROWD | words("thousands hundreds people residents students tens youths mob workers")
_AT_ARMS: Final = words(
    "rebels insurgents militants jihadists fighters army troops forces soldiers guerrillas"
)
_SHIPS: Final = words("boat boats ship ships vessel vessels tanker tankers")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Idiom:
    """Words that tell an event together.

    Parameters
    ----------
    kind
        What happened.
    ahead
        What follows the first word, over words with spaces between them.
    near
        Words of which one must stand in the sentence; empty for none.
    warlike
        Whether the sentence or its text must be about armed events.
    verb
        Whether the first word is a verb with a subject and an object.
    """

    kind: Kind
    ahead: re.Pattern[str]
    near: frozenset[str] = frozenset()
    warlike: bool = False
    verb: bool = True


def _one(
    kind: Kind,
    ahead: str,
    near: frozenset[str] = frozenset(),
    *,
    warlike: bool = False,
    verb: bool = True,
) -> _Idiom:
    """An idiom from its pattern."""
    return _Idiom(kind=kind, ahead=re.compile(ahead), near=near, warlike=warlike, verb=verb)


_DRIVEN: Final = _one(
    Kind.TERRITORY_TAKEN, rf"(?:\S+ ){{0,4}}(?:{'|'.join(sorted(_AT_ARMS))}) (?:out of|from) "
)
_STONED: Final = _one(
    Kind.VIOLENT_DEMONSTRATION,
    r"(?:\S+ ){0,4}(?:stones|rocks|bricks|bottles|petrol bombs)\b",
    _MANY,
)
_TO_DEATH: Final = _one(Kind.ATTACK, r"(?:\S+ )?to death\b", warlike=True)
_HELD: Final = _one(Kind.ABDUCTION, r"(?:\S+ ){0,4}(?:hostage|hostages|captive|prisoner)\b")
_BURNT: Final = _one(Kind.LOOTING, r"(?:down|to the ground)\b", warlike=True)
_SNATCHED: Final = _one(Kind.ABDUCTION, r"(?:\S+ ){0,4}(?:from|off|by|into)\b", warlike=True)
_BEATEN: Final = (
    _one(Kind.MOB_VIOLENCE, r"(?:\S+ ){0,3}to death\b", frozenset({"mob", "crowd"})),
    _one(Kind.ATTACK, r"(?:\S+ ){0,3}to death\b", warlike=True),
)
_RAKED: Final = (_one(Kind.ATTACK, r"(?:with|by) (?:\S+ ){0,4}(?:fire|bullets|gunfire)\b"),)
_PLACES: Final = "town|city|base|airport|crossing|village|post|territory|island"
_MARCH: Final = _one(
    Kind.PEACEFUL_PROTEST, r"(?:an?|the) (?:\S+ )?(?:march|rally|vigil) (?!of\b|for (?:the )?dead)"
)
_GOVERNING: Final = words(
    "officials ministers presidents leaders delegations delegates envoys sides negotiators generals"
)
_AT_LENGTH: Final = _one(Kind.TALKS, r"for (?:\S+ ){1,3}hours?\b", _GOVERNING)
_REOPENED: Final = (_one(Kind.RESTORATION, r"(?:\S+ ){0,2}(?:embass|consulate)"),)
_NAVAL: Final = _AT_ARMS | words("navy missile missiles drone helicopters jets torpedo gunboats")
_SUNK: Final = (
    _one(Kind.ATTACK, r"(?:\S+ ){0,4}(?:boats?|ships?|vessels?|frigate|tanker)\b", _NAVAL),
)
_BURNABLE: Final = words("embassy consulate mosque church temple synagogue mob crowd protesters")
_RAMMED: Final = (
    _one(Kind.SUICIDE_BOMBING, r".*\b(?:explosives|bomb)\b"),
    _one(Kind.ATTACK, r"(?:\S+ ){1,4}(?:boat|ship|vessel|crowd)\b"),
)
_IDIOMS: Final[Mapping[str, tuple[_Idiom, ...]]] = {
    "beat": _BEATEN,
    "beaten": _BEATEN,
    "beating": _BEATEN,
    "slit": (_one(Kind.ATTACK, r"(?:\S+ ){1,4}throats?\b"),),
    "raked": _RAKED,
    "riddled": _RAKED,
    "strafed": (_one(Kind.AIRSTRIKE, r""),),
    "changed": (_one(Kind.TERRITORY_TAKEN, r"hands\b", warlike=True),),
    "handed": (
        _one(Kind.TERRITORY_TRANSFER, rf"(?:\S+ ){{0,4}}(?:{_PLACES}) .*\bto\b", warlike=True),
    ),
    "joined": (_MARCH,),
    "staged": (_MARCH,),
    "held": (
        _MARCH,
        _HELD,
        _one(Kind.TALKS, r"(?:\S+ ){1,3}(?:round|video call)\b", _GOVERNING),
    ),
    "talked": (_AT_LENGTH,),
    "spoke": (_AT_LENGTH,),
    "drove": (
        _one(Kind.LOOTING, r"off (?:\S+ ){0,3}(?:cattle|camels|herds?|livestock)\b"),
        _one(Kind.BOMBING, r"over an? (?:\S+ )?(?:device|mine|landmine|bomb)", verb=False),
        _DRIVEN,
    ),
    "driven": (_one(Kind.TERRITORY_TAKEN, r"(?:\S+ )?out of ", _AT_ARMS, warlike=True),),
    "pushed": (_DRIVEN,),
    "flushed": (_DRIVEN,),
    "rammed": _RAMMED,
    "hacked": (_one(Kind.ATTACK, r"to death\b"),),
    "stabbed": (_TO_DEATH,),
    "clubbed": (_TO_DEATH,),
    "bodies": (
        _one(
            Kind.ATTACK,
            r"of .*(?:hands (?:tied|bound)|bullet|bound|mutilated|beheaded)",
            verb=False,
        ),
    ),
    "took": (_one(Kind.PEACEFUL_PROTEST, r"to the streets\b"), _HELD),
    "taken": (_HELD,),
    "taking": (_HELD,),
    "hurled": (_STONED,),
    "threw": (_STONED,),
    "pelted": (_STONED,),
    "charged": (
        _one(
            Kind.FORCE_AGAINST_PROTESTERS,
            r"(?:at |into )?(?:the )?(?:crowds?|protesters|demonstrators|marchers)\b",
        ),
    ),
    "batons": (_one(Kind.FORCE_AGAINST_PROTESTERS, r"", CROWD | {"rally", "march"}, verb=False),),
    "water": (
        _one(Kind.ATTACK, r"cannons?\b", _SHIPS, verb=False),
        _one(Kind.FORCE_AGAINST_PROTESTERS, r"cannons?\b", CROWD | {"rally", "march"}, verb=False),
    ),
    "snatched": (_SNATCHED,),
    "bundled": (_SNATCHED,),
    "rounded": (
        _one(
            Kind.ARRESTS, r"up (?:\S+ ){0,4}(?:men|people|suspects|militants|members|activists)\b"
        ),
    ),
    "sprayed": (_one(Kind.ATTACK, r"(?:\S+ ){0,7}(?:bullets|gunfire)\b"),),
    "boarded": (_one(Kind.ATTACK, r"(?:\S+ ){0,3}(?:ship|vessel|tanker|boat)\b", warlike=True),),
    "burned": (_BURNT,),
    "burnt": (_BURNT,),
    "razed": (_one(Kind.LOOTING, r"", warlike=True),),
    "told": (
        _one(Kind.EXPULSION, r"(?:\S+ ){0,4}diplomats to (?:go|leave|depart)\b"),
        _one(Kind.EXPULSION, r".*\bdiplomats? .*no longer welcome\b"),
    ),
    "reopened": _REOPENED,
    "reopen": _REOPENED,
    "sank": _SUNK,
    "sunk": _SUNK,
    "ploughed": (_one(Kind.ATTACK, r"(?:\S+ ){0,4}into (?:an?|the) (?:crowd|checkpoint|group)\b"),),
    "rubber": (_one(Kind.FORCE_AGAINST_PROTESTERS, r"bullets\b", verb=False),),
    "set": (_one(Kind.LOOTING, r"(?:\S+ ){0,4}(?:on fire|ablaze|alight)\b", _BURNABLE),),
    "called": (_one(Kind.SUMMONS, r"(?:in )?to the (?:foreign|external)", DIPLOMATS),),
}
IDIOMS: Final = frozenset(_IDIOMS)
"""First words of idioms."""

_ENTERED: Final = (
    _one(
        Kind.ARMED_CLASH,
        r"(?:the (?:border|line|frontier)|into|through|on the|over the (?:border|frontier))\b"
        r"(?! (?:position|barracks|\S+ (?:hospital|camp)))",
        _AT_ARMS | {"tanks", "commandos", "paratroopers", "columns"},
    ),
)
_ANSWERED: Final = (
    _one(
        Kind.SHELLING, r"(?:by|with) (?:\S+ ){0,3}(?:artillery|mortars?|howitzers|rockets|shells)\b"
    ),
)
_ALONE: Final[Mapping[str, tuple[_Idiom, ...]]] = (
    dict.fromkeys(words("rolled poured thrust swept crossed landed marched"), _ENTERED)
    | dict.fromkeys(words("answered replied responded retaliated"), _ANSWERED)
    | {"pinned": (_one(Kind.ARMED_CLASH, r"down\b", warlike=True),)}
)


def idiom(sentence: Sentence, at: int) -> Trigger | None:
    """Look for an idiom at a word.

    Parameters
    ----------
    sentence
        The sentence.
    at
        The word, one of `IDIOMS`.

    Returns
    -------
    Trigger or None
        None where the words tell no event together.
    """
    return _told(sentence, at, _IDIOMS[sentence.tokens.lower[at]])


def idiom_alone(sentence: Sentence) -> Trigger | None:
    """Look for an idiom that tells an event where nothing else in a sentence does.

    Parameters
    ----------
    sentence
        The sentence.

    Returns
    -------
    Trigger or None
        None where there is none.
    """
    if _ALONE.keys().isdisjoint(sentence.words) or not sentence.warlike():
        return None
    for at in range(sentence.first, sentence.after):
        known = _ALONE.get(sentence.tokens.lower[at])
        found = _told(sentence, at, known) if known is not None else None
        if found is not None:
            return found
    return None


def _told(sentence: Sentence, at: int, known: tuple[_Idiom, ...]) -> Trigger | None:
    """The event that the words from a word on tell together."""
    tokens = sentence.tokens
    ahead = " ".join(tokens.lower[at + 1 : min(sentence.after, at + 1 + _REACH)]) + " "
    for one in known:
        if one.ahead.match(ahead) is None or (one.near and one.near.isdisjoint(sentence.words)):
            continue
        company = sentence.company
        calm = not sentence.warlike() if one.warlike else company.other > company.war
        if not calm:
            return Trigger(first=at, after=at + 1, kind=one.kind, verb=one.verb)
    return None
