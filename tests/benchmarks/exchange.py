"""A million rows in and out, beside ogr2ogr on the same rows.

Run with `python -m tests.benchmarks.exchange [--rows N] [--formats .csv,.parquet,…]`. The rows are
those of UCDP's global sample in ../shared/data/events again and again, each with an id of its own
and, for every tenth round, a place of its own. Ours takes them in with claims, rows and border
facts; ogr2ogr copies the table. Seconds and the most memory that the process held, one run each.
"""

from __future__ import annotations

import argparse
import csv
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT.parent / "shared/data/events/ucdp_ged231_global_sample1000.csv"
FORMATS: Final = (".csv", ".geojsons", ".geojson", ".parquet", ".fgb", ".gpkg", ".kml", ".xlsx")
OGR: Final = {
    ".csv": "CSV",
    ".geojsons": "GeoJSONSeq",
    ".geojson": "GeoJSON",
    ".fgb": "FlatGeobuf",
    ".gpkg": "GPKG",
    ".kml": "KML",
    ".xlsx": "XLSX",
}
PLACES_EVERY: Final = 10


@dataclass(frozen=True, slots=True)
class Run:
    """One command: seconds and megabytes at most."""

    seconds: float
    megabytes: float


def run(*words: str, folder: Path) -> Run:
    """Run a command to its end; raises if it fails."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    start = time.perf_counter()
    process = subprocess.Popen(
        words,
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
    )
    assert process.stderr is not None
    said = process.stderr.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if status:
        raise RuntimeError(f"{' '.join(words)}: {said}")
    return Run(seconds, usage.ru_maxrss / 1024)


def ours(*words: str, folder: Path) -> Run:
    """Run one of our commands."""
    return run(sys.executable, "-m", "maps.cli", *words, folder=folder)


def made_rows(count: int) -> Iterator[list[str]]:
    """The header, then as many rows as asked for."""
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        header, *sample = csv.reader(file)
    yield header
    ident, lon = header.index("id"), header.index("longitude")
    for number in range(count):
        row = list(sample[number % len(sample)])
        round_ = number // len(sample) // PLACES_EVERY
        row[ident] = str(number + 1)
        row[lon] = f"{float(row[lon]) + round_ * 1e-4:.6f}"
        yield row


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--formats", default=",".join(FORMATS))
    chosen = parser.parse_args()
    formats = chosen.formats.split(",")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        table = folder / "events.csv"
        with table.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(islice(made_rows(chosen.rows), None))
        say(f"{chosen.rows:,} rows, {table.stat().st_size / 1e6:.0f} MB of CSV")
        heads = f"{'':12} {'ours s':>9} {'MB most':>8} {'file MB':>8}   "
        say(f"{heads}{'ogr2ogr s':>9} {'MB most':>8}  ratio")
        ours("init", folder=folder)
        mine = ours("import", "events.csv", folder=folder)
        theirs = run(
            *("ogr2ogr", "-f", "GPKG", "ogr.gpkg", "events.csv", "-nln", "events"),
            *("-oo", "X_POSSIBLE_NAMES=longitude", "-oo", "Y_POSSIBLE_NAMES=latitude"),
            *("-a_srs", "EPSG:4326"),
            folder=folder,
        )
        line("in", mine, theirs, folder / "incidents.gpkg")
        for ending in formats:
            target = folder / f"out{ending}"
            mine = ours("export", target.name, folder=folder)
            rival = None
            if ending in OGR:
                words = ("ogr2ogr", "-f", OGR[ending], f"ogr-out{ending}", "ogr.gpkg")
                rival = run(*words, folder=folder)
            line(ending, mine, rival, target)
            for made in folder.glob("*out*"):
                made.unlink()


def line(label: str, mine: Run, theirs: Run | None, made: Path) -> None:
    """One row of the table."""
    text = f"{label:12} {mine.seconds:9.1f} {mine.megabytes:8.0f} {made.stat().st_size / 1e6:8.0f}"
    if theirs:
        ratio = mine.seconds / theirs.seconds
        text += f"   {theirs.seconds:9.1f} {theirs.megabytes:8.0f}  {ratio:.1f} x"
    say(text)


def say(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
