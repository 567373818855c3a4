"""A layer of a GeoPackage of any tool as a table; the file is only read."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

import shapely

from geo.errors import ImportFileError, ModelError
from geo.exchange.tables.shapes import Located, located, to_degrees
from geo.exchange.tables.table import Row, Table, cell_text
from geo.source import whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pyproj import Transformer

__all__ = ["open_gpkg"]

_LAYERS: Final = (
    "SELECT c.table_name, g.column_name, s.organization, s.organization_coordsys_id,"
    " s.definition, g.srs_id FROM gpkg_contents c"
    " JOIN gpkg_geometry_columns g ON g.table_name = c.table_name"
    " LEFT JOIN gpkg_spatial_ref_sys s ON s.srs_id = g.srs_id"
    " WHERE c.data_type = 'features' ORDER BY c.table_name"
)
_USUAL: Final = frozenset({"incidents", "events", "data"})
_ENVELOPES: Final = (0, 32, 48, 48, 64)
_HEADER: Final = 8


def open_gpkg(path: Path) -> Table:
    """The one layer of features, or that named incidents, events or data among several.

    Parameters
    ----------
    path
        The GeoPackage.

    Returns
    -------
    Table
        Geometries are taken to lon lat, EPSG:4326.

    Raises
    ------
    ImportFileError
        If there is no layer, or one cannot tell which, or the layer has no reference system.
    """
    with closing(_connect(path)) as connection:
        try:
            layer, geometry, transformer = _layer(path, connection)
            told = connection.execute(f"PRAGMA table_info({_quoted(layer)})").fetchall()
            count = connection.execute(_counting(layer)).fetchone()[0]
        except sqlite3.Error as problem:
            raise ImportFileError(path, f"is no GeoPackage: {problem}") from None
    named = {name.lower(): name for _, name, *_ in told}
    geometry = named.get(geometry.lower(), geometry)
    key = next((name for _, name, _, _, _, primary in told if primary == 1), None)
    columns = tuple(name for _, name, *_ in told if name not in {geometry, key})

    def rows() -> Iterator[Row]:
        query = _selecting(layer, (key or "rowid", geometry, *columns))
        with closing(_connect(path)) as connection:
            try:
                for number, blob, *values in connection.execute(query):
                    cells = dict(zip(columns, values, strict=True))
                    yield _row(f"feature {number}", cells, blob, transformer)
            except sqlite3.Error as problem:
                raise ImportFileError(path, f"layer {layer!r} is damaged: {problem}") from None

    return Table(path=path, columns=columns, rows=rows, count=count)


def _connect(path: Path) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)
    except sqlite3.Error as problem:
        raise ImportFileError(path, f"cannot be opened: {problem}") from None
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.text_factory = lambda text: text.decode("utf-8", "replace")
    return connection


def _layer(path: Path, connection: sqlite3.Connection) -> tuple[str, str, Transformer | None]:
    """Name of the layer, its geometry column, and what takes that to degrees."""
    layers = connection.execute(_LAYERS).fetchall()
    if not layers:
        raise ImportFileError(path, "has no layer of features")
    usual = [layer for layer in layers if layer[0].lower() in _USUAL]
    if len(layers) > 1 and len(usual) != 1:
        listed = ", ".join(layer[0] for layer in layers)
        raise ImportFileError(
            path, f"has the layers {listed}; export the one that is meant to a file of its own"
        )
    name, column, authority, code, definition, number = (usual if len(usual) == 1 else layers)[0]
    if number in {0, -1} or authority is None:
        raise ImportFileError(
            path,
            f"its layer {name!r} does not say in which reference system its coordinates are; "
            "set it in the program that made it",
        )
    try:
        return name, column, to_degrees(authority, str(code), definition)
    except ModelError as problem:
        raise ImportFileError(path, str(problem)) from None


def _row(at: str, values: dict[str, Any], blob: object, transformer: Transformer | None) -> Row:
    texts = ((name, whole(cell_text(value))) for name, value in values.items())
    cells = {name: text for name, text in texts if text}
    try:
        where = _located(blob, transformer)
    except (shapely.GEOSException, ModelError, IndexError) as problem:
        return Row(at, cells, problem=f"its geometry cannot be used: {problem}")
    return Row(at, cells, where.point, where.footprint, where.reach_m)


def _located(blob: object, transformer: Transformer | None) -> Located:
    """Where the geometry of a blob is: a header of the GeoPackage's own, then WKB."""
    if blob is None:
        return Located()
    if not isinstance(blob, bytes) or blob[:2] != b"GP":
        msg = "it is in no form that a GeoPackage has"
        raise ModelError(msg)
    envelope = _ENVELOPES[(blob[3] >> 1) & 7]
    return located(shapely.from_wkb(blob[_HEADER + envelope :]), transformer)


def _counting(layer: str) -> str:
    return f"SELECT count(*) FROM {_quoted(layer)}"  # noqa: S608 (quoted)


def _selecting(layer: str, columns: tuple[str, ...]) -> str:
    return f"SELECT {', '.join(map(_quoted, columns))} FROM {_quoted(layer)}"  # noqa: S608 (quoted)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
