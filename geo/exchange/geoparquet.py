"""GeoParquet 1.1: columns with their types, WKB in lon lat (OGC:CRS84), a box beside each shape."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa
import pyarrow.parquet as pq
import pyproj

from geo.errors import ImportFileError
from geo.exchange.arrow import (
    BBOX,
    FIELDS,
    GEOMETRY,
    RECORD,
    SIDES,
    batch_of,
    chunks,
    need_record,
    taken,
)
from geo.exchange.ground import box_about
from geo.exchange.whole import heading, json_line
from geo.files import replacing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from geo.exchange.entries import Going
    from geo.exchange.ground import Box
    from geo.exchange.incoming import Incoming, Reading

__all__ = ["read", "write"]

_SCHEMA: Final = pa.schema(
    [
        *FIELDS,
        pa.field(BBOX, pa.struct([(side, pa.float64()) for side in SIDES])),
        pa.field(GEOMETRY, pa.binary()),
    ]
)
_GROUP: Final = 10_000
_ROWS_AT_ONCE: Final = 1_000


def write(going: Going, path: Path) -> tuple[Path, ...]:
    """Write incidents as GeoParquet, compressed with zstd.

    Parameters
    ----------
    going
        The incidents.
    path
        Where to.

    Returns
    -------
    tuple of Path
        The file.

    Raises
    ------
    ExportError
        If it cannot be written.
    """
    box: Box | None = None
    kinds: set[str] = set()
    with (
        replacing(path) as file,
        pq.ParquetWriter(file, _SCHEMA, compression="zstd", version="2.6") as writer,
    ):
        for rows in chunks(going.entries(), _GROUP):
            writer.write_batch(batch_of(rows, _SCHEMA), row_group_size=len(rows))
            kinds |= {row.kind for row in rows if row.kind}
            box = box_about([box, *(row.box for row in rows)])
        writer.add_key_value_metadata({"geo": json_line(_metadata(sorted(kinds), box)).decode()})
        writer.add_key_value_metadata({"incidentmap": json_line(heading(going)).decode()})
    return (path,)


def read(path: Path, reading: Reading) -> Iterator[Incoming]:  # noqa: ARG001 (the file says it all)
    """Incidents of a file that we wrote.

    Parameters
    ----------
    path
        The file, read some rows at a time; only its column `record` counts.
    reading
        Not needed: everything is in the file.

    Yields
    ------
    Incoming
        What each row gives, in the order of the file.

    Raises
    ------
    ImportFileError
        If the file cannot be read or we did not write it.
    """
    try:
        with pq.ParquetFile(path) as file:
            need_record(path, file.schema_arrow.names)
            yield from taken(file.iter_batches(batch_size=_ROWS_AT_ONCE, columns=[RECORD]))
    except (OSError, UnicodeError, pa.ArrowException) as problem:
        raise ImportFileError(path, f"is no whole Parquet file: {problem}") from None


def _metadata(kinds: list[str], box: Box | None) -> dict[str, Any]:
    """What GeoParquet 1.1 wants to be told of the geometries."""
    column: dict[str, Any] = {
        "encoding": "WKB",
        "geometry_types": kinds,
        "crs": pyproj.CRS("OGC:CRS84").to_json_dict(),
        "orientation": "counterclockwise",
        "covering": {"bbox": {side: [BBOX, side] for side in SIDES}},
    }
    if box is not None:
        column["bbox"] = box
    return {"version": "1.1.0", "primary_column": GEOMETRY, "columns": {GEOMETRY: column}}
