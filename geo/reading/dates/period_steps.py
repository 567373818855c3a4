"""Parts of stretches of the calendar, and steps from a day to another."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from geo.reading.dates.periods import between, month, on_day, year

if TYPE_CHECKING:
    from datetime import date

    from geo.reading.dates.periods import Period

__all__ = ["month_after", "part_of", "step", "step_days"]

_EARLY, _MID = "early", "mid"
_THIRDS: Final = {_EARLY: (1, 10), _MID: (11, 20), "late": (21, 31)}
_MONTHS: Final = {_EARLY: (1, 3), _MID: (5, 8), "late": (10, 12)}
_YEARS: Final = {_EARLY: (0, 3), _MID: (4, 6), "late": (7, 9)}
_DECEMBER: Final = 12
_HOURS: Final = {"minute": 1 / 60, "hour": 1, "week": 168, "fortnight": 336}


def part_of(period: Period, part: str) -> Period:
    """The early, middle or late part of a month, a year or ten years.

    Parameters
    ----------
    period
        A month, a year or a decade.
    part
        `early`, `mid` or `late`.

    Returns
    -------
    Period
        About a third of it, marked as approximate; the period itself if it is something else.
    """
    if period.first is None or period.last is None or part not in _THIRDS:
        return period
    first = period.first
    if period.edtf.endswith("X"):
        low, high = _YEARS[part]
        found = between(year(first.year + low), year(first.year + high))
    elif len(period.edtf) == len("2024"):
        low, high = _MONTHS[part]
        found = between(month(first.year, low), month(first.year, high))
    elif len(period.edtf) == len("2024-01") and "X" not in period.edtf and first.day == 1:
        low, high = _THIRDS[part]
        last = first.replace(day=min(high, period.last.day))
        found = between(on_day(first.replace(day=low)), on_day(last))
    else:
        return period
    return found.marked("~") if found else period


def step_days(day: date, days: int) -> date | None:
    """The day some days later.

    Parameters
    ----------
    day
        A day.
    days
        How many; negative for earlier.

    Returns
    -------
    date or None
        None outside the years 1 to 9999.
    """
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def month_after(day: date, months: int) -> Period | None:
    """The month some months after that of a day.

    Parameters
    ----------
    day
        A day.
    months
        How many; negative for earlier.

    Returns
    -------
    Period or None
        None outside the years 1 to 9999.
    """
    years, number = divmod(day.year * _DECEMBER + day.month - 1 + months, _DECEMBER)
    return month(years, number + 1)


def step(day: date, unit: str, count: int) -> Period | None:
    """What lies some units after a day, as exactly as the unit says.

    Parameters
    ----------
    day
        A day.
    unit
        `minute`, `hour`, `day`, `week`, `fortnight`, `month`, `year`, `decade` or `century`.
    count
        How many; negative for earlier.

    Returns
    -------
    Period or None
        A day for days, about a day for hours and weeks, about a month or a year for the rest;
        None outside the years 1 to 9999.
    """
    if unit == "day":
        return on_day(step_days(day, count))
    if unit in _HOURS:
        found = on_day(step_days(day, int(count * _HOURS[unit] / 24)))
    elif unit == "month":
        found = month_after(day, count)
    else:
        found = year(day.year + count * {"year": 1, "decade": 10, "century": 100}[unit])
    return found.marked("~") if found else None
