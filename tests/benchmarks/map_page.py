"""`python -m tests.benchmarks.map_page`: our page of incidents beside its rivals.

The incidents are made (`map_page_incidents` tells how), the same for every way to make a page
(`map_page_rivals`): 100,000 with title, sources and link, and a million with place, date, kind,
actors and deaths alone. Each page is made in a process of its own and opened in headless Chromium
(`map_page_browser`). What takes less than 30 seconds is done three times, and the median given.

    --parts ways,million,hand,ucdp,sizes  what to measure; all of it by default
    --ways ours,fast,...                  which ways to make a page of `--rows` incidents
    --all                                 rivals at a million too, which take minutes
    --json                                JSON instead of tables

INCIDENTMAP_NPM names a folder for the libraries that folium's pages load; rivals are made without
it, but not opened. GeoDataFrame.explore needs `pip install mapclassify`.
"""

from __future__ import annotations

import argparse
import csv
import re
import statistics
import subprocess
import sys
import tempfile
import zlib
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec
import orjson
from playwright.sync_api import Error

from gazetteer.place import Precision
from geo.kinds import Kind
from tests.benchmarks.map_page_browser import LIMIT_S, Felt, Packages, answers, felt
from tests.benchmarks.map_page_incidents import bytes_a_row, made_incidents, packed_bytes
from tests.benchmarks.map_page_rivals import WAYS, write_ours

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.benchmarks.map_page_incidents import Columns

_PARTS: Final = ("ways", "million", "hand", "ucdp", "sizes")
_MILLION = 1_000_000
_RUNS, _QUICK_S = 3, 30
_UCDP = Path(__file__).resolve().parents[3] / "shared/data/events/ucdp_ged231_global_sample1000.csv"
_KINDS: Final = {1: Kind.ARMED_CLASH, 2: Kind.ARMED_CLASH, 3: Kind.ATTACK}
"""Our kinds of UCDP's types of violence, for the size alone."""


class Measured(msgspec.Struct, kw_only=True):
    """A way to make a page, measured."""

    way: str
    rows: int
    import_s: float | None = None
    make_s: float | None = None
    """From columns to the file, without the import."""
    mb: float | None = None
    answers_s: float | None = None
    late: bool = False
    """The page did not answer in time."""
    note: str = ""

    @property
    def whole_s(self) -> float | None:
        """Seconds of import and making."""
        return None if self.make_s is None else self.make_s + (self.import_s or 0)


class Results(msgspec.Struct, kw_only=True):
    """All that was measured."""

    pages: list[Measured] = []
    hand: dict[str, Felt] = {}
    figures: dict[str, float] = {}
    notes: list[str] = []


def main() -> int:
    """Print tables, or JSON."""
    wanted = _arguments()
    results, packages = Results(), Packages()
    with tempfile.TemporaryDirectory() as folder:
        if "ways" in wanted.parts:
            columns = made_incidents(wanted.rows, texts=True)
            results.figures |= _texts(columns)
            _measure(wanted.ways, columns, Path(folder), packages, results)
        if {"million", "hand"} & set(wanted.parts):
            columns = made_incidents(wanted.million, texts=False)
            ways = ["ours", "fast", "geojson"] if wanted.all else ["ours"]
            _measure(ways, columns, Path(folder), packages, results)
            del columns
        if "hand" in wanted.parts and (page := Path(folder) / "ours.html").exists():
            try:
                results.hand = felt(page, packages)
            except (Error, RuntimeError) as error:
                results.notes.append(f"filter, brush and drag could not be measured: {error}")
        for part, measure in (("ucdp", _ucdp), ("sizes", _sizes)):
            if part in wanted.parts:
                measure(Path(folder), results)
    if packages.left_out:
        results.notes.append(
            f"given to rivals' pages as empty: {', '.join(sorted(packages.left_out))}"
        )
    if wanted.json:
        sys.stdout.write(msgspec.json.format(msgspec.json.encode(results)).decode() + "\n")
    else:
        _print(results)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Our page of incidents beside its rivals.")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--million", type=int, default=_MILLION, help="fewer, to try it out")
    parser.add_argument("--parts", type=lambda text: text.split(","), default=list(_PARTS))
    parser.add_argument("--ways", type=lambda text: text.split(","), default=list(WAYS))
    parser.add_argument("--all", action="store_true", help="rivals at a million too")
    parser.add_argument("--json", action="store_true", help="JSON instead of tables")
    return parser.parse_args()


def _texts(columns: Columns) -> dict[str, float]:
    """How long the made texts are and how hard to pack, beside real ones of the same number."""
    figures = {"bytes of an incident as JSON": bytes_a_row(columns)}
    made = columns["headline"]
    figures["characters of a made headline"] = statistics.fmean(map(len, made))
    if _UCDP.exists():
        real = [row["source_headline"] for row in _ucdp_rows() if row["source_headline"]]
        figures["characters of a real one (UCDP)"] = statistics.fmean(map(len, real))
        figures["zlib leaves of as many made headlines, bytes"] = packed_bytes(made[: len(real)])
        figures["zlib leaves of real ones, bytes"] = packed_bytes(real)
    return figures


def _measure(
    ways: list[str], columns: Columns, folder: Path, packages: Packages, results: Results
) -> None:
    """Make and open the page of each way, one after the other."""
    rows = folder / "columns.json"
    rows.write_bytes(orjson.dumps(columns))
    for way in ways:
        page = folder / f"{way}.html"
        page.unlink(missing_ok=True)
        measured = _made(way, rows, page, len(columns["lon"]))
        results.pages.append(measured)
        if measured.make_s is not None and (packages or way == "ours"):
            _open(way, page, packages, measured)
        elif measured.make_s is not None:
            measured.note = "not opened: INCIDENTMAP_NPM is not set"
        if way != "ours":
            page.unlink(missing_ok=True)
        sys.stderr.write(f"{_row(measured, None)}\n")


def _made(way: str, rows: Path, page: Path, number: int) -> Measured:
    """Make a page, three times if that is quick."""
    measured = Measured(way=way, rows=number)
    runs: list[dict[str, float]] = []
    command = [sys.executable, "-m", "tests.benchmarks.map_page_rivals", way, str(rows), str(page)]
    while not runs or (len(runs) < _RUNS and runs[0]["make_s"] < _QUICK_S):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            lines = done.stderr.strip().splitlines() or [f"exit code {done.returncode}"]
            measured.note = f"not made: {lines[-1]}"
            return measured
        runs.append(orjson.loads(done.stdout))
    measured.import_s = statistics.median(run["import_s"] for run in runs)
    measured.make_s = statistics.median(run["make_s"] for run in runs)
    measured.mb = page.stat().st_size / 1e6
    return measured


def _open(way: str, page: Path, packages: Packages, measured: Measured) -> None:
    """Open a page, three times if that is quick."""
    runs: list[float] = []
    while not runs or (len(runs) < _RUNS and runs[0] < _QUICK_S):
        try:
            spent = answers(page, WAYS[way].drawn, packages)
        except RuntimeError as error:
            measured.note = f"not drawn: {error}"
            return
        if spent is None:
            measured.late = True
            return
        runs.append(spent)
    measured.answers_s = statistics.median(runs)


def _ucdp_rows() -> list[dict[str, str]]:
    with _UCDP.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _ucdp(folder: Path, results: Results) -> None:
    """Bytes that a real incident takes with its citation."""
    if not _UCDP.exists():
        results.notes.append("no UCDP sample in ../shared: the size of real incidents is left out")
        return
    columns: Columns = defaultdict(list)
    for row in _ucdp_rows():
        for name, value in _as_ours(row).items():
            columns[name].append(value)
    rows = len(columns["lon"])
    page = _size(columns, folder)
    results.figures |= {
        "UCDP events with citation": rows,
        "bytes of a UCDP event as JSON": bytes_a_row(columns),
        "bytes of a UCDP event on the page": (page - _size(_empty(columns), folder)) / rows,
        "bytes of its columns by zlib and base64": sum(map(_packed, columns.values())) / rows,
    }


def _as_ours(row: dict[str, str]) -> dict[str, Any]:
    """A row of UCDP as a row of our columns; its article stands in where it has no headline."""
    article = row["source_article"]
    link = re.search(r"https?://[^\s\"';,\]]+", " ".join((row["source_headline"], article)))
    return {
        "lon": float(row["longitude"]),
        "lat": float(row["latitude"]),
        "date": row["date_start"][:10],
        "kind": str(_KINDS[int(float(row["type_of_violence"]))]),
        "title": f"{row['side_a']} - {row['side_b']}, {row['where_coordinates']}",
        "perpetrator": row["side_a"],
        "target": row["side_b"],
        "killed_low": int(float(row["low"])),
        "killed_high": max(int(float(row["low"])), int(float(row["high"]))),
        "precision": str(Precision.from_ucdp(int(float(row["where_prec"])))),
        "publisher": row["source_office"],
        "headline": row["source_headline"] or article,
        "url": link[0] if link else "",
    }


def _packed(column: list[Any]) -> float:
    text = "\n".join(map(str, column)).encode()
    return len(zlib.compress(text, 9)) * 4 / 3


def _empty(columns: Columns) -> Columns:
    return {name: [] for name in columns}


def _size(columns: Columns, folder: Path) -> int:
    """Bytes of our page of some incidents."""
    file = folder / "sized.html"
    write_ours(columns, file)
    return file.stat().st_size


def _sizes(folder: Path, results: Results) -> None:
    """What a page takes without incidents, and what the one of the demo takes."""
    empty = _empty(made_incidents(1, texts=True))
    results.figures["KB of a page without incidents"] = _size(empty, folder) / 1000
    demo = [sys.executable, "-m", "maps.cli", "demo", str(folder / "demo")]
    subprocess.run(demo, capture_output=True, check=True)
    results.figures["KB of the demo's page"] = (folder / "demo/map.html").stat().st_size / 1000


def _print(results: Results) -> None:
    out = sys.stdout.write
    for rows in dict.fromkeys(page.rows for page in results.pages):
        pages = [page for page in results.pages if page.rows == rows]
        ours = next((page for page in pages if page.way == "ours" and page.mb), None)
        out(f"{rows:,} incidents; in brackets: times ours\n{_HEADING}\n")
        for page in pages:
            out(f"{_row(page, ours)}\n")
        out("\n")
    if results.hand:
        rows = results.pages[-1].rows
        out(f"{f'By hand, {rows:,}, ms':26}{'median':>9}{'95 %':>9}{'worst':>9}{'times':>7}\n")
    for name, both in results.hand.items():
        for spread, of in zip(both, (", seen", ", by the page"), strict=True):
            values = [f"{value:>9.1f}" for value in spread[:3]] if spread else ["  not given"]
            out(f"{name + of:26}{''.join(values)}{spread.times if spread else '':>7}\n")
    if (drag := results.hand.get("drag")) and drag.shown:
        out(f"{1000 / drag.shown.median:.0f} frames a second while dragged (by the median)\n")
    for name, value in results.figures.items():
        out(f"{name:52}{value:>10,.1f}\n")
    for note in results.notes:
        out(f"{note}\n")


_CELL, _NAME = 19, 30
_HEADING = f"{'':{_NAME}}" + "".join(
    f"{name:>{_CELL}}"
    for name in ("make, s", "of it import, s", "MB", "answers, s", "bytes an incident")
)


def _row(page: Measured, ours: Measured | None) -> str:
    """A line of the table, with how many times ours each figure is."""

    def cell(value: Callable[[Measured], float | None]) -> str:
        figure, to = value(page), ours and value(ours)
        if figure is None:
            return "-"
        times = f" ({figure / to:.1f})" if to and page is not ours else ""
        return f"{figure:,.1f}{times}" if figure < 1000 else f"{figure:,.0f}{times}"

    cells = [
        cell(lambda one: one.whole_s),
        "-" if page.import_s is None else f"{page.import_s:.1f}",
        cell(lambda one: one.mb),
        f"> {LIMIT_S}" if page.late else cell(lambda one: one.answers_s),
        "-" if page.mb is None else f"{page.mb * 1e6 / page.rows:,.0f}",
    ]
    name = f"{WAYS[page.way].name:{_NAME}}"
    return (
        name + "".join(f"{text:>{_CELL}}" for text in cells) + (f"  {page.note}" * bool(page.note))
    )


if __name__ == "__main__":
    raise SystemExit(main())
