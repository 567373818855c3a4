"""Dates and times of day in the cells of somebody's table.

Nothing is guessed: 03/04/2024 needs to be told which comes first.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from geo.errors import DateError
from geo.exchange.mapping.cells import digits
from geo.when import When

__all__ = ["Order", "date_of", "first_numbers", "span_of", "time_of"]

Order = str
"""Order of a date in digits: "dmy", "mdy", or "" where nobody has said."""

_ENGLISH_DAY: Final = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3,9})[ -](\d{2}|\d{4})")
_ISO: Final = re.compile(r"(\d{4})([-/.]?)(\d{1,2})\2(\d{1,2})")
_NUMERIC: Final = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})")
_STAMP: Final = re.compile(
    r"(?P<day>\S{6,11})[T ]+(?P<clock>\d{1,2}:\d\d(?::\d\d)?)(?:[.,]\d+)?"
    r" ?(?P<half>[AaPp][Mm])? ?(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d)?"
)
_CLOCK: Final = re.compile(
    r"(\d{1,2})[:.](\d\d)(?:[:.]\d\d)?(?:\.\d+)? ?([AaPp][Mm])? ?(Z|UTC|GMT|[+-]\d\d:?\d\d)?"
)
_WHOLE_DAY: Final = frozenset({"00:00", "0:00", "00:00:00", "0:00:00", "23:59:59", "23:59"})
_EARLIEST: Final = 1700
_TURN: Final = 69  # of years of two digits, as in POSIX: 69 is 1969, 68 is 2068
_MONTHS: Final = 12


def first_numbers(text: str) -> tuple[int, int] | None:
    """The first two numbers of a date in digits that may be day first or month first.

    Parameters
    ----------
    text
        The cell.

    Returns
    -------
    tuple or None
        Such as (3, 4) of 03/04/2024; None where its form leaves no doubt, or it is no date.
    """
    found = _NUMERIC.match(digits(text.strip()))
    return (int(found[1]), int(found[3])) if found else None


@lru_cache(maxsize=65_536)
def date_of(text: str, order: Order = "") -> When:
    """The date in a cell.

    Parameters
    ----------
    text
        EDTF, ISO 8601, a date in digits, or in English words. A time of day counts only with a
        zone beside it; midnight means no more than the day.
    order
        Which comes first in digits: "dmy" or "mdy"; years of two digits are 1969 to 2068.

    Returns
    -------
    When
        With the cell as `text` where that is not EDTF.

    Raises
    ------
    DateError
        If it is no date, could be two, or is of another calendar.
    """
    written = text.strip()
    plainly = _day(digits(written), order)
    when = When.parse(plainly)
    if when.start is not None and when.start.year < _EARLIEST:
        why = f"the year {when.start.year} is of the Persian or Islamic calendar, or a slip"
        raise DateError(written[:60], why)
    if when.edtf == written:
        return when
    return When(edtf=when.edtf, start=when.start, end=when.end, text=written[:200])


def span_of(start: str | None, end: str | None, order: Order = "") -> When | None:
    """The date between two cells.

    Parameters
    ----------
    start
        The first day, if given.
    end
        The last day, if given.
    order
        As for `date_of`.

    Returns
    -------
    When or None
        One day where both are the same; open where one is missing; None without either.

    Raises
    ------
    DateError
        If one is no date, or the end comes first.
    """
    first = date_of(start, order).edtf if start else ".."
    last = date_of(end, order).edtf if end else ".."
    if first == last:
        return When.parse(first) if start else None
    if start and not end:
        return date_of(start, order)
    return When.parse(f"{first.partition('/')[0]}/{last.rpartition('/')[2]}")


def time_of(text: str, day: When) -> When:
    """The time of day in a cell.

    Parameters
    ----------
    text
        Such as 14:30, 2:30 pm or 14:30+03:30.
    day
        The day that it is of.

    Returns
    -------
    When
        An instant where the cell names a zone; without one nobody knows the instant, so it is the
        day, with the time as its words.

    Raises
    ------
    DateError
        If it is no time of day.
    """
    written = text.strip()
    found = _CLOCK.fullmatch(digits(written))
    if not found or not day.exact_day or day.start is None:
        if found:
            return When(edtf=day.edtf, start=day.start, end=day.end, text=written)
        raise DateError(written[:60], "it is no time of day; write 14:30 or 14:30+03:30")
    clock = _clock(int(found[1]), found[2], found[3])
    if found[4]:
        exact = When.parse(f"{day.start.date().isoformat()}T{clock}{_zone(found[4])}")
        return When(edtf=exact.edtf, start=exact.start, end=exact.end, text=written)
    return When(edtf=day.edtf, start=day.start, end=day.end, text=written)


def _day(text: str, order: Order) -> str:
    """A date in digits as EDTF; other text as it is."""
    stamp = _STAMP.fullmatch(text)
    if stamp:
        day = _day(stamp["day"], order)
        if stamp["zone"] and stamp["clock"] not in _WHOLE_DAY and not stamp["half"]:
            return f"{day}T{stamp['clock'].zfill(5)}{_zone(stamp['zone'])}"
        return day
    if iso := _ISO.fullmatch(text):
        return f"{iso[1]}-{iso[3]:0>2}-{iso[4]:0>2}"
    if named := _ENGLISH_DAY.fullmatch(text):
        return f"{named[1]} {named[2]} {_year(named[3])}"
    numeric = _NUMERIC.fullmatch(text)
    if not numeric:
        return text
    first, second = int(numeric[1]), int(numeric[3])
    if not order and first <= _MONTHS and second <= _MONTHS and first != second:
        raise DateError(text, "it can be day first or month first")
    day_first = order == "dmy" or (not order and first > _MONTHS)
    day_of, month = (first, second) if day_first else (second, first)
    if month > _MONTHS:
        why = f"{month} is no month, and the column reads {'day' if day_first else 'month'} first"
        raise DateError(text, why)
    return f"{_year(numeric[4])}-{month:02d}-{day_of:02d}"


def _year(text: str) -> str:
    if len(text) > 2:  # noqa: PLR2004 (digits)
        return text
    return f"{'19' if int(text) >= _TURN else '20'}{text}"


def _zone(text: str) -> str:
    if text in {"Z", "UTC", "GMT"}:
        return "Z"
    return text if ":" in text else f"{text[:3]}:{text[3:]}"


def _clock(hour: int, minute: str, half: str | None) -> str:
    if half:
        hour = hour % 12 + (12 if half.lower() == "pm" else 0)
    return f"{hour:02d}:{minute}"
