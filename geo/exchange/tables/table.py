"""What a table is, and the plainest of them: CSV."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Final

from geo.errors import ImportFileError

__all__ = ["Row", "Table", "cell_text", "check_header", "hashtags", "head_of", "open_csv"]

_SAMPLE: Final = 65_536
_LONGEST_CELL: Final = 1_000_000
_UTF16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
_SEPARATORS: Final = ",;\t|"
_SEP_LINE: Final = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)
_QUOTED: Final = re.compile(r'"[^"]*"')


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table.

    Parameters
    ----------
    at
        Its place in the file: "line 2" is the first below the header.
    cells
        Text by column; empty cells left out, values as written.
    point
        (lon, lat) in degrees, EPSG:4326, where the file has geometries; of one that is no point, a
        point on it.
    footprint
        The area itself as WKT in lon lat (EPSG:4326), where the geometry is one.
    reach_m
        How far the geometry reaches from the point, in metres; 0 for a point.
    problem
        What is wrong with the row itself, such as more cells than the header has; such a row is to
        be refused.
    """

    at: str
    cells: dict[str, str]
    point: tuple[float, float] | None = None
    footprint: str | None = None
    reach_m: float = 0.0
    problem: str | None = None


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
        About how many rows there are; 0 where nobody knows before the end.
    """

    path: Path
    columns: tuple[str, ...]
    rows: Callable[[], Iterator[Row]]
    hxl: Mapping[str, str] = field(default_factory=dict)
    count: int = 0


def open_csv(path: Path) -> Table:
    """A CSV file: comma, semicolon, tab or bar, in UTF-8 (with or without a mark) or UTF-16.

    Parameters
    ----------
    path
        The file; Excel's `sep=;` may stand above its header.

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
    check_header(path, header)
    tags = hashtags(next(first, (0, []))[1])
    first.close()

    def rows() -> Iterator[Row]:
        for line, cells in islice(_lines(path), 2 if tags else 1, None):
            if any(cells):
                yield _row(line, cells, header)

    return Table(
        path=path,
        columns=tuple(name for name in header if name),
        rows=rows,
        hxl={name: tag for name, tag in zip(header, tags, strict=False) if tag},
        count=max(0, _count_of_lines(path) - 1),
    )


def _count_of_lines(path: Path) -> int:
    """About how many rows there are: each ends a line, and a few have line ends in a cell."""
    with path.open("rb") as file:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(1 << 20), b""))


def check_header(path: Path, header: tuple[str, ...]) -> None:
    """Make sure that each column has a name of its own.

    Parameters
    ----------
    path
        The file.
    header
        Names of its columns; empty where a column has none.

    Raises
    ------
    ImportFileError
        If there is no name, or one stands twice.
    """
    if not any(header):
        raise ImportFileError(path, "is empty; its first line names the columns")
    twice = next((name for name in header if name and header.count(name) > 1), None)
    if twice:
        raise ImportFileError(path, f"has two columns named {twice!r}; rename one")


def hashtags(cells: list[str]) -> list[str]:
    """The cells, if they are HXL hashtags.

    Parameters
    ----------
    cells
        The cells of the row below the header.

    Returns
    -------
    list of str
        One for each cell, empty where it has none; nothing if this is a row of data.
    """
    given = [cell.strip() for cell in cells]
    filled = [cell for cell in given if cell]
    return given if filled and all(cell.startswith("#") for cell in filled) else []


def cell_text(value: object) -> str:
    """A value of a spreadsheet, of JSON or of a database as text.

    Parameters
    ----------
    value
        Text, number, truth, None, bytes, or lists and objects of these.

    Returns
    -------
    str
        Whole numbers without .0, at most 15 digits (more are noise of binary fractions), lists and
        objects as JSON, nothing for None.
    """
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() else f"{value:.15g}"
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False)
    return value.hex() if isinstance(value, bytes) else str(value)


def _row(line: int, cells: list[str], header: tuple[str, ...]) -> Row:
    named = zip(header, cells, strict=False)
    found = {name: cell for name, cell in named if name and cell}
    problem = None
    if any(cells[len(header) :]):
        problem = (
            f"it has {len(cells)} cells and the header has {len(header)}; "
            "text with a separator in it wants quotes"
        )
    return Row(f"line {line}", found, problem=problem)


def _lines(path: Path) -> Generator[tuple[int, list[str]]]:
    """Rows of cells, each with the line that it ends on."""
    encoding, comma, skipped = _manner(path)
    csv.field_size_limit(_LONGEST_CELL)
    line = skipped
    try:
        with path.open(encoding=encoding, newline="") as file:
            for _ in range(skipped):
                file.readline()
            reader = csv.reader(file, delimiter=comma, strict=True)
            for cells in reader:
                line = skipped + reader.line_num
                yield line, cells
    except UnicodeError:
        why = (
            f"is not {'UTF-16' if encoding == 'utf-16' else 'UTF-8'} after line {line}; save it "
            'as UTF-8 (in Excel "CSV UTF-8"), or: iconv -f WINDOWS-1252 -t UTF-8'
        )
        raise ImportFileError(path, why) from None
    except csv.Error as problem:
        why = f"the row that begins on line {line + 1}: {problem}; look for a quote left open"
        raise ImportFileError(path, why) from None


def _manner(path: Path) -> tuple[str, str, int]:
    """Encoding and separator of a file, and how many lines stand above its header."""
    head = head_of(path)
    marked = head[:2] in _UTF16_MARKS
    if not marked and b"\0" in head:
        raise ImportFileError(path, "is no text, or UTF-16 without a mark; save it as UTF-8")
    encoding = "utf-16" if marked else "utf-8-sig"
    lines = head.decode(encoding, "replace").splitlines() or [""]
    told = _SEP_LINE.fullmatch(lines[0])
    if told:
        return encoding, told[1], 1
    return encoding, max(_SEPARATORS, key=_QUOTED.sub("", lines[0]).count), 0


def head_of(path: Path) -> bytes:
    """The first bytes of a file.

    Parameters
    ----------
    path
        The file.

    Returns
    -------
    bytes
        As many as tell what it is.

    Raises
    ------
    ImportFileError
        If it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(_SAMPLE)
    except OSError as problem:
        raise ImportFileError(path, f"cannot be read: {problem.strerror}") from None
