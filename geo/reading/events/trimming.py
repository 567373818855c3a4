"""Words of time and of amount at the edge of a phrase, which belong to no name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.reading.events.vocabulary import words

if TYPE_CHECKING:
    from gazetteer.tokens import Tokens

__all__ = ["DAYS", "MONTHS", "is_dash", "past_date"]

MONTHS: Final = words(
    """
    january february march april may june july august september october november december jan feb
    aug sept oct nov dec
    """
)
"""Names of months, whole and cut short."""

DAYS: Final = words(
    """
    monday tuesday wednesday thursday friday saturday sunday today yesterday overnight night
    morning afternoon evening midnight noon dawn dusk weekend earlier late early week month
    january february march april may june july august september october november december this
    last
    """
)
"""Words that end a phrase before a verb when a date stands there."""

_UNITS: Final = words(
    """
    day days night morning afternoon evening week weeks month months year years weekend hour hours
    midnight noon dawn dusk monday tuesday wednesday thursday friday saturday sunday yesterday
    today overnight
    """
)
_POINTING: Final = words(
    "the that this same following next last previous earlier late early on of in at"
)
_POINTED: Final = 3


def is_dash(tokens: Tokens, at: int) -> bool:
    """Tell whether a hyphen stands alone, as a dash.

    Parameters
    ----------
    tokens
        The words of the text.
    at
        The word.

    Returns
    -------
    bool
        True for a hyphen with white space before it.
    """
    dash = tokens.lower[at] == "-"
    return dash and (at == 0 or tokens.ends[at - 1] < tokens.starts[at])


def past_date(tokens: Tokens, begin: int, end: int) -> int:
    """Find where a phrase begins behind a date: "8 October 2016 its jets", "that night two men".

    Parameters
    ----------
    tokens
        The words of the text.
    begin, end
        The phrase: its first word and the one after the last.

    Returns
    -------
    int
        Its first word that tells no time; `begin` where all of it does.
    """
    here = begin
    while here < end:
        word = tokens.lower[here]
        if word in _UNITS or _of_day(tokens, here) or is_dash(tokens, here):
            here += 1
            continue
        ahead = tokens.lower[here + 1 : min(end, here + 1 + _POINTED)]
        if word not in _POINTING or not ahead:
            break
        unit = next((n for n, one in enumerate(ahead) if one not in _POINTING), None)
        if unit is None or ahead[unit] not in _UNITS:
            break
        here += unit + 2
    return here if here < end else begin


def _of_day(tokens: Tokens, at: int) -> bool:
    """Whether a word is part of a written day: "8 October 2016", "January 8"."""
    word, before, after = tokens.lower[at], tokens.at(at - 1), tokens.at(at + 1)
    if word.isdigit():
        return after in MONTHS or before in MONTHS
    written = word in MONTHS and tokens.words[at][0].isupper()
    return written and (before.isdigit() or after.isdigit() or before in {"in", "last", "since"})
