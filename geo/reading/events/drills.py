"""Military exercises, whose tanks and jets hit nothing but a range."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.reading.events.event_words import HARM
from geo.reading.events.vocabulary import words

if TYPE_CHECKING:
    from gazetteer.tokens import Tokens

__all__ = ["goes_on", "tells_of_drill"]

_HELD: Final = words(
    """
    held holds hold holding staged staging began begins started opened conducted conducting
    launched concluded ended watched hosted practised practiced during
    """
)
_DRILLS: Final = words("exercise exercises drill drills manoeuvres maneuvers wargames")
_HURT: Final = HARM | words("wounded injured casualties dead")
_NEAR: Final = 6


def tells_of_drill(tokens: Tokens, first: int, after: int) -> bool:
    """Tell whether a sentence says that an exercise was held.

    Parameters
    ----------
    tokens
        The words of the text.
    first, after
        The sentence: its first word and the one after the last.

    Returns
    -------
    bool
        True for "held a joint military exercise near", where nobody is hurt.
    """
    said = tokens.lower[first:after]
    if _DRILLS.isdisjoint(said) or not _HURT.isdisjoint(said):
        return False
    return any(
        word in _DRILLS and not _HELD.isdisjoint(said[max(0, n - _NEAR) : n])
        for n, word in enumerate(said)
    )


def goes_on(tokens: Tokens, first: int, after: int) -> bool:
    """Tell whether a sentence may go on telling of an exercise told before.

    Parameters
    ----------
    tokens
        The words of the text.
    first, after
        The sentence: its first word and the one after the last.

    Returns
    -------
    bool
        True where it names nobody and no place, and nobody is hurt.
    """
    named = any(word[0].isupper() for word in tokens.words[first + 1 : after])
    return not named and _HURT.isdisjoint(tokens.lower[first:after])
