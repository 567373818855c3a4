"""A page as an article: its text, what it says of itself, and the stories that it is made of.

All of the text is kept. Menus, captions, other stories and passages that come twice are marked, so
that what reads on knows which words tell which story. For plain text and mails in plain text every
offset is one in the file as Python reads it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo.errors import ReportError
from geo.reading.article.decoding import MOST, decoded, decoded_html, quieted
from geo.reading.article.html_page import html_page, is_html
from geo.reading.article.language import language_of
from geo.reading.article.mail_page import is_mail, mail_page
from geo.reading.article.page import PassageKind
from geo.reading.article.passages import CONTENT, kinds_of
from geo.reading.article.pdf_page import is_pdf, pdf_page
from geo.reading.article.plain_page import plain_page
from geo.reading.article.published import Evidence, day_in, published_in
from geo.reading.article.publisher import agency_of, passed_on_from, publisher_in
from geo.reading.article.repeats import repeats_of
from geo.reading.article.stories import Passage, Story, stories_of
from geo.source import text_sha256

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date  # noqa: TC004 - an annotation

    from geo.reading.article.page import Page

__all__ = ["Article", "Evidence", "Passage", "PassageKind", "Story", "read_article", "read_url"]

_HTML_NAMES = (".htm", ".html", ".xhtml")
_START = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A page that was read.

    Parameters
    ----------
    text
        All of its text; every offset counts in it.
    sha256
        Hash of that text in UTF-8.
    passages
        Its paragraphs, headings, captions and the like, in order.
    stories
        What it tells, in order.
    title
        Its headline.
    publisher
        Who published it, as the page names them, or the domain of its address or sender.
    publisher_from
        The words for that, where the text has them.
    published
        The day of publication, as written where it was published.
    published_from
        The words for that.
    language
        BCP 47 code of its language, best guess.
    url
        Its web address.
    agency
        The news agency that its main story was taken from.
    passed_on_from
        Domain of the site whose story a mail passes on.
    """

    text: str
    sha256: str
    passages: tuple[Passage, ...]
    stories: tuple[Story, ...]
    title: str | None = None
    publisher: str | None = None
    publisher_from: Evidence | None = None
    published: date | None = None
    published_from: Evidence | None = None
    language: str | None = None
    url: str | None = None
    agency: str | None = None
    passed_on_from: str | None = None

    @property
    def main(self) -> int | None:
        """Number of the story that the title announces; None where there is no story."""
        return next((number for number, story in enumerate(self.stories) if story.main), None)

    def told(self, story: int | None = None) -> tuple[Passage, ...]:
        """The passages that tell a story, each told once.

        Parameters
        ----------
        story
            Its number; None for all stories.

        Returns
        -------
        tuple of Passage
            Paragraphs and summaries without those that repeat an earlier one, in order.
        """
        return tuple(
            passage
            for passage in self.passages
            if passage.told and (story is None or passage.story == story)
        )

    def passage_at(self, offset: int) -> int | None:
        """The passage that a character lies in.

        Parameters
        ----------
        offset
            A character of the text.

        Returns
        -------
        int or None
            Number of the passage; None for the space between two.
        """
        low, high = 0, len(self.passages)
        while low < high:
            middle = (low + high) // 2
            if self.passages[middle].end <= offset:
                low = middle + 1
            else:
                high = middle
        inside = low < len(self.passages) and self.passages[low].start <= offset
        return low if inside else None


def read_article(
    content: bytes, *, name: str, published: date | None = None, url: str | None = None
) -> Article:
    """Read a page: plain text, a mail, HTML as a browser saves it, MHTML, or PDF.

    What it is, its own first bytes say; the name does only where they leave it open.

    Parameters
    ----------
    content
        The bytes of the file.
    name
        What to call it in a message: its path or address.
    published
        The day of publication, where it is known better than from the page.
    url
        The address that it was fetched from; a page may name a better one.

    Returns
    -------
    Article
        The article.

    Raises
    ------
    ReportError
        If it cannot be read, or holds no text; says where and what to do.
    """
    if len(content) > MOST:
        why = f"has {len(content):,} bytes, more than {MOST:,}; give the report alone"
        raise ReportError(name, why)
    page = _page(content, name)
    if not page.blocks:
        raise ReportError(name, "has no text; give a file that holds the report itself")
    title = page.title
    kinds = kinds_of(page.text, page.blocks, title)
    title = title or _first_heading(page, kinds)
    words = [page.text[block.start : block.end] for block in page.blocks]
    passages, stories = stories_of(page.text, page.blocks, kinds, repeats_of(words), title)
    stories = [_with_agency(story, number, words, passages) for number, story in enumerate(stories)]
    dated = _dated(page, kinds, published)
    address = page.url or url
    publisher, publisher_from = _publisher(page, kinds, address)
    return Article(
        text=page.text,
        sha256=text_sha256(page.text),
        passages=tuple(passages),
        stories=tuple(stories),
        title=title,
        publisher=publisher,
        publisher_from=publisher_from,
        published=dated[0] if dated else None,
        published_from=dated[1] if dated else None,
        language=language_of(" ".join(_content(words, kinds))) or page.language,
        url=address,
        agency=next((story.agency for story in stories if story.main), None),
        passed_on_from=passed_on_from(page.text, page.blocks, kinds),
    )


def read_url(url: str, *, published: date | None = None, private: bool = False) -> Article:
    """Fetch a page from the web and read it (`pip install incidentmap[web]`).

    Parameters
    ----------
    url
        Its address, http or https.
    published
        The day of publication, where it is known better than from the page.
    private
        Whether an address within the own machine or network may be fetched, too.

    Returns
    -------
    Article
        The article.

    Raises
    ------
    ReportError
        If the extra is not installed, the address does not answer, or what it answers cannot be
        read.
    """
    if not url.lower().startswith(("http://", "https://")):
        raise ReportError(url, "is no web address; give one that begins with http:// or https://")
    try:
        from trafilatura import fetch_response  # noqa: PLC0415 - an extra, and slow to import
        from trafilatura.settings import use_config  # noqa: PLC0415 - the same
    except ImportError:
        why = "needs trafilatura; install incidentmap[web], or save the page and give the file"
        raise ReportError(url, why) from None
    quieted("trafilatura")
    config = use_config()
    config.set("DEFAULT", "SSRF_PROTECTION", "off" if private else "on")
    answer = fetch_response(url, decode=False, config=config)
    if answer is None or answer.status != 200 or not answer.data:  # noqa: PLR2004 - HTTP's "OK"
        said = f"answered {answer.status}" if answer is not None else "did not answer"
        raise ReportError(url, f"{said}; open it in a browser, save it, and give the file")
    return read_article(answer.data, name=url, published=published, url=answer.url or url)


def _page(content: bytes, name: str) -> Page:
    """Read the file as what it is."""
    if is_pdf(content):
        return pdf_page(content, name)
    if is_mail(content):
        return mail_page(content, name)
    start = content[:_START].decode("utf-8", "replace").lstrip("\ufeff")
    if is_html(start) or name.lower().endswith(_HTML_NAMES):
        return html_page(decoded_html(content, name))
    text = decoded(content, name)
    return html_page(text) if is_html(text[:_START]) else plain_page(text)


def _content(words: Sequence[str], kinds: Sequence[PassageKind]) -> list[str]:
    """The paragraphs of stories, as many as tell the language."""
    told = [part for part, kind in zip(words, kinds, strict=True) if kind in CONTENT]
    return (told or list(words))[:20]


def _first_heading(page: Page, kinds: Sequence[PassageKind]) -> str | None:
    """The first heading, where it stands above the first paragraph."""
    for block, kind in zip(page.blocks, kinds, strict=True):
        if kind in CONTENT:
            return None
        if kind is PassageKind.HEADING:
            return page.text[block.start : block.end]
    return None


def _with_agency(
    story: Story, number: int, words: Sequence[str], passages: Sequence[Passage]
) -> Story:
    """A story with the agency that it was taken from."""
    own = [
        (part, passage.kind)
        for part, passage in zip(words, passages, strict=True)
        if passage.story == number
    ]
    return replace(story, agency=agency_of(own))


def _dated(
    page: Page, kinds: Sequence[PassageKind], given: date | None
) -> tuple[date, Evidence] | None:
    """The day of publication: as given, as the page's head or its mail's head says, or a line."""
    if given is not None:
        return given, Evidence(text=given.isoformat(), how="given")
    if page.dated:
        found = day_in(page.dated)
        if found:
            day, start, end = found
            words = page.dated[start:end]
            at = page.text.find(words) if page.dated_by == "Date" else -1
            return day, Evidence(
                text=words,
                how="mail" if page.dated_by == "Date" else page.dated_by or "head",
                start=at if at >= 0 else None,
                end=at + len(words) if at >= 0 else None,
            )
    return published_in(page.text, page.blocks, kinds)


def _publisher(
    page: Page, kinds: Sequence[PassageKind], url: str | None
) -> tuple[str | None, Evidence | None]:
    """The publisher as the page's head, a line of it, its sender or its address names it."""
    if page.publisher and "." not in page.publisher:
        return page.publisher, None
    named = publisher_in(page.text, page.blocks, kinds)
    if named:
        return named
    if page.publisher:
        return page.publisher, None
    return (url.split("/")[2].lower().removeprefix("www.") or None) if url else None, None
