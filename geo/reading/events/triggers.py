"""Words that tell events, with their sense checked.

"Strike" is an event after "missile" and none before "over pay". A word that could mean something
else counts only in the company of words of war, or as part of a phrase that leaves no doubt.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.kinds import KINDS, Family, Kind
from geo.reading.events.company import Company, Sentence
from geo.reading.events.crowds import CROWDS, crowd
from geo.reading.events.deeds import DEEDS, is_verb
from geo.reading.events.event_words import (
    CLASS_NOUNS,
    CROWD,
    DIPLOMATS,
    FIXED_NOUNS,
    FIXED_VERBS,
    PREPOSITIONS,
    WEAK_VERBS,
)
from geo.reading.events.harm import with_harm
from geo.reading.events.idioms import IDIOMS, idiom
from geo.reading.events.joining import counted_apart, joined
from geo.reading.events.other_worlds import ELSEWHERE
from geo.reading.events.steps import find_steps
from geo.reading.events.trigger import Trigger
from geo.reading.events.vocabulary import words

if TYPE_CHECKING:
    from gazetteer.tokens import Tokens

__all__ = ["Company", "find_triggers"]

_NEAR: Final = 6
_BOMBED: Final = frozenset({"bomb", "bombs", "bombed", "bombing", "detonated"})
_DESTROYED: Final = frozenset({"destroyed", "destroying"})
_THINGS: Final = frozenset({"shells", "shell", "bombs", "bomb", "targets", "target"})
_MANY_SENSES: Final = words("strike strikes battle battles clash offensive")
_HANDED: Final = words("letter note notes lodged lodge delivered handed formal official diplomatic")
_FLED: Final = words("fled fleeing flee flees escaped escape escaping")
_NATURAL: Final = ELSEWHERE["weather"]
_SCUFFLES: Final = words("clashed clashing clash stormed storming")
_MARCHERS: Final = CROWD | words("supporters students youths mob")
_MINES: Final = frozenset({"mine", "landmine", "mines", "landmines"})
_CHARGES: Final = frozenset({Kind.GRENADE, Kind.SHELLING, Kind.MISSILE_STRIKE})
_DETERMINERS: Final = words("the a an this that 's ’s mass deadly fatal brutal recent")
_FIGHTS: Final = frozenset({Kind.ARMED_CLASH, Kind.ATTACK, Kind.AIRSTRIKE})


def find_triggers(tokens: Tokens, first: int, after: int, text: Company) -> list[Trigger]:
    """Find the words of a sentence that tell an event.

    Parameters
    ----------
    tokens
        The words of the text.
    first, after
        The sentence: its first word and the one after the last.
    text
        The company of words that the whole text keeps.

    Returns
    -------
    list
        In order; a verb that only says what an event's noun did is left out.
    """
    sentence = Sentence(tokens, first, after, text)
    found: list[Trigger] = []
    for at in range(first, after):
        word = tokens.lower[at]
        rule = _RULES.get(word)
        if rule is None or (found and at < found[-1].after):
            continue
        for look in rule:
            trigger = look(sentence, at)
            if trigger is not None and (
                KINDS[trigger.kind].family is Family.UNREST or not sentence.elsewhere(at)
            ):
                found.append(trigger)
                break
    found = joined(tokens, found + find_steps(tokens, first, after))
    found = with_harm(sentence, found)
    return sorted(found + counted_apart(tokens, found, after), key=lambda one: one.first)


def _fixed_noun(sentence: Sentence, at: int) -> Trigger | None:
    """A noun that hardly means anything else."""
    kind = FIXED_NOUNS[sentence.tokens.lower[at]]
    weapon, begin = sentence.weapon(at)
    if sentence.barred(at) or sentence.company.other > sentence.company.war + 1:
        return None
    if kind is Kind.BOMBING and weapon in {Kind.SUICIDE_BOMBING, Kind.AIRSTRIKE}:
        kind = weapon
    if kind is Kind.PEACEFUL_PROTEST and _in_writing(sentence.tokens, at):
        return None
    return Trigger(first=begin, after=at + 1, kind=kind)


def _class_noun(sentence: Sentence, at: int) -> Trigger | None:
    """A noun that means an event only in the right company."""
    tokens, word = sentence.tokens, sentence.tokens.lower[at]
    kind = CLASS_NOUNS[word]
    if (is_verb(tokens, at) and word in WEAK_VERBS) or _left_behind(tokens, at):
        return None
    if word in {"killing", "murder", "shooting"} and tokens.at(at - 1) not in _DETERMINERS:
        return None
    weapon, begin = sentence.weapon(at)
    plain = sentence.unmarked() and (word not in _MANY_SENSES or _hits_a_place(sentence, at))
    if weapon is None and (sentence.barred(at) or not (plain or sentence.armed(at))):
        return None
    if weapon is not None and kind in _FIGHTS and not (word.startswith(("clash", "fight"))):
        kind = weapon
    if word in {"battle", "battles"} and tokens.at(at - 1) in {"gun", "pitched"}:
        begin = at - 1
    return Trigger(first=begin, after=at + 1, kind=kind)


def _left_behind(tokens: Tokens, at: int) -> bool:
    """Whether people only got away from it: "had fled the fighting", "displaced by clashes"."""
    near = tokens.lower[max(0, at - 3) : at]
    return not _FLED.isdisjoint(near) or tokens.lower[max(0, at - 2) : at] == ["displaced", "by"]


def _hits_a_place(sentence: Sentence, at: int) -> bool:
    """Whether a strike is one on something with a name: "strikes on Erbil"."""
    named = sentence.tokens.words[at + 2 : min(sentence.after, at + 3)]
    led = sentence.tokens.at(at + 1) in {"on", "against", "near", "inside"}
    return led and any(word[0].isupper() for word in named)


def _in_writing(tokens: Tokens, at: int) -> bool:
    """Whether a protest is one between governments: "in protest", "a note of protest"."""
    before = {tokens.at(at - n) for n in range(1, 6)}
    if tokens.at(at + 1) == "to" and tokens.lower[at] == "protests":
        return True
    return tokens.at(at - 1) == "in" or not _HANDED.isdisjoint(before)


def _fixed_verb(sentence: Sentence, at: int) -> Trigger | None:
    """A verb that hardly means anything else."""
    company, word = sentence.company, sentence.tokens.lower[at]
    if word.startswith("demonstrat") and _has_object(sentence.tokens, at):
        return None
    if company.other > company.war + 1 or sentence.barred(at):
        return None
    if word.startswith("protest") and (
        sentence.tokens.at(at + 1) == "to" or not DIPLOMATS.isdisjoint(sentence.words)
    ):
        return None
    return Trigger(first=at, after=at + 1, kind=FIXED_VERBS[sentence.tokens.lower[at]], verb=True)


def _has_object(tokens: Tokens, at: int) -> bool:
    """Whether a verb shows something ("demonstrated the recipe")."""
    word = tokens.at(at + 1)
    return word[:1].isalpha() and word not in PREPOSITIONS and not word.endswith(("ly", "day"))


def _scuffle(sentence: Sentence, at: int) -> Trigger | None:
    """Protesters who clash with police or storm a building."""
    verb = sentence.tokens.lower[at] not in CLASS_NOUNS or is_verb(sentence.tokens, at)
    crowd = verb and not _MARCHERS.isdisjoint(sentence.words)
    calm = sentence.company.other <= 1 and sentence.company.armed <= 1
    if not (crowd and calm):
        return None
    return Trigger(first=at, after=at + 1, kind=Kind.VIOLENT_DEMONSTRATION, verb=True)


def _weak_verb(sentence: Sentence, at: int) -> Trigger | None:
    """A verb that means an event only in the right company."""
    tokens, word = sentence.tokens, sentence.tokens.lower[at]
    kind: Kind | None = WEAK_VERBS[word]
    if (word in CLASS_NOUNS or word in _THINGS) and not is_verb(tokens, at):
        return None
    if not _MINES.isdisjoint(tokens.lower[at + 1 : at + 4]) or sentence.barred(at):
        return None
    if word in _DESTROYED and not sentence.company.armed:
        return None
    if kind is Kind.AIRSTRIKE and word not in _BOMBED:
        kind = _blow(sentence, at)
    elif not (sentence.armed(at) or (word in _BOMBED and sentence.unmarked())):
        return None
    elif kind is Kind.BOMBING and "suicide" in sentence.words:
        kind = Kind.SUICIDE_BOMBING
    elif kind is Kind.BOMBING:
        charge = sentence.with_weapon(at, reach=_NEAR)
        kind = charge if charge in _CHARGES else kind
    return None if kind is None else Trigger(first=at, after=at + 1, kind=kind, verb=True)


def _blow(sentence: Sentence, at: int) -> Kind | None:
    """The kind of a blow told by "struck" or "hit", by its weapon; None where it is no attack."""
    tokens, weapon = sentence.tokens, sentence.with_weapon(at)
    if not _NATURAL.isdisjoint(tokens.lower[max(sentence.first, at - _NEAR) : at]):
        return None
    if tokens.lower[at] in {"targeting", "hitting"} and tokens.at(at - 1) in {"of", "on"}:
        return None
    if weapon is not None:
        return weapon
    armed = sentence.armed(at) and (sentence.company.armed or sentence.between_states(at))
    return Kind.AIRSTRIKE if armed else None


_LOOKS: Final = (
    (frozenset(FIXED_NOUNS), _fixed_noun),
    (frozenset(FIXED_VERBS), _fixed_verb),
    (_SCUFFLES, _scuffle),
    (frozenset(WEAK_VERBS), _weak_verb),
    (frozenset(CLASS_NOUNS), _class_noun),
    (CROWDS, crowd),
    (IDIOMS, idiom),
)
_RULES: Final = {
    word: (*DEEDS.get(word, ()), *(look for known, look in _LOOKS if word in known))
    for word in frozenset(DEEDS).union(*(known for known, _ in _LOOKS))
}
