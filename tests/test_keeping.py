"""What of a reading is kept, copies of what was kept before, and texts that no file can hold."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.index import Gazetteer
from geo.checking import check_citations
from geo.incident import Status
from geo.reading.article import Article, messages_in, read_article
from geo.reading.copies import copies_among
from geo.reading.keeping import accepted, to_keep
from geo.reading.read import read_reports
from geo.record import to_json
from geo.source import text_sha256, whole
from tests.builders import AT

STRIKE = (
    "Jets from across the border struck a depot near Panjgur in Pakistan on Thursday and killed "
    "at least two people, the provincial government said in Quetta."
)
SOUP = "Soak the lentils for an hour and drain them. Then add the salt and the onions, and stir."


def article(text: str) -> Article:
    return read_article(text.encode(), name="a.txt", published=date(2024, 1, 19))


def test_reports_that_tell_of_nothing_are_left_out(gazetteer: Gazetteer) -> None:
    reading = read_reports(
        [article(SOUP), article(STRIKE)], gazetteer=gazetteer, names=["soup.txt", "strike.txt"]
    )
    assert len(reading.sources) == 2
    collection, texts = to_keep(reading)
    assert [text.name for text in texts] == ["strike.txt"]
    assert [source.id for source in collection.sources] == [text.source for text in texts]
    assert [one.incident.status for one in collection.dossiers] == [Status.DRAFT]
    (active,) = (accepted(one, by="me", at=AT) for one in collection.dossiers)
    assert active.incident.status is Status.ACTIVE
    assert active.claims == collection.dossiers[0].claims
    assert [(a.grade, a.by) for a in active.assessments][-1] == ("accepted", "me")


def test_a_report_that_is_only_repeated_is_kept_with_its_copy(gazetteer: Gazetteer) -> None:
    first, copy = article(STRIKE), article(f"Depot struck\n\n{STRIKE}")
    reading = read_reports([first, copy], gazetteer=gazetteer, names=["a", "b"])
    assert [source.derives_from for source in reading.sources] == [None, reading.sources[0].id]
    collection, texts = to_keep(reading)
    assert len(collection.sources) == len(texts) == 2


def test_copies_of_what_was_read_before_are_found() -> None:
    new = {"b": article(f"Depot struck\n\n{STRIKE}"), "soup": article(SOUP)}
    assert copies_among(new) == {}
    assert copies_among(new, {"a": article(STRIKE)}) == {"b": "a"}
    both = {"c": article(STRIKE), **new}
    assert copies_among(both) == {"b": "c"}
    assert copies_among(both, {"a": article(STRIKE)}) == {"b": "a", "c": "a"}


def test_a_report_read_again_is_no_copy_of_itself(gazetteer: Gazetteer) -> None:
    (source,) = read_reports([article(STRIKE)], gazetteer=gazetteer, names=["a"]).sources
    again = read_reports(
        [article(STRIKE)], gazetteer=gazetteer, names=["a"], earlier={source.id: article(STRIKE)}
    )
    assert again.sources == (source,)


@pytest.mark.parametrize("half", [chr(0xD800), chr(0xDCFF)])
def test_halves_of_surrogate_pairs_come_into_no_claim(gazetteer: Gazetteer, half: str) -> None:
    clean = article(STRIKE)
    text = STRIKE.replace("Quetta", f"Qu{half}tta")
    odd = replace(
        clean, text=text, sha256=text_sha256(text), title=f"Jets{half}", publisher=f"P{half}"
    )
    reading = read_reports([odd], gazetteer=gazetteer, names=[f"file{half}"])
    collection, texts = to_keep(reading)
    assert "\ufffd" in to_json(collection)
    assert texts[0].text == text
    checked = check_citations(collection.dossiers, {text_sha256(text): text}.get)
    assert checked.held
    assert checked.faults == ()


@given(st.text(st.characters(exclude_categories=())))
def test_a_whole_text_is_as_long_and_can_be_written(text: str) -> None:
    made = whole(text)
    made.encode()
    assert len(made) == len(text)
    assert whole(made) == made
    assert all(b in {a, "\ufffd"} for a, b in zip(text, made, strict=True))


HEAD = b"From desk@news.example Fri Jan 19 10:00:00 2024\n"
MESSAGE = b"From: a@news.example\nSubject: One\n\nFrom here on it rains.\n\nFrom now on, too.\n"


@pytest.mark.parametrize("line", [b"\n", b"\r\n"])
def test_a_mail_archive_is_parted_where_a_head_begins(line: bytes) -> None:
    archive = b"\n".join([HEAD + MESSAGE] * 3).replace(b"\n", line)
    messages = messages_in(archive)
    assert [message.strip() for message in messages] == [MESSAGE.replace(b"\n", line).strip()] * 3


@pytest.mark.parametrize(
    "content", [b"", MESSAGE, HEAD + MESSAGE, b"Text.\n\n" + HEAD + MESSAGE * 2]
)
def test_what_is_no_archive_stays_as_it_is(content: bytes) -> None:
    assert messages_in(content) == (content,)
