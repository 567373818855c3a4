"""Train geo/data/event_places.npz: which name of a sentence is the place of its event.

On event_location_dev.jsonl, four fifths of its sentences by a hash of their text; the rest is
looked at by tests/benchmarks/events.py only. A log-linear model over the features of
`geo.reading.events.place_features`: a sentence's names, their parts and "nowhere" share one
likelihood. Run it from the root of the repository with ``../shared`` beside it:
``PYTHONPATH=. python docs/data/train_event_places.py``.
"""

from __future__ import annotations

import hashlib
import json
import re
import string
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from gazetteer.tokens import Tokens
from geo.reading.events.place_features import NOWHERE, Scene, candidates
from geo.reading.events.places import MODEL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

CORPUS = Path("../shared/data/corpora/event_location_dev.jsonl")
TARGET = Path("geo/data") / MODEL
FOLDS = 5
MIN_SENTENCES = 4
PASSES = 8
BATCH = 32
RATE = 4e-3
DECAY = 1e-2
KEPT = 0.5
SEED = 20240118

_WORDS = re.compile(
    r"(?:[A-Za-z]\.){2,}|\d[\d,.:/]*\d|\w+(?=n't)|n't|'s\b|’s\b|\w+|\s{2,}|\n|[^\w\s]"
)
_ARTICLES = re.compile(r"\b(?:a|an|the)\b")
_MARKS = frozenset(string.punctuation)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A sentence of the corpus.

    Parameters
    ----------
    text
        The sentence.
    event
        Characters of the event's word.
    answers
        Names of the places where it happened; empty where none is marked.
    by_words
        Whether the corpus counts words where it should count characters; they were found again.
    """

    text: str
    event: tuple[int, int]
    answers: tuple[str, ...]
    by_words: bool

    @property
    def held_out(self) -> bool:
        """Whether it is kept from training."""
        return hashlib.sha256(self.text.strip().encode()).digest()[0] % FOLDS == 0


def sentences(corpus: Path = CORPUS) -> list[Told]:
    """Read the corpus; sentences without one event and places that cannot be found are left out."""
    found = []
    for line in corpus.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = row["text"]
        events = [(s["start"], s["end"]) for s in row["spans"] if s["label"] == "VERB"]
        spans = [(s["start"], s["end"]) for s in row["spans"] if s["label"] == "LOCATION"]
        by_words = any(_within_a_word(text, *span) for span in spans)
        answers = _by_words(text, spans) if by_words else [text[a:b] for a, b in spans]
        if len(events) == 1 and (answers or not spans):
            told = Told(text=text, event=events[0], answers=tuple(answers), by_words=by_words)
            found.append(told)
    return found


def _within_a_word(text: str, start: int, end: int) -> bool:
    """Whether a span cannot be meant as characters: it is empty or cuts a word."""
    if start >= end or not text[start:end].strip():
        return True
    cut_before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    return cut_before or (end < len(text) and text[end].isalnum() and text[end - 1].isalnum())


def _by_words(text: str, spans: list[tuple[int, int]]) -> list[str]:
    """Names at places counted in words, the last included; none if one has no capital."""
    words = [match.span() for match in _WORDS.finditer(text)]
    if any(last >= len(words) for _, last in spans):
        return []
    found = [text[words[first][0] : words[last][1]] for first, last in spans]
    return found if all(name[:1].isupper() for name in found) else []


def normal(text: str) -> list[str]:
    """Words as SQuAD compares them: lower case, no punctuation, no articles."""
    bare = "".join(c for c in text.lower() if c not in _MARKS)
    return _ARTICLES.sub(" ", bare).split()


def token_f1(found: str, answers: Sequence[str]) -> float:
    """How well an answer agrees with the best of those wanted, 0 to 1."""
    return max((_f1(normal(found), normal(answer)) for answer in answers), default=0.0)


def _f1(found: list[str], wanted: list[str]) -> float:
    same = sum((Counter(found) & Counter(wanted)).values())
    return 2 * same / (len(found) + len(wanted)) if same else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The features of the spans of a sentence, and which are right."""

    features: list[list[str]]
    right: Floats


def choice(told: Told) -> Choice | None:
    """What a sentence teaches; None where no span comes near an answer."""
    tokens = Tokens.of(told.text)
    first = max(0, bisect_right(tokens.starts, told.event[0]) - 1)
    event = first, max(first + 1, bisect_left(tokens.starts, told.event[1]))
    names = [s for s in candidates(tokens, 0, len(tokens)) if s[1] <= event[0] or s[0] >= event[1]]
    texts = [told.text[tokens.starts[a] : tokens.ends[b - 1]] for a, b in names]
    scores = [float(not told.answers), *(token_f1(text, told.answers) for text in texts)]
    best = max(scores)
    if not best:
        return None
    right = np.array([score >= best for score in scores], np.float32)
    scene = Scene(tokens, 0, len(tokens), event)
    return Choice(features=scene.features([NOWHERE, *names]), right=right)


def train(told: Sequence[Told]) -> dict[str, float]:
    """Fit weights of features with Adam; features drop out at random."""
    choices = [one for one in map(choice, told) if one is not None]
    seen = Counter(name for one in choices for name in {n for row in one.features for n in row})
    names = sorted(name for name, count in seen.items() if count >= MIN_SENTENCES)
    rows = {name: row for row, name in enumerate(names)}
    numbered = [
        [np.array([rows[n] for n in row if n in rows], np.intp) for row in one.features]
        for one in choices
    ]
    random = np.random.default_rng(SEED)
    weights = np.zeros(len(names), np.float32)
    mean, square, step = np.zeros_like(weights), np.zeros_like(weights), 0
    for number in range(PASSES):
        order, rate = random.permutation(len(choices)), RATE * (1 - 0.95 * number / PASSES)
        for start in range(0, len(choices), BATCH):
            step += 1
            slope = np.zeros_like(weights)
            for n in order[start : start + BATCH]:
                _add_slope(slope, weights, numbered[n], choices[n].right, random)
            slope /= BATCH
            mean += 0.1 * (slope - mean)
            square += 0.001 * (slope**2 - square)
            moved = mean / (1 - 0.9**step) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
            weights -= rate * (moved + DECAY * weights)
    return {name: float(weight) for name, weight in zip(names, weights, strict=True)}


def _add_slope(
    slope: Floats,
    weights: Floats,
    rows: list[NDArray[np.intp]],
    right: Floats,
    random: np.random.Generator,
) -> None:
    """Add the slope of the loss of one sentence: the likelihood of all right spans together."""
    used = [row[random.random(len(row)) < KEPT] for row in rows]
    sums = np.array([weights[row].sum() for row in used]) / KEPT
    likely = np.exp(sums - sums.max())
    likely /= likely.sum()
    good = likely * right
    off = likely - good / max(float(good.sum()), 1e-9)
    for row, value in zip(used, off, strict=True):
        np.add.at(slope, row, value / KEPT)


def save(weights: dict[str, float], file: Path) -> None:
    """Write a model file."""
    with file.open("wb") as target:
        np.savez_compressed(
            target,
            names=np.frombuffer("\t".join(weights).encode(), np.uint8),
            weights=np.array(list(weights.values()), np.float16),
        )


def main() -> None:
    """Train on four fifths and write the file."""
    save(train([told for told in sentences() if not told.held_out]), TARGET)
    print(f"{TARGET}: {TARGET.stat().st_size / 1e6:.2f} MB")  # noqa: T201


if __name__ == "__main__":
    main()
