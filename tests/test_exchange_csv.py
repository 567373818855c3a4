"""CSV: read back by Python, pandas, libhxl and LibreOffice, and run by none of them."""

import csv
import math
import re
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from geo.dossier import Collection
from geo.errors import ExportError
from geo.exchange.columns import COLUMNS, ColumnType
from geo.exchange.csv_table import instant, write, write_rows
from geo.exchange.entries import Going
from geo.exchange.inert import inert, original
from geo.exchange.tables import open_csv
from tests.any_incidents import collections
from tests.builders import dossier
from tests.tables_out import HOSTILE, all_hostile, by_office, disputed, outgoing, values_of

_NAMES = [column.name for column in COLUMNS]
_TEXTS = {column.name for column in COLUMNS if column.type is ColumnType.TEXT} | {"claims"}
_RUNS = tuple("=+-@＝＋－＠")
_UNSEEN = " \"'\u00a0\u200e\u200f\ufeff\u3000\x0b\x0c"


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def runs(cell: str) -> bool:
    """Whether a spreadsheet could take a cell, or a part of it, for a formula."""
    parts = re.split("[;\\t\\r\\n]", cell)
    return cell.startswith(("\t", "\r", "\n")) or any(
        not part.startswith("'") and part.lstrip(_UNSEEN).startswith(_RUNS) for part in parts
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_no_hostile_text_stays_live_and_all_come_back(text: str) -> None:
    assert not runs(inert(text))
    assert original(inert(text)) == text


@pytest.mark.parametrize("text", ["plain", "a - b", "9-12", "~100", "it's", "'quoted'", "", "a;b"])
def test_harmless_text_is_left_as_it_is(text: str) -> None:
    assert inert(text) == text
    assert original(text) == text


def test_the_mark_stands_before_what_could_run() -> None:
    assert inert("=1+1") == "'=1+1"
    assert inert("  =1+1") == "'  =1+1"
    assert inert("list;\n- one") == "list;\n'- one"
    assert inert("'=1") == "''=1"


@given(st.text() | st.text(alphabet="=+-@＝ '\"\t\r\n;a\u200f\xa0", max_size=12))
@example("\n\n=")
@example("''=")
@example(";=;'=")
@settings(max_examples=400)
def test_any_text_comes_back(text: str) -> None:
    assert not runs(inert(text))
    assert original(inert(text)) == text


def test_a_long_run_of_marks_takes_no_time() -> None:
    text = "\n' " * 200_000 + "x"
    assert original(inert(text)) == text


def test_halves_of_surrogate_pairs_do_no_harm(tmp_path: Path) -> None:
    write_rows(tmp_path / "a.csv", COLUMNS[:1], [("a\ud800b",)])
    assert rows_of(tmp_path / "a.csv") == [{"id": "a\ufffdb"}]


@given(collections())
@settings(max_examples=40)
def test_every_cell_is_inert_and_comes_back(given_: Collection) -> None:
    with outgoing(given_) as out:
        entries = {values["id"]: values for values in values_of(out)}
        with TemporaryDirectory() as name:
            folder = Path(name)
            write(out, folder / "any.csv")
            found = rows_of(folder / "any.csv")
    assert len(found) == len(entries)
    for row in found:
        values = entries[row["id"]]
        for name in _TEXTS - {"claims"}:
            assert not runs(row[name])
            assert original(row[name]) == (values[name] or "")
        assert not runs(row["claims"])


def test_the_columns_are_those_of_every_format_and_the_claims(
    seeds: Collection, tmp_path: Path
) -> None:
    with outgoing(seeds) as out:
        assert write(out, tmp_path / "a.csv") == (tmp_path / "a.csv",)
        entries = values_of(out)
    raw = (tmp_path / "a.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfid,kind,title,")
    assert raw.count(b"\r\n") == len(entries) + 1
    found = rows_of(tmp_path / "a.csv")
    assert list(found[0]) == [*_NAMES, "claims"]
    for row, entry in zip(found, entries, strict=True):
        for column in COLUMNS:
            _check_cell(row[column.name], entry[column.name])


def _check_cell(cell: str, value: object) -> None:
    match value:
        case None:
            assert cell == ""
        case bool():
            assert cell == str(value).lower()
        case datetime():
            assert cell.endswith("Z")
            assert datetime.fromisoformat(cell) == value
        case int() | float():
            assert type(value)(cell) == value
        case _:
            assert original(cell) == value


def test_claims_are_told_one_a_line(tmp_path: Path) -> None:
    with outgoing(disputed()) as out:
        write(out, tmp_path / "a.csv")
    (row,) = rows_of(tmp_path / "a.csv")
    cited = "The Paper, 2024-01-19 — https://example.org/a"
    assert row["claims"].split("\n") == [
        f"Iran says: date 18 January 2024 — “Iran on date” — {cited}",
        f"Iran says: place near Saravan — “Iran on location” — {cited}",
        f"Iran says: killed 9 — “Iran on killed” — {cited}",
        f"Pakistan denies: killed 9 — “Pakistan on killed” — {cited}",
        f"Iran says: with drones — “Iran on weapon” — {cited}",
        f"Iran says: by Pakistan — in our words: It was them. — {cited}",
    ]


def test_pandas_reads_numbers_dates_and_truth(seeds: Collection, tmp_path: Path) -> None:
    with outgoing(seeds) as out:
        write(out, tmp_path / "a.csv")
        values = values_of(out)
    dates = ["date_start", "date_end"]
    table = pd.read_csv(tmp_path / "a.csv", parse_dates=dates)
    assert list(table.columns) == [*_NAMES, "claims"]
    assert [None if math.isnan(lon) else lon for lon in table["lon"]] == [v["lon"] for v in values]
    assert list(table["date_start"]) == [pd.Timestamp(v["date_start"]) for v in values]
    assert table["killed_low"].dtype.kind == "f"
    assert {True, False} >= set(table["cross_border"].dropna())


def test_a_negative_longitude_stays_a_number(tmp_path: Path) -> None:
    write_rows(tmp_path / "a.csv", COLUMNS[12:14], [(-58.3, -34.6)])
    assert rows_of(tmp_path / "a.csv") == [{"lon": "-58.3", "lat": "-34.6"}]


def test_instants_end_in_z(seeds: Collection) -> None:
    start = next(c.when.start for d in seeds.dossiers for c in d.claims if c.when and c.when.start)
    assert datetime.fromisoformat(instant(start)) == start
    assert instant(start).endswith("Z")


def test_libhxl_finds_tags_and_values(seeds: Collection, tmp_path: Path) -> None:
    import hxl

    with outgoing(seeds, hxl=True) as out:
        write(out, tmp_path / "a.csv")
        wanted = values_of(out)
    options = hxl.InputOptions(allow_local=True, encoding="utf-8-sig")
    with hxl.data(str(tmp_path / "a.csv"), options) as source:
        assert source.headers == [*_NAMES, "claims"]
        for column, found in zip(COLUMNS, source.columns, strict=False):
            assert hxl.model.TagPattern.parse(column.hxl).match(found)
        rows = list(source)
    assert [row.get("#event+id") for row in rows] == [values["id"] for values in wanted]
    fewest = [values["killed_low"] for values in wanted]
    assert [row.get("#affected+killed+min") for row in rows] == [
        None if low is None else str(low) for low in fewest
    ]


def test_our_own_reader_knows_the_tags(seeds: Collection, tmp_path: Path) -> None:
    with outgoing(seeds, hxl=True) as out:
        write(out, tmp_path / "a.csv")
    table = open_csv(tmp_path / "a.csv")
    assert table.hxl == {c.name: c.hxl for c in COLUMNS} | {"claims": "#meta+claims"}
    assert sum(1 for _ in table.rows()) == len(seeds.dossiers)


@pytest.mark.parametrize("separator", [44, 59], ids=["comma", "semicolon"])
def test_libreoffice_runs_no_cell(tmp_path: Path, separator: int) -> None:
    with outgoing(all_hostile()) as out:
        write(out, tmp_path / "a.csv")
        titles = {values["id"]: values["title"] for values in values_of(out)}
    with (tmp_path / "a.csv").open("a", encoding="utf-8", newline="") as file:
        file.write("probe,=40+2\r\n" if separator == 44 else "probe;=40+2\r\n")
    # The last token lets LibreOffice take text that begins with = for a formula, as a person may.
    how = f"CSV:{separator},34,76,1,,1033,false,true,false,false,false,,true"
    cells = by_office(tmp_path / "a.csv", tmp_path, importing=how)
    assert cells[-1][:2] == ["probe", "42"]  # what could run does
    assert not any(cell == "2" or cell.startswith(("#", "Err:")) for row in cells for cell in row)
    if separator == 44:
        shown = {row[0]: row[2] for row in cells[1:-1]}
        assert {name: "".join(inert(title).split()) for name, title in titles.items()} == {
            name: "".join(title.split()) for name, title in shown.items()
        }


def test_libreoffice_shows_the_right_day_and_persian(tmp_path: Path) -> None:
    persian = "سراوان، «مرز» ؛ ۹ نفر"
    assert persian in HOSTILE
    with outgoing(all_hostile()) as out:
        write(out, tmp_path / "a.csv")
    how = "CSV:44,34,76,1,,1033,false,true"
    cells = by_office(tmp_path / "a.csv", tmp_path, importing=how)
    start = cells[0].index("date_start")
    assert {row[start] for row in cells[1:]} == {"2024-01-18T00:00:00Z"}
    assert f"{persian}." in [row[2] for row in cells]
    assert {row[cells[0].index("lon")] for row in cells[1:]} == {"62.3342"}


def test_the_same_incidents_give_the_same_bytes(seeds: Collection, tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv"):
        with outgoing(seeds) as out:
            write(out, tmp_path / name)
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()


def test_what_fails_half_way_leaves_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("before")

    def broken() -> object:
        yield from ()
        raise ExportError(tmp_path / "a.csv", "no room")

    with pytest.raises(ExportError, match="no room"):
        write(Going(entries=broken, count=1), tmp_path / "a.csv")  # type: ignore[arg-type]
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]
    assert (tmp_path / "a.csv").read_text() == "before"


def test_no_folder_is_an_error_with_its_name(tmp_path: Path) -> None:
    with (
        outgoing(Collection(dossiers=(dossier(),))) as out,
        pytest.raises(ExportError, match="x/a"),
    ):
        write(out, tmp_path / "x" / "a.csv")
