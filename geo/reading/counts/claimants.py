"""Who says what a sentence tells, in what manner, and whether it is denied."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geo.incident import Modality, Polarity
from geo.reading.counts._saying import (
    DAYS,
    FOLLOW_ON,
    MOST_WORDS,
    NOUN_LIKE,
    OPENERS,
    QUOTES,
    SAYS,
    SPOKEN_OF,
    speaker,
    tells,
)
from geo.reading.counts.harm_words import BE, VERBS

if TYPE_CHECKING:
    from gazetteer.tokens import Tokens

__all__ = ["Claimant", "Saying", "sayings"]

_DENIES: Final = frozenset("denied denies deny denying rejected disputed dismissed refuted".split())  # noqa: SIM905
_ACCUSES: Final = frozenset("accused accuses accusing blamed blames blaming charged".split())  # noqa: SIM905
_PRONOUNS: Final = frozenset({"he", "she", "it", "they", "who", "which", "we", "i"})
_DETERMINERS: Final = frozenset(
    "the a an his her its their this that some several local according to by from".split()  # noqa: SIM905
)
_NO_END: Final = frozenset("of in on at by to for from with the a an against and or".split())  # noqa: SIM905
_NO_SPEAKER: Final = DAYS | (_NO_END - {"the", "a", "an"}) | {"that", "it", "there"}
_BE: Final = frozenset({"was", "were", "is", "are", "been", "be"})
_TAIL: Final = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimant:
    """Somebody who says something.

    Parameters
    ----------
    start
        First character of the words for them.
    end
        Character after the last.
    text
        Those words.
    name
        The claimant as known: the words themselves, or for "he" and the like those that the text
        had for the last claimant before; None where nobody is named ("it was reported").
    """

    start: int
    end: int
    text: str
    name: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """A stretch of a sentence that somebody says.

    Parameters
    ----------
    begin
        Place of its first word.
    end
        Place after its last word.
    claimant
        Who says it.
    modality
        In what manner.
    polarity
        Whether it is said to be so or not to be so.
    verb
        Place of the word for saying; of "according" where that stands for it.
    """

    begin: int
    end: int
    claimant: Claimant
    modality: Modality = Modality.CLAIMED
    polarity: Polarity = Polarity.ASSERTS
    verb: int = 0


def sayings(tokens: Tokens, begin: int, end: int, before: Claimant | None = None) -> list[Saying]:
    """Find who says what in a sentence.

    Parameters
    ----------
    tokens
        The text.
    begin
        Place of the first word of the sentence.
    end
        Place after its last word.
    before
        The last claimant of the sentences before, for whom "he" stands.

    Returns
    -------
    list
        In the order of the words for saying. Of two that cover a word the later begun is the
        nearer one: "Iran said that Pakistan claimed …".
    """
    found: list[Saying] = []
    lower = tokens.lower
    quoted = sum(w in QUOTES for w in lower[begin:end]) % 2 == 1
    for place in range(begin, end):
        word = lower[place]
        if word == "according" and place + 1 < end and lower[place + 1] == "to":
            found.append(_according(tokens, place, begin, end, before))
        elif (word in SAYS or (word in SPOKEN_OF and tells(tokens, place, end))) and (
            saying := _said(tokens, place, begin, end, before)
        ) is not None:
            found.append(saying)
        elif (
            quoted and word in QUOTES and 1 < end - place <= _TAIL and lower[place - 1] == ","
            and place > begin and not any(w in SAYS or w in _BE for w in lower[place:end])
        ):  # fmt: skip
            last = end - (lower[end - 1] == ".")
            who = _claimant(tokens, place + 1, max(last, place + 2), before)
            found.append(Saying(begin=begin, end=place, claimant=who, verb=place))
        quoted = quoted != (word in QUOTES)
        if found and found[-1].claimant.name:
            before = found[-1].claimant
    return found


def _claimant(tokens: Tokens, first: int, last: int, before: Claimant | None) -> Claimant:
    """The claimant that some words stand for, without marks and line breaks around them."""
    while last - first > 1 and not tokens.lower[last - 1][0].isalnum():
        last -= 1
    start, end = tokens.starts[first], tokens.ends[last - 1]
    text = tokens.text[start:end]
    name: str | None = " ".join(text.split())
    if last - first == 1 and tokens.lower[first] in _PRONOUNS:
        name = before.name if before else name
    return Claimant(start=start, end=end, text=text, name=name)


def _according(tokens: Tokens, place: int, begin: int, end: int, before: Claimant | None) -> Saying:
    """Such as "According to provincial officials, …"."""
    first = last = place + 2
    while last < end and last - first < MOST_WORDS and tokens.lower[last] not in {
        ",", ";", ".", "\n", "-", "–", "—", ")", "who", "which", "that", *QUOTES,
    }:  # fmt: skip
        last += 1
    last = max(last, min(first + 1, end))
    if first >= end:
        first = place
    opening = all(not tokens.lower[at][0].isalnum() for at in range(begin, place))
    return Saying(
        begin=last if opening else _clause(tokens, place, begin),
        end=end if opening else place,
        claimant=_claimant(tokens, first, last, before),
        verb=place,
    )


def _clause(tokens: Tokens, place: int, begin: int) -> int:
    """Where the clause before a word begins: after a semicolon, or with the sentence."""
    return next(
        (at + 1 for at in range(place - 1, begin - 1, -1) if tokens.lower[at] == ";"), begin
    )


def _said(
    tokens: Tokens, place: int, begin: int, end: int, before: Claimant | None
) -> Saying | None:
    """A verb of saying with who says it."""
    lower, word = tokens.lower, tokens.lower[place]
    if _passive(tokens, place, begin):
        return _reported(tokens, place, begin, end)
    if (
        lower[place - 1 : place] in (["to"], ["would"], ["the"], ["a"], ["of"], ["these"])
        and place > begin
    ):
        return None
    if (
        word in NOUN_LIKE
        and lower[place + 1 : place + 2] not in (["that"], [","], ["."], ['"'])
        and (
            place == begin
            or lower[place - 1] in {"of", "the", "press", "media", "news", "some", "and", ","}
        )
    ):
        return None
    modality = Modality.ACCUSED if word in _ACCUSES else Modality.CLAIMED
    polarity = Polarity.DENIES if word in _DENIES else Polarity.ASSERTS
    closing = _closing(tokens, place, begin, end)
    if closing is not None:
        first, last, cover = closing
        return Saying(
            begin=_clause(tokens, first, begin), end=cover, modality=modality, polarity=polarity,
            claimant=_claimant(tokens, first, last, before), verb=place,
        )  # fmt: skip
    subject = _subject(tokens, place, begin)
    if subject is None and word.endswith("ing"):
        subject = _opening(tokens, place, begin)
    if subject is None:
        return None
    return Saying(
        begin=place + 1, end=_until(tokens, place, end), modality=modality, polarity=polarity,
        claimant=_claimant(tokens, *subject, before), verb=place,
    )  # fmt: skip


def _passive(tokens: Tokens, place: int, begin: int) -> bool:
    """Whether it "was reported" or "is said"."""
    at = place - 1
    while at >= begin and (tokens.lower[at] in DAYS or tokens.lower[at].endswith("ly")):
        if tokens.lower[at] in {"have", "has", "had"}:
            return False
        at -= 1
    return at >= begin and tokens.lower[at] in _BE and tokens.lower[place].endswith(("ed", "said"))


def _reported(tokens: Tokens, place: int, begin: int, end: int) -> Saying:
    """The whole sentence as reported by nobody named."""
    start, stop = tokens.starts[place - 1], tokens.ends[place]
    nobody = Claimant(start=start, end=stop, text=tokens.text[start:stop], name=None)
    polarity = Polarity.DENIES if tokens.lower[place] in _DENIES else Polarity.ASSERTS
    return Saying(begin=begin, end=end, claimant=nobody, polarity=polarity, verb=place)


def _closing(tokens: Tokens, place: int, begin: int, end: int) -> tuple[int, int, int] | None:
    """The claimant of "…, officials said." or "…," said an official; and where the words end."""
    lower = tokens.lower
    after = lower[place + 1] if place + 1 < end else "."
    before = lower[place - 1] if place > begin else ""
    apposed = before == "," and _before_comma(tokens, place - 1, begin) is not None
    apposed = apposed and not _names_only(tokens, place + 1, end)
    inverted = before in QUOTES or (before == "," and not apposed)
    if lower[place] in FOLLOW_ON or lower[place].endswith("ing"):
        inverted = False
    if inverted and place > begin + 2 and after not in {"that", ",", "."}:
        last = place + 1
        while (
            last < end
            and last - place < MOST_WORDS
            and lower[last] not in {",", ".", ";", ":", *QUOTES, "\n"}
        ):
            last += 1
        return (place + 1, last, place) if last > place + 1 else None
    stops = after in {".", ",", "\n", ";", "on", "in", "after", "late", "to", "at"} | DAYS | QUOTES
    stops = stops or lower[place] in FOLLOW_ON
    subject = speaker(tokens, place, begin) if stops else None
    if subject is None or subject[0] <= begin + 2:
        return None
    opener = lower[subject[0] - 1]
    return (*subject, subject[0]) if opener in {",", *QUOTES, "-", "—", "–"} else None


def _subject(tokens: Tokens, place: int, begin: int) -> tuple[int, int] | None:
    """The words before a verb of saying that name who says it."""
    lower, last = tokens.lower, place
    while last > begin and (lower[last - 1] in DAYS or lower[last - 1].endswith("ly")):
        last -= 1
    first = last
    while first > begin and place - first < MOST_WORDS and lower[first - 1] not in OPENERS:
        if lower[first - 1] in SAYS and lower[first - 1] not in NOUN_LIKE:
            break
        first -= 1
    apposed = first > begin + 1 and lower[first - 1] == "," and lower[last - 1] != ","
    if first == last and last > begin and lower[last - 1] == ",":
        return _before_comma(tokens, last - 1, begin)
    if apposed and lower[first] in _DETERMINERS - {"according", "to", "by", "from"}:
        name = _run(tokens, first - 1, begin)
        return (name, first - 1) if _is_name(tokens, name, first - 1, begin) else (first, last)
    if first < last and (lower[last - 1] in _BE or lower[last - 1] in _NO_END):
        return None
    return (first, last) if first < last else None


def _opening(tokens: Tokens, place: int, begin: int) -> tuple[int, int] | None:
    """Who acts in "Pakistan condemned the attack, saying": the words before the first verb."""
    for last in range(begin + 1, min(place, begin + 9)):
        word = tokens.lower[last]
        if word in _BE or word in {"has", "have", "had"} or word.endswith("ed") or word in SAYS:
            return begin, last
    return None


def _before_comma(tokens: Tokens, comma: int, begin: int) -> tuple[int, int] | None:
    """The name before "…, head of the council, said"."""
    middle = next((at for at in range(comma - 1, max(begin, comma - 15) - 1, -1)
                   if tokens.lower[at] == ","), None)  # fmt: skip
    if middle is None or middle <= begin or any(w in SAYS for w in tokens.lower[begin:middle]):
        return None
    first = middle
    while first > begin and tokens.lower[first - 1] not in OPENERS and middle - first < MOST_WORDS:
        first -= 1
    return (first, middle) if first < middle else None


def _names_only(tokens: Tokens, first: int, end: int) -> bool:
    """Whether nothing but a few words for somebody follows: "…, said police."."""
    last = end - (tokens.lower[end - 1] in {".", "\n"})
    words = tokens.lower[first:last]
    opens = bool(words) and words[0][0].isalnum() and words[0] not in _NO_SPEAKER
    return opens and len(words) < _TAIL and not any(w in VERBS or w in BE for w in words)


def _is_name(tokens: Tokens, first: int, last: int, begin: int) -> bool:
    """Whether words are a name that a clause begins with: not "Iraq" of "in Mosul, Iraq, a …"."""
    if first >= last or (first > begin and tokens.lower[first - 1] == ","):
        return False
    capitals = all(word[0].isupper() for word in tokens.words[first:last])
    return capitals and not (_NO_END | DAYS).intersection(tokens.lower[first:last])


def _run(tokens: Tokens, last: int, begin: int) -> int:
    """The first word of the words up to a place that belong together."""
    first = last
    while first > begin and tokens.lower[first - 1] not in OPENERS and last - first < MOST_WORDS:
        first -= 1
    return first


def _until(tokens: Tokens, place: int, end: int) -> int:
    """Where what is said ends: at a semicolon, or where another clause sets in."""
    for at in range(place + 1, end):
        if tokens.lower[at] == ";":
            return at
        clause = tokens.lower[at] in {"while", "whereas", "but"} and tokens.lower[at - 1] == ","
        if clause:
            return at
    return end
