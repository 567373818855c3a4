"""Files that the page saves of what is in view."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from maps.page import write_page
from maps.table import Numbers, Table, Texts, Words
from tests.pages import Visit, claim, mark, sample_basemap, sample_scene, visit
from tests.test_page_card import viewed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("download") / "map.html"
    return write_page(viewed(), sample_basemap(), path)


@pytest.fixture
def wide(browser: Browser, file: Path) -> Iterator[Visit]:
    with visit(browser, file) as seen:
        yield seen
    assert (seen.requests, seen.problems) == ([], [])


def saved(page: Page, name: str) -> bytes:
    """What a click on a button saves."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name).click()
    ending = name.lower()
    assert re.fullmatch(rf"incidents-\d{{4}}-\d\d-\d\d\.{ending}", waiting.value.suggested_filename)
    return waiting.value.path().read_bytes()


def features(page: Page) -> dict[str, dict[str, Any]]:
    return {one["id"]: one for one in json.loads(saved(page, "GeoJSON"))["features"]}


def rows(page: Page) -> list[dict[str, str]]:
    text = saved(page, "CSV").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


class TestGeoJson:
    def test_is_as_the_standard_has_it(self, wide: Visit) -> None:
        whole = json.loads(saved(wide.page, "GeoJSON"))
        assert whole["type"] == "FeatureCollection"
        assert "crs" not in whole
        assert whole["bbox"] == [57.07, 26.97, 73.06, 33.72]
        by_id = {one["id"]: one for one in whole["features"]}
        assert set(by_id) == {one.id for one in sample_scene().marks}
        assert by_id["saravan"]["geometry"] == {"type": "Point", "coordinates": [62.33, 27.37]}
        assert by_id["arrests"]["geometry"] is None

    def test_carries_precision_rule_dates_counts_and_sources(self, wide: Visit) -> None:
        saravan = features(wide.page)["saravan"]["properties"]
        expected = {
            "kind": "airstrike",
            "precision": "near",
            "radius_m": 25_000,
            "rule": "range",
            "date": "2024-01-18",
            "date_start": "2024-01-18T00:00:00Z",
            "date_end": "2024-01-18T23:59:59Z",
            "killed_low": 9,
            "killed_high": 12,
            "injured_low": None,
            "sources": 3,
        }
        assert {name: saravan[name] for name in expected} == expected
        assert saravan["cites"][0] == {
            "publisher": "Example Wire",
            "source_title": "Strikes near the border",
            "url": "https://news.example.org/1",
            "published": "2024-01-19",
        }
        assert len(saravan["cites"]) == 2  # one claim has no address

    def test_names_the_rule_in_force(self, wide: Visit, file: Path) -> None:
        wide.page.goto(f"{file.as_uri()}#as=conservative")
        wide.page.wait_for_timeout(300)
        saravan = features(wide.page)["saravan"]["properties"]
        assert (saravan["rule"], saravan["killed_high"]) == ("conservative", 9)

    def test_holds_what_is_in_view_alone(self, wide: Visit, file: Path) -> None:
        wide.page.goto(f"{file.as_uri()}#map=10/27.37/62.33&off.kind=bombing")
        wide.page.wait_for_timeout(300)
        assert set(features(wide.page)) == {"saravan", "arrests"}
        said = wide.page.locator(".saved").inner_text()
        assert re.fullmatch(r"2 incidents in incidents-[\d-]+\.geojson", said)

    def test_holds_nothing_where_nothing_is_in_view(self, wide: Visit, file: Path) -> None:
        wide.page.goto(f"{file.as_uri()}#map=9/10/10&off.kind=arrests")
        wide.page.wait_for_timeout(300)
        whole = json.loads(saved(wide.page, "GeoJSON"))
        assert whole == {"type": "FeatureCollection", "features": []}


class TestCsv:
    def test_opens_in_a_spreadsheet(self, wide: Visit) -> None:
        raw = saved(wide.page, "CSV")
        assert raw.startswith(b"\xef\xbb\xbfid,kind,title,")
        lines = raw.decode("utf-8-sig").split("\r\n")
        assert lines[-1] == ""
        assert len(lines) == 1 + len(sample_scene().marks) + 1
        assert not any("\n" in line for line in lines)

    def test_holds_the_same_values(self, wide: Visit) -> None:
        by_id = {row["id"]: row for row in rows(wide.page)}
        saravan = by_id["saravan"]
        assert (saravan["lon"], saravan["lat"]) == ("62.33", "27.37")
        assert (saravan["killed_low"], saravan["killed_high"]) == ("9", "12")
        assert saravan["precision"] == "near"
        assert (
            "Example Wire: Strikes near the border (https://news.example.org/1)" in saravan["cites"]
        )
        assert by_id["arrests"]["lon"] == ""

    def test_no_cell_is_taken_for_a_formula(self, browser: Browser, tmp_path: Path) -> None:
        hostile = ("=1+1", "+1", "-1", "@SUM(A1)", "\tx", 'say "x", y\nz')
        marks = tuple(
            mark(id=f"m{n}", title=text, lon=-60.5 - n / 10, links=(), claims=(claim(),))
            for n, text in enumerate(hostile)
        )
        path = write_page(
            replace(sample_scene(), marks=marks, bounds=None), sample_basemap(), tmp_path / "m.html"
        )
        with visit(browser, path) as seen:
            found = rows(seen.page)
        assert [row["title"] for row in found] == [
            *(f"'{text}" for text in hostile[:5]),
            hostile[5],
        ]
        assert found[0]["lon"] == "-60.5"  # a number stays one


def test_saves_a_hundred_thousand(browser: Browser, tmp_path: Path) -> None:
    count = 100_000
    here = np.arange(count, dtype=np.int64)
    tables = {
        "incidents": Table(
            count,
            {
                "id": Texts([f"i{n}" for n in range(count)]),
                "title": Texts([f"Strike number {n}" for n in range(count)]),
                "kind": Words(here * 0, ("airstrike",)),
                "lon": Numbers(5_500_000 + here * 10, None, 100_000),
                "lat": Numbers(2_500_000 + here % 1000 * 900, None, 100_000),
                "first": Numbers(here % 9000 + 9000),
                "source": Numbers(here % 500),
            },
        ),
        "sources": Table(
            500,
            {
                "publisher": Words(here[:500] % 7, tuple(f"Wire {n}" for n in range(7))),
                "title": Texts([f"Headline {n}" for n in range(500)]),
                "url": Texts([f"https://news.example.org/{n}" for n in range(500)]),
            },
        ),
    }
    box = (54.0, 24.0, 66.0, 35.0)
    scene = replace(sample_scene(), marks=(), tables=tables, bounds=box)
    path = write_page(scene, sample_basemap(), tmp_path / "many.html")
    with visit(browser, path) as seen:
        seen.page.wait_for_timeout(500)  # the texts follow the map
        found = json.loads(saved(seen.page, "GeoJSON"))["features"]
        assert len(found) == count
        assert found[77]["id"] == "i77"
        assert found[77]["properties"]["cites"][0]["url"] == "https://news.example.org/77"
        assert len(rows(seen.page)) == count
    assert (seen.requests, seen.problems) == ([], [])
