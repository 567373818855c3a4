"""Scoring a geoparser: which toponyms of a corpus it finds, and puts where they belong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from gazetteer.grid import great_circle_m

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tests.benchmarks.corpora import Toponym

__all__ = ["RIGHT_M", "Found", "Score", "scored"]

RIGHT_M = 161_000.0
"""100 miles, the usual measure of a toponym put where it belongs."""


class Found(NamedTuple):
    """A toponym that a system has found; without coordinates where it has not placed it."""

    start: int
    end: int
    lon: float | None
    lat: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Counts of one document or many.

    Parameters
    ----------
    marked
        Toponyms that the corpus marks, with coordinates or without.
    located
        Those of them with coordinates.
    found
        Toponyms that the system finds.
    placed
        Those of them with coordinates.
    met
        Found ones that overlap a marked one, each marked one once.
    right
        Those of them put within `RIGHT_M` of it.
    """

    marked: int = 0
    located: int = 0
    found: int = 0
    placed: int = 0
    met: int = 0
    right: int = 0

    def __add__(self, other: Score) -> Score:
        """Add the counts up."""
        return Score(
            marked=self.marked + other.marked,
            located=self.located + other.located,
            found=self.found + other.found,
            placed=self.placed + other.placed,
            met=self.met + other.met,
            right=self.right + other.right,
        )

    @property
    def span_f1(self) -> float:
        """F1 of finding, by overlap."""
        return _f1(self.met, self.found, self.marked)

    @property
    def f1(self) -> float:
        """F1 of finding and placing; every marked toponym counts."""
        return _f1(self.right, self.placed, self.marked)

    @property
    def located_f1(self) -> float:
        """The same, where only marked toponyms with coordinates can be missed."""
        return _f1(self.right, self.placed, self.located)


def _f1(right: int, found: int, marked: int) -> float:
    return 2 * right / (found + marked) if right else 0.0


def scored(found: Iterable[Found], marked: Sequence[Toponym]) -> Score:
    """Compare what was found in a document with what is marked there."""
    found = sorted(found)
    met = right = here = 0
    for one in found:
        while here < len(marked) and marked[here].end <= one.start:
            here += 1
        if here < len(marked) and marked[here].start < one.end:
            met += 1
            right += _is_right(one, marked[here])
            here += 1
    return Score(
        marked=len(marked),
        located=sum(toponym.lon is not None for toponym in marked),
        found=len(found),
        placed=sum(one.lon is not None for one in found),
        met=met,
        right=right,
    )


def _is_right(one: Found, toponym: Toponym) -> bool:
    if one.lon is None or one.lat is None or toponym.lon is None or toponym.lat is None:
        return False
    return great_circle_m(one.lon, one.lat, toponym.lon, toponym.lat) <= RIGHT_M
