"""Verbs of harm with the people that they are said of."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.reading.counts._clauses import (
    FAR,
    HAVE,
    Clause,
    Harm,
    Told,
    pronoun_at,
    spoken_of,
)
from geo.reading.counts._lists import listed_left, listed_right
from geo.reading.counts._words import listed
from geo.reading.counts.harm_words import (
    BE,
    EFFECT_NOUNS,
    FOLLOWERS,
    STOPS,
    VERBS,
    Effect,
    counted_of,
)
from geo.reading.counts.numbers import number_at
from geo.reading.counts.people import Form, People

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["MAYBE", "MODALS", "WANTED", "followed", "is_noun", "small_verbs", "subject", "verb"]

_ADVERBS: Final = listed(
    "also reportedly allegedly either all both only already since just later instantly apparently "
    "even still then together each now first subsequently too"
)
MODALS: Final = frozenset(
    {"could", "would", "will", "shall", "should", "can", "must", "'ll", "’ll"}
)
"""Verbs for what is not yet so."""
MAYBE: Final = listed("may might feared believed presumed possibly probably presumably thought")
"""Words for what may be so."""
_NOT: Final = frozenset({"not", "never", "n't"})
_AGENTS: Final = listed("died dies die perished drowned fled disappeared vanished succumbed")
_NEAR: Final = 12
_ASIDE: Final = 8
_BASES: Final = listed(
    "kill murder assassinate execute wound injure hurt kidnap abduct detain arrest capture "
    "displace evacuate die"
)
WANTED: Final = listed(
    "attempted attempt attempts failed attempting trying tried plot plots plotting plan plans "
    "planning planned mission intention calling calls threat threatening threatened ordered"
)
"""Words for what somebody means to do and may not have done."""
_OBJECT_OPENS: Final = listed(
    "a an the his her their its another each them themselves himself herself him it"
)
_TIMES: Final = listed(
    "day days night week weeks month months year years hour hours minute minutes moment weekend "
    "morning afternoon evening time same decade ago earlier later before previous following last "
    "kilometer kilometers kilometre kilometres km miles mile meters metres"
)
_OWNERS: Final = frozenset({"the", "a", "an", "'s", "’s", "his", "her", "their"})
_QUOTES: Final = frozenset("\"“'‘")


def is_noun(clause: Clause, at: int) -> bool:
    """Whether a word such as "killing" or "murder" is a noun here."""
    word, before = clause.at(at), clause.at(at - 1)
    if word not in EFFECT_NOUNS:
        return False
    described = clause.at(at - 2) in _OWNERS and counted_of(before) is None
    of = "of" in clause.words(at + 1, at + 5)
    return clause.at(at + 1) == "of" or before in _OWNERS or (described and of)


def followed(clause: Clause, at: int) -> Iterator[Harm]:
    """Such as "Shot dead", "gunned down", "beaten to death"."""
    word, following = clause.at(at), clause.at(at + 1)
    wanted, effect = FOLLOWERS[word]
    if following in wanted:
        yield from verb(clause, at, effect, at + 2)
    elif following == "to" and clause.at(at + 2) == "death":
        yield from verb(clause, at, Effect.KILLED, at + 3)
    elif word in {"shot", "beaten", "burned"}:
        people = clause.starting(at + 1) or pronoun_at(clause, at + 1)
        after = people.end if people else at
        if people and (
            clause.at(after) in wanted
            or (clause.at(after) == "to" and clause.at(after + 1) == "death")
        ):
            yield Harm(effect=effect, people=people, trigger=at, rule="object")


def small_verbs(clause: Clause, at: int) -> tuple[int, frozenset[str]]:
    """The first of the small verbs before a verb, and which they are."""
    place, seen = at - 1, set()
    while place >= clause.begin and at - place < 9:  # noqa: PLR2004 - a chain is short
        word = clause.at(place)
        small = word in BE or word in HAVE or word in MODALS or word in MAYBE or word in _NOT
        joined = word in {"and", "or"} and _past(clause.at(place - 1))
        verb = clause.at(place + 1) in {"and", "or"} and _past(word)
        said = word in {"reported", "said", "confirmed"} and clause.at(place - 1) in BE
        if not (
            small or joined or verb or said or word == "to" or word in _ADVERBS or _adverb(word)
        ):
            break
        seen.add(word)
        place -= 1
    return place + 1, frozenset(seen)


def _past(word: str) -> bool:
    return word in VERBS or word.endswith("ed")


def _adverb(word: str) -> bool:
    return word.endswith("ly") and len(word) > 4 and word not in {"family", "early", "assembly"}  # noqa: PLR2004


def verb(clause: Clause, at: int, effect: Effect, after: int) -> Iterator[Harm]:
    """A verb with its object, or in the passive with its subject.

    Parameters
    ----------
    clause
        The clause.
    at
        Place of the verb.
    effect
        What it does.
    after
        Place after the verb and what belongs to it.

    Yields
    ------
    Harm
        One for each phrase.
    """
    word = clause.at(at)
    if clause.at(at - 1) in {"those", "the"} and clause.at(at - 2) == "among":
        yield from subject(clause, at - 3, Told(effect=effect, trigger=at, rule="subject"))
        return
    first, chain = small_verbs(clause, at)
    if _unreal(clause, at, first, chain):
        return
    possible = bool(chain & (MAYBE | MODALS))
    told = Told(effect=effect, trigger=at, rule="subject", possible=possible)
    if chain & BE and not word.endswith("ing"):
        yield from _of_subject(clause, first, after, told)
        return
    direct = list(_object(clause, after, replace(told, rule="object")))
    if direct and word not in _AGENTS:
        yield from direct
    elif word in _AGENTS:
        yield from _of_subject(clause, first, after, told)
    elif not chain & HAVE and not _acts(clause, after):
        yield from _reduced(clause, at, first, told)


def _unreal(clause: Clause, at: int, first: int, chain: frozenset[str]) -> bool:
    """Whether a verb tells what is planned, tried or could be, or what was not done."""
    if chain & _NOT or WANTED & {clause.at(at - 1), clause.at(first - 1)}:
        return True
    if clause.at(at - 1) in {"of", "for"} and clause.at(at - 2) in WANTED:
        return True
    if "neither" in clause.words(max(clause.begin, first - _NEAR), first):
        return True
    if chain & (MODALS | {"to"}) and not chain & HAVE:
        return True
    return clause.at(at) in _BASES and bool(chain & (MODALS | MAYBE | {"to"}))


def _acts(clause: Clause, after: int) -> bool:
    """Whether a verb has an object, though of no known people: "killed a stranger"."""
    word, others = clause.at(after), set(clause.words(after + 1, after + 4))
    if word in _OBJECT_OPENS or number_at(clause.words(after, after + 4), 0) is not None:
        return _TIMES.isdisjoint(others)
    plural = word.endswith("s") and word.isalpha() and not word.endswith(("ss", "us", "ays", "rds"))
    return plural and word not in STOPS and word not in BE


def _reduced(clause: Clause, at: int, first: int, told: Told) -> Iterator[Harm]:
    """Such as "17 people injured in …", and "Hurt in the blast were …"."""
    word = clause.at(at)
    turned = _inverted(clause, at)
    if turned is not None:
        yield from listed_right(clause, turned, replace(told, rule="member"))
    elif not word.endswith("ing") and word not in _BASES:
        adjacent = clause.ending(first)
        if adjacent is not None:
            yield from listed_left(clause, adjacent, replace(told, rule="reduced"))


def _of_subject(clause: Clause, first: int, after: int, told: Told) -> Iterator[Harm]:
    """The subject of a verb, and who is named after it with "along with"."""
    yield from subject(clause, first, told)
    for place in range(after, min(clause.end, after + FAR)):
        if clause.at(place) in VERBS:
            break
        if clause.at(place) in {"along", "together"} and clause.at(place + 1) == "with":
            people = clause.starting(place + 2)
            if people is not None:
                yield from listed_right(clause, people, replace(told, rule="object"))
            break


def _inverted(clause: Clause, at: int) -> People | None:
    """The list after "Hurt in the blast were:"."""
    if at > clause.begin + 2:
        return None
    for place in range(at + 1, at + 10):
        if clause.at(place) in {"was", "were"}:
            return clause.starting(place + 1 + (clause.at(place + 1) == ":"))
    return None


def _object(clause: Clause, after: int, told: Told) -> Iterator[Harm]:
    """What a verb is followed by."""
    place = after
    while clause.at(place) in {"and", "or", "both", "off", "instantly", "also"} or (
        place > after and clause.at(place) in VERBS and clause.at(place - 1) in {"and", "or"}
    ):
        place += 1
    if clause.at(place) == "the" and clause.at(place + 1) == "lives":
        return
    if clause.at(place) == "them" and clause.at(place + 1) == "and":
        after = place = place + 2
    if clause.at(place) in {",", "in"} and clause.around(place + 1) is None:
        after = place = _past_aside(clause, place)
    one = pronoun_at(clause, place)
    if one is not None:
        yield Harm(effect=told.effect, people=one, trigger=told.trigger, rule="object")
        if clause.at(place + 1) != "and":
            return
        after = place = place + 2
    quoted = clause.at(place) in _QUOTES
    people = clause.starting(place + quoted) or _titled(clause, place)
    if people is not None and (place == after or clause.at(place - 1) not in {"and", "or"}):
        yield from listed_right(clause, people, told)


def _past_aside(clause: Clause, place: int) -> int:
    """The place after ", at gunpoint," or "in less than 48 hours,"; the same place without one."""
    for comma in range(place + 2, place + _ASIDE):
        word = clause.at(comma)
        if word == "," and clause.starting(comma + 1) is not None:
            return comma + 1
        if word in VERBS or word in BE or word in {"who", "and", ",", ""}:
            break
        if clause.around(comma) is not None:
            break
    return place


def _titled(clause: Clause, place: int) -> People | None:
    """A name after words for an office without an article ("reporter …")."""
    at = place
    while at < place + 5 and clause.at(at).isalpha() and clause.at(at) not in STOPS:
        at += 1
        people = clause.starting(at)
        if people is not None and people.form is Form.NAME and counted_of(clause.at(at - 1)):
            return people
    return None


def subject(clause: Clause, first: int, told: Told) -> Iterator[Harm]:
    """Whom a passive, or a verb such as "died", is said of.

    Parameters
    ----------
    clause
        The clause.
    first
        Place of the first of its small verbs.
    told
        What it tells.

    Yields
    ------
    Harm
        One for each phrase.
    """
    chosen = spoken_of(clause, first)
    at = told.trigger
    if chosen is not None:
        yield from listed_left(clause, chosen, told)
    elif clause.at(first) in BE or clause.at(at + 1) == ":":
        start = at + 2 if clause.at(at + 1) in {":", "were", "was"} else at + 1
        people = clause.starting(start)
        if people is not None:
            yield from listed_right(clause, people, replace(told, rule="object"))
