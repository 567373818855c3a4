"""Pairs of incidents that a person should look at, found without comparing all with all.

Incidents are laid out by when and where (`geo.merge.shelves`), and only those that stand near each
other are compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geo.incident import Status
from geo.merge.likeness import Likeness, likeness_of
from geo.merge.shelves import Shelves, loose
from geo.merge.traits import Traits, traits_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from geo.dossier import Dossier
    from geo.source import Source

__all__ = ["LEAST", "Matcher", "Proposal", "propose"]

LEAST: Final = 0.5
"""The score from which a pair is worth a person's look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Two incidents that may be one.

    Parameters
    ----------
    keep
        Id of the one to keep: an active one rather than a draft, then the one with more claims.
    other
        Id of the one to merge into it.
    likeness
        How alike they are, and why.
    """

    keep: str
    other: str
    likeness: Likeness


def propose(
    dossiers: Iterable[Dossier], sources: Mapping[str, Source], *, least: float = LEAST
) -> list[Proposal]:
    """Find the pairs that are worth a person's look.

    Parameters
    ----------
    dossiers
        The incidents; withdrawn and merged ones are passed over.
    sources
        The sources that their claims cite, by id.
    least
        The lowest score wanted, above 0.

    Returns
    -------
    list of Proposal
        The likeliest first. Of an incident without a place, or without a date of a few days at
        most, only the likeliest: once a person has decided on it, the next one comes up.
    """
    met: set[str] = set()
    proposals = []
    for proposal, vague in _alike(Matcher(dossiers, sources).pairs(), least):
        if met.isdisjoint(vague):
            met.update(vague)
            proposals.append(proposal)
    return proposals


class Matcher:
    """Incidents laid out so that those like a new one are found at once.

    Parameters
    ----------
    dossiers
        The incidents; withdrawn and merged ones are passed over.
    sources
        The sources that their claims cite, by id.
    """

    def __init__(self, dossiers: Iterable[Dossier], sources: Mapping[str, Source]) -> None:
        self._shelves = Shelves(
            traits_of(dossier, sources)
            for dossier in dossiers
            if dossier.incident.status in (Status.ACTIVE, Status.DRAFT)
        )

    def closest(
        self, dossier: Dossier, sources: Mapping[str, Source], *, least: float = LEAST
    ) -> list[Proposal]:
        """Find the incidents that one more may be the same as.

        Parameters
        ----------
        dossier
            The incident, such as a new draft.
        sources
            The sources that its claims cite, by id.
        least
            The lowest score wanted, above 0.

        Returns
        -------
        list of Proposal
            The likeliest first; none with itself.
        """
        own = traits_of(dossier, sources)
        near = (self._shelves.all[number] for number in self._shelves.near(own))
        found = _alike(((own, other) for other in near if other.id != own.id), least)
        return [proposal for proposal, _ in found]

    def pairs(self) -> Iterator[tuple[Traits, Traits]]:
        """Every pair that is near enough to be compared, once.

        Yields
        ------
        tuple
            The two.
        """
        for number, traits in enumerate(self._shelves.all):
            for other in self._shelves.near(traits):
                if other < number:
                    yield self._shelves.all[other], traits


def _alike(
    pairs: Iterable[tuple[Traits, Traits]], least: float
) -> list[tuple[Proposal, list[str]]]:
    """Proposals from the pairs that are alike enough, with which of the two are loose."""
    found = []
    for pair in pairs:
        likeness = likeness_of(*pair)
        if likeness.score >= least:
            keep, other = sorted(pair, key=_worth)
            proposal = Proposal(keep=keep.id, other=other.id, likeness=likeness)
            found.append((proposal, [traits.id for traits in pair if loose(traits)]))
    return sorted(found, key=lambda one: (-one[0].likeness.score, one[0].keep, one[0].other))


def _worth(traits: Traits) -> tuple[bool, int, str]:
    return traits.status is not Status.ACTIVE, -traits.claims, traits.id
