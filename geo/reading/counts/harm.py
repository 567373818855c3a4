"""Which people of a sentence are killed, hurt, held, missing or driven out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.count import Counted
from geo.reading.counts._clauses import (
    HAVE,
    Clause,
    Harm,
    Told,
    pronoun_at,
)
from geo.reading.counts._lists import listed_left, listed_right
from geo.reading.counts._saying import DAYS
from geo.reading.counts._verbs import (
    MAYBE,
    MODALS,
    WANTED,
    followed,
    is_noun,
    small_verbs,
    subject,
    verb,
)
from geo.reading.counts._words import listed
from geo.reading.counts.harm_words import (
    ADJECTIVES,
    BE,
    EFFECT_NOUNS,
    EUPHEMISMS,
    FOLLOWERS,
    TALLIES,
    VERBS,
    Effect,
)
from geo.reading.counts.numbers import Number, number_at
from geo.reading.counts.people import Form, People

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazetteer.tokens import Tokens

__all__ = ["TRIGGERS", "Harm", "harms_in"]

_LOSSES: Final = frozenset({"lost", "fell", "fallen"})
TRIGGERS: Final = frozenset(
    {*VERBS, *ADJECTIVES, *EFFECT_NOUNS, *TALLIES, *FOLLOWERS, *_LOSSES, "toll"}
)
"""Words without which no harm is read."""
_PUTS: Final = frozenset({"put", "puts", "putting"})
_AFTER_FALL: Final = listed(". , ; and in during near when while fighting battling defending")
_CARRIED: Final = frozenset({"victims", "they", "number"})
_EARLY: Final = 3
_ASIDE: Final = 16

_PARTS: Final = frozenset({"including", "includes", "include", "included", "mostly", "mainly"})
_RISES: Final = listed(
    "rose risen rises rising climbed climbs climbing increased jumped grew grown revised updated "
    "raised lowered reached fell"
)
_RAISING: Final = frozenset({"raising", "bringing", "taking", "pushing", "lifting"})
_SIDES: Final = frozenset({"to", "at", "of", "is", "was", "stands", "stood", "reached", ":", "by"})
_NO_HARM: Final = listed("attempt attempts squad squads threat threats penalty row sentence wish")
_NOUN_STOPS: Final = frozenset({"of", ",", ";", "and", "by", "that", "who", "which", *BE, *VERBS})
_COPULAS: Final = frozenset({"were", "are", "include", "included", "includes", "was", "is", ":"})
_VERBS_ONLY: Final = frozenset(word for word in VERBS if word not in ADJECTIVES)


def harms_in(tokens: Tokens, begin: int, end: int, *, before: Effect | None = None) -> list[Harm]:
    """Read a sentence.

    Parameters
    ----------
    tokens
        The text.
    begin
        Place of the first word of the sentence.
    end
        Place after its last word.
    before
        What the last harm before the sentence was, for "the victims were …".

    Returns
    -------
    list
        In the order of the phrases; one for a phrase and an effect.
    """
    wanted = TRIGGERS | _CARRIED if before else TRIGGERS
    triggers = [at for at in range(begin, end) if tokens.lower[at] in wanted]
    if not triggers:
        return []
    clause = Clause.of(tokens, begin, end)
    found: dict[tuple[int, Effect], Harm] = {}
    for at in triggers:
        for harm in _triggered(clause, at, before):
            named = harm.people.form is Form.NAME and tokens.lower[at] in EUPHEMISMS
            if not named:
                found.setdefault((harm.people.start, harm.effect), harm)
    _add_parts(clause, found)
    return sorted(found.values(), key=lambda harm: (harm.people.start, harm.trigger))


def _triggered(clause: Clause, at: int, before: Effect | None) -> Iterator[Harm]:
    """What one word says."""
    word = clause.at(at)
    inner = clause.around(at)
    if word in _CARRIED:
        yield from _carried(clause, at, before) if before else ()
    elif word == "toll" or _tallied(clause, at):
        yield from _toll(clause, at, ADJECTIVES.get(word, Effect.KILLED))
    elif word in ADJECTIVES and word in VERBS and inner is None and _wounds(clause, at):
        yield from verb(clause, at, VERBS[word], at + 1)
    elif word in ADJECTIVES and (left := _left(clause, at, inner)) is not None:
        yield Harm(effect=ADJECTIVES[word], people=left, trigger=at, rule="state")
    elif word in TALLIES and (tally := list(_tally(clause, at, inner))):
        yield from tally
    elif word in ADJECTIVES and (members := list(_members(clause, at))):
        yield from members
    elif word in _LOSSES:
        yield from _lost(clause, at)
    elif word in FOLLOWERS:
        yield from followed(clause, at)
    elif word in VERBS and inner is None and not is_noun(clause, at):
        yield from verb(clause, at, VERBS[word], at + 1)
    else:
        yield from _named(clause, at)


def _tallied(clause: Clause, at: int) -> bool:
    """Whether "dead" is a number's name: "the number of people killed", "put the dead at"."""
    word, the = clause.at(at), clause.at(at - 1) == "the"
    if clause.at(at - 2) == "number" and word in ADJECTIVES:
        return True
    if clause.at(at - 3) == "number" and clause.at(at - 4) in {"the", "total", "overall"}:
        return clause.at(at - 2) == "of" and (word in ADJECTIVES or word == "killed")
    return the and word in ADJECTIVES and clause.at(at - 2) in _PUTS and clause.at(at + 1) == "at"


def _lost(clause: Clause, at: int) -> Iterator[Harm]:
    """Who "lost their lives", and soldiers who "fell": not ill, back, into a river or on a town."""
    told = Told(effect=Effect.KILLED, trigger=at, rule="subject")
    if clause.at(at) == "lost":
        yield from subject(clause, at, told) if clause.at(at + 2) in {"life", "lives"} else ()
        return
    first, chain = small_verbs(clause, at)
    who, after = clause.ending(first), clause.at(at + 1)
    alone = after in _AFTER_FALL or (after == "on" and clause.at(at + 2) in DAYS)
    if who is None or who.of is not Counted.COMBATANTS or not alone or chain & (MODALS | BE):
        return
    if clause.at(at) == "fell" or chain & HAVE:
        yield from subject(clause, first, told)


def _wounds(clause: Clause, at: int) -> bool:
    """Whether somebody acts: "two men wounded an officer"; not "nine injured, 4 dead"."""
    who, whom = clause.ending(at), clause.starting(at + 1)
    acts = who is not None and whom is not None and whom.known and bool(whom.head)
    return acts and whom is not None and whom.form is not Form.NAME and clause.at(at + 1) != "the"


def _left(clause: Clause, at: int, inner: People | None) -> People | None:
    """Whom "the wounded soldiers" and "left him badly wounded" speak of."""
    if inner is not None:
        return inner if inner.form is not Form.NAME else None
    place = at - 1 - clause.at(at - 1).endswith("ly")
    return pronoun_at(clause, place) if clause.at(place - 1) in {"left", "leaving"} else None


def _carried(clause: Clause, at: int, before: Effect) -> Iterator[Harm]:
    """Such as "The victims were A and B", "they were identified as", "put the number at 30"."""
    if clause.at(at) == "number":
        if clause.at(at - 2) in _PUTS and clause.at(at + 1) == "at":
            yield from _toll(clause, at, before)
        return
    copula = next((p for p in range(at + 1, at + _ASIDE) if clause.at(p) in _COPULAS), at)
    place = copula + 1
    if clause.at(place) == "identified":
        place += 1 + (clause.at(place + 1) == "as")
    people = clause.starting(place)
    early = at - clause.begin <= _EARLY
    if early and copula > at and people is not None and people.form is Form.NAME and people.known:
        told = Told(effect=before, trigger=at, rule="member")
        yield from listed_right(clause, people, told)


def _named(clause: Clause, at: int) -> Iterator[Harm]:
    """What an adjective or a noun says."""
    word = clause.at(at)
    if word in ADJECTIVES:
        yield from _state(clause, at)
    elif word in EFFECT_NOUNS:
        yield from _noun(clause, at, EFFECT_NOUNS[word])


def _state(clause: Clause, at: int) -> Iterator[Harm]:
    """Such as "Nine dead", "left six people homeless", "is missing"."""
    word = clause.at(at)
    told = Told(effect=ADJECTIVES[word], trigger=at, rule="state")
    if clause.at(at - 1) == "the" and clause.at(at - 2) == "among":
        yield from subject(clause, at - 3, replace(told, rule="subject"))
        return
    before = clause.ending(at)
    if before is not None and before.form is not Form.NAME:
        yield from listed_left(clause, before, told)
        return
    first, chain = small_verbs(clause, at)
    if chain & BE and not chain & MODALS and clause.at(at + 1) not in {"to", "of"}:
        possible = bool(chain & MAYBE)
        yield from subject(clause, first, replace(told, rule="subject", possible=possible))


def _members(clause: Clause, at: int) -> Iterator[Harm]:
    """Such as "The dead were a man and a woman", "one of the wounded is", "among the dead were"."""
    place = at + 1
    if clause.at(place) in {"people", "persons", "person"}:
        place += 1
    while clause.at(place) in {"here", "there", "so", "far", "is", "are"} and (
        clause.at(place + 1) in _COPULAS
    ):
        place += 1
    if clause.at(at - 1) != "the" or clause.at(place) not in _COPULAS:
        return
    people = clause.starting(place + 1)
    if people is not None:
        yield from listed_right(
            clause, people, Told(effect=ADJECTIVES[clause.at(at)], trigger=at, rule="member")
        )


def _noun(clause: Clause, at: int, effect: Effect) -> Iterator[Harm]:
    """Such as "The death of a baby", "the minister's murder", "the lives of nine people"."""
    if clause.at(at + 1) in _NO_HARM or not WANTED.isdisjoint(clause.words(max(at - 3, 0), at)):
        return
    of = next((p for p in range(at + 1, at + 9) if clause.at(p) in _NOUN_STOPS), at)
    if clause.at(of) == "of":
        place = of + 1
        people = clause.starting(place)
        if people is None and clause.at(place) == "the":
            people = clause.starting(place + 1)
        if people is not None:
            yield from listed_right(clause, people, Told(effect=effect, trigger=at, rule="noun"))
    elif clause.at(at - 1) in {"'s", "’s", "'", "’"}:
        people = clause.ending(at - 1)
        if people is not None and people.form is not Form.NUMBER:
            yield Harm(effect=effect, people=people, trigger=at, rule="noun")


def _tally(clause: Clause, at: int, inner: People | None) -> Iterator[Harm]:
    """Such as "Nine deaths", "at least twelve casualties", "no injuries"."""
    effect = TALLIES[clause.at(at)]
    if inner is not None and inner.form is Form.NUMBER and inner.end == at + 1:
        yield Harm(effect=effect, people=replace(inner, known=True), trigger=at, rule="tally")
        return
    before = clause.ending(at)
    if before is not None and before.form is Form.NUMBER:
        if not before.out_of or clause.at(at - 1) != "the":
            people = replace(before, end=at + 1)
            yield Harm(effect=effect, people=people, trigger=at, rule="tally")
        return
    place = at - 1
    while clause.at(place) in {"or", "further", "serious", "human", "civilian", *TALLIES}:
        place -= 1
    zero = clause.at(place) in {"no", "without"}
    if zero and not clause.starting(place):
        number = Number(start=place, end=place + 1, low=0, high=0)
        nobody = People(start=place, end=at + 1, form=Form.NOBODY, number=number)
        yield Harm(effect=effect, people=nobody, trigger=at, rule="tally")


def _toll(clause: Clause, at: int, effect: Effect) -> Iterator[Harm]:
    """Such as "The death toll rose from seven to nine"."""
    last, updates = None, bool(_RAISING & set(clause.words(max(at - 3, 0), at)))
    place = at + 1
    while place < min(clause.end, at + 14) and clause.at(place) not in {";", "with"}:
        word = clause.at(place)
        updates = updates or word in _RISES
        until = place + 12 if clause.at(place - 1) != "from" else _index(clause, place, "to")
        number = number_at(clause.tokens.lower[place:until], 0)
        sided = clause.at(place - 1) in _SIDES | _RISES | {"from", "around"}
        if number is not None and sided and clause.at(place + number.end) not in {"days", "hours"}:
            number = replace(number, start=place, end=place + number.end)
            if clause.at(place - 1) not in {"from", "by"} or last is None:
                last = number
            place = number.end
        else:
            place += 1
    if last is not None and clause.at(last.start - 1) != "from":
        inner = clause.starting(last.start)
        people = inner or People(start=last.start, end=last.end, form=Form.NUMBER, number=last)
        yield Harm(effect=effect, people=people, trigger=at, rule="toll", updates=updates)


def _index(clause: Clause, place: int, word: str) -> int:
    """The next place of a word, a few words on at most."""
    return next((at for at in range(place, place + 8) if clause.at(at) == word), place + 8)


def _add_parts(clause: Clause, found: dict[tuple[int, Effect], Harm]) -> None:
    """Add "including four children" to the number that they are part of."""
    for at in range(clause.begin, clause.end):
        after = _opens_parts(clause, at)
        first = (clause.starting(at) or clause.starting(after)) if after else None
        if first is None:
            continue
        wholes = [
            h for h in found.values()
            if h.people.start < at and h.people.form is not Form.NAME
            and not _VERBS_ONLY & set(clause.words(max(h.people.end, h.trigger + 1), at))
        ]  # fmt: skip
        if not wholes:
            continue
        whole = max(wholes, key=lambda harm: harm.people.start)
        for part in list(
            listed_right(clause, first, Told(effect=whole.effect, trigger=at, rule="part"))
        ):
            found[part.people.start, whole.effect] = replace(
                part, whole=whole.people, trigger=whole.trigger, possible=whole.possible
            )


def _opens_parts(clause: Clause, at: int) -> int:
    """The place after a word such as "including"; 0 where there is none."""
    word, picked = clause.at(at), clause.starting(at)
    if picked is not None and picked.out_of and clause.at(picked.end - 1) in {"them", "whom"}:
        return at
    if word in _PARTS:
        return at + 1
    loose = word in {"among", "of"} and clause.around(at) is None
    if loose and clause.at(at + 1) in {"them", "whom"}:
        return at + 2
    if word == "identified" and "as" in {clause.at(at + 1), clause.at(at + 2)}:
        return at + 2 + (clause.at(at + 2) == "as")
    if word in {":", "(", "-", "–", "—"}:
        closes = any(p.end == at or p.end == at - 1 for p in clause.phrases if p.number.low > 1)
        return at + 1 if closes else 0
    return 0
