"""A scene on a sheet: the same layers as on the page, from the ground up.

As nobody can click on a picture, the symbols bear numbers and the legend lists them.
"""

from __future__ import annotations

from collections import Counter
from math import cos, pi, sin
from typing import TYPE_CHECKING, Any, Final

from maps._legend import Legend
from maps._sheet import FAMILY_COLOURS, INK, LAND, SOFT, UNKNOWN, Lettering, Sheet, plain
from maps.fan import fan_out
from maps.labels import Box, border_label, first_free
from maps.projection import Frame
from maps.view import area_of, first_view, provinces_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from maps.basemap import Basemap
    from maps.layers import Arc, Label, Mark, Scene

__all__ = ["plot"]

Point = tuple[float, float]
Placed = tuple["Mark", Point, Point]
"""A mark, its true place, and where its symbol stands."""
Name = tuple[str, str, list[Point]]
"""The kind of a name, its text, and where it may stand."""

_WIDTH: Final = 1600.0
_EDGE: Final = 28.0
_LEGEND: Final = 400.0
_HEAD: Final = 92.0
_FOOT: Final = 52.0
_MAP_WIDTH: Final = _WIDTH - 3 * _EDGE - _LEGEND
_WORLD: Final = (-170.0, -55.0, 170.0, 75.0)
_SEA, _COAST, _PROVINCES, _BORDERS = "#dfe7eb", "#c9c6bd", "#d3cfc4", "#8d887c"
_DASH_DOT: Final = (0, (8, 3, 1.2, 3))
_SPREAD: Final = 42.0
"""Pixels between symbols at one spot, as each bears a number here."""
_SHOWN_FROM: Final = {"province": 40.0, "town": 36.0}
"""Pixels to a degree from which a kind of name is shown."""
_FROM_MIDDLE: Final = (10, 8, 12, 6, 14, 4, 16, 2, 18)
_TOWN: Final = Lettering(size=11, halo=True)
_NAMES: Final = {
    "border": Lettering(size=12.5, bold=True, halo=True),
    "country": Lettering(size=15, bold=True, colour=SOFT, halo=True),
    "province": Lettering(size=11, italic=True, colour=SOFT, halo=True),
    "city": Lettering(size=12.5, halo=True),
}


def plot(scene: Scene, basemap: Basemap) -> Sheet:
    """Draw a scene.

    Parameters
    ----------
    scene
        What to show.
    basemap
        What lies under it.

    Returns
    -------
    Sheet
        1600 pixels across; as high as the map and its legend need.
    """
    bounds = first_view(scene) or _WORLD
    height = _height(scene, bounds)
    sheet = Sheet(_WIDTH, height)
    place = Box(left=_EDGE, right=_EDGE + _MAP_WIDTH, bottom=_FOOT, top=height - _HEAD)
    frame = Frame.around(bounds, place)
    placed = _places(scene, frame)
    _draw_ground(sheet, frame, scene, basemap)
    _draw_incidents(sheet, frame, scene, placed)
    _draw_names(sheet, frame, placed, _names(frame, scene, basemap))
    _draw_scale(sheet, frame)
    sheet.box(place, fill="none", edge=_BORDERS)
    _draw_head_and_foot(sheet, scene, basemap)
    _draw_legend(sheet, frame, scene, basemap, {mark.id for mark, _, _ in placed})
    return sheet


def _height(scene: Scene, bounds: tuple[float, float, float, float]) -> float:
    """Room for the map in its own proportions and for the legend."""
    wide = Frame.around(bounds, Box(left=0, right=_MAP_WIDTH, bottom=0, top=10_000))
    tall = (bounds[3] - bounds[1]) * wide.scale + 140
    rows = len({m.kind for m in scene.marks}) + len({m.direction for m in scene.marks})
    legend = 240 + 21 * (rows + len(scene.border_pairs)) + 31 * min(len(scene.marks), 25)
    return _HEAD + _FOOT + round(max(min(tall, _MAP_WIDTH), 560, legend))


def _places(scene: Scene, frame: Frame) -> list[Placed]:
    """Marks within the frame."""
    found = [
        (mark, frame.pixel(mark.lon, mark.lat))
        for mark in scene.marks
        if mark.lon is not None and mark.lat is not None
    ]
    found = [(mark, at) for mark, at in found if Box.around(*at, 1, 1).inside(frame.place)]
    stands = fan_out([at for _, at in found], spread=_SPREAD)
    return [(mark, at, stand) for (mark, at), stand in zip(found, stands, strict=True)]


def _crossed(scene: Scene, line: Mapping[str, Any]) -> bool:
    return {line["a"], line["b"]} in [set(pair) for pair in scene.border_pairs]


def _draw_ground(sheet: Sheet, frame: Frame, scene: Scene, basemap: Basemap) -> None:
    """Sea, land, provinces, borders, the areas of uncertainty, and the crossed borders on top."""
    sheet.box(frame.place, fill=_SEA, edge="none")
    for feature in basemap.world:
        sheet.shape(feature["geometry"], frame, fc="none", ec=_COAST, lw=1.6)
        sheet.shape(feature["geometry"], frame, fc=LAND, ec=LAND, lw=0.3)
    for feature in basemap.countries:
        sheet.shape(feature["geometry"], frame, fc=LAND, ec=LAND, lw=0.6)
    for feature in provinces_of(scene, basemap):
        sheet.shape(feature["geometry"], frame, fc="none", ec=_PROVINCES, lw=0.8)
    for line in basemap.borders:
        sheet.shape(line["geometry"], frame, ec=_BORDERS, lw=1.1)
    areas = {str(area): area for area in map(area_of, scene.marks) if area is not None}
    for area in areas.values():
        sheet.shape(area, frame, fc=(0, 0, 0, 0.045), ec=SOFT, lw=1.2, ls=(0, (4, 3)))
    for line in basemap.borders:
        if _crossed(scene, line):
            sheet.shape(line["geometry"], frame, ec=LAND, lw=5)
            sheet.shape(line["geometry"], frame, ec=INK, lw=1.9, ls=_DASH_DOT)


def _draw_incidents(sheet: Sheet, frame: Frame, scene: Scene, placed: Sequence[Placed]) -> None:
    """Arcs, then symbols with their numbers."""
    shown = {mark.id for mark, _, _ in placed}
    for arc in scene.arcs:
        if arc.incident in shown:
            _draw_arc(sheet, frame, arc)
    for _, at, stand in placed:
        if at != stand:
            sheet.line([at, stand], ec=SOFT, lw=1)
            sheet.line(_disc(at, 2), closed=True, fc=INK, ec="none")
    numbers = {mark.id: str(n) for n, mark in enumerate(scene.marks, start=1)}
    for mark, _, (x, y) in placed:
        size, draft = _size(mark), mark.status == "draft"
        sheet.symbol(mark.family, (x, y), size=size, solid=mark.exact, draft=draft)
        if mark.differing:
            _draw_badge(sheet, (x + 0.3 * size, y + 0.3 * size))
        beside = (x + 0.4 * size + 3, y - 0.3 * size)
        sheet.text(beside, numbers[mark.id], Lettering(size=11.5, bold=True, halo=True))


def _size(mark: Mark) -> float:
    """Pixels; a symbol's surface grows with the least number of dead."""
    return float(min(38.0, 21 + 1.6 * (mark.killed_low or 0) ** 0.5))


def _disc(at: Point, radius: float) -> list[Point]:
    angles = [2 * pi * i / 24 for i in range(24)]
    return [(at[0] + radius * cos(a), at[1] + radius * sin(a)) for a in angles]


def _draw_badge(sheet: Sheet, at: Point) -> None:
    """The sign for "accounts differ": two bars, struck through."""
    x, y = at
    sheet.line(_disc(at, 5), closed=True, fc="white", ec=INK, lw=1)
    for dx, bottom, top in ((2.6, -1.2, -1.2), (2.6, 1.2, 1.2), (1.6, -3.0, 3.0)):
        sheet.line([(x - dx, y + bottom), (x + dx, y + top)], ec=INK, lw=1)


def _draw_arc(sheet: Sheet, frame: Frame, arc: Arc) -> None:
    """An arc, with its head short of the symbol that it points at."""
    colour = FAMILY_COLOURS.get(arc.family, FAMILY_COLOURS["other"])
    points = frame.pixels(arc.points)
    sheet.line(points, frame=frame, ec=colour, lw=1.5, alpha=0.6)
    along = points[-1] - points[-2]
    length = float((along**2).sum() ** 0.5)
    if length == 0:
        return
    (x, y), (dx, dy) = points[-1], along / length

    def corner(back: float, aside: float) -> Point:
        return float(x - back * dx - aside * dy), float(y - back * dy + aside * dx)

    head = [corner(13, 0), corner(23, 4.5), corner(23, -4.5)]
    sheet.line(head, frame=frame, closed=True, fc=colour, ec="none")


def _draw_names(
    sheet: Sheet, frame: Frame, placed: Sequence[Placed], names: Iterable[Name]
) -> None:
    """Names, the more important first; one that finds no room is left out."""
    taken = [Box.around(*stand, _size(mark) + 8, _size(mark)) for mark, _, stand in placed]
    taken += [
        Box.around(x + 0.4 * _size(mark) + 10, y - 0.3 * _size(mark), 18, 14)
        for mark, _, (x, y) in placed
    ]
    taken.append(Box.around(frame.place.left + 110, frame.place.bottom + 26, 220, 44))
    for kind, text, spots in names:
        look = _NAMES.get(kind, _TOWN)
        width = sheet.text_width(text, look) + 4
        boxes = [
            Box.around(x + dx, y + dy, width, look.size + 4)
            for x, y in spots
            for dx, dy in _besides(kind, width)
        ]
        dot = Box.around(*spots[0], 6, 6) if kind in {"city", "town"} else None
        box = first_free(boxes, taken, frame.place)
        if box is None or (dot and any(dot.meets(other) for other in taken)):
            continue
        taken.append(box)
        if dot:
            taken.append(dot)
            sheet.line(_disc(spots[0], 2.5), closed=True, fc=SOFT, ec="white", lw=1)
        middle = ((box.left + box.right) / 2, (box.bottom + box.top) / 2)
        sheet.text(middle, text, look, align="center")


def _names(frame: Frame, scene: Scene, basemap: Basemap) -> Iterator[Name]:
    """Crossed borders first, then places by rank, as far as the font can write them."""
    for line in basemap.borders:
        if _crossed(scene, line):
            points = _longest(line["geometry"])
            spots = [frame.pixel(*points[s * (len(points) - 1) // 20]) for s in _FROM_MIDDLE]
            yield "border", border_label(line["a"], line["b"], line["length_km"]), spots

    def order(label: Label) -> tuple[int, str]:
        return label.rank, label.text

    for label in sorted(scene.labels, key=order):
        if frame.scale < _SHOWN_FROM.get(label.kind, 0.0):
            continue
        at, text = frame.pixel(label.lon, label.lat), plain(label.text)
        if text and UNKNOWN not in text and Box.around(*at, 1, 1).inside(frame.place):
            yield label.kind, text, [at]


def _longest(geometry: Mapping[str, Any]) -> list[Point]:
    """The longest line of a geometry."""
    single = geometry["type"] == "LineString"
    lines: list[list[Point]] = [geometry["coordinates"]] if single else geometry["coordinates"]
    return max(lines, key=len)


def _besides(kind: str, width: float) -> list[Point]:
    """Where a name may stand, seen from its place."""
    if kind in {"city", "town"}:
        return [(width / 2 + 5, 0), (-width / 2 - 5, 0), (0, 13), (0, -13)]
    if kind == "border":
        return [(width / 2 + 12, 0), (-width / 2 - 12, 0)]
    return [(0, 0), (0, 22), (0, -22), (width / 2, 0), (-width / 2, 0)]


def _draw_scale(sheet: Sheet, frame: Frame) -> None:
    """A bar of a round number of kilometres."""
    most = 180 / frame.km_px
    km = max(n for power in range(5) for step in (1, 2, 5) if (n := step * 10**power) < most)
    x, y, length = frame.place.left + 16, frame.place.bottom + 16, km * frame.km_px
    sheet.line([(x, y + 7), (x, y), (x + length, y), (x + length, y + 7)], ec=INK, lw=1.8)
    sheet.text((x + 5, y + 14), f"{km:,} km", Lettering(size=12, halo=True))


def _draw_head_and_foot(sheet: Sheet, scene: Scene, basemap: Basemap) -> None:
    """Title, rule and date above; credits below."""
    width, top = _WIDTH - 2 * _EDGE, sheet.height - 34
    large, medium = Lettering(size=25, bold=True), Lettering(size=14, colour=SOFT)
    small = Lettering(size=11.5, colour=SOFT)
    sheet.text((_EDGE, top), sheet.wrapped(scene.title, width, large)[0], large)
    made = f"Made {scene.made.day} {scene.made:%B %Y, %H:%M} UTC"
    rule = sheet.wrapped(scene.rule_text, width - 330, medium)[0]
    sheet.text((_EDGE, top - 32), f"{rule} · {made}", medium)
    credit = " · ".join(dict.fromkeys([*scene.attribution, *basemap.attribution]))
    for n, line in enumerate(sheet.wrapped(credit, width, small, most=2)):
        sheet.text((_EDGE, 34 - 16 * n), line, small)


def _draw_legend(
    sheet: Sheet, frame: Frame, scene: Scene, basemap: Basemap, shown: set[str]
) -> None:
    """The legend, to the right of the map."""
    left = frame.place.right + _EDGE
    place = Box(left=left, right=left + _LEGEND, bottom=frame.place.bottom, top=frame.place.top)
    legend = Legend(sheet, place)
    legend.kinds(Counter((mark.family, mark.kind_label) for mark in scene.marks))
    legend.directions(Counter(mark.direction for mark in scene.marks))
    legend.signs(scene)
    for line in basemap.borders:
        if _crossed(scene, line):
            legend.border(border_label(line["a"], line["b"], line["length_km"]), _DASH_DOT)
    legend.incidents(scene.marks, shown)
