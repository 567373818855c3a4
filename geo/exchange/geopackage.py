"""GeoPackage: a whole store with styles for QGIS, a project beside it, and a store read back.

What is written opens in QGIS as it is, and as a store in incidentmap. Its layers show the values
under the rule in force, which their column `rule` names.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from functools import cache
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from geo.dossier import Collection, Dossier
from geo.errors import ExportError, ImportFileError, ModelError, StoreError
from geo.exchange.entries import cited
from geo.exchange.incoming import Incoming
from geo.exchange.qgis_project import Project, project_file
from geo.exchange.qgis_style import LAYERS, qml
from geo.files import replace_file
from geo.source import Source
from geo.store import GeoPackageStore
from geo.store.columns import one_moment
from geo.store.file import explaining, open_file, open_to_read, refuse_newer, transaction
from geo.store.gpkg import attribute_table
from geo.store.reading import source_rows, stored_among
from geo.store.rows import from_row, to_row
from geo.store.schema import SCHEMA_VERSION
from geo.store.writing import insert

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from geo.exchange.entries import Entry, Going
    from geo.exchange.incoming import Reading

__all__ = ["is_export", "is_store", "read", "write"]

_BATCH: Final = 500
_LONG_AGO: Final = "1970-01-01T00:00:00.000Z"
_STYLES: Final = attribute_table(
    "layer_styles",
    """f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256),
  f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,
  useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30), update_time DATETIME""",
    "Styles that QGIS draws the layers with",
    key="id",
)
_TABLES: Final = (
    *("incidents", "claims", "sources", "links", "assessments", "withdrawals"),
    *("source_rows", "row_headers"),
)
_BROKEN: Final = (ValueError, KeyError, TypeError, RecursionError)
"""What a row raises that somebody has edited into nonsense."""


def write(going: Going, path: Path) -> tuple[Path, ...]:
    """Write the incidents as a store, and a QGIS project that shows it.

    Parameters
    ----------
    going
        The incidents. A link to one that is not among them is left out.
    path
        Where the GeoPackage goes; the project stands beside it, with the ending `.qgs`.

    Returns
    -------
    tuple of Path
        The GeoPackage and the project.

    Raises
    ------
    ExportError
        If the folder is missing, the disk is full or writing is not allowed; both files are as
        they were before.
    """
    beside = path.with_suffix(".qgs")
    draft = path.with_name(f".{path.name}.{os.getpid()}.draft")
    try:
        with _as_export_error(draft, path):
            project = _fill(draft, going, path.name)
        _put(draft, path, project_file(project), beside)
    finally:
        for left in (draft, draft.with_name(f"{draft.name}-journal")):
            with suppress(OSError):
                left.unlink(missing_ok=True)
    return path, beside


def read(path: Path, reading: Reading) -> Iterator[Incoming]:
    """Read a store back, whatever the rule under which it was written.

    Parameters
    ----------
    path
        A store; it is not changed. One of an older schema is read from a copy.
    reading
        Told how far it has come; nothing else of it is needed.

    Yields
    ------
    Incoming
        Every incident of every status in the order recorded, with the sources it cites.

    Raises
    ------
    ImportFileError
        If it is not a store of ours, is damaged, or was made by a newer version.
    """
    with _as_import_error(path), _opened(path) as connection, one_moment(connection):
        _check_tables(connection, path)
        count = connection.execute("SELECT count(*) AS n FROM incidents").fetchone()["n"]
        done = 0
        for ids in _ids(connection):
            yield from _incoming(connection, ids)
            done += len(ids)
            if reading.on_progress:
                reading.on_progress(done, count, "reading")


def is_export(path: Path) -> bool:
    """Whether a store is as `write` wrote it: nobody has worked in it since.

    Parameters
    ----------
    path
        A store of ours.

    Returns
    -------
    bool
        True where it has the styles that an export brings, as old as its incidents.
    """
    with _opened(path) as connection:
        styled = "SELECT 1 FROM sqlite_master WHERE name = 'layer_styles'"
        as_old = """SELECT 1 FROM layer_styles s JOIN gpkg_contents c
            ON c.table_name = 'incidents' AND c.last_change = s.update_time"""
        return all(connection.execute(sql).fetchone() for sql in (styled, as_old))


def is_store(path: Path) -> bool:
    """Whether a file is a store of ours, of any version.

    Parameters
    ----------
    path
        Any file, or none.

    Returns
    -------
    bool
        False for another program's GeoPackage, and for whatever cannot be read.
    """
    try:
        connection, _ = open_to_read(path)
    except StoreError:
        return False
    connection.close()
    return True


def _fill(draft: Path, going: Going, name: str) -> Project:
    """Make the store, and say what is in it."""
    with GeoPackageStore.create(draft) as store:
        connection = store.connection
        # What was overwritten would stand in the file still, with the time of the export in it.
        connection.execute("PRAGMA secure_delete = ON")
        store.add_all(_batches(going, connection), rule=going.rule)
        with transaction(connection, draft):
            _dress(connection)
        with explaining(draft):
            return Project(
                title=f"{going.title} (rule: {going.rule})",
                package=name,
                bounds=_bounds(connection),
                **_period(connection),
            )


def _batches(going: Going, connection: sqlite3.Connection) -> Iterator[Collection]:
    """Incidents some at a time, each batch's links behind it; at the end those that lead out go."""
    entries = going.entries()
    while batch := list(islice(entries, _BATCH)):
        yield _collection(batch)
        insert(connection, "links", (to_row(link) for e in batch for link in e.dossier.links))
    connection.execute("DELETE FROM links WHERE to_id NOT IN (SELECT id FROM incidents)")


def _collection(batch: Sequence[Entry]) -> Collection:
    sources = {source.id: source for entry in batch for source in entry.sources}
    return Collection(
        dossiers=tuple(replace(entry.dossier, links=()) for entry in batch),
        sources=tuple(sources.values()),
    )


def _dress(connection: sqlite3.Connection) -> None:
    """Put the styles in; the times in the file are those of the data, not of the export."""
    for statement in _STYLES.split(";\n"):
        connection.execute(statement)
    newest = _newest(connection)
    insert(connection, "layer_styles", (_style_row(layer, newest) for layer in LAYERS))
    connection.execute("UPDATE gpkg_contents SET last_change = ?", (newest,))


def _style_row(layer: str, newest: str) -> dict[str, Any]:
    return {
        "f_table_catalog": "",
        "f_table_schema": "",
        "f_table_name": layer,
        "f_geometry_column": "geom",
        "styleName": layer,
        "styleQML": qml(layer),
        "styleSLD": "",
        "useAsDefault": 1,
        "description": "",
        "owner": "",
        "ui": None,
        "update_time": newest,
    }


def _newest(connection: sqlite3.Connection) -> str:
    """When the newest of what is recorded was recorded."""
    row: dict[str, str | None] = connection.execute(
        """SELECT max(moment) AS newest FROM (SELECT max(recorded_at) AS moment FROM claims
        UNION ALL SELECT max("at") FROM assessments UNION ALL SELECT max("at") FROM withdrawals)"""
    ).fetchone()
    return row["newest"] or _LONG_AGO


def _bounds(connection: sqlite3.Connection) -> tuple[float, float, float, float] | None:
    """West, south, east, north of both layers."""
    row = connection.execute(
        """SELECT min(min_x) AS west, min(min_y) AS south, max(max_x) AS east, max(max_y) AS north
        FROM gpkg_contents"""
    ).fetchone()
    return None if row["west"] is None else tuple(row.values())


def _period(connection: sqlite3.Connection) -> dict[str, datetime | None]:
    """First and last instant of all dates; an open end reaches no further than the other end."""
    row = connection.execute(
        """SELECT min(coalesce(date_start, date_end)) AS first,
        max(coalesce(date_end, date_start)) AS last FROM incidents"""
    ).fetchone()
    return {name: datetime.fromisoformat(row[name]) if row[name] else None for name in row}


def _put(draft: Path, path: Path, project: bytes, beside: Path) -> None:
    """Both files to their places; the project goes first, being the one that is easily put back."""
    before = beside.read_bytes() if beside.is_file() else None
    replace_file(beside, project)
    try:
        draft.replace(path)
    except OSError as problem:
        if before is None:
            beside.unlink()
        else:
            replace_file(beside, before)
        raise ExportError(path, problem.strerror or str(problem)) from None


@contextmanager
def _as_export_error(draft: Path, path: Path) -> Iterator[None]:
    """What is wrong with the draft is told of the place that it was meant for."""
    try:
        yield
    except StoreError as problem:
        if problem.path != draft:
            raise
        raise ExportError(path, str(problem).removeprefix(f"{draft}: ")) from None


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """A store of the present schema to read from: the file itself, or a copy brought up to date."""
    connection, version = open_to_read(path)
    with closing(connection):
        refuse_newer(version, path)
        if version == SCHEMA_VERSION:
            yield connection
            return
        with TemporaryDirectory() as folder:
            copy = Path(folder) / "copy.gpkg"
            with closing(sqlite3.connect(copy)) as target:
                connection.backup(target)
            open_file(copy, wait_s=0)[0].close()
            with closing(open_to_read(copy)[0]) as newer:
                yield newer


@contextmanager
def _as_import_error(path: Path) -> Iterator[None]:
    try:
        yield
    except StoreError as problem:
        raise ImportFileError(path, str(problem).removeprefix(f"{problem.path}: ")) from None
    except (sqlite3.Error, OSError) as problem:
        raise ImportFileError(path, f"cannot be read: {problem}; it may be damaged") from None


def _check_tables(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse a file in which something else stands for one of our tables."""
    found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    missing = sorted(set(_TABLES) - {row["name"] for row in found})
    if missing:
        raise ImportFileError(path, f"lacks the table {missing[0]}; export it anew")


def _ids(connection: sqlite3.Connection) -> Iterator[list[str]]:
    """Ids of all incidents in the order recorded, some at a time."""
    sql = "SELECT fid, id FROM incidents WHERE fid > ? ORDER BY fid LIMIT ?"
    last = -(2**63)
    while rows := connection.execute(sql, (last, _BATCH)).fetchall():
        yield [row["id"] for row in rows]
        last = rows[-1]["fid"]


def _incoming(connection: sqlite3.Connection, ids: Sequence[str]) -> Iterator[Incoming]:
    """Some incidents as they come in; one that does not read is refused alone."""
    found = dict(_stored(connection, ids))
    dossiers = [one for one in found.values() if isinstance(one, Dossier)]
    rows = source_rows(connection, (c.citation.source for d in dossiers for c in d.claims))
    find = _finder(rows)
    for ident in ids:
        yield _one(ident, found[ident], find)


def _stored(
    connection: sqlite3.Connection, ids: Sequence[str]
) -> Iterator[tuple[str, Dossier | str]]:
    """Incidents by their ids; for one that does not read, why."""
    try:
        yield from [(s.dossier.incident.id, s.dossier) for s in stored_among(connection, ids)]
    except _BROKEN as problem:
        if len(ids) == 1:
            yield ids[0], str(problem)
        else:
            for ident in ids:
                yield from _stored(connection, [ident])


def _one(ident: str, found: Dossier | str, find: Callable[[str], Source]) -> Incoming:
    at = f"incident {ident}"
    if isinstance(found, Dossier):
        try:
            return Incoming(at=at, dossier=found, sources=cited(found, find))
        except _BROKEN as problem:
            found = str(problem)
    return Incoming(at=at, refused=f"it does not read: {found}; put it right in the file")


def _finder(rows: Mapping[str, Mapping[str, Any]]) -> Callable[[str], Source]:
    """Gives the source of an id, each read once, or says that it is not in the file."""

    @cache
    def find(name: str) -> Source:
        if name not in rows:
            msg = f"it rests on the source {name}, which is not in the file"
            raise ModelError(msg)
        return from_row(rows[name], Source)

    return find
