"""The same incidents as other rules show them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from geo.account import RANGE, Rule
from geo.count import Count
from geo.incident import Field
from geo.when import When
from maps.scene import build_scene
from tests.builders import SARAVAN, claim, collection, dossier

if TYPE_CHECKING:
    from maps.layers import Mark, View

MADE = datetime(2026, 11, 22, tzinfo=UTC)

DISPUTED = dossier(
    claim(Field.LOCATION, SARAVAN, claimant="Reuters"),
    claim(Field.DATE, When.parse("2024-01-18"), claimant="Reuters"),
    claim(Field.KILLED, Count.parse("9"), claimant="Iran's IRGC"),
    claim(Field.KILLED, Count.parse("12"), number=2, claimant="Pakistan"),
)


def views(rule: Rule = RANGE) -> dict[str, View]:
    scene = build_scene(collection(DISPUTED), title="x", made=MADE, rule=rule)
    return {view.rule: view for view in scene.views}


def only(view: View) -> Mark:
    (mark,) = view.marks
    return mark


def test_every_rule_but_the_one_in_force_is_offered() -> None:
    assert set(views()) == {
        *("conservative", "latest", "claimant:Reuters", "claimant:Iran's IRGC", "claimant:Iran"),
        "claimant:Pakistan",
    }
    assert "range" in views(Rule(name="conservative"))


def test_an_account_has_its_own_count() -> None:
    assert only(views()["claimant:Iran"]).killed == "9"
    assert only(views()["claimant:Pakistan"]).killed == "12"
    assert only(views()["claimant:Reuters"]).killed is None


def test_an_account_without_a_place_or_date_leaves_it_where_others_say_and_says_so() -> None:
    told = only(views()["claimant:Iran"])
    assert told.by_others == ("place", "date")
    assert (told.lon, told.date) == (SARAVAN.lon, "2024-01-18")
    assert only(views()["claimant:Reuters"]).by_others == ()


def test_the_conservative_reading_holds_what_it_shows_otherwise() -> None:
    conservative = views()["conservative"]
    assert not conservative.only
    assert (only(conservative).killed_low, only(conservative).killed_high) == (9, 9)


def test_an_account_leaves_out_what_it_says_nothing_about() -> None:
    silent = dossier(claim(Field.LOCATION, SARAVAN, claimant="Reuters", incident="b"), ident="b")
    scene = build_scene(collection(DISPUTED, silent), title="x", made=MADE)
    iran = next(view for view in scene.views if view.rule == "claimant:Iran")
    assert iran.only
    assert [mark.id for mark in iran.marks] == ["strike"]


def test_the_one_with_most_incidents_comes_first() -> None:
    second = dossier(
        claim(Field.KILLED, Count.parse("1"), claimant="Pakistan", incident="b"), ident="b"
    )
    scene = build_scene(collection(DISPUTED, replace(second)), title="x", made=MADE)
    assert scene.views[2].rule == "claimant:Pakistan"


def test_sides_come_before_those_who_publish() -> None:
    own = dossier(
        claim(Field.KILLED, Count.parse("1"), claimant="The Paper", incident="b"),
        claim(Field.LOCATION, SARAVAN, claimant="The Paper", incident="b"),
        ident="b",
    )
    both = dossier(
        claim(Field.KILLED, Count.parse("1"), claimant="The Paper", incident="c"),
        claim(Field.KILLED, Count.parse("2"), claimant="Iran", number=2, incident="c"),
        ident="c",
    )
    scene = build_scene(collection(own, both), title="x", made=MADE)
    assert [view.name for view in scene.views if view.only] == ["Iran", "The Paper"]
