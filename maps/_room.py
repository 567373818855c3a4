"""What stands where on a sheet, so that nothing that is written covers anything else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maps.labels import Box, first_free

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

__all__ = ["Room"]


class Room:
    """The map's part of a sheet, and what is taken of it.

    Parameters
    ----------
    view
        The map.
    """

    def __init__(self, view: Box) -> None:
        self.view = view
        self.taken: list[tuple[str, Box]] = []
        """What it is (`symbol`, `number`, `name`, `inset`, …) and the box about it."""

    def take(self, what: str, box: Box) -> None:
        """Take a place, whether it is free or not.

        Parameters
        ----------
        what
            What stands there.
        box
            Where.
        """
        self.taken.append((what, box))

    def find(self, boxes: Iterable[Box], *, over: Collection[str] = ()) -> Box | None:
        """The first place that is free.

        Parameters
        ----------
        boxes
            Places, best first.
        over
            What may be met all the same.

        Returns
        -------
        Box or None
            None where all are taken, or outside the map.
        """
        return first_free(boxes, [box for what, box in self.taken if what not in over], self.view)
