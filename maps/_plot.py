"""A scene on a sheet: the same layers as on the page, from the ground up.

As nobody can click on a picture, the symbols bear numbers and a list under the map tells them.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import shapely

from maps._inset import draw_inset
from maps._legend import Legend
from maps._plot_list import IncidentList
from maps._plot_marks import draw_incidents, places
from maps._plot_names import draw_names, is_crossed, lines_of
from maps._room import Room
from maps._sheet import BAND, INK, LAND, SOFT, Lettering, Sheet
from maps.border_band import border_bands
from maps.labels import Box, border_label
from maps.projection import Frame
from maps.view import area_of, first_view, provinces_of

if TYPE_CHECKING:
    from maps.basemap import Basemap
    from maps.layers import Scene

__all__ = ["Plot", "frame_of", "plot"]

_WIDTH: Final = 1600.0
_EDGE: Final = 28.0
_LEGEND: Final = 340.0
_HEAD: Final = 92.0
_FOOT: Final = 52.0
_MAP_WIDTH: Final = _WIDTH - 3 * _EDGE - _LEGEND
_ROW: Final = 21.0
_LEAST_HEIGHT: Final = 560.0
_WORLD: Final = (-170.0, -55.0, 170.0, 75.0)
_SEA, _COAST, _PROVINCES, _BORDERS = "#dfe7eb", "#c9c6bd", "#d3cfc4", "#8d887c"
_PAPER: Final = "#f6f4efcc"
_BORDER_BOX: Final = 6.0
_DASH_DOT: Final = (0, (8, 3, 1.2, 3))


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """A picture that is drawn.

    Parameters
    ----------
    sheet
        The sheet, 1600 pixels across; as high as the map, its legend and its list need.
    room
        What stands where on the map.
    """

    sheet: Sheet
    room: Room


def plot(scene: Scene, basemap: Basemap) -> Plot:
    """Draw a scene.

    Parameters
    ----------
    scene
        What to show.
    basemap
        What lies under it.

    Returns
    -------
    Plot
        The sheet, and what stands where on it.
    """
    flat = frame_of(scene)
    shown = {one.mark.id for one in places(scene, flat)}
    listed = IncidentList(scene.marks, shown, _WIDTH - 2 * _EDGE)
    below = _FOOT + listed.height + (_EDGE if listed.height else 0)
    frame = flat.moved(below)
    sheet = Sheet(_WIDTH, frame.place.top + _HEAD)
    room, placed = Room(frame.place), places(scene, frame)
    _draw_ground(sheet, frame, scene, basemap)
    _take_borders(frame, scene, basemap, room)
    room.take("scale", _draw_scale(sheet, frame))
    draw_incidents(sheet, frame, scene.arcs, placed, room)
    draw_inset(sheet, frame, room)
    draw_names(sheet, frame, scene, basemap, room)
    sheet.box(frame.place, fill="none", edge=_BORDERS)
    _draw_head_and_foot(sheet, scene, basemap)
    _draw_legend(sheet, frame, scene, basemap)
    listed.draw(sheet, _EDGE, frame.place.bottom - _EDGE + 6)
    return Plot(sheet=sheet, room=room)


def frame_of(scene: Scene) -> Frame:
    """What part of the world a picture shows, and how large.

    Parameters
    ----------
    scene
        What to show.

    Returns
    -------
    Frame
        Its place stands on the lower edge of the sheet.
    """
    bounds = first_view(scene) or _WORLD
    wide = Frame.around(bounds, Box(left=0, right=_MAP_WIDTH, bottom=0, top=10_000))
    tall = min((bounds[3] - bounds[1]) * wide.scale + 140, _MAP_WIDTH)
    height = round(max(tall, _LEAST_HEIGHT, _legend_height(scene)))
    place = Box(left=_EDGE, right=_EDGE + _MAP_WIDTH, bottom=0, top=height)
    return Frame.around(bounds, place)


def _legend_height(scene: Scene) -> float:
    """Room for the rows of the legend, all signs among them."""
    kinds = {(mark.family, mark.kind_label) for mark in scene.marks}
    rows = len(kinds) + len({mark.direction for mark in scene.marks}) + len(scene.border_pairs)
    return _ROW * (rows + 8) + 3 * 28 + 8


def _draw_ground(sheet: Sheet, frame: Frame, scene: Scene, basemap: Basemap) -> None:
    """Sea, land, provinces, borders, the areas of uncertainty, and the crossed borders on top."""
    sheet.box(frame.place, fill=_SEA, edge="none")
    for feature in basemap.world:
        sheet.shape(feature["geometry"], frame, fc="none", ec=_COAST, lw=1.6)
        sheet.shape(feature["geometry"], frame, fc=LAND, ec=LAND, lw=0.3)
    for feature in basemap.countries:
        sheet.shape(feature["geometry"], frame, fc=LAND, ec=LAND, lw=0.6)
    for band in border_bands(basemap, scene.border_pairs):
        sheet.shape(band["geometry"], frame, fc=BAND, ec="none")
    for feature in provinces_of(scene, basemap):
        sheet.shape(feature["geometry"], frame, fc="none", ec=_PROVINCES, lw=0.8)
    for line in basemap.borders:
        sheet.shape(line["geometry"], frame, ec=_BORDERS, lw=1.1)
    areas = {str(area): area for area in map(area_of, scene.marks) if area is not None}
    for area in areas.values():
        sheet.shape(area, frame, fc=(0, 0, 0, 0.045), ec=SOFT, lw=1.2, ls=(0, (4, 3)))
    for line in basemap.borders:
        if is_crossed(line, scene.border_pairs):
            sheet.shape(line["geometry"], frame, ec=LAND, lw=5)
            sheet.shape(line["geometry"], frame, ec=INK, lw=1.9, ls=_DASH_DOT)


def _take_borders(frame: Frame, scene: Scene, basemap: Basemap, room: Room) -> None:
    """Keep the lines of the crossed borders clear of names and numbers."""
    for line in basemap.borders:
        if is_crossed(line, scene.border_pairs):
            for part in lines_of(line["geometry"]):
                every = shapely.segmentize(shapely.LineString(frame.pixels(part)), _BORDER_BOX)
                last = (-1e9, -1e9)
                for x, y in shapely.get_coordinates(every).tolist():
                    if math.dist(last, (x, y)) < _BORDER_BOX / 2:
                        continue
                    last = (x, y)
                    room.take("border", Box.around(x, y, _BORDER_BOX, _BORDER_BOX))


def _draw_scale(sheet: Sheet, frame: Frame) -> Box:
    """A bar of a round number of kilometres; the box about it is not to be written on."""
    most = 180 / frame.km_px
    km = max(n for power in range(5) for step in (1, 2, 5) if (n := step * 10**power) < most)
    x, y, length = frame.place.left + 16, frame.place.bottom + 16, km * frame.km_px
    box = Box(left=x - 8, right=x + max(length, 70) + 8, bottom=y - 8, top=y + 24)
    sheet.box(box, fill=_PAPER, edge="none")
    sheet.line([(x, y + 7), (x, y), (x + length, y), (x + length, y + 7)], ec=INK, lw=1.8)
    sheet.text((x + 5, y + 14), f"{km:,} km", Lettering(size=12))
    return box


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


def _draw_legend(sheet: Sheet, frame: Frame, scene: Scene, basemap: Basemap) -> None:
    """The legend, to the right of the map."""
    left = frame.place.right + _EDGE
    place = Box(left=left, right=left + _LEGEND, bottom=frame.place.bottom, top=frame.place.top)
    legend = Legend(sheet, place)
    legend.kinds(Counter((mark.family, mark.kind_label) for mark in scene.marks))
    legend.directions(Counter(mark.direction for mark in scene.marks))
    legend.signs(scene)
    crossed = [line for line in basemap.borders if is_crossed(line, scene.border_pairs)]
    names = [border_label(line["a"], line["b"], line["length_km"]) for line in crossed]
    legend.borders(names, _DASH_DOT)
