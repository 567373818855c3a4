"""Whether an event is told as long past, or as something that happens again and again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geo.reading.events.vocabulary import words

if TYPE_CHECKING:
    from datetime import date

    from geo.reading.events.view import View

__all__ = ["is_historical", "is_repeated"]

_REACH: Final = 18
_BESIDE: Final = 5
_DATE_WORDS: Final = 4
_NEAR_SINCE: Final = 3
_SINCE: Final = 9
_MONTHS_OLD: Final = 5
_NEW_YEAR: Final = 3
_DAY_DIGITS: Final = 2
_FREQUENT: Final = words(
    """
    regularly often frequently routinely repeatedly constantly periodically daily sporadically
    usually always
    """
)
_EVERY: Final = frozenset({"every", "each"})
_UNITS: Final = frozenset({"day", "night", "week", "year", "month"})
_LASTING: Final = frozenset({"years", "decades"})
_YEAR: Final = re.compile(r"(?:1[6-9]|20)\d\d")
_DECADE: Final = re.compile(r"(?:1[6-9]|20)?\d0s")
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
         "august aug", "september sept", "october oct", "november nov", "december dec"), 1,
    )
    for name in words(names)
}  # fmt: skip
_AGO: Final = frozenset({"years", "decades", "centuries", "decade", "year", "century"})
_LAST: Final = words("year decade century spring summer autumn winter")


def is_historical(view: View, published: date | None) -> bool:
    """Tell whether the words around an event put it well before the report.

    Parameters
    ----------
    view
        The sentence.
    published
        Day of the report; without it a year without a day counts as long past.

    Returns
    -------
    bool
        True for a year, a decade or "years ago" that is about this event and some months old.
    """
    tokens, lower = view.tokens, view.tokens.lower
    if not view.trigger.verb and "since" in view.back(_NEAR_SINCE):
        return True
    low, high = max(view.first, view.at - _REACH), min(view.after, view.trigger.after + _REACH)
    for here in range(low, high):
        word = lower[here]
        told = (
            _DECADE.fullmatch(word) is not None
            or (_YEAR.fullmatch(word) is not None and _is_old(view, here, published))
            or (word == "ago" and lower[here - 1] in _AGO)
            or (word == "last" and tokens.at(here + 1) in _LAST)
        )
        if told and not _nearer_to_another(view, here):
            return True
    return False


def _nearer_to_another(view: View, here: int) -> bool:
    """Whether a word stands closer to another event of the sentence."""
    own = min(abs(here - view.at), abs(here - view.trigger.after + 1))
    near = any(abs(here - other) < own for other in view.others if other != view.at)
    return own > _BESIDE and near


def _is_old(view: View, here: int, published: date | None) -> bool:
    """Whether a year, with its month where there is one, is well before the report."""
    lower = view.tokens.lower
    if "since" in lower[max(view.first, here - _SINCE) : here]:
        return False
    near = lower[max(view.first, here - _DATE_WORDS) : here]
    month = next((_MONTHS[word] for word in reversed(near) if word in _MONTHS), None)
    if published is None:
        dated = any(word.isdigit() and len(word) <= _DAY_DIGITS for word in near)
        return month is None or not dated
    years = published.year - int(lower[here])
    if month is None:
        return years > 1 or (years == 1 and published.month > _NEW_YEAR)
    return years * 12 + published.month - month > _MONTHS_OLD


def is_repeated(view: View) -> bool:
    """Tell whether an event is told as something that happens again and again.

    Parameters
    ----------
    view
        The sentence.

    Returns
    -------
    bool
        True for "regularly attack", "every night", "for years".
    """
    near = [*view.back(_BESIDE - 1), *view.ahead(_BESIDE - 1)]
    if not _FREQUENT.isdisjoint(near):
        return True
    ahead = view.ahead(_SINCE)
    for word, after, more in zip(ahead, ahead[1:], [*ahead[2:], ""], strict=False):
        if word in _EVERY and after in _UNITS:
            return True
        if word in {"for", "over"} and {after, more} & _LASTING:
            return True
    back = view.back(_BESIDE)
    if "used" in back and "to" in back:
        return True
    plural = not view.trigger.verb and view.tokens.lower[view.trigger.after - 1].endswith("s")
    return plural and "several" in back and bool({"responsible", "behind"} & {*view.back(6)})
