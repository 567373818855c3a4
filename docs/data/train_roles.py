"""Train gazetteer/data/roles.npz on the training part of ReLocaR and on GeoWebNews.

Run it from the root of the repository with ``../shared`` beside it:
``PYTHONPATH=. python docs/data/train_roles.py``.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from gazetteer.chain import Weights
from gazetteer.mention import Role
from gazetteer.role import MODEL, role_features
from tests.benchmarks.roles_corpora import Marked, geowebnews, relocar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

TARGET = Path("gazetteer/data") / MODEL
MIN_DOCUMENTS = 5
EPOCHS = 25
BATCH = 64
RATE = 0.03
DECAY = 5e-4
SEED = 20240118


def train(documents: Sequence[Marked], *, seed: int = SEED) -> Weights:
    """Fit a softmax over the roles with AdaGrad."""
    words: list[list[str]] = []
    roles: list[int] = []
    seen: dict[str, int] = defaultdict(int)
    for document in documents:
        found = role_features(document.text, [(start, end) for start, end, _ in document.places])
        words += found
        roles += [list(Role).index(Role(role)) for _, _, role in document.places]
        for name in {name for row in found for name in row}:
            seen[name] += 1
    kept = sorted(name for name, count in seen.items() if count >= MIN_DOCUMENTS)
    rows = {name: row for row, name in enumerate(kept, 1)}
    numbers = [np.array([rows[name] for name in row if name in rows], np.intp) for row in words]
    table = _fit(numbers, np.array(roles), len(rows) + 1, seed)
    return Weights(rows=rows, table=table.astype(np.float32), extra={})


def _fit(
    numbers: list[NDArray[np.intp]], roles: NDArray[np.intp], count: int, seed: int
) -> NDArray[np.float64]:
    """Fit the weights; row 0 stays empty."""
    table = np.zeros((count, len(Role)))
    squares = np.full_like(table, 1e-6)
    total, passes = np.zeros_like(table), 0
    random = np.random.default_rng(seed)
    for epoch in range(EPOCHS):
        order = random.permutation(len(numbers))
        for start in range(0, len(order), BATCH):
            batch = order[start : start + BATCH]
            sizes = np.array([len(numbers[n]) for n in batch])
            flat = np.concatenate([numbers[n] for n in batch])
            scores = np.add.reduceat(table[flat], np.cumsum(sizes) - sizes, axis=0)
            likely = np.exp(scores - scores.max(1, keepdims=True))
            slope = -likely / likely.sum(1, keepdims=True)
            slope[np.arange(len(batch)), roles[batch]] += 1.0
            gradient = np.zeros_like(table)
            np.add.at(gradient, flat, np.repeat(slope, sizes, axis=0))
            gradient -= DECAY * len(batch) * table
            squares += gradient**2
            table += RATE * gradient / np.sqrt(squares)
        if epoch >= EPOCHS // 2:
            total += table
            passes += 1
    return total / passes


def main() -> None:
    """Train on everything and write the file."""
    train(relocar() + geowebnews()).save(TARGET)
    print(f"{TARGET}: {TARGET.stat().st_size / 1e6:.2f} MB")  # noqa: T201


if __name__ == "__main__":
    main()
