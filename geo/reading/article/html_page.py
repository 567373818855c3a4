"""A web page, as a browser saves it: its text in blocks, and what its head says of it.

Nothing of the text is left out. What the markup says of a block (a menu, a caption, a list of
related stories) becomes its hint; a container that holds most of the page says nothing.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final, NamedTuple

from geo.reading.article.html_head import Head
from geo.reading.article.page import Page, PassageKind, joined
from geo.reading.article.wording import INLINE

__all__ = ["html_page", "is_html"]

_Attributes = list[tuple[str, str | None]]

_START = re.compile(r"\s{0,1000}(?:<\?xml[^>]{0,200}>\s{0,100}|<!--[^>]{0,1000}-->\s{0,100}){0,3}<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)  # fmt: skip # noqa: E501
_VOID: Final = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"]
)
_SILENT: Final = frozenset(
    ["script", "style", "noscript", "template", "svg", "iframe", "select", "textarea", "object"]
)
_HEADINGS: Final = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_WHOLE: Final = frozenset(["html", "body", "main"])
_PARTS: Final = frozenset(["article", "hr"])
_BY_TAG: Final = {
    "nav": PassageKind.MENU,
    "menu": PassageKind.MENU,
    "button": PassageKind.MENU,
    "footer": PassageKind.BOILERPLATE,
    "aside": PassageKind.LINK,
    "figcaption": PassageKind.CAPTION,
    "time": PassageKind.META,
    "blockquote": None,
}
_BY_WORD: Final = {
    PassageKind.CAPTION: "caption figcaption credit wp-caption-text",
    PassageKind.META: "byline author authors timestamp dateline posted published pubdate",
    PassageKind.LINK: "related recommended recommendations trending popular sidebar teaser teasers "
    "promo readmore outbrain taboola",
    PassageKind.MENU: "nav navbar navigation menu breadcrumb breadcrumbs pagination tags toolbar",
    PassageKind.BOILERPLATE: "footer copyright newsletter subscribe subscription cookie cookies "
    "consent banner advert advertisement ads share sharing social comments disclaimer paywall",
}
_WORDS: Final = {word: kind for kind, words in _BY_WORD.items() for word in words.split()}
_CUT = re.compile(r"[\s_-]+|(?<=[a-z])(?=[A-Z])")
_SPACES = re.compile(r"[ \t\r\f\v\n]+")
_MOST_DEEP: Final = 400
_MOST_SHARE: Final = 0.5


class _Element(NamedTuple):
    """An open element; `region` numbers the hint that it lies under."""

    tag: str
    region: int


class _Piece(NamedTuple):
    """A paragraph."""

    text: str
    tag: str
    regions: tuple[int, ...]
    linked: float
    parted: bool


def is_html(text: str) -> bool:
    """Whether a text is a web page.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    bool
        True if it begins as web pages do.
    """
    return _START.match(text) is not None


def html_page(text: str) -> Page:
    """Read a web page.

    Parameters
    ----------
    text
        Its source.

    Returns
    -------
    Page
        Text and blocks; title, publisher, date, language and address as the page states them.
    """
    parser = _Parser()
    broken = text.find("<", text.rfind(">") + 1)  # a tag without an end, at the end of the page
    parser.feed(text if broken < 0 else text[:broken])
    parser.close()
    parser.flush()
    made, blocks = joined(parser.hinted())
    head = parser.head
    return Page(
        text=made,
        blocks=blocks,
        title=head.title(parser.first_heading),
        publisher=head.publisher(parser.first_heading),
        dated=head.dated[0] if head.dated else parser.time,
        dated_by=head.dated[1] if head.dated else "time" if parser.time else None,
        language=head.language,
        url=head.url(),
    )


class _Parser(HTMLParser):
    """Gathers paragraphs with the containers that they lie in."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.head = Head()
        self.first_heading: str | None = None
        self.time: str | None = None
        self._open: list[_Element] = []
        self._hints: list[tuple[PassageKind, bool]] = []
        self._regions: list[int] = []
        self._pieces: list[_Piece] = []
        self._words: list[str] = []
        self._linked = 0
        self._links = 0
        self._silent: str | None = None
        self._held: list[str] | None = None
        self._tag = ""
        self._parted = False

    def handle_starttag(self, tag: str, attrs: _Attributes) -> None:
        """Open an element."""
        if self._silent is not None:
            return
        found = {name: value or "" for name, value in attrs}
        self.head.take(tag, found)
        if tag in {"title", "script"} and "head" not in self._silenced(tag, found):
            return
        if tag in _SILENT:
            self._silent = tag
            return
        if tag == "br":
            self._words.append("\n")
        if tag == "time" and self.time is None and found.get("datetime"):
            self.time = found["datetime"]
        if tag not in INLINE:
            self.flush()
            self._tag = tag
        self._parted = self._parted or tag in _PARTS
        self._links += tag == "a"
        if tag in _VOID:
            return
        if tag in {"p", "li"} and self._open and self._open[-1].tag == tag:
            self._close()
        if len(self._open) < _MOST_DEEP:
            self._open.append(_Element(tag, self._region(tag, found)))

    def _silenced(self, tag: str, found: dict[str, str]) -> str:
        """Hold what a title or linked data says; where nothing is held, say that it is the head."""
        if tag == "script" and "ld+json" not in found.get("type", ""):
            return "head"
        if tag == "title" and any(element.tag == "svg" for element in self._open):
            return "head"
        self._held, self._silent = [], tag
        return ""

    def _region(self, tag: str, found: dict[str, str]) -> int:
        """Number the hint that an element gives, -1 where it gives none."""
        hint = _BY_TAG.get(tag)
        sure = hint is not None
        if hint is None and tag not in _WHOLE and tag != "article":
            named = f"{found.get('class', '')} {found.get('id', '')} {found.get('role', '')}"
            words = [word.lower() for word in _CUT.split(named[:500])]
            hint = next((_WORDS[word] for word in words if word in _WORDS), None)
        if hint is None:
            return -1
        if tag != "time" or not self._words:  # a day within a sentence makes it no byline
            self._hints.append((hint, sure))
            self._regions.append(len(self._hints) - 1)
            return len(self._hints) - 1
        return -1

    def handle_endtag(self, tag: str) -> None:
        """Close an element, and those that were left open in it."""
        if self._silent is not None:
            if tag == self._silent:
                self._let_go(tag)
            return
        if tag == "a":
            self._links = max(0, self._links - 1)
        if tag not in INLINE:
            self.flush()
        self._parted = self._parted or tag in _PARTS
        if any(element.tag == tag for element in self._open[-20:]):
            while self._open and self._close() != tag:
                pass

    def _close(self) -> str:
        """Close the innermost element."""
        element = self._open.pop()
        if element.region >= 0:
            if element.tag in {"time", "span", "small"} and self._alone():
                self.flush()
            self._regions.pop()
        return element.tag

    def _alone(self) -> bool:
        """Whether an inline element with a hint is all that its paragraph holds so far."""
        return len([word for word in self._words if word.strip()]) == 1

    def _let_go(self, tag: str) -> None:
        """End what is not shown; hand linked data and the title to the head."""
        if self._held is not None:
            self.head.hold(tag, "".join(self._held))
        self._silent, self._held = None, None

    def handle_data(self, data: str) -> None:
        """Take words."""
        if self._silent is not None:
            if self._held is not None:
                self._held.append(data)
            return
        if not data.strip() and not self._words:
            return
        self._words.append(_SPACES.sub(" ", data))
        if self._links:
            self._linked += len(data.strip())

    def handle_comment(self, data: str) -> None:
        """Take the address that browsers note in what they save."""
        self.head.note(data)

    def flush(self) -> None:
        """End the paragraph."""
        text = "".join(self._words)
        share = min(1.0, self._linked / max(1, len(text.strip())))
        self._words, self._linked = [], 0
        for part in re.split(r"\n[ \n]{0,100}\n", text):
            words = " ".join(part.split())
            if words:
                if self._tag == "h1" and self.first_heading is None:
                    self.first_heading = words
                self._pieces.append(
                    _Piece(words, self._tag, tuple(self._regions), share, self._parted)
                )
                self._parted = False
        self._tag = self._open[-1].tag if self._open else ""

    def hinted(self) -> list[tuple[str, PassageKind | None, float, int, bool]]:
        """The paragraphs with their hints."""
        sizes = [0] * len(self._hints)
        for piece in self._pieces:
            for region in piece.regions:
                sizes[region] += len(piece.text)
        most = _MOST_SHARE * sum(len(piece.text) for piece in self._pieces)
        return [
            (piece.text, self._hint(piece, sizes, most), piece.linked, 1 + piece.parted, False)
            for piece in self._pieces
        ]

    def _hint(self, piece: _Piece, sizes: list[int], most: float) -> PassageKind | None:
        """What the innermost container that is not most of the page says."""
        for region in reversed(piece.regions):
            hint, sure = self._hints[region]
            if sizes[region] <= most or (sure and hint is PassageKind.MENU):
                return hint
        return PassageKind.HEADING if piece.tag in _HEADINGS else None
