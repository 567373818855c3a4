"""Columns as they are handed in: checked, and turned into what a page carries."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from geo.errors import DateError
from geo.plain import date_text
from geo.when import When
from maps.errors import ColumnError
from maps.table import Numbers, Texts, Words, words_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

__all__ = ["Days", "days", "degrees", "numbers", "texts", "words"]

_MOST: Final = 2**31 - 1
"""The page holds numbers in 32 bits, with the sign."""
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_ONE_DAY: Final = np.timedelta64(1, "D")


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """Dates as a page needs them.

    Parameters
    ----------
    first
        First days, or last ones where the start is open, since 1 January 1970.
    lasts
        How many days later they end; None where all are single days.
    date
        Those that are no plain day, as EDTF; None where all are plain.
    label
        The same in plain English.
    """

    first: Numbers
    lasts: Numbers | None = None
    date: Words | None = None
    label: Words | None = None


def words(name: str, values: Any, allowed: Collection[str] | None = None) -> Words:  # noqa: ANN401
    """A column of words.

    Parameters
    ----------
    name
        Its name.
    values
        Texts; None, NaN and "" where there is none.
    allowed
        The only words that may stand there.

    Returns
    -------
    Words
        The column.

    Raises
    ------
    ColumnError
        For a value that is no text, or is not allowed.
    """
    listed = _listed(name, values)
    places: dict[str, int] = {}
    codes: dict[Any, int] = {}
    for value in dict.fromkeys(listed):
        if _is_missing(value):
            codes[value] = -1
        elif not isinstance(value, str):
            raise ColumnError(name, listed.index(value), f"{value!r} is not a text")
        elif allowed is not None and value not in allowed:
            why = f"{value!r} is not known; wanted is one of {', '.join(sorted(allowed))}"
            raise ColumnError(name, listed.index(value), why)
        else:
            codes[value] = places.setdefault(str(value), len(places))
    found = np.fromiter(map(codes.__getitem__, listed), np.int32, len(listed))
    return Words(found, tuple(places))


def texts(name: str, values: Any) -> Texts:  # noqa: ANN401
    """A column of texts that differ from row to row.

    Parameters
    ----------
    name
        Its name.
    values
        Texts; None, NaN and "" where there is none.

    Returns
    -------
    Texts
        The column.

    Raises
    ------
    ColumnError
        For a value that is no text.
    """
    listed = _listed(name, values)
    if set(map(type, listed)) == {str}:
        return Texts(listed)
    for row, value in enumerate(listed):
        if not isinstance(value, str) and not _is_missing(value):
            raise ColumnError(name, row, f"{value!r} is not a text")
    return Texts([None if _is_missing(value) else str(value) for value in listed])


def numbers(name: str, values: Any, *, whole: bool = True) -> Numbers:  # noqa: ANN401
    """A column of numbers from 0 up.

    Parameters
    ----------
    name
        Its name.
    values
        Numbers; None or NaN where there is none.
    whole
        Whether others than whole ones are refused; if not, they are rounded.

    Returns
    -------
    Numbers
        The column.

    Raises
    ------
    ColumnError
        For a value that is no number, or not one that is wanted.
    """
    given = _floats(name, values)
    known = ~np.isnan(given)
    plain = np.where(known, given, 0)
    _refuse(name, given, (plain < 0) | (plain > _MOST), f"is not from 0 to {_MOST}")
    rounded = np.rint(plain)
    if whole:
        _refuse(name, given, rounded != plain, "is not a whole number")
    return Numbers(rounded.astype(np.int64), known)


def degrees(name: str, values: Any, most: float) -> NDArray[np.float64]:  # noqa: ANN401
    """A column of longitudes or latitudes.

    Parameters
    ----------
    name
        Its name.
    values
        Degrees; None or NaN where there is no place.
    most
        How far from 0 they may lie.

    Returns
    -------
    NDArray of float
        Degrees, NaN where there is no place.

    Raises
    ------
    ColumnError
        For a value that is no number, or off the globe.
    """
    given = _floats(name, values)
    _refuse(name, given, np.abs(given) > most, f"is not from -{most:g} to {most:g} degrees")
    return given


def days(name: str, values: Any) -> Days:  # noqa: ANN401
    """A column of dates.

    Parameters
    ----------
    name
        Its name.
    values
        numpy's days or instants, or texts that `geo.when.When` reads; NaT or None where there is
        none.

    Returns
    -------
    Days
        The columns that they become.

    Raises
    ------
    ColumnError
        For a text that is no date.
    """
    array = np.asarray(values) if hasattr(values, "dtype") else None
    if array is not None and array.dtype.kind == "M":
        _check_flat(name, array)
        known = ~np.isnat(array)
        first = np.where(known, array.astype("datetime64[D]").astype(np.int64), 0)
        return Days(first=Numbers(first, known))
    given = words(name, values)
    plain = _plain_days(given.values)
    if plain is not None:
        return Days(first=Numbers(_taken(plain, given.codes), given.codes >= 0))
    return _days_of_texts(name, given)


def _plain_days(values: tuple[str, ...]) -> NDArray[np.int64] | None:
    """Days since 1970, if all texts are plain days."""
    if not all(map(_DAY.fullmatch, values)):
        return None
    try:
        return np.array(values, dtype="datetime64[D]").astype(np.int64)
    except ValueError:
        return None


def _days_of_texts(name: str, given: Words) -> Days:
    """Dates of which some are no plain days."""
    first, lasts, edtf, label = [], [], [], []
    for code, text in enumerate(given.values):
        try:
            when = When.parse(text)
        except DateError as problem:
            row = int(np.flatnonzero(given.codes == code)[0])
            raise ColumnError(name, row, str(problem)) from None
        start, end = (
            None if moment is None else moment.date().toordinal() - _EPOCH
            for moment in (when.start, when.end)
        )
        begins = end if start is None else start
        first.append(begins)
        lasts.append(None if begins is None or end is None else end - begins)
        odd = _DAY.fullmatch(when.edtf) is None
        edtf.append(when.edtf if odd else None)
        label.append(date_text(when) if odd else None)
    return Days(
        first=_spread(Numbers.of(first), given.codes),
        lasts=_spread(Numbers.of(lasts), given.codes),
        date=_spread_words(words_of(edtf), given.codes),
        label=_spread_words(words_of(label), given.codes),
    )


_EPOCH: Final = 719_163
"""The ordinal of 1 January 1970."""


def _taken(values: NDArray[Any], codes: NDArray[Any]) -> NDArray[Any]:
    """A value for each code, any where the code is -1."""
    return values[codes] if len(values) else np.zeros(len(codes), dtype=np.int64)


def _spread(column: Numbers, codes: NDArray[Any]) -> Numbers:
    """Numbers of distinct texts as those of the rows."""
    return Numbers(
        _taken(column.values, codes), (codes >= 0) & _taken(column.present, codes).astype(bool)
    )


def _spread_words(column: Words, codes: NDArray[Any]) -> Words:
    """Words of distinct texts as those of the rows."""
    return Words(np.where(codes >= 0, _taken(column.codes, codes), -1), column.values)


def _listed(name: str, values: Any) -> list[Any]:  # noqa: ANN401
    """Values as a plain list of what can be looked up."""
    listed = values.tolist() if hasattr(values, "tolist") else list(values)
    for row, value in enumerate(listed[:1]):
        if isinstance(value, (list, dict)):
            raise ColumnError(name, row, f"{value!r} is not a text")
    return listed


def _floats(name: str, values: Any) -> NDArray[np.float64]:  # noqa: ANN401
    try:
        array = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError):
        row, value = next((row, value) for row, value in enumerate(values) if not _is_number(value))
        raise ColumnError(name, row, f"{value!r} is not a number") from None
    _check_flat(name, array)
    return array


def _check_flat(name: str, array: NDArray[Any]) -> None:
    if array.ndim != 1:
        raise ColumnError(name, None, f"it has {array.ndim} dimensions; wanted is one")


def _refuse(name: str, given: NDArray[Any], wrong: NDArray[np.bool_], why: str) -> None:
    """Raise an error that names the first row that is wrong."""
    if wrong.any():
        row = int(wrong.argmax())
        raise ColumnError(name, row, f"{given[row]:g} {why}")


def _is_missing(value: object) -> bool:
    return value is None or value == "" or (isinstance(value, float) and value != value)  # noqa: PLR0124 (NaN)


def _is_number(value: object) -> bool:
    try:
        float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return value is None
    return True
