"""How many killed and injured are read right, on news of attacks with filled templates.

A document's truth is the multiset of (effect, number) over the casualties of all its templates;
what is found is the same over the counts that `reported` picks. Numbers must agree exactly; marks
for "about" and "at least" are taken off. Without a number ("PLURAL", and "several" on our side)
nothing is compared, optional casualties that are missed cost nothing. F1 is micro: over all pairs.
Beside it stands the same with each pair told once a document (`set`).

Documents are split by a hash of their ids: two thirds for tuning and training, told by
cross-validation, and one third for the model trained on the rest.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from geo.reading.counts import find_counts, reported

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = [
    "Casualty",
    "Report",
    "Score",
    "fold_of",
    "muc",
    "pairs_found",
    "print_counts",
    "score",
    "unseen",
]

CORPUS = Path(__file__).resolve().parents[2] / "../shared/data/corpora/muc4_dev.jsonl"
FOLDS = 5
THIRDS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Casualty:
    """A casualty of a template: what, how many, who, and whether it may be left out."""

    effect: str
    number: int
    who: str
    optional: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A document with what its templates say."""

    id: str
    text: str
    casualties: tuple[Casualty, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Pairs that agree, that were found and that are true."""

    hits: int
    found: int
    true: int

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.hits / max(1, self.found + self.true)

    def __str__(self) -> str:
        precision, recall = self.hits / max(1, self.found), self.hits / max(1, self.true)
        return f"F1 {self.f1:.3f} (P {precision:.3f}, R {recall:.3f}, {self.true} true)"


def muc() -> list[Report]:
    """Read the corpus."""
    return [_report(json.loads(line)) for line in CORPUS.open(encoding="utf-8")]


def _report(record: dict[str, object]) -> Report:
    casualties = []
    templates = record["templates"]
    assert isinstance(templates, list)
    for template in templates:
        for one in template["casualties"]:
            number = re.sub("[~-]", "", one["number"])
            if number.isdigit():
                casualties.append(
                    Casualty(
                        effect=one["effect"],
                        number=int(number),
                        who=one["who"],
                        optional=bool(one["optional"]),
                    )
                )
    return Report(id=str(record["id"]), text=str(record["text"]), casualties=tuple(casualties))


def _hash(text: str) -> int:
    return int(hashlib.sha256(text.encode()).hexdigest(), 16)


def unseen(report: Report) -> bool:
    """Whether a document is in the third that nothing is tuned on."""
    return _hash(report.id) % THIRDS == 0


def fold_of(report: Report) -> int:
    """The fold of a document for cross-validation."""
    return _hash("fold " + report.id) % FOLDS


def pairs_found(text: str, *, least: float | None = None) -> Counter[tuple[str, int]]:
    """The pairs of effect and number that are read in a text."""
    pairs: Counter[tuple[str, int]] = Counter()
    for found in reported(find_counts(text), least=least):
        number = found.count.high if found.count.low == 0 else found.count.low
        pairs[found.effect.value, number or 0] += 1
    return pairs


def score(
    reports: Iterable[Report],
    found: Sequence[Counter[tuple[str, int]]],
    *,
    effect: str | None = None,
    once: bool = False,
) -> Score:
    """Compare what was found with the templates."""
    hits = told = true = 0
    for report, pairs in zip(reports, found, strict=True):
        wanted = Counter((c.effect, c.number) for c in report.casualties)
        needed = Counter((c.effect, c.number) for c in report.casualties if not c.optional)
        own = Counter({pair: n for pair, n in pairs.items() if effect in {None, pair[0]}})
        if effect:
            wanted = Counter({pair: n for pair, n in wanted.items() if pair[0] == effect})
            needed = Counter({pair: n for pair, n in needed.items() if pair[0] == effect})
        if once:
            own, wanted, needed = (Counter(set(c)) for c in (own, wanted, needed))
        agreed = (own & wanted).total()
        hits += agreed
        told += own.total()
        true += max(needed.total(), (own & wanted | needed).total())
    return Score(hits=hits, found=told, true=true)


def print_counts() -> None:
    """Print the table for both parts."""
    from docs.data.train_counts import cross_validated

    reports = muc()
    tuned = [report for report in reports if not unseen(report)]
    kept = [report for report in reports if unseen(report)]
    parts = {
        "tuned, cross-validated": (tuned, cross_validated(tuned)),
        "unseen third": (kept, [pairs_found(report.text) for report in kept]),
    }
    for name, (part, found) in parts.items():
        for effect in (None, "killed", "injured"):
            for once in (False, True):
                way = "set" if once else "multiset"
                told = score(part, found, effect=effect, once=once)
                _say(f"{name}, {effect or 'both'}, {way}", str(told))
        named = [(r, f) for r, f in zip(part, found, strict=True) if r.casualties]
        told = score([r for r, _ in named], [f for _, f in named])
        _say(f"{name}, documents with casualties only, multiset", str(told))


def _say(name: str, value: str) -> None:
    sys.stdout.write(f"{name:58} {value}\n")


if __name__ == "__main__":
    print_counts()
