"""Incidents to what a map draws: marks, arcs and the claims behind them.

A `Scene` holds plain values only, so that the page can carry it as data and the picture
can draw the same thing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

__all__ = ["Arc", "ClaimLine", "Geometry", "Label", "LinkLine", "Mark", "Scene"]

Geometry = Mapping[str, Any]
"""A GeoJSON geometry in lon lat, EPSG:4326."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLine:
    """One claim as a reader sees it.

    Parameters
    ----------
    field
        Name of the field in plain English, such as "Killed".
    value
        The value, as short text.
    claimant
        Who says it.
    verb
        "says", "denies", "accuses", "suggests" or "reports".
    quote
        The sentence it rests on, if kept.
    paraphrased
        Whether that sentence is ours, not the source's.
    publisher
        Who published it.
    source_title
        Headline.
    url
        Address (http or https only), if any.
    published
        Day of publication, ISO 8601, if known.
    differs
        Whether the claims about this field do not agree.
    """

    field: str
    value: str
    claimant: str
    verb: str
    quote: str | None
    paraphrased: bool
    publisher: str
    source_title: str | None
    url: str | None
    published: str | None
    differs: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkLine:
    """A link to another incident, from either end.

    Parameters
    ----------
    to
        Id of the other incident.
    title
        Its title.
    type
        In plain English, such as "retaliation for" or "answered by".
    """

    to: str
    title: str
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One incident as it is drawn.

    Parameters
    ----------
    id
        Id of the incident.
    title
        Its title.
    kind
        Its kind, such as `airstrike`.
    kind_label
        The kind in plain English.
    family
        Group of kinds: `strike`, `bombing`, `fighting`, `unrest`, `diplomacy`, `other`.
    status
        `draft` or `active`.
    direction
        Such as "Iran to Pakistan", "Within Iran" or "Origin not known".
    lon
        Degrees east, None if unlocated.
    lat
        Degrees north, None if unlocated.
    place
        The place in words, such as "Saravan, Sistan and Baluchestan, Iran".
    mention
        The words of the claim.
    precision
        `site` to `country`, None if unlocated.
    precision_label
        In plain English, such as "within about 25 km of the place named".
    radius_m
        Radius of the location in metres.
    exact
        Whether it may be drawn as a solid symbol (site or settlement).
    shape
        The area that it is claimed to lie in.
    date
        EDTF.
    date_label
        The date in plain English.
    start
        First instant, ISO 8601 UTC.
    end
        Last instant.
    killed
        Such as "9-12" or "2+", None where nobody says.
    killed_low
        The least, for the size of the symbol; None where nobody says.
    injured
        Likewise.
    perpetrator
        Who did it, as claimed.
    target
        Whom or what it hit, as claimed.
    weapon
        With what, as claimed.
    border
        One sentence about the border, such as "In Iran, 46 km from the border with Pakistan".
    sources
        How many independent sources.
    differing
        Fields in which the claims do not agree, in plain English.
    claims
        The claims side by side.
    links
        Links to other incidents.
    """

    id: str
    title: str
    kind: str
    kind_label: str
    family: str
    status: str
    direction: str
    lon: float | None
    lat: float | None
    place: str
    mention: str | None
    precision: str | None
    precision_label: str | None
    radius_m: float | None
    exact: bool
    shape: Geometry | None
    date: str | None
    date_label: str
    start: str | None
    end: str | None
    killed: str | None
    killed_low: int | None
    injured: str | None
    perpetrator: str | None
    target: str | None
    weapon: str | None
    border: str | None
    sources: int
    differing: tuple[str, ...]
    claims: tuple[ClaimLine, ...]
    links: tuple[LinkLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Arc:
    """A line from the country that an incident came from to where it lies.

    Parameters
    ----------
    incident
        Id of the incident.
    origin
        Name of the country it came from.
    direction
        The same as the mark's.
    family
        The same as the mark's.
    points
        (lon, lat) pairs along the great circle, from the middle of the country to the mark.
    """

    incident: str
    origin: str
    direction: str
    family: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A name on the map.

    Parameters
    ----------
    text
        The name.
    lon
        Degrees east.
    lat
        Degrees north.
    kind
        `country`, `province`, `city` or `town`.
    rank
        The smaller, the earlier it is shown when room is short.
    """

    text: str
    lon: float
    lat: float
    kind: str
    rank: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """All that a map shows, apart from the basemap.

    Parameters
    ----------
    title
        Title of the map.
    rule
        The rule in force, such as `range`.
    rule_text
        The rule in plain English.
    made
        When the map was made, in UTC.
    marks
        The incidents, unlocated ones included.
    arcs
        Lines from origin to target.
    labels
        Names of places.
    border_pairs
        The borders that incidents crossed, as pairs of ISO 3166-1 alpha-2 codes.
    bounds
        West, south, east, north of all marks and shapes, or None where nothing is located.
    attribution
        Lines of credit for the data drawn.
    """

    title: str
    rule: str
    rule_text: str
    made: datetime
    marks: tuple[Mark, ...]
    arcs: tuple[Arc, ...]
    labels: tuple[Label, ...]
    border_pairs: tuple[tuple[str, str], ...]
    bounds: tuple[float, float, float, float] | None
    attribution: tuple[str, ...]
