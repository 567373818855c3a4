"""How many marked toponyms are put where they belong, by the whole document.

Run with `python -m tests.benchmarks.geoparsing [--corpus FORMAT --path FILE]`. Without arguments it
takes the two corpora in ../shared that the weights are learnt from, and learns anew for each fifth
of the documents from the other four; any other file is judged with the weights that come along.

"all" is the share of toponyms with coordinates that are put within 161 km of them, "known" the same
of those that have a candidate there, "forced" as "known" with a place for every mention that has
candidates, "first" the same with the country or else the most populous candidate, "placed right"
the share of those placed. Errors are in km over what is placed. "calibration" is how far confidence
and success are apart on average over ten bands of confidence.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from docs.data.train_documents import CORPORA, RIGHT_M, TIMES, example, trained
from gazetteer import documents
from gazetteer.documents.namesakes import namesakes_of
from gazetteer.documents.weighing import shipped_weights
from gazetteer.grid import great_circle_m
from gazetteer.index import Gazetteer
from gazetteer.mention import Mention
from gazetteer.place import FeatureClass
from tests.benchmarks.corpora import Document, Format, read

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docs.data.train_documents import Example
    from gazetteer.documents.weighing import Weights

FOLDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a toponym; None where it was not placed or has no candidate."""

    off_m: float | None
    best_m: float | None
    forced_m: float | None
    first_m: float | None
    confidence: float


def main() -> None:
    """Print a line a corpus."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Format, choices=list(Format))
    parser.add_argument("--path", type=Path)
    asked = parser.parse_args()
    if (asked.corpus is None) != (asked.path is None):
        parser.error("--corpus and --path belong together")
    with Gazetteer.open() as gazetteer:
        if asked.path:
            _judge(gazetteer, asked.path.name, read(asked.path, asked.corpus), shipped_weights())
        else:
            _cross_validate(gazetteer)


def _cross_validate(gazetteer: Gazetteer) -> None:
    """Judge each corpus on weights learnt without the documents judged."""
    corpora = {form: read(CORPORA / f"{form}.xml", form) for form in TIMES}
    examples = {form: [example(gazetteer, d) for d in corpora[form]] for form in TIMES}
    for form, texts in corpora.items():
        outcomes, seconds = [], 0.0
        for fold in range(FOLDS):
            weights = trained(_others(examples, fold))
            some, took = _outcomes(gazetteer, texts[fold::FOLDS], weights)
            outcomes += some
            seconds += took
        _say(f"{form}, 5-fold", outcomes, len(texts) / seconds)
    for form, other in ((Format.LGL, Format.GEOWEBNEWS), (Format.GEOWEBNEWS, Format.LGL)):
        outcomes, seconds = _outcomes(gazetteer, corpora[other], trained(examples[form]))
        _say(f"{other}, from {form} alone", outcomes, len(corpora[other]) / seconds)


def _others(examples: dict[Format, list[Example]], fold: int) -> list[Example]:
    """Every document of no fold but this one."""
    return [
        one
        for form, times in TIMES.items()
        for n, one in enumerate(examples[form])
        if n % FOLDS != fold
        for _ in range(times)
    ]


def _judge(gazetteer: Gazetteer, name: str, texts: Sequence[Document], weights: Weights) -> None:
    """Judge a corpus on given weights."""
    outcomes, seconds = _outcomes(gazetteer, texts, weights)
    _say(name, outcomes, len(texts) / seconds)


def _outcomes(
    gazetteer: Gazetteer, texts: Sequence[Document], weights: Weights
) -> tuple[list[Outcome], float]:
    """Place the toponyms of each document; the seconds are those of placing alone."""
    outcomes = []
    seconds = 0.0
    for text in texts:
        mentions = [Mention(start=t.start, end=t.end, text=t.phrase) for t in text.toponyms]
        start = time.perf_counter()
        found = documents.place_mentions(gazetteer, text.text, mentions, weights=weights)
        seconds += time.perf_counter() - start
        for toponym, resolution in zip(text.toponyms, found, strict=True):
            if toponym.lon is None or toponym.lat is None:
                continue
            truth = toponym.lon, toponym.lat
            rows = namesakes_of(gazetteer, toponym.phrase.partition(",")[0]).rows
            away = [great_circle_m(row.lon, row.lat, *truth) for row in rows]
            large = [(r.feature_class == FeatureClass.COUNTRY, r.population) for r in rows]
            offered = [
                great_circle_m(c.place.lon, c.place.lat, *truth) for c in resolution.candidates
            ]
            outcomes.append(
                Outcome(
                    off_m=offered[0] if resolution.place else None,
                    best_m=min(away, default=None),
                    forced_m=offered[0] if offered else None,
                    first_m=away[large.index(max(large))] if rows else None,
                    confidence=resolution.confidence,
                )
            )
    return outcomes, seconds


def _say(name: str, outcomes: Sequence[Outcome], rate: float) -> None:
    """Print what became of a corpus."""
    placed = [one for one in outcomes if one.off_m is not None]
    off_km = [one.off_m / 1000 for one in placed if one.off_m is not None]
    known = sum(_right(one.best_m) for one in outcomes)
    right = sum(_right(one.off_m) for one in outcomes)
    figures = {
        "toponyms": f"{len(outcomes)}",
        "with a right candidate": f"{known / len(outcomes):.3f}",
        "all": f"{right / len(outcomes):.3f}",
        "known": f"{right / known:.3f}",
        "forced": f"{sum(_right(one.forced_m) for one in outcomes) / known:.3f}",
        "first": f"{sum(_right(one.first_m) for one in outcomes) / known:.3f}",
        "placed": f"{len(placed)}",
        "placed right": f"{right / len(placed):.3f}",
        "mean error km": f"{statistics.mean(off_km):.0f}",
        "median error km": f"{statistics.median(off_km):.1f}",
        "calibration": f"{_calibration(placed):.3f}",
        "documents a second": f"{rate:.0f}",
    }
    sys.stdout.write(f"{name}\n" + "".join(f"  {k:24}{v:>8}\n" for k, v in figures.items()))


def _right(off_m: float | None) -> bool:
    return off_m is not None and off_m <= RIGHT_M


def _calibration(placed: Sequence[Outcome]) -> float:
    """Mean distance of confidence and success over bands, each by how many lie in it."""
    bands: dict[int, list[Outcome]] = {}
    for one in placed:
        bands.setdefault(min(9, int(10 * one.confidence)), []).append(one)
    apart = (
        abs(sum(one.confidence for one in band) - sum(_right(one.off_m) for one in band))
        for band in bands.values()
    )
    return sum(apart) / len(placed)


if __name__ == "__main__":
    main()
