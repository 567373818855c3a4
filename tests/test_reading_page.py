"""Texts beside a map, opened in a browser with the network refused."""

from __future__ import annotations

import re
from dataclasses import replace
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest
import shapely

from gazetteer.geoparsing import Geoparsed
from gazetteer.mention import Role
from geo.errors import ExportError
from maps.reading_page import reading_ground, render_reading, write_reading
from maps.reading_scene import build_reading
from tests.geoparsed import IRAN, TEXT, mention, place, relation, sample
from tests.pages import Visit, sample_basemap, visit
from tests.test_map_style import DARK, LIGHT
from tests.test_page_hostile import PAYLOADS, outside_title, poisoned, readable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator

    from gazetteer.index import Gazetteer
    from maps.reading import Reading

READY = ".texts .text"
SECOND = "Rain fell on Sarāvān."


def sample_reading() -> Reading:
    """Two texts: the second names a place of the first."""
    other = Geoparsed(
        text=SECOND, mentions=(mention(SECOND, "Sarāvān", Role.LOCATION, place()),), relations=()
    )
    return build_reading([("first.txt", sample()), ("second.txt", other)])


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("reading") / "reading.html"
    return write_reading(sample_reading(), sample_basemap(), path)


@pytest.fixture
def wide(browser: Browser, file: Path) -> Iterator[Visit]:
    with visit(browser, file, ready=READY) as seen:
        yield seen
    assert (seen.requests, seen.problems) == ([], [])


@pytest.fixture
def phone(browser: Browser, file: Path) -> Iterator[Visit]:
    with visit(browser, file, width=375, height=700, ready=READY) as seen:
        yield seen
    assert (seen.requests, seen.problems) == ([], [])


def mark(seen: Visit, number: int) -> Locator:
    return seen.page.locator(f'.texts [data-mark="{number}"]')


def pin(seen: Visit, spot: int) -> Locator:
    return seen.page.locator(f'[data-spot="{spot}"]')


def card(seen: Visit) -> str:
    return seen.page.locator(".card").inner_text()


class TestReading:
    def test_the_pieces_make_up_the_text(self) -> None:
        reading = sample_reading()
        assert ["".join(p.text for p in part.pieces) for part in reading.texts] == [TEXT, SECOND]
        for part in reading.texts:
            for piece in part.pieces:
                assert piece.mark is None or reading.marks[piece.mark].words == piece.text

    def test_words_that_mean_some_ground_know_it(self) -> None:
        pieces = [p for p in sample_reading().texts[0].pieces if p.ground is not None]
        assert "".join(p.text for p in pieces) == "near Saravan"
        assert [p.mark for p in pieces] == [None, 0]

    def test_ground_that_begins_inside_a_mention_does_not_cut_it(self) -> None:
        text = "A clinic in New Delhi shut."
        one = mention(text, "New Delhi", Role.LOCATION, place())
        found = Geoparsed(
            text=text, mentions=(one,), relations=(relation(text, "Delhi shut", one),)
        )
        pieces = build_reading([("a", found)]).texts[0].pieces
        assert [p.text for p in pieces] == ["A clinic in ", "New Delhi", " shut", "."]

    def test_each_place_is_there_once_over_all_texts(self) -> None:
        reading = sample_reading()
        assert [spot.name for spot in reading.spots] == ["Sarāvān", "Iran", "Sistan"]
        assert [one.spot for one in reading.marks] == [0, 1, 0, None, 2, 0]

    def test_what_stands_for_an_area_has_that_area(self) -> None:
        town, country, region = sample_reading().spots
        assert (town.exact, country.exact, region.exact) == (True, False, False)
        assert (country.wide, region.wide) == (True, False)
        assert region.shape is not None
        disc = shapely.geometry.shape(dict(region.shape))
        assert disc.contains(shapely.Point(region.lon, region.lat))
        assert disc.bounds[3] - disc.bounds[1] == pytest.approx(180 / 111, rel=0.02)

    def test_the_first_view_leaves_out_what_lies_far_off(self) -> None:
        text = "Saravan and Khash wrote to Lima."
        spots = [
            mention(text, "Saravan", Role.LOCATION, place()),
            mention(text, "Khash", Role.LOCATION, place(id="x:khash", lon=61.2, lat=28.2)),
            mention(text, "Lima", Role.ACTOR, place(id="x:lima", lon=-77.0, lat=-12.0)),
        ]
        found = Geoparsed(text=text, mentions=tuple(spots), relations=())
        reading = build_reading([("a", found)])
        assert reading.view is not None
        assert reading.view[0] > 60
        assert len(reading.spots) == 3

    def test_countries_make_the_view_where_there_is_nothing_smaller(self) -> None:
        found = Geoparsed(
            text="Iran.", mentions=(mention("Iran.", "Iran", Role.ACTOR, IRAN),), relations=()
        )
        reading = build_reading([("a", found)])
        assert reading.view == (53.0, 32.0, 53.0, 32.0)

    def test_ground_of_a_real_map(self, gazetteer: Gazetteer) -> None:
        reading = build_reading([("a", sample())], gazetteer=gazetteer)
        names = {label.text for label in reading.labels}
        assert {"Sarāvān", "Zahedan"} <= names
        pairs = {(line["a"], line["b"]) for line in reading_ground(reading).borders}
        assert {("IR", "PK"), ("AR", "CL")} <= pairs


class TestFile:
    def test_same_reading_gives_same_bytes_and_is_small(self) -> None:
        page = render_reading(sample_reading(), sample_basemap())
        assert page == render_reading(sample_reading(), sample_basemap())
        assert len(page) < 300_000

    def test_loads_nothing_and_lets_nothing_else_run(self) -> None:
        html = render_reading(sample_reading(), sample_basemap())
        assert not re.search(r"<(script|img|iframe)[^>]+src=|<link\b|@import|url\(http", html)
        found = re.search(r'Content-Security-Policy" content="([^"]+)"', html)
        assert found is not None
        rules = dict(rule.strip().split(" ", 1) for rule in found[1].split(";"))
        assert rules["default-src"] == rules["connect-src"] == "'none'"
        assert rules["img-src"] == "data:"
        for name in ("script-src", "style-src"):
            assert all(source.startswith("'sha256-") for source in rules[name].split())

    def test_failed_write_leaves_nothing(self, tmp_path: Path) -> None:
        with pytest.raises(ExportError):
            write_reading(sample_reading(), sample_basemap(), tmp_path / "none" / "a.html")
        assert list(tmp_path.iterdir()) == []

    def test_a_reading_of_nothing_is_a_page(self) -> None:
        nothing = build_reading([("a", Geoparsed(text="", mentions=(), relations=()))])
        assert "<title>a</title>" in render_reading(nothing, sample_basemap())

    def test_every_mark_has_a_line_and_a_colour_of_its_own(self) -> None:
        css = (files("maps") / "assets" / "reading.css").read_text(encoding="utf-8")
        looks = dict(re.findall(r"\.role-(\w+) \{ --ink: var\(--(\w+)\)", css))
        lines = dict(re.findall(r"\.role-(\w+) \{[^}]*--line: (\w+);", css))
        assert set(looks) == {*Role, "unknown"}
        assert len(set(looks.values())) == len(set(lines.values())) == 5
        assert all(ink in LIGHT and ink in DARK for ink in looks.values())


@pytest.mark.browser
class TestPage:
    def test_shows_the_texts_as_they_are(self, wide: Visit) -> None:
        shown = wide.page.locator(".text").evaluate_all("nodes => nodes.map((n) => n.textContent)")
        assert shown == [TEXT, SECOND]
        assert wide.page.locator(".texts h2").all_inner_texts() == ["first.txt", "second.txt"]

    def test_legend_names_what_there_is(self, wide: Visit) -> None:
        legend = wide.page.locator(".legend li").all_inner_texts()
        assert legend == ["location", "actor", "demonym", "without a place", "ground meant"]
        assert (
            "5 mentions of 3 places, 1 without a place" in wide.page.locator("header").inner_text()
        )

    def test_a_click_on_a_mark_tells_about_its_place(self, wide: Visit) -> None:
        mark(wide, 0).click()
        told = card(wide)
        for words in (
            "Sarāvān, Sistan and Baluchestan, Iran", "“Saravan”", "location", "likely (0.72)",
            "somewhere in the town or village (within 5 km)", "lon 62.3300, lat 27.3700",
            "by the whole of the text", "Saravan, Salavan, LA (settlement)", "Mention 1 of 3",
        ):  # fmt: skip
            assert words in told
        assert wide.page.locator(".mark.alike").count() == 3
        assert wide.page.locator('[aria-current="true"]').count() == 1
        assert pin(wide, 0).locator(".pin.selected").count() == 1

    def test_next_goes_round_the_mentions_of_a_place(self, wide: Visit) -> None:
        mark(wide, 0).click()
        for words, told in (("a guess (0.36)", "2 of 3"), ("(0.72)", "3 of 3"), ("", "1 of 3")):
            wide.page.get_by_role("button", name="Next").click()
            assert words in card(wide)
            assert f"Mention {told}" in card(wide)

    def test_a_name_that_nobody_knows_says_so(self, wide: Visit) -> None:
        mark(wide, 3).click()
        assert "not on the map" in card(wide)
        assert "no place called Qolbarestan is known" in card(wide)
        assert wide.page.locator(".pin.selected").count() == 0

    def test_a_click_on_the_map_goes_to_the_words(self, wide: Visit) -> None:
        pin(wide, 2).click()
        assert "Sistan" in wide.page.locator(".card h2").inner_text()
        assert mark(wide, 4).get_attribute("aria-current") == "true"
        assert wide.page.locator("path.area.selected").count() == 1

    def test_never_a_bare_pin_for_an_area(self, wide: Visit) -> None:
        assert pin(wide, 0).locator(".solid").count() == 1
        assert pin(wide, 1).locator(".hollow").count() == 1
        assert pin(wide, 2).locator(".hollow").count() == 1
        areas = wide.page.locator("path.area")
        assert areas.count() == 1  # the region; a country would cover the map
        mark(wide, 1).click()
        assert areas.count() == 2
        wide.page.keyboard.press("Escape")
        assert areas.count() == 1

    def test_ground_is_linked_to_its_words(self, wide: Visit) -> None:
        wide.page.locator(".text .said:not(.mark)").click()
        assert "within 25 km of Sarāvān" in card(wide)
        assert wide.page.locator("path.meant.selected").count() == 1
        wide.page.keyboard.press("Escape")
        assert wide.page.locator("path.meant.selected").count() == 0
        wide.page.get_by_role("button", name="Ground meant: near Saravan").press("Enter")
        assert wide.page.locator("path.meant.selected").count() == 1
        wide.page.keyboard.press("Escape")
        box = wide.page.locator("path.meant").bounding_box()
        assert box is not None
        wide.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + 5)
        assert wide.page.locator(".said.current").count() == 2

    def test_keys_alone_do_it_all(self, wide: Visit) -> None:
        keys = wide.page.keyboard
        wide.page.locator(".texts").focus()
        keys.press("Tab")
        assert mark(wide, 0).evaluate("node => node === document.activeElement")
        assert "Sarāvān" in card(wide)
        keys.press("Enter")
        assert wide.page.evaluate("document.activeElement.tagName") == "H2"
        keys.press("Escape")
        assert mark(wide, 0).evaluate("node => node === document.activeElement")
        assert "Choose a marked word" in card(wide)
        pin(wide, 2).focus()
        keys.press("Enter")
        assert wide.page.evaluate("document.activeElement.textContent") == "Sistan"
        keys.press("Escape")
        assert pin(wide, 2).evaluate("node => node === document.activeElement")

    def test_what_lies_out_of_view_is_brought_into_it(self, wide: Visit) -> None:
        for _ in range(3):
            wide.page.locator(".leaflet-control-zoom-in").click()
            wide.page.wait_for_timeout(400)
        mark(wide, 4).click()
        map_box, spot = (n.bounding_box() for n in (wide.page.locator(".map"), pin(wide, 2)))
        assert map_box is not None
        assert spot is not None
        assert map_box["x"] < spot["x"] < map_box["x"] + map_box["width"]
        assert map_box["y"] < spot["y"] < map_box["y"] + map_box["height"]

    def test_map_above_the_text_on_a_phone(self, phone: Visit) -> None:
        page = phone.page
        assert page.locator(".card").is_hidden()
        tops = [page.locator(f"{name}").first.bounding_box() for name in (".map", ".texts")]
        assert tops[0] is not None
        assert tops[1] is not None
        assert tops[0]["y"] < tops[1]["y"]
        mark(phone, 4).click()
        assert page.locator(".card").is_visible()
        mark_box, card_box = mark(phone, 4).bounding_box(), page.locator(".card").bounding_box()
        assert mark_box is not None
        assert card_box is not None
        assert mark_box["y"] + mark_box["height"] <= card_box["y"]
        page.get_by_role("button", name="Close").click()
        assert page.locator(".card").is_hidden()

    @pytest.mark.parametrize(("width", "height"), [(375, 700), (1280, 800), (2560, 1300)])
    def test_nothing_sticks_out(
        self, browser: Browser, file: Path, width: int, height: int
    ) -> None:
        with visit(browser, file, width=width, height=height, ready=READY) as seen:
            mark(seen, 0).click()
            page = seen.page
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert page.evaluate("document.documentElement.scrollHeight") <= height
            for name in (".map", ".texts", ".card"):
                box = page.locator(name).bounding_box()
                assert box is not None
                assert box["width"] > 300
                assert box["height"] > 120  # wide letters take a line more
        assert (seen.requests, seen.problems) == ([], [])

    def test_dark_where_the_reader_prefers_dark(self, browser: Browser, file: Path) -> None:
        with visit(browser, file, dark=True, ready=READY) as seen:
            ground = seen.page.evaluate("getComputedStyle(document.body).backgroundColor")
            assert ground == "rgb(27, 31, 34)"
        assert (seen.requests, seen.problems) == ([], [])


def hostile_reading() -> Reading:
    """Every payload as a text, and in everything that is said about a place of its own."""
    plain = sample_reading()
    part, one, spot, ground = plain.texts[0], plain.marks[0], plain.spots[0], plain.grounds[0]
    pieces = [p for p in part.pieces if p.ground is not None]
    texts, marks, spots, grounds = [], [], [], []
    for n, text in enumerate(PAYLOADS):
        own = (
            replace(pieces[0], text=text, ground=n),
            replace(pieces[1], text=text, mark=n, ground=n),
        )
        texts.append(replace(part, name=text, pieces=(*own, replace(own[0], ground=None))))
        marks.append(replace(poisoned(one, text), key=text, spot=n))
        spots.append(replace(poisoned(spot, text), key=text, lon=58.0 + n % 6, lat=26.0 + n // 6))
        grounds.append(poisoned(ground, text))
    return replace(
        plain,
        title=" ".join(PAYLOADS),
        texts=tuple(texts),
        marks=tuple(marks),
        spots=tuple(spots),
        grounds=tuple(grounds),
        labels=tuple(
            replace(plain.labels[0], text=text, lon=57.0 + n / 2, lat=33.0)
            for n, text in enumerate(PAYLOADS)
        ),
        attribution=tuple(PAYLOADS),
    )


@pytest.mark.parametrize("text", PAYLOADS)
def test_never_writes_it_as_markup(text: str) -> None:
    html = render_reading(poisoned(sample_reading(), text), sample_basemap())
    plain = render_reading(sample_reading(), sample_basemap())
    for opening in ("<script", "<style", "<meta", "<title", "<base", "</head>", "<html"):
        assert html.count(opening) == plain.count(opening)
    assert outside_title(html).count(text) == outside_title(plain).count(text)


@pytest.mark.browser
@pytest.mark.parametrize("width", [375, 1280])
def test_is_shown_as_text_and_runs_nothing(browser: Browser, tmp_path: Path, width: int) -> None:
    path = write_reading(hostile_reading(), sample_basemap(), tmp_path / "hostile.html")
    with visit(browser, path, width=width, ready=READY) as seen:
        page = seen.page
        shown = page.locator(".text").evaluate_all(
            "n => n.map((o) => o.textContent.toWellFormed())"
        )
        assert shown == [readable(text * 3) for text in PAYLOADS]
        names = page.locator(".texts h2").evaluate_all(
            "nodes => nodes.map((node) => node.textContent.toWellFormed())"
        )
        assert names == [readable(text) for text in PAYLOADS]
        for n, text in enumerate(PAYLOADS):
            mark(seen, n).evaluate("node => node.click()")
            lines = page.locator(".card h2, .facts .line").evaluate_all(
                "nodes => nodes.map((node) => node.textContent.toWellFormed())"
            )
            assert lines.count(readable(text)) >= 6
            page.locator(f'[data-ground="{n}"]').evaluate("node => node.click()")
            heading = page.locator(".card h2")
            assert heading.evaluate("node => node.textContent.toWellFormed()") == readable(text)
            pin(seen, n).evaluate("node => node.dispatchEvent(new MouseEvent('mouseover'))")
        assert page.evaluate("window.pwned") is None
        assert page.locator("main img, main iframe, main script, main object").count() == 0
        inline = page.evaluate(
            "[...document.querySelectorAll('*')].flatMap((n) => n.getAttributeNames())"
            ".filter((name) => name.startsWith('on'))"
        )
        assert inline == []
    assert (seen.requests, seen.problems) == ([], [])


@pytest.mark.browser
def test_policy_stops_a_script_that_got_in(browser: Browser, tmp_path: Path) -> None:
    html = render_reading(sample_reading(), sample_basemap())
    path = tmp_path / "spoilt.html"
    path.write_text(
        html.replace("</body>", "<script>window.pwned=1</script></body>"), encoding="utf-8"
    )
    with visit(browser, path, ready=READY) as seen:
        assert seen.page.evaluate("window.pwned") is None
    assert any("script-src" in problem for problem in seen.problems)
