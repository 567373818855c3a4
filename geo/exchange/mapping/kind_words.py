"""The kind of an incident by the words of somebody else's table."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from gazetteer.names import plain
from geo.kinds import KINDS, Kind

__all__ = ["kind_of"]

_EVENT_TYPES: Final = {
    "battles": Kind.ARMED_CLASH,
    "violence against civilians": Kind.ATTACK,
    "protests": Kind.PEACEFUL_PROTEST,
    "riots": Kind.VIOLENT_DEMONSTRATION,
    "explosions remote violence": Kind.OTHER,  # air strikes, shells and mines alike
    "strategic developments": Kind.OTHER,
    "one sided violence": Kind.ATTACK,
    "state based conflict": Kind.ARMED_CLASH,
    "non state conflict": Kind.ARMED_CLASH,
}
"""Types that are wider than a kind: of ACLED (events) and of UCDP."""


@lru_cache(maxsize=8_192)
def kind_of(text: str) -> Kind:
    """The kind that a cell means.

    Parameters
    ----------
    text
        One of our words or labels, a type of ACLED's or UCDP's, or plain words in one of several
        languages.

    Returns
    -------
    Kind
        `Kind.OTHER` for words that mean none, or several.
    """
    words = plain(text)
    known = _known().get(words)
    if known is not None:
        return known
    return next((kind for kind, form in _forms() if form.search(words)), Kind.OTHER)


@cache
def _known() -> dict[str, Kind]:
    """Kinds by the words that mean just one."""
    found = dict(_EVENT_TYPES)
    for kind, facts in KINDS.items():
        found[plain(kind)] = found[plain(facts.label)] = kind
    for kind, facts in KINDS.items():
        found.setdefault(plain(facts.acled_sub_event), kind)
    return found


@cache
def _forms() -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    """Kinds by words that may stand among others, the surer ones first."""
    lines = (files("geo") / "data" / "kind_words.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split(" = ", 1) for line in lines if not line.startswith("#"))
    return tuple((Kind(name), _form(words.split("; "))) for name, words in pairs)


def _form(words: list[str]) -> re.Pattern[str]:
    """What finds one of some words, in the spelling that `plain` gives."""
    return re.compile(rf"\b(?:{'|'.join(map(_spelt, words))})\b")


def _spelt(word: str) -> str:
    if word.isascii():
        return word
    stem = word.removesuffix(r"\w*")
    return plain(stem) + word[len(stem) :]
