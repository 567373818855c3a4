"""What speaks for each place that the mentions of a document may mean, as numbers.

Mentions of one name share their candidates. Each mention has a row for each of them and a last row
for none of them; a column is one piece of evidence, named in `FIRST` and `SECOND`. The first pass
knows of the other names only which places they may mean, the more populous the likelier; the second
knows what the first made of them. Nothing depends on the order of the mentions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from gazetteer.documents.beside import LOCAL, barred, local
from gazetteer.documents.candidates import OWN, VOTES, Table, tabled, votes
from gazetteer.documents.namesakes import Called, Namesake, Namesakes, namesakes_of
from gazetteer.documents.surroundings import Narrowed, Surroundings, inside
from gazetteer.names import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from gazetteer.index import Gazetteer
    from gazetteer.mention import Mention

    Floats = NDArray[np.float64]
    Whole = NDArray[np.int64]

__all__ = [
    "FIRST",
    "SECOND",
    "Evidence",
    "first_pass",
    "gathered",
    "second_pass",
    "shares",
]

_TINY = 1e-6
_CODE_LENGTH = 3
_SURE = 0.995
_MOST_ROWS, _LEAST_EACH = 1_600, 4  # pairs of rows are compared

_NONE = (
    "none", "none: namesakes", "none: people", "none: by name", "none: other names", "none: doubt",
)  # fmt: skip
_BEFORE = ("before", "before in all", "before most", "none before")

FIRST = (*OWN, *LOCAL, *VOTES, *_NONE)
"""The columns of the first pass."""

SECOND = (*FIRST, *_BEFORE)
"""The columns of the second pass."""


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
    table: Table
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
        table=tabled(
            found,
            dict(zip(group, names, strict=True)),
            [numbers[key] for key, _ in groups],
        ),
        local=local(text, mentions, of_each, group, narrowed),
        doubt=np.array([_doubt(mention.confidence) for mention in mentions]),
        barred=np.concatenate([*map(barred, of_each, narrowed), np.empty(0)]),
    )


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
    return _stacked(evidence, votes(evidence.table, evidence.table.prior))


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
    return np.hstack([_stacked(evidence, votes(evidence.table, mean)), extra])


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
        else np.zeros((len(candidate), len(OWN) + len(VOTES)))
    )
    rows[last] = 0.0
    return np.hstack([rows[:, : len(OWN)], evidence.local, rows[:, len(OWN) :], none])
