"""What comes in: incidents read from another tool's file, each with its place in that file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from geo.dossier import Dossier
from geo.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from geo.where import Where

__all__ = ["Incoming", "Reader", "Reading", "Resolve"]


class Resolve(Protocol):
    """Finds where a named place is, for rows without coordinates."""

    def __call__(
        self, name: str, *, country: str | None = None, admin1: str | None = None
    ) -> Where:
        """The location; without a point where nobody knows the place, or it could be several."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """What was made of one row, feature or event.

    Parameters
    ----------
    at
        The place in the file, for a person: "row 12", "feature 3", "events[7]".
    dossier
        The incident; None where it is refused.
    sources
        The sources that its claims cite.
    refused
        Why nothing could be made of it, and what to do.
    """

    at: str
    dossier: Dossier | None = None
    sources: tuple[Source, ...] = ()
    refused: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How a file is to be read.

    Parameters
    ----------
    recorded_at
        When it is recorded, in UTC.
    resolve
        Finds named places.
    columns
        Columns of the file by the field that they stand for, for a table that is in no known form.
    publisher
        Who published the file, where it does not say so itself.
    on_progress
        Told what is done, of how much (0 where nobody knows), and what it is.
    """

    recorded_at: datetime
    resolve: Resolve
    columns: Mapping[str, str] = field(default_factory=dict)
    publisher: str | None = None
    on_progress: Callable[[int, int, str], None] | None = None


class Reader(Protocol):
    """Reads one format; raises `ImportFileError` for a file that cannot be read at all."""

    def __call__(self, path: Path, reading: Reading) -> Iterator[Incoming]:
        """Incidents and refusals in the order of the file, a few in memory at a time."""
        ...
