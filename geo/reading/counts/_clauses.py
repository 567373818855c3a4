"""A sentence with its phrases for people, and the lists that they stand in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from geo.reading.counts._words import listed
from geo.reading.counts.harm_words import ADJECTIVES, BE, VERBS, Effect, counted_of
from geo.reading.counts.people import Form, People, people_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazetteer.tokens import Tokens  # noqa: TC004 - an annotation, not looked at

__all__ = ["FAR", "HAVE", "Clause", "Harm", "Told", "listed_left", "listed_right", "spoken_of"]

HAVE: Final = frozenset({"have", "has", "had", "having"})
_BREAKS: Final = frozenset(
    {";", ":", "but", "while", "when", "because", "although", "whereas", "if"}
)
PREPOSITIONS: Final = listed(
    "by with against from of in at near for to on outside under inside between among during after "
    "before toward towards behind around into than as including"
)
_JOINS: Final = frozenset(
    {",", ";", "and", "or", "&", "plus", "-", "with", "along", "together", "as", "well"}
)
_WHO: Final = frozenset({"who", "whom", "whose", "which", "that"})
_GOVERNORS: Final = PREPOSITIONS | {"them", "whom"}
_DETERMINERS: Final = frozenset({"the", "this", "that", "its"})
FAR: Final = 25
"""Words between a verb and whom it is said of, at most."""
_NEAR: Final = 10


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
        Its phrases for people.
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
        phrases, depth = people_in(tokens, begin, end), _depths(tokens, begin, end)
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
        if before in _GOVERNORS or (before in _DETERMINERS and people.form is Form.NAME):
            continue
        return _described(clause, people) or people
    return None


def _described(clause: Clause, people: People) -> People | None:
    """The phrase that ", members of a party," or ", leader and envoy," describes."""
    office = _is_office(people)
    before = clause.at(people.start - 1)
    if before != "," and not (office and before == "and"):
        return None
    if people.form is not Form.PLURAL and not office:
        return None
    left = _before(clause, people)
    while left is not None and (
        clause.at(left.start - 1) in PREPOSITIONS | {"the", "'s"} or _is_office(left)
    ):
        left = _before(clause, left)
    if left is None or left.form not in {Form.NAME, Form.NUMBER} or people.start - left.end > _NEAR:
        return None
    between = _between(clause, left, people)
    listed_on = "and" in between and not office
    return None if listed_on or "," not in between or VERBS.keys() & set(between) else left


def _is_office(people: People) -> bool:
    """Whether a phrase is an office without a name, such as "leader" in "…, leader of …,"."""
    return people.form is Form.NAME and counted_of(people.head) is not None


def listed_left(clause: Clause, last: People, told: Told) -> Iterator[Harm]:
    """A phrase and those before it in its list."""
    members, right, joined = [last], last, False
    while (left := _before(clause, right)) is not None:
        between = _between(clause, left, right)
        if not between or any(w not in _JOINS and not w.isdigit() for w in between):
            break
        joined = joined or bool({"and", "or", "well", "with"} & set(between))
        if _same(left, right) and not joined:
            members[-1] = left
        elif not joined or _taken(clause, left):
            break
        else:
            members.append(left)
        right = left
    yield from _harms(members[::-1], told)


def _harms(members: list[People], told: Told) -> Iterator[Harm]:
    """The members of a list, each with all of them."""
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


def _before(clause: Clause, people: People) -> People | None:
    """The phrase before a phrase, on the same level."""
    level = clause.depth[people.start - clause.begin]
    for left in reversed(clause.phrases[: clause.phrases.index(people)]):
        if clause.depth[left.start - clause.begin] <= level:
            return left
    return None


def _between(clause: Clause, left: People, right: People) -> list[str]:
    """The words between two phrases, without what stands in brackets."""
    level = clause.depth[right.start - clause.begin]
    places = range(left.end, right.start)
    return [clause.at(p) for p in places if clause.depth[p - clause.begin] <= level]


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
    members, left, described = [first], first, False
    for right in clause.phrases[clause.phrases.index(first) + 1 :]:
        between = _between(clause, left, right)
        if not _goes_on(clause, left, right, between):
            break
        alone = between == [","] and _same(left, right) and not described
        office = between == ["and"] and left is members[-1] and _office(left, right)
        if office:
            members[-1] = right
        elif not alone:
            if right.form is Form.PLURAL and right.definite:
                break
            members.append(right)
        left, described = right, alone
    yield from _harms(members, told)


def _office(left: People, right: People) -> bool:
    """Whether "senator" of "senator and candidate A. B." is an office of the person named."""
    return {left.form, right.form} == {Form.NAME} and counted_of(left.head) is not None


def _goes_on(clause: Clause, left: People, right: People, between: list[str]) -> bool:
    """Whether a list goes on from one phrase to the next."""
    if not between:
        return right.form is Form.NAME and left.form in {Form.PLURAL, Form.NUMBER}
    if between[-2:] == ["and", "of"]:
        between = between[:-1]
    if between[0] in {"of", "from"} and len(between) <= _NEAR and between[-1] in _JOINS:
        between = [word for word in between if word in _JOINS]
    if any(word not in _JOINS and not word.isdigit() for word in between):
        return False
    after = clause.at(right.end)
    return not (after in BE or after in HAVE or after in VERBS or after in ADJECTIVES)
