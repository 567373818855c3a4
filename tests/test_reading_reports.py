"""How well the reports of our own are read, and what holds of the five in ../shared."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from geo.reading.article import read_article
from geo.reading.read import Reading, read_reports
from geo.reading.records import reading_record
from tests.benchmarks.reading_checks import checks_of
from tests.benchmarks.reading_score import Score, scored
from tests.readings import FRIDAY, told
from tests.test_reading_any import assert_holds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.index import Gazetteer

Record = dict[str, Any]
OWN = Path(__file__).parent / "reports"
ANSWERS: dict[str, Record] = json.loads((OWN / "expected.json").read_text(encoding="utf-8"))


def read_files(gazetteer: Gazetteer, paths: Sequence[Path], published: date) -> Reading:
    names = [path.name for path in paths]
    articles = [
        read_article(path.read_bytes(), name=path.name, published=published) for path in paths
    ]
    return read_reports(articles, gazetteer=gazetteer, names=names)


def plain(reading: Reading) -> Record:
    kept: Record = json.loads(json.dumps(reading_record(reading)))
    return kept


def read_own(gazetteer: Gazetteer, name: str) -> Reading:
    answer = ANSWERS[name]
    path = OWN / str(answer["set"]) / f"{name}.txt"
    return read_files(gazetteer, [path], date.fromisoformat(answer["published"]))


@pytest.fixture(scope="module")
def scores(gazetteer: Gazetteer) -> dict[str, Score]:
    """The score of each set; no test sees more of the sets that are kept aside."""
    found: dict[str, Score] = {}
    for name, answer in ANSWERS.items():
        score = scored(plain(read_own(gazetteer, name)), answer)
        found[answer["set"]] = found.get(answer["set"], Score()) + score
    return found


@pytest.mark.parametrize("part", ["tuning", "unseen"])
def test_four_of_five_incidents_are_found_and_right(scores: dict[str, Score], part: str) -> None:
    f1 = round(scores[part].f1, 3)
    assert f1 >= 0.8


def test_reports_of_other_worlds_hold_almost_nothing(gazetteer: Gazetteer) -> None:
    quiet = [name for name, answer in ANSWERS.items() if not answer["incidents"]]
    found = sum(len(read_own(gazetteer, name).drafts) for name in quiet)
    assert found <= len(quiet) // 5


@pytest.mark.parametrize("name", [name for name in ANSWERS if ANSWERS[name]["set"] == "tuning"])
def test_what_is_read_of_our_own_holds(gazetteer: Gazetteer, name: str) -> None:
    assert_holds(read_own(gazetteer, name))


# The five reports of January 2024

FIVE = "shared/reports"
CHECKS = [name for name, _ in checks_of({"incidents": []})]


@pytest.fixture(scope="module")
def paths() -> list[Path]:
    found = sorted((Path(__file__).resolve().parents[2] / FIVE).glob("*.txt"))
    if not found:
        pytest.skip(f"../{FIVE} is not there")
    return found


@pytest.fixture(scope="module")
def five(gazetteer: Gazetteer, paths: list[Path]) -> Reading:
    return read_files(gazetteer, paths, FRIDAY)


@pytest.mark.parametrize("name", CHECKS)
def test_of_the_five_reports_together(five: Reading, name: str) -> None:
    assert dict(checks_of(plain(five)))[name]


def test_what_is_read_of_the_five_holds(five: Reading) -> None:
    assert five.drafts
    assert_holds(five)


def test_the_order_of_the_five_makes_no_difference(
    gazetteer: Gazetteer, paths: list[Path], five: Reading
) -> None:
    straight = told(plain(five))
    for order in (paths[::-1], paths[2:] + paths[:2]):
        assert told(plain(read_files(gazetteer, order, FRIDAY))) == straight


def test_what_several_of_the_five_tell_has_several_sources(five: Reading) -> None:
    record = plain(five)
    several = [one for one in record["incidents"] if len(one["sources"]) > 1]
    assert several
    for one in several:
        assert one["merged"]
        assert 1 <= one["independent_sources"] <= len(one["sources"])
