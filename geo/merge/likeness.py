"""How alike two incidents are, with the reasons."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.errors import ModelError
from geo.merge.evidence import by_date, by_kind, by_link, by_place, by_words
from geo.merge.parties import by_actors, by_count, by_sides, by_target, by_weapon
from geo.merge.traits import Traits, traits_of
from geo.merge.weights import CERTAIN, PRIOR, Aspect, Reason

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.dossier import Dossier
    from geo.source import Source

__all__ = ["Likeness", "compare", "likeness_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How likely it is that two incidents are one event.

    Parameters
    ----------
    first
        Id of one incident: the one that comes first in the alphabet.
    second
        Id of the other.
    score
        From 0 (surely two) to 1 (surely one); those ends only where a person has said so or an
        observation rules it out.
    reasons
        What was observed, in the order of `Aspect`; what is not known gives no reason.
    """

    first: str
    second: str
    score: float
    reasons: tuple[Reason, ...]

    @property
    def speaks_for(self) -> tuple[Reason, ...]:
        """The reasons to take them for one, the strongest first."""
        return tuple(
            sorted((r for r in self.reasons if r.weight > 0), key=lambda r: r.weight, reverse=True)
        )

    @property
    def speaks_against(self) -> tuple[Reason, ...]:
        """The reasons to take them for two, the strongest first."""
        return tuple(sorted((r for r in self.reasons if r.weight < 0), key=lambda r: r.weight))


def compare(a: Dossier, b: Dossier, sources: Mapping[str, Source]) -> Likeness:
    """Hold two incidents against each other.

    Parameters
    ----------
    a
        One incident.
    b
        The other; which is which makes no difference.
    sources
        The sources that their claims cite, by id: a copy counts as what it repeats.

    Returns
    -------
    Likeness
        The score and the reasons.

    Raises
    ------
    ModelError
        If both have one id.
    """
    if a.incident.id == b.incident.id:
        msg = f"both incidents are {a.incident.id}; name two"
        raise ModelError(msg)
    return likeness_of(traits_of(a, sources), traits_of(b, sources))


def likeness_of(a: Traits, b: Traits) -> Likeness:
    """Hold two incidents against each other that were boiled down before.

    Parameters
    ----------
    a
        One incident.
    b
        The other.

    Returns
    -------
    Likeness
        The score and the reasons.
    """
    a, b = sorted((a, b), key=lambda traits: traits.id)
    found = (
        by_link(a, b),
        by_words(a, b),
        by_kind(a, b),
        by_date(a, b),
        by_place(a, b),
        by_sides(a, b),
        by_actors(a, b),
        by_target(a, b),
        by_weapon(a, b),
        by_count(Aspect.KILLED, a.killed, b.killed),
        by_count(Aspect.INJURED, a.injured, b.injured),
    )
    reasons = tuple(reason for reason in found if reason)
    return Likeness(first=a.id, second=b.id, score=_score(reasons), reasons=reasons)


def _score(reasons: tuple[Reason, ...]) -> float:
    """Odds as a probability; what is certain decides alone, and what a person said first."""
    for reason in reasons:
        if abs(reason.weight) >= CERTAIN:
            return 1.0 if reason.weight > 0 else 0.0
    odds = PRIOR + sum(reason.weight for reason in reasons)
    return round(1 / (1 + math.exp(-odds)), 4)
