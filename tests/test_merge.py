"""Two reports of one event are proposed as one; two events stay two."""

import json
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.place import Precision
from geo.account import add_up
from geo.count import Count
from geo.dossier import Collection, Dossier
from geo.errors import ModelError
from geo.incident import (
    Assessment,
    Axis,
    Claim,
    Field,
    Incident,
    Link,
    LinkType,
    Modality,
    Polarity,
    Status,
    Withdrawal,
)
from geo.kinds import KINDS, Family, Kind
from geo.merge import Aspect, Likeness, Matcher, compare, merged, propose
from geo.merge.weights import CERTAIN, WEIGHTS, Observed
from geo.source import Citation
from geo.when import When
from geo.where import Where
from tests.builders import AT, SARAVAN, SOURCES, claim

REPORTS = Path(__file__).parent / "reports" / "expected.json"
PROVINCE = Where(
    mention="Sistan and Baluchestan",
    name="Sistan and Baluchestan",
    country="IR",
    admin1="Sistan and Baluchestan",
    lon=60.6,
    lat=28.5,
    precision=Precision.ADM1,
    radius_m=450_000,
)
IRAN = replace(
    PROVINCE, mention="Iran", name="Iran", admin1=None, precision=Precision.COUNTRY, radius_m=7e5
)
PANJGUR = replace(
    SARAVAN, mention="Panjgur", name="Panjgur", country="PK", admin1="Balochistan", lon=64.1, lat=27
)


def told(
    ident: str,
    *,
    kind: Kind = Kind.AIRSTRIKE,
    day: str | None = "2024-01-18",
    where: Where | None = SARAVAN,
    killed: str | None = None,
    by: str | None = None,
    against: str | None = None,
    weapon: str | None = None,
    origin: str | None = None,
    target: str | None = None,
    source: str = "paper",
    quoted: str | None = None,
    status: Status = Status.ACTIVE,
    links: tuple[Link, ...] = (),
) -> Dossier:
    """An incident as one source tells it."""
    said = [
        claim(field, value, incident=ident, source=source)
        for field, value in (
            (Field.DATE, day and When.parse(day)),
            (Field.LOCATION, where),
            (Field.KILLED, killed and Count.parse(killed)),
            (Field.PERPETRATOR, by),
            (Field.TARGET, against),
            (Field.WEAPON, weapon),
        )
        if value
    ]
    cited = Citation(source=source, quote=quoted)
    return Dossier(
        incident=Incident(
            id=ident,
            kind=kind,
            title=f"{KINDS[kind].label} {ident}",
            origin_country=origin,
            target_country=target,
            status=status,
        ),
        claims=tuple(replace(one, citation=cited) for one in said),
        links=links,
    )


def seen(likeness: Likeness, about: Aspect) -> Observed | None:
    return next((r.observed for r in likeness.reasons if r.about is about), None)


def observed(a: Dossier, b: Dossier, about: Aspect) -> Observed | None:
    return seen(compare(a, b, SOURCES), about)


AIR_STRIKE = told(
    "strike", killed="9", by="Pakistan", origin="PK", target="IR", weapon="strike from the air"
)
GUNMEN = told("gunmen", kind=Kind.ATTACK, day="2024-01-27", killed="9", by="gunmen", source="other")


def test_the_seeds_are_sixteen_events(seeds: Collection) -> None:
    assert len(seeds.dossiers) == 16
    assert propose(seeds.dossiers, seeds.sources_by_id) == []
    scores = [compare(a, b, seeds.sources_by_id).score for a, b in combinations(seeds.dossiers, 2)]
    assert max(scores) < 0.1


def test_of_our_own_reports_two_tell_one_event() -> None:
    every = [
        told(
            f"{name}.{found['id']}",
            kind=Kind(found["kind"]),
            day=found["edtf"],
            where=replace(
                SARAVAN,
                mention=found["place"]["name"],
                name=found["place"]["name"],
                admin1=None,
                **{slot: found["place"][slot] for slot in ("country", "lon", "lat")},
            ),
            by=found["perpetrator"],
            against=found["target"],
            source=name,
        )
        for name, report in json.loads(REPORTS.read_text(encoding="utf-8")).items()
        for found in report["incidents"]
    ]
    assert len(every) > 60
    found = propose(every, {})
    twice = [("chabahar-rask.consulate", "nabatieh-kiryat-shmona.consulate")]
    assert [(p.keep, p.other) for p in found if p.likeness.score > 0.9] == twice
    assert len(found) <= 3  # two more neighbours of one day may be asked about


def test_the_two_saravan_incidents_with_nine_dead_each_stay_two(seeds: Collection) -> None:
    sources = seeds.sources_by_id | SOURCES
    seed = next(d for d in seeds.dossiers if d.incident.id == "2024-01-18-saravan-airstrike")
    for strike in (seed, AIR_STRIKE):
        likeness = compare(strike, GUNMEN, sources)
        assert likeness.score < 0.01
        assert seen(likeness, Aspect.DATE) is Observed.MANY_DAYS_APART
        assert seen(likeness, Aspect.KILLED) in {Observed.SAME_NUMBER, Observed.NUMBERS_AGREE}
    assert propose([*seeds.dossiers, GUNMEN], sources) == []


def test_one_event_with_another_date_and_toll_is_proposed_with_its_reasons() -> None:
    again = told("again", day="2024-01-17", killed="12+", by="jets of Pakistan", source="other")
    (proposal,) = propose([AIR_STRIKE, again], SOURCES)
    assert (proposal.keep, proposal.other) == ("strike", "again")
    for_it = {reason.text for reason in proposal.likeness.speaks_for}
    against = {reason.text for reason in proposal.likeness.speaks_against}
    assert for_it == {
        "Both lie at Saravan.",
        "Both name Pakistan as who did it.",
        "Both are of one kind: air strike.",
    }
    assert against == {
        "The dates are a day apart: 17 January 2024 and 18 January 2024.",
        "The numbers killed differ: 9 and 12+.",
    }


def test_a_draft_told_by_the_seeds_own_event_is_found_in_the_store(seeds: Collection) -> None:
    draft = told(
        "draft", day="2024-01-18", killed="9", by="Pakistani military", target="IR",
        status=Status.DRAFT, source="other",
    )  # fmt: skip
    (found,) = Matcher(seeds.dossiers, seeds.sources_by_id).closest(draft, SOURCES)
    assert (found.keep, found.other) == ("2024-01-18-saravan-airstrike", "draft")
    assert found.likeness.score > 0.9


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("2024-01-18", "2024-01-18", Observed.SAME_DAY),
        ("2024-01-18T05:00Z", "2024-01-18", Observed.SAME_DAY),
        ("[2024-01-17,2024-01-18]", "2024-01-18", Observed.WITHIN_DAYS),
        ("2024-01", "2024-01-18", Observed.WITHIN_MONTH),
        ("2024", "2024-01-18", Observed.WITHIN_LONGER),
        ("2024-01-18/..", "2024-03-01", Observed.WITHIN_LONGER),
        ("2024-01-17", "2024-01-18", Observed.NEXT_DAY),
        ("2023-12-31", "2024-01-01", Observed.NEXT_DAY),
        ("2024-01-18", "2024-01-21", Observed.SOME_DAYS_APART),
        ("2024-01-18", "2024-01-27", Observed.MANY_DAYS_APART),
        ("2024-01-18", "2024-01-28", Observed.DATE_RULED_OUT),
        ("2024-01-18~", "2024-01-28", Observed.MANY_DAYS_APART),
        (None, "2024-01-28", None),
    ],
)
def test_dates(a: str | None, b: str, expected: Observed | None) -> None:
    pair = told("a", day=a), told("b", day=b, source="other")
    assert observed(*pair, Aspect.DATE) is expected


def test_a_day_apart_in_one_source_or_its_copy_weighs_more_than_in_two() -> None:
    a = told("a", day="2024-01-17")
    for source, expected in (
        ("other", Observed.NEXT_DAY),
        ("paper", Observed.NEXT_DAY_ONE_SOURCE),
        ("copy", Observed.NEXT_DAY_ONE_SOURCE),
    ):
        assert observed(a, told("b", source=source), Aspect.DATE) is expected
    assert WEIGHTS[Observed.NEXT_DAY_ONE_SOURCE] < WEIGHTS[Observed.NEXT_DAY] < 0


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (SARAVAN, Observed.SAME_PLACE),
        (replace(SARAVAN, lon=62.4), Observed.NEAR),
        (replace(SARAVAN, lon=62.75), Observed.DISCS_TOUCH),
        (replace(SARAVAN, lon=62.95), Observed.BEYOND_REACH),
        (replace(SARAVAN, lon=63.5), Observed.APART),
        (replace(SARAVAN, lon=60.0, lat=32.0), Observed.FAR_APART),
        (PROVINCE, Observed.SAME_PROVINCE),
        (replace(PROVINCE, admin1="Kerman"), Observed.OTHER_PROVINCE),
        (replace(PROVINCE, admin1="Kurdistan", lat=36.0, lon=46.0), Observed.FAR_APART),
        (replace(PROVINCE, precision=Precision.AREA), Observed.SAME_REGION),
        (IRAN, Observed.SAME_COUNTRY),
        (PANJGUR, Observed.OTHER_COUNTRY),
        (Where(mention="a village"), None),
        (Where(mention="Quetta", country="PK"), Observed.OTHER_COUNTRY),
        (None, None),
    ],
)
def test_places(where: Where | None, expected: Observed | None) -> None:
    assert observed(told("a"), told("b", where=where), Aspect.PLACE) is expected


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (Kind.AIRSTRIKE, Kind.AIRSTRIKE, Observed.SAME_KIND),
        (Kind.ATTACK, Kind.ATTACK, Observed.SAME_VAGUE_KIND),
        (Kind.AIRSTRIKE, Kind.MISSILE_STRIKE, Observed.KINDRED_KIND),
        (Kind.DRONE_STRIKE, Kind.SHELLING, Observed.KINDRED_KIND),
        (Kind.BOMBING, Kind.SUICIDE_BOMBING, Observed.KINDRED_KIND),
        (Kind.ATTACK, Kind.BOMBING, Observed.KINDRED_KIND),
        (Kind.AIRSTRIKE, Kind.BOMBING, Observed.UNLIKE_ARMS),
        (Kind.AIRSTRIKE, Kind.PEACEFUL_PROTEST, Observed.OTHER_KIND),
        (Kind.AIRSTRIKE, Kind.RECALL, Observed.KIND_RULED_OUT),
        (Kind.TALKS, Kind.RECALL, Observed.KIND_RULED_OUT),
        (Kind.TALKS, Kind.AGREEMENT, Observed.KINDRED_KIND),
    ],
)
def test_kinds(a: Kind, b: Kind, expected: Observed) -> None:
    assert observed(told("a", kind=a), told("b", kind=b), Aspect.KIND) is expected


def test_a_diplomatic_step_is_never_an_armed_event() -> None:
    for kind, facts in KINDS.items():
        if facts.family in {Family.STRIKE, Family.BOMBING, Family.FIGHTING}:
            for step in (k for k in Kind if KINDS[k].family is Family.DIPLOMACY):
                assert compare(told("a", kind=kind), told("b", kind=step), SOURCES).score == 0


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("Jaish al-Adl", "fighters of Jaish ul-Adl", Observed.SAME_GROUP),
        ("Islamic State", "ISKP", Observed.SAME_GROUP),
        ("Pakistan's air force", "Pakistan", Observed.SAME_STATE),
        ("Pakistan", "Iran", Observed.OTHER_ACTORS),
        ("Pakistan", "Jaish al-Adl", Observed.OTHER_ACTORS),
        ("Rapid Support Forces", "the RSF", Observed.SAME_GROUP),
        ("Riders of the Steppe", "Riders of the Steppe", Observed.SAME_NAME),
        ("Pakistan", "Riders of the Steppe", None),
        ("Pakistan", None, None),
    ],
)
def test_actors(a: str, b: str | None, expected: Observed | None) -> None:
    assert observed(told("a", by=a), told("b", by=b), Aspect.ACTORS) is expected


def test_the_country_it_came_from_counts_as_an_actor() -> None:
    assert observed(told("a", origin="PK"), told("b", by="PAF"), Aspect.ACTORS) is (
        Observed.SAME_STATE
    )


def test_an_accusation_weighs_less_than_a_report_and_a_denial_nothing() -> None:
    a, b = told("a", by="Iran"), told("b", by="Islamic State")
    accused = replace(
        b,
        claims=tuple(
            replace(c, modality=Modality.ACCUSED) if c.field is Field.PERPETRATOR else c
            for c in b.claims
        ),
    )
    assert observed(a, accused, Aspect.ACTORS) is Observed.OTHERS_ACCUSED
    denied = replace(
        a,
        incident=replace(a.incident, id="c"),
        claims=tuple(
            replace(c, incident="c", polarity=Polarity.DENIES if c.text else Polarity.ASSERTS)
            for c in a.claims
        ),
    )
    assert observed(a, denied, Aspect.ACTORS) is Observed.DENIED
    assert WEIGHTS[Observed.DENIED] == 0


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("9", "9", Observed.SAME_NUMBER),
        ("9", "9+", Observed.NUMBERS_AGREE),
        ("0", "0", Observed.NUMBERS_AGREE),
        ("9", "12+", Observed.NUMBERS_CLOSE),
        ("9", "30", Observed.NUMBERS_DIFFER),
        ("0", "100", Observed.NUMBERS_FAR_APART),
        ("9", None, None),
    ],
)
def test_counts(a: str, b: str | None, expected: Observed | None) -> None:
    assert observed(told("a", killed=a), told("b", killed=b), Aspect.KILLED) is expected


def test_weapons_and_targets() -> None:
    a = told("a", weapon="ballistic missiles", against="bases of Jaish al-Adl", target="PK")
    b = told("b", weapon="rockets and drones", against="Jaish al-Adl", target="PK")
    c = told("c", weapon="a car bomb", target="IR")
    assert observed(a, b, Aspect.WEAPON) is Observed.SAME_WEAPON
    assert observed(a, c, Aspect.WEAPON) is Observed.OTHER_WEAPON
    assert observed(a, b, Aspect.TARGET) is Observed.SAME_TARGET_GROUP
    assert observed(a, c, Aspect.TARGET) is Observed.OTHER_TARGET_COUNTRY


def _spanning(ident: str, start: int, *, source: str = "paper", text: str = "aa") -> Dossier:
    bare = told(ident, source=source)
    cited = Citation(source=source, start=start, end=start + 10, sha256=text)
    return replace(bare, claims=tuple(replace(c, citation=cited) for c in bare.claims))


def test_what_one_text_tells_in_two_places_is_probably_two() -> None:
    first = _spanning("a", 0)
    assert observed(first, _spanning("b", 50), Aspect.TEXT) is Observed.TOLD_APART
    assert observed(first, _spanning("b", 5), Aspect.TEXT) is Observed.SAME_WORDS
    copied = _spanning("b", 50, source="copy", text="bb")
    assert observed(first, copied, Aspect.TEXT) is Observed.COPY_TOLD_APART
    elsewhere = _spanning("b", 50, source="other", text="bb")
    assert observed(first, elsewhere, Aspect.TEXT) is None
    quotes = told("a", quoted="It struck."), told("b", quoted="It struck.", source="copy")
    assert observed(*quotes, Aspect.TEXT) is Observed.SAME_WORDS


@pytest.mark.parametrize("kind", [k for k in LinkType if k is not LinkType.SAME_EVENT])
def test_whatever_else_links_two_rules_out_that_they_are_one(kind: LinkType) -> None:
    a = told("a", links=(Link(from_id="a", to_id="b", type=kind),))
    assert compare(a, told("b"), SOURCES).score == 0
    assert propose([a, told("b")], SOURCES) == []
    assert propose([told("b"), a], SOURCES) == []
    assert len(propose([told("a"), told("b")], SOURCES)) == 1


def test_what_a_person_recorded_as_one_event_is_certain_whatever_speaks_against_it() -> None:
    a = told("a", links=(Link(from_id="a", to_id="b", type=LinkType.SAME_EVENT),))
    b = told("b", kind=Kind.RECALL, day="2020", where=PANJGUR)
    for pair in ((a, b), (b, a)):
        (proposal,) = propose(pair, SOURCES)
        assert proposal.likeness.score == 1


RECALL = told(
    "a", kind=Kind.RECALL, day="2024-01-17", where=None, by="Pakistan", against="Iran's ambassador"
)


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ({"origin": "PK", "target": "IR", "where": PANJGUR}, True),
        ({"by": "Islamabad", "target": "IR", "day": "2024-01-18"}, True),
        ({"by": "Pakistan", "against": "Afghan ambassador"}, False),
        ({"by": "Iran", "target": "PK"}, False),
        ({"by": "Pakistan", "target": "IR", "day": "2024-01-25"}, False),
        ({"by": "Pakistan", "target": "IR", "kind": Kind.EXPULSION}, False),
        ({}, False),
    ],
)
def test_diplomatic_steps_are_known_by_their_governments(
    other: dict[str, object],
    expected: bool,  # noqa: FBT001 (a table)
) -> None:
    step = {"kind": Kind.RECALL, "day": "2024-01-17", "where": None, "source": "other"} | other
    assert bool(propose([RECALL, told("b", **step)], SOURCES)) is expected  # type: ignore[arg-type]


def test_talks_have_no_direction() -> None:
    a = told("a", kind=Kind.TALKS, origin="PK", target="IR")
    b = told("b", kind=Kind.TALKS, origin="IR", target="PK", where=IRAN, source="other")
    assert observed(a, b, Aspect.SIDES) is Observed.SAME_SIDES
    c = told("c", kind=Kind.TALKS, origin="IR", target="AF")
    assert observed(a, c, Aspect.SIDES) is Observed.OTHER_SIDE


def test_nothing_known_is_no_reason() -> None:
    a, b = (told(ident, day=None, where=None) for ident in "ab")
    assert {r.about for r in compare(a, b, SOURCES).reasons} == {Aspect.KIND}
    assert propose([a, b], SOURCES) == []


def test_withdrawn_and_merged_incidents_are_not_proposed() -> None:
    gone = told("a", status=Status.WITHDRAWN)
    assert propose([gone, told("b")], SOURCES) == []


def test_an_incident_is_not_compared_with_itself() -> None:
    with pytest.raises(ModelError, match="name two"):
        compare(told("a"), told("a"), SOURCES)


_maybe = st.none()
_incidents = st.builds(
    lambda **values: values,
    kind=st.sampled_from([Kind.AIRSTRIKE, Kind.ATTACK, Kind.TALKS, Kind.AGREEMENT, Kind.OTHER]),
    day=_maybe | st.sampled_from(["2024-01-17", "2024-01-18", "2024-01", "2024", "2024-01-19~"]),
    where=_maybe | st.sampled_from([SARAVAN, PROVINCE, IRAN, PANJGUR, Where(mention="there")]),
    killed=_maybe | st.sampled_from(["0", "9", "12+", "~100"]),
    by=_maybe | st.sampled_from(["Pakistan", "Iran", "Jaish al-Adl", "gunmen"]),
    target=_maybe | st.sampled_from(["IR", "PK"]),
    weapon=_maybe | st.sampled_from(["jets", "a bomb"]),
    source=st.sampled_from(["paper", "copy", "other"]),
    quoted=_maybe | st.sampled_from(["One thing.", "Another."]),
)


@given(_incidents, _incidents)
def test_the_order_of_two_never_matters(a: dict[str, object], b: dict[str, object]) -> None:
    one, two = told("a", **a), told("b", **b)  # type: ignore[arg-type]
    likeness = compare(one, two, SOURCES)
    assert likeness == compare(two, one, SOURCES)
    assert 0 <= likeness.score <= 1
    assert propose([one, two], SOURCES) == propose([two, one], SOURCES)
    for reason in likeness.reasons:
        assert reason.text[0].isupper()
        assert reason.text.endswith(".")


@given(st.lists(_incidents, min_size=2, max_size=6))
def test_what_is_laid_out_finds_all_that_is_near(values: list[dict[str, object]]) -> None:
    """Over exact days and known towns, the shelves lose nothing that comparing all would find."""
    known = [
        v | {"where": SARAVAN, "day": "2024-01-18" if v["day"] is None else "2024-01-17"}
        for v in values
    ]
    every = [told(f"i{n}", **v) for n, v in enumerate(known)]  # type: ignore[arg-type]
    wanted = {
        frozenset((a.incident.id, b.incident.id))
        for a, b in combinations(every, 2)
        if compare(a, b, SOURCES).score >= 0.5
    }
    assert {frozenset((p.keep, p.other)) for p in propose(every, SOURCES)} == wanted
    for dossier in every:
        found = Matcher(every, SOURCES).closest(dossier, SOURCES)
        own = {pair for pair in wanted if dossier.incident.id in pair}
        assert {frozenset((p.keep, p.other)) for p in found} == own


@pytest.mark.parametrize(
    ("lon", "lat"), [(179.999, 0.0), (0.0, 89.99), (-180.0, -60.0), (62.3342, 27.3709)]
)
def test_neighbours_are_found_over_the_date_line_and_at_the_poles(lon: float, lat: float) -> None:
    west = lon + 0.002 if lon < 179.99 else -179.999
    a = told("a", where=replace(SARAVAN, country=None, lon=lon, lat=lat))
    b = told("b", where=replace(SARAVAN, country=None, lon=west, lat=lat), source="other")
    assert len(propose([a, b], SOURCES)) == 1


def test_a_vague_incident_is_found_and_only_its_likeliest_match_proposed() -> None:
    undated = told("u", day=None, by="Pakistan")
    nowhere = told("n", where=None, by="Pakistan", target="IR")
    towns = [
        told("near", by="Pakistan", target="IR", source="other"),
        told("later", day="2024-03-01", source="other"),
    ]
    pairs = [(p.keep, p.other) for p in propose([undated, *towns], SOURCES)]
    assert pairs == [("near", "u")]
    (found,) = propose([nowhere, *towns], SOURCES)
    assert {found.keep, found.other} == {"n", "near"}
    assert len(Matcher(towns, SOURCES).closest(undated, SOURCES)) == 2


def test_where_much_happened_the_place_alone_proposes_nothing() -> None:
    crowd = [told(f"i{n}", day=f"{1900 + n}-01-01") for n in range(60)]
    undated = told("u", day=None)
    assert len(propose([*crowd[:20], undated], SOURCES)) == 1
    assert propose([*crowd, undated], SOURCES) == []


def test_an_active_incident_is_kept_rather_than_a_draft_then_the_fuller_one() -> None:
    draft = told("a", killed="9", by="Pakistan", status=Status.DRAFT)
    (found,) = propose([draft, told("b", source="other")], SOURCES)
    assert (found.keep, found.other) == ("b", "a")
    (found,) = propose([told("c", killed="9"), told("b", source="other")], SOURCES)
    assert (found.keep, found.other) == ("c", "b")


def test_merging_keeps_every_claim_once() -> None:
    keep = told("k", killed="9", quoted="Nine died.")
    other = told("o", killed="9", day="2024-01-17", quoted="Nine died.")
    moved = merged(keep, other)
    assert moved.claims[: len(keep.claims)] == keep.claims
    assert [c.id for c in moved.claims[len(keep.claims) :]] == ["k.date.2"]
    assert {c.incident for c in moved.claims} == {"k"}
    foreign = merged(keep, told("o", killed="9", source="other"))
    assert [c.id for c in foreign.claims] == [
        "k.date.1", "k.location.1", "k.killed.1", "k.date.2", "k.location.2", "k.killed.2",
    ]  # fmt: skip
    assert add_up(foreign, SOURCES).independent_sources == 2


def _claims(owner: str, source: str, *texts: str) -> tuple[Claim, ...]:
    return tuple(
        claim(Field.KILLED, Count.parse(t), number=n, incident=owner, source=source)
        for n, t in enumerate(texts, 1)
    )


def test_what_superseded_or_took_back_a_claim_still_does() -> None:
    first, second, third = _claims("o", "other", "7", "9", "12")
    other = Dossier(
        incident=told("o").incident,
        claims=(first, replace(second, supersedes=first.id), third),
        withdrawals=(Withdrawal(subject=third.id, why="misread", by="me", at=AT),),
    )
    whole = merged(Dossier(incident=told("k").incident, claims=_claims("k", "paper", "9")), other)
    assert [c.id for c in whole.standing] == ["k.killed.1", "k.killed.3"]
    assert whole.claims[2].supersedes == "k.killed.2"
    assert [w.subject for w in whole.withdrawals] == ["k.killed.4"]


def test_a_taken_number_is_passed_over() -> None:
    (nine,) = _claims("k", "paper", "9")
    keep = Dossier(incident=told("k").incident, claims=(replace(nine, id="k.killed.2"),))
    other = Dossier(incident=told("o").incident, claims=_claims("o", "other", "7", "8"))
    assert [c.id for c in merged(keep, other).claims] == ["k.killed.2", "k.killed.3", "k.killed.4"]


@pytest.mark.parametrize(
    ("keep", "other", "expected"),
    [
        (Kind.ATTACK, Kind.DRONE_STRIKE, Kind.DRONE_STRIKE),
        (Kind.DRONE_STRIKE, Kind.ATTACK, Kind.DRONE_STRIKE),
        (Kind.AIRSTRIKE, Kind.DRONE_STRIKE, Kind.DRONE_STRIKE),
        (Kind.AIRSTRIKE, Kind.MISSILE_STRIKE, Kind.AIRSTRIKE),
        (Kind.BOMBING, Kind.SUICIDE_BOMBING, Kind.SUICIDE_BOMBING),
        (Kind.OTHER, Kind.TALKS, Kind.TALKS),
    ],
)
def test_the_finer_kind_is_kept(keep: Kind, other: Kind, expected: Kind) -> None:
    assert merged(told("k", kind=keep), told("o", kind=other)).incident.kind is expected


def test_links_assessments_and_countries_of_the_other_join() -> None:
    to_both = Link(from_id="k", to_id="x", type=LinkType.FOLLOWS)
    keep = told("k", origin="PK", links=(to_both,))
    judged = Assessment(incident="o", axis=Axis.HARM, grade="likely", why="two", by="me", at=AT)
    links = [("x", LinkType.FOLLOWS), ("k", LinkType.PART_OF), ("y", LinkType.NOT_SAME_EVENT)]
    other = told(
        "o", origin="IR", target="IR",
        links=tuple(Link(from_id="o", to_id=to, type=kind) for to, kind in links),
    )  # fmt: skip
    whole = merged(keep, replace(other, assessments=(judged,)))
    assert whole.links == (to_both, Link(from_id="k", to_id="y", type=LinkType.NOT_SAME_EVENT))
    assert whole.assessments == (replace(judged, incident="k"),)
    assert (whole.incident.origin_country, whole.incident.target_country) == ("PK", "IR")


def _gone(status: Status, into: str | None = None) -> Dossier:
    bare = told("g")
    return replace(bare, incident=replace(bare.incident, status=status, merged_into=into))


@pytest.mark.parametrize(
    ("keep", "other", "message"),
    [
        (lambda: told("a"), lambda: told("a"), "name two"),
        (lambda: told("a"), lambda: _gone(Status.WITHDRAWN), "g is withdrawn"),
        (lambda: _gone(Status.WITHDRAWN), lambda: told("a"), "g is withdrawn"),
        (lambda: told("a"), lambda: _gone(Status.MERGED_INTO, "h"), "into h before; name h"),
        (lambda: _gone(Status.MERGED_INTO, "h"), lambda: told("a"), "into h before; name h"),
        (lambda: _gone(Status.DRAFT), lambda: told("a"), "incidentmap merge a g"),
    ],
)
def test_what_cannot_be_merged(
    keep: Callable[[], Dossier], other: Callable[[], Dossier], message: str
) -> None:
    with pytest.raises(ModelError, match=message):
        merged(keep(), other())


def test_drafts_merge_into_what_is_active_and_into_each_other() -> None:
    draft = told("d", status=Status.DRAFT)
    assert merged(told("a"), draft).incident.status is Status.ACTIVE
    assert merged(draft, told("e", status=Status.DRAFT)).incident.status is Status.DRAFT


def test_every_observation_has_a_weight_and_only_what_is_decided_is_certain() -> None:
    assert set(WEIGHTS) == set(Observed)
    certain = {seen for seen, weight in WEIGHTS.items() if abs(weight) >= CERTAIN}
    assert certain == {
        Observed.LINKED_SAME, Observed.LINKED_APART, Observed.KIND_RULED_OUT,
        Observed.DATE_RULED_OUT,
    }  # fmt: skip
