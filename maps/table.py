"""Columns of values, and how they travel: typed arrays of bytes that deflate well.

A million incidents cannot be a million objects in a page. They travel as columns: numbers as
differences and byte by byte (all first bytes, then all second ones), words as numbers into a list,
texts as tokens or end to end. `assets/table.js` reads what is written here.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from maps._slugs import without_slugs
from maps._tokens import tokens_if_smaller

if TYPE_CHECKING:
    from collections.abc import Iterable


__all__ = ["Column", "Numbers", "Packed", "Table", "Texts", "Words", "pack", "words_of"]

_HALVES: Final = re.compile("[\ud800-\udfff]")
_WIDTHS: Final = (1, 2, 4)
_SAMPLE: Final = 1 << 16
"""How many values are tried to see whether they or their differences deflate better."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """A column of whole numbers.

    Parameters
    ----------
    values
        One for each row; whatever stands where `known` is False is passed over.
    known
        Which rows have a value; all of them if left out.
    per_unit
        How many of these numbers make one of what is meant: 100,000 for degrees.
    """

    values: NDArray[Any]
    known: NDArray[np.bool_] | None = None
    per_unit: int = 1

    @property
    def present(self) -> NDArray[np.bool_]:
        """Which rows have a value."""
        return np.ones(len(self.values), dtype=bool) if self.known is None else self.known

    @classmethod
    def of(cls, values: Iterable[float | None], *, per_unit: int = 1) -> Numbers:
        """A column from plain numbers.

        Parameters
        ----------
        values
            Numbers, or None where there is none.
        per_unit
            How finely they are kept: 100,000 keeps five decimals.

        Returns
        -------
        Numbers
            The column.
        """
        given = [None if value is None else round(value * per_unit) for value in values]
        known = np.array([value is not None for value in given], dtype=bool)
        return cls(np.array([value or 0 for value in given], dtype=np.int64), known, per_unit)


@dataclass(frozen=True, slots=True)
class Words:
    """A column of texts of which many are alike.

    Parameters
    ----------
    codes
        For each row the place of its text in `values`; -1 where it has none.
    values
        The texts, each once.
    """

    codes: NDArray[Any]
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Texts:
    """A column of texts that differ from row to row.

    Parameters
    ----------
    values
        One for each row; None and "" are the same.
    slugs_of
        The column of texts in the same table whose words these addresses spell out, if any.
    """

    values: Sequence[str | None]
    slugs_of: str | None = None


Column = Numbers | Words | Texts


@dataclass(frozen=True, slots=True)
class Table:
    """Columns of one length.

    Parameters
    ----------
    rows
        How many rows.
    columns
        The columns by name.
    """

    rows: int
    columns: Mapping[str, Column] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Packed:
    """Tables as bytes.

    Parameters
    ----------
    spec
        What lies where, as plain values for JSON.
    numbers
        The bytes of numbers and words.
    texts
        The bytes of texts, which a page needs later.
    """

    spec: dict[str, Any]
    numbers: bytes
    texts: bytes


def words_of(values: Iterable[str | None]) -> Words:
    """A column of words from plain texts.

    Parameters
    ----------
    values
        One for each row.

    Returns
    -------
    Words
        The column; its list is in the order of first use.
    """
    known: dict[str, int] = {}
    codes = [-1 if text is None else known.setdefault(text, len(known)) for text in values]
    return Words(np.array(codes, dtype=np.int64), tuple(known))


def pack(tables: Mapping[str, Table]) -> Packed:
    """Tables as bytes and what lies where in them.

    Parameters
    ----------
    tables
        The tables by name.

    Returns
    -------
    Packed
        The same tables give the same bytes.
    """
    numbers, texts = bytearray(), bytearray()
    spec = {
        name: {
            "rows": table.rows,
            "columns": {
                title: _pack_column(column, table, numbers, texts)
                for title, column in table.columns.items()
            },
        }
        for name, table in tables.items()
    }
    return Packed(spec, bytes(numbers), bytes(texts))


def _pack_column(
    column: Column, table: Table, numbers: bytearray, texts: bytearray
) -> dict[str, Any]:
    if isinstance(column, Numbers):
        spec = _pack_whole(column.values, column.known, numbers)
        return {"type": "number", "per_unit": column.per_unit, **spec}
    if isinstance(column, Words):
        spec = _pack_whole(column.codes, column.codes >= 0, numbers)
        return {"type": "words", "values": column.values, **spec}
    given = _whole_texts(column)
    titles = table.columns.get(column.slugs_of or "")
    if isinstance(titles, Texts):
        short = without_slugs(given, _whole_texts(titles))
        if short is not None:
            return {**_pack_texts(short, texts), "slugs_of": column.slugs_of}
    return _pack_texts(given, texts)


def _whole_texts(column: Texts) -> list[str]:
    """Texts, with the sign for it in place of half a character."""
    given = [text or "" for text in column.values]
    if _HALVES.search("".join(given)):
        return [_HALVES.sub("\ufffd", text) for text in given]
    return given


def _pack_texts(given: list[str], into: bytearray) -> dict[str, Any]:
    """Texts as tokens, or where these do not pay, end to end."""
    tokens = tokens_if_smaller(given)
    if tokens is not None:
        at = len(into)
        into += tokens.words + tokens.heads + tokens.tails
        sizes = {"words": len(tokens.words), "heads": len(tokens.heads)}
        return {"type": "tokens", "at": at, **sizes, "tails": len(tokens.tails) // 2}
    joined = "".join(given).encode()
    plain = given if len(joined) == sum(map(len, given)) else [text.encode() for text in given]
    lengths = np.fromiter(map(len, plain), np.int64, len(plain))
    spec = _pack_whole(lengths, None, into)
    at = len(into)
    into += joined
    return {"type": "text", "lengths": spec, "at": at, "bytes": len(joined)}


def _pack_whole(
    values: NDArray[Any], known: NDArray[np.bool_] | None, into: bytearray
) -> dict[str, Any]:
    """Whole numbers, or their differences, from the least byte to the highest.

    A row without a value is written as 0, and all others are raised by one.
    """
    given = values.astype(np.int64)
    missing = known is not None and not known.all()
    seen = given[known] if missing else given
    low = int(seen.min()) if seen.size else 0
    given = given - low + (1 if missing else 0)
    if missing:
        given[~known] = 0  # type: ignore[operator]
    steps = _differences(given)
    delta = bool(given.size) and _cost(steps) < _cost(given)
    packed = steps if delta else given
    top = int(packed.max()) if packed.size else 0
    width = next(width for width in _WIDTHS if top < 1 << (8 * width))
    at = len(into)
    into += _planes(packed, width)
    return {"at": at, "width": width, "low": low, "delta": delta, "missing": missing}


def _differences(values: NDArray[np.int64]) -> NDArray[np.int64]:
    """Each number less the one before it, with the sign in the lowest bit."""
    steps = np.diff(values, prepend=0)
    return (steps << 1) ^ (steps >> 63)


def _planes(values: NDArray[np.int64], width: int) -> bytes:
    return values.astype("<u4").view(np.uint8).reshape(-1, 4)[:, :width].T.tobytes()


def _cost(values: NDArray[np.int64]) -> int:
    """Bytes that a sample of the numbers takes when deflated; endless if they do not fit."""
    if int(values.max()) >= 1 << 32:
        return 1 << 62
    middle = max(0, (values.size - _SAMPLE) // 2)
    return len(zlib.compress(_planes(values[middle : middle + _SAMPLE], 4), 1))
