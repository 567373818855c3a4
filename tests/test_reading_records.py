"""The JSON of a reading: every key that is promised, and values a program can rely on."""

from __future__ import annotations

import json
import re
from datetime import datetime
from itertools import chain
from typing import TYPE_CHECKING, Any

import pytest

from gazetteer.place import Precision
from geo.incident import Field, LinkType, Modality, Polarity
from geo.kinds import Kind
from geo.reading.read import Reading
from geo.reading.records import reading_record
from geo.source import text_sha256
from tests.readings import read, record_of, told, tolls

if TYPE_CHECKING:
    from gazetteer.index import Gazetteer

Record = dict[str, Any]

STRIKES = """Strikes across the border

Iran fired missiles at Quetta in Pakistan on Tuesday, and two children were killed there.
Pakistan bombed a village near Saravan in Iran on Thursday in retaliation for the missile strike.
The governor said nine people were killed near Saravan.

Pakistan recalled its ambassador from Tehran on Wednesday. Iran denied it had hit a house in Quetta.
"""
REPORT = {"source", "sources", "incidents", "links"}
INCIDENT = {
    "kind",
    "title",
    "date",
    "where",
    "perpetrator",
    "target",
    "origin_country",
    "target_country",
    "counts",
    "claims",
    "confidence",
}
DATE = {"edtf", "start", "end"}
WHERE = {"mention", "name", "country", "admin1", "lon", "lat", "precision", "radius_m"}
COUNT = {"effect", "low", "high", "claimant", "quote", "start", "end"}
CODE = re.compile(r"[A-Z]{2}")


@pytest.fixture(scope="module")
def reading(gazetteer: Gazetteer) -> Reading:
    return read(gazetteer, STRIKES)


@pytest.fixture(scope="module")
def record(reading: Reading) -> Record:
    kept: Record = json.loads(json.dumps(reading_record(reading)))
    return kept


def test_what_is_told_here_is_read(record: Record) -> None:
    assert told(record) == [
        "airstrike Sarāvān IR 2024-01-18",
        "missile_strike Quetta PK 2024-01-16",
        "recall Islamabad PK 2024-01-17",
    ]


def test_every_promised_key_is_there(record: Record) -> None:
    assert record.keys() >= REPORT
    for one in record["incidents"]:
        assert one.keys() >= INCIDENT
        assert one["date"].keys() >= DATE
        assert one["where"].keys() >= WHERE
        for count in one["counts"]:
            assert count.keys() >= COUNT


def test_values_are_of_the_model_s_words(record: Record) -> None:
    for one in record["incidents"]:
        assert Kind(one["kind"])
        assert Precision(one["where"]["precision"])
        assert {Field(claim["field"]) for claim in one["claims"]} >= {Field.DATE, Field.LOCATION}
        for claim in one["claims"]:
            assert Modality(claim["modality"])
            assert Polarity(claim["polarity"])


def test_numbers_lie_within_their_bounds(record: Record) -> None:
    for one in record["incidents"]:
        assert 0 <= one["confidence"] <= 1
        where = one["where"]
        assert -180 <= where["lon"] <= 180
        assert -90 <= where["lat"] <= 90
        assert where["radius_m"] > 0
        for count in one["counts"]:
            assert count["low"] >= 0
            assert count["high"] is None or count["high"] >= count["low"]


def test_countries_are_iso_codes(record: Record) -> None:
    for one in record["incidents"]:
        for code in (one["origin_country"], one["target_country"], one["where"]["country"]):
            assert code is None or CODE.fullmatch(code)
    sides = {
        one["kind"]: (one["origin_country"], one["target_country"]) for one in record["incidents"]
    }
    assert sides == {
        "missile_strike": ("IR", "PK"),
        "airstrike": ("PK", "IR"),
        "recall": ("PK", "IR"),
    }


def test_dates_are_instants_in_utc(record: Record) -> None:
    for one in record["incidents"]:
        start, end = (datetime.fromisoformat(one["date"][bound]) for bound in ("start", "end"))
        assert start < end
        assert one["date"]["start"].endswith("Z")
        assert one["date"]["start"][:10] == one["date"]["edtf"]


def test_a_count_says_who_counts_and_quotes_its_sentence(reading: Reading, record: Record) -> None:
    text = reading.texts[0].text
    counts = list(chain.from_iterable(one["counts"] for one in record["incidents"]))
    assert counts
    for count in counts:
        assert text[count["start"] : count["end"]] == count["quote"]
        assert count["text"] in count["quote"]
        assert count["claimant"]
    air = next(one for one in record["incidents"] if one["kind"] == "airstrike")
    assert tolls(air) == ["killed 9 by The governor"]


def test_claims_are_those_of_the_drafts(reading: Reading, record: Record) -> None:
    for draft, one in zip(reading.drafts, record["incidents"], strict=True):
        assert [claim["id"] for claim in one["claims"]] == [c.id for c in draft.dossier.claims]
        for claim in one["claims"]:
            assert claim["incident"] == one["id"]
            assert claim["claimant"]
            citation = claim["citation"]
            assert citation["sha256"] == text_sha256(reading.texts[0].text)
            start, end = citation.get("start", 0), citation["end"]
            assert reading.texts[0].text[start:end] == citation["quote"]


def test_links_name_incidents_that_are_there(record: Record) -> None:
    ids = {one["id"] for one in record["incidents"]}
    assert record["links"]
    for link in record["links"]:
        assert {link["from"], link["to"]} <= ids
        assert link["from"] != link["to"]
        assert LinkType(link["type"])
        assert link["quote"]


def test_every_link_is_found(record: Record) -> None:
    kinds = {one["id"]: one["kind"] for one in record["incidents"]}
    assert {(kinds[link["from"]], link["type"], kinds[link["to"]]) for link in record["links"]} == {
        ("airstrike", "retaliation_for", "missile_strike"),
        ("recall", "response_to", "missile_strike"),
    }


def test_the_source_says_what_it_is(record: Record) -> None:
    assert record["source"] == record["sources"][0]
    assert record["source"]["published"] == "2024-01-19"
    assert record["source"]["title"] == "Strikes across the border"
    assert all(one["sources"] == [record["source"]["id"]] for one in record["incidents"])
    assert {one["independent_sources"] for one in record["incidents"]} == {1}


def test_nothing_read_is_still_a_record() -> None:
    empty = reading_record(Reading(drafts=(), sources=(), texts=()))
    assert empty == {"source": None, "sources": [], "incidents": [], "links": []}


def test_a_report_without_incidents_has_its_source(gazetteer: Gazetteer) -> None:
    record = record_of(gazetteer, "The market in Quetta opened on Monday and sold bread and rice.")
    assert record["incidents"] == record["links"] == []
    assert record["source"]["id"]


def test_without_a_day_of_publication_the_date_is_null(gazetteer: Gazetteer) -> None:
    record = record_of(gazetteer, "A bomb exploded in Quetta on Monday.", published=None)
    assert told(record) == ["bombing Quetta PK undated"]
    assert record["incidents"][0]["date"] is None


def test_an_open_number_has_no_high(gazetteer: Gazetteer) -> None:
    text = "A bomb exploded in Quetta on Monday, killing at least twelve people."
    (count,) = record_of(gazetteer, text)["incidents"][0]["counts"]
    assert (count["effect"], count["low"], count["high"]) == ("killed", 12, None)


def test_differing_claims_are_named(gazetteer: Gazetteer) -> None:
    text = (
        "Missiles hit the city of Erbil on Monday. The governor said four people were killed. "
        "The health ministry said six people were killed."
    )
    (one,) = record_of(gazetteer, text)["incidents"]
    assert one["differing"] == ["killed"]
    assert tolls(one) == ["killed 4 by The governor", "killed 6 by The health ministry"]
