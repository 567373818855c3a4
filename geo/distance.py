"""Distances over the ground, on the WGS 84 ellipsoid."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyproj import Geod

__all__ = ["geod", "geodesic_m"]


@cache
def geod() -> Geod:
    """The WGS 84 ellipsoid, loaded once.

    Returns
    -------
    Geod
        For forward, inverse and line computations; lon, lat order, metres.
    """
    from pyproj import Geod  # noqa: PLC0415 (0.1 s that `--help` need not pay)

    return Geod(ellps="WGS84")


def geodesic_m(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Length of the shortest way over the ground between two points.

    Parameters
    ----------
    a
        One point as (lon, lat) in degrees.
    b
        The other.

    Returns
    -------
    float
        Metres.
    """
    return float(geod().inv(*a, *b)[2])
