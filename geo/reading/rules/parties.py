"""Who takes part in an event as one sentence tells it: who did it, and whom it hit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geo.kinds import KINDS, Family
from geo.plain import country_name
from geo.reading.events.vocabulary import words
from geo.reading.rules.sides import Side, points_to_speaker, side_of

if TYPE_CHECKING:
    from geo.reading.events import EventFound, Phrase
    from geo.reading.rules.scene import Scene

__all__ = ["doer_of", "side_in", "target_of"]

_BESIDE: Final = 50
_TAILS: Final = 80
_REACH: Final = 500
_TAIL: Final = re.compile(r"[;:.(]|,\s|\s(?:and|but|while|after|killing|with)\s")
_PART: Final = re.compile(r"[.;:,\n]|\b(?:said|and|that|by|of|from)\b")
_HAVING: Final = re.compile(r"\W*(?:After|Before|Having|By)?\s*(?:having\s+)?", re.IGNORECASE)
_GROUPS: Final = words("group movement militia militants rebels insurgents organisation jihadists")
_GENERIC: Final = re.compile(
    r"(?:army|air force|navy|military|police|government|troops|forces|security forces|jets"
    r"|armed forces|border guards?|defen[cs]e ministry|soldiers)"
)
_FROM: Final = re.compile(
    r"[^,.;:]{0,15}?\bfrom\s+(?:the\s+|inside\s+|across\s+the\s+|positions\s+in\s+)?"
)


def doer_of(event: EventFound, scene: Scene) -> Side | None:
    """Tell who did it.

    Parameters
    ----------
    event
        One of the scene's.
    scene
        The article with what was found.

    Returns
    -------
    Side or None
        "Its drones" are those of whoever speaks, "the group" the armed group named last, and what
        is "fired from the Pakistani side" is Pakistan's.
    """
    if event.actor is not None and points_to_speaker(event.actor.text):
        speaker = side_in(event.claimant, scene)
        return speaker if speaker and speaker.country else None
    if event.actor is None and _HAVING.fullmatch(scene.text, event.sentence_start, event.start):
        follows = (e for e in scene.events if event.end <= e.start < event.sentence_end)
        main = next((e for e in follows if e.actor is not None), None)
        return side_in(main.actor, scene, acting=True) if main else None
    doer = side_in(event.actor, scene, acting=True)
    if doer is not None and doer.key is None and _GENERIC.fullmatch(doer.name):
        speaker = side_in(event.claimant, scene)
        return speaker if speaker and speaker.country else doer
    if doer is not None and doer.key is None and doer.name.lower() in _GROUPS:
        return _named_before(event.start, scene) or doer
    return doer or _from_where(event, scene)


def _named_before(start: int, scene: Scene) -> Side | None:
    """The armed group that was named last before a place of the text."""
    text = scene.text[max(0, start - _REACH) : start]
    for part in reversed(_PART.split(text)):
        side = side_of(part, start, ()) if part.strip() else None
        if side is not None and side.known and side.country is None:
            return side
    return None


def _from_where(event: EventFound, scene: Scene) -> Side | None:
    """The state from whose side something was fired."""
    if KINDS[event.kind].family is not Family.STRIKE:
        return None
    stop = min(event.sentence_end, event.end + _BESIDE)
    found = _FROM.match(scene.text, event.end, stop)
    inside = scene.inside(found.end(), found.end() + 1) if found else []
    place = inside[0].place if inside else None
    if place is None or place.country is None:
        return None
    name = country_name(place.country) or place.country
    return Side(name=name, key=place.country, country=place.country)


def target_of(event: EventFound, scene: Scene) -> Side | None:
    """Tell whom or what an event hit.

    Parameters
    ----------
    event
        One of the scene's.
    scene
        The article with what was found.

    Returns
    -------
    Side or None
        A force or a group named soon after counts: "bases of the PKK".
    """
    phrase = event.target
    if phrase is None:
        return None
    stop = min(event.sentence_end, phrase.end + _TAILS)
    tail = scene.text[phrase.start : stop]
    named = side_of(_TAIL.split(tail, maxsplit=1)[0], phrase.start, ())
    if named is not None and named.key is not None and named.known:
        return named
    return side_in(phrase, scene)


def side_in(phrase: Phrase | None, scene: Scene, *, acting: bool = False) -> Side | None:
    """Tell who is meant by a phrase of an article.

    Parameters
    ----------
    phrase
        The words; None gives None.
    scene
        The article with what was found.
    acting
        Whether they act, so that only people, forces and states will do.

    Returns
    -------
    Side or None
        As `side_of`.
    """
    if phrase is None:
        return None
    inside = scene.inside(phrase.start, phrase.end)
    return side_of(phrase.text, phrase.start, inside, acting=acting)
