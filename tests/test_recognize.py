import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer.errors import DataError
from gazetteer.index import Gazetteer
from gazetteer.mention import Mention
from gazetteer.names import fold
from gazetteer.recognize import Recognizer, recognize
from gazetteer.tokens import MAX_RUN, Tokens

ODD = st.text(
    alphabet=st.sampled_from("Aa Éé.,-'’\n\u0301\u200fإيران Köln İǅßﬁ𝔸🇮🇷\x00\ud7ff&/9_"),
    max_size=80,
)


def names(gazetteer: Gazetteer, text: str) -> list[str]:
    return [mention.text for mention in recognize(gazetteer, text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("A blast hit Saravan, near the border with Pakistan.", ["Saravan", "Pakistan"]),
        ("Iranian missiles landed in Panjgur on Tuesday.", ["Iranian", "Panjgur"]),
        ("Residents fled from Port-au-Prince to Cap-Haïtien.", ["Port-au-Prince", "Cap-Haïtien"]),
        ("Islamabad recalled its ambassador.", ["Islamabad"]),
        ("Troops moved to St. Louis, Missouri, on Friday.", ["St. Louis", "Missouri"]),
        ("The flood destroyed homes in Bosnia and Herzegovina.", ["Bosnia and Herzegovina"]),
        ("Tehran's mayor flew to Ankara.", ["Tehran", "Ankara"]),
    ],
)
def test_places_are_found(gazetteer: Gazetteer, text: str, wanted: list[str]) -> None:
    assert names(gazetteer, text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Imran Qureshi told reporters that he was tired.",
        "Jordan Henderson scored twice.",
        "Reading books is good for children.",
        "The report was shown on Geo TV.",
        "Mr. London was not at home.",
    ],
)
def test_persons_and_common_words_are_not_places(gazetteer: Gazetteer, text: str) -> None:
    assert names(gazetteer, text) == []


def test_a_name_that_the_gazetteer_does_not_know_is_still_reported(gazetteer: Gazetteer) -> None:
    assert not gazetteer.known([fold("Qolmazgerd")])
    assert names(gazetteer, "He was born in Qolmazgerd, Iran.") == ["Qolmazgerd", "Iran"]


def test_known_names_come_with_what_is_known_of_the_best_place(gazetteer: Gazetteer) -> None:
    known = gazetteer.known(["iran", "tehran", "nonsuchplace", ""])
    assert set(known) == {"iran", "tehran"}
    places, main, number, kind = known["tehran"]
    assert (places > 0, main, kind) == (True, True, "settlement")
    assert gazetteer.place(number).country == "IR"
    assert number == gazetteer.numbers("tehran")[0]


@given(text=ODD)
@settings(max_examples=150)
def test_spans_lie_in_the_text_in_order_and_apart(gazetteer: Gazetteer, text: str) -> None:
    mentions = recognize(gazetteer, text)
    last = 0
    for mention in mentions:
        assert last <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        assert 0.0 <= mention.confidence <= 1.0
        last = mention.end


@given(text=ODD)
def test_no_letter_is_lost_in_cutting(text: str) -> None:
    tokens = Tokens.of(text)
    kept = {place for s, e in zip(tokens.starts, tokens.ends, strict=True) for place in range(s, e)}
    assert all(place in kept for place, char in enumerate(text) if char.isalnum())
    assert all(end - first <= MAX_RUN for first, end in tokens.runs())


def test_a_long_text_takes_time_in_proportion(gazetteer: Gazetteer) -> None:
    page = "Police in Zahedan said that Ali Rezai of the Baloch Union went to Quetta, Pakistan.\n"
    recognize(gazetteer, page)

    def took(copies: int) -> float:
        start = time.process_time()
        assert len(recognize(gazetteer, page * copies)) >= 3 * copies
        return time.process_time() - start

    small, large = took(1_500), took(12_000)  # the larger is 1 MB
    assert large < 8 * 2.5 * small


def test_one_run_of_capitals_without_end_is_no_trouble(gazetteer: Gazetteer) -> None:
    start = time.process_time()
    recognize(gazetteer, "Aa-" * 60_000)
    assert time.process_time() - start < 60


def test_a_text_without_names_has_no_mentions(gazetteer: Gazetteer) -> None:
    assert recognize(gazetteer, "") == []
    assert recognize(gazetteer, "nothing to see here, 12 of them.") == []


def test_a_mention_checks_itself() -> None:
    with pytest.raises(ValueError, match="no span"):
        Mention(start=3, end=3, text="x")
    with pytest.raises(ValueError, match="wanted a share"):
        Mention(start=0, end=1, text="x", confidence=1.5)


def test_spacy_is_a_recognizer_too(gazetteer: Gazetteer) -> None:
    import spacy

    from gazetteer.geoparsing import geoparse
    from gazetteer.recognize_spacy import SpacyRecognizer

    pipeline = spacy.blank("en")
    ruler: Any = pipeline.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "GPE", "pattern": "Saravan"}, {"label": "ORG", "pattern": "BLA"}])
    recognizer: Recognizer = SpacyRecognizer(pipeline)
    assert recognizer(gazetteer, "BLA in Saravan") == [Mention(start=7, end=14, text="Saravan")]
    (found,) = geoparse("BLA in Saravan", gazetteer=gazetteer, recognizer=recognizer).mentions
    assert found.place is not None
    assert found.place.country == "IR"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Quetta was calm.", ["Quetta"]),
        ("Shelling hit Stepanakert and Shusha overnight.", ["Stepanakert", "Shusha"]),
        ("Two men fled from Qolbarestan to Zahedan.", ["Qolbarestan", "Zahedan"]),
        ("Hideouts in the Siestan-o-Baluchistan province.", ["Siestan-o-Baluchistan"]),
        ("Kabul denied that Anna Zelmark was held.", ["Kabul"]),
    ],
)
def test_names_of_reports_from_anywhere(gazetteer: Gazetteer, text: str, wanted: list[str]) -> None:
    assert names(gazetteer, text) == wanted


def test_without_the_pipeline_it_says_what_to_install() -> None:
    from gazetteer.recognize_spacy import SpacyRecognizer

    with pytest.raises(DataError, match=r"install .*no_such_pipeline|install incidentmap\[spacy\]"):
        SpacyRecognizer("no_such_pipeline")
