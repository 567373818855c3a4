"""The lists of people in a sentence: "a man, his wife and two children"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.reading.counts._clauses import (
    HAVE,
    JOINS,
    NEAR,
    PREPOSITIONS,
    Clause,
    Harm,
    Told,
)
from geo.reading.counts.harm_words import ADJECTIVES, BE, VERBS, counted_of
from geo.reading.counts.people import Form, People

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["listed_left", "listed_right"]

_DULL: Final = frozenset({",", ";", "and", "or", "who", "which", "that", *BE, *HAVE, *VERBS})
_ENDING: Final = frozenset({"and", "or"})
_OWNED: Final = frozenset({"his", "her", "their"})
_WITHIN: Final = frozenset({"of", "from", "in", "at"})


def listed_left(clause: Clause, last: People, told: Told) -> Iterator[Harm]:
    """A phrase and those before it in its list."""
    members, right, joined = [last], last, False
    while (left := clause.before(right)) is not None:
        left = _past_modifiers(clause, left)
        between = clause.between(left, right)
        if between and between[0] in _WITHIN:
            between = [word for word in between if word in JOINS]
        if not between or any(w not in JOINS and not w.isdigit() for w in between):
            break
        joined = joined or bool({"and", "or", "well", "with"} & set(between))
        if clause.at(left.start - 1) in PREPOSITIONS:
            break
        if _same(left, right) and not (joined and not left.definite):
            members[-1] = left if left.form is Form.NAME else members[-1]
        elif not joined or _taken(clause, left):
            break
        else:
            members.append(left)
        right = left
    yield from _harms(members[::-1], told)


def _past_modifiers(clause: Clause, people: People) -> People:
    """Whom "of Lima" belongs to in "the mayor of Lima and two guards"; the phrase itself else."""
    left = people
    while clause.at(left.start - 1) in _WITHIN or clause.at(left.start - 2) in _WITHIN:
        before = clause.before(left)
        if before is None or before.form is Form.NAME:
            return people
        words = clause.between(before, left)
        if not words or words[0] not in _WITHIN or len(words) > NEAR or not _DULL.isdisjoint(words):
            return people
        left = before
    return left


def _harms(members: list[People], told: Told) -> Iterator[Harm]:
    """The members of a list, each with all of them; names that spell out a number as its parts."""
    first, names = members[0], members[1:]
    named = all(people.form is Form.NAME for people in names)
    if first.form is Form.NUMBER and len(names) > 1 and named and first.number.low == len(names):
        yield from _harms([first], told)
        yield from (replace(part, whole=first) for part in _harms(names, told))
        return
    starts = tuple(people.start for people in members)
    for people in members:
        yield Harm(
            effect=told.effect,
            people=people,
            trigger=told.trigger,
            rule=told.rule,
            possible=told.possible,
            listed=starts,
        )


def _taken(clause: Clause, people: People) -> bool:
    """Whether a phrase is the object of another verb."""
    before = clause.at(people.start - 1)
    return before in VERBS or before in PREPOSITIONS or clause.at(people.start - 2) in VERBS


def _same(left: People, right: People) -> bool:
    """Whether of two phrases with a comma between them one describes the other."""
    forms = {left.form, right.form}
    office = right.form is Form.NAME and counted_of(right.head) is not None
    return forms == {Form.NAME, Form.SINGLE} or (forms == {Form.NAME} and office)


def listed_right(clause: Clause, first: People, told: Told) -> Iterator[Harm]:
    """A phrase and those after it in its list."""
    members, left, described, joined, placed = [first], first, False, False, False
    parts: list[People] = []
    for right in clause.phrases[clause.phrases.index(first) + 1 :]:
        between = clause.between(left, right)
        placed = _modifies(right, between) or (placed and between == [","] and _is_place(right))
        if placed:
            left = replace(left, end=right.end)
            continue
        alone = between == [","] and _same(left, right) and not described
        closed = joined and between == [","] and not alone
        owned = clause.at(right.start) in _OWNED and clause.starting(right.end) is None
        fixed = right.form is Form.PLURAL and right.definite and not owned and not alone
        if closed or fixed or not _goes_on(clause, left, right, between):
            break
        joined = joined or not _ENDING.isdisjoint(between)
        if parts or not between:
            parts.append(right)
        elif between == ["and"] and left is members[-1] and _office(left, right):
            members[-1] = right
        elif not alone:
            members.append(right)
        left, described = right, alone
    yield from _with_names(members, parts, told)


def _with_names(members: list[People], names: list[People], told: Told) -> Iterator[Harm]:
    """The members of a list, the last with names after it, as in "two leaders Perez and Diaz"."""
    if names and members[-1].form is Form.PLURAL:
        members = [*members[:-1], *names]
    elif names:
        yield from (replace(part, whole=members[-1]) for part in _harms(names, told))
    yield from _harms(members, told)


def _modifies(right: People, between: list[str]) -> bool:
    """Whether a name belongs to the phrase before it: "the mayor of the town of Lima"."""
    inside = bool(between) and between[0] in _WITHIN and len(between) <= NEAR
    return inside and right.form is Form.NAME and _DULL.isdisjoint(between)


def _is_place(right: People) -> bool:
    """Whether a name after a place is of what the place lies in: "in Mosul, Iraq"."""
    return right.form is Form.NAME and not right.known


def _office(left: People, right: People) -> bool:
    """Whether "senator" of "senator and candidate A. B." is an office of the person named."""
    return {left.form, right.form} == {Form.NAME} and counted_of(left.head) is not None


def _goes_on(clause: Clause, left: People, right: People, between: list[str]) -> bool:
    """Whether a list goes on from one phrase to the next."""
    if not between:
        return right.form is Form.NAME and left.form in {Form.PLURAL, Form.NUMBER}
    if between[-2:] == ["and", "of"]:
        between = between[:-1]
    if between[0] in {"of", "from"} and len(between) <= NEAR and between[-1] in JOINS:
        between = [word for word in between if word in JOINS]
    if any(word not in JOINS and not word.isdigit() for word in between):
        return False
    after = clause.at(right.end)
    return not (after in BE or after in HAVE or after in VERBS or after in ADJECTIVES)
