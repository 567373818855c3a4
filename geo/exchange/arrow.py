"""Incidents as Arrow record batches, for the formats that are made of columns.

Beside `COLUMNS` there are `record`, the incident whole as JSON, which alone is read back, and its
geometry. NUL, at which programs cut text off, is shown as the sign for an unknown character.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa
import shapely

from geo.errors import ImportFileError, ModelError
from geo.exchange.columns import COLUMNS, ColumnType
from geo.exchange.ground import Box, ground
from geo.exchange.incoming import Incoming
from geo.exchange.whole import incoming, json_line, json_read, whole
from geo.record import to_record
from geo.source import whole as whole_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from geo.exchange.entries import Entry

__all__ = [
    "BBOX",
    "FIELDS",
    "GEOMETRY",
    "RECORD",
    "SIDES",
    "Row",
    "batch_of",
    "chunks",
    "need_record",
    "taken",
]

GEOMETRY: Final = "geometry"
"""Name of the column of geometries, as WKB in lon lat (EPSG:4326)."""

BBOX: Final = "bbox"
"""Name of a column of boxes about geometries."""

SIDES: Final = ("xmin", "ymin", "xmax", "ymax")
"""The sides of a box in that column."""

RECORD: Final = "record"
"""Name of the column that is read back."""

_MOST_BYTES: Final = 32_000_000
_TYPES: Final = {
    ColumnType.TEXT: pa.string(),
    ColumnType.INTEGER: pa.int64(),
    ColumnType.NUMBER: pa.float64(),
    ColumnType.DATETIME: pa.timestamp("ms", tz="UTC"),
    ColumnType.BOOLEAN: pa.bool_(),
}


def _field(name: str, kind: pa.DataType, meaning: str) -> pa.Field:
    return pa.field(name, kind, metadata={"GDAL:OGR:comment": meaning})


FIELDS: Final = (
    *(_field(column.name, _TYPES[column.type], column.meaning) for column in COLUMNS),
    _field(RECORD, pa.string(), "All that is recorded of it, as JSON, to be read back."),
)
"""The columns but the geometry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An incident as it stands in a row.

    Parameters
    ----------
    values
        A value for each of `COLUMNS`.
    record
        The incident whole, as JSON.
    wkb
        Its geometry; None where nobody places it.
    box
        The box about that.
    kind
        Its type, such as "Point".
    """

    values: Mapping[str, Any]
    record: bytes
    wkb: bytes | None = None
    box: Box | None = None
    kind: str | None = None


def chunks(entries: Iterable[Entry], most: int) -> Iterator[list[Row]]:
    """Incidents as rows, as many at a time as fit well into memory.

    Parameters
    ----------
    entries
        The incidents.
    most
        How many rows there may be at a time.

    Yields
    ------
    list of Row
        That many, or fewer where they are large; never none.
    """
    rows: list[Row] = []
    size = 0
    for entry in entries:
        row = _row(entry)
        rows.append(row)
        size += len(row.record) + len(row.wkb or b"")
        if len(rows) == most or size > _MOST_BYTES:
            yield rows
            rows, size = [], 0
    if rows:
        yield rows


def batch_of(rows: Sequence[Row], schema: pa.Schema) -> pa.RecordBatch:
    """Rows as Arrow's columns.

    Parameters
    ----------
    rows
        The rows.
    schema
        `FIELDS`, a column named `GEOMETRY`, and if wanted one named `BBOX`.

    Returns
    -------
    pa.RecordBatch
        A row an incident.
    """
    special: dict[str, list[Any]] = {
        RECORD: [row.record for row in rows],
        GEOMETRY: [row.wkb for row in rows],
        BBOX: [row.box and dict(zip(SIDES, row.box, strict=True)) for row in rows],
    }
    arrays = []
    for field in schema:
        if field.name in special:
            cells = special[field.name]
        else:
            cells = [row.values[field.name] for row in rows]
            if field.type == pa.string():
                cells = [cell and whole_text(cell).replace("\0", "\ufffd") for cell in cells]
        arrays.append(pa.array(cells, field.type))
    return pa.record_batch(arrays, schema=schema)


def taken(batches: Iterable[pa.RecordBatch]) -> Iterator[Incoming]:
    """Incidents of record batches that were made here.

    Parameters
    ----------
    batches
        Each with a column named `RECORD`.

    Yields
    ------
    Incoming
        What each row gives, in the order of the file.
    """
    number = 0
    for batch in batches:
        cells = batch.column(RECORD)
        text = pa.types.is_string(cells.type) or pa.types.is_large_string(cells.type)
        for cell in (cells.cast(pa.large_binary()) if text else cells).to_pylist():
            number += 1
            yield _taken(f"row {number}", cell)


def need_record(path: Path, names: Iterable[str]) -> None:
    """Refuse a file that we did not write.

    Parameters
    ----------
    path
        The file.
    names
        Names of its columns.

    Raises
    ------
    ImportFileError
        If `RECORD` is not among them.
    """
    if RECORD not in names:
        raise ImportFileError(path, f"has no column {RECORD!r}; incidentmap did not write it")


def _taken(at: str, cell: object) -> Incoming:
    try:
        record = json_read(cell) if isinstance(cell, bytes) else None
    except ModelError as problem:
        return Incoming(at=at, refused=f"its record: {problem}; take the row out")
    if not isinstance(record, dict):
        return Incoming(at=at, refused="it has no record, as incidentmap writes it")
    return incoming(at, record)


def _row(entry: Entry) -> Row:
    record = json_line({**to_record(entry.dossier.incident), **whole(entry)})
    shape = ground(entry)
    if shape is None:
        return Row(values=entry.values, record=record)
    wkb: bytes = shapely.to_wkb(shape, byte_order=1)
    return Row(values=entry.values, record=record, wkb=wkb, box=shape.bounds, kind=shape.geom_type)
