"""One SQLite file that is a store: making it, opening it, changing it all or not at all.

SQLite's rollback journal is used, not the write-ahead log: a command is one transaction, so
the log's speed buys nothing that a person would notice (`python -m tests.benchmarks.store`
gives the figures), while its two side files make "one file that people pass round" untrue.
"""

from __future__ import annotations

import os
import re
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from geo.errors import (
    ForeignStoreError,
    GeoError,
    StoreBusyError,
    StoreError,
    StoreFullError,
    StoreMissingError,
)
from geo.store.gpkg import APPLICATION_ID, register_functions
from geo.store.schema import MIGRATIONS, SCHEMA_VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["explaining", "new_file", "open_file", "open_to_read", "refuse_newer", "transaction"]

_FULL: Final = {sqlite3.SQLITE_FULL}
_BUSY: Final = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_WHOLE_NUMBER: Final = re.compile(r"[0-9]{1,9}")
_FOREIGN: Final = "is not an incidentmap store; name another file with --store"


@contextmanager
def new_file(path: Path) -> Iterator[Path]:
    """Make an empty store beside its place, and move it there when the caller is done with it.

    Parameters
    ----------
    path
        Where to; its folder must be there. Whatever lies there is left alone.

    Yields
    ------
    Path
        The empty store, to be filled.

    Raises
    ------
    StoreError
        If something is there already, or the folder cannot be written to.
    """
    if path.exists():
        raise StoreError(path, "is there already; name another file, or use it as it is")
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        draft.touch(exist_ok=False)
        with explaining(path):
            connection = _connect(draft, wait_s=0)
            try:
                _migrate(connection, 0)
            finally:
                connection.close()
        yield draft
        path.touch(exist_ok=False)
        draft.replace(path)
    except GeoError:
        raise
    except FileExistsError:
        raise StoreError(path, "was made by somebody else just now; try again") from None
    except OSError as problem:
        raise StoreError(path, f"cannot be made: {problem.strerror or problem}") from None
    finally:
        draft.unlink(missing_ok=True)


def open_file(path: Path, *, wait_s: float) -> tuple[sqlite3.Connection, bool]:
    """Open a store, for writing where that is allowed, and bring it up to date.

    Parameters
    ----------
    path
        The file.
    wait_s
        Seconds to wait for another writer before giving up.

    Returns
    -------
    tuple
        The connection, and whether the store was brought up to date just now.

    Raises
    ------
    StoreMissingError
        If there is no file.
    ForeignStoreError
        If the file is not a store, or was made by a newer version.
    """
    if not path.exists():
        raise StoreMissingError(path)
    with explaining(path):
        connection = _connect(path, wait_s=wait_s)
        try:
            version = _version(connection, path)
            refuse_newer(version, path)
            if version < SCHEMA_VERSION:
                _migrate(connection, version)
        except BaseException:
            connection.close()
            raise
        return connection, version < SCHEMA_VERSION


def open_to_read(path: Path) -> tuple[sqlite3.Connection, int]:
    """Open a store of any version that somebody else may have made, to read and nothing else.

    Parameters
    ----------
    path
        The file, which is not changed.

    Returns
    -------
    tuple
        The connection, and the version of its schema, which may be older or newer than the present
        one. Text that is not UTF-8 comes with signs for unknown characters.

    Raises
    ------
    StoreMissingError
        If there is no file.
    ForeignStoreError
        If the file is not a store.
    """
    if not path.exists():
        raise StoreMissingError(path)
    with explaining(path):
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None
        )
        connection.row_factory = _as_dict
        connection.text_factory = lambda text: text.decode("utf-8", "replace")
        try:
            connection.execute("PRAGMA trusted_schema = OFF")
            return connection, _version(connection, path)
        except BaseException:
            connection.close()
            raise


def refuse_newer(version: int, path: Path) -> None:
    """Refuse a store that was made by a newer version of this code.

    Parameters
    ----------
    version
        Version of its schema.
    path
        The file, for the error's message.

    Raises
    ------
    ForeignStoreError
        If it was.
    """
    if version > SCHEMA_VERSION:
        raise ForeignStoreError(
            path,
            f"was written by a newer incidentmap (schema {version}, this one reads up to "
            f"{SCHEMA_VERSION}); update incidentmap",
        )


@contextmanager
def transaction(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """One transaction, holding the file from its first statement on: all of it or nothing.

    Parameters
    ----------
    connection
        The connection.
    path
        The file, for the error's message.

    Yields
    ------
    None
        Control, inside the transaction.
    """
    with explaining(path):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


@contextmanager
def explaining(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into ours.

    Parameters
    ----------
    path
        The file, for the error's message.

    Yields
    ------
    None
        Control.
    """
    try:
        yield
    except sqlite3.Error as problem:
        raise _explained(problem, path) from None


def _connect(path: Path, *, wait_s: float) -> sqlite3.Connection:
    """Open a file that is there, for writing where that is allowed."""
    mode = "rw" if os.access(path, os.W_OK) else "ro"
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=wait_s,
        isolation_level=None,
    )
    connection.row_factory = _as_dict
    register_functions(connection)
    connection.execute("PRAGMA trusted_schema = ON")
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _as_dict(cursor: sqlite3.Cursor, row: tuple[Any, ...]) -> dict[str, Any]:
    return {column[0]: value for column, value in zip(cursor.description, row, strict=True)}


def _version(connection: sqlite3.Connection, path: Path) -> int:
    """Schema version of a store; refuses what is not one."""
    application = connection.execute("PRAGMA application_id").fetchone()["application_id"]
    meta = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'incidentmap_meta'")
    if application != APPLICATION_ID or meta.fetchone() is None:
        raise ForeignStoreError(path, _FOREIGN)
    row = connection.execute("SELECT value FROM incidentmap_meta WHERE name = 'schema'").fetchone()
    value = str(row["value"]) if row else "0"
    if not _WHOLE_NUMBER.fullmatch(value):
        raise ForeignStoreError(path, _FOREIGN)
    return int(value)


def _migrate(connection: sqlite3.Connection, version: int) -> None:
    """Bring a store from a version to the present one, in one transaction."""
    scripts = "".join(MIGRATIONS[step] for step in range(version, SCHEMA_VERSION))
    try:
        connection.executescript(
            f"BEGIN IMMEDIATE;\n{scripts}\nINSERT INTO incidentmap_meta VALUES "
            f"('schema', '{SCHEMA_VERSION}') ON CONFLICT DO UPDATE SET value = excluded.value;\n"
            "COMMIT;"
        )
    except sqlite3.Error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _explained(problem: sqlite3.Error, path: Path) -> GeoError:
    """One of our errors for one of SQLite's."""
    code = getattr(problem, "sqlite_errorcode", 0) & 0xFF
    if code in _BUSY:
        return StoreBusyError(path, "another program is writing to it; try again when it is done")
    if code in _FULL:
        return StoreFullError(path, "the disk is full; nothing was written; make room, try again")
    if code == sqlite3.SQLITE_NOTADB:
        return ForeignStoreError(path, _FOREIGN)
    if code == sqlite3.SQLITE_READONLY:
        return StoreError(path, "may not be written to; change its permissions or copy it")
    return StoreError(path, f"cannot be used: {problem}")
