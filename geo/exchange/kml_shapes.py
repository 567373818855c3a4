"""Points and areas as KML has them: lon before lat, rings closed and counter-clockwise."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import shapely

from geo.shapes import cut_at_antimeridian

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["shape_xml"]

_MOST_CORNERS: Final = 1_000
"""Outlines of countries have up to 100,000 corners, and each incident repeats its own."""
_FINEST_DEG: Final = 0.001
_DECIMALS: Final = 6
_WORLD: Final = shapely.box(-180, -90, 180, 90)


def shape_xml(point: tuple[float, float] | None, area: BaseGeometry | None) -> str:
    """What an incident is drawn as.

    Parameters
    ----------
    point
        (lon, lat) in degrees, WGS 84; None where no pin is wanted.
    area
        The ground that it lies in, in lon lat (EPSG:4326).

    Returns
    -------
    str
        A KML geometry; empty where there is neither. An outline with many corners is simplified.
    """
    parts = [] if point is None else [f"<Point><coordinates>{_at(*point)}</coordinates></Point>"]
    parts += _polygons(area) if area is not None else ()
    return f"<MultiGeometry>{''.join(parts)}</MultiGeometry>" if parts[1:] else "".join(parts)


@lru_cache(maxsize=256)
def _polygons(area: BaseGeometry) -> tuple[str, ...]:
    """The polygons of an area; none where it is smaller than the last decimal."""
    valid = area if area.is_valid else shapely.make_valid(area)
    cut = shapely.intersection(cut_at_antimeridian(valid), _WORLD)
    rounded = shapely.transform(_lighter(_surfaces(cut)), lambda xy: xy.round(_DECIMALS))
    turned = shapely.orient_polygons(rounded)
    return tuple(_polygon(part) for part in shapely.get_parts(turned) if part.area)


def _surfaces(shape: BaseGeometry) -> shapely.MultiPolygon:
    """The polygons in a shape of any kind."""
    parts = shapely.get_parts(shapely.get_parts(shape))
    return shapely.MultiPolygon([part for part in parts if isinstance(part, shapely.Polygon)])


def _lighter(area: shapely.MultiPolygon) -> shapely.MultiPolygon:
    """An area with no more corners than a globe can draw often, small islands left out."""
    parts, step = shapely.get_parts(area), _FINEST_DEG
    while shapely.get_num_coordinates(parts).sum() > _MOST_CORNERS:
        wide = [part for part in area.geoms if part.area > step**2]
        wide = wide or [max(area.geoms, key=lambda part: part.area)]
        parts = shapely.simplify(wide, step)  # each by itself: all at once takes long
        step *= 2
    return area if step == _FINEST_DEG else _surfaces(shapely.union_all(parts))


def _polygon(part: shapely.Polygon) -> str:
    inner = "".join(f"<innerBoundaryIs>{_ring(hole)}</innerBoundaryIs>" for hole in part.interiors)
    outer = f"<outerBoundaryIs>{_ring(part.exterior)}</outerBoundaryIs>"
    return f"<Polygon><tessellate>1</tessellate>{outer}{inner}</Polygon>"


def _ring(ring: shapely.LinearRing) -> str:
    corners = " ".join(_at(lon, lat) for lon, lat in shapely.get_coordinates(ring))
    return f"<LinearRing><coordinates>{corners}</coordinates></LinearRing>"


def _at(lon: float, lat: float) -> str:
    return f"{_number(lon)},{_number(lat)}"


def _number(degrees: float) -> str:
    return f"{degrees:.7f}".rstrip("0").rstrip(".")
