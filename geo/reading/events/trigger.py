"""A word that tells an event."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo.kinds import Kind  # noqa: TC004 (an annotation, not looked at)

__all__ = ["Trigger"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """A word that tells an event.

    Parameters
    ----------
    first, after
        Its first word among the words of the text, and the one after the last.
    kind
        What happened.
    verb
        Whether it is a verb, which has a subject and an object.
    """

    first: int
    after: int
    kind: Kind
    verb: bool = False
