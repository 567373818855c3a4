"""Whether a group of tellings is an incident of its own: its confidence and its company."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from geo.kinds import Kind
from geo.reading.events.company import Company

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.reading.rules.group import Group
    from geo.reading.rules.scene import Scene
    from geo.reading.rules.spots import Spot

__all__ = ["confidence_of", "holds"]

_LEAST: Final = 0.6
_MORE: Final = 3
_FEW: Final = 3
_PER: Final = 60
_OF_CRIME: Final = frozenset({Kind.ATTACK, Kind.ARRESTS})


def holds(group: Group, confidence: float, scene: Scene) -> bool:
    """Tell whether a group is told well enough to be an incident.

    Parameters
    ----------
    group
        The tellings.
    confidence
        How likely it is one.
    scene
        The article with what was found.

    Returns
    -------
    bool
        False where nothing came about, where it has no date though the article has, and among words
        of another world: a match, a storm, a film, a price war, ordinary crime.
    """
    if not group.live or confidence < _LEAST or not _in_company(group, scene):
        return False
    return bool(group.dates) or scene.article.published is None or group.last.step


def _in_company(group: Group, scene: Scene) -> bool:
    """Whether the words of its story are those of armed events rather than of another world."""
    if not group.armed and group.kind is not Kind.ARRESTS:
        return True
    words = scene.words_of(group.tellings[0].story)
    company = Company.of(words)
    among = company.war >= _MORE * company.other
    if group.kind in _OF_CRIME and not any(one.weapons for one in group.tellings):
        return among and company.armed >= min(_FEW, len(words) / _PER)
    return among or any(dated.sure for dated in group.dates)


def confidence_of(group: Group, spots: Sequence[Spot], *, dated: bool = True) -> float:
    """Tell how likely a group is an incident of its own.

    Parameters
    ----------
    group
        The tellings.
    spots
        Where it is told to have happened.
    dated
        Whether the day of the report is known, without which "on Tuesday" is no date.

    Returns
    -------
    float
        0 to 1. Weights were set by hand on reports of our own.
    """
    own = [dated.strength for dated in group.dates if dated.own]
    signs = -1.8 + 0.5 * min(4, sum(one.live for one in group.tellings))
    signs += max((spot.share for spot in spots), default=0.6)
    signs += 0.7 * any(spot.exact for spot in spots)
    assumed = any(dated.assumed for dated in group.dates)
    signs += 1.2 * max(own, default=0.4 if assumed else 0.0) - 0.8 * (not group.dates and dated)
    signs += 0.5 * bool(group.doers) + 0.5 * (group.kind is not Kind.ATTACK)
    signs -= 0.8 * all(one.general for one in group.tellings)
    return round(1.0 / (1.0 + math.exp(-signs)), 2)
