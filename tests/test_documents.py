"""Which place each mention means, from the whole document."""

import random
import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.documents import place_mentions
from gazetteer.documents.abbreviations import places_of_abbreviation, places_of_demonym
from gazetteer.documents.evidence import FIRST, SECOND, gathered, shares
from gazetteer.documents.namesakes import Called, namesakes_of
from gazetteer.documents.weighing import shipped_weights, weighed
from gazetteer.grid import great_circle_m
from gazetteer.index import Gazetteer
from gazetteer.mention import Mention
from gazetteer.place import Precision


def marked(text: str) -> tuple[str, list[Mention]]:
    """A text whose mentions stand in square brackets, without these."""
    mentions, plain = [], ""
    for part in re.split(r"(\[[^\]]*\])", text):
        if part.startswith("["):
            word = part[1:-1]
            mentions.append(Mention(start=len(plain), end=len(plain) + len(word), text=word))
            plain += word
        else:
            plain += part
    return plain, mentions


def labels(gazetteer: Gazetteer, text: str) -> list[str]:
    return [r.place.label if r.place else "" for r in place_mentions(gazetteer, *marked(text))]


ACROSS_THE_CAUCASUS = (
    "The parliament of [Georgia] met in [Tbilisi] as [Russian] troops stood by. "
    "[Georgia] protested."
)
IN_THE_SOUTH = (
    "Police in [Atlanta], [Georgia], said that the man fled to [Savannah]. "
    "[Georgia] has no such law."
)


def test_georgia_is_the_country_where_tbilisi_is(gazetteer: Gazetteer) -> None:
    assert labels(gazetteer, ACROSS_THE_CAUCASUS) == [
        "Georgia, GE", "Tbilisi, GE", "Russia, RU", "Georgia, GE",
    ]  # fmt: skip


def test_georgia_is_the_state_where_atlanta_is(gazetteer: Gazetteer) -> None:
    assert labels(gazetteer, IN_THE_SOUTH) == [
        "Atlanta, Georgia, US", "Georgia, US", "Savannah, Georgia, US", "Georgia, US",
    ]  # fmt: skip


def test_tripoli_is_two_places_where_each_has_its_country(gazetteer: Gazetteer) -> None:
    found = labels(
        gazetteer,
        "Fighting went on in [Tripoli], [Libya]. Far away, men fired in [Tripoli], [Lebanon], "
        "and in [Beirut].",
    )
    assert found[0] == "Tripoli, LY"
    assert found[2] == "Tripoli, North Lebanon, LB"


def test_hama_and_hamah_are_one_town(gazetteer: Gazetteer) -> None:
    text, mentions = marked("[Syrian] shells fell on [Hama] and [Idlib]; in [Hamah] and [Aleppo] …")
    _, hama, idlib, hamah, aleppo = place_mentions(gazetteer, text, mentions)
    ids = [r.place and r.place.id for r in (hama, hamah)]
    assert ids == ["geonames:170017", "geonames:170017"]
    assert [r.place and r.place.country for r in (idlib, aleppo)] == ["SY", "SY"]


def test_paris_is_where_the_text_says(gazetteer: Gazetteer) -> None:
    assert labels(gazetteer, "A fair in [Paris], [Texas], with guests from [Dallas].") == [
        "Paris, Texas, US", "Texas, US", "Dallas, Texas, US",
    ]  # fmt: skip
    assert labels(gazetteer, "A fair in [Paris, Texas].") == ["Paris, Texas, US"]
    assert labels(gazetteer, "They flew from [Paris] to [Berlin].")[0].endswith("FR")


def test_saravan_in_a_text_on_iran_is_the_town(gazetteer: Gazetteer) -> None:
    text, mentions = marked(
        "[Iran] said that nine people were killed near [Saravan]. [Pakistan] had struck after "
        "[Tehran] hit [Panjgur]; [Islamabad] recalled its envoy."
    )
    found = place_mentions(gazetteer, text, mentions)
    assert [r.place.country for r in found if r.place] == ["IR", "IR", "PK", "IR", "PK", "PK"]
    saravan, panjgur = found[1], found[4]
    assert saravan.precision is panjgur.precision is Precision.SETTLEMENT
    assert saravan.confidence > 0.8


def test_a_word_for_the_kind_keeps_the_division(gazetteer: Gazetteer) -> None:
    text, mentions = marked("Clashes in [Kandahar] province, and in [Kandahar] itself.")
    province, town = place_mentions(gazetteer, text, mentions)
    assert (province.precision, town.precision) == (Precision.ADM1, Precision.SETTLEMENT)
    (whole,) = place_mentions(gazetteer, *marked("Clashes in [Kandahar province]."))
    assert whole.precision is Precision.ADM1


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("A fire in Alexandria, [La.], burned a home.", "Louisiana, US"),
        ("He lives in Charleston, [W.Va.].", "West Virginia, US"),
        ("A man from Dallas, [TX], was held.", "Texas, US"),
        ("[U.K.] ministers met.", "United Kingdom, GB"),
        ("[Iranian] missiles fell.", "Iran, IR"),
        ("[Sri Lankans] voted.", "Sri Lanka, LK"),
        ("In [northern Syria] it was calm.", "Syria, SY"),
    ],
)
def test_short_forms_demonyms_and_directions(gazetteer: Gazetteer, text: str, label: str) -> None:
    assert labels(gazetteer, text) == [label]


def test_what_nobody_knows_is_no_place(gazetteer: Gazetteer) -> None:
    (found,) = place_mentions(gazetteer, *marked("[Qwxzland] protested."))
    assert (found.place, found.confidence, found.candidates) == (None, 0.0, ())
    assert found.why == "no place called Qwxzland is known"


def test_a_name_inside_a_longer_one_is_near_at_best(gazetteer: Gazetteer) -> None:
    (found,) = place_mentions(gazetteer, *marked("Mass in [Manila Cathedral]."))
    assert found.precision in {None, Precision.NEAR}
    assert found.candidates[0].how == "prefix"


def test_a_mention_of_another_text_is_an_error(gazetteer: Gazetteer) -> None:
    with pytest.raises(ValueError, match=r"characters 0 to 5 are 'In Ir'; wanted 'Paris'"):
        place_mentions(gazetteer, "In Iran", [Mention(start=0, end=5, text="Paris")])


def test_no_mentions_no_resolutions(gazetteer: Gazetteer) -> None:
    assert place_mentions(gazetteer, "Nothing happened.", []) == []


@pytest.mark.parametrize("marks", [ACROSS_THE_CAUCASUS, IN_THE_SOUTH])
def test_the_order_of_mentions_changes_nothing(gazetteer: Gazetteer, marks: str) -> None:
    text, mentions = marked(marks)
    straight = place_mentions(gazetteer, text, mentions)
    for seed in range(5):
        order = list(range(len(mentions)))
        random.Random(seed).shuffle(order)  # noqa: S311 - a shuffle
        shuffled = place_mentions(gazetteer, text, [mentions[n] for n in order])
        assert shuffled == [straight[n] for n in order]


def test_candidates_are_shown_best_first_and_few(gazetteer: Gazetteer) -> None:
    (found,) = place_mentions(gazetteer, *marked("A storm hit [Springfield]."))
    assert 1 < len(found.candidates) <= 3
    assert "nothing tells which of the places called Springfield is meant" in found.why
    paris, _ = place_mentions(gazetteer, *marked("A storm hit [Paris], [Texas]."))
    assert "by the whole document" in paris.why


@given(st.lists(st.integers(1, 6), min_size=1, max_size=8), st.integers(0, 2**32 - 1))
def test_shares_add_up_to_one_for_each_mention(sizes: list[int], seed: int) -> None:
    starts = np.cumsum([0, *sizes])
    scores = np.random.default_rng(seed).normal(0, 300, starts[-1])
    found = shares(scores, starts)
    assert np.allclose(np.add.reduceat(found, starts[:-1]), 1.0)


def test_the_weights_fit_the_evidence(gazetteer: Gazetteer) -> None:
    text, mentions = marked(IN_THE_SOUTH)
    evidence = gathered(gazetteer, text, mentions)
    given_shares = weighed(evidence, shipped_weights()).shares
    assert len(given_shares) == evidence.starts[-1]
    assert len(set(FIRST)) == len(FIRST)
    assert len(set(SECOND)) == len(SECOND)


def test_the_strict_ways_come_before_the_loose(gazetteer: Gazetteer) -> None:
    assert set(namesakes_of(gazetteer, "Panjgur").called) == {Called.NAME}
    assert Called.KIND in namesakes_of(gazetteer, "Kerman province").called
    assert set(namesakes_of(gazetteer, "Belutschistan").called) <= {Called.NAME, Called.VARIANT}
    assert Called.NAME in namesakes_of(gazetteer, "Mt. Pleasant").called


def test_capitals_tell_short_forms_from_words() -> None:
    assert places_of_abbreviation("IN") == ("iso:US-IN",)
    assert places_of_abbreviation("in") == ()
    assert places_of_abbreviation("N.J.") == ("iso:US-NJ",)
    assert set(places_of_abbreviation("WA")) == {"iso:US-WA", "iso:AU-WA"}
    assert places_of_demonym("Congolese") == ("iso:CD", "iso:CG")


def test_every_short_form_and_demonym_is_of_a_place(gazetteer: Gazetteer) -> None:
    from gazetteer.documents.abbreviations import _abbreviations, _demonyms

    ids = {i for found in (_abbreviations(), _demonyms()) for one in found.values() for i in one}
    assert [i for i in sorted(ids) if not gazetteer.namesakes(i, by="id")] == []


def test_gold_of_a_real_corpus_is_mostly_met(gazetteer: Gazetteer, shared: Path) -> None:
    from tests.benchmarks.corpora import Format, read

    right = known = 0
    for document in read(shared / "data" / "corpora" / "geowebnews.xml", Format.GEOWEBNEWS)[::10]:
        mentions = [Mention(start=t.start, end=t.end, text=t.phrase) for t in document.toponyms]
        found = place_mentions(gazetteer, document.text, mentions)
        for toponym, resolution in zip(document.toponyms, found, strict=True):
            rows = namesakes_of(gazetteer, toponym.phrase).rows
            if toponym.lon is None or toponym.lat is None:
                continue
            point = toponym.lon, toponym.lat
            known += any(great_circle_m(r.lon, r.lat, *point) <= 161_000 for r in rows)
            place = resolution.place
            right += bool(place and great_circle_m(place.lon, place.lat, *point) <= 161_000)
    assert right / known > 0.85
