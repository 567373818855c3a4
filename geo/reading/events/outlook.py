"""Whether an event is only planned, feared or thought possible."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.kinds import KINDS, Family
from geo.reading.events.event_words import LIGHT, PREPOSITIONS, SAYING
from geo.reading.events.manner import Manner
from geo.reading.events.vocabulary import words

if TYPE_CHECKING:
    from geo.reading.events.view import View

__all__ = ["not_expected", "outlook"]

_NEAR: Final = 5
_LEAD: Final = 7
_CLAUSE: Final = 12
_BEHIND: Final = 4
_BESIDE: Final = 3
_MODALS: Final = frozenset({"could", "might", "may", "would", "can", "should", "must"})
_WILL: Final = frozenset({"will", "shall", "'ll", "’ll"})
_PLAN: Final = words(
    """
    plan plans planned planning prepare prepares prepared preparing intend intends intended
    intending order orders ordered vow vowed seek seeks sought about going attempt attempts
    attempted attempting try tries tried trying foil foiled thwart thwarted plot plots plotted
    plotting averted aborted cancelled scheduled considering stage
    """
)
_NOUN_PLAN: Final = words(
    """
    plan plans planned planning plot plots plotted plotting foil foiled foils thwart thwarted
    attempted averted aborted preparing prepared
    """
)
_MAYBE: Final = words(
    """
    threaten threatens threatened threatening ready poised want wants wanted able likely unlikely
    expected capable willing free
    """
)
_FEAR: Final = words(
    """
    possible potential fear fears feared fearing threat threats risk risks danger prevent prevents
    preventing avert avoid deter warn warns warned warning prospect likelihood imminent
    hypothetical impending deterring discourage repel threatened threatening vowed
    """
)
_DONE: Final = words(
    """
    decided decides agreed agrees agreeing moved moves endorsed chose announced managed continued
    continue began begun started used helped agreement decision move moving asked asks
    asking told prompted led forced allowing bar barred
    """
)
_EXPECT: Final = words(
    """
    expect expects expected expecting hope hopes hoped hoping foresee foresees anticipate
    anticipates anticipated forecast forecasts rule ruled plan planned intend intended want wanted
    believe anticipating rehearse rehearsing rehearsed rehearsal simulated mock simulating
    """
)
_NOT: Final = frozenset({"no", "not", "n't", "nobody", "never", "nor", "without"})
_IF: Final = frozenset({"if", "unless", "whether", "lest"})
_CUTS: Final = frozenset({",", ";", "and", "but"})
_CLAUSES: Final = _CUTS | {"after", "by", "when", "in", "following"}
_BETWEEN: Final = words("be have been being also again not themselves soon then now once")
_SAID_OF: Final = words("feared expected likely unlikely imminent possible")
_STOPPED: Final = words("planned foiled thwarted averted")


def outlook(view: View) -> Manner | None:
    """Tell whether an event is only planned or possible.

    Parameters
    ----------
    view
        The sentence.

    Returns
    -------
    Manner or None
        `PLANNED`, `POSSIBLE`, or None for what is told as done.
    """
    found = _of_verb(view) if view.trigger.verb else _of_noun(view)
    if found is not None:
        return found
    for word in reversed(view.back(_CLAUSE)):
        if word in _IF:
            return Manner.POSSIBLE
        if word in _CUTS or word in SAYING:
            break
    back = view.back(_LEAD)
    return Manner.POSSIBLE if "case" in back and "in" in back else None


def not_expected(view: View) -> bool:
    """Tell whether the words before an event say that it is not expected or would not be.

    Parameters
    ----------
    view
        The sentence.

    Returns
    -------
    bool
        True for "did not expect a new offensive", "would not end with an invasion".
    """
    lower, stop = view.tokens.lower, view.at
    for here in view.places_before(_LEAD):
        if lower[here] in _CUTS:
            break
        if lower[here] in _NOT:
            would = lower[here - 1] in _MODALS | _WILL or lower[here] == "nobody"
            return (would and not view.trigger.verb) or not _EXPECT.isdisjoint(lower[here:stop])
    return False


def _of_verb(view: View) -> Manner | None:
    """Of a verb: what governs it."""
    lower, here = view.tokens.lower, view.at - 1
    while here > view.first and (lower[here].endswith("ly") or lower[here] in _BETWEEN):
        here -= 1
    if here < view.first:
        return None
    word, lead = lower[here], view.tokens.at(here - 1)
    if word == "to":
        return _of_infinitive(view, here)
    if lower[view.first] == "should" and view.at - view.first <= _BESIDE:
        return Manner.POSSIBLE
    if word in _MODALS:
        return None if word == "must" and lower[here + 1] == "have" else Manner.POSSIBLE
    if word in _FEAR or (word in {"of", "from"} and lead in _FEAR):
        return Manner.POSSIBLE
    meant = word in {"for", "of"} and lead in _NOUN_PLAN | {"preparations"}
    return Manner.PLANNED if meant or word in _WILL or word in _NOUN_PLAN else None


def _of_infinitive(view: View, at: int) -> Manner | None:
    """Of an infinitive: what it hangs on."""
    diplomatic = KINDS[view.trigger.kind].family is Family.DIPLOMACY
    for here in range(at - 1, max(view.first, at - _NEAR) - 1, -1):
        word = view.tokens.lower[here]
        if word in _DONE or (diplomatic and word in {"ordered", "orders"}):
            return None
        if word in _PLAN:
            return Manner.PLANNED
        if word in _MAYBE or word in _MODALS:
            return Manner.POSSIBLE
        if word in {",", ";", ":"}:
            break
    return Manner.PLANNED if diplomatic else Manner.POSSIBLE


def _of_noun(view: View) -> Manner | None:
    """Of a noun: what leads to it, and what is said of it."""
    lower = view.tokens.lower
    for here in view.places_before(_LEAD):
        word, far = lower[here], view.at - here
        if word in _CLAUSES and far > 1:
            break
        if word in _NOUN_PLAN:
            return Manner.PLANNED
        if word in _FEAR or word in _EXPECT or (word == "any" and far <= _BESIDE):
            return Manner.POSSIBLE
        if word in _MODALS and far > 1 and _governs(view, here):
            return Manner.POSSIBLE
        found = _of_infinitive(view, here) if word == "to" and _governs(view, here) else None
        if found is not None:
            return found
    return _said_of(view)


def _said_of(view: View) -> Manner | None:
    """What is said of a noun: "attacks are feared"."""
    for number, word in enumerate(view.ahead(_BEHIND)):
        if word in {",", ";", "and"}:
            break
        if word in _MODALS or (number and word in _SAID_OF):
            return Manner.POSSIBLE
        if word in _STOPPED:
            return Manner.PLANNED
    return None


def _governs(view: View, here: int) -> bool:
    """Whether only a verb and its article stand between a word and the event's noun."""
    ahead = view.tokens.lower[here + 1 : view.at]
    made = bool(ahead) and (ahead[0] in LIGHT or ahead[0] == "be")
    return made and len(ahead) <= _NEAR and PREPOSITIONS.isdisjoint(ahead)
