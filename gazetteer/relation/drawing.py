"""What all footprints of relations share: the places, their ground, the finished shape."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazetteer.place import FeatureClass, Precision
from gazetteer.relation.model import Relation, RelationKind, RelativeFootprint
from gazetteer.relation.shapes import centre_of, on_globe, polygons_of, wedge

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shapely.geometry.base import BaseGeometry

    from gazetteer.place import Place  # noqa: TC004 (an annotation, not looked at)
    from gazetteer.relation.model import Borders

__all__ = ["NEAR_M", "SPOTS", "Asked", "drawn", "ground_of", "in_km", "pointing", "precision_of"]

_WINDS = (
    "north", "north-north-east", "north-east", "east-north-east", "east", "east-south-east",
    "south-east", "south-south-east", "south", "south-south-west", "south-west", "west-south-west",
    "west", "west-north-west", "north-west", "north-north-west",
)  # fmt: skip
NEAR_M = 25_000.0
"""How far "near" reaches, in metres."""
SPOTS = frozenset({FeatureClass.SETTLEMENT, FeatureClass.SITE})
"""Kinds of place that are a spot on a map of a country."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A relation with its places.

    Parameters
    ----------
    relation
        The relation.
    places
        The places of its mentions.
    near, beside, earlier
        Those of its other mentions, as far as they are known.
    """

    relation: Relation
    places: tuple[Place, ...]
    near: tuple[Place, ...]
    beside: tuple[Place, ...]
    earlier: tuple[Place, ...] = ()

    @property
    def spots(self) -> Iterable[Place]:
        """Places that narrow it: all that are no country."""
        own = self.places if self.relation.kind is RelationKind.BORDER else ()
        return (p for p in (*self.near, *own) if p.feature_class is not FeatureClass.COUNTRY)

    @property
    def others(self) -> frozenset[str]:
        """Countries that the rest of the sentence speaks of."""
        return frozenset(p.country for p in (*self.near, *self.beside) if p.country)


def ground_of(place: Place, borders: Borders | None) -> tuple[BaseGeometry, str]:
    """The outline of a place; a disc where none is known.

    Parameters
    ----------
    place
        The place.
    borders
        Where outlines of countries are; None where nobody has them.

    Returns
    -------
    tuple
        Polygons in degrees (EPSG:4326), and what to call them.
    """
    outline = None
    if place.feature_class is FeatureClass.COUNTRY and place.country and borders is not None:
        outline = borders.outline(place.country)
    elif place.feature_class is FeatureClass.ADM1 and place.id.startswith("iso:"):
        from gazetteer.sources.divisions import outline as division  # noqa: PLC0415 (slow)

        outline = division(place.id.removeprefix("iso:"))
    if outline is not None:
        return outline, place.name
    disc = wedge(place.lon, place.lat, (0.0, place.radius_m))
    return disc, f"a disc of {in_km(place.radius_m)} for {place.name}"


def drawn(
    shape: BaseGeometry, lon: float, why: str, precision: Precision | None = None
) -> RelativeFootprint | None:
    """A footprint of a shape.

    Parameters
    ----------
    shape
        In degrees (EPSG:4326).
    lon
        A longitude close to it.
    why
        What was drawn.
    precision
        How exact it is; None for what its size says.

    Returns
    -------
    RelativeFootprint or None
        None where the shape holds no ground.
    """
    shape = on_globe(polygons_of(shape))
    if shape.is_empty:
        return None
    lon, lat, radius = centre_of(shape, lon)
    return RelativeFootprint(
        geometry=shape,
        radius_m=radius,
        precision=precision or precision_of(radius),
        lon=lon,
        lat=lat,
        why=why,
    )


def precision_of(radius_m: float) -> Precision:
    """How exact a disc of some radius is.

    Parameters
    ----------
    radius_m
        Metres.

    Returns
    -------
    Precision
        `NEAR` up to 25 km, else `AREA`.
    """
    return Precision.NEAR if radius_m <= NEAR_M else Precision.AREA


def in_km(metres: float) -> str:
    """A distance as one reads it.

    Parameters
    ----------
    metres
        Metres.

    Returns
    -------
    str
        In kilometres, to three figures.
    """
    return f"{metres / 1000:.3g} km"


def pointing(bearing: float) -> str:
    """A direction as one reads it.

    Parameters
    ----------
    bearing
        Degrees clockwise from north.

    Returns
    -------
    str
        Such as 'towards the north-east', by the nearest of sixteen winds.
    """
    return f"towards the {_WINDS[round(bearing / 22.5) % len(_WINDS)]}"
