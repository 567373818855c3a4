"""UCDP GED as incidents: what it says is taken over as it stands."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.place import Precision
from geo.account import add_up
from geo.count import Count, Counted
from geo.exchange.countries import country_by_gw, country_by_numeric, country_in
from geo.exchange.datasets import acled, airwars, ucdp
from geo.exchange.tables import open_csv
from geo.exchange.told import incident_id
from geo.incident import Field, Modality
from geo.kinds import Kind
from tests.tables import (
    acled_row,
    airwars_row,
    dossiers,
    reading,
    table,
    ucdp_row,
    write_csv,
)

if TYPE_CHECKING:
    from pathlib import Path

    from geo.dossier import Dossier
    from geo.where import Where

_SAMPLES = {
    "ucdp_ged231_global_sample1000.csv": 1_000,
    "ucdp_ged191_bangladesh_hdx.csv": 601,
}


def told(**changes: str | None) -> Dossier:
    (found,) = dossiers(ucdp.read(table(ucdp_row(**changes)), reading()))
    return found


def refusal(**changes: str | None) -> str:
    (found,) = ucdp.read(table(ucdp_row(**changes)), reading())
    assert found.dossier is None
    assert found.at == "line 2"
    return found.refused or ""


def said(dossier: Dossier, about: Field) -> list[object]:
    return [claim.value for claim in dossier.claims if claim.field is about]


def place(dossier: Dossier) -> Where:
    (where,) = [claim.where for claim in dossier.claims if claim.where]
    return where


def test_recognised_by_its_header_in_any_order() -> None:
    columns = list(ucdp_row())
    assert ucdp.recognises(columns)
    assert ucdp.recognises(columns[::-1])
    assert ucdp.recognises([name.upper() for name in columns])
    assert not ucdp.recognises([name for name in columns if name != "where_prec"])
    assert not ucdp.recognises(acled_row())
    assert not ucdp.recognises(airwars_row())
    assert not acled.recognises(columns)
    assert not airwars.recognises(columns)


def test_a_clash_blames_nobody_and_names_both_sides() -> None:
    clash = told()
    assert clash.incident.id == "ucdp-ged-901"
    assert clash.incident.kind is Kind.ARMED_CLASH
    assert clash.incident.title == (
        "Armed clash between Government of Iran and Made-up Front, Saravan town, Iran"
    )
    assert clash.incident.origin_country is None
    assert clash.incident.target_country == "IR"
    assert {claim.field for claim in clash.claims} == {Field.DATE, Field.LOCATION, Field.KILLED}
    assert told(type_of_violence="2").incident.kind is Kind.ARMED_CLASH


def test_one_sided_violence_is_by_the_first_side_against_the_second() -> None:
    attack = told(type_of_violence="3", side_b="Civilians")
    assert attack.incident.kind is Kind.ATTACK
    assert attack.incident.title == "Armed attack, Saravan town, Iran"
    assert said(attack, Field.PERPETRATOR) == ["Government of Iran"]
    assert said(attack, Field.TARGET) == ["Civilians"]
    assert attack.incident.origin_country is None


def test_claims_are_ucdps_with_the_row_and_its_words() -> None:
    row = ucdp_row()
    (incoming,) = ucdp.read(table(row), reading())
    assert incoming.dossier is not None
    assert incoming.sources == (ucdp.SOURCE,)
    assert {claim.claimant for claim in incoming.dossier.claims} == {"UCDP"}
    assert {claim.modality for claim in incoming.dossier.claims} == {Modality.FACT}
    assert {claim.citation.source for claim in incoming.dossier.claims} == {"ucdp-ged"}
    assert {claim.citation.quote for claim in incoming.dossier.claims} == {row["source_article"]}
    (kept,) = incoming.dossier.rows
    assert (kept.dataset, kept.key, kept.values) == ("ucdp-ged", "901", row)
    headline = told(source_article=None)
    assert headline.claims[0].citation.quote == "Six die in clash"


def test_counts_as_given() -> None:
    assert said(told(), Field.KILLED) == [Count(low=5, high=9, best=6)]
    outside = told(low="1", best="0", high="1")
    assert said(outside, Field.KILLED) == [Count(low=1, high=1, best=0)]
    civilians = told(deaths_civilians="4")
    assert said(civilians, Field.KILLED)[1] == Count(low=4, high=4, of=Counted.CIVILIANS)
    account = add_up(civilians, {"ucdp-ged": ucdp.SOURCE})
    assert account.killed == Count(low=5, high=9, best=6)
    assert account.differing == ()
    assert said(told(low=None, high=None), Field.KILLED) == [
        Count(low=6, high=6, best=6, text="best estimate 6")
    ]
    assert said(told(low=None, best=None, high=None), Field.KILLED) == []


def test_a_low_end_above_the_high_end_is_neither_mended_nor_refused() -> None:
    crossed = told(low="5", best="4", high="3")
    assert said(crossed, Field.KILLED) == [
        Count(low=4, high=4, best=4, text="best estimate 4"),
        Count(low=5, high=5, text="low estimate 5"),
        Count(low=3, high=3, text="high estimate 3"),
    ]
    assert [c.id for c in crossed.claims if c.field is Field.KILLED] == [
        f"ucdp-ged-901.killed.{number}" for number in (1, 2, 3)
    ]
    shown = add_up(crossed, {"ucdp-ged": ucdp.SOURCE}).killed
    assert shown is not None
    assert (shown.low, shown.high) == (3, 5)


@pytest.mark.parametrize(("code", "precision"), [
    (1, Precision.SETTLEMENT), (2, Precision.NEAR), (3, Precision.ADM2), (4, Precision.ADM1),
    (5, Precision.AREA), (6, Precision.COUNTRY), (7, Precision.WATER),
])  # fmt: skip
def test_precision_of_a_place(code: int, precision: Precision) -> None:
    where = place(told(where_prec=f"{code}.0"))
    assert where.precision is precision
    assert where.point == (62.3342, 27.3709)
    assert (where.mention, where.admin1) == ("Saravan town", "Sistan and Baluchestan province")
    assert (where.country, where.method) == ("IR", "import")


def test_a_division_and_a_country_are_as_large_as_the_gazetteer_has_them() -> None:
    rows = [ucdp_row(id=code, where_prec=code) for code in ("2", "4", "6")]
    found = dossiers(ucdp.read(table(*rows), reading(known=True)))
    assert [place(one).radius_m for one in found] == [25_000, 321_000, 654_000]
    assert [place(one).point for one in found] == [(62.3342, 27.3709)] * 3
    unknown = dossiers(ucdp.read(table(*rows), reading()))
    assert [place(one).radius_m for one in unknown] == [25_000, 150_000, 400_000]


def test_a_row_that_does_not_say_how_exact_is_known_to_the_country() -> None:
    assert place(told(where_prec=None)).precision is Precision.COUNTRY


def test_a_row_without_a_point_is_looked_up_and_else_imported_without_one() -> None:
    bare = ucdp_row(latitude=None, longitude=None)
    (found,) = dossiers(ucdp.read(table(bare), reading(known=True)))
    assert place(found).point == (60.0, 28.0)
    assert place(found).place_id == "test:1"
    (lost,) = dossiers(ucdp.read(table(bare), reading()))
    assert place(lost).point is None
    assert (place(lost).country, place(lost).mention) == ("IR", "Saravan town")
    assert place(told(latitude="0", longitude="0.0")).point is None


def test_dates() -> None:
    def edtf(**changes: str) -> str:
        (when,) = [claim.when for claim in told(**changes).claims if claim.when]
        return when.edtf

    assert edtf() == "2024-01-17"
    assert edtf(date_start="2024-01-17 00:00:00.000", date_end="2024-01-17T00:00:00") == (
        "2024-01-17"
    )
    assert edtf(date_end="2024-01-19", date_prec="2") == "2024-01-17/2024-01-19"
    assert edtf(date_end="2024-02-16", date_prec="4") == "2024-01-17/2024-02-16"
    assert edtf(date_prec="4") == "2024-01-17~"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"id": None}, "id is empty"),
        ({"id": " "}, "id is empty"),
        ({"date_start": "2024-02-30"}, "date_start: '2024-02-30' is not a date"),
        ({"date_end": "2024-01-16"}, "date_end 2024-01-16 lies before date_start 2024-01-17"),
        ({"latitude": "97.3"}, "latitude is '97.3'; degrees run from -90 to 90"),
        ({"longitude": "nan"}, "longitude is 'nan'; degrees run from -180 to 180"),
        ({"longitude": "62 E"}, "longitude is '62 E', which is not a number of degrees"),
        ({"longitude": None}, "longitude is empty; give both coordinates"),
        ({"best": "many"}, "best is 'many', which is not a whole number"),
        ({"low": "2.5"}, "low is '2.5', which is not a whole number"),
        ({"high": "-1"}, "high is -1; a count of people begins at 0"),
        ({"where_prec": "8"}, "where_prec is 8; its codes are 1 to 7"),
        ({"date_prec": "0"}, "date_prec is 0; its codes are 1 to 5"),
    ],
)
def test_refused_with_the_column_and_the_value(changes: dict[str, str | None], words: str) -> None:
    assert words in refusal(**changes)


def test_a_refused_row_stops_no_other() -> None:
    rows = [ucdp_row(id=""), ucdp_row(id="902"), ucdp_row(best="x"), ucdp_row(id="903")]
    found = list(ucdp.read(table(*rows), reading()))
    assert [one.at for one in found if one.refused] == ["line 2", "line 4"]
    kept = [one.dossier.incident.id for one in found if one.dossier]
    assert kept == ["ucdp-ged-902", "ucdp-ged-903"]


def test_numbers_with_a_point_are_the_same_numbers() -> None:
    plain = ucdp_row()
    floats = {n: f"{t}.0" if t.isdigit() else t for n, t in plain.items()}
    (one,), (other,) = (dossiers(ucdp.read(table(r), reading())) for r in (plain, floats))
    assert one.incident == other.incident
    assert one.claims == other.claims
    assert other.rows[0].values["id"] == "901.0"
    assert (one.rows[0].key, other.rows[0].key) == ("901", "901")


def test_order_of_columns_and_hashtags_make_no_difference(tmp_path: Path) -> None:
    rows = [ucdp_row(), ucdp_row(id="902", best="7")]
    turned = [dict(reversed(row.items())) for row in rows]
    one = write_csv(tmp_path / "one.csv", rows)
    other = write_csv(tmp_path / "other.csv", turned, hashtags={"latitude": "#geo+lat"})
    read = [dossiers(ucdp.read(open_csv(path), reading())) for path in (one, other)]
    assert read[0] == read[1]
    assert len(read[0]) == 2
    assert read[0] == dossiers(ucdp.read(open_csv(one), reading()))


@pytest.mark.parametrize(("number", "year", "country"), [
    ("365", 1990, None), ("365", 1992, "RU"), ("365", None, "RU"), ("630", 1990, "IR"),
    ("626", 2013, "SS"), ("625", 2005, None), ("678", 1990, "YE"), ("999", 2000, None),
])  # fmt: skip
def test_countries_by_number(number: str, year: int | None, country: str | None) -> None:
    assert country_by_gw(number, year) == country


def test_a_state_that_was_divided_gives_the_country_of_the_point() -> None:
    juba = {"country": "Sudan", "country_id": "625", "latitude": "4.85", "longitude": "31.6"}
    early = {"date_start": "1995-03-01", "date_end": "1995-03-01"}
    assert place(told(**juba, **early)).country == "SS"
    assert place(told(**juba)).country == "SD"


def test_countries_by_names_and_codes() -> None:
    names = {
        "DR Congo (Zaire)": "CD", "Russia (Soviet Union)": "RU", "Bosnia-Herzegovina": "BA",
        "Kingdom of eSwatini (Swaziland)": "SZ", "Yemen (North Yemen)": "YE", "Turkey": "TR",
        "Macedonia, FYR": "MK", "BGD": "BD", "ir": "IR", "Ivory Coast": "CI", "Cote d'Ivoire": "CI",
        "": None, "Atlantis": None,
    }  # fmt: skip
    assert {name: country_in(name) for name in names} == names
    numbers = {"364": "IR", "004": "AF", "4": "AF", "0": None, "": None}
    assert {number: country_by_numeric(number) for number in numbers} == numbers
    assert place(told(iso3="PAK", country_id=None, country="Iran")).country == "PK"
    assert place(told(country_id=None)).country == "IR"


def test_ids() -> None:
    assert incident_id("ucdp-ged", "901") == "ucdp-ged-901"
    odd, other = incident_id("set", "a/b"), incident_id("set", "a b")
    assert odd.startswith("set-a-b-")
    assert odd != other
    assert incident_id("set", "\ud800") == incident_id("set", "\ud800")
    assert len(incident_id("s" * 300, "k" * 300)) <= 100


@given(st.dictionaries(st.sampled_from(list(ucdp_row())), st.text(max_size=12), max_size=6))
def test_no_text_breaks_it(changes: dict[str, str]) -> None:
    (found,) = ucdp.read(table(ucdp_row(**changes)), reading())
    assert (found.dossier is None) != (found.refused is None)


@pytest.mark.parametrize("name", _SAMPLES)
def test_every_row_of_a_real_file_comes_in_as_it_is(shared: Path, name: str) -> None:
    path = shared / "data" / "events" / name
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if not row["latitude"].startswith("#")]
    opened = open_csv(path)
    assert ucdp.recognises(opened.columns)
    found = dossiers(ucdp.read(opened, reading()))
    assert len(found) == len(rows) == _SAMPLES[name]
    assert len({one.incident.id for one in found}) == len(rows)
    for row, one in zip(rows, found, strict=True):
        assert one.rows[0].values == {column: text for column, text in row.items() if text}
        assert _deaths(one) == tuple(int(float(row[n])) for n in ("low", "best", "high"))
        where = place(one)
        assert where.precision is Precision.from_ucdp(int(float(row["where_prec"])))
        assert where.precision is not Precision.SITE
        assert where.point == (float(row["longitude"]), float(row["latitude"]))
        assert where.country is not None


def _deaths(dossier: Dossier) -> tuple[int | None, ...]:
    """low, best and high as the claims have them."""
    counts = [c.count for c in dossier.claims if c.count and c.count.of is Counted.PEOPLE]
    if len(counts) == 1:
        return (counts[0].low, counts[0].best, counts[0].high)
    by_text = {(count.text or "").partition(" ")[0]: count.low for count in counts}
    return (by_text["low"], by_text["best"], by_text["high"])
