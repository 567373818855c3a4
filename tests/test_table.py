"""Columns as bytes, read back by the page itself and by a reader written for these tests."""

from __future__ import annotations

import itertools
import re
import zlib
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maps._deltas import with_deltas
from maps._slugs import without_slugs
from maps._tokens import tokens_of
from maps.table import Numbers, Table, Texts, pack, words_of
from tests.pages import chromium

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


def untokened(spec: dict[str, Any], data: bytes) -> list[str]:
    """Texts as `assets/table.js` reads them from tokens."""
    ends = np.cumsum([spec["at"], spec["words"], spec["heads"], spec["tails"], spec["tails"]])
    words, heads, low, high = (data[a:b] for a, b in itertools.pairwise(ends))
    listed, tails = words.split(b"\0"), zip(low, high, strict=True)
    texts, text = [], b""
    for head in heads:
        if head == 0:
            texts.append(text[:-1].decode())
            text = b""
        elif head < 192:
            text += listed[head]
        else:
            first, second = next(tails)
            text += listed[192 + first + (second << 8) + ((head - 192) << 16)]
    return texts


def texts_of(column: Texts, titles: Texts | None = None) -> tuple[dict[str, Any], list[str]]:
    """What a column of texts becomes, and what a reader makes of it."""
    columns = {"column": column, **({"title": titles} if titles else {})}
    rows = len(column.values)
    made = pack({"one": Table(rows, columns)})
    spec = made.spec["one"]["columns"]["column"]
    if spec["type"] == "tokens":
        found = untokened(spec, made.texts)
    else:
        lengths = unpacked(spec["lengths"], made.texts, rows)
        ends = np.cumsum([spec["at"], *lengths])
        found = [made.texts[a:b].decode() for a, b in itertools.pairwise(ends)]
    if titles and "slugs_of" in spec:
        found = [spelled_out(*both) for both in zip(found, titles.values, strict=True)]
    return spec, found


def spelled_out(address: str, title: str | None) -> str:
    """An address with the words of its title, as `assets/table.js` puts them back."""
    words = re.findall("[a-z0-9]+", (title or "").lower())
    return re.sub(
        "[\ue000-\ue0ff]",
        lambda mark: "-".join(words[: ord(mark[0]) - 0xE000 or None]),
        address,
        count=1,
    )


@given(st.lists(st.none() | TEXT, min_size=1, max_size=50))
def test_texts_come_back(values: Sequence[str | None]) -> None:
    assert texts_of(Texts(values))[1] == [value or "" for value in values]


PIECES = st.sampled_from(
    ["a", "Saravan", "é", "سراوان", "日本", "\n", "\ue000", "\ufeff", *" /-.,:;"]
)


@given(st.lists(st.lists(PIECES | TEXT, max_size=8).map("".join), min_size=1, max_size=30))
def test_tokens_of_any_text_come_back(values: list[str]) -> None:
    tokens = tokens_of(values)
    if any("\0" in value for value in values):
        assert tokens is None
        return
    assert tokens is not None
    spec = {
        "at": 0,
        "words": len(tokens.words),
        "heads": len(tokens.heads),
        "tails": len(tokens.tails) // 2,
    }
    assert untokened(spec, tokens.words + tokens.heads + tokens.tails) == values


def test_many_different_words_come_back() -> None:
    values = [f"{number * 7919 % 70_001} at {number % 50_000}" for number in range(70_000)]
    spec, found = texts_of(Texts(values * 2))
    assert spec["type"] == "tokens"
    assert found == values * 2


@pytest.mark.parametrize("long", [1, 7, 8, 9, 16, 17, 62, 63, 64, 65, 128, 5000])
@pytest.mark.parametrize("letter", ["w", "é", "日", "🌍"])
def test_long_words_that_differ_at_the_end_come_back(long: int, letter: str) -> None:
    values = [f"{letter * long}{end}" for end in "abab"]
    assert texts_of(Texts(values * 500))[1] == values * 500


def test_words_that_share_a_hash_leave_texts_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("maps._tokens._MIXER", np.uint64(0))
    assert tokens_of(["some words", "other ones"]) is None


def test_few_texts_stay_plain() -> None:
    assert texts_of(Texts(["Strikes near the border", "Gunmen kill nine"]))[0]["type"] == "text"


def test_texts_that_use_words_again_far_apart_take_little_room_as_tokens() -> None:
    words = [f"w{number * 2654435761 % 10**9}" for number in range(5_000)]
    values = [f"{words[n * 31 % 5000]} near {words[n * 97 % 5000]}" for n in range(30_000)]
    spec, found = texts_of(Texts(values))
    made = pack({"one": Table(30_000, {"column": Texts(values)})})
    assert (spec["type"], found) == ("tokens", values)
    assert len(zlib.compress(made.texts, 9)) < len(zlib.compress("".join(values).encode(), 9)) / 2


HEADLINE = "Nine dead, Governor’s office says: 27 January"
SLUG = "nine-dead-governor-s-office-says-27-january"


@pytest.mark.parametrize(
    ("tail", "short"),
    [
        (SLUG, "\ue000"),
        (f"{SLUG}-8123", "\ue000-8123"),
        (f"{SLUG}.html?page=2", "\ue000.html?page=2"),
        ("nine-dead-governor", "\ue003"),
        ("nine-dead-governor-s-8123", "\ue004-8123"),
        ("nine-dead-governors-office", "nine-dead-governors-office"),
        ("nine-dead", "nine-dead"),
        ("Nine-Dead-Governor-s", "Nine-Dead-Governor-s"),
        ("", ""),
    ],
)
def test_an_address_that_spells_out_its_headline_is_shortened(tail: str, short: str) -> None:
    made = without_slugs([f"https://a.example/{tail}", SLUG], [HEADLINE] * 2)
    assert made == [f"https://a.example/{short}", "\ue000"]
    assert spelled_out(made[0], HEADLINE) == f"https://a.example/{tail}"


def test_no_address_is_shortened_where_one_holds_a_mark() -> None:
    assert without_slugs([SLUG, "\ue001"], [HEADLINE, HEADLINE]) is None


@given(st.lists(st.tuples(TEXT, TEXT, st.booleans()), min_size=1, max_size=20))
def test_addresses_come_back(rows: list[tuple[str, str, bool]]) -> None:
    titles = [f"{HEADLINE} {title}" for title, _, _ in rows]
    slugs = ["-".join(re.findall("[a-z0-9]+", title.lower())) for title in titles]
    links = [slug * told + rest for slug, (_, rest, told) in zip(slugs, rows, strict=True)]
    assert texts_of(Texts(links, "title"), Texts(titles))[1] == links


def test_the_page_reads_texts_back() -> None:
    titles = [
        f"{number % 60} dead in\nSaravan{number}: سراوان, 日本 {'🌍é' * (number % 90)} - "
        for number in range(3_000)
    ]
    titles[7], titles[8], titles[9] = "", " /-.,:;", "\ufeffa"
    slugs = ["-".join(re.findall("[a-z0-9]+", title.lower())) for title in titles]
    links = [f"https://a.example/{slug}-{row}" for row, slug in enumerate(slugs)]
    columns = {"title": Texts(titles), "url": Texts(links, "title")}
    made = pack({"one": Table(len(titles), columns)})
    spec = made.spec["one"]
    assert [column["type"] for column in spec["columns"].values()] == ["tokens", "tokens"]
    assert "slugs_of" in spec["columns"]["url"]
    script = (files("maps") / "assets" / "table.js").read_text(encoding="utf-8")
    with chromium() as browser:
        found = browser.new_page().evaluate(
            f"""([spec, bytes]) => {{
                {script}
                const table = new Table(spec, new Uint8Array());
                const before = table.text("title", 0);
                table.texts = new Uint8Array(bytes);
                const one = [0, 7, 2999].map((row) => table.text("url", row));
                return [before, one, table.all("title"), table.all("url")];
            }}""",
            [spec, list(made.texts)],
        )
    assert found == [None, [links[0], links[7], links[2999]], titles, links]


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
