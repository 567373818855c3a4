"""From the words of a mention to the places they may mean, without making a `Place` of each.

The same name comes first. A short form, a demonym, a name with a word for its kind or a direction
("Kerman province", "northern Syria") give more; another romanisation, and a known name inside a
longer one ("Manila Cathedral"), only where nothing else does.
"""

from __future__ import annotations

import re
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from gazetteer.documents.abbreviations import places_of_abbreviation, places_of_demonym
from gazetteer.names import MAX_LENGTH, fold, skeleton, split_designator

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gazetteer.index import Gazetteer
    from gazetteer.place import FeatureClass

__all__ = ["Called", "Namesake", "Namesakes", "namesakes_of"]

_MOST = 100
_MIN_SKELETON = 4
_MOST_WORDS = 8
_EXPANDED = {"st": "saint", "mt": "mount", "ft": "fort", "saint": "st", "mount": "mt", "fort": "ft"}
_DIRECTION = re.compile(
    r"(?:(?:north|south|east|west|central|mid|upper|lower|inner|outer|greater|downtown|far|rural)"
    r"(?:[ -]?(?:north|south|east|west|central))?(?:ern)?[ -])+(?=\w)",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"['’]s?$")


class Called(IntEnum):
    """How a place comes to be a candidate, from the strict to the loose."""

    NAME = 0
    """By a name that is the same."""
    DEMONYM = 1
    """By a word for its people."""
    SHORT = 2
    """By a short form."""
    KIND = 3
    """By the name without the word for its kind."""
    DIRECTION = 4
    """By the name without a direction."""
    VARIANT = 5
    """By another romanisation."""
    PART = 6
    """By a name inside a longer one."""


class Namesake(NamedTuple):
    """A place that has a name, as a row of the index."""

    place: int
    """Its number."""
    name: str
    """The name that matched."""
    alternate: int
    """1 where that is not the main name or as good."""
    id: str
    country: str | None
    admin1_code: str | None
    feature_class: str
    feature_code: str
    lon: float
    lat: float
    population: int


class Namesakes(NamedTuple):
    """What a text may mean."""

    rows: tuple[Namesake, ...]
    """Each place once."""
    called: tuple[Called, ...]
    """How each comes to be there."""
    said: FeatureClass | None
    """The kind that the text itself names."""

    def first(self, most: int) -> Namesakes:
        """Keep those that were found first.

        Parameters
        ----------
        most
            How many at most.

        Returns
        -------
        Namesakes
            The same where there are no more.
        """
        if len(self.rows) <= most:
            return self
        return Namesakes(self.rows[:most], self.called[:most], self.said)


def namesakes_of(gazetteer: Gazetteer, text: str) -> Namesakes:
    """Find the places that a mention may mean by its own words.

    Parameters
    ----------
    gazetteer
        Where to look.
    text
        The words of the mention, without what follows a comma.

    Returns
    -------
    Namesakes
        At most 100 a way of being called; empty where nothing is known.
    """
    name = _POSSESSIVE.sub("", " ".join(text[:MAX_LENGTH].split()))
    bare, said = split_designator(name)
    found: dict[int, tuple[Namesake, Called]] = {}

    def take(rows: Iterable[Namesake], called: Called) -> None:
        for row in rows:
            found.setdefault(row.place, (row, called))

    take(_short(gazetteer, name), Called.SHORT)
    for spelling in _spellings(name):
        take(gazetteer.namesakes(spelling, limit=_MOST), Called.NAME)
    take(_known(gazetteer, places_of_demonym(name)), Called.DEMONYM)
    if said:
        for spelling in _spellings(bare):
            take(gazetteer.namesakes(spelling, limit=_MOST), Called.KIND)
    if not found and (direction := _DIRECTION.match(name)):
        rest = name[direction.end() :]
        take(gazetteer.namesakes(fold(rest), limit=_MOST), Called.DIRECTION)
        take(_known(gazetteer, places_of_demonym(rest)), Called.DIRECTION)
    if not found and len(key := skeleton(bare)) >= _MIN_SKELETON:
        take(gazetteer.namesakes(key, by="skeleton", limit=_MOST), Called.VARIANT)
    if not found:
        take(_inside(gazetteer, name), Called.PART)
    rows = tuple(row for row, _ in found.values())
    return Namesakes(rows, tuple(called for _, called in found.values()), said)


def _short(gazetteer: Gazetteer, name: str) -> Iterator[Namesake]:
    """Places that it is short for."""
    return _known(gazetteer, places_of_abbreviation(name))


def _known(gazetteer: Gazetteer, ids: Iterable[str]) -> Iterator[Namesake]:
    """Places of these ids."""
    for place_id in ids:
        yield from gazetteer.namesakes(place_id, by="id", limit=1)


def _spellings(name: str) -> Iterator[str]:
    """The folded name, also with Saint for St. and the like, and the other way round."""
    folded = fold(name)
    if not folded:
        return
    yield folded
    words = folded.split(" ")
    if len(words) > 1 and any(word in _EXPANDED for word in words[:-1]):
        yield " ".join(_EXPANDED.get(word, word) for word in words)


def _inside(gazetteer: Gazetteer, name: str) -> Iterator[Namesake]:
    """Places whose name a longer name begins or ends with, the longest such name."""
    words = name.split(" ")[:_MOST_WORDS]
    for length in range(len(words) - 1, 0, -1):
        for part in (" ".join(words[:length]), " ".join(words[-length:])):
            if part[0].isupper() and (rows := gazetteer.namesakes(fold(part), limit=_MOST)):
                yield from rows
                return
            if rows := list(_known(gazetteer, places_of_demonym(part))):
                yield from rows
                return
