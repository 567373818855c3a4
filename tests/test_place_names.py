"""Names of places on the map, in English and in the script that is written there."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest

from maps.layers import Label
from maps.local_names import country_in_own_script, in_own_script, languages_written
from maps.place_names import place_labels

if TYPE_CHECKING:
    from gazetteer.index import Gazetteer

TOWNS = {
    ("Zahedan", "IR"): "زاهدان",
    ("Saravan", "IR"): "سراوان",
    ("Iranshahr", "IR"): "ایرانشهر",
    ("Kerman", "IR"): "کرمان",
    ("Isfahan", "IR"): "اصفهان",
    ("Qom", "IR"): "قم",
    ("Panjgur", "PK"): "پنجگور",
    ("Quetta", "PK"): "کوئٹہ",
    ("Karachi", "PK"): "کراچی",
    ("Lahore", "PK"): "لاہور",
    ("Islamabad", "PK"): "اسلام آباد",
    ("Erbil", "IQ"): "أربيل",
    ("Baghdad", "IQ"): "بغداد",
    ("Mosul", "IQ"): "الموصل",
    ("Kabul", "AF"): "کابل",
    ("Damascus", "SY"): "دمشق",
    ("Moscow", "RU"): "Москва",
    ("Kyiv", "UA"): "Київ",
    ("Donetsk", "UA"): "Донецьк",
    ("Odesa", "UA"): "Одеса",
    ("Tel Aviv", "IL"): "תל אביב",
    ("Haifa", "IL"): "חיפה",
    ("Delhi", "IN"): "दिल्ली",
    ("Beijing", "CN"): "北京",
    ("Osaka", "JP"): "大阪",
    ("Seoul", "KR"): "서울",
    ("Athens", "GR"): "Αθήνα",
    ("Ankara", "TR"): None,
    ("Tashkent", "UZ"): None,
}


@pytest.mark.parametrize(
    ("country", "languages", "name"),
    [
        ("IR", ("fa",), "ایران"),
        ("PK", ("ur",), "پاکستان"),
        ("IQ", ("ar",), "العراق"),
        ("AF", ("fa", "ps"), "افغانستان"),
        ("IL", ("he", "ar"), "ישראל"),
        ("RU", ("ru",), "Россия"),
        ("UA", ("uk",), "Україна"),
        ("IN", ("hi",), "भारत"),
        ("CN", ("zh",), "中国"),
        ("JP", ("ja",), "日本"),
        ("SD", ("ar",), "السودان"),
        ("RS", ("sr",), "Србија"),
        ("UZ", (), None),
        ("SG", (), None),
        ("TR", (), None),
        ("ZZ", (), None),
    ],
)
def test_a_country_is_named_in_its_main_language_unless_that_is_written_in_latin_letters(
    country: str, languages: tuple[str, ...], name: str | None
) -> None:
    assert languages_written(country) == languages
    assert country_in_own_script(country) == name


@pytest.mark.parametrize(("town", "local"), TOWNS.items(), ids=str)
def test_towns_are_named_as_people_there_write_them(
    gazetteer: Gazetteer, town: tuple[str, str], local: str | None
) -> None:
    name, country = town
    place = gazetteer.search(name, country=country, limit=1)[0].place
    assert in_own_script(place.name, gazetteer.names(place.id), country) == local


def test_a_name_with_its_language_comes_first() -> None:
    names = [(None, "Shiraz"), (None, "شیراز"), ("fa", "شیراز کهن"), ("ar", "شيراز")]
    assert in_own_script("Shiraz", names, "IR") == "شیراز کهن"


def test_no_name_is_better_than_a_foreign_one() -> None:
    foreign = [(None, "Sarawan"), (None, "Сараван"), (None, "サラワーン"), (None, "ساراڤان")]
    assert in_own_script("Saravan", foreign, "IR") is None
    assert in_own_script("Saravan", foreign, None) is None


def test_labels_bear_the_script_of_their_country_and_none_other(gazetteer: Gazetteer) -> None:
    labels = place_labels(gazetteer, (44.0, 24.0, 75.0, 40.0), {"IR", "PK"})
    named = {(label.text, label.kind): label.local for label in labels}
    assert named["Iran", "country"] == "ایران"
    assert named["Turkmenistan", "country"] is None
    assert named["Sistan and Baluchestan", "province"] == "سیستان و بلوچستان"
    iranian = [one for one in labels if one.kind == "city" and one.text in {"Tehran", "Mashhad"}]
    assert [one.local for one in iranian] == ["تهران", "مشهد"]
    for local in filter(None, named.values()):
        scripts = {unicodedata.name(letter).split()[0] for letter in local if letter.isalpha()}
        assert len(scripts) == 1, local
        assert "LATIN" not in scripts


def test_a_label_has_no_local_name_unless_told() -> None:
    assert Label(text="Paris", lon=2.35, lat=48.86, kind="city", rank=0).local is None


def test_more_than_half_of_the_towns_of_a_region_have_one(gazetteer: Gazetteer) -> None:
    labels = place_labels(gazetteer, (44.0, 25.0, 63.0, 39.0), set())
    towns = [label for label in labels if label.kind in {"city", "town"}]
    assert sum(label.local is not None for label in towns) > len(towns) / 2
