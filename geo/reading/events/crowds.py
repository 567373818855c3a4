"""Crowds that gather, march, sit down and block roads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.kinds import Kind
from geo.reading.events.event_words import CROWD
from geo.reading.events.trigger import Trigger
from geo.reading.events.vocabulary import words

if TYPE_CHECKING:
    from geo.reading.events.company import Sentence

__all__ = ["CROWDS", "crowd"]

_MARCHED: Final = words("marched marching rallied rallying")
_GATHERED: Final = words("gathered assembled gathering")
_BLOCKED: Final = words("blocked blocking blockaded barricaded")
CROWDS: Final = _MARCHED | _GATHERED | _BLOCKED | {"sit"}
"""Words at which a crowd may be told."""

_PEOPLE: Final = words(
    """
    thousands hundreds dozens supporters students activists residents protesters demonstrators
    people villagers farmers women relatives families graduates crowd crowds marchers miners
    """
)
_CAUSES: Final = words(
    """
    demand demanding demanded protest protesting denounce denouncing against chanting chanted
    chanted condemn condemning call calling release resign resignation solidarity slogans
    """
)
_ROADS: Final = words(
    "road roads highway highways street streets traffic bridge crossing motorway entrance railway"
)
_REACH: Final = 12


def crowd(sentence: Sentence, at: int) -> Trigger | None:
    """Look for a protest at a word.

    Parameters
    ----------
    sentence
        The sentence.
    at
        The word, one of `CROWDS`.

    Returns
    -------
    Trigger or None
        None where the word tells of no crowd.
    """
    tokens, word = sentence.tokens, sentence.tokens.lower[at]
    ahead = tokens.lower[at + 1 : min(sentence.after, at + _REACH)]
    found = Trigger(first=at, after=at + 1, kind=Kind.PEACEFUL_PROTEST, verb=True)
    if word == "sit":
        sits = ahead[:2] == ["-", "in"]
        return Trigger(first=at, after=at + 3, kind=Kind.PEACEFUL_PROTEST) if sits else None
    back = tokens.lower[max(sentence.first, at - _REACH) : at]
    if _PEOPLE.isdisjoint(sentence.words if word in _MARCHED else back):
        return None
    if word in _MARCHED:
        return found
    for_cause = not _CAUSES.isdisjoint(ahead)
    if word in _BLOCKED:
        for_cause |= not CROWD.isdisjoint(back)
        return found if for_cause and not _ROADS.isdisjoint(ahead[:6]) else None
    return found if for_cause else None
