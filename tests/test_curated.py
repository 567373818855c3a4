from __future__ import annotations

import math
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import pytest

from gazetteer.errors import DataError
from gazetteer.grid import great_circle_m
from gazetteer.names import fold
from gazetteer.place import FeatureClass, Precision
from gazetteer.sources import curated
from gazetteer.sources.curated import Row, read_table

if TYPE_CHECKING:
    from gazetteer.index import Gazetteer
    from gazetteer.place import Place

# Countries whose people live far from the middle: scattered islands, empty interiors, exclaves.
EMPTY = {"GL", "TM"}  # the middle is ice, or desert
LOPSIDED = {"BQ", "CL", "FM", "KI", "MH", "MY", "RU", "SH", "SJ", "TV"}


@pytest.fixture(scope="module")
def settlements(gazetteer: Gazetteer) -> dict[str | None, list[Place]]:
    found: dict[str | None, list[Place]] = defaultdict(list)
    for place in gazetteer.within(-180, -90, 180, 90, limit=1_000_000):
        found[place.country].append(place)
    return found


@pytest.mark.parametrize("table", ["countries.tsv", "places.tsv", "aliases.tsv"])
def test_every_row_says_where_it_comes_from(table: str) -> None:
    rows = read_table(table)
    assert rows
    assert all(row["citation"].strip() for row in rows)
    assert all(cell == cell.strip() for row in rows for cell in row.cells.values())


def test_there_is_a_row_for_every_country() -> None:
    codes = [row["code"] for row in read_table("countries.tsv")]
    assert len(codes) == len(set(codes)) == 250
    assert codes == sorted(codes)
    assert {"IR", "PK", "IQ", "SY", "PS", "XK", "TW"} <= set(codes)


def test_country_points_are_in_their_countries(
    settlements: dict[str | None, list[Place]],
) -> None:
    for entry in curated.countries():
        country = entry.place
        cities = settlements[country.country]
        if not cities:
            assert country.country in {"AQ", "BV", "HM", "UM"}
            continue
        nearest = min(great_circle_m(country.lon, country.lat, c.lon, c.lat) for c in cities)
        close = nearest < max(150_000, country.radius_m / 3)
        assert close or country.country in EMPTY, country
        lon, lat = _middle(cities)
        far = great_circle_m(country.lon, country.lat, lon, lat) > country.radius_m + 100_000
        assert not far or country.country in LOPSIDED, country


def _middle(places: list[Place]) -> tuple[float, float]:
    x = sum(math.cos(math.radians(p.lat)) * math.cos(math.radians(p.lon)) for p in places)
    y = sum(math.cos(math.radians(p.lat)) * math.sin(math.radians(p.lon)) for p in places)
    z = sum(math.sin(math.radians(p.lat)) for p in places)
    return math.degrees(math.atan2(y, x)), math.degrees(math.atan2(z, math.hypot(x, y)))


def test_countries_have_names_in_the_languages_of_the_region() -> None:
    iran = next(entry for entry in curated.countries() if entry.place.id == "iso:IR")
    assert (iran.place.lon, iran.place.lat) == (53, 32)
    assert {"ایران", "إيران"} <= set(iran.names)
    assert iran.place.precision is Precision.COUNTRY
    assert 700_000 < iran.place.radius_m < 750_000


def test_demonyms() -> None:
    demonyms = curated.demonyms()
    assert "Iranian" in demonyms["IR"]
    assert "Pakistanis" in demonyms["PK"]
    assert demonyms["BV"] == ()


def test_places_lie_in_the_division_they_name() -> None:
    divisions = {(e.place.country, e.place.admin1_code): e.place for e in curated.divisions()}
    checked = 0
    for entry in curated.places():
        place = entry.place
        if place.admin1_code:
            division = divisions[place.country, place.admin1_code]
            distance_m = great_circle_m(place.lon, place.lat, division.lon, division.lat)
            assert distance_m <= division.radius_m, place
            checked += 1
    assert checked > 10


def test_the_place_no_gazetteer_has(gazetteer: Gazetteer) -> None:
    place = gazetteer.get("curated:koh-e-sabz")
    assert (place.country, place.admin1, place.precision) == ("PK", "Balochistan", Precision.NEAR)
    assert place.citation
    panjgur = gazetteer.get("geonames:1168446")
    assert great_circle_m(place.lon, place.lat, panjgur.lon, panjgur.lat) < 90_000


def test_a_correction_stands_and_keeps_the_names(gazetteer: Gazetteer) -> None:
    panjgur = gazetteer.get("geonames:1168446")
    assert panjgur.population == 80_000
    assert panjgur.source == "curated"
    assert any(c.place == panjgur for c in gazetteer.search("Chukan"))  # GeoNames' other name


def test_every_alias_is_found_as_a_main_name(gazetteer: Gazetteer) -> None:
    for row in read_table("aliases.tsv"):
        found = gazetteer.search(row["name"], limit=50, prefix=False, fuzzy=False)
        same = [c for c in found if c.place.id == row["place"]]
        assert same, row
        assert same[0].main, row
        assert same[0].how == "exact", row


def test_no_alias_is_there_twice() -> None:
    counts = Counter((row["place"], row["name"]) for row in read_table("aliases.tsv"))
    assert not [alias for alias, count in counts.items() if count > 1]
    assert all(fold(row["name"]) for row in read_table("aliases.tsv"))


def test_divisions_are_found_with_and_without_their_kind(gazetteer: Gazetteer) -> None:
    for name in ("Lorestan Province", "Lorestan"):
        found = gazetteer.search(name, feature_class=FeatureClass.ADM1)
        assert found[0].place.id == "iso:IR-15"
    assert gazetteer.get("iso:IR-11").population  # the people of its settlements


def test_a_cell_that_is_no_number_names_its_line() -> None:
    row = Row(table="places.tsv", line=7, cells={"lon": "east"})
    with pytest.raises(DataError, match=r"places\.tsv, line 7: lon is 'east'") as caught:
        row.number("lon")
    assert (caught.value.table, caught.value.line) == ("places.tsv", 7)
    assert isinstance(caught.value, ValueError)
