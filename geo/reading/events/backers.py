"""Who only helps: "forces backed by drones", "troops with help from militias"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.reading.events.vocabulary import words

if TYPE_CHECKING:
    from gazetteer.tokens import Tokens

__all__ = ["backed_from", "backing_before", "backs"]

_BACKED: Final = words(
    "backed supported aided assisted helped joined accompanied led armed trained funded reinforced"
)
_BESIDE: Final = frozenset({"alongside"})
_TOGETHER: Final = frozenset({"along", "together"})
_HELP: Final = words("help support backing assistance aid cover")
_GIVEN: Final = frozenset({"from", "of", "by"})
_PLAIN: Final = words("the some heavy close air aerial military with strong foreign")
_LONGEST: Final = 6
_PHRASE: Final = 5


def backed_from(tokens: Tokens, begin: int, end: int) -> int | None:
    """Find where the words for a helper begin in a phrase.

    Parameters
    ----------
    tokens
        The words of the text.
    begin, end
        The phrase: its first word and the one after the last.

    Returns
    -------
    int or None
        The first word of "backed by", "with help from" and the like; None where nobody helps.
    """
    return next((at for at in range(begin + 1, end) if backs(tokens, at)), None)


def backing_before(tokens: Tokens, at: int, first: int) -> int | None:
    """Find the words that make whoever follows them a helper.

    Parameters
    ----------
    tokens
        The words of the text.
    at
        First word of the helper, or of the phrase that it begins.
    first
        First word of the sentence.

    Returns
    -------
    int or None
        Their first word, such as that of "backed by"; None where the phrase is no helper.
    """
    for here in range(at - 1, max(first, at - _PHRASE) - 1, -1):
        if tokens.lower[here] in {",", ";"}:
            return None
        if here > first and backs(tokens, here):
            return here
    return None


def backs(tokens: Tokens, at: int) -> bool:
    """Tell whether the words for a helper begin at a word.

    Parameters
    ----------
    tokens
        The words of the text.
    at
        The word.

    Returns
    -------
    bool
        True at "backed by", "together with", "with help from", "alongside".
    """
    word, follows = tokens.lower[at], tokens.at(at + 1)
    if word in _BACKED:
        return follows == "by" and tokens.at(at - 1) != "-"
    if word in _TOGETHER:
        return follows == "with"
    if word == "with":
        return _helps(tokens, at + 1)
    return word in _BESIDE


def _helps(tokens: Tokens, at: int) -> bool:
    """Whether "with" leads to help from somebody: "with the close support of"."""
    for here in range(at, at + _LONGEST):
        if tokens.at(here) in _HELP:
            return tokens.at(here + 1) in _GIVEN
        if tokens.at(here) not in _PLAIN:
            break
    return False
