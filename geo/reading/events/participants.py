"""Who did it, to whom, with what: the phrases beside an event's word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geo.actors import find_actor
from geo.kinds import KINDS, Family, Kind
from geo.reading.events.event_words import CLASS_NOUNS, FIXED_NOUNS, LIGHT, POSSESSIVES, WEAPONS
from geo.reading.events.phrases import after, before, subject
from geo.reading.events.place_features import peoples
from geo.reading.events.vocabulary import words

if TYPE_CHECKING:
    from gazetteer.tokens import Tokens
    from geo.reading.events.trigger import Trigger

__all__ = ["Participants", "participants"]

_Span = tuple[int, int] | None
_REACH: Final = 10
_PASSIVE: Final = words("was were been being be is are")
_BETWEEN: Final = words(
    """
    also later then been being fatally reportedly allegedly badly twice n't not
    """
)
_ON: Final = words("on against at upon targeting hitting")
_MONTHS: Final = words(
    """
    january february march april may june july august september october november december jan feb
    aug sept oct nov dec
    """
)
_ENDS: Final = frozenset({",", ";", ".", "that", "which", "who", "and"})
_STOPS: Final = words("of in on by , the to for with a an that")
_DONE_TO: Final = words("of hit killed struck targeted rocked")
_INTRANSITIVE: Final = frozenset(
    {Kind.ARMED_CLASH, Kind.PEACEFUL_PROTEST, Kind.VIOLENT_DEMONSTRATION, Kind.TALKS}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Participants:
    """Spans of words beside an event's word.

    Parameters
    ----------
    actor
        Who did it: first word and the one after the last.
    target
        Who or what it was done to.
    weapon
        With what.
    """

    actor: tuple[int, int] | None = None
    target: tuple[int, int] | None = None
    weapon: tuple[int, int] | None = None


def participants(tokens: Tokens, trigger: Trigger, first: int, last: int) -> Participants:
    """Find who did it, to whom and with what.

    Parameters
    ----------
    tokens
        The words of the text.
    trigger
        The event's word.
    first, last
        The sentence: its first word and the one after the last.

    Returns
    -------
    Participants
        What was found.
    """
    actor, target = (
        _of_verb(tokens, trigger, first, last)
        if trigger.verb
        else _of_noun(tokens, trigger, first, last)
    )
    return Participants(
        actor=actor, target=target, weapon=_weapon(tokens, trigger, actor, first, last)
    )


def _of_verb(tokens: Tokens, trigger: Trigger, first: int, last: int) -> tuple[_Span, _Span]:
    """Subject and object of a verb, the other way round in the passive."""
    at, here = trigger.first, trigger.after
    back = at - 1
    while back > first and (tokens.lower[back] in _BETWEEN or tokens.lower[back].endswith("ly")):
        back -= 1
    lead = subject(tokens, at, first)
    if tokens.at(back) == "and" and tokens.at(back - 1).endswith("ed"):
        back -= 2
    if back >= first and tokens.lower[back] in _PASSIVE and not tokens.lower[at].endswith("ing"):
        return _by(tokens, here, last), lead
    if trigger.kind is Kind.EXPULSION and tokens.lower[at] in {
        "leave",
        "stay",
        "returning",
        "return",
        "depart",
    }:
        return _asked(tokens, at, first)
    if tokens.at(here) in {"dead", "down"}:
        here += 1
    elif tokens.at(here) == "and" and tokens.at(here + 1) in {"killed", "wounded"}:
        here += 2
    if trigger.kind in _INTRANSITIVE:
        return lead, None
    for step in range(6 if tokens.lower[at][:4] in {"fire", "firi", "laun", "thre", "hurl"} else 1):
        if tokens.at(here + step) in _ON and not _is_day(tokens, here + step + 1):
            return lead, after(tokens, here + step + 1, last)
    if tokens.at(here) in {"in", "near", "outside", "beside", "on", "at"}:
        return lead, None
    return lead, _object(tokens, here, last)


def _object(tokens: Tokens, here: int, last: int) -> _Span:
    """The phrase after a verb; of "what it said were hideouts" the hideouts."""
    if tokens.at(here) == "what":
        for at in range(here + 1, min(last, here + 7)):
            if tokens.lower[at] in {"was", "were", "is", "are"}:
                return after(tokens, at + 1, last)
        return None
    return after(tokens, here, last)


def _asked(tokens: Tokens, at: int, first: int) -> tuple[_Span, _Span]:
    """Who asked which diplomat to leave."""
    for here in range(at - 1, max(first, at - _REACH), -1):
        if tokens.lower[here] in {
            "asked",
            "asking",
            "told",
            "ordered",
            "bar",
            "barred",
            "barring",
            "asks",
        }:
            return subject(tokens, here, first), after(tokens, here + 1, at)
    return None, None


def _by(tokens: Tokens, here: int, last: int) -> _Span:
    """The phrase after "by", if it comes soon."""
    for at in range(here, min(last, here + _REACH)):
        if tokens.lower[at] in {",", ";", "."}:
            return None
        if tokens.lower[at] == "by" and tokens.at(at + 1) != "night":
            return after(tokens, at + 1, last)
    return None


def _of_noun(tokens: Tokens, trigger: Trigger, first: int, last: int) -> tuple[_Span, _Span]:
    """Whose event a noun is, and what follows "on" or "against"."""
    if tokens.lower[trigger.first] in {"one", "another"}:
        return _of_many(tokens, trigger.first, first), None
    actor = _owner(tokens, trigger.first, first)
    target: _Span = None
    for here in range(trigger.after, min(last, trigger.after + _REACH)):
        word = tokens.lower[here]
        if word == "," and target is None and tokens.at(here + 1) in _ON:
            target = _object(tokens, here + 2, last)
        if word in _ENDS:
            break
        if word == "by" and actor is None and not _run_by(tokens, here):
            actor = after(tokens, here + 1, last)
        elif target is None and _leads_to_target(tokens, here, trigger.after):
            target = after(tokens, here + 1, last)
    if actor is None and KINDS[trigger.kind].family is not Family.UNREST:
        actor = _maker(tokens, trigger.first, first)
    return actor, target


def _leads_to_target(tokens: Tokens, here: int, noun: int) -> bool:
    """Whether what follows a word is what the event before it struck."""
    word = tokens.lower[here]
    if word in _ON - {"at"}:
        return not _is_day(tokens, here + 1)
    return word in _DONE_TO and here - noun <= (word != "of")


def _run_by(tokens: Tokens, at: int) -> bool:
    """Whether a "by" belongs to something else than the event: "bases run by"."""
    word = tokens.at(at - 1)
    return word in {"run", "held", "used", "led", "followed"} or (
        word.endswith("ed") and word not in LIGHT
    )


def _of_many(tokens: Tokens, at: int, first: int) -> _Span:
    """Who did one of several: whoever did them all."""
    for here in range(at - 1, max(first, at - _REACH) - 1, -1):
        if tokens.lower[here] in CLASS_NOUNS or tokens.lower[here] in FIXED_NOUNS:
            return _owner(tokens, here, first) or _maker(tokens, here, first)
    return None


def _is_day(tokens: Tokens, at: int) -> bool:
    """Whether a word names a day or a month."""
    word = tokens.at(at)
    return word.endswith("day") or word[:1].isdigit() or word in _MONTHS


def _owner(tokens: Tokens, at: int, first: int) -> _Span:
    """The owner or the adjective of a people before a noun: "Pakistan's", "Iranian", "US"."""
    for here in range(at - 1, max(first, at - _REACH // 2) - 1, -1):
        word, low = tokens.words[here], tokens.lower[here]
        if low in POSSESSIVES:
            owner = before(tokens, here, first, short=True)
            return None if owner is None or _is_day(tokens, owner[1] - 1) else owner
        if word[0].isupper() and low not in WEAPONS and not _is_day(tokens, here):
            begin = here
            while begin > first and tokens.words[begin - 1][0].isupper():
                begin -= 1
            known = word.isupper() or low in peoples() or find_actor(word) is not None
            return (begin, here + 1) if known and word != "I" else None
        if low in _STOPS:
            return None
    return None


def _maker(tokens: Tokens, at: int, first: int) -> _Span:
    """The subject of the verb that says only that the event was made."""
    for here in range(at - 1, max(first, at - _REACH) - 1, -1):
        word = tokens.lower[here]
        if word in LIGHT:
            passive = tokens.lower[here - 1] in _PASSIVE or tokens.lower[here - 2 : here] == [
                "used",
                "to",
            ]
            return None if passive else subject(tokens, here, first)
        if word in {"responsible", "responsibility"} and tokens.at(here + 1) == "for":
            return subject(tokens, here - (word == "responsibility"), first)
        if word in {",", ";", "by", "after", "when"}:
            return None
    return None


def _weapon(tokens: Tokens, trigger: Trigger, actor: _Span, first: int, last: int) -> _Span:
    """The words for a weapon: in the event's phrase, its actor, or after "with"."""
    spans = [
        (trigger.first, trigger.after),
        actor or (0, 0),
        (trigger.after, min(last, trigger.after + 8)),
    ]
    spans.append((max(first, trigger.first - 4), trigger.first))
    for low, high in spans:
        at = next((n for n in range(low, high) if tokens.lower[n] in WEAPONS), None)
        if at is None or (
            low == trigger.after and any(w in {",", ";"} for w in tokens.lower[low:at])
        ):
            continue
        end = at + 1
        while end < high and (tokens.lower[end] in WEAPONS or tokens.lower[end] == "and"):
            end += 1
        while tokens.lower[end - 1] == "and":
            end -= 1
        return at, end
    return None
