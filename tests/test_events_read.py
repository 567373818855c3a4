"""Events read from text: what happened, in what manner, by whom, where."""

import time
from datetime import date
from pathlib import Path

import pytest

from gazetteer.geoparsing import geoparse
from gazetteer.index import Gazetteer
from gazetteer.mention import Mention, Role
from gazetteer.sentences import sentence_ends, sentence_spans
from geo.incident import Polarity
from geo.kinds import KINDS, Family, Kind
from geo.reading.events import EventFound, find_events
from geo.reading.events.manner import Manner
from geo.reading.events.places import place_of, place_spans
from tests.event_table import Row, event_of, rows, verdicts

READ_ON = date(2024, 1, 19)
SURE = 0.3
STRIKES = {Kind.AIRSTRIKE, Kind.MISSILE_STRIKE, Kind.DRONE_STRIKE, Kind.ATTACK}


def test_the_table_is_large_and_a_third_is_held_back() -> None:
    looked_at, held = rows("seen") + rows("more"), rows("held") + rows("last")
    assert len(looked_at) + len(held) >= 120
    assert len(held) >= (len(looked_at) + len(held)) / 3


@pytest.mark.parametrize(
    "row", rows("seen") + rows("more") + rows("later"), ids=lambda row: row.text[:50]
)
def test_a_sentence_tells_what_it_tells(row: Row) -> None:
    wrong = [name for name, right in verdicts(row).items() if not right]
    assert wrong == []


def test_most_sentences_that_nobody_looked_at_are_read_right() -> None:
    found = [verdicts(row) for row in rows("held") + rows("last")]
    for name in ("kind", "manner", "no event"):
        looked_at = [one[name] for one in found if name in one]
        assert sum(looked_at) >= 0.8 * len(looked_at), name


def test_spans_are_those_of_the_text() -> None:
    text = "Quiet.\n\nTehran said its drones struck a base near Erbil. Nobody answered."
    (event,) = find_events(text)
    assert text[event.start : event.end] == event.text == "struck"
    assert text[event.sentence_start : event.sentence_end].startswith("Tehran said")
    for phrase in (event.actor, event.target, event.weapon, event.claimant):
        assert phrase is not None
        assert text[phrase.start : phrase.end] == phrase.text
    assert event.claimant is not None
    assert event.claimant.actor is not None
    assert event.claimant.actor.id == "iran"


def test_who_denies_is_the_claimant() -> None:
    (event,) = find_events("Khartoum denied that its aircraft had bombed the camp.")
    assert event.polarity is Polarity.DENIES
    assert event.claimant is not None
    assert event.claimant.text == "Khartoum"


def test_who_is_accused_is_the_actor() -> None:
    (event,) = find_events("Cambodia accused Thai forces of shelling a temple.")
    assert event.manner is Manner.ACCUSED
    assert event.claimant is not None
    assert event.claimant.text == "Cambodia"
    assert event.actor is not None
    assert event.actor.text == "Thai forces"


def test_what_happened_again_elsewhere_is_found_there() -> None:
    text = "Bombs exploded in Quetta on Monday, in Karachi on Tuesday and near Sibi on 17 January."
    events = find_events(text)
    assert [one.text for one in events] == ["exploded", "in Karachi", "near Sibi"]
    assert {one.kind for one in events} == {Kind.BOMBING}
    names = _mentions(text, Quetta=Role.LOCATION, Karachi=Role.LOCATION, Sibi=Role.LOCATION)
    first = [place_of(one, names, text, events)[0][0].text for one in events]
    assert first == ["Quetta", "Karachi", "Sibi"]


@pytest.mark.parametrize(
    "text",
    [
        "Bombs exploded in Quetta on Monday and in Karachi officials met.",
        "Bombs exploded in Quetta and in Karachi.",
        "Bombs exploded in Quetta on Monday and in Karachi on Tuesday shops were shut.",
        "Iran recalled its envoy in Quetta on Monday and in Karachi on Tuesday.",
    ],
)
def test_a_second_place_need_not_be_a_second_time(text: str) -> None:
    assert len(find_events(text)) == 1


@pytest.mark.parametrize("text", ["An explosion rocked Kabul.", "Jets bombed Kabul, Tehran said."])
def test_a_capital_that_is_hit_is_the_place(text: str) -> None:
    (event,) = find_events(text)
    names = {name: Role.ACTOR for name in ("Kabul", "Tehran") if name in text}
    (found, share), *_ = place_of(event, _mentions(text, **names), text)
    assert found.text == "Kabul"
    assert share > 0.5


def test_an_exercise_ends_where_somebody_is_named() -> None:
    text = "Iran held a drill on Monday. Tanks fired. Israel bombed Isfahan. Jets hit a bridge."
    assert [one.text for one in find_events(text)] == ["bombed", "hit"]


def test_a_pronoun_is_whoever_speaks() -> None:
    (event,) = find_events("Islamabad said it had bombed two camps of the rebels.")
    assert event.actor is not None
    assert event.actor.text == "Islamabad"


@pytest.mark.parametrize(
    ("text", "manner"),
    [
        ("Jets bombed the camp on January 18, 2024.", Manner.HAPPENED),
        ("Jets bombed the camp on 20 December 2022.", Manner.HISTORICAL),
        ("Jets bombed the camp in December 2023.", Manner.HAPPENED),
        ("Jets bombed the camp in 2019.", Manner.HISTORICAL),
        ("Jets have bombed the camp for the first time since 2019.", Manner.HAPPENED),
    ],
)
def test_what_is_long_past_hangs_on_the_day_of_the_report(text: str, manner: Manner) -> None:
    (event,) = find_events(text, published=READ_ON)
    assert event.manner is manner


@pytest.mark.parametrize(
    "text",
    [
        """The exercise ended on Friday. In the script, rockets hit a bridge and the aggressor lost
        nine tanks. Mock gunmen stormed an airfield. The drill had umpires. Further drills and
        manoeuvres are planned.""",
        """The grandmaster attacked with his rook. Two pawns fell. He struck at the bishop and the
        Frenchman was mated on the spot. The gambit was a massacre.""",
    ],
)
def test_a_text_of_another_world_tells_no_armed_event(text: str) -> None:
    armed = {Family.STRIKE, Family.BOMBING, Family.FIGHTING}
    assert [e.text for e in find_events(text) if KINDS[e.kind].family in armed] == []


def test_a_rank_among_others_points_back() -> None:
    told, ranked = find_events(
        "Jets bombed a camp near Goz. It was the first attack on the valley since May."
    )
    assert not told.points_back
    assert ranked.points_back


def test_words_that_only_point_back_say_so() -> None:
    back, told = find_events(
        "Security was tightened after the attack. The attack on a police post killed two."
    )
    assert back.points_back
    assert not told.points_back


def test_a_line_break_ends_a_sentence_where_lines_are_not_wrapped() -> None:
    long = "A line that is much longer than any mail program would leave it, so that it is clear "
    text = f"Missile strikes near Erbil\nThe flag flies in Karachi\n{long * 2}"
    (event,) = find_events(text)
    assert text[event.sentence_start : event.sentence_end] == "Missile strikes near Erbil"


@pytest.mark.parametrize("text", ["", "\n\n", "strike", "attack", ". . .", "“”", "to attack", "by"])
def test_scraps_are_read_without_a_fault(text: str) -> None:
    for event in find_events(text):
        assert place_of(event, [], text) == []


def test_time_grows_with_the_text() -> None:
    part = "Jets bombed a camp near Erbil, Iran said, and denied that it had struck, attack, "
    short, long = _seconds(part * 100), _seconds(part * 1_000)
    assert long < 30 * max(short, 0.01)


def _seconds(text: str) -> float:
    begin = time.process_time()
    find_events(text)
    return time.process_time() - begin


def _mentions(text: str, **roles: Role | None) -> list[Mention]:
    found = [
        Mention(start=text.find(name), end=text.find(name) + len(name), text=name, role=role)
        for name, role in roles.items()
    ]
    return sorted(found, key=lambda one: one.start)


def test_the_place_is_where_it_happened_and_not_who_speaks() -> None:
    text = "Kabul said gunmen attacked a convoy in Khost, far from Herat."
    (event,) = find_events(text)
    place = Role.LOCATION
    found = place_of(event, _mentions(text, Kabul=Role.ACTOR, Khost=place, Herat=place), text)
    assert found[0][0].text == "Khost"
    assert sum(share for _, share in found) <= 1.0


def test_the_paragraph_gives_a_place_where_the_sentence_has_none() -> None:
    text = "Goma was calm.\n\nPeople fled Uvira. A bomb exploded at noon. Bukavu was calm."
    (event,) = find_events(text)
    place = Role.LOCATION
    found = place_of(event, _mentions(text, Goma=place, Uvira=place, Bukavu=place), text)
    assert [one.text for one, _ in found] == ["Uvira", "Bukavu"]


def test_the_place_of_a_quotation_is_not_that_of_its_speaker() -> None:
    text = "“Jets bombed a market near Nyala,” a doctor in Geneva said."
    (event,) = find_events(text)
    found = place_of(event, _mentions(text, Nyala=None, Geneva=None), text)
    assert found[0][0].text == "Nyala"


def test_places_are_found_without_a_gazetteer() -> None:
    text = "Two men were shot dead in the village of Qar Bahar, north of Xandale."
    start = text.find("shot")
    found = place_spans(text, start, start + 4)
    assert text[found[0][0] : found[0][1]] == "Qar Bahar"
    with pytest.raises(ValueError, match="no span"):
        place_spans(text, 5, 5)


def test_sentences_are_cut_where_they_end() -> None:
    text = "Lt. Col. Aziz spoke at 5 p.m. in Mt. Hira. “Now.” He left…  Then?\n\nno capital"
    assert [text[a:b] for a, b in sentence_spans(text)] == [
        "Lt. Col. Aziz spoke at 5 p.m. in Mt. Hira.",
        "“Now.”",
        "He left…",
        "Then?",
        "no capital",
    ]
    assert sentence_ends("") == []
    assert sentence_ends("One. Two.")[-1] == len("One. Two.")


@pytest.fixture(scope="session")
def read(shared: Path, gazetteer: Gazetteer) -> list[tuple[str, EventFound, str | None]]:
    """The events of the five reports: text, event, and where it happened if that is likely."""
    found = []
    for file in sorted((shared / "reports").glob("*.txt")):
        text = file.read_text(encoding="utf-8")
        mentions = [one.mention for one in geoparse(text, gazetteer=gazetteer).mentions]
        events = find_events(text, published=READ_ON)
        for event in events:
            places = place_of(event, mentions, text, events)
            sure = bool(places) and (places[0][1] >= SURE or event.text == "one")
            found.append((text, event, places[0][0].text if sure else None))
    return found


@pytest.mark.parametrize(
    ("place", "kinds"),
    [
        ("Saravan", STRIKES),
        ("Balochistan", STRIKES),
        ("Erbil", STRIKES),
        ("Rask", {Kind.ATTACK}),
        ("Kerman", {Kind.BOMBING}),
    ],
)
def test_the_reports_tell_of_the_strikes_and_attacks(
    read: list[tuple[str, EventFound, str | None]], place: str, kinds: set[Kind]
) -> None:
    there = [event for _, event, name in read if name == place and event.kind in kinds]
    assert any(event.reported for event in there)


@pytest.mark.parametrize("kind", [Kind.RECALL, Kind.SUMMONS, Kind.RESTORATION, Kind.EXPULSION])
def test_the_reports_tell_of_the_diplomatic_steps(
    read: list[tuple[str, EventFound, str | None]], kind: Kind
) -> None:
    assert any(event.kind is kind and event.reported for _, event, _ in read)


@pytest.mark.parametrize(
    "place",
    ["Davos", "Sterling", "Virginia", "Georgia", "Oslo", "Esfahan", "Najaf", "The Hague", "Tehran",
     "Islamabad", "Karachi"],
)  # fmt: skip
def test_the_reports_tell_of_no_violence_elsewhere(
    read: list[tuple[str, EventFound, str | None]], place: str
) -> None:
    armed = {Family.STRIKE, Family.BOMBING, Family.FIGHTING}
    there = [
        event.text
        for _, event, name in read
        if name == place and event.reported and KINDS[event.kind].family in armed
    ]
    assert there == []


def test_what_is_not_expected_is_no_event(
    read: list[tuple[str, EventFound, str | None]],
) -> None:
    assert not any("not expected" in text[e.start : e.sentence_end] for text, e, _ in read)


def test_a_row_that_tells_nothing_has_no_event() -> None:
    assert [event_of(row) for row in rows("seen") if row.kind == "none"] == [None] * 24
