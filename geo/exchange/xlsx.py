"""XLSX for Excel and LibreOffice: sheets of incidents, claims, sources, links and assessments.

Text is written as text and nothing else, so no cell can run. Instants are real dates, in UTC;
spreadsheets know no zones. The last sheet says what the others hold and what was left out.
"""

from __future__ import annotations

import math
from collections import Counter
from datetime import UTC, date, datetime
from functools import partial
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

from geo.errors import ExportError, GeoError
from geo.exchange.columns import COLUMNS, Column, ColumnType
from geo.exchange.csv_table import instant
from geo.exchange.sheets import ASSESSMENTS, CLAIMS, LINKS, SOURCES, Sheet
from geo.files import replacing
from geo.plain import rule_text
from geo.source import whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from geo.exchange.entries import Entry, Going

__all__ = ["LEFT_OUT", "LONGEST_TEXT", "MOST_ROWS", "write"]

MOST_ROWS: Final = 1_048_576
"""Rows that a sheet can have, the header among them."""
LONGEST_TEXT: Final = 32_767
"""Units of UTF-16 that a cell can have."""
LEFT_OUT: Final = (
    "areas, rows of data sets that incidents were imported from, why something was withdrawn, "
    "and where in the text of its source a quote stands"
)
"""What the file cannot carry."""

_MANY_CLAIMS: Final = 20
"""More claims an incident than most have: only above are they counted beforehand."""
_ZONE: Final = Column(name="zone", type=ColumnType.TEXT, meaning="Time zone of the dates.")
_AFTER: Final = "date_end"
_EARLIEST: Final = datetime(1900, 3, 1, tzinfo=UTC)
"""Excel counts a 29 February 1900, so that programs differ by a day about earlier dates."""
_MADE: Final = datetime(2000, 1, 1)  # noqa: DTZ001 (a fixed time: the same incidents, the same bytes)
_WIDTHS: Final = {
    "meaning": 80,
    "title": 40,
    "value": 30,
    "quote": 60,
    "why": 50,
    "url": 40,
    "id": 32,
}
_OPTIONS: Final = {
    "constant_memory": True,
    "use_zip64": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write(going: Going, path: Path) -> tuple[Path, ...]:
    """Incidents as a workbook.

    Parameters
    ----------
    going
        What is to be written.
    path
        Where to.

    Returns
    -------
    tuple of Path
        The file.

    Raises
    ------
    ExportError
        If there are more rows than a sheet can have, or the file cannot be written.
    """
    _check_rows(going, path)
    try:
        with TemporaryDirectory(prefix=f".{path.name}.", dir=path.parent) as drafts:
            _write(going, path, drafts)
    except GeoError:
        raise
    except (OSError, XlsxWriterException) as problem:
        raise ExportError(path, getattr(problem, "strerror", None) or str(problem)) from None
    return (path,)


def _write(going: Going, path: Path, drafts: str) -> None:
    """Rows of all sheets side by side into drafts, then the workbook."""
    book = xlsxwriter.Workbook(None, {**_OPTIONS, "tmpdir": drafts})
    try:
        book.set_properties({"created": _MADE})
        put = partial(_Written, book=book, path=path)
        tables = [put(sheet) for sheet in (_INCIDENTS, CLAIMS, SOURCES, LINKS, ASSESSMENTS)]
        for entry in going.entries():
            for table in tables:
                table.add(entry)
        about = put(Sheet(name="About", columns=_ABOUT, rows=lambda _: iter(())))
        for row in _about(going, tables):
            about.put(row)
        for table in (*tables, about):
            table.finish()
        with replacing(path) as file:
            book.filename = file
            book.close()
    finally:
        for sheet in book.worksheets():
            sheet.row_data_fh.close()


def _check_rows(going: Going, path: Path) -> None:
    """Find out at once what would be found out after minutes of writing."""
    if going.count >= MOST_ROWS:
        raise _too_many(path, "Incidents")
    if going.count * _MANY_CLAIMS < MOST_ROWS:
        return
    claims = 0
    for entry in going.entries():
        claims += len(entry.dossier.claims)
        if claims >= MOST_ROWS:
            raise _too_many(path, "Claims")


def _too_many(path: Path, name: str) -> ExportError:
    return ExportError(
        path,
        f"its sheet {name} would need more than the {MOST_ROWS:,} rows that Excel allows; choose "
        "fewer incidents with a filter, or write .csv or .parquet",
    )


class _Written:
    """A sheet as it is written, row after row."""

    def __init__(self, sheet: Sheet, *, book: Any, path: Path) -> None:  # noqa: ANN401 (no types)
        self.sheet = sheet
        self.cut: Counter[str] = Counter()
        self._path = path
        self._seen: set[object] = set()
        self._row = 0
        self._out = book.add_worksheet(sheet.name)
        self._text = book.add_format({"num_format": "@"})
        self._date = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        self._day = book.add_format({"num_format": "yyyy-mm-dd"})
        head = book.add_format({"bold": True, "num_format": "@"})
        for at, column in enumerate(sheet.columns):
            self._out.write_string(0, at, column.name, head)
            dated = column.type is ColumnType.DATETIME
            self._out.set_column(at, at, 20 if dated else _WIDTHS.get(column.name, 14))
        self._out.freeze_panes(1, 0)

    def add(self, entry: Entry) -> None:
        """The rows of an incident."""
        for row in self.sheet.rows(entry):
            if self.sheet.once:
                if row[0] in self._seen:
                    continue
                self._seen.add(row[0])
            self.put(row)

    def put(self, row: Iterable[Any]) -> None:
        """A row; what is None leaves its cell empty."""
        self._row += 1
        if self._row >= MOST_ROWS:
            raise _too_many(self._path, self.sheet.name)
        for at, value in enumerate(row):
            if value is not None and value != "":
                self._cell(at, value)

    def finish(self) -> None:
        """Filters over all rows; no green corners at numbers that are text on purpose."""
        last = len(self.sheet.columns) - 1
        self._out.autofilter(0, 0, self._row, last)
        self._out.ignore_errors({"number_stored_as_text": f"A1:XFD{MOST_ROWS}"})

    def _cell(self, at: int, value: str | float | bool | date) -> None:  # noqa: FBT001
        if isinstance(value, str):
            self._put_text(at, value)
        elif isinstance(value, bool):
            self._out.write_boolean(self._row, at, value)
        elif isinstance(value, date):
            self._put_date(at, value)
        elif math.isfinite(value):
            self._out.write_number(self._row, at, value)
        else:
            self._put_text(at, repr(value))

    def _put_date(self, at: int, value: date) -> None:
        """An instant, or a day of publication; what Excel has no right date for as text."""
        if isinstance(value, datetime):
            if value < _EARLIEST:
                self._put_text(at, instant(value))
            else:
                self._out.write_datetime(self._row, at, value.replace(tzinfo=None), self._date)
        elif value < _EARLIEST.date():
            self._put_text(at, value.isoformat())
        else:
            self._out.write_datetime(self._row, at, value, self._day)

    def _put_text(self, at: int, text: str) -> None:
        full = whole(text)
        fitting = _fitting(full)
        self.cut[self.sheet.columns[at].name] += fitting != full
        if fitting.startswith("<r>") and fitting.endswith("</r>"):
            # write_string would write it as it is, for markup of its own
            parts = fitting[0], fitting[1], fitting[2:]
            self._out.write_rich_string(self._row, at, *parts, self._text)
        else:
            self._out.write_string(self._row, at, fitting, self._text)


def _fitting(text: str) -> str:
    """A text that is no longer than a cell can be."""
    if len(text) <= LONGEST_TEXT // 2:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LONGEST_TEXT:
        return text
    return units[: 2 * (LONGEST_TEXT - 1)].decode("utf-16-le", "ignore") + "…"


def _incidents(entry: Entry) -> Iterator[tuple[Any, ...]]:
    values = entry.values
    dated = values["date_start"] or values[_AFTER]
    yield tuple(
        cell
        for name, value in values.items()
        for cell in ((value, "UTC" if dated else None) if name == _AFTER else (value,))
    )


def _with_zone() -> Iterator[Column]:
    for column in COLUMNS:
        yield column
        if column.name == _AFTER:
            yield _ZONE


_INCIDENTS: Final = Sheet(name="Incidents", columns=tuple(_with_zone()), rows=_incidents)
_ABOUT: Final = tuple(
    Column(name=name, type=ColumnType.TEXT, meaning="")
    for name in ("sheet", "column", "meaning", "type", "unit")
)


def _about(going: Going, tables: list[_Written]) -> Iterator[tuple[Any, ...]]:
    """What the file holds: first as a whole, then a row a column."""
    yield "", "", going.title
    yield "", "incidents", going.count
    yield "", "rule", f"{rule_text(going.rule)} ({going.rule})"
    yield "", "filters", going.chosen or "none"
    yield "", "left out", LEFT_OUT
    yield "", "dates", "In UTC. Dates before March 1900 are text: Excel has no right ones."
    for table in tables:
        for name, many in sorted((+table.cut).items()):
            told = f"{many} texts were longer than the {LONGEST_TEXT:,} characters of a cell"
            yield table.sheet.name, name, f"{told} and are cut; the cut ones end with …"
    for table in tables:
        for column in table.sheet.columns:
            yield table.sheet.name, column.name, column.meaning, column.type, column.unit
