"""The reports of our own hold together: texts, answers, places, dates and kinds."""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from gazetteer.place import Precision
from geo.distance import geodesic_m
from geo.incident import LinkType
from geo.kinds import Kind
from geo.when import When

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazetteer.index import Gazetteer

FOLDER = Path(__file__).parent / "reports"
REPORTS: dict[str, dict[str, Any]] = json.loads(
    (FOLDER / "expected.json").read_text(encoding="utf-8")
)
RUN = 8
# Of each set: reports with incidents, reports without, fewest and most words.
SETS = {
    "tuning": (36, 13, 100, 700),
    "unseen": (10, 5, 100, 450),
    "unseen2": (7, 3, 200, 500),
}


def _text(name: str) -> str:
    path = FOLDER / str(REPORTS[name]["set"]) / f"{name}.txt"
    return path.read_bytes().decode("utf-8")


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


def _incidents() -> Iterator[tuple[str, dict[str, Any]]]:
    for name, report in REPORTS.items():
        for incident in report["incidents"]:
            yield name, incident


INCIDENTS = [pytest.param(*case, id=f"{case[0]}-{case[1]['id']}") for case in _incidents()]


def test_every_text_has_an_answer_and_every_answer_a_text() -> None:
    texts = {(path.parent.name, path.stem) for path in FOLDER.glob("*/*.txt")}
    assert texts == {(report["set"], name) for name, report in REPORTS.items()}


@pytest.mark.parametrize("part", SETS)
def test_each_set_has_reports_with_incidents_and_without(part: str) -> None:
    sizes = [len(report["incidents"]) for report in REPORTS.values() if report["set"] == part]
    assert (sum(map(bool, sizes)), sizes.count(0)) == SETS[part][:2]


@pytest.mark.parametrize("name", REPORTS)
def test_texts_are_plain_and_neither_long_nor_short(name: str) -> None:
    text = _text(name)
    _, _, fewest, most = SETS[REPORTS[name]["set"]]
    assert fewest <= len(text.split()) <= most
    assert unicodedata.is_normalized("NFC", text)
    assert text.endswith("\n")
    assert not [sign for sign in text if sign != "\n" and not sign.isprintable()]


def test_no_text_is_taken_from_the_shared_reports(shared: Path) -> None:
    pages = sorted((shared / "reports").glob("*.txt"))
    assert pages
    theirs = set().union(*(_runs(page.read_text(encoding="utf-8")) for page in pages))
    assert {name: _runs(_text(name)) & theirs for name in REPORTS} == {n: set() for n in REPORTS}


def test_no_text_repeats_another() -> None:
    seen: set[tuple[str, ...]] = set()
    for name in REPORTS:
        runs = _runs(_text(name))
        assert not runs & seen, name
        seen |= runs


@pytest.mark.parametrize(("name", "incident"), INCIDENTS)
def test_expected_places_are_known(
    gazetteer: Gazetteer, name: str, incident: dict[str, Any]
) -> None:
    expected = incident["place"]
    assert expected["name"] in _text(name)
    place = gazetteer.resolve(expected["name"], country=expected["country"]).place
    assert place is not None
    assert place.country == expected["country"]
    point = (expected["lon"], expected["lat"])
    assert geodesic_m(point, (place.lon, place.lat)) <= 50_000
    if "precision" in expected:
        assert Precision(expected["precision"]).rank > Precision.SETTLEMENT.rank
        assert expected["radius_m"] > 0


@pytest.mark.parametrize(("name", "incident"), INCIDENTS)
def test_expected_dates_are_edtf_and_not_after_the_report(
    name: str, incident: dict[str, Any]
) -> None:
    when = When.parse(incident["edtf"])
    assert when.edtf == incident["edtf"]
    assert when.start is not None
    assert when.start.date() <= date.fromisoformat(REPORTS[name]["published"])


@pytest.mark.parametrize(("name", "incident"), INCIDENTS)
def test_expected_fields_are_of_the_model(name: str, incident: dict[str, Any]) -> None:
    assert Kind(incident["kind"])
    assert incident["status"] in {"happened", "claimed", "denied"}
    assert incident["status"] != "denied" or incident["denied_by"], name
    for count in incident["counts"]:
        assert count["effect"] in {"killed", "injured"}
        assert count["high"] is None or 0 <= count["low"] <= count["high"]


@pytest.mark.parametrize("name", REPORTS)
def test_each_incident_is_recorded_once_and_links_lead_to_one(name: str) -> None:
    report = REPORTS[name]
    ids = [incident["id"] for incident in report["incidents"]]
    assert len(set(ids)) == len(ids)
    same = [(i["kind"], i["edtf"], i["place"]["name"]) for i in report["incidents"]]
    assert len(set(same)) == len(same)
    for link in report["links"]:
        assert LinkType(link["type"])
        assert {link["from"], link["to"]} <= set(ids)
