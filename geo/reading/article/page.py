"""A page as it comes from a file: its text, cut into blocks, and what the file says of itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

__all__ = ["Block", "Page", "PassageKind", "PdfLine", "joined"]

_BETWEEN = "\n\n"


class PassageKind(StrEnum):
    """What a passage of a page is."""

    TEXT = "text"
    """A paragraph of a story."""
    SUMMARY = "summary"
    """A point of a list that sums a story up."""
    HEADING = "heading"
    """A headline, or a heading within a story."""
    META = "meta"
    """Who wrote it and when: a byline, a line with a date, the head of a mail."""
    CAPTION = "caption"
    """Words under a picture."""
    QUOTED = "quoted"
    """Lines of an earlier mail that a mail repeats."""
    LINK = "link"
    """A way to another page: a headline with no story under it, "read also"."""
    MENU = "menu"
    """Names of sections and buttons."""
    BOILERPLATE = "boilerplate"
    """What the publisher puts on every page: subscribe, copyright, the foot of a mailing list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph as the file sets it.

    Parameters
    ----------
    start
        Its first character in the text of the page.
    end
        The one after its last.
    hint
        What its markup says it is; None where there is none, or it does not say.
    gap
        How far it stands from the block before it: empty lines, or their like.
    linked
        Share of its characters that lie in links, 0 to 1.
    apart
        Whether something before it, such as the head of another mail, parts it from what came.
    """

    start: int
    end: int
    hint: PassageKind | None = None
    gap: int = 0
    linked: float = 0.0
    apart: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page: text, blocks, and what the file itself says of title, publisher, date.

    Parameters
    ----------
    text
        All of its text.
    blocks
        The paragraphs of the text, in order; none overlaps another.
    title
        Its headline, where the file names it.
    publisher
        Who published it, where the file names it.
    dated
        The words that the file gives as its date.
    dated_by
        Where it gives them, such as `datePublished`.
    language
        The language code that it declares.
    url
        Its web address.
    """

    text: str
    blocks: list[Block] = field(default_factory=list)
    title: str | None = None
    publisher: str | None = None
    dated: str | None = None
    dated_by: str | None = None
    language: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfLine:
    """A line of a page in PDF.

    Parameters
    ----------
    text
        Its words.
    x
        Its left end, in points from the left.
    y
        Its base line, in points from the bottom.
    size
        Size of its letters in points.
    """

    text: str
    x: float
    y: float
    size: float


def joined(
    pieces: list[tuple[str, PassageKind | None, float, int, bool]],
) -> tuple[str, list[Block]]:
    """Put paragraphs together to a text, with an empty line between them.

    Parameters
    ----------
    pieces
        For each paragraph its words, hint, share of links, gap before it and whether it is apart.

    Returns
    -------
    tuple
        The text, and the blocks of it.
    """
    blocks: list[Block] = []
    at = 0
    for text, hint, linked, gap, apart in pieces:
        blocks.append(
            Block(start=at, end=at + len(text), hint=hint, linked=linked, gap=gap, apart=apart)
        )
        at += len(text) + len(_BETWEEN)
    return _BETWEEN.join(piece[0] for piece in pieces), blocks
