"""Names on the map: what borders are called, and which names find room on a picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.plain import border_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Box", "border_label", "first_free"]


def border_label(a: str, b: str, length_km: float) -> str:
    """What a border is called on the map.

    Parameters
    ----------
    a
        ISO 3166-1 alpha-2 code of one country.
    b
        That of the other.
    length_km
        Length of the whole line in kilometres.

    Returns
    -------
    str
        Such as "Iran–Pakistan border, 914 km".
    """
    return f"{border_name(f'{a}-{b}')} border, {length_km:,.0f} km"


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle in pixels.

    Parameters
    ----------
    left
        Its left edge.
    bottom
        Its lower edge.
    right
        Its right edge.
    top
        Its upper edge.
    """

    left: float
    bottom: float
    right: float
    top: float

    @classmethod
    def around(cls, x: float, y: float, width: float, height: float) -> Box:
        """A box about a point.

        Parameters
        ----------
        x
            Its middle, from the left.
        y
            Its middle, from below.
        width
            How wide it is.
        height
            How high it is.

        Returns
        -------
        Box
            The box.
        """
        return cls(
            left=x - width / 2, right=x + width / 2, bottom=y - height / 2, top=y + height / 2
        )

    def meets(self, other: Box) -> bool:
        """Whether two boxes share a point inside.

        Parameters
        ----------
        other
            The other box.

        Returns
        -------
        bool
            False where they only touch.
        """
        return (
            self.left < other.right
            and other.left < self.right
            and self.bottom < other.top
            and other.bottom < self.top
        )

    def inside(self, other: Box) -> bool:
        """Whether this box lies within another.

        Parameters
        ----------
        other
            The larger box.

        Returns
        -------
        bool
            True also where edges touch.
        """
        return (
            other.left <= self.left
            and self.right <= other.right
            and other.bottom <= self.bottom
            and self.top <= other.top
        )


def first_free(candidates: Iterable[Box], taken: Sequence[Box], view: Box) -> Box | None:
    """The first box that fits into the view and meets no other.

    Parameters
    ----------
    candidates
        Where a name may stand, best first.
    taken
        What is there already.
    view
        Where there is room at all.

    Returns
    -------
    Box or None
        None where there is no room, and the name is left out.
    """
    for box in candidates:
        if box.inside(view) and not any(box.meets(other) for other in taken):
            return box
    return None
