"""On which day a page was published, and which of its words say so.

Days stand in many places of a page. One that names itself the day of publication comes first, then
the head of a mail, a line that holds a day and little else, and the day of a dateline.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from geo.reading.article.page import PassageKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.reading.article.page import Block

__all__ = ["Evidence", "day_in", "is_date_line", "published_in"]

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        ["jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july",
         "aug august", "sep sept september", "oct october", "nov november", "dec december"],
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "(?P<{}>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?P<{}>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<{}>(?:19|20)\d\d)"
_CLOCK = r"(?:[\d:]{4,8}(?: ?[AaPp]\.?[Mm]\.?)?(?: [A-Z]{2,5}| ?[+-]\d{2}:?\d{2})?,? )?"
_ANY = re.compile(
    rf"\b(?:{_YEAR.format('y1')}[-/.](?P<m1>[01]?\d)[-/.](?P<d1>[0-3]?\d)(?!\d)"
    rf"|{_MONTH.format('m2')} {_DAY.format('d2')},? {_CLOCK}{_YEAR.format('y2')}\b"
    rf"|{_DAY.format('d3')}[ -](?:of )?{_MONTH.format('m3')},?[ -]{_YEAR.format('y3')}\b"
    r"|(?P<a4>[0-3]?\d)[./](?P<b4>[0-3]?\d)[./](?P<y4>(?:19|20)\d\d)\b)",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\b(?:published|posted|updated|last updated|modified|issued|first published|created|"
    r"date|on|at|by|"
    r"mon|tue|wed|thu|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday|"
    r"am|pm|a\.m|p\.m|gmt|utc|est|edt|cet|ist|pst|pdt|cst|bst|local time|time|min|read|hrs?|"
    r"[a-z]{1,4}t)\b|[\d:+|,.()/–—·•-]",
    re.IGNORECASE,
)
_OWN = re.compile(r"\b(?:published|posted|issued|created|date)\b", re.IGNORECASE)
_UPDATED = re.compile(r"\b(?:updated|modified)\b", re.IGNORECASE)
_DATELINE = re.compile(r"[A-Z][A-Z .'-]{2,30}(?:,[^:—–()\n-]{0,40})?[,(]? ?")
_LONGEST: Final = 120
_LEFT_OVER: Final = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The words that a value rests on.

    Parameters
    ----------
    text
        The words.
    how
        Where they stand: `given` by the caller, `mail` head, a `line` of the page, its `dateline`,
        or the name of the entry in the page's head, such as `datePublished`.
    start
        Their first character in the text of the article; None where they stand outside of it.
    end
        The one after their last.
    """

    text: str
    how: str
    start: int | None = None
    end: int | None = None


def day_in(text: str) -> tuple[date, int, int] | None:
    """The first full date of a text.

    Parameters
    ----------
    text
        Any text: "Fri Jan 19 16:16:37 EST 2024", "19 Jan 2024", "2024-01-19T08:00:00Z".

    Returns
    -------
    tuple or None
        The day, as written where it was written, and the span of its words. 19/01/2024 is read,
        03/04/2024 is not: it may be March or April.
    """
    for found in _ANY.finditer(text):
        day = _day(found)
        if day is not None:
            return day, found.start(), found.end()
    return None


def _day(found: re.Match[str]) -> date | None:
    """The day that a match stands for."""
    try:
        if found["a4"]:
            first, second = int(found["a4"]), int(found["b4"])
            if first <= 12 and second <= 12 and first != second:  # noqa: PLR2004 - months
                return None
            month, day = (second, first) if first > 12 else (first, second)  # noqa: PLR2004
            return date(int(found["y4"]), month, day)
        if found["y1"]:
            return date(int(found["y1"]), int(found["m1"]), int(found["d1"]))
        nth = "2" if found["y2"] else "3"
        month = _MONTHS[found["m" + nth].lower()]
        return date(int(found["y" + nth]), month, int(found["d" + nth]))
    except ValueError:
        return None


def is_date_line(line: str) -> bool:
    """Whether a line holds a date and little else.

    Parameters
    ----------
    line
        A line or paragraph.

    Returns
    -------
    bool
        True for "Updated 19 January 2024" and "JAN 19, 2024 -".
    """
    if len(line) > _LONGEST:
        return False
    found = _ANY.search(line)
    if not found:
        return False
    before = line[: found.start()]
    rest = _LABEL.sub("", before + " " + _ANY.sub("", line[found.end() :]))
    named = _OWN.search(before) or _UPDATED.search(before)
    return len(rest.replace(" ", "")) <= (_LEFT_OVER if named else 4)


def published_in(
    text: str, blocks: Sequence[Block], kinds: Sequence[PassageKind]
) -> tuple[date, Evidence] | None:
    """The day on which a page says that it was published.

    Parameters
    ----------
    text
        Text of the page.
    blocks
        Its blocks.
    kinds
        What each is.

    Returns
    -------
    tuple or None
        The day and the words for it: those of the story at the top of the page, for lines further
        down speak of other stories.
    """
    found: list[tuple[int, date, Evidence]] = []
    content = 0
    for block, kind in zip(blocks, kinds, strict=True):
        line = text[block.start : block.end]
        content += kind is PassageKind.TEXT
        if kind is PassageKind.META:
            rank = (
                0 if _OWN.search(line[:_LONGEST]) else 2 if _UPDATED.search(line[:_LONGEST]) else 1
            )
        elif kind is PassageKind.TEXT and content == 1 and _DATELINE.match(line[:_LONGEST]):
            rank, line = 3, line[:_LONGEST]
        else:
            continue
        day = day_in(line[: 2 * _LONGEST])
        if day is None or content > 1:
            continue
        if rank == 3 and not _in_dateline(line, day[2]):  # noqa: PLR2004 - the ranks above
            continue
        start, end = block.start + day[1], block.start + day[2]
        how = "dateline" if rank == 3 else "line"  # noqa: PLR2004 - the ranks above
        found.append((rank, day[0], Evidence(text=text[start:end], how=how, start=start, end=end)))
    best = min(found, key=lambda one: one[0], default=None)
    return best[1:] if best else None


def _in_dateline(line: str, end: int) -> bool:
    """Whether a date belongs to the dateline: a dash or colon follows it at once."""
    return re.match(r"[ )(\w]{0,20}[-–—:]", line[end:]) is not None
