"""Dates, times and kinds as the makers of TimeMaps write them."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from geo.errors import DateError
from geo.kinds import KINDS, Kind
from geo.source import whole
from geo.when import When

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["date_in", "kind_in", "month_first", "spoken", "time_on"]

_SLASHED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:\s+(\S.*))?")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T\s]\s*(\S.*))?")
_CLOCK = re.compile(
    r"(\d{1,2})[:.](\d\d)(?:[:.](\d\d)(?:\.\d+)?)?\s*([ap]\.?m\.?)?\s*(z|[+-]\d\d:?\d\d)?",
    re.IGNORECASE,
)
_MONTHS: Final = 12
_DAYS: Final = 31
_NOON: Final = 12
_EARLIEST: Final = timedelta(hours=14)
"""How far the clocks of the first time zone are ahead of UTC."""
_LATEST: Final = timedelta(hours=12)
_BETWEEN: Final = re.compile(r"[/,;|>]")


def spoken(value: Any) -> str:  # noqa: ANN401 (whatever JSON holds)
    """A value of a JSON file as text.

    Parameters
    ----------
    value
        What `json` reads, numbers as they are written.

    Returns
    -------
    str
        Text as it is, lists and objects as JSON; empty where there is nothing.
    """
    if isinstance(value, str):
        return whole(value)
    return whole(json.dumps(value, ensure_ascii=False)) if value not in (None, [], {}) else ""


def month_first(dates: Iterable[str]) -> bool | None:
    """Whether a file writes 8/23/2011 or 23/8/2011.

    Parameters
    ----------
    dates
        All its dates.

    Returns
    -------
    bool or None
        True, TimeMap's default, where no date tells; None where some tell the one and some the
        other.
    """
    pairs = [(int(m[1]), int(m[2])) for date in dates if (m := _SLASHED.fullmatch(date.strip()))]
    days_ahead = any(second <= _MONTHS < first <= _DAYS for first, second in pairs)
    months_ahead = any(first <= _MONTHS < second <= _DAYS for first, second in pairs)
    return None if days_ahead and months_ahead else not days_ahead


def date_in(text: str, *, month_first: bool | None) -> tuple[When, str]:
    """The date that an event gives.

    Parameters
    ----------
    text
        Such as 8/23/2011, 2011-08-23, 2011-08-23T18:30:00Z, August 2011 or an EDTF date.
    month_first
        The order in the file, see `month_first`.

    Returns
    -------
    tuple
        The date, and the time of day behind it, which may be empty.

    Raises
    ------
    DateError
        If it is no date, or could be two.
    """
    written = text.strip()
    slashed, iso = _SLASHED.fullmatch(written), _ISO.fullmatch(written)
    if slashed:
        first, second, year, clock = slashed.groups()
        either = max(int(first), int(second)) <= _MONTHS and int(first) != int(second)
        if month_first is None and either:
            why = "the file writes dates in both orders, and this can be either"
            raise DateError(written[:40], why)
        turned = int(second) > _MONTHS if month_first is None else month_first
        month, day = (first, second) if turned else (second, first)
    elif iso:
        year, month, day, clock = iso.groups()
    else:
        return When.parse(written), ""
    when = When.parse(f"{year}-{int(month):02d}-{int(day):02d}")
    text_kept = None if when.edtf == written else written
    return When(edtf=when.edtf, start=when.start, end=when.end, text=text_kept), clock or ""


def time_on(day: When, text: str) -> When | None:
    """The time of day that an event gives.

    Parameters
    ----------
    day
        Its date.
    text
        Such as 18:30, 6:30 PM or 18:30:00+03:00.

    Returns
    -------
    When or None
        Without a zone its bounds allow every zone there is; None where it is no clock, or the date
        is not one day.
    """
    clock = _CLOCK.fullmatch(text.strip())
    if clock is None or not day.exact_day or day.start is None:
        return None
    hour, minute, second = int(clock[1]), int(clock[2]), int(clock[3] or 0)
    if clock[4]:
        hour = hour % _NOON + (_NOON if clock[4][0] in "pP" else 0)
    shown = f"{day.start:%Y-%m-%d}T{hour:02d}:{minute:02d}" + (f":{second:02d}" if clock[3] else "")
    try:
        if clock[5]:
            zone = clock[5].upper().replace(":", "")
            return When.parse(shown + (zone if zone == "Z" else f"{zone[:3]}:{zone[3:]}"))
        moment = datetime.fromisoformat(shown).replace(tzinfo=UTC)
        last = moment + _LATEST + timedelta(seconds=0 if clock[3] else 59)
        return When(edtf=shown, start=moment - _EARLIEST, end=last, text=text.strip())
    except (ValueError, OverflowError):
        return None


def kind_in(words: Iterable[str]) -> Kind | None:
    """The first kind that words name, in our terms or ACLED's.

    Parameters
    ----------
    words
        Categories, types and filters; several may stand in one, with a stroke or comma between.

    Returns
    -------
    Kind or None
        None where they name none.
    """
    for word in words:
        for part in (word, *_BETWEEN.split(word)):
            if kind := _NAMES.get(_plain(part)):
                return kind
    return None


def _plain(word: str) -> str:
    return re.sub(r"[^a-z]", "", word.casefold()).removesuffix("s")


_NAMES: Final = {
    _plain(name): kind
    for kind, facts in reversed(KINDS.items())  # where kinds share a name, the first has it
    if kind is not Kind.OTHER
    for name in (facts.acled_sub_event, facts.label, kind)
    if name != "Other"
}
