"""Who is meant by the words for somebody who acts, is hit or speaks: a state, a force, a group."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from gazetteer.mention import Role
from gazetteer.names import fold
from geo.actors import find_actor
from geo.incident import Actor, ActorKind
from geo.plain import country_name
from geo.reading.events.vocabulary import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.geoparsing import PlacedMention

__all__ = ["Side", "is_mutual", "points_to_speaker", "side_of"]

_ARTICLES: Final = re.compile(
    r"^(?:the|a|an|some|several|what|suspected|alleged)\s+", re.IGNORECASE
)
_ON_GROUND: Final = re.compile(
    r"\b(?:(?:in|on|at|near|outside|around|from|of|inside|across)\s+(?:the\s+)?"
    r"|(?:town|city|village|province|district|region)\s+of\s+)$",
    re.IGNORECASE,
)
_STATELY: Final = re.compile(
    r"\b(?:government|army|forces?|military|ministry|troops|police|state|republic|embassy"
    r"|ambassador|envoy|spokes\w+|minister|president|command|defen[cs]e|navy|jets|guards?"
    r"|authorities|officials|leaders?)\s+(?:of|from|in)\s+"
    r"(?:the\s+)?$",
    re.IGNORECASE,
)
_QUANTITY: Final = re.compile(
    r"(?:at\s+)?(?:least|most|more than|about|around|some|nearly|\d[\d,.]*|an?)?\s*"
    r"(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens|several"
    r"|many|hundreds|thousands|scores)?",
    re.IGNORECASE,
)
_POSSESSIVE: Final = re.compile(r"['’]s?(?=\W|$)")
_MUTUAL: Final = re.compile(
    r"\b(?:both|each other|the two (?:countries|sides|neighbou?rs|states|armies|nations|powers)"
    r"|either side|the sides|two countries)\b",
    re.IGNORECASE,
)
_SPEAKER: Final = words("it they he she we its their his her our i my who which")
_NOBODY: Final = words("nobody none no nothing one those others someone somebody everyone people")
_NO_STATE: Final = words(
    """
    militants militant gunmen gunman rebels rebel separatists separatist fighters insurgents
    insurgent terrorists terrorist smugglers smuggler protesters demonstrators jihadists jihadist
    bandits tribesmen extremists extremist villagers settlers serbs guerrillas guerrilla group
    groups civilians refugees migrants pilgrims worshippers farmers bomber attackers attacker
    suspects men militia militias militiamen cell cells gang gangs nationals families children
    women
    """
)
_FORCES: Final = words(
    """
    army armies military forces force troops soldiers jets jet warplanes aircraft planes police navy
    government authorities security ministry officials artillery drones drone missiles missile
    guards guard command commandos air border paratroopers gunners gunboats helicopters
    """
)
_AGENTS: Final = _NO_STATE | (
    _FORCES - words("air border command security missile missiles drone drones")
)
_WHEN: Final = re.compile(
    r"^(?:(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday|last|this|week|month|year|on|in"
    r"|\d{1,4}),?\s+)+",
    re.IGNORECASE,
)
_WEAPON_HEADS: Final = words(
    """
    jet jets warplane warplanes aircraft plane planes bomb bombs shell shells rocket rockets missile
    missiles drone drones mortar mortars round rounds artillery defences defenses gunboats
    helicopters
    """
)
_SPEECH: Final = words("said says spoke told announced reported claimed")
_SPEAKERS: Final = words(
    "spokesman spokeswoman spokesperson official officials witnesses residents monitor monitors"
)
_EDGES: Final = words(
    "edge side outskirts area border north south east west part parts territory soil"
)
_MOST_WORDS: Final = 9
_LONGEST_NAME: Final = 6
_KEPT: Final = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """Somebody as far as the words tell.

    Parameters
    ----------
    name
        What to call them: the known actor's name, the state's, or the words themselves.
    key
        The same for whoever is the same; None for words that could be anybody's ("the army").
    country
        ISO 3166-1 alpha-2 code of the state that they are or belong to.
    known
        Whether it is a force or a group that the project knows.
    """

    name: str
    key: str | None
    country: str | None
    known: bool = False


def is_mutual(text: str) -> bool:
    """Tell whether words mean two sides at once.

    Parameters
    ----------
    text
        Such as "both countries".

    Returns
    -------
    bool
        True where what is told is several events, each by one side.
    """
    return _MUTUAL.search(text) is not None


def points_to_speaker(text: str) -> bool:
    """Tell whether words mean whoever speaks: "it", "its drones".

    Parameters
    ----------
    text
        Some words.

    Returns
    -------
    bool
        True for a pronoun, or what belongs to one.
    """
    return text.split(maxsplit=1)[0].lower() in _SPEAKER if text.strip() else False


def side_of(
    text: str, start: int, mentions: Sequence[PlacedMention], *, acting: bool = False
) -> Side | None:
    """Read who is meant.

    Parameters
    ----------
    text
        The words.
    start
        Where they stand in the report.
    mentions
        The toponyms and demonyms inside them, with their places.
    acting
        Whether they act, so that only people, forces and states will do.

    Returns
    -------
    Side or None
        None for a pronoun, for two sides at once, and for what is no name of anybody.
    """
    if not text.strip() or is_mutual(text) or points_to_speaker(text):
        return None
    actor = _actor_in(text)
    if actor is not None and actor.kind in {ActorKind.FORCE, ActorKind.ARMED_GROUP}:
        return Side(name=actor.name, key=actor.id, country=actor.country, known=True)
    grounded = False
    for one in mentions:
        country = one.place.country if one.place else None
        before, rest = text[: one.mention.start - start], text[one.mention.end - start :]
        grounded |= _on_ground(before)
        if country is None or one.mention.role is Role.PART_OF_NAME or _on_ground(before):
            continue
        if _is_state(text, rest):
            return Side(name=country_name(country) or country, key=country, country=country)
        return _plain(text, acting=acting)
    if actor is not None and actor.country and not grounded:
        return Side(name=actor.name, key=actor.country, country=actor.country)
    return _plain(text, acting=acting)


def _on_ground(before: str) -> bool:
    """Whether the words before a place make it where somebody is, and not who."""
    return bool(_ON_GROUND.search(before)) and not _STATELY.search(before)


@lru_cache(maxsize=_KEPT)
def _actor_in(text: str) -> Actor | None:
    """The known actor that words name; a force or a group before its state."""
    parts = _POSSESSIVE.sub("", text).replace("(", " ").replace(")", " ").split()[:12]
    found: Actor | None = None
    for first in range(len(parts)):
        for after in range(min(len(parts), first + _LONGEST_NAME), first, -1):
            actor = find_actor(" ".join(parts[first:after]).strip(',.;:"“”'))
            if actor is None:
                continue
            if actor.kind in {ActorKind.FORCE, ActorKind.ARMED_GROUP}:
                return actor
            found = found or actor
            break
    return found


def _is_state(text: str, rest: str) -> bool:
    """Whether a country's name or adjective with what follows means the state."""
    every = [word.strip(',.;:"“”').lower() for word in text.split()]
    if not _NO_STATE.isdisjoint(every):
        return False
    follows = _POSSESSIVE.sub("", rest).split()
    return not follows or not follows[0][:1].isupper() or follows[0].lower() in _FORCES


def _plain(text: str, *, acting: bool) -> Side | None:
    """The words themselves as a name, where they may be one."""
    name = " ".join(_ARTICLES.sub("", _WHEN.sub("", text.strip(' ,.;:"“”'))).split())
    parts = name.lower().split()
    if not parts or len(parts) > _MOST_WORDS or not name[0].isalpha() or _QUANTITY.fullmatch(name):
        return None
    nobody = parts[0] in _NOBODY or (acting and parts[0] in _SPEAKERS)
    if nobody or parts[-1] in _WEAPON_HEADS or not _EDGES.isdisjoint(parts[:2]):
        return None
    if not _SPEECH.isdisjoint(parts):
        return None
    named = any(word[0].isupper() for word in name.split())
    agents = not _AGENTS.isdisjoint(parts)
    if not named and not agents and (acting or (len(parts) == 1 and not parts[0].endswith("s"))):
        return None
    return Side(name=name, key=fold(name) if named else None, country=None)
