"""The trained weights that say how much each piece of evidence counts.

Both passes score a row and turn the scores of a mention into shares. The first is linear; the
second also sees the evidence through a small layer of units, so that one piece can count for more
beside another. A last model says how far the best candidate is to be trusted (`trust`).
`docs/data/train_documents.py` makes the weights.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from gazetteer.documents.evidence import FIRST, SECOND, Evidence, first_pass, second_pass, shares
from gazetteer.documents.trust import SIGNS, favourites, signs
from gazetteer.errors import DataError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Whole = NDArray[np.int64]

__all__ = ["TABLE", "Weighed", "Weights", "shipped_weights", "weighed"]

TABLE = "documents.npz"
"""The file in `gazetteer/data`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Weights of both passes.

    Parameters
    ----------
    first
        A number a column of the first pass.
    centre, scale
        What is taken off a column of the second pass, and what it is then divided by.
    second
        A number a column of the second pass.
    units, bias, out
        The layer: a column of numbers a unit, a number a unit, a number a unit.
    trust
        A number a sign, and a last one.
    """

    first: Floats
    centre: Floats
    scale: Floats
    second: Floats
    units: Floats
    bias: Floats
    out: Floats
    trust: Floats

    def scores(self, rows: Floats) -> Floats:
        """Score the rows of the second pass.

        Parameters
        ----------
        rows
            As `second_pass` gives them.

        Returns
        -------
        NDArray
            A number a row; only differences within a mention mean something.
        """
        even = (rows - self.centre) / self.scale
        score: Floats = even @ self.second + np.tanh(even @ self.units + self.bias) @ self.out
        return score


class Weighed(NamedTuple):
    """A document that has been weighed."""

    shares: Floats
    """How likely each row is what its mention means; the shares of a mention add up to 1."""
    best: Whole
    """The best candidate of each mention, as a place among its rows; -1 where it has none."""
    mass: Floats
    """How much of what all candidates have it has, with those less than 25 km from it."""
    trust: Floats
    """How likely it, or one of those, is meant, for each mention."""


def weighed(evidence: Evidence, weights: Weights) -> Weighed:
    """Weigh a document.

    Parameters
    ----------
    evidence
        The document.
    weights
        What the evidence counts.

    Returns
    -------
    Weighed
        Shares of rows, and the best of each mention.
    """
    before = shares(first_pass(evidence) @ weights.first + evidence.barred, evidence.starts)
    rows = second_pass(evidence, before)
    given = shares(weights.scores(rows) + evidence.barred, evidence.starts)
    best, mass = favourites(evidence, given)
    odds = signs(evidence, rows, best, mass) @ weights.trust[:-1] + weights.trust[-1]
    trust = np.where(best >= 0, 1.0 / (1.0 + np.exp(-odds)), 0.0)
    return Weighed(given, best, mass, trust)


@cache
def shipped_weights() -> Weights:
    """Read the weights that come along.

    Returns
    -------
    Weights
        Those in `gazetteer/data`.

    Raises
    ------
    DataError
        If they were made for other evidence than there is.
    """
    with files("gazetteer").joinpath("data", TABLE).open("rb") as file, np.load(file) as arrays:
        made_for = tuple(arrays["columns"].tolist())
        weights = {field.name: arrays[field.name].astype(np.float64) for field in fields(Weights)}
    if made_for != (*SECOND, *SIGNS) or len(weights["first"]) != len(FIRST):
        msg = (
            f"made for {len(made_for)} other pieces of evidence than those of now; "
            "run docs/data/train_documents.py"
        )
        raise DataError(msg, table=TABLE)
    return Weights(**weights)
