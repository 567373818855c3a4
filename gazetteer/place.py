"""What a place is, and how exactly it is known.

The words of the gazetteer as types: `Place` (an entry), `Candidate` (a place that a name may
mean), `Resolution` (the place chosen, or why none was), `Footprint` (the ground meant), and the
two scales `FeatureClass` and `Precision`.

Every place carries the radius of a disc that stands for it. The conventions:

    site          500 m
    settlement    2 km for a village or an unknown number of people, then 3 km from 5,000,
                  5 km from 50,000, 8 km from 250,000, 12 km from 1 million, 15 km from 5 million
    near          25 km
    adm2          50 km unless a table says more
    adm1          the circle that holds the division, from the table of divisions; else 150 km
    area, water   from the curated table; else 100 km
    country       the disc of the country's area
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Literal, Self

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry  # noqa: TC004 - a name needs no geometry

__all__ = [
    "RADIUS_M",
    "Candidate",
    "FeatureClass",
    "Footprint",
    "How",
    "Place",
    "Precision",
    "Resolution",
    "settlement_radius_m",
]

How = Literal["exact", "folded", "variant", "prefix", "fuzzy"]


class FeatureClass(StrEnum):
    """What kind of thing a place is."""

    COUNTRY = "country"
    """A state or territory with its own ISO 3166-1 code."""
    ADM1 = "adm1"
    """A first-order division: province, state, governorate."""
    ADM2 = "adm2"
    """A second-order division: district, county."""
    SETTLEMENT = "settlement"
    """A city, town or village."""
    AREA = "area"
    """Named ground that is no division of today: a region, a range, a line."""
    WATER = "water"
    """A sea, lake, river or strait."""
    SITE = "site"
    """A building, a base, a crossing."""


class Precision(StrEnum):
    """How exactly a location is known, from fine to coarse."""

    SITE = "site"
    """The very spot."""
    NEAR = "near"
    """Within about 25 km of a known point."""
    SETTLEMENT = "settlement"
    """A city, town or village, anywhere in it."""
    ADM2 = "adm2"
    """A second-order division, anywhere in it."""
    ADM1 = "adm1"
    """A first-order division, anywhere in it."""
    AREA = "area"
    """A region or a line with fuzzy edges."""
    COUNTRY = "country"
    """A country, anywhere in it."""
    WATER = "water"
    """At sea or in international airspace."""

    @property
    def rank(self) -> int:
        """Place on the scale: 0 is the finest."""
        return list(Precision).index(self)

    @property
    def ucdp(self) -> int:
        """The `where_prec` of UCDP GED, 1 to 7."""
        return _TO_UCDP[self]

    @property
    def acled(self) -> int:
        """The `geo_precision` of ACLED, 1 to 3."""
        return _TO_ACLED[self]

    @classmethod
    def from_ucdp(cls, where_prec: int) -> Precision:
        """Read the `where_prec` of UCDP GED.

        Parameters
        ----------
        where_prec
            1 exact, 2 within about 25 km, 3 second-order, 4 first-order, 5 linear or fuzzy,
            6 country, 7 international.

        Returns
        -------
        Precision
            What UCDP calls exact is a named settlement, so 1 becomes `SETTLEMENT`.

        Raises
        ------
        ValueError
            If the number is none of these.
        """
        return _decode(_FROM_UCDP, where_prec, "UCDP where_prec")

    @classmethod
    def from_acled(cls, geo_precision: int) -> Precision:
        """Read the `geo_precision` of ACLED.

        Parameters
        ----------
        geo_precision
            1 exact, 2 near or part of a region, 3 region.

        Returns
        -------
        Precision
            What ACLED calls exact is a named settlement, so 1 becomes `SETTLEMENT`.

        Raises
        ------
        ValueError
            If the number is none of these.
        """
        return _decode(_FROM_ACLED, geo_precision, "ACLED geo_precision")


_TO_UCDP = {
    Precision.SITE: 1,
    Precision.NEAR: 2,
    Precision.SETTLEMENT: 1,
    Precision.ADM2: 3,
    Precision.ADM1: 4,
    Precision.AREA: 5,
    Precision.COUNTRY: 6,
    Precision.WATER: 7,
}
_FROM_UCDP = {
    1: Precision.SETTLEMENT,
    2: Precision.NEAR,
    3: Precision.ADM2,
    4: Precision.ADM1,
    5: Precision.AREA,
    6: Precision.COUNTRY,
    7: Precision.WATER,
}
_TO_ACLED = {
    Precision.SITE: 1,
    Precision.NEAR: 2,
    Precision.SETTLEMENT: 1,
    Precision.ADM2: 2,
    Precision.ADM1: 3,
    Precision.AREA: 3,
    Precision.COUNTRY: 3,
    Precision.WATER: 3,
}
_FROM_ACLED = {1: Precision.SETTLEMENT, 2: Precision.NEAR, 3: Precision.ADM1}

RADIUS_M: dict[Precision, float] = {
    Precision.SITE: 500.0,
    Precision.NEAR: 25_000.0,
    Precision.SETTLEMENT: 2_000.0,
    Precision.ADM2: 50_000.0,
    Precision.ADM1: 150_000.0,
    Precision.AREA: 100_000.0,
    Precision.COUNTRY: 400_000.0,
    Precision.WATER: 100_000.0,
}
"""The radius where nothing better is known, in metres."""

_SETTLEMENT_STEPS = (
    (5_000_000, 15_000.0),
    (1_000_000, 12_000.0),
    (250_000, 8_000.0),
    (50_000, 5_000.0),
    (5_000, 3_000.0),
)
_LOCALITY = "LCTY"
_MAX_LON = 180.0
_MAX_LAT = 90.0


def settlement_radius_m(population: int | None) -> float:
    """Radius of the disc that stands for a settlement.

    Parameters
    ----------
    population
        Number of people; None or 0 where nobody has counted.

    Returns
    -------
    float
        Radius in metres, 2,000 to 15,000.
    """
    for people, radius_m in _SETTLEMENT_STEPS:
        if population is not None and population >= people:
            return radius_m
    return RADIUS_M[Precision.SETTLEMENT]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An entry of the gazetteer.

    Parameters
    ----------
    id
        Stable id with its source before the colon: 'geonames:98182', 'iso:IR-11', 'iso:IR'.
    name
        The main name as the source writes it.
    country
        ISO 3166-1 alpha-2 of the country that the source records; None for a sea or a region
        across borders.
    admin1_code
        GeoNames code of the first-order division within the country.
    admin1
        Name of that division.
    admin2_code
        GeoNames code of the second-order division within the first-order one; None where the
        source does not say.
    admin2
        Name of that division; None where no source loaded names it.
    feature_class
        What kind of thing it is.
    feature_code
        GeoNames feature code, such as PPL, ADM1 or PCLI.
    lon, lat
        Degrees, EPSG:4326.
    population
        Number of people; None where the source does not know.
    radius_m
        Radius in metres of the disc that stands for the place.
    source
        Name of the source.
    citation
        Where a curated entry comes from.

    Raises
    ------
    ValueError
        If the coordinates are no point on Earth, or the radius or population is not sensible.
    """

    id: str
    name: str
    country: str | None = None
    admin1_code: str | None = None
    admin1: str | None = None
    admin2_code: str | None = None
    admin2: str | None = None
    feature_class: FeatureClass
    feature_code: str
    lon: float
    lat: float
    population: int | None = None
    radius_m: float
    source: str
    citation: str | None = None

    def __post_init__(self) -> None:
        """Check the numbers."""
        # nan fails every comparison, so it fails these too.
        if not (abs(self.lon) <= _MAX_LON and abs(self.lat) <= _MAX_LAT):
            msg = f"{self.id}: lon {self.lon}, lat {self.lat} is no point on Earth; lon comes first"
            raise ValueError(msg)
        if not 0.0 < self.radius_m < math.inf:
            msg = f"{self.id}: radius_m is {self.radius_m}; wanted metres above 0"
            raise ValueError(msg)
        if self.population is not None and self.population < 0:
            msg = f"{self.id}: population is {self.population}; wanted a count or None"
            raise ValueError(msg)

    @property
    def precision(self) -> Precision:
        """How exactly somebody is located who is said to be here.

        A locality (feature code LCTY) is named ground without a surveyed point, so it is `NEAR`.
        """
        if self.feature_code == _LOCALITY:
            return Precision.NEAR
        return Precision(self.feature_class)

    @property
    def label(self) -> str:
        """Name, division and country in one line, as in 'Rask, Sistan and Baluchestan, IR'."""
        parts = [self.name, self.admin1 if self.admin1 != self.name else None, self.country]
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place that a name may mean.

    Parameters
    ----------
    place
        The place.
    matched
        The name of the place that matched, as the source writes it.
    how
        'exact' (the same but for capitals), 'folded' (the same but for accents, script variants
        and small words), 'variant' (another romanisation), 'prefix' or 'fuzzy' (a slip or two).
    main
        Whether the name is the main one or as good, and not one of many alternates.
    slips
        How many letters a fuzzy match is off, 1 or 2; else 0.
    score
        Likeness of the names, 0 to 1. It says nothing about which place is meant.
    why
        A plain sentence.
    """

    place: Place
    matched: str
    how: How
    main: bool = True
    slips: int = 0
    score: float
    why: str

    def __post_init__(self) -> None:
        """Check the score."""
        _check_share("score", self.score)


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """The place that a text means, or why none was chosen.

    Parameters
    ----------
    text
        The text as it was given.
    place
        The place; None where nothing was found or nothing separates what was found.
    precision
        How exactly the place is known; None without a place.
    confidence
        Whether it is the right place, 0 to 1; 0 without a place.
    candidates
        What was weighed, best first.
    why
        A plain sentence: what was chosen over what, or why nothing was.
    """

    text: str
    place: Place | None
    precision: Precision | None
    confidence: float
    candidates: tuple[Candidate, ...]
    why: str

    def __post_init__(self) -> None:
        """Check that place, precision and confidence agree."""
        _check_share("confidence", self.confidence)
        if (self.place is None) != (self.precision is None):
            msg = f"{self.text!r}: a resolution has both a place and a precision, or neither"
            raise ValueError(msg)
        if self.place is None and self.confidence:
            msg = f"{self.text!r}: confidence {self.confidence} in no place at all; wanted 0"
            raise ValueError(msg)

    @classmethod
    def of(
        cls, text: str, candidates: tuple[Candidate, ...], *, confidence: float, why: str
    ) -> Self:
        """Choose the first candidate.

        Parameters
        ----------
        text
            The text as it was given.
        candidates
            What was weighed, the chosen one first.
        confidence
            Whether it is the right place, 0 to 1.
        why
            A plain sentence.

        Returns
        -------
        Resolution
            With the first candidate's place.
        """
        place = candidates[0].place
        return cls(
            text=text,
            place=place,
            precision=place.precision,
            confidence=confidence,
            candidates=candidates,
            why=why,
        )

    @classmethod
    def none(cls, text: str, candidates: tuple[Candidate, ...], *, why: str) -> Self:
        """Choose nothing.

        Parameters
        ----------
        text
            The text as it was given.
        candidates
            What was weighed.
        why
            A plain sentence.

        Returns
        -------
        Resolution
            Without a place.
        """
        return cls(
            text=text, place=None, precision=None, confidence=0.0, candidates=candidates, why=why
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Footprint:
    """The ground meant.

    Parameters
    ----------
    geometry
        A shapely geometry in EPSG:4326, lon before lat.
    radius_m
        Radius in metres of the disc that stands for it.
    precision
        How exactly it is known.
    """

    geometry: BaseGeometry
    radius_m: float
    precision: Precision

    def __post_init__(self) -> None:
        """Check the radius."""
        if not 0.0 < self.radius_m < math.inf:
            msg = f"radius_m is {self.radius_m}; wanted metres above 0"
            raise ValueError(msg)


def _check_share(name: str, value: float) -> None:
    """Raise unless the value lies between 0 and 1."""
    if not 0.0 <= value <= 1.0:
        msg = f"{name} is {value}; wanted a share between 0 and 1"
        raise ValueError(msg)


def _decode(table: dict[int, Precision], code: int, scale: str) -> Precision:
    """Look a code up, naming the scale where it fails."""
    if code not in table:
        msg = f"{scale} is {code!r}; wanted one of {', '.join(map(str, table))}"
        raise ValueError(msg)
    return table[code]
