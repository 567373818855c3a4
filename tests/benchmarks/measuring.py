"""Time and memory of what a benchmark asks, in the process that is asked."""

from __future__ import annotations

import resource
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["Operation", "Report", "Row", "memory", "peaks", "size_mb", "timed"]

_STATUS = {"VmRSS": "resident", "RssAnon": "own", "RssFile": "mapped", "VmHWM": "most"}


class Row(NamedTuple):
    """How long an operation takes, and how often its answer is right (None: it is not checked)."""

    p50_us: float
    p99_us: float
    calls: int
    right: float | None


class Report(msgspec.Struct):
    """What was measured of an engine: figures by name and unit, and operations by name."""

    figures: dict[str, float]
    rows: dict[str, Row] = {}


class Operation(NamedTuple):
    """Something to time: what is called, with what, and whether an answer is right."""

    name: str
    call: Callable[[Any], Any]
    asked: Sequence[Any]
    is_right: Callable[[Any, Any], bool] | None = None


def timed(operations: Sequence[Operation]) -> dict[str, Row]:
    """Time every operation, after one call that is not counted."""
    rows = {}
    for name, call, asked, is_right in operations:
        call(asked[-1])
        times, right = [], 0
        for one in asked:
            start = time.perf_counter_ns()
            answer = call(one)
            times.append((time.perf_counter_ns() - start) / 1000)
            right += is_right is not None and is_right(one, answer)
        times.sort()
        p99 = times[min(len(times) - 1, int(0.99 * len(times)))]
        share = right / len(asked) if is_right else None
        rows[name] = Row(statistics.median(times), p99, len(asked), share)
    return rows


def memory(when: str = "") -> dict[str, float]:
    """What this process holds in memory, in MB; nothing where the system does not say."""
    status = Path("/proc/self/status")
    if not status.exists():
        return {}
    lines = (line.partition(":") for line in status.read_text(encoding="ascii").splitlines())
    return {
        f"{_STATUS[key]}{when}, MB": int(value.split()[0]) * 1024 / 1e6
        for key, _, value in lines
        if key in _STATUS
    }


def peaks() -> dict[str, float]:
    """The most that this process has held in memory, and the largest of its children, in MB."""
    unit = 1 if sys.platform == "darwin" else 1024
    kinds = {"peak, MB": resource.RUSAGE_SELF, "its child's, MB": resource.RUSAGE_CHILDREN}
    return {name: resource.getrusage(who).ru_maxrss * unit / 1e6 for name, who in kinds.items()}


def size_mb(path: Path) -> float:
    """Size of a file, or of all files in a folder, in MB."""
    return sum(file.stat().st_size for file in (path, *path.rglob("*")) if file.is_file()) / 1e6
