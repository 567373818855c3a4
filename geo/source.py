"""Where a claim was read: the source, and the words in it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from datetime import date, datetime

from geo.errors import ModelError

__all__ = ["Citation", "KeptText", "Source", "SourceRow", "text_sha256", "whole"]

_HALF = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A report, post or statement that claims were read in.

    Parameters
    ----------
    id
        Short stable name, such as `the-cradle-2024-01-19`.
    publisher
        Who published it.
    title
        Its headline.
    url
        Its web address (http or https), where the page gives one.
    published
        Day of publication.
    language
        BCP 47 code.
    derives_from
        Id of the source that it repeats: a wire copy is not a second source.
    archive_url
        Address of an archived copy of it, http or https.

    Raises
    ------
    ModelError
        For an empty id or publisher, or an address that is not http or https.
    """

    id: str
    publisher: str
    title: str | None = None
    url: str | None = None
    published: date | None = None
    language: str | None = None
    derives_from: str | None = None
    archive_url: str | None = None

    def __post_init__(self) -> None:
        """Check the names and the address."""
        if not self.id.strip() or not self.publisher.strip():
            msg = f"the source {self.title or self.url or self.id!r} needs an id and a publisher"
            raise ModelError(msg)
        _check_link(self.url, self.id)
        _check_link(self.archive_url, self.id)
        if self.derives_from == self.id:
            msg = f"the source {self.id} cannot derive from itself"
            raise ModelError(msg)


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """The words of a source that a claim rests on.

    Parameters
    ----------
    source
        Id of the source.
    quote
        The sentence or phrase itself; short, as quotation allows.
    paraphrased
        Whether `quote` gives the content in our own words rather than the source's.
    start
        Offset of its first character in the text of the source, where the text was kept.
    end
        Offset behind its last character.
    sha256
        Hash of that text, so that the offsets can be checked later.
    retrieved
        When the text was fetched, in UTC.
    archive_url
        Address of an archived copy.

    Raises
    ------
    ModelError
        For offsets that are no span, or an address that is not http or https.
    """

    source: str
    quote: str | None = None
    paraphrased: bool = False
    start: int | None = None
    end: int | None = None
    sha256: str | None = None
    retrieved: datetime | None = None
    archive_url: str | None = None

    def __post_init__(self) -> None:
        """Check the span and the address."""
        if (self.start is None) != (self.end is None):
            msg = f"a citation of {self.source} has half a span; give start and end, or neither"
            raise ModelError(msg)
        if self.start is not None and self.end is not None and not 0 <= self.start < self.end:
            msg = f"a citation of {self.source} spans {self.start} to {self.end}"
            raise ModelError(msg)
        _check_link(self.archive_url, self.source)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """The row of a data set that an incident was imported from, kept as it was.

    Parameters
    ----------
    incident
        Id of the incident.
    dataset
        Short stable name of the data set, such as `ucdp-ged`; without a version, so that the next
        edition's row is known again.
    key
        What the data set calls the row.
    values
        The row's own text by the names of its columns, in their order; empty cells left out.

    Raises
    ------
    ModelError
        If the data set or the key is empty.
    """

    incident: str
    dataset: str
    key: str
    values: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Check that the row can be found again."""
        if not self.dataset.strip() or not self.key.strip():
            msg = f"a row of {self.incident} needs a data set and a key"
            raise ModelError(msg)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptText:
    """The text of a report, kept so that what was cited from it can be checked later.

    Parameters
    ----------
    sha256
        Its hash, see `text_sha256`.
    text
        The text itself.
    name
        The file or address that it was read from.
    source
        Id of the source that it is the text of, where one was recorded.

    Raises
    ------
    ModelError
        If the hash is not that of the text.
    """

    sha256: str
    text: str
    name: str
    source: str | None = None

    def __post_init__(self) -> None:
        """Check the hash."""
        if self.sha256 != text_sha256(self.text):
            msg = f"the text of {self.name} does not have the hash {self.sha256[:12]}…"
            raise ModelError(msg)


def text_sha256(text: str) -> str:
    """Hash of a text, by which citations name it.

    Parameters
    ----------
    text
        Any text; halves of surrogate pairs may stand in it.

    Returns
    -------
    str
        SHA-256 of its UTF-8, as 64 hexadecimal digits.
    """
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def whole(text: str) -> str:
    """A text without halves of surrogate pairs, which no file in UTF-8 can hold.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    str
        As long as before; each half is the sign for an unknown character.
    """
    return _HALF.sub("\ufffd", text)


def _check_link(url: str | None, owner: str) -> None:
    if url is not None and not url.lower().startswith(("http://", "https://")):
        msg = f"the address {url[:80]!r} of {owner} is not http or https"
        raise ModelError(msg)
