"""The strip of time under the map, used as a person uses it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from maps.page import write_page
from tests.pages import Visit, box, mark, sample_basemap, sample_scene, visit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator

    from maps.layers import Mark

pytestmark = pytest.mark.browser

_LAST = "Lighter: date not exact"


def dated(incident: str, first: str | None, last: str | None = None, **changes: Any) -> Mark:  # noqa: ANN401 (any field)
    """An incident on some days; without a day, one without a date."""
    end = last or first
    given: dict[str, Any] = {
        "id": incident,
        "date": first if last is None else f"{first}/{last}",
        "date_label": first or "Date not known",
        "start": first and f"{first}T00:00:00+00:00",
        "end": end and f"{end}T23:59:59+00:00",
        "links": (),
    }
    return mark(**given | changes)


def week() -> tuple[Mark, ...]:
    """Six incidents of January 2024, one of them over three days, and three without a date."""
    days = ("03", "10", "18", "20", "31")
    certain = (dated(f"d{day}", f"2024-01-{day}", lon=58 + int(day) / 4) for day in days)
    span = dated("span", "2024-01-14", "2024-01-16", lon=60.0, lat=30.0, kind="bombing")
    lost = (dated(f"n{n}", None, lon=66.0 + n, lat=25.5) for n in range(3))
    return (*certain, span, *lost)


def written(path: Path, *marks: Mark) -> Path:
    """A page of these incidents alone."""
    scene = replace(sample_scene(), marks=marks, arcs=(), bounds=(57.0, 25.0, 70.0, 31.0))
    return write_page(scene, sample_basemap(), path / "m.html")


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("page"), *week())


@pytest.fixture
def wide(browser: Browser, file: Path) -> Iterator[Visit]:
    with visit(browser, file) as seen:
        yield seen
    assert (seen.requests, seen.problems) == ([], [])


def handle(seen: Visit, end: str) -> Locator:
    return seen.page.locator(f".brush-{end}")


def says(seen: Visit, end: str, text: str) -> None:
    expect(handle(seen, end)).to_have_attribute("aria-valuetext", text)


def counts(seen: Visit, shown: int) -> None:
    expect(seen.page.locator(".count")).to_contain_text(f"{shown} of 9 incidents")


def middle_of(seen: Visit, end: str) -> tuple[float, float]:
    place = box(handle(seen, end))
    return place["x"] + place["width"] / 2, place["y"] + place["height"] / 2


def pull(seen: Visit, start: tuple[float, float], by: float) -> None:
    mouse = seen.page.mouse
    mouse.move(*start)
    mouse.down()
    for step in range(1, 11):
        mouse.move(start[0] + by * step / 10, start[1])
    mouse.up()


def bin_width(seen: Visit) -> float:
    return box(seen.page.locator(".brush"))["width"] / 40  # 29 days, made up to forty bars


def day_x(seen: Visit, day: int) -> tuple[float, float]:
    """The middle of the bar of a day of January 2024."""
    start, y = middle_of(seen, "from")  # the third of January
    return start + (day - 3 + 0.5) * bin_width(seen), y


def colour(seen: Visit, day: int) -> list[int]:
    """What the foot of a day's bar is painted with."""
    x, _ = day_x(seen, day)
    place = box(seen.page.locator(".brush"))
    found: list[int] = seen.page.locator(".brush canvas").evaluate(
        """(node, x) => {
          const copy = document.createElement("canvas").getContext("2d");
          copy.drawImage(node, Math.round(-x), 16 - node.clientHeight);
          return [...copy.getImageData(0, 0, 1, 1).data];
        }""",
        x - place["x"],
    )
    return found


class TestKeys:
    def test_handles_tell_where_they_are(self, wide: Visit) -> None:
        first = wide.page.get_by_role("slider", name="From")
        last = wide.page.get_by_role("slider", name="To")
        for slider, text in ((first, "3 January 2024"), (last, "31 January 2024")):
            assert slider.get_attribute("aria-valuetext") == text
            low, now, high = (
                int(slider.get_attribute(f"aria-value{name}") or "")
                for name in ("min", "now", "max")
            )
            assert (low, high) == (19725, 19753)
            assert low <= now <= high

    def test_arrows_go_a_bin_and_pages_ten(self, wide: Visit) -> None:
        handle(wide, "from").focus()
        wide.page.keyboard.press("ArrowRight")
        says(wide, "from", "4 January 2024")
        counts(wide, 8)
        wide.page.keyboard.press("PageUp")
        says(wide, "from", "14 January 2024")
        counts(wide, 7)
        wide.page.keyboard.press("ArrowLeft")
        says(wide, "from", "13 January 2024")
        wide.page.keyboard.press("Home")
        says(wide, "from", "3 January 2024")
        counts(wide, 9)

    def test_handles_do_not_pass_each_other(self, wide: Visit) -> None:
        handle(wide, "to").press("Home")
        says(wide, "to", "3 January 2024")
        counts(wide, 4)
        handle(wide, "from").press("End")
        says(wide, "from", "3 January 2024")
        handle(wide, "to").press("End")
        says(wide, "to", "31 January 2024")

    @pytest.mark.parametrize(
        ("last", "next_bin"),
        [
            ("2021-12-01", "7 September 2020"),  # weeks from Monday
            ("2026-05-01", "1 October 2020"),
            ("2060-05-01", "1 October 2020"),
            ("2120-05-01", "1 January 2021"),
        ],
    )
    def test_bins_fit_the_time_there_is(
        self, browser: Browser, tmp_path: Path, last: str, next_bin: str
    ) -> None:
        marks = (dated("a", "2020-09-03"), dated("b", last))
        with visit(browser, written(tmp_path, *marks)) as seen:
            handle(seen, "from").press("ArrowRight")
            says(seen, "from", next_bin)


class TestPointer:
    def test_drags_a_handle(self, wide: Visit) -> None:
        pull(wide, middle_of(wide, "from"), 8 * bin_width(wide))
        says(wide, "from", "11 January 2024")
        says(wide, "to", "31 January 2024")
        counts(wide, 7)
        expect(wide.page.locator("[data-incident=d03]")).to_have_count(0)
        pull(wide, middle_of(wide, "to"), -6 * bin_width(wide))
        says(wide, "to", "25 January 2024")

    def test_drags_what_lies_between(self, wide: Visit) -> None:
        pull(wide, day_x(wide, 9), 3 * bin_width(wide))  # draws a period
        says(wide, "from", "9 January 2024")
        says(wide, "to", "12 January 2024")
        counts(wide, 4)
        x, y = middle_of(wide, "from")
        pull(wide, (x + 2 * bin_width(wide), y), 8 * bin_width(wide))
        says(wide, "from", "17 January 2024")
        says(wide, "to", "20 January 2024")
        counts(wide, 5)

    def test_a_click_chooses_a_bar_and_two_all(self, wide: Visit) -> None:
        place = day_x(wide, 18)
        wide.page.mouse.click(*place)
        expect(wide.page.locator(".period")).to_have_text("18 January 2024")
        counts(wide, 4)
        wide.page.mouse.dblclick(*place)
        counts(wide, 9)
        assert wide.page.get_by_role("button", name="All dates").is_hidden()

    def test_all_dates_are_a_button_away(self, wide: Visit) -> None:
        handle(wide, "from").press("PageUp")
        wide.page.get_by_role("button", name="All dates").click()
        counts(wide, 9)
        expect(wide.page.locator(".period")).to_contain_text("All dates: 3 January 2024 to 31")


class TestPlay:
    def test_steps_on_and_back(self, wide: Visit) -> None:
        wide.page.get_by_label("Step", exact=True).select_option("week")
        wide.page.get_by_role("button", name="Step on").click()
        expect(wide.page.locator(".period")).to_have_text("3 January 2024 to 9 January 2024")
        wide.page.get_by_role("button", name="Step on").click()
        expect(wide.page.locator(".period")).to_have_text("10 January 2024 to 16 January 2024")
        counts(wide, 5)
        wide.page.get_by_role("button", name="Step back").click()
        expect(wide.page.locator(".period")).to_have_text("3 January 2024 to 9 January 2024")

    def test_plays_to_the_end_and_stops(self, wide: Visit) -> None:
        wide.page.get_by_label("Step", exact=True).select_option("week")
        wide.page.get_by_role("button", name="Play").click()
        expect(wide.page.get_by_role("button", name="Pause")).to_be_visible()
        expect(wide.page.locator(".period")).to_contain_text("31 January 2024")
        expect(wide.page.get_by_role("button", name="Play")).to_be_visible()
        expect(wide.page.locator("[data-incident=d03]")).to_have_count(0)
        expect(wide.page.locator("[data-incident=d31]")).to_have_count(1)

    def test_pauses(self, wide: Visit) -> None:
        wide.page.get_by_label("Step", exact=True).select_option("day")
        wide.page.get_by_role("button", name="Play").click()
        wide.page.get_by_role("button", name="Pause").click()
        before = wide.page.locator(".period").inner_text()
        wide.page.wait_for_timeout(500)
        assert wide.page.locator(".period").inner_text() == before

    def test_does_not_start_by_itself(self, wide: Visit) -> None:
        wide.page.wait_for_timeout(500)
        expect(wide.page.locator(".period")).to_contain_text("All dates")


class TestDoubtfulDates:
    def test_incidents_without_a_date_are_switched_apart(self, wide: Visit) -> None:
        without = wide.page.get_by_role("button", name="No date (3)")
        assert without.get_attribute("aria-pressed") == "true"
        handle(wide, "from").press("End")
        counts(wide, 4)
        without.click()
        counts(wide, 1)
        assert without.get_attribute("aria-pressed") == "false"
        without.press("Enter")
        counts(wide, 4)

    def test_dates_that_are_not_exact_are_lighter(self, wide: Visit) -> None:
        expect(wide.page.locator(".time")).to_contain_text(_LAST)
        exact, bare = colour(wide, 18), colour(wide, 12)
        days = [colour(wide, day) for day in (14, 15, 16)]
        assert days[0] == days[1] == days[2]
        assert days[0] not in (exact, bare)

    def test_uncertain_days_are_lighter_too(self, browser: Browser, tmp_path: Path) -> None:
        marks = (dated("a", "2024-01-03"), dated("b", "2024-01-31"))
        unsure = dated("c", "2024-01-18", date="2024-01-18?")
        with visit(browser, written(tmp_path, *marks)) as seen:
            seen.page.wait_for_timeout(300)
            assert _LAST not in seen.page.locator(".time").inner_text()
        with visit(browser, written(tmp_path, *marks, unsure)) as seen:
            expect(seen.page.locator(".time")).to_contain_text(_LAST)
            assert colour(seen, 18) != colour(seen, 31)

    def test_what_other_filters_hide_is_faint(self, wide: Visit) -> None:
        expect(wide.page.locator(".time")).to_contain_text(_LAST)
        before, bare = colour(wide, 15), colour(wide, 12)
        wide.page.locator('[data-filter="kind:bombing"]').uncheck()
        expect(wide.page.locator(".count")).to_contain_text("8 of 9")
        wide.page.wait_for_timeout(200)  # the bars follow a little later
        assert colour(wide, 15) not in (before, bare)

    def test_no_strip_where_nothing_is_dated(self, browser: Browser, tmp_path: Path) -> None:
        with visit(browser, written(tmp_path, dated("a", None))) as seen:
            assert seen.page.locator(".time").is_hidden()
        assert seen.problems == []


@pytest.mark.parametrize(("width", "height"), [(375, 700), (1280, 800)])
def test_covers_nothing_of_the_map(browser: Browser, file: Path, width: int, height: int) -> None:
    with visit(browser, file, width=width, height=height) as seen:
        strip = box(seen.page.locator(".time"))
        for name in (".leaflet-control-zoom", ".leaflet-control-scale", ".panel", "footer"):
            other = box(seen.page.locator(name))
            above = other["y"] + other["height"] <= strip["y"] + 0.5
            assert above or other["y"] >= strip["y"] + strip["height"] - 0.5
        assert strip["height"] < 120
        assert seen.page.evaluate("document.documentElement.scrollWidth") == width
