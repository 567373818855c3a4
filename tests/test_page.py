"""The map page, opened in a browser with the network refused."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from importlib.resources import files
from itertools import combinations
from typing import TYPE_CHECKING

import folium
import pytest

from geo.errors import ExportError
from maps.basemap import basemap
from maps.errors import TilesError
from maps.layers import Label
from maps.page import _SCRIPTS, render_page, write_page
from maps.scene import build_scene
from maps.view import ground_bounds
from tests.pages import Visit, box, mark, meet, sample_basemap, sample_scene, visit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator

    from geo.dossier import Collection


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "map.html"
    return write_page(sample_scene(), sample_basemap(), path)


@pytest.fixture
def wide(browser: Browser, file: Path) -> Iterator[Visit]:
    with visit(browser, file) as seen:
        yield seen
    assert (seen.requests, seen.problems) == ([], [])


@pytest.fixture
def phone(browser: Browser, file: Path) -> Iterator[Visit]:
    with visit(browser, file, width=375, height=700) as seen:
        yield seen
    assert (seen.requests, seen.problems) == ([], [])


def pin(seen: Visit, incident: str) -> Locator:
    return seen.page.locator(f'[data-incident="{incident}"]')


_PIXELS = """(pane) => {
    const from = document.querySelector(`.leaflet-${pane}-pane canvas`);
    const copy = new OffscreenCanvas(from.width, from.height);
    const pen = copy.getContext('2d', { willReadFrequently: true });
    pen.drawImage(from, 0, 0);
    return (x, y, width, height) => [...pen.getImageData(x, y, width, height).data];
}"""


def inked(seen: Visit, incident: str) -> list[int]:
    """Colour in the middle of a symbol on the canvas."""
    place, ground = box(pin(seen, incident)), box(seen.page.locator(".leaflet-container"))
    at = [
        place["x"] + place["width"] / 2 - ground["x"],
        place["y"] + place["height"] / 2 - ground["y"],
    ]
    found: list[int] = seen.page.evaluate(
        f"([x, y]) => ({_PIXELS})('incidents')(x, y, 1, 1).slice(0, 3)", at
    )
    return found


def colour(seen: Visit, name: str) -> list[int]:
    """A colour of the style sheet."""
    text: str = seen.page.evaluate(
        "(name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim()",
        f"--{name}",
    )
    return [int(text[i : i + 2], 16) for i in (1, 3, 5)]


def covered(seen: Visit, pane: str) -> int:
    """How many pixels of a canvas are painted."""
    found: int = seen.page.evaluate(
        f"(pane) => ({_PIXELS})(pane)(0, 0, 1280, 800)"
        ".filter((value, i) => i % 4 === 3 && value > 0).length",
        pane,
    )
    return found


def switch(seen: Visit, name: str) -> Locator:
    return seen.page.locator(f'input[data-filter="{name}"]')


class TestFile:
    def test_same_scene_gives_same_bytes(self) -> None:
        assert render_page(sample_scene(), sample_basemap()) == render_page(
            sample_scene(), sample_basemap()
        )

    def test_no_two_scripts_name_the_same(self) -> None:
        names = [
            name
            for script in _SCRIPTS
            for name in re.findall(
                r"^(?:async )?(?:function|class|const|let) (\w+)",
                (files("maps") / "assets" / script).read_text(encoding="utf-8"),
                re.MULTILINE,
            )
        ]
        assert [name for name in set(names) if names.count(name) > 1] == []

    def test_loads_nothing_from_anywhere(self) -> None:
        html = render_page(sample_scene(), sample_basemap())
        assert not re.search(r"<(script|img|iframe)[^>]+src=|<link\b|@import", html)
        assert "jquery" not in html.lower()

    def test_is_small(self) -> None:
        assert len(render_page(sample_scene(), sample_basemap())) < 500_000

    def test_leaves_folium_as_it_was(self) -> None:
        before = list(folium.Map.default_js)
        render_page(sample_scene(), sample_basemap())
        assert folium.Map.default_js == before
        assert "leaflet.js" in folium.Map(location=[30, 60]).get_root().render()

    def test_policy_allows_nothing_but_its_own_scripts(self) -> None:
        html = render_page(sample_scene(), sample_basemap())
        found = re.search(r'Content-Security-Policy" content="([^"]+)"', html)
        assert found is not None
        rules = dict(rule.strip().split(" ", 1) for rule in found[1].split(";"))
        assert rules["default-src"] == rules["connect-src"] == rules["base-uri"] == "'none'"
        assert rules["img-src"] == "data:"
        for name in ("script-src", "style-src"):
            assert all(source.startswith("'sha256-") for source in rules[name].split())

    def test_lets_a_reader_zoom_and_names_its_language(self) -> None:
        html = render_page(sample_scene(), sample_basemap())
        assert "user-scalable" not in html
        assert '<html lang="en">' in html

    def test_failed_write_leaves_nothing(self, tmp_path: Path) -> None:
        with pytest.raises(ExportError):
            write_page(sample_scene(), sample_basemap(), tmp_path / "none" / "map.html")
        assert list(tmp_path.iterdir()) == []

    def test_failed_write_keeps_what_stood_there(self, tmp_path: Path) -> None:
        old = tmp_path / "map.html"
        old.write_text("old")
        with pytest.raises(TilesError):
            write_page(sample_scene(), sample_basemap(), old, tiles="nowhere")
        assert old.read_text() == "old"
        assert list(tmp_path.iterdir()) == [old]


@pytest.mark.browser
class TestMap:
    def test_names_title_rule_and_date(self, wide: Visit) -> None:
        text = wide.page.locator("header").inner_text()
        assert "Iran and Pakistan, January 2024" in text
        assert "Counts run from the lowest claimed to the highest" in text
        assert "22 November 2026, 09:05 UTC" in text
        assert wide.page.title() == "Iran and Pakistan, January 2024"

    def test_credits_every_source(self, wide: Visit) -> None:
        text = wide.page.locator("footer").inner_text()
        for credit in ("Natural Earth", "OpenStreetMap", "Claims: as named", "Leaflet"):
            assert credit in text

    def test_solid_where_known_hollow_with_area_where_not(self, wide: Visit) -> None:
        assert inked(wide, "kerman") == colour(wide, "bombing")
        for incident in ("saravan", "panjgur", "province"):
            assert inked(wide, incident) == colour(wide, "halo")

    def test_area_is_drawn_and_switched_off(self, wide: Visit) -> None:
        with_areas = covered(wide, "under")
        wide.page.locator(".parts summary").click()
        switch(wide, "part:areas").uncheck()
        assert covered(wide, "under") < with_areas

    def test_arc_is_drawn_and_switched_off(self, wide: Visit) -> None:
        with_arcs = covered(wide, "under")
        wide.page.locator(".parts summary").click()
        switch(wide, "part:arcs").uncheck()
        assert covered(wide, "under") < with_arcs

    def test_says_where_accounts_differ_and_how_many_sources(self, wide: Visit) -> None:
        spoken = pin(wide, "saravan").get_attribute("aria-label") or ""
        assert "accounts differ" in spoken
        assert "3 independent sources" in spoken
        assert "differ" not in (pin(wide, "kerman").get_attribute("aria-label") or "")

    def test_crossed_border_is_named_and_dashed(self, wide: Visit) -> None:
        assert wide.page.locator(".name-border").inner_text() == "Iran–Pakistan border, 914 km"
        line = wide.page.locator(".leaflet-borders-pane path.crossed")
        assert "11px" in line.evaluate("node => getComputedStyle(node).strokeDasharray")

    def test_shows_a_metric_scale(self, wide: Visit) -> None:
        assert "km" in wide.page.locator(".leaflet-control-scale").inner_text()

    def test_every_mark_is_in_view_and_clear_of_the_panel(self, wide: Visit) -> None:
        panel = box(wide.page.locator(".panel"))
        for one in wide.page.locator("[data-incident]").all():
            place = box(one)
            assert not meet(place, panel)
            assert place["x"] > 0
            assert place["x"] + place["width"] < 1280
            assert place["y"] + place["height"] < 800

    def test_marks_at_one_spot_stand_apart_and_open_each(self, wide: Visit) -> None:
        steps = ("recall", "expulsion", "talks")
        for a, b in combinations([box(pin(wide, step)) for step in steps], 2):
            assert not meet(a, b)
        for step in steps:
            pin(wide, step).click()
            assert wide.page.locator("#popup-title").inner_text().lower() == step

    def test_names_never_overlap(self, browser: Browser, tmp_path: Path) -> None:
        crowd = tuple(
            Label(
                text=f"Town {n}",
                lon=60 + n % 9 / 4,
                lat=28 + n // 9 / 5,
                kind="city",
                rank=n,
                local=f"شهر {n}",
            )
            for n in range(80)
        )
        scene = replace(sample_scene(), labels=crowd)
        path = write_page(scene, sample_basemap(), tmp_path / "crowd.html")
        with visit(browser, path) as seen:
            for _ in range(2):
                boxes = [box(name) for name in seen.page.locator(".name").all()]
                assert len(boxes) > 5
                assert not any(meet(a, b) for a, b in combinations(boxes, 2))
                names = seen.page.locator(".name").all_inner_texts()
                assert "Town 0" in names
                with_both = sum(name.startswith("شهر") for name in names)
                assert 0 < with_both < len(names) / 2  # the others keep their English line
                seen.page.locator(".leaflet-control-zoom-in").click()
                seen.page.wait_for_timeout(400)

    def test_name_in_its_own_script_stands_under_the_other(self, wide: Visit) -> None:
        for english, local in (("Pakistan", "پاکستان"), ("Quetta", "کوئٹہ")):
            own = wide.page.locator(".name-local", has_text=local)
            assert own.get_attribute("dir") == "auto"
            assert own.evaluate("node => getComputedStyle(node).direction") == "rtl"
            above = box(wide.page.locator(".name:not(.name-border)", has_text=english))
            below = box(own)
            assert 0 <= below["y"] + 0.6 - above["y"] - above["height"] < 4
            assert below["x"] < above["x"] + above["width"]
            assert above["x"] < below["x"] + below["width"]

    def test_opens_without_any_place(self, browser: Browser, tmp_path: Path) -> None:
        marks = tuple(m for m in sample_scene().marks if m.lon is None)
        scene = replace(sample_scene(), marks=marks, arcs=(), bounds=None)
        path = write_page(scene, sample_basemap(), tmp_path / "none.html")
        with visit(browser, path) as seen:
            assert "1 of 1 incident, 1 of them" in seen.page.locator(".count").inner_text()
        assert (seen.requests, seen.problems) == ([], [])

    def test_dark_where_the_reader_prefers_dark(self, browser: Browser, file: Path) -> None:
        with visit(browser, file, dark=True) as seen:
            ground = seen.page.evaluate("getComputedStyle(document.body).backgroundColor")
            assert ground == "rgb(27, 31, 34)"
        assert (seen.requests, seen.problems) == ([], [])


@pytest.mark.browser
class TestPhone:
    def test_panel_starts_collapsed(self, phone: Visit) -> None:
        assert phone.page.locator(".panel-body").is_hidden()
        phone.page.locator(".panel-toggle").click()
        panel = box(phone.page.locator(".panel"))
        assert panel["x"] >= 0
        assert panel["x"] + panel["width"] <= 375
        assert panel["y"] + panel["height"] <= 700


@pytest.mark.browser
def test_draws_a_scene_whose_marks_share_an_area_once(browser: Browser, tmp_path: Path) -> None:
    where = sample_scene().marks[3]
    marks = (where, replace(where, id="second"))
    path = write_page(replace(sample_scene(), marks=marks), sample_basemap(), tmp_path / "m.html")
    with visit(browser, path) as seen:
        assert seen.page.locator("[data-incident]").count() == 2
        once = covered(seen, "under")
    alone = replace(sample_scene(), marks=(where,))
    with visit(browser, write_page(alone, sample_basemap(), tmp_path / "one.html")) as seen:
        assert covered(seen, "under") == once


@pytest.mark.browser
def test_tiles_are_asked_for_only_at_their_host(browser: Browser, tmp_path: Path) -> None:
    path = write_page(sample_scene(), sample_basemap(), tmp_path / "m.html", tiles="osm")
    with visit(browser, path) as seen:
        seen.page.wait_for_timeout(300)
        assert pin(seen, "saravan").count() == 1
    assert seen.requests
    assert {address.split("/")[2] for address in seen.requests} == {"tile.openstreetmap.org"}


@pytest.mark.browser
def test_seeds_on_the_real_ground(browser: Browser, tmp_path: Path, seeds: Collection) -> None:
    made = datetime(2026, 11, 22, tzinfo=UTC)
    scene = build_scene(seeds, title="Seeds", made=made)
    ground = basemap(ground_bounds(scene), exact_borders=scene.border_pairs)
    path = write_page(scene, ground, tmp_path / "seeds.html")
    assert path.stat().st_size < 1_000_000
    with visit(browser, path) as seen:
        assert seen.page.locator("[data-incident]").count() >= 14
    assert (seen.requests, seen.problems) == ([], [])


def test_many_marks_pack_small() -> None:
    few = len(render_page(sample_scene(), sample_basemap()))
    many = tuple(mark(id=f"m{n}", lon=60 + n / 1000) for n in range(1000))
    assert len(render_page(replace(sample_scene(), marks=many), sample_basemap())) - few < 300_000
