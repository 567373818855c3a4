"""What speaks for the candidates of a document by themselves, and by its other names.

A row is a place that one of the names may mean; `OWN` names what it is by itself, `VOTES` what the
other names say of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from gazetteer.documents.namesakes import Called, Namesakes
from gazetteer.place import FeatureClass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Whole = NDArray[np.int64]

__all__ = ["OWN", "VOTES", "Table", "tabled", "votes"]

_CLASSES = tuple(FeatureClass)
_EARTH_KM = 6371.0
_NEAR_KM, _AROUND_KM, _FAR_KM = 30.0, 150.0, 600.0
_LARGE = 5.5  # log of the people of a town that a country of its name leaves in the light
_CODE_LENGTH = 3

OWN = (
    *(f"called {called.name.lower()}" for called in Called),
    *(f"class {kind}" for kind in _CLASSES),
    "alternate", "spelt so", "capital", "seat", "code", "people", "people of town", "people less",
    "rank", "namesakes", "said kind", "other kind", "in a country's shadow",
    "in a division's shadow",
)  # fmt: skip
"""The columns of what a candidate is by itself."""
VOTES = (
    "near", "around", "far", "share around", "nearest", "around less", "in country",
    "share in country", "country named", "country less", "in division", "share in division",
    "division named", "division holds", "country holds", "division less", "other names",
)  # fmt: skip
"""The columns of what the other names say."""


class Table(NamedTuple):
    """The candidates of all names of a document."""

    group: Whole
    name: Whole
    unit: Floats
    country: Whole
    division: Whole
    kind: Whole
    demonym: NDArray[np.bool_]
    people: Floats
    prior: Floats
    own: Floats


def tabled(found: Sequence[Namesakes], names: dict[int, str], numbers: Sequence[int]) -> Table:
    """Lay the candidates of all names out.

    Parameters
    ----------
    found
        What each name may mean.
    names
        The words of each, by its number.
    numbers
        A number for each that two senses of one name share.

    Returns
    -------
    Table
        A row a candidate.
    """
    rows = [row for one in found for row in one.rows]
    countries = {code: n for n, code in enumerate(sorted({row.country or "" for row in rows}))}
    divisions = {
        pair: n
        for n, pair in enumerate(sorted({(r.country or "", r.admin1_code or "") for r in rows}))
    }
    country = [countries[row.country] if row.country else -1 for row in rows]
    division = [
        divisions[row.country or "", row.admin1_code] if row.admin1_code else -1 for row in rows
    ]
    group = np.repeat(np.arange(len(found), dtype=np.int64), [len(one.rows) for one in found])
    lon = np.radians(np.array([row.lon for row in rows], dtype=np.float64))
    lat = np.radians(np.array([row.lat for row in rows], dtype=np.float64))
    unit = np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
    own = [_own(one, names[n]) for n, one in enumerate(found) if one.rows]
    people = np.array([row.population for row in rows], dtype=np.float64)
    weight = (people + 500.0) * np.where([bool(row.alternate) for row in rows], 0.1, 1.0)
    total = np.bincount(group, weights=weight, minlength=len(found)) if rows else np.zeros(1)
    return Table(
        group=group,
        name=np.asarray(numbers, dtype=np.int64)[group] if rows else group,
        unit=unit.reshape(-1, 3),
        country=np.array(country, dtype=np.int64),
        division=np.array(division, dtype=np.int64),
        kind=np.array(
            [_CLASSES.index(FeatureClass(r.feature_class)) for r in rows], dtype=np.int64
        ),
        demonym=np.array([c is Called.DEMONYM for one in found for c in one.called], dtype=bool),
        people=np.log10(people + 1),
        prior=weight / total[group] if rows else weight,
        own=np.vstack(own) if own else np.zeros((0, len(OWN))),
    )


def _own(found: Namesakes, name: str) -> Floats:
    """What speaks for the places of a name by themselves."""
    rows = found.rows
    people = np.log10(np.array([row.population for row in rows], dtype=np.float64) + 1)
    whole = name.casefold()
    columns = [[called is one for one in found.called] for called in Called]
    columns += [[row.feature_class == kind for row in rows] for kind in _CLASSES]
    shadows = [
        any(row.feature_class == kind and not row.alternate for row in rows)
        for kind in (FeatureClass.COUNTRY, FeatureClass.ADM1)
    ]
    columns += [
        [bool(row.alternate) for row in rows],
        [row.name.casefold() == whole for row in rows],
        [row.feature_code == "PPLC" for row in rows],
        [row.feature_code in {"PPLA", "PPLC"} for row in rows],
        [bool(row.alternate) and len(name) <= _CODE_LENGTH for row in rows],
    ]
    town = np.array([row.feature_class == FeatureClass.SETTLEMENT for row in rows])
    rank = np.argsort(np.argsort(np.array([row.place for row in rows]))) + 1.0
    numbers = [
        people,
        people * town,
        people - people.max(),
        np.log(rank),
        np.full(len(rows), np.log(len(rows))),
        np.array([found.said is not None and row.feature_class == found.said for row in rows]),
        np.array([found.said is not None and row.feature_class != found.said for row in rows]),
        *(np.where(town & (people < _LARGE), float(there), 0.0) for there in shadows),
    ]
    return np.column_stack([*(np.array(c, dtype=np.float64) for c in columns), *numbers])


def votes(table: Table, mass: Floats) -> Floats:
    """Work out what the other names of the document say of each candidate.

    Parameters
    ----------
    table
        The candidates.
    mass
        How likely each of them is.

    Returns
    -------
    NDArray
        A row a candidate, columns as in `VOTES`.
    """
    count = len(table.group)
    if not count:
        return np.zeros((0, len(VOTES)))
    others = table.name[:, None] != table.name[None, :]
    weight = others * mass[None, :]
    km = _EARTH_KM * np.arccos(np.clip(table.unit @ table.unit.T, -1.0, 1.0))
    is_country = table.kind == _CLASSES.index(FeatureClass.COUNTRY)
    is_division = table.kind == _CLASSES.index(FeatureClass.ADM1)
    local = weight * ~(is_country | is_division | table.demonym)[None, :]
    near, around, far = (
        (local * np.exp(-km / scale)).sum(1) for scale in (_NEAR_KM, _AROUND_KM, _FAR_KM)
    )
    nearest = (local * np.exp(-km / _AROUND_KM)).max(1)
    alike = (table.country[:, None] == table.country[None, :]) & (table.country >= 0)[None, :]
    same = (table.division[:, None] == table.division[None, :]) & (table.division >= 0)[None, :]
    in_country = (weight * alike * ~is_country[None, :]).sum(1)
    named = (weight * alike * is_country[None, :]).sum(1)
    in_division = (local * same).sum(1)
    division_named = (weight * same * is_division[None, :]).sum(1)
    total = max(1.0, float(table.name.max()))
    columns = [
        np.log1p(near), np.log1p(around), np.log1p(far), around / total, nearest,
        _less(np.log1p(around), table.group), np.log1p(in_country), in_country / total,
        np.log1p(named), _less(in_country + named, table.group) / total, np.log1p(in_division),
        in_division / total, np.log1p(division_named), is_division * in_division / total,
        is_country * in_country / total,
        _less(in_division + division_named, table.group) / total, np.full(count, np.log(total)),
    ]  # fmt: skip
    return np.column_stack(columns)


def _less(values: Floats, group: Whole) -> Floats:
    """How much less each is than the most of its name."""
    most = np.full(int(group.max()) + 1, -np.inf)
    np.maximum.at(most, group, values)
    less: Floats = values - most[group]
    return less
