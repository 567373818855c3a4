"""In what manner an event may be told."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Manner", "Told"]


class Manner(StrEnum):
    """In what manner an event is told."""

    HAPPENED = "happened"
    """The report states it in its own voice."""
    CLAIMED = "claimed"
    """The report gives it as somebody's words."""
    DENIED = "denied"
    """Somebody says that it was not so, or that they did not do it."""
    ACCUSED = "accused"
    """Somebody lays it at another's door."""
    PLANNED = "planned"
    """Meant, ordered, tried or foiled; it did not come about, or not yet."""
    POSSIBLE = "possible"
    """Feared, threatened or thought possible."""
    HISTORICAL = "historical"
    """Told as background, older than some months."""
    REPEATED = "repeated"
    """Something that happens again and again, at no one time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """How an event is told, and by whom.

    Parameters
    ----------
    manner
        In what manner.
    claimant
        Who says, denies or accuses: first word and the one after the last; None for the report.
    accused
        At whose door it is laid, likewise.
    """

    manner: Manner
    claimant: tuple[int, int] | None = None
    accused: tuple[int, int] | None = None
