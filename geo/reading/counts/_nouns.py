"""Nouns for people in a description, and numbers that count nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.count import Counted
from geo.reading.counts._words import listed
from geo.reading.counts.harm_words import (
    ADJECTIVES,
    BE,
    BODIES,
    FOLLOWERS,
    NOT_PEOPLE,
    STOPS,
    VERBS,
    counted_of,
)

if TYPE_CHECKING:
    from gazetteer.tokens import Tokens
    from geo.reading.counts.numbers import Number

__all__ = ["INSIDE", "MOST_WORDS", "counts_nobody", "noun", "stands_inside"]

MOST_WORDS: Final = 8
"""Words of a description that are looked at."""
INSIDE: Final = frozenset("-–\"“”‘’'")
"""Marks that may stand inside a description."""
_MONTHS: Final = listed(
    "january february march april may june july august september october november december jan "
    "feb mar apr jun jul aug sept sep oct nov dec"
)
_DEMONYMS: Final = ("ian", "ran", "ean", "ani", "aqi", "eli", "ese", "ish")
_DASHES: Final = frozenset("-–")
_MONEY: Final = frozenset("$£€₹#")
_YEARS: Final = range(1900, 2101)
_AGES: Final = frozenset({"age", "aged"})
_LOOSE: Final = frozenset({"officers", "troops", "police", "personnel", "staff"})


def counts_nobody(tokens: Tokens, number: Number, begin: int) -> bool:
    """Whether a number is an age, a date, a year, money, a time or part of a name."""
    before = tokens.at(number.start - 1) if number.start > begin else ""
    after, figures = tokens.at(number.end), tokens.words[number.start]
    belongs = after in BODIES and counted_of(tokens.at(number.end + 1)) is not None
    thing = after in NOT_PEOPLE and not belongs
    dated = before in _MONEY or before in _MONTHS or before in _AGES or thing
    numbered = before in {".", ":"} and tokens.at(number.start - 2) in _BEFORE_STOP
    glued = (
        before in {"-", "/"} and tokens.starts[number.start] == tokens.ends[number.start - 1]
    ) or (after == "-" and tokens.starts[number.end] == tokens.ends[number.end - 1])
    if dated or numbered or glued or not number.digits:
        return dated or numbered or glued
    aged = before in {",", "("} and after in {",", ")", "."} and number.low < _OLDEST
    year = number.low in _YEARS and len(figures) == _YEAR_DIGITS and counted_of(after) is None
    return aged or year or figures[0] == "0" or after in {"%", "th", "/"}


_OLDEST: Final = 120
_YEAR_DIGITS: Final = 4
_BEFORE_STOP: Final = frozenset({"no", *(str(hour) for hour in range(24))})


def stands_inside(tokens: Tokens, at: int) -> bool:
    """Whether a word may stand inside a description of people."""
    word = tokens.lower[at]
    if word in _DASHES:
        return tokens.starts[at] == tokens.ends[at - 1]
    if word in INSIDE or word in {"'s", "’s"}:
        return True
    if word.isdigit():
        return tokens.at(at + 1) == "-"
    if word in STOPS or not word[0].isalnum() or word == "\n" or word in BE:
        return False
    if word in VERBS or word in FOLLOWERS:
        return counted_of(tokens.at(at + 1)) is not None and (word in ADJECTIVES or word in _STATES)
    return True


_STATES: Final = frozenset(
    {"kidnapped", "captured", "murdered", "detained", "arrested", "displaced"}
)


def noun(
    tokens: Tokens, at: int, end: int, *, several: bool = True
) -> tuple[int | None, Counted, bool]:
    """The noun for people of a description that begins at a word."""
    best, place = None, at
    stop = min(end, at + MOST_WORDS)
    while place < stop:
        line_break = tokens.lower[place] == "\n" and place + 1 < stop and place > at
        if not line_break and not stands_inside(tokens, place):
            break
        if counted_of(tokens.lower[place]) is not None:
            best = place
        place += 1
    if best is None:
        return None, Counted.PEOPLE, False
    of, plural = counted_of(tokens.lower[best]) or (Counted.PEOPLE, False)
    following = tokens.at(best + 1) if best + 1 < place else ""
    glued = following in _DASHES and tokens.starts[best + 1] == tokens.ends[best]
    if glued or following in NOT_PEOPLE or following in BODIES:
        return None, Counted.PEOPLE, False
    state = following in VERBS or following in ADJECTIVES
    runs_on = bool(following) and following[0].isalnum() and not state
    plain = tokens.words[best + 1].islower() if runs_on else False
    if (
        runs_on
        and not plural
        and not _participle(following)
        and (plain or tokens.lower[best].endswith(_DEMONYMS))
    ):
        return None, Counted.PEOPLE, False
    if several and not plural and tokens.lower[best] not in _LOOSE and runs_on:
        return None, Counted.PEOPLE, False
    kinds = (counted_of(word) for word in tokens.lower[at : best + 1])
    first = next((k[0] for k in kinds if k and k[0] in (Counted.WOMEN, Counted.CHILDREN)), of)
    if of is Counted.PEOPLE and "civilian" in tokens.lower[at:best]:
        first = Counted.CIVILIANS
    return best, first, plural


def _participle(word: str) -> bool:
    return word.endswith(("ing", "ed"))
