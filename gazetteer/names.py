"""Folding of names, so that spellings of one name meet.

Three steps, each looser than the one before. `plain` drops what a keyboard may not have: capitals,
accents, Arabic-script variants, apostrophes. `fold` also drops small words: a leading article and
the "and" inside a name. `skeleton` drops what romanisations disagree about, so that Balochistan,
Baluchestan and Belutschistan are one. All three are linear in the length of the name, look at no
more than `MAX_LENGTH` characters; `plain` and `fold` change nothing when applied to their own
result, and `skeleton` makes keys to compare, not names.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from gazetteer.place import FeatureClass

__all__ = [
    "MAX_LENGTH",
    "fold",
    "plain",
    "skeleton",
    "skeleton_of",
    "slip_rank",
    "slips_allowed",
    "split_designator",
]

MAX_LENGTH = 200
"""Characters of a name that are looked at. The longest place name in use has 85."""

_LETTERS = str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ə": "a",
        "ı": "i", "ħ": "h", "ŋ": "n", "ɛ": "e", "ɔ": "o",
        "ي": "ی", "ى": "ی", "ے": "ی", "ێ": "ی",
        "ك": "ک", "ڪ": "ک",
        "ہ": "ه", "ھ": "ه", "ە": "ه", "ة": "ه", "ۃ": "ه",
        "ٱ": "ا", "ۆ": "و", "ڵ": "ل", "ڕ": "ر", "ں": "ن",
        "ء": "", "ـ": "",
    }
)  # fmt: skip
_DROPPED = frozenset("'’‘`´ʹʺ′″\u200b\u200d\u200e\u200f\ufeff")
_MODIFIER_LETTERS = range(0x02B0, 0x0300)  # ʻ ʼ ʾ ʿ and their like

_ARTICLES = frozenset({"the", "al", "el", "ad", "an", "ar", "as", "ash", "at", "ath", "az"})
_ARABIC_ARTICLE = "ال"
_MIN_ARABIC_STEM = 3
_UNLIKELIER = 10
_GLUED, _MIN_GLUED = ("al", "el"), 4
_ONE_SLIP, _TWO_SLIPS, _TOO_LONG = 3, 7, 60
_JOINING = frozenset({"and", "e", "i", "o", "u", "va", "ve", "wa", "y", "ye", "و"})


class _Letters:
    """The table that `str.translate` asks, one code point at a time."""

    @staticmethod
    @cache
    def __getitem__(code: int, /) -> str:
        """Fold one code point; what is neither letter, digit nor vowel sign becomes a space."""
        char = chr(code)
        if char in _DROPPED or code in _MODIFIER_LETTERS:
            return ""
        while (folded := unicodedata.normalize("NFKD", char.casefold())) != char:
            char = folded
        kept = "".join(c for c in char if not unicodedata.combining(c)).translate(_LETTERS)
        return "".join(_letter_or_space(c) for c in kept)


_TABLE = _Letters()


def _letter_or_space(char: str) -> str:
    """Keep letters, digits and vowel signs."""
    digit = unicodedata.decimal(char, None)
    if digit is not None:
        return str(digit)
    return char if char.isalpha() or unicodedata.category(char) in {"Mc", "Mn", "Nl"} else " "


def plain(name: str) -> str:
    """Drop capitals, accents, script variants and punctuation.

    Parameters
    ----------
    name
        A name in any script.

    Returns
    -------
    str
        Lower-case words with one space between them; empty if no letter or digit is left.
    """
    return " ".join(name[:MAX_LENGTH].translate(_TABLE)[:MAX_LENGTH].split())


def fold(name: str) -> str:
    """Drop what `plain` drops, and small words.

    Parameters
    ----------
    name
        A name in any script.

    Returns
    -------
    str
        As `plain`, without a leading the, al-, el- or ال and without and, va, wa, -o-, -e- inside.
    """
    words = plain(name).split(" ")
    while len(words) > 1 and words[0] in _ARTICLES:
        del words[0]
    if len(words) > 2:  # noqa: PLR2004 - first, joining, last
        words[1:-1] = [word for word in words[1:-1] if word not in _JOINING]
    words[0] = _without_arabic_article(words[0])
    return " ".join(words)


def _without_arabic_article(word: str) -> str:
    """Drop a leading ال as long as a stem of three letters remains."""
    while word.startswith(_ARABIC_ARTICLE) and len(word) >= _MIN_ARABIC_STEM + 2:
        word = word.removeprefix(_ARABIC_ARTICLE)
    return word


_DIGRAPHS = (
    ("tsch", "q"), ("tch", "q"), ("tsh", "q"), ("ch", "q"), ("sch", "x"), ("sh", "x"),
    ("kh", "k"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("ph", "f"), ("zh", "j"), ("dj", "j"),
    ("ck", "k"),
)  # fmt: skip
_SINGLES = str.maketrans({"e": "a", "i": "a", "y": "a", "o": "u", "w": "v", "c": "k", " ": ""})
_REPEATED = re.compile(r"(.)\1+")


def skeleton(name: str) -> str:
    """Drop what romanisations of one name disagree about.

    Vowels fall into two classes (a, e, i, y and o, u), double letters become single, and pairs
    such as ch and tsch or kh and k become one consonant. Other scripts only lose their spaces.

    Parameters
    ----------
    name
        A name in any script.

    Returns
    -------
    str
        A key to compare. It is not meant to be read.
    """
    return skeleton_of(fold(name))


def skeleton_of(folded: str) -> str:
    """As `skeleton`, of a name that is folded already.

    Parameters
    ----------
    folded
        What `fold` has made of a name.

    Returns
    -------
    str
        The same key.
    """
    if not folded.isascii():
        return folded.replace(" ", "")
    folded = folded.replace("q", "k").replace("x", "ks")
    for pair, single in _DIGRAPHS:
        folded = folded.replace(pair, single)
    return _REPEATED.sub(r"\1", folded.translate(_SINGLES))


def slips_allowed(folded: str) -> int:
    """How many slips of the pen a name may hold and still be told from others.

    Parameters
    ----------
    folded
        A folded name.

    Returns
    -------
    int
        0 below three letters and above sixty, 1 below seven, else 2.
    """
    if len(folded) > _TOO_LONG:
        return 0
    return (len(folded) >= _ONE_SLIP) + (len(folded) >= _TWO_SLIPS)


def slip_rank(asked: str, name: str, place: int) -> int:
    """Rank a name one slip away by how likely the slip is and how important the place.

    There is one way to drop this letter or to swap those two, and there are some twenty-five to put
    another letter in its place: a name from which a letter was dropped, or two were swapped, counts
    as if its place were ten times as important.

    Parameters
    ----------
    asked
        The folded name as it was typed.
    name
        The folded name that may be meant.
    place
        Number of its most important place.

    Returns
    -------
    int
        The lower, the likelier.
    """
    dropped_or_swapped = len(name) > len(asked) or sorted(name) == sorted(asked)
    return place if dropped_or_swapped else _UNLIKELIER * place


def small_words_dropped(folded: str) -> list[str]:
    """Leave out a word that may be a misspelt small word, which `fold` would have dropped.

    Parameters
    ----------
    folded
        A folded name.

    Returns
    -------
    list
        The name without its first word, if that is one slip away from an article; without an
        article that its first word begins with ('Alwadi'); and without each inner word that is one
        slip away from a joining word.
    """
    words = folded.split(" ")
    found = [
        " ".join(words[:place] + words[place + 1 :])
        for place, word in enumerate(words[:-1])
        if word in (_near_joining() if place else _near_articles())
    ]
    if folded.startswith(_GLUED) and len(words[0]) > _MIN_GLUED:
        found.append(folded[2:])
    return found


@cache
def _near_joining() -> frozenset[str]:
    """Every word one slip away from a joining word."""
    return _near(_JOINING)


@cache
def _near_articles() -> frozenset[str]:
    """Every word one slip away from an article."""
    return _near(_ARTICLES)


def _near(words: frozenset[str]) -> frozenset[str]:
    """Every word with one slip in one of these."""
    letters = "abcdefghijklmnopqrstuvwxyzآابتثجحخدذرزسشصضطظعغفقکلمنهویپچژگ"
    found: set[str] = set()
    for word in words:
        halves = [(word[:cut], word[cut:]) for cut in range(len(word) + 1)]
        found |= {left + right[1:] for left, right in halves if right}
        found |= {left + right[1] + right[0] + right[2:] for left, right in halves if right[1:]}
        found |= {left + a + right[1:] for left, right in halves if right for a in letters}
        found |= {left + a + right for left, right in halves for a in letters}
    return frozenset(found)


_DESIGNATORS = {
    FeatureClass.ADM1: (
        "province", "governorate", "ostan", "state", "wilayat", "oblast", "muhafazah",
        "استان", "محافظه", "صوبه", "ولایت",
    ),
    FeatureClass.ADM2: ("district", "county", "shahrestan", "tehsil", "شهرستان", "ضلع", "قضا"),
    FeatureClass.SETTLEMENT: ("city", "town", "village", "شهر", "مدینه", "روستای"),
}  # fmt: skip
_CLASS_OF = {word: kind for kind, words in _DESIGNATORS.items() for word in words}


def split_designator(name: str) -> tuple[str, FeatureClass | None]:
    """Take the word for its kind from a name.

    Parameters
    ----------
    name
        A name such as 'Panjgur district', 'province of Kerman' or 'استان کرمان'.

    Returns
    -------
    tuple
        The rest of the name and the kind; the whole name and None where no such word is.
    """
    words = name.split()
    if len(words) > 1 and words[0].lower() == "the":
        del words[0]
    if len(words) > 1 and (kind := _CLASS_OF.get(plain(words[-1]))):
        return " ".join(words[:-1]), kind
    if len(words) > 1 and (kind := _CLASS_OF.get(plain(words[0]))):
        rest = words[2:] if len(words) > 2 and words[1].lower() == "of" else words[1:]  # noqa: PLR2004
        return " ".join(rest), kind
    return name, None
