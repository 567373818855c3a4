"""A network with one hidden layer over named features and vectors of words.

A feature that it has learnt has a row of weights of its own. A feature of the form `slot=word`
also brings the vector of its word, so that a word that was never seen there counts like those
that are used alike.
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

    Floats: TypeAlias = NDArray[np.float32]

__all__ = ["SLOTS", "Inputs", "Network"]

SLOTS = {
    name: slot
    for slot, name in enumerate(
        (
            "l1", "l2", "l3", "r1", "r2", "r3", "head-l", "head-r", "last-own", "last-mod", "gov",
            "link", "verb", "noun-own", "in",
        )
    )
}  # fmt: skip
"""Features whose word brings its vector, by their names."""

_STEPS = 127


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """Features of some mentions as numbers.

    Parameters
    ----------
    rows
        Rows of the features in the table, one mention after the other.
    sizes
        How many features each mention has; at least one.
    vectors
        Vectors of words, mentions by slots times dimensions.
    """

    rows: NDArray[np.intp]
    sizes: NDArray[np.intp]
    vectors: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """What a model has learnt.

    Parameters
    ----------
    rows
        Row of each feature in `table`, by its name. Row 0 is for features it does not know.
    table
        Weights, features by hidden units.
    words
        Row of each word in `vectors`. Row 0 is for words it does not know.
    vectors
        Vectors of words.
    slots
        Weights, slots times dimensions by hidden units.
    outer
        Weights, hidden units by classes.
    """

    rows: dict[str, int]
    table: Floats
    words: dict[str, int]
    vectors: Floats
    slots: Floats
    outer: Floats

    @classmethod
    def load(cls, file: Path | IO[bytes]) -> Network:
        """Read a model file.

        Parameters
        ----------
        file
            An .npz archive that `save` has written.

        Returns
        -------
        Network
            The model.
        """
        with np.load(file, allow_pickle=False) as arrays:
            names = arrays["names"].tobytes().decode().split("\t")
            words = arrays["words"].tobytes().decode().split("\t")
            return cls(
                rows={name: row for row, name in enumerate(names, 1)},
                table=_wide(arrays["table"], arrays["table_step"]),
                words={word: row for row, word in enumerate(words, 1)},
                vectors=_wide(arrays["vectors"], arrays["vectors_step"]),
                slots=arrays["slots"].astype(np.float32),
                outer=arrays["outer"].astype(np.float32),
            )

    def save(self, file: Path) -> None:
        """Write a model file.

        Parameters
        ----------
        file
            The file to write. Weights of features and vectors are rounded to 127 steps up to the
            largest.
        """
        arrays: dict[str, NDArray[np.generic]] = {
            "names": np.frombuffer("\t".join(self.rows).encode(), np.uint8),
            "words": np.frombuffer("\t".join(self.words).encode(), np.uint8),
            "slots": self.slots.astype(np.float16),
            "outer": self.outer.astype(np.float16),
        }
        for name, full in (("table", self.table), ("vectors", self.vectors)):
            step = np.float32(np.abs(full).max() / _STEPS)
            arrays[name] = np.rint(full[1:] / step).astype(np.int8)
            arrays[f"{name}_step"] = np.array(step)
        with file.open("wb") as target:
            np.savez_compressed(target, **arrays)  # type: ignore[arg-type]

    def inputs(self, features: Sequence[Sequence[str]]) -> Inputs:
        """Number features.

        Parameters
        ----------
        features
            Names of features, at least one for each mention.

        Returns
        -------
        Inputs
            For `hidden`.
        """
        sizes = np.array([len(row) for row in features], np.intp)
        get = self.rows.get
        rows = np.fromiter((get(n, 0) for row in features for n in row), np.intp, sizes.sum())
        vectors = np.zeros((len(features), len(SLOTS), self.vectors.shape[1]), np.float32)
        cells: list[tuple[int, int, int]] = []
        for mention, row in enumerate(features):
            for name in row:
                slot, _, word = name.partition("=")
                if slot in SLOTS:
                    word = word.partition("|")[0]
                    known = self.words.get("0" if word[:1].isdigit() else word)
                    if known:
                        cells.append((mention, SLOTS[slot], known))
        if cells:
            mentions, slots, words = np.array(cells, np.intp).T
            np.add.at(vectors, (mentions, slots), self.vectors[words])
        vectors /= np.maximum(np.linalg.norm(vectors, axis=2, keepdims=True), 1e-9)
        return Inputs(rows=rows, sizes=sizes, vectors=vectors.reshape(len(features), -1))

    def hidden(self, inputs: Inputs) -> Floats:
        """Sum what reaches the hidden units.

        Parameters
        ----------
        inputs
            What `inputs` gives.

        Returns
        -------
        Array
            Mentions by hidden units, before the bend.
        """
        starts = np.cumsum(inputs.sizes) - inputs.sizes
        sums: Floats = np.add.reduceat(self.table[inputs.rows], starts, axis=0)
        return sums + inputs.vectors @ self.slots

    def scores(self, features: Sequence[Sequence[str]]) -> Floats:
        """Score the classes.

        Parameters
        ----------
        features
            Names of features, at least one for each mention.

        Returns
        -------
        Array
            Mentions by classes; the largest is the answer.
        """
        reached = self.hidden(self.inputs(features))
        scores: Floats = np.maximum(reached, 0) @ self.outer
        return scores


def _wide(steps: NDArray[np.int8], step: NDArray[np.float32]) -> Floats:
    """Undo the rounding, with an empty row 0."""
    table = np.zeros((len(steps) + 1, steps.shape[1]), np.float32)
    table[1:] = steps * step
    return table
