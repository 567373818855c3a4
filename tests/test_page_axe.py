"""The page under axe-core, which knows WCAG, at three widths, by day and by night."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest

from maps.page import write_page
from maps.viewing import split_scene
from tests.pages import Visit, sample_basemap, sample_scene, visit
from tests.test_page_split import two_sided

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
SIZES = [(375, 700), (1280, 800), (2560, 1300)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("axe")
    write_page(sample_scene(), sample_basemap(), folder / "map.html")
    write_page(split_scene(two_sided(), "Iran,Pakistan"), sample_basemap(), folder / "split.html")
    return folder


def faults(seen: Visit) -> list[Any]:
    """What axe-core finds wrong, by rule and place."""
    seen.page.evaluate(AXE)
    found = seen.page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [(one["id"], [node["target"] for node in one["nodes"]]) for one in found["violations"]]


@pytest.mark.browser
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_nothing_is_in_anybodys_way(
    browser: Browser, folder: Path, width: int, height: int, *, dark: bool
) -> None:
    with visit(browser, folder / "map.html", width=width, height=height, dark=dark) as seen:
        assert faults(seen) == []
        if seen.page.locator(".panel-body").is_hidden():
            seen.page.locator(".panel-toggle").click()
        seen.page.evaluate(
            "document.querySelectorAll('details').forEach((d) => { d.open = true; })"
        )
        seen.page.locator('[data-filter="kind:airstrike"]').uncheck()
        seen.page.wait_for_timeout(400)
        assert faults(seen) == []


@pytest.mark.browser
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_nor_in_a_card_or_on_two_maps(
    browser: Browser, folder: Path, width: int, height: int
) -> None:
    for name in ("map.html", "split.html"):
        with visit(browser, folder / name, width=width, height=height) as seen:
            seen.page.locator("[data-incident=saravan]").first.evaluate("node => node.click()")
            for button in seen.page.locator(".popup:visible button.more").all():
                button.click()
            assert faults(seen) == []


@pytest.mark.browser
def test_axe_would_find_a_fault(browser: Browser, folder: Path) -> None:
    with visit(browser, folder / "map.html") as seen:
        seen.page.evaluate(
            "document.querySelector('main').append(document.createElement('button'))"
        )
        assert [name for name, _ in faults(seen)] == ["button-name"]
