"""From a name to candidates, from the strict to the loose.

Names that are the same come first, then other romanisations, then names that begin so. Names one
letter off are looked up only where no name is the same: every spelling one letter
away is tried, which needs no table of its own and finds all of them.
"""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from gazetteer.grid import great_circle_m
from gazetteer.names import edits, fold, plain, skeleton, split_designator
from gazetteer.place import Candidate, FeatureClass, How
from gazetteer.rows import COLUMNS, place_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

__all__ = ["Wanted", "search"]

_HEAD = f"SELECT n.place, n.name, n.main, {COLUMNS} FROM"
_PLACES = "JOIN places p ON p.number = n.place"
_BY_NAME = f"{_HEAD} names n {_PLACES} WHERE n.folded = :key"
_SPELLINGS = "(SELECT skeleton, place, name, 1 AS main FROM variants)"
_BY_SKELETON = f"{_HEAD} {_SPELLINGS} n {_PLACES} WHERE n.skeleton = :key"
_BY_PREFIX = f"{_HEAD} names n {_PLACES} WHERE n.folded > :key AND n.folded < :end"
_BY_EDITS = (
    f"{_HEAD} json_each(:key) e CROSS JOIN names n ON n.folded = e.value {_PLACES} WHERE true"
)
_IN_ORDER = "ORDER BY n.main DESC, n.place LIMIT :bound"
_ROWS_A_CANDIDATE = 8
_BOUND = 5000
_LAST = "\U0010ffff"
_MIN_PREFIX = 2
_MIN_SKELETON = 3
_MIN_FUZZY = 4
_MAX_FUZZY = 40

_SAME = frozenset({"exact", "folded"})
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
    "fuzzy": "its name {name} is one letter off",
}
_NOT_MAIN = 0.03  # taken off where the name is not the main one
_SMALL_WORDS = 0.05  # taken off where more than accents differs


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What narrows a search.

    Parameters
    ----------
    country
        ISO 3166-1 alpha-2.
    admin1
        GeoNames code or name of a first-order division.
    feature_class
        The kind of place.
    near
        Longitude and latitude in degrees: the nearer of equals comes first.
    """

    country: str | None = None
    admin1: str | None = None
    feature_class: FeatureClass | None = None
    near: tuple[float, float] | None = None

    @property
    def conditions(self) -> str:
        """SQL that holds for the wanted places."""
        text = " AND p.country = :country" if self.country else ""
        return text + (" AND p.feature_class = :feature_class" if self.feature_class else "")

    @property
    def values(self) -> dict[str, str | None]:
        """Values for the conditions."""
        return {
            "country": self.country.upper() if self.country else None,
            "feature_class": self.feature_class.value if self.feature_class else None,
        }

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


def search(  # noqa: PLR0913 - each narrows the search in its own way
    db: sqlite3.Connection, text: str, wanted: Wanted, *, limit: int, prefix: bool, fuzzy: bool
) -> list[Candidate]:
    """Find the places that a name may mean.

    Parameters
    ----------
    db
        Connection to an index file.
    text
        A name.
    wanted
        What narrows the search.
    limit
        How many candidates at most.
    prefix
        Whether names that begin so fill up to the limit.
    fuzzy
        Whether names one letter off are tried where no name is the same.

    Returns
    -------
    list
        Best first.
    """
    found: dict[int, Candidate] = {}
    bound = _BOUND if wanted.near or wanted.admin1 else _ROWS_A_CANDIDATE * limit
    for how, sql, keys in _tiers(text, prefix=prefix, fuzzy=fuzzy):
        same = any(candidate.how in _SAME for candidate in found.values())
        if len(found) >= limit or (how == "fuzzy" and same):
            break
        values = {**wanted.values, **keys, "bound": bound}
        rows = db.execute(f"{sql}{wanted.conditions} {_IN_ORDER}", values)
        for match in _ranked(_matches(rows, how, text), wanted):
            if len(found) < limit and match.row[0] not in found:
                found[match.row[0]] = _candidate(match)
    return list(found.values())


def _tiers(text: str, *, prefix: bool, fuzzy: bool) -> Iterator[tuple[How, str, dict[str, str]]]:
    """Yield a query for each way to match, from the strict to the loose."""
    folded = fold(text)
    if not folded:
        return
    yield "folded", _BY_NAME, {"key": folded}
    key = skeleton(text)
    if len(key) >= _MIN_SKELETON:
        yield "variant", _BY_SKELETON, {"key": key}
    if prefix and len(folded) >= _MIN_PREFIX:
        yield "prefix", _BY_PREFIX, {"key": folded, "end": folded + _LAST}
    if fuzzy and _MIN_FUZZY <= len(folded) <= _MAX_FUZZY:
        yield "fuzzy", _BY_EDITS, {"key": json.dumps(sorted(edits(folded)))}


class _Match(NamedTuple):
    """A row of a query, with how well its name matches."""

    how: How
    score: float
    row: tuple[Any, ...]


def _matches(rows: Iterable[tuple[Any, ...]], how: How, text: str) -> Iterator[_Match]:
    """Tell how well the name of each row matches."""
    whole = unicodedata.normalize("NFC", text.strip()).casefold()
    without_accents = plain(text)
    for row in rows:
        _, name, main, *_ = row
        kind, score = how, _SCORES[how]
        if how == "folded" and name.casefold() == whole:
            kind, score = "exact", _SCORES["exact"]
        elif how == "folded" and plain(name) != without_accents:
            score -= _SMALL_WORDS
        yield _Match(kind, score if main else score - _NOT_MAIN, row)


def _ranked(matches: Iterator[_Match], wanted: Wanted) -> list[_Match]:
    """Put the likest first, then the nearest; else the order in which they come stays."""
    there = [match for match in matches if wanted.holds(match.row[6], match.row[7])]
    return sorted(
        there, key=lambda match: (-match.score, wanted.distance_m(match.row[10], match.row[11]))
    )


def _candidate(match: _Match) -> Candidate:
    """Make a candidate of a match."""
    _, name, main, *place = match.row
    return Candidate(
        place=place_of(tuple(place)),
        matched=name,
        how=match.how,
        main=bool(main),
        score=round(match.score, 2),
        why=_WHY[match.how].format(name=name) + ("" if main else ", which is not its main name"),
    )
