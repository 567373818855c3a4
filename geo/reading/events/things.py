"""Things that kill but do nothing by themselves: "mortar shells", "five rounds", "tanks"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.actors import find_actor
from geo.reading.events.event_words import WEAPONS
from geo.reading.events.place_features import peoples
from geo.reading.events.vocabulary import words

if TYPE_CHECKING:
    from gazetteer.tokens import Tokens

__all__ = ["is_shot", "is_thing"]

_SHOTS: Final = words(
    """
    round rounds rocket rockets mortar mortars shell shells bomb bombs bullet bullets missile
    missiles grenade grenades shot shots projectile projectiles shrapnel device devices ied ieds
    mine mines landmine landmines explosive explosives salvo salvoes volley volleys
    """
)
_ENGINES: Final = frozenset(WEAPONS) | words("barrage fire gunfire guns gun tanks howitzers")
_OWNING: Final = words(
    """
    army military government rebel rebels coalition police militia militias allied air force
    forces enemy regime state navy insurgent militant guerrilla separatist alliance loyalist
    terrorist marine border its their his her our
    """
) - {"air", "force"}
_BORNE: Final = words("carrying wearing manning driving firing with of")
_LEAST: Final = 2


def is_shot(tokens: Tokens, span: tuple[int, int]) -> bool:
    """Tell whether a phrase names only what is fired or planted.

    Parameters
    ----------
    tokens
        The words of the text.
    span
        The phrase: its first word and the one after the last.

    Returns
    -------
    bool
        True for "five rounds".
    """
    return tokens.lower[span[1] - 1] in _SHOTS


def is_thing(tokens: Tokens, span: tuple[int, int], first: int) -> bool:
    """Tell whether a phrase names only a weapon, and nobody to whom it belongs.

    Parameters
    ----------
    tokens
        The words of the text.
    span
        The phrase: its first word and the one after the last.
    first
        First word of the sentence, whose capital tells nothing.

    Returns
    -------
    bool
        True for "mortar shells" and "a car bomb", not for "Turkish jets" or "army tanks".
    """
    begin, end = span
    if tokens.lower[end - 1] not in _SHOTS | _ENGINES:
        return False
    borne = _BORNE.isdisjoint(tokens.lower[begin : end - 1])
    return borne and not any(_owns(tokens, at, first) for at in range(begin, end))


def _owns(tokens: Tokens, at: int, first: int) -> bool:
    """Whether a word names somebody who may have a weapon."""
    word, low = tokens.words[at], tokens.lower[at]
    if low in _OWNING or low in peoples():
        return True
    if not word[0].isupper() or low in _SHOTS | _ENGINES:
        return False
    return at > first or find_actor(word) is not None or (word.isupper() and len(word) > _LEAST)
