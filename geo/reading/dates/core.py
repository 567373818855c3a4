"""A date while it is read: its words, what they come to so far, what they count from."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from geo.reading.dates.found import DateKind, DateUse
from geo.reading.dates.periods import Period
from geo.reading.dates.tense import Tense, tense_of
from geo.reading.dates.words import DateWords

__all__ = ["AMOUNT", "Context", "Core", "Rule", "Shift"]

AMOUNT: Final = r"(?P<amount>A?[qdn]v?A?|A)?"
"""A pattern over the letters for how many: "two", "a few", "a couple of"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A step from an anchor.

    Parameters
    ----------
    least
        The fewest units; negative before the anchor.
    most
        The most units, with the same sign.
    unit
        The unit, as `periods.step` knows it.
    ahead
        Whether the anchor follows the words ("a day after X") or was told before ("a day later").
    """

    least: int
    most: int
    unit: str
    ahead: bool


@dataclass(slots=True, kw_only=True)
class Core:
    """A date that is being read.

    Parameters
    ----------
    first
        First word.
    after
        The word after its last.
    kind
        What it is relative to.
    period
        The days that it comes to, so far as is known.
    shift
        Its step from an event.
    use
        What it is said of.
    time
        Words for the time of day.
    future
        Whether the sentence speaks of the future.
    doubt
        Whether the words leave open which date they mean.
    """

    first: int
    after: int
    kind: DateKind
    period: Period | None = None
    shift: Shift | None = None
    use: DateUse = DateUse.ON
    time: str | None = None
    future: bool = False
    doubt: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What reading a date has to know.

    Parameters
    ----------
    words
        The words of the text.
    published
        The publication date, where known.
    day_first
        Whether `3/4/2024` is 3 April, where the rest of the text shows it.
    """

    words: DateWords
    published: date | None
    day_first: bool | None = None

    def tense(self, match: re.Match[str]) -> Tense:
        """Read the tense around a match.

        Parameters
        ----------
        match
            A match over the letters.

        Returns
        -------
        Tense
            That of its clause.
        """
        return tense_of(self.words, match.start(), match.end())

    def core(
        self, match: re.Match[str], kind: DateKind, period: Period | None, *, doubt: bool = False
    ) -> Core:
        """Begin a date with what was matched.

        Parameters
        ----------
        match
            A match over the letters.
        kind
            What the date is relative to.
        period
            The days that it comes to.
        doubt
            Whether the words leave open which date they mean.

        Returns
        -------
        Core
            The date, with the tense of its clause.
        """
        future = kind is not DateKind.EVENT and self.tense(match) is Tense.FUTURE
        return Core(
            first=match.start(),
            after=match.end(),
            kind=kind,
            period=period,
            future=future,
            doubt=doubt,
        )


Rule = tuple[re.Pattern[str], Callable[[Context, re.Match[str]], Core | None]]
"""A pattern over the letters with what reads its matches."""
