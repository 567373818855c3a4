"""The gazetteer with 274,074 settlements of five countries added, as a user adds them."""

from __future__ import annotations

import gzip
import random
from typing import TYPE_CHECKING, NamedTuple

import pytest

from gazetteer.index import Gazetteer
from gazetteer.names import fold
from gazetteer.sources.adding import add_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Village(NamedTuple):
    id: str
    name: str
    country: str
    names: tuple[str, ...]


@pytest.fixture(scope="module")
def tables(shared: Path) -> list[Path]:
    return sorted((shared / "data" / "gazetteer").glob("wof_*.tsv.gz"))


@pytest.fixture(scope="module")
def rows(tables: list[Path]) -> list[Village]:
    found = []
    for table in tables:
        with gzip.open(table, "rt", encoding="utf-8") as lines:
            for line in lines:
                key, name, country, _, _, _, _, alternates = line.rstrip("\n").split("\t")
                names = tuple(filter(None, (name, *alternates.split("|"))))
                stem = table.name.removesuffix(".tsv.gz")
                place_id = f"{stem if int(key) < 0 else 'geonames'}:{key.lstrip('-')}"
                found.append(Village(place_id, names[0], country, names))
    assert len(found) == 274_074
    return found


@pytest.fixture(scope="module")
def with_villages(
    tables: list[Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Gazetteer]:
    """The default gazetteer and the five tables; built once into the user's cache."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INCIDENTMAP_DATA", str(tmp_path_factory.mktemp("data")))
        for table in tables:
            add_file(table)
        with Gazetteer.open() as opened:
            yield opened


def test_every_row_is_found_by_each_of_its_names(
    with_villages: Gazetteer, rows: list[Village]
) -> None:
    known: dict[int, str] = {}
    lost = []
    for row in rows:
        for name in row.names:
            numbers = with_villages.numbers(fold(name))
            for number in numbers:
                if number not in known:
                    known[number] = with_villages.place(number).id
            if row.id not in {known[number] for number in numbers}:
                lost.append((row, name))
    assert not lost


def test_a_search_finds_what_the_names_lead_to(
    with_villages: Gazetteer, rows: list[Village]
) -> None:
    rng = random.Random(3)  # noqa: S311 - no secret
    for row in rng.sample(rows, 500):
        for name in row.names:
            found = with_villages.search(
                name, country=row.country, limit=1_000, prefix=False, fuzzy=False
            )
            ours = [c for c in found if c.place.id == row.id]
            assert ours, (row, name)
            assert ours[0].how in {"exact", "folded"}
            assert ours[0].place.country == row.country


def misspelt(name: str, rng: random.Random) -> str:
    at, letter = rng.randrange(len(name)), rng.choice(LETTERS)
    before = min(at, max(0, len(name) - 2))
    return rng.choice(
        [
            name[:at] + name[at + 1 :] or letter,
            name[:at] + letter + name[at:],
            name[:at] + letter + name[at + 1 :],
            name[:before] + name[before : before + 2][::-1] + name[before + 2 :],
        ]
    )


def test_a_misspelt_name_is_among_the_first_ten(
    with_villages: Gazetteer, rows: list[Village]
) -> None:
    """Of rows that share their name with more than ten others only some can be among ten."""
    rng = random.Random(8)  # noqa: S311 - no secret
    sample = rng.sample(rows, 2_000)
    names_found = rows_found = 0
    for row in sample:
        answers = with_villages.search(misspelt(row.name, rng), country=row.country, limit=10)
        rows_found += row.id in {candidate.place.id for candidate in answers}
        names_found += fold(row.name) in {
            fold(name) for c in answers for name in (c.place.name, c.matched)
        }
    assert names_found >= 0.95 * len(sample)
    assert rows_found >= 0.90 * len(sample)


def test_added_places_know_their_division(with_villages: Gazetteer) -> None:
    with_village = with_villages.get("geonames:7051015")  # in no package, 0.3 km from the border
    assert (with_village.name, with_village.country) == ("Sham` Sar", "IR")
    assert (with_village.admin1_code, with_village.admin1) == ("04", "Sistan and Baluchestan")
    merged = with_villages.get("geonames:95446")
    assert (merged.source, merged.feature_code) == ("geonames", "PPL")
    assert merged.admin1_code is not None
