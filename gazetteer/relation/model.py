"""What the words say: a relation, a distance, and what is needed of borders."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from gazetteer.place import Footprint

if TYPE_CHECKING:
    import shapely

    from gazetteer.mention import Mention  # noqa: TC004 (an annotation, not looked at)

__all__ = ["Borders", "Distance", "Relation", "RelationKind", "RelativeFootprint"]


class Borders(Protocol):
    """What a footprint needs to know of the world's borders; `geo.border.borders` knows it."""

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Every two countries (ISO 3166-1 alpha-2) that share a land border, sorted."""

    def outline(self, country: str) -> shapely.MultiPolygon | None:
        """The land of a country in degrees (EPSG:4326); None for an unknown code."""

    def band(self, a: str, b: str, width_m: float) -> shapely.MultiPolygon | None:
        """The land of both within some metres of their border; None if they share none."""

    def distance_to(self, lon: float, lat: float, a: str, b: str) -> float | None:
        """Metres from a point to a border; None if the two share none."""

    def countries_in(self, bounds: tuple[float, float, float, float]) -> frozenset[str]:
        """The countries with land in a box: west, south, east, north in degrees."""


class RelationKind(StrEnum):
    """Where something is relative to what is named."""

    NEAR = "near"
    """Near a place, or around it."""
    OUTSKIRTS = "outskirts"
    """In the outskirts or suburbs of a town."""
    DISTANCE = "distance"
    """Some way from a place, nobody says in which direction."""
    DIRECTION = "direction"
    """North, or any other way, of a place; with a distance or without."""
    PART = "part"
    """In the north, or any other part, of a place."""
    BETWEEN = "between"
    """Between two places."""
    ROAD = "road"
    """On the road from one place to another."""
    BORDER = "border"
    """On or near a border, on either side, or some way from it."""
    INSIDE = "inside"
    """Inside a country: anywhere, or so deep from the border."""
    ACROSS = "across"
    """Across the border from a place, in the country opposite."""
    BORDER_PLACE = "border_place"
    """In a border village or area near a place, on the same side."""
    COAST = "coast"
    """At sea, off a coast."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Distance:
    """A distance as words give it.

    Parameters
    ----------
    low_m, high_m
        The least and the most that the words allow, in metres.
    text
        The words; empty where a rule stands in for them.

    Raises
    ------
    ValueError
        If low and high are no distances, or the wrong way round.
    """

    low_m: float
    high_m: float
    text: str = ""

    def __post_init__(self) -> None:
        """Check the numbers."""
        if not (0.0 <= self.low_m <= self.high_m < math.inf and self.high_m > 0.0):
            msg = (
                f"{self.low_m} to {self.high_m} m is no distance; wanted 0 <= low <= high, high > 0"
            )
            raise ValueError(msg)


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """Where something is, relative to one mention or more.

    Parameters
    ----------
    kind
        What the words say.
    mentions
        What it is relative to, in the order of the text; empty for "the border" alone.
    start, end
        Characters of the text, mentions included, end after the last.
    text
        The words, as written.
    sentence
        The sentence they stand in, as written; a sentence of more than 2,000 characters is cut.
    distance
        How far; None where it is not said and no rule stands in for it.
    bearing
        Which way, in degrees clockwise from north.
    tolerance
        How many degrees the bearing may be off to either side.
    line
        The two countries (ISO 3166-1 alpha-2, sorted) of a line known by name, such as the Line
        of Control.
    near
        Mentions that stand with it as the place where it is ("inside Iran, near Saravan").
    beside
        The other mentions of the sentence; where it has none, those of the sentence before. A
        country among them may be the one on the other side.
    earlier
        Mentions of the five sentences before, the nearest first: where the sentence leaves open
        whose border it is, the first of them that has one with the country decides.
    """

    kind: RelationKind
    mentions: tuple[Mention, ...]
    start: int
    end: int
    text: str
    sentence: str
    distance: Distance | None = None
    bearing: float | None = None
    tolerance: float = 35.0
    line: tuple[str, str] | None = None
    near: tuple[Mention, ...] = ()
    beside: tuple[Mention, ...] = ()
    earlier: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RelativeFootprint(Footprint):
    """The ground that a relation means.

    Parameters
    ----------
    lon, lat
        A point well inside, in degrees (EPSG:4326); the disc of `radius_m` about it holds the
        whole.
    why
        A plain sentence: what was drawn, and what was not known.
    """

    lon: float
    lat: float
    why: str
