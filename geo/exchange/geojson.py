"""GeoJSON as RFC 7946 has it: WGS 84, lon before lat, right-hand rings, a stable id.

Digits are not precision, so every feature carries `precision` and `radius_m`, and a
location that is no more exact than a province can be written as that province (`areas`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import shapely

from geo.account import RANGE, Account, Rule, add_up
from geo.record import to_record
from geo.shapes import cut_at_antimeridian, footprint
from geo.summary import summary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shapely.geometry.base import BaseGeometry

    from geo.dossier import Collection, Dossier
    from geo.source import Source

__all__ = ["feature", "feature_collection", "geometry_record", "to_geojson"]

_DECIMALS = 7


def to_geojson(collection: Collection, *, rule: Rule = RANGE, areas: bool = False) -> bytes:
    """A collection as one GeoJSON text.

    Parameters
    ----------
    collection
        The incidents.
    rule
        How claims add up; named in every feature.
    areas
        Whether a feature's geometry is the area that the incident is claimed to lie in
        rather than the point in the middle of it.

    Returns
    -------
    bytes
        UTF-8, one feature a line; the same collection gives the same bytes.
    """
    sources = collection.sources_by_id
    return feature_collection(
        [feature(d, sources, rule=rule, areas=areas) for d in collection.dossiers]
    )


def feature_collection(features: Sequence[dict[str, Any]]) -> bytes:
    """Features as one GeoJSON text.

    Parameters
    ----------
    features
        GeoJSON features whose geometries are as `geometry_record` gives them.

    Returns
    -------
    bytes
        UTF-8, one feature a line, with the box about them all.
    """
    head: dict[str, Any] = {"type": "FeatureCollection"}
    boxes = [shapely.geometry.shape(f["geometry"]).bounds for f in features if f["geometry"]]
    if boxes:
        west, south, east, north = zip(*boxes, strict=True)
        head["bbox"] = [min(west), min(south), max(east), max(north)]
    lines = b",\n".join(msgspec.json.encode(feature) for feature in features)
    return msgspec.json.encode(head)[:-1] + b',"features":[\n' + lines + b"\n]}\n"


def feature(
    dossier: Dossier,
    sources: Mapping[str, Source],
    *,
    rule: Rule = RANGE,
    areas: bool = False,
) -> dict[str, Any]:
    """One incident as a GeoJSON feature.

    Parameters
    ----------
    dossier
        The incident with its claims.
    sources
        The sources they cite, by id.
    rule
        How claims add up.
    areas
        Whether to give the area rather than its middle.

    Returns
    -------
    dict
        Geometry null where nobody says where it was.
    """
    account = add_up(dossier, sources, rule)
    where = account.where
    shape: BaseGeometry | None = None
    if where and where.point:
        shape = footprint(where) if areas else shapely.Point(where.point)
    return {
        "type": "Feature",
        "id": dossier.incident.id,
        "geometry": geometry_record(shape) if shape is not None else None,
        "properties": _properties(account, dossier, sources),
    }


def geometry_record(shape: BaseGeometry) -> dict[str, Any]:
    """A geometry as RFC 7946 wants it.

    Parameters
    ----------
    shape
        In lon lat, EPSG:4326; may run past the antimeridian.

    Returns
    -------
    dict
        Cut at the antimeridian, rings right-handed, seven decimals.
    """
    cut = shapely.orient_polygons(cut_at_antimeridian(shape))
    rounded: dict[str, Any] = shapely.geometry.mapping(
        shapely.transform(cut, lambda xy: xy.round(_DECIMALS))
    )
    return rounded


def _properties(
    account: Account, dossier: Dossier, sources: Mapping[str, Source]
) -> dict[str, Any]:
    """Every property, in one order; a property without a value is null."""
    when = account.when
    incident = to_record(dossier.incident)
    own = ("kind", "title", "status", "origin_country", "target_country")
    return {
        **{name: incident.get(name) for name in own},
        "date_start": to_record(when.start) if when and when.start else None,
        "date_end": to_record(when.end) if when and when.end else None,
        **summary(account),
        "claims": [to_record(claim) for claim in account.claims],
        "cites": [
            to_record(sources[name])
            for name in dict.fromkeys(claim.citation.source for claim in account.claims)
        ],
        "links": [to_record(link) for link in dossier.links],
    }
