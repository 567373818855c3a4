"""Texts in capitals only, as agencies once sent them: plain words made small, names left capital.

Without it names do not stand out. A word that news mostly writes small is plain, and so is one with
an ending that names hardly have; what is left keeps a capital. No character is added or lost.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Final

__all__ = ["recased"]

_WORD: Final = re.compile(r"[A-Z]+(?:['’][A-Z]+)*")
_LETTER: Final = re.compile(r"[^\W\d_]")
_PLAIN_ENDS: Final = (
    "ing", "ed", "tion", "tions", "ment", "ments", "ness", "ly", "ists", "ants", "able", "ous",
    "less", "ful", "ism", "ives", "ents", "ards", "eers", "iers",
)  # fmt: skip
_SHORTEST: Final = 6
_OPENS: Final = re.compile(r"(?:^|[.!?:\]]|--|\n\s*\n)[\s\"'“‘\[(]*$")
_LOOK: Final = 12
_MOSTLY: Final = 0.9
_ENOUGH: Final = 100
_SAMPLE: Final = 4_000
_VOWELS: Final = frozenset("AEIOUY")
_ACRONYM: Final = 5


def recased(text: str) -> str:
    """Give a text in capitals only the case of running English.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    str
        As long as the text, character for character; the text itself where it has small letters.
    """
    letters = _LETTER.findall(text[:_SAMPLE])
    if len(letters) < _ENOUGH or sum(map(str.isupper, letters)) < _MOSTLY * len(letters):
        return text
    return _WORD.sub(_cased, text)


def _cased(match: re.Match[str]) -> str:
    """One word: plain, a name or an abbreviation."""
    word = match[0]
    small = word.lower()
    text, start = match.string, match.start()
    opens = _OPENS.search(text[max(0, start - _LOOK) : start]) is not None or start == 0
    if small in _plain() or (len(word) >= _SHORTEST and small.endswith(_PLAIN_ENDS)):
        return small.capitalize() if opens else small
    if len(word) <= _ACRONYM and (_VOWELS.isdisjoint(word) or _bracketed(text, match)):
        return word
    return small.capitalize() if small != "i" else word


def _bracketed(text: str, match: re.Match[str]) -> bool:
    """Whether a word stands alone in brackets, as abbreviations do behind what they stand for."""
    return text[match.start() - 1 : match.start()] in {"(", "["} and text[
        match.end() : match.end() + 1
    ] in {")", "]"}


@cache
def _plain() -> frozenset[str]:
    """Words that news mostly writes small."""
    return frozenset(
        files("geo").joinpath("data", "plain_words.txt").read_text(encoding="utf-8").split()
    )
