"""What the head of a web page says of it: title, publisher, date, language, address."""

from __future__ import annotations

import re
from typing import Any, Final

import orjson

__all__ = ["Head"]

_ARTICLES: Final = frozenset(
    ["Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "BlogPosting",
     "LiveBlogPosting", "Report", "BackgroundNewsArticle"]
)  # fmt: skip
_DATES: Final = (
    "article:published_time", "datepublished", "og:article:published_time", "parsely-pub-date",
    "sailthru.date", "pubdate", "publishdate", "publish-date", "dc.date.issued", "dcterms.created",
    "dc.date", "dcterms.date", "article.published", "citation_publication_date", "date",
)  # fmt: skip
_TITLES: Final = ("og:title", "twitter:title", "dc.title", "parsely-title")
_SITES: Final = ("og:site_name", "dc.publisher", "application-name", "apple-mobile-web-app-title")
_ADDRESSES: Final = ("og:url", "twitter:url", "parsely-link")
_SAVED = re.compile(
    r"saved from url=\(\d{1,6}\)(https?://\S{1,2000})|url:\s{0,5}(https?://\S{1,2000})"
)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
_SITE_MARKS: Final = (" | ", " – ", " — ", " - ", " :: ", " » ")
_LONGEST_SITE: Final = 40
_DEEPEST: Final = 6
_SHORT: Final = 300


class Head:
    """Gathers what a page says of itself, tag by tag."""

    def __init__(self) -> None:
        self.language: str | None = None
        self._meta: dict[str, str] = {}
        self._canonical: str | None = None
        self._saved: str | None = None
        self._title: str | None = None
        self._article: dict[str, Any] | None = None
        self._site: str | None = None

    def take(self, tag: str, found: dict[str, str]) -> None:
        """Take a tag.

        Parameters
        ----------
        tag
            Its name.
        found
            Its attributes.
        """
        if tag == "html" and self.language is None:
            self._speaks(found.get("lang") or found.get("xml:lang", ""))
        elif tag == "meta":
            name = (found.get("property") or found.get("name") or found.get("itemprop", "")).lower()
            if name and found.get("content", "").strip():
                self._meta.setdefault(name, " ".join(found["content"].split()))
        elif tag == "link" and found.get("rel", "").lower() == "canonical":
            self._canonical = self._canonical or _address(found.get("href"))
        elif found.get("itemprop") == "datePublished":
            self._meta.setdefault(
                "datepublished", found.get("datetime") or found.get("content", "")
            )

    def hold(self, tag: str, text: str) -> None:
        """Take what a title or a script of linked data holds.

        Parameters
        ----------
        tag
            `title` or `script`.
        text
            Its content.
        """
        if tag == "title":
            self._title = self._title or " ".join(text.split()) or None
            return
        try:
            data = orjson.loads(text.strip())
        except orjson.JSONDecodeError:
            return
        for thing in _things(data, _DEEPEST):
            kinds = thing.get("@type")
            named = set(kinds if isinstance(kinds, list) else [kinds]) if kinds else set()
            if self._article is None and any(k in _ARTICLES for k in named if isinstance(k, str)):
                self._article = thing
            elif named & {"WebSite", "NewsMediaOrganization"} and self._site is None:
                self._site = _name(thing)

    def note(self, comment: str) -> None:
        """Take a comment: browsers note there whence a page was saved.

        Parameters
        ----------
        comment
            Its text.
        """
        if self._saved is None and "url" in comment[:_SHORT]:
            found = _SAVED.search(comment[: 10 * _SHORT])
            self._saved = (found[1] or found[2]) if found else None

    def title(self, heading: str | None) -> str | None:
        """The headline.

        Parameters
        ----------
        heading
            The first heading of the page.

        Returns
        -------
        str or None
            As linked data, the head or the heading gives it, without the name of the site.
        """
        told = self._told("headline") or next(
            (self._meta[name] for name in _TITLES if name in self._meta), None
        )
        if told is None and heading and self._title and heading in self._title:
            told = heading
        told = told or self._title or heading
        if not told:
            return None
        site = self.publisher(heading)
        for mark in _SITE_MARKS:
            before, _, after = told.rpartition(mark)
            if before and (after == site or (told == self._title and len(after) <= _LONGEST_SITE)):
                return before.strip()
        return told

    def publisher(self, heading: str | None) -> str | None:
        """Who published the page.

        Parameters
        ----------
        heading
            The first heading of the page.

        Returns
        -------
        str or None
            A name, as linked data or the head gives it, or the title behind the heading.
        """
        told = _name(self._article.get("publisher")) if self._article else None
        named = (self._meta[name] for name in _SITES if name in self._meta)
        return told or next(named, None) or self._site or self._behind(heading)

    def _behind(self, heading: str | None) -> str | None:
        """What follows the heading in the title."""
        for mark in _SITE_MARKS:
            before, _, after = (self._title or "").rpartition(mark)
            if heading and before.startswith(heading[:_LONGEST_SITE]):
                return after.strip() or None
        return None

    @property
    def dated(self) -> tuple[str, str] | None:
        """The words that give the day of publication, and where they stand."""
        if told := self._told("datePublished"):
            return told, "datePublished"
        for name in _DATES:
            if self._meta.get(name):
                return self._meta[name], name
        return None

    def url(self) -> str | None:
        """The address of the page.

        Returns
        -------
        str or None
            The one it names as its own, else the one it was saved from.
        """
        named = (_address(self._meta.get(name)) for name in _ADDRESSES)
        return self._canonical or next(filter(None, named), None) or self._saved

    def _told(self, key: str) -> str | None:
        """What linked data says."""
        value = self._article.get(key) if self._article else None
        return " ".join(value.split()) if isinstance(value, str) and value.strip() else None

    def _speaks(self, code: str) -> None:
        if _LANGUAGE.fullmatch(code.strip()):
            self.language = code.strip()


def _things(data: object, deep: int) -> list[dict[str, Any]]:
    """The objects of linked data that speak of the page itself, not of those it lists."""
    if isinstance(data, list):
        return [thing for part in data[:100] for thing in _things(part, deep - 1)] if deep else []
    if not isinstance(data, dict):
        return []
    inner = [
        thing for key in ("@graph", "mainEntity") for thing in _things(data.get(key), deep - 1)
    ]
    return [data, *inner] if deep else []


def _name(thing: object) -> str | None:
    """The name of a publisher, given as words, as an object, or as a list of them."""
    if isinstance(thing, list):
        thing = thing[0] if thing else None
    name = thing.get("name") if isinstance(thing, dict) else thing
    return " ".join(name.split()) if isinstance(name, str) and name.strip() else None


def _address(value: str | None) -> str | None:
    """A web address, where it is one."""
    known = bool(value) and str(value).lower().startswith(("http://", "https://"))
    return value.strip() if known and value else None
