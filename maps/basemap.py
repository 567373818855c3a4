"""The ground that incidents are drawn on: land, countries, borders and provinces, all offline.

Land is Natural Earth's, coarse far away and finer within the bounds. Countries and borders are the
ones that `geo.border` answers with, so that no map contradicts what a page says about a border.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from gazetteer.arcs import Topology
from gazetteer.sources.divisions import boundaries, divisions
from geo.border import borders

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from shapely.geometry.base import BaseGeometry

__all__ = ["Basemap", "basemap"]

_ATTRIBUTION = (
    "Borders © OpenStreetMap contributors (ODbL)",
    "Land and provinces: Natural Earth",
    "Province names: GeoNames (CC BY 4.0)",
)
_WORLD = (-180.0, -90.0, 180.0, 90.0)
_DECIMALS = 3
_COARSE_DECIMALS = 2
_FINEST_DEG = 0.005
_SPAN_SHARE = 1 / 4000
_AREA_STEP = 4
"""Root of the smallest triangle that areas keep, in tolerances: as coarse as lines then are."""
_DETAIL_UP_TO_DEG = 60.0
_AROUND_DEG = 5.0
_METRES_PER_DEGREE = 111_320.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Basemap:
    """Ground to draw, as plain GeoJSON-like dicts in lon lat (EPSG:4326).

    Parameters
    ----------
    world
        Land of the whole world: one feature, coarse outside the bounds.
    countries
        Land of each country within the bounds, clipped to them; properties: `code`. Like
        provinces, none where the bounds are so wide that they would not show.
    borders
        Border lines within the bounds: each with the codes `a` (on the left of the line) and `b`,
        the `length_km` of the whole line, a `geometry`, and how far it may lie `off_m` the whole
        line, in metres.
    provinces
        Where first-order divisions meet within the bounds, without the edge of their country,
        which `countries` and `borders` have from a finer source. Each line comes once, under one
        of its two divisions; properties: `code`, `name`, `country`.
    attribution
        Whom to credit.
    """

    world: tuple[dict[str, Any], ...]
    countries: tuple[dict[str, Any], ...]
    borders: tuple[dict[str, Any], ...]
    provinces: tuple[dict[str, Any], ...]
    attribution: tuple[str, ...] = _ATTRIBUTION


def basemap(
    bounds: tuple[float, float, float, float] | None = None,
    *,
    exact_borders: Collection[tuple[str, str]] = (),
) -> Basemap:
    """The ground for a map of some part of the world.

    Parameters
    ----------
    bounds
        West, south, east, north in degrees (EPSG:4326), west not beyond east; None for the whole
        world.
    exact_borders
        Pairs of ISO 3166-1 alpha-2 codes, in either order, whose border keeps every point.

    Returns
    -------
    Basemap
        Simplified to what a screen shows; coordinates with 3 decimals.
    """
    box = bounds or _WORLD
    tolerance = max(_FINEST_DEG, max(box[2] - box[0], box[3] - box[1]) * _SPAN_SHARE)
    exact = {tuple(sorted(pair)) for pair in exact_borders}
    present = borders().countries_in(box)
    close = box[2] - box[0] <= _DETAIL_UP_TO_DEG
    pairs = [pair for pair in borders().pairs if present.issuperset(pair)]
    return Basemap(
        world=(_feature(_land(box if close else None), {}, _COARSE_DECIMALS),),
        countries=tuple(_countries(sorted(present), box, tolerance)) if close else (),
        borders=tuple(
            line
            for pair in pairs
            if (line := _border(pair, box, 0.0 if pair in exact else tolerance)) is not None
        ),
        provinces=tuple(_provinces(present, box, tolerance)) if close else (),
    )


def _land(bounds: tuple[float, float, float, float] | None) -> BaseGeometry:
    """The world's land, finer within the bounds and somewhat around them."""
    grades = Topology.read(files("maps") / "data" / "land.npz")
    coarse = grades.outline("110m")
    if bounds is None:
        return coarse
    west, south, east, north = bounds
    around = (west - _AROUND_DEG, south - _AROUND_DEG, east + _AROUND_DEG, north + _AROUND_DEG)
    fine = shapely.intersection(grades.outline("50m"), shapely.box(*around))
    return shapely.union(shapely.difference(coarse, shapely.box(*around)), fine)


def _countries(
    codes: Sequence[str], box: tuple[float, float, float, float], tolerance: float
) -> Iterable[dict[str, Any]]:
    """Land of some countries, simplified so that neighbours still meet, as features."""
    whole = [borders().outline(code) for code in codes]
    inside = shapely.intersection(whole, shapely.box(*box))
    kept = [_large_parts(shape, (_AREA_STEP * tolerance) ** 2) for shape in inside]
    if not kept:
        return
    shapes = shapely.coverage_simplify(kept, _AREA_STEP * tolerance)
    for code, shape in zip(codes, shapes, strict=True):
        if not shape.is_empty:
            yield _feature(shape, {"code": code})


def _provinces(
    countries: Collection[str], box: tuple[float, float, float, float], tolerance: float
) -> Iterable[dict[str, Any]]:
    """Where the divisions of each country meet, as features."""
    names = {division.code: division.name for division in divisions()}
    for country in sorted(countries):
        for code, lines in boundaries(country).items():
            inside = shapely.intersection(lines, shapely.box(*box))
            if not inside.is_empty:
                properties = {"code": code, "name": names[code], "country": country}
                yield _feature(shapely.simplify(inside, tolerance), properties)


def _border(
    pair: tuple[str, str], box: tuple[float, float, float, float], tolerance: float
) -> dict[str, Any] | None:
    """One border within the bounds; None if it lies outside."""
    line = borders().line(*pair)
    if line is None:
        return None
    inside = _clipped(line.geometry, box)
    inside = shapely.line_merge(inside, directed=True)
    lines = [part for part in shapely.get_parts(inside) if part.length > tolerance]
    if not lines:
        return None
    thin = shapely.simplify(shapely.MultiLineString(lines), tolerance)
    length_km = round(line.length_m / 1000, 1)
    return {
        "a": line.left,
        "b": line.right,
        "length_km": length_km,
        "off_m": round((tolerance + 10**-_DECIMALS / 2**0.5) * _METRES_PER_DEGREE),
        "geometry": _geometry(thin, _DECIMALS),
    }


def _clipped(shape: BaseGeometry, box: tuple[float, float, float, float]) -> BaseGeometry:
    """What lies within a box, as it is if that is all."""
    west, south, east, north = shape.bounds
    if box[0] <= west and box[1] <= south and box[2] >= east and box[3] >= north:
        return shape
    return shapely.intersection(shape, shapely.box(*box))


def _large_parts(shape: BaseGeometry, area: float) -> shapely.MultiPolygon:
    """The polygons of a shape that are large enough, or else the largest."""
    parts = shapely.get_parts(shape)
    sizes = shapely.area(parts)  # 0 for what only touches the box
    least = min(area, sizes.max(initial=0))
    return shapely.MultiPolygon(parts[(sizes >= least) & (sizes > 0)].tolist())


def _feature(
    shape: BaseGeometry, properties: dict[str, Any], decimals: int = _DECIMALS
) -> dict[str, Any]:
    """A shape as a GeoJSON feature."""
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": _geometry(shape, decimals),
    }


def _geometry(shape: BaseGeometry, decimals: int) -> dict[str, Any]:
    """A shape as a GeoJSON geometry, all coordinates as lists."""
    if shape.geom_type in {"LineString", "MultiLineString"}:
        lines = [_points(line, decimals) for line in shapely.get_parts(shape)]
        return {"type": "MultiLineString", "coordinates": lines}
    polygons = []
    for polygon in shapely.get_parts(shapely.orient_polygons(shape)):
        rings = [_points(ring, decimals) for ring in (polygon.exterior, *polygon.interiors)]
        polygons.append([ring for ring in rings if len(ring) > 3])  # noqa: PLR2004
    return {"type": "MultiPolygon", "coordinates": [rings for rings in polygons if rings]}


def _points(line: BaseGeometry, decimals: int) -> list[list[float]]:
    """Coordinates of a line rounded, without repeated points."""
    points = np.round(shapely.get_coordinates(line), decimals)
    return points[np.r_[True, (np.diff(points, axis=0) != 0).any(axis=1)]].tolist()  # type: ignore[no-any-return]
