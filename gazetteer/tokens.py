"""Words of a text with their places in it, and the runs of capitalised words among them.

Everything that may be a name in running English lies in a run: words with a capital, and the
small words and hyphens that stand between two of them ("Isle of Man", "Port-au-Prince"). One pass
over the text, linear in its length.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["MAX_RUN", "Tokens"]

MAX_RUN = 32
"""Words of a run. What is longer, such as a text in capitals, falls into several."""

_ABBREVIATIONS = (
    "Mr|Mrs|Ms|Dr|St|Ste|Mt|Ft|Gov|Sen|Rep|Gen|Sgt|Lt|Col|Capt|Maj|Rev|Prof|Pres|Hon|Supt|Det|Cpl"
)
_MARKS = "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0dff"
_TOKEN = re.compile(
    rf"(?:[^\W\d_]\.){{2,9}}|(?:{_ABBREVIATIONS})\.(?=\s)"
    rf"|[^\W_][\w{_MARKS}]*(?:['’](?!s\b|S\b)[^\W\d_][\w{_MARKS}]*)*"
    r"|['’][sS]\b|\n\s*|[^\w\s]|_+"
)
_JOINING = frozenset(
    [
        "of",
        "de",
        "la",
        "le",
        "les",
        "del",
        "della",
        "da",
        "do",
        "dos",
        "das",
        "di",
        "du",
        "des",
        "von",
        "van",
        "der",
        "den",
        "al",
        "el",
        "ad",
        "an",
        "ar",
        "as",
        "ash",
        "at",
        "bin",
        "ibn",
        "ul",
        "e",
        "y",
        "au",
        "aux",
        "sur",
        "and",
        "the",
        "on",
        "upon",
        "o",
        "va",
        "wa",
        "i",
        "en",
    ]
)
_GLUE = frozenset("-–'’/&")
_ENDS = frozenset(".!?…")
_OPENING = frozenset("\"“”'‘’([*•–—-:;")
_MAX_JOINING = 3
_SHORT = 20_000
_FEW = 16


@dataclass(frozen=True, slots=False, kw_only=True)
class Tokens:
    """A text cut into words and marks.

    Parameters
    ----------
    text
        The text.
    words
        Words and marks as written; a line break is one newline.
    starts
        First character of each.
    ends
        Character after the last of each.
    lower
        The words in lower case.
    """

    text: str
    words: list[str] = field(repr=False)
    starts: list[int] = field(repr=False)
    ends: list[int] = field(repr=False)
    lower: list[str] = field(repr=False)

    @classmethod
    def of(cls, text: str) -> Tokens:
        """Cut a text.

        Parameters
        ----------
        text
            Any text.

        Returns
        -------
        Tokens
            Its words and marks. Characters between them are white space or stand for nothing.
        """
        return _kept(text) if len(text) <= _SHORT else _cut(text)

    def __len__(self) -> int:
        """Count words and marks."""
        return len(self.words)

    def at(self, place: int) -> str:
        """Look up a word in lower case.

        Parameters
        ----------
        place
            Its place among the words; any number.

        Returns
        -------
        str
            The word; empty before the first and after the last.
        """
        return self.lower[place] if 0 <= place < len(self.lower) else ""

    def begins_sentence(self, place: int) -> bool:
        """Whether a word is the first of its sentence.

        Parameters
        ----------
        place
            Its place among the words.

        Returns
        -------
        bool
            True at the start of the text, after a line break and after a full stop.
        """
        before = place - 1
        while before >= 0 and self.words[before] in _OPENING and place - before < _MAX_JOINING:
            before -= 1
        return before < 0 or self.words[before] == "\n" or self.words[before] in _ENDS

    @cached_property
    def lower_cased(self) -> frozenset[str]:
        """Words that the text also writes without a capital."""
        return frozenset(w for w in self.words if w[0].islower())

    def runs(self) -> Iterator[tuple[int, int]]:
        """Find the runs of capitalised words.

        Yields
        ------
        tuple
            First word and the one after the last. A run begins and ends with a capital and has
            at most `MAX_RUN` words.
        """
        words, count, place = self.words, len(self.words), 0
        while place < count:
            if not words[place][0].isupper():
                place += 1
                continue
            end = after = place + 1
            while after < count and after - place < MAX_RUN:
                if words[after][0].isupper():
                    end = after = after + 1
                elif after - end < _MAX_JOINING and self._joins(after):
                    after += 1
                else:
                    break
            yield place, end
            place = end

    def _joins(self, place: int) -> bool:
        """Whether a word may stand inside a name."""
        word = self.words[place]
        if word in _GLUE:
            glued_before = self.starts[place] == self.ends[place - 1]
            return glued_before or word == "&"
        return word in _JOINING


def _cut(text: str) -> Tokens:
    """A text cut into words and marks."""
    words, starts, ends = [], [], []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        word = match[0]
        words.append("\n" if word[0] == "\n" else word)
        starts.append(start)
        ends.append(end)
    lower = [word.lower() for word in words]
    return Tokens(text=text, words=words, starts=starts, ends=ends, lower=lower)


_kept = lru_cache(maxsize=_FEW)(_cut)
"""The same for a text that several parts of a reader cut one after the other."""
