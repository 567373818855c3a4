"""Dates written in numbers: "2024-01-16", "16/01/2024", "1402/10/27"."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from geo.reading.dates.found import DateKind
from geo.reading.dates.periods import either, on_day
from geo.reading.dates.solar_hijri import from_solar_hijri
from geo.reading.dates.tense import Tense

if TYPE_CHECKING:
    from geo.reading.dates.core import Context, Core, Rule
    from geo.reading.dates.periods import Period
    from geo.reading.dates.words import DateWords

__all__ = ["NUMERIC", "calendar_date", "day_first_of"]

_SLIP: Final = 2
_MONTHS_IN_YEAR: Final = 12
_YEARS: Final = range(1500, 2101)
_HIJRI_NUMERIC: Final = range(1300, 1451)
_NUMERIC = re.compile(r"(?P<a>d)(?P<s>[-/.])(?P<b>d)(?P=s)(?P<y>[Ydn])")


def day_first_of(words: DateWords) -> bool | None:
    """Find out whether a text writes the day first in dates of numbers.

    Parameters
    ----------
    words
        The words of the text.

    Returns
    -------
    bool or None
        What all its dates such as `16/01/2024` agree on; None where none decides.
    """
    orders = set()
    for match in _NUMERIC.finditer(words.letters):
        if match["s"] == "/" and words.glued(*match.span()):
            one, two = words.number(match.start("a")), words.number(match.start("b"))
            if (one > _MONTHS_IN_YEAR) != (two > _MONTHS_IN_YEAR):
                orders.add(one > _MONTHS_IN_YEAR)
    return orders.pop() if len(orders) == 1 else None


def calendar_date(in_year: int, number: int, day: int) -> date | None:
    """A day of the Gregorian calendar.

    Parameters
    ----------
    in_year
        Its year.
    number
        Its month.
    day
        Its day of the month.

    Returns
    -------
    date or None
        None where there is no such day.
    """
    try:
        return date(in_year, number, day)
    except ValueError:
        return None


def _gregorian(in_year: int, number: int, day: int) -> date | None:
    """A date of numbers, in whichever calendar its year belongs to."""
    if in_year in _HIJRI_NUMERIC:
        return from_solar_hijri(in_year, number, day)
    return calendar_date(in_year, number, day) if in_year in _YEARS else None


def _iso(context: Context, match: re.Match[str]) -> Core | None:
    words = context.words
    if not words.glued(*match.span()):
        return None
    day = int(words.lower[match.start("d")][:2])
    found = _gregorian(words.number(match.start("y")), words.number(match.start("m")), day)
    return context.core(match, DateKind.ABSOLUTE, on_day(found)) if found else None


def _numeric(context: Context, match: re.Match[str]) -> Core | None:
    words = context.words
    if not words.glued(*match.span()):
        return None
    one, two = words.number(match.start("a")), words.number(match.start("b"))
    in_year = words.number(match.start("y"))
    if len(words.lower[match.start("y")]) == len("24") and match["s"] == "/":
        in_year += 2000
    days = _gregorian(in_year, two, one), _gregorian(in_year, one, two)
    day_first = True if match["s"] == "." else context.day_first
    if None in days or days[0] == days[1]:
        period = on_day(days[0] or days[1])
    elif day_first is not None:
        period = on_day(days[0] if day_first else days[1])
    else:
        period = _told(context, match, days)
    return context.core(match, DateKind.ABSOLUTE, period) if period else None


def _told(
    context: Context, match: re.Match[str], days: tuple[date | None, date | None]
) -> Period | None:
    """Of two readings the one that can have been told; both where both can."""
    published = context.published
    if published is not None and context.tense(match) is not Tense.FUTURE:
        past = [day for day in days if day is not None and (day - published).days <= _SLIP]
        if len(past) == 1:
            return on_day(past[0])
    return either(on_day(days[0]), on_day(days[1]))


NUMERIC: Final[tuple[Rule, ...]] = (
    (re.compile(r"(?P<y>Y)(?P<s>[-/.])(?P<m>d)(?P=s)(?P<d>[dI])"), _iso),
    (_NUMERIC, _numeric),
)
"""Patterns over the letters with what reads them, in the order they are tried."""
