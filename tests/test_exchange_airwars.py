"""Tables in the forms of Airwars as incidents: ranges, gradings, and who is suspected."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.place import Precision
from geo.account import add_up
from geo.count import Count, Counted
from geo.exchange.datasets import airwars
from geo.exchange.tables import Row, Table, open_csv
from geo.incident import Axis, Field, Modality
from geo.kinds import Kind
from tests.builders import AT
from tests.tables import airwars_row, dossiers, reading, table, write_csv

if TYPE_CHECKING:
    from pathlib import Path

    from geo.dossier import Dossier
    from geo.where import Where

_DATABASE = {
    "code": "MU902",
    "date": "2024-01-16",
    "date_end": "2024-01-18",
    "location_name": "Made-up quarter",
    "region": "Erbil",
    "country_name": "Iraq",
    "latitude": "36.19",
    "longitude": "44.01",
    "geolocation_accuracy_name": "Exact location (via Airwars)",
    "geolocation_accuracy_slug": "exact_location_via_airwars",
    "civilian_harm_status_name": "Contested",
    "strike_type_name": "Airstrike: drone",
    "civilian_non_combatants_killed_min": "4",
    "civilian_non_combatants_killed_max": "11",
    "children_killed_min": "0",
    "children_killed_max": "2",
    "women_killed_min": "0",
    "women_killed_max": "0",
    "belligerent_1_belligerent_name": "Made-up Coalition",
    "belligerent_1_type": "suspected",
    "belligerent_1_deaths_conceded_min": "1",
    "belligerent_1_deaths_conceded_max": "1",
    "belligerent_2_belligerent_name": "Made-up Army",
    "belligerent_2_type": "known",
}


def told(changes: dict[str, str | None] | None = None) -> Dossier:
    return of(airwars_row(changes))


def of(row: dict[str, str]) -> Dossier:
    (found,) = dossiers(airwars.read(table(row), reading()))
    return found


def said(dossier: Dossier, about: Field) -> list[object]:
    return [claim.value for claim in dossier.claims if claim.field is about]


def place(dossier: Dossier) -> Where:
    (where,) = [claim.where for claim in dossier.claims if claim.where]
    return where


def civilians(low: int, high: int | None, text: str | None = None) -> Count:
    return Count(low=low, high=high, of=Counted.CIVILIANS, text=text)


@pytest.mark.parametrize(
    "columns",
    [
        list(airwars_row()),
        list(_DATABASE),
        [
            "Unique Reference Code",
            "Date",
            "Grading",
            "Civilians Killed Min",
            "Civilians Killed Max",
        ],
        ["airwars_code", "min_civilian_deaths", "max_civilian_deaths", "suspected_attacker"],
        ["Unique Reference Code", "Civilians Reported Killed Min", "Civilian Deaths Conceded Min"],
    ],
)
def test_recognised_by_a_family_of_words(columns: list[str]) -> None:
    assert airwars.recognises(columns)
    assert airwars.recognises(columns[::-1])


@pytest.mark.parametrize(
    "columns",
    [
        ["code", "civilians_killed", "date"],
        ["code", "grading", "killed"],
        ["id", "civilians_killed", "grading"],
    ],
)
def test_not_every_table_of_casualties_is_recognised(columns: list[str]) -> None:
    assert not airwars.recognises(columns)


def test_a_row_of_a_page() -> None:
    row = airwars_row()
    (incoming,) = airwars.read(table(row), reading())
    strike = incoming.dossier
    assert strike is not None
    assert strike.incident.id == "airwars-mu901"
    assert strike.incident.kind is Kind.AIRSTRIKE
    assert strike.rows[0].values == row
    page, dataset = incoming.sources
    assert dataset == airwars.SOURCE
    assert (page.url, page.derives_from) == ("https://example.org/mu901", "airwars")
    assert {c.citation.source for c in strike.claims} == {page.id}
    assert {c.citation.quote for c in strike.claims} == {row["Summary"]}
    assert said(strike, Field.KILLED) == [civilians(4, 11, "4–11")]
    assert said(strike, Field.INJURED) == [civilians(17, 20, "17 – 20 (3 children)")]
    assert [c.when.edtf for c in strike.claims if c.when] == ["2024-01-16"]
    assert (place(strike).point, place(strike).country) == ((44.01, 36.19), "IQ")
    account = add_up(strike, {source.id: source for source in incoming.sources})
    assert account.independent_sources == 1
    assert account.killed == Count(low=4)


def test_gradings_are_assessments() -> None:
    grading, status = told().assessments
    assert (grading.axis, grading.grade) == (Axis.HARM, "Fair")
    assert (grading.by, grading.at) == ("Airwars", AT)
    assert (status.axis, status.grade) == (Axis.OCCURRENCE, "Likely strike")
    bare = told({"Airwars civilian harm grading": None, "Strike Status": None})
    assert bare.assessments == ()


def test_a_suspected_belligerent_is_an_accusation() -> None:
    (claim,) = [c for c in told().claims if c.field is Field.PERPETRATOR]
    assert (claim.text, claim.claimant) == ("Made-up Coalition", "Airwars")
    assert claim.modality is Modality.ACCUSED
    known = told({"Suspected belligerent": None, "Known belligerent": "Made-up Army"})
    (claim,) = [c for c in known.claims if c.field is Field.PERPETRATOR]
    assert claim.modality is Modality.FACT
    several = told({"Suspected belligerent": "Made-up Army; Made-up Coalition"})
    assert said(several, Field.PERPETRATOR) == ["Made-up Army", "Made-up Coalition"]
    assert said(told({"Suspected belligerent": "Unknown"}), Field.PERPETRATOR) == []


def test_a_row_of_the_data_base() -> None:
    found = of(_DATABASE)
    assert found.incident.kind is Kind.DRONE_STRIKE
    assert [c.when.edtf for c in found.claims if c.when] == ["2024-01-16/2024-01-18"]
    assert place(found).precision is Precision.SITE
    assert (place(found).admin1, place(found).mention) == ("Erbil", "Made-up quarter")
    assert found.assessments[0].grade == "Contested"
    assert found.claims[0].citation.source == "airwars"
    by = [(c.text, c.modality) for c in found.claims if c.field is Field.PERPETRATOR]
    assert by == [("Made-up Coalition", Modality.ACCUSED), ("Made-up Army", Modality.FACT)]
    deaths = [(c.claimant, c.count) for c in found.claims if c.field is Field.KILLED]
    assert deaths == [
        ("Airwars", civilians(4, 11)),
        ("Airwars", Count(low=0, high=2, of=Counted.CHILDREN)),
        ("Made-up Coalition", civilians(1, 1)),
    ]
    assert Field.KILLED in add_up(found, {"airwars": airwars.SOURCE}).differing


def test_what_is_conceded_needs_one_who_concedes() -> None:
    conceded: dict[str, str | None] = {"Civilian Deaths Conceded Min": "2"}
    assert ("Made-up Coalition", civilians(2, None)) in [
        (c.claimant, c.count) for c in told(conceded).claims
    ]
    two = told(conceded | {"Suspected belligerent": "Made-up Army, Made-up Coalition"})
    assert {c.claimant for c in two.claims} == {"Airwars"}


@pytest.mark.parametrize(
    ("changes", "counts"),
    [
        ({"Civilians reported killed": "13"}, [civilians(13, 13, "13")]),
        ({"Civilians reported killed": "4-11"}, [civilians(4, 11, "4-11")]),
        ({"Civilians reported killed": "4 to 11"}, [civilians(4, 11, "4 to 11")]),
        ({"Civilians reported killed": "1,200"}, [civilians(1200, 1200, "1,200")]),
        ({"Civilians reported killed": "12+"}, [civilians(12, None, "12+")]),
        ({"Civilians reported killed": "Unknown"}, []),
        ({"Civilians reported killed": "0"}, [civilians(0, 0, "0")]),
        (
            {"Civilians reported killed": "11–4"},
            [civilians(11, 11, "minimum 11"), civilians(4, 4, "maximum 4")],
        ),
        ({"min_civilian_deaths": "5", "max_civilian_deaths": "9"}, [civilians(5, 9)]),
        ({"Minimum civilian deaths": "5"}, [civilians(5, None)]),
        ({"Civilians Killed Max": "9"}, [civilians(0, 9, "up to 9")]),
    ],
)
def test_ranges(changes: dict[str, str | None], counts: list[Count]) -> None:
    none: dict[str, str | None] = {"Civilians reported killed": None}
    assert said(told(none | changes), Field.KILLED) == counts


def test_casualties_are_dead_or_hurt() -> None:
    found = told({"Civilian casualties min": "3", "Civilian casualties max": "8"})
    assert said(found, Field.CASUALTIES) == [civilians(3, 8)]


@pytest.mark.parametrize(("accuracy", "precision", "radius_m"), [
    ("Exact location (other)", Precision.SITE, 500), ("Within 100m", Precision.SITE, 500),
    ("Nearby landmark", Precision.NEAR, 2_000), ("street", Precision.SETTLEMENT, 1_000),
    ("neighbourhood_area", Precision.SETTLEMENT, 2_000), ("Village", Precision.SETTLEMENT, 2_000),
    ("Town", Precision.SETTLEMENT, 3_000), ("City", Precision.SETTLEMENT, 8_000),
    ("Subdistrict", Precision.ADM2, 25_000), ("District", Precision.ADM2, 50_000),
    ("Province/governorate", Precision.ADM1, 150_000), (None, Precision.ADM1, 150_000),
])  # fmt: skip
def test_accuracy(accuracy: str | None, precision: Precision, radius_m: float) -> None:
    where = place(told({"Geolocation Accuracy": accuracy}))
    assert (where.precision, where.radius_m) == (precision, radius_m)


def test_points() -> None:
    one = {"Latitude": None, "Longitude": None, "Coordinates": "33.3, 44.4"}
    assert place(told(one)).point == (44.4, 33.3)
    short = {"Latitude": None, "Longitude": None, "lat": "33.3", "lng": "44.4"}
    assert place(told(short)).point == (44.4, 33.3)
    bare = airwars_row({"Latitude": None, "Longitude": None})
    assert place(of(bare)).point is None
    row = Row("feature 1", bare, (44.5, 36.5))
    drawn = Table(path=table(bare).path, columns=tuple(bare), rows=lambda: iter([row]))
    (found,) = dossiers(airwars.read(drawn, reading()))
    assert place(found).point == (44.5, 36.5)
    assert place(told({"Country": None})).country == "IQ"


@pytest.mark.parametrize(("strike", "kind"), [
    ("Airstrike", Kind.AIRSTRIKE), ("Drone Strike", Kind.DRONE_STRIKE),
    ("Artillery", Kind.SHELLING), ("Naval bombardment", Kind.SHELLING),
    ("Airstrike: drone", Kind.DRONE_STRIKE), ("Airstrike: plane and drone", Kind.AIRSTRIKE),
    ("Airstrike and/or Artillery", Kind.ATTACK), ("Ground operation", Kind.ATTACK),
    ("Missile strike", Kind.MISSILE_STRIKE), ("Unknown", Kind.ATTACK), (None, Kind.ATTACK),
])  # fmt: skip
def test_kinds(strike: str | None, kind: Kind) -> None:
    assert told({"Strike type": strike}).incident.kind is kind


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"Unique Reference Code": None}, "there is no code"),
        ({"Incident Date": "03/04/2024"}, "incident_date: '03/04/2024' is not a date"),
        ({"Date end": "2023-01-01"}, "it ends before it starts"),
        ({"Latitude": "361"}, "latitude is '361'"),
        ({"Coordinates": "33.3"}, "the coordinates are '33.3'; write latitude, longitude"),
        ({"Civilians reported killed": "dozens"}, "civilians_reported_killed: 'dozens' is not"),
        ({"Women killed min": "-2"}, "women_killed_min is -2"),
    ],
)
def test_refused_with_the_column_and_the_value(changes: dict[str, str | None], words: str) -> None:
    (found,) = airwars.read(table(airwars_row(changes)), reading())
    assert found.dossier is None
    assert words in (found.refused or "")


def test_a_link_that_is_none_is_no_source() -> None:
    (found,) = airwars.read(table(airwars_row({"Permalink": "javascript:alert(1)"})), reading())
    assert found.sources == (airwars.SOURCE,)


def test_the_same_file_gives_the_same_incidents(tmp_path: Path) -> None:
    rows = [airwars_row(), airwars_row({"Unique Reference Code": "MU 902/a"})]
    path = write_csv(tmp_path / "airwars.csv", rows)
    once, again = (dossiers(airwars.read(open_csv(path), reading())) for _ in range(2))
    assert once == again
    assert once[1].incident.id.startswith("airwars-mu-902-a-")


@given(st.dictionaries(st.sampled_from(list(airwars_row())), st.text(max_size=12), max_size=6))
def test_no_text_breaks_it(changes: dict[str, str]) -> None:
    (found,) = airwars.read(table(airwars_row(dict(changes))), reading())
    assert (found.dossier is None) != (found.refused is None)
