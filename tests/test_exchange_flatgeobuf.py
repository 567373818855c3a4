import resource
from dataclasses import replace
from pathlib import Path

import geopandas
import pyogrio  # type: ignore[import-untyped]
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.account import Rule
from geo.dossier import Collection
from geo.errors import ExportError, ImportFileError
from geo.exchange import flatgeobuf
from geo.exchange.columns import COLUMNS
from tests.any_incidents import collections
from tests.builders import collection, dossier, strike
from tests.exported import (
    UNPLACED,
    check_columns,
    check_damaged,
    check_failing,
    check_hostile,
    check_round_trip,
    check_unreadable,
    exported,
    in_memory,
    read_back,
)
from tests.outside import gdal


@settings(max_examples=40)
@given(collections(), st.booleans())
def test_what_goes_out_comes_back(found: Collection, areas: bool) -> None:  # noqa: FBT001
    check_round_trip(flatgeobuf, ".fgb", found, areas=areas)


@settings(max_examples=40)
@given(collections(), st.sampled_from(["range", "latest", "conservative", "claimant:a"]))
def test_the_columns_follow_the_rule(found: Collection, rule: str) -> None:
    with exported(found, flatgeobuf, ".fgb", rule=Rule.parse(rule)) as (export, path):
        check_columns(export, geopandas.read_file(path))


def test_the_columns_are_those_of_every_format_and_a_record(seeds: Collection) -> None:
    with exported(seeds, flatgeobuf, ".fgb", title="Strikes", chosen="all") as (_, path):
        told = pyogrio.read_info(path)
    assert list(told["fields"]) == [*(column.name for column in COLUMNS), "record"]
    assert (told["layer_name"], told["crs"]) == ("incidents", "EPSG:4326")
    assert told["layer_metadata"] == {
        "TITLE": "Strikes",
        "DESCRIPTION": "All claims: counts from the lowest to the highest; all",
    }


def test_a_part_of_the_ground_is_found_by_its_index(seeds: Collection) -> None:
    with exported(seeds, flatgeobuf, ".fgb") as (export, path):
        assert pyogrio.read_info(path)["capabilities"]["fast_spatial_filter"]
        near = geopandas.read_file(path, bbox=(43, 35, 45, 37))
        wanted = {
            entry.dossier.incident.id
            for entry in export.entries()
            if entry.point and shapely.box(43, 35, 45, 37).covers(shapely.Point(entry.point))
        }
    assert wanted
    assert set(near["id"]) == wanted


def test_an_incident_that_nobody_places_is_not_lost() -> None:
    many = [strike(f"s{n}") for n in range(1_500)]  # more than are written at a time
    found = collection(*many, replace(UNPLACED), strike("last"))
    with exported(found, flatgeobuf, ".fgb") as (_, path):
        told = pyogrio.read_info(path)
        frame = geopandas.read_file(path).set_index("id")
        ids = {one.dossier.incident.id for one in read_back(flatgeobuf, path) if one.dossier}
    assert not told["capabilities"]["fast_spatial_filter"]
    assert told["features"] == len(found.dossiers)
    assert ids == {one.incident.id for one in found.dossiers}
    assert frame.loc["n"].geometry is None
    assert frame.loc["last"].geometry is not None


def test_no_incidents_are_a_file_without_rows() -> None:
    with exported(collection(), flatgeobuf, ".fgb") as (_, path):
        assert len(geopandas.read_file(path)) == 0
        assert read_back(flatgeobuf, path) == []


def test_hostile_text_comes_back() -> None:
    check_hostile(flatgeobuf, ".fgb")


def test_a_write_that_fails_changes_nothing(tmp_path: Path) -> None:
    check_failing(flatgeobuf, ".fgb", tmp_path)


@pytest.mark.parametrize("share", [0.3, 0.999])
def test_a_full_disk_is_told_even_at_the_last_byte(tmp_path: Path, share: float) -> None:
    path = tmp_path / "x.fgb"
    export = in_memory(*(strike(f"s{n}") for n in range(40)))
    flatgeobuf.write(export, path)
    before = path.read_bytes()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(len(before) * share), limits[1]))
    try:
        with pytest.raises(ExportError, match="not written"):
            flatgeobuf.write(export, path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert [p.name for p in tmp_path.iterdir()] == ["x.fgb"]
    assert path.read_bytes() == before


def test_what_is_no_flatgeobuf_is_told(tmp_path: Path) -> None:
    check_unreadable(flatgeobuf, tmp_path / "x.fgb")


def test_no_other_format_is_opened_under_its_name(tmp_path: Path) -> None:
    target = tmp_path / "target.fgb"
    flatgeobuf.write(in_memory(strike()), target)
    path = tmp_path / "x.fgb"
    path.write_text(
        f'<OGRVRTDataSource><OGRVRTLayer name="target"><SrcDataSource>{target}</SrcDataSource>'
        "<SrcLayer>incidents</SrcLayer></OGRVRTLayer></OGRVRTDataSource>"
    )
    assert "record" in pyogrio.read_info(path)["fields"]
    with pytest.raises(ImportFileError, match="no FlatGeobuf"):
        read_back(flatgeobuf, path)


def test_a_file_that_ends_in_the_middle_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.fgb"
    flatgeobuf.write(in_memory(strike("a"), strike("b")), path)
    path.write_bytes(path.read_bytes()[:-99])
    with pytest.raises(ImportFileError, match="no whole FlatGeobuf"):
        read_back(flatgeobuf, path)


@pytest.mark.filterwarnings("ignore:Measured")
@given(st.floats(0, 1, exclude_max=True), st.integers(0, 255))
def test_a_damaged_file_does_no_harm(
    tmp_path_factory: pytest.TempPathFactory, at: float, byte: int
) -> None:
    check_damaged(flatgeobuf, tmp_path_factory.getbasetemp() / "damaged.fgb", at, byte)


def test_a_file_of_others_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.fgb"
    geopandas.GeoDataFrame({"a": [1]}, geometry=[shapely.Point(1, 2)], crs=4326).to_file(path)
    with pytest.raises(ImportFileError, match="no column 'record'"):
        read_back(flatgeobuf, path)


def test_a_broken_record_is_refused_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "x.fgb"
    records = [None, "{", "[]", '{"id":"x","kind":"tea party","title":"x"}']
    frame = geopandas.GeoDataFrame({"record": records}, geometry=[shapely.Point()] * 4, crs=4326)
    frame.to_file(path, SPATIAL_INDEX="NO")
    refused = [(one.at, one.refused or "") for one in read_back(flatgeobuf, path)]
    assert [at for at, _ in refused] == ["row 1", "row 2", "row 3", "row 4"]
    for (_, why), word in zip(refused, ("no record", "no JSON", "no record", "tea"), strict=True):
        assert word in why


def test_ogrinfo_reads_it(seeds: Collection) -> None:
    found = replace(seeds, dossiers=(*seeds.dossiers, dossier(ident="unplaced")))
    for which in (seeds, found):
        with exported(which, flatgeobuf, ".fgb", areas=True) as (_, path):
            listing = gdal("ogrinfo", "-al", str(path))
        assert f"Feature Count: {len(which.dossiers)}" in listing
        assert "date_start: DateTime" in listing
        assert "date_start (DateTime) = 2024/01/17 00:00:00+00" in listing
        assert "cross_border: Integer(Boolean)" in listing
        assert listing.count("POLYGON ((") == len(seeds.dossiers)
