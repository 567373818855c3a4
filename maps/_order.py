"""The order of many incidents: neighbours on the ground lie together, then by date.

A page can then pass over whole stretches of rows that are out of view, and the bytes of
coordinates deflate to almost nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["alike", "morton", "order_of"]

_STEPS: Final = 1 << 24
"""Steps along each axis: two metres, finer than places are told apart."""
_SPREADS: Final = (
    (16, 0x0000FFFF0000FFFF),
    (8, 0x00FF00FF00FF00FF),
    (4, 0x0F0F0F0F0F0F0F0F),
    (2, 0x3333333333333333),
    (1, 0x5555555555555555),
)


def order_of(
    lon: NDArray[np.float64], lat: NDArray[np.float64], day: NDArray[np.int64]
) -> NDArray[Any]:
    """Rows in the order in which a page carries them.

    Parameters
    ----------
    lon
        Degrees east; NaN where there is no place.
    lat
        Degrees north.
    day
        Days since any day.

    Returns
    -------
    NDArray of int
        Row numbers: by place along a Morton curve, then by day, then as they came; those without
        a place last.
    """
    return np.lexsort((day, morton(lon, lat)))


def morton(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.uint64]:
    """Where points lie along a curve that fills the world.

    Parameters
    ----------
    lon
        Degrees east; NaN where there is no place.
    lat
        Degrees north.

    Returns
    -------
    NDArray of uint64
        The bits of both in turn; the highest number where there is no place.
    """
    located = ~(np.isnan(lon) | np.isnan(lat))
    east = np.where(located, (lon + 180) * (_STEPS / 360), 0).astype(np.uint64)
    north = np.where(located, (lat + 90) * (_STEPS / 180), 0).astype(np.uint64)
    curve = _spread(east) | (_spread(north) << np.uint64(1))
    return np.where(located, curve, np.uint64(2**64 - 1))


def alike(*columns: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Rows that have the same in all of some columns.

    Parameters
    ----------
    columns
        Numbers; NaN is the same as NaN.

    Returns
    -------
    tuple of NDArray
        The first row of each sort, and for each row the place of its sort among these.
    """
    keys = np.zeros(len(columns[0]), dtype=np.int64)
    first = keys[:0]
    for column in columns:
        distinct, codes = np.unique(column, return_inverse=True)
        _, first, keys = np.unique(
            keys * len(distinct) + codes, return_index=True, return_inverse=True
        )
    return first, keys


def _spread(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The bits of each number with a gap behind each."""
    for shift, mask in _SPREADS:
        values = (values | (values << np.uint64(shift))) & np.uint64(mask)
    return values
