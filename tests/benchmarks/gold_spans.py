"""Resolution alone: how many marked toponyms are put where they belong.

"all" is the share of toponyms with coordinates that are put within 161 km of them, "known" the same
of those that have a candidate there, "forced" as "known" with a place for every mention that has
candidates, "first" the same with the country or else the most populous candidate, "placed right"
the share of those placed. Errors are in km over what is placed. "calibration" is how far confidence
and success are apart on average over ten bands of confidence.
"""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazetteer.documents import place_mentions
from gazetteer.documents.namesakes import namesakes_of
from gazetteer.grid import great_circle_m
from gazetteer.mention import Mention
from gazetteer.place import FeatureClass
from tests.benchmarks.end_to_end import RIGHT_M

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gazetteer.documents.weighing import Weights
    from gazetteer.index import Gazetteer
    from tests.benchmarks.corpora import Document

__all__ = ["Outcome", "figures", "outcomes"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a toponym; None where it was not placed or has no candidate."""

    off_m: float | None
    best_m: float | None
    forced_m: float | None
    first_m: float | None
    confidence: float


def outcomes(
    gazetteer: Gazetteer, texts: Iterable[Document], weights: Weights
) -> tuple[list[Outcome], float]:
    """Place the toponyms of each document; the seconds are those of placing alone."""
    found_in_all = []
    seconds = 0.0
    for text in texts:
        mentions = [Mention(start=t.start, end=t.end, text=t.phrase) for t in text.toponyms]
        start = time.perf_counter()
        found = place_mentions(gazetteer, text.text, mentions, weights=weights)
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
            found_in_all.append(
                Outcome(
                    off_m=offered[0] if resolution.place else None,
                    best_m=min(away, default=None),
                    forced_m=offered[0] if offered else None,
                    first_m=away[large.index(max(large))] if rows else None,
                    confidence=resolution.confidence,
                )
            )
    return found_in_all, seconds


def figures(found: Sequence[Outcome]) -> dict[str, str]:
    """What became of a corpus, figure by figure."""
    placed = [one for one in found if one.off_m is not None]
    off_km = [one.off_m / 1000 for one in placed if one.off_m is not None]
    known = sum(_right(one.best_m) for one in found)
    right = sum(_right(one.off_m) for one in found)
    return {
        "toponyms": f"{len(found)}",
        "with a right candidate": f"{known / len(found):.3f}",
        "all": f"{right / len(found):.3f}",
        "known": f"{right / known:.3f}",
        "forced": f"{sum(_right(one.forced_m) for one in found) / known:.3f}",
        "first": f"{sum(_right(one.first_m) for one in found) / known:.3f}",
        "placed": f"{len(placed)}",
        "placed right": f"{right / len(placed):.3f}",
        "mean error km": f"{statistics.mean(off_km):.0f}",
        "median error km": f"{statistics.median(off_km):.1f}",
        "calibration": f"{_calibration(placed):.3f}",
    }


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
