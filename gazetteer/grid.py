"""A grid of half-degree cells, to find what is near.

A cell is one whole number, and the cells of a parallel follow one another: a box is one range of
numbers for each half degree of latitude.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["around", "cell_of", "great_circle_m", "ranges"]

_CELLS_A_DEGREE = 2
_COLUMNS = 360 * _CELLS_A_DEGREE
_ROWS = 180 * _CELLS_A_DEGREE
_EARTH_M = 6_371_008.8
_ALL = 180.0


def cell_of(lon: float, lat: float) -> int:
    """Number of the cell that holds a point.

    Parameters
    ----------
    lon, lat
        Degrees.

    Returns
    -------
    int
        Cell number.
    """
    return _row(lat) * _COLUMNS + _column(lon)


def ranges(west: float, south: float, east: float, north: float) -> Iterator[tuple[int, int]]:
    """Cells that a box touches, as ranges of cell numbers.

    Parameters
    ----------
    west, south, east, north
        Degrees. A box whose west lies east of its east crosses the antimeridian.

    Yields
    ------
    tuple
        First and last cell number of a range.
    """
    if west > east:
        yield from ranges(west, south, _ALL, north)
        yield from ranges(-_ALL, south, east, north)
        return
    first, last = _column(west), _column(east)
    for row in range(_row(south), _row(north) + 1):
        yield row * _COLUMNS + first, row * _COLUMNS + last


def around(lon: float, lat: float, radius_m: float) -> tuple[float, float, float, float]:
    """Box that holds a circle on the sphere.

    Parameters
    ----------
    lon, lat
        Centre in degrees.
    radius_m
        Radius in metres.

    Returns
    -------
    tuple
        West, south, east, north in degrees; west is greater than east across the antimeridian,
        and the box goes all around the Earth where the circle holds a pole.
    """
    angle = math.degrees(radius_m / _EARTH_M)
    south, north = max(lat - angle, -90.0), min(lat + angle, 90.0)
    if lat - angle <= -90.0 or lat + angle >= 90.0:  # noqa: PLR2004 - the poles
        return -_ALL, south, _ALL, north
    reach = math.degrees(math.asin(math.sin(math.radians(angle)) / math.cos(math.radians(lat))))
    return _wrapped(lon - reach), south, _wrapped(lon + reach), north


def great_circle_m(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    """Distance on the sphere, within 0.6 % of the distance on WGS 84.

    Parameters
    ----------
    lon, lat, other_lon, other_lat
        Degrees.

    Returns
    -------
    float
        Metres.
    """
    south, north = math.radians(lat), math.radians(other_lat)
    half = math.sin((north - south) / 2) ** 2
    half += math.cos(south) * math.cos(north) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 2 * _EARTH_M * math.asin(min(1.0, math.sqrt(half)))


def _wrapped(lon: float) -> float:
    """Bring a longitude back between -180 and 180."""
    return (lon + _ALL) % 360.0 - _ALL


def _row(lat: float) -> int:
    """Row of the grid, from the South Pole."""
    return min(_ROWS - 1, max(0, math.floor((lat + 90.0) * _CELLS_A_DEGREE)))


def _column(lon: float) -> int:
    """Column of the grid, from the antimeridian."""
    return min(_COLUMNS - 1, max(0, math.floor((lon + _ALL) * _CELLS_A_DEGREE)))
