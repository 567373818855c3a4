"""A sentence seen from one of its events."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazetteer.tokens import Tokens
from geo.reading.events.trigger import Trigger

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["View"]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A sentence seen from one of its events.

    Parameters
    ----------
    tokens
        The words of the text.
    trigger
        The event's word.
    first, after
        The sentence: its first word and the one after the last.
    others
        First words of the sentence's events.
    """

    tokens: Tokens
    trigger: Trigger
    first: int
    after: int
    others: tuple[int, ...] = ()

    @property
    def at(self) -> int:
        """The event's first word."""
        return self.trigger.first

    def back(self, most: int) -> Sequence[str]:
        """Words before the event.

        Parameters
        ----------
        most
            How many at most.

        Returns
        -------
        list
            In lower case, in order.
        """
        return self.tokens.lower[max(self.first, self.at - most) : self.at]

    def ahead(self, most: int) -> Sequence[str]:
        """Words behind the event.

        Parameters
        ----------
        most
            How many at most.

        Returns
        -------
        list
            In lower case, in order.
        """
        end = min(self.after, self.trigger.after + most)
        return self.tokens.lower[self.trigger.after : end]

    def places_before(self, most: int) -> range:
        """Places of the words before the event, the nearest first.

        Parameters
        ----------
        most
            How many at most.

        Returns
        -------
        range
            Places among the words of the text.
        """
        return range(self.at - 1, max(self.first, self.at - most) - 1, -1)
