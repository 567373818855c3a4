"""What speaks for a name being the place where an event happened.

The spans that may be the place are names: runs of capitalised words and parts of them. For each,
names of features say where it stands to the event's word, which preposition leads to it, what kind
of thing it is called, and what lies between. Each looks at a bounded stretch of the sentence.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING, Final

from gazetteer.sources.curated import read_table
from geo.reading.events.place_words import (
    ARTICLES,
    AT,
    AUX,
    BOUND,
    GLUE,
    JOINS,
    KINDS,
    NEVER,
    NO_NAMES,
    POINTED,
    PREPOSITIONS,
    SAYING,
    VERBISH,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazetteer.tokens import Tokens

__all__ = ["NOWHERE", "Scene", "candidates", "peoples"]

NOWHERE: Final = (-1, -1)
"""Stands among the spans for "the sentence does not say"."""

_REACH: Final = 9
_MAX_WORDS: Final = 7
_MAX_SMALL: Final = 2
_SHORT: Final = 2
_MAX_SPANS: Final = 60


@cache
def peoples() -> frozenset[str]:
    """Words for people and things from a country or a region.

    Returns
    -------
    frozenset
        In lower case.
    """
    cells = [row["words"] for row in read_table("demonyms.tsv")]
    cells += [row["demonyms"] for row in read_table("countries.tsv")]
    return frozenset(word.lower() for cell in cells for word in cell.split("|"))


@cache
def _known() -> dict[str, str]:
    """Countries and demonyms in lower case."""
    states = {row["name"].lower(): "state" for row in read_table("countries.tsv")}
    return dict.fromkeys(peoples(), "people") | states


def _is_name(tokens: Tokens, at: int) -> bool:
    """Whether a word may be part of a name."""
    word = tokens.words[at]
    return word[0].isupper() and tokens.lower[at] not in NO_NAMES


def _runs(tokens: Tokens, first: int, after: int) -> Iterator[tuple[int, int]]:
    """Runs of words of names, with the small words between them."""
    at = first
    while at < after:
        if not _is_name(tokens, at):
            at += 1
            continue
        end = here = at + 1
        while here < after and here - end <= _MAX_SMALL:
            if _is_name(tokens, here):
                end = here = here + 1
            elif tokens.lower[here] in JOINS or (
                tokens.words[here] in GLUE and tokens.starts[here] == tokens.ends[here - 1]
            ):
                here += 1
            else:
                break
        begin = at
        if at - 2 >= first and tokens.words[at - 1] == "-" and tokens.lower[at - 2] in ARTICLES:
            begin = at - 2
        yield begin, end
        at = end


def candidates(tokens: Tokens, first: int, after: int) -> list[tuple[int, int]]:
    """Find the names that may be a place in a stretch of text.

    Parameters
    ----------
    tokens
        The words of the text.
    first, after
        The stretch: its first word and the one after the last.

    Returns
    -------
    list
        Spans of words, in order: every run of capitalised words and every part of one.
    """
    found: list[tuple[int, int]] = []
    for begin, end in _runs(tokens, first, after):
        starts = [
            at
            for at in range(begin, end)
            if (_is_name(tokens, at) and (at == begin or tokens.words[at - 1] != "-"))
            or at == begin
            or (tokens.lower[at] in ARTICLES and tokens.lower[at + 1 : at + 2] == ["-"])
        ]
        ends = [
            at + 1
            for at in range(begin, end)
            if _is_name(tokens, at) and (at + 1 == end or tokens.words[at + 1] != "-")
        ]
        found += [(s, e) for s in starts for e in ends if s < e <= s + _MAX_WORDS]
    return found[:_MAX_SPANS]


class Scene:
    """A sentence about an event's word.

    Parameters
    ----------
    tokens
        The words of the text.
    first, after
        The sentence: its first word and the one after the last.
    event
        The event's word: its first word and the one after the last.
    """

    def __init__(self, tokens: Tokens, first: int, after: int, event: tuple[int, int]) -> None:
        self._tokens = tokens
        self._first, self._after = first, after
        self._event = event
        word = tokens.at(event[0])
        self._word = word
        self._stem = _stem(word)
        self._passive = any(tokens.at(event[0] - n) in AUX for n in (1, 2))
        self._runs = list(_runs(tokens, first, after))

    def features(self, spans: Sequence[tuple[int, int]]) -> list[list[str]]:
        """Name what speaks for each span.

        Parameters
        ----------
        spans
            Spans of words; `NOWHERE` may be among them.

        Returns
        -------
        list
            Names of features, one list a span.
        """
        led = {begin: self._lead(begin) for begin, _ in spans if begin >= 0}
        placed = [begin for begin in sorted(led) if led[begin][0] in AT]
        return [
            self._nowhere(placed) if span == NOWHERE else self._span(span, led, placed)
            for span in spans
        ]

    def _nowhere(self, placed: list[int]) -> list[str]:
        """What speaks for no place."""
        return [
            "no", f"no-event={self._word}", f"no-stem={self._stem}",
            f"no-placed={min(len(placed), 3)}", f"no-names={min(len(self._runs), 4)}",
            f"no-event-placed={self._stem}|{min(len(placed), 1)}",
        ]  # fmt: skip

    def _lead(self, begin: int) -> tuple[str, str, str, int]:
        """The preposition that leads to a name, the noun it is of, and what stood in the way."""
        tokens, noun, way = self._tokens, "", ""
        for at in range(begin - 1, max(self._first, begin - _REACH) - 1, -1):
            word = tokens.lower[at]
            if word == "of":
                noun = tokens.at(at - 1)
            elif word in PREPOSITIONS:
                return word, noun, way, at
            elif word in KINDS and not noun:
                noun = word
            elif word == ",":
                way += ","
                if len(way) > 1:
                    return "", noun, way, at
            elif word in VERBISH or word in NEVER or word in ";:.":
                return f"^{word}", noun, way, at
            elif at < self._event[1] and at >= self._event[0]:
                return "^event", noun, way, at
        return "", noun, way, begin - _REACH

    def _between(self, begin: int, end: int) -> list[str]:
        """What stands between the event's word and a name."""
        low, high = (self._event[1], begin) if begin >= self._event[1] else (end, self._event[0])
        side = "a" if begin >= self._event[1] else "b"
        words = self._tokens.lower[low:high]
        gap = max(0, high - low)
        commas = sum(word in {",", ";", "-", "–"} for word in words)
        bound = [word for word in words if word in BOUND]
        runs = sum(low <= run < high for run, _ in self._runs)
        found = [
            f"side={side}", f"gap={side}{min(_bucket(gap), 7)}", f"commas={side}{min(commas, 3)}",
            f"runs={side}{min(runs, 4)}", f"bound={side}{min(len(bound), 3)}",
            f"ed={side}{min(sum(_verbal(word) for word in words), 3)}",
        ]  # fmt: skip
        found += [f"over={side}{word}" for word in dict.fromkeys(bound)]
        if any(word in SAYING for word in words):
            found.append(f"saying={side}")
        return found

    def _span(
        self,
        span: tuple[int, int],
        led: dict[int, tuple[str, str, str, int]],
        placed: list[int],
    ) -> list[str]:
        """What speaks for a name."""
        tokens, (begin, end) = self._tokens, span
        prep, noun, way, at = led[begin]
        side = "a" if begin >= self._event[1] else "b"
        name = " ".join(tokens.lower[begin:end])
        known = _known().get(name, "")
        later = [other for other in placed if other >= self._event[1]]
        l1, l2, r1, r2 = (
            self._in(begin - 1), self._in(begin - 2), self._in(end), self._in(end + 1),
        )  # fmt: skip
        found = [
            "name", f"l1={l1}", f"l2={l2}", f"l3={self._in(begin - 3)}", f"r1={r1}", f"r2={r2}",
            f"l12={l2} {l1}", f"prep={prep}", f"prep-side={prep}|{side}", f"way={prep}|{way}",
            f"in={noun}", f"prep-noun={prep}|{noun}", f"gov={self._in(at - 1)}",
            f"gov-prep={self._in(at - 1)}|{prep}", f"stem-prep={self._stem}|{prep}|{side}",
            f"stem-side={self._stem}|{side}", f"passive={self._passive}|{prep}|{side}",
            f"known={known}", f"known-prep={known}|{prep}", f"known-r1={known}|{r1}",
            f"last={tokens.lower[end - 1]}", f"first={tokens.lower[begin]}",
            f"long={min(end - begin, 5)}",
            f"cut-l={self._capital(begin - 1)}", f"cut-r={self._capital(end)}",
            f"cut-r-last={self._capital(end)}|{tokens.lower[end - 1]}",
            f"cut-r={r1}|{self._capital(end)}",
            f"start={begin - self._first <= 1}|{prep}",
        ]  # fmt: skip
        found += self._between(begin, end)
        if begin in placed:
            found.append(f"nth={side}{min(placed.index(begin), 3)}")
            if later and later[0] == begin:
                found.append(f"next|{prep}")
        if l1 == "," and self._capital(begin - 2):
            found += ["after-name", f"after-name|{known}"]
        if r1 == "," and self._capital(end + 1):
            found += ["before-name", f"before-name|{known}"]
        if r1 in {"'s", "’s", "'", "’"}:
            found += [f"owns={r2}", "owns"]
        if "(" in l1:
            found.append("in-brackets")
        if tokens.words[begin:end] and all(word.isupper() for word in tokens.words[begin:end]):
            found.append("capitals")
        found += [f"kind={word}" for word in (l1, r1) if word in KINDS]
        found += ["pointed"] * (l1 in POINTED)
        return found

    def _in(self, at: int) -> str:
        """A word of the sentence; a mark for its ends."""
        if not self._first <= at < self._after:
            return "^"
        word = self._tokens.lower[at]
        return "0" if word[0].isdigit() else word

    def _capital(self, at: int) -> bool:
        """Whether a word of the sentence looks like a name."""
        return self._first <= at < self._after and _is_name(self._tokens, at)


_STEPS: Final = (0, 1, 2, 4, 7, 12, 20)


def _bucket(gap: int) -> int:
    """A distance in steps."""
    return bisect_right(_STEPS, gap)


def _verbal(word: str) -> bool:
    """Whether a word looks like a verb."""
    return len(word) > _SHORT + 2 and word.endswith(("ed", "ing"))


def _stem(word: str) -> str:
    """A word without its ending."""
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) > _SHORT:
            return word[: -len(ending)].rstrip("e")
    return word.rstrip("e")
