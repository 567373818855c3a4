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
    rf"|{_MONTH.format('m2')} {_DAY.format('d2')},? {_CLOCK}\(?{_YEAR.format('y2')}\b\)?"
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
_CAPITAL = "[A-Z\u00c0-\u00d6\u00d8-\u00de]"
_NAME = rf"{_CAPITAL}[\w'’.]{{1,20}}(?:[ -](?:{_CAPITAL}[\w'’.]{{1,20}}|de|la|al|el)){{0,2}}"
_PLACES = rf"{_NAME}(?:(?:, ?|/| and ){_NAME}){{0,2}}"
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?"
_PLACED = re.compile(
    rf"(?:By [^|\n]{{1,60}}\| ?|[^|.\n]{{0,40}}\bfrom )?"
    rf"{_PLACES}(?: ?[,|(–—-] ?){{1,2}}{_WEEKDAY}\(?"
)
_DESK = r"\)?(?: ?\([^()\n]{2,40}\))?"
_CLOSED = re.compile(rf"{_DESK}[ .,]*")
_OPENING = re.compile(rf"(?:{_PLACES}(?:, | ?\())?{_WEEKDAY}\(?")
_DASH = re.compile(rf"{_DESK} ?[-–—] ")
_STOP = re.compile(r"\. [A-Z“\"]")
_LONGEST: Final = 120
_LEFT_OVER: Final = 30
_DATELINES: Final = 3


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
        True for "Updated 19 January 2024", "JAN 19, 2024 -" and "GOMA, Congo, 19 January 2024".
    """
    if len(line) > _LONGEST:
        return False
    found = _ANY.search(line)
    if not found:
        return False
    before = line[: found.start()]
    rest = _LABEL.sub("", before + " " + _ANY.sub("", line[found.end() :]))
    named = _OWN.search(before) or _UPDATED.search(before)
    if _is_placed(before, line[found.end() :]):
        return True
    return len(rest.replace(" ", "")) <= (_LEFT_OVER if named else 4)


def _is_placed(before: str, behind: str) -> bool:
    """Whether a line names only a place and a date: "By our reporter | Goma | 4 May 2016"."""
    return _PLACED.fullmatch(before) is not None and _CLOSED.fullmatch(behind) is not None


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
    for number, (block, kind) in enumerate(zip(blocks, kinds, strict=True)):
        line = text[block.start : block.end][: 2 * _LONGEST]
        content += kind is PassageKind.TEXT
        if content > 1:
            break
        day = day_in(line)
        if day is None:
            continue
        before, behind = line[: day[1]], line[day[2] :]
        if kind is PassageKind.META and (number or not _is_placed(before, behind)):
            rank, how = _rank(line[:_LONGEST]), "line"
        elif kind is PassageKind.TEXT and day[1] < _LONGEST:
            following = _following(text, blocks, kinds, number)
            if not _opens(line, before, behind, following):
                continue
            rank, how = _DATELINES, "dateline"
        else:
            continue
        start, end = block.start + day[1], block.start + day[2]
        found.append((rank, day[0], Evidence(text=text[start:end], how=how, start=start, end=end)))
    best = min(found, key=lambda one: one[0], default=None)
    return best[1:] if best else None


def _rank(line: str) -> int:
    """How well a line tells the day of publication; the least is best."""
    if _OWN.search(line):
        return 0
    return 2 if _UPDATED.search(line) else 1


def _following(
    text: str, blocks: Sequence[Block], kinds: Sequence[PassageKind], number: int
) -> str:
    """The paragraph after a block."""
    for block, kind in zip(blocks[number + 1 :], kinds[number + 1 :], strict=True):
        if kind is PassageKind.TEXT:
            return text[block.start : block.start + _LONGEST]
    return ""


def _opens(line: str, before: str, behind: str, following: str) -> bool:
    """Whether the date of a paragraph is that of its dateline: "Goma, 5 Nov 2021 - A total".

    A day alone before a dash is none where the next paragraph begins with a day as well.
    """
    if _DATELINE.match(line) and re.match(r"[ )(\w]{0,20}[-–—:]", behind):
        return True
    if _DATELINE.fullmatch(before) and _STOP.match(behind):
        return True
    opens = _OPENING.fullmatch(before) is not None and _DASH.match(behind) is not None
    return opens and (bool(before) or not _ANY.match(following))
