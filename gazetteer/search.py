"""From a name to candidates, from the strict to the loose.

Names that are the same come first, then other romanisations, then names that begin so, then names
with a slip or two. Each of the loose ways takes half of what room is left, if those after it can
fill the other half. Two slips are looked for only where one does not fill it.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from gazetteer.grid import great_circle_m
from gazetteer.names import (
    fold,
    plain,
    skeleton,
    slip_rank,
    slips_allowed,
    small_words_dropped,
    split_designator,
)
from gazetteer.place import Candidate, FeatureClass, How
from gazetteer.rows import COLUMNS, place_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable

    from gazetteer.spellings import Spellings

__all__ = ["Names", "Wanted", "search"]

_BY_NAME = f"""
SELECT n.place, n.name, n.alternate, {COLUMNS} FROM names n JOIN places p ON p.number = n.place
WHERE n.folded = :key
"""
_BY_SKELETON = f"""
SELECT n.place, n.name, 0, {COLUMNS} FROM variants n JOIN places p ON p.number = n.place
WHERE n.skeleton = :key
"""
_BOUND = 5000
_ROWS_A_CANDIDATE = 8
_VARIANTS_A_CANDIDATE = 20
_SPELLINGS_A_CANDIDATE = 2
_MORE_WHERE_NARROW = 2
_MIN_PREFIX = 2
_MIN_SKELETON = 3

_SCORES: dict[How, float] = {
    "exact": 1.0,
    "folded": 0.95,
    "variant": 0.8,
    "prefix": 0.6,
    "fuzzy": 0.5,
}
_WHY: dict[How, str] = {
    "exact": "it is called {name}",
    "folded": "it is called {name}, the same but for accents, script or small words",
    "variant": "it is called {name}, another spelling of the same sounds",
    "prefix": "its name {name} begins so",
    "fuzzy": "its name {name} is {slips} off",
}
_SLIPS = {1: "one letter", 2: "two letters"}
_NOT_MAIN = 0.03  # taken off where the name is not the main one
_SMALL_WORDS = 0.05  # taken off where more than accents differs
_SECOND_SLIP = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What narrows a search.

    Parameters
    ----------
    country
        ISO 3166-1 alpha-2, in capitals.
    admin1
        GeoNames code or name of a first-order division.
    feature_class
        The kind of place.
    near
        Longitude and latitude in degrees: the nearer of equals comes first.
    bbox
        West, south, east, north in degrees; across the antimeridian where west exceeds east.
    min_population
        How many people a place must have.
    """

    country: str | None = None
    admin1: str | None = None
    feature_class: FeatureClass | None = None
    near: tuple[float, float] | None = None
    bbox: tuple[float, float, float, float] | None = None
    min_population: int = 0

    @property
    def conditions(self) -> str:
        """SQL that holds for the wanted places."""
        text = " AND n.country = :country" if self.country else ""
        text += " AND p.feature_class = :feature_class" if self.feature_class else ""
        text += " AND p.population >= :people" if self.min_population else ""
        if self.bbox:
            across = "OR" if self.bbox[0] > self.bbox[2] else "AND"
            text += " AND p.lat BETWEEN :south AND :north"
            text += f" AND (p.lon >= :west {across} p.lon <= :east)"
        return text

    @property
    def values(self) -> dict[str, str | float | None]:
        """Values for the conditions."""
        box = zip(("west", "south", "east", "north"), self.bbox or (), strict=False)
        return {
            "country": self.country,
            "feature_class": self.feature_class.value if self.feature_class else None,
            "people": self.min_population,
            **dict(box),
        }

    @property
    def narrow(self) -> bool:
        """Whether most places of a name may be unwanted or out of order."""
        return bool(self.admin1 or self.near or self.bbox or self.min_population)

    def distance_m(self, lon: float, lat: float) -> float:
        """Distance from the point wanted.

        Parameters
        ----------
        lon
            Degrees east.
        lat
            Degrees north.

        Returns
        -------
        float
            Metres; 0 where no point is wanted.
        """
        return great_circle_m(*self.near, lon, lat) if self.near else 0.0

    def holds(self, admin1_code: str | None, admin1: str | None) -> bool:
        """Tell whether a place of some division is wanted.

        Parameters
        ----------
        admin1_code
            GeoNames code of the division.
        admin1
            Its name.

        Returns
        -------
        bool
            True for every division where none is wanted.
        """
        if self.admin1 is None or self.admin1 == admin1_code:
            return True
        wanted, there = (split_designator(name)[0] for name in (self.admin1, admin1 or ""))
        return fold(wanted) == fold(there)


class Names(NamedTuple):
    """The two ways in which an index knows its names."""

    db: sqlite3.Connection
    """By the whole name, folded or by its skeleton."""
    spellings: Callable[[], Spellings]
    """By a part of it or misspelt."""


def search(  # noqa: PLR0913 - each narrows the search in its own way
    names: Names, text: str, wanted: Wanted, *, limit: int, prefix: bool, fuzzy: bool
) -> list[Candidate]:
    """Find the places that a name may mean.

    Parameters
    ----------
    names
        Where to look.
    text
        A name.
    wanted
        What narrows the search.
    limit
        How many candidates at most.
    prefix
        Whether names that begin so are found.
    fuzzy
        Whether names with a slip or two are found.

    Returns
    -------
    list
        Best first.
    """
    folded = fold(text)
    found: dict[int, Candidate] = {}

    def take(matches: Iterable[_Match], room: int) -> None:
        for match in matches:
            if len(found) >= room:
                return
            found.setdefault(match.place, match.candidate())

    if folded:
        take(_same(names.db, text, folded, wanted, limit), limit)
    if folded and len(found) < limit:
        room = limit - len(found)
        tiers = [
            _variants(names.db, text, folded, wanted, limit),
            _begun(names, folded, wanted, room) if prefix else [],
            _misspelt(names, folded, wanted, room) if fuzzy else [],
        ]
        for number, tier in enumerate(tiers):
            known = found.keys() | {match.place for match in tier}
            others = {match.place for later in tiers[number + 1 :] for match in later} - known
            take(tier, limit - min(len(others), (limit - len(found)) // 2))
    return list(found.values())


class _Match(NamedTuple):
    """A row of a query, with how well its name matches."""

    score: float
    how: How
    slips: int
    rank: int
    row: tuple[Any, ...]

    @property
    def place(self) -> int:
        """Number of the place."""
        number: int = self.row[0]
        return number

    def candidate(self) -> Candidate:
        """Make a candidate of it."""
        _, name, alternate, *place = self.row
        why = _WHY[self.how].format(name=name, slips=_SLIPS.get(self.slips))
        return Candidate(
            place=place_of(tuple(place)),
            matched=name,
            how=self.how,
            main=not alternate,
            slips=self.slips if self.how == "fuzzy" else 0,
            score=round(self.score, 2),
            why=why + (", which is not its main name" if alternate else ""),
        )


def _same(
    db: sqlite3.Connection, text: str, folded: str, wanted: Wanted, limit: int
) -> list[_Match]:
    """Places of the same name."""
    whole = unicodedata.normalize("NFC", text.strip()).casefold()
    without_accents = plain(text)

    def compared(row: tuple[Any, ...]) -> _Match:
        if row[1].casefold() == whole:
            return _match(row, "exact")
        return _match(row, "folded", less=_SMALL_WORDS * (plain(row[1]) != without_accents))

    bound = _BOUND if wanted.narrow else _ROWS_A_CANDIDATE * limit
    rows = _rows(db, _BY_NAME, folded, wanted, f"ORDER BY n.alternate, n.place LIMIT {bound}")
    return _ranked(map(compared, rows), wanted)


def _variants(
    db: sqlite3.Connection, text: str, folded: str, wanted: Wanted, limit: int
) -> list[_Match]:
    """Places whose main name is another romanisation of it, those spelt most like it first."""
    key = skeleton(text)
    if len(key) < _MIN_SKELETON:
        return []
    bound = _BOUND if wanted.narrow else _VARIANTS_A_CANDIDATE * limit
    rows = _rows(db, _BY_SKELETON, key, wanted, f"ORDER BY n.place LIMIT {bound}").fetchall()
    if not rows:
        return []
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - slow to import, and seldom needed

    return _ranked(
        (_match(row, "variant", slips=OSA.distance(fold(row[1]), folded)) for row in rows), wanted
    )


def _begun(names: Names, folded: str, wanted: Wanted, room: int) -> list[_Match]:
    """Places whose names begin so."""
    if len(folded) < _MIN_PREFIX:
        return []
    found = names.spellings().beginning(folded, country=wanted.country, limit=_enough(wanted, room))
    return _spelt(names.db, [(one.folded, 0) for one in found], wanted, room, asked=folded)


def _misspelt(names: Names, folded: str, wanted: Wanted, room: int) -> list[_Match]:
    """Places whose names are a slip away, or two where these are too few."""
    dropped = [(name, 1) for name in small_words_dropped(folded)]
    found = _spelt(names.db, dropped, wanted, room, asked=folded)
    for slips in range(1, slips_allowed(folded) + 1):
        if len(found) < room:
            close = names.spellings().close_to(
                folded, slips=slips, country=wanted.country, limit=_enough(wanted, room)
            )
            others = [(one.folded, one.slips) for one in close]
            found = _spelt(names.db, dropped + others, wanted, room, asked=folded)
    return found


def _enough(wanted: Wanted, room: int) -> int:
    """How many spellings to look up, so that enough of their places are wanted."""
    narrow = wanted.narrow or wanted.feature_class is not None
    return room * _SPELLINGS_A_CANDIDATE * (_MORE_WHERE_NARROW if narrow else 1)


def _spelt(
    db: sqlite3.Connection,
    spellings: list[tuple[str, int]],
    wanted: Wanted,
    room: int,
    *,
    asked: str,
) -> list[_Match]:
    """Places of these folded names, each so many slips away from the one asked for."""
    order = f"ORDER BY n.alternate, n.place LIMIT {room}"
    found: list[_Match] = []
    for folded, slips in spellings:
        if len(found) >= room and slips > found[-1].slips:
            break
        how: How = "fuzzy" if slips else "prefix"
        for row in _rows(db, _BY_NAME, folded, wanted, order):
            rank = slip_rank(asked, folded, row[0]) if slips else row[0]
            found.append(_match(row, how, slips=slips, rank=rank))
    return _ranked(found, wanted)


def _rows(db: sqlite3.Connection, sql: str, key: str, wanted: Wanted, order: str) -> sqlite3.Cursor:
    """Ask for the places of a name or a skeleton."""
    return db.execute(f"{sql}{wanted.conditions} {order}", {**wanted.values, "key": key})


def _match(
    row: tuple[Any, ...], how: How, *, slips: int = 0, less: float = 0.0, rank: int | None = None
) -> _Match:
    """Tell how well a row matches; its rank among equals is the number of its place."""
    score = _SCORES[how] - less - _NOT_MAIN * row[2]
    score -= _SECOND_SLIP * (how == "fuzzy" and slips > 1)
    return _Match(score, how, slips, row[0] if rank is None else rank, row)


def _ranked(matches: Iterable[_Match], wanted: Wanted) -> list[_Match]:
    """Put the likest first, then the nearest, then the most important."""
    there = [match for match in matches if wanted.holds(match.row[6], match.row[7])]
    return sorted(
        there,
        key=lambda match: (
            -match.score,
            wanted.distance_m(match.row[12], match.row[13]),
            match.slips,
            match.rank,
        ),
    )
