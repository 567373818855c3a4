"""Footprints along borders: on either side, so deep inside, across from a place."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import shapely

from gazetteer.place import FeatureClass
from gazetteer.relation.drawing import NEAR_M, Asked, drawn, ground_of, in_km, precision_of
from gazetteer.relation.model import Distance, RelationKind, RelativeFootprint
from gazetteer.relation.shapes import Flat, polygons_of, wedge
from gazetteer.sources.curated import country_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shapely.geometry.base import BaseGeometry

    from gazetteer.place import Place
    from gazetteer.relation.model import Borders

__all__ = ["along_edge", "at_border"]

_REACHES_M = (25_000.0, 50_000.0, 100_000.0)
_EDGE_SLACK_M = 2_000.0  # outlines of divisions are simplified to a kilometre or two
_BORDER_SLACK_M = 500.0  # a border line is exact to about 250 m
_MANY = 2
_STRETCHES = {("IN", "PK"): (73.2, 32.3, 77.9, 35.3)}
_OUTLINE_SLACK = 0.03  # degrees: outlines of divisions are simplified to a kilometre or two
_CROSSING = re.compile("across|over|beyond", re.IGNORECASE)


def at_border(asked: Asked, borders: Borders | None) -> RelativeFootprint | None:
    """A strip along a border, on one side or both.

    Parameters
    ----------
    asked
        A relation to a border or a country, with its places.
    borders
        The borders of the world; None makes a disc that says so.

    Returns
    -------
    RelativeFootprint or None
        None where no country is known, or no land lies so deep.
    """
    relation = asked.relation
    inside = relation.kind is RelationKind.INSIDE
    country = asked.places[0].country if asked.places else None
    if inside and relation.distance is None:
        if country is None:
            return None
        shape, what = ground_of(asked.places[0], borders)
        return drawn(shape, asked.places[0].lon, f"anywhere in {what}", asked.places[0].precision)
    if borders is None:
        return _without_borders(asked)
    if relation.kind in {RelationKind.ACROSS, RelationKind.BORDER_PLACE}:
        return _from_place(asked, borders)
    pairs = _pairs(asked, borders)
    if not pairs:
        return None
    distance = relation.distance or Distance(low_m=0.0, high_m=NEAR_M)
    strip, low, high = _strip(pairs, distance, borders)
    where = f"{in_km(low)} to {in_km(high)} from the border of {_said(pairs)}"
    if relation.line in _STRETCHES:  # a part of the border has the name
        strip = shapely.intersection(strip, shapely.box(*_STRETCHES[relation.line]))
    if inside and country is not None:
        strip = _on_land(strip, [country], borders)
        where = f"inside {_names([country])}, {where}"
    else:
        strip, where = _sided(strip, where, asked, borders)
    shape, why = _narrowed(strip, where, asked)
    lon = asked.places[0].lon if asked.places else shapely.centroid(shape).x
    return drawn(shape, lon, why)


def _edge(place: Place, flat: Flat) -> BaseGeometry:
    """The edge of a division in metres."""
    ground, _ = ground_of(place, None)
    return shapely.simplify(flat.from_degrees(ground), _EDGE_SLACK_M / 2).boundary


def along_edge(asked: Asked) -> RelativeFootprint | None:
    """A strip along the edge of a province; along the edges of both of two.

    Parameters
    ----------
    asked
        A relation to the border of provinces, with its places.

    Returns
    -------
    RelativeFootprint or None
        On both sides of the edge; None where two have none in common.
    """
    distance = asked.relation.distance or Distance(low_m=0.0, high_m=NEAR_M)
    high = distance.high_m + _EDGE_SLACK_M
    first = asked.places[0]
    flat = Flat(first.lon, first.lat)
    strips = [_edge(place, flat).buffer(high, quad_segs=4) for place in asked.places]
    strip = shapely.intersection_all(strips)
    if distance.low_m > _EDGE_SLACK_M:
        inner = [
            _edge(place, flat).buffer(distance.low_m - _EDGE_SLACK_M) for place in asked.places
        ]
        strip = shapely.difference(strip, shapely.union_all(inner))
    names = " and ".join(place.name for place in asked.places)
    why = f"{in_km(distance.low_m)} to {in_km(high)} from the edge of {names}"
    shape, why = _narrowed(flat.to_degrees(polygons_of(strip)), why, asked)
    return drawn(shape, first.lon, why)


def _pairs(asked: Asked, borders: Borders) -> list[tuple[str, str]]:
    """The borders that a relation may mean, those that the sentence points to if there are any."""
    if asked.relation.line is not None:
        return [asked.relation.line]
    named = frozenset(place.country for place in asked.places if place.country)
    inside = asked.relation.kind is RelationKind.INSIDE
    if len(named) > 1 and not inside:
        return [pair for pair in borders.pairs if named.issuperset(pair)]
    sides = named or asked.others
    own = [pair for pair in borders.pairs if sides.intersection(pair)]
    pointed = [pair for pair in own if (named | asked.others).issuperset(pair)]
    return _close(pointed or _named_before(own, sides, asked) or own, asked, borders)


def _named_before(
    own: list[tuple[str, str]], sides: frozenset[str], asked: Asked
) -> list[tuple[str, str]]:
    """The border with the country that was named last, of those that have one."""
    for place in asked.earlier:
        if place.country and place.country not in sides:
            shared = [pair for pair in own if place.country in pair]
            if shared:
                return shared
    return []


def _close(pairs: list[tuple[str, str]], asked: Asked, borders: Borders) -> list[tuple[str, str]]:
    """The borders close enough to the places that narrow it; all where none is."""
    deep = asked.relation.distance.high_m if asked.relation.distance else NEAR_M
    close = pairs
    for spot in asked.spots:
        reach = spot.radius_m + _REACHES_M[-1] + deep
        close = [
            pair
            for pair in close
            if (away := borders.distance_to(spot.lon, spot.lat, *pair)) is not None
            and away <= reach
        ]
    return close or pairs


def _strip(
    pairs: list[tuple[str, str]], distance: Distance, borders: Borders
) -> tuple[BaseGeometry, float, float]:
    """The land at some distance from borders, on both sides, and the distances drawn."""
    low = max(0.0, distance.low_m - _BORDER_SLACK_M)
    high = distance.high_m + (_BORDER_SLACK_M if distance.text else 0.0)
    outer = [borders.band(*pair, high) for pair in pairs]
    strip = shapely.union_all([band for band in outer if band is not None])
    if low > 0.0:
        inner = [borders.band(*pair, low) for pair in pairs]
        strip = shapely.difference(
            strip, shapely.union_all([band for band in inner if band is not None])
        )
    return strip, low, high


def _land(country: str, borders: Borders) -> BaseGeometry:
    """The land of a country; nothing where it is not known."""
    outline = borders.outline(country)
    return shapely.MultiPolygon() if outline is None else outline


def _on_land(strip: BaseGeometry, codes: Sequence[str], borders: Borders) -> BaseGeometry:
    """What of a strip lies in some countries, of which only what is near it is looked at."""
    parts = shapely.get_parts([_land(code, borders) for code in codes])
    box = strip.envelope
    near = shapely.intersection(parts[shapely.intersects(parts, box)], box)
    return shapely.intersection(strip, shapely.union_all(near))


def _sided(
    strip: BaseGeometry, why: str, asked: Asked, borders: Borders
) -> tuple[BaseGeometry, str]:
    """Keep the side that the places named with a border lie on, unless somebody crosses it."""
    if _CROSSING.match(asked.relation.text):
        return strip, why
    codes = sorted({place.country for place in asked.near if place.country})
    side = polygons_of(_on_land(strip, codes, borders))
    return (strip, why) if side.is_empty else (side, f"{why}, on the side of {_names(codes)}")


def _narrowed(shape: BaseGeometry, why: str, asked: Asked) -> tuple[BaseGeometry, str]:
    """Keep what lies close to the places that stand with it, in the closest circle that has any."""
    for place in asked.spots:
        for ground, what in _around(place):
            close = polygons_of(shapely.intersection(shape, ground))
            if not close.is_empty:
                shape, why = close, f"{why}, {what}"
                break
        else:
            why += f"; {place.name} is too far away to narrow it"
    return shape, why


def _around(place: Place) -> Iterator[tuple[BaseGeometry, str]]:
    """The ground that a place narrows to, each wider than the one before."""
    if place.feature_class is FeatureClass.ADM1:
        ground, what = ground_of(place, None)
        yield shapely.buffer(ground, _OUTLINE_SLACK), f"in {what}"
    for reach in _REACHES_M:
        radius = place.radius_m + reach
        yield wedge(place.lon, place.lat, (0.0, radius)), f"within {in_km(radius)} of {place.name}"


def _from_place(asked: Asked, borders: Borders) -> RelativeFootprint | None:
    """Close to a border near a place: on its own side, or on the other."""
    place = asked.places[0]
    if place.country is None:
        return None
    from_here = replace(asked, near=(place, *asked.near))
    across = asked.relation.kind is RelationKind.ACROSS
    pairs = _pairs(from_here, borders)
    strip, _, _ = _strip(pairs, Distance(low_m=0.0, high_m=NEAR_M), borders)
    side = shapely.difference if across else shapely.intersection
    strip = side(strip, _land(place.country, borders))
    what = "across the border from" if across else "near"
    why = f"within {in_km(NEAR_M)} of the border of {_said(pairs)}, {what} {place.name}"
    if place.feature_class is FeatureClass.COUNTRY:
        return drawn(strip, place.lon, why)
    shape, why = _narrowed(strip, why, Asked(
        relation=asked.relation, places=(), near=(place,), beside=(),
    ))  # fmt: skip
    return drawn(shape, place.lon, why)


def _without_borders(asked: Asked) -> RelativeFootprint | None:
    """A disc, where no border line is at hand."""
    spots = [p for p in (*asked.near, *asked.places) if p.feature_class is not FeatureClass.COUNTRY]
    place = next(iter((*spots, *asked.places)), None)
    if place is None:
        return None
    radius = place.radius_m + (NEAR_M if spots else 0.0)
    return RelativeFootprint(
        geometry=wedge(place.lon, place.lat, (0.0, radius)),
        radius_m=radius,
        precision=precision_of(radius) if spots else place.precision,
        lon=place.lon,
        lat=place.lat,
        why=f"a disc of {in_km(radius)} about {place.name}: no border line is at hand",
    )


def _said(pairs: list[tuple[str, str]]) -> str:
    """Borders as one reads them."""
    if len(pairs) > _MANY:
        shared = set(pairs[0]).intersection(*pairs)
        return f"{_names(sorted(shared))} with any neighbour"
    return " or ".join(_names(pair) for pair in pairs)


def _names(codes: Sequence[str]) -> str:
    """Countries as one reads them."""
    names = country_names()
    return " and ".join(names.get(code, code) for code in codes)
