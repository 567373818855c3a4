"""The page on paper."""

from __future__ import annotations

import io
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

import pypdf
import pytest

from maps.page import write_page
from tests.pages import Visit, claim, sample_basemap, sample_scene, visit
from tests.test_page_card import pin, viewed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

MAP = "[...document.querySelectorAll('.leaflet-under-pane canvas')].map((one) => one.toDataURL())"
VIEW = "[incident_map.getCenter().lat, incident_map.getCenter().lng, incident_map.getZoom()]"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("print") / "map.html"
    return write_page(viewed(), sample_basemap(), path)


@pytest.fixture
def wide(browser: Browser, file: Path) -> Iterator[Visit]:
    with visit(browser, file) as seen:
        yield seen
    assert (seen.requests, seen.problems) == ([], [])


def printed(page: Page) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))


def words(text: str) -> str:
    """Text of a page on one line, without ligatures."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def test_is_one_page_of_a4_across(wide: Visit) -> None:
    pages = printed(wide.page).pages
    assert len(pages) == 1
    width, height = pages[0].mediabox.width, pages[0].mediabox.height
    assert (round(width), round(height)) == (842, 595)


def test_is_one_page_on_other_paper_and_from_a_phone(browser: Browser, file: Path) -> None:
    with visit(browser, file, width=375, height=700) as seen:
        pin(seen, "saravan").click()
        paper = pypdf.PdfReader(io.BytesIO(seen.page.pdf(format="Letter")))
        assert len(paper.pages) == 1
        assert "A police source says" in words(paper.pages[0].extract_text())


def test_holds_title_rule_legend_and_credits(wide: Visit) -> None:
    text = words(printed(wide.page).pages[0].extract_text())
    for part in (
        "Iran and Pakistan, January 2024",
        "Counts run from the lowest claimed to the highest",
        "22 November 2026",
        "8 of 8 incidents shown.",
        "Missile strike 1",
        "Hollow: somewhere in the dashed area",
        "Natural Earth",
    ):
        assert part in text
    for control in ("Legend and layers", "Copy link", "GeoJSON", "CSV", "+"):
        assert control not in text


def test_holds_the_open_card_without_its_buttons(wide: Visit) -> None:
    assert "Baloch armed groups" not in printed(wide.page).pages[0].extract_text()
    pin(wide, "saravan").click()
    text = words(printed(wide.page).pages[0].extract_text())
    for part in (
        "Pakistan strikes near Saravan, Iran",
        "Baloch armed groups",
        "Killed at least 12: A police source says (Example Wire)",
        "Accounts differ on: Killed",
    ):
        assert part in text
    assert "Sentence" not in text


def test_names_the_filters(wide: Visit, file: Path) -> None:
    wide.page.goto(f"{file.as_uri()}#off.kind=talks,bombing&from=2024-01-01&to=2024-01-31")
    wide.page.wait_for_timeout(300)
    text = words(printed(wide.page).pages[0].extract_text())
    assert (
        "6 of 8 incidents shown. Filters: kind: 2 not shown; 1 January 2024 to 31 January" in text
    )
    assert "Bombing" not in text


def test_long_card_stays_on_the_page_and_says_what_it_leaves_out(
    browser: Browser, tmp_path: Path
) -> None:
    scene = sample_scene()
    many = tuple(claim(claimant=f"Witness {n}", value=f"{n} dead") for n in range(120))
    marks = tuple(replace(one, claims=many) if one.id == "saravan" else one for one in scene.marks)
    path = write_page(replace(scene, marks=marks), sample_basemap(), tmp_path / "long.html")
    with visit(browser, path) as seen:
        pin(seen, "saravan").click()
        paper = printed(seen.page)
        assert len(paper.pages) == 1
        text = words(paper.pages[0].extract_text())
        assert "Witness 3 says" in text
        assert "Witness 119" not in text
        assert "lines more on the page itself" in text


def test_map_is_fitted_to_the_paper_in_light_colours_and_put_back(
    browser: Browser, file: Path
) -> None:
    with visit(browser, file, dark=True) as seen:
        pin(seen, "saravan").wait_for()
        before, drawn = seen.page.evaluate(VIEW), seen.page.evaluate(MAP)
        seen.page.emulate_media(media="print")
        seen.page.locator("html.printing").wait_for(state="attached")
        size = seen.page.evaluate("[incident_map.getSize().x, incident_map.getSize().y]")
        assert size[0] == pytest.approx(277 / 25.4 * 96, abs=3)
        assert seen.page.locator(".panel").is_hidden()
        ground = seen.page.evaluate("getComputedStyle(document.querySelector('path.world')).fill")
        assert ground == "rgb(246, 244, 239)"
        bounds = seen.page.evaluate("incident_map.getBounds().toBBoxString()")
        west, south, east, north = map(float, bounds.split(","))
        assert (west < 57.07, south < 26.97, east > 73.06, north > 33.72) == (True,) * 4
        seen.page.emulate_media(media="screen")
        seen.page.locator("html:not(.printing)").wait_for(state="attached")
        assert seen.page.evaluate(VIEW) == pytest.approx(before, abs=1e-9)
        assert seen.page.evaluate(MAP) == drawn
        assert seen.page.locator(".paper").count() == 0


def test_map_itself_is_on_the_paper(wide: Visit) -> None:
    """The drawing is a picture with see-through parts, so that the land shows below."""
    wide.page.locator('[data-incident="saravan"]').click()
    images = printed(wide.page).pages[0].images
    large = [one.image for one in images if one.image is not None and one.image.width > 2000]
    assert len(large) == 2  # what lies under the symbols, and the symbols
    for image in large:
        alpha = image.convert("RGBA").getchannel("A")
        assert alpha.getextrema() == (0, 255)


def test_button_prints(wide: Visit) -> None:
    wide.page.evaluate("window.print = () => { window.asked = true; }")
    wide.page.get_by_role("button", name="Print").click()
    assert wide.page.evaluate("window.asked") is True
