"""What any store can do; the command line and the maps know no more of it than this."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from geo.incident import Status
from geo.kinds import Kind
from geo.when import When

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from geo.dossier import Collection, Dossier
    from geo.incident import Assessment, Claim, Incident, Link, Withdrawal
    from geo.source import KeptText, Source
    from geo.store.columns import StoreColumns

__all__ = ["Query", "Store"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """Which incidents are wanted; everything that is left empty admits all.

    Parameters
    ----------
    kinds
        Kinds wanted.
    countries
        ISO 3166-1 alpha-2 codes: where it lies, came from or was aimed at.
    statuses
        Statuses wanted.
    period
        Dates that must overlap the incident's; undated incidents fit no period.
    bounds
        West, south, east, north in degrees; unlocated incidents fit no bounds.
    limit
        How many at most, the latest first.
    """

    kinds: tuple[Kind, ...] = ()
    countries: tuple[str, ...] = ()
    statuses: tuple[Status, ...] = (Status.ACTIVE, Status.DRAFT)
    period: When | None = None
    bounds: tuple[float, float, float, float] | None = None
    limit: int | None = None


class Store(Protocol):
    """Incidents with their claims, sources, actors and links.

    Every method that writes is one transaction: it happens whole or not at all.
    """

    def read(self, query: Query = ...) -> Collection:
        """Incidents that fit a query, in the order of their dates, with all they refer to."""
        ...

    def count(self, query: Query = ...) -> int:
        """How many incidents fit a query."""
        ...

    def columns(
        self,
        query: Query = ...,
        *,
        claimed: bool = True,
        on_progress: Callable[[int, int, str], None] | None = None,
    ) -> StoreColumns:
        """The same incidents as `read`, as columns, under the default rule."""
        ...

    def dossier(self, incident: str) -> Dossier:
        """One incident with everything recorded of it."""
        ...

    def sources(self) -> dict[str, Source]:
        """Every source, by id."""
        ...

    def text(self, sha256: str) -> str | None:
        """The text of that hash, where it was kept."""
        ...

    def texts_of_sources(self) -> dict[str, str]:
        """Ids of the sources whose text was kept, to the hash of the text."""
        ...

    def add(self, collection: Collection, texts: Sequence[KeptText] = ()) -> None:
        """Add incidents with their claims, links, sources and actors, and the texts they cite."""
        ...

    def keep_text(self, sha256: str, text: str, source: str | None, name: str) -> None:
        """Keep the text of a report; one that is kept already is left as it is."""
        ...

    def add_claims(self, claims: Sequence[Claim], sources: Sequence[Source] = ()) -> None:
        """Add claims, and the sources they cite, to incidents that are there."""
        ...

    def add_link(self, link: Link) -> None:
        """Link two incidents."""
        ...

    def add_assessment(self, assessment: Assessment) -> None:
        """Record a judgement."""
        ...

    def withdraw(self, withdrawal: Withdrawal) -> None:
        """Take back a claim or an incident."""
        ...

    def revise(self, incident: Incident, claims: Sequence[Claim] = ()) -> None:
        """Put a draft right: its own fields, and claims that supersede those read wrongly."""
        ...

    def activate(self, incident: str, by: str, at: datetime) -> None:
        """Accept a draft."""
        ...

    def reject(self, withdrawal: Withdrawal) -> None:
        """Take back a draft."""
        ...

    def merge(self, keep: str, other: str, *, why: str, by: str, at: datetime) -> None:
        """Make two incidents one: the claims of `other` join `keep`; both records stay."""
        ...

    def close(self) -> None:
        """Let go of the store."""
        ...
