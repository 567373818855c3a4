"""Adding to the gazetteer: country dumps of GeoNames, and tables that people have.

A source is read whole before it is accepted, so that a bad row anywhere leaves the shelf as it
was.
"""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from gazetteer.errors import DataError, DownloadError, SourceNameError
from gazetteer.sources import shelf
from gazetteer.sources.added import added, codes_of, read
from gazetteer.sources.shelf import Added, AddedFile, Layout

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from gazetteer.sources.download import Fetched
    from gazetteer.sources.geonames_codes import Codes

    Progress = Callable[[int, int, str], None]

__all__ = ["GEONAMES", "Addition", "add_countries", "add_file"]

GEONAMES = "https://download.geonames.org/export/dump/"
"""Where country dumps come from, unless INCIDENTMAP_GEONAMES names a mirror."""

_GEONAMES_LICENCE = "CC BY 4.0"
_UNKNOWN = "unknown"
_NAME = re.compile(r"[\w-]{1,64}")
_RESERVED = frozenset(
    {"counties", "curated", "districts", "divisions", "fips", "geonames", "iso", "ne"}
)
_MISSING = 404
_REFUSED = {
    Layout.NAMES: "alternate names without their places: `incidentmap gazetteer add CODE` brings "
    "both",
    Layout.COUNTRIES: "facts about countries and no places; there is nothing to add",
}
_OF_GEONAMES = frozenset({Layout.DUMP, Layout.ADMIN1, Layout.ADMIN2})
_EVERY = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """What adding a country came to.

    Parameters
    ----------
    added
        The source as it now is.
    changed
        Whether it is new; False where the server has no newer one.
    """

    added: Added
    changed: bool


def add_countries(
    codes: Iterable[str], *, again: bool = False, progress: Progress | None = None
) -> tuple[Addition, ...]:
    """Fetch country dumps and alternate names from GeoNames.

    Parameters
    ----------
    codes
        ISO 3166-1 alpha-2, in any case. Each country is on the shelf as soon as it has been read.
    again
        Whether to fetch what the server calls unchanged.
    progress
        Called with bytes or rows done, how many in all (0 where nobody knows), and what is done.

    Returns
    -------
    tuple of Addition
        In the order given.

    Raises
    ------
    SourceNameError
        If a code is none; then nothing is fetched.
    DownloadError
        If a file does not come.
    DataError
        If a row does not read. The country is then as it was before.
    ShelfError
        If the shelf cannot be written.
    """
    wanted = tuple(dict.fromkeys(code.upper() for code in codes))
    known = _country_codes()
    for code in wanted:
        if code not in known:
            msg = f"{code!r} is no country code; wanted ISO 3166-1 alpha-2, such as IR or PK"
            if named := _code_of(code):
                msg = f"{code!r} is no country code; the code of {named[1]} is {named[0]}"
            raise SourceNameError(msg, name=code)
    with shelf.at_work():
        return tuple(_add_country(code, again=again, progress=progress) for code in wanted)


def add_file(
    path: Path,
    *,
    name: str | None = None,
    licence: str | None = None,
    progress: Progress | None = None,
) -> Added:
    """Copy a file onto the shelf.

    Parameters
    ----------
    path
        A dump of GeoNames, a table of places, or GeoNames' names of divisions, plain, ``.gz`` or
        ``.zip``.
    name
        What to call it; None for the name of the file. A source of that name is replaced.
    licence
        Under which licence; None for GeoNames' own, or "unknown".
    progress
        Called with rows done, 0 and what is being done.

    Returns
    -------
    Added
        The source.

    Raises
    ------
    DataError
        If the file is not there or does not read; the shelf is then as it was before.
    SourceNameError
        If no source can have the name.
    ShelfError
        If the shelf cannot be written.
    """
    if not path.is_file():
        msg = "no such file; give the path of a table or of a dump"
        raise DataError(msg, table=str(path))
    with shelf.at_work():
        copy = shelf.incoming() / path.name
        try:
            shutil.copyfile(path, copy)
            return _accept(copy, path, name=name, licence=licence, progress=progress)
        finally:
            copy.unlink(missing_ok=True)


def _country_codes() -> list[str]:
    """All country codes."""
    from gazetteer.sources.cells import country_codes  # noqa: PLC0415 - only to add something

    return sorted(country_codes())


def _code_of(name: str) -> tuple[str, str] | None:
    """The code and the name of a country that was named instead; UK for GB is one."""
    from gazetteer.sources.curated import aliases, read_table  # noqa: PLC0415 - the same

    others = aliases()
    for row in read_table("countries.tsv"):
        names = (row["name"], *others.get(f"iso:{row['code']}", ()))
        if name.casefold() in {one.casefold() for one in names}:
            return row["code"], row["name"]
    return None


def _add_country(code: str, *, again: bool, progress: Progress | None) -> Addition:
    """Fetch one country, read it, and put it on the shelf."""
    base = f"{(os.environ.get('INCIDENTMAP_GEONAMES') or GEONAMES).rstrip('/')}/"
    current = next((source for source in added() if source.name == code), None)
    if again:
        for part in shelf.incoming().glob(f"{code}*.part*"):
            part.unlink()
    parcels = [
        _Parcel(layout=Layout.DUMP, url=f"{base}{code}.zip", name=code),
        _Parcel(layout=Layout.NAMES, url=f"{base}alternatenames/{code}.zip", name=f"{code}-names"),
    ]
    files: list[tuple[AddedFile, Path]] = []
    for parcel in parcels:
        try:
            files.append(parcel.fetch(None if again else current, progress))
        except DownloadError as error:
            if error.status != _MISSING:
                raise
            if parcel.layout is Layout.DUMP:
                msg = f"the server has no file for {code} (404); codes are ISO 3166-1 alpha-2"
                raise DownloadError(msg, url=parcel.url, status=_MISSING) from None
    kept = tuple(file for file, _ in files)
    if current is not None and current.files == kept:
        return Addition(added=current, changed=False)
    source = Added(
        name=code,
        layout=Layout.DUMP,
        files=kept,
        origin=parcels[0].url,
        licence=_GEONAMES_LICENCE,
        retrieved=_now(),
        rows=0,
        names=0,
    )
    return Addition(added=_shelve(source, [path for _, path in files], progress), changed=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parcel:
    """A file of a country on the server."""

    layout: Layout
    url: str
    name: str

    def fetch(self, current: Added | None, progress: Progress | None) -> tuple[AddedFile, Path]:
        """Fetch the file, or find it on the shelf where the server has no other."""
        from gazetteer.sources.download import Version, fetch  # noqa: PLC0415 - takes time

        files = current.files if current else ()
        have = next((file for file in files if file.url == self.url), None)
        if have is not None and not shelf.path_of(have).exists():
            have = None
        version = Version(etag=have.etag, modified=have.modified) if have else None
        target = shelf.incoming() / f"{self.name}.zip"
        fetched = fetch(self.url, target, known=version, progress=progress)
        if fetched is None and have is not None:
            return have, shelf.path_of(have)
        if fetched is None:
            msg = "the server says that nothing has changed since nothing; see the address"
            raise DownloadError(msg, url=self.url)
        return self._file(fetched), target

    def _file(self, fetched: Fetched) -> AddedFile:
        """Describe a file that has come."""
        return AddedFile(
            path="",
            layout=self.layout,
            sha256=fetched.sha256,
            size=fetched.size,
            url=self.url,
            etag=fetched.version.etag,
            modified=fetched.version.modified,
        )


def _accept(
    copy: Path,
    path: Path,
    *,
    name: str | None,
    licence: str | None,
    progress: Progress | None,
) -> Added:
    """Read a copy and put it on the shelf."""
    from gazetteer.sources.table import sniff  # noqa: PLC0415 - only to read a source

    layout = sniff(copy)
    if layout in _REFUSED:
        raise DataError(_REFUSED[layout], table=path.name)
    file = AddedFile(path="", layout=layout, sha256=shelf.sha256_of(copy), size=copy.stat().st_size)
    source = Added(
        name=_checked_name(name, path, layout),
        layout=layout,
        files=(file,),
        origin=str(path.resolve()),
        licence=licence or (_GEONAMES_LICENCE if layout in _OF_GEONAMES else _UNKNOWN),
        retrieved=_now(),
        rows=0,
        names=0,
    )
    return _shelve(source, [copy], progress)


def _checked_name(name: str | None, path: Path, layout: Layout) -> str:
    """Settle what a source is called: its name goes before ids, and into the names of files."""
    chosen = name if name is not None else re.sub(r"[^\w-]+", "-", _stem(path)).strip("-")
    if not _NAME.fullmatch(chosen) or chosen.casefold() in _RESERVED:
        msg = (
            f"a source cannot be called {chosen!r}; wanted up to 64 letters, digits, - and _, and "
            f"none of {', '.join(sorted(_RESERVED))}: give another --name"
        )
        raise SourceNameError(msg, name=chosen)
    if layout is not Layout.DUMP and chosen.upper() in _country_codes():
        msg = f"{chosen} is what the dump of a country is called; give another --name"
        raise SourceNameError(msg, name=chosen)
    return chosen


def _stem(path: Path) -> str:
    """The name of a file without its endings."""
    return path.with_suffix("").stem if path.suffix.lower() == ".gz" else path.stem


def _now() -> str:
    """Say what time it is."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _shelve(source: Added, paths: list[Path], progress: Progress | None) -> Added:
    """Read the files of a source to the end, then put them on the shelf under its name."""
    others = tuple(other for other in added() if other.name != source.name)
    try:
        rows, names = _count(source, paths, codes_of(others), progress)
    except DataError:
        for path in paths:
            if path.parent == shelf.incoming():
                path.unlink(missing_ok=True)
        raise
    files = tuple(
        file if file.path else shelf.store(path, name=source.name, file=file)
        for file, path in zip(source.files, paths, strict=True)
    )
    whole = replace(source, files=files, rows=rows, names=names)
    shelf.write_manifest((*others, whole))
    return whole


def _count(
    source: Added, paths: list[Path], codes: Codes, progress: Progress | None
) -> tuple[int, int]:
    """Count places and names, or the names of divisions, by reading every row."""
    from gazetteer.sources.geonames_codes import (  # noqa: PLC0415 - only to read a source
        admin1_codes,
        admin2_codes,
    )

    rows = names = 0
    if source.layout is Layout.ADMIN1:
        rows = names = len(admin1_codes(paths[0]))
    elif source.layout is Layout.ADMIN2:
        rows = names = len(admin2_codes(paths[0]))
    for entry in read(source.layout, paths, source.name, codes):
        rows += 1
        names += 1 + len(entry.names) + len(entry.alternates)
        if progress and rows % _EVERY == 0:
            progress(rows, 0, f"reading {source.name}")
    if not rows:
        msg = "no row in it is a place; see whether it is the right file"
        raise DataError(msg, table=paths[0].name)
    return rows, names
