"""Which column stands for what, and the incidents that rows become."""

from __future__ import annotations

import csv
from datetime import date
from typing import TYPE_CHECKING

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.place import Precision
from geo.errors import CountError, DateError, ImportFileError, ModelError
from geo.exchange.columns import COLUMNS
from geo.exchange.countries import country_named
from geo.exchange.entries import entries
from geo.exchange.incoming import Incoming, Reading
from geo.exchange.mapping import Mapping, propose, read
from geo.exchange.mapping.cell_dates import date_of, span_of, time_of
from geo.exchange.mapping.cell_places import pair_of, point_of, precision_of
from geo.exchange.mapping.cells import number_of, people, said
from geo.exchange.mapping.chosen import MANNERS
from geo.exchange.mapping.headers import Meaning, meaning_of_header, meaning_of_tag
from geo.exchange.mapping.kind_words import kind_of
from geo.exchange.tables import Row, Table, open_table
from geo.incident import Field, Modality, Status
from geo.kinds import KINDS, Kind
from geo.where import Where
from tests.builders import AT

if TYPE_CHECKING:
    from pathlib import Path

    from geo.dossier import Collection, Dossier
    from geo.store.reading import Stored


def resolve(name: str, *, country: str | None = None, admin1: str | None = None) -> Where:
    """Knows one town, and says what it was asked for any other."""
    if name != "Saravan":
        return Where(mention=name, country=country, admin1=admin1)
    return Where(
        mention=name, name=name, country="IR", lon=62.3, lat=27.4,
        precision=Precision.SETTLEMENT, radius_m=3_000,
    )  # fmt: skip


READING = Reading(recorded_at=AT, resolve=resolve)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def table(folder: Path, *rows: list[str], name: str = "some table.csv") -> Table:
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return open_table(path)


def fields(mapping: Mapping) -> dict[str, str]:
    return {one.column: one.meaning for one in mapping.chosen if one.meaning}


def taken(found: Table, reading: Reading = READING, **given_: str) -> list[Incoming]:
    return list(read(found, propose(found, given_), reading))


def only(folder: Path, **cells: str) -> Dossier:
    """The incident that a row of these cells becomes."""
    (one,) = taken(table(folder, list(cells), list(cells.values())))
    assert one.dossier is not None, one.refused
    return one.dossier


def refused(folder: Path, **cells: str) -> str:
    (one,) = taken(table(folder, ["id", *cells], ["7", *cells.values()]))
    assert one.refused is not None
    return one.refused


def values(dossier: Dossier) -> dict[Field, str]:
    return {claim.field: claim.value_text for claim in dossier.claims}


def where(dossier: Dossier) -> Where:
    return next(claim.where for claim in dossier.claims if claim.where)


class TestHeaders:
    @pytest.mark.parametrize(
        ("header", "meaning"),
        [
            ("Event ID", "id"), ("Datum", "date"), ("fecha", "date"), ("Event Date (UTC)", "date"),
            ("StartDate", "date_start"), ("Sub-Event Type", "kind"), ("Ort", "place"),
            ("lieu", "place"), ("City / Town", None), ("Province", "admin1"), ("País", "country"),
            ("latitude", "lat"), ("Longitud", "lon"), ("LÄNGENGRAD", "lon"),
            ("Lat/Lon", "coordinates"),
            ("deaths", "killed"), ("Number of fatalities", "killed"), ("killed (total)", "killed"),
            ("Deaths max", "killed_high"), ("min_killed", "killed_low"), ("wounded", "injured"),
            ("Getötete", "killed"), ("blessés", "injured"), ("victims", "casualties"),
            ("attacker", "perpetrator"), ("weapon_type", "weapon"), ("Source URL", "url"),
            ("Quelle", "publisher"), ("publication date", "published"), ("claimed by", "claimant"),
            ("where_prec", "precision"), ("تاریخ", "date"), ("محل", "place"), ("کشته", "killed"),
            ("زخمی", "injured"), ("تاريخ", "date"), ("مكان", "place"), ("قتلى", "killed"),
            ("جرحى", "injured"), ("عدد القتلى", "killed"), ("ہلاکتیں", "killed"),
            ("deaths_a", None), ("actor1", None), ("notes 2", None), ("", None), ("event", None),
        ],
    )  # fmt: skip
    def test_a_column_by_its_name(self, header: str, meaning: str | None) -> None:
        found = meaning_of_header(header)
        assert (found[0] if found else None) == meaning

    @given(
        st.sampled_from(["Event Date", "number of fatalities", "Source URL", "sub event type"]),
        st.data(),
    )
    def test_capitals_spaces_and_signs_make_no_difference(
        self, header: str, data: st.DataObject
    ) -> None:
        gap = data.draw(st.sampled_from([" ", "_", "-", "  ", ".", " / "]))
        letters = [data.draw(st.sampled_from([c.upper(), c.lower()])) for c in header]
        changed = "".join(letters).replace(" ", gap)
        told, plain = meaning_of_header(changed), meaning_of_header(header)
        assert told is not None
        assert plain is not None
        assert told[0] is plain[0]

    def test_every_field_is_known_by_its_own_name(self) -> None:
        for meaning in Meaning:
            found = meaning_of_header(meaning)
            assert found is not None
            assert found[0] is meaning

    @pytest.mark.parametrize(
        ("tag", "meaning"),
        [
            ("#date+start", "date_start"), ("#date", "date"), ("#affected+killed", "killed"),
            ("#affected +killed +min", "killed_low"), ("#geo+lat", "lat"), ("#adm1+name", "admin1"),
            ("#LOC+name", "place"), ("#country+code", "country"), ("#group+name+first", None),
            ("#org", None),
        ],
    )  # fmt: skip
    def test_a_column_by_its_hashtag(self, tag: str, meaning: str | None) -> None:
        assert meaning_of_tag(tag) == meaning

    def test_a_hashtag_comes_before_the_name(self, folder: Path) -> None:
        found = table(folder, ["A", "date"], ["#date", "#meta"], ["2024-01-16", "2023-01-01"])
        mapping = propose(found)
        assert fields(mapping) == {"A": "date"}
        assert mapping.rows_for_person()[0] == ("A", "date", ("2024-01-16",), "its hashtag #date")

    @given(st.text(max_size=30))
    def test_no_name_is_too_odd(self, header: str) -> None:
        meaning_of_header(header)
        meaning_of_tag(header)


class TestPropose:
    def test_the_surer_of_two_columns_and_what_is_only_kept(self, folder: Path) -> None:
        found = table(
            folder,
            ["Notes", "Event type", "Sub event type", "colour", "Deaths"],
            ["a long\ntext " * 9, "Battles", "Armed clash", "red", "3"],
        )
        mapping = propose(found)
        told = mapping.rows_for_person()
        assert [row[:2] for row in told] == [
            ("Notes", "quote"), ("Sub event type", "kind"), ("Deaths", "killed"),
            ("Event type", ""), ("colour", ""),
        ]  # fmt: skip
        assert told[0][2][0].endswith("…")
        assert "\n" not in told[0][2][0]
        assert "'Sub event type' stands for it" in told[3][3]
        assert told[4][3] == "kept in the row; no known name"

    @pytest.mark.parametrize(
        ("header", "value", "meaning"),
        [
            ("location", "27.37, 62.33", "coordinates"), ("source", "https://x.org/1", "url"),
            ("deaths", "see notes", None), ("date", "last week", None), ("lat", "north", None),
            ("sources", "3", None), ("status", "verified", None), ("status", "draft", "status"),
            ("time", "night", None), ("time", "14:30", "time"), ("url", "ask me", None),
            ("deaths", "unknown", "killed"), ("deaths", "", "killed"),
        ],
    )  # fmt: skip
    def test_values_have_the_last_word(
        self, folder: Path, header: str, value: str, meaning: str | None
    ) -> None:
        assert fields(propose(table(folder, [header, "x"], [value, "1"]))).get(header) == meaning

    def test_ids_that_repeat_are_none(self, folder: Path) -> None:
        mapping = propose(table(folder, ["id", "date"], ["1", "2024"], ["1", "2023"]))
        assert mapping.column(Meaning.ID) is None
        assert "repeat" in mapping.rows_for_person()[-1][3]

    def test_a_person_comes_before_all_guesses(self, folder: Path) -> None:
        found = table(folder, ["Deaths", "Killed: all", "Date"], ["1", "2", "03/04/2024"])
        mapping = propose(found, {"killed": "killed_ALL", "date": "date:MDY"})
        assert fields(mapping) == {"Killed: all": "killed", "Date": "date"}
        assert mapping.manner(Meaning.DATE) == "mdy"
        assert mapping.questions == ()
        assert fields(propose(found, {"killed": "", "date": ""})) == {}
        told = {row[0]: row[3] for row in propose(found, {"killed": ""}).rows_for_person()}
        assert told["Deaths"] == "kept in the row; killed: left out, as you say"

    @pytest.mark.parametrize(
        ("given_", "why"),
        [
            ({"victims": "Deaths"}, r"'victims' is no field; the fields are id, date, .*claimant"),
            ({"killed": "Dead"}, r"no column 'Dead'; the columns are 'Deaths', 'Date'"),
            ({"killed": "Deaths:dmy"}, "no column 'Deaths:dmy'"),
            ({"killed": "Deaths", "injured": "deaths"}, "can stand for one"),
        ],
    )
    def test_a_field_or_column_that_is_not_there(
        self, folder: Path, given_: dict[str, str], why: str
    ) -> None:
        with pytest.raises(ImportFileError, match=why):
            propose(table(folder, ["Deaths", "Date"], ["1", "2024"]), given_)

    def test_every_manner_is_for_some_field(self) -> None:
        assert all(MANNERS.values())

    def test_half_a_pair_is_a_question(self, folder: Path) -> None:
        mapping = propose(table(folder, ["date", "lat"], ["2024", "27.3"]))
        assert "--map lon=COLUMN" in mapping.questions[0]
        assert (
            propose(table(folder, ["date", "lat"], ["2024", "27.3"]), {"lat": ""}).questions == ()
        )


class TestOrderOfDates:
    def dates(self, folder: Path, *told: str, **given_: str) -> Mapping:
        return propose(table(folder, ["Date"], *([one] for one in told)), given_)

    def test_one_date_settles_the_order(self, folder: Path) -> None:
        assert self.dates(folder, "03/04/2024", "16/04/2024").manner(Meaning.DATE) == "dmy"
        assert self.dates(folder, "03/04/2024", "04/16/2024").manner(Meaning.DATE) == "mdy"
        assert self.dates(folder, "2024-04-03", "4 March 2024").manner(Meaning.DATE) == ""
        assert self.dates(folder, "04/04/2024").questions == ()

    def test_it_may_be_the_last_of_many(self, folder: Path) -> None:
        mapping = self.dates(folder, *["03.04.2024"] * 300, "13.04.2024")
        assert mapping.manner(Meaning.DATE) == "dmy"
        assert "13.04.2024" in mapping.rows_for_person()[0][3]

    @given(
        st.lists(
            st.tuples(st.integers(1, 12), st.integers(1, 12), st.integers(2000, 2030)),
            min_size=1,
            max_size=5,
        ).filter(lambda days: any(a != b for a, b, _ in days))
    )
    def test_where_none_does_it_is_asked_and_nothing_is_read(
        self, tmp_path_factory: pytest.TempPathFactory, days: list[tuple[int, int, int]]
    ) -> None:
        rows = [[f"{a}/{b}/{year}"] for a, b, year in days]
        found = table(tmp_path_factory.mktemp("dates"), ["Date"], *rows)
        mapping = propose(found)
        assert "--map date=Date:dmy" in mapping.questions[0]
        assert fields(mapping) == {"Date": "date"}
        with pytest.raises(ImportFileError, match="Date:mdy"):
            read(found, mapping, READING)
        for order in ("dmy", "mdy"):
            settled = propose(found, {"date": f"Date:{order}"})
            assert settled.questions == ()
            first = next(iter(read(found, settled, READING))).dossier
            assert first is not None
            a, b, year = days[0]
            month, day = (b, a) if order == "dmy" else (a, b)
            assert values(first) == {Field.DATE: date(year, month, day).isoformat()}

    def test_both_orders_in_one_column_are_asked_about(self, folder: Path) -> None:
        (question,) = self.dates(folder, "16/04/2024", "04/17/2024").questions
        assert "16/04/2024" in question
        assert "04/17/2024" in question
        one, two = taken(table(folder, ["Date"], ["16/04/2024"], ["04/17/2024"]), date="Date:dmy")
        assert one.dossier is not None
        assert two.refused is not None
        assert "17 is no month" in two.refused


class TestCoordinates:
    @given(st.lists(st.tuples(st.floats(90.5, 180), st.floats(-90, 90)), min_size=1, max_size=6))
    def test_swapped_columns_are_noticed(
        self, tmp_path_factory: pytest.TempPathFactory, points: list[tuple[float, float]]
    ) -> None:
        rows = [[f"{lon:.4f}", f"{lat:.4f}"] for lon, lat in points]
        found = table(tmp_path_factory.mktemp("points"), ["lat", "lon"], *rows)
        mapping = propose(found)
        assert fields(mapping) == {"lat": "lon", "lon": "lat"}
        assert "swapped" in mapping.rows_for_person()[0][3]
        for one, (lon, lat) in zip(read(found, mapping, READING), points, strict=True):
            if one.dossier is None:
                assert "earlier row" in (one.refused or "")
                continue
            assert where(one.dossier).point == (round(lon, 4), round(lat, 4))

    def test_a_slip_among_many_is_asked_about(self, folder: Path) -> None:
        rows = [["27.3", "62.3"]] * 9 + [["127.3", "62.3"]]
        found = table(folder, ["lat", "lon"], *rows)
        (question,) = propose(found).questions
        assert "'lat' has 1 values of 10 past 90" in question
        last = taken(found, lat="lat", lon="lon")[-1]
        assert last.refused == (
            "lat '127.3' and lon '62.3': no latitude is 127.3 (are lat and lon swapped?)"
        )

    def test_as_exact_as_their_digits_and_no_finer(self, folder: Path) -> None:
        fine = where(only(folder, lat="27.3709", lon="62.3342"))
        assert (fine.radius_m, fine.precision, fine.country) == (50.0, Precision.SITE, "IR")
        coarse = where(only(folder, lat="27.3", lon="62.3342"))
        assert coarse.radius_m == pytest.approx(5_566)
        assert coarse.precision is Precision.NEAR
        assert where(only(folder, lat="27", lon="62")).precision is Precision.AREA
        told = where(only(folder, lat="27", lon="62", precision="site"))
        assert told.precision is Precision.AREA

    def test_precision_and_radius_columns(self, folder: Path) -> None:
        province = where(only(folder, lat="27.3709", lon="62.3342", precision="Province"))
        assert (province.precision, province.radius_m) == (Precision.ADM1, 150_000)
        told = where(only(folder, lat="27.3709", lon="62.3342", radius_m="800"))
        assert (told.precision, told.radius_m) == (Precision.SITE, 800)
        ucdp = where(only(folder, latitude="27.3709", longitude="62.3342", where_prec="4"))
        assert ucdp.precision is Precision.ADM1
        acled = where(only(folder, latitude="27.3709", longitude="62.3342", geo_precision="2.0"))
        assert acled.precision is Precision.NEAR

    def test_a_scale_that_nobody_names_is_asked_about(self, folder: Path) -> None:
        found = table(folder, ["date", "precision"], ["2024", "3"])
        assert "precision=precision:ucdp (1-7) or :acled (1-3)" in propose(found).questions[0]
        assert propose(found, {"precision": "precision:acled"}).questions == ()
        (one,) = taken(found, precision="precision:acled")
        assert one.dossier is not None

    @pytest.mark.parametrize(
        ("header", "value"),
        [
            ("coordinates", "27.37, 62.33"), ("coordinates", "POINT (62.33 27.37)"),
            ("gps", "(27.37; 62.33)"), ("coords", "27,37 62,33"), ("lon_lat", "62.33 27.37"),
            ("coordinates", "27.37N 62.33E"), ("مختصات", "۲۷.۳۷, ۶۲.۳۳"),
        ],
    )  # fmt: skip
    def test_both_in_one_column(self, folder: Path, header: str, value: str) -> None:
        assert where(only(folder, **{header: value})).point == pytest.approx((62.33, 27.37))

    def test_pairs_whose_first_number_is_no_latitude(self, folder: Path) -> None:
        found = table(folder, ["coordinates"], ["102.1, 17.5"], ["88.3, 21.2"])
        assert propose(found).manner(Meaning.COORDINATES) == "lonlat"
        assert [where(one.dossier).point for one in taken(found) if one.dossier] == [
            (102.1, 17.5), (88.3, 21.2),
        ]  # fmt: skip

    def test_degrees_minutes_seconds_and_commas(self, folder: Path) -> None:
        dms = where(only(folder, lat="27°22'15\"N", lon="62°20'03\"E"))
        assert dms.point == pytest.approx((62.334167, 27.370833), abs=1e-5)
        assert where(only(folder, lat="27,37", lon="62,33")).point == (62.33, 27.37)

    def test_nothing_lands_on_0_0(self, folder: Path) -> None:
        assert where(only(folder, lat="0", lon="0.0", place="Saravan")).point == (62.3, 27.4)
        assert values(only(folder, lat="0", lon="0", date="2024")) == {Field.DATE: "2024"}

    def test_half_a_pair_or_none_at_all_in_a_row(self, folder: Path) -> None:
        one, two = taken(table(folder, ["lat", "lon"], ["27.3", ""], ["27.3", "62.3"]))
        assert one.refused == "lat '27.3' and lon '': half a pair of coordinates; give both or none"
        assert two.dossier is not None


class TestPlaces:
    def test_a_name_is_looked_up_with_country_and_division(self, folder: Path) -> None:
        asked = []

        def listening(name: str, *, country: str | None = None, admin1: str | None = None) -> Where:
            asked.append((name, country, admin1))
            return resolve(name, country=country, admin1=admin1)

        rows = [["Rask", "Iran (Islamic Republic of)", "Sistan"], ["", "پاکستان", "Punjab"]]
        found = table(folder, ["place", "country", "province"], *rows, *rows[:1], ["", "IRQ", ""])
        reading = Reading(recorded_at=AT, resolve=listening)
        assert len([one for one in taken(found, reading) if one.dossier]) == 3
        assert asked == [("Rask", "IR", "Sistan"), ("Punjab", "PK", None), ("IRQ", None, None)]

    def test_a_place_found_is_no_finer_than_the_row_says(self, folder: Path) -> None:
        found = where(only(folder, place="Saravan"))
        assert (found.precision, found.radius_m) == (Precision.SETTLEMENT, 3_000)
        coarse = where(only(folder, place="Saravan", precision="adm2"))
        assert (coarse.precision, coarse.radius_m) == (Precision.ADM2, 50_000)
        assert where(only(folder, place="Saravan", precision="site")).precision == "settlement"

    def test_a_place_that_nobody_knows_is_kept_as_words(self, folder: Path) -> None:
        found = where(only(folder, place="Qolbarestan", country="IR"))
        assert (found.mention, found.country, found.located) == ("Qolbarestan", "IR", False)

    def test_a_name_beside_coordinates(self, folder: Path) -> None:
        dossier = only(
            folder, place="Saravan", country="PK", lat="27.371", lon="62.333", kind="IED"
        )
        found = where(dossier)
        assert (found.name, found.country, found.method) == ("Saravan", "PK", "import")
        assert dossier.incident.title == "Bombing, Saravan, Pakistan"

    def test_areas_of_a_file_with_geometries(self, tmp_path: Path) -> None:
        square = shapely.box(62.0, 27.0, 63.0, 28.0)
        row = Row("feature 1", {"n": "1"}, (62.5, 27.5), square.wkt, 74_000)
        found = Table(path=tmp_path / "a.gpkg", columns=("n",), rows=lambda: iter([row]))
        (one,) = taken(found)
        assert one.dossier is not None
        told = where(one.dossier)
        assert (told.point, told.footprint) == ((62.5, 27.5), square.wkt)
        assert (told.precision, told.radius_m) == (Precision.AREA, 74_000)

    def test_a_geometry_comes_before_columns_unless_a_person_says_so(self, tmp_path: Path) -> None:
        row = Row("feature 1", {"lat": "1.5", "lon": "2.5"}, (62.512, 27.512))
        found = Table(path=tmp_path / "a.gpkg", columns=("lat", "lon"), rows=lambda: iter([row]))
        mapping = propose(found)
        assert mapping.geometry
        assert "the geometry stands for it" in mapping.rows_for_person()[0][3]
        points = [
            where(one.dossier).point
            for given_ in ({}, {"lat": "lat", "lon": "lon"})
            for one in read(found, propose(found, given_), READING)
            if one.dossier
        ]
        assert points == [(62.512, 27.512), (2.5, 1.5)]


class TestRead:
    def test_a_row_becomes_claims_with_source_and_claimant(self, folder: Path) -> None:
        dossier = only(
            folder, id="A 1", date="16 January 2024", time="02:30", type="Drone strike",
            place="Saravan", killed="9-12", wounded="at least 3", perpetrator="Unknown",
            target="a house", weapon="drone", headline="Two hit", description="It was hit.",
            source="The Paper", link="https://www.paper.example/1", published="2024-01-17",
            **{"claimed by": "a mayor"},
        )  # fmt: skip
        assert values(dossier) == {
            Field.DATE: "2024-01-16", Field.TIME: "2024-01-16", Field.LOCATION: "Saravan",
            Field.KILLED: "9-12", Field.INJURED: "3+", Field.TARGET: "a house",
            Field.WEAPON: "drone",
        }  # fmt: skip
        claim = dossier.claims[0]
        assert (claim.claimant, claim.modality) == ("a mayor", Modality.CLAIMED)
        assert claim.citation.quote == "It was hit."
        assert dossier.incident.kind is Kind.DRONE_STRIKE
        assert dossier.incident.id.startswith("some-table-a-1-")
        assert (dossier.rows[0].dataset, dossier.rows[0].key) == ("some-table", "A 1")
        assert dossier.rows[0].values["perpetrator"] == "Unknown"

    def test_the_source_of_a_row(self, folder: Path) -> None:
        header = ["id", "source", "link", "headline", "published"]
        rows = [
            ["1", "The Paper", "https://paper.example/1", "Two hit", "2024-01-17"],
            ["2", "", "https://www.paper.example/2 https://other.example", "", "May 2024"],
            ["3", "ایسنا", "ask me", "", "2024-01-17;2024-01-18"],
            ["4", "تسنیم", "https://", "", ""],
            ["5", "", "", "", "2024-01-17"],
            ["6", "The Paper", "https://paper.example/1", "Two hit", "2024-01-17"],
        ]
        found = [one.sources[0] for one in taken(table(folder, header, *rows))]
        assert [(s.publisher, s.url, s.title, s.published) for s in found] == [
            ("The Paper", "https://paper.example/1", "Two hit", date(2024, 1, 17)),
            ("paper.example", "https://www.paper.example/2", None, None),
            ("ایسنا", None, "ask me", None),
            ("تسنیم", None, "https://", None),
            ("some table.csv", None, "some table.csv", None),
            ("The Paper", "https://paper.example/1", "Two hit", date(2024, 1, 17)),
        ]
        assert len({source.id for source in found}) == 5
        reading = Reading(recorded_at=AT, resolve=resolve, publisher="An archive")
        (one,) = taken(table(folder, ["date"], ["2024"]), reading)
        assert one.sources[0].publisher == "An archive"
        assert one.dossier is not None
        assert one.dossier.claims[0].claimant == "An archive"

    def test_without_an_id_the_cells_are_the_key(self, folder: Path) -> None:
        rows = [["2024-01-16", "9"], ["2024-01-16", "8"], ["2024-01-16", "9"]]
        found = table(folder, ["date", "killed"], *rows)
        first, second, third = taken(found)
        assert first.dossier is not None
        assert second.dossier is not None
        assert first.dossier.incident.id != second.dossier.incident.id
        assert third.refused == "an earlier row is the same; leave one of them out"
        turned = table(folder, ["killed", "date"], *(row[::-1] for row in rows))
        assert [one.dossier.incident.id for one in taken(turned) if one.dossier] == [
            first.dossier.incident.id, second.dossier.incident.id,
        ]  # fmt: skip

    def test_an_id_that_comes_again_is_refused(self, folder: Path) -> None:
        rows = [[str(n), "2024"] for n in range(250)]
        found = taken(table(folder, ["id", "date"], *rows, ["7", "2023"]))
        assert found[-1].at == "line 252"
        assert found[-1].refused == "id '7' is the id of an earlier row; leave one of them out"

    @pytest.mark.parametrize(
        ("cells", "why"),
        [
            ({"date": "2024", "killed": "nine"}, "killed 'nine': 'nine' is not a count"),
            ({"killed": "1", "date": "31.02.2024"}, "date '31.02.2024'"),
            ({"date": "2024", "killed": "1.5"}, "killed '1.5'"),
            ({"date": "2024", "deaths_low": "9", "deaths_high": "3"}, "low end is above"),
            ({"date": "2024", "radius_m": "-5"}, "radius_m '-5': a radius is 0 or more"),
        ],
    )
    def test_a_row_is_refused_by_column_and_value(
        self, folder: Path, cells: dict[str, str], why: str
    ) -> None:
        good = dict.fromkeys(cells, "1") | {"date": "16.01.2024"}
        rows = [
            ["id", *cells],
            *([f"g{n}", *good.values()] for n in range(3)),
            ["x", *cells.values()],
        ]
        found = taken(table(folder, *rows))
        assert [one.refused for one in found[:3]] == [None] * 3
        assert found[3].at == "line 5"
        assert why in (found[3].refused or "")

    @pytest.mark.parametrize(
        ("cells", "shown"),
        [
            ({"killed": "9", "killed_low": "8", "killed_high": "12", "killed_best": "10"},
             "8-12 (best 10)"),
            ({"killed_low": "8", "killed_high": ""}, "8+"),
            ({"killed_best": "8", "killed_low": ""}, "8"),
            ({"killed_high": "8"}, "0-8"),
            ({"killed": "~9", "killed_best": "9"}, "~9"),
            ({"killed": "unknown", "killed_low": "-99", "date": "2024"}, None),
            ({"low deaths": "2", "best deaths": "3", "high deaths": "9"}, "2-9 (best 3)"),
        ],
    )  # fmt: skip
    def test_counts_from_several_columns(
        self, folder: Path, cells: dict[str, str], shown: str | None
    ) -> None:
        assert values(only(folder, **cells)).get(Field.KILLED) == shown

    @pytest.mark.parametrize(
        ("cells", "edtf"),
        [
            ({"start": "2024-01-16", "end": "2024-01-18"}, "2024-01-16/2024-01-18"),
            ({"start": "2024-01-16", "end": "2024-01-16"}, "2024-01-16"),
            ({"start": "2024-01-16", "end": ""}, "2024-01-16"),
            ({"start": "", "end": "2024-01-16"}, "../2024-01-16"),
            ({"event_date": "16/01/2024", "end_date": "18/01/2024"}, "2024-01-16/2024-01-18"),
            ({"date": "2024-01~", "start": "2024-01-01", "end": "2024-01-31"}, "2024-01~"),
            ({"date": "", "start": "2024-01-01", "end": "2024-01-31"}, "2024-01-01/2024-01-31"),
        ],
    )  # fmt: skip
    def test_dates_from_several_columns(
        self, folder: Path, cells: dict[str, str], edtf: str
    ) -> None:
        assert values(only(folder, **cells)) == {Field.DATE: edtf}

    def test_an_end_before_the_start_is_refused(self, folder: Path) -> None:
        told = refused(folder, start="2024-01-18", end="2024-01-16")
        assert told.startswith("start '2024-01-18' and end '2024-01-16': ")

    def test_rows_that_the_table_marks_are_refused(self, folder: Path) -> None:
        path = folder / "a.csv"
        path.write_text("id,place\n1,Rask, Iran\n2,Saravan\n")
        one, two = taken(open_table(path))
        assert "3 cells" in (one.refused or "")
        assert two.dossier is not None

    def test_progress_is_told(self, folder: Path) -> None:
        heard = []
        reading = Reading(
            recorded_at=AT, resolve=resolve, on_progress=lambda *told: heard.append(told)
        )
        taken(table(folder, ["date"], *([f"{year}"] for year in range(1800, 2400))), reading)
        assert heard == [(500, 600, "reading")]

    @given(
        st.dictionaries(
            st.sampled_from([*Meaning]).map(str), st.text(max_size=20), min_size=1, max_size=8
        )
    )
    def test_whatever_stands_in_a_row_it_is_taken_or_refused(self, cells: dict[str, str]) -> None:
        from pathlib import Path

        row = Row("line 2", {name: text for name, text in cells.items() if text})
        found = Table(path=Path("a.csv"), columns=tuple(cells), rows=lambda: iter([row]))
        mapping = propose(found, {name: name for name in cells})
        if not mapping.questions:
            (one,) = read(found, mapping, READING)
            assert (one.dossier is None) != (one.refused is None)


class TestOurOwn:
    def header(self) -> list[str]:
        return [column.name for column in COLUMNS]

    def test_columns_stand_for_themselves(self, folder: Path) -> None:
        row = dict.fromkeys(self.header(), "") | {"id": "a", "sources": "2", "claims": "Iran: 9"}
        mapping = propose(table(folder, list(row), list(row.values())))
        assert mapping.ours
        derived = {
            "cross_border", "border", "border_distance_m", "depth_m", "sources", "differing",
            "merged_into", "rule", "claims",
        }  # fmt: skip
        assert {row[0] for row in mapping.rows_for_person() if not row[1]} == derived
        assert all(column == meaning for column, meaning in fields(mapping).items())

    def test_seeds_come_back_as_they_add_up(self, folder: Path, seeds: Collection) -> None:
        going = list(entries(list(stored(seeds)), seeds.sources_by_id))
        rows = [["" if v is None else inert(str(v)) for v in e.values.values()] for e in going]
        found = taken(table(folder, self.header(), *rows))
        assert [one.refused for one in found] == [None] * len(going)
        for one, entry in zip(found, going, strict=True):
            assert one.dossier is not None
            incident, told = one.dossier.incident, values(one.dossier)
            for name in ("kind", "title", "status", "origin_country", "target_country"):
                assert getattr(incident, name) == entry.values[name] or name == "target_country"
            assert told.get(Field.DATE) == entry.values["date"]
            for name in ("killed", "injured"):
                assert (told.get(Field(name)) or "").partition(" (")[0] == (
                    entry.values[name] or ""
                ).partition(" (")[0]
            if entry.point:
                place = where(one.dossier)
                assert place.point == entry.point
                assert place.precision == entry.values["precision"]
                assert place.radius_m == entry.values["radius_m"]
                assert place.place_id == entry.values["place_id"]

    def test_text_made_inert_is_given_back(self, folder: Path) -> None:
        row = dict.fromkeys(self.header(), "") | {
            "id": "a", "title": "'=cmd()", "perpetrator": "'-", "target": "'tis", "weapon": "'@x",
            "kind": "ied", "status": "draft", "date": "'2024",
        }  # fmt: skip
        (one,) = taken(table(folder, list(row), list(row.values())))
        assert one.refused is not None
        row["date"] = "2024"
        (one,) = taken(table(folder, list(row), list(row.values())))
        assert one.dossier is not None
        assert (one.dossier.incident.title, one.dossier.incident.status) == ("=cmd()", Status.DRAFT)
        assert values(one.dossier) == {
            Field.DATE: "2024", Field.TARGET: "'tis", Field.WEAPON: "@x",
        }  # fmt: skip
        assert one.dossier.rows[0].values["title"] == "'=cmd()"

    def test_in_a_workbook_text_is_as_it_was(self, tmp_path: Path) -> None:
        cells = dict.fromkeys(self.header(), "") | {"id": "a", "kind": "ied", "title": "'=x"}
        row = Row("row 2", {name: text for name, text in cells.items() if text})
        found = Table(
            path=tmp_path / "a.xlsx", columns=tuple(self.header()), rows=lambda: iter([row])
        )
        (one,) = taken(found)
        assert one.dossier is not None
        assert one.dossier.incident.title == "'=x"

    def test_an_incident_that_was_merged_is_not_taken_twice(self, folder: Path) -> None:
        row = dict.fromkeys(self.header(), "") | {"id": "a", "status": "merged_into"}
        (one,) = taken(table(folder, list(row), list(row.values())))
        assert "merged into another" in (one.refused or "")

    def test_elsewhere_an_apostrophe_is_an_apostrophe(self, folder: Path) -> None:
        assert values(only(folder, target="'-x"))[Field.TARGET] == "'-x"


class TestCells:
    @pytest.mark.parametrize(
        ("text", "short"),
        [
            ("9", "9"), (" 9 ", "9"), ("9-12", "9-12"), ("9 – 12", "9-12"), ("9 to 12", "9-12"),
            ("between 9 and 12", "9-12"), ("12+", "12+"), ("at least 12", "12+"),
            ("At Least 12", "12+"), ("12 or more", "12+"), ("more than 12", "13+"), (">12", "13+"),
            ("≥12", "12+"), ("~100", "~100"), ("about 100", "~100"), ("up to 5", "0-5"),
            ("fewer than 5", "0-4"), ("1,200", "1200"), ("1.200", "1200"), ("1 200", "1200"),
            ("12'345'678", "12345678"), ("9.0", "9"), ("۱۲", "12"), ("١٢", "12"), ("zero", "0"),
            ("1,200-1,500", "1200-1500"),
        ],
    )  # fmt: skip
    def test_numbers_of_people(self, text: str, short: str) -> None:
        count = people(text)
        assert (str(count), count.text if count else None) == (short, text.strip())

    @pytest.mark.parametrize(
        "text", ["1.5", "1,5", "nine", "12-9", "-4", "1,20", "9/12", "²", "1e3"]
    )
    def test_what_is_no_number_of_people(self, text: str) -> None:
        with pytest.raises(CountError):
            people(text)

    def test_nobody_knows(self) -> None:
        told = [
            "",
            " ",
            "-",
            "?",
            "n/a",
            "N.A.",
            "#N/A",
            "Unknown",
            "null",
            "NaN",
            "نامعلوم",
            "none",
        ]
        assert {said(text) for text in told} == {None}
        assert {people(text) for text in ("-9", "-99", "-999")} == {None}
        assert [said(text) for text in ("0", " x ", "-9.5", "No")] == ["0", "x", "-9.5", "No"]

    @pytest.mark.parametrize(
        ("text", "order", "edtf"),
        [
            ("2024-01-16", "", "2024-01-16"), ("2024-01", "", "2024-01"), ("2024", "", "2024"),
            ("2024/1/6", "", "2024-01-06"), ("20240116", "", "2024-01-16"),
            ("16/01/2024", "", "2024-01-16"), ("01/16/2024", "", "2024-01-16"),
            ("03/04/2024", "dmy", "2024-04-03"), ("03/04/2024", "mdy", "2024-03-04"),
            ("3.4.24", "dmy", "2024-04-03"), ("3/4/69", "mdy", "1969-03-04"),
            ("04/04/2024", "", "2024-04-04"), ("16 January 2024", "", "2024-01-16"),
            ("16-Jan-2024", "", "2024-01-16"), ("January 16, 2024", "", "2024-01-16"),
            ("2024-01-16T00:00:00", "", "2024-01-16"), ("2024-01-16 14:30", "", "2024-01-16"),
            ("2024-01-16T00:00:00.000Z", "", "2024-01-16"),
            ("2024-01-16T23:59:59Z", "", "2024-01-16"),
            ("2024-01-16T14:30:00Z", "", "2024-01-16T14:30:00Z"),
            ("2024-01-16 14:30+0330", "", "2024-01-16T14:30+03:30"),
            ("16/01/2024 2:30 pm", "", "2024-01-16"), ("۲۰۲۴-۰۱-۱۶", "", "2024-01-16"),
            ("2024-01-16~", "", "2024-01-16~"), ("../2024-01-18", "", "../2024-01-18"),
        ],
    )  # fmt: skip
    def test_dates(self, text: str, order: str, edtf: str) -> None:
        when = date_of(text, order)
        assert when.edtf == edtf
        assert when.text == (None if text == edtf else text)

    @pytest.mark.parametrize(
        ("text", "order", "why"),
        [
            ("03/04/2024", "", "day first or month first"), ("17/13/2024", "dmy", "13 is no month"),
            ("1402/10/26", "", "Persian or Islamic"), ("1445-07-04", "", "Persian or Islamic"),
            ("45307", "", "form"), ("31/02/2024", "dmy", "no such day"), ("soon", "", "form"),
            ("2024-01-16T25:00Z", "", "no such day or time"),
        ],
    )  # fmt: skip
    def test_what_is_no_date(self, text: str, order: str, why: str) -> None:
        with pytest.raises(DateError, match=why):
            date_of(text, order)

    @pytest.mark.parametrize("text", ["inf", "-inf", "nan", "1e999", "99", "x"])
    def test_a_number_on_no_scale_is_refused(self, text: str) -> None:
        for scale in ("ucdp", "acled"):
            with pytest.raises(ModelError, match="no precision"):
                precision_of(text, scale)

    @given(st.text(max_size=25), st.sampled_from(["", "dmy", "mdy"]))
    def test_any_text_is_read_or_refused(self, text: str, order: str) -> None:
        readers = (
            lambda: date_of(text, order), lambda: people(text), lambda: pair_of(text),
            lambda: point_of(text, text), lambda: number_of(text), lambda: precision_of(text),
            lambda: precision_of(text, "ucdp"), lambda: time_of(text, date_of("2024-01-16")),
            lambda: span_of(text, text), lambda: country_named(text), lambda: kind_of(text),
        )  # fmt: skip
        for reader in readers:
            try:
                reader()
            except ModelError:
                continue

    def test_a_time_of_day_is_an_instant_only_with_a_zone(self) -> None:
        day = date_of("2024-01-16")
        bare = time_of("2:30 pm", day)
        assert (bare.edtf, bare.start, bare.text) == ("2024-01-16", day.start, "2:30 pm")
        assert time_of("14:30+03:30", day).edtf == "2024-01-16T14:30+03:30"
        assert time_of("2:30 pm UTC", day).edtf == "2024-01-16T14:30Z"
        assert time_of("14:30Z", date_of("2024-01")).edtf == "2024-01"
        with pytest.raises(DateError, match="time of day"):
            time_of("at night", day)

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("IR", "IR"), ("iq", "IQ"), ("Iran", "IR"), ("Iran (Islamic Republic of)", "IR"),
            ("Islamic Republic of Iran", "IR"), ("PAK", "PK"), ("افغانستان", "AF"),
            ("العراق", "IQ"), ("Irak", "IQ"), ("Siria", "SY"), ("Atlantis", None), ("", None),
        ],
    )  # fmt: skip
    def test_countries(self, text: str, code: str | None) -> None:
        assert country_named(text) == code

    @pytest.mark.parametrize(
        ("text", "kind"),
        [
            ("drone", "drone_strike"), ("IED", "bombing"), ("shelling", "shelling"),
            ("Air/drone strike", "airstrike"), ("Remote explosive/landmine/IED", "bombing"),
            ("Battles", "armed_clash"), ("Explosions/Remote violence", "other"),
            ("Suicide car bomb", "suicide_bombing"), ("Air-Strike", "airstrike"),
            ("Bombing/Explosion", "bombing"), ("Hostage Taking (Kidnapping)", "abduction"),
            ("Armed Assault", "attack"), ("cross-border rocket fire", "shelling"),
            ("ballistic missile attack", "missile_strike"), ("انفجار بمب", "bombing"),
            ("غارة جوية", "airstrike"), ("طائرة مسيرة", "drone_strike"),
            ("درگیری مسلحانه", "armed_clash"),
            ("تفجير انتحاري", "suicide_bombing"), ("qualified", "other"), ("", "other"),
        ],
    )  # fmt: skip
    def test_kinds(self, text: str, kind: str) -> None:
        assert kind_of(text) == kind

    def test_our_own_kinds_and_labels_are_themselves(self) -> None:
        assert [kind_of(kind) for kind in KINDS] == list(KINDS)
        assert [kind_of(facts.label.upper()) for facts in KINDS.values()] == list(KINDS)


def inert(text: str) -> str:
    """Text as our CSV has it."""
    return "'" + text if text.startswith(("=", "+", "-", "@")) and not is_number(text) else text


def is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def stored(seeds: Collection) -> list[Stored]:
    from geo.account import RANGE, add_up
    from geo.store.reading import Stored
    from geo.store.rows import incident_row

    sources = seeds.sources_by_id
    return [Stored(dossier=d, row=incident_row(add_up(d, sources, RANGE))) for d in seeds.dossiers]
