"""Which table a file is: by what is in it, and by its ending where that does not tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.errors import ImportFileError
from geo.exchange.tables.geojson import open_geojson
from geo.exchange.tables.gpkg import open_gpkg
from geo.exchange.tables.table import Table, head_of, open_csv
from geo.exchange.tables.xlsx import open_xlsx

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["TABLE_ENDINGS", "open_table"]

TABLE_ENDINGS: Final = (
    *(".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xlsm", ".gpkg"),
    *(".geojson", ".json", ".geojsons", ".geojsonl", ".geojsonseq"),
)
"""Endings of the files that `open_table` reads."""

_ZIP, _SQLITE, _OLD_EXCEL = b"PK\x03\x04", b"SQLite format 3\0", b"\xd0\xcf\x11\xe0"


def open_table(path: Path) -> Table:
    """A table in whatever format it is.

    Parameters
    ----------
    path
        The file.

    Returns
    -------
    Table
        Read a row at a time.

    Raises
    ------
    ImportFileError
        If it cannot be read or is in none of the formats, which are listed then.
    """
    head, ending = head_of(path), path.suffix.lower()
    if head.startswith(_OLD_EXCEL):
        raise ImportFileError(
            path, "is an old or an encrypted Excel file; save it as .xlsx without a password"
        )
    if head.startswith(_ZIP):
        return open_xlsx(path)
    if head.startswith(_SQLITE):
        return open_gpkg(path)
    if ending not in TABLE_ENDINGS:
        raise ImportFileError(
            path, f"its ending names no table; those that are read: {', '.join(TABLE_ENDINGS)}"
        )
    if ending in {".xlsx", ".xlsm", ".gpkg"}:
        raise ImportFileError(path, f"is empty or damaged: there is no {ending} file in it")
    if "json" in ending:
        return open_geojson(path)
    return open_csv(path)
