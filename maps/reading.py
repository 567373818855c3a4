"""What a page of texts beside a map shows: pieces of text, marks, places, ground.

A `Reading` holds plain values only, so that the page can carry it as data.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from maps.layers import Label

__all__ = ["Bounds", "Ground", "Mark", "Piece", "Reading", "Spot", "TextPart"]

Bounds = tuple[float, float, float, float]
"""West, south, east, north in degrees (EPSG:4326)."""

_ATTRIBUTION: Final = ("Places: GeoNames (CC BY 4.0)",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a text.

    Parameters
    ----------
    text
        The characters.
    mark
        Which of the reading's marks it is, if any.
    ground
        Which of the reading's ground its words mean, if any.
    """

    text: str
    mark: int | None = None
    ground: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPart:
    """A text in pieces.

    Parameters
    ----------
    name
        What it is called.
    pieces
        Its pieces, which make up the whole text.
    """

    name: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A mention in the text.

    Parameters
    ----------
    words
        As written.
    key
        How it is marked, see `maps.words.role_key`.
    role
        Its role in words.
    spot
        Which of the reading's spots it names; None where nobody knows.
    confidence
        Whether it is this place, in words and 0 to 1; None without one.
    why
        A plain sentence.
    others
        What else it could be.
    """

    words: str
    key: str
    role: str
    spot: int | None
    confidence: str | None
    why: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place on the map.

    Parameters
    ----------
    id
        Its id in the gazetteer.
    name
        Its name alone.
    line
        Name, division and country.
    lon, lat
        Degrees, EPSG:4326.
    precision
        How exact it is, in words.
    exact
        Whether it is drawn solid: a site or a settlement.
    wide
        Whether its area would cover the map, so that it shows only when chosen.
    shape
        Its area, GeoJSON.
    key
        How most of its mentions are marked.
    """

    id: str
    name: str
    line: str
    lon: float
    lat: float
    precision: str
    exact: bool
    wide: bool
    shape: Mapping[str, Any] | None
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Ground that the text means by way of places.

    Parameters
    ----------
    words
        As written.
    why
        What was drawn, a plain sentence.
    precision
        How exact it is, in words.
    lon, lat
        A point well inside, degrees, EPSG:4326.
    wide
        Whether it would cover the map, so that it shows only when chosen.
    shape
        The ground, GeoJSON.
    """

    words: str
    why: str
    precision: str
    lon: float
    lat: float
    wide: bool
    shape: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Everything that the page shows, apart from the basemap.

    Parameters
    ----------
    title
        Title of the page.
    texts
        The texts.
    marks
        Their mentions.
    spots
        The places, each once.
    grounds
        The ground meant by way of them.
    countries
        ISO 3166-1 alpha-2 codes of the countries that the places lie in.
    labels
        Names on the map.
    view
        The box that the map opens with: what lies about the place in the middle; None where there
        is no place.
    attribution
        Whom to credit.
    """

    title: str
    texts: tuple[TextPart, ...]
    marks: tuple[Mark, ...]
    spots: tuple[Spot, ...]
    grounds: tuple[Ground, ...]
    countries: tuple[str, ...] = ()
    labels: tuple[Label, ...] = ()
    view: Bounds | None
    attribution: tuple[str, ...] = _ATTRIBUTION
