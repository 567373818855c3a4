"""Tables of Bellingcat's auto-archiver: sources that were archived, and no incidents.

Its sheet has a row a link, with the columns that its feeder fills by default: Link, Archive status,
Archive location, Archive date, Upload timestamp, Upload title, Text content, Hash and others
(github.com/bellingcat/auto-archiver, modules/gsheet_feeder_db).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final

from geo.errors import ModelError
from geo.exchange.mapping.cell_dates import date_of
from geo.exchange.mapping.cells import said
from geo.exchange.mapping.headers import squeezed
from geo.exchange.mapping.reading import host_of, source_id
from geo.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geo.exchange.incoming import Reading
    from geo.exchange.tables import Row, Table

__all__ = ["NAME", "ArchivedSource", "recognises", "sources"]

NAME: Final = "auto-archiver"
"""What to call the format."""

_COLUMNS: Final = {
    "url": ("link", "url", "source url"),
    "status": ("archive status",),
    "archive": ("archive location", "archive url", "archived url"),
    "wacz": ("wacz",),
    "archived": ("archive date", "archive timestamp"),
    "published": ("upload timestamp", "timestamp"),
    "title": ("upload title", "title"),
    "hash": ("hash",),
}
_DONE: Final = "success"
_SHA256: Final = re.compile(r"(?:sha-?256:)?([0-9a-f]{64})", re.IGNORECASE)
_TOLD_EVERY: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedSource:
    """A link that was archived, or was to be.

    Parameters
    ----------
    at
        The place in the file, for a person.
    source
        The source; None where the row is refused.
    archive_url
        Address of the archived copy, http or https; None where there is none.
    sha256
        SHA-256 of what was archived, 64 hexadecimal digits, where the table has it.
    retrieved
        When it was archived, in UTC.
    text
        The row as it stands in the table, a column a line: with the words of the post or page as
        the archiver found them, its hashes and codes.
    note
        What a person should know: why there is no archived copy, or which cell was passed over.
    refused
        Why nothing could be made of the row, and what to do.
    """

    at: str
    source: Source | None = None
    archive_url: str | None = None
    sha256: str | None = None
    retrieved: datetime | None = None
    text: str | None = None
    note: str | None = None
    refused: str | None = None


def recognises(columns: Iterable[str]) -> bool:
    """Whether a table is one of the auto-archiver's.

    Parameters
    ----------
    columns
        Names of its columns.

    Returns
    -------
    bool
        True where it has the two that the archiver cannot do without: link and archive status.
    """
    return {"url", "status"} <= set(_by_name(columns))


def sources(table: Table, reading: Reading) -> Iterator[ArchivedSource]:
    """The links of a table as sources.

    Parameters
    ----------
    table
        A table that `recognises` knows.
    reading
        How it is to be read.

    Yields
    ------
    ArchivedSource
        In the order of the table; rows without a link are passed over.
    """
    columns = _by_name(table.columns)
    for done, row in enumerate(table.rows(), 1):
        cells = {field: said(row.cells.get(column)) for field, column in columns.items()}
        if row.problem or cells["url"]:
            yield _archived(row, cells)
        if reading.on_progress and done % _TOLD_EVERY == 0:
            reading.on_progress(done, table.count, "reading")


def _by_name(columns: Iterable[str]) -> dict[str, str]:
    """Columns by what they hold; of several names for one thing the first in the list."""
    there = {squeezed(column): column for column in reversed(tuple(columns))}
    found = {}
    for field, names in _COLUMNS.items():
        column = next((there[squeezed(n)] for n in names if squeezed(n) in there), None)
        if column is not None:
            found[field] = column
    return found


def _archived(row: Row, cells: dict[str, str | None]) -> ArchivedSource:
    url = cells["url"] or ""
    publisher = host_of(url)
    if row.problem or publisher is None:
        why = row.problem or f"its link {url[:80]!r} is no web address (http or https)"
        return ArchivedSource(at=row.at, refused=why)
    notes: list[str] = []
    status = cells.get("status") or ""
    copy = _copy(cells)
    if _DONE not in status.lower():
        copy = None
        notes.append(f"no archived copy: {status[:80]!r}" if status else "not archived yet")
    elif copy is None:
        notes.append("archived, but the address of the copy is no web address")
    day = _day(cells.get("published"), notes)
    title = cells.get("title")
    found = _SHA256.fullmatch(cells.get("hash") or "")
    return ArchivedSource(
        at=row.at,
        source=Source(
            id=source_id(publisher, url), publisher=publisher, title=title, url=url, published=day
        ),
        archive_url=copy,
        sha256=found[1].lower() if found and copy else None,
        retrieved=_moment(cells.get("archived")) if copy else None,
        text="\n".join(f"{column}: {cell}" for column, cell in row.cells.items()),
        note="; ".join(notes) or None,
    )


def _copy(cells: dict[str, str | None]) -> str | None:
    """The first web address of a copy: several stand on lines of their own."""
    parts = f"{cells.get('archive') or ''}\n{cells.get('wacz') or ''}".split()
    return next((part for part in parts if host_of(part)), None)


def _day(text: str | None, notes: list[str]) -> date | None:
    """The day of an upload, in UTC."""
    moment = _moment(text)
    if text is None or moment is not None:
        return moment.date() if moment else None
    try:
        when = date_of(text)
    except ModelError as problem:
        notes.append(f"no day of publication: {problem}")
        return None
    return when.start.date() if when.exact_day and when.start else None


def _moment(text: str | None) -> datetime | None:
    """An instant as the archiver writes it, in UTC where it names no zone."""
    try:
        moment = datetime.fromisoformat(text or "")
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
