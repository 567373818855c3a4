"""Twenty thousand incidents on one page, as columns."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from maps.flat import flat_scene
from maps.page import write_page
from tests.pages import Visit, sample_basemap, visit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from maps.layers import Scene

ROWS = 20_000
SPOT = 400
"""So many lie at one spot."""


def many() -> Scene:
    """Incidents over Iran and Pakistan, a few hundred of them at one spot."""
    random = np.random.default_rng(5)
    lon, lat = random.uniform(52, 74, ROWS), random.uniform(25.5, 34.5, ROWS)
    lon[:SPOT], lat[:SPOT] = 61.5, 29.5
    kinds = np.array(["airstrike", "bombing", "armed_clash", "peaceful_protest"])
    columns: dict[str, Any] = {
        "lon": lon,
        "lat": lat,
        "date": np.datetime64("2015-01-01") + random.integers(0, 3000, ROWS),
        "kind": kinds[np.arange(ROWS) % 4],
        "perpetrator": [f"Group {n % 7}" for n in range(ROWS)],
        "killed_low": random.geometric(0.3, ROWS) - 1,
        "title": [f"Incident number {n}" for n in range(ROWS)],
        "publisher": ["Wire"] * ROWS,
        "headline": [f"Headline {n}" for n in range(ROWS)],
        "url": [f"https://news.example.org/{n}" for n in range(ROWS)],
    }
    return flat_scene(columns, title="Many", made=datetime(2026, 11, 22, tzinfo=UTC))


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("many") / "map.html"
    return write_page(many(), sample_basemap(), path)


@pytest.fixture
def wide(browser: Browser, file: Path) -> Iterator[Visit]:
    with visit(browser, file) as seen:
        seen.page.wait_for_timeout(400)
        yield seen
    assert (seen.requests, seen.problems) == ([], [])


def clustered(seen: Visit) -> int:
    """How many incidents the circles and symbols in sight stand for."""
    counts: list[int] = seen.page.locator(".handle").evaluate_all(
        "nodes => nodes.map((node) => Number(node.dataset.cluster ?? 1))"
    )
    return sum(counts)


def count(seen: Visit) -> str:
    seen.page.wait_for_timeout(400)
    return seen.page.locator(".count").inner_text()


@pytest.mark.browser
class TestMany:
    def test_every_incident_is_in_some_circle(self, wide: Visit) -> None:
        for _ in range(3):
            wide.page.locator(".leaflet-control-zoom-out").click()
            wide.page.wait_for_timeout(400)
        assert clustered(wide) == ROWS
        assert 5 < wide.page.locator("[data-cluster]").count() < 80

    def test_a_filter_takes_its_share_out_of_the_circles(self, wide: Visit) -> None:
        for _ in range(3):
            wide.page.locator(".leaflet-control-zoom-out").click()
            wide.page.wait_for_timeout(400)
        wide.page.locator('[data-filter="kind:bombing"]').uncheck()
        assert count(wide) == "15,000 of 20,000 incidents"
        assert clustered(wide) == 15_000

    def test_circles_do_not_overlap(self, wide: Visit) -> None:
        for _ in range(3):
            wide.page.locator(".leaflet-control-zoom-out").click()
            wide.page.wait_for_timeout(400)
        found = wide.page.locator("[data-cluster]").evaluate_all(
            """nodes => nodes.map((node) => {
                const box = node.getBoundingClientRect();
                return [box.x + box.width / 2, box.y + box.height / 2, box.width / 2];
            })"""
        )
        for i, (x, y, r) in enumerate(found):
            for to_x, to_y, to_r in found[:i]:
                assert np.hypot(x - to_x, y - to_y) >= min(r, to_r) + max(r, to_r) - 1

    def test_a_search_finds_one_and_its_card_names_its_source(self, wide: Visit) -> None:
        wide.page.locator("input[type=search], #search").first.fill("number 12345")
        wide.page.wait_for_timeout(600)
        assert count(wide) == "1 of 20,000 incidents"
        wide.page.locator("[data-incident]").first.click()
        card = wide.page.locator(".popup")
        assert card.locator("#popup-title").inner_text() == "Incident number 12345"
        assert card.locator("a").first.get_attribute("href") == "https://news.example.org/12345"

    def test_no_object_for_each(self, wide: Visit) -> None:
        nodes: int = wide.page.evaluate("document.querySelectorAll('*').length")
        assert nodes < 1500


def test_a_page_of_many_is_small(file: Path) -> None:
    assert file.stat().st_size < 800_000
