"""Pages of our own about many things, with the noise that real pages have, and what each line is.

A line is a letter, a bar and words. `T` headline, `s` summary, `d` byline or date, `m` the main
story, `r` what it says a second time, `c` caption, `h` headline and `o` paragraph of another story,
`l` link, `n` menu, `b` boilerplate. An asterisk by the letter: an empty line precedes it where the
layout has few of them.
"""

from __future__ import annotations

import html
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.reading.article import Article

__all__ = ["HELD", "PAGES", "Made", "Score", "mailed", "pdf", "plain", "score", "soup", "tagged"]


class Made(NamedTuple):
    """A line of a page: what it is, and its words."""

    kind: str
    words: str


class Score(NamedTuple):
    """Lines that were read right, of all: of the main story, of other stories, noise, repeats."""

    main: tuple[int, int]
    other: tuple[int, int]
    noise: tuple[int, int]


def _page(spec: str) -> list[Made]:
    lines = (line.partition("|") for line in spec.strip().splitlines())
    return [Made(kind.strip(), words.strip()) for kind, _, words in lines]


def _read() -> tuple[dict[str, list[Made]], dict[str, list[Made]]]:
    """The pages of `articles.txt`, those that were held out last."""
    tried: dict[str, list[Made]] = {}
    held: dict[str, list[Made]] = {}
    for part in Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").split("# ")[1:]:
        name, _, spec = part.partition("\n")
        page = _page(spec)
        (held if name.endswith(" held") else tried)[name.split()[0]] = page
    return tried, held


PAGES, HELD = _read()
"""Pages that the rules were tried on, and pages that were looked at once, at the end."""

_TAGS = {"T": "h1", "h": "h2"}
_PARTS = {"n": "nav", "c": "figcaption", "l": "aside", "b": "footer"}
_HEAD = "<title>{0} | The Daily Made</title>"


def plain(page: list[Made]) -> bytes:
    """The page as text that was copied from a browser: a line a paragraph."""
    lines = [("\n" if line.kind.startswith("*") else "") + line.words for line in page]
    return "\n".join(lines).encode()


def mailed(page: list[Made]) -> bytes:
    """The page as a mail of an archive, its lines at most 72 characters long."""
    title = next(line.words for line in page if line.kind == "T")
    body = "\n\n".join(
        ("* * *\n\n" if line.kind.startswith("*") else "") + textwrap.fill(line.words, 72)
        for line in page
    )
    sent = "From: desk at list.example.org\nDate: Tue, 2 Feb 2016 10:11:12 +0100"
    head = f"{sent}\nSubject: [wire] {title}"
    return f"{head}\n\n{body}\n".encode()


def soup(page: list[Made]) -> bytes:
    """The page as HTML whose markup says nothing but which lines are links."""
    title = next(line.words for line in page if line.kind == "T")
    body = "".join(
        f'<div><a href="/x">{html.escape(line.words)}</a></div>'
        if line.kind in "nl"
        else f"<div>{html.escape(line.words)}</div>"
        for line in page
    )
    return (
        f"<!DOCTYPE html><html><head>{_HEAD.format(html.escape(title))}</head><body>{body}".encode()
    )


def tagged(page: list[Made]) -> bytes:
    """The page as HTML with the elements that were made for each thing."""
    title = next(line.words for line in page if line.kind == "T")
    parts = []
    for line in page:
        words = html.escape(line.words)
        kind = line.kind.strip("*")
        tag = _TAGS.get(kind, "p")
        part = f"<{tag}>{words}</{tag}>"
        wrap = _PARTS.get(kind)
        if line.kind.startswith("*"):
            parts.append("<hr>")
        parts.append(f"<{wrap}>{part}</{wrap}>" if wrap else part)
    head = f"<head><meta charset=utf-8>{_HEAD.format(html.escape(title))}</head>"
    return f"<html lang=en>{head}<body><main>{''.join(parts)}".encode()


def pdf(page: list[Made]) -> bytes:
    """The page as PDF: A4, headline in larger letters, words cut at the ends of lines."""
    pages: list[list[str]] = [[]]
    y = 800.0
    for line in page:
        size = {"T": 20, "h": 15}.get(line.kind, 11)
        y -= 0.6 * size
        for words in _cut(line.words, 88 if size == 11 else 48):
            y -= 1.25 * size
            if y < 60:
                pages.append([])
                y = 780.0
            pages[-1].append(f"BT /F1 {size} Tf 1 0 0 1 56 {y:.1f} Tm ({_escaped(words)}) Tj ET")
    for number, drawn in enumerate(pages, start=1):
        for at, words in (
            (820, "2/3/16, 9:14 AM"),
            (30, f"https://daily.example/a {number}/{len(pages)}"),
        ):
            drawn.append(f"BT /F1 8 Tf 1 0 0 1 56 {at} Tm ({_escaped(words)}) Tj ET")
    return drawn_pdf(["\n".join(drawn) for drawn in pages])


def _cut(words: str, width: int) -> Iterator[str]:
    """Lines of a paragraph; a long word that does not fit is cut with a hyphen."""
    line = ""
    for word in words.split():
        room = width - len(line) - 1
        if len(word) <= room:
            line = f"{line} {word}".strip()
        elif len(word) > 8 and room > 5 and word.isalpha():
            yield f"{line} {word[:4]}-"
            line = word[4:]
        else:
            yield line
            line = word
    yield line


def _escaped(words: str) -> str:
    return words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def drawn_pdf(streams: list[str]) -> bytes:
    """A PDF file with these streams for its pages."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(streams)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(streams)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for n, stream in enumerate(streams):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R"
            + f" >> >> /Contents {5 + 2 * n} 0 R >>".encode()
        )
        content = stream.encode("cp1252", "replace")
        objects.append(b"<< /Length %d >>\nstream\n%b\nendstream" % (len(content), content))
    made = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(made))
        made += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return made + (
        b"xref\n0 %d\n0000000000 65535 f \n%btrailer << /Size %d /Root 1 0 R >>\n"
        b"startxref\n%d\n%%%%EOF" % (len(objects) + 1, table, len(objects) + 1, len(made))
    )


def score(article: Article, page: list[Made]) -> Score:
    """Compare what was read with what the lines are."""
    main, other, noise = [], [], []
    at = 0
    bare = {
        number: "".join(article.text[p.start : p.end].replace("-", "").split())
        for number, p in enumerate(article.passages)
    }
    for line in page:
        words = "".join(line.words.replace("-", "").split())[:50]
        found = next((n for n in [*range(at, len(bare)), *range(at)] if words in bare[n]), None)
        passage = article.passages[found] if found is not None else None
        if found is not None and line.kind.strip("*") not in "bln":
            at = found + 1
        told = passage is not None and passage.told
        own = told and passage is not None and passage.story == article.main
        kind = line.kind.strip("*")
        if kind in "ms":
            main.append(own)
        elif kind == "o":
            other.append(told and not own)
        else:
            noise.append(passage is not None and not told)
    return Score(*((sum(part), len(part)) for part in (main, other, noise)))
