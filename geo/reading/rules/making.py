"""From the tellings of an event to an incident with its countries and its findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.mention import Role
from geo.incident import Field
from geo.reading.extractor import IncidentFound
from geo.reading.rules.findings import MEETINGS, findings_of
from geo.reading.rules.judging import confidence_of, holds
from geo.reading.rules.spots import Fit, fit_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.index import Gazetteer
    from geo.reading.counts import CountFound
    from geo.reading.rules.group import Group
    from geo.reading.rules.scene import Scene
    from geo.reading.rules.spots import Spot
    from geo.reading.rules.tellings import Telling
    from geo.where import Where

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
    origin = _origin(group, spots, scene)
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
        target_country=_target(group, origin, where, scene),
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


def _origin(group: Group, spots: Sequence[Spot], scene: Scene) -> str | None:
    """The country that it came from: that of most who are said to have done it."""
    counted: dict[str, int] = {}
    for side in group.doers:
        if side.country:
            counted[side.country] = counted.get(side.country, 0) + 1
    if counted:
        return max(counted, key=lambda code: counted[code])
    if not group.last.step:
        return None
    if group.kind not in MEETINGS and spots and spots[0].sure and spots[0].inside:
        return spots[0].place.country
    return next(iter(_states(group, scene)), None)


def _states(group: Group, scene: Scene) -> list[str]:
    """The states that act in the sentences of a step, in their order."""
    found: dict[str, None] = {}
    for one in group.tellings:
        for placed in scene.inside(one.event.sentence_start, one.event.sentence_end):
            acts = placed.mention.role in {Role.ACTOR, Role.DEMONYM}
            if acts and placed.place and placed.place.country:
                found[placed.place.country] = None
    return list(found)


def _target(group: Group, origin: str | None, where: Where | None, scene: Scene) -> str | None:
    """The country that it was aimed at."""
    if not group.last.step:
        return where.country if where else None
    for one in group.tellings:
        if one.target and one.target.country and one.target.country != origin:
            return one.target.country
    for one in group.tellings:
        beside = scene.inside(one.event.sentence_start, one.event.sentence_end)
        beside.sort(key=lambda p: abs(p.mention.start - one.event.start))
        for placed in beside:
            if placed.place and placed.place.country not in {None, origin}:
                return placed.place.country
    return None


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
