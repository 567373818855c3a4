"""Tables as people have them, with their mistakes."""

from __future__ import annotations

import csv
import gzip
import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.errors import DataError
from gazetteer.place import FeatureClass
from gazetteer.sources.cells import COLUMNS
from gazetteer.sources.geonames_codes import Codes
from gazetteer.sources.shelf import Layout
from gazetteer.sources.table import places, settlements, sniff
from tests.dumps import dump_row, name_row

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gazetteer.place import Place
    from gazetteer.sources.entry import Entry

    Read = Callable[[str], list[Entry]]

SETTLEMENT = "7\tDeh Now\tIR\t856\t27.25\t62.5\t6000\tDeh-e Now|krman|ده نو\n"


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def reading(text: str) -> list[Entry]:
        path = tmp_path / "villages.csv"
        path.write_text(text, encoding="utf-8", newline="")
        assert sniff(path) is Layout.TABLE
        return list(places(path, name="villages"))

    return reading


def only(entries: list[Entry]) -> Place:
    (entry,) = entries
    return entry.place


def test_the_least_that_a_table_needs(read: Read) -> None:
    place = only(read("name,lon,lat\nDeh Now,62.5,27.25\n"))
    assert (place.id, place.name, place.source) == ("villages:2", "Deh Now", "villages")
    assert (place.lon, place.lat, place.radius_m) == (62.5, 27.25, 2_000)
    assert (place.feature_class, place.feature_code) == (FeatureClass.SETTLEMENT, "PPL")
    assert (place.country, place.admin1, place.population, place.citation) == (None,) * 4


def test_every_column(read: Read) -> None:
    (entry,) = read(
        "ID;Name;X;Y;Country;Admin1;Admin2;Feature Class;Feature Code;Population;Alternates;"
        "radius m;Citation;Notes\n"
        "42;Deh Now;62.5;27.25;ir;IR-11;Saravan;area;RGN;1200;krman|KER|Deh Now|ده نو|;7500;"
        '"survey; 2023";ignored\n'
    )
    place = entry.place
    assert place.id == "villages:42"
    assert (place.country, place.admin1_code) == ("IR", "04")
    assert (place.admin1, place.admin2_code) == ("Sistan and Baluchestan", None)
    assert place.admin2 == "Saravan"
    assert (place.feature_class, place.feature_code) == (FeatureClass.AREA, "RGN")
    assert (place.population, place.radius_m) == (1_200, 7_500)
    assert place.citation == "survey; 2023"
    assert entry.alternates == ("krman", "KER", "ده نو")


@pytest.mark.parametrize("header", ["longitude,latitude", "LNG,LAT", "x,y", "\ufefflon ,lat"])
def test_columns_go_by_any_of_their_names(read: Read, header: str) -> None:
    place = only(read(f"{header},name\r\n62.5,27.25,Deh Now\r\n"))
    assert (place.lon, place.lat, place.name) == (62.5, 27.25, "Deh Now")


@pytest.mark.parametrize(
    "text", ["04", "4", "IR-11", "ir-11", "Sistan and Baluchestan", "SISTAN va BALUCHESTAN"]
)
def test_a_division_goes_by_code_or_name(read: Read, text: str) -> None:
    place = only(read(f"name,lon,lat,country,admin1\nDeh Now,62.5,27.25,IR,{text}\n"))
    assert (place.admin1_code, place.admin1) == ("04", "Sistan and Baluchestan")


def test_a_division_that_nobody_knows_keeps_its_name(read: Read) -> None:
    place = only(read("name,lon,lat,country,admin1\nDeh Now,62.5,27.25,IR,Makran\n"))
    assert (place.admin1_code, place.admin1) == (None, "Makran")
    place = only(read("name,lon,lat,admin1\nDeh Now,62.5,27.25,Makran\n"))
    assert (place.admin1_code, place.admin1) == (None, "Makran")


def test_district_codes_are_named_by_a_table_of_codes(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("name,lon,lat,country,admin1,admin2\nDeh,62.5,27.2,IR,04,55\nB,1,1,IR,04,9\n")
    codes = Codes(admin1={("IR", "04"): "P"}, admin2={("IR", "04", "55"): "Saravan County"})
    first, second = (entry.place for entry in places(path, name="a", codes=codes))
    assert (first.admin2_code, first.admin2) == ("55", "Saravan County")
    assert (second.admin2_code, second.admin2) == ("9", None)


@pytest.mark.parametrize(
    ("cells", "wanted"),
    [
        ("settlement,", (FeatureClass.SETTLEMENT, "PPL", 2_000)),
        ("site,", (FeatureClass.SITE, "", 500)),
        ("Site,AIRB", (FeatureClass.SITE, "AIRB", 3_000)),
        (",AIRB", (FeatureClass.SITE, "AIRB", 3_000)),
        (",PPLA2", (FeatureClass.SETTLEMENT, "PPLA2", 2_000)),
        ("P,PPLX", (FeatureClass.SETTLEMENT, "PPLX", 2_000)),
        ("S,SCH", (FeatureClass.SITE, "SCH", 500)),
        ("adm2,", (FeatureClass.ADM2, "ADM2", 50_000)),
        ("area,LCTY", (FeatureClass.AREA, "LCTY", 25_000)),
        ("water,", (FeatureClass.WATER, "", 100_000)),
    ],
)
def test_kinds(read: Read, cells: str, wanted: tuple[FeatureClass, str, float]) -> None:
    place = only(read(f"name,lon,lat,feature_class,feature_code\nA,62.5,27.25,{cells}\n"))
    assert (place.feature_class, place.feature_code, place.radius_m) == wanted


def test_ids(read: Read) -> None:
    table = "name,lon,lat,id,geonameid\nA,1,2,curated:a,\nB,1,2,b,\nC,1,2,b,98182\nD,1,2,,\n"
    assert [entry.place.id for entry in read(table)] == [
        "curated:a", "villages:b", "geonames:98182", "villages:5",
    ]  # fmt: skip


def test_quoted_cells_may_hold_anything(read: Read) -> None:
    first, second = read('name,lon,lat,citation\n"A ""b"", c",1,2,"two\nlines"\n\nD,3,4,\n')
    assert (first.place.name, first.place.citation) == ('A "b", c', "two\nlines")
    assert second.place.id == "villages:5"


def test_comments_may_stand_before_the_header(read: Read) -> None:
    place = only(read("# surveyed in 2023\n\nname,lon,lat\nA,1,2\n"))
    assert place.id == "villages:4"


def test_rows_of_tags_are_passed_over(read: Read) -> None:
    place = only(read("name,lon,lat,notes\n#loc+name,#geo+lon,#geo+lat,\nA,1,2,x\n"))
    assert place.id == "villages:3"


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("name,lon\nA,1\n", 1, "no column lat"),
        ("name,lon,x,lat\nA,1,1,2\n", 1, "lon and x both mean lon"),
        ("name,lon,lat\nA,1\n", 2, "2 cells; wanted 3"),
        ("name,lon,lat\nA,1,2\nB,1,2,3\n", 3, "4 cells; wanted 3"),
        ("name,lon,lat\nA,abc,2\n", 2, "lon is 'abc'; wanted a number"),
        ("name,lon,lat\nA,,2\n", 2, "lon is empty"),
        ("name,lon,lat\nA,nan,2\n", 2, "no point on Earth"),
        ("name,lon,lat\nA,27.25,120.5\n", 2, "they look swapped"),
        ("name,lon,lat\nA,500,95\n", 2, "wanted degrees"),
        ("name,lon,lat\nA,0,0\n", 2, "both 0"),
        ("name;lon;lat\nA;62,5;27,25\n", 2, "'62,5'"),
        ("name,lon,lat\n ,1,2\n", 2, "the name is empty"),
        ("name,lon,lat,population\nA,1,2,many\n", 2, "population is 'many'"),
        ("name,lon,lat,population\nA,1,2,-4\n", 2, "population is '-4'"),
        ("name,lon,lat,population\nA,1,2,1.5\n", 2, "wanted a count"),
        ("name,lon,lat,population\nA,1,2,inf\n", 2, "wanted a count"),
        ("name,lon,lat,population\nA,1,2,nan\n", 2, "wanted a count"),
        ("name,lon,lat,country\nA,1,2,Iran\n", 2, "country is 'Iran'"),
        ("name,lon,lat,feature_class\nA,1,2,town\n", 2, "wanted one of country, adm1"),
        ("name,lon,lat,feature_code\nA,1,2,XYZ\n", 2, "feature_code XYZ is not known"),
        ("name,lon,lat,radius_m\nA,1,2,-1\n", 2, "radius_m is -1"),
        ("name,lon,lat,geonameid\nA,1,2,x\n", 2, "geonameid is 'x'"),
        ("name,lon,lat,id\nA,1,2,7\nB,1,2,7\n", 3, "villages:7 stands on line 2 already"),
        ('name,lon,lat\nA,1,2\n"B,1,2\nC,1,2\n', 3, "close the quotation mark"),
    ],
)
def test_mistakes_name_file_and_line(read: Read, text: str, line: int, told: str) -> None:
    with pytest.raises(DataError, match=r"villages\.csv") as caught:
        read(text)
    assert caught.value.line == line
    assert told in str(caught.value)


@pytest.mark.parametrize(
    ("text", "layout"),
    [
        (dump_row(), Layout.DUMP),
        (name_row(1, "fa", "ده"), Layout.NAMES),
        (SETTLEMENT, Layout.SETTLEMENTS),
        ("-" + SETTLEMENT, Layout.SETTLEMENTS),
        ("IR.04\tA\tA\t1\n", Layout.ADMIN1),
        ("IR.04.55\tA\tA\t1\n", Layout.ADMIN2),
        ("# a note\n" + "IR\tIRN" + "\t" * 17 + "\n", Layout.COUNTRIES),
        ("name\tlon\tlat\n", Layout.TABLE),
    ],
)
def test_layouts_are_told_apart(tmp_path: Path, text: str, layout: Layout) -> None:
    path = tmp_path / "file.txt"
    path.write_text(text, encoding="utf-8")
    assert sniff(path) is layout


@pytest.mark.parametrize(
    "text", ["", "\n\n", "1\t2\t3\n", "hello\n", dump_row()[:-1] + "\tx\n", "PK\x03\x04"]
)
def test_other_files_are_refused_with_what_is_wanted(tmp_path: Path, text: str) -> None:
    path = tmp_path / "file.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match="wanted"):
        sniff(path)


def test_a_settlement_table(tmp_path: Path) -> None:
    path = tmp_path / "ir.tsv.gz"
    text = SETTLEMENT + "-12\tDeh\tIR\t\t27\t62\t0\t\n" + "9\t\tIR\t\t27\t62\t0\tده|Deh\n"
    path.write_bytes(gzip.compress(text.encode()))
    first, own, nameless = settlements(path, name="ir")
    assert (first.place.id, first.place.admin1_code) == ("geonames:7", None)
    assert (first.place.lon, first.place.lat) == (62.5, 27.25)
    assert (first.place.population, first.place.radius_m) == (6_000, 3_000)
    assert first.alternates == ("Deh-e Now", "krman", "ده نو")
    assert (own.place.id, own.place.population) == ("ir:12", None)
    assert (nameless.place.name, nameless.alternates) == ("ده", ("Deh",))


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("7\tDeh\tIR\t\t27\t62\t0\n", "7 cells that begin with '7'; wanted 8"),
        ("7\tDeh\tIR\t\t95\t62\t0\t\n", "no point on Earth"),
        ("7\tDeh\tIR\t\t27\t62\tmany\t\n", "population is 'many'"),
        ("7\t\tIR\t\t27\t62\t0\t\n", "the name is empty"),
    ],
)
def test_mistakes_in_a_settlement_table(tmp_path: Path, row: str, told: str) -> None:
    path = tmp_path / "ir.tsv"
    path.write_text(SETTLEMENT + row, encoding="utf-8")
    with pytest.raises(DataError, match="line 2") as caught:
        list(settlements(path, name="ir"))
    assert told in str(caught.value)


def test_the_true_settlement_tables(shared: Path) -> None:
    counted = {}
    for path in sorted((shared / "data" / "gazetteer").glob("wof_*.tsv.gz")):
        assert sniff(path) is Layout.SETTLEMENTS
        name = path.name.removesuffix(".tsv.gz")
        counted[name] = sum(1 for _ in settlements(path, name=name))
    assert counted == {
        "wof_af": 31_944, "wof_iq": 22_577, "wof_ir": 77_541, "wof_pk": 131_437, "wof_sy": 10_575,
    }  # fmt: skip


def test_no_two_columns_share_a_spelling() -> None:
    spellings = [spelling for spellings in COLUMNS.values() for spelling in spellings]
    assert len(set(spellings)) == len(spellings)


_text = st.text(
    st.characters(exclude_characters="|\0", exclude_categories=("Cs", "Cc")), min_size=1
)


@given(
    rows=st.lists(
        st.tuples(
            _text.filter(lambda text: text.strip() == text and not text.startswith("#")),
            st.floats(-180, 180).filter(bool),
            st.floats(-90, 90),
            st.integers(1, 10**8),
        ),
        max_size=5,
    ),
    delimiter=st.sampled_from(",;\t"),
)
def test_what_a_csv_writer_writes_is_read(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[tuple[str, float, float, int]],
    delimiter: str,
) -> None:
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter)
    writer.writerows([("name", "lon", "lat", "population"), *rows])
    path = tmp_path_factory.mktemp("table") / "t.csv"
    path.write_text(stream.getvalue(), encoding="utf-8", newline="")
    read = [entry.place for entry in places(path, name="t")]
    assert [(p.name, p.lon, p.lat, p.population) for p in read] == rows
