"""Whether the words around a date speak of the past or of the future, or of what was said."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final

from geo.reading.dates.lexicon import word_set

if TYPE_CHECKING:
    from geo.reading.dates.words import DateWords

__all__ = ["Tense", "saying", "tense_of"]


class Tense(Enum):
    """What the nearest verb says."""

    PAST = "past"
    FUTURE = "future"
    NONE = "none"


_FUTURE: Final = word_set(
    "will shall would scheduled planned slated expected plans plan intends intend must should "
    "ahead upcoming deadline won't wouldn't 'll tomorrow hopes aims vows"
)
_PAST: Final = word_set(
    "said told was were had did struck hit took began fled shot met fell held came went made gave "
    "saw broke blew left led found brought sent fought burnt burst swept broken has have been "
    "lost spoke drove flew rose became taken saw cut put ran won wrote sank hurt kept"
)
_NO_PAST: Final = word_set(
    "united armed wounded injured hundred need needed speed indeed bed red shed masked feed seed "
    "embed exceed proceed succeed unarmed so-called red alleged"
)
_FUTURE_BEFORE: Final = {
    "due": word_set("on in by for at back out"),
    "expected": word_set("to"),
    "going": word_set("to"),
    "set": word_set("to for"),
}
_FORETOLD: Final = frozenset(["due", "expected"])
_IS: Final = frozenset(["is", "are", "was", "were", "be"])
_BE: Final = frozenset(["be", "get", "being"])
_SAYING: Final = word_set(
    "said says say told tells announced reported reports stated added claimed tweeted wrote "
    "published released confirmed insisted acknowledged statement quoted declared posted report "
    "warned argued explained noted"
)
_HEARERS: Final = word_set(
    "reporters journalists afp reuters ap cnn bbc parliament lawmakers here him them us"
)
_BACK, _AHEAD = 25, 12
_ENDS: Final = frozenset(".!?¶;")
_SHORTEST: Final = 4


def tense_of(words: DateWords, first: int, after: int) -> Tense:
    """Read the tense of the clause that a date stands in.

    The nearest verb before the date in its sentence decides, or else the first one after it.
    "Will be held" is future although "held" stands nearer.

    Parameters
    ----------
    words
        The words of the text.
    first
        First word of the date.
    after
        The word after its last.

    Returns
    -------
    Tense
        `NONE` where no verb that is known stands near.
    """
    for place in range(first - 1, max(-1, first - _BACK), -1):
        if words.lower[place] in _ENDS or words.letters[place] == "¶":
            break
        found = _verb(words, place)
        if found is not Tense.NONE:
            return found
    for place in range(after, min(len(words.lower), after + _AHEAD)):
        if words.lower[place] in _ENDS or words.letters[place] == "¶":
            break
        found = _verb(words, place)
        if found is not Tense.NONE:
            return found
    return Tense.NONE


def _verb(words: DateWords, place: int) -> Tense:
    word = words.lower[place]
    if word == "to" and place and words.lower[place - 1] in _IS:
        return Tense.FUTURE
    behind = words.lower[place + 1] if place + 1 < len(words.lower) else ""
    if word in _FUTURE_BEFORE:
        before = words.lower[place - 1] if place else ""
        foretold = behind in _FUTURE_BEFORE[word] or (word in _FORETOLD and before in _IS)
        return Tense.FUTURE if foretold else Tense.NONE
    if word in _FUTURE:
        happened = word in {"would", "should", "must"} and behind == "have"
        return Tense.PAST if happened else Tense.FUTURE
    past = word in _PAST or (
        word.endswith("ed")
        and len(word) > _SHORTEST
        and word not in _NO_PAST
        and (words.capitals or words.text[words.starts[place]].islower())
    )
    if not past or _BE.intersection(words.lower[max(0, place - 3) : place]):
        return Tense.NONE
    return Tense.PAST


def saying(words: DateWords, first: int, after: int) -> bool:
    """Whether a date is that of words said or written, as in "the army said on Friday".

    Parameters
    ----------
    words
        The words of the text.
    first
        First word of the date.
    after
        The word after its last.

    Returns
    -------
    bool
        False for "said Thursday's strikes", where something else has the date.
    """
    behind = words.lower[after : after + 1]
    if behind in (["'s"], ["’s"]):
        return False
    if _SAYING.intersection(behind):
        return True
    place = first - 1
    while place >= 0 and words.letters[place] in "jeT":
        place -= 1
    if place >= 0 and words.lower[place] in _HEARERS:
        place -= 1
    return place >= 0 and words.lower[place] in _SAYING
