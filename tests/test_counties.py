"""Second-order divisions: what the tables hold, where it lies, and what it does not displace."""

from __future__ import annotations

import csv
from collections import Counter
from typing import TYPE_CHECKING

import pytest
import shapely

from gazetteer.grid import great_circle_m
from gazetteer.place import FeatureClass, Precision
from gazetteer.sources import counties, curated
from gazetteer.sources.divisions import divisions, outline
from gazetteer.sources.geonames import dump
from tests.dumps import archive, dump_row

if TYPE_CHECKING:
    from pathlib import Path

    from gazetteer.index import Gazetteer
    from gazetteer.place import Place
    from gazetteer.sources.entry import Entry


OUTLINES_ARE_SIMPLE_DEG = 0.1


@pytest.fixture(scope="module")
def entries() -> dict[str, Entry]:
    """Every second-order division of the tables by id."""
    return {e.place.id: e for e in (*counties.counties(), *counties.districts())}


def test_every_state_has_its_counties(entries: dict[str, Entry]) -> None:
    states = Counter(e.place.admin1_code for e in entries.values() if e.place.country == "US")
    assert len(states) == 50
    assert (states["TX"], states["DE"], states["CT"], states["LA"]) == (254, 3, 8, 64)
    assert sum(states.values()) == 3140


def test_no_id_is_there_twice() -> None:
    found = [e.place.id for e in (*counties.counties(), *counties.districts())]
    ours = {entry.place.id for entry in curated.places()}
    assert len(found) == len(set(found))
    assert not ours & set(found)


def test_a_county_as_it_stands(entries: dict[str, Entry]) -> None:
    entry = entries["fips:51107"]
    place = entry.place
    assert (place.name, place.country, place.admin1_code) == ("Loudoun County", "US", "VA")
    assert (place.admin1, place.admin2_code, place.admin2) == ("Virginia", "107", "Loudoun County")
    assert (place.feature_class, place.feature_code) == (FeatureClass.ADM2, "ADM2")
    assert place.precision is Precision.ADM2
    assert great_circle_m(place.lon, place.lat, -77.64, 39.09) < 10_000
    assert 20_000 < place.radius_m < 50_000
    assert entry.alternates == ("Loudoun",)


@pytest.mark.parametrize(
    ("place_id", "name", "names", "alternates"),
    [
        ("fips:22079", "Rapides Parish", (), ("Rapides",)),
        ("fips:02170", "Matanuska-Susitna Borough", (), ("Matanuska-Susitna",)),
        ("fips:02110", "Juneau City and Borough", (), ()),
        ("fips:02261", "Valdez-Cordova Census Area", (), ("Valdez-Cordova",)),
        ("fips:51510", "City of Alexandria", (), ()),
        ("fips:29189", "Saint Louis County", ("St. Louis County",), ("Saint Louis",)),
        ("fips:09013", "Tolland County", (), ("Tolland",)),
        ("fips:06003", "Alpine County", (), ()),  # no settlement is known in it
        ("geonames:3333158", "Kent", (), ()),
        ("geonames:1242831", "Jaffna", (), ()),
    ],
)
def test_names(
    entries: dict[str, Entry],
    place_id: str,
    name: str,
    names: tuple[str, ...],
    alternates: tuple[str, ...],
) -> None:
    entry = entries[place_id]
    assert (entry.place.name, entry.names, entry.alternates) == (name, names, alternates)


def test_each_lies_in_its_division(entries: dict[str, Entry]) -> None:
    known = {(d.country, d.geonames_admin1): d for d in divisions()}
    shapes = {key: outline(division.code) for key, division in known.items()}
    for entry in entries.values():
        place = entry.place
        key = place.country or "", place.admin1_code
        assert place.admin1 == known[key].name
        shape = shapes[key]
        assert shape is not None, place
        near = shape.distance(shapely.Point(place.lon, place.lat)) < OUTLINES_ARE_SIMPLE_DEG
        assert near or place.name == "Isles of Scilly", place  # outlines go without islets


def test_counties_are_those_that_geonames_knows(entries: dict[str, Entry], shared: Path) -> None:
    path = shared / "data/gazetteer/admin2Codes.txt"
    with path.open(encoding="utf-8") as file:
        rows = csv.reader(file, "excel-tab", quoting=csv.QUOTE_NONE)
        known = {row[0]: row[1] for row in rows if row[0].startswith("US.")}
    ours = {
        f"US.{e.place.admin1_code}.{e.place.admin2_code}": e.place.name
        for e in entries.values()
        if e.place.country == "US"
    }
    assert all(known[code] == name for code, name in ours.items() if code in known)
    assert {code[:5] for code in ours.keys() - known.keys()} == {"US.CT", "US.AK"}


@pytest.mark.parametrize(
    ("text", "place_id"),
    [
        ("Orange County, California", "fips:06059"),
        ("Loudoun County, Virginia", "fips:51107"),
        ("Dallas County, Alabama", "fips:01047"),
        ("Rapides Parish", "fips:22079"),
        ("DuPage County", "fips:17043"),
        ("County Clare", "geonames:2965479"),
        ("Jaffna district", "geonames:1242831"),
        ("Essex, England", "geonames:2649889"),
        ("Dallas", "geonames:4684888"),
        ("Houston", "geonames:4699066"),
        ("Champaign", "geonames:4887158"),
        ("Jackson, Mississippi", "geonames:4431410"),
        ("Cotabato", "geonames:1716771"),
    ],
)
def test_a_word_for_the_kind_means_the_county(
    gazetteer: Gazetteer, text: str, place_id: str
) -> None:
    resolution = gazetteer.resolve(text)
    assert resolution.place is not None, resolution.why
    assert resolution.place.id == place_id


def test_many_counties_of_one_name_are_not_guessed(gazetteer: Gazetteer) -> None:
    resolution = gazetteer.resolve("Washington County")
    assert resolution.place is None
    assert {c.place.feature_class for c in resolution.candidates} == {FeatureClass.ADM2}
    assert "and 26 more" in resolution.why  # and four are named


def test_a_town_is_found_in_its_county(gazetteer: Gazetteer) -> None:
    place = gazetteer.resolve("Leesburg, Loudoun County, Virginia").place
    assert place is not None
    assert (place.name, place.feature_class) == ("Leesburg", FeatureClass.SETTLEMENT)


def test_a_dump_tells_where_geonames_has_our_county(tmp_path: Path) -> None:
    path = tmp_path / "US.zip"
    row = dump_row(
        4770746, "Loudoun County", lon=-77.64, lat=39.08, kind="A.ADM2", country="US",
        admin1="VA", admin2="107", population=312_311,
    )  # fmt: skip
    path.write_bytes(archive("US.txt", row))
    (entry,) = dump(path)
    place: Place = entry.place
    assert (place.id, place.source, place.population) == ("fips:51107", "geonames", 312_311)
    assert (place.lon, place.lat, place.admin2) == (-77.64, 39.08, "Loudoun County")
