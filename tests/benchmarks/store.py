"""`python -m tests.benchmarks.store`: the store's rollback journal beside SQLite's WAL.

Prints seconds to add incidents in one transaction, milliseconds for one claim in a
transaction of its own, and which files lie beside the store while it is open.
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

from geo.count import Count
from geo.incident import Field
from geo.store import GeoPackageStore
from tests.builders import claim, collection, strike

INCIDENTS = 500
CLAIMS = 100


def measure(journal: str, folder: Path) -> tuple[float, float, str]:
    """Seconds for the incidents, milliseconds for a claim, and the files there are."""
    path = folder / f"{journal}.gpkg"
    with GeoPackageStore.create(path) as store:
        store.connection.execute(f"PRAGMA journal_mode = {journal}")
        start = time.perf_counter()
        store.add(collection(*(strike(f"s{n}") for n in range(INCIDENTS))))
        adding = time.perf_counter() - start
        times = []
        for n in range(CLAIMS):
            start = time.perf_counter()
            store.add_claims(
                [claim(Field.KILLED, Count.parse("9"), number=n + 2, incident=f"s{n}")]
            )
            times.append(time.perf_counter() - start)
        files = " ".join(sorted(file.name for file in folder.glob(f"{journal}.gpkg*")))
    return adding, statistics.median(times) * 1000, files


def main() -> None:
    """Print the table."""
    sys.stdout.write(f"{'journal':8} {f'add {INCIDENTS} (s)':>14} {'a claim (ms)':>13}  files\n")
    with tempfile.TemporaryDirectory() as name:
        for journal in ("delete", "wal", "delete", "wal"):
            folder = Path(name) / f"{time.monotonic_ns()}"
            folder.mkdir()
            adding, one, files = measure(journal, folder)
            sys.stdout.write(f"{journal:8} {adding:14.2f} {one:13.2f}  {files}\n")


if __name__ == "__main__":
    main()
