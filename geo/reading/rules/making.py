"""From the tellings of an event to an incident with its countries and its findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.incident import Field
from geo.reading.extractor import IncidentFound
from geo.reading.rules.findings import findings_of
from geo.reading.rules.judging import confidence_of, holds
from geo.reading.rules.spots import Fit, fit_of
from geo.reading.rules.states import aimed_at, origin_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.index import Gazetteer
    from geo.reading.counts import CountFound
    from geo.reading.rules.group import Group
    from geo.reading.rules.scene import Scene
    from geo.reading.rules.spots import Spot
    from geo.reading.rules.tellings import Telling

__all__ = ["incident_of"]


def incident_of(
    group: Group, tolls: Sequence[CountFound], scene: Scene, gazetteer: Gazetteer
) -> IncidentFound | None:
    """Turn the tellings of an event into an incident.

    Parameters
    ----------
    group
        The tellings.
    tolls
        The numbers of people harmed that belong to them.
    scene
        The article with what was found.
    gazetteer
        Where seats of government are looked up.

    Returns
    -------
    IncidentFound or None
        None where too little is told: no place, or nothing that came about.
    """
    spots = _spots(group)
    confidence = confidence_of(group, spots, dated=scene.article.published is not None)
    if not holds(group, confidence, scene):
        return None
    origin = origin_of(group, spots, scene)
    findings = findings_of(group, spots, origin, tolls, scene, gazetteer)
    where = next((one.where for one in findings if one.field is Field.LOCATION), None)
    if where is None:
        return None
    best = _best(group)
    return IncidentFound(
        kind=group.kind,
        findings=findings,
        start=best.event.start,
        end=best.event.end,
        confidence=confidence,
        origin_country=origin,
        target_country=aimed_at(group, origin, where, scene),
    )


def _spots(group: Group) -> list[Spot]:
    """The spots that can be one: the best told first, without those that lie elsewhere."""
    weights: dict[str, float] = {}
    for spot in group.spots:
        weights[spot.place.id] = weights.get(spot.place.id, 0.0) + spot.share
    ordered = sorted(
        group.spots, key=lambda s: (s.place.precision.rank, -weights[s.place.id], -s.share)
    )
    finest = ordered[:1]
    return finest + [
        spot for spot in ordered[1:] if fit_of(spot, finest[0]) in {Fit.SAME, Fit.WITHIN}
    ]


def _best(group: Group) -> Telling:
    """The telling that says most."""
    return max(
        group.tellings,
        key=lambda t: (
            t.live and not t.event.points_back,
            (t.spot.share if t.spot else 0.0) + (t.dated.strength if t.dated else 0.0),
            -t.event.start,
        ),
    )
