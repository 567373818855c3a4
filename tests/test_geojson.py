import json
from pathlib import Path
from typing import Any

import geopandas
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.account import RANGE, Rule
from geo.dossier import Collection
from geo.exchange.geojson import geometry_record, to_geojson
from geo.incident import Field
from geo.shapes import disc
from geo.when import When
from geo.where import Where
from tests.builders import claim, collection, dossier, strike
from tests.outside import gdal

NOWHERE = dossier(claim(Field.DATE, When.parse("2024-03"), incident="n"), ident="n")


def features(found: Collection, *, rule: Rule = RANGE, areas: bool = False) -> list[dict[str, Any]]:
    record = json.loads(to_geojson(found, rule=rule, areas=areas))
    assert record["type"] == "FeatureCollection"
    return list(record["features"])


def test_it_is_rfc_7946(seeds: Collection) -> None:
    record = json.loads(to_geojson(seeds))
    assert "crs" not in record
    west, south, east, north = record["bbox"]
    assert west <= east
    assert south <= north
    ids = [feature["id"] for feature in record["features"]]
    assert len(set(ids)) == len(seeds.dossiers)
    for feature in record["features"]:
        lon, lat = feature["geometry"]["coordinates"]
        assert west <= lon <= east
        assert south <= lat <= north


def test_an_incident_that_nobody_places_has_no_geometry() -> None:
    (feature,) = features(collection(NOWHERE))
    assert feature["geometry"] is None
    assert "bbox" not in json.loads(to_geojson(collection(NOWHERE)))


def test_claims_times_precision_and_radius_go_along(seeds: Collection) -> None:
    by_id = {feature["id"]: feature["properties"] for feature in features(seeds)}
    saravan = by_id["2024-01-18-saravan-airstrike"]
    assert saravan["date"] == "[2024-01-17,2024-01-18]"
    assert saravan["date_start"] == "2024-01-17T00:00:00Z"
    assert saravan["date_end"] == "2024-01-18T23:59:59Z"
    assert (saravan["precision"], saravan["radius_m"]) == ("near", 50_000)
    assert saravan["rule"] == "range"
    assert {"date", "killed"} <= set(saravan["differing"].split(", "))
    claimants = {claim["claimant"] for claim in saravan["claims"]}
    assert {"Iran", "Pakistan"} <= claimants
    cited = {claim["citation"]["source"] for claim in saravan["claims"]}
    assert cited == {source["id"] for source in saravan["cites"]}


def test_the_rule_changes_the_values_and_is_named() -> None:
    found = collection(strike())
    (told,) = features(found, rule=Rule.parse("claimant:Oman"))
    assert told["properties"]["rule"] == "claimant:Oman"
    assert told["properties"]["killed_low"] is None
    assert told["geometry"] is None


def test_areas_are_what_the_place_is_known_to(seeds: Collection) -> None:
    by_id = {f["id"]: shapely.geometry.shape(f["geometry"]) for f in features(seeds, areas=True)}
    province = by_id["2024-01-16-balochistan-missile-strike"]
    assert province.contains(shapely.Point(64.09, 26.97))
    assert all(shape.area > 0 for shape in by_id.values())


def test_same_collection_same_bytes(seeds: Collection) -> None:
    assert to_geojson(seeds) == to_geojson(seeds)


@given(st.floats(-180, 180), st.floats(-80, 80), st.floats(1_000, 900_000))
def test_rings_are_right_handed_and_stay_on_the_globe(lon: float, lat: float, r: float) -> None:
    shape = shapely.geometry.shape(geometry_record(disc(lon, lat, r)))
    west, _, east, _ = shape.bounds
    assert -180 <= west <= east <= 180
    for part in shapely.get_parts(shape):
        assert shapely.is_ccw(part.exterior)


def test_digits_end_at_the_seventh() -> None:
    record = geometry_record(shapely.Point(1 / 3, 2 / 3))
    assert record["coordinates"] == (0.3333333, 0.6666667)


@pytest.fixture
def written(tmp_path: Path, seeds: Collection) -> Path:
    path = tmp_path / "incidents.geojson"
    path.write_bytes(to_geojson(seeds))
    return path


def test_geopandas_reads_it(written: Path, seeds: Collection) -> None:
    frame = geopandas.read_file(written)
    assert len(frame) == len(seeds.dossiers)
    assert frame.crs is not None
    assert frame.crs.to_epsg() == 4326
    row = frame.set_index("id").loc["2024-01-15-erbil-missile-strike"]
    assert (row.geometry.x, row.geometry.y) == pytest.approx((44.01, 36.19), abs=0.02)


def test_ogrinfo_reads_it(written: Path, seeds: Collection) -> None:
    listing = gdal("ogrinfo", "-so", "-al", str(written))
    assert f"Feature Count: {len(seeds.dossiers)}" in listing
    assert "date_start: DateTime" in listing
    assert "Geometry: Point" in listing


def test_a_location_without_a_point_is_told_in_words() -> None:
    found = dossier(claim(Field.LOCATION, Where(mention="somewhere east")))
    (feature,) = features(collection(found))
    assert feature["geometry"] is None
    assert feature["properties"]["place"] == "somewhere east"
    assert feature["properties"]["precision"] is None
