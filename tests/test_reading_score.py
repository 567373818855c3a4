"""The scoring of a reader, on records made by hand."""

from __future__ import annotations

import json
from itertools import permutations
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.benchmarks import reading
from tests.benchmarks.reading_checks import checks_of
from tests.benchmarks.reading_score import (
    Score,
    Share,
    can_match,
    claimants_agree,
    matching,
    pairs_of,
    scored,
)
from tests.benchmarks.reading_speed import reports_of, stage_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

KM = 1 / 111.32
PAGE = "Unnamed page (A title)"


def found(
    name: str = "one",
    *,
    day: str = "2024-03-03",
    last: str | None = None,
    country: str = "GA",
    east_km: float = 0,
    precision: str = "settlement",
    radius_m: float = 5000.0,
    **changes: object,
) -> dict[str, Any]:
    """An air strike on a town at 10 E, 0 N, on 3 March 2024."""
    where = {
        "mention": "Town",
        "name": "Town",
        "country": country,
        "lon": 10 + east_km * KM,
        "lat": 0.0,
        "precision": precision,
        "radius_m": radius_m,
    }
    date = {"edtf": day, "start": f"{day}T00:00:00Z", "end": f"{last or day}T23:59:59Z"}
    made: dict[str, Any] = {
        "id": name,
        "kind": "airstrike",
        "title": name,
        "date": date,
        "where": where,
        "perpetrator": None,
        "target": None,
        "origin_country": None,
        "counts": [],
    }
    return made | changes


def expected(
    name: str = "one", *, reach: dict[str, object] | None = None, **changes: object
) -> dict[str, Any]:
    """The same, as an answer."""
    place = {"name": "Town", "country": "GA", "lon": 10.0, "lat": 0.0, **(reach or {})}
    made: dict[str, Any] = {
        "id": name,
        "kind": "airstrike",
        "edtf": "2024-03-03",
        "place": place,
        "perpetrator": None,
        "target": None,
        "counts": [],
        "status": "happened",
    }
    return made | changes


def record(*incidents: dict[str, Any], links: Sequence[dict[str, str]] = ()) -> dict[str, Any]:
    return {
        "sources": [{"id": "page", "publisher": PAGE}],
        "incidents": list(incidents),
        "links": list(links),
    }


def answer(*incidents: dict[str, Any], links: Sequence[dict[str, str]] = ()) -> dict[str, Any]:
    return {"incidents": list(incidents), "links": list(links)}


def count(low: int, claimant: str | None = PAGE, **changes: object) -> dict[str, Any]:
    return {"effect": "killed", "low": low, "high": low, "claimant": claimant} | changes


@given(st.lists(st.lists(st.integers(0, 4), unique=True, max_size=5), max_size=5))
def test_no_matching_makes_more_pairs(edges: list[list[int]]) -> None:
    pairs = matching([dict(enumerate(edges))])
    assert all(right in edges[left] for left, right in pairs.items())
    assert len(set(pairs.values())) == len(pairs)
    most = max(
        sum(right in rights for right, rights in zip(order, edges, strict=False))
        for order in permutations(range(5))
    )
    assert len(pairs) == most


def test_pairs_of_one_kind_are_made_before_others() -> None:
    strike, talks = found("strike"), found("talks", kind="talks")
    drone = found("drone", kind="drone_strike")
    wanted = [expected("airstrike"), expected("talks", kind="talks")]
    assert pairs_of([talks, strike], wanted) == {0: 1, 1: 0}
    assert pairs_of([drone, talks], wanted) == {0: 0, 1: 1}
    assert pairs_of([talks, drone, strike], wanted[:1]) == {2: 0}


def test_a_place_is_right_within_50_km_and_in_the_country() -> None:
    assert can_match(found(east_km=49), expected())
    assert not can_match(found(east_km=51), expected())
    assert not can_match(found(country="CG"), expected())
    assert not can_match(found(where=None), expected())
    assert not can_match(found() | {"where": {**found()["where"], "lon": None}}, expected())


def test_a_coarse_place_reaches_as_far_as_its_radius() -> None:
    province = expected(reach={"precision": "adm1", "radius_m": 200_000})
    assert can_match(found(east_km=190), province)
    assert not can_match(found(east_km=210), province)
    assert can_match(found(east_km=190, precision="adm1", radius_m=200_000.0), expected())
    assert not can_match(found(east_km=210, precision="adm1", radius_m=200_000.0), expected())
    assert not can_match(found(east_km=60, radius_m=200_000.0), expected())


@pytest.mark.parametrize(
    ("day", "last", "edtf", "fits"),
    [
        ("2024-03-03", None, "2024-03-03", True),
        ("2024-03-04", None, "2024-03-03", False),
        ("2024-03-03", "2024-03-10", "2024-03-03", True),
        ("2024-03-03", "2024-03-11", "2024-03-03", False),
        ("2024-03-01", "2024-03-31", "2024-03-03", False),
        ("2024-03-31", None, "2024-03", True),
        ("2024-03-01", "2024-03-31", "2024-03", True),
        ("2024-03-05", None, "2024-03-03/2024-03-05", True),
    ],
)
def test_dates_meet_and_are_not_much_longer(day: str, last: str, edtf: str, *, fits: bool) -> None:
    assert can_match(found(day=day, last=last), expected(edtf=edtf)) is fits


def test_without_a_date_or_with_an_open_one_nothing_matches() -> None:
    assert not can_match(found(date=None), expected())
    open_end = {"edtf": "2024-03-03/..", "start": "2024-03-03T00:00:00Z", "end": None}
    assert not can_match(found(date=open_end), expected())


def test_an_incident_found_twice_counts_once() -> None:
    score = scored(record(found("a"), found("b")), answer(expected(), expected("far", edtf="2023")))
    assert score.precision == Share(right=1, of=2)
    assert score.recall == Share(right=1, of=2)
    assert score.f1 == pytest.approx(0.5)


def test_historical_ones_are_neither_missed_nor_wrong() -> None:
    old = expected("old", edtf="2020-05-05", historical=True)
    both = scored(record(found(), found("old", day="2020-05-05")), answer(expected(), old))
    assert both.precision == both.recall == Share(right=2, of=2)
    assert both.recent_precision == both.recent_recall == Share(right=1, of=1)
    missed = scored(record(found()), answer(expected(), old))
    assert missed.f1 == pytest.approx(2 / 3)
    assert missed.recent_f1 == 1.0


def test_kind_and_family() -> None:
    reports = record(
        found("a"),
        found("b", day="2024-03-10", kind="shelling"),
        found("c", day="2024-03-20", kind="talks"),
    )
    wanted = answer(*(expected(day, edtf=f"2024-03-{day}") for day in ("03", "10", "20")))
    score = scored(reports, wanted)
    assert (score.kind.right, score.family.right, score.family.of) == (1, 2, 3)


def test_counts_agree_in_effect_low_and_high_and_each_once() -> None:
    told = [
        count(5),
        count(5, "police"),
        count(9, high=None),
        count(2, effect="injured"),
        count(7, denied=True),
    ]
    wanted = [
        count(5, None),
        count(5, None),
        count(9, None),
        count(2, None, effect="injured"),
        count(7, None),
    ]
    score = scored(record(found(counts=told)), answer(expected(counts=wanted)))
    assert score.counts == Share(right=3, of=5)
    assert score.counts_found == Share(right=3, of=4)
    assert score.claimants == Share(right=2, of=3)


def test_counts_of_what_is_not_matched_are_not_asked_for() -> None:
    far = expected("far", edtf="2023-01-01", counts=[count(3, None)])
    assert scored(record(found()), answer(expected(), far)).counts == Share()


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        (None, None, True),
        ("police", None, False),
        ("the Iranian foreign ministry", "Iran's foreign ministry", True),
        ("Pakistan's military", "Pakistan", True),
        ("Iran's foreign ministry", "Pakistan's foreign office", False),
        ("A police officer", "police", True),
        ("medics", "the mayor", False),
    ],
)
def test_claimants_agree_by_most_of_the_shorter(
    one: str | None, other: str | None, *, agree: bool
) -> None:
    assert claimants_agree(one, other) is agree
    assert claimants_agree(other, one) is agree


@pytest.mark.parametrize(
    ("told", "wanted", "right"),
    [
        ({"perpetrator": "Pakistani jets"}, "Pakistan", True),
        ({"perpetrator": "jets", "origin_country": "PK"}, "Pakistan's army", True),
        ({"origin_country": "KH"}, "Cambodia", True),
        ({"perpetrator": "Boko Haram"}, "Boko Haram fighters", True),
        ({"perpetrator": "jets"}, "Pakistan", False),
        ({}, "Boko Haram", False),
        ({"origin_country": "IN"}, "Pakistan", False),
    ],
)
def test_a_perpetrator_is_right_by_country_or_name(
    told: dict[str, str], wanted: str, *, right: bool
) -> None:
    score = scored(record(found() | told), answer(expected(perpetrator=wanted)))
    assert score.perpetrators == Share(right=right, of=1)
    unasked = scored(record(found() | told), answer(expected()))
    assert unasked.perpetrators == Share()


def test_links_are_right_between_matched_ends_and_in_their_direction() -> None:
    strikes = [found("a"), found("b", day="2024-03-10"), found("c", day="2024-03-20")]
    wanted = [expected("first"), expected("second", edtf="2024-03-10")]
    right = {"from": "b", "type": "retaliation_for", "to": "a"}
    link = {"from": "second", "type": "retaliation_for", "to": "first"}
    stray = {"from": "c", "type": "follows", "to": "a"}
    score = scored(record(*strikes, links=[right, stray]), answer(*wanted, links=[link]))
    assert score.links == score.links_found == Share(right=1, of=1)
    turned = {"from": "a", "type": "retaliation_for", "to": "b"}
    score = scored(record(*strikes, links=[turned]), answer(*wanted, links=[link]))
    assert score.links == Share(right=0, of=1)
    assert score.links_found == Share(right=0, of=1)


def test_scores_add_up() -> None:
    whole = Score(recall=Share(right=1, of=4)) + Score(recall=Share(right=2, of=2))
    assert whole.recall == Share(right=3, of=6)
    assert str(whole.recall) == "3/6 0.50"
    assert str(Share()) == "-"
    assert Score().f1 == 0.0


def event(
    name: str,
    point: tuple[float, float],
    country: str,
    *,
    day: str = "2024-03-03",
    last: str | None = None,
    precision: str = "settlement",
    **changes: object,
) -> dict[str, Any]:
    made = found(name, country=country, day=day, last=last, precision=precision)
    made["where"] |= {"lon": point[0], "lat": point[1]}
    return made | changes


def five() -> dict[str, dict[str, Any]]:
    """The incidents that make every check hold."""
    tolls = [count(9), count(12, high=None)]
    islamabad, tehran = (73.05, 33.72), (51.42, 35.69)
    made = (
        event(
            "saravan",
            (62.33, 27.3),
            "IR",
            day="2024-01-17",
            last="2024-01-18",
            origin_country="PK",
            counts=tolls,
        ),
        event("pakistan", (65.6, 27.5), "PK", day="2024-01-16", perpetrator="IRGC"),
        event("erbil", (44.0, 36.2), "IQ", day="2024-01-15", origin_country="IR"),
        event("rask", (61.4, 26.2), "IR", day="2023-12-01", last="2023-12-31", kind="attack"),
        event("kerman", (57.1, 30.3), "IR", day="2024-01-03", kind="bombing"),
        event("recall", islamabad, "PK", day="2024-01-17", kind="recall"),
        event("ties", islamabad, "PK", day="2024-01-19", kind="restoration"),
        event("summons", (4.3, 52.1), "NL", day="2024-01-19", kind="summons"),
        event("talks", tehran, "IR", day="2024-01-19", kind="talks"),
    )
    return {one["id"]: one for one in made}


def not_held(incidents: dict[str, dict[str, Any]]) -> set[str]:
    return {name for name, held in checks_of(record(*incidents.values())) if not held}


def test_every_check_can_hold_and_none_holds_of_nothing_told() -> None:
    assert not not_held(five())
    assert len(not_held({})) == len(checks_of(record())) - 9


@pytest.mark.parametrize(
    ("change", "broken"),
    [
        ({"again": event("again", (62.3, 27.4), "IR", day="2024-01-18")}, "Saravan: told of once"),
        (
            {"again": event("again", (54.0, 32.0), "IR", day="2024-01-18", precision="country")},
            "Saravan: lies there",
        ),
        ({"saravan": {**five()["saravan"], "origin_country": "IR"}}, "Saravan: by PK"),
        ({"saravan": {**five()["saravan"], "counts": []}}, "Saravan: a toll of at least twelve"),
        ({"erbil": event("erbil", (44.0, 36.2), "IQ", day="2024-01-14")}, "Erbil: 2024-01-15 to"),
        ({"kerman": event("kerman", (51.4, 35.7), "IR", day="2024-01-03")}, "Kerman: lies there"),
        ({"x": event("x", (51.42, 35.69), "IR", day="2024-01-01")}, "nothing but diplomacy: Teh"),
        ({"x": event("x", (9.84, 46.8), "CH", kind="attack")}, "nothing but diplomacy: Davos"),
        (
            {"ties": event("ties", (73.0, 33.7), "PK", day="2024-01-19", kind="talks")},
            "ties restored: one restoration in PK",
        ),
    ],
)
def test_a_check_fails_when_it_should(change: dict[str, Any], broken: str) -> None:
    assert any(name.startswith(broken) for name in not_held(five() | change))


def test_misses_and_extras_are_told() -> None:
    lines = list(
        reading.misses_and_extras(
            record(found(day="2024-05-05"), found("met")),
            answer(expected(), expected("old", edtf="2020", historical=True)),
        )
    )
    assert lines == [
        "missed airstrike 2020 Town (historical)",
        "extra  airstrike 2024-05-05 Town: one",
    ]


@pytest.mark.parametrize("part", ["unseen", "unseen2"])
def test_details_of_what_is_kept_aside_are_refused(
    part: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        reading.main(["--quick", "--details", part])
    assert stopped.value.code == 2
    told = capsys.readouterr()
    assert not told.out
    assert f"{part} is kept aside" in told.err


def test_records_of_a_folder_are_judged(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers = json.loads((reading.OWN / "expected.json").read_text(encoding="utf-8"))
    for name in answers:
        (tmp_path / f"{name}.json").write_text(json.dumps(record()), encoding="utf-8")
    (tmp_path / "shared.json").write_text(json.dumps(record(*five().values())), encoding="utf-8")
    reading.main(["--quick", "--records", str(tmp_path)])
    told = capsys.readouterr().out
    assert "31 of 31 hold" in told
    assert "incident F1" in told
    reading.main(["--details", "tuning", "--records", str(tmp_path)])
    lines = capsys.readouterr().out.splitlines()
    missed = sum(len(one["incidents"]) for one in answers.values() if one["set"] == "tuning")
    assert len(lines) == missed


def test_reports_for_the_speed_have_their_length() -> None:
    reports = reports_of(["word " * 300] * 9)
    assert len(reports) == 4
    assert all(2_900 < len(report) <= 3_001 for report in reports)


@pytest.mark.parametrize(
    ("file", "stage"),
    [
        ("/x/geo/reading/counts/numbers.py", "counts"),
        ("/x/geo/reading/drafts.py", "drafts and merging"),
        ("/x/gazetteer/index.py", "places"),
        ("/x/lib/re/__init__.py", "other"),
    ],
)
def test_time_goes_to_a_stage(file: str, stage: str) -> None:
    assert stage_of(file) == stage
