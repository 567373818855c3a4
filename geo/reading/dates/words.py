"""The words of a text as one letter each: what a word can be in a date.

A pattern over these letters is short, and since a word is one letter, its quantifiers count words.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Final

from gazetteer.tokens import Tokens
from geo.reading.dates.lexicon import AMOUNTS, LETTERS, VAGUE

__all__ = ["CLOCK", "DateWords"]

_CAPITAL: Final = frozenset("mw")
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th)")
_FORMS: Final = (
    ("o", _ORDINAL),
    ("D", re.compile(r"1\d\d0s|20\d0s")),
    ("C", re.compile(r"\d{1,2}(?:am|pm)")),
    ("I", re.compile(r"\d\dt\d\d(?:\d\d)?z?")),
)
_YEARS: Final = range(1000, 2200)
_DAYS: Final = range(1, 32)
_MOST_DIGITS: Final = 6
_BEGINNING: Final = 2_000
CLOCK: Final = r"(?:(?:[dn][:.][dn](?::[dn])?c|[dn]:[dn](?::[dn])?|dc|C)Z{0,3}|[Yn]Z{1,2})"
"""A pattern over the letters for a time such as "3:30 p.m. local time" or "1300 GMT"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateWords:
    """A text by its words, each with a letter for what it can be in a date.

    Parameters
    ----------
    text
        The text.
    lower
        Words and marks in lower case, without single line breaks.
    starts
        First character of each.
    ends
        Character after the last of each.
    letters
        One letter for each: `W` a weekday, `M` a month, `d` a number from 1 to 31, and so on;
        `z` for any other word, `¶` for an empty line.
    capitals
        Whether the text is written in capitals, as by old wire services.
    quotes
        Characters at which quotations begin and end, in turn.
    """

    text: str
    lower: list[str] = field(repr=False)
    starts: list[int] = field(repr=False)
    ends: list[int] = field(repr=False)
    letters: str
    capitals: bool
    quotes: list[int] = field(repr=False)

    @classmethod
    def of(cls, text: str) -> DateWords:
        """Cut a text.

        Parameters
        ----------
        text
            Any text.

        Returns
        -------
        DateWords
            Its words and their letters.
        """
        tokens = Tokens.of(text)
        kept = [
            place
            for place, word in enumerate(tokens.words)
            if word != "\n" or text.count("\n", tokens.starts[place], tokens.ends[place]) > 1
        ]
        lower = [tokens.lower[place] for place in kept]
        words = [tokens.words[place] for place in kept]
        return cls(
            text=text,
            lower=lower,
            starts=[tokens.starts[place] for place in kept],
            ends=[tokens.ends[place] for place in kept],
            letters="".join(map(_letter, lower, words)),
            capitals=text[:_BEGINNING].isupper(),
            quotes=_quotes(text),
        )

    def number(self, place: int) -> int:
        """Read a number or an ordinal.

        Parameters
        ----------
        place
            A word with one of the letters `d`, `o`, `n` and `Y`.

        Returns
        -------
        int
            Its value; digits of any script.
        """
        ordinal = _ORDINAL.fullmatch(self.lower[place])
        return int(ordinal[1] if ordinal else self.lower[place])

    def amount(self, first: int, after: int) -> tuple[int, int]:
        """Read how many.

        Parameters
        ----------
        first
            First of the words before a unit.
        after
            The one after the last.

        Returns
        -------
        tuple of int
            The least and the most: `(3, 9)` for "several", `(2, 9)` for no number at all.
        """
        found = VAGUE
        for place in range(first, after):
            if self.letters[place] in "dnY":
                found = (self.number(place), self.number(place))
            elif self.lower[place] in AMOUNTS:
                found = AMOUNTS[self.lower[place]]
        return found

    def glued(self, first: int, after: int) -> bool:
        """Whether words stand together without a space, apart from what is around them.

        Parameters
        ----------
        first
            The first of them.
        after
            The one after the last.

        Returns
        -------
        bool
            False also where a sign such as a slash ties them to something else, as in a link.
        """
        pairs = zip(self.ends[first : after - 1], self.starts[first + 1 : after], strict=True)
        begin, end = self.starts[first], self.ends[after - 1]
        before, behind = self.text[max(0, begin - 1) : begin], self.text[end : end + 2]
        return (
            all(one == two for one, two in pairs)
            and not (before and (before in "/-_.:=%&?#" or before.isalnum()))
            and not (behind[:1] and behind[0] in "/-_=%#")
            and not (behind[:1] == "." and behind[1:].isalnum())
        )

    def quoted(self, place: int) -> bool:
        """Whether a word stands between quotation marks.

        Parameters
        ----------
        place
            Its place among the words.

        Returns
        -------
        bool
            True between an opening and a closing mark of one paragraph.
        """
        return bisect_right(self.quotes, self.starts[place]) % 2 == 1


def _letter(lower: str, word: str) -> str:
    """The letter of a word."""
    letter = LETTERS.get(lower)
    if letter is not None:
        return "z" if letter in _CAPITAL and word[0].islower() else letter
    first = word[0]
    if first == "\n":
        return "¶"
    return _numeral(lower) if first.isdecimal() else "z"


def _numeral(word: str) -> str:
    """The letter of what begins with a digit."""
    if not word.isdecimal():
        return next((letter for letter, form in _FORMS if form.fullmatch(word)), "z")
    if len(word) > _MOST_DIGITS:
        return "z"
    if len(word) <= len("31"):
        return "d" if int(word) in _DAYS else "n"
    return "Y" if len(word) == len("2024") and int(word) in _YEARS else "n"


def _quotes(text: str) -> list[int]:
    """Where quotations begin and end; one that is never closed ends with its paragraph."""
    found: list[int] = []
    for match in re.finditer(r'["“”]|\n\s*\n', text):
        inside = len(found) % 2 == 1
        mark = match[0]
        closes = mark in {'"', "”"} or mark[0] == "\n"
        opens = mark in {'"', "“"}
        if closes if inside else opens:
            found.append(match.start())
    return found
