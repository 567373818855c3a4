"""From a place as people write it to the names to look up.

A phrase is a name with what people put around it: a word for the kind ('Rami village', 'Kabul
city', 'FOB Shinwar'), another name in brackets or after a slash ('Shinwar district (Ghani Khel)'),
a qualifier that makes it less exact ('near Saravan', 'Damascus outskirts'), what narrows it after
commas ('Erbil, Iraqi Kurdistan'). Nothing here asks the gazetteer: which of the names is known is
for `resolve` to find out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from gazetteer.names import MAX_LENGTH, plain, split_designator
from gazetteer.place import FeatureClass

__all__ = ["Phrase", "bare_name", "read_phrase"]

_WORDS = {
    FeatureClass.ADM1: (
        "governorate", "province", "state", "region", "department", "departement", "departamento",
        "division", "oblast", "krai", "republic", "prefecture", "territory", "emirate", "canton",
        "voivodeship", "wilaya",
    ),
    FeatureClass.ADM2: (
        "district", "sub district", "subdistrict", "agency", "municipality", "municipio", "commune",
        "county", "raion", "rayon", "lga", "woreda", "zone", "cercle", "regency", "subdivision",
        "constituency", "upazila", "thana", "taluk", "tehsil", "subprefecture", "qada", "mintaqat",
        "markaz", "mantiqat", "nahiya", "wuleswali", "قضاء", "منطقه", "ناحيه", "تحصیل",
    ),
    FeatureClass.SETTLEMENT: (
        "suburb", "neighbourhood", "neighborhood", "township", "settlement", "hamlet", "locality",
        "quarter", "ward", "selo", "poselok", "aul", "qaryat", "قریه", "بلده", "حی", "محله", "کلی",
        "گاؤں", "دهکده", "روستا",
    ),
    FeatureClass.SITE: (
        "airbase", "air base", "airport", "airfield", "military airport", "military airbase",
        "military base", "military camp", "base", "camp", "refugee camp", "idp camp",
        "displacement camp", "fob", "cop", "forward operating base", "checkpoint", "check post",
        "garrison", "barracks", "port", "border crossing", "crossing", "hospital", "prison",
        "junction", "bridge", "dam", "island", "mountain", "valley", "forest", "industrial zone",
        "industrial district", "industrial area", "مخیم", "مطار", "فرودگاه", "پایگاه",
    ),
}  # fmt: skip
_KIND_OF = {tuple(word.split()): kind for kind, words in _WORDS.items() for word in words}
_MOST_WORDS = max(map(len, _KIND_OF))
_MOST_KINDS = 3
_VAGUE_BEFORE = re.compile(
    r"(?:(?:the )?(?:outskirts|suburbs|vicinity|environs|surroundings|area|edge) of|near(?: to)?"
    r"|close to|around|outside(?: of)?|in the (?:area|vicinity) of|بالقرب من|قرب|نزدیک)\s+(.+)",
    re.IGNORECASE,
)
_VAGUE_AFTER = re.compile(
    r"(.+?)\s+(?:area|outskirts|vicinity|surroundings|environs|countryside|location)", re.IGNORECASE
)
_BRACKETS = re.compile(r"\(([^()]*)\)?")
_PART = re.compile(r"[,،;()]")
_OTHER = re.compile(r"\s*/\s*|\s+a\.?k\.?a\.?\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A place as somebody wrote it, taken apart.

    Parameters
    ----------
    names
        The names it may go by, as written, in the order to try them.
    parts
        What narrows it: what stands after commas.
    asides
        What stands in brackets: another name, or an area.
    near
        Whether the words say that it lies near the place and not in it.
    whole
        The name with these words, where there are any: 'Damascus Countryside' is a place too.
    """

    names: tuple[str, ...]
    parts: tuple[str, ...] = ()
    asides: tuple[str, ...] = ()
    near: bool = False
    whole: str | None = None


def read_phrase(text: str) -> Phrase:
    """Take a place as somebody wrote it apart.

    Parameters
    ----------
    text
        Such as 'near Saravan, Iran' or 'Shinwar district (Ghani Khel)'. What goes beyond the
        longest name is not looked at.

    Returns
    -------
    Phrase
        Without names where there is none in it.
    """
    whole = text[:MAX_LENGTH]
    asides = tuple(filter(None, map(str.strip, _BRACKETS.findall(whole))))
    parts = [part.strip() for part in _PART.split(_BRACKETS.sub(" ", whole)) if plain(part)]
    if not parts:
        return Phrase(names=asides[:1], parts=asides[1:])
    name, near = " ".join(parts[0].split()), False
    while vague := _VAGUE_BEFORE.fullmatch(name) or _VAGUE_AFTER.fullmatch(name):
        name, near = vague[1], True
    names = tuple(part for part in _OTHER.split(name) if plain(part))
    return Phrase(
        names=names or (name,),
        parts=tuple(parts[1:]),
        asides=asides,
        near=near,
        whole=" ".join(parts[0].split()) if near else None,
    )


def bare_name(name: str) -> tuple[str, FeatureClass | None]:
    """Take the words for its kind from a name.

    Parameters
    ----------
    name
        A name such as 'Kata Qala village', 'Mintaqat Markaz Homs district' or 'Port of Gwadar'.
        What stands in brackets is left out.

    Returns
    -------
    tuple
        The rest of the name and the kind that the outermost word says; the name and None where no
        such word is.
    """
    kind = None
    if plain(outside := _BRACKETS.sub(" ", name)) and outside != name:
        name = " ".join(outside.split())
    for _ in range(_MOST_KINDS):
        rest, found = split_designator(name)
        if found is None:
            rest, found = _split(name)
        if found is None:
            break
        name, kind = rest, kind or found
    return name, kind


def _split(name: str) -> tuple[str, FeatureClass | None]:
    """Take one word for a kind, which may be made of several, from the end or the start."""
    words = name.replace("-", " ").split()
    for count in range(min(_MOST_WORDS, len(words) - 1), 0, -1):
        if kind := _kind(words[-count:]):
            return " ".join(words[:-count]), kind
        if kind := _kind(words[:count]):
            rest = words[count:]
            return " ".join(rest[1:] if len(rest) > 1 and rest[0].lower() == "of" else rest), kind
    return name, None


def _kind(words: list[str]) -> FeatureClass | None:
    """The kind that words stand for."""
    return _KIND_OF.get(tuple(plain(" ".join(words)).split()))
