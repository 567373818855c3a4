"""A collection of incidents as the scene that a map shows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import shapely

from gazetteer.place import Precision
from gazetteer.sources.curated import read_table
from gazetteer.sources.divisions import divisions
from geo.account import RANGE, Account, Rule, add_up
from geo.exchange.geojson import geometry_record
from geo.incident import Field
from geo.kinds import KINDS
from geo.plain import (
    FIELDS,
    LINK_WORDS,
    border_sentence,
    country_name,
    date_text,
    direction_text,
    place_text,
    precision_text,
    rule_text,
    shortened,
    value_text,
    verb,
)
from geo.shapes import footprint, great_circle
from geo.situation import Situation, situate
from maps.layers import Arc, ClaimLine, Label, LinkLine, Mark, Scene
from maps.view import ground_bounds

if TYPE_CHECKING:
    from collections.abc import Collection as CodeSet
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from gazetteer.index import Gazetteer
    from gazetteer.place import Place
    from geo.dossier import Collection, Dossier
    from geo.incident import Claim, Link
    from geo.source import Source
    from geo.where import Where

__all__ = ["build_scene", "place_labels"]

_EXACT = {Precision.SITE, Precision.SETTLEMENT}
_SIMPLIFIED_DEG = 0.01
_MOST_TOWNS = 150
_CITY = 500_000
_SHADOW_DEG = 0.3
_ATTRIBUTION = ("Places: GeoNames (CC BY 4.0)",)


def build_scene(
    collection: Collection,
    *,
    title: str,
    made: datetime,
    rule: Rule = RANGE,
    gazetteer: Gazetteer | None = None,
) -> Scene:
    """Everything that a map of some incidents shows, apart from the basemap.

    Parameters
    ----------
    collection
        The incidents.
    title
        Title of the map.
    made
        When the map is made, in UTC.
    rule
        How claims add up; named on the map.
    gazetteer
        Where names of towns come from; none are shown without it.

    Returns
    -------
    Scene
        Plain values in lon lat, EPSG:4326.
    """
    sources = collection.sources_by_id
    accounts = [add_up(dossier, sources, rule) for dossier in collection.dossiers]
    situations = [situate(account) for account in accounts]
    links = _links_both_ways(collection.dossiers)
    marks = tuple(
        _mark(account, situation, links.get(account.incident.id, ()), sources)
        for account, situation in zip(accounts, situations, strict=True)
    )
    scene = Scene(
        title=title,
        rule=str(rule),
        rule_text=rule_text(rule),
        made=made,
        marks=marks,
        arcs=tuple(_arcs(marks, accounts, situations)),
        labels=(),
        border_pairs=_crossed(accounts, situations),
        bounds=_bounds(marks),
        attribution=_ATTRIBUTION,
    )
    ground = ground_bounds(scene)
    if gazetteer is None or ground is None:
        return scene
    lie_in = {situation.country for situation in situations if situation and situation.country}
    return replace(scene, labels=place_labels(gazetteer, ground, lie_in))


def place_labels(
    gazetteer: Gazetteer, bounds: tuple[float, float, float, float], countries: CodeSet[str]
) -> tuple[Label, ...]:
    """Names of countries, of the larger towns, and of the provinces of some countries.

    Parameters
    ----------
    gazetteer
        Where towns come from.
    bounds
        West, south, east, north in degrees.
    countries
        ISO 3166-1 alpha-2 codes of those whose provinces are named.

    Returns
    -------
    tuple of Label
        The more important first; at most 150 towns.
    """
    named = [
        (row["name"], row.number("lon"), row.number("lat"), "country")
        for row in read_table("countries.tsv")
    ]
    towns = _towns(gazetteer, bounds)
    cut = sum(kind == "city" for *_, kind in towns)
    named += towns[:cut]
    named += [(d.name, d.lon, d.lat, "province") for d in divisions() if d.country in countries]
    named += towns[cut:]
    west, south, east, north = bounds
    return tuple(
        Label(text=text, lon=lon, lat=lat, kind=kind, rank=rank)
        for rank, (text, lon, lat, kind) in enumerate(named)
        if west <= lon <= east and south <= lat <= north
    )


def _towns(
    gazetteer: Gazetteer, bounds: tuple[float, float, float, float]
) -> list[tuple[str, float, float, str]]:
    """The larger towns, without those in the shadow of a larger one."""
    kept: list[Place] = []
    for place in gazetteer.within(*bounds, min_population=20_000, limit=_MOST_TOWNS):
        near = (abs(o.lon - place.lon) + abs(o.lat - place.lat) < _SHADOW_DEG for o in kept)
        if not any(near):
            kept.append(place)
    return [
        (
            place.name,
            place.lon,
            place.lat,
            "city" if (place.population or 0) >= _CITY else "town",
        )
        for place in kept
    ]


def _mark(
    account: Account,
    situation: Situation | None,
    links: Sequence[LinkLine],
    sources: Mapping[str, Source],
) -> Mark:
    incident, when, where = account.incident, account.when, account.where
    kind = KINDS[incident.kind]
    located = where if where and where.point else None
    return Mark(
        id=incident.id,
        title=incident.title,
        kind=incident.kind,
        kind_label=kind.label,
        family=kind.family,
        status=incident.status,
        direction=direction_text(incident, situation.country if situation else None),
        lon=located.lon if located else None,
        lat=located.lat if located else None,
        place=place_text(account),
        mention=where.mention if where else None,
        precision=located.precision if located else None,
        precision_label=_precision_label(located),
        radius_m=located.radius_m if located else None,
        exact=bool(located and located.precision in _EXACT),
        shape=_shape(account),
        date=when.edtf if when else None,
        date_label=date_text(when),
        start=when.start.isoformat() if when and when.start else None,
        end=when.end.isoformat() if when and when.end else None,
        killed=str(account.killed) if account.killed else None,
        killed_low=account.killed.low if account.killed else None,
        injured=str(account.injured) if account.injured else None,
        perpetrator=shortened(account.texts.get(Field.PERPETRATOR, ())),
        target=shortened(account.texts.get(Field.TARGET, ())),
        weapon=shortened(account.texts.get(Field.WEAPON, ())),
        border=border_sentence(incident, situation),
        sources=account.independent_sources,
        differing=tuple(FIELDS[about] for about in account.differing),
        claims=tuple(_claim_lines(account, sources)),
        links=tuple(links),
    )


def _precision_label(where: Where | None) -> str | None:
    if where is None or where.precision is None or where.radius_m is None:
        return None
    return precision_text(where.precision, where.radius_m)


def _shape(account: Account) -> dict[str, Any] | None:
    """The area an incident is claimed to lie in, simplified to what a screen shows."""
    area = footprint(account.where) if account.where else None
    if area is None:
        return None
    simple = (
        area.simplify(_SIMPLIFIED_DEG) if account.where and not account.where.footprint else area
    )
    return geometry_record(simple)


def _claim_lines(account: Account, sources: Mapping[str, Source]) -> Iterable[ClaimLine]:
    """The claims field by field, in the order of the fields."""
    for about, label in FIELDS.items():
        for claim in account.claims:
            if claim.field is about:
                yield _claim_line(claim, label, sources, differs=about in account.differing)


def _claim_line(
    claim: Claim, label: str, sources: Mapping[str, Source], *, differs: bool
) -> ClaimLine:
    source = sources[claim.citation.source]
    return ClaimLine(
        field=label,
        value=value_text(claim),
        claimant=claim.claimant,
        verb=verb(claim),
        quote=claim.citation.quote,
        paraphrased=claim.citation.paraphrased,
        publisher=source.publisher,
        source_title=source.title,
        url=source.url,
        published=source.published.isoformat() if source.published else None,
        differs=differs,
    )


def _links_both_ways(dossiers: Sequence[Dossier]) -> dict[str, list[LinkLine]]:
    """Links of each incident, its own and those that lead to it."""
    titles = {dossier.incident.id: dossier.incident.title for dossier in dossiers}
    lines: dict[str, list[LinkLine]] = {}

    def note(at: str, to: str, words: str) -> None:
        if at in titles and to in titles:
            lines.setdefault(at, []).append(LinkLine(to=to, title=titles[to], type=words))

    every: list[Link] = [link for dossier in dossiers for link in dossier.links]
    for link in every:
        there, back = LINK_WORDS[link.type]
        note(link.from_id, link.to_id, there)
        note(link.to_id, link.from_id, back)
    return lines


def _arcs(
    marks: Sequence[Mark], accounts: Sequence[Account], situations: Sequence[Situation | None]
) -> Iterable[Arc]:
    """A line for each located incident that came from another country than it lies in."""
    middles = {
        row["code"]: (row.number("lon"), row.number("lat")) for row in read_table("countries.tsv")
    }
    for mark, account, situation in zip(marks, accounts, situations, strict=True):
        origin = account.incident.origin_country
        if not (situation and situation.cross_border and origin in middles):
            continue
        if mark.lon is None or mark.lat is None:
            continue
        yield Arc(
            incident=mark.id,
            origin=country_name(origin) or origin,
            direction=mark.direction,
            family=mark.family,
            points=tuple(great_circle(middles[origin], (mark.lon, mark.lat))),
        )


def _crossed(
    accounts: Sequence[Account], situations: Sequence[Situation | None]
) -> tuple[tuple[str, str], ...]:
    """Borders between the country an incident came from and the one it lies in."""
    pairs = {
        tuple(sorted((account.incident.origin_country, situation.country)))
        for account, situation in zip(accounts, situations, strict=True)
        if situation and situation.depth_m is not None
        if account.incident.origin_country and situation.country
    }
    return tuple((a, b) for a, b in sorted(pairs))


def _bounds(marks: Sequence[Mark]) -> tuple[float, float, float, float] | None:
    """Box about every mark and its area."""
    boxes = [shapely.geometry.shape(dict(mark.shape)).bounds for mark in marks if mark.shape]
    if not boxes:
        return None
    wests, souths, easts, norths = zip(*boxes, strict=True)
    return min(wests), min(souths), max(easts), max(norths)
