"""Our index as the benchmark of names measures it. A size of 0 is the default data."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from tests.benchmarks.measuring import Operation, Report, memory, peaks, size_mb, timed
from tests.benchmarks.names_made import Question, entries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from gazetteer.index import Gazetteer
    from gazetteer.place import Candidate
    from gazetteer.spellings import Spelling

__all__ = [
    "ask", "ask_default", "build", "index_in", "names_in", "open_first", "questions_at",
    "questions_in",
]  # fmt: skip

SEED_NAMES = (
    "Saravan", "Panjgur", "Kerman", "Erbil", "Baghdad", "Idlib", "Islamabad", "Tehran", "Quetta",
    "Zahedan", "Chabahar", "Rask", "Damascus", "Paris", "Springfield", "San Jose", "Kandahar",
    "سراوان", "أربيل", "کوئٹہ",
)  # fmt: skip
_ROUNDS = 50
_ALL = 10**6


def names_in(folder: Path) -> Path:
    """The file of names."""
    return folder / "names.tsv"


def questions_in(folder: Path, size: int) -> Path:
    """The file of questions about so many names."""
    return folder / f"{size}-questions.json"


def index_in(folder: Path, size: int) -> Path:
    """The index of so many names."""
    return folder / f"{size}.index"


def questions_at(folder: Path, size: int) -> dict[str, list[Question]]:
    """Read the questions about so many names."""
    raw = questions_in(folder, size).read_bytes()
    return msgspec.json.decode(raw, type=dict[str, list[Question]])


def build(folder: Path, size: int) -> Report:
    """Build it."""
    from gazetteer.build import build

    made = entries(names_in(folder), size) if size else None
    path = index_in(folder, size)
    start = time.perf_counter()
    build(path, entries=made)
    seconds = time.perf_counter() - start
    return Report({"build, s": seconds, "disk, MB": size_mb(path), **peaks()})


def open_first(folder: Path, size: int) -> Report:
    """Open it for the first time in a process; imports are not counted."""
    from gazetteer.index import Gazetteer

    start = time.perf_counter()
    with Gazetteer.open(index_in(folder, size)):
        return Report({"open, ms": 1e3 * (time.perf_counter() - start)})


def ask(folder: Path, size: int) -> Report:
    """Ask it every question."""
    from gazetteer.index import Gazetteer

    asked = questions_at(folder, size)
    with Gazetteer.open(index_in(folder, size)) as gazetteer:
        before = memory(" when opened")
        rows = timed([*_exact(gazetteer, asked), *_loose(gazetteer, asked)])
        return Report({**before, **memory()}, rows)


def _exact(gazetteer: Gazetteer, asked: dict[str, list[Question]]) -> Iterator[Operation]:
    """Ask for whole names."""
    numbers, search, whole = gazetteer.numbers, gazetteer.search, asked["whole"]
    for name in ("exact", "exact, asked again"):
        yield Operation(name, lambda one: numbers(one.text), whole, lambda _, found: bool(found))
    yield Operation(
        "exact, absent", lambda one: numbers(one.text), asked["absent"], lambda _, found: not found
    )
    yield Operation(
        "search, that name, 1",
        lambda one: search(one.text, limit=1, prefix=False, fuzzy=False),
        whole,
        _is_matched,
    )


def _loose(gazetteer: Gazetteer, asked: dict[str, list[Question]]) -> Iterator[Operation]:
    """Ask for beginnings and slips, in the world and in the country of the place."""
    search = gazetteer.search
    for kind in [kind for kind in asked if kind.startswith("beginning")]:
        yield Operation(kind, lambda one: search(one.text, fuzzy=False), asked[kind])
        yield Operation(
            f"{kind}, in its country",
            lambda one: search(one.text, country=one.country or None, fuzzy=False),
            asked[kind],
        )
    for kind in [kind for kind in asked if "slip" in kind or kind == "romanised"]:
        yield Operation(kind, lambda one: search(one.text), asked[kind], _is_matched)
        yield Operation(
            f"{kind}, in its country",
            lambda one: search(one.text, country=one.country or None),
            asked[kind],
            _is_matched,
        )
    spellings = gazetteer._loosely()  # noqa: SLF001 - a search gives ten answers at most
    close = partial(spellings.close_to, country=None, limit=_ALL)
    for slips, start in enumerate(("one", "two"), start=1):
        for kind in [kind for kind in asked if kind.startswith(start)]:
            yield Operation(
                f"{kind}, all answers", partial(_close, close, slips), asked[kind], _is_spelt
            )


def _close(close: Callable[..., list[Spelling]], slips: int, one: Question) -> list[Spelling]:
    """Ask for everything so many slips away."""
    return close(one.text, slips=slips)


def _is_spelt(one: Question, found: list[Spelling]) -> bool:
    """Tell whether the name that is meant is among the spellings."""
    return any(spelling.folded == one.meant for spelling in found)


def _is_matched(one: Question, found: list[Candidate]) -> bool:
    """Tell whether a candidate bears the name that is meant."""
    return any(candidate.matched == one.meant for candidate in found)


def ask_default(folder: Path, size: int) -> Report:
    """Ask the index of the default data."""
    from gazetteer.index import Gazetteer

    names = SEED_NAMES * _ROUNDS
    starts = [name[:4] for name in names]
    slips = [name[0] + name[2] + name[1] + name[3:] for name in names if len(name) > 4]
    points = [(60.0 + step, 20.0 + step) for step in range(20)] * _ROUNDS
    with Gazetteer.open(index_in(folder, size)) as gazetteer:
        search = gazetteer.search
        rows = timed(
            [
                Operation("search, first only", lambda name: search(name, limit=1), names),
                Operation("search, of that name", lambda name: search(name, fuzzy=False), names),
                Operation("search", search, names),
                Operation("search, beginning of 4", search, starts),
                Operation("search, two letters swapped", search, slips),
                Operation("resolve", gazetteer.resolve, names),
                Operation("nearest", lambda point: gazetteer.nearest(*point), points),
                Operation(
                    "within 36 x 18 degrees, 30",
                    lambda _: gazetteer.within(34, 22, 70, 40, limit=30),
                    points,
                ),
            ]
        )
        return Report(memory(), rows)
