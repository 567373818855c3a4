"""Vectors of words from the plain text of the corpora, for train_roles.py.

Which words stand beside a word tells how it is used: counts of neighbours, weighed by how far they
exceed chance, cut down to a few dimensions.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from docs.data.semeval import semeval
from gazetteer.tokens import Tokens
from tests.benchmarks.roles_corpora import CORPORA, geowebnews, lgl, relocar

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

DIMENSIONS = 24
MIN_COUNT = 10
NEIGHBOURS = 1_500
OFFSETS = (-2, -1, 1, 2)
SMOOTHING = 0.75
ROUNDS = 4
SPARE = 16


def texts(folder: Path = CORPORA) -> list[str]:
    """Texts of all corpora; what is in capitals only is lowered, as all words are later."""
    marked = lgl(folder) + geowebnews(folder) + relocar(folder) + semeval(folder)
    found = {document.text for document in marked}
    for name in ("event_location_dev.jsonl", "muc4_dev.jsonl"):
        lines = (folder / name).read_text(encoding="utf-8").splitlines()
        found |= {json.loads(line)["text"] for line in lines}
    return sorted(found)


def vectors(seed: int) -> tuple[dict[str, int], NDArray[np.float32]]:
    """Learn vectors: row of each word, from 1, and unit vectors with an empty row 0."""
    read = [["0" if w[0].isdigit() else w for w in Tokens.of(text).lower] for text in texts()]
    counts = Counter(word for words in read for word in words)
    ranked = sorted(counts, key=lambda word: (-counts[word], word))
    kept = [word for word in ranked if counts[word] >= MIN_COUNT and word.isprintable()]
    rows = {word: row for row, word in enumerate(kept)}
    seen = _neighbours([np.array([rows.get(w, -1) for w in words]) for words in read], len(kept))
    total, by_word = seen.sum(), seen.sum(1, keepdims=True)
    by_neighbour = seen.sum(0, keepdims=True) ** SMOOTHING
    by_neighbour *= total / by_neighbour.sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        excess = np.log(seen * total / (by_word * by_neighbour))
    cut = _cut(np.nan_to_num(np.maximum(excess, 0.0), nan=0.0).astype(np.float32), seed)
    table = np.zeros((len(kept) + 1, DIMENSIONS), np.float32)
    table[1:] = cut / np.maximum(np.linalg.norm(cut, axis=1, keepdims=True), 1e-9)
    return {word: row + 1 for word, row in rows.items()}, table


def _neighbours(read: list[NDArray[np.intp]], count: int) -> NDArray[np.float32]:
    """Count the frequent words at each offset from each word."""
    width = NEIGHBOURS * len(OFFSETS)
    seen = np.zeros(count * width, np.float32)
    for part, offset in enumerate(OFFSETS):
        cells = []
        for words in read:
            if len(words) <= abs(offset):
                continue
            here, there = (words[:-offset], words[offset:]) if offset > 0 else (
                words[-offset:], words[:offset])  # fmt: skip
            both = (here >= 0) & (there >= 0) & (there < NEIGHBOURS)
            cells.append(here[both] * width + part * NEIGHBOURS + there[both])
        found, times = np.unique(np.concatenate(cells), return_counts=True)
        seen[found] += times
    return seen.reshape(count, width)


def _cut(table: NDArray[np.float32], seed: int) -> NDArray[np.float32]:
    """Cut a table down to its first singular vectors, by random projection."""
    start = np.random.default_rng(seed).normal(size=(table.shape[1], DIMENSIONS + SPARE))
    basis = table @ start.astype(np.float32)
    for _ in range(ROUNDS):
        basis = np.linalg.qr(table @ (table.T @ np.linalg.qr(basis)[0]))[0]
    left, sizes, _ = np.linalg.svd(basis.T @ table, full_matrices=False)
    cut: NDArray[np.float32] = (basis @ left)[:, :DIMENSIONS] * np.sqrt(sizes[:DIMENSIONS])
    return cut
