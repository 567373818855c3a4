"""Symbols at one spot, drawn apart so that each can be told from the others.

The same ring as on the page; what is moved is the symbol, never the place, and a thin line leads
from the one to the other.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["fan_out"]

Spot = tuple[float, float]

_RING: Final = 8


def fan_out(spots: Sequence[Spot], *, too_close: float = 20.0, spread: float = 28.0) -> list[Spot]:
    """Where symbols are drawn.

    Parameters
    ----------
    spots
        True places in pixels.
    too_close
        Symbols nearer than this to another, in pixels, move.
    spread
        Pixels from one symbol of a ring to the next.

    Returns
    -------
    list of tuple
        One place for each, in the same order; the same as before where it need not move.
    """
    placed = list(spots)
    for group in _groups(spots, too_close):
        if len(group) == 1:
            continue
        x = sum(spots[i][0] for i in group) / len(group)
        y = sum(spots[i][1] for i in group) / len(group)
        for place, index in enumerate(group):
            dx, dy = _step(place, len(group), spread)
            placed[index] = (x + dx, y + dy)
    return placed


def _groups(spots: Sequence[Spot], too_close: float) -> list[list[int]]:
    """Each spot with the first one that it is too close to; groups do not chain."""
    groups: list[list[int]] = []
    for index, spot in enumerate(spots):
        for group in groups:
            if math.dist(spots[group[0]], spot) < too_close:
                group.append(index)
                break
        else:
            groups.append([index])
    return groups


def _step(place: int, count: int, spread: float) -> Spot:
    """The way from the middle to a place in the ring, or in the spiral if there are many."""
    if count > _RING:
        radius = spread * 16 / 28 * math.sqrt(place + 0.8)
        angle = place * math.pi * (3 - math.sqrt(5))
    else:
        radius = max(spread * 16 / 28, spread * count / (2 * math.pi))
        angle = math.pi / 2 - 2 * math.pi * place / count
    return radius * math.cos(angle), radius * math.sin(angle)
