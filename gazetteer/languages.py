"""Choosing the name of a place in a language.

A name that a source gives for the language comes first. Most names carry no language; of those,
one is taken that the language could be written with: every letter is in its alphabet, and names
with letters that few languages of the script use come first (پ چ ژ گ for Persian, ٹ ڈ ڑ ہ ے for
Urdu, ي ك ة for Arabic). That tells scripts and most neighbours apart; it cannot tell two languages
that spell with the same letters.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["name_in", "preferred"]


class _Alphabet(NamedTuple):
    """The letters of a language, as the inside of a character class."""

    letters: str
    telling: tuple[str, ...] = ()
    """Letters that few others of the script have, the more telling before the less."""
    charsets: tuple[str, ...] = ()
    """A name must fit one of these, the earlier the better: for scripts of many thousand signs."""


_COMMON = "ابتثجحخدذرزسشصضطظعغفقلمنوءئؤآ"  # what every language of the Arabic script here has
_PERSIAN = "پچژگکی"  # what Persian and its neighbours write and Arabic does not
_HAN = "\u3005\u3400-\u4dbf\u4e00-\u9fff"
_KANA = "\u3041-\u309f\u30a1-\u30ff"
_DEVANAGARI = _Alphabet("\u0900-\u097f")
_ALPHABETS = {
    "am": _Alphabet("\u1200-\u139f"),
    "ar": _Alphabet(_COMMON + "أإٱهةكيى", ("أإٱةكيى", "حصضطظعغ")),
    "be": _Alphabet("абвгдеёжзійклмнопрстуўфхцчшыьэюя", ("ў",)),
    "bg": _Alphabet("абвгдежзийклмнопрстуфхцчшщъьюя", ("ъ",)),
    "bn": _Alphabet("\u0980-\u09ff"),
    "ckb": _Alphabet("ئابپتجچحخدرڕزژسشعغفڤقکگلڵمنوۆهھەیێ", ("ڕڤڵۆەێ", _PERSIAN)),
    "el": _Alphabet("\u0370-\u03ff\u1f00-\u1fff"),
    "fa": _Alphabet(_COMMON + _PERSIAN + "هۀ", (_PERSIAN,)),
    "he": _Alphabet("\u05d0-\u05ea"),
    "hi": _DEVANAGARI,
    "hy": _Alphabet("\u0531-\u0587"),
    "ja": _Alphabet(_HAN + _KANA, (_KANA,), ("shift_jis",)),
    "ka": _Alphabet("\u10a0-\u10ff\u1c90-\u1cbf"),
    "ko": _Alphabet("\uac00-\ud7a3"),
    "mr": _DEVANAGARI,
    "my": _Alphabet("\u1000-\u109f"),
    "ne": _DEVANAGARI,
    "ps": _Alphabet(_COMMON + "أپټچځڅډړژږښکګگڼهۀيیېۍ", ("ټځڅډړږښګڼېۍ", _PERSIAN)),
    "ru": _Alphabet("абвгдеёжзийклмнопрстуфхцчшщъыьэюя", ("ёыэ",)),
    "sr": _Alphabet("абвгдђежзијклљмнњопрстћуфхцчџш", ("ђјљњћџ",)),
    "tg": _Alphabet("абвгғдеёжзиӣйкқлмнопрстуӯфхҳчҷшъэюя", ("ғӣқӯҳҷ",)),
    "th": _Alphabet("\u0e00-\u0e7f"),
    "uk": _Alphabet("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя", ("ґєії",)),
    "ur": _Alphabet(_COMMON + "پٹچڈڑژکگںھہۂیےۓۃ", ("ٹڈڑںھہۂےۓ", _PERSIAN)),
    "zh": _Alphabet(_HAN, (), ("gb2312", "big5", "gbk")),
}


def preferred(language: str) -> tuple[str, ...]:
    """Read a list of languages as HTTP's Accept-Language has it.

    Parameters
    ----------
    language
        One tag ('fa') or several ('fa-AF, fa;q=0.9, en;q=0.8').

    Returns
    -------
    tuple
        Tags in lower case with hyphens, the most wanted first; '*' and what is not wanted at all
        (q=0) are left out.
    """
    found: list[tuple[float, str]] = []
    for part in language.split(","):
        tag, _, weight = part.partition(";")
        tag = tag.strip().lower().replace("_", "-")
        share = re.fullmatch(r"\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*", weight)
        wanted = float(share[1]) if share else 1.0
        if tag and tag != "*" and wanted:
            found.append((wanted, tag))
    return tuple(tag for _, tag in sorted(found, key=lambda pair: -pair[0]))


def name_in(names: Iterable[tuple[str | None, str]], language: str) -> str | None:
    """Choose a name in a language.

    Parameters
    ----------
    names
        Names of one place with their languages, as `Gazetteer.names` gives them: a language tag,
        or None where the source does not say, and the name.
    language
        A language tag, or several as in Accept-Language, the first that has a name decides.

    Returns
    -------
    str
        The name; None where no name is known to be in the language, or only the main name can
        be: names without a language tell nothing about languages in Latin letters.
    """
    known = tuple((tag and tag.lower().replace("_", "-"), name) for tag, name in names)
    for wanted in preferred(language):
        primary = wanted.partition("-")[0]
        if found := _tagged(known, wanted, primary):
            return found
        if primary not in _ALPHABETS:
            return None
        if found := _by_letters([name for tag, name in known if tag is None], primary):
            return found
    return None


def _tagged(names: tuple[tuple[str | None, str], ...], wanted: str, primary: str) -> str | None:
    """The name with the tag, else one with the tag of the bare language, else of its kin."""
    for fits in (wanted, primary):
        for tag, name in names:
            if tag == fits:
                return name
    return next((name for tag, name in names if tag and tag.startswith(f"{primary}-")), None)


def _by_letters(names: list[str], language: str) -> str | None:
    """The name that the letters of the language fit best; the first of equals."""
    alphabet = _ALPHABETS[language]
    ranked = [(rank, name) for name in names if (rank := _rank(name, alphabet)) is not None]
    return min(ranked, key=lambda pair: pair[0])[1] if ranked else None


def _rank(name: str, alphabet: _Alphabet) -> tuple[int, int] | None:
    """How well the letters fit, lower is better; None where one is foreign or none is there."""
    if not (_fitting(alphabet.letters).fullmatch(name) and _any_of(alphabet.letters).search(name)):
        return None
    charset = _charset(name, alphabet.charsets)
    if charset is None:
        return None
    tiers = (n for n, letters in enumerate(alphabet.telling) if _any_of(letters).search(name))
    return next(tiers, len(alphabet.telling)), charset


def _charset(name: str, charsets: tuple[str, ...]) -> int | None:
    """Number of the first charset that holds the name; None where none does."""
    for number, charset in enumerate(charsets):
        if name.encode(charset, errors="ignore").decode(charset) == name:
            return number
    return None if charsets else 0


@cache
def _fitting(letters: str) -> re.Pattern[str]:
    """Names of these letters; marks, digits, spaces and signs belong to every language."""
    return re.compile(rf"[{letters}\W\d_]*", re.IGNORECASE)


@cache
def _any_of(letters: str) -> re.Pattern[str]:
    """One of these letters."""
    return re.compile(f"[{letters}]", re.IGNORECASE)
