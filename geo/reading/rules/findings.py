"""From the tellings of an event to an incident: what is claimed, by whom, in which sentence."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from gazetteer.mention import Role
from geo.errors import ModelError
from geo.incident import Field, Modality, Polarity
from geo.kinds import Kind
from geo.plain import country_name
from geo.reading.counts import Share
from geo.reading.events import Manner
from geo.reading.events.company import Company
from geo.reading.extractor import Finding, IncidentFound
from geo.reading.rules.locating import where_of
from geo.reading.rules.seats import seat_of
from geo.reading.rules.speakers import speaker_of
from geo.reading.rules.spots import Fit, fit_of
from geo.reading.rules.tolls import FIELDS
from geo.when import When

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazetteer.index import Gazetteer
    from geo.reading.counts import CountFound
    from geo.reading.rules.dating import Dated
    from geo.reading.rules.group import Group
    from geo.reading.rules.scene import Scene
    from geo.reading.rules.spots import Spot
    from geo.reading.rules.tellings import Telling
    from geo.where import Where

__all__ = ["incident_of"]

_LEAST: Final = 0.6
_MORE: Final = 3
_FEW: Final = 3
_PER: Final = 60
_OF_CRIME: Final = frozenset({Kind.ATTACK, Kind.ARRESTS})
_MEETINGS: Final = frozenset({Kind.TALKS, Kind.AGREEMENT})
_MODALITIES: Final = {
    Manner.CLAIMED: Modality.CLAIMED,
    Manner.ACCUSED: Modality.ACCUSED,
    Manner.POSSIBLE: Modality.POSSIBLE,
    Manner.PLANNED: Modality.POSSIBLE,
}
_DENIES: Final = re.compile(
    r"\b(?:den(?:y|ied|ies|ying)|reject(?:s|ed)?|dismiss(?:es|ed)?|refuted?|disputed?|no part"
    r"|nothing to do|did not|had not)\b"
)


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
    origin = _origin(group, spots, scene)
    places = list(_places(group, spots, origin, scene, gazetteer))
    if not places or not group.live:
        return None
    confidence = _confidence(group, spots)
    if confidence < _LEAST or not _in_company(group, scene):
        return None
    if not group.dates and scene.article.published is not None and not group.last.step:
        return None
    best = _best(group)
    findings = _once(
        (
            *_dates(group, scene),
            *places,
            *_sides(group, origin),
            *_counts(tolls, scene),
            *_denials(group, scene),
            *_blamed(group),
        )
    )
    where = places[0].where
    return IncidentFound(
        kind=group.kind,
        findings=tuple(_superseding(findings, tolls)),
        start=best.event.start,
        end=best.event.end,
        confidence=confidence,
        origin_country=origin,
        target_country=_target(group, origin, where, scene),
    )


def _in_company(group: Group, scene: Scene) -> bool:
    """Whether the words of its story are those of armed events rather than of another world.

    A match, a storm, a film and a price war are not, and ordinary crime has few of them.
    """
    if not group.armed and group.kind is not Kind.ARRESTS:
        return True
    words = scene.words_of(group.tellings[0].story)
    company = Company.of(words)
    among = company.war >= _MORE * company.other
    if group.kind in _OF_CRIME and not any(one.weapons for one in group.tellings):
        return among and company.armed >= min(_FEW, len(words) / _PER)
    return among or any(dated.sure for dated in group.dates)


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
    if group.kind not in _MEETINGS and spots and spots[0].sure and spots[0].inside:
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


def _places(
    group: Group, spots: Sequence[Spot], origin: str | None, scene: Scene, gazetteer: Gazetteer
) -> Iterator[Finding]:
    """Where it is told to have happened; a government acts at its seat."""
    if group.last.step:
        seat = _seat(group, spots, origin, scene, gazetteer)
        if seat is not None:
            yield seat
        return
    for spot in list({s.placed.mention.start: s for s in reversed(spots)}.values())[::-1]:
        one = next(t for t in group.tellings if t.spot is spot)
        yield Finding(
            field=Field.LOCATION,
            start=one.event.sentence_start,
            end=one.event.sentence_end,
            claimant=_claimant(one),
            where=where_of(spot, scene),
            modality=_modality(one) if spot.sure else Modality.POSSIBLE,
        )


def _seat(
    group: Group, spots: Sequence[Spot], origin: str | None, scene: Scene, gazetteer: Gazetteer
) -> Finding | None:
    """Where a step between governments was taken."""
    one = next((t for t in group.tellings if t.doer), group.tellings[0])
    town = next(
        (s for s in spots if s.sure and s.inside and s.exact and s.place.country == origin), None
    )
    if town is None and group.kind in _MEETINGS:
        town = next((s for s in spots if s.sure and s.inside and s.exact), None)
    if town is not None:
        where: Where | None = where_of(town, scene)
    elif origin is not None:
        words = one.doer.name if one.doer else one.event.text
        where = seat_of(origin, words, gazetteer)
    else:
        where = None
    if where is None:
        return None
    return Finding(
        field=Field.LOCATION,
        start=one.event.sentence_start,
        end=one.event.sentence_end,
        claimant=_claimant(one),
        where=where,
        modality=_modality(one),
    )


def _dates(group: Group, scene: Scene) -> Iterator[Finding]:
    """When it is told to have happened."""
    for dated in group.dates:
        one = next(t for t in group.tellings if t.dated is dated)
        yield Finding(
            field=Field.DATE,
            start=one.event.sentence_start,
            end=one.event.sentence_end,
            claimant=None if dated.assumed else _claimant(one),
            when=_when(dated, scene),
            modality=Modality.POSSIBLE if dated.assumed else _modality(one),
        )


def _when(dated: Dated, scene: Scene) -> When:
    """A date with its words; uncertain where it is inferred from other sentences.

    What opens a report and gives no date is taken to be of the day of the report or the one before.
    """
    published = scene.article.published
    if dated.assumed and published is not None:
        first = published - timedelta(days=1)
        return When.parse(f"{first.isoformat()}?/{published.isoformat()}?")
    when = dated.when if dated.own else _unsure(dated.when)
    words = scene.text[dated.start : dated.end]
    return When(edtf=when.edtf, start=when.start, end=when.end, text=words)


def _unsure(when: When) -> When:
    """A date that is only inferred from the sentences before."""
    try:
        return When.parse(f"{when.edtf}?")
    except ModelError:
        return when


def _sides(group: Group, origin: str | None) -> Iterator[Finding]:
    """Who did it, to whom, with what."""
    for one in group.tellings:
        acting = one.doer.name if one.doer else None
        if one.step and (one.doer is None or one.doer.country is None):
            acting = country_name(origin)
        told = (
            (Field.PERPETRATOR, acting, one.event.actor),
            (Field.TARGET, one.target.name if one.target else None, one.event.target),
            (Field.WEAPON, one.event.weapon.text if one.event.weapon else None, one.event.weapon),
        )
        for about, name, phrase in told:
            if name is None or phrase is None or not one.live:
                continue
            yield Finding(
                field=about,
                start=one.event.sentence_start,
                end=one.event.sentence_end,
                claimant=_claimant(one),
                text=name,
                modality=_modality(one),
            )


def _counts(tolls: Sequence[CountFound], scene: Scene) -> Iterator[Finding]:
    """How many were harmed."""
    for count in tolls:
        if count.share is Share.PART and count.count.of == "people":
            continue
        said = count.claimant
        claimant = speaker_of(said.text, said.start, said.end, scene) if said else None
        yield Finding(
            field=FIELDS[count.effect],
            start=count.sentence_start,
            end=count.sentence_end,
            claimant=claimant,
            count=count.count,
            polarity=count.polarity,
            modality=count.modality,
        )


def _denials(group: Group, scene: Scene) -> Iterator[Finding]:
    """Who says that it was not so."""
    for one in group.tellings:
        sentence = scene.text[one.event.sentence_start : one.event.sentence_end]
        if one.event.manner is not Manner.DENIED or not _DENIES.search(sentence):
            continue
        side = one.speaker or one.doer
        if side is not None:
            yield Finding(
                field=Field.RESPONSIBILITY,
                start=one.event.sentence_start,
                end=one.event.sentence_end,
                claimant=side.name,
                text=one.doer.name if one.doer else one.event.text,
                polarity=Polarity.DENIES,
                modality=Modality.CLAIMED,
            )


def _blamed(group: Group) -> Iterator[Finding]:
    """Who is said to be behind it, or denies it, in other sentences."""
    for one in group.said:
        denied = one.polarity is Polarity.DENIES
        yield Finding(
            field=Field.RESPONSIBILITY if denied else Field.PERPETRATOR,
            start=one.start,
            end=one.end,
            claimant=one.claimant.name if one.claimant else None,
            text=one.side.name,
            polarity=one.polarity,
            modality=one.modality,
        )


def _once(findings: Sequence[Finding]) -> list[Finding]:
    """Each claim once: the same value by the same claimant says nothing new."""
    kept: dict[object, Finding] = {}
    for one in findings:
        value: object = one.when.edtf if one.when else one.text or one.where
        if one.count is not None:
            value = (one.count.low, one.count.high, one.count.of)
        kept.setdefault((one.field, one.claimant, value, one.polarity), one)
    return list(kept.values())


def _superseding(findings: Sequence[Finding], tolls: Sequence[CountFound]) -> Iterator[Finding]:
    """The findings; a toll that has risen takes the place of the last one told before."""
    risen = {(toll.sentence_start, toll.count.low) for toll in tolls if toll.updates}
    gone: set[int] = set()
    for one in findings:
        replaced = None
        if one.count is not None and (one.start, one.count.low) in risen:
            replaced = max(
                (
                    number
                    for number, other in enumerate(findings)
                    if _is_older(other, one) and number not in gone
                ),
                key=lambda number: findings[number].start,
                default=None,
            )
        if replaced is not None:
            gone.add(replaced)
        yield replace(one, replaces=replaced)


def _is_older(other: Finding, one: Finding) -> bool:
    """Whether a count is of the same people as a newer and larger one."""
    if other is one or other.count is None or one.count is None or other.field is not one.field:
        return False
    same = other.count.of is one.count.of and other.polarity is one.polarity
    return same and other.count.low < one.count.low and other.claimant in {None, one.claimant}


def _claimant(one: Telling) -> str | None:
    """Who says so."""
    return one.speaker.name if one.speaker else None


def _modality(one: Telling) -> Modality:
    """In what manner it is said."""
    modality = _MODALITIES.get(one.event.manner, Modality.FACT)
    if modality in {Modality.CLAIMED, Modality.ACCUSED} and one.speaker is None:
        return Modality.POSSIBLE
    return modality


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


def _confidence(group: Group, spots: Sequence[Spot]) -> float:
    """How likely the group is an incident of its own."""
    own = [dated.strength for dated in group.dates if dated.own]
    signs = -1.8 + 0.5 * min(4, sum(one.live for one in group.tellings))
    signs += max((spot.share for spot in spots), default=0.6)
    signs += 0.7 * any(spot.exact for spot in spots)
    assumed = any(dated.assumed for dated in group.dates)
    signs += 1.2 * max(own, default=0.4 if assumed else 0.0) - 0.8 * (not group.dates)
    signs += 0.5 * bool(group.doers) + 0.5 * (group.kind is not Kind.ATTACK)
    signs -= 0.8 * all(one.general for one in group.tellings)
    return round(1.0 / (1.0 + math.exp(-signs)), 2)
