"""From the columns of a store to those of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from maps.table import Numbers, Words, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geo.store import Coded

__all__ = ["rows_with", "same", "spread", "text_at", "whole"]


def same(column: Coded) -> Words:
    """The same column for a page.

    Parameters
    ----------
    column
        The store's column.

    Returns
    -------
    Words
        The page's.
    """
    return Words(column.codes, column.values)


def spread(values: Sequence[str | None], codes: NDArray[Any]) -> Words:
    """A text for each row, from the texts that rows have a code for.

    Parameters
    ----------
    values
        Texts; the last is that of the code -1.
    codes
        The code of each row.

    Returns
    -------
    Words
        The column.
    """
    distinct = words_of(values)
    return Words(distinct.codes[codes], distinct.values)


def whole(values: NDArray[np.float64]) -> Numbers:
    """Numbers rounded to whole ones.

    Parameters
    ----------
    values
        Numbers; NaN where there is none.

    Returns
    -------
    Numbers
        The column.
    """
    known = ~np.isnan(values)
    return Numbers(np.rint(np.where(known, values, 0)).astype(np.int64), known)


def text_at(values: Sequence[str], code: int) -> str | None:
    """The text of a code.

    Parameters
    ----------
    values
        Texts.
    code
        The place of one, or -1.

    Returns
    -------
    str or None
        None for -1.
    """
    return None if code < 0 else values[code]


def rows_with(column: Coded, wanted: str) -> NDArray[np.bool_]:
    """Which rows have a text.

    Parameters
    ----------
    column
        The store's column.
    wanted
        The text.

    Returns
    -------
    NDArray of bool
        One for each row.
    """
    return np.array([*(value == wanted for value in column.values), False])[column.codes]
