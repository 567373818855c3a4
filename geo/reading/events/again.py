"""The same at another place on another day: "in Quetta on Monday and in Karachi on Tuesday"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.reading.events.trimming import MONTHS
from geo.reading.events.vocabulary import words

if TYPE_CHECKING:
    from gazetteer.tokens import Tokens

__all__ = ["AT", "again"]

AT: Final = frozenset({"in", "near", "at", "outside"})
"""Words that lead to the other place."""

_WEEKDAYS: Final = words("monday tuesday wednesday thursday friday saturday sunday")
_DAYS: Final = _WEEKDAYS | {"yesterday"}
_PARTS: Final = words("morning afternoon evening night")
_JOINS: Final = frozenset({"and", ",", "then"})
_SMALL: Final = frozenset({"-", "of", "al", "el", "de", "la"})
_NAME: Final = 5
_GOES_ON: Final = words(", . ; and killing wounding injuring when while after where but as leaving")


def again(tokens: Tokens, at: int, last: int) -> list[tuple[int, int]]:
    """Find where what a word tells happened again, each time on a day of its own.

    Parameters
    ----------
    tokens
        The words of the text.
    at
        The word after those that tell the event.
    last
        The word after the last of its clause: the next event, or the end of the sentence.

    Returns
    -------
    list
        Spans of words such as "in Karachi", in order; empty where the first time has no day.
    """
    found: list[tuple[int, int]] = []
    dated = False
    here = at
    while here < last - 2:
        word = tokens.lower[here]
        dated = dated or word in _DAYS or word in MONTHS
        end = None
        if dated and word in AT and tokens.at(here - 1) in _JOINS:
            end = _name(tokens, here + 1, last)
        if end is not None and _on_day(tokens, end, last):
            found.append((here, end))
        here = end or here + 1
    return found


def _name(tokens: Tokens, at: int, last: int) -> int | None:
    """The word after a name that begins at a word; None where none begins."""
    end = None
    for here in range(at, min(last, at + _NAME)):
        if tokens.words[here][0].isupper() and tokens.lower[here] not in _DAYS:
            end = here + 1
        elif end is None or tokens.lower[here] not in _SMALL:
            break
    return end


def _on_day(tokens: Tokens, at: int, last: int) -> bool:
    """Whether a day stands at a word and ends the part of the sentence."""
    here = at + (tokens.at(at) == "on")
    if here < last and tokens.lower[here] in _DAYS:
        here += 1
    elif here + 1 < last and _written(tokens, here):
        here += 2
    else:
        return False
    here += here < last and tokens.lower[here] in _PARTS
    return here >= last or tokens.lower[here] in _GOES_ON


def _written(tokens: Tokens, at: int) -> bool:
    """Whether two words are a day of a month: "3 May", "May 3"."""
    one, two = tokens.lower[at], tokens.at(at + 1)
    return (one in MONTHS and two.isdigit()) or (one.isdigit() and two in MONTHS)
