"""Verbs of harm: they tell an event where nothing else in a sentence does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.kinds import ARMED, KINDS, Kind
from geo.reading.events.event_words import BREAKS, HARM, MODIFIERS, WAR, WEAPONS
from geo.reading.events.idioms import idiom_alone
from geo.reading.events.trigger import Trigger
from geo.reading.events.vocabulary import words

if TYPE_CHECKING:
    from geo.reading.events.company import Sentence

__all__ = ["with_harm"]

_SELVES: Final = frozenset({"himself", "herself", "themselves"})
_GENERAL: Final = words("fighting clashes battle battles offensive offensives invasion war")
_HURT: Final = HARM - {"died", "shot", "kill", "kills"} | {"wounded", "injured", "maimed"}
_CRUEL: Final = words("murdered slaughtered executed slain")
_KILLED: Final = HARM - {"died", "shot"}
_BY: Final = frozenset({"by", "in", "with", "when"})
_LED_AWAY: Final = frozenset({("led", "away"), ("marched", "off"), ("carried", "off")})
_MENACING: Final = words("men gunmen militants fighters bandits jihadists raiders herdsmen")
_MENACED: Final = words("surrounded encircled")
_BURNT: Final = words("ablaze alight fire")
_REACH: Final = 9
_BESIDE: Final = 5


def with_harm(sentence: Sentence, found: list[Trigger]) -> list[Trigger]:
    """Add the first verb of harm, where no event of arms is told otherwise.

    Parameters
    ----------
    sentence
        The sentence.
    found
        Its triggers.

    Returns
    -------
    list
        With the verb; what only tells of fighting in general gives way to a weapon that killed.
    """
    armed = [one for one in found if KINDS[one.kind].family in ARMED]
    general = [one for one in armed if sentence.tokens.lower[one.after - 1] in _GENERAL]
    if armed and len(general) < len(armed):
        return found
    harm = _by_weapon(sentence)
    if harm is not None:
        return [one for one in found if one not in general] + [harm]
    if armed:
        return found
    harm = _harmed(sentence) or _menaced(sentence) or idiom_alone(sentence)
    return found if harm is None else [*found, harm]


def _by_weapon(sentence: Sentence) -> Trigger | None:
    """Somebody killed or wounded by a weapon that is named."""
    tokens = sentence.tokens
    if _HURT.isdisjoint(sentence.words):
        return None
    for at in range(sentence.first, sentence.after):
        if tokens.lower[at] in _HURT:
            kind = _weapon(sentence, at)
            told = sentence.company.other <= sentence.company.war and not sentence.elsewhere(at)
            if kind is not None and told:
                return Trigger(first=at, after=at + 1, kind=kind, verb=True)
    return None


def _weapon(sentence: Sentence, at: int) -> Kind | None:
    """The kind of the weapon after "by" or "in"."""
    lower = sentence.tokens.lower
    found, led = [], 0
    for here in range(at + 1, min(sentence.after, at + 2 * _REACH)):
        word = lower[here]
        if word in {",", ";"} or (word in BREAKS and led):
            break
        if word in _BY:
            led = here
        elif word in WEAPONS and led and here - led <= _BESIDE:
            found.append(WEAPONS[word])
    return next((kind for kind in MODIFIERS if kind in found), None)


def _harmed(sentence: Sentence) -> Trigger | None:
    """Somebody killed, where people at arms are named."""
    tokens, company = sentence.tokens, sentence.company
    if _KILLED.isdisjoint(sentence.words):
        return None
    for at in range(sentence.first, sentence.after):
        word = tokens.lower[at]
        if word not in _KILLED or tokens.at(at + 1) in _SELVES or _carried_out(sentence, at):
            continue
        war, other = company.war - (word in WAR), company.other
        told = war > other or (company.armed > 0 and war >= other)
        told = told or (word in _CRUEL and sentence.warlike())
        if told and not (sentence.elsewhere(at) or sentence.disaster()):
            kind = sentence.with_weapon(at) or Kind.ATTACK
            return Trigger(first=at, after=at + 1, kind=kind, verb=True)
    return None


def _carried_out(sentence: Sentence, at: int) -> bool:
    """Whether "executed" means that something was done: "a carefully executed plan"."""
    tokens = sentence.tokens
    made = tokens.at(at + 1) == "against" or tokens.at(at - 1).endswith("ly")
    return made and tokens.lower[at].startswith("exec")


def _menaced(sentence: Sentence) -> Trigger | None:
    """People surrounded or led away by men at arms, houses they burn."""
    tokens = sentence.tokens
    if _MENACING.isdisjoint(sentence.words) or not sentence.warlike():
        return None
    for at in range(sentence.first, sentence.after):
        word, back = tokens.lower[at], tokens.lower[max(sentence.first, at - _REACH) : at]
        if _MENACING.isdisjoint(back):
            continue
        if word in _MENACED:
            return Trigger(first=at, after=at + 1, kind=Kind.ATTACK, verb=True)
        if (word, tokens.at(at + 1)) in _LED_AWAY:
            return Trigger(first=at, after=at + 2, kind=Kind.ABDUCTION, verb=True)
        if word == "set" and not _BURNT.isdisjoint(tokens.lower[at + 1 : at + _BESIDE]):
            return Trigger(first=at, after=at + 1, kind=Kind.LOOTING, verb=True)
    return None
