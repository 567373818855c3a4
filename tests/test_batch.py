"""Many places in one run, a JSON object a line."""

from __future__ import annotations

import json
import tracemalloc
from typing import TYPE_CHECKING, Any

import pytest

from gazetteer.batch import country_code, locate_lines
from gazetteer.errors import DataError
from gazetteer.place import Precision

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazetteer.index import Gazetteer


def located(gazetteer: Gazetteer, *lines: dict[str, Any]) -> list[dict[str, Any]]:
    return list(locate_lines(gazetteer, map(json.dumps, lines), name="in.jsonl"))


def test_a_record_has_what_programs_count_on(gazetteer: Gazetteer) -> None:
    [record] = located(gazetteer, {"id": "a", "text": "Saravan", "country": "IR"})
    assert list(record)[:4] == ["id", "place", "confidence", "candidates"]
    assert record["id"] == "a"
    assert record["place"] == {
        "id": "geonames:1159713",
        "name": "Sarāvān",
        "country": "IR",
        "admin1": "Sistan and Baluchestan",
        "lon": pytest.approx(62.33, abs=0.01),
        "lat": pytest.approx(27.37, abs=0.01),
        "feature_code": "PPL",
        "population": 60014,
    }
    assert 0 < record["confidence"] <= 1
    assert record["candidates"] > 1
    assert (record["precision"], record["radius_m"]) == ("settlement", 5000.0)
    assert record["why"]


def test_lines_are_answered_in_their_order(gazetteer: Gazetteer) -> None:
    within = ["Idlib governorate", None, "Ariha district"]
    records = located(
        gazetteer,
        {"id": 2, "text": "Homs town", "country": "sy", "within": ["Homs governorate"]},
        {"id": 1, "text": "Blorp village", "country": "Syria", "within": within, "year": 2013},
        {"id": 2, "text": "Homs town", "country": "سوريا", "within": None},
        {"id": 3, "text": "Blorp", "country": None},
    )
    assert [record["id"] for record in records] == [2, 1, 2, 3]
    places = [record["place"] and record["place"]["id"] for record in records]
    assert places == ["geonames:169577", "geonames:172994", "geonames:169577", None]
    assert records[1]["precision"] == Precision.ADM2
    assert records[1]["confidence"] < records[0]["confidence"]
    assert (records[3]["confidence"], records[3]["precision"]) == (0, None)
    assert records[0]["place"] == records[2]["place"]
    for record in records:
        assert 0 <= record["confidence"] <= 1
        assert json.loads(json.dumps(record)) == record


def test_a_line_is_read_only_when_its_turn_comes(gazetteer: Gazetteer) -> None:
    read = 0

    def lines() -> Iterator[str]:
        nonlocal read
        for read in range(1, 100):
            yield json.dumps({"id": read, "text": "Erbil"})

    records = locate_lines(gazetteer, lines(), name="x")
    next(records)
    assert next(records)["id"] == read == 2


def test_memory_does_not_grow_with_the_lines(gazetteer: Gazetteer) -> None:
    lines = (json.dumps({"id": n, "text": f"Erbil {n % 7}"}) for n in range(30_000))
    for number, _ in enumerate(locate_lines(gazetteer, lines, name="x")):
        if number == 100:
            tracemalloc.start()
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert number == 29_999
    assert kept < 500_000


def test_bytes_a_byte_order_mark_and_empty_lines(gazetteer: Gazetteer) -> None:
    lines = ['\ufeff{"id": 1, "text": "Erbil"}\n', "\n", '  {"id": 2, "text": "أربيل"}\r\n']
    expected = list(locate_lines(gazetteer, lines, name="x"))
    assert [record["id"] for record in expected] == [1, 2]
    assert expected[0]["place"] == expected[1]["place"] != None  # noqa: E711 - both and not None
    given = [line.encode() for line in lines]
    assert list(locate_lines(gazetteer, given, name="x")) == expected


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", ["no JSON"]),
        (b'{"id": 1, "text": "\xff"}', ["no JSON"]),
        ("[1]", ["no JSON object"]),
        ('"Saravan"', ["Saravan", "no JSON object"]),
        ('{"id": 1}', ["text is missing"]),
        ('{"text": "Saravan"}', ["id is missing"]),
        ('{"id": 1, "text": null}', ["text is None", "wanted text"]),
        ('{"id": true, "text": "x"}', ["id is True", "whole number"]),
        ('{"id": 1, "text": 5}', ["text is 5"]),
        ('{"id": 1, "text": "x", "country": 98}', ["country is 98"]),
        ('{"id": 1, "text": "x", "country": "QQ"}', ["'QQ'", "alpha-2"]),
        ('{"id": 1, "text": "x", "country": "Blorpistan"}', ["Blorpistan"]),
        ('{"id": 1, "text": "x", "within": "Idlib"}', ["within is 'Idlib'", "list"]),
        ('{"id": 1, "text": "x", "within": [1]}', ["within is [1]"]),
        ('{"id": 1, "text": "x", "within": [' + ",".join(['"y"'] * 99) + "]}", ["99 names"]),
    ],
)
def test_a_line_that_cannot_be_read_is_named_and_ends_the_run(
    gazetteer: Gazetteer, line: str | bytes, words: list[str]
) -> None:
    good = '{"id": 0, "text": "Erbil"}'
    records = locate_lines(gazetteer, [good, "", line, good], name="in.jsonl")
    assert next(records)["id"] == 0
    with pytest.raises(DataError, match=r"in\.jsonl, line 3") as caught:
        next(records)
    assert caught.value.line == 3
    for word in words:
        assert word in str(caught.value)
    assert len(str(caught.value)) < 250


@pytest.mark.parametrize(
    ("country", "code"),
    [("IR", "IR"), (" pk ", "PK"), ("Iran", "IR"), ("ایران", "IR"), ("Türkiye", "TR"),
     ("Zz", None), ("Kerman", None), ("", None)],
)  # fmt: skip
def test_countries_by_code_and_by_name(
    gazetteer: Gazetteer, country: str, code: str | None
) -> None:
    assert country_code(gazetteer, country) == code
