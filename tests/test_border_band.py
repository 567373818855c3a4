"""The land within 50 km of a border that was crossed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import shapely
from shapely.geometry import shape

from geo.border import borders
from maps._sealed import ground_record
from maps.basemap import basemap
from maps.border_band import BAND_KM, border_bands
from tests.pages import sample_basemap

BOUNDS = (44.0, 22.0, 76.0, 40.0)


@pytest.fixture(scope="module")
def band() -> dict[str, Any]:
    (made,) = border_bands(basemap(BOUNDS), [("PK", "IR")])
    return made


def test_is_named_after_its_border(band: dict[str, Any]) -> None:
    assert band["name"] == "Within 50 km of the Iran–Pakistan border"


def test_holds_the_land_within_50_km_and_no_other(band: dict[str, Any]) -> None:
    """Every point of a grid, apart from those that the simplified edge cannot tell."""
    area = shape(band["geometry"])
    west, south, east, north = area.buffer(1).bounds
    seen = {True: 0, False: 0}
    for lon in np.linspace(west, east, 25):
        for lat in np.linspace(south, north, 25):
            country = borders().country_at(lon, lat)
            away_km = (borders().distance_to(lon, lat, "IR", "PK") or 0) / 1000
            coast = not area.contains(shapely.Point(lon, lat).buffer(0.05)) and away_km < BAND_KM
            if abs(away_km - BAND_KM) < 2 or (coast and lat < 25.6):
                continue
            inside = country in {"IR", "PK"} and away_km < BAND_KM
            assert area.contains(shapely.Point(lon, lat)) == inside, (lon, lat, away_km)
            seen[inside] += 1
    assert min(seen.values()) > 30


def test_lies_on_both_sides(band: dict[str, Any]) -> None:
    area = shape(band["geometry"])
    for code in ("IR", "PK"):
        land = borders().outline(code)
        assert land is not None
        assert shapely.intersection(area, land).area > 0.35 * area.area


def test_is_small_and_valid(band: dict[str, Any]) -> None:
    area = shape(band["geometry"])
    assert area.is_valid
    assert shapely.get_num_coordinates(area) < 300


def test_only_borders_that_were_crossed_and_are_shown_have_one() -> None:
    ground = basemap(BOUNDS)
    assert border_bands(ground, []) == []
    assert border_bands(ground, [("FR", "DE"), ("IR", "US")]) == []
    assert border_bands(replace(sample_basemap(), borders=()), [("IR", "PK")]) == []


def test_travels_with_the_ground() -> None:
    record = ground_record(sample_basemap(), [], [("IR", "PK")])
    assert [one["name"] for one in record["bands"]] == ["Within 50 km of the Iran–Pakistan border"]
    assert [(one["code"], one["name"]) for one in record["countries"]] == [
        ("IR", "Iran"),
        ("PK", "Pakistan"),
    ]
    (line,) = record["borders"]
    assert (line["left"]["name"], line["right"]["name"]) == ("Iran", "Pakistan")
    assert ground_record(sample_basemap(), [], [])["bands"] == []


def test_borders_say_how_far_they_may_lie_off_and_run_with_their_first_country_on_the_left() -> (
    None
):
    ground = basemap(BOUNDS, exact_borders=[("IR", "PK")])
    for line in ground.borders:
        exact = {line["a"], line["b"]} == {"IR", "PK"}
        assert (line["off_m"] < 100) == exact
        whole = borders().line(line["a"], line["b"])
        assert whole is not None
        drawn = shape(line["geometry"])
        inside = shapely.intersection(whole.geometry, shapely.box(*BOUNDS))
        off_deg = shapely.hausdorff_distance(inside, drawn)
        if len(shapely.get_parts(drawn)) == 1:
            assert off_deg * 111_320 < line["off_m"] * 1.5 + 200
    (line,) = [one for one in ground.borders if {one["a"], one["b"]} == {"IR", "PK"}]
    points = line["geometry"]["coordinates"][0]
    for (x, y), (to_x, to_y) in zip(points[10:-10:20], points[11:-9:20], strict=True):
        long = ((to_x - x) ** 2 + (to_y - y) ** 2) ** 0.5
        aside = 0.003 / long
        left = ((x + to_x) / 2 - (to_y - y) * aside, (y + to_y) / 2 + (to_x - x) * aside)
        assert borders().country_at(*left) == line["a"]
