"""Resolving within named areas, and falling back to one."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from gazetteer.place import Precision, Resolution
from gazetteer.resolve import Resolver, radius_m, resolve
from gazetteer.resolve.lookup import consonants
from gazetteer.resolve.scopes import known_areas
from tests.benchmarks.ucdp_places import GROUPS, answers, events

if TYPE_CHECKING:
    from pathlib import Path

    from gazetteer.index import Gazetteer


@pytest.mark.parametrize(
    ("text", "country", "within", "place_id", "precision"),
    [
        # words for the kind, as data rows have them
        ("Homs town", "SY", ["Mintaqat Markaz Homs district"], "geonames:169577", "settlement"),
        ("Kafr Batna suburb", "SY", ["Rif Dimashq governorate"], "geonames:168713", "settlement"),
        ("Mosul town", "IQ", ["Qaḑā’ al Mawşil"], "geonames:99072", "settlement"),
        ("كفر بطنا", "SY", ["Rif Dimashq governorate"], "geonames:168713", "settlement"),
        ("شهر سراوان", "IR", ["سیستان و بلوچستان"], "geonames:1159713", "settlement"),
        ("پنجگور", "PK", ["بلوچستان"], "geonames:1168446", "settlement"),
        # an area settles what the country does not
        ("Saravan", None, ["Sistan and Baluchestan", "Iran"], "geonames:1159713", "settlement"),
        ("Saravan, Iran", None, ["Sistan and Baluchestan"], "geonames:1159713", "settlement"),
        ("Springfield", "US", ["Illinois"], "geonames:4250542", "settlement"),
        # a division lies in itself
        ("Idlib governorate", "SY", ["Idlib governorate"], "iso:SY-ID", "adm1"),
        ("Hamah governorate", "SY", [], "iso:SY-HM", "adm1"),
        ("Lindi Province", "TZ", [], "iso:TZ-12", "adm1"),
        # a district that was split from its province, and one that no table holds
        ("Netrokona town", "BD", ["Netrokona District", "Dhaka Division"], "geonames:1185116",
         "settlement"),
        ("Parachinar town", "PK", ["Kurram agency", "Federally Administered Tribal Areas"],
         "geonames:1168394", "settlement"),
        # ground that the row counts to one country and the record to the next
        ("Beit Lahiya town", "IL", ["Gaza ash Shamaliyah governorate", "Gaza Strip"],
         "geonames:281145", "settlement"),
        # less exact words
        ("near Saravan", "IR", [], "geonames:1159713", "near"),
        ("outskirts of Damascus, Syria", None, [], "geonames:170654", "near"),
        ("Port of Gwadar", "PK", ["Balochistan province"], "geonames:1177446", "near"),
        ("near Kerman province", "IR", [], "iso:IR-08", "adm1"),
        # other names
        ("Rask / Rasak", "IR", [], "geonames:1159836", "settlement"),
        ("Qwxzv (Saravan)", "IR", [], "geonames:1159713", "settlement"),
        ("Saravan (Iran)", None, [], "geonames:1159713", "settlement"),
    ],
)  # fmt: skip
def test_places_within_areas(  # noqa: PLR0917 - a case has as many columns
    gazetteer: Gazetteer,
    text: str,
    country: str | None,
    within: list[str],
    place_id: str,
    precision: str,
) -> None:
    resolution = gazetteer.resolve(text, country=country, within=within)
    assert resolution.place is not None, resolution.why
    assert (resolution.place.id, resolution.precision) == (place_id, Precision(precision))
    assert 0.5 < resolution.confidence < 1


def test_the_order_of_areas_and_texts_never_matters(gazetteer: Gazetteer) -> None:
    rng = random.Random(3)  # noqa: S311 - no secret
    asked = [
        ("Rami village", ["Ariha district", "Idlib governorate", "Nowhere"]),
        ("Dar al Kabirah town", ["Ar Rastan district", "Homs governorate"]),
        ("Khan Shaykhun town", ["Idlib governorate", "Syria"]),
    ]
    alone = {text: gazetteer.resolve(text, country="SY", within=w).place for text, w in asked}
    resolver = Resolver(gazetteer)
    for _ in range(6):
        rng.shuffle(asked)
        for text, within in asked:
            rng.shuffle(within)
            assert resolver.resolve(text, country="sy", within=within).place == alone[text]


def test_an_area_that_is_not_known_is_passed_over_and_said(gazetteer: Gazetteer) -> None:
    resolution = gazetteer.resolve("Homs town", country="SY", within=["Blorp district"])
    assert resolution.place is not None
    assert "Blorp district" in resolution.why
    sure = gazetteer.resolve("Homs town", country="SY", within=["Homs governorate"])
    assert "passed over" not in sure.why
    assert sure.confidence > resolution.confidence


def test_a_place_of_the_name_far_outside_is_another(gazetteer: Gazetteer) -> None:
    within = ["Naciria commune", "Boumerdes province"]
    resolution = gazetteer.resolve("Ouled Aissa village", country="DZ", within=within)
    assert resolution.place is None
    assert "Timimoun" in resolution.why


def test_a_place_just_outside_is_taken_last_of_all(gazetteer: Gazetteer) -> None:
    over = gazetteer.resolve("Attock", country="PK", within=["Khyber Pakhtunkhwa"])
    assert over.place is not None
    assert over.place.admin1 == "Punjab"
    assert "outside" in over.why
    inside = gazetteer.resolve("Attock", country="PK", within=["Punjab"])
    assert inside.place == over.place
    assert inside.confidence > over.confidence + 0.2
    assert gazetteer.resolve("Lahore", country="PK", within=["Khyber Pakhtunkhwa"]).place is None


def test_the_reason_names_what_matched_and_what_lies_elsewhere(gazetteer: Gazetteer) -> None:
    resolution = gazetteer.resolve("Springfield", country="US", within=["Illinois"])
    assert "it is called Springfield" in resolution.why
    assert "Missouri" in resolution.why
    assert len(resolution.candidates) > 1


def test_looser_spellings_count_only_within_an_area(gazetteer: Gazetteer) -> None:
    pinned = gazetteer.resolve("Netrokona town", country="BD", within=["Dhaka Division"])
    assert pinned.place is not None
    assert "same consonants" in pinned.why
    assert pinned.confidence < 0.75
    slip = gazetteer.resolve("Saravam", country="IR", within=["Sistan and Baluchestan"])
    assert slip.place is not None
    assert slip.place.id == "geonames:1159713"
    assert "one letter off" in slip.why
    assert slip.confidence < 0.6
    assert gazetteer.resolve("Saravam", country="IR").place is None
    assert (
        gazetteer.resolve("Haravan", country="IR", within=["Sistan and Baluchestan"]).place is None
    )


def test_consonants() -> None:
    assert consonants("Hreitan") == consonants("Ḩuraytān")
    assert consonants("Moadamiyat al-Sham") == consonants("Mo'adamiyat ash Sham")
    assert consonants("Rami") == ""


# --- falling back


def fallen(gazetteer: Gazetteer, text: str, country: str | None, *within: str) -> Resolution:
    assert resolve(gazetteer, text, country=country, within=within).place is None
    return resolve(gazetteer, text, country=country, within=within, fall_back=True)


def test_to_the_district_around_its_town(gazetteer: Gazetteer) -> None:
    found = fallen(gazetteer, "Blorp village", "SY", "Idlib governorate", "Ariha district")
    assert found.place is not None
    assert (found.place.id, found.precision) == ("geonames:172994", Precision.ADM2)
    assert radius_m(found) == 50_000
    assert "Blorp village" in found.why
    assert "placed at Ariha district" in found.why
    assert 0 < found.confidence <= 0.5


def test_to_the_province_and_to_the_country(gazetteer: Gazetteer) -> None:
    found = fallen(gazetteer, "Blorp village", "SY", "Nowhere district", "Idlib governorate")
    assert found.place is not None
    assert (found.place.id, found.precision) == ("iso:SY-ID", Precision.ADM1)
    assert radius_m(found) == found.place.radius_m
    found = fallen(gazetteer, "Blorp", "SY", "Nowhere district")
    assert found.place is not None
    assert (found.place.id, found.precision) == ("iso:SY", Precision.COUNTRY)
    found = fallen(gazetteer, "Blorp village, Kerman province, Iran", None)
    assert found.place is not None
    assert found.place.id == "iso:IR-08"


def test_to_the_district_that_the_text_names(gazetteer: Gazetteer) -> None:
    found = fallen(gazetteer, "Ariha district", "SY", "Idlib governorate")
    assert found.precision is Precision.ADM2
    assert found.place is not None
    assert found.place.name == "Arīḩā"


def test_of_places_that_cannot_be_told_apart_to_the_area_that_holds_them(
    gazetteer: Gazetteer,
) -> None:
    found = fallen(gazetteer, "San Isidro", "PH", "Central Visayas")
    assert found.place is not None
    assert found.place.id == "iso:PH-07"
    assert "it may be San Isidro" in found.why
    assert len(found.candidates) > 1
    found = fallen(gazetteer, "San Isidro", "PH")
    assert found.place is not None
    assert found.place.id == "iso:PH"


def test_to_nothing_where_nothing_is_known(gazetteer: Gazetteer) -> None:
    found = fallen(gazetteer, "Blorp", None)
    assert (found.place, found.precision, found.confidence) == (None, None, 0)
    assert radius_m(found) is None
    found = fallen(gazetteer, "", "AF", "Kunduz province")
    assert found.place is not None
    assert found.place.id == "iso:AF-KDZ"


def test_a_disc_of_25_km_stands_for_places_side_by_side(gazetteer: Gazetteer) -> None:
    found = gazetteer.resolve("Kabahaydar", country="TR")
    assert found.place is not None
    assert {c.place.id for c in found.candidates} == {"geonames:310771", "geonames:311014"}
    assert (found.precision, radius_m(found)) == (Precision.NEAR, 25_000)
    assert "less than 25 km off" in found.why
    assert found.confidence < 0.9


# --- areas


@pytest.mark.parametrize(
    ("country", "names", "ids"),
    [
        ("SY", ["Idlib governorate", "Ariha district"], ["geonames:172994", "iso:SY-ID"]),
        ("PK", ["Panjgur district", "Balochistan"], ["geonames:1168444", "iso:PK-BA"]),
        ("PK", ["Khyber Pakhtunkwa province"], ["iso:PK-KP"]),
        ("BD", ["Barisāl Division"], ["iso:BD-A"]),
        ("IQ", ["Iraqi Kurdistan"], ["curated:iraqi-kurdistan"]),
        ("IL", ["Gaza Strip"], ["iso:PS.GZ"]),
        ("ZA", ["Natal province"], []),
        (None, ["Iran"], ["iso:IR"]),
    ],
)
def test_areas_are_known_by_any_word_for_their_kind(
    gazetteer: Gazetteer, country: str | None, names: list[str], ids: list[str]
) -> None:
    areas, unknown = known_areas(gazetteer, names, country)
    assert [area.place and area.place.id for area in areas] == ids
    assert len(areas) + len(unknown) == len(names)


def test_a_place_without_a_record_lies_where_the_outline_says(gazetteer: Gazetteer) -> None:
    (area,), _ = known_areas(gazetteer, ["Dhaka Division"], "BD")
    split_off = gazetteer.get("geonames:1185116")
    assert split_off.admin1 == "Mymensingh Division"
    assert area.holds(split_off)
    assert not area.holds(gazetteer.get("geonames:169577"))
    chittagong = gazetteer.resolve("Chittagong", country="BD").place
    assert chittagong is not None
    assert 50_000 < area.beyond_m(chittagong) < 300_000


# --- real rows


def test_real_rows_are_found_and_hardly_ever_put_wrong(gazetteer: Gazetteer, shared: Path) -> None:
    path = shared / "data" / "events" / "ucdp_ged231_global_sample1000.csv"
    found, _ = answers(gazetteer, events(path)[::3])
    assert {answer.group for answer in found} <= set(GROUPS)
    near = [a for a in found if a.claims and a.off_m is not None and a.off_m <= 25_000]
    wrong = [a for a in found if a.claims and a.off_m is not None and a.off_m > 25_000]
    placed = [a for a in found if a.off_m is not None]
    assert len(near) > 0.5 * len(found)
    assert len(wrong) < 0.03 * len(found)
    assert len(placed) > 0.98 * len(found)
