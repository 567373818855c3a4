"""How many people, as a report gives it: a range, open or closed, exact or about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from geo.errors import CountError

__all__ = ["Count", "Counted"]

_MOST = 10_000_000_000
_FORM = re.compile(r"(~?)\s*(\d{1,11})\s*(?:([-–])\s*(\d{1,11})|(\+))?")


class Counted(StrEnum):
    """Whom a number counts."""

    PEOPLE = "people"
    """Everybody, or nobody said whom."""
    CHILDREN = "children"
    """Minors, as far as the claim says."""
    WOMEN = "women"
    """Women."""
    CIVILIANS = "civilians"
    """People who take no part in the fighting, as far as the claim says."""
    COMBATANTS = "combatants"
    """Members of an armed force or group, police included."""


_ONE = {
    Counted.PEOPLE: "person",
    Counted.CHILDREN: "child",
    Counted.WOMEN: "woman",
    Counted.CIVILIANS: "civilian",
    Counted.COMBATANTS: "combatant",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A number of people as claimed.

    Parameters
    ----------
    low
        The least that the claim allows.
    high
        The most that it allows; None where it leaves the number open ("at least 12").
    approximate
        Whether the claim says "about", "nearly" and the like.
    of
        Whom the number counts.
    text
        The number as written in the report, such as "at least twelve".
    best
        The claimant's own best estimate, where one is given beside the range. Data sets have rows
        whose best estimate lies outside their range; it is kept as it was given.

    Raises
    ------
    CountError
        For a negative number, or a low end above the high end.
    """

    low: int
    high: int | None = None
    approximate: bool = False
    of: Counted = Counted.PEOPLE
    text: str | None = None
    best: int | None = None

    def __post_init__(self) -> None:
        """Check the range."""
        shown = f"{self.low}-{self.high}"
        if not all(0 <= n <= _MOST for n in (self.low, self.high or 0, self.best or 0)):
            raise CountError(shown, "a count runs from 0 to ten thousand million")
        if self.high is not None and self.high < self.low:
            raise CountError(shown, "its low end is above its high end")

    @classmethod
    def parse(cls, text: str, *, of: Counted = Counted.PEOPLE) -> Count:
        """Read a count as typed: `9`, `9-12`, `12+` or `~100`.

        Parameters
        ----------
        text
            The count.
        of
            Whom it counts.

        Returns
        -------
        Count
            With `text` as typed.

        Raises
        ------
        CountError
            If it is none of the forms, or contradicts itself.
        """
        form = _FORM.fullmatch(text.strip())
        if not form:
            raise CountError(text[:40], "it is in none of the known forms")
        about, first, dash, second, plus = form.groups()
        low = int(first)
        high = int(second) if dash else None if plus else low
        if high is not None and high < low:
            raise CountError(text, "its low end is above its high end")
        return cls(low=low, high=high, approximate=bool(about), of=of, text=text.strip())

    def __str__(self) -> str:
        """Short form, the same that `parse` reads."""
        about = "~" if self.approximate else ""
        if self.high is None:
            return f"{about}{self.low}+"
        return f"{about}{self.low}" if self.high == self.low else f"{about}{self.low}-{self.high}"

    @property
    def shown(self) -> str:
        """Short form with whom it counts, unless that is people at large: "1 child"."""
        best = "" if self.best in (None, self.low, self.high) else f" (best {self.best})"
        if self.of is Counted.PEOPLE:
            return f"{self}{best}"
        return f"{self} {_ONE[self.of] if self.low == self.high == 1 else self.of.value}{best}"

    def agrees_with(self, other: Count) -> bool:
        """Whether some number fits both counts.

        Parameters
        ----------
        other
            A count of the same people.

        Returns
        -------
        bool
            True where the ranges meet. A number "about" N is given a tenth on either side.
        """
        return self._least() <= other._most() and other._least() <= self._most()

    def _least(self) -> float:
        least = self.low if self.best is None else min(self.low, self.best)
        return least * 0.9 if self.approximate else least

    def _most(self) -> float:
        if self.high is None:
            return float("inf")
        most = self.high if self.best is None else max(self.high, self.best)
        return most * 1.1 if self.approximate else most
