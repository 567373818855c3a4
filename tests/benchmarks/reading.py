"""How well reports are read: ``python -m tests.benchmarks.reading``.

Prints what is right of the reports of our own (`tests/reports`) in each set, what holds of the five
reports in ../shared read together, the counts of an outside corpus end to end, the places of given
events, and how many reports of 3,000 characters are read in a second of one core.

`--quick` leaves out the corpora and the speed. `--details SET` prints misses and extras of a set
by report, of `tuning` only: nobody tunes on the others. `--records FOLDER` judges what is there
instead of reading: `NAME.json` for each report of our own, `shared.json` for the five together,
as `incidentmap read --json` prints them.
"""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gazetteer.index import Gazetteer
from geo.reading.article import read_article
from geo.reading.read import read_reports
from geo.reading.records import reading_record
from tests.benchmarks import counts, events
from tests.benchmarks.reading_checks import checks_of
from tests.benchmarks.reading_score import Score, pairs_of, scored
from tests.benchmarks.reading_speed import print_speed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["main", "misses_and_extras"]

Record = dict[str, Any]
OWN = Path(__file__).resolve().parents[1] / "reports"
SHARED = Path(__file__).resolve().parents[2] / "../shared/reports"
PUBLISHED = date(2024, 1, 19)
KEPT_ASIDE = "unseen"
LONG = 350
_ROWS = (
    ("incident precision", "precision"),
    ("incident recall", "recall"),
    ("incident F1", "f1"),
    ("precision without historical", "recent_precision"),
    ("recall without historical", "recent_recall"),
    ("F1 without historical", "recent_f1"),
    ("matched within 50 km", "near"),
    ("matched of the same kind", "kind"),
    ("matched of the same family", "family"),
    ("counts right, of those expected", "counts"),
    ("counts right, of those found", "counts_found"),
    ("claimant right, of counts right", "claimants"),
    ("perpetrator's country or name right", "perpetrators"),
    ("links right, of those expected", "links"),
    ("links right, of those found", "links_found"),
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print every figure."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.reading")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--details", metavar="SET")
    parser.add_argument("--records", type=Path, metavar="FOLDER")
    asked = parser.parse_args(arguments)
    answers: dict[str, Record] = json.loads((OWN / "expected.json").read_text(encoding="utf-8"))
    if asked.details:
        _check_details(parser, asked.details, answers)
    with Gazetteer.open() as gazetteer:
        read = _Records(asked.records, gazetteer)
        if asked.details:
            _print_details(read, answers, asked.details)
            return
        _print_own(read, answers)
        _print_checks(read.shared())
        if not asked.quick:
            tuning = {n: answer for n, answer in answers.items() if answer["set"] == "tuning"}
            print_speed([_text(name, answer) for name, answer in tuning.items()], gazetteer)
            events.main()
            if counts.CORPUS.is_file():
                counts.print_counts()


def _check_details(
    parser: argparse.ArgumentParser, part: str, answers: Mapping[str, Record]
) -> None:
    known = sorted({answer["set"] for answer in answers.values()})
    if part not in known:
        parser.error(f"no set {part!r}; there are {', '.join(known)}")
    if part.startswith(KEPT_ASIDE):
        parser.error(f"{part} is kept aside: its misses are shown to nobody who tunes")


def _path(name: str, answer: Record) -> Path:
    return OWN / str(answer["set"]) / f"{name}.txt"


def _text(name: str, answer: Record) -> str:
    return _path(name, answer).read_text(encoding="utf-8")


class _Records:
    """What is read of reports: read now, or read before and kept in a folder."""

    def __init__(self, folder: Path | None, gazetteer: Gazetteer) -> None:
        self.folder = folder
        self.gazetteer = gazetteer

    def own(self, name: str, answer: Record) -> Record:
        """The record of a report of our own."""
        if self.folder:
            return self._kept(name)
        return self._read([_path(name, answer)], date.fromisoformat(answer["published"]))

    def shared(self) -> Record | None:
        """The record of the five reports; None where they are not there."""
        if self.folder:
            return self._kept("shared") if (self.folder / "shared.json").is_file() else None
        paths = sorted(SHARED.glob("*.txt"))
        return self._read(paths, PUBLISHED) if paths else None

    def _kept(self, name: str) -> Record:
        if self.folder is None:
            raise AssertionError(name)
        record: Record = json.loads((self.folder / f"{name}.json").read_text(encoding="utf-8"))
        return record

    def _read(self, paths: Sequence[Path], published: date) -> Record:
        articles = [
            read_article(path.read_bytes(), name=path.name, published=published) for path in paths
        ]
        record = reading_record(read_reports(articles, gazetteer=self.gazetteer))
        kept: Record = json.loads(json.dumps(record))
        return kept


def _print_own(read: _Records, answers: Mapping[str, Record]) -> None:
    """A column for each set, then what is found in reports without incidents."""
    columns: dict[str, Score] = {}
    empty: dict[str, dict[str, int]] = {}
    for name, answer in answers.items():
        record = read.own(name, answer)
        if not answer["incidents"]:
            empty.setdefault(answer["set"], {})[name] = len(record["incidents"])
        length = "long" if len(_text(name, answer).split()) >= LONG else "short"
        for column in (answer["set"], f"{answer['set']}, {length}"):
            columns[column] = columns.get(column, Score()) + scored(record, answer)
    shown = sorted(name for name in columns if "," not in name or name.startswith("tuning"))
    _line("reports of our own", *shown)
    for title, what in _ROWS:
        figures = [getattr(columns[name], what) for name in shown]
        _line(title, *(f"{f:.3f}" if isinstance(f, float) else str(f) for f in figures))
    for part, found in empty.items():
        names = ", ".join(f"{name} {count}" for name, count in found.items())
        _line(f"found where there is nothing, {part}", f"{sum(found.values())} ({names})")


def _print_checks(record: Record | None) -> None:
    if record is None:
        return
    checks = checks_of(record)
    held = sum(holds for _, holds in checks)
    _line("\nthe five reports together", f"{held} of {len(checks)} hold")
    _line("incidents read", str(len(record["incidents"])))
    for name, holds in checks:
        _line(name, "held" if holds else "NOT HELD")


def misses_and_extras(record: Record, answer: Record) -> Iterator[str]:
    """A line for each expected incident not found, and each found that stands for none."""
    found, expected = record["incidents"], answer["incidents"]
    pairs = pairs_of(found, expected)
    for number, one in enumerate(expected):
        if number not in pairs.values():
            old = " (historical)" if "historical" in one else ""
            yield f"missed {one['kind']} {one['edtf']} {one['place']['name']}{old}"
    for number, one in enumerate(found):
        if number not in pairs:
            when = one["date"]["edtf"] if one["date"] else "no date"
            where = one["where"]["mention"] if one["where"] else "no place"
            yield f"extra  {one['kind']} {when} {where}: {one['title']}"


def _print_details(read: _Records, answers: Mapping[str, Record], part: str) -> None:
    for name, answer in answers.items():
        if answer["set"] == part:
            for line in misses_and_extras(read.own(name, answer), answer):
                _line(name, line)


def _line(name: str, *values: str) -> None:
    sys.stdout.write(f"{name:60}" + " ".join(f"{value:14}" for value in values).rstrip() + "\n")


if __name__ == "__main__":
    main()
