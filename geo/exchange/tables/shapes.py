"""Geometries of other tools as a point, how far they reach from it, and the area they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo.distance import geod
from geo.errors import ModelError

if TYPE_CHECKING:
    from pyproj import Transformer
    from shapely.geometry.base import BaseGeometry

__all__ = ["Located", "located", "to_degrees"]

_MAX_LON, _MAX_LAT = 180.0, 90.0
_DEGREES: Final = frozenset({("EPSG", "4326"), ("OGC", "CRS84")})


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """Where a geometry is.

    Parameters
    ----------
    point
        (lon, lat) in degrees, EPSG:4326; None of an empty one.
    footprint
        WKT of an area.
    reach_m
        How far it reaches from the point, in metres.
    """

    point: tuple[float, float] | None = None
    footprint: str | None = None
    reach_m: float = 0.0


def to_degrees(
    authority: str | None, code: str | None, definition: str | None
) -> Transformer | None:
    """What takes coordinates to lon and lat in degrees, EPSG:4326.

    Parameters
    ----------
    authority
        Who numbers the reference system, such as "EPSG".
    code
        Its number there.
    definition
        The system in full, where it is in no register.

    Returns
    -------
    Transformer or None
        None where the coordinates are in degrees already.

    Raises
    ------
    ModelError
        If nobody knows such a system.
    """
    if ((authority or "").upper(), (code or "").upper()) in _DEGREES:
        return None
    from pyproj import CRS, Transformer  # noqa: PLC0415 (most files are in degrees)
    from pyproj.exceptions import CRSError  # noqa: PLC0415 (the same)

    named = f"{authority}:{code}"
    for given in (named if authority and code else "", definition or ""):
        if not given:
            continue
        try:
            return Transformer.from_crs(CRS.from_user_input(given), "EPSG:4326", always_xy=True)
        except CRSError:
            continue
    msg = f"nobody knows its reference system {named}; save it in EPSG:4326"
    raise ModelError(msg)


def located(shape: BaseGeometry, transformer: Transformer | None = None) -> Located:
    """Where a geometry is.

    Parameters
    ----------
    shape
        The geometry, in lon lat (EPSG:4326) unless there is a transformer.
    transformer
        What takes its coordinates to degrees.

    Returns
    -------
    Located
        A point as it is; anything else by a point on it, an area with its outline.

    Raises
    ------
    ModelError
        If it does not lie on the globe.
    """
    if shape.is_empty:
        return Located()
    shape = shapely.force_2d(shape)
    if transformer is not None:
        change = transformer.transform
        shape = shapely.transform(shape, lambda xy: np.column_stack(change(xy[:, 0], xy[:, 1])))
    west, south, east, north = shape.bounds
    # nan fails every comparison, so it fails these too.
    if not (-_MAX_LON <= west <= east <= _MAX_LON and -_MAX_LAT <= south <= north <= _MAX_LAT):
        msg = (
            f"its geometry runs from {west:g}, {south:g} to {east:g}, {north:g}, which are no "
            "degrees of lon and lat; save it in EPSG:4326"
        )
        raise ModelError(msg)
    if isinstance(shape, shapely.Point):
        return Located(point=(shape.x, shape.y))
    try:
        inside = (shape if shape.is_valid else shapely.make_valid(shape)).representative_point()
    except shapely.GEOSException as problem:
        msg = f"its geometry is damaged: {problem}"
        raise ModelError(msg) from None
    lons, lats = shapely.get_coordinates(shape).T
    _, _, far = geod().inv([inside.x] * len(lons), [inside.y] * len(lats), lons, lats)
    area = isinstance(shape, (shapely.Polygon, shapely.MultiPolygon))
    return Located(
        point=(inside.x, inside.y),
        footprint=shape.wkt if area else None,
        reach_m=float(max(far)),
    )
