"""XLSX: read by openpyxl, pandas and LibreOffice; no cell runs, and dates are dates."""

import time
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZipFile

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings

from geo.dossier import Collection
from geo.errors import ExportError, StoreBusyError
from geo.exchange import xlsx
from geo.exchange.columns import COLUMNS, ColumnType
from geo.exchange.entries import Going
from geo.exchange.sheets import ASSESSMENTS, CLAIMS, LINKS, SOURCES
from geo.exchange.xlsx import LONGEST_TEXT, write
from geo.incident import Assessment, Axis, Link, LinkType
from tests.any_incidents import collections
from tests.builders import AT, COPY, OTHER, PAPER, strike
from tests.tables_out import HOSTILE, all_hostile, by_office, dated, disputed, outgoing, values_of

_SHEETS = ["Incidents", "Claims", "Sources", "Links", "Assessments", "About"]
_AT = {column.name: at for at, column in enumerate(CLAIMS.columns)}


def written(collection: Collection, path: Path, **manner: Any) -> Any:  # noqa: ANN401 (no types)
    with outgoing(collection, **manner) as out:
        assert write(out, path) == (path,)
    return openpyxl.load_workbook(path)


def cells(book: Any, sheet: str) -> list[list[Any]]:  # noqa: ANN401
    return [list(row) for row in book[sheet].iter_rows(values_only=True)]


def about(book: Any) -> dict[str, Any]:  # noqa: ANN401
    return {column: meaning for sheet, column, meaning, *_ in cells(book, "About") if not sheet}


def test_the_sheets_and_their_columns(seeds: Collection, tmp_path: Path) -> None:
    book = written(seeds, tmp_path / "a.xlsx")
    assert book.sheetnames == _SHEETS
    names = [column.name for column in COLUMNS]
    head = cells(book, "Incidents")[0]
    assert [name for name in head if name != "zone"] == names
    assert head[head.index("date_end") + 1] == "zone"
    for sheet in (CLAIMS, SOURCES, LINKS, ASSESSMENTS):
        assert cells(book, sheet.name)[0] == [column.name for column in sheet.columns]
    for name in _SHEETS:
        assert book[name].freeze_panes == "A2"
        assert book[name].auto_filter.ref == book[name].dimensions
    assert len(cells(book, "Incidents")) == 1 + len(seeds.dossiers)
    assert len(cells(book, "Claims")) == 1 + sum(len(d.claims) for d in seeds.dossiers)
    assert len(cells(book, "Links")) == 1 + sum(len(d.links) for d in seeds.dossiers)


def test_every_value_is_there_with_its_type(seeds: Collection, tmp_path: Path) -> None:
    book = written(seeds, tmp_path / "a.xlsx")
    with outgoing(seeds) as out:
        wanted = values_of(out)
    head, *rows = cells(book, "Incidents")
    for row, values in zip(rows, wanted, strict=True):
        found = dict(zip(head, row, strict=True))
        assert found.pop("zone") == ("UTC" if values["date_start"] else None)
        for column in COLUMNS:
            _check(found[column.name], values[column.name], column.type)


def _check(cell: object, value: Any, kind: ColumnType) -> None:  # noqa: ANN401
    if kind is ColumnType.DATETIME and value is not None:
        assert cell == value.replace(tzinfo=None)
    elif kind is ColumnType.NUMBER and value is not None:
        assert cell == pytest.approx(value, rel=1e-14)
    else:
        assert cell == value
        assert isinstance(cell, bool) == isinstance(value, bool)


def test_pandas_reads_dates_as_dates(seeds: Collection, tmp_path: Path) -> None:
    written(seeds, tmp_path / "a.xlsx")
    table = pd.read_excel(tmp_path / "a.xlsx", sheet_name="Incidents")
    assert table["date_start"].dtype.kind == "M"
    assert table["killed_low"].dtype.kind == "f"
    assert pd.Timestamp("2024-01-03") in list(table["date_start"])


def test_dates_before_excel_are_text(tmp_path: Path) -> None:
    book = written(
        dated("1899-12-31", "1900-02-28", "1900-03-01", "9999-12-30"), tmp_path / "a.xlsx"
    )
    head, *rows = cells(book, "Incidents")
    start, end = head.index("date_start"), head.index("date_end")
    assert [(row[start], row[end]) for row in rows] == [
        ("1899-12-31T00:00:00Z", "1899-12-31T23:59:59Z"),
        ("1900-02-28T00:00:00Z", "1900-02-28T23:59:59Z"),
        (datetime(1900, 3, 1), datetime(1900, 3, 1, 23, 59, 59)),  # noqa: DTZ001
        (datetime(9999, 12, 30), datetime(9999, 12, 30, 23, 59, 59)),  # noqa: DTZ001
    ]


def test_the_day_of_publication_is_a_date_and_the_archived_copy_goes_along(tmp_path: Path) -> None:
    archive = "https://web.archive.org/paper"
    kept = Collection(
        dossiers=(strike(),), sources=(replace(PAPER, archive_url=archive), COPY, OTHER)
    )
    head, row, *_ = cells(written(kept, tmp_path / "a.xlsx"), "Sources")
    found = dict(zip(head, row, strict=True))
    assert found["published"] == datetime(2024, 1, 19)  # noqa: DTZ001
    assert found["archive_url"] == archive
    old = replace(kept, sources=(replace(PAPER, published=date(1890, 5, 1)), COPY, OTHER))
    _, row, *_ = cells(written(old, tmp_path / "b.xlsx"), "Sources")
    assert row[head.index("published")] == "1890-05-01"


def test_libreoffice_shows_the_days_that_were_reported(tmp_path: Path) -> None:
    written(
        dated("1900-03-01", "2024-01-18", "2024-01-17/2024-01-18", "2024-02"), tmp_path / "a.xlsx"
    )
    head, *rows = by_office(tmp_path / "a.xlsx", tmp_path)
    start = head.index("date_start")
    assert [row[start : start + 3] for row in rows] == [
        ["1900-03-01 00:00:00", "1900-03-01 23:59:59", "UTC"],
        ["2024-01-17 00:00:00", "2024-01-18 23:59:59", "UTC"],
        ["2024-01-18 00:00:00", "2024-01-18 23:59:59", "UTC"],
        ["2024-02-01 00:00:00", "2024-02-29 23:59:59", "UTC"],
    ]


def test_no_text_becomes_a_formula(tmp_path: Path) -> None:
    book = written(all_hostile(), tmp_path / "a.xlsx")
    for sheet in book:
        for row in sheet.iter_rows():
            assert {cell.data_type for cell in row} <= {"s", "n", "b", "d"}  # no "f" for formulas
            assert all(cell.number_format == "@" for cell in row if cell.data_type == "s")
    weapons = {row[_AT["value"]] for row in cells(book, "Claims")[1:] if row[2] == "weapon"}
    plain = {text for text in HOSTILE if text.isprintable() and "_x0041_" not in text}
    assert plain <= weapons
    assert any(text.startswith("<r>") for text in plain)


def test_libreoffice_runs_no_cell_and_keeps_every_text(tmp_path: Path) -> None:
    written(all_hostile(), tmp_path / "a.xlsx")
    head, *rows = by_office(tmp_path / "a.xlsx", tmp_path)
    with outgoing(all_hostile()) as out:
        wanted = {values["id"]: values["title"] for values in values_of(out)}
    shown = {row[0]: row[head.index("title")] for row in rows}
    assert {name: _unspaced(text) for name, text in shown.items()} == {
        name: _unspaced(text) for name, text in wanted.items()
    }
    claims = by_office(tmp_path / "a.xlsx", tmp_path, sheet=2)
    said = {_unspaced(row[_AT["value"]]) for row in claims if row[2] == "weapon"}
    assert said == {_unspaced(text) for text in HOSTILE}


def _unspaced(text: str) -> str:
    """Without what is not seen, which programs write in several ways."""
    return "".join(char for char in text if char.isprintable() and not char.isspace())


@given(collections())
@settings(max_examples=25)
def test_whatever_is_recorded_stands_in_a_sheet(given_: Collection) -> None:
    with TemporaryDirectory() as folder:
        book = written(given_, Path(folder) / "a.xlsx")
    claims = {claim.id: claim for dossier in given_.dossiers for claim in dossier.claims}
    rows = {row[0]: row for row in cells(book, "Claims")[1:]}
    assert rows.keys() == claims.keys()
    for name, row in rows.items():
        claim = claims[name]
        assert _same(row[_AT["claimant"]], claim.claimant)
        assert _same(row[_AT["value"]], claim.value_text)
        assert _same(row[_AT["quote"]], claim.citation.quote)
        assert row[_AT["low"]] == (claim.count.low if claim.count else None)
        assert row[_AT["best"]] == (claim.count.best if claim.count else None)
        assert row[_AT["polarity"]] == claim.polarity
        assert row[_AT["supersedes"]] == claim.supersedes
    links = [link for dossier in given_.dossiers for link in dossier.links]
    assert sorted(row[:2] for row in cells(book, "Links")[1:]) == sorted(
        [link.from_id, link.to_id] for link in links
    )
    cited = {source for row in rows.values() for source in [row[_AT["source"]]]}
    sources = [row[0] for row in cells(book, "Sources")[1:]]
    assert cited <= set(sources)
    assert len(sources) == len(set(sources))


def _same(cell: object, text: str | None) -> bool:
    """Whether a cell has a text; openpyxl leaves escapes of the format as they are."""
    return (cell or "") == (text or "").replace("\uffff", "_xFFFF_").replace("\ufffe", "_xFFFE_")


def test_what_was_taken_back_is_marked(tmp_path: Path) -> None:
    book = written(disputed(), tmp_path / "a.xlsx")
    rows = {row[0]: row for row in cells(book, "Claims")[1:]}
    assert [name for name, row in rows.items() if row[_AT["withdrawn"]]] == ["strike.target.1"]
    assert rows["strike.weapon.2"][_AT["supersedes"]] == "strike.weapon.1"
    assert rows["strike.killed.2"][_AT["polarity"]] == "denies"
    assert rows["strike.perpetrator.1"][_AT["paraphrased"]] is True
    assert rows["strike.killed.1"][_AT["recorded_at"]] == AT.replace(tzinfo=None)
    assert rows["strike.location.1"][_AT["lon"]] == 62.3342


def test_links_and_assessments_have_their_sheets(tmp_path: Path) -> None:
    later = replace(
        strike("later"),
        links=(Link(from_id="later", to_id="strike", type=LinkType.FOLLOWS, why="so says =1"),),
        assessments=(
            Assessment(incident="later", axis=Axis.HARM, grade="likely", why="x", by="me", at=AT),
        ),
    )
    book = written(Collection(dossiers=(strike(), later), sources=(PAPER,)), tmp_path / "a.xlsx")
    assert cells(book, "Links")[1:] == [["later", "strike", "follows", "so says =1"]]
    assert cells(book, "Assessments")[1:] == [
        ["later", "harm", "likely", "x", "me", AT.replace(tzinfo=None)]
    ]


def test_about_says_what_the_file_is(tmp_path: Path) -> None:
    manner = {"title": "=Strikes", "chosen": "kind airstrike; since 2024-01-01"}
    told = about(written(disputed(), tmp_path / "a.xlsx", **manner))
    assert told["incidents"] == 1
    assert told["filters"] == "kind airstrike; since 2024-01-01"
    assert told["rule"].endswith("(range)")
    assert "areas" in told["left out"]
    assert "=Strikes" in told.values()
    rows = cells(openpyxl.load_workbook(tmp_path / "a.xlsx"), "About")
    (row,) = [row for row in rows if row[1] == "radius_m" and row[0] == "Incidents"]
    assert row[3:] == ["number", "m"]


@pytest.mark.parametrize("letter", ["a", "𐎠"], ids=["one unit", "two units"])
def test_a_text_that_is_too_long_is_cut_and_it_says_so(tmp_path: Path, letter: str) -> None:
    units = 2 if letter > "\uffff" else 1
    fits = letter * (LONGEST_TEXT // units)
    one = strike()
    claims = [replace(one.claims[0], claimant=text) for text in (fits, fits + letter)]
    both = (replace(claims[0], id="strike.date.8"), replace(claims[1], id="strike.date.9"))
    collection = Collection(dossiers=(replace(one, claims=both),), sources=(PAPER,))
    book = written(collection, tmp_path / "a.xlsx")
    whole, cut = (row[_AT["claimant"]] for row in cells(book, "Claims")[1:])
    assert whole == fits
    assert cut == letter * ((LONGEST_TEXT - 1) // units) + "…"
    noted = [row[2] for row in cells(book, "About") if row[:2] == ["Claims", "claimant"]]
    assert noted[0].startswith("1 texts were longer than the 32,767 characters")


def test_more_rows_than_fit_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.xlsx").write_text("before")
    with outgoing(disputed()) as out:
        many = Going(entries=out.entries, count=xlsx.MOST_ROWS)
        with pytest.raises(ExportError, match=r"Incidents.*1,048,576 rows.*filter.*\.parquet"):
            write(many, tmp_path / "a.xlsx")
        monkeypatch.setattr(xlsx, "MOST_ROWS", 5)
        for counted_before in (20, 0):
            monkeypatch.setattr(xlsx, "_MANY_CLAIMS", counted_before)
            with pytest.raises(ExportError, match="its sheet Claims would need more"):
                write(out, tmp_path / "a.xlsx")
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]
    assert (tmp_path / "a.xlsx").read_text() == "before"


def test_a_store_that_is_busy_is_no_export_error(tmp_path: Path) -> None:
    def busy() -> Any:  # noqa: ANN401
        raise StoreBusyError(tmp_path / "a.gpkg", "busy")

    with pytest.raises(StoreBusyError):
        write(Going(entries=busy, count=1), tmp_path / "a.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_no_folder_is_an_error_with_its_name(tmp_path: Path) -> None:
    with outgoing(disputed()) as out, pytest.raises(ExportError, match=r"x/a\.xlsx"):
        write(out, tmp_path / "x" / "a.xlsx")


def test_the_same_incidents_give_the_same_bytes(
    seeds: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(seeds, tmp_path / "a.xlsx")
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "Asia/Tehran")
        time.tzset()
        written(seeds, tmp_path / "b.xlsx")
    time.tzset()
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    with ZipFile(tmp_path / "a.xlsx") as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 31, 0, 0, 0)}
        assert b"2000-01-01T00:00:00Z" in parts.read("docProps/core.xml")
