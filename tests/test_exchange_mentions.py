"""Mentions and relations as GeoJSON."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import geopandas
import pytest
import shapely

from gazetteer.geoparsing import Geoparsed
from gazetteer.mention import Role
from geo.exchange.mentions import mentions_to_geojson
from tests.geoparsed import TEXT, mention, place, sample
from tests.outside import gdal

if TYPE_CHECKING:
    from pathlib import Path


def features(*texts: tuple[str, Geoparsed]) -> list[dict[str, Any]]:
    record = json.loads(mentions_to_geojson(texts))
    assert record["type"] == "FeatureCollection"
    assert "crs" not in record
    return list(record["features"])


def test_a_point_a_mention_and_a_polygon_a_relation() -> None:
    found = features(("a.txt", sample()))
    kinds = [(f["geometry"]["type"], f["properties"]["feature"]) for f in found]
    assert kinds == [("Point", "mention")] * 4 + [("Polygon", "relation")]
    assert found[0]["geometry"]["coordinates"] == [62.33, 27.37]
    assert shapely.is_ccw(shapely.get_exterior_ring(shapely.geometry.shape(found[-1]["geometry"])))
    assert len({tuple(f["properties"]) for f in found}) == 1


def test_spans_are_those_of_the_text_and_sentences_are_whole() -> None:
    for feature in features(("a.txt", sample())):
        told = feature["properties"]
        assert TEXT[told["start"] : told["end"]] == told["text"]
        assert told["text"] in told["sentence"]
        assert told["sentence"] in TEXT
        assert told["file"] == "a.txt"
    first, second, third, *_ = features(("a.txt", sample()))
    assert first["properties"]["sentence"] == "Two shells fell near Saravan."
    assert second["properties"]["sentence"] == third["properties"]["sentence"]
    assert third["properties"]["sentence"].startswith("Iranian officials\nin Saravan")


def test_place_confidence_precision_and_reason_go_along() -> None:
    told = features(("a.txt", sample()))[0]["properties"]
    assert (told["place_id"], told["place"], told["country"]) == (
        "geonames:1159713", "Sarāvān", "IR",
    )  # fmt: skip
    assert told["role"] == "location"
    assert told["confidence"] == pytest.approx(0.72)
    assert (told["precision"], told["radius_m"]) == ("settlement", 5_000)
    assert "whole of the text" in told["why"]
    ground = features(("a.txt", sample()))[-1]["properties"]
    assert (ground["relation"], ground["role"], ground["place"]) == ("near", None, None)
    assert ground["why"] == "within 25 km of Sarāvān"


def test_a_name_that_nobody_knows_has_no_feature() -> None:
    assert all(f["properties"]["text"] != "Qolbarestan" for f in features(("a", sample())))
    text = "Qolbarestan is quiet."
    nothing = Geoparsed(
        text=text, mentions=(mention(text, "Qolbarestan", Role.LOCATION),), relations=()
    )
    record = json.loads(mentions_to_geojson([("a", nothing)]))
    assert record == {"type": "FeatureCollection", "features": []}


def test_ids_are_stable_and_no_two_are_alike() -> None:
    twice = (("a.txt", sample()), ("a.txt", sample()), ("b.txt", sample()))
    ids = [f["id"] for f in features(*twice)]
    assert len(set(ids)) == len(ids)
    assert ids[0] == "a.txt:21-28"
    assert mentions_to_geojson(twice) == mentions_to_geojson(twice)


def test_a_title_or_an_initial_ends_no_sentence() -> None:
    text = "It rained. Gen. A. Karim of Saravan, a U.S. guest, left. He slept."
    found = Geoparsed(
        text=text, mentions=(mention(text, "Saravan", Role.LOCATION, place()),), relations=()
    )
    sentence = features(("a", found))[0]["properties"]["sentence"]
    assert sentence == "Gen. A. Karim of Saravan, a U.S. guest, left."


def test_a_long_sentence_is_cut_about_the_mention() -> None:
    text = "word " * 2_000 + "Saravan" + " word" * 2_000
    long = Geoparsed(
        text=text, mentions=(mention(text, "Saravan", Role.LOCATION, place()),), relations=()
    )
    sentence = features(("a", long))[0]["properties"]["sentence"]
    assert "Saravan" in sentence
    assert len(sentence) <= 2_000


def test_ground_past_the_antimeridian_is_cut() -> None:
    found = sample()
    one = found.relations[0]
    shape = shapely.box(179.0, -18.0, 181.0, -16.0)
    moved = replace(one, footprint=replace(one.footprint, geometry=shape))
    ground = features(("a", replace(found, relations=(moved,))))[-1]["geometry"]
    assert ground["type"] == "MultiPolygon"
    west, _, east, _ = shapely.geometry.shape(ground).bounds
    assert (west, east) == (-180.0, 180.0)


def test_other_tools_read_it(tmp_path: Path) -> None:
    path = tmp_path / "mentions.geojson"
    path.write_bytes(mentions_to_geojson([("a.txt", sample())]))
    frame = geopandas.read_file(path)
    assert list(frame["place"].dropna()) == ["Sarāvān", "Iran", "Sarāvān", "Sistan"]
    assert frame.crs is not None
    assert frame.crs.to_epsg() == 4326
    assert "Feature Count: 5" in gdal("ogrinfo", "-so", "-al", str(path))
