"""One event in several reports is one draft; a copy is no second source; two stay two."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.count import Count
from geo.dossier import Dossier
from geo.incident import Assessment, Axis, Claim, Field, Incident, Link, LinkType, Status
from geo.kinds import Kind
from geo.reading.article import Article, read_article
from geo.reading.copies import copies_among
from geo.reading.drafts import READER, Draft
from geo.reading.uniting import united
from geo.when import When
from tests.builders import AT, SARAVAN, SOURCES, claim
from tests.readings import record_of, told, tolls

if TYPE_CHECKING:
    from gazetteer.index import Gazetteer
    from geo.where import Where

QUETTA = replace(
    SARAVAN,
    mention="Quetta",
    name="Quetta",
    country="PK",
    admin1="Balochistan",
    lon=67.0,
    lat=30.19,
)


def draft(
    ident: str,
    *,
    source: str = "paper",
    kind: Kind = Kind.AIRSTRIKE,
    day: str = "2024-01-18",
    where: Where = SARAVAN,
    killed: str = "9",
    origin: str | None = "PK",
    links: tuple[Link, ...] = (),
    confidence: float = 0.8,
) -> Draft:
    """The strike of 18 January near Saravan, or another, as one report tells it."""
    told_of: list[Claim] = [
        claim(field, value, incident=ident, source=source)
        for field, value in (
            (Field.DATE, When.parse(day)),
            (Field.LOCATION, where),
            (Field.KILLED, Count.parse(killed)),
        )
    ]
    judged = Assessment(
        incident=ident,
        axis=Axis.OCCURRENCE,
        grade="read",
        why=f"confidence {confidence:.2f}",
        by=READER,
        at=AT,
    )
    incident = Incident(
        id=ident,
        kind=kind,
        title=ident,
        status=Status.DRAFT,
        origin_country=origin,
        target_country=where.country,
    )
    return Draft(
        dossier=Dossier(
            incident=incident, claims=tuple(told_of), links=links, assessments=(judged,)
        ),
        confidence=confidence,
    )


GUNMEN: dict[str, Any] = {"kind": Kind.ATTACK, "day": "2024-01-27", "origin": None}


def test_one_event_of_two_reports_is_one_draft_with_reasons() -> None:
    (one,) = united([draft("a"), draft("b", source="other")], SOURCES)
    assert one.dossier.incident.id == "a"
    assert {c.citation.source for c in one.dossier.claims} == {"paper", "other"}
    (reason,) = one.merged
    assert reason.startswith("b (")
    assert "Saravan" in reason
    assert "18 January 2024" in reason


def test_claims_of_a_united_draft_have_ids_of_their_own() -> None:
    (one,) = united([draft("a"), draft("b", source="other")], SOURCES)
    ids = [c.id for c in one.dossier.claims]
    assert len(set(ids)) == len(ids) == 6
    assert {c.incident for c in one.dossier.claims} == {"a"}


def test_a_united_draft_is_surer_but_never_certain() -> None:
    (one,) = united([draft("a"), draft("b", source="other")], SOURCES)
    assert one.confidence == pytest.approx(0.96)
    (sure,) = united(
        [draft("a", confidence=0.99), draft("b", source="other", confidence=0.99)], SOURCES
    )
    assert sure.confidence == 0.99


def test_a_united_draft_has_one_judgement_of_the_reader() -> None:
    (one,) = united([draft("a"), draft("b", source="other")], SOURCES)
    (judged,) = one.dossier.assessments
    assert (judged.by, judged.why) == (READER, "confidence 0.96")
    assert judged.incident == "a"


def test_three_tellings_are_one() -> None:
    drafts = [draft("a"), draft("b", source="other"), draft("c", source="copy")]
    (one,) = united(drafts, SOURCES)
    assert len(one.merged) == 2
    assert len({c.id for c in one.dossier.claims}) == len(one.dossier.claims)


def test_the_two_of_january_2024_stay_two() -> None:
    drafts = [draft("strike"), draft("gunmen", source="other", **GUNMEN)]
    assert united(drafts, SOURCES) == drafts


@pytest.mark.parametrize(
    "change",
    [
        {"where": QUETTA},
        {"day": "2024-02-18"},
        {"kind": Kind.RECALL},
        {"where": QUETTA, "origin": "IR"},
    ],
    ids=str,
)
def test_another_place_day_or_kind_of_event_stays_apart(change: dict[str, Any]) -> None:
    drafts = [draft("a"), draft("b", source="other", **change)]
    assert [one.dossier.incident.id for one in united(drafts, SOURCES)] == ["a", "b"]


def test_links_follow_what_was_united() -> None:
    answer = Link(from_id="b2", to_id="b", type=LinkType.RETALIATION_FOR, why="in retaliation")
    drafts = [
        draft("a"),
        draft("b", source="other"),
        draft("b2", source="other", where=QUETTA, day="2024-01-19", origin="IR", links=(answer,)),
    ]
    first, second = united(drafts, SOURCES)
    assert first.dossier.incident.id == "a"
    (link,) = second.dossier.links
    assert (link.from_id, link.to_id, link.why) == ("b2", "a", "in retaliation")


def test_what_was_linked_as_the_same_event_links_to_nothing() -> None:
    same = Link(from_id="a", to_id="b", type=LinkType.SAME_EVENT)
    (one,) = united([draft("a", links=(same,)), draft("b", source="other")], SOURCES)
    assert one.dossier.links == ()


def test_no_link_is_there_twice() -> None:
    other: dict[str, Any] = {"where": QUETTA, "day": "2024-01-16", "origin": "IR"}
    drafts = [
        draft("a0", **other),
        draft("a", links=(Link(from_id="a", to_id="a0", type=LinkType.RETALIATION_FOR),)),
        draft("b0", source="other", **other),
        draft(
            "b",
            source="other",
            links=(Link(from_id="b", to_id="b0", type=LinkType.RETALIATION_FOR),),
        ),
    ]
    made = {one.dossier.incident.id: one.dossier for one in united(drafts, SOURCES)}
    assert made.keys() == {"a0", "a"}
    assert [(link.from_id, link.to_id) for link in made["a"].links] == [("a", "a0")]


def test_nothing_is_nothing() -> None:
    assert united([], SOURCES) == []


def test_one_draft_is_left_as_it_is() -> None:
    assert united([draft("a")], SOURCES) == [draft("a")]


@given(order=st.permutations(range(4)))
def test_the_order_of_the_drafts_makes_no_difference(order: list[int]) -> None:
    drafts = [
        draft("a"),
        draft("b", source="other"),
        draft("gunmen", **GUNMEN),
        draft("quetta", source="other", where=QUETTA, origin="IR"),
    ]
    made = united([drafts[number] for number in order], SOURCES)
    shapes = {(one.dossier.incident.kind, len(one.dossier.claims)) for one in made}
    assert shapes == {(Kind.AIRSTRIKE, 6), (Kind.AIRSTRIKE, 3), (Kind.ATTACK, 3)}


def test_no_claim_is_lost() -> None:
    drafts = [draft("a"), draft("b", source="other"), draft("gunmen", **GUNMEN)]
    before = sorted(c.citation.source for one in drafts for c in one.dossier.claims)
    after = sorted(c.citation.source for one in united(drafts, SOURCES) for c in one.dossier.claims)
    assert before == after


# Copies

WIRE = (
    "A car bomb exploded outside a police station in Quetta on Monday and killed seven people. "
    "The blast broke the windows of shops in the main market of the city. Hospitals called for "
    "blood and closed their gates to visitors until the evening, when the streets were empty."
)
OWN = (
    "Seven people died when a car full of explosives went off in Quetta on Monday. Our reporter "
    "counted twelve ruined stalls beside the police post, and spoke to a baker who had lost a son."
)


def article(text: str, published: date | None = date(2024, 1, 16)) -> Article:
    return read_article(text.encode(), name="report.txt", published=published)


def test_nearly_the_same_text_is_a_copy_of_the_first() -> None:
    longer = WIRE + " Trains ran late on the line to the south, our correspondent adds."
    assert copies_among({"wire": article(WIRE), "copy": article(longer)}) == {"copy": "wire"}


def test_a_text_in_other_words_is_none() -> None:
    assert copies_among({"wire": article(WIRE), "own": article(OWN)}) == {}


def test_the_later_of_two_is_the_copy_whatever_the_order_read() -> None:
    articles = {
        "late": article(WIRE + " More follows.", date(2024, 1, 17)),
        "early": article(WIRE, date(2024, 1, 16)),
    }
    assert copies_among(articles) == {"late": "early"}


def test_an_undated_one_is_the_copy_of_one_with_a_day() -> None:
    assert copies_among({"undated": article(WIRE + " So.", None), "dated": article(WIRE)}) == {
        "undated": "dated"
    }


def test_all_copies_derive_from_the_first() -> None:
    articles = {
        name: article(WIRE + f" {name} added this.", date(2024, 1, day))
        for name, day in (("one", 16), ("two", 17), ("three", 18))
    }
    for order in permutations(articles):
        assert copies_among({name: articles[name] for name in order}) == {
            "two": "one",
            "three": "one",
        }


def test_an_excerpt_published_later_is_a_copy() -> None:
    articles = {
        "excerpt": article(WIRE, date(2024, 1, 17)),
        "whole": article(f"{OWN} {WIRE}", date(2024, 1, 16)),
    }
    assert copies_among(articles) == {"excerpt": "whole"}


def test_a_report_of_its_own_that_takes_in_a_brief_is_no_copy() -> None:
    brief = WIRE.split(". ", maxsplit=1)[0] + "."
    longer = f"{OWN} {WIRE.split('. ')[2]} {brief}"
    assert copies_among({"brief": article(brief), "own": article(longer)}) == {}


@pytest.mark.parametrize("text", ["Five words and no more.", "Bomb in Quetta"])
def test_a_text_of_a_few_words_copies_nothing(text: str) -> None:
    assert copies_among({"a": article(text), "b": article(text)}) == {}


def test_nothing_has_no_copies() -> None:
    assert copies_among({}) == {}


# From text to draft

STRIKE = (
    "Pakistani jets hit hideouts near Saravan in Iran on 18 January and killed nine people. "
    "Islamabad said its aircraft had struck separatists who hide across the border."
)
STRIKE_TOO = (
    "Nine people were killed when Pakistan bombed a village outside Saravan in southeastern Iran "
    "on January 18. All of them were foreigners, according to Iranian state television."
)
SHOT = (
    "Gunmen shot dead nine labourers at a house in Saravan, in the southeast of Iran, on "
    "January 27. The nine were Pakistani nationals who repaired cars there."
)
STRUCK = "airstrike Sarāvān IR 2024-01-18"
SHOT_DEAD = "attack Sarāvān IR 2024-01-27"
LATER = date(2024, 1, 28)


def test_two_reports_of_one_strike_are_one_incident_with_two_sources(gazetteer: Gazetteer) -> None:
    record = record_of(gazetteer, STRIKE, STRIKE_TOO, published=LATER)
    assert told(record) == [STRUCK]
    (one,) = record["incidents"]
    assert one["independent_sources"] == 2
    assert len(one["sources"]) == 2
    assert len(one["merged"]) == 1
    for word in ("Sarāvān", "18 January", "Pakistan", "air strike"):
        assert word in one["merged"][0]
    assert set(tolls(one)) == {"killed 9"}


def test_a_wire_copy_adds_no_source(gazetteer: Gazetteer) -> None:
    record = record_of(gazetteer, WIRE, WIRE + " Trains ran late on the line to the south.")
    (one,) = record["incidents"]
    assert one["independent_sources"] == 1
    first, second = record["sources"]
    assert second["derives_from"] == first["id"]
    assert "derives_from" not in first


def test_the_very_same_text_is_read_once(gazetteer: Gazetteer) -> None:
    record = record_of(gazetteer, WIRE, WIRE)
    assert len(record["sources"]) == 1
    (one,) = record["incidents"]
    assert one["merged"] == []
    assert tolls(one) == ["killed 7"]


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param((STRIKE, SHOT), id="two reports"),
        pytest.param((SHOT, STRIKE), id="the other first"),
        pytest.param((f"{STRIKE}\n\n{SHOT}",), id="one report"),
        pytest.param((f"{SHOT}\n\n{STRIKE}",), id="the later told first"),
    ],
)
def test_the_strike_and_the_gunmen_stay_two(gazetteer: Gazetteer, texts: tuple[str, ...]) -> None:
    record = record_of(gazetteer, *texts, published=LATER)
    assert told(record) == [STRUCK, SHOT_DEAD]
    assert [set(tolls(one)) for one in record["incidents"]] == [{"killed 9"}] * 2
    assert all(one["merged"] == [] for one in record["incidents"])


def test_both_told_in_three_reports_are_two(gazetteer: Gazetteer) -> None:
    both = f"{STRIKE_TOO}\n\n{SHOT}"
    for texts in permutations((STRIKE, SHOT, both)):
        assert told(record_of(gazetteer, *texts, published=LATER)) == [STRUCK, SHOT_DEAD]


def test_tolls_that_differ_between_reports_are_kept_apart(gazetteer: Gazetteer) -> None:
    other = STRIKE_TOO.replace("Nine people", "At least twelve people")
    (one,) = record_of(gazetteer, STRIKE, other, published=LATER)["incidents"]
    assert set(tolls(one)) == {"killed 9", "killed 12+"}
    assert "killed" in one["differing"]


def test_the_order_of_the_reports_does_not_name_the_incident(gazetteer: Gazetteer) -> None:
    ids = {
        record_of(gazetteer, *texts, published=LATER)["incidents"][0]["id"]
        for texts in permutations((STRIKE, STRIKE_TOO))
    }
    assert ids == {"2024-01-18-saravan-airstrike"}


@pytest.mark.xfail(
    strict=True, raises=AssertionError, reason="hours of one day do not keep two bombings apart"
)
def test_two_bombings_of_one_day_stay_two(gazetteer: Gazetteer) -> None:
    morning = "A bomb exploded in Quetta on Monday morning, killing five shoppers at a market."
    evening = (
        "A second bomb exploded in Quetta on Monday evening, killing eleven soldiers at a post."
    )
    assert len(record_of(gazetteer, morning, evening)["incidents"]) == 2
