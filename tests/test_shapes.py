from itertools import pairwise

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.place import Precision
from geo.distance import geodesic_m
from geo.shapes import cut_at_antimeridian, disc, footprint, great_circle
from geo.where import Where
from tests.builders import SARAVAN

LONS = st.floats(-180, 180)
LATS = st.floats(-80, 80)


@given(LONS, LATS, st.floats(100, 500_000))
def test_every_corner_of_a_disc_lies_on_its_rim(lon: float, lat: float, radius: float) -> None:
    for x, y in shapely.get_coordinates(disc(lon, lat, radius)):
        assert geodesic_m((lon, lat), (x, y)) == pytest.approx(radius, rel=1e-6)


@given(LONS, LATS, LONS, LATS)
def test_a_great_circle_is_the_shortest_way_and_never_jumps(
    a: float, b: float, c: float, d: float
) -> None:
    way = great_circle((a, b), (c, d))
    steps = [geodesic_m(p, q) for p, q in pairwise(way)]
    assert sum(steps) == pytest.approx(geodesic_m((a, b), (c, d)), rel=1e-6, abs=1e-3)
    assert all(abs(q[0] - p[0]) <= 180 for p, q in pairwise(way))


def test_a_disc_over_the_antimeridian_is_cut_there() -> None:
    cut = cut_at_antimeridian(disc(179.9, 10, 50_000))
    west, _, east, _ = cut.bounds
    assert (west, east) == (-180, 180)
    assert cut.is_valid
    assert len(shapely.get_parts(cut)) == 2
    whole = disc(100, 10, 50_000)
    assert cut.area == pytest.approx(whole.area, rel=1e-3)
    assert cut_at_antimeridian(whole).equals(whole)


def at(precision: Precision, **changes: object) -> Where:
    fields: dict[str, object] = {
        "mention": "x",
        "country": "IR",
        "lon": 60.0,
        "lat": 28.0,
        "precision": precision,
        "radius_m": 5_000.0,
    }
    return Where(**(fields | changes))  # type: ignore[arg-type]


def test_a_province_is_its_outline_and_a_country_its_own() -> None:
    province = footprint(at(Precision.ADM1, place_id="iso:IR-11"))
    country = footprint(at(Precision.COUNTRY, place_id="iso:IR"))
    zahedan, tehran = shapely.Point(60.86, 29.5), shapely.Point(51.42, 35.69)
    assert province is not None
    assert country is not None
    assert province.contains(zahedan)
    assert not province.contains(tehran)
    assert country.contains(tehran)


def test_anything_else_is_its_own_shape_or_a_disc() -> None:
    own = "POLYGON ((60 28, 61 28, 61 29, 60 28))"
    assert footprint(at(Precision.AREA, footprint=own)) == shapely.from_wkt(own)
    round_one = footprint(SARAVAN)
    assert shapely.get_num_coordinates(round_one) == 65
    assert footprint(Where(mention="somewhere")) is None
    unknown = footprint(at(Precision.ADM1, place_id="iso:QQ-1"))
    assert shapely.get_num_coordinates(unknown) == 65
