"""How well events are read: ``python -m tests.benchmarks.events``.

Prints the token F1 of the place of a given event (trained on four fifths of the sentences,
measured on the fifth held out), what is told right of the sentences of `event_sentences.tsv` (seen
and held back), and how many reports of 3,000 characters are read in a second.
"""

from __future__ import annotations

import re
import sys
import time
from collections import defaultdict
from typing import TYPE_CHECKING

from docs.data.train_event_places import CORPUS, sentences, token_f1
from gazetteer.mention import Mention
from geo.reading.events import find_events
from geo.reading.events.places import place_of, place_spans
from tests.event_table import rows, verdicts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docs.data.train_event_places import Told

__all__ = ["main", "place_scores"]

REPORTS = CORPUS.parents[2] / "reports"
_NAME = re.compile(r"\b(?!The\b)[A-Z][a-z]{3,30}")
_REPORT = 3_000
_SURE = 0.5


def place_scores(told: Iterable[Told]) -> dict[str, float]:
    """Token F1 of the place of the given event.

    `place` asks for the likeliest name where a place is marked; `place or none` asks also whether
    there is one, and where none is marked only "none" is right.
    """
    best: list[float] = []
    either: list[float] = []
    none: list[float] = []
    for one in told:
        found = place_spans(one.text, *one.event)
        first = one.text[found[0][0] : found[0][1]] if found else ""
        said = bool(found) and sum(share for *_, share in found) >= _SURE
        if one.answers:
            best.append(token_f1(first, one.answers))
            either.append(best[-1] if said else 0.0)
        else:
            none.append(float(not said))
    both = either + none
    return {
        "sentences": len(both),
        "with a place": len(best),
        "place": _mean(best),
        "place or none": _mean(both),
        "none where none is marked": _mean(none),
    }


def _mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def table_scores(part: str) -> dict[str, tuple[int, int]]:
    """How many of what is looked at in the table are right, and how many there are."""
    counts: dict[str, list[bool]] = defaultdict(list)
    for row in rows(part):
        for name, right in verdicts(row).items():
            counts[name].append(right)
    return {name: (sum(right), len(right)) for name, right in counts.items()}


def reports_a_second(rounds: int = 5) -> tuple[float, float]:
    """Reports of 3,000 characters in a second of one core: events, and their places too."""
    texts = [file.read_text(encoding="utf-8") for file in sorted(REPORTS.glob("*.txt"))]
    size = sum(map(len, texts)) / _REPORT * rounds
    named = [
        [Mention(start=m.start(), end=m.end(), text=m[0]) for m in _NAME.finditer(text)]
        for text in texts
    ]
    figures = []
    for with_places in (False, True):
        begin = time.process_time()
        for text, mentions in list(zip(texts, named, strict=True)) * rounds:
            events = find_events(text)
            for event in events if with_places else ():
                place_of(event, mentions, text, events)
        figures.append(size / (time.process_time() - begin))
    return figures[0], figures[1]


def main() -> None:
    """Print every figure."""
    if CORPUS.is_file():
        told = sentences()
        for name, chosen in (
            ("trained on", [one for one in told if not one.held_out]),
            ("held out", [one for one in told if one.held_out]),
            ("held out, spans as marked", [o for o in told if o.held_out and not o.by_words]),
        ):
            for what, figure in place_scores(chosen).items():
                _say(f"place of the event, {name}: {what}", f"{figure:.3f}")
    for part in ("seen", "more", "held", "last"):
        for what, (right, count) in table_scores(part).items():
            _say(f"sentences, {part}: {what}", f"{right} of {count} ({right / count:.2f})")
    if REPORTS.is_dir():
        events, places = reports_a_second()
        _say("reports of 3,000 characters a second: events", f"{events:.0f}")
        _say("reports of 3,000 characters a second: events and places", f"{places:.0f}")


def _say(what: str, figure: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{what:72}{figure}\n")


if __name__ == "__main__":
    main()
