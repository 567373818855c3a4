"""The page in a frame of another page."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from maps.page import write_page
from tests.pages import sample_basemap
from tests.test_page_card import viewed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, FrameLocator, Page

pytestmark = pytest.mark.browser

ZOOM = "() => incident_map.getZoom()"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("frame") / "map.html"
    return write_page(viewed(), sample_basemap(), path)


@contextmanager
def framed(
    browser: Browser, file: Path, width: int, height: int
) -> Iterator[tuple[Page, FrameLocator]]:
    """The page inside another that is taller than the screen."""
    outer = file.with_name("outer.html")
    outer.write_text(
        "<!doctype html><title>Outer</title><body style='height: 3000px; margin: 0'>"
        "<button id='before'>Before</button><br>"
        f"<iframe src='map.html' title='Map' width='{width}' height='{height}'></iframe>"
        "<br><button id='after'>After</button>"
    )
    context = browser.new_context(viewport={"width": 1000, "height": 760})
    page = context.new_page()
    page.goto(outer.as_uri())
    frame = page.frame_locator("iframe")
    frame.locator("html[data-ready=yes]").wait_for(state="attached")
    try:
        yield page, frame
    finally:
        context.close()


def zoom(frame: FrameLocator) -> float:
    found: float = frame.locator(":root").evaluate(ZOOM)
    return found


@pytest.mark.parametrize(("width", "height"), [(400, 500), (700, 300)])
def test_small_frame_shows_the_map_first(
    browser: Browser, file: Path, width: int, height: int
) -> None:
    with framed(browser, file, width, height) as (_, frame):
        assert frame.locator(".panel-body").is_hidden()
        title = frame.locator("h1")
        lines = title.evaluate("node => node.getBoundingClientRect().height / 18")
        assert lines < 1.5
        share = frame.locator("main").evaluate("node => node.clientHeight / window.innerHeight")
        assert share > 0.7
        wide = "document.documentElement.scrollWidth <= window.innerWidth"
        assert title.evaluate(f"() => {wide}")


def test_opens_in_full_with_its_view(browser: Browser, file: Path) -> None:
    with framed(browser, file, 800, 600) as (page, frame):
        frame.locator('[data-incident="saravan"]').click()
        link = frame.get_by_role("link", name="Open in full")
        with page.context.expect_page() as opening:
            link.click()
        full = opening.value
        full.locator("#popup-title").wait_for()
        assert full.url.startswith(file.as_uri())
        assert "Saravan" in full.locator("#popup-title").inner_text()
        assert full.locator(".full").count() == 0


def test_wheel_scrolls_the_outer_page_until_a_click(browser: Browser, file: Path) -> None:
    with framed(browser, file, 800, 600) as (page, frame):
        before = zoom(frame)
        page.mouse.move(600, 400)
        page.mouse.wheel(0, 40)
        page.wait_for_timeout(500)
        assert zoom(frame) == before
        assert page.evaluate("window.scrollY") == 40
        assert "hold Ctrl" in frame.locator(".wheel-hint").inner_text()

        page.mouse.click(600, 400)
        page.mouse.wheel(0, -200)
        page.wait_for_timeout(700)
        assert zoom(frame) > before
        assert page.evaluate("window.scrollY") == 40


def test_wheel_zooms_with_control(browser: Browser, file: Path) -> None:
    with framed(browser, file, 800, 600) as (page, frame):
        before = zoom(frame)
        page.mouse.move(600, 400)
        page.keyboard.down("Control")
        page.mouse.wheel(0, -200)
        page.keyboard.up("Control")
        page.wait_for_timeout(700)
        assert zoom(frame) > before


def test_keys_lead_through_and_out(browser: Browser, file: Path) -> None:
    with framed(browser, file, 400, 500) as (page, frame):
        page.locator("#before").focus()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.tagName") == "IFRAME"
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.id") == "after":
                break
        assert page.evaluate("document.activeElement.id") == "after"
        page.keyboard.press("Shift+Tab")
        assert page.evaluate("document.activeElement.tagName") == "IFRAME"
        assert frame.locator(":focus").count() == 1


def test_does_not_take_the_focus_of_the_outer_page(browser: Browser, file: Path) -> None:
    with framed(browser, file, 400, 500) as (page, frame):
        page.locator("#before").focus()
        page.evaluate("document.querySelector('iframe').src = 'map.html#open=saravan'")
        frame.locator(".popup").wait_for()
        assert page.evaluate("document.activeElement.id") == "before"
