"""Noun phrases beside a word: who stands before a verb, what stands after it.

No parser: a phrase runs from the word to the next word or mark that ends one. Bounded, so linear.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.reading.events.backers import backed_from, backing_before
from geo.reading.events.event_words import AUXILIARIES, PREPOSITIONS, SAYING
from geo.reading.events.trimming import DAYS, is_dash, past_date
from geo.reading.events.vocabulary import words

if TYPE_CHECKING:
    from gazetteer.tokens import Tokens

__all__ = ["after", "before", "subject"]

_MOST: Final = 14
_MARKS: Final = words(
    """
    , ; : ( ) [ ] " “ ” . ! ? … – — that which who whom whose where when while because but or if
    although though unless whether so
    """
) | {"\n"}
_GOVERNORS: Final = words(
    """
    to planned plans planning plan prepared prepares preparing decided decides agreed agrees
    agreeing intends intended ready threatened threatens vowed vows moved moves began started
    continued tried attempted wants wanted seeks ordered about poised expected likely unlikely
    able going chose set being refused failed managed used helped
    """
)
_LEADING: Final = words(
    """
    and of 's ’s on monday tuesday wednesday thursday friday saturday sunday yesterday today
    """
)
_CAUSES: Final = frozenset({"prompted", "forced", "led", "caused", "urged", "asked", "asking"})
_PAST: Final = words(
    """
    threw hit struck shot took fell broke went came left held met fled got gave began sent led drove
    ran saw cut set put rang
    """
)
_PEOPLE: Final = words(
    """
    gunmen men women militants fighters soldiers troops rebels attackers assailants bandits people
    police protesters raiders insurgents jihadists girls boys youths
    """
)
_NOUNS: Final = frozenset({"left", "cut", "set", "put", "shot", "held", "hit"})
_ARTICLES: Final = frozenset({"the", "a", "an", "its", "their", "his", "her"})
_CROSSED: Final = frozenset(
    {"from", "in", "at", "with", "for", "near", "of", "over", "outside", "along", "under", "beside"}
)
_MOUNTS: Final = words(
    "foot motorcycles motorbikes bikes horseback camels pickups patrol board duty boats"
)
_PARTICLES: Final = frozenset({"home", "out", "persona", "so", "shortly"})
_AMOUNTS: Final = frozenset({"least", "most"})
_ASIDE: Final = words("a an the who which one whose its based also known together along")
_ASIDE_MOST: Final = 20
_BACKERS: Final = 2
_LENGTHS: Final = words("km kilometres kilometers miles metres meters yards m feet")
_TRAILING: Final = words("and of the 's ’s some about just only barely")
_RELATIVE: Final = frozenset({"who", "which", "that"})
_VERBAL: Final = SAYING | {"accused", "accuses", "accusing", "blamed", "blames", "denied", "denies"}


def _skips(word: str) -> bool:
    """Whether a word may stand between a subject and its verb."""
    return word in AUXILIARIES or word in _GOVERNORS or word.endswith("ly")


def before(tokens: Tokens, at: int, first: int, *, short: bool = False) -> tuple[int, int] | None:
    """Find the noun phrase that ends before a word.

    Parameters
    ----------
    tokens
        The words of the text.
    at
        The word.
    first
        First word of the sentence.
    short
        Whether the phrase stops at the first preposition.

    Returns
    -------
    tuple or None
        First word of the phrase and the one after its last.
    """
    low = max(first, at - _MOST)
    end = at
    while end > low and _of_date(tokens, end - 1):
        end -= 1
    begin = end
    while begin > low:
        if not _within(tokens, begin, end, first):
            break
        if _crosses(tokens, begin, end, first, short=short):
            lying = tokens.lower[begin - 2].endswith("ing")
            begin, end = (begin - 2, begin - 2) if lying else (begin - 1, end)
        elif tokens.lower[begin - 1] in PREPOSITIONS:
            break
        else:
            begin -= 1
    while begin < end and tokens.lower[begin] in _LEADING:
        begin += 1
    begin = past_date(tokens, begin, end)
    if "number" in tokens.lower[begin : begin + 3] and "of" in tokens.lower[begin : begin + 4]:
        begin = tokens.lower.index("of", begin) + 1
    while begin < end and (tokens.lower[end - 1] == "of" or tokens.lower[end - 1] in PREPOSITIONS):
        end -= 1
    return (begin, end) if begin < end and _named(tokens, begin, end) else None


def _within(tokens: Tokens, begin: int, end: int, first: int) -> bool:
    """Whether the word before a phrase that grows to the left may belong to it."""
    at = begin - 1
    word = tokens.lower[at]
    if word == "," and _in_number(tokens, at):
        return True
    compound = tokens.at(at - 1) == "-" and not is_dash(tokens, at - 1)
    if word in _CAUSES and not compound:
        return False
    if word in _MARKS or word in AUXILIARIES or word in _VERBAL:
        return False
    if is_dash(tokens, at) or (begin < end and not compound and _done(tokens, at)):
        return False
    return word != "and" or _listed(tokens, begin, end, first)


def _in_number(tokens: Tokens, at: int) -> bool:
    """Whether a comma stands inside a number: "5,000"."""
    return tokens.at(at - 1).isdigit() and tokens.at(at + 1).isdigit()


def _crosses(tokens: Tokens, begin: int, end: int, first: int, *, short: bool) -> bool:
    """Whether a phrase goes on to the left of the preposition before it."""
    word, follows = tokens.lower[begin - 1], tokens.at(begin)
    if word not in PREPOSITIONS or begin == end:
        return False
    if word == "at" and follows in _AMOUNTS:
        return True
    if short or begin - 1 <= first:
        return False
    if word in {"on", "in"} and follows in _MOUNTS:
        return True
    if tokens.lower[begin - 2].endswith("ing") and begin - 2 > first:
        return word in _CROSSED and tokens.lower[begin - 3] in _PEOPLE
    return word in _CROSSED and _nounlike(tokens, begin - 2)


def _done(tokens: Tokens, at: int) -> bool:
    """Whether a word is a verb of the past, by its form and by what follows."""
    word, follows = tokens.lower[at], tokens.at(at + 1)
    if word in _PAST:
        return True
    return word.endswith("ed") and (follows in PREPOSITIONS or follows in _ARTICLES)


def _of_date(tokens: Tokens, at: int) -> bool:
    """Whether a word is part of a date: "on Friday", "on January 16"."""
    word = tokens.lower[at]
    return word in DAYS or word == "on" or (word.isdigit() and tokens.at(at - 1) in DAYS)


def _nounlike(tokens: Tokens, at: int) -> bool:
    """Whether the word before a preposition may be the head of the phrase."""
    word = tokens.lower[at]
    return (
        word[0].isalpha()
        and word not in AUXILIARIES
        and word not in _MARKS
        and word not in PREPOSITIONS
        and word not in _VERBAL
        and not word.endswith(("ed", "ing"))
    )


def _listed(tokens: Tokens, begin: int, end: int, first: int) -> bool:
    """Whether an "and" joins two parts of one phrase: both names, or both bare nouns."""
    if begin >= end or begin - 2 < first:
        return False
    left, right = tokens.words[begin - 2], tokens.words[begin]
    both = left[0].isupper() and right[0].isupper()
    bare = left[0].islower() and right[0].islower() and not left.endswith(("ed", "ing"))
    return both or (bare and right not in {"the", "a", "an", "was", "were", "has", "had"})


def _named(tokens: Tokens, begin: int, end: int) -> bool:
    """Whether a phrase holds a word."""
    return any(word[0].isalnum() for word in tokens.words[begin:end])


def after(tokens: Tokens, at: int, last: int) -> tuple[int, int] | None:
    """Find the noun phrase that begins with a word.

    Parameters
    ----------
    tokens
        The words of the text.
    at
        The word.
    last
        The word after the last of the sentence.

    Returns
    -------
    tuple or None
        First word of the phrase and the one after its last.
    """
    high = min(last, at + _MOST)
    end = at + 2 if tokens.at(at) == "at" and tokens.at(at + 1) in _AMOUNTS else at
    while end < high:
        word = tokens.lower[end]
        if word in _MARKS or (word in PREPOSITIONS and end > at) or word in AUXILIARIES:
            break
        if end > at and word in _PAST - _NOUNS:
            break
        if word in SAYING or (end > at and (word in DAYS or word in _PARTICLES)):
            break
        if word == "and" and not (end + 1 < high and _listed(tokens, end + 1, high, at)):
            break
        if end > at and word[0].isdigit() and tokens.at(end + 1) in _LENGTHS:
            break
        if word in PREPOSITIONS or (
            word.endswith("ing")
            and end > at
            and tokens.lower[end - 1] not in _ARTICLES
            and not tokens.words[end][0].isupper()
        ):
            break
        end += 1
    while end > at and tokens.lower[end - 1] in _TRAILING:
        end -= 1
    return (at, end) if end > at and _named(tokens, at, end) else None


def subject(tokens: Tokens, at: int, first: int) -> tuple[int, int] | None:
    """Find the subject of a verb.

    Parameters
    ----------
    tokens
        The words of the text.
    at
        The verb.
    first
        First word of the sentence.

    Returns
    -------
    tuple or None
        First word of the phrase and the one after its last.
    """
    here = at
    while here > first and at - here < _MOST and _skips(tokens.lower[here - 1]):
        here -= 1
    if here > first and tokens.lower[here - 1] == ")":
        opened = next(
            (n for n in range(here - 2, max(first, here - 8), -1) if tokens.lower[n] == "("), here
        )
        here = opened
    if here > first and tokens.lower[here - 1] in _RELATIVE:
        here -= 1
        if here > first and tokens.lower[here - 1] == ",":
            here -= 1
        return before(tokens, here, first)
    if here > first and tokens.lower[here - 1] == ",":
        aside = _before_aside(tokens, here - 1, first)
        if aside is not None:
            return aside
    found = before(tokens, here, first)
    if found is None and here > first and tokens.lower[here - 1] in {",", "and"}:
        return _opening(tokens, here - 1, first)
    return found if found is None else _doer(tokens, _of_main_clause(tokens, found, first), first)


def _doer(tokens: Tokens, found: tuple[int, int], first: int) -> tuple[int, int]:
    """The subject without whoever only backs it: of "forces backed by jets" the forces."""
    begin, end = found
    for _ in range(_BACKERS):
        cue = backing_before(tokens, begin, first)
        lead = before(tokens, cue, first) if cue is not None else None
        if lead is None:
            break
        begin, end = lead
    return begin, backed_from(tokens, begin, end) or end


def _before_aside(tokens: Tokens, at: int, first: int) -> tuple[int, int] | None:
    """The subject before words set apart by commas: "the group, a Sunni one, said"."""
    for here in range(at - 1, max(first, at - _ASIDE_MOST), -1):
        if tokens.lower[here] != "," or _in_number(tokens, here):
            continue
        opens = tokens.lower[here + 1]
        if opens.endswith("ly"):
            opens = tokens.at(here + 2)
        if opens in _ASIDE or opens.endswith(("ing", "ed")):
            return before(tokens, here, first)
        return None
    return None


def _of_main_clause(tokens: Tokens, found: tuple[int, int], first: int) -> tuple[int, int]:
    """The subject before a clause with "that" or "who", where the phrase found lies in one.

    Of "Shells that struck a camp on the edge of Goma killed eight" the shells.
    """
    for here in range(found[0] - 1, max(first, found[0] - _MOST), -1):
        word = tokens.lower[here]
        if word in _MARKS - _RELATIVE or word == "and":
            break
        if word in _RELATIVE:
            verb = tokens.at(here + 1)
            told = verb in _PAST or verb.endswith("ed") or verb in AUXILIARIES
            if told and tokens.lower[here - 1] not in _VERBAL:
                return before(tokens, here, first) or found
            break
    return found


def _opening(tokens: Tokens, at: int, first: int) -> tuple[int, int] | None:
    """The subject of the clause that a participle or a second verb belongs to."""
    low = max(first, at - 2 * _MOST)
    for here in range(low + 1, at):
        word = tokens.lower[here]
        told = word.endswith("ed") and word[0].isalpha()
        if told or word in AUXILIARIES or word in SAYING or word in _PAST:
            found = before(tokens, here, first)
            if found:
                return found
    return None
