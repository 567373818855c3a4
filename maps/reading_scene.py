"""Geoparsed texts to what a page shows of them.

Texts are cut into pieces here, since a browser counts characters another way.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import shapely

from gazetteer.mention import Role
from gazetteer.place import Precision
from geo.plain import precision_text
from geo.shapes import footprint
from geo.where import Where
from maps.layers import Label
from maps.place_names import place_labels
from maps.reading import Ground, Mark, Piece, Reading, Spot, TextPart
from maps.view import ground_around
from maps.words import ROLES, confidence_text, place_line, role_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shapely.geometry.base import BaseGeometry

    from gazetteer.geoparsing import Geoparsed, PlacedMention, PlacedRelation
    from gazetteer.index import Gazetteer
    from maps.reading import Bounds

__all__ = ["build_reading"]

_EXACT: Final = {Precision.SITE, Precision.SETTLEMENT}
_OTHERS: Final = 5
_REACH_DEG: Final = 12.0
"""How far from the middle a place may lie and still be in the first view."""
_MOST_WEIGHED: Final = 300
_WIDE_DEG2: Final = 60.0
"""Square degrees from which an area would hide the rest of the map."""
_SAME_DEG: Final = 0.05
_FINE, _COARSE = 4000, 800
"""How many times smaller than a shape what may be left out is."""
_COARSEST_DEG, _ROUGH_DEG = 0.05, 0.012


def build_reading(
    texts: Sequence[tuple[str, Geoparsed]], *, gazetteer: Gazetteer | None = None
) -> Reading:
    """Everything that a page about some texts shows.

    Parameters
    ----------
    texts
        What each text is called, and what was found in it.
    gazetteer
        Where names of towns about the places come from; none are shown without it.

    Returns
    -------
    Reading
        Plain values in lon lat, EPSG:4326.
    """
    grouped: dict[tuple[str, Precision | None], list[PlacedMention]] = {}
    for _, found in texts:
        for one in found.mentions:
            if one.place is not None:
                grouped.setdefault(_spot_key(one), []).append(one)
    numbers = {key: n for n, key in enumerate(grouped)}
    spots = tuple(_spot(mentions) for mentions in grouped.values())
    grounds = tuple(_ground(one) for _, found in texts for one in found.relations)
    places = (one.place for _, found in texts for one in found.mentions)
    countries = tuple(sorted({place.country for place in places if place and place.country}))
    view = _view(spots, [len(mentions) for mentions in grouped.values()], grounds)
    return Reading(
        title=texts[0][0] if len(texts) == 1 else f"{len(texts)} texts",
        texts=tuple(_parts(texts)),
        marks=tuple(
            _mark(one, numbers.get(_spot_key(one))) for _, found in texts for one in found.mentions
        ),
        spots=spots,
        grounds=grounds,
        countries=countries,
        labels=_labels(spots, view, gazetteer, countries),
        view=view,
    )


def _spot_key(one: PlacedMention) -> tuple[str, Precision | None]:
    return (one.place.id if one.place else "", one.resolution.precision)


def _parts(texts: Sequence[tuple[str, Geoparsed]]) -> Iterator[TextPart]:
    """The texts in pieces; marks and ground are numbered through all of them."""
    marks = grounds = 0
    for name, found in texts:
        yield TextPart(name=name, pieces=tuple(_pieces(found, marks, grounds)))
        marks += len(found.mentions)
        grounds += len(found.relations)


def _pieces(found: Geoparsed, first_mark: int, first_ground: int) -> Iterator[Piece]:
    """A text cut where a mention, or words that mean some ground, begin or end."""
    mark_at = {one.mention.start: n for n, one in enumerate(found.mentions)}
    spans = [(one.mention.start, one.mention.end) for one in found.mentions]
    inside = {at for start, end in spans for at in range(start + 1, end)}
    said = [(one.relation.start, one.relation.end) for one in found.relations]
    cuts = {0, len(found.text), *(at for span in (*spans, *said) for at in span)} - inside
    ground = 0
    for start, end in pairwise(sorted(cuts)):
        while ground < len(said) and said[ground][1] <= start:
            ground += 1
        means = ground < len(said) and said[ground][0] < end and start < said[ground][1]
        mark = mark_at.get(start)
        yield Piece(
            text=found.text[start:end],
            mark=None if mark is None else first_mark + mark,
            ground=first_ground + ground if means else None,
        )


def _mark(one: PlacedMention, spot: int | None) -> Mark:
    resolution = one.resolution
    others = [
        f"{candidate.place.label} ({candidate.place.feature_class})"
        for candidate in resolution.candidates
        if one.place is None or candidate.place.id != one.place.id
    ]
    return Mark(
        words=one.mention.text,
        key=role_key(one),
        role=ROLES[one.mention.role or Role.LOCATION],
        spot=spot,
        confidence=None if one.place is None else confidence_text(one.confidence),
        why=resolution.why,
        others=tuple(others[:_OTHERS]),
    )


def _spot(mentions: Sequence[PlacedMention]) -> Spot:
    """A place from its mentions."""
    resolution = mentions[0].resolution
    place, precision = resolution.place, resolution.precision
    if place is None or precision is None:
        msg = f"{resolution.text!r} has no place; wanted mentions that have one"
        raise ValueError(msg)
    where = Where.at_place(resolution.text, place, precision=precision)
    area = footprint(where)
    counts = Counter(role_key(one) for one in mentions)
    wide = precision is Precision.COUNTRY or (area is not None and area.area > _WIDE_DEG2)
    return Spot(
        id=place.id,
        name=place.name,
        line=place_line(place),
        lon=place.lon,
        lat=place.lat,
        precision=precision_text(precision, where.radius_m or place.radius_m),
        exact=precision in _EXACT,
        wide=wide,
        shape=None if area is None else _drawn(area, _COARSE if wide else _FINE),
        key=max(ROLES, key=lambda role: counts[role]),
    )


def _ground(one: PlacedRelation) -> Ground:
    drawn = one.footprint
    wide = drawn.geometry.area > _WIDE_DEG2
    return Ground(
        words=one.relation.text,
        why=drawn.why,
        precision=precision_text(drawn.precision, drawn.radius_m),
        lon=drawn.lon,
        lat=drawn.lat,
        wide=wide,
        shape=_drawn(drawn.geometry, _COARSE if wide else _FINE),
    )


def _drawn(shape: BaseGeometry, share: int) -> dict[str, Any]:
    """A shape with as many points and islands as a screen shows."""
    west, south, east, north = shape.bounds
    tolerance = min(max(east - west, north - south) / share, _COARSEST_DEG)
    decimals = 2 if tolerance > _ROUGH_DEG else 4
    simple = shapely.transform(shape.simplify(tolerance), lambda xy: xy.round(decimals))
    parts = shapely.get_parts(simple)
    kept = parts[shapely.area(parts) >= min(tolerance**2, shapely.area(parts).max())]
    record: dict[str, Any] = shapely.geometry.mapping(shapely.MultiPolygon(kept.tolist()))
    return record


def _view(
    spots: Sequence[Spot], weights: Sequence[int], grounds: Sequence[Ground]
) -> Bounds | None:
    """The box about what lies near the middle of the story.

    The middle is the place with the least way to all mentions. Countries count only where there
    is nothing smaller.
    """
    near = [(s, w) for s, w in zip(spots, weights, strict=True) if not s.wide]
    chosen = (near or list(zip(spots, weights, strict=True)))[:_MOST_WEIGHED]
    if not chosen:
        return None
    middle = min(
        (spot for spot, _ in chosen),
        key=lambda m: sum(w * max(abs(s.lon - m.lon), abs(s.lat - m.lat)) for s, w in chosen),
    )
    shapes = [(s.lon, s.lat, s.shape if near and not s.exact else None) for s, _ in chosen]
    shapes += [(g.lon, g.lat, g.shape) for g in grounds]
    boxes = []
    for lon, lat, shape in shapes:
        if max(abs(lon - middle.lon), abs(lat - middle.lat)) > _REACH_DEG:
            continue
        boxes.append((lon, lat, lon, lat))
        box = shapely.geometry.shape(dict(shape)).bounds if shape else boxes[-1]
        if max(box[2] - box[0], box[3] - box[1]) < _REACH_DEG:
            boxes.append(box)
    return _around(boxes)


def _labels(
    spots: Sequence[Spot],
    view: Bounds | None,
    gazetteer: Gazetteer | None,
    countries: Sequence[str],
) -> tuple[Label, ...]:
    """Names of the places first, then of what lies about them."""
    named = [
        Label(text=spot.name, lon=spot.lon, lat=spot.lat, kind="named", rank=rank)
        for rank, spot in enumerate(sorted(spots, key=lambda spot: not spot.exact))
    ]
    if gazetteer is None or view is None:
        return tuple(named)
    about = [
        Label(text=one.text, lon=one.lon, lat=one.lat, kind=one.kind, rank=len(named) + one.rank)
        for one in place_labels(gazetteer, ground_around(view), set(countries))
        if not any(
            spot.name == one.text
            or max(abs(spot.lon - one.lon), abs(spot.lat - one.lat)) < _SAME_DEG
            for spot in spots
        )
    ]
    return (*named, *about)


def _around(boxes: Sequence[Bounds]) -> Bounds | None:
    if not boxes:
        return None
    wests, souths, easts, norths = zip(*boxes, strict=True)
    return min(wests), min(souths), max(easts), max(norths)
