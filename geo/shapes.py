"""Shapes over the ground: discs, great circles, and the footprint of a location."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely
import shapely.affinity

from gazetteer.place import Precision
from gazetteer.sources.divisions import outline as division_outline
from geo.border import borders
from geo.distance import geod

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geo.where import Where

__all__ = ["cut_at_antimeridian", "disc", "footprint", "great_circle", "outline_of"]

_CORNERS = 64
_BEARINGS = -360 * np.arange(_CORNERS) / _CORNERS
_HALF = 180


def disc(lon: float, lat: float, radius_m: float) -> shapely.Polygon:
    """The disc about a point.

    Parameters
    ----------
    lon
        Degrees east of its centre, WGS 84.
    lat
        Degrees north of its centre.
    radius_m
        Radius over the ground, in metres.

    Returns
    -------
    shapely.Polygon
        64 corners, counter-clockwise; longitudes run past 180 rather than jump.
    """
    from_lon, from_lat, away = (np.full(_CORNERS, value) for value in (lon, lat, radius_m))
    lons, lats, _ = geod().fwd(from_lon, from_lat, _BEARINGS, away)
    ring = np.empty((_CORNERS + 1, 2))
    ring[:-1, 0] = lons - 360 * np.round((lons - lon) / 360)
    ring[:-1, 1] = lats
    ring[-1] = ring[0]
    return shapely.Polygon(ring)


def great_circle(
    start: tuple[float, float], end: tuple[float, float], *, points: int = 48
) -> list[tuple[float, float]]:
    """The shortest way over the ground, as points.

    Parameters
    ----------
    start
        Where it starts, (lon, lat) in degrees.
    end
        Where it ends.
    points
        How many points there are between them.

    Returns
    -------
    list of tuple
        (lon, lat) pairs, ends included; longitudes run past 180 rather than jump.
    """
    way = [start, *geod().npts(*start, *end, points), end]
    smooth = [start]
    for lon, lat in way[1:]:
        smooth.append((_near(lon, smooth[-1][0]), lat))
    return smooth


def cut_at_antimeridian(shape: BaseGeometry) -> BaseGeometry:
    """A shape that runs past 180 degrees, as parts that do not.

    Parameters
    ----------
    shape
        In lon lat, EPSG:4326; longitudes may run from -540 to 540.

    Returns
    -------
    BaseGeometry
        The same ground with longitudes from -180 to 180.
    """
    west, _, east, _ = shape.bounds
    if west >= -_HALF and east <= _HALF:
        return shape
    parts = []
    for turn in (-1, 0, 1):
        strip = shapely.box(turn * 360 - _HALF, -90, turn * 360 + _HALF, 90)
        part = shapely.intersection(shape, strip)
        if not part.is_empty:
            parts.append(shapely.affinity.translate(part, xoff=-360 * turn))
    return shapely.union_all(parts)


def footprint(where: Where) -> BaseGeometry | None:
    """The area that a location is claimed to lie in.

    Parameters
    ----------
    where
        The location.

    Returns
    -------
    BaseGeometry or None
        In lon lat (EPSG:4326): its own footprint if it has one, the outline of its province
        or country if that is how exact it is and the outline is known, else a disc; None for
        a location that was not resolved.
    """
    if where.lon is None or where.lat is None or where.radius_m is None:
        return None
    outline = outline_of(where)
    return outline if outline is not None else disc(where.lon, where.lat, where.radius_m)


def outline_of(where: Where) -> BaseGeometry | None:
    """The outline that a location has, apart from a mere disc about its point.

    Parameters
    ----------
    where
        The location.

    Returns
    -------
    BaseGeometry or None
        In lon lat (EPSG:4326); None where only a radius is known.
    """
    if where.footprint:
        return shapely.from_wkt(where.footprint)
    if where.precision is Precision.ADM1 and where.place_id and where.place_id.startswith("iso:"):
        return division_outline(where.place_id.removeprefix("iso:"))
    if where.precision is Precision.COUNTRY and where.country:
        return borders().outline(where.country)
    return None


def _near(lon: float, other: float) -> float:
    """The longitude that is the same as lon and closest to another."""
    return lon + 360 * round((other - lon) / 360)
