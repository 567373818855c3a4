"""What the words beside each mention say for its candidates, as numbers (`LOCAL`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gazetteer.documents.namesakes import Called, Namesake, Namesakes
from gazetteer.documents.surroundings import Narrowed, inside
from gazetteer.place import FeatureClass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from gazetteer.mention import Mention

    Floats = NDArray[np.float64]

__all__ = ["LOCAL", "barred", "local"]

_BARRED = -30.0

LOCAL = (
    "in area after", "not in area after", "by town after", "in area said", "not in area said",
    "in owner", "not in owner", "holds", "kind beside", "other kind beside", "full stop",
    "after comma", "in area after elsewhere", "holds elsewhere",
)  # fmt: skip
"""The columns of what the words beside a mention say."""


def local(
    text: str,
    mentions: Sequence[Mention],
    found: Sequence[Namesakes],
    group: Sequence[int],
    narrowed: Sequence[Narrowed],
) -> Floats:
    """Read what stands around each mention.

    Parameters
    ----------
    text
        The document.
    mentions
        Its mentions.
    found
        What each may mean.
    group
        The name of each, as a number.
    narrowed
        What stands around each.

    Returns
    -------
    NDArray
        A row for each candidate of each mention and one for none of them, columns as in `LOCAL`.
    """
    holding = _holding(found, narrowed)
    blocks = []
    for mention, one, around in zip(mentions, found, narrowed, strict=True):
        block = np.zeros((len(one.rows) + 1, len(LOCAL)))
        held = {
            n for (s, e), ns in holding.items() if s < mention.end and mention.start < e for n in ns
        }
        stop = text[mention.end : mention.end + 1] == "." or text[mention.end - 1] == "."
        comma = text[max(0, mention.start - 2) : mention.start].strip() == ","
        for n, row in enumerate(one.rows):
            short = one.called[n] is Called.SHORT
            block[n, :12] = (
                *_narrowing(row, around.after),
                *_narrowing(row, around.within)[:2],
                *_narrowing(row, around.owner)[:2],
                row.place in held,
                around.kind is not None and around.kind == row.feature_class,
                around.kind is not None and around.kind != row.feature_class,
                short and stop,
                short and comma,
            )
        blocks.append(block)
    if blocks:
        _share_between(blocks, group)
    return np.vstack(blocks) if blocks else np.zeros((0, len(LOCAL)))


def barred(found: Namesakes, around: Narrowed) -> Floats:
    """What the rows of a mention lose by a word for a first-order division beside it.

    Parameters
    ----------
    found
        What the mention may mean.
    around
        What stands around it.

    Returns
    -------
    NDArray
        A number a candidate and one for none of them: 0, or so little that others win.
    """
    divisions = [row.feature_class == FeatureClass.ADM1 for row in found.rows]
    if around.kind != FeatureClass.ADM1 or not any(divisions):
        return np.zeros(len(divisions) + 1)
    return np.array([0.0 if yes else _BARRED for yes in (*divisions, True)])


def _narrowing(row: Namesake, areas: Sequence[Namesake]) -> tuple[bool, bool, bool]:
    """Whether a place lies in one of some areas, in none of them, by a town of them."""
    holders = [area for area in areas if inside(row, area)]
    towns = [area for area in holders if area.feature_class == FeatureClass.SETTLEMENT]
    return len(holders) > len(towns), bool(areas) and not holders, bool(towns)


def _holding(
    found: Sequence[Namesakes], narrowed: Sequence[Narrowed]
) -> dict[tuple[int, int], set[int]]:
    """The places that hold a candidate of the mention they stand after, by their characters."""
    held: dict[tuple[int, int], set[int]] = {}
    for one, around in zip(found, narrowed, strict=True):
        if around.span:
            places = {a.place for a in around.after if any(inside(row, a) for row in one.rows)}
            held.setdefault(around.span, set()).update(places)
    return held


def _share_between(blocks: Sequence[Floats], group: Sequence[int]) -> None:
    """Let what narrows one mention of a name speak, more softly, for the others."""
    for column, shared in ((0, 12), (7, 13)):
        best: dict[int, Floats] = {}
        for block, one in zip(blocks, group, strict=True):
            best[one] = np.maximum(best.get(one, np.zeros(len(block))), block[:, column])
        for block, one in zip(blocks, group, strict=True):
            block[:, shared] = best[one]
