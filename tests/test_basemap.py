from __future__ import annotations

from dataclasses import asdict

import orjson
import pytest
import shapely
from shapely.geometry import shape

from geo.border import borders
from maps.basemap import Basemap, basemap

DEMO = (34.0, 22.0, 70.0, 40.0)


@pytest.fixture(scope="module")
def demo() -> Basemap:
    return basemap(DEMO, exact_borders=[("PK", "IR")])


def test_the_demo_is_small(demo: Basemap) -> None:
    assert len(orjson.dumps(asdict(demo))) < 400_000


@pytest.mark.parametrize("bounds", [None, (-179.0, -60.0, 179.0, 80.0)])
def test_the_world_is_small(bounds: tuple[float, float, float, float] | None) -> None:
    ground = basemap(bounds)
    assert len(orjson.dumps(asdict(ground))) < 400_000
    assert ground.countries == ground.provinces == ()
    assert {"IR", "PK"} in [{line["a"], line["b"]} for line in ground.borders]


def test_an_exact_border_keeps_every_point(demo: Basemap) -> None:
    line = next(line for line in demo.borders if (line["a"], line["b"]) == ("IR", "PK"))
    whole = borders().line("IR", "PK")
    assert whole is not None
    assert line["length_km"] == round(whole.length_m / 1000, 1)
    assert shape(line["geometry"]).equals(whole.geometry)


def test_other_borders_are_thinned_but_near(demo: Basemap) -> None:
    line = next(line for line in demo.borders if (line["a"], line["b"]) == ("IQ", "IR"))
    whole = borders().line("IQ", "IR")
    assert whole is not None
    drawn = shape(line["geometry"])
    assert shapely.get_num_coordinates(drawn) < shapely.get_num_coordinates(whole.geometry) / 2
    assert shapely.hausdorff_distance(drawn, whole.geometry) < 0.1


def test_what_is_drawn_lies_within_the_bounds(demo: Basemap) -> None:
    box = shapely.box(*DEMO).buffer(0.001)
    for feature in (*demo.countries, *demo.provinces, *demo.borders):
        assert box.covers(shapely.box(*shape(feature["geometry"]).bounds))


def test_countries_and_provinces_carry_what_they_are(demo: Basemap) -> None:
    codes = {feature["properties"]["code"] for feature in demo.countries}
    assert {"IR", "PK", "IQ", "SY", "AF"} <= codes
    assert "FR" not in codes
    iran = [f["properties"] for f in demo.provinces if f["properties"]["country"] == "IR"]
    assert {"code": "IR-11", "name": "Sistan and Baluchestan", "country": "IR"} in iran


def test_land_reaches_round_the_world(demo: Basemap) -> None:
    (world,) = demo.world
    land = shape(world["geometry"])
    for lon, lat in [(62.0, 28.0), (-100.0, 45.0), (25.0, 0.0), (135.0, -25.0)]:
        assert shapely.intersects_xy(land, lon, lat)
    assert not shapely.intersects_xy(land, 60.0, 15.0)


def test_coordinates_have_three_decimals_at_most(demo: Basemap) -> None:
    for feature in (*demo.world, *demo.countries, *demo.provinces, *demo.borders):
        xy = shapely.get_coordinates(shape(feature["geometry"]))
        assert (abs(xy * 1000 - (xy * 1000).round()) < 1e-6).all()


def test_bounds_over_the_sea_have_land_and_nothing_else() -> None:
    ground = basemap((-40.0, 20.0, -35.0, 25.0))
    assert ground.countries == ground.borders == ground.provinces == ()
    assert ground.world


def test_credit_names_the_sources(demo: Basemap) -> None:
    credit = " ".join(demo.attribution)
    for source in ("OpenStreetMap contributors", "Natural Earth", "GeoNames"):
        assert source in credit
