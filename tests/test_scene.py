from dataclasses import replace
from datetime import UTC, datetime

import pytest

from gazetteer.index import Gazetteer
from geo.account import Rule
from geo.dossier import Collection
from geo.incident import Field, Link, LinkType
from geo.when import When
from maps.layers import Mark, Scene
from maps.scene import build_scene
from maps.view import area_of
from tests.builders import claim, collection, dossier, strike

MADE = datetime(2024, 2, 1, tzinfo=UTC)
SARAVAN = "2024-01-18-saravan-airstrike"
BALOCHISTAN = "2024-01-16-balochistan-missile-strike"


def scene(found: Collection, rule: str = "range") -> Scene:
    return build_scene(found, title="T", made=MADE, rule=Rule.parse(rule))


def by_id(made: Scene) -> dict[str, Mark]:
    return {mark.id: mark for mark in made.marks}


def test_both_sides_accounts_stand_in_the_mark(seeds: Collection) -> None:
    mark = by_id(scene(seeds))[SARAVAN]
    assert mark.date_label == "17 or 18 January 2024"
    assert {"Date", "Killed"} <= set(mark.differing)
    dates = {line.value: line.differs for line in mark.claims if line.field == "Date"}
    assert dates == {"17 January 2024": True, "18 January 2024": True}
    assert {line.claimant for line in mark.claims} >= {"Iran", "Pakistan"}
    assert all(line.publisher and line.verb for line in mark.claims)


def test_only_known_towns_and_sites_are_exact_and_the_rest_have_an_area(seeds: Collection) -> None:
    marks = by_id(scene(seeds))
    assert marks["2024-01-15-erbil-missile-strike"].exact
    for ident in (SARAVAN, BALOCHISTAN, "2024-01-15-syria-missile-strike"):
        assert not marks[ident].exact
        assert area_of(marks[ident]) is not None
    province = marks[BALOCHISTAN].shape
    assert province is not None
    assert len(str(province)) > 2_000


def test_arcs_run_from_the_country_of_origin_to_the_mark(seeds: Collection) -> None:
    made = scene(seeds)
    arcs = {arc.incident: arc for arc in made.arcs}
    assert arcs[SARAVAN].origin == "Pakistan"
    mark = by_id(made)[SARAVAN]
    assert arcs[SARAVAN].points[-1] == (mark.lon, mark.lat)
    assert "2024-01-03-kerman-bombing" not in arcs
    assert made.border_pairs == (("IQ", "IR"), ("IR", "PK"))


def test_links_are_told_at_both_ends() -> None:
    answer = strike("b")
    linked = Link(from_id="b", to_id="a", type=LinkType.RETALIATION_FOR)
    stray = Link(from_id="b", to_id="gone", type=LinkType.FOLLOWS)
    marks = by_id(scene(collection(strike("a"), replace(answer, links=(linked, stray)))))
    assert [(line.to, line.type) for line in marks["b"].links] == [("a", "in retaliation for")]
    assert [(line.to, line.type) for line in marks["a"].links] == [("b", "retaliated for by")]


def test_the_rule_is_named_and_rules_the_values(seeds: Collection) -> None:
    made = scene(seeds, "claimant:Oman")
    assert made.rule_text == "Only what Oman says"
    assert all(mark.killed is None and mark.lon is None for mark in made.marks)
    assert made.bounds is None


def test_an_incident_without_a_place_is_kept() -> None:
    nowhere = dossier(claim(Field.DATE, When.parse("2024-03")))
    (mark,) = scene(collection(nowhere)).marks
    assert (mark.lon, mark.place, mark.shape) == (None, "place not known", None)


def test_labels_name_countries_towns_and_the_provinces_concerned(
    seeds: Collection, gazetteer: Gazetteer
) -> None:
    made = build_scene(seeds, title="T", made=MADE, gazetteer=gazetteer)
    kinds = {label.text: label.kind for label in made.labels}
    assert kinds["Iran"] == "country"
    assert kinds["Quetta"] == "city"
    assert kinds["Sistan and Baluchestan"] == "province"
    assert "Rajasthan" not in kinds
    assert [label.rank for label in made.labels] == sorted(label.rank for label in made.labels)


@pytest.mark.parametrize("field", ["title", "rule_text"])
def test_what_the_map_must_name_is_there(seeds: Collection, field: str) -> None:
    assert getattr(scene(seeds), field)
    assert scene(seeds).made == MADE
