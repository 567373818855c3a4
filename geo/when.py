"""When something happened: an EDTF date with the first and last instant it allows.

EDTF (Extended Date/Time Format, ISO 8601-2) says how much is known: `2024-01-16`,
`2024-01` (some day that month), `2024-01-16?` (uncertain), `2024-01~` (about),
`2024-01-1X` (some day from the 10th to the 19th), `2024-01-17/2024-01-18` (from, to),
`[2024-01-17,2024-01-18]` (one of them) and `../2024-01-18` (no known start).
Levels 0 and 1 are read, without years beyond 0001-9999, plus the sets and the
unspecified digits of level 2.

A date without a time of day is the calendar day that the report names. Its bounds
are that day from 00:00:00 to 23:59:59 UTC, whatever the zone, so that every tool
shows the day that was reported; the zone is kept beside it. A date with a time of
day has exact bounds.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from geo.errors import DateError, ModelError

__all__ = ["When"]

_LONGEST: Final = 200
_DATE = re.compile(r"(\d[\dX]{3})(?:-(\d[\dX]|X[\dX]))?(?:-([\dX]{2}))?([?~%]?)")
_TIME = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d(?::\d\d)?)(Z|[+-]\d\d:\d\d)?")
_PLAIN = ("%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y", "%Y/%m/%d")
_PLAIN_MONTH = ("%B %Y", "%b %Y")
_NUMERIC = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_SEASONS: Final = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2)}
_EVER_FROM: Final = datetime.min.replace(tzinfo=UTC)
_EVER_TO: Final = datetime.max.replace(microsecond=0, tzinfo=UTC)
_TO_LAST_SECOND: Final = timedelta(days=1, seconds=-1)

_Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A date as far as it is known.

    Parameters
    ----------
    edtf
        The date in Extended Date/Time Format.
    start
        First instant it allows, in UTC; None where the start is open.
    end
        Last whole second it allows, in UTC; None where the end is open.
    zone
        IANA name or offset of the time zone that the report speaks in, where known.
    text
        The words of the report, such as "on Tuesday".

    Raises
    ------
    ModelError
        For bounds without UTC, or an end before the start.
    """

    edtf: str
    start: datetime | None = None
    end: datetime | None = None
    zone: str | None = None
    text: str | None = None

    def __post_init__(self) -> None:
        """Check the bounds."""
        for bound in (self.start, self.end):
            if bound is not None and bound.utcoffset() != timedelta(0):
                msg = f"the bound {bound.isoformat()} of {self.edtf} is not in UTC"
                raise ModelError(msg)
        if self.start and self.end and self.end < self.start:
            msg = f"{self.edtf} ends before it starts"
            raise ModelError(msg)

    @classmethod
    def parse(cls, text: str, *, zone: str | None = None) -> When:
        """Read an EDTF date or a plain one such as `16 January 2024`.

        Parameters
        ----------
        text
            At most 200 characters.
        zone
            Time zone to keep beside the date.

        Returns
        -------
        When
            The date with its bounds in UTC; `text` holds the words if they were not EDTF.

        Raises
        ------
        DateError
            If it is no date, or could be two (`03/04/2024`).
        """
        written = text.strip()
        if not written or len(written) > _LONGEST:
            raise DateError(text[:40], "it is empty or too long")
        edtf = _plain_to_edtf(written) or written
        start, end = _bounds(edtf)
        return cls(
            edtf=edtf,
            start=None if start == _EVER_FROM else start,
            end=None if end == _EVER_TO else end,
            zone=zone,
            text=written if edtf != written else None,
        )

    @property
    def approximate(self) -> bool:
        """Whether the date is marked as approximate (`~` or `%`)."""
        return "~" in self.edtf or "%" in self.edtf

    @property
    def uncertain(self) -> bool:
        """Whether the date is marked as uncertain (`?` or `%`)."""
        return "?" in self.edtf or "%" in self.edtf

    @property
    def exact_day(self) -> bool:
        """Whether start and end lie on one calendar day (UTC)."""
        return bool(self.start and self.end and self.start.date() == self.end.date())

    def overlaps(self, other: When) -> bool:
        """Whether some instant fits both dates.

        Parameters
        ----------
        other
            The date to hold this one against.

        Returns
        -------
        bool
            True where the bounds meet; open ends meet everything on their side.
        """
        return (self.start or _EVER_FROM) <= (other.end or _EVER_TO) and (
            other.start or _EVER_FROM
        ) <= (self.end or _EVER_TO)


def _plain_to_edtf(text: str) -> str | None:
    """Turn a date in plain English into EDTF; None if it is not in plain English."""
    numeric = _NUMERIC.fullmatch(text)
    if numeric:
        first, second, year = (int(part) for part in numeric.groups())
        if first <= 12 and second <= 12 and first != second:  # noqa: PLR2004 (months)
            raise DateError(text, "it can be day first or month first")
        day, month = (first, second) if first > 12 else (second, first)  # noqa: PLR2004
        return f"{year:04d}-{month:02d}-{day:02d}"
    spaced = " ".join(text.replace(",", " ").split())
    for pattern in _PLAIN:
        read = _strptime(spaced, pattern)
        if read:
            return read.date().isoformat()
    for pattern in _PLAIN_MONTH:
        read = _strptime(spaced, pattern)
        if read:
            return read.date().isoformat()[:7]
    return None


def _strptime(text: str, pattern: str) -> datetime | None:
    try:
        return datetime.strptime(text, pattern).replace(tzinfo=UTC)
    except ValueError:
        return None


def _bounds(edtf: str) -> _Span:
    """First and last instant of an EDTF string."""
    if edtf[0] == "[" and edtf[-1] == "]":
        spans = [_set_member(part.strip(), edtf) for part in edtf[1:-1].split(",")]
        return min(span[0] for span in spans), max(span[1] for span in spans)
    if "/" in edtf:
        left, _, right = edtf.partition("/")
        return _between(left.strip(), right.strip(), edtf)
    return _one(edtf, edtf)


def _set_member(part: str, whole: str) -> _Span:
    if ".." not in part:
        return _one(part, whole)
    left, _, right = part.partition("..")
    return _between(left, right, whole)


def _between(left: str, right: str, whole: str) -> _Span:
    """Span from the start of one date to the end of another; `..` or nothing is open."""
    start = _EVER_FROM if left in {"", ".."} else _one(left, whole)[0]
    end = _EVER_TO if right in {"", ".."} else _one(right, whole)[1]
    if start == _EVER_FROM and end == _EVER_TO:
        raise DateError(whole, "both ends are open")
    if end < start:
        raise DateError(whole, "it ends before it starts")
    return start, end


def _one(text: str, whole: str) -> _Span:
    """Bounds of a single date, with or without a time of day."""
    timed = _TIME.fullmatch(text)
    if timed:
        return _instant(timed, whole)
    dated = _DATE.fullmatch(text)
    if not dated:
        raise DateError(whole, "it is not in a form that is known")
    year, month, day, _mark = dated.groups()
    if month is None and day is not None:
        raise DateError(whole, "it has a day without a month")
    if month and month.isdigit() and int(month) in _SEASONS and day is None and year.isdigit():
        return _season(int(year), int(month))
    first = _first_day(year, month or "XX", day or "XX", step=1)
    last = _first_day(year, month or "XX", day or "XX", step=-1)
    if first is None or last is None:
        raise DateError(whole, "there is no such day")
    return first, last + _TO_LAST_SECOND


def _first_day(year: str, month: str, day: str, *, step: int) -> datetime | None:
    """First day that fits three patterns, or with a step of -1 the last."""
    days = (
        datetime(y, m, d, tzinfo=UTC)
        for y in _fitting(year, 1, 9999)[::step]
        for m in _fitting(month, 1, 12)[::step]
        for d in _fitting(day, 1, monthrange(y, m)[1])[::step]
    )
    return next(days, None)


def _fitting(pattern: str, low: int, high: int) -> list[int]:
    """Numbers from low to high whose digits fit a pattern with X for any digit."""
    if pattern.isdigit():
        return [int(pattern)] if low <= int(pattern) <= high else []
    fits = re.compile(pattern.replace("X", r"\d"))
    width = len(pattern)
    return [n for n in range(low, high + 1) if fits.fullmatch(f"{n:0{width}d}")]


def _season(year: int, season: int) -> _Span:
    """Bounds of a season of the northern hemisphere."""
    first, last = _SEASONS[season]
    end_year = year + (last < first)
    return (
        datetime(year, first, 1, tzinfo=UTC),
        datetime(end_year, last, monthrange(end_year, last)[1], 23, 59, 59, tzinfo=UTC),
    )


def _instant(timed: re.Match[str], whole: str) -> _Span:
    day, clock, zone = timed.groups()
    try:
        moment = datetime.fromisoformat(f"{day}T{clock}{zone or 'Z'}").astimezone(UTC)
    except (ValueError, OverflowError):
        raise DateError(whole, "there is no such day or time") from None
    whole_minute = clock.count(":") == 1
    return moment, moment + timedelta(seconds=59 if whole_minute else 0)
