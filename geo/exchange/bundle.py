"""A bundle: one folder with the same incidents in every format, and what there is to know of them.

The folder is made beside its place and put there once it is whole. One that is there already is
replaced only if it is empty, or a bundle to which nobody has added anything.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from geo.errors import ExportError
from geo.exchange.bundle_texts import licences, readme
from geo.exchange.csv_table import write_rows
from geo.exchange.formats import FORMATS, Format, writer_of
from geo.exchange.sheets import CLAIMS
from geo.files import replace_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from geo.exchange.entries import Going

__all__ = ["BUNDLED", "MANIFEST", "write_bundle"]

BUNDLED: Final = tuple(form for form in FORMATS if form.name != "KML")
"""The formats in a bundle: all, and of KML and KMZ the one with its icons inside."""
MANIFEST: Final = "manifest.json"
"""The file that says what a bundle holds."""

_MAKER: Final = "incidentmap"
_VERSION: Final = 1
_BESIDE: Final = ("", "-wal", "-shm", "-journal", ".aux.xml", "~")
"""What programs add to the name of a file that they have open, for files of their own beside it."""


def write_bundle(
    going: Going, folder: Path, formats: Sequence[Format] = BUNDLED
) -> tuple[Path, ...]:
    """Incidents in several formats in one folder.

    Parameters
    ----------
    going
        What is to be written.
    folder
        Where to; the folder it lies in must be there.
    formats
        Which formats.

    Returns
    -------
    tuple of Path
        The files, in alphabetical order.

    Raises
    ------
    ExportError
        If something that is no bundle of ours stands there, or a file cannot be written; whatever
        stood there still stands.
    """
    place = folder.resolve()
    _check_place(place, folder)
    draft = place.with_name(f".{place.name}.{os.getpid()}.new")
    shutil.rmtree(draft, ignore_errors=True)
    try:
        draft.mkdir()
        names = _fill(going, draft, formats)
        _put(draft, place)
    except ExportError as problem:
        why = str(problem).partition(": not written: ")[2]
        raise ExportError(folder, f"{problem.path.name}: {why}") from None
    except OSError as problem:
        raise ExportError(folder, problem.strerror or str(problem)) from None
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return tuple(folder / name for name in names)


def _fill(going: Going, draft: Path, formats: Sequence[Format]) -> list[str]:
    """Every file into the draft; their names."""
    files: list[tuple[str, Format | None]] = []
    for form in formats:
        first, *others = writer_of(form)(going, draft / f"incidents{form.endings[0]}")
        files += [(first.name, form), *((other.name, None) for other in others)]
    datasets = _write_claims(going, draft / "claims.csv")
    files += [(name, None) for name in ("claims.csv", "LICENCES.md", "README.md", MANIFEST)]
    replace_file(draft / "LICENCES.md", licences(datasets).encode())
    replace_file(draft / "README.md", readme(going, files, datasets).encode("utf-8", "replace"))
    replace_file(draft / MANIFEST, _manifest(going, draft))
    return sorted(path.name for path in draft.iterdir())


def _write_claims(going: Going, path: Path) -> Counter[str]:
    """Every claim as a row; how many incidents were imported from each data set."""
    datasets: Counter[str] = Counter()

    def rows() -> Iterator[tuple[Any, ...]]:
        for entry in going.entries():
            datasets.update({row.dataset for row in entry.dossier.rows})
            yield from CLAIMS.rows(entry)

    write_rows(path, CLAIMS.columns, rows())
    return datasets


def _manifest(going: Going, draft: Path) -> bytes:
    files = [
        {"name": path.name, "bytes": path.stat().st_size, "sha256": _sha256(path)}
        for path in sorted(draft.iterdir())
    ]
    record = {
        "bundle": _MAKER,
        "version": _VERSION,
        "title": going.title,
        "incidents": going.count,
        "rule": str(going.rule),
        "filters": going.chosen,
        "files": files,
    }
    return json.dumps(record, indent=1).encode() + b"\n"


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _check_place(place: Path, folder: Path) -> None:
    """Refuse to replace what is not ours."""
    if not place.exists():
        return
    if not place.is_dir():
        raise ExportError(folder, "a file of that name is there; name another folder")
    there = sorted(path.name for path in place.iterdir())
    if not there:
        return
    listed = _listed(place / MANIFEST)
    if listed is None:
        raise ExportError(
            folder, "the folder is there and is no bundle of incidentmap; name another, or empty it"
        )
    known = {name + end for name in listed for end in _BESIDE}
    strange = [name for name in there if name not in known]
    if strange:
        raise ExportError(folder, f"{strange[0]} in it is not of the bundle; move it elsewhere")


def _listed(manifest: Path) -> list[str] | None:
    """Names of the files of a bundle; None if it is no manifest of ours."""
    try:
        record = json.loads(manifest.read_bytes())
        if record["bundle"] != _MAKER:
            return None
        return [MANIFEST, *(str(file["name"]) for file in record["files"] if file["name"])]
    except (OSError, ValueError, LookupError, TypeError):
        return None


def _put(draft: Path, place: Path) -> None:
    """Move the draft to its place; what was there goes once it stands."""
    if not place.exists():
        draft.rename(place)
        return
    before = place.with_name(f".{place.name}.{os.getpid()}.old")
    place.rename(before)
    try:
        draft.rename(place)
    except OSError:
        before.rename(place)
        raise
    shutil.rmtree(before, ignore_errors=True)
