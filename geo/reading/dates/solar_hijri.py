"""Dates of the Solar Hijri calendar, which Iran and Afghanistan use, as Gregorian days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

__all__ = ["from_solar_hijri", "solar_hijri_year"]

_NEW_YEAR: Final = (1403, date(2024, 3, 20))
_LONG_MONTHS: Final = 6
_LAST_MONTH: Final = 12
YEARS: Final = range(1178, 1634)


def from_solar_hijri(year: int, month: int, day: int) -> date | None:
    """Turn a Solar Hijri date into a Gregorian one.

    Leap years follow the cycle of 33 years, eight of them leap, which agrees with the
    astronomical rule from 1178 to 1633.

    Parameters
    ----------
    year
        Year of the Solar Hijri era.
    month
        Month, 1 to 12.
    day
        Day of the month.

    Returns
    -------
    date or None
        The same day in the Gregorian calendar; None where there is no such day, or the year
        is outside 1178 to 1633.
    """
    if year not in YEARS or not 1 <= month <= _LAST_MONTH:
        return None
    length = 31 if month <= _LONG_MONTHS else 30
    if month == _LAST_MONTH and _leaps(year + 1) == _leaps(year):
        length = 29
    if not 1 <= day <= length:
        return None
    past = 31 * min(month - 1, _LONG_MONTHS) + 30 * max(month - 1 - _LONG_MONTHS, 0) + day - 1
    return _first_day(year) + timedelta(days=past)


def solar_hijri_year(day: date) -> int:
    """Find the Solar Hijri year of a day.

    Parameters
    ----------
    day
        A Gregorian day, from 1800 to 2254.

    Returns
    -------
    int
        The year.
    """
    year = day.year - 621
    return year if day >= _first_day(year) else year - 1


def _leaps(year: int) -> int:
    """Leap days before a year begins, counted from a fixed one."""
    return (8 * year + 21) // 33


def _first_day(year: int) -> date:
    known, day = _NEW_YEAR
    return day + timedelta(days=365 * (year - known) + _leaps(year) - _leaps(known))
