"""Reading from end to end: what short reports of our own tell, and what tells nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.readings import Record, line, record_of, told, tolls

if TYPE_CHECKING:
    from gazetteer.index import Gazetteer

BOMB = "A bomb exploded in Quetta on Monday, killing five people."
BOMBED = "bombing Quetta PK 2024-01-15"


def wrong(reason: str, *values: object) -> Any:  # noqa: ANN401 (what pytest.param gives)
    return pytest.param(
        *values, marks=pytest.mark.xfail(strict=True, raises=AssertionError, reason=reason)
    )


def one_of(gazetteer: Gazetteer, text: str) -> Record:
    """The only incident of a text."""
    (one,) = record_of(gazetteer, text)["incidents"]
    found: Record = one
    return found


# What is told, where and when


@pytest.mark.parametrize(
    ("when", "edtf"),
    [
        ("on Tuesday", "2024-01-16"),
        ("on January 17", "2024-01-17"),
        ("on 3 March 2021", "2021-03-03"),
        ("yesterday", "2024-01-18"),
        ("two days ago", "2024-01-17"),
        ("late on Monday", "2024-01-15"),
        ("on Sunday night", "2024-01-14/2024-01-15"),
        ("overnight", "2024-01-18/2024-01-19"),
        ("earlier this week", "2024-01-15/2024-01-19"),
        ("a week ago", "2024-01-12~"),
        ("this month", "2024-01"),
        ("last month", "2023-12"),
        ("in December", "2023-12"),
        ("in 2019", "2019?"),
    ],
)
def test_dates_are_told_against_the_day_of_publication(
    gazetteer: Gazetteer, when: str, edtf: str
) -> None:
    text = f"Gunmen attacked a police post in Quetta {when}, killing five officers."
    one = one_of(gazetteer, text)
    assert one["date"]["edtf"] == edtf
    (claim,) = [claim for claim in one["claims"] if claim["field"] == "date"]
    assert claim["when"]["text"] in when


A_DAY_AFTER = [
    (
        "An air strike hit Mosul on Monday. A day after the strike, gunmen attacked a bus in "
        "Kirkuk, killing two people."
    ),
    ("An air strike hit Mosul on Monday. Gunmen attacked a bus in Kirkuk a day after the strike."),
    "An air strike hit Mosul on Monday. A day later gunmen attacked a bus in Kirkuk.",
]


@pytest.mark.parametrize("text", A_DAY_AFTER)
def test_a_day_after_another_event(gazetteer: Gazetteer, text: str) -> None:
    assert told(record_of(gazetteer, text)) == [
        "airstrike Mosul IQ 2024-01-15",
        "attack Kirkuk IQ 2024-01-16",
    ]


@pytest.mark.xfail(
    strict=True, raises=AssertionError, reason="only the words for the other event are kept"
)
def test_the_words_of_a_day_after_are_kept(gazetteer: Gazetteer) -> None:
    found = record_of(gazetteer, A_DAY_AFTER[0])["incidents"][1]
    words = [claim["when"]["text"] for claim in found["claims"] if claim["field"] == "date"]
    assert words == ["A day after the strike"]


TELLINGS = [
    (
        "Air strikes hit Mosul and Kirkuk on Sunday.",
        ["airstrike Kirkuk IQ 2024-01-14", "airstrike Mosul IQ 2024-01-14"],
    ),
    (
        "Turkish drones struck targets in Mosul, Kirkuk and Erbil on Sunday.",
        [
            "drone_strike Erbil IQ 2024-01-14",
            "drone_strike Kirkuk IQ 2024-01-14",
            "drone_strike Mosul IQ 2024-01-14",
        ],
    ),
    ("Police arrested three militants in Quetta on Monday.", ["arrests Quetta PK 2024-01-15"]),
    (
        "Thousands protested in Quetta on Monday against the government.",
        ["peaceful_protest Quetta PK 2024-01-15"],
    ),
    ("Gunmen kidnapped four engineers near Quetta on Monday.", ["abduction Quetta PK 2024-01-15"]),
    (
        "A suicide bomber killed six worshippers in Peshawar on January 12.",
        ["suicide_bombing Peshawar PK 2024-01-12"],
    ),
    (
        "In 1998 the United States fired missiles at camps near Khost in Afghanistan.",
        ["missile_strike Khōst AF 1998?"],
    ),
    ("Air strike kills nine in Mosul", ["airstrike Mosul IQ 2024-01-18?/2024-01-19?"]),
    (
        "Iran fired missiles at Panjgur on Tuesday, Pakistan said.",
        ["missile_strike Panjgur PK 2024-01-16"],
    ),
    wrong(
        "a town by its common name, told alone, is not placed",
        "A drone strike hit Kobani on Monday, killing three people.",
        ["drone_strike ‘Ayn al ‘Arab SY 2024-01-15"],
    ),
    ("Shells hit Quetta on Monday, killing two people.", ["shelling Quetta PK 2024-01-15"]),
    wrong(
        "capitals hide the place",
        "AIR STRIKE ON MOSUL KILLED NINE PEOPLE ON TUESDAY, THE GOVERNOR SAID.",
        ["airstrike Mosul IQ 2024-01-16"],
    ),
    (
        "A strike hit Mosul on Monday, killing three women and four children.",
        ["airstrike Mosul IQ 2024-01-15"],
    ),
    ("An explosion rocked Kabul on Monday.", ["bombing Kabul AF 2024-01-15"]),
    ("Saudi-led coalition planes bombed Sanaa on Monday.", ["airstrike Sanaa YE 2024-01-15"]),
    (
        "Gunmen killed 15 farmers in Zabarmari village in Borno state in Nigeria on Saturday.",
        ["attack Borno State NG 2024-01-13"],
    ),
    wrong(
        "the state that condemns draws the town to its side",
        "Egypt condemned the Israeli strike on Rafah on Monday.",
        ["airstrike Rafaḩ PS 2024-01-15"],
    ),
    wrong(
        "a report of one sentence that says only when it was told has no date",
        "Four officers were shot dead outside Quetta, police said on Tuesday.",
        ["attack Quetta PK 2024-01-15?/2024-01-16?"],
    ),
    wrong(
        "'between' two towns tells of no place",
        "Fighting broke out between Erbil and Mosul on Monday, killing six soldiers.",
        ["armed_clash Erbil IQ 2024-01-15"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), TELLINGS)
def test_what_is_told(gazetteer: Gazetteer, text: str, expected: list[str]) -> None:
    assert told(record_of(gazetteer, text)) == expected


def test_a_trial_is_not_the_attack(gazetteer: Gazetteer) -> None:
    text = "A court in Quetta sentenced two men on Monday for a bombing that killed nine in 2019."
    assert "bombing Quetta PK 2024-01-15" not in told(record_of(gazetteer, text))


PLACES = [
    ("near Quetta", "near", 25_000),
    ("north of Quetta", "area", 40_000),
    ("10 km north of Zahedan in Iran", "near", 10_000),
    ("3 km inside the Iranian border", "area", 100_000),
    ("on the road from Mosul to Kirkuk", "area", 60_000),
    ("in Sistan and Baluchestan province", "adm1", 200_000),
    ("in western Iran", "country", 300_000),
    ("between Mosul and Kirkuk", "area", 60_000),
    wrong("'at sea' is not read", "at sea off Hodeidah in Yemen", "water", 5_000),
]


@pytest.mark.parametrize(("place", "precision", "least_m"), PLACES)
def test_a_place_is_never_finer_than_told(
    gazetteer: Gazetteer, place: str, precision: str, least_m: int
) -> None:
    where = one_of(gazetteer, f"A missile struck {place} on Monday, killing two people.")["where"]
    assert where["precision"] == precision
    assert where["radius_m"] >= least_m
    if precision in {"near", "area"}:
        assert where["footprint"]


# Numbers


TOLLS = [
    ("killing at least twelve people", ["killed 12+"]),
    ("killing nearly 100 people", ["killed ~100"]),
    ("killing a number of people", ["killed 2+"]),
    ("leaving at least twelve casualties", ["casualties 12+"]),
    ("killing three women and four children", ["killed 7"]),
    ("killing nine people, including four children", ["killed 9"]),
    ("killing five and wounding eleven", ["killed 5", "injured 11"]),
    ("killing nine people, including four children, Iran said", ["killed 9 by Iran"]),
    ("killing nine people, according to officials", ["killed 9 by officials"]),
    ("killing nine people, the army said", ["killed 9 by the army"]),
    ("and killed nobody", ["killed 0"]),
]
SPEAKERS = ["officials", "police", "residents", "a doctor", "two officials", "the governor"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        *TOLLS,
        (
            "killing eleven police officers, Iranian state media reported",
            ["killed 11 by Iranian state media"],
        ),
        *((f"killing nine people, {who} said", [f"killed 9 by {who}"]) for who in SPEAKERS),
        ("killing nine, Iran said", ["killed 9 by Iran"]),
    ],
)
def test_how_many_were_harmed(gazetteer: Gazetteer, words: str, expected: list[str]) -> None:
    assert tolls(one_of(gazetteer, f"A drone strike hit Mosul on Monday, {words}.")) == expected


def test_children_and_women_are_kept_as_parts(gazetteer: Gazetteer) -> None:
    one = one_of(gazetteer, "A drone hit Mosul on Monday, killing three women and four children.")
    assert tolls(one, of="women") == ["killed 3"]
    assert tolls(one, of="children") == ["killed 4"]


def test_who_kills_is_not_counted_among_the_dead(gazetteer: Gazetteer) -> None:
    text = (
        "Border guards shot dead a smuggler near Quetta on Monday after an ambush by militants "
        "on an army post, and soldiers fired rockets at the militants."
    )
    found = record_of(gazetteer, text)["incidents"]
    assert "killed 2+" not in [toll for one in found for toll in tolls(one)]


def test_who_says_it_after_the_date(gazetteer: Gazetteer) -> None:
    text = "A bomb killed seven people in Quetta on Monday, a hospital official said."
    assert tolls(one_of(gazetteer, text)) == ["killed 7 by a hospital official"]


# Contradictions and updates


def test_two_tolls_stay_two_with_their_claimants(gazetteer: Gazetteer) -> None:
    text = (
        "A drone strike hit Mosul on Monday. The governor said four people were killed. "
        "The health ministry said six people were killed."
    )
    one = one_of(gazetteer, text)
    assert tolls(one) == ["killed 4 by The governor", "killed 6 by The health ministry"]
    assert one["differing"] == ["killed"]


def test_two_dates_stay_two_with_their_claimants(gazetteer: Gazetteer) -> None:
    text = (
        "A drone strike hit the town of Qamishli on Monday, local media said. "
        "The army said the strike on Qamishli took place on Sunday."
    )
    one = one_of(gazetteer, text)
    dates = [
        (claim["when"]["edtf"], claim["claimant"])
        for claim in one["claims"]
        if claim["field"] == "date"
    ]
    assert dates == [("2024-01-15", "local media"), ("2024-01-14", "army")]
    assert one["differing"] == ["date"]


RISING = [
    "The death toll rose to nine on Tuesday, officials said.",
    "The toll later rose to nine.",
    "The number of dead has risen to nine.",
]


@pytest.mark.parametrize("later", RISING)
def test_a_toll_that_rose_takes_the_place_of_the_first(gazetteer: Gazetteer, later: str) -> None:
    one = one_of(gazetteer, f"{BOMB} {later}")
    first, second = [claim for claim in one["claims"] if claim["field"] == "killed"]
    assert (first["count"]["low"], second["count"]["low"]) == (5, 9)
    assert second["supersedes"] == first["id"]


def test_the_day_on_which_a_toll_rose_is_not_the_event_s(gazetteer: Gazetteer) -> None:
    assert told(record_of(gazetteer, f"{BOMB} {RISING[0]}")) == [BOMBED]


# How it is told


@pytest.mark.parametrize(
    "text",
    [
        "Further escalation between Iran and Pakistan is not expected.",
        "No attack on Quetta is expected this week.",
        "Iran plans to strike Quetta on Sunday, an official said.",
        "If Iran strikes Quetta on Sunday, Pakistan will answer.",
        "Iran threatened to bomb Quetta.",
        "Iran denied that it had fired missiles at Quetta on Tuesday.",
        "Pakistan warned on Monday of attacks in Quetta.",
        "Iran may strike Quetta.",
        "A bomb was defused in Quetta on Monday.",
        "A plot to bomb Quetta was foiled on Monday.",
        "Reports that a bomb exploded in Quetta on Monday were false.",
        "Explosions were heard in Quetta on Monday, but it was only a drill.",
    ],
)
def test_what_did_not_come_about_is_no_incident(gazetteer: Gazetteer, text: str) -> None:
    assert told(record_of(gazetteer, text)) == []


SAID = "missile_strike Quetta PK 2024-01-16"


def said_of(one: Record, field: str) -> list[tuple[str, str, str, str]]:
    return [
        (claim["text"], claim["claimant"], claim["modality"], claim["polarity"])
        for claim in one["claims"]
        if claim["field"] == field
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Pakistan said Iran fired missiles at Quetta on Tuesday.",
        "Iran fired missiles at Quetta on Tuesday, Pakistan said.",
        "Pakistan alleged that Iran had fired missiles at Quetta on Tuesday.",
    ],
)
def test_what_one_side_says_is_claimed_by_it(gazetteer: Gazetteer, text: str) -> None:
    one = one_of(gazetteer, text)
    assert line(one) == SAID
    assert said_of(one, "perpetrator") == [("Iran", "Pakistan", "claimed", "asserts")]


@pytest.mark.parametrize(
    "denial",
    [
        "Iran denied it.",
        "Tehran rejected the claim.",
        wrong(
            "the words of the denial are taken for who",
            "Iran denied firing any missiles at Quetta.",
        ),
    ],
)
def test_a_denial_is_kept_beside_the_claim(gazetteer: Gazetteer, denial: str) -> None:
    one = one_of(gazetteer, f"Iran fired missiles at Quetta on Tuesday, Pakistan said. {denial}")
    assert said_of(one, "perpetrator") == [("Iran", "Pakistan", "claimed", "asserts")]
    assert said_of(one, "responsibility") == [("Iran", "Iran", "claimed", "denies")]


def test_a_group_claims_an_attack(gazetteer: Gazetteer) -> None:
    one = one_of(gazetteer, f"{BOMB} The Pakistani Taliban claimed responsibility for the attack.")
    group = "Pakistani Taliban"
    assert (group, group, "claimed", "asserts") in said_of(one, "perpetrator")
    assert one["origin_country"] is None


def test_what_a_group_claims_is_no_fact(gazetteer: Gazetteer) -> None:
    one = one_of(gazetteer, f"{BOMB} The Pakistani Taliban claimed responsibility for the attack.")
    assert {claim[2] for claim in said_of(one, "perpetrator")} == {"claimed"}


def test_an_accuser_is_not_the_accused(gazetteer: Gazetteer) -> None:
    one = one_of(gazetteer, f"{BOMB} Pakistan said India was behind the attack.")
    assert one["perpetrator"] == "India"
    assert one["origin_country"] == "IN"


# Sides and steps


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Pakistani jets struck villages near Zahedan in Iran on Thursday.", ("PK", "IR")),
        ("Iran fired missiles at Quetta in Pakistan on Tuesday.", ("IR", "PK")),
        ("Ukrainian drones hit Belgorod on Monday.", ("UA", "RU")),
        ("Turkish artillery shelled villages near Mosul in Iraq on Monday.", ("TR", "IQ")),
        ("Israel struck Damascus on Monday.", ("IL", "SY")),
        ("Gunmen attacked a bus in Karachi on Monday.", (None, "PK")),
        ("Iraqi forces backed by American jets retook Mosul on Monday.", ("IQ", "IQ")),
        ("Pakistan, backed by China, shelled Srinagar in India on Monday.", ("PK", "IN")),
    ],
)
def test_whose_strike_it_is_and_on_whose_ground(
    gazetteer: Gazetteer, text: str, sides: tuple[str | None, str]
) -> None:
    one = one_of(gazetteer, text)
    assert (one["origin_country"], one["target_country"]) == sides


STEPS = [
    (
        "Pakistan recalled its ambassador from Iran on Wednesday.",
        "recall Islamabad PK 2024-01-17",
        ("PK", "IR"),
    ),
    (
        "Iran's foreign ministry summoned the Dutch ambassador on Thursday.",
        "summons Tehran IR 2024-01-18",
        ("IR", "NL"),
    ),
    (
        "The Netherlands summoned the Iranian ambassador on Thursday.",
        "summons The Hague NL 2024-01-18",
        ("NL", "IR"),
    ),
    (
        "India expelled two Pakistani diplomats on Monday.",
        "expulsion New Delhi IN 2024-01-15",
        ("IN", "PK"),
    ),
    (
        "The foreign ministers of Iran and Pakistan held talks in Islamabad on Thursday.",
        "talks Islamabad PK 2024-01-18",
        ("PK", "IR"),
    ),
    (
        "Pakistan and Iran restored diplomatic ties on Thursday.",
        "restoration Islamabad PK 2024-01-18",
        ("PK", "IR"),
    ),
    (
        "The United States expelled two Russian diplomats on Monday.",
        "expulsion Washington US 2024-01-15",
        ("US", "RU"),
    ),
]


@pytest.mark.parametrize(("text", "expected", "sides"), STEPS)
def test_steps_between_governments(
    gazetteer: Gazetteer, text: str, expected: str, sides: tuple[str, str]
) -> None:
    found = record_of(gazetteer, text)["incidents"]
    made = [(line(one), (one["origin_country"], one["target_country"])) for one in found]
    assert made == [(expected, sides)]


def test_a_step_leaves_the_date_of_what_it_answers_alone(gazetteer: Gazetteer) -> None:
    text = (
        "Iran fired missiles at Quetta on Tuesday. Pakistan recalled its ambassador from Iran on "
        "Wednesday."
    )
    assert told(record_of(gazetteer, text)) == [SAID, "recall Islamabad PK 2024-01-17"]


def test_a_step_over_a_strike_leaves_its_date_alone(gazetteer: Gazetteer) -> None:
    text = (
        "Iran fired missiles at Quetta on Tuesday. On Wednesday Pakistan recalled its ambassador "
        "from Tehran over the missile strike."
    )
    assert told(record_of(gazetteer, text)) == [SAID, "recall Islamabad PK 2024-01-17"]


# Other worlds with the words of war

PEACE = [
    "Arsenal bombarded the goal of Chelsea in London on Sunday and struck twice. The attack fired.",
    "Dock workers in Rotterdam began a strike on Monday. It will hit the port hard, a union said.",
    "A storm struck Karachi on Tuesday, killing eleven people and injuring thirty.",
    "An earthquake struck Kermanshah on Sunday, killing four people and injuring dozens.",
    "The war film bombed at the box office in Paris on Friday. Critics attacked it from all sides.",
    "Hackers attacked a bank in Tallinn on Monday. The attack struck its servers, a minister said.",
    "China hit back at the United States on Friday with tariffs, a new shot in the trade war.",
    "A boxer knocked out his rival in Riyadh on Saturday after a barrage of punches.",
    "A strike by nurses hit hospitals in Karachi on Monday.",
    "A strike by teachers hit schools in Tehran on Sunday.",
    "Shares in Mumbai were hammered on Monday as a sell-off struck banks.",
    "The grandmaster attacked in Chennai on Sunday. His bombardment won the game.",
    "A heart attack killed the mayor of Nairobi on Tuesday.",
    "A bus crashed into a lorry near Quetta on Monday, killing seven people.",
    "A gas explosion in a restaurant in Ankara killed two people on Monday.",
    "Six miners died when a shaft collapsed near Quetta on Tuesday.",
    "A fire in a hospital in Baghdad killed ten people on Sunday.",
    "Lions killed two herders near Arusha on Monday.",
    "A lightning strike killed three farmers near Dhaka on Tuesday.",
    "Jordan held an exercise near Zarqa on Monday. Tanks fired and jets bombed a range.",
    "A court in The Hague heard a case about the shelling of a town on Monday.",
]


@pytest.mark.parametrize("text", PEACE)
def test_other_worlds_hold_no_incident(gazetteer: Gazetteer, text: str) -> None:
    assert told(record_of(gazetteer, text)) == []
