"""A linear chain over the words of runs: for each word, how likely it begins or goes on a name.

A conditional random field with three states (outside, begins, goes on). A weight for each feature
and state and one for each pair of states, nothing else; plain numpy over all runs at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import IO

    from numpy.typing import NDArray  # noqa: TC004 - an alias for annotations

    Floats: TypeAlias = NDArray[np.float64]

__all__ = ["BEGINS", "GOES_ON", "OUTSIDE", "Weights", "chances", "pad"]

OUTSIDE, BEGINS, GOES_ON = range(3)
_NEVER = -1e4
_STEPS_OF_ONE = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What a model has learnt.

    Parameters
    ----------
    rows
        Row of each feature in `table`, by its name. Row 0 is for features it does not know.
    table
        Weights, features by states.
    extra
        Further arrays, by name.
    """

    rows: dict[str, int]
    table: NDArray[np.float32]
    extra: dict[str, Floats]

    @classmethod
    def load(cls, file: Path | IO[bytes]) -> Weights:
        """Read a model file.

        Parameters
        ----------
        file
            An .npz archive that `save` has written.

        Returns
        -------
        Weights
            The model.
        """
        with np.load(file, allow_pickle=False) as arrays:
            names = arrays["names"].tobytes().decode().split("\t")
            weights = arrays["weights"]
            table = np.zeros((len(names) + 1, weights.shape[1]), np.float32)
            table[1:] = weights
            extra = {
                name.removeprefix("extra_"): arrays[name].astype(float)
                for name in arrays.files
                if name.startswith("extra_")
            }
        return cls(rows={name: row for row, name in enumerate(names, 1)}, table=table, extra=extra)

    def save(self, file: Path) -> None:
        """Write a model file.

        Parameters
        ----------
        file
            The file to write. Weights are rounded to a 64th, and features that are left without
            any go.
        """
        steps = np.rint(self.table * _STEPS_OF_ONE)
        names = sorted(name for name, row in self.rows.items() if steps[row].any())
        arrays: dict[str, NDArray[np.generic]] = {
            "names": np.frombuffer("\t".join(names).encode(), np.uint8),
            "weights": (steps[[self.rows[name] for name in names]] / _STEPS_OF_ONE).astype(
                np.float16
            ),
        }
        arrays |= {f"extra_{name}": array for name, array in self.extra.items()}
        with file.open("wb") as target:
            np.savez_compressed(target, **arrays)  # type: ignore[arg-type]


def pad(lengths: Sequence[int]) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """Lay runs of several lengths out as the rows of a table.

    Parameters
    ----------
    lengths
        Words in each run; the runs follow each other.

    Returns
    -------
    tuple
        For each run and place in it the number of the word, and whether there is one.
    """
    sizes = np.asarray(lengths, np.intp)
    places = np.arange(sizes.max())
    there = places < sizes[:, None]
    starts = np.cumsum(sizes) - sizes
    return np.where(there, starts[:, None] + places, 0), there


def chances(
    scores: Floats, steps: Floats, there: NDArray[np.bool_]
) -> tuple[Floats, Floats, Floats]:
    """Work out how likely each state is for each word.

    Parameters
    ----------
    scores
        Runs by places by states.
    steps
        What it is worth to go from one state to another.
    there
        Runs by places, whether a word is there.

    Returns
    -------
    tuple
        Chance of each state (runs, places, states); expected steps between states, summed (states,
        states); logarithm of the sum over all ways, for each run.
    """
    _, places, states = scores.shape
    scores = scores.copy()
    scores[:, 0, GOES_ON] += _NEVER
    steps = steps.copy()
    steps[OUTSIDE, GOES_ON] = _NEVER
    forward = np.zeros_like(scores)
    forward[:, 0] = scores[:, 0]
    for place in range(1, places):
        ahead = _log_sum(forward[:, place - 1, :, None] + steps, 1) + scores[:, place]
        forward[:, place] = np.where(there[:, place, None], ahead, forward[:, place - 1])
    total = _log_sum(forward[:, -1], 1)
    backward = np.zeros_like(scores)
    taken = np.zeros((states, states))
    for place in range(places - 2, -1, -1):
        onward = (scores[:, place + 1] + backward[:, place + 1])[:, None, :] + steps
        present = there[:, place + 1, None]
        backward[:, place] = np.where(present, _log_sum(onward, 2), 0.0)
        both = np.exp(forward[:, place, :, None] + onward - total[:, None, None])
        taken += (both * present[:, :, None]).sum(0)
    return np.exp(forward + backward - total[:, None, None]), taken, total


def _log_sum(values: Floats, axis: int) -> Floats:
    """Logarithm of a sum of exponentials."""
    top = values.max(axis, keepdims=True)
    total: Floats = np.log(np.exp(values - top).sum(axis)) + top.squeeze(axis)
    return total
