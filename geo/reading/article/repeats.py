"""Passages that a page has twice, told by the runs of words that they share."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geo.reading.article.wording import NUMBERS

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["repeats_of"]

_WORD = re.compile(r"\w{1,60}")
_RUN: Final = 4
_SAME: Final = 0.8


def repeats_of(passages: Sequence[str]) -> list[int | None]:
    """Find the passages that say again what an earlier one says, word for word or nearly so.

    Parameters
    ----------
    passages
        The passages, in order.

    Returns
    -------
    list
        For each the number of the earliest passage that it repeats, None for those that say
        something new. A passage with a number that the earlier one does not have is new: a toll may
        have risen. Takes time in proportion to the text.
    """
    first: dict[tuple[str, ...], int] = {}
    numbers: list[frozenset[str]] = []
    found: list[int | None] = []
    for number, passage in enumerate(passages):
        words = [word.casefold() for word in _WORD.findall(passage)]
        numbers.append(frozenset(w for w in words if w in NUMBERS or w[0].isdigit()))
        runs = {tuple(words[at : at + _RUN]) for at in range(max(1, len(words) - _RUN + 1))}
        shared: dict[int, int] = {}
        for run in runs:
            earlier = first.setdefault(run, number)
            if earlier != number:
                shared[earlier] = shared.get(earlier, 0) + 1
        best = max(shared, key=lambda earlier: (shared[earlier], -earlier), default=None)
        enough = best is not None and shared[best] >= _SAME * len(runs) and len(words) > 1
        same = enough and best is not None and numbers[number] <= numbers[best]
        source = found[best] if same and best is not None else None
        found.append((source if source is not None else best) if same else None)
    return found
