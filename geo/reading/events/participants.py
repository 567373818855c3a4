"""Who did it, to whom, with what: the phrases beside an event's word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geo.actors import find_actor
from geo.kinds import KINDS, Family, Kind
from geo.reading.events.backers import backing_before
from geo.reading.events.event_words import (
    CLASS_NOUNS,
    FIXED_NOUNS,
    LIGHT,
    POSSESSIVES,
    PREPOSITIONS,
    TIES,
    WEAPONS,
)
from geo.reading.events.phrases import after, before, subject
from geo.reading.events.place_features import peoples
from geo.reading.events.things import is_thing
from geo.reading.events.trimming import MONTHS
from geo.reading.events.vocabulary import words

if TYPE_CHECKING:
    from gazetteer.tokens import Tokens
    from geo.reading.events.trigger import Trigger

__all__ = ["Participants", "participants"]

_Span = tuple[int, int] | None
_REACH: Final = 10
_PERFECT: Final = frozenset({"has", "have", "had", "'d"})
_PARTICLES: Final = frozenset({"in", "out", "home", "for", "off", "back"})
_SLAIN: Final = words("killed murdered slain wounded injured kidnapped abducted executed")
_FALLEN: Final = frozenset({"fell", "fallen"})
_PASSIVE: Final = words("was were been being be is are got")
_CAME: Final = words("came come comes coming")
_LEAVING: Final = words("leave stay returning return depart")
_BETWEEN: Final = words(
    """
    also later then been being both all fatally reportedly allegedly badly twice n't not
    """
)
_ON: Final = words("on against at upon targeting hitting")
_ENDS: Final = frozenset({",", ";", ".", "that", "which", "who", "and"})
_STOPS: Final = words("of in on by , the to for with a an that")
_DONE_TO: Final = words("of hit killed struck targeted rocked")
_LANDED: Final = words("hit struck landed fell came slammed crashed killed wounded injured")
_THROWN: Final = frozenset({"fire", "firi", "laun", "thre", "hurl", "drop", "lobb"})
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
    word = tokens.lower[at]
    lead = subject(tokens, at, first)
    if word in _FALLEN:
        return _to(tokens, here, last), lead
    slain = word in _SLAIN and tokens.at(here) in PREPOSITIONS - {"after"}
    passive = slain or tokens.at(here) == "by" or _is_passive(tokens, at, first)
    if passive and not word.endswith("ing"):
        return _by(tokens, here, last), lead
    if trigger.kind is Kind.EXPULSION and word in _LEAVING:
        return _asked(tokens, at, first)
    if KINDS[trigger.kind].family is Family.DIPLOMACY and tokens.at(here) in _PARTICLES:
        whole = tokens.at(here + 1) in {",", "."}
        return (None, lead) if whole else (lead, _object(tokens, here + 1, last))
    hit = _met(tokens, trigger, last)
    if lead is not None and tokens.at(here) == "from" and is_thing(tokens, lead, first):
        lead = _from_side(tokens, here, last) or lead
    return lead, hit


def _met(tokens: Tokens, trigger: Trigger, last: int) -> _Span:
    """Whom an act met: with whom ties break or a pact is made, else what was hit, if anything."""
    if trigger.kind in _INTRANSITIVE:
        return None
    if trigger.kind is Kind.AGREEMENT or _breaks_ties(tokens, trigger, last):
        return _with(tokens, trigger.after, last)
    return _hit(tokens, trigger, last)


def _from_side(tokens: Tokens, at: int, last: int) -> _Span:
    """From whose side something was fired: "from the Iranian side"."""
    landed = (n for n in range(at + 1, min(last, at + _REACH)) if tokens.lower[n] in _LANDED)
    side = after(tokens, at + 1, next(landed, last))
    named = side is not None and any(tokens.words[n][0].isupper() for n in range(*side))
    return side if named else None


def _breaks_ties(tokens: Tokens, trigger: Trigger, last: int) -> bool:
    """Whether a verb breaks off relations."""
    ahead = tokens.lower[trigger.after : min(last, trigger.after + _REACH)]
    return trigger.kind is Kind.OTHER and not TIES.isdisjoint(ahead)


def _with(tokens: Tokens, here: int, last: int) -> _Span:
    """With whom ties are broken or a pact is made."""
    for at in range(here, min(last, here + _REACH)):
        if tokens.lower[at] in _ENDS:
            break
        if tokens.lower[at] == "with":
            return after(tokens, at + 1, last)
    return None


def _is_passive(tokens: Tokens, at: int, first: int) -> bool:
    """Whether a verb stands in the passive: "was hit", "has been seized and murdered"."""
    back = at - 1
    while back > first and (tokens.lower[back] in _BETWEEN or tokens.lower[back].endswith("ly")):
        back -= 1
    if tokens.lower[back] in _PERFECT and "been" in tokens.lower[back:at]:
        return True
    if tokens.at(back) == "and" and tokens.at(back - 1).endswith("ed"):
        back -= 2
    return back >= first and tokens.lower[back] in _PASSIVE


def _hit(tokens: Tokens, trigger: Trigger, last: int) -> _Span:
    """What a verb was done to."""
    here = trigger.after
    if tokens.at(here) in {"dead", "down", "up"}:
        here += 1
    elif tokens.at(here) == "and" and tokens.at(here + 1) in {"killed", "wounded"}:
        here += 2
    thrown = tokens.lower[trigger.first][:4] in _THROWN
    for step in range(6 if thrown else 1):
        if tokens.at(here + step) in _ON and not _is_day(tokens, here + step + 1):
            return after(tokens, here + step + 1, last)
    if tokens.at(here) in {"in", "near", "outside", "beside", "on", "at"}:
        return None
    return _object(tokens, here, last)


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
        if tokens.lower[at] == "by" and not (
            tokens.at(at + 1) == "night" or _is_day(tokens, at + 1)
        ):
            return after(tokens, at + 1, last)
    return None


def _to(tokens: Tokens, here: int, last: int) -> _Span:
    """To whom a place fell."""
    return after(tokens, here + 1, last) if tokens.at(here) == "to" else None


def _of_noun(tokens: Tokens, trigger: Trigger, first: int, last: int) -> tuple[_Span, _Span]:
    """Whose event a noun is, and what follows "on" or "against"."""
    if tokens.lower[trigger.first] in {"one", "another"}:
        return _of_many(tokens, trigger.first, first), None
    under = trigger.first - (tokens.lower[trigger.first] != "under")
    if tokens.at(under) == "under" and tokens.at(under - 1) in _CAME:
        return _by(tokens, trigger.after, last), subject(tokens, under - 1, first)
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
    return word.endswith("day") or word[:1].isdigit() or word in MONTHS


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
            return (begin, here + 1) if known and word not in {"I", "A"} else None
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
        if at is not None and backing_before(tokens, at, first) is not None:
            continue
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
