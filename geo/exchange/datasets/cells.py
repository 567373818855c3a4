"""Cells of a data set's table as numbers, points and days.

What a cell cannot be read as is a `ModelError` that names the column and the value; no cell is
mended.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from geo.errors import DateError, ModelError
from geo.when import When

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

__all__ = [
    "Cells",
    "date_in",
    "degrees",
    "first_of",
    "iso_day",
    "one_of",
    "people",
    "plain_column",
    "renamed",
    "when",
    "whole_number",
]

Cells = dict[str, str]
"""Text by the plain name of its column; empty cells left out."""

_WHOLE: Final = re.compile(r"(-?\d{1,12})(?:\.0+)?")
_DAYS: Final = (
    re.compile(r"(\d{4}-\d\d-\d\d)[ T]00:00(?::00(?:\.0+)?)?Z?"),
    re.compile(r"(\d{4})(\d\d)(\d\d)"),
)
_NAMED: Final = re.compile(r"^(\d{1,2})-([A-Za-z]{3,9})-(\d{4})$")
_OTHER: Final = re.compile(r"[^a-z0-9]+")
_MOST_LAT: Final = 90.0
_MOST_LON: Final = 180.0


def plain_column(name: str) -> str:
    """A column's name as it is compared.

    Parameters
    ----------
    name
        As the header has it.

    Returns
    -------
    str
        Small letters and digits with "_" between the words.
    """
    return _OTHER.sub("_", name.casefold()).strip("_")


def renamed(columns: Collection[str]) -> Callable[[Cells], Cells]:
    """What gives a row's cells by the plain names of their columns.

    Parameters
    ----------
    columns
        Names of the columns.

    Returns
    -------
    Callable
        Takes cells by column and leaves them as they are.
    """
    plain = {name: plain_column(name) for name in columns}
    if all(name == given for given, name in plain.items()):
        return lambda cells: cells
    return lambda cells: {plain.get(name, name): text for name, text in cells.items()}


@lru_cache(maxsize=4096)
def whole_number(text: str | None, column: str) -> int | None:
    """A cell as a whole number.

    Parameters
    ----------
    text
        The cell: "5", or "5.0" as some tools write it.
    column
        Its column, for the message.

    Returns
    -------
    int or None
        None for an empty cell.

    Raises
    ------
    ModelError
        If it is anything else.
    """
    if text is None or not text.strip():
        return None
    form = _WHOLE.fullmatch(text.strip())
    if form is None:
        msg = f"{column} is {text[:40]!r}, which is not a whole number; correct the cell"
        raise ModelError(msg)
    return int(form[1])


def people(text: str | None, column: str) -> int | None:
    """A cell as a number of people.

    Parameters
    ----------
    text
        The cell.
    column
        Its column, for the message.

    Returns
    -------
    int or None
        None for an empty cell.

    Raises
    ------
    ModelError
        If it is no whole number, or below 0.
    """
    number = whole_number(text, column)
    if number is not None and number < 0:
        msg = f"{column} is {number}; a count of people begins at 0: correct the cell"
        raise ModelError(msg)
    return number


def first_of(cells: Mapping[str, str], columns: Iterable[str]) -> str | None:
    """The first of some cells that is filled.

    Parameters
    ----------
    cells
        The row's cells.
    columns
        The columns, the one that is wanted most first.

    Returns
    -------
    str or None
        In one line; None where all are empty.
    """
    for column in columns:
        if column in cells and (text := " ".join(cells[column].split())):
            return text
    return None


def one_of(text: str | None, column: str, most: int) -> int | None:
    """A cell as a code of a scale.

    Parameters
    ----------
    text
        The cell.
    column
        Its column, for the message.
    most
        The highest code of the scale, which begins at 1.

    Returns
    -------
    int or None
        None for an empty cell.

    Raises
    ------
    ModelError
        If the scale has no such code.
    """
    code = whole_number(text, column)
    if code is not None and not 1 <= code <= most:
        msg = f"{column} is {code}; its codes are 1 to {most}: correct the cell"
        raise ModelError(msg)
    return code


def degrees(
    cells: Mapping[str, str], lon: str = "longitude", lat: str = "latitude"
) -> tuple[float, float] | None:
    """The point in a row's cells.

    Parameters
    ----------
    cells
        The row's cells.
    lon
        Column of the degrees east.
    lat
        Column of the degrees north.

    Returns
    -------
    tuple of float or None
        (lon, lat), WGS 84; None where the row has none. The point 0, 0 in the Gulf of Guinea is
        what tables write for none.

    Raises
    ------
    ModelError
        If one is no number, missing, or off the globe.
    """
    east, north = _number(cells, lon), _number(cells, lat)
    if east is None and north is None:
        return None
    if east is None or north is None:
        msg = f"{lon if east is None else lat} is empty; give both coordinates, or none"
        raise ModelError(msg)
    for value, column, most in ((east, lon, _MOST_LON), (north, lat, _MOST_LAT)):
        if not -most <= value <= most:  # nan fails, too
            msg = (
                f"{column} is {cells[column]!r}; degrees run from -{most:g} to {most:g}: correct it"
            )
            raise ModelError(msg)
    return (east, north) if east or north else None


def _number(cells: Mapping[str, str], column: str) -> float | None:
    text = cells.get(column)
    if text is None or not text.strip():
        return None
    try:
        return float(text)
    except ValueError:
        msg = f"{column} is {text[:40]!r}, which is not a number of degrees; correct the cell"
        raise ModelError(msg) from None


@lru_cache(maxsize=32_768)
def date_in(text: str, column: str) -> When:
    """A cell as a date.

    Parameters
    ----------
    text
        The cell: an ISO date with or without a midnight behind it, eight digits, a date in plain
        English, or EDTF.
    column
        Its column, for the message.

    Returns
    -------
    When
        The date.

    Raises
    ------
    ModelError
        If it is no date, or could be two.
    """
    given = text.strip()
    parts = next((found.groups() for form in _DAYS if (found := form.fullmatch(given))), None)
    try:
        return When.parse("-".join(parts) if parts else _NAMED.sub(r"\1 \2 \3", given))
    except DateError as problem:
        msg = f"{column}: {problem}"
        raise ModelError(msg) from None


def iso_day(text: str, column: str) -> str:
    """A cell as one day.

    Parameters
    ----------
    text
        The cell, as `date_in` reads it.
    column
        Its column, for the message.

    Returns
    -------
    str
        Such as `2024-01-16`.

    Raises
    ------
    ModelError
        If it is no day, or could be two.
    """
    found = date_in(text, column)
    if found.start is None or not found.exact_day:
        msg = f"{column} is {text[:40]!r}, which is not one day; write it as 2024-01-16"
        raise ModelError(msg)
    return found.start.date().isoformat()


@lru_cache(maxsize=32_768)
def when(edtf: str) -> When:
    """A date, read once.

    Parameters
    ----------
    edtf
        The date in Extended Date/Time Format.

    Returns
    -------
    When
        As `When.parse` reads it.

    Raises
    ------
    DateError
        If it is no date.
    """
    return When.parse(edtf)
