"""What speaks for each place that the mentions of a document may mean, as numbers.

Mentions of one name share their candidates. Each mention has a row for each of them and a last row
for none of them; a column is one piece of evidence, named in `FIRST` and `SECOND`. The first pass
knows of the other names only which places they may mean, the more populous the likelier; the second
knows what the first made of them. Nothing depends on the order of the mentions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from gazetteer.documents.namesakes import Called, Namesake, Namesakes, namesakes_of
from gazetteer.documents.surroundings import Narrowed, Surroundings, inside
from gazetteer.names import fold
from gazetteer.place import FeatureClass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from gazetteer.index import Gazetteer
    from gazetteer.mention import Mention

    Floats = NDArray[np.float64]
    Whole = NDArray[np.int64]

__all__ = [
    "FIRST",
    "LOCAL",
    "OWN",
    "SECOND",
    "Evidence",
    "first_pass",
    "gathered",
    "second_pass",
    "shares",
]

_CLASSES = tuple(FeatureClass)
_EARTH_KM = 6371.0
_NEAR_KM, _AROUND_KM, _FAR_KM = 30.0, 150.0, 600.0
_LARGE = 5.5  # log of the people of a town that a country of its name leaves in the light
_TINY = 1e-6
_CODE_LENGTH = 3
_SURE = 0.995
_BARRED = -30.0
_MOST_ROWS, _LEAST_EACH = 1_600, 4  # pairs of rows are compared

OWN = (
    *(f"called {called.name.lower()}" for called in Called),
    *(f"class {kind}" for kind in _CLASSES),
    "alternate", "spelt so", "capital", "seat", "code", "people", "people of town", "people less",
    "rank", "namesakes", "said kind", "other kind", "in a country's shadow",
    "in a division's shadow",
)  # fmt: skip
LOCAL = (
    "in area after", "not in area after", "by town after", "in area said", "not in area said",
    "in owner", "not in owner", "holds", "kind beside", "other kind beside", "full stop",
    "after comma", "in area after elsewhere", "holds elsewhere",
)  # fmt: skip
_VOTES = (
    "near", "around", "far", "share around", "nearest", "around less", "in country",
    "share in country", "country named", "country less", "in division", "share in division",
    "division named", "division holds", "country holds", "division less", "other names",
)  # fmt: skip
_NONE = (
    "none", "none: namesakes", "none: people", "none: by name", "none: other names", "none: doubt",
)  # fmt: skip
_BEFORE = ("before", "before in all", "before most", "none before")

FIRST = (*OWN, *LOCAL, *_VOTES, *_NONE)
"""The columns of the first pass."""

SECOND = (*FIRST, *_BEFORE)
"""The columns of the second pass."""


class _Table(NamedTuple):
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A document, ready to be weighed.

    Parameters
    ----------
    found
        What each distinct name may mean.
    group
        The name of each mention, as a place in `found`.
    starts
        The first row of each mention, and the number of rows in all.
    candidate
        The candidate of each row, as a place in all candidates; -1 for none.
    doubt
        What speaks against each mention being a toponym or demonym at all, as log odds.
    barred
        What the score of each row loses: "province" beside a mention leaves no choice where a
        first-order division has the name.
    """

    found: tuple[Namesakes, ...]
    group: Whole
    starts: Whole
    candidate: Whole
    table: _Table
    local: Floats
    doubt: Floats
    barred: Floats

    def rows(self, mention: int) -> tuple[Namesake, ...]:
        """The candidates of a mention in the order of its rows.

        Parameters
        ----------
        mention
            The place of the mention among all.

        Returns
        -------
        tuple
            The candidates.
        """
        found: Namesakes = self.found[int(self.group[mention])]
        return found.rows

    def unit(self, mention: int) -> Floats:
        """The candidates of a mention on the unit sphere.

        Parameters
        ----------
        mention
            The place of the mention among all.

        Returns
        -------
        NDArray
            A row of x, y and z for each of its candidates, in the order of its rows.
        """
        return self.table.unit[self.candidate[self.starts[mention] : self.starts[mention + 1] - 1]]

    def said(self, mention: int, column: str) -> frozenset[int]:
        """The places for which the words around a mention say something.

        Parameters
        ----------
        mention
            The place of the mention among all.
        column
            What they say: 'in area after', 'holds' or 'kind beside'.

        Returns
        -------
        frozenset
            Their numbers.
        """
        block = self.local[self.starts[mention] : self.starts[mention + 1] - 1]
        told = block[:, LOCAL.index(column)] > 0
        return frozenset(
            row.place for row, yes in zip(self.rows(mention), told, strict=True) if yes
        )


def gathered(gazetteer: Gazetteer, text: str, mentions: Sequence[Mention]) -> Evidence:
    """Look up every mention and read what stands around it.

    Parameters
    ----------
    gazetteer
        Where to look.
    text
        The document.
    mentions
        Its mentions, in any order.

    Returns
    -------
    Evidence
        With a row for each candidate of each mention.
    """
    around = Surroundings(gazetteer, text)
    narrowed = [around.of(mention) for mention in mentions]
    names = [text[mention.start : mention.end].partition(",")[0] for mention in mentions]
    known: dict[str, Namesakes] = {}
    keys = [fold(name) + "." * (name.isupper() and len(name) <= _CODE_LENGTH) for name in names]
    for key, name in zip(keys, names, strict=True):
        if key not in known:
            known[key] = namesakes_of(gazetteer, name)
    most = max(_LEAST_EACH, _MOST_ROWS // len(known)) if known else 0
    known = {key: one.first(most) for key, one in known.items()}
    senses = _senses(keys, known, narrowed)
    groups = {sense: n for n, sense in enumerate(dict.fromkeys(senses))}
    found = [known[key] for key, _ in groups]
    group = [groups[sense] for sense in senses]
    first = np.cumsum([0, *(len(one.rows) for one in found)])
    sizes = [len(found[one].rows) + 1 for one in group]
    candidate = [
        np.append(np.arange(first[one], first[one + 1], dtype=np.int64), -1) for one in group
    ]
    numbers = {key: n for n, key in enumerate(known)}
    of_each = [found[one] for one in group]
    return Evidence(
        found=tuple(found),
        group=np.array(group, dtype=np.int64),
        starts=np.cumsum([0, *sizes], dtype=np.int64),
        candidate=np.concatenate([*candidate, np.empty(0, dtype=np.int64)]),
        table=_tabled(
            found,
            dict(zip(group, names, strict=True)),
            [numbers[key] for key, _ in groups],
        ),
        local=_local(text, mentions, of_each, group, narrowed),
        doubt=np.array([_doubt(mention.confidence) for mention in mentions]),
        barred=np.concatenate([*map(_barred, of_each, narrowed), np.empty(0)]),
    )


def _barred(found: Namesakes, around: Narrowed) -> Floats:
    """What the rows of a mention lose by a word for a first-order division beside it."""
    divisions = [row.feature_class == FeatureClass.ADM1 for row in found.rows]
    if around.kind != FeatureClass.ADM1 or not any(divisions):
        return np.zeros(len(divisions) + 1)
    return np.array([0.0 if yes else _BARRED for yes in (*divisions, True)])


def _doubt(confidence: float) -> float:
    """Log odds against a mention; nobody is quite sure."""
    share = min(max(confidence, 1.0 - _SURE), _SURE)
    return float(np.log((1.0 - share) / share))


def _senses(
    keys: Sequence[str], known: dict[str, Namesakes], narrowed: Sequence[Narrowed]
) -> list[tuple[str, frozenset[int]]]:
    """One sense a name, unless its mentions are narrowed in several ways; then one for each."""
    senses: list[tuple[str, frozenset[int]]] = []
    ways: dict[str, set[frozenset[int]]] = {}
    for key, around in zip(keys, narrowed, strict=True):
        rows = known[key].rows
        way = frozenset(row.place for row in rows if any(inside(row, a) for a in around.after))
        senses.append((key, way))
        if way:
            ways.setdefault(key, set()).add(way)
    one: frozenset[int] = frozenset()
    return [(key, way if len(ways.get(key, ())) > 1 else one) for key, way in senses]


def first_pass(evidence: Evidence) -> Floats:
    """The evidence before anything is weighed.

    Parameters
    ----------
    evidence
        A document.

    Returns
    -------
    NDArray
        Rows as in `Evidence`, columns as in `FIRST`.
    """
    return _stacked(evidence, _votes(evidence.table, evidence.table.prior))


def second_pass(evidence: Evidence, before: Floats) -> Floats:
    """The evidence once the first pass has weighed it.

    Parameters
    ----------
    evidence
        A document.
    before
        What the first pass gave each row.

    Returns
    -------
    NDArray
        Rows as in `Evidence`, columns as in `SECOND`.
    """
    mass = np.zeros(len(evidence.table.group))
    some = evidence.candidate >= 0
    counts = np.bincount(evidence.group, minlength=len(evidence.found))
    np.add.at(mass, evidence.candidate[some], before[some])
    mean = mass / np.maximum(counts[evidence.table.group], 1)
    most = np.zeros(len(mass))
    np.maximum.at(most, evidence.candidate[some], before[some])
    extra = np.zeros((len(before), len(_BEFORE)))
    extra[:, 0] = np.log(before + _TINY)
    extra[some, 1] = np.log(mean[evidence.candidate[some]] + _TINY)
    extra[some, 2] = np.log(most[evidence.candidate[some]] + _TINY)
    extra[~some, 3] = extra[~some, 0]
    return np.hstack([_stacked(evidence, _votes(evidence.table, mean)), extra])


def shares(scores: Floats, starts: Whole) -> Floats:
    """Turn scores into shares that add up to 1 for each mention.

    Parameters
    ----------
    scores
        A number a row.
    starts
        As in `Evidence`.

    Returns
    -------
    NDArray
        A share a row.
    """
    if not len(scores):
        return scores
    sizes = np.diff(starts)
    top = np.maximum.reduceat(scores, starts[:-1])
    powers = np.exp(scores - np.repeat(top, sizes))
    share: Floats = powers / np.repeat(np.add.reduceat(powers, starts[:-1]), sizes)
    return share


def _stacked(evidence: Evidence, votes: Floats) -> Floats:
    """Put what belongs to candidates and what belongs to mentions into rows."""
    table, candidate = evidence.table, evidence.candidate
    none = np.zeros((len(candidate), len(_NONE)))
    last = candidate < 0
    best = np.zeros((len(evidence.found), 2))
    np.maximum.at(best[:, 0], table.group, table.people)
    np.maximum.at(best[:, 1], table.group, table.own[:, int(Called.NAME)])
    sizes = np.array([len(one.rows) for one in evidence.found], dtype=np.float64)
    none[last, 0] = 1.0
    none[last, 1] = np.log1p(sizes[evidence.group])
    none[last, 2:4] = best[evidence.group]
    none[last, 4] = np.log(max(1, len(evidence.found)))
    none[last, 5] = evidence.doubt
    rows = (
        np.hstack([table.own, votes])[candidate]
        if len(table.group)
        else np.zeros((len(candidate), len(OWN) + len(_VOTES)))
    )
    rows[last] = 0.0
    return np.hstack([rows[:, : len(OWN)], evidence.local, rows[:, len(OWN) :], none])


def _tabled(found: Sequence[Namesakes], names: dict[int, str], numbers: Sequence[int]) -> _Table:
    """Put the candidates of all names side by side."""
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
    return _Table(
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


def _local(
    text: str,
    mentions: Sequence[Mention],
    found: Sequence[Namesakes],
    group: Sequence[int],
    narrowed: Sequence[Narrowed],
) -> Floats:
    """What speaks for each candidate of each mention by what stands around it."""
    holding = _holding(found, narrowed)
    blocks = []
    for mention, one, around in zip(mentions, found, narrowed, strict=True):
        block = np.zeros((len(one.rows) + 1, len(LOCAL)))
        held = {
            n for (s, e), ns in holding.items() if s < mention.end and mention.start < e for n in ns
        }
        stop = text[mention.end : mention.end + 1] == "." or text[mention.end - 1] == "."
        comma = text[max(0, mention.start - 2) : mention.start].strip() == ","
        for n, row in enumerate(one.rows):
            short = one.called[n] is Called.SHORT
            block[n, :12] = (
                *_narrowing(row, around.after),
                *_narrowing(row, around.within)[:2],
                *_narrowing(row, around.owner)[:2],
                row.place in held,
                around.kind is not None and around.kind == row.feature_class,
                around.kind is not None and around.kind != row.feature_class,
                short and stop,
                short and comma,
            )
        blocks.append(block)
    if blocks:
        _share_between(blocks, group)
    return np.vstack(blocks) if blocks else np.zeros((0, len(LOCAL)))


def _narrowing(row: Namesake, areas: Sequence[Namesake]) -> tuple[bool, bool, bool]:
    """Whether a place lies in one of some areas, in none of them, by a town of them."""
    holders = [area for area in areas if inside(row, area)]
    towns = [area for area in holders if area.feature_class == FeatureClass.SETTLEMENT]
    return len(holders) > len(towns), bool(areas) and not holders, bool(towns)


def _holding(
    found: Sequence[Namesakes], narrowed: Sequence[Narrowed]
) -> dict[tuple[int, int], set[int]]:
    """The places that hold a candidate of the mention they stand after, by their characters."""
    held: dict[tuple[int, int], set[int]] = {}
    for one, around in zip(found, narrowed, strict=True):
        if around.span:
            places = {a.place for a in around.after if any(inside(row, a) for row in one.rows)}
            held.setdefault(around.span, set()).update(places)
    return held


def _share_between(blocks: Sequence[Floats], group: Sequence[int]) -> None:
    """Let what narrows one mention of a name speak, more softly, for the others."""
    for column, shared in ((0, 12), (7, 13)):
        best: dict[int, Floats] = {}
        for block, one in zip(blocks, group, strict=True):
            best[one] = np.maximum(best.get(one, np.zeros(len(block))), block[:, column])
        for block, one in zip(blocks, group, strict=True):
            block[:, shared] = best[one]


def _votes(table: _Table, mass: Floats) -> Floats:
    """What the other names of the document say, given how likely each of their places is."""
    count = len(table.group)
    if not count:
        return np.zeros((0, len(_VOTES)))
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
