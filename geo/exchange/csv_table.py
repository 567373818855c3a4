"""CSV for spreadsheets and scripts: an incident a row, its claims as text in the last column.

UTF-8 with the mark that Excel looks for, lines that end as RFC 4180 has them, instants in ISO 8601
with a Z. No cell can run in a spreadsheet, see `geo.exchange.inert`; numbers stay numbers.
"""

from __future__ import annotations

import codecs
import csv
from datetime import datetime
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any, Final

from geo.exchange.columns import COLUMNS, Column, ColumnType
from geo.exchange.inert import inert, original
from geo.exchange.telling import claim_lines
from geo.files import replacing

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from geo.exchange.entries import Entry, Going

__all__ = ["CLAIMS_COLUMN", "instant", "original", "write", "write_rows"]

CLAIMS_COLUMN: Final = Column(
    name="claims",
    type=ColumnType.TEXT,
    meaning="The claims that stand, one a line: who says what, in which words, where it was read.",
    hxl="#meta+claims",
)
"""The column that follows `COLUMNS`."""


def write(going: Going, path: Path) -> tuple[Path, ...]:
    """Incidents as CSV, with a row of HXL hashtags below the header where they are asked for.

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
        If the file cannot be written.
    """
    rows = (
        (*entry.values.values(), "\n".join(map(str, claim_lines(entry))))
        for entry in going.entries()
    )
    write_rows(path, (*COLUMNS, CLAIMS_COLUMN), rows, hxl=going.hxl)
    return (path,)


def _claims(entry: Entry) -> str:
    """The claims that stand, a line each."""
    return "\n".join(" ".join(str(line).split()) for line in claim_lines(entry))


def write_rows(
    path: Path, columns: tuple[Column, ...], rows: Iterable[Iterable[Any]], *, hxl: bool = False
) -> None:
    """A table as CSV that no spreadsheet runs.

    Parameters
    ----------
    path
        Where to.
    columns
        The columns.
    rows
        A value for each column: text, a number, a truth value, an instant in UTC, or None.
    hxl
        Whether the second row has the columns' HXL hashtags.

    Raises
    ------
    ExportError
        If the file cannot be written.
    """
    with replacing(path) as file:
        file.write(codecs.BOM_UTF8)
        text = TextIOWrapper(file, encoding="utf-8", newline="")
        try:
            out = csv.writer(text)
            out.writerow(column.name for column in columns)
            if hxl:
                out.writerow(column.hxl or "" for column in columns)
            out.writerows(map(_cell, row) for row in rows)
        finally:
            text.detach()


def instant(moment: datetime) -> str:
    """An instant in ISO 8601.

    Parameters
    ----------
    moment
        In UTC.

    Returns
    -------
    str
        Such as `2024-01-18T00:00:00Z`.
    """
    return moment.isoformat().replace("+00:00", "Z")


def _cell(value: str | float | bool | datetime | None) -> str:  # noqa: FBT001 (a cell may be true)
    if value is None:
        return ""
    if isinstance(value, str):
        return inert(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return instant(value) if isinstance(value, datetime) else repr(value)
