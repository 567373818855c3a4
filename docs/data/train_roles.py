"""Train gazetteer/data/roles.npz.

On the training part of ReLocaR, on the sentences of SemEval 2007 that its authors marked anew, on
GeoWebNews, and on sentences of our own for reports of attacks (role_sentences.txt). Run it from the
root of the repository with ``../shared`` beside it:
``PYTHONPATH=. python docs/data/train_roles.py``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from docs.data.semeval import semeval
from docs.data.word_vectors import vectors
from gazetteer.mention import Role
from gazetteer.role import MODEL, role_features
from gazetteer.role_network import SLOTS, Inputs, Network
from tests.benchmarks.roles_corpora import Marked, geowebnews, relocar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

TARGET = Path("gazetteer/data") / MODEL
SENTENCES = Path(__file__).with_name("role_sentences.txt")
MIN_DOCUMENTS = 5
NETWORKS = 2
HIDDEN = 24
PASSES = 12
BATCH = 128
RATE = 2e-3
DECAY = 1e-3
KEPT_FEATURES, KEPT_VECTORS, KEPT_HIDDEN = 0.7, 0.8, 0.5
FILLS = 4
SEED = 20240118

_LETTERS = {"L": "location", "A": "actor", "D": "demonym", "P": "part_of_name"}
_NAMES = {
    "city": "Zahedan Saravan Panjgur Turbat Erbil Quetta Kerman Peshawar Khost Idlib Mosul Kirkuk "
    "Kandahar Herat Gwadar Chabahar Aleppo Homs Basra Rask Mashhad Tabriz Sialkot Karachi Odesa",
    "province": "Balochistan Sindh Punjab Khuzestan Helmand Nangarhar Anbar Nineveh Kunar",
    "state": "Iran Pakistan Iraq Syria Afghanistan India Turkey Israel Jordan Lebanon Russia China",
    "capital": "Tehran Islamabad Baghdad Damascus Kabul Ankara Moscow Beirut Riyadh Doha Amman",
    "people": "Iranians Pakistanis Iraqis Syrians Afghans Turks Russians Indians",
    "adjective": "Iranian Pakistani Iraqi Syrian Afghan Turkish Israeli Indian Russian Jordanian",
}
_SLOT = re.compile(r"\[(\w+) ([LADP])\]")


def own_sentences(cities: Sequence[str] = ()) -> list[Marked]:
    """Our own sentences, each filled with several names; one document a sentence.

    Towns are taken from `cities` if there are any, else from a few of the region.
    """
    names = {kind: words.split() for kind, words in _NAMES.items()}
    names["city"] = list(cities) or names["city"]
    random = np.random.default_rng(SEED)
    found = []
    for number, line in enumerate(SENTENCES.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#"):
            continue
        text, places = "", []
        for _ in range(FILLS):
            at = 0
            for slot in _SLOT.finditer(line):
                text += line[at : slot.start()]
                name = str(random.choice(names[slot[1]]))
                places.append((len(text), len(text) + len(name), _LETTERS[slot[2]]))
                text, at = text + name, slot.end()
            text += line[at:] + "\n"
        found.append(Marked(id=f"own {number}", text=text, places=places))
    return found


def always() -> list[Marked]:
    """What is trained on beside ReLocaR and GeoWebNews and never measured."""
    return semeval() + own_sentences()


def train(documents: Sequence[Marked], *, seed: int = SEED) -> Network:
    """Fit several small networks and join them side by side."""
    features: list[list[str]] = []
    roles: list[int] = []
    seen: dict[str, int] = defaultdict(int)
    for document in documents:
        found = role_features(document.text, [(start, end) for start, end, _ in document.places])
        features += found
        roles += [list(Role).index(Role(role)) for _, _, role in document.places]
        for name in {name for row in found for name in row}:
            seen[name] += 1
    kept = sorted(name for name, count in seen.items() if count >= MIN_DOCUMENTS)
    words, table = _vectors()
    empty = Network(
        rows={name: row for row, name in enumerate(kept, 1)},
        table=np.zeros((len(kept) + 1, HIDDEN), np.float32),
        words=words,
        vectors=table,
        slots=np.zeros((len(SLOTS) * table.shape[1], HIDDEN), np.float32),
        outer=np.zeros((HIDDEN, len(Role)), np.float32),
    )
    inputs = empty.inputs(features)
    fitted = [_fit(empty, inputs, np.array(roles), seed + n) for n in range(NETWORKS)]
    return replace(
        empty,
        table=np.hstack([network.table for network in fitted]),
        slots=np.hstack([network.slots for network in fitted]),
        outer=np.vstack([network.outer for network in fitted]),
    )


@cache
def _vectors() -> tuple[dict[str, int], Floats]:
    """Vectors of words, learnt once."""
    return vectors(SEED)


def _fit(network: Network, inputs: Inputs, roles: NDArray[np.intp], seed: int) -> Network:
    """Fit one network with Adam; features, vectors and hidden units drop out at random."""
    random = np.random.default_rng(seed)
    weights = {
        "table": random.normal(0, 0.05, network.table.shape).astype(np.float32),
        "slots": random.normal(0, 0.1, network.slots.shape).astype(np.float32),
        "outer": random.normal(0, 0.1, network.outer.shape).astype(np.float32),
    }
    means = {name: np.zeros_like(weight) for name, weight in weights.items()}
    squares = {name: np.zeros_like(weight) for name, weight in weights.items()}
    starts, step = np.cumsum(inputs.sizes) - inputs.sizes, 0
    for number in range(PASSES):
        order, rate = random.permutation(len(roles)), RATE * (1 - 0.9 * number / PASSES)
        for start in range(0, len(roles), BATCH):
            batch, step = order[start : start + BATCH], step + 1
            rows = [np.arange(starts[n], starts[n] + inputs.sizes[n]) for n in batch]
            part = Inputs(
                rows=inputs.rows[np.concatenate(rows)],
                sizes=inputs.sizes[batch],
                vectors=inputs.vectors[batch],
            )
            for name, slope in _slopes(weights, part, roles[batch], random).items():
                means[name] += 0.1 * (slope - means[name])
                squares[name] += 0.001 * (slope**2 - squares[name])
                mean, square = means[name] / (1 - 0.9**step), squares[name] / (1 - 0.999**step)
                weights[name] -= rate * (mean / (np.sqrt(square) + 1e-8) + DECAY * weights[name])
            weights["table"][0] = 0.0
    return replace(network, table=weights["table"], slots=weights["slots"], outer=weights["outer"])


def _slopes(
    weights: dict[str, Floats],
    part: Inputs,
    roles: NDArray[np.intp],
    random: np.random.Generator,
) -> dict[str, Floats]:
    """Slopes of the loss over a batch."""
    used = (random.random(len(part.rows)) < KEPT_FEATURES).astype(np.float32) / KEPT_FEATURES
    seen = part.vectors * (random.random(part.vectors.shape) < KEPT_VECTORS) / KEPT_VECTORS
    seen = seen.astype(np.float32)
    rows = weights["table"][part.rows] * used[:, None]
    reached = np.add.reduceat(rows, np.cumsum(part.sizes) - part.sizes, axis=0)
    reached += seen @ weights["slots"]
    gate = (reached > 0) * (random.random(reached.shape) < KEPT_HIDDEN) / np.float32(KEPT_HIDDEN)
    hidden = reached * gate
    scores = hidden @ weights["outer"]
    likely = np.exp(scores - scores.max(1, keepdims=True))
    off = likely / likely.sum(1, keepdims=True)
    off[np.arange(len(roles)), roles] -= 1.0
    off /= len(roles)
    back = (off @ weights["outer"].T * gate).astype(np.float32)
    table = np.zeros_like(weights["table"])
    np.add.at(table, part.rows, np.repeat(back, part.sizes, axis=0) * used[:, None])
    return {"table": table, "slots": seen.T @ back, "outer": hidden.T @ off}


def main() -> None:
    """Train on everything and write the file."""
    train(relocar() + geowebnews() + always()).save(TARGET)
    print(f"{TARGET}: {TARGET.stat().st_size / 1e6:.2f} MB")  # noqa: T201


if __name__ == "__main__":
    main()
