import json
from collections.abc import Callable
from pathlib import Path

import geopandas
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.account import Rule
from geo.dossier import Collection
from geo.errors import ImportFileError
from geo.exchange import geojson, geojsonseq
from tests.any_incidents import collections
from tests.builders import collection, strike
from tests.exported import (
    UNPLACED,
    check_failing,
    check_hostile,
    check_round_trip,
    exported,
    hostile,
    in_memory,
    read_back,
)
from tests.outside import gdal


@settings(max_examples=40)
@given(collections(), st.booleans())
def test_what_goes_out_comes_back(found: Collection, areas: bool) -> None:  # noqa: FBT001
    check_round_trip(geojsonseq, ".geojsons", found, areas=areas)


def test_it_is_rfc_8142_with_the_features_of_geojson() -> None:
    with exported(collection(hostile(), UNPLACED), geojsonseq, ".geojsons") as (export, path):
        before, *records = path.read_bytes().split(b"\x1e")
        geojson.write(export, path)
        features = json.loads(path.read_bytes())["features"]
    assert before == b""
    assert all(record.endswith(b"}\n") and record.count(b"\n") == 1 for record in records)
    assert [json.loads(record) for record in records] == features


def test_each_feature_names_the_rule() -> None:
    manner = {"rule": Rule.parse("claimant:Oman")}
    with exported(collection(strike()), geojsonseq, ".geojsons", **manner) as (_, path):
        properties = json.loads(path.read_bytes()[1:])["properties"]
    assert (properties["rule"], properties["killed_low"]) == ("claimant:Oman", None)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace(b"\x1e", b""),
        lambda text: text.replace(b"\x1e", b"").replace(b"\n", b"\r\n\r\n"),
        lambda text: b"\xef\xbb\xbf" + text.replace(b"\x1e", b""),
        lambda text: text.replace(b"\n", b""),
        lambda text: text.replace(b'"type":"Feature",', b'"type":\n"Feature",\n\n'),
        lambda text: text.replace(b"\x1e", b"\x1e\x1e\n"),
    ],
    ids=["newline-delimited", "blank lines", "byte order mark", "no line ends", "spread", "empty"],
)
def test_other_ways_to_part_records_are_read(
    tmp_path: Path, change: Callable[[bytes], bytes]
) -> None:
    path = tmp_path / "x.geojsonl"
    export = in_memory(strike("a"), strike("b"))
    geojsonseq.write(export, path)
    assert geojsonseq.is_ours(path)
    path.write_bytes(change(path.read_bytes()))
    back = [one.dossier for one in read_back(geojsonseq, path)]
    assert back == [one.dossier for one in export.entries()]


def test_a_record_that_was_cut_off_is_refused_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "x.geojsons"
    geojsonseq.write(in_memory(strike("a"), strike("b"), strike("c")), path)
    first, second, third = path.read_bytes().split(b"\x1e")[1:]
    path.write_bytes(b"\x1e" + first + b"\x1e" + second[:99] + b"\x1e" + third)
    one, two, three = read_back(geojsonseq, path)
    assert (one.dossier, three.dossier) == (strike("a"), strike("c"))
    assert two.at == "feature 2"
    assert two.refused


def test_hostile_text_comes_back() -> None:
    check_hostile(geojsonseq, ".geojsons")


def test_a_write_that_fails_changes_nothing(tmp_path: Path) -> None:
    check_failing(geojsonseq, ".geojsons", tmp_path)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ImportFileError, match="cannot be read"):
        read_back(geojsonseq, tmp_path / "x.geojsons")


def test_others_read_it(seeds: Collection) -> None:
    with exported(seeds, geojsonseq, ".geojsons") as (_, path):
        listing = gdal("ogrinfo", "-so", "-al", str(path))
        frame = geopandas.read_file(path).set_index("id")
    assert "using driver `GeoJSONSeq' successful" in listing
    assert f"Feature Count: {len(seeds.dossiers)}" in listing
    assert "date_start: DateTime" in listing
    assert set(frame.index) == {dossier.incident.id for dossier in seeds.dossiers}
    erbil = frame.loc["2024-01-15-erbil-missile-strike"].geometry
    assert (erbil.x, erbil.y) == pytest.approx((44.01, 36.19), abs=0.02)
