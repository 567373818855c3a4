"""Shapes drawn flat about a point and laid on the globe.

Each is drawn in the azimuthal equidistant projection about a point, where distances and directions
from that point are true, and turned into degrees. What crosses the antimeridian is cut there; what
holds a pole reaches up to it.
"""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import shapely
import shapely.affinity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from pyproj import Geod, Proj
    from shapely.geometry.base import BaseGeometry

__all__ = ["Flat", "centre_of", "corridor", "half", "on_globe", "polygons_of", "unwrapped", "wedge"]

_HALF, _POLE = 180.0, 90.0
_CORNERS = 48
_FINEST_M = 200.0


class Flat:
    """The ground about a point, in metres east and north of it.

    Parameters
    ----------
    lon, lat
        The point in degrees (WGS 84).
    """

    def __init__(self, lon: float, lat: float) -> None:
        self.lon, self.lat = lon, lat

    @property
    def _projection(self) -> Proj:
        """The projection about the point."""
        from pyproj import Proj  # noqa: PLC0415 (slow, and only here)

        return Proj(proj="aeqd", lon_0=self.lon, lat_0=self.lat, ellps="WGS84")

    def from_degrees(self, shape: BaseGeometry) -> BaseGeometry:
        """Flatten a shape.

        Parameters
        ----------
        shape
            In degrees (EPSG:4326), nowhere near the far side of the Earth.

        Returns
        -------
        BaseGeometry
            In metres, made valid.
        """
        flat = self._projection
        return shapely.make_valid(
            shapely.transform(shape, lambda xy: np.stack(flat(*xy.T), axis=1))
        )

    def to_degrees(self, shape: BaseGeometry) -> shapely.MultiPolygon:
        """Lay a shape on the globe.

        Parameters
        ----------
        shape
            Polygons in metres, nowhere beyond the far side of the Earth.

        Returns
        -------
        shapely.MultiPolygon
            In degrees (EPSG:4326), valid, longitudes from -180 to 180.
        """
        west, south, east, north = shape.bounds
        fine = shapely.segmentize(
            shape, max(_FINEST_M, math.hypot(east - west, north - south) / 96)
        )
        laid = []
        for part in polygons_of(fine).geoms:
            edges = (part.exterior, *part.interiors)
            rings = [on_globe(self._ring(ring.coords)) for ring in edges]
            laid.append(shapely.difference(rings[0], shapely.union_all(rings[1:])))
        return polygons_of(shapely.make_valid(shapely.union_all(laid)))

    def _ring(self, corners: Sequence[tuple[float, ...]]) -> BaseGeometry:
        """The inside of a ring; where it goes around a pole, up to that pole."""
        xy = np.asarray(corners)
        lons, lats = self._projection(xy[:, 0], xy[:, 1], inverse=True)
        lons = np.degrees(np.unwrap(np.radians(np.asarray(lons))))
        lons += 360 * round((self.lon - lons[0]) / 360)
        points = np.stack([lons, lats], axis=1)
        if abs(lons[-1] - lons[0]) > _HALF:
            pole = math.copysign(_POLE, float(np.mean(lats)))
            points = np.vstack([points, [lons[-1], pole], [lons[0], pole]])
        return shapely.make_valid(shapely.Polygon(points))


def wedge(
    lon: float,
    lat: float,
    reach_m: tuple[float, float],
    bearing: float | None = None,
    tolerance: float = 180.0,
) -> shapely.MultiPolygon:
    """The ground at some distance in some direction.

    Parameters
    ----------
    lon, lat
        Seen from here, in degrees (WGS 84).
    reach_m
        The least and the greatest distance in metres.
    bearing
        Degrees clockwise from north; None for all around, which makes a disc or a ring.
    tolerance
        Degrees to either side of it.

    Returns
    -------
    shapely.MultiPolygon
        In degrees (EPSG:4326).
    """
    low, high = reach_m
    spread = _HALF if bearing is None else tolerance
    turns = np.radians((bearing or 0.0) + np.linspace(-spread, spread, 2 * _CORNERS + 1))
    rim = np.stack([np.sin(turns), np.cos(turns)], axis=1)
    if bearing is None:
        flat = shapely.Polygon(high * rim, [low * rim] if low > 0 else [])
    else:
        inner = low * rim[::-1] if low > 0 else np.zeros((1, 2))
        flat = shapely.Polygon(np.vstack([high * rim, inner]))
    return Flat(lon, lat).to_degrees(flat)


def corridor(
    start: tuple[float, float], end: tuple[float, float], width_m: float
) -> shapely.MultiPolygon:
    """The ground along the shortest way between two points.

    Parameters
    ----------
    start, end
        Points as (lon, lat) in degrees (WGS 84).
    width_m
        How far it reaches to either side, in metres.

    Returns
    -------
    shapely.MultiPolygon
        In degrees (EPSG:4326).
    """
    azimuth, _, length_m = _geod().inv(*start, *end)
    lon, lat, back = _geod().fwd(*start, azimuth, length_m / 2)
    ahead = math.radians(back + _HALF)
    x, y = math.sin(ahead) * length_m / 2, math.cos(ahead) * length_m / 2
    way = shapely.LineString([(-x, -y), (x, y)]) if length_m else shapely.Point(0, 0)
    return Flat(lon, lat).to_degrees(way.buffer(width_m))


def half(shape: BaseGeometry, lon: float, bearing: float) -> shapely.MultiPolygon:
    """The half of a shape that lies towards a bearing.

    Parameters
    ----------
    shape
        In degrees (EPSG:4326).
    lon
        A longitude in the middle of it.
    bearing
        Degrees clockwise from north.

    Returns
    -------
    shapely.MultiPolygon
        All that lies beyond the middle of its extent in that direction.
    """
    whole = unwrapped(shape, lon)
    squeeze = max(math.cos(math.radians(shapely.centroid(whole).y)), 0.01)
    turn = math.radians(bearing)
    turned = shapely.transform(
        whole, lambda xy: _turn(xy * [squeeze, 1.0], math.sin(turn), math.cos(turn))
    )
    west, south, east, north = turned.bounds
    part = shapely.intersection(
        shapely.make_valid(turned), shapely.box(west, (south + north) / 2, east, north)
    )
    back = shapely.transform(
        part, lambda xy: _turn(xy, -math.sin(turn), math.cos(turn)) / [squeeze, 1.0]
    )
    return on_globe(back)


def on_globe(shape: BaseGeometry) -> shapely.MultiPolygon:
    """A shape whose longitudes may run past 180, cut at the antimeridian and valid.

    Parameters
    ----------
    shape
        In lon lat (EPSG:4326); longitudes from -900 to 900.

    Returns
    -------
    shapely.MultiPolygon
        The same ground with longitudes from -180 to 180.
    """
    shape = shapely.make_valid(shape)
    west, _, east, _ = shape.bounds if not shape.is_empty else (0.0, 0.0, 0.0, 0.0)
    if west < -_HALF or east > _HALF:
        turns = range(math.floor((west + _HALF) / 360), math.floor((east + _HALF) / 360) + 1)
        strips = {
            turn: shapely.box(360 * turn - _HALF, -90, 360 * turn + _HALF, 90) for turn in turns
        }
        shape = shapely.union_all(
            [
                shapely.affinity.translate(shapely.intersection(shape, strip), xoff=-360 * turn)
                for turn, strip in strips.items()
            ]
        )
    return polygons_of(shapely.make_valid(shape))


def unwrapped(shape: BaseGeometry, lon: float) -> BaseGeometry:
    """A shape in one piece, with longitudes within half a turn of another.

    Parameters
    ----------
    shape
        In lon lat (EPSG:4326), cut at the antimeridian if it crosses it.
    lon
        The longitude, degrees east.

    Returns
    -------
    BaseGeometry
        The same ground.
    """
    west, _, east, _ = shape.bounds
    if lon - _HALF <= west and east <= lon + _HALF and not (west == -_HALF or east == _HALF):
        return shape
    parts = shapely.get_parts(shape).tolist()
    middles = [(part.bounds[0] + part.bounds[2]) / 2 for part in parts]
    return shapely.union_all(
        [
            shapely.affinity.translate(part, xoff=360 * round((lon - middle) / 360))
            for part, middle in zip(parts, middles, strict=True)
        ]
    )


def centre_of(shape: BaseGeometry, lon: float) -> tuple[float, float, float]:
    """A point well inside a shape, and the radius of the disc about it that holds the shape.

    Parameters
    ----------
    shape
        In lon lat (EPSG:4326), not empty.
    lon
        A longitude close to it.

    Returns
    -------
    tuple
        Longitude and latitude in degrees, radius in metres.
    """
    whole = unwrapped(shape, lon)
    point = shapely.centroid(whole)
    if not shapely.intersects(whole, point):
        point = shapely.point_on_surface(whole)
    x, y = (point.x + _HALF) % 360 - _HALF, point.y
    corners = shapely.get_coordinates(shape)
    here = np.full(len(corners), x), np.full(len(corners), y)
    return x, y, float(np.max(_geod().inv(*here, corners[:, 0], corners[:, 1])[2]))


def polygons_of(shape: BaseGeometry) -> shapely.MultiPolygon:
    """The polygons of any shape.

    Parameters
    ----------
    shape
        Any geometry.

    Returns
    -------
    shapely.MultiPolygon
        Empty where there is none.
    """
    parts = shapely.get_parts(shapely.get_parts(shape))
    return shapely.MultiPolygon([part for part in parts if part.geom_type == "Polygon"])


def _turn(xy: NDArray[np.float64], sine: float, cosine: float) -> NDArray[np.float64]:
    """Turn points so that the bearing of that sine and cosine points up."""
    x, y = xy.T
    return np.stack([x * cosine - y * sine, x * sine + y * cosine], axis=1)


@cache
def _geod() -> Geod:
    """The WGS 84 ellipsoid."""
    from pyproj import Geod  # noqa: PLC0415 (slow, and only here)

    return Geod(ellps="WGS84")
