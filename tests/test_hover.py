"""Where the pointer is: country and distance to the border, told by the page itself."""

from __future__ import annotations

import math
import re
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest
import shapely
from shapely.geometry import shape

from geo.border import borders
from geo.distance import geodesic_m
from maps._sealed import ground_record
from maps.basemap import basemap
from maps.page import write_page
from tests.pages import sample_basemap, sample_scene, visit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

BOUNDS = (44.0, 22.0, 76.0, 40.0)
EXACT = [("IQ", "IR"), ("IR", "PK")]
POINTS = [
    (62.33, 27.37), (61.6, 28.5), (63.24, 27.22), (60.86, 29.5), (62.9, 26.5), (61.62, 25.3),
    (64.1, 26.97), (57.07, 30.28), (45.5, 35.55), (45.99, 35.62), (46.29, 33.0), (47.8, 30.9),
    (48.3, 30.4), (51.4, 35.7), (66.99, 30.2), (69.2, 34.5), (62.2, 34.35), (66.0, 33.0),
    (59.6, 36.3), (68.3, 27.7),
]  # fmt: skip


@pytest.fixture(scope="module")
def ground() -> dict[str, Any]:
    return ground_record(basemap(BOUNDS, exact_borders=EXACT), [], EXACT)


@pytest.fixture(scope="module")
def blank(browser: Browser) -> Iterator[Page]:
    """A page that knows the functions of the script and nothing else."""
    page = browser.new_page()
    source = (files("maps") / "assets" / "hover.js").read_text(encoding="utf-8")
    page.evaluate(f"window.eval({source!r} + '; window.hover = {{ finder, whereText }};')")
    yield page
    page.close()


def found(page: Page, ground: dict[str, Any], points: list[tuple[float, float]]) -> list[Any]:
    """What the script finds, and says, at each place."""
    answers: list[Any] = page.evaluate(
        """([ground, points]) => {
            const find = hover.finder(ground);
            return points.map(([lon, lat]) => {
                const found = find(lon, lat);
                return [found.country?.code ?? null, found.border, found.km,
                        hover.whereText(lon, lat, found)];
            });
        }""",
        [ground, points],
    )
    return answers


def on_page_km(border: dict[str, Any], lon: float, lat: float) -> float:
    """Geodesic distance to the line as the page draws it, by pyproj."""
    squeeze = math.cos(math.radians(lat))
    best = math.inf
    for line in shapely.get_parts(shape(border["geometry"])):
        points = shapely.get_coordinates(shapely.segmentize(line, 0.002))
        away = ((points - [lon, lat]) * [squeeze, 1]) ** 2
        for row in away.sum(axis=1).argsort()[:40]:
            best = min(best, geodesic_m((lon, lat), tuple(points[row])))
    return best / 1000


def test_agrees_with_the_border_lines_of_the_project(blank: Page, ground: dict[str, Any]) -> None:
    for (lon, lat), (country, border, km, _) in zip(
        POINTS, found(blank, ground, POINTS), strict=True
    ):
        truth = borders().facts(lon, lat)
        assert country == truth.country
        assert border is not None
        assert {border["left"]["code"], border["right"]["code"]} == set(
            str(truth.nearest_border).split("-")
        )
        true_km = (truth.distance_m or 0) / 1000
        assert km == pytest.approx(true_km, rel=0.01, abs=border["off_m"] / 1000)


def test_distance_is_within_one_per_cent_of_a_geodesic(blank: Page, ground: dict[str, Any]) -> None:
    near = [(62.33 + n / 300, 27.0 + n / 90) for n in range(40)]
    for (lon, lat), (_, border, km, _) in zip(
        [*POINTS, *near], found(blank, ground, [*POINTS, *near]), strict=True
    ):
        if border is not None and km > 0.1:
            assert km == pytest.approx(on_page_km(border, lon, lat), rel=0.01, abs=0.005)


def test_says_country_and_distance(blank: Page, ground: dict[str, Any]) -> None:
    saravan, kabul, sea, far = (
        said
        for *_, said in found(blank, ground, [(62.33, 27.37), (69.2, 34.5), (60, 24.5), (0, 0)])
    )
    truth = round((borders().distance_to(62.33, 27.37, "IR", "PK") or 0) / 1000)
    assert saravan == f"27.37° N 62.33° E · in Iran, {truth} km from the border with Pakistan"
    assert re.search(r"in Afghanistan, about \d+ km from the border with Pakistan$", kabul)
    assert " in " not in sea
    assert far == "0.00° N 0.00° E"


def test_side_of_an_exact_line_is_right_at_a_few_hundred_metres(
    blank: Page, ground: dict[str, Any]
) -> None:
    line = borders().line("IR", "PK")
    assert line is not None
    spots = []
    for n in range(1, 60):
        spot = line.geometry.interpolate(n / 60, normalized=True)
        spots += [(spot.x + 0.008, spot.y), (spot.x - 0.008, spot.y), (spot.x, spot.y + 0.006)]
    spots = [p for p in spots if (borders().distance_to(*p, "IR", "PK") or 0) > 200]
    assert len(spots) > 100
    wrong = [
        place
        for place, (country, *_) in zip(spots, found(blank, ground, spots), strict=True)
        if country != borders().country_at(*place)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("km", "off_m", "said"),
    [
        (0.04, 80, "less than 0.2 km"), (2.345, 80, "2.3 km"), (4.96, 80, "5 km"),
        (23.4, 80, "23 km"), (1234.4, 80, "1,234 km"), (2.345, 900, "about 2 km"),
        (1.2, 900, "less than about 3 km"), (23.4, 900, "about 23 km"),
        (23.4, 3000, "about 25 km"), (148.0, 10_000, "about 150 km"),
    ],
)  # fmt: skip
def test_says_no_more_digits_than_the_line_bears(
    blank: Page, km: float, off_m: int, said: str
) -> None:
    border = {
        "left": {"code": "IR", "name": "Iran"},
        "right": {"code": "PK", "name": "Pakistan"},
        "off_m": off_m,
    }
    where = {"country": border["left"], "border": border, "km": km}
    text = blank.evaluate("(where) => hover.whereText(-60.5, -27, where)", where)
    assert text == f"27.00° S 60.50° W · in Iran, {said} from the border with Pakistan"


def test_no_border_is_told_where_another_may_be_nearer(blank: Page, ground: dict[str, Any]) -> None:
    """Near the edge of the ground, the page does not know what lies beyond."""
    ((country, border, _, said),) = found(blank, ground, [(46.5, 22.3)])
    assert (country, border) == ("SA", None)
    assert said.endswith("in Saudi Arabia")


@pytest.mark.parametrize("width", [1280, 375])
def test_readout_follows_the_pointer_and_covers_nothing(
    browser: Browser, tmp_path: Path, width: int
) -> None:
    path = write_page(sample_scene(), sample_basemap(), tmp_path / "map.html")
    with visit(browser, path, width=width, height=700) as seen:
        readout = seen.page.locator(".readout")
        assert readout.is_hidden()
        near = seen.page.locator("[data-incident=saravan]").bounding_box()  # and the border
        assert near is not None
        at = near["x"] + near["width"] / 2, near["y"] + near["height"] + 16
        if width == 1280:
            seen.page.mouse.move(*at)
        else:
            seen.page.mouse.click(*at)
        readout.wait_for(state="visible")
        assert re.match(r"\d+\.\d\d° N \d+\.\d\d° E · in (Iran|Pakistan), ", readout.inner_text())
        own = readout.bounding_box()
        assert own is not None
        for other in (".leaflet-control-scale", ".leaflet-control-zoom", ".panel"):
            box = seen.page.locator(other).bounding_box()
            assert box is not None
            apart = own["x"] + own["width"] <= box["x"] or box["x"] + box["width"] <= own["x"]
            assert (
                apart
                or own["y"] + own["height"] <= box["y"]
                or box["y"] + box["height"] <= own["y"]
            )
    assert (seen.requests, seen.problems) == ([], [])
