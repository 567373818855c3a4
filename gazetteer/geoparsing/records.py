"""What the geoparser found, for programs."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import shapely

from gazetteer.batch import place_record
from gazetteer.resolve import radius_m

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from gazetteer.geoparsing.reading import Geoparsed, PlacedMention, PlacedRelation

__all__ = ["geoparsed_record", "mention_record", "outline_of", "relation_record"]

_DECIMALS = 5
_SHARE = 3
_FINENESS = 500


def geoparsed_record(found: Geoparsed) -> dict[str, Any]:
    """Everything that was found in a text.

    Parameters
    ----------
    found
        What `geoparse` has found.

    Returns
    -------
    dict
        `mentions` (see `mention_record`) and `relations` (see `relation_record`), in the order
        of the text. A relation to a mention has the number of that mention, counted from 0, as
        `mention`, and its geometry stands there as `footprint`: of several the first, and what
        lies to two ("between A and B") with the first of them. `mention` is None for others, such
        as "in the border area".
    """
    number = {one.mention: place for place, one in enumerate(found.mentions)}
    footprints: dict[int, dict[str, Any]] = {}
    relations = []
    for one in found.relations:
        record = relation_record(one)
        mention = number[one.relation.mentions[0]] if one.relation.mentions else None
        relations.append(record | {"mention": mention})
        if mention is not None:
            footprints.setdefault(mention, record)
            del relations[-1]["geometry"]
    mentions = [mention_record(one) for one in found.mentions]
    for mention, record in footprints.items():
        mentions[mention]["footprint"] = record
    return {"mentions": mentions, "relations": relations}


def mention_record(one: PlacedMention) -> dict[str, Any]:
    """A mention for programs.

    Parameters
    ----------
    one
        The mention.

    Returns
    -------
    dict
        `start`, `end` (characters of the text), `text`, `role`, `recognition` (whether it is a
        toponym or demonym at all, 0 to 1), `place` (see `gazetteer.batch.place_record`) or None,
        `confidence` (whether it means this place, 0 to 1; 0 without one), `precision`,
        `radius_m` and `why`.
    """
    resolution = one.resolution
    return {
        "start": one.mention.start,
        "end": one.mention.end,
        "text": one.mention.text,
        "role": one.mention.role,
        "recognition": one.mention.confidence,
        "place": place_record(one.place),
        "confidence": round(one.confidence, _SHARE),
        "precision": resolution.precision,
        "radius_m": radius_m(resolution),
        "why": resolution.why,
    }


def relation_record(one: PlacedRelation) -> dict[str, Any]:
    """A relation with its ground for programs.

    Parameters
    ----------
    one
        The relation.

    Returns
    -------
    dict
        `kind`, `start`, `end` (characters of the text), `text`, `sentence`, `geometry` (GeoJSON,
        WGS 84, its outline simplified by at most a 500th of the side of a square as large),
        `lon`, `lat` of a point well inside, `radius_m`, `precision` and `why`.
    """
    relation, footprint = one.relation, one.footprint
    return {
        "kind": relation.kind,
        "start": relation.start,
        "end": relation.end,
        "text": relation.text,
        "sentence": relation.sentence,
        "geometry": shapely.geometry.mapping(outline_of(footprint.geometry)),
        "lon": round(footprint.lon, _DECIMALS),
        "lat": round(footprint.lat, _DECIMALS),
        "radius_m": round(footprint.radius_m),
        "precision": footprint.precision,
        "why": footprint.why,
    }


def outline_of(shape: BaseGeometry) -> BaseGeometry:
    """A footprint with as many points as one can see.

    Parameters
    ----------
    shape
        Polygons in degrees (EPSG:4326).

    Returns
    -------
    BaseGeometry
        Valid, outer rings anticlockwise, five decimals.
    """
    plain = shapely.simplify(shape, math.sqrt(shape.area) / _FINENESS)
    rounded = shapely.set_precision(plain, 10.0**-_DECIMALS)
    return shapely.orient_polygons(rounded)
