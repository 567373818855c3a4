"""Tables of places that people have: CSV and TSV with a header, and settlement tables without one.

`sniff` tells the layouts apart. In a table with a header the columns go by their names; the
settlement table has none and eight columns: geonameid, name, country, region, latitude,
longitude, people, other names. Every name in a table is taken as it stands.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from gazetteer.errors import DataError
from gazetteer.sources.cells import Header, Knowledge, entry_of, settlement_of
from gazetteer.sources.curated import Row
from gazetteer.sources.geonames import DUMP_CELLS, NAME_CELLS
from gazetteer.sources.geonames_codes import known_codes
from gazetteer.sources.reading import lines
from gazetteer.sources.shelf import Layout

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gazetteer.sources.entry import Entry
    from gazetteer.sources.geonames_codes import Codes

__all__ = ["SETTLEMENT_CELLS", "places", "settlements", "sniff"]

SETTLEMENT_CELLS = 8
"""Columns of a settlement table without a header."""

_SETTLEMENT = (
    "geonameid", "name", "country", "region", "lat", "lon", "population", "alternates",
)  # fmt: skip
_ADMIN_CELLS = 4
_ALPHA_2, _ALPHA_3 = 2, 3
_WANTED = (
    "wanted a GeoNames dump (19 columns), a settlement table (8 columns), or a CSV or TSV table "
    "whose header has name, lon and lat"
)


_WITH_POINTS = {DUMP_CELLS: Layout.DUMP, SETTLEMENT_CELLS: Layout.SETTLEMENTS}


def sniff(path: Path) -> Layout:
    """Say how a file is laid out, by its first line that is neither empty nor a comment.

    Parameters
    ----------
    path
        The file, plain, ``.gz`` or ``.zip``.

    Returns
    -------
    Layout
        The layout.

    Raises
    ------
    DataError
        If it is none of them, or the file is empty or does not read.
    """
    for line, text in lines(path):
        if _is_passed_over(text):
            continue
        cells = text.rstrip("\r\n").split("\t")
        layout = _headless(cells)
        if layout is not None:
            return layout
        if len(cells) > 1 and cells[0].isdecimal():
            msg = f"a row of {len(cells)} columns without a header; {_WANTED}"
            raise DataError(msg, table=path.name, line=line)
        Header.read(_split(text), table=path.name, line=line)
        return Layout.TABLE
    msg = f"the file is empty; {_WANTED}"
    raise DataError(msg, table=path.name)


def _is_passed_over(text: str) -> bool:
    """Whether a line before the first row is a comment or empty."""
    return text.startswith("#") or not text.strip()


def _headless(cells: list[str]) -> Layout | None:
    """The layout that a first row of data shows."""
    count, first = len(cells), cells[0]
    if first.removeprefix("-").isdecimal():
        if count in _WITH_POINTS and _are_numbers(cells[4:6]):
            return _WITH_POINTS[count]
        return Layout.NAMES if count == NAME_CELLS and cells[1].isdecimal() else None
    if count == _ADMIN_CELLS and first[2:3] == "." and cells[3].isdecimal():
        return Layout.ADMIN2 if first.count(".") > 1 else Layout.ADMIN1
    if count == DUMP_CELLS and len(first) == _ALPHA_2 and len(cells[1]) == _ALPHA_3:
        return Layout.COUNTRIES
    return None


def _are_numbers(cells: list[str]) -> bool:
    """Whether each cell is a number."""
    try:
        return all(float(cell) < float("inf") for cell in cells)
    except ValueError:
        return False


def _split(header: str) -> list[str]:
    """Split a header by the mark that it is split by."""
    return next(csv.reader([header], delimiter=_delimiter(header)))


def _delimiter(header: str) -> str:
    """The likeliest mark between cells."""
    return max("\t,;", key=header.count)


def places(path: Path, *, name: str, codes: Codes | None = None) -> Iterator[Entry]:
    """Read a table with a header.

    Parameters
    ----------
    path
        CSV or TSV, plain, ``.gz`` or ``.zip``, UTF-8 with or without a byte order mark. Cells may
        be quoted. Columns are found by name in any case; those not known are ignored:
        `gazetteer.sources.cells` has the list.
    name
        Name of the source. It goes before the ids of the table, and of rows without one.
    codes
        Names for the codes of divisions; None for those that come with the project.

    Yields
    ------
    Entry
        A place with its names, in the order of the file.

    Raises
    ------
    DataError
        If a column is missing, or a row has too many cells or too few, a number that is none, a
        point that is not on Earth, or an id of an earlier row.
    """
    knowledge = Knowledge.of(codes or known_codes(), source=name)
    seen: dict[str, int] = {}
    header: Header | None = None
    for line, cells in _rows(path):
        if header is None:
            header = Header.read(cells, table=path.name, line=line)
            continue
        if len(cells) != len(header.names):
            msg = (
                f"{len(cells)} cells; wanted {len(header.names)} as in the header: mend the row, "
                "and quote cells that hold the mark between cells"
            )
            raise DataError(msg, table=path.name, line=line)
        if all(cell.startswith("#") for cell in cells if cell):
            continue  # HXL tags
        row = header.row(cells, table=path.name, line=line)
        entry = entry_of(row, knowledge)
        earlier = seen.setdefault(entry.place.id, line)
        if earlier != line:
            msg = f"the id {entry.place.id} stands on line {earlier} already; give each row its own"
            raise DataError(msg, table=path.name, line=line)
        yield entry


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows with cells in them, and the line that each begins on."""
    source = lines(path)
    first = next(((line, text) for line, text in source if not _is_passed_over(text)), None)
    if first is None:
        msg = f"the file is empty; {_WANTED}"
        raise DataError(msg, table=path.name)
    before, header = first[0] - 1, first[1]
    yield first[0], _split(header)
    reader = csv.reader((text for _, text in source), delimiter=_delimiter(header), strict=True)
    begin = first[0] + 1
    try:
        for cells in reader:
            if any(cells):
                yield begin, [cell.strip() for cell in cells]
            begin = before + 2 + reader.line_num
    except csv.Error as error:
        msg = f"{error}; close the quotation mark that is open, or double those inside a cell"
        raise DataError(msg, table=path.name, line=begin) from None


def settlements(path: Path, *, name: str) -> Iterator[Entry]:
    """Read a settlement table without a header.

    Parameters
    ----------
    path
        Tab-separated UTF-8 without quoting: geonameid, name, ISO 3166-1 alpha-2, region (numbered
        by another gazetteer, and not used), latitude, longitude, people, names parted by ``|``.
    name
        Name of the source.

    Yields
    ------
    Entry
        A settlement with its names, in the order of the file.

    Raises
    ------
    DataError
        If a row does not read.
    """
    for line, text in lines(path):
        cells = text.rstrip("\r\n").split("\t")
        number = cells[0].removeprefix("-")
        if len(cells) != SETTLEMENT_CELLS or not number.isdecimal():
            msg = (
                f"{len(cells)} cells that begin with {cells[0][:20]!r}; wanted {SETTLEMENT_CELLS}: "
                "geonameid, name, country, region, latitude, longitude, people, names"
            )
            raise DataError(msg, table=path.name, line=line)
        row = Row(table=path.name, line=line, cells=dict(zip(_SETTLEMENT, cells, strict=True)))
        yield settlement_of(row, source=name)
