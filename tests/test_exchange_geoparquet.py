import json
from pathlib import Path
from typing import Any

import duckdb
import geopandas
import pyarrow as pa
import pyarrow.parquet as pq
import pyproj
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.account import Rule
from geo.dossier import Collection
from geo.errors import ImportFileError
from geo.exchange import arrow, geoparquet
from geo.exchange.columns import COLUMNS, ColumnType
from tests.any_incidents import collections
from tests.builders import collection, strike
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

TYPES = {
    ColumnType.TEXT: pa.string(),
    ColumnType.INTEGER: pa.int64(),
    ColumnType.NUMBER: pa.float64(),
    ColumnType.DATETIME: pa.timestamp("ms", "UTC"),
    ColumnType.BOOLEAN: pa.bool_(),
}


def metadata(path: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(pq.read_metadata(path).metadata[b"geo"])
    return told


@settings(max_examples=40)
@given(collections(), st.booleans())
def test_what_goes_out_comes_back(found: Collection, areas: bool) -> None:  # noqa: FBT001
    check_round_trip(geoparquet, ".parquet", found, areas=areas)


@settings(max_examples=40)
@given(collections(), st.sampled_from(["range", "latest", "conservative", "claimant:a"]))
def test_the_columns_follow_the_rule(found: Collection, rule: str) -> None:
    with exported(found, geoparquet, ".parquet", rule=Rule.parse(rule)) as (export, path):
        check_columns(export, geopandas.read_parquet(path))


@settings(max_examples=40)
@given(collections(), st.booleans())
def test_the_metadata_say_what_is_there(found: Collection, areas: bool) -> None:  # noqa: FBT001
    with exported(found, geoparquet, ".parquet", areas=areas) as (_, path):
        told = metadata(path)
        table = pq.read_table(path)
    column = told["columns"]["geometry"]
    assert (told["version"], told["primary_column"]) == ("1.1.0", "geometry")
    assert (column["encoding"], column["orientation"]) == ("WKB", "counterclockwise")
    assert pyproj.CRS.from_json_dict(column["crs"]) == pyproj.CRS("OGC:CRS84")
    assert column["covering"]["bbox"]["xmin"] == ["bbox", "xmin"]
    shapes = [s for s in shapely.from_wkb(table["geometry"].to_pylist()) if s is not None]
    assert column["geometry_types"] == sorted({shape.geom_type for shape in shapes})
    boxes = [box for box in table["bbox"].to_pylist() if box]
    assert [tuple(box.values()) for box in boxes] == [shape.bounds for shape in shapes]
    if shapes:
        assert tuple(column["bbox"]) == tuple(shapely.total_bounds(shapes))
    else:
        assert "bbox" not in column


def test_columns_have_types_and_groups_are_compressed(seeds: Collection) -> None:
    with exported(seeds, geoparquet, ".parquet", title="Strikes") as (_, path):
        schema = pq.read_schema(path)
        footer = pq.read_metadata(path)
    assert schema.names == [*(c.name for c in COLUMNS), "record", "bbox", "geometry"]
    assert [schema.field(c.name).type for c in COLUMNS] == [TYPES[c.type] for c in COLUMNS]
    assert schema.field("geometry").type == pa.binary()
    assert footer.row_group(0).column(0).compression == "ZSTD"
    assert json.loads(footer.metadata[b"incidentmap"]) == {
        "title": "Strikes",
        "rule": "range",
        "shown": "All claims: counts from the lowest to the highest",
        "chosen": "",
    }


def test_there_are_several_groups_of_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(geoparquet, "_GROUP", 2)
    found = collection(*(strike(f"s{n}") for n in range(5)))
    with exported(found, geoparquet, ".parquet") as (export, path):
        assert pq.read_metadata(path).num_row_groups == 3
        back = [one.dossier for one in read_back(geoparquet, path)]
        assert back == [one.dossier for one in export.entries()]


def test_large_incidents_are_fewer_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrow, "_MOST_BYTES", 1)
    with exported(collection(strike("a"), strike("b")), geoparquet, ".parquet") as (_, path):
        assert pq.read_metadata(path).num_row_groups == 2
        assert len(read_back(geoparquet, path)) == 2


def test_geopandas_reads_it(seeds: Collection) -> None:
    with exported(seeds, geoparquet, ".parquet") as (_, path):
        frame = geopandas.read_parquet(path)
        near = geopandas.read_parquet(path, bbox=(43, 35, 45, 37))
    assert frame.crs == "OGC:CRS84"
    assert str(frame["date_start"].dtype) == "datetime64[ms, UTC]"
    erbil = frame.set_index("id").loc["2024-01-15-erbil-missile-strike"].geometry
    assert (erbil.x, erbil.y) == pytest.approx((44.01, 36.19), abs=0.02)
    assert 0 < len(near) < len(frame)
    assert near.within(shapely.box(43, 35, 45, 37)).all()


def test_duckdb_reads_it(seeds: Collection) -> None:
    with exported(seeds, geoparquet, ".parquet") as (_, path), duckdb.connect() as database:
        rows = database.execute(
            "SELECT id, epoch_ms(date_start), typeof(date_start), bbox.xmin, lon, rule "
            "FROM read_parquet(?) WHERE bbox.xmin BETWEEN 43 AND 45 AND killed_low >= 1",
            [str(path)],
        ).fetchall()
        (told,) = database.execute(
            "SELECT decode(value) FROM parquet_kv_metadata(?) WHERE decode(key) = 'geo'",
            [str(path)],
        ).fetchall()
    assert ("2024-01-15-erbil-missile-strike", 1_705_276_800_000) in [row[:2] for row in rows]
    assert all(row[2] == "TIMESTAMP WITH TIME ZONE" for row in rows)
    assert all(row[3] == row[4] and row[5] == "range" for row in rows)
    assert json.loads(told[0])["version"] == "1.1.0"


def test_an_incident_that_nobody_places_has_neither_shape_nor_box() -> None:
    with exported(collection(strike(), UNPLACED), geoparquet, ".parquet") as (_, path):
        frame = geopandas.read_parquet(path).set_index("id")
        boxes = pq.read_table(path)["bbox"].to_pylist()
    assert frame.index[frame.geometry.isna()].tolist() == ["n"]
    assert dict(zip(frame.index, boxes, strict=True))["n"] is None
    assert boxes.count(None) == 1


def test_hostile_text_comes_back() -> None:
    check_hostile(geoparquet, ".parquet")


def test_a_write_that_fails_changes_nothing(tmp_path: Path) -> None:
    check_failing(geoparquet, ".parquet", tmp_path)


def test_what_is_no_parquet_is_told(tmp_path: Path) -> None:
    check_unreadable(geoparquet, tmp_path / "x.parquet")


def test_a_file_that_ends_in_the_middle_or_is_damaged_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.parquet"
    geoparquet.write(in_memory(strike("a"), strike("b")), path)
    good = path.read_bytes()
    for bad in (good[:-99], good[:500] + bytes(3_000) + good[3_500:]):
        path.write_bytes(bad)
        with pytest.raises(ImportFileError, match="no whole Parquet"):
            read_back(geoparquet, path)


@given(st.floats(0, 1, exclude_max=True), st.integers(0, 255))
def test_a_damaged_file_does_no_harm(
    tmp_path_factory: pytest.TempPathFactory, at: float, byte: int
) -> None:
    check_damaged(geoparquet, tmp_path_factory.getbasetemp() / "damaged.parquet", at, byte)


def test_a_file_of_others_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.parquet"
    pq.write_table(pa.table({"a": [1]}), path)
    with pytest.raises(ImportFileError, match="no column 'record'"):
        read_back(geoparquet, path)


def test_a_broken_record_is_refused_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "x.parquet"
    for cells, word in (([1], "no record"), (["{"], "no JSON"), ([b"\xff"], "no JSON")):
        pq.write_table(pa.table({"record": cells}), path)
        (only,) = read_back(geoparquet, path)
        assert only.at == "row 1"
        assert word in (only.refused or "")
