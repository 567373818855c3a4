from dataclasses import replace

import pytest

from gazetteer.place import Precision
from geo.account import Rule
from geo.count import Count, Counted
from geo.incident import Field, Incident, Modality, Polarity
from geo.kinds import Kind
from geo.plain import (
    FIELDS,
    border_sentence,
    country_name,
    date_text,
    direction_text,
    precision_text,
    rule_text,
    value_text,
    verb,
)
from geo.situation import Situation, distance_text
from geo.when import When
from tests.builders import SARAVAN, claim


@pytest.mark.parametrize(
    ("edtf", "text"),
    [
        ("2024-01-18", "18 January 2024"),
        ("2024-01", "January 2024"),
        ("2024", "2024"),
        ("2024-01-18?", "18 January 2024 (uncertain)"),
        ("2024~", "2024 (about)"),
        ("[2024-01-17,2024-01-18]", "17 or 18 January 2024"),
        ("[2024-01-31,2024-02-01]", "31 January 2024 or 1 February 2024"),
        ("2024-01-17/2024-01-18", "17 to 18 January 2024"),
        ("2023-12/2024-01", "December 2023 to January 2024"),
        ("../2024-01-18", "until 18 January 2024"),
        ("2024-01-18/..", "from 18 January 2024"),
        ("2024-01-18T04:30+05:00", "18 January 2024, 04:30+05:00"),
        ("2024-01-1X", "2024-01-1X"),
    ],
)
def test_dates(edtf: str, text: str) -> None:
    assert date_text(When.parse(edtf)) == text


def test_no_date() -> None:
    assert date_text(None) == "no date given"


@pytest.mark.parametrize(
    ("distance", "radius", "text"),
    [
        (46_000, 2_000, "46 km"),
        (46_000, 25_000, "between 21 and 71 km"),
        (3_400, 25_000, "between 0 and 28 km"),
        (346, 10, "350 m"),
        (300, 500, "less than 800 m"),
    ],
)
def test_distances_have_no_more_precision_than_the_place(
    distance: float, radius: float, text: str
) -> None:
    assert distance_text(distance, radius) == text


INCIDENT = Incident(id="a", kind=Kind.AIRSTRIKE, title="A", origin_country="PK")


def situation(**changes: object) -> Situation:
    base = Situation(
        country="IR",
        side="IR",
        border="IR-PK",
        distance_m=46_000.0,
        depth_m=46_000.0,
        shares_border=True,
        uncertainty_m=1_000.0,
        cross_border=True,
    )
    return replace(base, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        (situation(), "In Iran, 46 km from the border with Pakistan."),
        (
            situation(depth_m=None, shares_border=False, country="SY", side="SY"),
            "In Syria, which shares no border with Pakistan.",
        ),
        (
            situation(depth_m=None, cross_border=False),
            "In Iran, 46 km from the Iran–Pakistan border.",
        ),
        (
            situation(depth_m=None, cross_border=None, border=None, distance_m=None),
            "In Iran, which has no land border.",
        ),
        (
            situation(side="PK", depth_m=None),
            (
                "In Iran, 46 km from the Iran–Pakistan border. "
                "The gazetteer puts this place in Iran, the border line in Pakistan."
            ),
        ),
        (None, None),
    ],
)
def test_border_sentences(facts: Situation | None, text: str | None) -> None:
    assert border_sentence(INCIDENT, facts) == text


def test_directions() -> None:
    assert direction_text(INCIDENT, "IR") == "Pakistan to Iran"
    assert direction_text(INCIDENT, None) == "From Pakistan"
    assert direction_text(INCIDENT, "PK") == "Within Pakistan"
    assert direction_text(replace(INCIDENT, origin_country=None), "PK") == "Origin not claimed"
    assert direction_text(replace(INCIDENT, target_country="IQ"), "IR") == "Pakistan to Iraq"


def test_names_and_precision() -> None:
    assert country_name("IR") == "Iran"
    assert country_name("QQ") == "QQ"
    assert country_name(None) is None
    assert precision_text(Precision.NEAR, 25_000) == "near the place named (within 25 km)"
    assert precision_text(Precision.SITE, 500) == "a known spot (within 500 m)"
    assert precision_text(Precision.ADM1, 400_000) == "somewhere in the province"
    for precision in Precision:
        assert precision_text(precision, 1000)


def test_a_claim_in_words() -> None:
    nine = Count(low=9, high=None, of=Counted.PEOPLE, text="at least nine")
    assert value_text(claim(Field.KILLED, nine)) == "9+ (at least nine)"
    assert value_text(claim(Field.KILLED, Count.parse("2", of=Counted.CHILDREN))) == "2 children"
    assert value_text(claim(Field.DATE, When.parse("2024-01-18"))) == "18 January 2024"
    assert value_text(claim(Field.LOCATION, SARAVAN)) == "near Saravan"


@pytest.mark.parametrize(
    ("claimant", "said"),
    [
        ("officials", "say"), ("Officials", "say"), ("Kurdish officials in Erbil", "say"),
        ("the Indian police", "say"), ("witnesses", "say"), ("Iran's armed forces", "say"),
        ("two officials, both in Quetta", "say"), ("residents who fled", "say"),
        ("Reuters", "says"), ("Iran", "says"), ("the press", "says"), ("state news", "says"),
        ("the ministry of foreign affairs", "says"), ("a spokesman for the rebels", "says"),
        ("Doctors Without Borders", "says"), ("the United States", "says"),
        ("an official of the security forces", "says"), ("Le Temps", "says"),
    ],
)  # fmt: skip
def test_several_say_and_one_says(claimant: str, said: str) -> None:
    told = replace(claim(Field.TARGET, "a house"), modality=Modality.CLAIMED, claimant=claimant)
    assert verb(told) == said
    denied = replace(told, polarity=Polarity.DENIES)
    assert verb(denied) == {"say": "deny", "says": "denies"}[said]


def test_verbs_and_rules_are_neutral_and_complete() -> None:
    told = claim(Field.TARGET, "a house")
    assert verb(told) == "says"
    assert verb(claim(Field.TARGET, "a house", denies=True)) == "denies"
    assert {verb(replace(told, modality=m)) for m in Modality} == {
        "reports",
        "says",
        "accuses",
        "thinks possible",
    }
    assert rule_text(Rule.parse("claimant:Iran")) == "Only what Iran says"
    assert set(FIELDS) == set(Field)
