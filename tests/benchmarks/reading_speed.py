"""How many reports are read in a second, and where the time goes."""

from __future__ import annotations

import cProfile
import pstats
import sys
import time
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from geo.reading.article import read_article
from geo.reading.read import read_reports

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gazetteer.index import Gazetteer

__all__ = ["print_speed", "reports_of", "stage_of"]

LENGTH = 3_000
ROUNDS = 3
_DAY = date(2024, 1, 19)
_STAGES = ("article", "counts", "dates", "events", "rules")


def reports_of(texts: Iterable[str], length: int = LENGTH) -> list[str]:
    """Reports of that many characters: texts one after the other, cut between words."""
    reports, rest = [], ""
    for text in texts:
        rest += ("\n" if rest else "") + text
        if len(rest) >= length:
            reports.append(rest[:length].rsplit(" ", 1)[0] + "\n")
            rest = ""
    return reports


def stage_of(file: str) -> str:
    """The part of the reader that a module belongs to."""
    path = file.replace("\\", "/")
    _, _, inside = path.rpartition("/geo/reading/")
    if "/geo/reading/" in path:
        name = inside.split("/")[0].removesuffix(".py")
        return name if name in _STAGES else "drafts and merging"
    return "places" if "/gazetteer/" in path else "other"


def _read(reports: Sequence[str], gazetteer: Gazetteer) -> None:
    for number, text in enumerate(reports):
        article = read_article(text.encode(), name=f"{number}.txt", published=_DAY)
        read_reports([article], gazetteer=gazetteer)


def _shares(reports: Sequence[str], gazetteer: Gazetteer) -> dict[str, float]:
    """The share of the time that each stage takes; what is built in counts for who calls it."""
    profile = cProfile.Profile()
    profile.runcall(_read, reports, gazetteer)
    spent: Counter[str] = Counter()
    for (file, _, _), (_, _, own, _, callers) in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]
        if stage_of(file) == "other" and callers:
            for (caller, _, _), (_, _, part, _) in callers.items():
                spent[stage_of(caller)] += part
        else:
            spent[stage_of(file)] += own
    whole = sum(spent.values())
    return {name: part / whole for name, part in spent.most_common()}


def print_speed(texts: Iterable[str], gazetteer: Gazetteer) -> None:
    """Print reports a second, after a reading that is not counted, and the share of each stage."""
    reports = reports_of(texts)
    _read(reports, gazetteer)
    start = time.process_time()
    for _ in range(ROUNDS):
        _read(reports, gazetteer)
    speed = ROUNDS * len(reports) / (time.process_time() - start)
    sys.stdout.write(f"{f'reports of {LENGTH:,} characters a second':60}{speed:.1f}\n")
    for name, share in _shares(reports, gazetteer).items():
        sys.stdout.write(f"{f'share of the time: {name}':60}{share:.0%}\n")
