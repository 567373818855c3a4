"""Which phrases of a report speak of the same people: the same number, name or office."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from geo.reading.counts._clauses import PRONOUNS
from geo.reading.counts._words import listed
from geo.reading.counts.harm_words import Effect, counted_of
from geo.reading.counts.people import Form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.tokens import Tokens
    from geo.reading.counts._clauses import Harm  # noqa: TC004 - an annotation, not looked at

__all__ = ["JUDGED", "SMALL", "Group", "exact", "grouped"]

JUDGED: Final = frozenset({Effect.KILLED, Effect.INJURED})
"""Effects that the network has learnt to judge."""
SMALL: Final = listed("the a an of in and to that was were by on at for")
"""Words that say nothing of whom a phrase speaks."""

_DESCRIPTION: Final = 10
_OTHERS: Final = frozenset({",", ";", ".", "his", "her", "their", "two", "three", "who", "which"})


@dataclass(slots=True, kw_only=True)
class Group:
    """Phrases of a text that say the same.

    Parameters
    ----------
    effect
        What happened.
    value
        The number.
    form
        How the phrase speaks of them; by name where one does.
    head
        The noun or last name of that phrase.
    words
        The words of all the phrases.
    names
        Those that are names.
    roles
        Nouns for what somebody named is: those in the name and in the description after it.
    members
        The phrases, by their order in the text, each with its sentence.
    """

    effect: Effect
    value: int
    form: Form
    head: str
    words: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)
    members: list[tuple[int, Harm, int, int]] = field(default_factory=list)


def exact(harm: Harm) -> int | None:
    """The one number that a phrase comes to.

    Parameters
    ----------
    harm
        The phrase.

    Returns
    -------
    int or None
        The least of "at least 12", the most of "up to 20"; None for "several" and for nobody.
    """
    number = harm.people.number
    if harm.people.form is Form.PLURAL or (number.vague and number.high is None):
        return None
    return (number.high if number.low == 0 else number.low) or None


def grouped(tokens: Tokens, harms: Sequence[tuple[Harm, int, int]]) -> list[Group]:
    """Put together what says the same.

    Parameters
    ----------
    tokens
        The text.
    harms
        The phrases with first and last word of their sentences, in the order of the text.

    Returns
    -------
    list
        In the order of their first phrases.
    """
    found: dict[tuple[Effect, int], list[Group]] = {}
    groups: list[Group] = []
    for number, (harm, begin, end) in enumerate(harms):
        value, people = exact(harm), harm.people
        if value is None or harm.effect not in JUDGED:
            continue
        same = found.setdefault((harm.effect, value), [])
        words = {w for w in tokens.lower[people.start : people.end] if w[0].isalpha()} - SMALL
        roles = _roles(tokens, harm, end)
        group = next((g for g in reversed(same) if _alike(g, harm, words, roles)), None)
        if group is None:
            group = Group(effect=harm.effect, value=value, form=people.form, head=people.head)
            same.append(group)
            groups.append(group)
        elif people.form is Form.NAME and group.form is not Form.NAME:
            group.form, group.head = Form.NAME, people.head
        elif group.head in PRONOUNS:
            group.form, group.head = people.form, people.head
        group.words |= words
        group.roles |= roles
        group.names |= _name_of(words) if people.form is Form.NAME else set()
        group.members.append((number, harm, begin, end))
    return groups


def _roles(tokens: Tokens, harm: Harm, end: int) -> set[str]:
    """What somebody named is: nouns in the name, and in ", mayor of Lima and candidate," after."""
    people = harm.people
    if people.form is not Form.NAME:
        return set()
    words = tokens.lower[people.start : people.end]
    if tokens.at(people.end) == ",":
        stop = min(end, people.end + _DESCRIPTION)
        after = tokens.lower[people.end + 1 : stop]
        close = next((at for at, w in enumerate(after) if w in _OTHERS), len(after))
        words = words + after[:close]
    return {word for word in words if (kind := counted_of(word)) and not kind[1]}


def _name_of(words: set[str]) -> set[str]:
    """The words of a phrase that are no titles."""
    return {word for word in words if counted_of(word) is None}


def _alike(group: Group, harm: Harm, words: set[str], roles: set[str]) -> bool:
    """Whether a phrase with the same number is about the same people."""
    if group.value > 1:
        return True
    people = harm.people
    if people.head in PRONOUNS or group.head in PRONOUNS:
        return True
    if people.form is Form.NAME and group.form is Form.NAME:
        name = _name_of(words)
        return 2 * len(name & group.names) > min(len(name), len(group.names))
    if people.form is Form.NAME:
        return group.head in roles | words
    if group.form is Form.NAME and people.head in group.roles:
        return True
    return bool(people.head and people.head in group.words) or bool(
        group.head and group.head in words
    )
