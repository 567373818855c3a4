"""A toponym or demonym in a text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Mention", "Role"]


class Role(StrEnum):
    """What a mention does in its sentence."""

    LOCATION = "location"
    """Something is or happens there."""
    ACTOR = "actor"
    """A government, a team or people act, called by their place ("Tehran said")."""
    DEMONYM = "demonym"
    """A word for people or things from there ("Iranian missiles")."""
    PART_OF_NAME = "part_of_name"
    """Inside the name of something else ("Balochistan Liberation Army")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A toponym or demonym in a text.

    Parameters
    ----------
    start, end
        Characters of the text, end after the last.
    text
        The words, as written.
    role
        What it does in its sentence; None where nobody has looked.
    confidence
        Whether it is one at all, 0 to 1.

    Raises
    ------
    ValueError
        If the span is empty or backwards, or the confidence no share.
    """

    start: int
    end: int
    text: str
    role: Role | None = None
    confidence: float = 1.0

    def __post_init__(self) -> None:
        """Check span and confidence."""
        if not 0 <= self.start < self.end:
            msg = f"{self.text!r}: characters {self.start} to {self.end} are no span"
            raise ValueError(msg)
        if not 0.0 <= self.confidence <= 1.0:
            msg = f"{self.text!r}: confidence is {self.confidence}; wanted a share between 0 and 1"
            raise ValueError(msg)
