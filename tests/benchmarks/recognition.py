"""How well places are recognised and their roles told, and how fast.

Run with `python -m tests.benchmarks.recognition`; it needs ../shared. Recognition is trained on
four fifths of LGL and GeoWebNews and measured on the fifth left out, in turn, by document. What
counts: every toponym and demonym that LGL marks; of GeoWebNews every kind that names a place
(literal, associative, embedded, demonym), not its noun phrases without a name. A mention is right
when it overlaps one that is marked, and each counts once.
"""

from __future__ import annotations

import resource
import time
from typing import TYPE_CHECKING

from docs.data import train_recognizer as training
from docs.data import train_roles
from gazetteer.index import Gazetteer
from gazetteer.mention import Mention, Role
from gazetteer.recognize import recognize, recognize_with
from gazetteer.role import role_of, role_with
from tests.benchmarks.roles_corpora import Marked, geowebnews, lgl, relocar

if TYPE_CHECKING:
    from gazetteer.chain import Weights

FOLDS = 5


def overlaps(found: list[tuple[int, int]], marked: list[tuple[int, int]]) -> int:
    """How many spans of one list meet one of the other, each used once; both sorted."""
    hits = here = 0
    for start, end in found:
        while here < len(marked) and marked[here][1] <= start:
            here += 1
        if here < len(marked) and marked[here][0] < end:
            hits += 1
            here += 1
    return hits


def main() -> None:
    """Print the table."""
    with Gazetteer.open() as gazetteer:
        documents = lgl() + geowebnews()
        examples = [training.example(gazetteer, document) for document in documents]
        counts = {"lgl": [0, 0, 0], "gwn": [0, 0, 0]}
        took = 0.0
        for fold in range(FOLDS):
            model = training.train([e for n, e in enumerate(examples) if n % FOLDS != fold])
            held = [d for n, d in enumerate(documents) if n % FOLDS == fold]
            start = time.process_time()
            found = [recognize_with(model, gazetteer, document.text) for document in held]
            took += time.process_time() - start
            for document, mentions in zip(held, found, strict=True):
                _count(counts[document.id[:3]], document, [(m.start, m.end) for m in mentions])
    for name, (hits, found_in_all, marked_in_all) in counts.items():
        precision, recall = hits / found_in_all, hits / marked_in_all
        f1 = 2 * precision * recall / (precision + recall)
        _say(name, f"P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}")
    _say("recognition", f"{len(documents) / took:.0f} documents/s")
    _roles()
    _speed([document.text for document in lgl()])
    _say("memory", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _roles() -> None:
    """Print how many roles are told right, by documents left out in turn."""
    corpora = {"relocar": relocar(), "gwn": geowebnews()}
    right, asked = dict.fromkeys(corpora, 0), dict.fromkeys(corpora, 0)
    by_fold = []
    for fold in range(FOLDS):
        trained = [d for c in corpora.values() for n, d in enumerate(c) if n % FOLDS != fold]
        model = train_roles.train(trained)
        for name, corpus in corpora.items():
            held = [d for n, d in enumerate(corpus) if n % FOLDS == fold]
            hits = [hit for document in held for hit in _told(model, document)]
            right[name] += sum(hits)
            asked[name] += len(hits)
            if name == "relocar":
                by_fold.append(sum(hits) / len(hits))
    for name in corpora:
        _say(f"roles, {name}", f"{right[name] / asked[name]:.3f}")
    _say("roles, relocar", "by fold " + " ".join(f"{share:.3f}" for share in by_fold))


def _told(model: Weights, document: Marked) -> list[bool]:
    """Whether each role is told; ReLocaR knows only places and what is not."""
    text = document.text
    mentions = [Mention(start=s, end=e, text=text[s:e]) for s, e, _ in document.places]
    found = [mention.role for mention in role_with(model, text, mentions)]
    wanted = [Role(role) for _, _, role in document.places]
    if document.id.startswith("relocar"):
        return [(f is Role.ACTOR) == (w is Role.ACTOR) for f, w in zip(found, wanted, strict=True)]
    return [f is w for f, w in zip(found, wanted, strict=True)]


def _speed(texts: list[str]) -> None:
    """Print how fast the shipped models are, both together."""
    with Gazetteer.open() as gazetteer:
        recognize(gazetteer, texts[0])
        start = time.process_time()
        for text in texts:
            role_of(text, recognize(gazetteer, text))
        _say("both", f"{len(texts) / (time.process_time() - start):.0f} documents/s")
        long = "\n".join(texts) * 2
        start = time.process_time()
        role_of(long, recognize(gazetteer, long))
        took = time.process_time() - start
        _say("one long text", f"{len(long) / 1e6:.1f} MB in {took:.1f} s")


def _count(counts: list[int], document: Marked, found: list[tuple[int, int]]) -> None:
    """Add a document to hits, found and marked."""
    marked = [(start, end) for start, end, _ in document.places]
    counts[0] += overlaps(found, marked)
    counts[1] += len(found)
    counts[2] += len(marked)


def _say(what: str, value: str) -> None:
    """Print a line."""
    print(f"{what:20}{value}")  # noqa: T201


if __name__ == "__main__":
    main()
