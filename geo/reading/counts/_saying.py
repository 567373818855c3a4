"""Words for saying, and who stands before them as the one who says it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.reading.counts._words import listed
from geo.reading.counts.harm_words import ADJECTIVES, BE, FOLLOWERS, VERBS
from geo.reading.counts.numbers import number_at

if TYPE_CHECKING:
    from gazetteer.tokens import Tokens

__all__ = [
    "DAYS",
    "FOLLOW_ON",
    "MOST_WORDS",
    "NOUN_LIKE",
    "OPENERS",
    "QUOTES",
    "SAYS",
    "SPOKEN_OF",
    "speaker",
    "speakers",
    "tells",
]

SAYS: Final = listed(
    "said says say told tells tell reported reports announced announces claimed claims stated "
    "states confirmed confirms added adds acknowledged admitted asserted declared disclosed "
    "indicated informed revealed noted maintained insisted alleged alleges tweeted wrote "
    "testified estimated estimates recalled explained pointed stressed denied denies deny "
    "rejected disputed accused accuses accusing blamed blames blaming charged saying claiming "
    "reporting adding confirming denying announcing stating alleging asserting"
)
"""Verbs of saying."""
SPOKEN_OF: Final = listed("spoke speaks spoken put puts counted counts")
"""Verbs that say something only with certain words after them ("spoke of six dead")."""
NOUN_LIKE: Final = frozenset({"reports", "claims", "estimates", "states", "charged", "say", "tell"})
"""Verbs of saying that are also something else."""
OPENERS: Final = frozenset('\n,;:"“”—–)].') | listed(
    "that but and while although however meanwhile as when after where because whereas which who"
)
"""Words and marks after which the words for who says it may begin."""
DAYS: Final = listed(
    "today yesterday monday tuesday wednesday thursday friday saturday sunday earlier later also "
    "then on have has had officially publicly previously tonight"
)
"""Words that may stand between who says it and the verb."""
FOLLOW_ON: Final = frozenset({"told", "tells", "tell", "informed"})
"""Verbs that take whom it is said to."""
QUOTES: Final = frozenset('"“”')
"""Quotation marks for speech."""
MOST_WORDS: Final = 22
"""Words for somebody who says something, at most."""

_MARKS: Final = OPENERS - {"and"} | {"("}
_DASHES: Final = frozenset("-–—")
_PARTICIPLE: Final = frozenset({"of", "by", "with", "for", "as"})
_SPEAKS: Final = frozenset({"said", "says", "say"})
_HARMS: Final = frozenset({*VERBS, *ADJECTIVES, *FOLLOWERS})
_BE: Final = BE - {"'s", "’s"}
_FEW: Final = 6
_ARTICLES: Final = frozenset({"the", "a", "an"})
_GOVERNS: Final = listed(
    "of in on at by to for from with against near and or as both all than outside inside under "
    "behind between"
)
_TOLLS: Final = frozenset({"dead", "toll", "number", "casualties", "losses", "count"})


def tells(tokens: Tokens, place: int, end: int) -> bool:
    """Tell whether a word of `SPOKEN_OF` says something here.

    Parameters
    ----------
    tokens
        The text.
    place
        Place of the word.
    end
        Place after the last word of the sentence.

    Returns
    -------
    bool
        True for "spoke of", "put the dead at" and "counted 48".
    """
    word, following = tokens.lower[place], tokens.lower[place + 1 : min(end, place + _FEW)]
    if word.startswith("sp"):
        return following[:1] == ["of"]
    if word.startswith("put"):
        return "at" in following and not _TOLLS.isdisjoint(following)
    return number_at(following, 0) is not None


def speakers(tokens: Tokens, begin: int, end: int) -> list[tuple[int, int]]:
    """Find who says something in the midst of a sentence or at its end.

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
        For each the place of its first word and the one after its last: "a spokesman for the army"
        of "killing eight, a spokesman for the army said". Nobody of these is harmed.
    """
    found = []
    for place in range(begin + 1, end):
        if tokens.lower[place] in SAYS and not _participle(tokens, place, end):
            who = speaker(tokens, place, begin)
            if who is not None and who[0] > begin:
                found.append(who)
    return found


def speaker(tokens: Tokens, place: int, begin: int) -> tuple[int, int] | None:
    """Find the subject of a verb of saying.

    Parameters
    ----------
    tokens
        The text.
    place
        Place of the verb.
    begin
        Place of the first word of the sentence.

    Returns
    -------
    tuple or None
        Place of its first word and the one after its last, back to a mark or a word that opens a
        clause: "the mayor and two doctors". A description after a comma is left out.
    """
    lower, last = tokens.lower, place
    while last > begin and (lower[last - 1] in DAYS or lower[last - 1].endswith("ly")):
        last -= 1
    if last > begin and lower[last - 1] == ",":
        if not _ends(tokens, place):
            return None
        last = next((at for at in range(last - 2, begin, -1) if lower[at] == ","), begin)
    first, joint = last, 0
    while first > begin and last - first < MOST_WORDS and not _starts(tokens, first, last):
        word = lower[first - 1]
        if word in _BE or (word in VERBS and word not in ADJECTIVES) or _verbal(tokens, first - 1):
            break
        if word == "and":
            joint = joint or first
        first -= 1
    opened = first == begin or _starts(tokens, first, last)
    if not opened or lower[first : first + 1] == ["and"]:
        first = joint or last
    return (first, last) if first < last else None


def _starts(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a clause begins at a word: after a mark, or with an article that nothing governs."""
    before = tokens.lower[first - 1]
    if before in _DASHES:
        return tokens.starts[first - 1] > tokens.ends[first - 2]
    article = first < last and tokens.lower[first] in _ARTICLES
    return before in _MARKS or (article and before not in _GOVERNS and before not in VERBS)


def _verbal(tokens: Tokens, at: int) -> bool:
    """Whether a word is a verb of another clause: of saying, or in the past."""
    word = tokens.lower[at]
    if word in SAYS:
        return word not in NOUN_LIKE
    return word.endswith("ed") and tokens.at(at - 1) not in _ARTICLES and word != "united"


def _ends(tokens: Tokens, place: int) -> bool:
    """Whether a verb of saying has its subject before it: nobody is named after it."""
    return tokens.lower[place] in FOLLOW_ON or tokens.at(place + 1) in {
        "", ".", ",", ";", "\n", "that", "on", "in", "late", "to", "at", *DAYS, *QUOTES,
    }  # fmt: skip


def _participle(tokens: Tokens, place: int, end: int) -> bool:
    """Whether a verb speaks of somebody: "accused of", "said to be", "reported missing"."""
    word = tokens.lower[place]
    after = tokens.lower[place + 1] if place + 1 < end else ""
    if after == "to":
        return tokens.at(place + 2) in BE or tokens.at(place + 2) == "have"
    if word.endswith("ing") or tokens.lower[place - 1] in {"who", "which"}:
        return True
    return word not in _SPEAKS and (after in _PARTICIPLE or after in _HARMS)
