import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import geojson_validator
import geopandas
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer.place import Precision
from geo.account import Rule
from geo.dossier import Collection
from geo.errors import ImportFileError
from geo.exchange import geojson
from geo.exchange.columns import COLUMNS
from geo.exchange.geojson import geometry_record, is_ours, to_geojson
from geo.exchange.whole import PARTS
from geo.incident import Field
from geo.shapes import disc
from geo.where import Where
from tests.any_incidents import collections
from tests.builders import SARAVAN, claim, collection, dossier, strike
from tests.exported import (
    UNPLACED,
    check_failing,
    check_hostile,
    check_round_trip,
    check_unreadable,
    exported,
    hostile,
    read_back,
)
from tests.outside import gdal

geojson_validator.configure_logging(enabled=False)


def features(found: Collection, **manner: Any) -> list[dict[str, Any]]:  # noqa: ANN401
    with exported(found, geojson, ".geojson", **manner) as (_, path):
        record = json.loads(path.read_bytes())
    assert record["type"] == "FeatureCollection"
    return list(record["features"])


@settings(max_examples=40)
@given(collections(), st.booleans())
def test_what_goes_out_comes_back(found: Collection, areas: bool) -> None:  # noqa: FBT001
    check_round_trip(geojson, ".geojson", found, areas=areas)


@settings(max_examples=40)
@given(collections(), st.booleans())
def test_it_is_rfc_7946(found: Collection, areas: bool) -> None:  # noqa: FBT001
    with exported(found, geojson, ".geojson", areas=areas) as (export, path):
        record = json.loads(path.read_bytes())
        assert [f["id"] for f in record["features"]] == [
            e.dossier.incident.id for e in export.entries()
        ]
    assert "crs" not in record
    shapes = [shapely.geometry.shape(f["geometry"]) for f in record["features"] if f["geometry"]]
    assert ("bbox" in record) == bool(shapes)
    assert sum(f["geometry"] is None for f in record["features"]) == len(record["features"]) - len(
        shapes
    )
    for shape in shapes:
        west, south, east, north = record["bbox"]
        assert shapely.box(-180, -90, 180, 90).covers(shape)
        assert shapely.box(west, south, east, north).covers(shape)
        assert shape.is_valid
        xy = shapely.get_coordinates(shape)
        assert (xy.round(7) == xy).all()
        if shape.geom_type != "Point":
            parts = shapely.get_parts(shape)
            assert all(shapely.is_ccw(p.exterior) for p in parts)
            assert not any(shapely.is_ccw(ring) for p in parts for ring in p.interiors)


def test_an_incident_that_nobody_places_has_no_geometry() -> None:
    (feature,) = features(collection(UNPLACED))
    assert feature["geometry"] is None


def test_properties_are_the_columns_and_all_that_is_recorded(seeds: Collection) -> None:
    by_id = {feature["id"]: feature["properties"] for feature in features(seeds)}
    saravan = by_id["2024-01-18-saravan-airstrike"]
    assert list(saravan) == [column.name for column in COLUMNS] + list(PARTS)
    assert saravan["date"] == "[2024-01-17,2024-01-18]"
    assert saravan["date_start"] == "2024-01-17T00:00:00Z"
    assert saravan["date_end"] == "2024-01-18T23:59:59Z"
    assert (saravan["precision"], saravan["radius_m"]) == ("near", 50_000)
    assert saravan["rule"] == "range"
    assert {"date", "killed"} <= set(saravan["differing"].split(", "))
    claimants = {claim["claimant"] for claim in saravan["claims"]}
    assert {"Iran", "Pakistan"} <= claimants
    cited = {claim["citation"]["source"] for claim in saravan["claims"]}
    assert cited <= {source["id"] for source in saravan["cites"]}


def test_the_head_names_title_rule_and_choice(seeds: Collection) -> None:
    manner = {"title": "Strikes", "rule": Rule.parse("latest"), "chosen": "since 2024"}
    with exported(seeds, geojson, ".geojson", **manner) as (_, path):
        assert json.loads(path.read_bytes())["incidentmap"] == {
            "title": "Strikes",
            "rule": "latest",
            "shown": "The latest claim of each field",
            "chosen": "since 2024",
        }


def test_there_is_a_feature_a_line(seeds: Collection) -> None:
    with exported(seeds, geojson, ".geojson") as (_, path):
        _head, *lines, _tail = path.read_text().split("\n")[:-1]
    ids = [json.loads(line.removesuffix(","))["id"] for line in lines]
    assert len(set(ids)) == len(seeds.dossiers)


def test_the_rule_changes_the_values_and_is_named() -> None:
    (told,) = features(collection(strike()), rule=Rule.parse("claimant:Oman"))
    assert told["properties"]["rule"] == "claimant:Oman"
    assert told["properties"]["killed_low"] is None
    assert told["geometry"] is None
    assert len(told["properties"]["claims"]) == 3


def test_areas_are_what_the_place_is_known_to(seeds: Collection) -> None:
    by_id = {f["id"]: shapely.geometry.shape(f["geometry"]) for f in features(seeds, areas=True)}
    province = by_id["2024-01-16-balochistan-missile-strike"]
    assert province.contains(shapely.Point(64.09, 26.97))
    assert all(shape.area > 0 for shape in by_id.values())


def test_an_area_across_the_antimeridian_is_cut() -> None:
    fiji = Where(mention="Fiji", lon=179.99, lat=-17, precision=Precision.NEAR, radius_m=50_000)
    with exported(
        collection(dossier(claim(Field.LOCATION, fiji))), geojson, ".geojson", areas=True
    ) as (_, path):
        record = json.loads(path.read_bytes())
    shape = shapely.geometry.shape(record["features"][0]["geometry"])
    west, east = sorted(shapely.get_parts(shape), key=lambda part: part.bounds)
    assert west.bounds[0] == -180
    assert east.bounds[2] == 180
    assert west.bounds[2] < -179 < 179 < east.bounds[0]
    assert (record["bbox"][0], record["bbox"][2]) == (-180, 180)


@pytest.mark.parametrize("radius_m", [0, 1e-9, 0.01])
def test_an_area_without_extent_is_a_point(radius_m: float) -> None:
    spot = Where(mention="spot", lon=62, lat=27, precision=Precision.SITE, radius_m=radius_m)
    (feature,) = features(collection(dossier(claim(Field.LOCATION, spot))), areas=True)
    assert feature["geometry"] == {"type": "Point", "coordinates": [62, 27]}


@pytest.mark.parametrize(
    ("footprint", "area"),
    [
        ("POLYGON ((0 0, 1 1, 1 0, 0 1, 0 0))", 0.5),
        ("POLYGON ((0 80, 10 80, 10 100, 0 100, 0 80))", 100),
        ("POLYGON Z ((0 0 5, 0 1 5, 1 1 5, 1 0 5, 0 0 5))", 1),
    ],
    ids=["crosses itself", "past the pole", "has heights"],
)
def test_an_odd_footprint_goes_out_as_ground_there_is(footprint: str, area: float) -> None:
    where = replace(SARAVAN, footprint=footprint)
    (feature,) = features(collection(dossier(claim(Field.LOCATION, where))), areas=True)
    shape = shapely.geometry.shape(feature["geometry"])
    assert shape.is_valid
    assert not shape.has_z
    assert shape.area == pytest.approx(area)


def test_a_collection_in_memory_is_the_same_text(seeds: Collection) -> None:
    with exported(seeds, geojson, ".geojson") as (_, path):
        in_file = json.loads(path.read_bytes())
    text = json.loads(to_geojson(seeds))
    by_id = {f["id"]: f for f in text.pop("features")}
    assert by_id == {f["id"]: f for f in in_file.pop("features")}
    assert text == in_file


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
    third = Where(mention="x", lon=1 / 3, lat=2 / 3, precision=Precision.SITE, radius_m=9)
    (feature,) = features(collection(dossier(claim(Field.LOCATION, third))))
    assert feature["geometry"]["coordinates"] == [0.3333333, 0.6666667]


def test_geopandas_reads_it(seeds: Collection) -> None:
    with exported(seeds, geojson, ".geojson") as (_, path):
        frame = geopandas.read_file(path)
    assert len(frame) == len(seeds.dossiers)
    assert frame.crs is not None
    assert frame.crs.to_epsg() == 4326
    row = frame.set_index("id").loc["2024-01-15-erbil-missile-strike"]
    assert (row.geometry.x, row.geometry.y) == pytest.approx((44.01, 36.19), abs=0.02)


def test_ogrinfo_reads_it(seeds: Collection) -> None:
    with exported(seeds, geojson, ".geojson") as (_, path):
        listing = gdal("ogrinfo", "-so", "-al", str(path))
    assert f"Feature Count: {len(seeds.dossiers)}" in listing
    assert "date_start: DateTime" in listing
    assert "Geometry: Point" in listing


def test_a_validator_has_nothing_to_say(seeds: Collection) -> None:
    with exported(seeds, geojson, ".geojson") as (_, path):
        assert geojson_validator.validate_structure(path, check_crs=True) == {}
        told = geojson_validator.validate_geometries(path)
    assert (told["invalid"], told["problematic"]) == ({}, {})


def test_a_validator_finds_areas_large_at_most(seeds: Collection) -> None:
    with exported(seeds, geojson, ".geojson", areas=True) as (_, path):
        assert geojson_validator.validate_structure(path, check_crs=True) == {}
        told = geojson_validator.validate_geometries(path)
        ids = [feature["id"] for feature in json.loads(path.read_bytes())["features"]]
    assert told["invalid"] == {}
    # "Somewhere in Iran" is the outline of Iran, border and islands as they are.
    outline = ids.index("2024-01-19-iran-arrests")
    vertices = told["problematic"].pop("excessive_vertices")
    assert [list(one) if isinstance(one, dict) else one for one in vertices] == [[outline]]
    assert told["problematic"] == {}


def test_another_program_may_save_it_again(seeds: Collection, tmp_path: Path) -> None:
    again = tmp_path / "again.geojson"
    with exported(seeds, geojson, ".geojson") as (export, path):
        gdal("ogr2ogr", "-f", "GeoJSON", str(again), str(path))
        assert again.read_bytes() != path.read_bytes()
        assert is_ours(path)
        assert is_ours(again)
        back = [one.dossier for one in read_back(geojson, again)]
        assert back == [one.dossier for one in export.entries()]


def test_hostile_text_comes_back() -> None:
    check_hostile(geojson, ".geojson")
    (feature,) = features(collection(hostile()))
    assert feature["properties"]["weapon"] == hostile().claims[1].text


def test_a_write_that_fails_changes_nothing(tmp_path: Path) -> None:
    check_failing(geojson, ".geojson", tmp_path)


def test_what_is_no_geojson_is_told(tmp_path: Path) -> None:
    check_unreadable(geojson, tmp_path / "x.geojson")


def test_a_broken_feature_is_refused_with_its_place(seeds: Collection) -> None:
    with exported(seeds, geojson, ".geojson") as (_, path):
        lines = path.read_bytes().split(b"\n")
        lines[2] = lines[2][:-40] + b","
        lines[3] = lines[3].replace(b'"kind":', b'"kind":"tea party","was":')
        lines[4] = lines[4].replace(b'"cites":[{"id":"', b'"cites":[{"id":"another-')
        lines[5] = b'{"type":"Feature","geometry":null,"properties":{"name":"x"}},'
        lines[6] = b"[" * 100_000 + b","
        lines[7] = b"\xff,"
        path.write_bytes(b"\n".join(lines))
        back = read_back(geojson, path)
    refused = {one.at: one.refused or "" for one in back if one.dossier is None}
    assert list(refused) == [f"feature {n}" for n in range(2, 8)]
    words = ("no JSON", "tea party", "cites the source", "lists `claims`", "too deeply", "no JSON")
    for why, word in zip(refused.values(), words, strict=True):
        assert word in why
    assert len(back) == len(seeds.dossiers)


def test_a_file_that_ends_in_the_middle_is_told_at_its_end(seeds: Collection) -> None:
    with exported(seeds, geojson, ".geojson") as (_, path):
        path.write_bytes(b"\n".join(path.read_bytes().split(b"\n")[:4]))
        reading = geojson.read(path, None)  # type: ignore[arg-type]
        assert all(next(reading).dossier for _ in range(3))
        with pytest.raises(ImportFileError, match="ends in the middle"):
            next(reading)


def test_a_file_of_others_is_not_ours(tmp_path: Path) -> None:
    path = tmp_path / "theirs.geojson"
    assert not is_ours(path)
    theirs = {"type": "Feature", "geometry": None, "properties": {"name": '"claims":["cites":['}}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [theirs]}))
    assert not is_ours(path)
    (only,) = read_back(geojson, path)
    assert only.refused


def test_a_location_without_a_point_is_told_in_words() -> None:
    found = dossier(claim(Field.LOCATION, Where(mention="somewhere east")))
    (feature,) = features(collection(found))
    assert feature["geometry"] is None
    assert feature["properties"]["place"] == "somewhere east"
    assert feature["properties"]["precision"] is None
