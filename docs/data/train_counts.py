"""Train geo/data/counts.npz: which numbers of a report are the counts of what it reports.

On two thirds of the documents of muc4_dev.jsonl; the other third stays for
``python -m tests.benchmarks.counts``. The level for texts in small letters is set on the reports
in tests/reports/tuning. Run it from the root of the repository with ``../shared``
beside it: ``PYTHONPATH=. python docs/data/train_counts.py``.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from geo.reading.counts import harms_of
from geo.reading.counts._sentences import cut, joined
from geo.reading.counts.grouping import Group, grouped
from geo.reading.counts.weighing import MODEL, Weights, features, scale_of
from tests.benchmarks.counts import FOLDS, Casualty, Report, fold_of, muc, score, unseen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

TARGET = Path("geo/data") / MODEL
REPORTS = Path("tests/reports")
MIN_DOCUMENTS, MIN_DOCUMENTS_SHARED = 3, 8
NETWORKS = 8
HIDDEN = 16
PASSES = 28
BATCH = 64
RATE = 3e-3
DECAY = 1e-5
KEPT_FEATURES, KEPT_HIDDEN = 0.5, 0.5
NEARLY = 0.05
SEED = 20240118


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A document read: its groups, their features and which are true."""

    report: Report
    groups: list[Group]
    described: list[list[str]]
    shared: list[str]
    true: list[bool]


def example(report: Report) -> Example:
    """Read a document and compare its groups with its templates."""
    tokens = joined(report.text)
    sentences = list(cut(tokens))
    groups = grouped(tokens, harms_of(tokens, sentences))
    described, shared = features(tokens, groups, sentences) if groups else ([], [])
    true = _true(report, groups)
    return Example(report=report, groups=groups, described=described, shared=shared, true=true)


def _true(report: Report, groups: Sequence[Group]) -> list[bool]:
    """Which groups a template has; a single person must be the same by a word."""
    true = [False] * len(groups)
    for casualty in report.casualties:
        who = set(re.findall(r"\w+", casualty.who.lower()))
        best, most = None, -1
        for place, group in enumerate(groups):
            if true[place] or (group.effect, group.value) != (casualty.effect, casualty.number):
                continue
            shared = len(who & group.words)
            if (casualty.number > 1 or shared or not who) and shared > most:
                best, most = place, shared
        if best is not None:
            true[best] = True
    return true


def train(examples: Sequence[Example], *, seed: int = SEED) -> Weights:
    """Fit several small networks and put them side by side."""
    seen: dict[str, int] = defaultdict(int)
    for one in examples:
        for name in {*one.shared, *(name for row in one.described for name in row)}:
            seen[name] += bool(one.groups)
    kept = sorted(
        name
        for name, count in seen.items()
        if count >= (MIN_DOCUMENTS_SHARED if name.startswith("D:") else MIN_DOCUMENTS)
    )
    rows = {name: row for row, name in enumerate(kept, 1)}
    inputs = _inputs(examples, rows)
    wanted = np.array([flag for one in examples for flag in one.true], np.float32)
    fitted = [_fit(inputs, wanted, seed + number) for number in range(NETWORKS)]
    table = np.hstack([table for table, _ in fitted])
    table = np.vstack([np.zeros((1, table.shape[1]), np.float32), table])
    return Weights(
        rows=rows, table=table, outer=np.stack([outer for _, outer in fitted]), least=0.2
    )


def _inputs(examples: Sequence[Example], rows: dict[str, int]) -> Floats:
    """Groups by features."""
    described = [row + one.shared for one in examples for row in one.described]
    inputs = np.zeros((len(described), len(rows)), np.float32)
    for place, names in enumerate(described):
        for name in names:
            if name in rows:
                inputs[place, rows[name] - 1] = scale_of(name)
    return inputs


def _fit(inputs: Floats, wanted: Floats, seed: int) -> tuple[Floats, Floats]:
    """Fit one network with Adam; features and hidden units drop out at random."""
    random = np.random.default_rng(seed)
    weights = [
        random.normal(0, 0.05, (inputs.shape[1], HIDDEN)).astype(np.float32),
        random.normal(0, 0.3, HIDDEN).astype(np.float32),
    ]
    means = [np.zeros_like(weight) for weight in weights]
    squares = [np.zeros_like(weight) for weight in weights]
    step = 0
    for number in range(PASSES):
        order, rate = random.permutation(len(wanted)), RATE * (1 - 0.8 * number / PASSES)
        for start in range(0, len(wanted), BATCH):
            batch, step = order[start : start + BATCH], step + 1
            slopes = _slopes(weights, inputs[batch], wanted[batch], random)
            for place, slope in enumerate(slopes):
                steep = slope + DECAY * weights[place]
                means[place] += 0.1 * (steep - means[place])
                squares[place] += 0.001 * (steep**2 - squares[place])
                mean, square = means[place] / (1 - 0.9**step), squares[place] / (1 - 0.999**step)
                weights[place] -= rate * (mean / (np.sqrt(square) + 1e-8))
    return weights[0], weights[1]


def _slopes(
    weights: list[Floats], inputs: Floats, wanted: Floats, random: np.random.Generator
) -> tuple[Floats, Floats]:
    """Slopes of the loss over a batch."""
    used = (random.random(inputs.shape) < KEPT_FEATURES).astype(np.float32) / KEPT_FEATURES
    seen = inputs * np.float32(1) * used.astype(np.float32)
    reached = seen @ weights[0]
    gate = (reached > 0) * (random.random(reached.shape) < KEPT_HIDDEN) / np.float32(KEPT_HIDDEN)
    hidden = (reached * gate).astype(np.float32)
    off = (1 / (1 + np.exp(-(hidden @ weights[1] - 1))) - wanted) / len(wanted)
    back = (off[:, None] * weights[1][None] * gate).astype(np.float32)
    return seen.T @ back, (hidden.T @ off).astype(np.float32)


def own_reports() -> list[Example]:
    """Read our own reports; what is expected of them is true, and so are the parts of its sums."""
    answers = json.loads((REPORTS / "expected.json").read_text(encoding="utf-8"))
    read = []
    for name, answer in answers.items():
        if answer["set"] != "tuning":
            continue
        counts = [count for incident in answer["incidents"] for count in incident["counts"]]
        wanted = [
            Casualty(effect=c["effect"], number=c["low"] or c["high"] or 0, who="", optional=False)
            for c in counts
        ]
        text = (REPORTS / "tuning" / f"{name}.txt").read_text(encoding="utf-8")
        read.append(_with_parts(example(Report(id=name, text=text, casualties=tuple(wanted)))))
    return read


def _with_parts(one: Example) -> Example:
    """Mark as true the members of lists whose sum is expected."""
    lists: dict[tuple[str, int], set[int]] = defaultdict(set)
    for place, group in enumerate(one.groups):
        for _, harm, _, _ in group.members:
            if len(harm.listed) > 1:
                lists[group.effect.value, harm.trigger].add(place)
    true = list(one.true)
    for (effect, _), places in lists.items():
        whole = sum(one.groups[place].value for place in places)
        if any((c.effect, c.number) == (effect, whole) for c in one.report.casualties):
            true = [flag or place in places for place, flag in enumerate(true)]
    return replace(one, true=true)


def lifted(model: Weights) -> Weights:
    """Set the level for texts in small letters: the least that does nearly best on our own."""
    examples = own_reports()
    wanted = [flag for one in examples for flag in one.true]

    def worth(lift: float) -> float:
        sure = judged(replace(model, lift=lift), examples)
        found = [much >= model.least for row in sure for much in row]
        hits = sum(a and b for a, b in zip(found, wanted, strict=True))
        return 2 * hits / max(1, sum(found) + sum(wanted))

    lifts = [0.25 * step for step in range(17)]
    best = max(map(worth, lifts))
    return replace(model, lift=next(lift for lift in lifts if worth(lift) >= best - NEARLY))


def judged(model: Weights, examples: Sequence[Example]) -> list[list[float]]:
    """How likely each group of each document is true."""
    return [model.judge(one.described, one.shared) if one.groups else [] for one in examples]


def pairs(one: Example, sure: Sequence[float], least: float) -> Counter[tuple[str, int]]:
    """The pairs of effect and number of the groups that are picked."""
    picked = (group for group, much in zip(one.groups, sure, strict=True) if much >= least)
    return Counter((group.effect.value, group.value) for group in picked)


def _left_out(examples: Sequence[Example]) -> list[list[float]]:
    """Judge each document by a model that was trained without it."""
    found: dict[str, list[float]] = {}
    for fold in range(FOLDS):
        model = train([one for one in examples if fold_of(one.report) != fold])
        part = [one for one in examples if fold_of(one.report) == fold]
        for one, sure in zip(part, judged(model, part), strict=True):
            found[one.report.id] = sure
    return [found[one.report.id] for one in examples]


def _best(examples: Sequence[Example], sure: Sequence[Sequence[float]]) -> float:
    """The confidence from which picking does best: multiset and set together."""
    reports = [one.report for one in examples]

    def worth(least: float) -> float:
        found = [pairs(one, much, least) for one, much in zip(examples, sure, strict=True)]
        return score(reports, found).f1 + score(reports, found, once=True).f1

    return max((round(0.1 + 0.01 * step, 2) for step in range(35)), key=worth)


def cross_validated(reports: Sequence[Report]) -> list[Counter[tuple[str, int]]]:
    """The pairs of documents, each judged by a model that was trained without it."""
    examples = [example(report) for report in reports]
    sure = _left_out(examples)
    least = _best(examples, sure)
    return [pairs(one, much, least) for one, much in zip(examples, sure, strict=True)]


def main() -> None:
    """Train on the tuned part and write the file."""
    examples = [example(report) for report in muc() if not unseen(report)]
    least = _best(examples, _left_out(examples))
    model = lifted(replace(train(examples), least=least))
    model.save(TARGET)
    size = TARGET.stat().st_size / 1e6
    print(f"{TARGET}: {size:.2f} MB, picked from {least}, lifted by {model.lift}")  # noqa: T201


if __name__ == "__main__":
    main()
