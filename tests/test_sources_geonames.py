"""GeoNames' formats: made-up rows in the true columns, and the true tables of codes."""

from __future__ import annotations

import gzip
import tracemalloc
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.errors import DataError
from gazetteer.place import FeatureClass, Precision
from gazetteer.sources import curated
from gazetteer.sources.feature_codes import kind_of, kind_of_code
from gazetteer.sources.geonames import alternate_names, dump
from gazetteer.sources.geonames_codes import (
    Codes,
    admin1_codes,
    admin2_codes,
    country_info,
    known_codes,
)
from gazetteer.sources.reading import lines
from tests.dumps import archive, dump_row, name_row

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gazetteer.sources.entry import Entry

    Write = Callable[..., list[Entry]]


@pytest.fixture
def read(tmp_path: Path) -> Write:
    """Write rows as a zipped dump, with alternate names if there are any, and read it."""

    def reading(*rows: str, names: tuple[str, ...] = (), codes: Codes | None = None) -> list[Entry]:
        path = tmp_path / "IR.zip"
        path.write_bytes(archive("IR.txt", "".join(rows)))
        other = tmp_path / "IR-names.zip"
        other.write_bytes(archive("IR.txt", "".join(names)))
        return list(dump(path, names=other if names else None, codes=codes))

    return reading


def test_a_village_as_it_stands_in_a_dump(read: Write) -> None:
    row = dump_row(
        7, "Deh Now", ascii_name="Deh Now", alternates="Deh-e Now,dh nw,DNW,ده نو",
        lon=62.5, lat=27.25, admin1="04", admin2="1", population=6_000,
    )  # fmt: skip
    (entry,) = read(row)
    place = entry.place
    assert (place.id, place.name, place.country) == ("geonames:7", "Deh Now", "IR")
    assert (place.lon, place.lat) == (62.5, 27.25)
    assert (place.admin1_code, place.admin1) == ("04", "Sistan and Baluchestan")
    assert (place.admin2_code, place.admin2) == ("1", None)
    assert (place.feature_class, place.feature_code) == (FeatureClass.SETTLEMENT, "PPL")
    assert (place.population, place.radius_m) == (6_000, 3_000.0)
    assert place.source == "geonames"
    assert entry.alternates == ("Deh-e Now", "ده نو")
    assert (entry.names, entry.languages) == ((), ())


@pytest.mark.parametrize(
    ("kind", "feature_class", "radius_m"),
    [
        ("A.ADM3", FeatureClass.ADM2, 20_000),
        ("A.ADMD", FeatureClass.ADM2, 30_000),
        ("A.ADM1H", FeatureClass.AREA, 150_000),
        ("A.PCLH", FeatureClass.AREA, 100_000),
        ("P.PPLW", FeatureClass.SETTLEMENT, 2_000),
        ("P.PPLX", FeatureClass.SETTLEMENT, 2_000),
        ("P.STLMT", FeatureClass.SETTLEMENT, 2_000),
        ("H.STM", FeatureClass.WATER, 25_000),
        ("H.NEW", FeatureClass.WATER, 5_000),
        ("L.LCTY", FeatureClass.AREA, 25_000),
        ("L.RGN", FeatureClass.AREA, 100_000),
        ("T.MTS", FeatureClass.AREA, 50_000),
        ("T.PASS", FeatureClass.SITE, 1_000),
        ("L.MILB", FeatureClass.SITE, 2_000),
        ("S.AIRB", FeatureClass.SITE, 3_000),
        ("S.CMPRF", FeatureClass.SITE, 2_000),
        ("S.PSTB", FeatureClass.SITE, 500),
        ("S.DIP", FeatureClass.SITE, 500),
    ],
)
def test_codes_become_kinds(
    read: Write, kind: str, feature_class: FeatureClass, radius_m: float
) -> None:
    (entry,) = read(dump_row(kind=kind))
    assert (entry.place.feature_class, entry.place.radius_m) == (feature_class, radius_m)
    assert entry.place.feature_code == kind.partition(".")[2]


@pytest.mark.parametrize("kind", ["S.SCH", "S.FRM", "S.HTL", "R.RD", "S.NEW", "."])
def test_spots_that_no_report_of_conflict_names_are_left_out(read: Write, kind: str) -> None:
    assert read(dump_row(kind=kind)) == []


def test_a_code_without_its_class_means_the_same() -> None:
    for kind in ("A.ADM1", "A.ADM2", "A.PCLI", "P.PPLA", "H.LK", "T.MT", "S.AIRB", "L.MILB"):
        letter, _, code = kind.partition(".")
        assert kind_of_code(code) == kind_of(letter, code)
    assert kind_of_code("SCH") is None


def test_a_locality_is_only_near(read: Write) -> None:
    (entry,) = read(dump_row(kind="L.LCTY"))
    assert entry.place.precision is Precision.NEAR


def test_a_country_and_a_division_come_under_our_ids_at_their_points(read: Write) -> None:
    ours = {entry.place.id: entry.place for entry in (*curated.countries(), *curated.divisions())}
    country, division = read(
        dump_row(
            130758, "Islamic Republic of Iran", kind="A.PCLI", admin1="00", lon=53.5, lat=32.5
        ),
        dump_row(
            1159456, "Ostān-e Sīstān", kind="A.ADM1", lon=60.5, lat=28.5, population=2_700_000
        ),
    )
    assert (country.place.id, country.place.name) == ("iso:IR", ours["iso:IR"].name)
    assert (country.place.lon, country.place.lat) == (53.5, 32.5)
    assert country.place.radius_m == ours["iso:IR"].radius_m
    assert country.place.citation is None
    assert "Islamic Republic of Iran" in country.names
    assert (division.place.id, division.place.name) == ("iso:IR-11", "Sistan and Baluchestan")
    assert (division.place.lon, division.place.lat) == (60.5, 28.5)
    assert division.place.radius_m == ours["iso:IR-11"].radius_m
    assert division.place.population == 2_700_000
    assert "Ostān-e Sīstān" in division.names


def test_one_row_stands_for_a_country_and_one_for_a_division(read: Write) -> None:
    found = read(
        dump_row(1, "A part", kind="A.PCLIX", population=9),
        dump_row(2, "Iran", kind="A.PCLI", population=8),
        dump_row(3, "Iran of old", kind="A.PCLH"),
        dump_row(4, "Small", kind="A.ADM1", population=1),
        dump_row(5, "Large", kind="A.ADM1", population=2),
        dump_row(6, "Part", kind="A.PCLD", population=99),
        dump_row(7, "Smaller", kind="A.ADM1"),
    )
    assert [(entry.place.id, entry.place.feature_class) for entry in found] == [
        ("geonames:1", FeatureClass.AREA),
        ("iso:IR", FeatureClass.COUNTRY),
        ("geonames:3", FeatureClass.AREA),
        ("geonames:4", FeatureClass.ADM1),
        ("iso:IR-11", FeatureClass.ADM1),
        ("geonames:6", FeatureClass.AREA),
        ("geonames:7", FeatureClass.ADM1),
    ]


def test_a_village_knows_its_district_though_the_district_comes_later(read: Write) -> None:
    village, district = read(
        dump_row(1, "Deh Now", admin2="55"),
        dump_row(2, "Saravan County", kind="A.ADM2", admin2="55"),
    )
    assert (village.place.admin2_code, village.place.admin2) == ("55", "Saravan County")
    assert district.place.feature_class is FeatureClass.ADM2
    assert (district.place.admin2, district.place.radius_m) == ("Saravan County", 50_000)


def test_tables_of_codes_name_what_the_dump_does_not(read: Write) -> None:
    codes = Codes(admin1={("IR", "04"): "Province"}, admin2={("IR", "04", "55"): "County"})
    (entry,) = read(dump_row(admin2="55"), codes=codes)
    assert (entry.place.admin1, entry.place.admin2) == ("Province", "County")
    (entry,) = read(dump_row(admin1="00"))
    assert (entry.place.admin1_code, entry.place.admin1) == (None, None)


def test_alternate_names_sort_into_good_and_other_and_keep_their_language(read: Write) -> None:
    (entry,) = read(
        dump_row(7, "Saravan", alternates="Shastun"),
        names=(
            name_row(7, "fa", "سراوان", preferred=True),
            name_row(7, "fa", "شستون", preferred=True, historic=True),
            name_row(7, "en", "Sarawan"),
            name_row(7, "ur", "سراوان شہر"),
            name_row(7, "ur", "سراوان", preferred=True),
            name_row(7, "de", "Sarawan-Stadt", preferred=True),
            name_row(7, "bal", "Saráwán"),
            name_row(7, "", "Dizak"),
            name_row(7, "", "srawan"),
            name_row(7, "iata", "SRW"),
            name_row(7, "link", "https://example.org/Saravan"),
            name_row(7, "wkdt", "Q123"),
            name_row(7, "abbr", "SRVN"),
            name_row(7, "abbr", "SV"),
            name_row(7, "piny", "Salawan"),
            name_row(7, "fa-AF", "سراوانک"),
            name_row(8, "fa", "جای دیگر"),
        ),
    )
    assert set(entry.names) == {"سراوان", "Sarawan"}
    assert set(entry.alternates) == {
        "Shastun", "شستون", "سراوان شہر", "Sarawan-Stadt", "Saráwán", "Dizak", "SRVN", "Salawan",
        "سراوانک",
    }  # fmt: skip
    assert ("fa", "سراوانک") in entry.languages
    assert ("bal", "Saráwán") in entry.languages
    assert {language for language, _ in entry.languages} == {"fa", "en", "ur", "de", "bal"}


def test_a_name_in_the_countrys_own_language_is_as_good(read: Write) -> None:
    (entry,) = read(dump_row(7, "Ankara", country="TR"), names=(name_row(7, "tr", "Engürü"),))
    assert entry.names == ("Engürü",)


def test_names_that_a_place_has_twice_come_once(read: Write) -> None:
    (entry,) = read(
        dump_row(7, "Zābol", ascii_name="Zabol", alternates="Zabol,Zābol,زابل"),
        names=(name_row(7, "fa", "زابل"), name_row(7, "en", "Zābol")),
    )
    assert (entry.names, entry.alternates) == (("زابل",), ("Zabol",))


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        (dump_row(1) + dump_row(2).replace("Asia/Tehran\t", ""), 2, "18 columns; wanted the 19"),
        (dump_row(1)[:-1] + "\textra\n", 1, "GeoNames may have changed its format"),
        (dump_row(1) + dump_row(2)[:30], 2, "the file ends within a row"),
        (dump_row(1, lat="27.5 N"), 1, "27.5 N"),
        (dump_row(1, lat=127.5), 1, "lon comes first"),
        (dump_row(1, lat="nan"), 1, "no point on Earth"),
        (dump_row(1, population="many"), 1, "many"),
        (dump_row(1, population=-5), 1, "population is -5"),
        (dump_row(1, name=" "), 1, "wanted a number and a name"),
        (dump_row(1).replace("1", "x", 1), 1, "geonameid 'x'"),
    ],
)
def test_a_bad_row_names_file_and_line(tmp_path: Path, text: str, line: int, told: str) -> None:
    path = tmp_path / "IR.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=r"IR\.txt") as caught:
        list(dump(path))
    assert caught.value.line == line
    assert told in str(caught.value)


def test_bad_rows_of_alternate_names(tmp_path: Path) -> None:
    path = tmp_path / "names.txt"
    for text, line in ((name_row(1, "fa", "نام") + "1\t2\tfa\tx\n", 2), ("1\tx" + "\t" * 8, 1)):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(DataError, match="wanted the 10") as caught:
            list(alternate_names(path))
        assert caught.value.line == line


def test_every_packing_reads_the_same(tmp_path: Path) -> None:
    text = "".join(dump_row(number, f"Deh {number}") for number in range(1, 50))
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "b.txt").write_text(text.replace("\n", "\r\n"), encoding="utf-8-sig", newline="")
    (tmp_path / "c.txt.gz").write_bytes(gzip.compress(text.encode()))
    (tmp_path / "d.zip").write_bytes(archive("IR.txt", text))
    read = [list(dump(path)) for path in sorted(tmp_path.iterdir())]
    assert len(read[0]) == 49
    assert read[0] == read[1] == read[2] == read[3]


def test_damaged_archives_say_what_to_do(tmp_path: Path) -> None:
    text = "".join(dump_row(number, f"Deh {number}") for number in range(1, 500))
    packed = archive("IR.txt", text)
    flipped = bytearray(packed)
    flipped[len(packed) // 2] ^= 0xFF
    zipped = gzip.compress(text.encode())
    for name, content in (
        ("flipped.zip", bytes(flipped)),
        ("cut.zip", packed[: len(packed) // 2]),
        ("empty.zip", b""),
        ("cut.gz", zipped[: len(zipped) // 2]),
        ("none.gz", b"plain text"),
    ):
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(DataError, match="gazetteer add CODE --again"):
            list(dump(path))


def test_what_is_no_text_or_never_ends_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "IR.txt"
    path.write_bytes(b"1\tfine\n2\t\xff\n")
    with pytest.raises(DataError, match=r"line 2.*UTF-8"):
        list(lines(path))
    path.write_bytes(b"x" * 3_000_000)
    with pytest.raises(DataError, match="longer than"):
        list(lines(path))
    path.write_bytes(archive("a.txt", "a"))
    with pytest.raises(DataError, match=r"gone\.txt: the file cannot be read"):
        list(lines(tmp_path / "gone.txt"))


def test_an_archive_of_several_tables_is_not_guessed_at(tmp_path: Path) -> None:
    import zipfile

    path = tmp_path / "two.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("a.txt", "a")
        made.writestr("b.txt", "b")
    with pytest.raises(DataError, match="2 tables; wanted one"):
        list(lines(path))


_text = st.text(
    st.characters(exclude_characters="\t\r\n", exclude_categories=("Cs", "Cc")), min_size=1
).filter(lambda text: text.strip())


@given(
    geonameid=st.integers(1, 10**9),
    name=_text,
    lon=st.floats(-180, 180),
    lat=st.floats(-90, 90),
    population=st.integers(0, 10**8),
    admin2=st.sampled_from(["", "1", "A"]),
)
def test_what_is_written_is_read(
    tmp_path_factory: pytest.TempPathFactory,
    *,
    geonameid: int,
    name: str,
    lon: float,
    lat: float,
    population: int,
    admin2: str,
) -> None:
    path = tmp_path_factory.mktemp("dump") / "IR.txt"
    row = dump_row(geonameid, name, lon=lon, lat=lat, population=population, admin2=admin2)
    path.write_text(row, encoding="utf-8", newline="")
    (entry,) = dump(path)
    place = entry.place
    assert (place.id, place.name) == (f"geonames:{geonameid}", name)
    assert (place.lon, place.lat) == (lon, lat)
    assert (place.population or 0, place.admin2_code or "") == (population, admin2)


def test_a_dump_streams(tmp_path: Path) -> None:
    path, other = tmp_path / "IR.txt", tmp_path / "names.txt"
    known_codes()
    count = 30_000
    with path.open("w", encoding="utf-8") as file:
        file.writelines(
            dump_row(n, f"Deh {n}", alternates=f"Deh-e {n},Dih {n},ده {n}")
            for n in range(1, count + 1)
        )
    with other.open("w", encoding="utf-8") as file:
        file.writelines(name_row(n, "fa", f"ده {n}") for n in range(1, count + 1))
    assert path.stat().st_size > 3_000_000
    next(dump(path, names=other))
    tracemalloc.start()
    assert sum(1 for entry in dump(path, names=other) if entry.names) == count
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 2_500_000


def test_the_true_tables_of_codes(shared: Path) -> None:
    folder = shared / "data" / "gazetteer"
    admin1 = admin1_codes(folder / "admin1CodesASCII.txt")
    assert len(admin1) > 3_800
    assert admin1["IR", "04"] == "Sistan and Baluchestan"
    admin2 = admin2_codes(folder / "admin2Codes.txt")
    assert len(admin2) == 47_547
    assert admin2["AE", "01", "101"] == "Abu Dhabi Municipality"
    countries = country_info(folder / "countryInfo.txt")
    assert len(countries) > 249
    assert (countries["AF"].name, countries["AF"].geonameid) == ("Afghanistan", 1_149_361)
    assert countries["AF"].languages == ("fa", "ps", "uz", "tk")


def test_our_divisions_agree_with_the_true_codes(shared: Path) -> None:
    true = admin1_codes(shared / "data" / "gazetteer" / "admin1CodesASCII.txt")
    ours = known_codes().admin1
    assert len(ours.keys() & true.keys()) > 0.95 * len(ours)


def test_tables_of_codes_refuse_what_is_none(tmp_path: Path) -> None:
    path = tmp_path / "codes.txt"
    path.write_text("IR.04\tSistan\n", encoding="utf-8")
    with pytest.raises(DataError, match="line 1"):
        admin1_codes(path)
    path.write_text("IR.04\tSistan\tSistan\t1\n", encoding="utf-8")
    with pytest.raises(DataError, match="3 parts"):
        admin2_codes(path)
    path.write_text("IR\tIRN\n", encoding="utf-8")
    with pytest.raises(DataError, match="wanted 19"):
        country_info(path)
