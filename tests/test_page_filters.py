"""Filters, legend and views of the map page, used as a person uses them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from maps.layers import View
from maps.page import write_page
from tests.pages import Visit, claim, mark, sample_basemap, sample_scene, visit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator

    from maps.layers import Mark, Scene

pytestmark = pytest.mark.browser

_ACTORS = {
    "kerman": ("Islamic State", "Iran"),
    "panjgur": ("Iran", "Jaish al-Adl"),
    "province": ("Jaish al-Adl; Ansar al-Furqan", "Iran"),
}


def scene() -> Scene:
    """The sample with actors, and two ways more to view it."""
    sample = sample_scene()
    said = {"panjgur": (claim(quote="Windows broke across the bazaar."),)}
    marks = tuple(
        replace(
            one,
            perpetrator=_ACTORS.get(one.id, (one.perpetrator, None))[0],
            target=_ACTORS.get(one.id, (None, one.target))[1],
            claims=said.get(one.id, one.claims),
        )
        for one in sample.marks
    )
    least = mark(killed="9", killed_low=2, differing=(), claims=(), links=())
    told = replace(least, killed="none", killed_low=None, kind="shelling", kind_label="Shelling")
    views = (
        View(
            rule="conservative",
            name="Conservative",
            text="The least that is claimed",
            only=False,
            marks=(least,),
        ),
        View(rule="claimant:Iran", name="Iran", text="As Iran tells it", only=True, marks=(told,)),
    )
    return replace(sample, marks=marks, views=views)


def written(path: Path, *marks: Mark) -> Path:
    """A page of these incidents alone, without links."""
    own = tuple(replace(one, links=()) for one in marks)
    return write_page(
        replace(sample_scene(), marks=own, arcs=()), sample_basemap(), path / "m.html"
    )


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_page(scene(), sample_basemap(), tmp_path_factory.mktemp("page") / "map.html")


@pytest.fixture
def wide(browser: Browser, file: Path) -> Iterator[Visit]:
    with visit(browser, file) as seen:
        yield seen
    assert (seen.requests, seen.problems) == ([], [])


def box(seen: Visit, name: str) -> Locator:
    return seen.page.locator(f'input[data-filter="{name}"]')


def choice(seen: Visit, name: str) -> Locator:
    return seen.page.locator(".choice", has=box(seen, name))


def counts(seen: Visit, text: str) -> None:
    expect(seen.page.locator(".count")).to_have_text(text)


def canvas(seen: Visit, pane: str) -> str:
    picture = seen.page.locator(f".leaflet-{pane}-pane canvas")
    found: str = picture.evaluate("node => node.toDataURL()")
    return found


class TestWords:
    @pytest.mark.parametrize(
        ("name", "gone", "left"),
        [
            ("kind:airstrike", "saravan", 7),
            ("kind:recall", "recall", 7),
            ("direction:Within Iran", "province", 6),
            ("direction:Iran to Pakistan", "panjgur", 7),
        ],
    )
    def test_hides_and_shows(self, wide: Visit, name: str, gone: str, left: int) -> None:
        symbol = wide.page.locator(f"[data-incident={gone}]")
        expect(symbol).to_have_count(1)
        box(wide, name).uncheck()
        expect(symbol).to_have_count(0)
        expect(wide.page.locator(".count")).to_contain_text(f"{left} of 8 incidents")
        box(wide, name).check()
        expect(symbol).to_have_count(1)

    def test_counts_what_is_shown(self, wide: Visit) -> None:
        counts(wide, "8 of 8 incidents, 1 of them without a place")
        box(wide, "kind:arrests").uncheck()
        counts(wide, "7 of 8 incidents")

    def test_each_count_is_what_passes_all_other_filters(self, wide: Visit) -> None:
        to_iran = choice(wide, "direction:Pakistan to Iran").locator(".tally")
        strikes = choice(wide, "kind:airstrike").locator(".tally")
        expect(to_iran).to_have_text("4")
        box(wide, "kind:airstrike").uncheck()
        expect(to_iran).to_have_text("3")
        expect(strikes).to_have_text("1")
        box(wide, "direction:Pakistan to Iran").uncheck()
        expect(strikes).to_have_text("0")

    def test_legend_has_a_symbol_for_each_kind_in_the_order_of_families(self, wide: Visit) -> None:
        symbols = wide.page.locator(".facet-kind .symbol").all()
        families = [re.findall(r"family-(\w+)", s.get_attribute("class") or "")[0] for s in symbols]
        order = ["strike", "bombing", "fighting", "unrest", "diplomacy", "other"]
        assert len(families) == 8
        assert families == sorted(families, key=order.index)

    def test_only_shows_one_and_then_all_again(self, wide: Visit) -> None:
        row = choice(wide, "kind:bombing")
        row.hover()
        row.get_by_role("button", name="Only Bombing").click()
        counts(wide, "1 of 8 incidents")
        assert not box(wide, "kind:airstrike").is_checked()
        row.get_by_role("button", name="Only Bombing").press("Enter")
        counts(wide, "8 of 8 incidents, 1 of them without a place")

    def test_double_click_shows_one(self, wide: Visit) -> None:
        choice(wide, "kind:bombing").locator(".row-text").dblclick()
        counts(wide, "1 of 8 incidents")
        assert box(wide, "kind:bombing").is_checked()

    def test_shows_only_words_that_occur(self, wide: Visit) -> None:
        wide.page.locator(".facet-country > summary").click()
        rows = wide.page.locator(".facet-country .row-text")
        expect(rows).to_have_count(3)
        assert sorted(rows.all_inner_texts()) == ["Iran", "Not given", "Pakistan"]
        wide.page.locator(".facet-status > summary").click()
        expect(wide.page.locator(".facet-status .choice")).to_have_count(2)
        assert wide.page.locator('[data-filter="kind:"]').count() == 0  # each has a kind

    def test_leaves_out_what_gives_no_choice(self, browser: Browser, tmp_path: Path) -> None:
        with visit(browser, written(tmp_path, mark(id="a"), mark(id="b"))) as seen:
            for name in ("direction", "country", "precision", "status"):
                assert seen.page.locator(f".facet-{name}").is_hidden()
            assert seen.page.locator(".facet-kind").is_visible()  # it is the legend too

    def test_long_groups_open_in_full(self, browser: Browser, tmp_path: Path) -> None:
        kinds: tuple[str, ...] = (
            "airstrike",
            "shelling",
            "bombing",
            "attack",
            "abduction",
            "looting",
            "talks",
        )
        kinds += ("recall", "summons", "arrests", "grenade")
        marks = [mark(id=f"{k}{n}", kind=k) for i, k in enumerate(kinds) for n in range(i + 1)]
        with visit(browser, written(tmp_path, *marks)) as seen:
            rows = seen.page.locator(".facet-kind .choice")
            expect(rows).to_have_count(8)
            assert box(seen, "kind:airstrike").count() == 0  # the rarest
            seen.page.get_by_role("button", name="Show all 11").click()
            expect(rows).to_have_count(11)
            seen.page.locator(".facet-kind .rest").click()
            expect(rows).to_have_count(8)

    def test_clears_all_at_once(self, wide: Visit) -> None:
        clear = wide.page.get_by_role("button", name="Clear filters")
        assert clear.is_hidden()
        box(wide, "kind:airstrike").uncheck()
        wide.page.locator("#toll").fill("5")
        wide.page.locator("#search").fill("kerman")
        counts(wide, "1 of 8 incidents")
        clear.click()
        counts(wide, "8 of 8 incidents, 1 of them without a place")
        assert box(wide, "kind:airstrike").is_checked()
        assert wide.page.locator("#toll").input_value() == ""
        assert wide.page.locator("#search").input_value() == ""
        assert clear.is_hidden()


class TestActor:
    def test_suggests_with_counts_and_keys_choose(self, wide: Visit) -> None:
        field = wide.page.get_by_role("combobox", name="Who, on either side")
        field.click()
        options = wide.page.locator("#actor-list").get_by_role("option")
        assert options.first.inner_text().split("\n") == ["Iran", "3"]
        field.press_sequentially("adl")
        expect(options).to_have_count(1)
        assert options.first.inner_text().split("\n") == ["Jaish al-Adl", "2"]
        field.press("ArrowDown")
        assert options.first.get_attribute("aria-selected") == "true"
        assert field.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
        field.press("Enter")
        counts(wide, "2 of 8 incidents")
        expect(wide.page.locator("[data-incident=kerman]")).to_have_count(0)
        wide.page.get_by_role("button", name="Clear actor").click()
        counts(wide, "8 of 8 incidents, 1 of them without a place")

    def test_a_click_chooses_and_escape_leaves_it_alone(self, wide: Visit) -> None:
        wide.page.locator("#actor").click()
        wide.page.locator('[data-actor="Islamic State"]').click()
        counts(wide, "1 of 8 incidents")
        wide.page.locator("#actor").fill("nobody at all")
        expect(wide.page.locator(".nobody")).to_be_visible()
        wide.page.keyboard.press("Escape")
        expect(wide.page.locator("#actor-list")).to_be_hidden()
        counts(wide, "1 of 8 incidents")


class TestTollAndText:
    def test_at_least_so_many_killed(self, wide: Visit) -> None:
        wide.page.get_by_role("spinbutton", name="At least").fill("10")
        counts(wide, "1 of 8 incidents")
        expect(wide.page.locator("[data-incident]")).to_have_count(1)
        assert wide.page.locator("[data-incident=kerman]").count() == 1

    @pytest.mark.parametrize(
        ("query", "shown"),
        [
            ("POLICE strikes", ["saravan"]),
            ("Panjgúr", ["panjgur"]),
            ("bombings kerman", ["kerman"]),
            ("bazaar windows", ["panjgur"]),
            ("a police source", ["saravan"]),
            ("ansar", ["province"]),
            ("expelled nobody", []),
        ],
    )
    def test_finds_titles_places_actors_and_claims(
        self, wide: Visit, query: str, shown: list[str]
    ) -> None:
        wide.page.locator("#search").press_sequentially(query)
        expect(wide.page.locator(".count")).to_contain_text(f"{len(shown)} of 8 incidents")
        expect(wide.page.locator("[data-incident]")).to_have_count(len(shown))
        for incident in shown:
            expect(wide.page.locator(f"[data-incident={incident}]")).to_have_count(1)

    def test_accents_do_not_count_on_either_side(self, browser: Browser, tmp_path: Path) -> None:
        marks = (mark(id="a", title="Überfall in Tingalāchi"), mark(id="b", title="Other"))
        with visit(browser, written(tmp_path, *marks)) as seen:
            for query in ("tingalachi uber", "ÜBER"):
                seen.page.locator("#search").fill(query)
                counts(seen, "1 of 2 incidents")

    def test_looks_again_when_the_texts_are_there(self, browser: Browser, tmp_path: Path) -> None:
        quotes = (claim(quote=" ".join(str(hash((i, n))) for n in range(90))) for i in range(900))
        marks = tuple(mark(id=f"m{i}", lon=60 + i / 99, claims=(q,)) for i, q in enumerate(quotes))
        path = written(tmp_path, *marks, mark(id="last", title="Zebra crossing"))
        page = browser.new_page()
        page.add_init_script(
            "{ const plain = setTimeout;"
            " window.setTimeout = (f, ms, ...r) => plain(f, ms === 50 ? 1500 : ms, ...r); }"
        )
        page.goto(path.as_uri())
        page.locator("#search").fill("zebra")
        expect(page.locator(".count")).to_have_text("0 of 901 incidents")
        expect(page.locator(".field-note")).to_contain_text("on their way")
        expect(page.locator(".count")).to_have_text("1 of 901 incidents")
        expect(page.locator(".field-note")).to_be_empty()
        page.close()


class TestParts:
    @pytest.mark.parametrize(
        ("part", "gone"),
        [
            ("borders", ".leaflet-borders-pane path"),
            ("borders", ".name-border"),
            ("provinces", ".leaflet-provinces-pane path"),
            ("names", ".name-city"),
        ],
    )
    def test_hides_and_shows(self, wide: Visit, part: str, gone: str) -> None:
        things = wide.page.locator(gone)
        before = things.count()
        assert before > 0
        wide.page.locator(".parts > summary").click()
        box(wide, f"part:{part}").uncheck()
        expect(things).to_have_count(0)
        box(wide, f"part:{part}").check()
        expect(things).to_have_count(before)

    def test_hides_areas(self, wide: Visit) -> None:
        before = canvas(wide, "under")
        wide.page.locator(".parts > summary").click()
        box(wide, "part:areas").uncheck()
        assert canvas(wide, "under") != before

    def test_tells_how_to_read_what_occurs(self, wide: Visit) -> None:
        notes = wide.page.locator(".how-to li")
        assert notes.count() == 0
        wide.page.locator(".how-to > summary").click()
        expect(notes.first).to_be_visible()
        text = " ".join(notes.all_inner_texts())
        for word in ("Solid", "Hollow", "Dashed", "Ring", "Accounts differ", "Faint", "Larger"):
            assert word in text
        assert "needle" not in text  # no incident has an exact spot


class TestViews:
    def test_all_follows_the_account_of_one_side(self, wide: Visit) -> None:
        header = wide.page.locator("header")
        wide.page.get_by_label("View as").select_option(label="Iran")
        expect(header).to_contain_text("As Iran tells it; says nothing about 7 of 8 incidents")
        counts(wide, "1 of 8 incidents")
        expect(wide.page.locator("[data-incident]")).to_have_count(1)
        assert box(wide, "kind:airstrike").count() == 0
        wide.page.get_by_label("View as").select_option(label="All claims")
        counts(wide, "8 of 8 incidents, 1 of them without a place")
        expect(header).to_contain_text("Counts run from the lowest claimed to the highest")
        expect(box(wide, "kind:airstrike")).to_have_count(1)

    def test_counts_follow_the_rule_also_in_an_open_card(self, wide: Visit) -> None:
        wide.page.locator("#toll").fill("5")
        counts(wide, "2 of 8 incidents")
        wide.page.locator("[data-incident=saravan]").click()
        expect(wide.page.locator(".popup .facts")).to_contain_text("9-12")
        label = "Conservative (the least claimed)"
        wide.page.get_by_label("View as").select_option(label=label)
        counts(wide, "1 of 8 incidents")
        expect(wide.page.locator(".popup .facts")).not_to_contain_text("9-12")

    def test_sides_stand_apart_from_rules(self, wide: Visit) -> None:
        options = wide.page.locator("#view-as optgroup option").all_inner_texts()
        assert options == ["Iran"]
        label = wide.page.locator("#view-as optgroup").get_attribute("label")
        assert label == "One side's account"

    def test_no_choice_where_there_is_one_view(self, browser: Browser, tmp_path: Path) -> None:
        path = write_page(sample_scene(), sample_basemap(), tmp_path / "m.html")
        with visit(browser, path) as seen:
            assert seen.page.locator("#view-as").is_hidden()


class TestPanel:
    def test_collapses(self, wide: Visit) -> None:
        wide.page.locator(".panel-toggle").click()
        assert wide.page.locator(".panel-body").is_hidden()

    def test_starts_collapsed_on_a_phone_and_fits(self, browser: Browser, file: Path) -> None:
        with visit(browser, file, width=375, height=700) as seen:
            assert seen.page.locator(".panel-body").is_hidden()
            seen.page.locator(".panel-toggle").click()
            assert seen.page.evaluate("document.documentElement.scrollWidth") == 375
            body = seen.page.locator(".panel-body")
            assert body.evaluate("node => node.scrollWidth <= node.clientWidth")
        assert (seen.requests, seen.problems) == ([], [])


def test_words_from_outside_stay_words(browser: Browser, tmp_path: Path) -> None:
    bad = "<img src=x onerror=alert(1)>"
    marks: tuple[Mark, ...] = tuple(
        mark(id=f"m{n}", title=bad, perpetrator=f"{bad}{n}", direction=f"{bad}{n}") for n in (1, 2)
    )
    with visit(browser, written(tmp_path, *marks)) as seen:
        seen.page.locator("#actor").click()
        expect(seen.page.locator("[data-actor]").filter(has_text=bad)).to_have_count(2)
        expect(seen.page.locator(".facet-direction .row-text").first).to_contain_text(bad)
    assert (seen.requests, seen.problems) == ([], [])
