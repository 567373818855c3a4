"""The trained weights that say how much each piece of evidence counts.

Both passes score a row and turn the scores of a mention into shares. The first is linear; the
second also sees the evidence through a small layer of units, so that one piece can count for more
beside another. `docs/data/train_documents.py` makes the weights.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

from gazetteer.documents.evidence import FIRST, SECOND, Evidence, first_pass, second_pass, shares
from gazetteer.errors import DataError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["TABLE", "Weights", "shipped_weights", "weighed"]

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
    """

    first: Floats
    centre: Floats
    scale: Floats
    second: Floats
    units: Floats
    bias: Floats
    out: Floats

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


def weighed(evidence: Evidence, weights: Weights) -> Floats:
    """How likely each row of a document is what its mention means.

    Parameters
    ----------
    evidence
        The document.
    weights
        What the evidence counts.

    Returns
    -------
    NDArray
        A share a row; the shares of a mention add up to 1.
    """
    before = shares(first_pass(evidence) @ weights.first, evidence.starts)
    return shares(weights.scores(second_pass(evidence, before)), evidence.starts)


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
    if made_for != SECOND or len(weights["first"]) != len(FIRST):
        msg = (
            f"made for {len(made_for)} other pieces of evidence than the {len(SECOND)} of now; "
            "run docs/data/train_documents.py"
        )
        raise DataError(msg, table=TABLE)
    return Weights(**weights)
