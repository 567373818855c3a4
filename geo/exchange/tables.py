"""Tables of other tools, read a row at a time: whatever the format, columns with text in them."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Final

from geo.errors import ImportFileError

__all__ = ["Row", "Table", "open_csv"]

_SAMPLE: Final = 65_536
_LONGEST_CELL: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table.

    Parameters
    ----------
    at
        Its place in the file: "row 2" is the first below the header.
    cells
        Text by column; empty cells left out, values as written.
    point
        (lon, lat) in degrees, EPSG:4326, where the file has geometries.
    """

    at: str
    cells: dict[str, str]
    point: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table that can be read more than once.

    Parameters
    ----------
    path
        The file.
    columns
        Names of the columns.
    rows
        Gives the rows anew each time it is called, a few in memory at a time.
    hxl
        HXL hashtags by column, where the table has a row of them.
    count
        How many rows there are; 0 where nobody knows before the end.
    """

    path: Path
    columns: tuple[str, ...]
    rows: Callable[[], Iterator[Row]]
    hxl: Mapping[str, str] = field(default_factory=dict)
    count: int = 0


def open_csv(path: Path) -> Table:
    """A CSV file: comma, semicolon or tab, in UTF-8 (with or without a mark at its head) or UTF-16.

    Parameters
    ----------
    path
        The file.

    Returns
    -------
    Table
        A row of HXL hashtags below the header is no row of data.

    Raises
    ------
    ImportFileError
        If it cannot be read, is in another encoding, or has no header, or the header has a name
        twice.
    """
    first = _lines(path)
    header = tuple(cell.strip() for _, cells in [next(first, (0, []))] for cell in cells)
    _check_header(path, header)
    tags = _hashtags(next(first, (0, []))[1])

    def rows() -> Iterator[Row]:
        for line, cells in islice(_lines(path), 2 if tags else 1, None):
            if any(cells):
                named = zip(header, cells, strict=False)
                yield Row(f"line {line}", {name: cell for name, cell in named if name and cell})

    return Table(
        path=path,
        columns=tuple(name for name in header if name),
        rows=rows,
        hxl={name: tag for name, tag in zip(header, tags, strict=False) if tag},
    )


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Rows of cells, each with the line that it ends on."""
    encoding, comma = _manner(path)
    csv.field_size_limit(_LONGEST_CELL)
    line = 0
    try:
        with path.open(encoding=encoding, newline="") as file:
            reader = csv.reader(file, delimiter=comma)
            for cells in reader:
                line = reader.line_num
                yield line, cells
    except UnicodeDecodeError:
        raise ImportFileError(path, f"is not UTF-8 after line {line}; save it as UTF-8") from None
    except csv.Error as problem:
        raise ImportFileError(path, f"line {line + 1}: {problem}") from None


def _check_header(path: Path, header: tuple[str, ...]) -> None:
    if not any(header):
        raise ImportFileError(path, "is empty; its first line names the columns")
    twice = next((name for name in header if name and header.count(name) > 1), None)
    if twice:
        raise ImportFileError(path, f"has two columns named {twice!r}; rename one")


def _manner(path: Path) -> tuple[str, str]:
    """Encoding and separator of a file."""
    try:
        with path.open("rb") as file:
            head = file.read(_SAMPLE)
    except OSError as problem:
        raise ImportFileError(path, f"cannot be read: {problem.strerror}") from None
    encoding = "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    first = head.decode(encoding, "replace").partition("\n")[0]
    return encoding, max(",;\t", key=first.count)


def _hashtags(cells: list[str]) -> list[str]:
    """The cells, if they are HXL hashtags."""
    given = [cell.strip() for cell in cells]
    filled = [cell for cell in given if cell]
    return given if filled and all(cell.startswith("#") for cell in filled) else []
