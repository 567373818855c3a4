"""From the place of an event to a location, no more exact than the words: "north of", "near"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gazetteer.geoparsing import outline_of
from gazetteer.place import FeatureClass, Precision
from gazetteer.relation import RelationKind
from geo.distance import geodesic_m
from geo.where import Where

if TYPE_CHECKING:
    from gazetteer.geoparsing import PlacedRelation
    from gazetteer.place import Place
    from geo.reading.rules.scene import Scene
    from geo.reading.rules.spots import Spot

__all__ = ["where_of"]

_AWAY: Final = frozenset({
    RelationKind.DISTANCE, RelationKind.BETWEEN, RelationKind.ROAD, RelationKind.INSIDE,
    RelationKind.ACROSS, RelationKind.COAST,
})  # fmt: skip
"""Relations whose ground lies elsewhere than the town they are told by."""
_DIVISIONS: Final = frozenset({FeatureClass.ADM1, FeatureClass.ADM2})
_POINTS: Final = frozenset({FeatureClass.SETTLEMENT, FeatureClass.SITE})
_BY_TOWN: Final = frozenset({
    RelationKind.NEAR, RelationKind.OUTSKIRTS, RelationKind.DIRECTION, RelationKind.BORDER_PLACE,
})  # fmt: skip


def where_of(spot: Spot, scene: Scene) -> Where:
    """Locate a spot.

    Parameters
    ----------
    spot
        The place of an event.
    scene
        The article with what was found.

    Returns
    -------
    Where
        At the place, or on the ground that is told by way of it. Ground about a town ("north of
        Mafraq") has its point in the town and a radius that takes in all of it.
    """
    mention, place = spot.placed.mention, spot.place
    told = scene.ground_by(mention)
    if told is None:
        precision = spot.placed.resolution.precision or place.precision
        return Where.at_place(mention.text, place, precision=precision)
    town = _town(spot, told)
    if town is not None:
        return Where.at_place(told.relation.text, town, precision=Precision.NEAR)
    ground = told.footprint
    lon, lat, radius_m = ground.lon, ground.lat, ground.radius_m
    if spot.exact and told.relation.kind not in _AWAY:
        lon, lat = place.lon, place.lat
        radius_m += geodesic_m((lon, lat), (ground.lon, ground.lat))
    return Where(
        mention=told.relation.text,
        place_id=place.id,
        name=place.name,
        country=place.country,
        admin1=place.admin1,
        lon=round(lon, 5),
        lat=round(lat, 5),
        precision=ground.precision,
        radius_m=round(radius_m),
        footprint=outline_of(ground.geometry).wkt,
    )


def _town(spot: Spot, told: PlacedRelation) -> Place | None:
    """The town of a division's name, where the words say "near" or "north of" it."""
    if spot.place.feature_class not in _DIVISIONS or told.relation.kind not in _BY_TOWN:
        return None
    return next(
        (
            one.place
            for one in spot.placed.resolution.candidates
            if one.place.feature_class in _POINTS and one.place.country == spot.place.country
        ),
        None,
    )
