"""A collection of incidents as the scene that a map shows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gazetteer.sources.curated import read_table
from geo.account import RANGE, Account, Rule, add_up
from geo.plain import (
    FIELDS,
    LINK_WORDS,
    country_name,
    rule_text,
    value_text,
    verb,
)
from geo.shapes import great_circle
from geo.situation import Situation, situate
from maps.layers import Arc, ClaimLine, LinkLine, Mark, Scene
from maps.mark import mark_of
from maps.place_names import place_labels
from maps.view import box_of, ground_bounds
from maps.viewing import other_views

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from gazetteer.index import Gazetteer
    from geo.dossier import Collection, Dossier
    from geo.incident import Claim, Link
    from geo.source import Source

__all__ = ["ATTRIBUTION", "build_scene", "country_middles"]

ATTRIBUTION = ("Places: GeoNames (CC BY 4.0)",)
"""Whom to credit for the incidents' places."""


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
        replace(
            mark_of(account, situation),
            claims=tuple(_claim_lines(account, sources)),
            links=tuple(links.get(account.incident.id, ())),
        )
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
        attribution=ATTRIBUTION,
        views=tuple(other_views(collection.dossiers, sources, rule, marks)),
        countries=frozenset(mark.country for mark in marks if mark.country),
    )
    ground = ground_bounds(scene)
    if gazetteer is None or ground is None:
        return scene
    return replace(scene, labels=place_labels(gazetteer, ground, scene.countries))


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
    middles = country_middles()
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


def country_middles() -> dict[str, tuple[float, float]]:
    """Where arcs from a country start.

    Returns
    -------
    dict
        ISO 3166-1 alpha-2 codes to (lon, lat) in degrees.
    """
    return {
        row["code"]: (row.number("lon"), row.number("lat")) for row in read_table("countries.tsv")
    }


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
    boxes = [box for box in map(box_of, marks) if box is not None]
    if not boxes:
        return None
    wests, souths, easts, norths = zip(*boxes, strict=True)
    return min(wests), min(souths), max(easts), max(norths)
