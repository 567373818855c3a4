"""Plain text as a page: which lines make a paragraph, and the heads and feet of mails among them.

The text stays as it is, so that offsets are those of the file as Python reads it. Lines are put
together only in thought: in a text with hard line ends, a line goes on in the next unless the
first word of the next would have fitted on it.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final, NamedTuple

from geo.reading.article.page import Block, Page, PassageKind

__all__ = ["mail_parts", "plain_page"]

_HEADER = re.compile(
    r"(From|To|Cc|Date|Sent|Subject|Reply-To|List-Id|Message-ID|In-Reply-To|References|Sender|"
    r"Newsgroups|X-[\w-]{1,30}): {0,5}\S",
    re.IGNORECASE,
)
_ARCHIVED = re.compile(r"[^@\n]{1,80} at [\w.-]{1,60}\.[a-z]{2,12}$")
_MAILDATE = re.compile(
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?"
    r"(?:[A-Z][a-z]{2} {1,2}\d{1,2}|\d{1,2} [A-Z][a-z]{2} \d{4})"
    r" [\d:]{5,8}(?: [A-Z+\d-]{2,6}){0,2}(?: \d{4})?$"
)
_MARK = re.compile(r"-{3,40} {0,3}(?:next part|original message|forwarded message|begin)[^\n]{0,60}", re.IGNORECASE)  # fmt: skip # noqa: E501
_FOOT = re.compile(r"(?:-- ?|_{10,80}|-{20,80})$")
_RULE = re.compile(r"[-=_*#~ ]{3,200}$")
_BULLET = re.compile(r"\s{0,20}(?:[•●▪◦‣·*–-]|\d{1,2}[.)])\s{1,10}\S")
_TAG = re.compile(r"(?:\[[^\]\n]{1,40}\] ?|(?:Re|Fwd?|Fw|AW|WG): ?){1,6}", re.IGNORECASE)
_ENDED = re.compile(r"[.!?:…۔؟।。！？][\"”’')\]]{0,2}$")
_WRAPPED_AT: Final = 100
_WRAPPED_FROM: Final = 45
_LONGEST_FOOT: Final = 12
_RULED: Final = 2
_FULL: Final = 0.8


class _Line(NamedTuple):
    """A line: its span without the space around it, how many empty lines precede it."""

    start: int
    end: int
    text: str
    gap: int


def plain_page(text: str) -> Page:
    """Read a plain text, or a mail as archives print it.

    Parameters
    ----------
    text
        Any text; every line ends with one line feed.

    Returns
    -------
    Page
        The same text with its blocks; title, date and sender where the head of a mail gives them.
    """
    lines = _lines(text)
    heads = _heads(lines)
    blocks = _blocks(lines, heads)
    told = mail_parts([lines[number].text for number in sorted(heads)][:40])
    title = told.get("subject")
    if title is None and heads and min(heads) > 0 and heads & {1, 2}:
        title = lines[0].text  # archives print the subject above the sender
    return Page(
        text=text,
        blocks=blocks,
        title=_TAG.sub("", title, count=1).strip() or title if title else None,
        publisher=told.get("from"),
        dated=told.get("date"),
        dated_by="Date" if "date" in told else None,
    )


def mail_parts(lines: list[str]) -> dict[str, str]:
    """What the lines of the head of a mail say.

    Parameters
    ----------
    lines
        The lines.

    Returns
    -------
    dict
        `subject`, `date` and `from` (the domain of the sender), those that are there.
    """
    found: dict[str, str] = {}
    for line in lines:
        name, mark, value = line.partition(":")
        key = name.lower()
        if mark and key in {"subject", "date", "sent"}:
            found.setdefault("date" if key == "sent" else key, value.strip())
        elif _MAILDATE.match(line):
            found.setdefault("date", line)
        elif key == "from" or _ARCHIVED.match(line):
            domain = re.search(r"(?:@| at )([\w-]{1,60}(?:\.[\w-]{1,30}){1,4})", line[:300])
            if domain:
                found.setdefault("from", domain[1].lower())
    return found


def _lines(text: str) -> list[_Line]:
    """The lines that are not empty."""
    lines: list[_Line] = []
    gap = at = 0
    for whole in text.split("\n"):
        stripped = whole.strip()
        if stripped:
            start = at + len(whole) - len(whole.lstrip())
            lines.append(_Line(start, start + len(stripped), stripped, gap))
            gap = 0
        else:
            gap += 1
        at += len(whole) + 1
    return lines


def _heads(lines: list[_Line]) -> set[int]:
    """Numbers of the lines that are the head of a mail."""
    heads: set[int] = set()
    number = 0
    while number < len(lines):
        end = number
        while end < len(lines) and (end == number or lines[end].gap == 0) and _is_head(lines[end]):
            end += 1
        named = {lines[n].text.partition(":")[0].lower() for n in range(number, end)}
        dated = any(_MAILDATE.match(lines[n].text) for n in range(number, end))
        sent = bool(named & {"from", "subject", "date", "sent"})
        if end - number >= 2 and (sent or dated):  # noqa: PLR2004 - one line alone may be anything
            heads.update(range(number, end))
        number = max(end, number + 1)
    return heads


def _is_head(line: _Line) -> bool:
    return any(pattern.match(line.text[:300]) for pattern in (_HEADER, _ARCHIVED, _MAILDATE))


def _blocks(lines: list[_Line], heads: set[int]) -> list[Block]:
    """Put lines together to paragraphs."""
    width = _width(lines)
    foot = _foot(lines)
    blocks: list[Block] = []
    apart = False
    for number, line in enumerate(lines):
        hint = _hint(line, number in heads, number >= foot)
        if hint is PassageKind.META and number - 1 not in heads and number > 3:  # noqa: PLR2004
            apart = True
        before = blocks[-1] if blocks else None
        goes_on = before is not None and before.hint is hint and not apart
        if before is not None and goes_on and _goes_on(lines[number - 1], line, width, hint):
            blocks[-1] = Block(
                start=before.start, end=line.end, hint=hint, gap=before.gap, apart=before.apart
            )
            continue
        ruled = number > 0 and _RULE.match(lines[number - 1].text) is not None
        gap = line.gap + (_RULED if ruled else 0)
        blocks.append(Block(start=line.start, end=line.end, hint=hint, gap=gap, apart=apart))
        apart = apart and hint is PassageKind.META
    return blocks


def _hint(line: _Line, head: bool, foot: bool) -> PassageKind | None:  # noqa: FBT001 - facts
    """What kind of line it is, where its form says so."""
    if head:
        return PassageKind.META
    if foot or _MARK.match(line.text) or _RULE.match(line.text):
        return PassageKind.BOILERPLATE
    return PassageKind.QUOTED if line.text.startswith(">") else None


def _goes_on(before: _Line, line: _Line, width: int | None, hint: PassageKind | None) -> bool:
    """Whether a paragraph goes on in the next line."""
    if line.gap or hint is PassageKind.META or _BULLET.match(line.text):
        return False
    if hint is PassageKind.QUOTED:
        return True
    if line.text[0].islower() or line.text.startswith(("<http", "http")):
        return not _ENDED.search(before.text[-4:])
    if width is None:
        return False
    first = line.text.split(maxsplit=1)[0]
    return len(before.text) + 1 + len(first) > width


def _width(lines: list[_Line]) -> int | None:
    """Characters that fit on a line; None where lines end only with their paragraph."""
    lengths = sorted(len(line.text) for line in lines)
    if not lengths:
        return None
    width = lengths[len(lengths) * 95 // 100]
    if not _WRAPPED_FROM <= width <= _WRAPPED_AT:
        return None
    full = [a.text for a, b in pairwise(lines) if not b.gap and len(a.text) > _FULL * width]
    cut = sum(1 for line in full if not _ENDED.search(line[-4:]))
    return width if full and len(full) >= len(lines) // 5 and 2 * cut >= len(full) else None


def _foot(lines: list[_Line]) -> int:
    """Number of the first line of the foot of a mail, which stands under a signature line."""
    for number in range(max(1, len(lines) - _LONGEST_FOOT), len(lines)):
        if _FOOT.match(lines[number].text) or _MARK.match(lines[number].text):
            return number
    return len(lines)
