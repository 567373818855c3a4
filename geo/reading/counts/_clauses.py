"""A sentence with its phrases for people, and of whom a verb in it is said."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from geo.reading.counts._saying import speakers
from geo.reading.counts._words import listed
from geo.reading.counts.harm_words import ADJECTIVES, BE, VERBS, Effect, counted_of
from geo.reading.counts.numbers import Number
from geo.reading.counts.people import Form, People, people_in

if TYPE_CHECKING:
    from gazetteer.tokens import Tokens  # noqa: TC004 - an annotation, not looked at

__all__ = [
    "FAR",
    "HAVE",
    "JOINS",
    "NEAR",
    "PREPOSITIONS",
    "PRONOUNS",
    "Clause",
    "Harm",
    "Told",
    "pronoun_at",
    "spoken_of",
]

HAVE: Final = frozenset({"have", "has", "had", "having"})
_BREAKS: Final = frozenset(
    {";", ":", "but", "while", "when", "because", "although", "whereas", "if"}
)
PREPOSITIONS: Final = listed(
    "by with against from of in at near for to on outside under inside between among during after "
    "before toward towards behind around into than as including accompanying escorting guarding "
    "protecting carrying driving transporting"
)
"""Words that take a phrase for themselves, so that no verb is said of it."""
JOINS: Final = frozenset(
    {",", ";", "and", "or", "&", "plus", "-", "with", "along", "together", "as", "well"}
)
"""Words that hold the members of a list together."""
_WHO: Final = frozenset({"who", "whom", "whose", "which", "that"})
_GOVERNORS: Final = PREPOSITIONS | {"them", "whom"}
_DETERMINERS: Final = frozenset({"the", "this", "that", "its"})
PRONOUNS: Final = frozenset({"him", "her"})
"""Words for one person named before."""
FAR: Final = 25
"""Words between a verb and whom it is said of, at most."""
NEAR: Final = 10
"""Words between two phrases of which one describes the other, at most."""
_LONGEST: Final = 40
_DESCRIBING: Final = listed("a an the aged age known considered identified described both all each")
_ABOUT: Final = frozenset({"on", "of", "against", "with", "by", "for"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Harm:
    """People and what happened to them.

    Parameters
    ----------
    effect
        What happened.
    people
        The phrase for them.
    trigger
        Place of the word that says so.
    rule
        How the two hang together: "object", "subject", "reduced", "state", "noun", "tally",
        "toll" or "part".
    listed
        Which phrases of a list it stands in, by the places where they start; itself alone else.
    whole
        The phrase that it is a part of.
    possible
        Whether it is said to be likely or possible.
    denied
        Whether it is said not to be so.
    updates
        Whether the number is given as a new one.
    """

    effect: Effect
    people: People
    trigger: int
    rule: str
    listed: tuple[int, ...] = field(default=())
    whole: People | None = None
    possible: bool = False
    denied: bool = False
    updates: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a word tells of the people that hang on it.

    Parameters
    ----------
    effect
        What happened to them.
    trigger
        Place of the word.
    rule
        How they hang on it.
    possible
        Whether it is said to be likely or possible.
    """

    effect: Effect
    trigger: int
    rule: str
    possible: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A sentence with its phrases for people.

    Parameters
    ----------
    tokens
        The text.
    begin
        Place of the first word of the sentence.
    end
        Place after its last word.
    phrases
        Its phrases for people, without those who say something at its end or in its midst.
    depth
        For each word 1 where it stands in brackets, between dashes or in a relative clause
        between commas, and 0 elsewhere.
    """

    tokens: Tokens
    begin: int
    end: int
    phrases: list[People]
    depth: list[int]

    @classmethod
    def of(cls, tokens: Tokens, begin: int, end: int) -> Clause:
        """Read the phrases of a sentence.

        Parameters
        ----------
        tokens
            The text.
        begin
            Place of the first word of the sentence.
        end
            Place after its last word.

        Returns
        -------
        Clause
            The sentence.
        """
        said = speakers(tokens, begin, end)
        phrases = [p for p in people_in(tokens, begin, end) if not _speaks(tokens, p, said)]
        depth = _depths(tokens, begin, end)
        return cls(tokens=tokens, begin=begin, end=end, phrases=phrases, depth=depth)

    def at(self, place: int) -> str:
        """The word at a place; empty outside the sentence."""
        return self.tokens.lower[place] if self.begin <= place < self.end else ""

    def words(self, start: int, end: int) -> list[str]:
        """The words from one place up to another."""
        return self.tokens.lower[start:end]

    def around(self, at: int) -> People | None:
        """The phrase that a word stands in."""
        return next((p for p in self.phrases if p.start <= at < p.end), None)

    def starting(self, at: int) -> People | None:
        """The phrase that begins at a place."""
        return next((p for p in self.phrases if p.start == at), None)

    def ending(self, at: int) -> People | None:
        """The phrase that ends before a place."""
        return next((p for p in self.phrases if p.end == at), None)

    def before(self, people: People) -> People | None:
        """The phrase before a phrase, on the same level."""
        level = self.depth[people.start - self.begin]
        for left in reversed(self.phrases[: self.phrases.index(people)]):
            if self.depth[left.start - self.begin] <= level:
                return left
        return None

    def between(self, left: People, right: People) -> list[str]:
        """The words between two phrases, without what stands in brackets."""
        level = self.depth[right.start - self.begin]
        places = range(left.end, right.start)
        return [self.at(p) for p in places if self.depth[p - self.begin] <= level]


def _speaks(tokens: Tokens, people: People, said: list[tuple[int, int]]) -> bool:
    """Whether people only say something; of "the wounded man said" more is told."""
    inside = any(first <= people.start and people.end <= last for first, last in said)
    return inside and ADJECTIVES.keys().isdisjoint(tokens.lower[people.start : people.end])


def _depths(tokens: Tokens, begin: int, end: int) -> list[int]:
    """1 for words in brackets or between two dashes, 0 for the rest."""
    found, opened = [0] * (end - begin + 1), -1
    for place in range(begin, end):
        word = tokens.lower[place]
        spaced = place > begin and tokens.starts[place] > tokens.ends[place - 1]
        dash = word == "—" or (word in {"-", "–"} and spaced)
        if (word in {"(", "["} or dash) and opened < 0:
            opened = place
        elif opened >= 0 and (word in {")", "]"} or dash):
            found[opened - begin : place + 1 - begin] = [1] * (place + 1 - opened)
            opened = -1
    for place in range(begin + 1, end):
        if tokens.lower[place] in _WHO - {"that"} and tokens.lower[place - 1] == ",":
            stop = next(
                (p for p in range(place, min(end, place + 30)) if tokens.lower[p] == ","), end
            )
            if stop + 1 < end and (tokens.lower[stop + 1] in BE or tokens.lower[stop + 1] in HAVE):
                found[place - 1 - begin : stop + 1 - begin] = [1] * (stop + 2 - place)
    return found


def spoken_of(clause: Clause, first: int) -> People | None:
    """The people that a verb is said of: the nearest before it that nothing else governs."""
    apposed = _apposed(clause, first)
    if apposed is not None:
        return apposed
    depth = clause.depth
    for people in reversed(clause.phrases):
        if people.end > first or depth[people.start - clause.begin] > depth[first - clause.begin]:
            continue
        between = [clause.at(p) for p in range(people.end, first) if not depth[p - clause.begin]]
        if len(between) > FAR or _BREAKS & set(between):
            return None
        if any(w in VERBS for w in between if w not in ADJECTIVES) and not _WHO & set(between):
            return None
        before = clause.at(people.start - 1)
        if before == "," and people.out_of and clause.at(people.end - 1) in {"them", "whom"}:
            continue
        if between and between[-1] in _WHO:
            thing = between[-1] in {"that", "which"} and people.form is Form.NAME
            return people if len(between) <= 2 and people.known and not thing else None  # noqa: PLR2004
        beside = not between or between == [","]
        if not people.known and people.form is Form.NAME and not beside:
            continue
        if before in _GOVERNORS or (people.form is Form.NAME and _determined(clause, people)):
            continue
        return _described(clause, people) or people
    return None


def _determined(clause: Clause, people: People) -> bool:
    """Whether a name is a thing: "the Corolla", "in that Corolla"; not "said that Perez"."""
    before = clause.at(people.start - 1)
    if before == "that":
        return clause.at(people.start - 2) in PREPOSITIONS
    return before in _DETERMINERS


def _apposed(clause: Clause, first: int) -> People | None:
    """Whom a description between commas stands behind: "Perez, leader of a union in Lima, was"."""
    who = clause.at(first - 1) == "who"
    close = first - 1 - who
    if clause.at(close) != ",":
        return None
    for comma in range(close - 1, max(clause.begin, close - _LONGEST), -1):
        word, inside = clause.at(comma), clause.at(comma + 1)
        if word == ";" or (word == "," and inside in JOINS):
            return None
        people = clause.ending(comma) if word == "," else None
        governor = clause.at(people.start - 1) if people else ""
        if people is None or (governor in _GOVERNORS and not (who and governor in _ABOUT)):
            continue
        if people.form is Form.NAME and _determined(clause, people):
            continue
        return people if _describes(clause, comma + 1, close) else None
    return None


def _describes(clause: Clause, start: int, end: int) -> bool:
    """Whether the words between two commas describe somebody before them."""
    numbered = clause.starting(start)
    if numbered is not None and numbered.form is Form.NUMBER and not numbered.out_of:
        return False
    words = clause.words(start, end)
    if not words or any(word in VERBS for word in words if word not in ADJECTIVES):
        return False
    known = any(counted_of(word) for word in words[:NEAR])
    return known or words[0].isdigit() or words[0] in _WHO | _DESCRIBING


def _described(clause: Clause, people: People) -> People | None:
    """The phrase that ", members of a party," or ", leader and envoy," describes."""
    office = _is_office(people)
    before = clause.at(people.start - 1)
    if before != "," and not (office and before == "and"):
        return None
    if people.form is not Form.PLURAL and not office:
        return None
    left = clause.before(people)
    while left is not None and (
        clause.at(left.start - 1) in PREPOSITIONS | {"the", "'s"} or _is_office(left)
    ):
        left = clause.before(left)
    if left is None or left.form not in {Form.NAME, Form.NUMBER} or people.start - left.end > NEAR:
        return None
    between = clause.between(left, people)
    listed_on = "and" in between and not office
    return None if listed_on or "," not in between or VERBS.keys() & set(between) else left


def _is_office(people: People) -> bool:
    """Whether a phrase is an office without a name, such as "leader" in "…, leader of …,"."""
    return people.form is Form.NAME and counted_of(people.head) is not None


def pronoun_at(clause: Clause, at: int) -> People | None:
    """Whom "him" or "her" stands for, as a phrase of its own; None before a noun ("her son").

    Parameters
    ----------
    clause
        The sentence.
    at
        Place of the word.

    Returns
    -------
    People or None
        One person.
    """
    if clause.at(at) not in PRONOUNS or clause.around(at) is not None:
        return None
    one = Number(start=at, end=at, low=1, high=1)
    head = clause.at(at)
    return People(start=at, end=at + 1, form=Form.SINGLE, number=one, head=head, definite=True)
