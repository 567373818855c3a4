from dataclasses import replace

import pytest

from geo.account import add_up
from geo.count import Count, Counted
from geo.dossier import Dossier
from geo.errors import ModelError
from geo.incident import Field, Modality, Polarity, Withdrawal
from geo.kinds import Kind
from geo.reviewing import (
    FIELD_OF,
    Confidence,
    confidence,
    further,
    lineage,
    most_confident_first,
    revised,
    superseding,
)
from geo.when import When
from tests.builders import AT, SARAVAN, claim, strike
from tests.drafts import BLASTED, RAIDED, UNSURE

QUETTA = replace(
    SARAVAN, mention="Quetta", name="Quetta", country="PK", admin1="Balochistan", lon=67.0, lat=30.2
)


@pytest.mark.parametrize(
    ("why", "grade", "expected"),
    [
        ("confidence 0.83: a place", "read", Confidence(value=0.83, why="a place")),
        ("confidence 1", "read", Confidence(value=1.0, why="")),
        ("confidence 0.5.", "read", Confidence(value=0.5, why=".")),
        ("confidence 0.83: a place", "note", None),
        ("my confidence 0.83 is shaken", "read", None),
        ("confidence high", "read", None),
    ],
)
def test_confidence(why: str, grade: str, expected: Confidence | None) -> None:
    (assessed,) = RAIDED.assessments
    draft = replace(RAIDED, assessments=(replace(assessed, why=why, grade=grade),))
    assert confidence(draft) == expected


def test_the_latest_reading_counts() -> None:
    (assessed,) = RAIDED.assessments
    again = replace(assessed, why="confidence 0.2: read again")
    found = confidence(replace(RAIDED, assessments=(assessed, again)))
    assert found == Confidence(value=0.2, why="read again")


def test_the_most_confident_come_first_and_the_rest_keep_their_order() -> None:
    other = strike("other")
    ordered = most_confident_first([UNSURE, BLASTED, other, RAIDED])
    assert [d.incident.id for d in ordered] == ["raid", "blast", "unsure", "other"]


def test_a_correction_keeps_claimant_and_words() -> None:
    wrong = replace(RAIDED.claims[2], polarity=Polarity.DENIES)
    right = superseding(RAIDED, wrong, Count.parse("4", of=Counted.CHILDREN), at=AT)
    assert right.supersedes == wrong.id
    assert right.id == "raid.killed.2"
    assert (right.claimant, right.citation) == (wrong.claimant, wrong.citation)
    assert (right.polarity, right.modality) == (wrong.polarity, wrong.modality)
    after = replace(RAIDED, claims=(*RAIDED.claims, right))
    assert wrong.id not in {c.id for c in after.standing}
    with pytest.raises(ModelError, match="needs count"):
        superseding(RAIDED, wrong, "many", at=AT)


def test_a_free_id_is_found_whatever_the_others_are_called() -> None:
    odd = replace(RAIDED.claims[2], id="raid.killed.2")
    draft = replace(RAIDED, claims=(odd,))
    assert superseding(draft, odd, Count.parse("4"), at=AT).id == "raid.killed.3"


def test_an_overlooked_claim_is_fact_in_the_own_voice_only() -> None:
    words = RAIDED.claims[0].citation

    def made(claimant: str, *, own_voice: bool) -> Modality:
        return further(
            RAIDED,
            Field.INJURED,
            Count.parse("3"),
            claimant=claimant,
            citation=words,
            own_voice=own_voice,
            at=AT,
        ).modality

    assert made("The Paper", own_voice=True) is Modality.FACT
    assert made("the governor", own_voice=False) is Modality.CLAIMED


def _moved(draft: Dossier) -> Dossier:
    """The draft with its place corrected to Quetta."""
    right = superseding(draft, draft.claims[1], QUETTA, at=AT)
    incident = revised(draft, draft.incident, (right,))
    return replace(draft, incident=incident, claims=(*draft.claims, right))


def test_title_and_target_follow_the_place_and_the_kind() -> None:
    after = _moved(RAIDED)
    assert after.incident.title == "Air strike, Quetta, Pakistan"
    assert after.incident.target_country == "PK"
    assert (where := add_up(after, {}).where) is not None
    assert where.name == "Quetta"
    bombing = revised(after, replace(after.incident, kind=Kind.BOMBING))
    assert bombing.title == "Bombing, Quetta, Pakistan"


def test_what_somebody_chose_stays() -> None:
    chosen = replace(RAIDED.incident, title="A raid", target_country="IQ")
    after = _moved(replace(RAIDED, incident=chosen))
    assert (after.incident.title, after.incident.target_country) == ("A raid", "IQ")
    open_ended = replace(RAIDED.incident, target_country=None)
    assert _moved(replace(RAIDED, incident=open_ended)).incident.target_country is None


def test_a_draft_without_a_place_is_left_as_it_is() -> None:
    assert revised(BLASTED, BLASTED.incident) == BLASTED.incident


def test_what_was_superseded_goes_with_the_claim_that_took_its_place() -> None:
    first, second, third = (
        claim(Field.DATE, When.parse("2024-01-18"), number=n, supersedes=before)
        for n, before in ((1, None), (2, "strike.date.1"), (3, "strike.date.2"))
    )
    draft = replace(strike(), claims=(first, second, third))
    assert lineage(draft, third) == [first, second, third]
    gone = Withdrawal(subject=first.id, why="w", by="me", at=AT)
    assert lineage(replace(draft, withdrawals=(gone,)), third) == [second, third]


def test_every_claimed_aspect_has_its_field() -> None:
    assert len(set(FIELD_OF.values())) == len(FIELD_OF) == 6
