"""What the user has added to the gazetteer, for a build of the index to read.

`entries` reads all of it, `fingerprint` says whether anything has changed since. How things come
here is in `adding`, how they lie here in `shelf`.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from gazetteer.errors import SourceNameError
from gazetteer.sources import shelf
from gazetteer.sources.shelf import Added, Layout

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from gazetteer.sources.entry import Entry
    from gazetteer.sources.geonames_codes import Codes

__all__ = ["Added", "added", "codes_of", "entries", "fingerprint", "read", "remove"]


def added() -> tuple[Added, ...]:
    """What the user has added.

    Returns
    -------
    tuple of Added
        Sorted by name.

    Raises
    ------
    ShelfError
        If the manifest does not read.
    """
    return shelf.read_manifest()


def fingerprint() -> str:
    """Name the content of all that was added.

    Returns
    -------
    str
        The same for the same names, layouts and files; empty where nothing was added.

    Raises
    ------
    ShelfError
        If the manifest does not read.
    """
    sources = added()
    content = [
        (source.name, source.layout, [file.sha256 for file in source.files]) for source in sources
    ]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:16] if sources else ""


def entries(*layouts: Layout) -> Iterator[Entry]:
    """Read what was added.

    Parameters
    ----------
    *layouts
        Of which layouts; of all if none is given.

    Yields
    ------
    Entry
        A place with its names, source by source. The same id may come more than once.

    Raises
    ------
    DataError
        If a file is not the one that was added, or does not read.
    ShelfError
        If the manifest does not read.
    """
    sources = added()
    wanted = [source for source in sources if not layouts or source.layout in layouts]
    if not wanted:
        return
    for source in wanted:
        shelf.verify(source)
    codes = codes_of(sources)
    for source in wanted:
        paths = [shelf.path_of(file) for file in source.files]
        yield from read(source.layout, paths, source.name, codes)


def remove(name: str) -> Added:
    """Take a source off the shelf.

    Parameters
    ----------
    name
        Its name, in any case.

    Returns
    -------
    Added
        What was removed.

    Raises
    ------
    SourceNameError
        If there is none of that name.
    ShelfError
        If the shelf cannot be written.
    """
    if not added():
        msg = f"no source {name!r}: nothing was added yet"
        raise SourceNameError(msg, name=name)
    with shelf.at_work():
        sources = added()
        same = [source for source in sources if source.name == name]
        same = same or [source for source in sources if source.name.casefold() == name.casefold()]
        if len(same) != 1:
            msg = f"no source {name!r}; there are {', '.join(source.name for source in sources)}"
            raise SourceNameError(msg, name=name)
        shelf.write_manifest(source for source in sources if source != same[0])
        return same[0]


def read(layout: Layout, paths: Sequence[Path], name: str, codes: Codes) -> Iterator[Entry]:
    """Read the files of one source.

    Parameters
    ----------
    layout
        How the first file is laid out. A table of codes has no places.
    paths
        The file of places, and perhaps one of alternate names.
    name
        Name of the source.
    codes
        Names for the codes of divisions.

    Yields
    ------
    Entry
        A place with its names.

    Raises
    ------
    DataError
        If a row does not read.
    """
    from gazetteer.sources import geonames, table  # noqa: PLC0415 - only to read a source

    if layout is Layout.DUMP:
        yield from geonames.dump(paths[0], names=next(iter(paths[1:]), None), codes=codes)
    elif layout is Layout.TABLE:
        yield from table.places(paths[0], name=name, codes=codes)
    elif layout is Layout.SETTLEMENTS:
        yield from table.settlements(paths[0], name=name)


def codes_of(sources: Iterable[Added]) -> Codes:
    """The names of divisions that come with the project, and those that were added.

    Parameters
    ----------
    sources
        What was added.

    Returns
    -------
    Codes
        Of first-order divisions ours come first.

    Raises
    ------
    DataError
        If a table of codes does not read.
    """
    from gazetteer.sources.geonames_codes import (  # noqa: PLC0415 - only to read a source
        Codes,
        admin1_codes,
        admin2_codes,
        known_codes,
    )

    known = known_codes()
    admin1, admin2 = dict(known.admin1), dict(known.admin2)
    for source in sources:
        path = shelf.path_of(source.files[0])
        if source.layout is Layout.ADMIN1:
            admin1 = {**admin1_codes(path), **admin1}
        elif source.layout is Layout.ADMIN2:
            admin2 |= admin2_codes(path)
    return Codes(admin1=admin1, admin2=admin2)
