"""A page in PDF: its lines in reading order, put together to paragraphs.

Columns are read one after the other, words cut at a line's end are joined, and lines that stand
on every page (the browser's date, address and page number) come last, as boilerplate.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from geo.errors import ReportError
from geo.reading.article.decoding import quieted
from geo.reading.article.page import Page, PassageKind, PdfLine, joined

if TYPE_CHECKING:
    from pypdf import PageObject

__all__ = ["is_pdf", "pdf_page"]

_NUMBERED = re.compile(
    r"(?:page )?\d{1,4}(?: ?(?:/|of) ?\d{1,4})?|https?://\S{1,500}(?: {1,20}\d{1,4}/\d{1,4})?",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://[^\s]{1,500}[^\s.,)]")
_ENDED = re.compile(r"[.!?:…۔؟।。！？][\"”’')\]]{0,2}$")
_MOST_PAGES: Final = 200
_EDGE: Final = 2
_SAID: Final = 200
_LEADING: Final = 1.4
_COLUMN_GAP: Final = 2.5
_LETTER: Final = 0.5
_LIGATURES: Final = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
_HYPHENS: Final = ("-", "\u2010", "\u00ad")


def is_pdf(content: bytes) -> bool:
    """Whether bytes are a PDF.

    Parameters
    ----------
    content
        The bytes.

    Returns
    -------
    bool
        True if they begin as a PDF does.
    """
    return b"%PDF-" in content[:1024]


def pdf_page(content: bytes, name: str) -> Page:
    """Read a PDF.

    Parameters
    ----------
    content
        The bytes.
    name
        What to call them in a message.

    Returns
    -------
    Page
        Its text, from at most 200 pages; the title and address that it prints.

    Raises
    ------
    ReportError
        If it is broken, locked, or holds pictures of text only.
    """
    pages = [_in_order(lines) for lines in _read(content, name)]
    edges = _edges(pages)
    body = [[line for line in lines if not _edge(line, edges)] for lines in pages]
    if not any(body):
        why = "has no text, only pictures of it; run it through text recognition first"
        raise ReportError(name, why)
    size = median(line.size for lines in body for line in lines for _ in line.text)
    pieces, sizes = _paragraphs(body, size)
    around = [line.text for lines in pages for line in lines if _edge(line, edges)]
    pieces += [(text, PassageKind.BOILERPLATE, 0.0, 1, False) for text in dict.fromkeys(around)]
    text, blocks = joined(pieces)
    found = (_ADDRESS.search(line) for line in around)
    title = max(
        (number for number, piece in enumerate(pieces[:8]) if piece[1] is PassageKind.HEADING),
        key=lambda number: sizes[number],
        default=None,
    )
    return Page(
        text=text,
        blocks=blocks,
        title=None if title is None else pieces[title][0],
        url=next((match[0] for match in found if match), None),
    )


def _read(content: bytes, name: str) -> list[list[PdfLine]]:
    """The lines of every page, in the order in which they were written."""
    from pypdf import PdfReader  # noqa: PLC0415 - slow to import
    from pypdf.errors import DependencyError, PyPdfError  # noqa: PLC0415 - the same

    quieted("pypdf")
    broken = (
        PyPdfError, ArithmeticError, AttributeError, LookupError, NotImplementedError, OSError,
        RecursionError, TypeError, ValueError,
    )  # fmt: skip
    try:
        reader = PdfReader(io.BytesIO(content))
        if not reader.is_encrypted or reader.decrypt(""):
            return [_page_lines(page) for page in reader.pages[:_MOST_PAGES]]
    except DependencyError:
        pass  # encrypted in a way that takes another library
    except broken as problem:
        said = " ".join(str(problem).split())[:_SAID]
        why = f"is no PDF that can be read ({said}); print the page to PDF anew"
        raise ReportError(name, why) from None
    raise ReportError(name, "is encrypted; save it without a password")


def _page_lines(page: PageObject) -> list[PdfLine]:
    """The lines of a page: pieces of text that follow each other on one base line."""
    lines: list[PdfLine] = []
    words: list[str] = []
    at: tuple[float, float, float] | None = None
    ahead = 0.0

    def end() -> None:
        text = " ".join("".join(words).translate(_LIGATURES).split())
        if text and at is not None:
            lines.append(PdfLine(text=text, x=at[0], y=at[1], size=at[2]))
        words.clear()

    def take(text: str, cm: list[float], tm: list[float], _font: Any, size: float) -> None:  # noqa: ANN401
        nonlocal at, ahead
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        tall = abs(size * (tm[3] or tm[1] or 1.0) * (cm[3] or cm[1] or 1.0)) or 1.0
        for number, part in enumerate(text.split("\n")):
            if number:
                end()
                at = None
            if part.strip():
                far = x < at[0] or x > ahead + _COLUMN_GAP * tall if at else False
                if at is not None and (abs(at[1] - y) > tall / 2 or far):
                    end()
                    at = None
                at = at or (x, y, tall)
                ahead = x + _LETTER * tall * len(part)
            if part and at is not None:
                words.append(part)

    page.extract_text(visitor_text=take)
    end()
    return lines


def _in_order(lines: list[PdfLine]) -> list[PdfLine]:
    """Lines in reading order: columns that were written row by row come one after the other."""
    rows: dict[int, list[PdfLine]] = {}
    for line in lines:
        rows.setdefault(round(line.y), []).append(line)
    split = [sorted(row, key=lambda line: line.x) for row in rows.values() if len(row) == 2]  # noqa: PLR2004
    across = sum(1 for a, b in pairwise(lines) if round(a.y) == round(b.y))
    if len(split) < max(3, len(rows) // 2) or across < len(split) * 0.8:
        return lines
    second = median(row[1].x for row in split)
    size = median(line.size for line in lines)
    if second - median(row[0].x for row in split) < _COLUMN_GAP * size:
        return lines
    top = max(row[0].y for row in split)
    bottom = min(row[0].y for row in split)

    def place(line: PdfLine) -> tuple[int, float]:
        if line.y > top or line.y < bottom:
            return (0 if line.y > top else 3), -line.y
        return (2 if line.x >= second - size else 1), -line.y

    return sorted(lines, key=place)


def _edges(pages: list[list[PdfLine]]) -> Counter[str]:
    """Lines at the top and foot of pages, numbers left out, with the pages that have them."""
    seen: Counter[str] = Counter()
    for lines in pages:
        high = sorted(lines, key=lambda line: -line.y)
        ends = {_masked(line.text) for line in [*high[:_EDGE], *high[-_EDGE:]]}
        seen.update(ends)
    return Counter(
        {
            text: count
            for text, count in seen.items()
            if count > max(1, len(pages) // 2) or _NUMBERED.fullmatch(text.replace("#", "1"))
        }
    )


def _edge(line: PdfLine, edges: Counter[str]) -> bool:
    return _masked(line.text) in edges


def _masked(text: str) -> str:
    return re.sub(r"\d{1,9}", "#", text)


def _paragraphs(
    pages: list[list[PdfLine]], size: float
) -> tuple[list[tuple[str, PassageKind | None, float, int, bool]], list[float]]:
    """Put lines together, with the sizes of their letters; columns and pages may cut them."""
    lines = [line for page in pages for line in page]
    steps = [
        round(a.y - b.y, 1)
        for a, b in pairwise(lines)
        if a.y > b.y and abs(a.size - b.size) < 1 and a.y - b.y < 3 * a.size
    ]
    often = [step for step, count in Counter(steps).items() if count * 12 >= len(steps)]
    step = min(often, default=1.2 * size)  # between paragraphs they stand further apart
    width = sorted(len(line.text) for line in lines)[len(lines) * 9 // 10]
    groups: list[list[PdfLine]] = [[lines[0]]]
    for before, line in pairwise(lines):
        if _ends(before, line, step, width):
            groups.append([line])
        else:
            groups[-1].append(line)
    whole = {word.lower() for line in lines for word in line.text.split()}
    pieces = [
        (
            _unhyphenated([line.text for line in group], whole),
            PassageKind.HEADING if group[0].size > 1.15 * size else None,
            0.0,
            1,
            False,
        )
        for group in groups
    ]
    return pieces, [group[0].size for group in groups]


def _ends(before: PdfLine, line: PdfLine, step: float, width: int) -> bool:
    """Whether a paragraph ends between two lines."""
    if abs(before.size - line.size) > 0.1 * before.size:
        return True
    if not before.y - line.y > 0:  # the next column or page
        return bool(_ENDED.search(before.text)) or not line.text[0].islower()
    if before.y - line.y > _LEADING * max(step, line.size) or line.x - before.x > before.size:
        return True
    first = line.text.split(maxsplit=1)[0]
    short = len(before.text) + 1 + len(first) < 0.8 * width
    return short and bool(_ENDED.search(before.text)) and not line.text[0].islower()


def _unhyphenated(lines: list[str], whole: set[str]) -> str:
    """Lines as one, with the words joined that a line's end cut."""
    made = lines[0]
    for line in lines[1:]:
        if made.endswith(_HYPHENS) and line[0].islower() and len(made) > 1 and made[-2].isalpha():
            head, tail = made.rsplit(maxsplit=1)[-1], line.split(maxsplit=1)[0]
            kept = f"{head[:-1]}-{tail}".lower().strip(".,;:") in whole
            made = (made if kept else made[:-1]) + line
        else:
            made = f"{made} {line}"
    return made
