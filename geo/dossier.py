"""Incidents with all that is recorded of them: the unit that is stored, seeded and drawn."""

from __future__ import annotations

from dataclasses import dataclass

from geo.errors import ModelError
from geo.incident import Actor, Assessment, Claim, Incident, Link, Withdrawal
from geo.source import Source, SourceRow

__all__ = ["Collection", "Dossier"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """One incident with its claims, links and assessments.

    Parameters
    ----------
    incident
        The incident.
    claims
        Every claim about it, in the order recorded.
    links
        Links from it to others.
    assessments
        What people judge of it.
    withdrawals
        What of it was taken back.
    rows
        Rows of data sets that it was imported from.

    Raises
    ------
    ModelError
        If something in it belongs to another incident, or two claims share an id.
    """

    incident: Incident
    claims: tuple[Claim, ...] = ()
    links: tuple[Link, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    withdrawals: tuple[Withdrawal, ...] = ()
    rows: tuple[SourceRow, ...] = ()

    def __post_init__(self) -> None:
        """Check that everything belongs to the incident."""
        own = self.incident.id
        strangers = (
            [c.id for c in self.claims if c.incident != own]
            + [f"link to {link.to_id}" for link in self.links if link.from_id != own]
            + [f"assessment by {a.by}" for a in self.assessments if a.incident != own]
            + [f"row {row.key}" for row in self.rows if row.incident != own]
        )
        if strangers:
            msg = f"{strangers[0]} does not belong to the incident {own}"
            raise ModelError(msg)
        ids = [claim.id for claim in self.claims]
        if len(set(ids)) < len(ids):
            twice = next(i for i in ids if ids.count(i) > 1)
            msg = f"two claims of {own} share the id {twice}"
            raise ModelError(msg)

    @property
    def standing(self) -> tuple[Claim, ...]:
        """The claims that are neither superseded nor withdrawn."""
        withdrawn = {w.subject for w in self.withdrawals}
        live = [claim for claim in self.claims if claim.id not in withdrawn]
        superseded = {claim.supersedes for claim in live}
        return tuple(claim for claim in live if claim.id not in superseded)


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """Incidents together with the sources and actors that they name.

    Parameters
    ----------
    dossiers
        The incidents.
    sources
        The sources that their claims cite.
    actors
        The actors that are known.
    """

    dossiers: tuple[Dossier, ...] = ()
    sources: tuple[Source, ...] = ()
    actors: tuple[Actor, ...] = ()

    @property
    def sources_by_id(self) -> dict[str, Source]:
        """The sources, by id."""
        return {source.id: source for source in self.sources}
