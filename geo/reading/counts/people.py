"""Phrases for people in a sentence: counted, single, in the plural, by name, and nobody."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from geo.count import Counted
from geo.reading.counts._nouns import INSIDE, MOST_WORDS, counts_nobody, noun, stands_inside
from geo.reading.counts._words import listed
from geo.reading.counts.harm_words import (
    ADJECTIVES,
    BE,
    BODIES,
    EFFECT_NOUNS,
    FOLLOWERS,
    NOT_PEOPLE,
    STOPS,
    VERBS,
    counted_of,
)
from geo.reading.counts.numbers import Number, number_at

if TYPE_CHECKING:
    from gazetteer.tokens import Tokens

__all__ = ["Form", "People", "people_at", "people_in"]


class Form(StrEnum):
    """How a phrase speaks of people."""

    NUMBER = "number"
    """With a number."""
    SINGLE = "single"
    """One person, described."""
    PLURAL = "plural"
    """Several, without a number."""
    NAME = "name"
    """One person, by name."""
    NOBODY = "nobody"
    """Nobody."""


_JOINT: Final = 10
_ONE: Final = frozenset({"a", "an", "one", "another", "1"})
_DEFINITE: Final = frozenset({"the", "his", "her", "their", "its", "these", "those", "our", "my"})
_NOBODY: Final = frozenset({"nobody", "none"})
_MORE: Final = frozenset({"more", "other", "others", "further", "additional"})
_ARTICLES: Final = _DEFINITE | {"a", "an"}
_THINGS: Final = NOT_PEOPLE | BODIES
_GIVEN: Final = listed(
    "ahmed alfred bayezed fred hamed jared khaled majed manfred mohamed mohammed mohammad muhamed "
    "muhammed rashed saeed waleed wilfred sayed syed reed creed naveed javed jawed kelly molly "
    "billy sally emily holly beverly clement"
)
_AGE_WORDS: Final = frozenset({"year", "years", "month", "months", "day", "days"})


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """A phrase for people, by the words of a text.

    Parameters
    ----------
    start
        Place of its first word.
    end
        Place after its last word.
    form
        How it speaks of them.
    number
        The number, where it has one; for one person 1, for a plural two or more, for nobody 0.
    of
        Whom it counts.
    head
        Its noun in lower case, or the last word of the name; empty for a number alone.
    known
        Whether the noun is one for people.
    definite
        Whether it begins with "the", "his" and the like.
    more
        Whether it is about others than those before ("another five", "two more").
    out_of
        Whether it picks out of some ("five of the soldiers").
    """

    start: int
    end: int
    form: Form
    number: Number
    of: Counted = Counted.PEOPLE
    head: str = ""
    known: bool = True
    definite: bool = False
    more: bool = False
    out_of: bool = False


def people_in(tokens: Tokens, begin: int, end: int) -> list[People]:
    """Find the phrases for people in a sentence.

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
    list
        In order; no two overlap.
    """
    found: list[People] = []
    at = begin
    while at < end:
        people = people_at(tokens, at, begin, end)
        if people is None and tokens.lower[at] == "the":
            thing = _named(tokens, at + 1, end) if at + 1 < end else None
            at = thing.end if thing else at + 1
        elif people is None:
            at = _past_compound(tokens, at, end)
        else:
            joint = _joint(found[-1], people, tokens) if found else None
            found[-1:] = [joint] if joint else [*found[-1:], people]
            at = people.end
    return found


def _joint(left: People, right: People, tokens: Tokens) -> People | None:
    """One phrase out of "thousands of women and children"."""
    beside = right.start == left.end + 1 and tokens.lower[left.end] == "and"
    numbered = left.form is Form.NUMBER and (left.number.vague or left.number.low >= _JOINT)
    if not (beside and numbered and right.form is Form.PLURAL and not right.definite):
        return None
    of = left.of if left.of is right.of else Counted.PEOPLE
    return replace(left, end=right.end, of=of)


def _past_compound(tokens: Tokens, at: int, end: int) -> int:
    """The next word; a compound such as "12-year-old" is passed over whole."""
    at += 1
    if tokens.lower[at - 1].isdigit():
        while at + 1 < end and tokens.lower[at] == "-" and tokens.starts[at] == tokens.ends[at - 1]:
            at += 2
    return at


def people_at(tokens: Tokens, at: int, begin: int, end: int) -> People | None:
    """Read the phrase for people that begins at a word.

    Parameters
    ----------
    tokens
        The text.
    at
        Place of the word.
    begin
        Place of the first word of the sentence.
    end
        Place after its last word.

    Returns
    -------
    People or None
        None where none begins there.
    """
    word = tokens.lower[at]
    if not word[0].isalnum():
        return None
    if word in {"no", *_NOBODY} and tokens.at(at + 2) != "than":
        return _nobody(tokens, at, end)
    definite = word in _DEFINITE
    first = at + 1 if definite or word == "another" else at
    if (
        word == "the"
        and first < end
        and tokens.lower[first] in {"other", "latest", "first", "same"}
    ):
        first += 1
    counted = _counted(tokens, first, begin, end)
    if counted is not None:
        more = word == "another" or counted.more
        return replace(counted, start=at, definite=definite, more=more)
    if definite or word in _ONE:
        return _described(tokens, at, end)
    return _named(tokens, at, end) or _bare(tokens, at, end)


def _nobody(tokens: Tokens, at: int, end: int) -> People | None:
    """Such as "no one", "nobody", "none", "no civilians"."""
    word, following = tokens.at(at), tokens.at(at + 1)
    stop = at + 1
    of, head = Counted.PEOPLE, ""
    if word == "no":
        if following == "one":
            stop = at + 2
        else:
            last, of, several = noun(tokens, at + 1, end)
            if last is None:
                return None
            stop, head = last + 1, tokens.lower[last]
            del several
    zero = Number(start=at, end=stop, low=0, high=0)
    return People(start=at, end=stop, form=Form.NOBODY, number=zero, of=of, head=head)


def _counted(tokens: Tokens, at: int, begin: int, end: int) -> People | None:
    """A number with what it counts."""
    if at >= end:
        return None
    number = number_at(tokens.lower[at : min(end, at + 30)], 0)
    if number is None:
        return None
    number = replace(number, start=at, end=at + number.end)
    if number.end > end or counts_nobody(tokens, number, begin):
        return None
    stop, out_of, more = number.end, False, False
    if tokens.at(stop) in {"of", "to"} and tokens.at(stop + 1) in {*_DEFINITE, "them", "whom"}:
        out_of, stop = tokens.at(stop) == "of", stop + 2
        if tokens.at(stop - 1) in {"them", "whom"}:
            return _whole(number, stop, out_of=True)
        inner = number_at(tokens.lower[stop : min(end, stop + 12)], 0)
        stop += inner.end if inner else 0
    while tokens.at(stop) in _MORE and stop < end:
        more, stop = True, stop + 1
    last, of, _ = noun(tokens, stop, end, several=number.high != 1)
    if last is not None:
        return People(
            start=at,
            end=last + 1,
            form=Form.NUMBER,
            number=number,
            of=of,
            head=tokens.lower[last],
            more=more,
            out_of=out_of,
        )
    return _uncounted(tokens, number, stop, end, more=more)


def _whole(number: Number, stop: int, *, out_of: bool) -> People:
    return People(start=number.start, end=stop, form=Form.NUMBER, number=number, out_of=out_of)


def _uncounted(tokens: Tokens, number: Number, stop: int, end: int, *, more: bool) -> People | None:
    """A number alone ("five were hurt"), or before a noun that is not known."""
    word = tokens.at(stop) if stop < end else ""
    if not word or word in STOPS or word in VERBS or word in ADJECTIVES or not word[0].isalpha():
        if word in {"-", "–", "/", "%", "$"} or (
            number.vague and not more and word in {"of", "the"}
        ):
            return None
        return replace(_whole(number, stop, out_of=False), more=more)
    if (
        word in BE
        or word in EFFECT_NOUNS
        or word in FOLLOWERS
        or word in {"casualties", "fatalities"}
    ):
        return replace(_whole(number, number.end if not more else stop, out_of=False), more=more)
    last = stop
    while last + 1 < end and last - stop < MOST_WORDS and stands_inside(tokens, last + 1):
        last += 1
    if any(w in NOT_PEOPLE for w in tokens.lower[stop : last + 1]):
        return None
    if number.low == 1 and number.high == 1:
        return None
    plural = tokens.lower[last].endswith("s")
    people = _whole(number, last + 1, out_of=False)
    return replace(people, head=tokens.lower[last], known=False, more=more) if plural else None


def _described(tokens: Tokens, at: int, end: int) -> People | None:
    """One person or several after an article or "his"."""
    word, first = tokens.lower[at], at + 1
    if word in {"his", "her"} and tokens.at(first) == "own":
        first += 1
    aged = _age(tokens, first, end)
    last, of, plural = noun(tokens, aged or first, end, several=False)
    if last is None and aged is not None:
        last, of, plural = aged - 1, Counted.PEOPLE, False
    if last is None:
        return None
    if plural and word in _ONE:
        return None
    stop = last + 1
    if not plural and stop < end and (name := _named(tokens, stop, end)) and name.known:
        stop = name.end
    low, high = (2, None) if plural else (1, 1)
    return People(
        start=at,
        end=stop,
        form=Form.PLURAL if plural else Form.SINGLE,
        number=Number(start=at, end=at, low=low, high=high),
        of=of,
        head=tokens.lower[last],
        definite=word in _DEFINITE,
        more=word == "another",
    )


def _age(tokens: Tokens, at: int, end: int) -> int | None:
    """The place after "12-year-old"."""
    if at < end and (tokens.lower[at].isdigit() or number_at(tokens.lower[at : at + 3], 0)):
        for place in range(at + 1, min(at + 7, end)):
            if tokens.lower[place] == "old" and _AGE_WORDS & set(tokens.lower[at:place]):
                return place + 1
    return None


def _named(tokens: Tokens, at: int, end: int) -> People | None:
    """Somebody by name: words with capitals, with titles or without."""
    place = at
    while place < end and place - at < MOST_WORDS:
        word, low = tokens.words[place], tokens.lower[place]
        title = low.endswith(".") and len(low) > 1
        joins = place > at and (low in {"de", "la", "del", "al", "-", "bin", "el", "y"})
        if (
            not joins
            and not title
            and not (
                word[0].isupper()
                and low not in STOPS
                and low not in VERBS
                and low not in NOT_PEOPLE
                and low not in BE
                and low not in EFFECT_NOUNS
                and low not in FOLLOWERS
                and low not in ADJECTIVES
                and not (word.isupper() and _no_name(low))
            )
        ):
            break
        place += 1
    if place > at and tokens.words[place - 1].isupper() and tokens.at(place) in _ARTICLES:
        place -= 1
    if place < end and tokens.words[place][0].isupper() and tokens.lower[place] in _THINGS:
        return None
    while place > at and tokens.lower[place - 1] in {"de", "la", "del", "al", "-", "y"}:
        place -= 1
    if tokens.at(at - 1 - (tokens.at(at - 1) in INSIDE)) in {"operation", "codenamed", "dubbed"}:
        return None
    if place == at:
        return None
    head = tokens.lower[place - 1]
    kind = counted_of(head)
    if kind is not None and kind[1]:
        return None
    people = [k for k in map(counted_of, tokens.lower[at:place]) if k]
    if any(plural for _, plural in people):
        return None
    return People(
        start=at,
        end=place,
        form=Form.NAME,
        number=Number(start=at, end=at, low=1, high=1),
        of=people[0][0] if people else Counted.PEOPLE,
        head=head,
        known=bool(people) or place - at > 1,
    )


def _no_name(word: str) -> bool:
    """Whether a word in capitals has the ending of a verb or an adverb, and is no given name."""
    if word in _GIVEN:
        return False
    return word.endswith(("ing", "ed", "ly", "tion", "ment", "ness", "ity"))


def _bare(tokens: Tokens, at: int, end: int) -> People | None:
    """People in the plural, with neither number nor article."""
    if tokens.lower[at] in VERBS:
        return None
    last, of, plural = noun(tokens, at, end)
    if last is None or not plural:
        return None
    return People(
        start=at,
        end=last + 1,
        form=Form.PLURAL,
        number=Number(start=at, end=at, low=2, high=None),
        of=of,
        head=tokens.lower[last],
    )
