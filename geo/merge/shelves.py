"""Incidents laid out by when and where, so that those near another are found at once.

Time is cut into shelves of a few days, the ground into cubes of 125 km:

- a known town or spot is looked for in its own cube and those around it;
- a province or country among all that lies in the country;
- no place at all among all of those days, if the day is known;
- no date (or one wider than two months) among all at the very place, unless that is a crowd;
- steps between governments among all such steps of those days;
- with neither date nor place there is nothing to go by, and nothing is found;
- what a person recorded as the same event is always found.

It makes no difference which of two is laid out and which is looked for.
"""

from __future__ import annotations

import math
from itertools import product
from typing import TYPE_CHECKING, Final

from gazetteer.place import Precision
from geo.incident import LinkType
from geo.merge.evidence import is_step

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence

    from geo.merge.traits import Traits
    from geo.where import Where

__all__ = ["Shelves", "loose"]

_DAYS_APART: Final = 3  # beyond it, nothing makes up for the dates
_KM_APART: Final = 25.0  # beyond the radii; the same
_SHELF_DAYS: Final = 4
_LONGEST: Final = 62
_FEW_DAYS: Final = 3
_CROWD: Final = 50
_CUBE_KM: Final = 125.0
_FINE_KM: Final = 50.0  # two such radii and what they may lie apart make a cube
_EARTH_KM: Final = 6371.0
_VAGUE: Final = {Precision.ADM1, Precision.AREA, Precision.COUNTRY, Precision.WATER}
_AROUND: Final = tuple(product((-1, 0, 1), repeat=3))
_TIMELESS: Final = (0,)

_Key = tuple["Hashable", ...]
_Vector = tuple[float, float, float]


class Shelves:
    """Incidents by when and where.

    Parameters
    ----------
    incidents
        The incidents, boiled down.
    """

    def __init__(self, incidents: Iterable[Traits]) -> None:
        self.all = tuple(incidents)
        self._balls = [_balls(traits) for traits in self.all]
        self._rows: dict[_Key, dict[int, list[int]]] = {}
        for number, traits in enumerate(self.all):
            for key, shelves in _stands_on(traits):
                row = self._rows.setdefault(key, {})
                for shelf in shelves:
                    row.setdefault(shelf, []).append(number)

    def near(self, traits: Traits) -> set[int]:
        """The incidents that one may be the same as, by when and where alone.

        Parameters
        ----------
        traits
            The incident; itself is found too, if it is laid out.

        Returns
        -------
        set of int
            Their numbers in `all`.
        """
        found: set[int] = set()
        for key, shelves in _looks_on(traits):
            row = self._rows.get(key)
            if row is None or (key[0] in {"at", "undated"} and self._crowded(key)):
                continue
            for shelf in shelves:
                found.update(row.get(shelf, ()))
        balls = _balls(traits)
        return {
            number
            for number in found
            if _open(traits, self.all[number]) and _within_reach(balls, self._balls[number])
        }

    def _crowded(self, key: _Key) -> bool:
        """Whether so much happened at a place that the place alone says nothing."""
        return sum(map(len, self._rows.get(("at", *key[1:]), {}).values())) > _CROWD


def loose(traits: Traits) -> bool:
    """Whether an incident has no place, or no date but a wide one, or none.

    Parameters
    ----------
    traits
        The incident.

    Returns
    -------
    bool
        True where it is found by one of them alone.
    """
    return not traits.places or not _exact(traits)


def _stands_on(traits: Traits) -> Iterator[tuple[_Key, Sequence[int]]]:
    """The rows that an incident stands in, and on which of their shelves."""
    yield ("self", traits.id), _TIMELESS
    yield from ((("linked", other), _TIMELESS) for other in _said_same(traits))
    shelves = _shelves(traits, margin=0)
    if is_step(traits.kind):
        yield ("step",), shelves
        return
    if _exact(traits):
        yield ("all",), shelves
    for where in traits.places or (None,):
        if where and _fine(where):
            yield ("cube", *_cube(where)), shelves
            yield ("at", _spot(where)), _TIMELESS
            if not shelves:
                yield ("undated", _spot(where)), _TIMELESS
        elif where and where.country:
            yield ("vague", where.country), shelves
        elif _exact(traits):
            yield ("nowhere",), shelves
        if where and where.country:
            yield ("in", where.country), shelves


def _looks_on(traits: Traits) -> Iterator[tuple[_Key, Sequence[int]]]:
    """The rows and shelves on which the like of an incident may stand."""
    yield ("linked", traits.id), _TIMELESS
    yield from ((("self", other), _TIMELESS) for other in _said_same(traits))
    shelves = _shelves(traits, margin=_DAYS_APART)
    if is_step(traits.kind):
        yield ("step",), shelves
        return
    if _exact(traits):
        yield ("nowhere",), shelves
    for where in traits.places or (None,):
        if where and _fine(where):
            x, y, z = _cube(where)
            yield from ((("cube", x + i, y + j, z + k), shelves) for i, j, k in _AROUND)
            yield ("vague", where.country), shelves
            yield ("undated" if shelves else "at", _spot(where)), _TIMELESS
        elif where and where.country:
            yield ("in", where.country), shelves
        elif _exact(traits):
            yield ("all",), shelves


def _open(a: Traits, b: Traits) -> bool:
    """Whether recorded links and dates leave the question open."""
    links = a.links.get(b.id, frozenset()) | b.links.get(a.id, frozenset())
    if links:
        return links == {LinkType.SAME_EVENT}
    return (
        not a.days
        or not b.days
        or any(
            p.first - q.last <= _DAYS_APART and q.first - p.last <= _DAYS_APART
            for p, q in product(a.days, b.days)
        )
    )


def _within_reach(
    a: Sequence[tuple[_Vector, float]] | None, b: Sequence[tuple[_Vector, float]] | None
) -> bool:
    """Whether two incidents can be at one place, or one of them anywhere."""
    return (
        a is None
        or b is None
        or any(math.dist(p, q) <= p_km + q_km + _KM_APART for (p, p_km), (q, q_km) in product(a, b))
    )


def _balls(traits: Traits) -> list[tuple[_Vector, float]] | None:
    """Points and radii in kilometres; None where it may lie elsewhere, or that does not count."""
    if is_step(traits.kind) or _said_same(traits) or not all(map(_fine, traits.places)):
        return None
    return [(_vector(where), (where.radius_m or 0) / 1000) for where in traits.places] or None


def _said_same(traits: Traits) -> list[str]:
    """Incidents that a person recorded as the same event."""
    return [other for other, types in traits.links.items() if LinkType.SAME_EVENT in types]


def _shelves(traits: Traits, *, margin: int) -> list[int]:
    """The shelves of time that its dates touch; none for a date that is too wide."""
    return sorted(
        {
            shelf
            for days in traits.days
            if days.length <= _LONGEST
            for shelf in range(
                (days.first - margin) // _SHELF_DAYS, (days.last + margin) // _SHELF_DAYS + 1
            )
        }
    )


def _exact(traits: Traits) -> bool:
    return any(days.length <= _FEW_DAYS for days in traits.days)


def _fine(where: Where) -> bool:
    """Whether a place is known to a town or a few of them."""
    return (
        where.located and where.precision not in _VAGUE and (where.radius_m or 0) <= _FINE_KM * 1000
    )


def _cube(where: Where) -> tuple[int, int, int]:
    """The cube of space that a place lies in; cubes know neither poles nor date line."""
    x, y, z = (math.floor(part / _CUBE_KM) for part in _vector(where))
    return x, y, z


def _vector(where: Where) -> _Vector:
    """A place in kilometres from the middle of a round earth."""
    lon, lat = math.radians(where.lon or 0), math.radians(where.lat or 0)
    flat = _EARTH_KM * math.cos(lat)
    return flat * math.cos(lon), flat * math.sin(lon), _EARTH_KM * math.sin(lat)


def _spot(where: Where) -> Hashable:
    """What places must share for incidents without a date."""
    return where.place_id or where.point
