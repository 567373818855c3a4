"""A sheet of an Excel workbook as a table, read a row at a time."""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from datetime import date, datetime, time
from itertools import islice
from typing import TYPE_CHECKING, Any, Final
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from geo.errors import ImportFileError
from geo.exchange.tables.table import Row, Table, cell_text, check_header, hashtags
from geo.source import whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["open_xlsx"]

_SHEETS: Final = ("incidents", "data")
_AT_ONCE: Final = 500
_DAMAGED: Final = (BadZipFile, KeyError, ValueError, TypeError, OSError, EOFError, ParseError)
"""What openpyxl and what is under it raise for a file that is no workbook, or half of one."""


def open_xlsx(path: Path) -> Table:
    """The sheet named incidents or data, or else the first with something in it.

    Parameters
    ----------
    path
        The workbook.

    Returns
    -------
    Table
        Dates and times as ISO 8601, numbers as they are; merged cells as the first of them, the
        others empty. A formula counts with the value that it had when the file was saved.

    Raises
    ------
    ImportFileError
        If it is no workbook, or has no sheet with a header.
    """
    with _workbook(path) as book:
        for name in sorted((sheet.title for sheet in book.worksheets), key=_rank):
            filled = _filled(path, book[name])
            number, first = next(filled, (0, ()))
            if first:
                header = tuple(cell.strip() for cell in first)
                check_header(path, header)
                after, second = next(filled, (0, ()))
                tags = hashtags(list(second))
                count = max(0, (book[name].max_row or 0) - (after if tags else number))
                break
        else:
            raise ImportFileError(path, "has no sheet with anything in it")

    def rows() -> Iterator[Row]:
        with _workbook(path) as book:
            for number, cells in islice(_filled(path, book[name]), 2 if tags else 1, None):
                named = zip(header, cells, strict=False)
                found = {column: cell for column, cell in named if column and cell}
                lost = any(cells[len(header) :])
                problem = "it has cells to the right of the header" if lost else None
                yield Row(f"row {number}", found, problem=problem)

    return Table(
        path=path,
        columns=tuple(column for column in header if column),
        rows=rows,
        hxl={column: tag for column, tag in zip(header, tags, strict=False) if tag},
        count=count,
    )


def _rank(name: str) -> int:
    known = name.strip().lower()
    return _SHEETS.index(known) if known in _SHEETS else len(_SHEETS)


@contextmanager
def _workbook(path: Path) -> Iterator[Any]:
    from openpyxl import load_workbook  # noqa: PLC0415 (0.2 s that a CSV file need not pay)

    with path.open("rb") as file:  # by its path openpyxl would look at the ending
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", UserWarning)
                book = load_workbook(file, read_only=True, data_only=True)
        except _DAMAGED as problem:
            raise ImportFileError(path, f"is no Excel workbook, or damaged: {problem}") from None
        try:
            yield book
        finally:
            book.close()


def _filled(path: Path, sheet: Any) -> Iterator[tuple[int, tuple[str, ...]]]:  # noqa: ANN401
    """Rows with something in them, each with its number."""
    sheet.reset_dimensions()  # some programs write wrong ones
    found = enumerate(sheet.iter_rows(values_only=True), 1)
    while True:
        try:
            with warnings.catch_warnings():  # of dates before 1900 and the like
                warnings.simplefilter("ignore", UserWarning)
                some = list(islice(found, _AT_ONCE))
        except _DAMAGED as problem:
            raise ImportFileError(path, f"sheet {sheet.title!r} is damaged: {problem}") from None
        if not some:
            return
        for number, values in some:
            cells = tuple(map(_text, values))
            if any(cells):
                yield number, cells


def _text(value: object) -> str:
    """Text of a cell."""
    if isinstance(value, str):
        return whole(value)
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return value.date().isoformat() if midnight else value.isoformat(timespec="seconds")
    if isinstance(value, (date, time)):
        return value.isoformat()
    return cell_text(value)
