"""The GeoPackage format itself: geometry blobs, the tables each file has, R-tree triggers.

After the OGC GeoPackage standard 1.4 (12-128r19). SQLite knows none of the ST_ functions
that the standard's triggers call, so `register_functions` gives them to a connection.
"""

from __future__ import annotations

import struct
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

__all__ = [
    "APPLICATION_ID",
    "CORE_TABLES",
    "attribute_table",
    "counted_at_the_end",
    "feature_table",
    "geometry_blob",
    "point_blob",
    "points_of_blobs",
    "register_functions",
]

APPLICATION_ID: Final = 0x47504B47
"""`GPKG` in ASCII, at the head of every GeoPackage."""

_WGS_84: Final = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,'
    'AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,'
    'AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],'
    'AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]'
)

CORE_TABLES: Final = f"""
CREATE TABLE gpkg_spatial_ref_sys (
  srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY NOT NULL, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
INSERT INTO gpkg_spatial_ref_sys VALUES
  ('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined', 'undefined Cartesian system'),
  ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', 'undefined geographic system'),
  ('WGS 84 geodetic', 4326, 'EPSG', 4326, '{_WGS_84}', 'longitude and latitude in degrees');
CREATE TABLE gpkg_contents (
  table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '',
  last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
  CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
CREATE TABLE gpkg_extensions (
  table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL,
  scope TEXT NOT NULL, CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
CREATE TABLE gpkg_ogr_contents (
  table_name TEXT NOT NULL PRIMARY KEY, feature_count INTEGER DEFAULT NULL);
"""
"""What every GeoPackage has, and GDAL's table of feature counts."""

_LITTLE_ENDIAN_NO_ENVELOPE = b"GP\x00\x01" + struct.pack("<i", 4326)
_LITTLE_ENDIAN_ENVELOPE = b"GP\x00\x03" + struct.pack("<i", 4326)
_POINT_HEAD: Final = _LITTLE_ENDIAN_NO_ENVELOPE + struct.pack("<BI", 1, 1)
_POINT: Final = np.dtype([("head", "V13"), ("point", "<f8", (2,))])
_ENVELOPE_BYTES: Final = (0, 32, 48, 48, 64)
_EMPTY_FLAG: Final = 0x10


def point_blob(lon: float, lat: float) -> bytes:
    """Geometry blob of a point.

    Parameters
    ----------
    lon
        Degrees east, EPSG:4326.
    lat
        Degrees north.

    Returns
    -------
    bytes
        GeoPackage header and WKB.
    """
    return _LITTLE_ENDIAN_NO_ENVELOPE + struct.pack("<BIdd", 1, 1, lon, lat)


def points_of_blobs(
    blobs: Sequence[bytes | None],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The points of geometry blobs, exactly as they are written.

    Parameters
    ----------
    blobs
        Geometry blobs of points, ours or other programs'; None where there is none.

    Returns
    -------
    tuple of NDArray
        Degrees east and north (EPSG:4326); NaN where there is no point.
    """
    points = np.full((len(blobs), 2), np.nan)
    ours = [row for row, blob in enumerate(blobs) if blob and _is_ours(blob)]
    joined = b"".join(blob for blob in map(blobs.__getitem__, ours) if blob)
    points[ours] = np.frombuffer(joined, dtype=_POINT)["point"]
    for row in set(range(len(blobs))).difference(ours):
        box = _box(blobs[row])
        if box is not None:
            points[row] = box[0], box[2]
    return points[:, 0], points[:, 1]


def _is_ours(blob: bytes) -> bool:
    return len(blob) == _POINT.itemsize and blob.startswith(_POINT_HEAD)


def geometry_blob(geometry: BaseGeometry) -> bytes:
    """Geometry blob of any shape that is not empty.

    Parameters
    ----------
    geometry
        In lon lat, EPSG:4326.

    Returns
    -------
    bytes
        GeoPackage header with the envelope, and WKB.
    """
    west, south, east, north = geometry.bounds
    envelope = struct.pack("<dddd", west, east, south, north)
    return _LITTLE_ENDIAN_ENVELOPE + envelope + bytes(geometry.wkb)


def register_functions(connection: sqlite3.Connection) -> None:
    """Give a connection the ST_ functions that the R-tree triggers call.

    Parameters
    ----------
    connection
        An open connection.
    """
    for index, name in enumerate(("ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY")):
        connection.create_function(name, 1, _bound(index), deterministic=True)
    connection.create_function("ST_IsEmpty", 1, _is_empty, deterministic=True)


def feature_table(table: str, geometry_type: str, columns: str, about: str) -> str:
    """SQL that makes a layer with its spatial index and registers it.

    Parameters
    ----------
    table
        Name of the layer.
    geometry_type
        Such as `POINT`.
    columns
        Column definitions behind `fid` and `geom`.
    about
        One line for the file's table of contents.

    Returns
    -------
    str
        A script; the R-tree triggers are those of GeoPackage 1.4.
    """
    tree = f"rtree_{table}_geom"
    box = "ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)"
    new, old = (f"({r}.geom NOTNULL AND NOT ST_IsEmpty({r}.geom))" for r in ("NEW", "OLD"))
    return f"""
CREATE TABLE {table} (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom {geometry_type},
  {columns});
INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id)
  VALUES ('{table}', 'features', '{table}', '{about}', 4326);
INSERT INTO gpkg_geometry_columns VALUES ('{table}', 'geom', '{geometry_type}', 4326, 0, 0);
INSERT INTO gpkg_extensions VALUES ('{table}', 'geom', 'gpkg_rtree_index',
  'http://www.geopackage.org/spec140/#extension_rtree', 'write-only');
CREATE VIRTUAL TABLE {tree} USING rtree(id, minx, maxx, miny, maxy);
CREATE TRIGGER {tree}_insert AFTER INSERT ON {table} WHEN {new}
  BEGIN INSERT OR REPLACE INTO {tree} VALUES (NEW.fid, {box}); END;
CREATE TRIGGER {tree}_update6 AFTER UPDATE OF geom ON {table}
  WHEN OLD.fid = NEW.fid AND {new} AND {old}
  BEGIN UPDATE {tree} SET minx = ST_MinX(NEW.geom), maxx = ST_MaxX(NEW.geom),
    miny = ST_MinY(NEW.geom), maxy = ST_MaxY(NEW.geom) WHERE id = NEW.fid; END;
CREATE TRIGGER {tree}_update7 AFTER UPDATE OF geom ON {table}
  WHEN OLD.fid = NEW.fid AND {new} AND NOT {old}
  BEGIN INSERT INTO {tree} VALUES (NEW.fid, {box}); END;
CREATE TRIGGER {tree}_update2 AFTER UPDATE OF geom ON {table}
  WHEN OLD.fid = NEW.fid AND NOT {new}
  BEGIN DELETE FROM {tree} WHERE id = OLD.fid; END;
CREATE TRIGGER {tree}_update5 AFTER UPDATE ON {table} WHEN OLD.fid != NEW.fid AND {new}
  BEGIN DELETE FROM {tree} WHERE id = OLD.fid;
    INSERT OR REPLACE INTO {tree} VALUES (NEW.fid, {box}); END;
CREATE TRIGGER {tree}_update4 AFTER UPDATE ON {table} WHEN OLD.fid != NEW.fid AND NOT {new}
  BEGIN DELETE FROM {tree} WHERE id IN (OLD.fid, NEW.fid); END;
CREATE TRIGGER {tree}_delete AFTER DELETE ON {table} WHEN OLD.geom NOTNULL
  BEGIN DELETE FROM {tree} WHERE id = OLD.fid; END;
{_feature_count(table)}"""


def attribute_table(table: str, columns: str, about: str, *, key: str = "fid") -> str:
    """SQL that makes a table without geometry and registers it.

    Parameters
    ----------
    table
        Name of the table.
    columns
        Column definitions behind the key.
    about
        One line for the file's table of contents.
    key
        Name of the column that numbers its rows.

    Returns
    -------
    str
        A script.
    """
    return f"""
CREATE TABLE {table} ({key} INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  {columns});
INSERT INTO gpkg_contents (table_name, data_type, identifier, description)
  VALUES ('{table}', 'attributes', '{table}', '{about}');
{_feature_count(table)}"""


@contextmanager
def counted_at_the_end(connection: sqlite3.Connection, tables: Sequence[str]) -> Iterator[None]:
    """Let GDAL's counts of rows be made at the end rather than row by row: for very many rows.

    Parameters
    ----------
    connection
        An open connection, in a transaction.
    tables
        Tables that rows are added to.

    Yields
    ------
    None
        Control.
    """
    for table in tables:
        connection.execute(f"DROP TRIGGER IF EXISTS trigger_insert_feature_count_{table}")
    yield
    for table in tables:
        connection.execute(_count_insert(table))
        connection.execute(
            f"UPDATE gpkg_ogr_contents SET feature_count = (SELECT count(*) FROM {table}) "
            "WHERE lower(table_name) = lower(?)",
            (table,),
        )


def _count_insert(table: str) -> str:
    return f"""CREATE TRIGGER trigger_insert_feature_count_{table} AFTER INSERT ON {table}
  BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count + 1
  WHERE lower(table_name) = lower('{table}'); END"""


def _feature_count(table: str) -> str:
    """Triggers that keep GDAL's count of rows."""
    change = "UPDATE gpkg_ogr_contents SET feature_count = feature_count"
    return f"""
INSERT INTO gpkg_ogr_contents VALUES ('{table}', 0);
{_count_insert(table)};
CREATE TRIGGER trigger_delete_feature_count_{table} AFTER DELETE ON {table}
  BEGIN {change} - 1 WHERE lower(table_name) = lower('{table}'); END;
"""


def _bound(index: int) -> Callable[[bytes | None], float | None]:
    """A function that reads one side of a blob's box: min x, max x, min y, max y."""

    def read(blob: bytes | None) -> float | None:
        box = _box(blob)
        return None if box is None else box[index]

    return read


def _is_empty(blob: bytes | None) -> int | None:
    if blob is None:
        return None
    return int(bool(blob[3] & _EMPTY_FLAG) or _box(blob) is None)


def _box(blob: bytes | None) -> tuple[float, float, float, float] | None:
    """Box of a blob as min x, max x, min y, max y; None where it has none."""
    if blob is None or blob[:2] != b"GP":
        return None
    flags = blob[3]
    order = "<" if flags & 1 else ">"
    kind = (flags >> 1) & 7
    if kind:
        first = struct.unpack_from(f"{order}dddd", blob, 8)
        return first[0], first[1], first[2], first[3]
    return _box_of_wkb(blob[8 + _ENVELOPE_BYTES[kind] :])


def _box_of_wkb(wkb: bytes) -> tuple[float, float, float, float] | None:
    order = "<" if wkb[0] else ">"
    if struct.unpack_from(f"{order}I", wkb, 1)[0] == 1:
        lon, lat = struct.unpack_from(f"{order}dd", wkb, 5)
        return None if lon != lon else (lon, lon, lat, lat)  # noqa: PLR0124 (an empty point is NaN)
    import shapely  # noqa: PLC0415 (only shapes that other programs wrote need it)

    shape = shapely.from_wkb(wkb)
    if shape.is_empty:
        return None
    west, south, east, north = shape.bounds
    return west, east, south, north
