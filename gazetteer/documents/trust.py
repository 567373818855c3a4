"""Whether the place that a mention seems to mean is meant at all.

Which candidate is the best is one question, whether it is good enough another: many a name of a
street, a person or a club is also that of a village. The second is answered by a logistic model of
few signs, none of which grows with the length of the document.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from gazetteer.documents.beside import LOCAL
from gazetteer.documents.candidates import OWN
from gazetteer.documents.evidence import SECOND
from gazetteer.place import RADIUS_M, Precision

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from gazetteer.documents.evidence import Evidence

    Floats = NDArray[np.float64]
    Whole = NDArray[np.int64]

__all__ = ["SIGNS", "favourites", "signs"]

_COSINE = math.cos(RADIUS_M[Precision.NEAR] / 6_371_000.0)  # of the angle that 25 km span
_TINY = 1e-300
_LOOK = 12
_LEAST = 0.01
_RELATIVE = frozenset({"rank", "people less", "in a country's shadow", "in a division's shadow"})
_AS_IT_IS = tuple(name for name in (*OWN, *LOCAL) if name not in _RELATIVE)
_AT_MOST_ONE = (
    "share in country", "nearest", "near", "around", "country named", "division named",
)  # fmt: skip
_COLUMNS = [SECOND.index(name) for name in _AS_IT_IS]
_CLIPPED = [SECOND.index(name) for name in _AT_MOST_ONE]

SIGNS = (*_AS_IT_IS, *_AT_MOST_ONE, "share", "doubt", "in doubt")
"""The columns of `signs`."""


def favourites(evidence: Evidence, shares: Floats) -> tuple[Whole, Floats]:
    """The candidate of each mention that has the most, together with those around it.

    Parameters
    ----------
    evidence
        A document.
    shares
        A share a row, as `weighed` gives them.

    Returns
    -------
    tuple
        Its place among the candidates of the mention, -1 where there are none; and how much of
        what all candidates have is its and that of those around it.
    """
    best = np.full(len(evidence.group), -1)
    mass = np.zeros(len(evidence.group))
    for mention in range(len(best)):
        first, last = evidence.starts[mention], evidence.starts[mention + 1] - 1
        if first == last:
            continue
        own, rows = shares[first:last], evidence.rows(mention)
        few = sorted(range(len(rows)), key=lambda n: (-own[n], rows[n].place))[:_LOOK]
        unit = evidence.unit(mention)[few]
        near = unit @ unit.T >= _COSINE
        masses = near @ own[few] / max(float(own.sum()), _TINY)
        order = [(round(m, 9), own[n], -rows[n].place) for m, n in zip(masses, few, strict=True)]
        chosen = order.index(max(order))
        best[mention], mass[mention] = few[chosen], masses[chosen]
    return best, mass


def signs(evidence: Evidence, rows: Floats, best: Whole, mass: Floats) -> Floats:
    """What tells whether the best candidates are meant.

    Parameters
    ----------
    evidence
        A document.
    rows
        As `second_pass` gives them.
    best, mass
        As `favourites` gives them.

    Returns
    -------
    NDArray
        Mentions by `SIGNS`; of no use for a mention without candidates.
    """
    chosen = rows[evidence.starts[:-1] + np.maximum(best, 0)]
    held = np.clip(mass, _LEAST, 1.0 - _LEAST)
    return np.column_stack([
        chosen[:, _COLUMNS],
        np.clip(chosen[:, _CLIPPED], 0.0, 1.0),
        np.log(held / (1.0 - held)),
        evidence.doubt,
        evidence.doubt > -1.0,
    ])  # fmt: skip
