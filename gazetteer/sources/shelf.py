"""The shelf: the folder that holds what the user has added to the gazetteer, and its manifest.

    gazetteer/
    ├── manifest.json    what is there, since when, from where, under which licence
    ├── files/           the files themselves, named after their digest
    └── incoming/        what is being fetched or copied

The manifest alone says what counts: files come before it is written and go after, so that a run
may be killed at any moment. Reading it imports nothing heavy, for every command asks.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gazetteer.errors import DataError, GazetteerError, ShelfError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = [
    "Added",
    "AddedFile",
    "Layout",
    "at_work",
    "folder",
    "incoming",
    "path_of",
    "read_manifest",
    "sha256_of",
    "store",
    "verify",
    "write_manifest",
]

_MANIFEST = "manifest.json"
_FORMAT = 1
_PATIENCE_S = 10.0
_DIGITS = 12


class Layout(StrEnum):
    """How a file of places is laid out."""

    DUMP = "geonames"
    """A country dump of GeoNames, 19 columns."""
    TABLE = "table"
    """A table with a header."""
    SETTLEMENTS = "settlements"
    """A settlement table without a header, 8 columns."""
    NAMES = "alternate names"
    """GeoNames' alternate names, 10 columns: names for places, and no places."""
    ADMIN1 = "admin1 codes"
    """GeoNames' names of first-order divisions."""
    ADMIN2 = "admin2 codes"
    """GeoNames' names of second-order divisions."""
    COUNTRIES = "country info"
    """GeoNames' facts about countries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedFile:
    """A file on the shelf.

    Parameters
    ----------
    path
        Its name in ``files/``.
    layout
        How it is laid out.
    sha256
        Digest of its bytes, in hexadecimal.
    size
        Number of bytes.
    url
        Where it was fetched; None for a copy.
    etag, modified
        What the server called the version; None where it said nothing.
    """

    path: str
    layout: Layout
    sha256: str
    size: int
    url: str | None = None
    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A source that the user added.

    Parameters
    ----------
    name
        What it is called: a country code, or the name of a table.
    layout
        How its file of places is laid out.
    files
        The file of places, and one of alternate names where there is one.
    origin
        The address it was fetched from, or the path it was copied from.
    licence
        The licence, in words; "unknown" where nobody said.
    retrieved
        When, in UTC, ISO 8601.
    rows
        Rows that became places, or names of divisions in a table of codes.
    names
        Names of these places, main ones included.
    """

    name: str
    layout: Layout
    files: tuple[AddedFile, ...]
    origin: str
    licence: str
    retrieved: str
    rows: int
    names: int


def folder() -> Path:
    """Where the shelf is.

    Returns
    -------
    Path
        ``gazetteer`` in the folder that INCIDENTMAP_DATA names, else in the user's data folder.
        It may not be there.
    """
    base = os.environ.get("INCIDENTMAP_DATA")
    if not base:
        import platformdirs  # noqa: PLC0415 - not needed where the folder is named

        base = platformdirs.user_data_dir("incidentmap")
    return Path(base) / "gazetteer"


def incoming() -> Path:
    """Where files wait until they have been read.

    Returns
    -------
    Path
        A folder of the shelf.
    """
    return folder() / "incoming"


def path_of(file: AddedFile) -> Path:
    """Where a file lies.

    Parameters
    ----------
    file
        A file on the shelf.

    Returns
    -------
    Path
        Its path.
    """
    return folder() / "files" / file.path


def read_manifest() -> tuple[Added, ...]:
    """Read what is on the shelf.

    Returns
    -------
    tuple of Added
        Sorted by name; empty where nothing was ever added.

    Raises
    ------
    ShelfError
        If the manifest does not read.
    """
    path = folder() / _MANIFEST
    try:
        text = path.read_bytes()
    except FileNotFoundError:
        return ()
    except OSError as error:
        msg = f"the list of added sources cannot be read ({error.strerror}); see who may read it"
        raise ShelfError(msg, path=path) from error
    try:
        record = json.loads(text)
        if record["format"] != _FORMAT:
            msg = f"format {record['format']}"
            raise ValueError(msg)  # noqa: TRY301 - one message for all that can be wrong
        return tuple(_added(source) for source in record["sources"])
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        msg = (
            f"the list of added sources does not read ({error}); wanted what incidentmap wrote: "
            "move the file away and add the sources again"
        )
        raise ShelfError(msg, path=path) from error


def _added(record: dict[str, Any]) -> Added:
    """Make a source of its record; a wrong key is a TypeError."""
    files = tuple(
        AddedFile(**{**file, "layout": Layout(file["layout"])}) for file in record["files"]
    )
    return Added(**{**record, "layout": Layout(record["layout"]), "files": files})


def write_manifest(sources: Iterable[Added]) -> None:
    """Say what is on the shelf from now on, and delete the files that are no longer.

    Parameters
    ----------
    sources
        All of them. Their files must be there.
    """
    kept = sorted(sources, key=lambda source: source.name)
    record = {"format": _FORMAT, "sources": [asdict(source) for source in kept]}
    path = folder() / _MANIFEST
    draft = path.with_name(f".{_MANIFEST}.{os.getpid()}.new")
    with draft.open("w", encoding="utf-8") as file:
        json.dump(record, file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    wanted = {file.path for source in kept for file in source.files}
    for other in (folder() / "files").iterdir():
        if other.name not in wanted:
            with suppress(OSError):  # somebody may be reading it
                other.unlink()


def store(path: Path, *, name: str, file: AddedFile) -> AddedFile:
    """Put a file that came in on the shelf.

    Parameters
    ----------
    path
        Where it waits.
    name
        What its name on the shelf begins with.
    file
        What is known of it.

    Returns
    -------
    AddedFile
        With its path on the shelf.
    """
    suffix = "".join(path.suffixes[-2:]) if path.suffix.lower() == ".gz" else path.suffix
    shelved = f"{name}-{file.sha256[:_DIGITS]}{suffix.lower()}"
    (folder() / "files").mkdir(exist_ok=True)
    path.replace(folder() / "files" / shelved)
    return replace(file, path=shelved)


def verify(source: Added) -> None:
    """Make sure that the files of a source are those that were added.

    Parameters
    ----------
    source
        The source.

    Raises
    ------
    DataError
        If one is missing or has changed.
    """
    for file in source.files:
        path = path_of(file)
        try:
            same = path.stat().st_size == file.size and sha256_of(path) == file.sha256
            fault = None if same else "is not the file that was added: its digest differs"
        except OSError as error:
            fault = f"cannot be read ({error.strerror})"
        if fault:
            fetched = file.url is not None
            how = f"{source.name} --again" if fetched else f"--file {source.origin}"
            msg = (
                f"{path} {fault}; run `incidentmap gazetteer add {how}` to bring it back, or "
                f"`incidentmap gazetteer remove {source.name}` to do without"
            )
            raise DataError(msg, table=source.name)


def sha256_of(path: Path) -> str:
    """Digest a file.

    Parameters
    ----------
    path
        The file.

    Returns
    -------
    str
        SHA-256 in hexadecimal.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def at_work() -> Iterator[None]:
    """Hold the shelf alone while something is added or removed.

    Yields
    ------
    None
        With the folders made.

    Raises
    ------
    ShelfError
        If another process holds it, or the folder cannot be written.
    """
    from filelock import FileLock, Timeout  # noqa: PLC0415 - only to change something

    place = folder()
    try:
        incoming().mkdir(parents=True, exist_ok=True)
        with FileLock(place / "lock", timeout=_PATIENCE_S):
            yield
    except Timeout:
        msg = "another incidentmap is adding places there; try again when it is done"
        raise ShelfError(msg, path=place) from None
    except GazetteerError:
        raise
    except OSError as error:
        msg = (
            f"the folder of added sources cannot be written ({error.strerror or error}); free "
            "space there, or name another with INCIDENTMAP_DATA"
        )
        raise ShelfError(msg, path=place) from error
