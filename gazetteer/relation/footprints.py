"""From a relation and its places to the ground meant."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import shapely

from gazetteer.grid import around, great_circle_m
from gazetteer.place import FeatureClass, Precision
from gazetteer.relation.at_border import along_edge, at_border
from gazetteer.relation.drawing import (
    NEAR_M,
    SPOTS,
    Asked,
    drawn,
    ground_of,
    in_km,
    pointing,
    precision_of,
)
from gazetteer.relation.model import Distance, Relation, RelationKind, RelativeFootprint
from gazetteer.relation.shapes import Flat, corridor, half, polygons_of, wedge

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shapely.geometry.base import BaseGeometry

    from gazetteer.mention import Mention
    from gazetteer.place import Place
    from gazetteer.relation.model import Borders

__all__ = ["footprint_of"]

_BEYOND_M = 50_000.0
_COAST_M = 50_000.0
_CORRIDOR_SHARE, _NARROWEST_M, _WIDEST_M = 0.15, 5_000.0, 30_000.0
_LONGEST_M = 2_000_000.0
_BORDERED = frozenset({
    RelationKind.INSIDE, RelationKind.ACROSS, RelationKind.BORDER, RelationKind.BORDER_PLACE,
})  # fmt: skip


def footprint_of(  # noqa: PLR0911 (one way out for each kind)
    relation: Relation, places: Mapping[Mention, Place], borders: Borders | None = None
) -> RelativeFootprint | None:
    """Draw the ground that a relation means.

    Parameters
    ----------
    relation
        The relation.
    places
        The place of each mention, as far as it is known; that of a demonym is its country.
    borders
        The borders of the world; without them a relation to a border or a coast is a disc, and
        `why` says so.

    Returns
    -------
    RelativeFootprint or None
        Polygons in degrees (EPSG:4326), valid, cut at the antimeridian. None where a place it
        needs is not known, or where the words name no ground: "between Iran and Pakistan" is
        talk of two states.
    """
    if any(mention not in places for mention in relation.mentions):
        return None
    asked = Asked(
        relation=relation,
        places=tuple(places[mention] for mention in relation.mentions),
        near=tuple(places[m] for m in relation.near if m in places),
        beside=tuple(places[m] for m in relation.beside if m in places),
        earlier=tuple(places[m] for m in relation.earlier if m in places),
    )
    divisions = {place.feature_class for place in asked.places} == {FeatureClass.ADM1}
    if relation.kind is RelationKind.BORDER and divisions:
        return along_edge(asked)
    if relation.kind in _BORDERED:
        return at_border(asked, borders)
    if not asked.places:
        return None
    if relation.kind is RelationKind.COAST:
        return _at_sea(asked.places[0], relation, borders)
    if relation.kind is RelationKind.PART:
        return _part(asked.places[0], relation, borders)
    if relation.kind in {RelationKind.BETWEEN, RelationKind.ROAD}:
        return _between(asked.places, relation.kind)
    country = asked.places[0].feature_class is FeatureClass.COUNTRY
    if relation.kind is RelationKind.NEAR and country and borders is not None:
        width = Distance(low_m=0.0, high_m=NEAR_M)
        return at_border(_moved(asked, RelationKind.BORDER, width), borders)
    return _about(asked.places[0], relation, borders)


def _moved(asked: Asked, kind: RelationKind, distance: Distance) -> Asked:
    """The same with another kind and distance."""
    return replace(asked, relation=replace(asked.relation, kind=kind, distance=distance))


def _about(place: Place, relation: Relation, borders: Borders | None) -> RelativeFootprint | None:
    """A disc, a ring or a wedge about a place."""
    spot = place.feature_class in SPOTS
    low, high = 0.0, max(NEAR_M, place.radius_m) if spot else place.radius_m + NEAR_M
    why = f"within {in_km(high)} of {place.name}"
    if relation.kind is RelationKind.OUTSKIRTS:
        low, high = 0.0, 1.5 * place.radius_m + 3_000.0
        why = f"in and around {place.name}, within {in_km(high)} of its middle"
    elif relation.distance:
        low = max(0.0, relation.distance.low_m - place.radius_m)
        high = relation.distance.high_m + place.radius_m
        why = f"{in_km(low)} to {in_km(high)} from the middle of {place.name}"
    elif relation.kind is RelationKind.DIRECTION:
        high = place.radius_m + _BEYOND_M
        why = f"up to {in_km(high)} from the middle of {place.name}"
    if relation.bearing is not None:
        why += f", {pointing(relation.bearing)}, {relation.tolerance:.0f}° to either side"
    shape = wedge(place.lon, place.lat, (low, high), relation.bearing, relation.tolerance)
    if not spot and low == 0.0 and relation.kind is RelationKind.DIRECTION:
        ground, what = ground_of(place, borders)
        shape, why = polygons_of(shapely.difference(shape, ground)), f"{why}, beyond {what}"
    if relation.bearing is None:  # a ring has its middle in the hole
        return RelativeFootprint(
            geometry=shape, radius_m=high, precision=precision_of(high),
            lon=place.lon, lat=place.lat, why=why,
        )  # fmt: skip
    return drawn(shape, place.lon, why)


def _between(places: tuple[Place, ...], kind: RelationKind) -> RelativeFootprint | None:
    """A corridor from one place to another."""
    a, b = places[0], places[-1]
    if FeatureClass.COUNTRY in {a.feature_class, b.feature_class} or a.id == b.id:
        return None
    length = great_circle_m(a.lon, a.lat, b.lon, b.lat)
    if length > _LONGEST_M:
        return None
    width = min(max(_CORRIDOR_SHARE * length, _NARROWEST_M), _WIDEST_M)
    way = "on the way from" if kind is RelationKind.ROAD else "between"
    join = "to" if kind is RelationKind.ROAD else "and"
    why = f"{way} {a.name} {join} {b.name}, within {in_km(width)} of the straight line"
    return drawn(corridor((a.lon, a.lat), (b.lon, b.lat), width), a.lon, why)


def _part(place: Place, relation: Relation, borders: Borders | None) -> RelativeFootprint | None:
    """The half of a place that lies towards a bearing."""
    shape, what = ground_of(place, borders)
    bearing = relation.bearing or 0.0
    why = f"the half of {what} {pointing(bearing)}"
    coarse = place.precision if place.feature_class not in SPOTS else None
    return drawn(half(shape, place.lon, bearing), place.lon, why, coarse)


def _at_sea(place: Place, relation: Relation, borders: Borders | None) -> RelativeFootprint | None:
    """The sea off a place."""
    far = relation.distance or Distance(low_m=0.0, high_m=_COAST_M)
    reach = place.radius_m + far.high_m
    sector = wedge(place.lon, place.lat, (0.0, reach), relation.bearing, 60.0)
    if borders is None:
        why = f"within {in_km(reach)} of {place.name}: no coast is at hand to tell sea from land"
        return drawn(sector, place.lon, why, Precision.WATER)
    flat = Flat(place.lon, place.lat)
    ground, _ = ground_of(place, borders)
    shore = shapely.simplify(flat.from_degrees(ground), far.high_m / 50)
    offing = flat.to_degrees(shore.buffer(far.high_m, quad_segs=4))
    land = _land_in(_boxes(place, 1.2 * reach), borders)
    sea = shapely.difference(shapely.intersection(sector, offing), land)
    if far.low_m > 0.0:
        near = shapely.simplify(flat.from_degrees(land), far.high_m / 50)
        sea = shapely.difference(sea, flat.to_degrees(near.buffer(far.low_m, quad_segs=4)))
    why = f"the sea up to {in_km(far.high_m)} off the coast at {place.name}"
    found = drawn(sea, place.lon, why, Precision.WATER)
    if found is None:
        why = f"within {in_km(reach)} of {place.name}: no sea is that near"
        return drawn(sector, place.lon, why)
    return found


def _land_in(boxes: list[tuple[float, float, float, float]], borders: Borders) -> BaseGeometry:
    """The land in some boxes."""
    found = []
    for west, south, east, north in boxes:
        box = shapely.box(west, south, east, north)
        codes = sorted(borders.countries_in((west, south, east, north)))
        parts = shapely.get_parts([borders.outline(code) for code in codes])
        found += shapely.intersection(parts[shapely.intersects(parts, box)], box).tolist()
    return shapely.union_all(found)


def _boxes(place: Place, reach_m: float) -> list[tuple[float, float, float, float]]:
    """The boxes that hold a circle, two across the antimeridian."""
    west, south, east, north = around(place.lon, place.lat, reach_m)
    if west <= east:
        return [(west, south, east, north)]
    return [(west, south, 180.0, north), (-180.0, south, east, north)]
