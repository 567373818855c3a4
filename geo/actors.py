"""States, forces and armed groups by the names that reports give them.

The table is `data/actors.json`; where its names come from stands in `data/NOTICE-actors.md`.
A state lists its demonyms and its seat of government among its names, since reports say
"Iranian officials" and "Islamabad says". An armed group belongs to no country here.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Final

from gazetteer.names import fold, plain
from geo.incident import Actor
from geo.record import from_json

__all__ = ["actor_in", "actors", "country_of", "find_actor"]

_POSSESSIVE = re.compile(r"['’]s?(?=\W|$)")
_LONGEST: Final = 200
_MOST_WORDS: Final = 6


@cache
def actors() -> tuple[Actor, ...]:
    """Read the actors that the project knows.

    Returns
    -------
    tuple
        In the order of the table: states, their forces, armed groups, peoples.
    """
    return from_json((files("geo") / "data" / "actors.json").read_bytes(), tuple[Actor, ...])


def find_actor(name: str) -> Actor | None:
    """Find an actor by its name, an alias or a demonym.

    Parameters
    ----------
    name
        The whole name; capitals, accents and a leading article make no difference.

    Returns
    -------
    Actor or None
        None where no actor has that name.
    """
    key = fold(name)
    return _by_name().get(key) or _by_name().get(key.removeprefix("the "))


def actor_in(text: str) -> Actor | None:
    """Find the actor that a claimant or a few words about an actor name.

    Parameters
    ----------
    text
        Such as "Pakistan's foreign ministry" or "jets of Pakistan". Of several actors in it the
        first counts, and of two that begin alike the longer.

    Returns
    -------
    Actor or None
        None where no known actor is named.
    """
    words = plain(_POSSESSIVE.sub("", text[:_LONGEST])).split()
    for start in range(len(words)):
        for end in range(min(len(words), start + _MOST_WORDS), start, -1):
            actor = find_actor(" ".join(words[start:end]))
            if actor:
                return actor
    return None


def country_of(name: str) -> str | None:
    """Tell which country a claimant or an actor belongs to.

    Parameters
    ----------
    name
        A claimant as a claim names it, such as "Pakistan's foreign ministry" or "IRGC"; the
        actor in it is found as by `actor_in`.

    Returns
    -------
    str or None
        ISO 3166-1 alpha-2 code; None for a claimant that no known state stands behind, such
        as a publisher or an armed group.
    """
    actor = actor_in(name)
    return actor.country if actor else None


@cache
def _by_name() -> dict[str, Actor]:
    """Actors by each of their names, folded."""
    return {fold(name): actor for actor in actors() for name in (actor.name, *actor.aliases)}
