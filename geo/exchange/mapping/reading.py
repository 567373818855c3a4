"""Rows of somebody's table as incidents, once it is settled what its columns stand for."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from geo.count import Count
from geo.drafting import slug
from geo.errors import ImportFileError, ModelError
from geo.exchange.countries import country_named
from geo.exchange.incoming import Incoming
from geo.exchange.mapping.cell_dates import date_of, span_of, time_of
from geo.exchange.mapping.cells import people
from geo.exchange.mapping.headers import Meaning
from geo.exchange.mapping.kind_words import kind_of
from geo.exchange.mapping.lines import Line
from geo.exchange.mapping.rows_placed import placed
from geo.exchange.told import Told, dossier_of
from geo.incident import Field, Modality, Status
from geo.kinds import Kind
from geo.source import Source, whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from geo.exchange.incoming import Reading
    from geo.exchange.mapping.chosen import Mapping
    from geo.exchange.tables import Row, Table
    from geo.when import When
    from geo.where import Where

__all__ = ["dataset_of", "host_of", "read", "source_id"]

_TOLD_EVERY: Final = 500
_LINKS: Final = re.compile(r"\s+|[;,|]\s*(?=https?://)", re.IGNORECASE)
_COUNTS: Final = (
    (Field.KILLED, Meaning.KILLED),
    (Field.INJURED, Meaning.INJURED),
    (Field.CASUALTIES, Meaning.CASUALTIES),
)
_TEXTS: Final = (
    (Field.PERPETRATOR, Meaning.PERPETRATOR),
    (Field.TARGET, Meaning.TARGET),
    (Field.WEAPON, Meaning.WEAPON),
    (Field.DAMAGE, Meaning.DAMAGE),
)


def read(table: Table, mapping: Mapping, reading: Reading) -> Iterator[Incoming]:
    """The rows of a table as incidents.

    Parameters
    ----------
    table
        The table.
    mapping
        What its columns stand for.
    reading
        How it is to be read; its `columns` were for `propose`.

    Returns
    -------
    Iterator of Incoming
        In the order of the table, a row at a time. A row is an incident of the data set named
        after the file; without an id of its own its cells are its id.

    Raises
    ------
    ImportFileError
        If the mapping leaves a question open.
    """
    if mapping.questions:
        raise ImportFileError(table.path, "; ".join(mapping.questions))
    return _Rows(table, mapping, reading).incoming()


def dataset_of(table: Table, publisher: str | None) -> str:
    """Short stable name of a table.

    Parameters
    ----------
    table
        The table.
    publisher
        Who published it, where that is known.

    Returns
    -------
    str
        That of the file; where its name has no Latin letter or digit that of the publisher, or
        a hash.
    """
    for name in (table.path.stem, publisher or ""):
        if slug(name) != "x" or name == "x":
            return slug(name)
    return f"table-{_hash(whole(table.path.stem))}"


def source_id(publisher: str, url: str | None, *told: object) -> str:
    """Id of a source that a row names: the same words give the same id.

    Parameters
    ----------
    publisher
        Who published it.
    url
        Its address.
    *told
        What else tells it from others, such as headline and day.

    Returns
    -------
    str
        The publisher's name and a hash.
    """
    return f"{slug(publisher)[:40].rstrip('-')}-{_hash(repr((publisher, url, *told)))}"


def host_of(url: str) -> str | None:
    """The host of a web address.

    Parameters
    ----------
    url
        The address.

    Returns
    -------
    str or None
        Without a leading www; None where the address is not http or https, or has no host.
    """
    if not url.lower().startswith(("http://", "https://")):
        return None
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.") or None
    except ValueError:
        return None


class _Rows:
    """What the rows of one table have in common."""

    def __init__(self, table: Table, mapping: Mapping, reading: Reading) -> None:
        self._table = table
        self._reading = reading
        self._resolve = lru_cache(maxsize=65_536)(reading.resolve)
        self._columns = {one.meaning: one.column for one in mapping.chosen if one.meaning}
        self._manners = {one.meaning: one.manner for one in mapping.chosen if one.meaning}
        self._ours = mapping.ours
        self._inert = mapping.ours and table.path.suffix.lower() not in {".xlsx", ".gpkg"}
        self._dataset = "incidentmap" if self._ours else dataset_of(table, reading.publisher)
        self._publisher = reading.publisher or whole(table.path.name)
        self._source = Source(
            id=self._dataset, publisher=self._publisher, title=whole(table.path.name)
        )
        self._seen: set[int] = set()

    def incoming(self) -> Iterator[Incoming]:
        """Each row as an incident, or refused."""
        told = self._reading.on_progress
        for done, row in enumerate(self._table.rows(), 1):
            yield self._one(row)
            if told and done % _TOLD_EVERY == 0:
                told(done, self._table.count, "reading")

    def _one(self, row: Row) -> Incoming:
        if row.problem:
            return Incoming(at=row.at, refused=row.problem)
        line = Line(
            row=row,
            columns=self._columns,
            manners=self._manners,
            ours=self._ours,
            inert=self._inert,
        )
        try:
            told = self._told(line)
            dossier = dossier_of(told, self._reading.recorded_at)
        except ModelError as problem:
            return Incoming(at=row.at, refused=str(problem))
        mark = hash(told.key)
        if mark in self._seen:
            column = line.named(Meaning.ID)
            why = (
                f"{column} is the id of an earlier row" if column else "an earlier row is the same"
            )
            return Incoming(at=row.at, refused=f"{why}; leave one of them out")
        self._seen.add(mark)
        return Incoming(at=row.at, dossier=dossier, sources=(told.source,))

    def _told(self, line: Line) -> Told:
        """What a row says."""
        source = self._source_of(line)
        claimant = line.text(Meaning.CLAIMANT)
        return Told(
            incident=line.text(Meaning.ID) if self._ours else None,
            dataset=self._dataset,
            key=line.text(Meaning.ID)
            or _hash(repr((sorted(line.row.cells.items()), line.row.point))),
            row=line.row.cells,
            kind=line.read(Meaning.KIND, kind_of) or Kind.OTHER,
            source=source,
            claimant=claimant or line.text(Meaning.PUBLISHER) or self._publisher,
            values=tuple(self._values(line)),
            quote=line.text(Meaning.QUOTE),
            title=line.text(Meaning.TITLE),
            status=line.read(Meaning.STATUS, _status) or Status.ACTIVE,
            origin_country=line.read(Meaning.ORIGIN_COUNTRY, country_named),
            target_country=line.read(Meaning.TARGET_COUNTRY, country_named),
            modality=Modality.CLAIMED if claimant else Modality.FACT,
        )

    def _values(self, line: Line) -> Iterator[tuple[Field, When | Where | Count | str]]:
        """What a row claims, in the order in which claims are shown."""
        when = _when(line)
        if when is not None:
            yield Field.DATE, when
            clock = line.read(Meaning.TIME, lambda text: time_of(text, when))
            if clock is not None:
                yield Field.TIME, clock
        where = placed(line, self._resolve)
        if where is not None:
            yield Field.LOCATION, where
        for field, meaning in _COUNTS:
            count = _count(line, meaning)
            if count is not None:
                yield field, count
        for field, meaning in _TEXTS:
            text = line.text(meaning)
            if text is not None:
                yield field, text

    def _source_of(self, line: Line) -> Source:
        """The source that a row names; the table where it names none."""
        published = _published(line)
        named = tuple(map(line.text, (Meaning.URL, Meaning.PUBLISHER, Meaning.HEADLINE)))
        return _source(*named, published, self._publisher) if any(named) else self._source


@lru_cache(maxsize=65_536)
def _source(
    link: str | None,
    publisher: str | None,
    headline: str | None,
    published: date | None,
    otherwise: str,
) -> Source:
    """The source of a row; what stands in place of a web address is a headline."""
    url = next((part for part in _LINKS.split(link or "") if host_of(part)), None)
    by = publisher or (host_of(url) if url else None) or otherwise
    title = headline or (link if link and not url else None)
    return Source(
        id=source_id(by, url, title, published),
        publisher=by,
        title=title,
        url=url,
        published=published,
    )


def _published(line: Line) -> date | None:
    """Day of publication; None where the cell names no single day, which is no claim."""
    order = line.manners.get(Meaning.PUBLISHED, "")
    try:
        when = line.read(Meaning.PUBLISHED, lambda text: date_of(text, order))
    except ModelError:
        return None
    return when.start.date() if when and when.exact_day and when.start else None


def _when(line: Line) -> When | None:
    """The date of a row: its own, or from the first day to the last."""
    date = _edtf(line, Meaning.DATE)
    if date is not None and (
        line.ours or Meaning.DATE_START in line.columns or Meaning.DATE_END not in line.columns
    ):
        return line.read(Meaning.DATE, lambda text: date_of(text, line.manners[Meaning.DATE]))
    first, last = date or _edtf(line, Meaning.DATE_START), _edtf(line, Meaning.DATE_END)
    try:
        return span_of(first, last)
    except ModelError as problem:
        columns = (Meaning.DATE, Meaning.DATE_START, Meaning.DATE_END)
        raise ModelError(f"{line.named(*columns)}: {problem}") from None


def _edtf(line: Line, meaning: Meaning) -> str | None:
    order = line.manners.get(meaning, "")
    when = line.read(meaning, lambda text: date_of(text, order))
    return when.edtf if when else None


def _count(line: Line, meaning: Meaning) -> Count | None:
    """A number of people from one column, or from those for the least, the most and the best."""
    told = line.read(meaning, people)
    if meaning is Meaning.CASUALTIES:
        return told
    low, high, best = (
        line.read(Meaning(f"{meaning}_{end}"), _whole_number) for end in ("low", "high", "best")
    )
    if low is None and high is None and best is None:
        return told
    if told is not None:
        least, most = told.low, told.high
    else:
        least = next(n for n in (low, best, 0) if n is not None)
        most = high if high is not None else best if low is None else None
    least, most = (least if low is None else low), (most if high is None else high)
    columns = [Meaning(f"{meaning}_{end}") for end in ("low", "high", "best")]
    try:
        return Count(
            low=least,
            high=most,
            best=best,
            approximate=told.approximate if told else False,
            text=told.text if told else None,
        )
    except ModelError as problem:
        raise ModelError(f"{line.named(meaning, *columns)}: {problem}") from None


def _whole_number(text: str) -> int | None:
    number = people(text)
    if number is None:
        return None
    if number.low != number.high or number.approximate:
        raise ModelError("wanted one whole number")
    return number.low


def _status(text: str) -> Status:
    if text == Status.MERGED_INTO:
        raise ModelError("it was merged into another incident; take that one in")
    try:
        return Status(text.lower())
    except ValueError:
        raise ModelError(f"it is no status; write one of {', '.join(Status)}") from None


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
