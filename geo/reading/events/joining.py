"""One trigger for one event: what only repeats or completes another is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.kinds import ARMED, KINDS
from geo.reading.events.event_words import BREAKS
from geo.reading.events.trigger import Trigger
from geo.reading.events.vocabulary import words

if TYPE_CHECKING:
    from gazetteer.tokens import Tokens

__all__ = ["counted_apart", "joined"]

_NEAR: Final = 6
_LED: Final = words(
    "fired firing fires launched launching launch launches lobbed dropped targeted targeting target"
)


def joined(tokens: Tokens, found: list[Trigger]) -> list[Trigger]:
    """Leave out a verb whose subject is an event already, and a weapon whose verb is one.

    Parameters
    ----------
    tokens
        The words of the text.
    found
        The triggers of a sentence.

    Returns
    -------
    list
        Those that stay, in order.
    """
    kept: list[Trigger] = []
    for one in sorted(found, key=lambda one: (one.first, -one.after)):
        if kept and _leads(tokens, kept[-1], one):
            kept[-1] = one
        elif not kept or not _follows(tokens, kept[-1], one):
            kept.append(one)
    return kept


def _close(tokens: Tokens, last: Trigger, one: Trigger) -> bool:
    """Whether two triggers of armed events stand in one clause, near each other."""
    between = tokens.lower[last.after : one.first]
    if len(between) > _NEAR or not BREAKS.isdisjoint(between):
        return False
    return KINDS[last.kind].family in ARMED and KINDS[one.kind].family in ARMED


def _leads(tokens: Tokens, last: Trigger, one: Trigger) -> bool:
    """Whether a verb only leads to the noun that says what happened: "launched … attacks"."""
    verb = last.verb and not one.verb and one.first >= last.after
    return verb and tokens.lower[last.first] in _LED and _close(tokens, last, one)


def _follows(tokens: Tokens, last: Trigger, one: Trigger) -> bool:
    """Whether a trigger tells no more than the one before it."""
    if one.first < last.after or (one.kind is last.kind and one.first <= last.after + 1):
        return True
    if one.verb:
        trails = tokens.at(one.first - 1) == "," and tokens.lower[one.first].endswith("ing")
        armed = {KINDS[last.kind].family, KINDS[one.kind].family} <= ARMED
        return (trails and armed) or (not last.verb and _close(tokens, last, one))
    return last.verb and one.first <= last.after + 1 and _close(tokens, last, one)


def counted_apart(tokens: Tokens, found: list[Trigger], after: int) -> list[Trigger]:
    """One of several events that is told apart: "several attacks, including one in …".

    Parameters
    ----------
    tokens
        The words of the text.
    found
        The triggers of a sentence.
    after
        The word after the last of the sentence.

    Returns
    -------
    list
        A trigger for each.
    """
    more = []
    for one in found:
        if one.verb or not tokens.lower[one.after - 1].endswith("s"):
            continue
        for at in range(one.after, min(after - 1, one.after + 10)):
            if tokens.lower[at] == "including" and tokens.lower[at + 1] in {"one", "another"}:
                more.append(Trigger(first=at + 1, after=at + 2, kind=one.kind))
                break
    return more
