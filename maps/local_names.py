"""The name that a place bears where it lies, in the script that is written there.

What a country writes comes from CLDR by way of Babel, as do names of countries and of the cities
that time zones are called after. Other names are the gazetteer's own alternates, most of which say
nothing about their language: of those that the language could be written with, one is taken that
sounds most like the main name.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from rapidfuzz import fuzz

from gazetteer.languages import name_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["country_in_own_script", "in_own_script", "languages_written"]

_NEAR: Final = 60.0
"""How alike consonants are, of 100, where two names may be the same."""
_HELD_MOST: Final = 2
_FIRST_POINT, _LAST_POINT = 10, 35
"""Unicode's combining classes of Hebrew and Arabic vowel points."""
_SLACK: Final = 20.0
"""How much less alike a name may sound that others are made of."""
_INDIC: Final = {"hi", "mr", "ne"}
"""Languages that romanisations follow less closely."""
_VOWELLESS: Final = {"ar", "ckb", "fa", "he", "ps", "ur"}
"""Languages that write few vowels."""
_OWN: Final = {"ar": "أإة", "uk": "ьіїєґ"}
"""Letters that tell a language's own spelling from that of its neighbour, where both fit."""
_QUALIFIERS: Final = {
    "ARCHAIC", "BYELORUSSIAN-UKRAINIAN", "CAPITAL", "FARSI", "FINAL", "HANGUL", "LETTER", "SHORT",
    "SIGN", "SMALL", "SYLLABLE", "UKRAINIAN", "VOWEL",
}  # fmt: skip
_SILENT: Final = {"AIN", "AYIN", "HAMZA", "HARD", "SOFT"}
_SOUNDS: Final = str.maketrans("cqwuy", "kkvvi")
"""Letters that romanisations swap."""
_CONSONANTS: Final = str.maketrans("cqz", "kks", "aeiouvwyh")
"""The same, and those that are vowels or may be."""


@cache
def languages_written(country: str) -> tuple[str, ...]:
    """The official languages of a country in scripts other than the Latin one.

    Parameters
    ----------
    country
        ISO 3166-1 alpha-2 code.

    Returns
    -------
    tuple of str
        Tags as Babel has them, the most widely spoken first; empty where the most widely spoken
        one is written in the Latin script.
    """
    from babel.core import get_global  # noqa: PLC0415 (slow to import)
    from babel.languages import get_official_languages, get_territory_language_info  # noqa: PLC0415

    likely = get_global("likely_subtags")
    known: dict[str, dict[str, Any]] = get_territory_language_info(country)

    def latin(tag: str) -> bool:
        """Whether the language is mostly written so, or the tag says that it is here."""
        whole = likely.get(tag.partition("_")[0], "")
        return "Latn" in whole.split("_") or "Latn" in tag.split("_")

    tags = get_official_languages(country)
    shares = {tag: float(known[tag]["population_percent"]) for tag in tags}
    first = [tag for tag in tags if shares[tag] == max(shares.values())]
    if all(latin(tag) for tag in first):
        return ()
    return tuple(tag for tag in tags if not latin(tag))


def country_in_own_script(country: str) -> str | None:
    """A country's name in its main language.

    Parameters
    ----------
    country
        ISO 3166-1 alpha-2 code.

    Returns
    -------
    str or None
        None where that is written in the Latin script, or CLDR has no such name.
    """
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 (slow to import)

    for language in languages_written(country):
        try:
            name = Locale.parse(language).territories.get(country)
        except UnknownLocaleError:
            continue
        if name and not _latin(name):
            return str(name)
    return None


def in_own_script(
    name: str, names: Iterable[tuple[str | None, str]], country: str | None
) -> str | None:
    """The name of a place in the script of its country.

    Parameters
    ----------
    name
        Its main name, in Latin letters.
    names
        All its names with their languages, as `Gazetteer.names` gives them.
    country
        ISO 3166-1 alpha-2 code.

    Returns
    -------
    str or None
        None where the country writes Latin letters, or no name is known to be in its languages.
    """
    if country is None:
        return None
    known = list(names)
    for language in languages_written(country):
        zone_city = _zone_cities(country, language).get(name)
        chosen = zone_city or _chosen(name, known, language.partition("_")[0])
        if chosen:
            return chosen
    return None


def _chosen(name: str, names: Sequence[tuple[str | None, str]], language: str) -> str | None:
    """The name in a language that is tagged so, or else the likeliest of those that may be."""
    tagged = [pair for pair in names if pair[0] is not None]
    if (found := name_in(tagged, language)) and not _latin(found):
        return found
    fitting = [other for tag, other in names if tag is None and name_in([(None, other)], language)]
    held = {other: min(_holding(other, fitting), _HELD_MOST) for other in fitting}
    if language == "ja":
        fitting = [other for other in fitting if not re.search("[ぁ-ヿ]", other)] or fitting
    fitting = [other for other in fitting if _unpointed(other)] or fitting
    fitting = [other for other in fitting if not _is_longer(other, name, fitting)]
    likeness = _likeness(name, fitting, language)
    bare = {_bare(other) for other in likeness}

    def rank(other: str) -> tuple[float, ...]:
        own = sum(letter in _OWN.get(language, "") for letter in other)
        middle = sum(fuzz.ratio(_bare(other), one) for one in bare)
        length = sum(map(str.isalpha, _bare(other)))
        length = -length if language == "he" else length  # which spells vowels out, where it can
        words = abs(len(other.split()) - len(name.split()))
        return -held[other], -likeness[other], -own, -round(middle), words, length

    best = min(map(rank, likeness), default=None)
    return name_in([(None, other) for other in likeness if rank(other) == best], language)


def _likeness(name: str, others: Sequence[str], language: str) -> dict[str, float]:
    """Those that sound like a name, and how much, of 100.

    Where few vowels are written, all that are near enough are as good as each other.
    """
    vowels = language not in _VOWELLESS
    own = _sound(_bare(name), vowels=vowels)
    found = {other: fuzz.ratio(_sound(_bare(other), vowels=vowels), own) for other in others}
    most = max(found.values(), default=0.0)
    if vowels:
        least = most - (_SLACK if language in _INDIC else 0.0)
        return {other: like for other, like in found.items() if like >= least}
    return {other: 0.0 for other, like in found.items() if like >= min(most, _NEAR)}


def _holding(name: str, others: Sequence[str]) -> int:
    """How many other names are made of a name and something more."""
    return sum(
        other != name and (name in other.split() or other.startswith(name)) for other in others
    )


def _is_longer(other: str, name: str, fitting: Sequence[str]) -> bool:
    """Whether a name is one of the others and something that the main name does not have."""
    parts = [one for one in fitting if one != other and _holding(one, [other])]
    return bool(parts) and len(name.split()) <= len(min(parts, key=len).split())


def _bare(name: str) -> str:
    """Without the Arabic article."""
    return re.sub(r"^(ال|[Aa]l[ -])(?=\w)", "", name)


@cache
def _zone_cities(country: str, language: str) -> dict[str, str]:
    """Names in a language of the cities that a country's time zones are called after."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 (slow to import)
    from babel.core import get_global  # noqa: PLC0415

    try:
        here, english = Locale.parse(language).time_zones, Locale.parse("en").time_zones
    except UnknownLocaleError:
        return {}
    found = {}
    for zone, territory in get_global("zone_territories").items():
        local = here.get(zone, {}).get("city")
        if territory == country and local:
            customary = zone.rpartition("/")[2].replace("_", " ")
            found[english.get(zone, {}).get("city", customary)] = str(local)
    return found


def _latin(text: str) -> bool:
    return re.search("[A-Za-zÀ-ɏ]", text) is not None


def _unpointed(text: str) -> bool:
    """Whether vowel points are left out, as on maps."""
    return not any(_FIRST_POINT <= unicodedata.combining(letter) <= _LAST_POINT for letter in text)


@cache
def _sound(text: str, *, vowels: bool) -> str:
    """Roughly how a name sounds, in Latin letters: from the names that Unicode gives letters."""
    sounds = "".join(map(_letter_sound, unicodedata.normalize("NFD", text.lower())))
    return sounds.translate(_SOUNDS if vowels else _CONSONANTS)


def _letter_sound(letter: str) -> str:
    """Such as "m" for CYRILLIC SMALL LETTER EM or ARABIC LETTER MEEM."""
    name = unicodedata.name(letter, "")
    words = [word for word in name.split()[1:] if word not in _QUALIFIERS]
    if name.startswith(("CJK", "COMBINING")) or not words or words[0] in _SILENT:
        return ""
    if not letter.isalpha() and "VOWEL SIGN" not in name:
        return ""
    word = "heh" if words[:2] == ["TEH", "MARBUTA"] else words[0].lower()
    if name.startswith(("HANGUL", "KATAKANA", "HIRAGANA", "LATIN")):
        return word
    if re.fullmatch("e[lmnrsf]|[iy][aeou]|yeru", word):
        return word[1]
    return re.sub(r"^([aeiou]|[kgsz]h|ts|.).*", r"\1", word)
