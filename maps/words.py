"""Words for what the geoparser found, the same in the terminal and on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gazetteer.mention import Role
from geo.plain import country_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gazetteer.geoparsing import PlacedMention
    from gazetteer.place import Place

__all__ = ["ROLES", "UNKNOWN", "by_place", "confidence_text", "place_line", "role_key"]

ROLES: Final[dict[Role, str]] = {
    Role.LOCATION: "location",
    Role.ACTOR: "actor",
    Role.DEMONYM: "demonym",
    Role.PART_OF_NAME: "part of a name",
}
"""Roles in the order in which they are shown."""

UNKNOWN: Final = "unknown"
"""How a mention whose place is not known is marked."""

_SHARES: Final = ((0.9, "almost certain"), (0.7, "likely"), (0.4, "uncertain"))


def role_key(one: PlacedMention) -> str:
    """How a mention is marked.

    Parameters
    ----------
    one
        The mention.

    Returns
    -------
    str
        Its role, or `UNKNOWN` where it has no place.
    """
    return UNKNOWN if one.place is None else one.mention.role or Role.LOCATION


def by_place(mentions: Iterable[PlacedMention]) -> dict[Place, list[PlacedMention]]:
    """The places of mentions, in the order in which they are first named.

    Parameters
    ----------
    mentions
        The mentions; those without a place are left out.

    Returns
    -------
    dict
        The mentions of each place.
    """
    groups: dict[Place, list[PlacedMention]] = {}
    for one in mentions:
        if one.place is not None:
            groups.setdefault(one.place, []).append(one)
    return groups


def confidence_text(confidence: float) -> str:
    """A confidence for people.

    Parameters
    ----------
    confidence
        Whether it is the right place, 0 to 1.

    Returns
    -------
    str
        Such as "likely (0.82)".
    """
    word = next((word for least, word in _SHARES if confidence >= least), "a guess")
    return f"{word} ({confidence:.2f})"


def place_line(place: Place) -> str:
    """A place for people.

    Parameters
    ----------
    place
        The place.

    Returns
    -------
    str
        Such as "Saravan, Sistan and Baluchestan, Iran".
    """
    parts = [place.name, place.admin1, country_name(place.country)]
    return ", ".join(dict.fromkeys(part for part in parts if part))
