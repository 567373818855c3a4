"""Dates in sentences and reports: ours beside dateparser's search and dateutil's fuzzy parser.

Run with `python -m tests.benchmarks.dates`. The others are asked where they are installed, which
the project does not need: `pip install dateparser python-dateutil`.

Each is given the sentences of tests/date_phrases.py with the publication date, and the past as
the likely time. "Exact" is the same first and last day; the others can only say a day, so "within"
counts a day inside the right bounds, whichever of the dates they found it is. Speed is in texts of
3,000 characters a second on one core, over the sentences, and over the reports where they are at
hand.
"""

from __future__ import annotations

import sys
import time
from datetime import date, datetime
from datetime import time as clock
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from geo.reading.dates import find_dates
from geo.when import When
from tests.date_phrases import PHRASES, UNSEEN

if TYPE_CHECKING:
    from collections.abc import Callable

    Days = list[tuple[date, date]]
    Reader = Callable[[str, date], Days]

REPORTS = Path(__file__).resolve().parents[3] / "shared" / "reports"
_SIZE = 3_000
_SECONDS = 2.0


def _ours(text: str, published: date) -> Days:
    whens = [found.when for found in find_dates(text, published)]
    return [_bounds(when) for when in whens if when is not None]


def _dateparser(text: str, published: date) -> Days:
    search = import_module("dateparser.search").search_dates
    settings = {
        "RELATIVE_BASE": datetime.combine(published, clock(12)),
        "PREFER_DATES_FROM": "past",
    }
    found = search(text, languages=["en"], settings=settings) or []
    return [(moment.date(), moment.date()) for _words, moment in found]


def _dateutil(text: str, published: date) -> Days:
    parser = import_module("dateutil.parser")
    try:
        default = datetime.combine(published, clock(12))
        moment = parser.parse(text, default=default, fuzzy=True)
    except (ValueError, OverflowError):
        return []
    return [(moment.date(), moment.date())]


READERS: dict[str, tuple[str | None, Reader]] = {
    "incidentmap": (None, _ours),
    "dateparser search": ("dateparser", _dateparser),
    "dateutil fuzzy": ("dateutil", _dateutil),
}


def _bounds(when: When) -> tuple[date, date]:
    first = when.start.date() if when.start else date.min
    return first, when.end.date() if when.end else date.max


def _right(read: Reader, rows: list[tuple[str, str, str, str]]) -> tuple[int, int]:
    """How many sentences come out exactly, and how many within the right bounds."""
    exact = within = 0
    for published, text, _words, edtf in rows:
        wanted = _bounds(When.parse(edtf))
        days = read(text, date.fromisoformat(published))
        exact += wanted in days
        within += any(wanted[0] <= one and two <= wanted[1] for one, two in days)
    return exact, within


def _speed(read: Reader, texts: list[str]) -> float:
    """Texts of 3,000 characters a second."""
    begun, letters = time.perf_counter(), 0
    while time.perf_counter() - begun < _SECONDS:
        for text in texts:
            read(text, date(2024, 1, 19))
            letters += len(text)
    return letters / _SIZE / (time.perf_counter() - begun)


def _pieces(text: str) -> list[str]:
    return [text[at : at + _SIZE] for at in range(0, len(text), _SIZE)]


def main() -> None:
    """Print the table."""
    reports = [path.read_text(encoding="utf-8") for path in sorted(REPORTS.glob("*.txt"))]
    sentences = [text for _published, text, _words, _edtf in [*PHRASES, *UNSEEN]]
    say = sys.stdout.write
    say(f"{'':20}{'phrasings':>18}{'later phrasings':>18}{'texts of 3,000 a second':>28}\n")
    say(f"{'':20}{'exact':>9}{'within':>9}{'exact':>9}{'within':>9}")
    say(f"{'sentences':>14}{'reports':>14}\n")
    for name, (package, read) in READERS.items():
        if package is not None and find_spec(package) is None:
            say(f"{name:20} is not installed\n")
            continue
        say(f"{name:20}")
        for rows in (PHRASES, UNSEEN):
            exact, within = _right(read, rows)
            say(f"{exact:>5}/{len(rows)}{within:>5}/{len(rows)}")
        say(f"{_speed(read, sentences):>13.1f}")
        say(f"{_speed(read, [p for r in reports for p in _pieces(r)]) if reports else 0:>14.1f}\n")


if __name__ == "__main__":
    main()
