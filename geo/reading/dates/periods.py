"""Stretches of the calendar as EDTF with first and last day, and steps between them."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Final

from geo.when import When

__all__ = [
    "Period",
    "between",
    "decade",
    "either",
    "month",
    "on_day",
    "season",
    "since",
    "until",
    "year",
]

_DATE = re.compile(r"[\dX]{4}(?:-[\dX]{2}){0,2}(?![~?%\d-])")
_LAST_YEAR: Final = 9999
_SEASONS: Final = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A stretch of days.

    Parameters
    ----------
    edtf
        Its name in Extended Date/Time Format.
    first
        First day; None where the start is open.
    last
        Last day; None where the end is open.
    """

    edtf: str
    first: date | None
    last: date | None

    @property
    def day(self) -> date | None:
        """The day, where it is one day."""
        return self.first if self.first == self.last else None

    @property
    def length(self) -> int | None:
        """How many days it has; None where an end is open."""
        if self.first is None or self.last is None:
            return None
        return (self.last - self.first).days + 1

    def marked(self, mark: str) -> Period:
        """Mark it as uncertain or approximate.

        Parameters
        ----------
        mark
            `?`, `~`, both (`%`) or nothing.

        Returns
        -------
        Period
            With the mark behind each of its dates that has none.
        """
        if not mark:
            return self
        return replace(self, edtf=_DATE.sub(lambda found: found[0] + mark, self.edtf))

    def when(self, words: str) -> When:
        """Turn it into the date of a claim.

        Parameters
        ----------
        words
            The words of the report.

        Returns
        -------
        When
            From 00:00:00 on the first day to 23:59:59 on the last, UTC.
        """
        return When(
            edtf=self.edtf,
            start=None if self.first is None else datetime.combine(self.first, time.min, UTC),
            end=None if self.last is None else datetime.combine(self.last, time(23, 59, 59), UTC),
            text=words,
        )


def on_day(day: date | None) -> Period | None:
    """A day as a period.

    Parameters
    ----------
    day
        The day, or None.

    Returns
    -------
    Period or None
        None for None.
    """
    return None if day is None else Period(edtf=day.isoformat(), first=day, last=day)


def month(in_year: int, number: int) -> Period | None:
    """A month.

    Parameters
    ----------
    in_year
        Its year.
    number
        From 1 to 12.

    Returns
    -------
    Period or None
        None for a year outside 1 to 9999.
    """
    if not 1 <= in_year <= _LAST_YEAR:
        return None
    last = monthrange(in_year, number)[1]
    return Period(
        edtf=f"{in_year:04d}-{number:02d}",
        first=date(in_year, number, 1),
        last=date(in_year, number, last),
    )


def year(number: int) -> Period | None:
    """A year.

    Parameters
    ----------
    number
        The year.

    Returns
    -------
    Period or None
        None outside 1 to 9999.
    """
    if not 1 <= number <= _LAST_YEAR:
        return None
    return Period(edtf=f"{number:04d}", first=date(number, 1, 1), last=date(number, 12, 31))


def decade(number: int) -> Period:
    """Ten years from a year that ends in 0.

    Parameters
    ----------
    number
        The first of them, from 1000 to 9990.

    Returns
    -------
    Period
        Such as `198X`.
    """
    return Period(edtf=f"{number // 10}X", first=date(number, 1, 1), last=date(number + 9, 12, 31))


def season(in_year: int, code: int) -> Period | None:
    """A season of the northern hemisphere.

    Parameters
    ----------
    in_year
        The year in which it begins.
    code
        21 spring, 22 summer, 23 autumn, 24 winter.

    Returns
    -------
    Period or None
        None for a year that it would leave.
    """
    if not 1 <= in_year < _LAST_YEAR:
        return None
    begin, end = _SEASONS[code]
    last_year = in_year + (end < begin)
    return Period(
        edtf=f"{in_year:04d}-{code}",
        first=date(in_year, begin, 1),
        last=date(last_year, end, monthrange(last_year, end)[1]),
    )


def between(one: Period | None, other: Period | None) -> Period | None:
    """From the start of one period to the end of another.

    Parameters
    ----------
    one
        The first.
    other
        The last.

    Returns
    -------
    Period or None
        None where either is missing or open, or they are the wrong way round.
    """
    if one is None or other is None or one.first is None or other.last is None:
        return None
    if other.last < one.first or (other.first or other.last) < one.first:
        return None
    if one.edtf == other.edtf:
        return one
    left, right = one.edtf.partition("/")[0], other.edtf.rpartition("/")[2]
    return Period(edtf=f"{left}/{right}", first=one.first, last=other.last)


def either(one: Period | None, other: Period | None) -> Period | None:
    """One of two days.

    Parameters
    ----------
    one
        A day.
    other
        Another.

    Returns
    -------
    Period or None
        The set of both, the earlier first; None where either is missing.
    """
    if one is None or other is None or one.day is None or other.day is None:
        return None
    early, late = sorted((one.day, other.day))
    if early == late:
        return one
    return Period(edtf=f"[{early.isoformat()},{late.isoformat()}]", first=early, last=late)


def since(period: Period) -> Period | None:
    """From the start of a period, with no known end.

    Parameters
    ----------
    period
        The period.

    Returns
    -------
    Period or None
        None where its start is open.
    """
    left = period.edtf.partition("/")[0]
    if period.first is None or left[0] == "[":
        return None
    return Period(edtf=f"{left}/..", first=period.first, last=None)


def until(period: Period) -> Period | None:
    """Up to the end of a period, with no known start.

    Parameters
    ----------
    period
        The period.

    Returns
    -------
    Period or None
        None where its end is open.
    """
    right = period.edtf.rpartition("/")[2]
    if period.last is None or right[-1] == "]":
        return None
    return Period(edtf=f"../{right}", first=None, last=period.last)
