"""Tables of other tools: CSV, XLSX, GeoJSON and GeoPackage, a row at a time."""

from __future__ import annotations

import json
import sqlite3
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

import geopandas
import numpy as np
import pytest
import shapely
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import ImportFileError
from geo.exchange.tables import TABLE_ENDINGS, Row, open_csv, open_table

if TYPE_CHECKING:
    from pathlib import Path

ROWS = [["id", "place", "killed"], ["1", "Sarāvān, بازار", "9"], ["2", 'a "b"; c\td', ""]]
SQUARE = shapely.box(62.0, 27.0, 63.0, 28.0)


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def csv_text(separator: str) -> str:
    quoted = [['"' + cell.replace('"', '""') + '"' for cell in row] for row in ROWS]
    return "\r\n".join(separator.join(row) for row in quoted)


def sheet(path: Path, rows: list[list[Any]], *, name: str = "Sheet1", before: str = "") -> Path:
    book = xlsxwriter.Workbook(
        str(path), {"default_date_format": "yyyy-mm-dd", "strings_to_formulas": False}
    )
    if before:
        book.add_worksheet(before).write(0, 0, "only a note")
    added = book.add_worksheet(name)
    for number, row in enumerate(rows):
        added.write_row(number, 0, row)
    book.close()
    return path


def feature(properties: object, geometry: object = None, **more: object) -> dict[str, object]:
    return {"type": "Feature", "properties": properties, "geometry": geometry, **more}


def collection(path: Path, *features: object, **more: object) -> Path:
    return write(path, json.dumps({"type": "FeatureCollection", "features": features, **more}))


def rows(path: Path) -> list[Row]:
    return list(open_table(path).rows())


class TestCsv:
    @pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
    def test_every_separator_and_encoding_gives_the_same(
        self, tmp_path: Path, separator: str, encoding: str
    ) -> None:
        table = open_table(write(tmp_path / "a.csv", csv_text(separator), encoding))
        assert table.columns == ("id", "place", "killed")
        assert [row.cells for row in table.rows()] == [
            {"id": "1", "place": "Sarāvān, بازار", "killed": "9"},
            {"id": "2", "place": 'a "b"; c\td'},
        ]
        assert list(table.rows()) == list(table.rows())

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
    def test_excels_line_on_the_separator_is_no_header(self, tmp_path: Path, encoding: str) -> None:
        path = write(tmp_path / "a.csv", "sep=;\r\nid;a,b\r\n1;x,y\r\n", encoding)
        (row,) = rows(path)
        assert (row.at, row.cells) == ("line 3", {"id": "1", "a,b": "x,y"})

    def test_another_encoding_says_what_to_do(self, tmp_path: Path) -> None:
        path = write(tmp_path / "a.csv", "id,place\n1,x\n2,Köln\n", "cp1252")
        with pytest.raises(ImportFileError, match=r"not UTF-8 after line \d.*CSV UTF-8.*iconv"):
            rows(path)
        bare = write(tmp_path / "b.csv", "id,place\n", "utf-16-le")
        with pytest.raises(ImportFileError, match="UTF-16 without a mark"):
            open_table(bare)
        half = tmp_path / "c.csv"
        half.write_bytes("id,place\n1,x".encode("utf-16")[:-1])
        with pytest.raises(ImportFileError, match="is not UTF-16"):
            rows(half)

    def test_a_quote_left_open_names_the_line_where_its_row_begins(self, tmp_path: Path) -> None:
        path = write(tmp_path / "a.csv", 'id,place\n1,x\n2,"open\n3,y\n4,z\n')
        with pytest.raises(ImportFileError, match=r"row that begins on line 3.*quote"):
            rows(path)

    def test_a_row_with_too_many_cells_is_marked_and_the_rest_goes_on(self, tmp_path: Path) -> None:
        path = write(tmp_path / "a.csv", "id,place\n1,Rask, Iran\n2,Erbil\n3,,,\n")
        first, second, third = rows(path)
        assert first.at == "line 2"
        assert first.problem is not None
        assert "3 cells and the header has 2" in first.problem
        assert (second.problem, second.cells) == (None, {"id": "2", "place": "Erbil"})
        assert third.problem is None

    def test_text_over_several_lines_and_empty_lines(self, tmp_path: Path) -> None:
        path = write(tmp_path / "a.csv", 'id,note\n1,"a\nb"\n\n,\n2,c\n')
        assert [(row.at, row.cells) for row in rows(path)] == [
            ("line 3", {"id": "1", "note": "a\nb"}),
            ("line 6", {"id": "2", "note": "c"}),
        ]

    def test_hashtags_are_no_row(self, tmp_path: Path) -> None:
        path = write(tmp_path / "a.csv", "A,B,C\n#date,,#geo+lat\n1,2,3\n")
        table = open_table(path)
        assert table.hxl == {"A": "#date", "C": "#geo+lat"}
        assert [row.cells for row in table.rows()] == [{"A": "1", "B": "2", "C": "3"}]

    @pytest.mark.parametrize(
        ("text", "why"),
        [("", "is empty"), ("\n1,2\n", "is empty"), ("a,b,a\n", "two columns named 'a'")],
    )
    def test_a_header_is_needed(self, tmp_path: Path, text: str, why: str) -> None:
        with pytest.raises(ImportFileError, match=why):
            open_table(write(tmp_path / "a.csv", text))

    @given(
        st.lists(
            st.lists(
                st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=12),
                min_size=2,
                max_size=2,
            ),
            max_size=6,
        )
    )
    def test_whatever_python_writes_is_read(
        self, tmp_path_factory: pytest.TempPathFactory, cells: list[list[str]]
    ) -> None:
        import csv

        path = tmp_path_factory.mktemp("csv") / "a.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([["one", "two"], *cells])
        told = [row for row in cells if any(row)]
        if told and all(not cell or cell.strip().startswith("#") for cell in told[0]):
            return  # hashtags
        if any("\0" in cell for row in cells for cell in row):
            return
        expected = [
            {name: cell for name, cell in zip(("one", "two"), row, strict=True) if cell}
            for row in told
        ]
        assert [row.cells for row in open_csv(path).rows()] == expected


class TestXlsx:
    def test_values_are_text_as_people_would_write_it(self, tmp_path: Path) -> None:
        path = sheet(
            tmp_path / "a.xlsx",
            [
                ["day", "at", "clock", "n", "x", "yes", "text", "none"],
                [
                    date(2024, 1, 16), datetime(2024, 1, 16, 14, 30), time(9, 5),  # noqa: DTZ001
                    9, 27.3709, True, "=1+1", None,
                ],
                [None] * 8,
                ["", "", "", 9.0, 0.1 + 0.2, False, " x ", ""],
            ],
        )  # fmt: skip
        table = open_table(path)
        first, second = table.rows()
        assert first.at == "row 2"
        assert first.cells == {
            "day": "2024-01-16", "at": "2024-01-16T14:30:00", "n": "9", "x": "27.3709",
            "clock": first.cells["clock"], "yes": "true", "text": "=1+1",
        }  # fmt: skip
        assert first.cells["clock"].startswith("09:05")
        assert second.at == "row 4"
        assert second.cells == {"n": "9", "x": "0.3", "yes": "false", "text": " x "}
        assert table.columns[-1] == "none"
        assert list(table.rows()) == list(table.rows())

    @pytest.mark.parametrize("name", ["incidents", "Data"])
    def test_the_sheet_by_its_name(self, tmp_path: Path, name: str) -> None:
        path = sheet(tmp_path / "a.xlsx", [["id"], [1]], name=name, before="About")
        assert [row.cells for row in rows(path)] == [{"id": "1"}]

    def test_else_the_first_sheet_with_something_in_it(self, tmp_path: Path) -> None:
        book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
        book.add_worksheet("Empty")
        book.add_worksheet("Full").write_column(2, 1, ["id", 7])
        book.close()
        (row,) = rows(tmp_path / "a.xlsx")
        assert (row.at, row.cells) == ("row 4", {"id": "7"})
        xlsxwriter.Workbook(str(tmp_path / "b.xlsx")).close()
        with pytest.raises(ImportFileError, match="no sheet with anything"):
            open_table(tmp_path / "b.xlsx")

    def test_merged_and_empty_columns_survive(self, tmp_path: Path) -> None:
        book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
        added = book.add_worksheet()
        added.write_row(0, 0, ["id", "", "place"])
        added.write_row(1, 0, [1, "lost", "Rask"])
        added.merge_range(2, 0, 2, 2, "all of it")
        added.write(3, 5, "far out")
        book.close()
        first, second, third = rows(tmp_path / "a.xlsx")
        assert first.cells == {"id": "1", "place": "Rask"}
        assert second.cells == {"id": "all of it"}
        assert third.problem is not None

    def test_hashtags(self, tmp_path: Path) -> None:
        table = open_table(sheet(tmp_path / "a.xlsx", [["A"], ["#date"], ["2024"]]))
        assert (table.hxl, [r.cells for r in table.rows()]) == ({"A": "#date"}, [{"A": "2024"}])

    def test_what_is_no_workbook_says_so(self, tmp_path: Path) -> None:
        damaged = tmp_path / "a.xlsx"
        damaged.write_bytes(b"PK\x03\x04 and nothing")
        with pytest.raises(ImportFileError, match="no Excel workbook, or damaged"):
            open_table(damaged)
        whole = sheet(tmp_path / "b.xlsx", [["id"], [1]]).read_bytes()
        damaged.write_bytes(whole[: len(whole) // 2])
        with pytest.raises(ImportFileError, match="damaged"):
            open_table(damaged)
        old = tmp_path / "c.xls"
        old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
        with pytest.raises(ImportFileError, match=r"save it as \.xlsx"):
            open_table(old)

    def test_a_workbook_under_another_ending_is_known_by_what_is_in_it(
        self, tmp_path: Path
    ) -> None:
        sheet(tmp_path / "a.xlsx", [["id"], [1]]).rename(tmp_path / "a.csv")
        assert [row.cells for row in rows(tmp_path / "a.csv")] == [{"id": "1"}]


class TestGeoJson:
    def test_properties_are_cells_and_points_are_points(self, tmp_path: Path) -> None:
        point = {"type": "Point", "coordinates": [62.33, 27.37, 1_400.0]}
        path = collection(
            tmp_path / "a.geojson",
            feature(
                {"n": 9.0, "x": 1.5, "tags": ["a", {"b": None}], "no": None, "ok": True}, point
            ),
            feature({"name": "\ud800=cmd()\n</script>"}, None, id=7),
            feature(None),
            feature({"n": float("nan")}),
        )
        table = open_table(path)
        first, second, third, fourth = table.rows()
        assert (table.count, first.at) == (4, "feature 1")
        assert first.cells == {"n": "9", "x": "1.5", "tags": '["a", {"b": null}]', "ok": "true"}
        assert (first.point, first.footprint, first.reach_m) == ((62.33, 27.37), None, 0.0)
        assert second.cells == {"id": "7", "name": "\ufffd=cmd()\n</script>"}
        assert (second.point, third.cells, third.problem) == (None, {}, None)
        assert (fourth.cells, fourth.problem) == ({}, None)
        assert table.columns == ("n", "x", "tags", "ok", "id", "name")

    def test_an_area_stays_an_area(self, tmp_path: Path) -> None:
        path = collection(tmp_path / "a.json", feature({"a": 1}, shapely.geometry.mapping(SQUARE)))
        (row,) = rows(path)
        assert row.point is not None
        assert row.footprint is not None
        assert shapely.from_wkt(row.footprint).equals(SQUARE)
        assert SQUARE.contains(shapely.Point(row.point))
        assert 70_000 < row.reach_m < 80_000

    def test_a_line_has_a_point_on_it_and_a_reach_but_no_area(self, tmp_path: Path) -> None:
        line = {"type": "LineString", "coordinates": [[62, 27], [63, 27], [64, 27]]}
        (row,) = rows(collection(tmp_path / "a.json", feature({"a": 1}, line)))
        assert (row.point, row.footprint) == ((63.0, 27.0), None)
        assert 95_000 < row.reach_m < 105_000

    @pytest.mark.parametrize(
        ("geometry", "why"),
        [
            ({"type": "Point", "coordinates": [500_000, 3_000_000]}, "no degrees"),
            ({"type": "Point", "coordinates": "x"}, "geometry"),
            ({"type": "Circle"}, "geometry"),
            ("POINT (1 2)", "geometry"),
        ],
    )
    def test_a_geometry_that_cannot_be_used_names_its_feature(
        self, tmp_path: Path, geometry: object, why: str
    ) -> None:
        good = feature({"a": 2}, {"type": "Point", "coordinates": [1, 2]})
        bad, after = rows(collection(tmp_path / "a.json", feature({"a": 1}, geometry), good))
        assert bad.problem is not None
        assert why in bad.problem
        assert (bad.at, after.problem, after.point) == ("feature 1", None, (1.0, 2.0))

    def test_an_old_file_in_another_reference_system_is_taken_to_degrees(
        self, tmp_path: Path
    ) -> None:
        x, y = 6_938_543.0, 3_172_000.0
        point = feature({"a": 1}, {"type": "Point", "coordinates": [x, y]})
        named = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}
        (row,) = rows(collection(tmp_path / "a.json", point, crs=named))
        assert row.point == pytest.approx((62.3298, 27.3877), abs=1e-3)
        crs84 = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
        plain = feature({"a": 1}, {"type": "Point", "coordinates": [62.1, 27.2]})
        assert rows(collection(tmp_path / "b.json", plain, crs=crs84))[0].point == (62.1, 27.2)
        unknown = {"type": "name", "properties": {"name": "local grid"}}
        with pytest.raises(ImportFileError, match="EPSG:4326"):
            open_table(collection(tmp_path / "c.json", plain, crs=unknown))

    @pytest.mark.parametrize("before", ["", "\x1e"])
    def test_a_sequence_goes_on_after_a_bad_record(self, tmp_path: Path, before: str) -> None:
        records = [json.dumps(feature({"a": n})) for n in (1, 2)]
        text = "".join(before + line + "\n" for line in (records[0], "{broken", "[1]", records[1]))
        found = rows(write(tmp_path / "a.geojsonl", text))
        assert [row.cells for row in found] == [{"a": "1"}, {}, {}, {"a": "2"}]
        assert found[1].problem is not None
        assert found[1].problem.startswith("it is no JSON")
        assert found[2].problem == "it is no GeoJSON Feature"
        assert found[1].at == ("record 2" if before else "line 2")

    def test_records_over_several_lines_and_a_single_feature(self, tmp_path: Path) -> None:
        text = "".join("\x1e" + json.dumps(feature({"a": n}), indent=1) + "\n" for n in (1, 2))
        assert [r.cells for r in rows(write(tmp_path / "a.geojsons", text))] == [
            {"a": "1"},
            {"a": "2"},
        ]
        single = write(tmp_path / "b.json", json.dumps(feature({"a": 3}), indent=1))
        assert [r.cells for r in rows(single)] == [{"a": "3"}]

    @pytest.mark.parametrize(
        ("text", "why"),
        [
            ("", "no GeoJSON"),
            ("{", "no GeoJSON"),
            ('{"a":' * 100_000, "nested too deep"),
            ('{"type": "Topology"}', "'Topology'"),
            ("{}", "has no type"),
            ('{"type": "FeatureCollection", "features": []}', "has no features"),
            ('{"type": "FeatureCollection", "features": 7}', "no GeoJSON"),
        ],
    )
    def test_other_json_says_what_it_is(self, tmp_path: Path, text: str, why: str) -> None:
        with pytest.raises(ImportFileError, match=why):
            open_table(write(tmp_path / "a.json", text))

    def test_what_geopandas_writes_is_read(self, tmp_path: Path) -> None:
        frame = geopandas.GeoDataFrame(
            {"n": [1, 2]}, geometry=[shapely.Point(1, 2), SQUARE], crs="EPSG:4326"
        )
        for driver, name in (("GeoJSON", "a.geojson"), ("GeoJSONSeq", "a.geojsons")):
            frame.to_file(tmp_path / name, driver=driver)
            first, second = rows(tmp_path / name)
            assert (first.cells["n"], first.point) == ("1", (1.0, 2.0))
            assert second.footprint is not None


class TestGeoPackage:
    def frame(self, crs: str | None = "EPSG:4326") -> geopandas.GeoDataFrame:
        shapes = [shapely.Point(62.33, 27.37), SQUARE, None]
        named = {"name": ["a", "ب", "c"], "n": [9.0, 1.5, 0.0]}
        return geopandas.GeoDataFrame(named, geometry=np.array(shapes, dtype=object), crs=crs)

    def test_attributes_are_cells_and_geometries_points(self, tmp_path: Path) -> None:
        path = tmp_path / "a.gpkg"
        self.frame().to_file(path, layer="strikes")
        before = path.read_bytes()
        table = open_table(path)
        first, second, third = table.rows()
        assert (table.columns, table.count) == (("name", "n"), 3)
        assert (first.at, first.cells) == ("feature 1", {"name": "a", "n": "9"})
        assert (first.point, first.footprint) == ((62.33, 27.37), None)
        assert second.footprint is not None
        assert shapely.from_wkt(second.footprint).equals(SQUARE)
        assert (third.point, third.problem) == (None, None)
        assert path.read_bytes() == before

    def test_another_reference_system_is_taken_to_degrees(self, tmp_path: Path) -> None:
        self.frame().iloc[:2].to_crs("EPSG:32641").to_file(tmp_path / "a.gpkg", layer="utm")
        first, second = rows(tmp_path / "a.gpkg")
        assert first.point == pytest.approx((62.33, 27.37), abs=1e-6)
        assert second.footprint is not None
        assert shapely.from_wkt(second.footprint).bounds == pytest.approx(SQUARE.bounds, abs=1e-6)

    def test_no_reference_system_is_an_error(self, tmp_path: Path) -> None:
        path = tmp_path / "a.gpkg"
        self.frame().to_file(path, layer="strikes")
        connection = sqlite3.connect(path)
        connection.execute("UPDATE gpkg_geometry_columns SET srs_id = -1")
        connection.commit()
        connection.close()
        with pytest.raises(ImportFileError, match="which reference system"):
            open_table(path)

    def test_of_several_layers_the_one_with_the_usual_name(self, tmp_path: Path) -> None:
        path = tmp_path / "a.gpkg"
        self.frame().to_file(path, layer="roads")
        self.frame().iloc[:1].to_file(path, layer="towns")
        with pytest.raises(ImportFileError, match="the layers roads, towns"):
            open_table(path)
        self.frame().iloc[:1].to_file(path, layer="Incidents")
        assert len(rows(path)) == 1

    def test_a_damaged_geometry_names_its_feature(self, tmp_path: Path) -> None:
        path = tmp_path / "a.gpkg"
        self.frame().to_file(path, layer='odd "name', SPATIAL_INDEX="NO")
        connection = sqlite3.connect(path)
        for number, blob in ((1, b"GP\x00\x01"), (2, b"GP\x00\x01\xe6\x10\x00\x00rest"), (3, b"x")):
            connection.execute('UPDATE "odd ""name" SET geom = ? WHERE fid = ?', (blob, number))
        connection.commit()
        connection.close()
        assert [(row.at, row.problem is not None) for row in rows(path)] == [
            ("feature 1", True),
            ("feature 2", True),
            ("feature 3", True),
        ]

    def test_a_database_of_another_kind_says_so(self, tmp_path: Path) -> None:
        connection = sqlite3.connect(tmp_path / "a.gpkg")
        connection.execute("CREATE TABLE t (a)")
        connection.close()
        with pytest.raises(ImportFileError, match="no GeoPackage"):
            open_table(tmp_path / "a.gpkg")


class TestOpenTable:
    def test_another_ending_lists_what_is_read(self, tmp_path: Path) -> None:
        with pytest.raises(ImportFileError) as raised:
            open_table(write(tmp_path / "a.docx", "hello"))
        assert all(ending in str(raised.value) for ending in TABLE_ENDINGS)

    @pytest.mark.parametrize("name", ["a.xlsx", "a.gpkg"])
    def test_an_ending_that_lies_is_found_out(self, tmp_path: Path, name: str) -> None:
        with pytest.raises(ImportFileError, match="empty or damaged"):
            open_table(write(tmp_path / name, "id,place\n"))

    def test_a_missing_file_says_so(self, tmp_path: Path) -> None:
        with pytest.raises(ImportFileError, match="cannot be read"):
            open_table(tmp_path / "a.csv")
