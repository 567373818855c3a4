"""ACLED as incidents: its types and codes, and no blame that it does not lay."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.place import Precision
from geo.count import Count
from geo.exchange.datasets import acled
from geo.exchange.tables import open_csv
from geo.incident import Field
from geo.kinds import KINDS, Kind, kind_from_acled
from tests.tables import acled_row, dossiers, reading, table, write_csv

if TYPE_CHECKING:
    from pathlib import Path

    from geo.dossier import Dossier
    from geo.where import Where

_CIVILIANS = {
    "event_type": "Violence against civilians",
    "sub_event_type": "Attack",
    "actor2": "Civilians (Madeland)",
    "inter2": "Civilians",
}


def told(**changes: str | None) -> Dossier:
    (found,) = dossiers(acled.read(table(acled_row(**changes)), reading()))
    return found


def said(dossier: Dossier, about: Field) -> list[object]:
    return [claim.value for claim in dossier.claims if claim.field is about]


def place(dossier: Dossier) -> Where:
    (where,) = [claim.where for claim in dossier.claims if claim.where]
    return where


def edtf(**changes: str | None) -> str:
    (when,) = [claim.when for claim in told(**changes).claims if claim.when]
    return when.edtf


def test_recognised_as_downloaded_now_and_before() -> None:
    older = {"data_id": "1", "event_id_no_cnty": "901", "iso3": "IRN"}
    assert acled.recognises(acled_row())
    assert acled.recognises(acled_row(**older, tags=None, disorder_type=None))
    assert acled.recognises([name.upper() for name in acled_row()])
    assert not acled.recognises(acled_row(event_id_cnty=None))


def test_a_battle() -> None:
    row = acled_row()
    (incoming,) = acled.read(table(row), reading())
    battle = incoming.dossier
    assert battle is not None
    assert incoming.sources == (acled.SOURCE,)
    assert battle.incident.id == "acled-irn901"
    assert battle.incident.kind is Kind.ARMED_CLASH
    assert battle.incident.title == (
        "Armed clash between Military Forces of Madeland and Made-up Front, Saravan, Iran"
    )
    assert (battle.rows[0].key, battle.rows[0].values) == ("IRN901", row)
    assert {(c.claimant, c.citation.quote) for c in battle.claims} == {("ACLED", row["notes"])}
    assert said(battle, Field.KILLED) == [Count(low=3, high=3)]
    assert {c.field for c in battle.claims} == {Field.DATE, Field.LOCATION, Field.KILLED}
    assert place(battle).point == (62.3342, 27.3709)
    assert (place(battle).country, place(battle).admin1) == ("IR", "Sistan and Baluchestan")


def test_capital_letters_in_the_header_give_the_same() -> None:
    row = acled_row()
    capitals = {name.upper(): text for name, text in row.items()}
    (one,), (other,) = (dossiers(acled.read(table(r), reading())) for r in (row, capitals))
    assert one.claims == other.claims
    assert other.rows[0].values == capitals


@pytest.mark.parametrize("sub_event", sorted({f.acled_sub_event for f in KINDS.values()}))
def test_kind_of_each_sub_event_type(sub_event: str) -> None:
    assert told(sub_event_type=sub_event).incident.kind is kind_from_acled(sub_event)


def test_kinds_that_the_codebook_does_not_have() -> None:
    misspelt = told(sub_event_type="Excessive force against protestors")
    assert misspelt.incident.kind is Kind.FORCE_AGAINST_PROTESTERS
    assert told(sub_event_type="Battle-No change").incident.kind is Kind.ARMED_CLASH
    assert told(event_type="Made-up", sub_event_type="Made-up").incident.kind is Kind.OTHER
    assert told(sub_event_type=None, event_type="Riots").incident.kind is Kind.OTHER


def test_blame_only_where_just_one_side_had_no_arms() -> None:
    attack = told(**_CIVILIANS)
    assert said(attack, Field.PERPETRATOR) == ["Military Forces of Madeland"]
    assert said(attack, Field.TARGET) == ["Civilians (Madeland)"]
    assert attack.incident.title == "Armed attack, Saravan, Iran"
    turned = {
        "actor1": "Civilians (Madeland)", "inter1": "7", "actor2": "Made-up Front", "inter2": "2",
    }  # fmt: skip
    other = told(**{**_CIVILIANS, **turned})
    assert said(other, Field.PERPETRATOR) == ["Made-up Front"]
    assert said(other, Field.TARGET) == ["Civilians (Madeland)"]
    by_name = told(**{**_CIVILIANS, "inter1": None, "inter2": None})
    assert said(by_name, Field.TARGET) == ["Civilians (Madeland)"]
    strike = told(
        event_type="Explosions/Remote violence",
        sub_event_type="Air/drone strike",
        civilian_targeting="Civilian targeting",
        actor2="Civilians (Madeland)",
        inter2="7",
    )
    assert said(strike, Field.PERPETRATOR) == ["Military Forces of Madeland"]


def test_no_blame_else() -> None:
    both = told(**{**_CIVILIANS, "actor1": "Civilians (Madeland)", "inter1": "Civilians"})
    crowd = told(
        event_type="Protests",
        sub_event_type="Protest with intervention",
        actor1="Protesters (Madeland)",
        inter1="Protesters",
    )
    alone = told(
        event_type="Protests",
        sub_event_type="Peaceful protest",
        actor1="Protesters (Madeland)",
        inter1="Protesters",
        actor2=None,
    )
    for one in (both, crowd, alone):
        assert said(one, Field.PERPETRATOR) == said(one, Field.TARGET) == []
    assert "between Protesters (Madeland) and Made-up Front" in crowd.incident.title
    assert alone.incident.title == "Peaceful protest, Saravan, Iran"


def test_who_acts_alone_did_it() -> None:
    looting = {"event_type": "Strategic developments", "sub_event_type": "Arrests"}
    arrest = told(**looting, actor2=None)
    assert said(arrest, Field.PERPETRATOR) == ["Military Forces of Madeland"]
    assert said(arrest, Field.TARGET) == []


def test_dates() -> None:
    assert edtf() == "2024-01-16"
    assert edtf(event_date="2024-01-16") == "2024-01-16"
    assert edtf(event_date="16-January-2024") == "2024-01-16"
    assert edtf(event_date="16/01/2024") == "2024-01-16"
    assert edtf(time_precision=None) == "2024-01-16"
    assert edtf(time_precision="2") == "2024-01-13/2024-01-19"
    assert edtf(time_precision="3") == "2024-01"
    assert said(told(event_date=None), Field.DATE) == []


def test_places() -> None:
    exact = [place(told(geo_precision=code)).precision for code in ("1", "2", "3", None)]
    assert exact == [Precision.SETTLEMENT, Precision.NEAR, Precision.ADM1, Precision.ADM1]
    assert place(told(iso=None)).country == "IR"
    assert place(told(iso="0", country="Kosovo")).country == "XK"
    bare = acled_row(latitude=None, longitude=None)
    (found,) = dossiers(acled.read(table(bare), reading(known=True)))
    assert place(found).point == (60.0, 28.0)
    assert place(told(latitude=None, longitude=None)).point is None


def test_deaths_are_as_given() -> None:
    assert said(told(fatalities="0"), Field.KILLED) == [Count(low=0, high=0)]
    assert said(told(fatalities=None), Field.KILLED) == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"event_id_cnty": None}, "event_id_cnty is empty"),
        ({"event_date": "03/04/2024"}, "event_date: '03/04/2024' is not a date"),
        ({"event_date": "January 2024"}, "event_date is 'January 2024', which is not one day"),
        ({"event_date": "9999-12-30", "time_precision": "2"}, "event_date is 9999-12-30"),
        ({"time_precision": "4"}, "time_precision is 4; its codes are 1 to 3"),
        ({"geo_precision": "0"}, "geo_precision is 0; its codes are 1 to 3"),
        ({"fatalities": "10+"}, "fatalities is '10+'"),
        ({"latitude": "-91"}, "latitude is '-91'"),
    ],
)
def test_refused_with_the_column_and_the_value(changes: dict[str, str | None], words: str) -> None:
    (found,) = acled.read(table(acled_row(**changes)), reading())
    assert found.dossier is None
    assert words in (found.refused or "")


def test_the_same_file_gives_the_same_incidents(tmp_path: Path) -> None:
    rows = [acled_row(), acled_row(event_id_cnty="IRN902", notes="one\nother")]
    path = write_csv(tmp_path / "acled.csv", rows)
    once, again = (dossiers(acled.read(open_csv(path), reading())) for _ in range(2))
    assert once == again
    assert once[1].claims[0].citation.quote == "one\nother"


@given(st.dictionaries(st.sampled_from(list(acled_row())), st.text(max_size=12), max_size=6))
def test_no_text_breaks_it(changes: dict[str, str]) -> None:
    (found,) = acled.read(table(acled_row(**changes)), reading())
    assert (found.dossier is None) != (found.refused is None)
