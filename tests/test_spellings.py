from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from gazetteer.names import fold
from gazetteer.spellings import Spelling, Spellings, write

if TYPE_CHECKING:
    from pathlib import Path

    from gazetteer.index import Gazetteer

COUNTRIES = ["IR", "PK"]


def spellings(folder: Path, rows: list[tuple[str, str | None, int]]) -> Spellings:
    write(folder, sorted(rows, key=lambda row: row[0]), COUNTRIES)
    return Spellings(folder, COUNTRIES)


@pytest.fixture(scope="module")
def names(gazetteer: Gazetteer) -> list[str]:
    """Some thousand names in many scripts, with others of their kind around them."""
    places = gazetteer.within(44, 22, 75, 40, limit=3_000)
    written = {name for place in places for _, name in gazetteer.names(place.id)}
    return sorted({fold(name) for name in written} - {""})


@pytest.fixture(scope="module")
def many(names: list[str], tmp_path_factory: pytest.TempPathFactory) -> Spellings:
    rows: list[tuple[str, str | None, int]] = [
        (name, (None, *COUNTRIES)[number % 3], number) for number, name in enumerate(names)
    ]
    return spellings(tmp_path_factory.mktemp("many"), rows)


def misspelt(name: str, slips: int, rng: random.Random, letters: str) -> str:
    for _ in range(slips):
        at, letter = rng.randrange(len(name)), rng.choice(letters)
        swapped = name[:at] + name[at : at + 2][::-1] + name[at + 2 :]
        changed = name[:at] + letter + name[at + 1 :]
        name = rng.choice(
            [name[:at] + name[at + 1 :], name[:at] + letter + name[at:], swapped, changed]
        )
    return name


@pytest.mark.parametrize("slips", [1, 2])
def test_all_names_that_close_are_found_and_no_others(
    many: Spellings, names: list[str], slips: int
) -> None:
    rng = random.Random(slips)  # noqa: S311 - no secret
    long_enough = [name for name in names if 5 <= len(name) <= 60]
    for right in rng.sample(long_enough, 400):
        wrong = misspelt(right, slips, rng, "".join(sorted(set(right))) + "aesk")
        distances = {name: OSA.distance(wrong, name, score_cutoff=slips) for name in names}
        expected = {(name, far) for name, far in distances.items() if 0 < far <= slips}
        found = many.close_to(wrong, slips=slips, country=None, limit=10**6)
        assert {(one.folded, one.slips) for one in found} == expected, wrong


@given(
    st.lists(st.text("ab ا", min_size=4, max_size=9), min_size=1, max_size=30, unique=True),
    st.text("ab ا", min_size=4, max_size=9),
    st.integers(1, 2),
)
def test_names_of_few_letters_are_found_too(
    tmp_path_factory: pytest.TempPathFactory, others: list[str], asked: str, slips: int
) -> None:
    rows: list[tuple[str, str | None, int]] = [(name, None, n) for n, name in enumerate(others)]
    found = spellings(tmp_path_factory.mktemp("few"), rows).close_to(
        asked, slips=slips, country=None, limit=100
    )
    near = {name for name in others if 0 < OSA.distance(asked, name) <= slips}
    assert {spelling.folded for spelling in found} == near


@pytest.mark.parametrize("right", ["abcdefg", "abcdefgh", "abcdefghi", "abcdefghijklmnop"])
def test_two_swaps_are_found_wherever_they_fall(tmp_path: Path, right: str) -> None:
    known = spellings(tmp_path, [(right, "IR", 1)])
    for first in range(1, len(right) - 2):
        for second in range(first + 2, len(right)):
            letters = list(right)
            for at in (first, second):
                letters[at - 1 : at + 1] = letters[at], letters[at - 1]
            found = known.close_to("".join(letters), slips=2, country=None, limit=9)
            assert found == [Spelling(right, 1, 2)], letters


def test_a_slip_at_either_end_is_found_in_every_script(tmp_path: Path) -> None:
    names = ["rask", "راسک", "раск", "拉斯克", "ราสค"]
    known = spellings(tmp_path, [(name, "IR", number) for number, name in enumerate(names)])
    for number, name in enumerate(names):
        for wrong in (name[1:], name[:-1], name[1] + name[0] + name[2:], f"x{name}", f"{name}x"):
            found = known.close_to(wrong, slips=1, country=None, limit=9)
            assert found == [Spelling(name, number, 1)], wrong


def test_a_beginning_in_one_script_finds_no_other(tmp_path: Path) -> None:
    names = ["rask", "rasku", "раск", "拉斯克", "راسک", "sarawan e bala", "sarawan e payin"]
    known = spellings(tmp_path, [(name, None, number) for number, name in enumerate(names)])
    for start in ("ra", "ра", "拉", "را", "rasku", "sarawan e b", "r", "拉斯克x"):
        expected = [name for name in names if name.startswith(start) and name != start]
        found = known.beginning(start, country=None, limit=9)
        assert [one.folded for one in found] == expected, start


def test_the_fewest_slips_come_first_then_the_most_important(tmp_path: Path) -> None:
    known = spellings(
        tmp_path,
        [("saravan", "IR", 9), ("sarawan", "PK", 5), ("saruvan", "IR", 7), ("rask", None, 1)],
    )
    found = known.close_to("saraan", slips=2, country=None, limit=9)
    assert found == [
        Spelling("sarawan", 5, 1), Spelling("saravan", 9, 1), Spelling("saruvan", 7, 2),
    ]  # fmt: skip
    assert known.close_to("saraan", slips=2, country="IR", limit=1) == [Spelling("saravan", 9, 1)]
    assert known.close_to("saraan", slips=2, country="AF", limit=1) == []
    assert len(known) == 4


def test_what_begins_so_agrees_with_looking_at_all(many: Spellings, names: list[str]) -> None:
    rng = random.Random(4)  # noqa: S311 - no secret
    country = {name: (None, *COUNTRIES)[number % 3] for number, name in enumerate(names)}
    for name in rng.sample(names, 300):
        start = name[: rng.randint(1, 14)]
        for wanted in (None, "PK"):
            expected = [
                other
                for other in names
                if other.startswith(start) and other != start and wanted in {None, country[other]}
            ]
            found = [s.folded for s in many.beginning(start, country=wanted, limit=10**6)]
            assert found == expected, start  # numbered in the order of their names
            few = [s.folded for s in many.beginning(start, country=wanted, limit=3)]
            assert few == expected[:3], start


def test_one_name_in_two_countries_is_two_rows(tmp_path: Path) -> None:
    known = spellings(tmp_path, [("kerman", "IR", 1), ("kerman", "PK", 2)])
    for code, place in (("IR", 1), ("PK", 2)):
        assert known.close_to("kermn", slips=1, country=code, limit=9) == [
            Spelling("kerman", place, 1)
        ]
        assert known.beginning("ker", country=code, limit=9) == [Spelling("kerman", place, 0)]
