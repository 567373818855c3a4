from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.place import FeatureClass
from gazetteer.resolve.phrases import bare_name, read_phrase


@pytest.mark.parametrize(
    ("name", "bare", "kind"),
    [
        ("Rami village", "Rami", FeatureClass.SETTLEMENT),
        ("Kabul city", "Kabul", FeatureClass.SETTLEMENT),
        ("Ar Rastan  town", "Ar Rastan", FeatureClass.SETTLEMENT),
        ("Kafr Batna suburb", "Kafr Batna", FeatureClass.SETTLEMENT),
        ("قرية كفر", "كفر", FeatureClass.SETTLEMENT),
        ("Port of Gwadar", "Gwadar", FeatureClass.SITE),
        ("FOB Shinwar", "Shinwar", FeatureClass.SITE),
        ("Bagram airbase", "Bagram", FeatureClass.SITE),
        ("Otash IDP camp", "Otash", FeatureClass.SITE),
        ("Idlib governorate", "Idlib", FeatureClass.ADM1),
        ("Kurram agency", "Kurram", FeatureClass.ADM2),
        ("Langadu sub-district", "Langadu", FeatureClass.ADM2),
        ("Qaḑā’ al Mawşil", "al Mawşil", FeatureClass.ADM2),
        ("Mintaqat Markaz Homs district", "Homs", FeatureClass.ADM2),
        ("Shinwar district (Ghani Khel)", "Shinwar", FeatureClass.ADM2),
        ("Bandar Abbas", "Bandar Abbas", None),
        ("Base", "Base", None),
        ("(Homs)", "(Homs)", None),
    ],
)
def test_the_words_for_the_kind_are_taken_off(
    name: str, bare: str, kind: FeatureClass | None
) -> None:
    assert bare_name(name) == (bare, kind)


@pytest.mark.parametrize(
    ("text", "names", "parts", "asides", "near"),
    [
        ("Saravan, Iran", ("Saravan",), ("Iran",), (), False),
        ("سراوان، ایران", ("سراوان",), ("ایران",), (), False),
        ("Shinwar district (Ghani Khel)", ("Shinwar district",), (), ("Ghani Khel",), False),
        ("Rask / Rasak", ("Rask", "Rasak"), (), (), False),
        ("near Saravan, Iran", ("Saravan",), ("Iran",), (), True),
        ("the outskirts of Damascus", ("Damascus",), (), (), True),
        ("Damascus countryside", ("Damascus",), (), (), True),
        ("(Homs)", ("Homs",), (), (), False),
        ("Nearchos", ("Nearchos",), (), (), False),
        (" ,; ()", (), (), (), False),
    ],
)
def test_a_text_is_taken_apart(
    text: str, names: tuple[str, ...], parts: tuple[str, ...], asides: tuple[str, ...], near: object
) -> None:
    phrase = read_phrase(text)
    assert (phrase.names, phrase.parts, phrase.asides, phrase.near) == (names, parts, asides, near)
    assert (phrase.whole is not None) is near


@given(st.text(alphabet="near of/()'s,، district", max_size=400) | st.text(max_size=400))
def test_any_text_is_read(text: str) -> None:
    phrase = read_phrase(text)
    for name in (*phrase.names, *phrase.parts):
        assert name.strip()
        assert bare_name(name)[0]


@pytest.mark.parametrize("part", ["near ", "(", "a / ", "x's ", "district ", ", "])
def test_a_long_text_costs_no_more_than_a_long_name(part: str) -> None:
    start = time.perf_counter()
    for name in read_phrase(part * 500_000).names:
        bare_name(name)
    assert time.perf_counter() - start < 1.0
