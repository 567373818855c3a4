"""Remake gazetteer/data/documents.npz: which place each mention of a document means.

Reads the corpora in ../shared/data/corpora and keeps weights of pieces of evidence, no word of a
text. Run it from the root of the repository: ``python -m docs.data.train_documents``. The same
corpora and gazetteer give the same weights.

Each document is learnt from in three ways: with the mentions that the corpus marks, with those that
a recogniser finds that has not learnt from the document, and with a passage of another document
behind it, as pages carry them.
"""

from __future__ import annotations

import sys
import time
import zlib
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from docs.data import train_recognizer
from gazetteer.documents.evidence import (
    FIRST,
    SECOND,
    Evidence,
    first_pass,
    gathered,
    second_pass,
    shares,
)
from gazetteer.documents.trust import SIGNS, favourites, signs
from gazetteer.documents.weighing import TABLE, Weights
from gazetteer.grid import great_circle_m
from gazetteer.index import Gazetteer
from gazetteer.mention import Mention
from gazetteer.recognize import recognize_with
from tests.benchmarks.corpora import Document, Format, read
from tests.benchmarks.roles_corpora import geowebnews, lgl

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from gazetteer import chain
    from gazetteer.documents.namesakes import Namesake
    from tests.benchmarks.corpora import Toponym

    Floats = NDArray[np.float64]

CORPORA = Path(__file__).resolve().parents[3] / "shared" / "data" / "corpora"
TARGET = Path("gazetteer/data") / TABLE
RIGHT_M = 161_000.0
SAME_M = 5_000.0
UNITS = 24
SEED = 20240118
LINEAR_ROUNDS, ROUNDS, BATCH = 12, 16, 16
STEP, DECAY = 0.004, 2e-4
CONSTANT = 1e-6
NEWTON = 25
TIMES = {Format.LGL: 1, Format.GEOWEBNEWS: 2}
"""How often each document is learnt from: LGL has three times as many, all of local news."""


_PASSAGE = 150
_CLASSES = {Format.LGL: "lgl", Format.GEOWEBNEWS: "gwn"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A document to learn from, and which of its rows are right."""

    evidence: Evidence
    right: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Lessons:
    """The documents of all corpora, by a name of each, ready for both models to learn from."""

    forms: dict[str, Format]
    documents: dict[str, Document]
    marked: dict[str, Example]
    spans: dict[str, train_recognizer.Example]
    always: list[train_recognizer.Example]

    @classmethod
    def read(cls, gazetteer: Gazetteer) -> Lessons:
        """Read the corpora and look everything up."""
        forms, documents = {}, {}
        for form in TIMES:
            for document in read(CORPORA / f"{form}.xml", form):
                name = f"{_CLASSES[form]} {document.id}"
                forms[name], documents[name] = form, document
        return cls(
            forms=forms,
            documents=documents,
            marked={name: example(gazetteer, document) for name, document in documents.items()},
            spans={
                document.id: train_recognizer.example(gazetteer, document)
                for document in (*lgl(), *geowebnews())
            },
            always=train_recognizer.always(gazetteer),
        )

    def recognizer(self, names: Iterable[str]) -> chain.Weights:
        """Learn which words are places from some of the documents."""
        return train_recognizer.train([*(self.spans[name] for name in names), *self.always])

    def weights(self, gazetteer: Gazetteer, names: Sequence[str]) -> Weights:
        """Learn which places they mean from some of the documents."""
        chance = np.random.default_rng(SEED)
        halves = [[name for name in names if fold_of(name, 2) == half] for half in range(2)]
        recognizers = [self.recognizer(half) for half in reversed(halves)]
        examples = []
        for half, model in zip(halves, recognizers, strict=True):
            for name in half:
                document = self.documents[name]
                mentions = recognize_with(model, gazetteer, document.text)
                other = self.documents[names[int(chance.integers(len(names)))]]
                examples += [
                    self.marked[name],
                    example(gazetteer, document, mentions),
                    example(gazetteer, _followed(document, other, chance)),
                ] * TIMES[self.forms[name]]
        return trained(examples)


def fold_of(name: str, folds: int) -> int:
    """The fold of a document, the same in every run."""
    return zlib.crc32(name.encode()) % folds


def _followed(document: Document, other: Document, chance: np.random.Generator) -> Document:
    """A document with a passage of another behind it."""
    if not other.toponyms:
        return document
    toponym = other.toponyms[int(chance.integers(len(other.toponyms)))]
    first = other.text.rfind(" ", 0, max(0, toponym.start - _PASSAGE)) + 1
    last = min(len(other.text), toponym.end + _PASSAGE)
    by = len(document.text) + 2 - first
    passed = tuple(
        one._replace(start=one.start + by, end=one.end + by)
        for one in other.toponyms
        if first <= one.start and one.end <= last
    )
    text = f"{document.text}\n\n{other.text[first:last]}"
    return Document(id=document.id, text=text, toponyms=document.toponyms + passed)


def example(
    gazetteer: Gazetteer, document: Document, mentions: Sequence[Mention] | None = None
) -> Example:
    """Look up the mentions of a document, those it marks if left out, and mark what is right."""
    if mentions is None:
        mentions = [Mention(start=t.start, end=t.end, text=t.phrase) for t in document.toponyms]
    evidence = gathered(gazetteer, document.text, mentions)
    blocks = []
    for number, mention in enumerate(mentions):
        met = (t for t in document.toponyms if t.start < mention.end and mention.start < t.end)
        blocks.append(np.array(_right(evidence.rows(number), next(met, None))))
    return Example(evidence=evidence, right=np.concatenate([*blocks, np.zeros(0)]))


def _right(rows: Sequence[Namesake], toponym: Toponym | None) -> list[float]:
    """1 for the places meant: the very one where it is known, else those not far from it."""
    if toponym is None or toponym.lon is None or toponym.lat is None:
        return [0.0] * len(rows) + [1.0]
    away = [great_circle_m(row.lon, row.lat, toponym.lon, toponym.lat) for row in rows]
    nearest = min(away, default=RIGHT_M + 1)
    if nearest > RIGHT_M:
        return [0.0] * len(rows) + [1.0]
    within = max(SAME_M, nearest * 1.2) if nearest <= SAME_M * 4 else RIGHT_M
    return [float(m <= within) for m in away] + [0.0]


def trained(examples: Sequence[Example], *, seed: int = SEED) -> Weights:
    """Learn both passes."""
    examples = [one for one in examples if len(one.right)]
    chance = np.random.default_rng(seed)
    plain = [first_pass(one.evidence) for one in examples]
    first = _fitted(plain, examples, {"second": np.zeros(len(FIRST))}, chance, LINEAR_ROUNDS)[
        "second"
    ]
    whole = [
        second_pass(one.evidence, shares(rows @ first + one.evidence.barred, one.evidence.starts))
        for one, rows in zip(examples, plain, strict=True)
    ]
    stacked = np.vstack(whole)
    centre, scale = stacked.mean(0), stacked.std(0)
    seen = scale > CONSTANT
    scale = np.where(seen, scale, 1.0)
    even = [(rows - centre) / scale for rows in whole]
    start = {
        "second": np.zeros(len(SECOND)),
        "units": chance.normal(0.0, 1.0 / np.sqrt(len(SECOND)), (len(SECOND), UNITS)),
        "bias": np.zeros(UNITS),
        "out": chance.normal(0.0, 0.1, UNITS),
    }
    learnt = _fitted(even, examples, start, chance, ROUNDS)
    learnt["units"] *= seen[:, None]  # what was never seen counts for nothing
    weights = Weights(
        first=first, centre=centre, scale=scale, **learnt, trust=np.zeros(len(SIGNS) + 1)
    )
    return replace(weights, trust=_trust(examples, whole, weights))


def _trust(examples: Sequence[Example], whole: Sequence[Floats], weights: Weights) -> Floats:
    """Learn how far the best candidates are to be trusted: logistic regression by Newton's way."""
    blocks, answers = [], []
    for one, rows in zip(examples, whole, strict=True):
        starts = one.evidence.starts
        given = shares(weights.scores(rows) + one.evidence.barred, starts)
        best, mass = favourites(one.evidence, given)
        some = best >= 0
        blocks.append(signs(one.evidence, rows, best, mass)[some])
        answers.append(one.right[(starts[:-1] + best)[some]])
    table, answer = np.vstack(blocks), np.concatenate(answers)
    centre, scale = table.mean(0), table.std(0)
    scale = np.where(scale > CONSTANT, scale, np.inf)
    even = np.column_stack([(table - centre) / scale, np.ones(len(table))])
    found = np.zeros(even.shape[1])
    for _ in range(NEWTON):
        share = 1.0 / (1.0 + np.exp(-even @ found))
        slope = even.T @ (share - answer) + found
        curve = (even.T * (share * (1.0 - share))) @ even + np.eye(len(found))
        found -= np.linalg.solve(curve, slope)
    plain = found[:-1] / scale
    return np.append(plain, found[-1] - plain @ centre)


def _fitted(
    rows: Sequence[Floats],
    examples: Sequence[Example],
    start: dict[str, Floats],
    chance: np.random.Generator,
    rounds: int,
) -> dict[str, Floats]:
    """Adam on batches of documents; the mean of the weights over the last half of the rounds."""
    layer = "units" in start
    now = {name: value.copy() for name, value in start.items()}
    mean = {name: np.zeros_like(value) for name, value in now.items()}
    slow = {name: np.zeros_like(value) for name, value in now.items()}
    square = {name: np.zeros_like(value) for name, value in now.items()}
    steps = kept = 0
    for turn in range(rounds):
        order = chance.permutation(len(rows))
        for at in range(0, len(order), BATCH):
            batch = order[at : at + BATCH]
            slopes = _slopes([rows[n] for n in batch], [examples[n] for n in batch], now)
            steps += 1
            rate = STEP * (1 if turn < rounds // 2 else 0.4)
            for name, slope in slopes.items():
                slow[name] = 0.9 * slow[name] + 0.1 * slope
                square[name] = 0.99 * square[name] + 0.01 * slope**2
                move = slow[name] / (1 - 0.9**steps)
                move /= np.sqrt(square[name] / (1 - 0.99**steps)) + 1e-8
                now[name] -= rate * (move if layer else 5 * move)
            if turn >= rounds // 2:
                kept += 1
                for name, value in now.items():
                    mean[name] += value
    return {name: value / kept for name, value in mean.items()}


def _slopes(
    rows: list[Floats], examples: list[Example], now: dict[str, Floats]
) -> dict[str, Floats]:
    """Slope of the mean loss, which is minus the log of the share of what is right."""
    x = np.vstack(rows)
    right = np.concatenate([one.right for one in examples])
    sizes = np.concatenate([np.diff(one.evidence.starts) for one in examples])
    starts = np.concatenate([[0], np.cumsum(sizes)])
    barred = np.concatenate([one.evidence.barred for one in examples])
    scores = x @ now["second"] + barred
    layer = "units" in now
    if layer:
        hidden = np.tanh(x @ now["units"] + now["bias"])
        scores = scores + hidden @ now["out"]
    given = shares(scores, starts)
    good = given * right
    total = np.repeat(np.add.reduceat(good, starts[:-1]), sizes)
    slope = (given - good / np.maximum(total, 1e-12)) / len(sizes)
    slopes = {"second": x.T @ slope + DECAY * now["second"]}
    if layer:
        back = (slope[:, None] * now["out"][None, :]) * (1 - hidden**2)
        slopes["out"] = hidden.T @ slope + DECAY * now["out"]
        slopes["units"] = x.T @ back + DECAY * now["units"]
        slopes["bias"] = back.sum(0)
    return slopes


def main() -> None:
    """Train on everything and write the weights."""
    start = time.perf_counter()
    with Gazetteer.open() as gazetteer:
        lessons = Lessons.read(gazetteer)
        weights = lessons.weights(gazetteer, list(lessons.documents))
    arrays = {
        field.name: getattr(weights, field.name).astype(np.float32) for field in fields(Weights)
    }
    np.savez_compressed(TARGET, columns=np.array([*SECOND, *SIGNS]), **arrays)
    sys.stdout.write(
        f"{TARGET}: {TARGET.stat().st_size:,} bytes from {len(lessons.documents)} documents, "
        f"{time.perf_counter() - start:.0f} s\n"
    )


if __name__ == "__main__":
    main()
