"""Incidents to what a map draws: marks, arcs and the claims behind them.

A `Scene` holds plain values only, so that the page can carry it as data and the picture
can draw the same thing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from maps.table import Table

__all__ = ["Arc", "ClaimLine", "Geometry", "Label", "LinkLine", "Mark", "Scene", "View"]

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
    origin
        ISO 3166-1 alpha-2 code of the country that it came from, if that is known.
    country
        That of the country that it lies in, if that is known.
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
        The outline of the area that it is claimed to lie in; None where that is a disc.
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
    killed_high
        The most; None where it is open or nobody says.
    injured
        As `killed`.
    injured_low
        The least.
    injured_high
        The most.
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
    by_others
        What of it the claimant in force does not say and others do: "place", "date".
    """

    id: str
    title: str
    kind: str
    kind_label: str
    family: str
    status: str
    origin: str | None
    country: str | None
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
    killed_high: int | None
    injured: str | None
    injured_low: int | None
    injured_high: int | None
    perpetrator: str | None
    target: str | None
    weapon: str | None
    border: str | None
    sources: int
    differing: tuple[str, ...]
    claims: tuple[ClaimLine, ...]
    links: tuple[LinkLine, ...]
    by_others: tuple[str, ...] = ()


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
    local
        The name in the script that is written there; None where that is the Latin one, or no such
        name is known.
    """

    text: str
    lon: float
    lat: float
    kind: str
    rank: int
    local: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """The incidents as another rule shows them.

    Parameters
    ----------
    rule
        The rule as typed, such as `conservative` or `claimant:Iran`.
    name
        What it is called on the page, such as "Conservative" or "Iran".
    text
        What it shows, in plain English.
    only
        Whether incidents that are not among `marks` are left out under it: nobody whose account
        it is says a word about them. Otherwise they are shown as they are.
    marks
        The incidents that it shows otherwise, without their claims and links.
    """

    rule: str
    name: str
    text: str
    only: bool
    marks: tuple[Mark, ...]


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
    views
        The same incidents under other rules.
    countries
        ISO 3166-1 alpha-2 codes of the countries that incidents lie in.
    tables
        The incidents as columns, where there are too many for a mark each.
    split
        The rules of two maps side by side, the left one first; None for one map.
    """

    title: str
    rule: str
    rule_text: str
    made: datetime
    marks: Sequence[Mark]
    arcs: tuple[Arc, ...]
    labels: tuple[Label, ...]
    border_pairs: tuple[tuple[str, str], ...]
    bounds: tuple[float, float, float, float] | None
    attribution: tuple[str, ...]
    views: tuple[View, ...] = ()
    countries: frozenset[str] = frozenset()
    tables: Mapping[str, Table] | None = None
    split: tuple[str, str] | None = None
