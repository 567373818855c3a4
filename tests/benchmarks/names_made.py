"""Names for the benchmark, real ones first and then made ones, and questions about them.

A made name is the beginning of one real name and the end of another of the same script and
length, so that lengths, scripts and letters are as in the real ones. All names differ once folded.
They stand in a file, in an order drawn once: the first 200,000 are real, and so are most of the
first million.
"""

from __future__ import annotations

import random
import sqlite3
import unicodedata
from collections import defaultdict
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import OSA

from gazetteer.build import PLACES
from gazetteer.names import fold, skeleton_of, slips_allowed
from gazetteer.place import FeatureClass, Place, settlement_radius_m
from gazetteer.sources.entry import Entry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

__all__ = ["Question", "entries", "questions", "read_names", "write_names"]

SEED = 20240118
_REAL = "SELECT folded, country, min(place) FROM names WHERE length(folded) > 1 GROUP BY folded"
_ARABIC = "ARABIC"
_VOWELS = ("aeiy", "ou")
_PEOPLED = 0.5
_DRAWN = 60_000
_TRIES = 20


class Question(NamedTuple):
    """What is asked, the name that is meant, and the country of its place."""

    text: str
    meant: str
    country: str


def write_names(index: Path, path: Path, count: int) -> None:
    """Write names with their countries to a file, a line each."""
    rng = random.Random(SEED)  # noqa: S311 - no secret
    with sqlite3.connect(index / PLACES) as db:
        real = sorted((name, country or "") for name, country, _ in db.execute(_REAL))
    rng.shuffle(real)
    with path.open("w", encoding="utf-8") as file:
        for name, country in islice(_with_made(real, rng), count):
            file.write(f"{name}\t{country}\n")


def _with_made(real: list[tuple[str, str]], rng: random.Random) -> Iterator[tuple[str, str]]:
    """Yield the real names, then made ones without end."""
    yield from real
    alike: dict[tuple[str, str, int], list[str]] = defaultdict(list)
    for name, _ in real:
        alike[_script(name[0]), _script(name[-1]), len(name)].append(name)
    known = {name for name, _ in real}
    while True:
        name, country = real[int(rng.random() * len(real))]
        others = alike[_script(name[0]), _script(name[-1]), len(name)]
        cut = 1 + int(rng.random() * (len(name) - 1))
        made = name[:cut] + others[int(rng.random() * len(others))][cut:]
        if made not in known and fold(made) == made:
            known.add(made)
            yield made, country


@cache
def _script(letter: str) -> str:
    """The script of a letter, by the first word of its Unicode name."""
    return unicodedata.name(letter, "").partition(" ")[0]


def read_names(path: Path, count: int) -> Iterator[tuple[str, str]]:
    """Read the first names, with the country of the place that they are given to."""
    with path.open(encoding="utf-8") as file:
        home = ""
        for number, line in enumerate(islice(file, count)):
            name, _, country = line.rstrip("\n").partition("\t")
            home = home if number % 2 else country
            yield name, home


def entries(path: Path, count: int) -> Iterator[Entry]:
    """Give the first names to places, two to each, the second as an alternate."""
    rng = random.Random(SEED)  # noqa: S311 - no secret
    source = read_names(path, count)
    for number, ((name, country), (other, _)) in enumerate(zip(source, source, strict=True)):
        people = int(100 * rng.paretovariate(1)) if rng.random() < _PEOPLED else None
        place = Place(
            id=f"geonames:{number}",
            name=name,
            country=country or None,
            feature_class=FeatureClass.SETTLEMENT,
            feature_code="PPL",
            lon=rng.uniform(-180, 180),
            lat=rng.uniform(-60, 75),
            population=people,
            radius_m=settlement_radius_m(people),
            source="made",
        )
        yield Entry(place=place, alternates=(other,))


def questions(path: Path, count: int, many: int, some: int) -> dict[str, list[Question]]:
    """Draw questions: so many of whole names, and so many of each other kind."""
    rng = random.Random(SEED + count)  # noqa: S311 - no secret
    wanted = frozenset(rng.sample(range(count), min(count, _DRAWN)))
    drawn = [
        (Question(name, name, country), number % 2 == 0)
        for number, (name, country) in enumerate(read_names(path, count))
        if number in wanted
    ]
    rng.shuffle(drawn)
    letters: dict[str, list[str]] = defaultdict(list)
    for asked, _ in drawn:
        letters[_script(asked.meant[0])] += asked.meant.replace(" ", "")

    def slips(number: int) -> Callable[[str], str | None]:
        return lambda name: _misspelt(name, number, rng, letters[_script(name[0])])

    every = [asked for asked, _ in drawn]
    arabic = [asked for asked in every if _script(asked.meant[0]) == _ARABIC]
    main = [asked for asked, is_main in drawn if is_main]
    return {
        "whole": every[:many],
        "absent": _absent(_changed(every, slips(2), 2 * many), path, count)[:many],
        **{f"beginning of {n}": _changed(every, _start(n), some) for n in (2, 3, 5)},
        "one slip": _changed(every, slips(1), some),
        "two slips": _changed(every, slips(2), some),
        "one slip, Arabic": _changed(arabic, slips(1), some),
        "two slips, Arabic": _changed(arabic, slips(2), some),
        "romanised": _changed(main, lambda name: _romanised(name, rng), some),
    }


def _changed(
    asked: Iterable[Question], change: Callable[[str], str | None], count: int
) -> list[Question]:
    """Ask for the same names by other texts, passing over those that cannot be changed so."""
    texts = ((one, change(one.meant)) for one in asked)
    return list(islice((one._replace(text=text) for one, text in texts if text), count))


def _start(letters: int) -> Callable[[str], str | None]:
    """Cut a name to its first letters, where that leaves something out."""
    return lambda name: name[:letters] if fold(name[:letters]) == name[:letters] != name else None


def _misspelt(name: str, slips: int, rng: random.Random, letters: list[str]) -> str | None:
    """Put so many slips anywhere into a name; None where it is too short or too long for them."""
    for _ in range(_TRIES):
        wrong = name
        for _ in range(slips):
            wrong = _slip(wrong, rng, letters)
        if slips_allowed(wrong) < slips or fold(wrong) != wrong:
            continue
        if OSA.distance(name, wrong) == slips:
            return wrong
    return None


def _slip(name: str, rng: random.Random, letters: list[str]) -> str:
    """Leave a letter out, put one in, change one or swap two."""
    at, letter = rng.randrange(len(name)), rng.choice(letters)
    return rng.choice(
        (
            name[:at] + name[at + 1 :],
            name[:at] + letter + name[at:],
            name[:at] + letter + name[at + 1 :],
            name[:at] + name[at : at + 2][::-1] + name[at + 2 :],
        )
    ) or letter  # fmt: skip


def _romanised(name: str, rng: random.Random) -> str | None:
    """Change vowels as another romanisation might; None where there are none or it is not Latin."""
    if not name.isascii():
        return None
    kinds = {vowel: kind for kind in _VOWELS for vowel in kind}
    other = "".join(
        rng.choice(kinds[letter]) if letter in kinds and rng.random() < 1 / 2 else letter
        for letter in name
    )
    same = other != name == fold(name) and fold(other) == other
    return other if same and skeleton_of(other) == skeleton_of(name) else None


def _absent(asked: list[Question], path: Path, count: int) -> list[Question]:
    """Keep the texts that are no name."""
    texts = {one.text for one in asked}
    texts.difference_update(name for name, _ in read_names(path, count))
    return [one for one in asked if one.text in texts]
