"""Incidents from plain columns: the scene, its order, its marks, and what is refused."""

import zlib
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maps._deflate import deflated
from maps._order import alike, morton
from maps.columns import tables_of
from maps.errors import ColumnError
from maps.flat import flat_scene
from maps.layers import Scene
from maps.picture import write_picture
from maps.table import Numbers, Texts, Words
from maps.view import first_view
from tests.pages import sample_basemap

MADE = datetime(2024, 2, 1, tzinfo=UTC)
NAN = float("nan")


def columns(**changes: Any) -> dict[str, Any]:  # noqa: ANN401
    plain: dict[str, Any] = {
        "lon": [62.33, 44.01, NAN, 62.33],
        "lat": [27.37, 36.19, NAN, 27.37],
        "date": ["2024-01-18", "2024-01-15", "2024-01-10", "2024-01-17"],
        "kind": ["airstrike", "missile_strike", "arrests", "airstrike"],
        "title": ["d", "a", "n", "c"],
    }
    return {name: value for name, value in (plain | changes).items() if value is not None}


def scene(**changes: Any) -> Scene:  # noqa: ANN401
    return flat_scene(columns(**changes), title="T", made=MADE)


def column(made: Scene, name: str, table: str = "incidents") -> list[Any]:
    found = tables_of(made, {})[table].columns[name]
    if isinstance(found, Numbers):
        known = [True] * len(found.values) if found.known is None else found.known
        return [int(v) if k else None for v, k in zip(found.values, known, strict=True)]
    if isinstance(found, Words):
        return [None if code < 0 else found.values[code] for code in found.codes]
    assert isinstance(found, Texts)
    return list(found.values)


def test_rows_go_by_place_then_date_and_those_without_a_place_come_last() -> None:
    made = scene()
    assert column(made, "title") == ["a", "c", "d", "n"]
    assert column(made, "lon") == [4_401_000, 6_233_000, 6_233_000, None]
    assert column(made, "first") == [19_737, 19_739, 19_740, 19_732]
    assert made.bounds == first_view(made) == (44.01, 27.37, 62.33, 36.19)


def test_only_columns_that_were_given_are_there() -> None:
    made = tables_of(scene(), {})
    assert set(made) == {"incidents"}
    assert set(made["incidents"].columns) == {"lon", "lat", "first", "kind", "title"}


def test_arrays_and_lists_give_the_same() -> None:
    plain = columns(killed_low=[9, None, 0, 4], killed_high=[9, None, NAN, 6])
    arrays = {
        "lon": np.array(plain["lon"]),
        "lat": np.array(plain["lat"], dtype=np.float32).astype(float).round(5),
        "date": np.array(plain["date"], dtype="datetime64[D]"),
        "kind": np.array(plain["kind"]),
        "title": np.array(plain["title"], dtype=object),
        "killed_low": np.array([9, NAN, 0, 4]),
        "killed_high": np.array([9, NAN, NAN, 6]),
    }
    one, other = (flat_scene(given, title="T", made=MADE) for given in (plain, arrays))
    for name in tables_of(one, {})["incidents"].columns:
        assert column(one, name) == column(other, name), name
    assert column(one, "killed_high") == [None, 6, 9, None]


def test_vague_dates_keep_their_words_and_plain_ones_need_none() -> None:
    made = scene(date=["2024-01-18", "2024-01", None, "[2024-01-17,2024-01-18]"])
    assert column(made, "date_label") == ["January 2024", "17 or 18 January 2024", None, None]
    assert column(made, "date") == ["2024-01", "[2024-01-17,2024-01-18]", None, None]
    assert column(made, "first") == [19_723, 19_739, 19_740, None]
    assert column(made, "lasts") == [30, 1, 0, None]
    open_ended = scene(date=["../2024-01-18", "2024-01-15/..", None, None])
    assert column(open_ended, "first") == [19_737, None, 19_740, None]
    assert column(open_ended, "lasts") == [None, None, 0, None]
    assert open_ended.marks[0].end is None
    missing = scene(date=np.array(["2024-01-18", "NaT", "NaT", "NaT"], dtype="datetime64[s]"))
    assert column(missing, "first") == [None, None, 19_740, None]


def test_each_source_is_there_once() -> None:
    made = scene(
        publisher=["The Paper", "Wire", None, "The Paper"],
        headline=["One", "One", None, "One"],
        url=["https://x.example/1", None, "", "https://x.example/1"],
    )
    assert column(made, "source") == [0, 1, 1, None]
    assert column(made, "publisher", "sources") == ["Wire", "The Paper"]
    assert column(made, "title", "sources") == ["One", "One"]
    assert column(made, "url", "sources") == [None, "https://x.example/1"]


def test_a_mark_is_made_when_it_is_asked_for() -> None:
    made = scene(
        precision=["near", "settlement", None, "near"],
        radius_m=[25_000, 2_000, None, 25_000],
        perpetrator=["Pakistan", "Iran", None, "Pakistan"],
        killed_low=[9, 4, None, 2],
        killed_high=[9, None, None, 4],
        country=["IR", "IQ", "IR", "IR"],
        place=["Saravan, Iran", "Erbil, Iraq", "Iran", "Saravan, Iran"],
    )
    erbil, _, saravan, arrests = made.marks
    assert (erbil.title, erbil.exact, erbil.killed) == ("a", True, "4+")
    assert (erbil.kind_label, erbil.family) == ("Missile strike", "strike")
    assert (saravan.killed, saravan.perpetrator, saravan.country) == ("9", "Pakistan", "IR")
    assert saravan.precision_label == "near the place named (within 25 km)"
    assert (saravan.date, saravan.date_label) == ("2024-01-18", "18 January 2024")
    assert saravan.end == "2024-01-18T23:59:59+00:00"
    assert (saravan.lon, saravan.lat, saravan.exact) == (62.33, 27.37, False)
    assert (arrests.lon, arrests.place, arrests.killed) == (None, "Iran", None)
    assert made.marks[1].killed == "2-4"
    assert made.marks[-1] == arrests
    assert len(made.marks[1:]) == len(made.marks) - 1 == 3
    with pytest.raises(IndexError):
        made.marks[4]
    assert made.countries == {"IR", "IQ"}


def test_a_radius_widens_the_bounds_and_far_diplomacy_does_not_widen_the_view() -> None:
    made = scene(
        lon=[62.0, 44.0, NAN, -70.0],
        lat=[27.0, 36.0, NAN, 40.0],
        kind=["airstrike", "airstrike", "arrests", "talks"],
        radius_m=[111_195, 0, None, 0],
    )
    bounds, view = made.bounds, first_view(made)
    assert bounds is not None
    assert view is not None
    assert (bounds[0], bounds[3]) == (-70.0, 40.0)
    assert view[:1] + view[3:] == (44.0, 36.0)
    assert view[1] == pytest.approx(26.0)
    assert view[2] == pytest.approx(62 + 1 / np.cos(np.radians(27)))


def test_the_picture_draws_columns(tmp_path: Any) -> None:  # noqa: ANN401
    path = write_picture(scene(), sample_basemap(), tmp_path / "m.svg")
    assert "Missile strike" in path.read_text()


@pytest.mark.parametrize(
    ("changes", "name", "row", "words"),
    [
        ({"lat": [27, 91, NAN, 27]}, "lat", 1, "-90 to 90"),
        ({"lon": [62, 44, NAN, float("inf")]}, "lon", 3, "-180 to 180"),
        ({"lon": [62, 44, 10, 62]}, "lat", 2, "the other coordinate"),
        ({"lon": [62, "east", NAN, 62]}, "lon", 1, "'east' is not a number"),
        ({"kind": ["airstrike", "flood", "arrests", "talks"]}, "kind", 1, "'flood' is not known"),
        ({"kind": ["airstrike", 7, "arrests", "talks"]}, "kind", 1, "7 is not a text"),
        ({"kind": ["airstrike", None, "arrests", "talks"]}, "kind", 1, "it is empty"),
        ({"date": ["2024-01-18", "soon", None, None]}, "date", 1, "'soon' is not a date"),
        ({"date": ["2024-01-18", "2024-02-30", None, None]}, "date", 1, "no such day"),
        ({"killed_low": [1, 2.5, 3, 4]}, "killed_low", 1, "not a whole number"),
        ({"killed_low": [1, 2, -3, 4]}, "killed_low", 2, "not from 0"),
        ({"killed_low": [1, 2, 3, 3e9]}, "killed_low", 3, "not from 0"),
        (
            {"killed_low": [1, 2, 3, 4], "killed_high": [1, 1, 3, 4]},
            "killed_high",
            1,
            "1 is below killed_low, which is 2",
        ),
        ({"killed_high": [1, 1, 3, 4]}, "killed_high", None, "killed_low"),
        ({"precision": ["near", "far", None, None]}, "precision", 1, "'far' is not known"),
        ({"title": ["a", "b", "c"]}, "title", None, "3 rows"),
        ({"title": ["a", "b", 3, "d"]}, "title", 2, "3 is not a text"),
        ({"colour": ["a", "b", "c", "d"]}, "colour", None, "not known"),
        ({"kind": None}, "kind", None, "missing"),
        ({"lat": [[1], [2], [3], [4]]}, "lat", None, "dimensions"),
    ],
)
def test_what_cannot_be_drawn_is_refused_by_column_and_row(
    changes: dict[str, Any], name: str, row: int | None, words: str
) -> None:
    with pytest.raises(ColumnError, match=words) as refused:
        scene(**changes)
    assert (refused.value.column, refused.value.row) == (name, row)
    assert repr(name) in str(refused.value)


def test_no_incident_is_a_scene_too() -> None:
    made = flat_scene({"lon": [], "lat": [], "date": [], "kind": []}, title="T", made=MADE)
    assert (len(made.marks), made.bounds, first_view(made)) == (0, None, None)


@given(st.lists(st.sampled_from([0.0, 1.0, NAN]), min_size=1), st.data())
def test_rows_that_are_alike_share_a_sort(some: Sequence[float], data: st.DataObject) -> None:
    other = data.draw(st.lists(st.integers(0, 2), min_size=len(some), max_size=len(some)))
    first, sorts = alike(np.array(some), np.array(other))
    keys = [(str(a), b) for a, b in zip(some, other, strict=True)]
    assert [keys[first[sort]] for sort in sorts] == keys
    assert len(first) == len(set(keys))


def test_the_curve_keeps_neighbours_together() -> None:
    lon = np.array([62.0, -170.0, 62.0001, -170.0001])
    lat = np.array([27.0, -50.0, 27.0001, -50.0001])
    assert set(map(frozenset, np.argsort(morton(lon, lat)).reshape(2, 2).tolist())) == {
        frozenset({0, 2}),
        frozenset({1, 3}),
    }
    corners = morton(np.array([-180.0, 180.0, NAN]), np.array([-90.0, 90.0, NAN]))
    assert corners[0] < corners[1] < corners[2]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"short",
        b" ".join(b"incident %d" % (n * n % 7919) for n in range(300_000)),
        np.random.default_rng(1).integers(0, 9, 3_000_000).astype("<u2").tobytes(),
        np.random.default_rng(1).bytes(2_000_000),
    ],
    ids=["empty", "short", "text", "numbers", "noise"],
)
def test_what_is_deflated_in_pieces_reads_as_one_stream(data: bytes) -> None:
    packed = deflated(data)
    assert zlib.decompress(packed) == data
    assert packed == deflated(data)
    assert len(packed) <= len(zlib.compress(data, 6)) * 1.01 + 200
