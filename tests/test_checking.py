from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.checking import Outcome, check_citations
from geo.dossier import Dossier
from geo.errors import DamagedTextError
from geo.incident import Claim, Field
from geo.source import Citation, text_sha256
from tests.builders import claim, dossier
from tests.drafts import RAID, RAIDED, TEXT

KEPT = {text_sha256(TEXT): TEXT}


def cited(**changes: object) -> Dossier:
    """An incident with one claim whose citation holds, but for what is changed."""
    made = replace(RAIDED.claims[2].citation, **changes)  # type: ignore[arg-type]
    return replace(RAIDED, claims=(replace(RAIDED.claims[2], citation=made),))


def test_every_citation_of_a_draft_holds() -> None:
    checked = check_citations([RAIDED], KEPT.get)
    assert (checked.held, checked.faults, checked.unchecked) == (5, (), 0)
    assert checked.cited == set(KEPT)
    assert not checked.broken


@pytest.mark.parametrize(
    ("changes", "outcome", "found"),
    [
        ({"quote": RAID[1:]}, Outcome.QUOTE_DIFFERS, RAID),
        ({"start": TEXT.index(RAID) + 1}, Outcome.QUOTE_DIFFERS, RAID[1:]),
        ({"start": 90_000, "end": 90_010, "quote": ""}, Outcome.QUOTE_DIFFERS, ""),
        ({"end": 90_000, "quote": TEXT[TEXT.index(RAID) :]}, Outcome.QUOTE_DIFFERS, None),
        ({"end": 90_000, "paraphrased": True}, Outcome.QUOTE_DIFFERS, None),
        ({"quote": "nine dead", "paraphrased": True}, Outcome.HELD, None),
        ({"quote": None}, Outcome.HELD, None),
        ({"sha256": text_sha256("another")}, Outcome.TEXT_MISSING, None),
    ],
)
def test_what_is_wrong_with_a_citation(
    changes: dict[str, object], outcome: Outcome, found: str | None
) -> None:
    checked = check_citations([cited(**changes)], KEPT.get)
    assert checked.count(outcome) == 1
    assert checked.held + len(checked.faults) == 1
    assert checked.broken == (outcome is Outcome.QUOTE_DIFFERS)
    for fault in checked.faults:
        assert (fault.incident, fault.claim, fault.source) == ("raid", "raid.killed.1", "paper")
        assert found is None or fault.found == found


def test_a_text_that_was_damaged_is_broken_and_asked_for_once() -> None:
    asked = []

    def text_of(sha256: str) -> str:
        asked.append(sha256)
        raise DamagedTextError(Path("x.gpkg"), sha256)

    checked = check_citations([RAIDED], text_of)
    assert checked.count(Outcome.TEXT_CHANGED) == 5
    assert checked.broken
    assert asked == list(KEPT)


def test_what_gives_no_place_in_a_text_is_not_checked() -> None:
    half = Citation(source="paper", quote="x", sha256=text_sha256(TEXT))
    made = dossier(
        claim(Field.WEAPON, "a drone"), replace(claim(Field.WEAPON, "a", number=2), citation=half)
    )
    checked = check_citations([made], _nobody_asks)
    assert (checked.held, checked.unchecked, checked.faults) == (0, 2, ())


def _nobody_asks(sha256: str) -> str:
    raise AssertionError(sha256)


@given(text=st.text(min_size=1), cut=st.tuples(st.integers(0), st.integers(0)), other=st.text())
def test_a_quote_holds_exactly_where_its_words_stand(
    text: str, cut: tuple[int, int], other: str
) -> None:
    start, end = sorted(at % (len(text) + 1) for at in cut)
    end = max(end, start + 1)

    def outcome(quote: str) -> bool:
        citation = Citation(source="s", quote=quote, start=start, end=end, sha256=text_sha256(text))
        made: Claim = replace(claim(Field.WEAPON, "w"), citation=citation)
        return check_citations([dossier(made)], {text_sha256(text): text}.get).held == 1

    assert outcome(text[start:end]) == (end <= len(text))
    assert outcome(other) == (end <= len(text) and other == text[start:end])
