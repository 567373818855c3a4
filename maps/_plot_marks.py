"""The incidents of a picture: arcs, symbols, what is about them, and their numbers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil, cos, pi, sin
from typing import TYPE_CHECKING, Final

from gazetteer.place import Precision
from maps._sheet import FAMILY_COLOURS, INK, SOFT, Lettering
from maps.fan import fan_out
from maps.labels import Box
from maps.layers import Mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maps._room import Room
    from maps._sheet import Sheet
    from maps.layers import Arc, Scene
    from maps.projection import Frame

__all__ = [
    "MOST_NUMBERED",
    "MOST_SEGMENTS",
    "NEEDLE",
    "Placed",
    "disc",
    "draw_incidents",
    "draw_ring",
    "places",
]

Point = tuple[float, float]

MOST_NUMBERED: Final = 75
"""How many incidents bear numbers, and are listed."""
MOST_SEGMENTS: Final = 6
"""Segments of a ring for six independent sources or more."""
NEEDLE: Final = 15.0
"""Pixels from the place of a site to its symbol."""
_GAP_RAD: Final = 0.28
_CLOSE: Final = 34.0
_SPREAD: Final = 48.0
"""Pixels between symbols at one spot, as each bears a number and may bear a ring."""
_NUMBER: Final = Lettering(size=11.5, bold=True, halo=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A mark on the sheet.

    Parameters
    ----------
    mark
        The mark.
    at
        Its true place in pixels.
    stand
        Where its symbol stands.
    number
        What the list tells it by; empty for those that are too many to list.
    """

    mark: Mark
    at: Point
    stand: Point
    number: str

    @property
    def size(self) -> float:
        """Pixels; a symbol's surface grows with the least number of dead."""
        return float(min(38.0, 21 + 1.6 * (self.mark.killed_low or 0) ** 0.5))

    @property
    def radius(self) -> float:
        """Pixels from the middle of the symbol to the edge of what is drawn about it."""
        return ring_radius(self.size) + 1.5 if self.mark.sources > 1 else self.size * 0.42

    @property
    def badge(self) -> Point:
        """Where the sign for "accounts differ" stands, on the edge of what is drawn."""
        return self.stand[0] + 0.72 * self.radius, self.stand[1] + 0.72 * self.radius

    @property
    def box(self) -> Box:
        """The box about the symbol and its ring."""
        return Box.around(*self.stand, 2 * self.radius, 2 * self.radius)


def ring_radius(size: float) -> float:
    """How far the ring for independent sources lies from the middle of a symbol.

    Parameters
    ----------
    size
        Size of the symbol in pixels.

    Returns
    -------
    float
        Pixels.
    """
    return 0.44 * size + 3


def places(scene: Scene, frame: Frame) -> list[Placed]:
    """The marks within the frame, those at one spot apart.

    Parameters
    ----------
    scene
        What to show.
    frame
        Where the map lies.

    Returns
    -------
    list of Placed
        In the order of the scene.
    """
    found = [
        (mark, frame.pixel(mark.lon, mark.lat), str(number) if number <= MOST_NUMBERED else "")
        for number, mark in enumerate(scene.marks, start=1)
        if mark.lon is not None and mark.lat is not None
    ]
    found = [one for one in found if Box.around(*one[1], 1, 1).inside(frame.place)]
    stands = fan_out([at for _, at, _ in found], too_close=_CLOSE, spread=_SPREAD)
    placed = [
        Placed(mark=mark, at=at, stand=stand, number=number)
        for (mark, at, number), stand in zip(found, stands, strict=True)
    ]
    return [_on_needle(one) for one in placed]


def _on_needle(one: Placed) -> Placed:
    """A mark at an exact site stands above it, unless it stands apart from others anyway."""
    if one.mark.precision != Precision.SITE or one.at != one.stand:
        return one
    x, y = one.at
    return replace(one, stand=(x, y + NEEDLE + one.radius))


def draw_incidents(
    sheet: Sheet, frame: Frame, arcs: Sequence[Arc], placed: Sequence[Placed], room: Room
) -> None:
    """Arcs, then symbols with what is about them, then numbers where there is room.

    Parameters
    ----------
    sheet
        The sheet.
    frame
        Where the map lies.
    arcs
        Lines to some of the marks.
    placed
        The marks on the sheet.
    room
        What is taken; symbols, arrows and numbers are added.
    """
    at = {one.mark.id: one for one in placed}
    for one in placed:
        room.take("symbol", one.box)
        if one.mark.differing:
            room.take("badge", Box.around(*one.badge, 11, 11))
    for arc in arcs:
        if arc.incident in at:
            _draw_arc(sheet, frame, arc, at[arc.incident], room)
    for one in placed:
        if one.at != one.stand:
            sheet.line([one.at, one.stand], ec=INK if _is_site(one) else SOFT, lw=1.3)
            sheet.line(disc(one.at, 2.2), closed=True, fc=INK, ec="white", lw=0.8)
            room.take("foot", Box.around(*one.at, 5, 5))
    for one in placed:
        _draw_mark(sheet, one)
    for one in placed:
        _draw_number(sheet, one, room)


def _is_site(one: Placed) -> bool:
    return one.mark.precision == Precision.SITE


def _draw_mark(sheet: Sheet, one: Placed) -> None:
    mark, at, size = one.mark, one.stand, one.size
    sheet.symbol(mark.family, at, size=size, solid=mark.exact, draft=mark.status == "draft")
    draw_ring(sheet, at, size, mark.sources)
    if mark.differing:
        _draw_badge(sheet, one.badge)


def draw_ring(sheet: Sheet, at: Point, size: float, sources: int) -> None:
    """A ring about a symbol, with a segment for each independent source.

    Parameters
    ----------
    sheet
        The sheet.
    at
        The middle of the symbol, in pixels.
    size
        Its size.
    sources
        How many independent sources; one alone has no ring.
    """
    count = min(sources, MOST_SEGMENTS)
    if count < 2:  # noqa: PLR2004 (a ring is for more than one)
        return
    step, radius = 2 * pi / count, ring_radius(size)
    points = ceil(step / 0.15)
    for segment in range(count):
        start = pi / 2 - segment * step - _GAP_RAD / 2
        angles = [start - (step - _GAP_RAD) * i / points for i in range(points + 1)]
        curve = [(at[0] + radius * cos(a), at[1] + radius * sin(a)) for a in angles]
        sheet.line(curve, ec="white", lw=3.4, capstyle="butt")
        sheet.line(curve, ec=INK, lw=1.7, capstyle="butt")


def disc(at: Point, radius: float) -> list[Point]:
    """Points around a point.

    Parameters
    ----------
    at
        The middle, in pixels.
    radius
        Pixels.

    Returns
    -------
    list of tuple
        24 points.
    """
    angles = [2 * pi * i / 24 for i in range(24)]
    return [(at[0] + radius * cos(a), at[1] + radius * sin(a)) for a in angles]


def _draw_badge(sheet: Sheet, at: Point) -> None:
    """The sign for "accounts differ": two bars, struck through."""
    x, y = at
    sheet.line(disc(at, 5), closed=True, fc="white", ec=INK, lw=1)
    for dx, bottom, top in ((2.6, -1.2, -1.2), (2.6, 1.2, 1.2), (1.6, -3.0, 3.0)):
        sheet.line([(x - dx, y + bottom), (x + dx, y + top)], ec=INK, lw=1)


def _draw_number(sheet: Sheet, one: Placed, room: Room) -> None:
    """The number that the list tells the mark by, beside its symbol where there is room."""
    (x, y), number = one.stand, one.number
    if not number:
        return
    width = sheet.text_width(number, _NUMBER)
    across, down = one.radius + width / 2 + 3, one.radius + 7
    ways: list[Point] = [
        (across, 0),
        (across, -8),
        (across, 8),
        (-across, 0),
        (-across, -8),
        (-across, 8),
    ]
    ways += [(0, -down), (0, down), (across, -down), (-across, -down), (across, down)]
    boxes = [Box.around(x + dx, y + dy, width + 3, 13) for dx, dy in ways]
    box = room.find(boxes) or room.find(
        Box.around(x + f * dx, y + f * dy, width + 3, 13) for f in (1.5, 2, 3) for dx, dy in ways
    )
    if box is None:
        return
    room.take("number", box)
    middle = ((box.left + box.right) / 2, (box.bottom + box.top) / 2)
    sheet.text(middle, number, _NUMBER, align="center")


def _draw_arc(sheet: Sheet, frame: Frame, arc: Arc, to: Placed, room: Room) -> None:
    """An arc, with its head short of the symbol that it points at."""
    colour = FAMILY_COLOURS.get(arc.family, FAMILY_COLOURS["other"])
    points = frame.pixels(arc.points)
    sheet.line(points, frame=frame, ec=colour, lw=1.5, alpha=0.6)
    along = points[-1] - points[-2]
    length = float((along**2).sum() ** 0.5)
    if length == 0:
        return
    (x, y), (dx, dy) = points[-1], along / length
    near = (to.radius if to.at == to.stand else 0) + 4

    def corner(back: float, aside: float) -> Point:
        return float(x - back * dx - aside * dy), float(y - back * dy + aside * dx)

    head = [corner(near, 0), corner(near + 10, 4.5), corner(near + 10, -4.5)]
    sheet.line(head, frame=frame, closed=True, fc=colour, ec="none")
    room.take("arrow", Box.around(*corner(near + 5, 0), 10, 10))
