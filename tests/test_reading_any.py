"""Reading any page: noise around a story, odd and long texts, and the laws that hold of all."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import ReportError
from geo.incident import Status
from geo.reading.article import read_article
from geo.reading.read import read_reports
from geo.source import text_sha256
from tests.readings import FRIDAY, PAGE, read, record_of, told, tolls

if TYPE_CHECKING:
    from gazetteer.index import Gazetteer
    from geo.reading.read import Reading

ROOT = Path(__file__).resolve().parents[1]
BOMB = "A bomb exploded in Quetta on Monday, killing five people."
BOMBED = "bombing Quetta PK 2024-01-15"

# Page noise

MOSUL = (
    "A drone strike hit a house in Mosul on Wednesday and killed three people. The army said "
    "nothing about the strike, and the governor asked for calm while workers cleared the street."
)
STRUCK = "drone_strike Mosul IQ 2024-01-17"
HTML = f"""<html><head><title>Drone strike in Mosul</title>
<script>var a = "A bomb exploded in Quetta on Monday, killing ninety people.";</script></head>
<body><nav><a href="/">Bomb in Quetta kills seven</a><a href="/x">Missiles hit Erbil</a></nav>
<article><h1>Drone strike in Mosul</h1><p>{MOSUL}</p>
<figure><img src="a.jpg"><figcaption>Smoke over Kirkuk after a bombing on Sunday that killed four
people.</figcaption></figure>
<p>The city was quiet at night, and shops were open again in the morning.</p></article>
<aside><h3>Most read</h3><a href="/1">Air strike on Kirkuk kills forty</a></aside></body></html>"""
PAGE_OF_TWO = f"""Car bomb kills five in Quetta

{BOMB} The blast broke windows in the market and hurt about twenty people, who were taken to the
main hospital of the city.

Elsewhere in the news

Drone strike kills three in Mosul

{MOSUL}
"""
MENUS = """

Read more
Related stories
Missiles hit Erbil, killing four
Share on Facebook
Home | World | Sport
"""


def test_a_page_with_menus_captions_and_scripts_tells_its_story_alone(gazetteer: Gazetteer) -> None:
    record = record_of(gazetteer, HTML, suffix="html")
    assert told(record) == [STRUCK]
    assert tolls(record["incidents"][0]) == ["killed 3"]


def test_a_text_saved_with_menus(gazetteer: Gazetteer) -> None:
    text = f"Drone strike kills three in Mosul\n\nBy A Reporter\n19 January 2024\n\n{MOSUL}{MENUS}"
    record = record_of(gazetteer, text)
    assert told(record) == [STRUCK]
    assert tolls(record["incidents"][0]) == ["killed 3"]


def test_a_story_told_twice_on_a_page_counts_once(gazetteer: Gazetteer) -> None:
    text = f"Drone strike in Mosul\n\n{MOSUL}\n\nThe city was quiet at night.\n\n{MOSUL}"
    record = record_of(gazetteer, text)
    assert told(record) == [STRUCK]
    assert tolls(record["incidents"][0]) == ["killed 3"]


def test_two_stories_of_a_page_are_not_mixed_up(gazetteer: Gazetteer) -> None:
    record = record_of(gazetteer, PAGE_OF_TWO)
    assert told(record) == [BOMBED, STRUCK]
    found = {one["kind"]: tolls(one) for one in record["incidents"]}
    assert found == {"bombing": ["killed 5", "injured ~20"], "drone_strike": ["killed 3"]}


# What must hold of anything that is read

SENTENCES = [
    BOMB,
    "Pakistan said Iran fired missiles at Quetta on Tuesday.",
    "Iran denied it.",
    "An air strike hit Mosul and Kirkuk on Sunday, killing at least twelve people.",
    "A day after the strike, gunmen attacked a bus in Erbil.",
    "The death toll rose to nine.",
    "Pakistan recalled its ambassador from Tehran in response to the attack.",
    "It said two women and three children were among the dead.",
    "Officials blamed the attack on the Balochistan Liberation Army.",
    "Shells fell 3 km inside the Iranian border last month.",
    "The market opened at noon.",
    "Nobody claimed responsibility, police said.",
    "“They came at night,” a baker in Zahedan said. “We saw drones.”",
    "By A Reporter",
    "DRONES HIT KYIV",
    "Read more",
    "قتل تسعة أشخاص في غارة جوية.",
    "٪ \u202e … 1,000,000,000,000 killed - -",
]
JOINTS = [" ", "\n", "\n\n", "; ", " — "]


def assert_holds(reading: Reading) -> None:
    """Every quote stands in its text, ids are unique, and all are attributed drafts."""
    texts = {kept.sha256: kept.text for kept in reading.texts}
    dossiers = [draft.dossier for draft in reading.drafts]
    claims = [claim for dossier in dossiers for claim in dossier.claims]
    ids = [dossier.incident.id for dossier in dossiers] + [claim.id for claim in claims]
    assert len(set(ids)) == len(ids)
    known = {dossier.incident.id for dossier in dossiers}
    for text_hash, text in texts.items():
        assert text_sha256(text) == text_hash
    for claim in claims:
        cited = claim.citation
        assert cited.sha256 is not None
        assert texts[cited.sha256][cited.start : cited.end] == cited.quote
        assert claim.claimant.strip() == claim.claimant != ""
        assert claim.supersedes is None or claim.supersedes in ids
    for dossier in dossiers:
        assert dossier.incident.status is Status.DRAFT
        for link in dossier.links:
            assert link.from_id == dossier.incident.id != link.to_id
            assert link.to_id in known
    for draft in reading.drafts:
        assert 0 <= draft.confidence <= 1


@settings(max_examples=60)
@given(
    parts=st.lists(
        st.tuples(st.sampled_from(SENTENCES), st.sampled_from(JOINTS)), min_size=1, max_size=12
    )
)
def test_any_mix_of_sentences_is_read_and_every_quote_holds(
    gazetteer: Gazetteer, parts: list[tuple[str, str]]
) -> None:
    assert_holds(read(gazetteer, "".join(sentence + joint for sentence, joint in parts)))


@settings(max_examples=40)
@given(text=st.text(min_size=1, max_size=200))
def test_any_text_is_read_or_refused_in_words(gazetteer: Gazetteer, text: str) -> None:
    try:
        assert_holds(read(gazetteer, text.encode("utf-8", "replace").decode()))
    except ReportError as refusal:
        assert "report-0.txt" in str(refusal)  # noqa: PT017 (either outcome is right)


@settings(max_examples=25)
@given(order=st.permutations(range(5)))
def test_the_order_of_the_reports_makes_no_difference(
    gazetteer: Gazetteer, order: list[int]
) -> None:
    reports = [
        f"Bomb in Quetta\n\n{BOMB}",
        "Five people died when a bomb went off in Quetta on Monday.",
        MOSUL,
        "Jets struck Mosul on Sunday. Drones hit Kirkuk on Wednesday.",
        "Iran fired missiles at Quetta on Tuesday, Pakistan said. Iran denied it.",
    ]
    straight = told(record_of(gazetteer, *reports))
    assert len(straight) == 5
    assert told(record_of(gazetteer, *(reports[number] for number in order))) == straight


@pytest.mark.parametrize("text", ["", "   \n\n\t"])
def test_an_empty_text_is_refused(gazetteer: Gazetteer, text: str) -> None:
    with pytest.raises(ReportError, match="has no text"):
        read(gazetteer, text)


@pytest.mark.parametrize(
    "text",
    [
        "قتل تسعة أشخاص في غارة جوية على مدينة الموصل يوم الثلاثاء.",
        "نه نفر در حمله هوایی به سراوان کشته شدند.",
        "]]]>>>{{{ \\u0000 %s %n",
        "Quetta",
        "." * 500,
        "bomb " * 300,
        "Quetta, " * 300,
        "A bomb exploded in " + "Quetta and " * 60 + "Mosul on Monday.",
        "“" * 200 + BOMB,
    ],
    ids=lambda text: text[:12],
)
def test_odd_texts_are_read_without_harm(gazetteer: Gazetteer, text: str) -> None:
    assert_holds(read(gazetteer, text))


TOWNS = ["Quetta", "Mosul", "Erbil", "Kirkuk", "Zahedan", "Karachi", "Baghdad", "Peshawar"]
FILLERS = ["The mayor", "A teacher", "The bakers", "One farmer", "The students", "A sailor"]
DOINGS = ["spoke of the harvest", "opened a library", "mended a bridge", "sold old lamps"]


def long_report(paragraphs: int) -> str:
    """Paragraphs that differ, with an attack in every fourth."""
    made = []
    for number in range(paragraphs):
        town = TOWNS[number // 4 % 8]
        told_of = (
            f"A bomb exploded in {town} on {number % 28 + 1} December, killing {number + 2} people."
        )
        quiet = f"{FILLERS[number % 6]} of quarter {number} {DOINGS[number % 4]} in {town}."
        made.append(f"{told_of if number % 4 == 0 else ''} {quiet} It was visitor {number * 7}.")
    return "\n\n".join(made)


def test_a_long_report_is_read(gazetteer: Gazetteer) -> None:
    text = long_report(240)
    assert len(text) > 20_000
    reading = read(gazetteer, text)
    assert len(reading.drafts) >= 8
    assert_holds(reading)


def test_work_grows_about_with_the_length(gazetteer: Gazetteer) -> None:
    """Calls are counted, not seconds: four times the text is at most eight times the work."""

    def calls(paragraphs: int) -> int:
        counted = 0

        def count(*_: object) -> None:
            nonlocal counted
            counted += 1

        text = long_report(paragraphs)
        read(gazetteer, text)
        before = sys.getprofile()
        sys.setprofile(count)
        try:
            read(gazetteer, text)
        finally:
            sys.setprofile(before)
        return counted

    assert calls(160) < 8 * calls(40)


SCRIPT = """
import json, sys
from gazetteer.index import Gazetteer
from tests.readings import record_of
with Gazetteer.open() as gazetteer:
    print(json.dumps(record_of(gazetteer, *json.load(sys.stdin))))
"""


def test_two_runs_give_the_same_whatever_the_hash_seed() -> None:
    texts = [PAGE_OF_TWO, MOSUL, " ".join(SENTENCES[:10])]

    def run(seed: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT],
            input=json.dumps(texts),
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        return re.sub(r'"recorded_at": "[^"]*"', '"recorded_at": ""', done.stdout)

    first = run("1")
    assert json.loads(first)["incidents"]
    assert run("2") == first


def test_the_report_speaks_where_nobody_else_does(gazetteer: Gazetteer) -> None:
    (one,) = record_of(gazetteer, BOMB)["incidents"]
    assert {claim["claimant"] for claim in one["claims"]} == {f"{PAGE}0.txt)"}


def test_an_id_that_is_taken_is_left_alone(gazetteer: Gazetteer) -> None:
    article = read_article(BOMB.encode(), name="report.txt", published=FRIDAY)
    taken = frozenset({"2024-01-15-quetta-bombing"})
    (draft,) = read_reports([article], gazetteer=gazetteer, taken=taken).drafts
    assert draft.dossier.incident.id == "2024-01-15-quetta-bombing-2"


def test_progress_is_told_after_each_report(gazetteer: Gazetteer) -> None:
    articles = [read_article(text.encode(), name="x.txt") for text in (BOMB, MOSUL)]
    steps: list[tuple[int, int]] = []
    read_reports(articles, gazetteer=gazetteer, progress=lambda *step: steps.append(step))
    assert steps == [(1, 2), (2, 2)]
