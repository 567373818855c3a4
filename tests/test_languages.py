"""Choosing a name by language, with the country names of CLDR as truth."""

import random

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.languages import name_in, preferred

LANGUAGES = (
    "ar", "be", "bg", "ckb", "el", "fa", "he", "hi", "hy", "ja", "ka", "ko", "ps", "ru", "sr",
    "tg", "uk", "ur", "zh",
)  # fmt: skip
TERRITORIES = {language: Locale.parse(language).territories for language in LANGUAGES}
CODES = sorted(code for code in map(str, TERRITORIES["fa"]) if len(code) == 2)


def test_a_tagged_name_comes_first() -> None:
    names = ((None, "تهران"), ("ar", "طهران"), ("fa", "تهران بزرگ"), ("fa-AF", "تهرون"))
    assert name_in(names, "fa") == "تهران بزرگ"
    assert name_in(names, "FA_af") == "تهرون"
    assert name_in(names, "ar-IQ") == "طهران"
    assert name_in([("zh-Hant", "德黑蘭")], "zh") == "德黑蘭"


def test_a_name_of_another_language_is_never_taken() -> None:
    assert name_in([("ar", "طهران")], "fa") is None
    assert name_in([("de", "Teheran"), (None, "Tehran")], "en") is None


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("fa", "پیشاور"), ("ur", "پشاور شہر"), ("ar", "بيشاور"), ("ps", "پېښور"),
        ("ckb", "پێشاوەر"), ("ru", "Пешавар"), ("el", "Πεσαβάρ"), ("he", "פשאוור"),
        ("zh", "白沙瓦"), ("ja", "ペシャーワル"), ("ko", "페샤와르"), ("hi", "पेशावर"),
        ("ka", "პეშავარი"), ("hy", "Փեշավար"),
    ],
)  # fmt: skip
def test_letters_tell_the_language(language: str, name: str) -> None:
    names = [
        "Peshawar", "پیشاور", "پشاور شہر", "بيشاور", "پېښور", "پێشاوەر", "Пешавар", "Πεσαβάρ",
        "פשאוור", "白沙瓦", "ペシャーワル", "페샤와르", "पेशावर", "პეშავარი", "Փեշավար",
    ]  # fmt: skip
    assert name_in([(None, other) for other in names], language) == name
    assert name_in([(None, other) for other in names if other != name], "ta") is None


def test_foreign_letters_are_never_taken() -> None:
    assert name_in([(None, "کراچی")], "ar") is None
    assert name_in([(None, "كراتشي")], "fa") is None
    assert name_in([(None, "Київ")], "ru") is None
    assert name_in([(None, "Объект")], "uk") is None
    assert name_in([(None, "德黑兰")], "ja") is None  # 兰 is no Japanese character
    assert name_in([(None, "Tehran تهران")], "fa") is None
    assert name_in([(None, "12-3")], "fa") is None
    assert name_in([], "fa") is None


def test_letters_that_neighbours_lack_come_before_common_ones() -> None:
    names = [(None, name) for name in ("بنجغور", "پنجگور", "تهران", "طهران")]
    assert name_in(names, "ur") == "پنجگور"
    assert name_in(names, "fa") == "پنجگور"
    assert name_in(names[2:], "ar") == "طهران"
    assert name_in(names[2:], "fa") == "تهران"


def test_simplified_characters_come_before_others() -> None:
    assert name_in([(None, "德黑蘭"), (None, "德黑兰")], "zh") == "德黑兰"
    assert name_in([(None, "德黑蘭")], "zh") == "德黑蘭"


def test_marks_digits_and_joiners_belong_to_every_language() -> None:
    for name in ("ايران", "مِهران", "شهرک ۱۲", "می‌دان", "Карс-2"):
        assert any(name_in([(None, name)], tag) == name for tag in ("fa", "ar", "ru"))


def test_the_first_language_with_a_name_decides() -> None:
    names = ((None, "Тегеран"), ("ar", "طهران"))
    assert name_in(names, "fa, ar;q=0.9, ru;q=0.8") == "طهران"
    assert name_in(names, "ru;q=0.1, ar") == "طهران"
    assert name_in(names, "en, ru") is None  # the main name is as good as English


def test_lists_of_languages() -> None:
    assert preferred("fa") == ("fa",)
    assert preferred(" en;q=0.5 , fa_AF , *, ur;q=0, de;q=x") == ("fa-af", "de", "en")
    assert preferred("") == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_country_names_without_a_language_find_theirs(language: str) -> None:
    """All 19 languages of a country's names shuffled: how often is the right one taken?"""
    shares = {"el": 1, "he": 1, "hi": 1, "hy": 1, "ja": 0.99, "ka": 1, "ko": 1, "zh": 1}
    shuffle = random.Random(language).shuffle  # noqa: S311 - only an order
    right = 0
    for code in CODES:
        names = [(None, found[code]) for found in TERRITORIES.values() if code in found]
        names.append((None, Locale("en").territories[code]))
        shuffle(names)
        right += name_in(names, language) == TERRITORIES[language].get(code)
    assert right >= shares.get(language, 0.55) * len(CODES)


@given(st.text(max_size=40), st.sampled_from(LANGUAGES))
def test_any_text_is_taken_as_it_is_or_not_at_all(name: str, language: str) -> None:
    assert name_in([(None, name)], language) in {name, None}


@given(st.text(max_size=40))
def test_any_text_is_a_list_of_languages(text: str) -> None:
    assert all(tag == tag.strip() and tag for tag in preferred(text))
    name_in([(None, "Tehran")], text)
