"""The list of what is in view, and of what lies at one spot, used as a person uses it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from maps.page import write_page
from tests.pages import Visit, mark, sample_basemap, sample_scene, visit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator

    from maps.layers import Mark

pytestmark = pytest.mark.browser


def written(path: Path, *marks: Mark) -> Path:
    """A page of these incidents alone, without links."""
    own = tuple(replace(one, links=()) for one in marks)
    return write_page(
        replace(sample_scene(), marks=own, arcs=()), sample_basemap(), path / "m.html"
    )


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    days = ("20", "19", "03", "04", "05", "06", "07", "08")
    marks = (
        replace(
            one,
            start=f"2024-01-{day}T00:00:00+00:00",
            end=f"2024-01-{day}T23:59:59+00:00",
            date_label=f"{int(day)} January 2024",
        )
        for one, day in zip(sample_scene().marks, days, strict=True)
    )
    return written(tmp_path_factory.mktemp("page"), *marks)


@pytest.fixture
def wide(browser: Browser, file: Path) -> Iterator[Visit]:
    with visit(browser, file) as seen:
        yield seen
    assert (seen.requests, seen.problems) == ([], [])


def opened(seen: Visit) -> Locator:
    """The list, once it stands open."""
    summary = seen.page.locator(".all > summary")
    summary.focus()
    seen.page.keyboard.press("Enter")
    return summary


def listed(seen: Visit) -> Locator:
    return seen.page.locator(".all [data-listed]")


class TestView:
    def test_is_made_only_when_it_is_opened(self, wide: Visit) -> None:
        assert listed(wide).count() == 0
        expect(opened(wide)).to_have_text("List: 7 in view")
        expect(listed(wide)).to_have_count(8)

    def test_is_in_the_order_of_dates_with_the_lost_apart(self, wide: Visit) -> None:
        opened(wide)
        expect(listed(wide)).to_have_count(8)
        rows = [row.get_attribute("data-listed") for row in listed(wide).all()]
        assert rows == [
            *("saravan", "province", "recall", "expulsion", "talks", "panjgur", "kerman"),
            "arrests",
        ]
        expect(wide.page.locator(".all h2:visible")).to_have_text("Without a place (1)")
        text = wide.page.locator('[data-listed="kerman"]').inner_text()
        assert "Bombings in Kerman" in text
        assert "20 January 2024 · 94+ killed" in text

    def test_follows_filters(self, wide: Visit) -> None:
        summary = opened(wide)
        wide.page.locator('[data-filter="kind:airstrike"]').uncheck()
        expect(summary).to_have_text("List: 6 in view")
        expect(wide.page.locator('[data-listed="saravan"]')).to_have_count(0)
        wide.page.locator('[data-filter="kind:arrests"]').uncheck()
        expect(wide.page.locator(".all")).not_to_contain_text(
            "Without a place", use_inner_text=True
        )

    def test_follows_the_map(self, wide: Visit) -> None:
        summary = opened(wide)
        for _ in range(4):
            wide.page.locator(".leaflet-control-zoom-in").click()
            wide.page.wait_for_timeout(350)
        expect(summary).to_have_text(re.compile(r"List: [0-3] in view"))
        wide.page.get_by_role("button", name="Show all incidents on the map").click()
        expect(summary).to_have_text("List: 7 in view")

    def test_opens_an_incident_and_takes_the_focus_back(self, wide: Visit) -> None:
        opened(wide)
        wide.page.locator('[data-listed="arrests"]').click()
        assert wide.page.locator("#popup-title").inner_text() == "Arrests in Iran"
        assert "not on the map" in wide.page.locator(".popup").inner_text()
        wide.page.wait_for_timeout(400)  # the list is made anew in the meantime
        wide.page.keyboard.press("Escape")
        assert wide.page.evaluate("document.activeElement.dataset.listed") == "arrests"

    def test_marks_on_the_map_what_has_the_focus(self, wide: Visit) -> None:
        opened(wide)
        canvas = wide.page.locator(".leaflet-incidents-pane canvas")
        before = canvas.evaluate("node => node.toDataURL()")
        wide.page.locator('[data-listed="kerman"]').focus()
        changed = "([node, before]) => node.toDataURL() !== before"
        wide.page.wait_for_function(changed, arg=[canvas.element_handle(), before])
        wide.page.locator(".panel-toggle").focus()
        same = "([node, before]) => node.toDataURL() === before"
        wide.page.wait_for_function(same, arg=[canvas.element_handle(), before])


class TestMany:
    def test_only_a_hundred_at_a_time(self, browser: Browser, tmp_path: Path) -> None:
        marks = [mark(id=f"m{n:03}", lon=58 + n % 50 / 5, lat=27 + n // 50) for n in range(250)]
        with visit(browser, written(tmp_path, *marks)) as seen:
            expect(opened(seen)).to_have_text("List: 250 in view")
            more = seen.page.get_by_role("button", name="Show 100 more")
            for shown in (100, 200, 250):
                expect(listed(seen)).to_have_count(shown)
                if shown < 250:
                    more.click()
            expect(more).to_have_count(0)
            assert listed(seen).first.get_attribute("data-listed") == "m000"
            assert listed(seen).last.get_attribute("data-listed") == "m249"
        assert seen.problems == []

    def test_the_first_hundred_are_the_earliest(self, browser: Browser, tmp_path: Path) -> None:
        days = [f"20{60 - n % 60:02}-01-01T00:00:00+00:00" for n in range(240)]
        marks = [mark(id=f"m{n}", lon=58 + n / 50, start=d, end=d) for n, d in enumerate(days)]
        with visit(browser, written(tmp_path, *marks)) as seen:
            opened(seen)
            expect(listed(seen)).to_have_count(100)
            rows = [row.get_attribute("data-listed") or "" for row in listed(seen).all()]
            found = [days[int(row[1:])] for row in rows]
            assert found == sorted(days)[:100]


class TestSpot:
    def test_a_cluster_at_one_spot_is_listed(self, browser: Browser, tmp_path: Path) -> None:
        marks = [mark(id=f"m{n}") for n in range(214)]
        other = mark(id="other", lon=57.0, lat=30.3, kind="bombing")
        with visit(browser, written(tmp_path, *marks, other)) as seen:
            seen.page.locator("[data-cluster]").click()
            heading = seen.page.locator(".spot h2")
            expect(heading).to_have_text("214 incidents at this spot")
            expect(heading).to_be_focused()
            expect(listed(seen)).to_have_count(100)
            seen.page.get_by_role("button", name="Back to all in view").click()
            expect(heading).to_be_hidden()
            expect(seen.page.locator(".all > summary")).to_have_text("List: 215 in view")
        assert seen.problems == []

    def test_opens_the_panel_on_a_phone(self, browser: Browser, tmp_path: Path) -> None:
        path = written(tmp_path, *(mark(id=f"m{n}") for n in range(20)))
        with visit(browser, path, width=375, height=700) as seen:
            assert seen.page.locator(".panel-body").is_hidden()
            seen.page.locator("[data-cluster]").click()
            expect(seen.page.locator(".spot h2")).to_be_in_viewport()
            expect(listed(seen)).to_have_count(20)

    def test_a_cluster_of_several_spots_is_gone_closer_to(
        self, browser: Browser, tmp_path: Path
    ) -> None:
        marks = [mark(id=f"m{n}", lon=62.33 + n % 2 / 1000) for n in range(30)]
        far = mark(id="far", lon=57.0, lat=30.3)
        with visit(browser, written(tmp_path, *marks, far)) as seen:
            seen.page.locator('[data-cluster="30"]').click()
            seen.page.wait_for_timeout(300)
            assert listed(seen).count() == 0
            assert seen.page.locator("[data-incident=far]:visible").count() == 0
        assert seen.problems == []
