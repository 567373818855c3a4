"""Columns as bytes, read back by the page itself and by a reader written for these tests."""

from __future__ import annotations

import itertools
import zlib
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maps._deltas import with_deltas
from maps.table import Numbers, Table, Texts, pack, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maps.table import Column

WHOLE = st.integers(-(10**9), 10**9)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


def unpacked(spec: dict[str, Any], data: bytes, rows: int) -> list[int | None]:
    """Whole numbers as `assets/table.js` reads them."""
    planes = np.frombuffer(data, np.uint8, spec["width"] * rows, spec["at"]).reshape(-1, rows)
    shifts = 8 * np.arange(spec["width"])[:, None]
    values = (planes.astype(np.int64) << shifts).sum(axis=0).tolist()
    before, out = 0, []
    for value in values:
        if spec["delta"]:
            before += (value >> 1) ^ -(value & 1)
        given = before if spec["delta"] else value
        out.append(None if spec["missing"] and given == 0 else given + spec["low"])
    return [v if v is None or not spec["missing"] else v - 1 for v in out]


def packed(column: Column, rows: int) -> tuple[dict[str, Any], bytes, bytes]:
    made = pack({"one": Table(rows, {"column": column})})
    return made.spec["one"]["columns"]["column"], made.numbers, made.texts


@given(st.lists(st.none() | WHOLE, min_size=1, max_size=50))
def test_numbers_come_back(values: list[int | None]) -> None:
    spec, numbers, _ = packed(Numbers.of(values), len(values))
    assert unpacked(spec, numbers, len(values)) == values


@given(st.lists(st.none() | TEXT, min_size=1, max_size=50))
def test_words_come_back(values: list[str | None]) -> None:
    spec, numbers, _ = packed(words_of(values), len(values))
    codes = unpacked(spec, numbers, len(values))
    assert [None if code is None else spec["values"][code] for code in codes] == values


@given(st.lists(st.none() | TEXT, min_size=1, max_size=50))
def test_texts_come_back(values: Sequence[str | None]) -> None:
    spec, _, texts = packed(Texts(values), len(values))
    lengths = unpacked(spec["lengths"], texts, len(values))
    ends = np.cumsum([spec["at"], *lengths])
    found = [texts[a:b].decode() for a, b in itertools.pairwise(ends)]
    assert found == [value or "" for value in values]


def test_decimals_are_kept_as_told() -> None:
    column = Numbers.of([62.33421, None, -0.5], per_unit=100_000)
    assert column.values.tolist() == [6233421, 0, -50000]


def test_numbers_that_rise_take_little_room() -> None:
    rising = Numbers(np.arange(10_000, dtype=np.int64) * 7 + 10**6)
    spec, numbers, _ = packed(rising, 10_000)
    assert spec["delta"]
    assert len(zlib.compress(numbers)) < 300


def test_an_empty_table_packs() -> None:
    made = pack({"none": Table(0, {"a": Numbers.of([]), "b": words_of([]), "c": Texts([])})})
    assert made.numbers + made.texts == b""


def test_half_a_character_becomes_the_sign_for_it() -> None:
    _, _, texts = packed(Texts(["\ud800 alone"]), 1)
    assert texts[1:].decode() == "\ufffd alone"


@pytest.mark.parametrize(
    ("geometry", "steps"),
    [
        ({"type": "Point", "coordinates": [62.334, 27.371]}, [62334, 27371]),
        ({"type": "LineString", "coordinates": [[1, 2], [1.5, 2.25]]}, [1000, 2000, 500, 250]),
        (
            {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [0, 0]]]},
            [[0, 0, 1000, 0, -1000, 0]],
        ),
        ({"type": "MultiPolygon", "coordinates": []}, []),
    ],
)
def test_geometries_travel_as_steps(geometry: dict[str, Any], steps: list[Any]) -> None:
    found = with_deltas({"inside": [geometry]})["inside"][0]
    assert found == {"type": geometry["type"], "per_degree": 1000, "steps": steps}


def test_a_fine_geometry_stays_fine() -> None:
    fine = with_deltas({"type": "LineString", "coordinates": [[1.00001, 2], [1, 2]]})
    assert (fine["per_degree"], fine["steps"]) == (100_000, [100001, 200000, -1, 0])


def test_what_is_no_geometry_is_left_alone() -> None:
    value = {"type": {"type": "words"}, "list": [1, "a", None, {"type": "Point"}]}
    assert with_deltas(value) == value
