"""The small map in a corner that tells where in the world the large one lies."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from geo.border import borders
from maps.labels import Box
from maps.projection import Frame

if TYPE_CHECKING:
    from maps._room import Room
    from maps._sheet import Sheet

__all__ = ["draw_inset"]

_WIDTH: Final = 232.0
_HEIGHT: Final = 104.0
_GAP: Final = 10.0
_LAT: Final = 14.0
"""The middle of the land that people live on."""
_WIDE_DEG: Final = 150.0
"""A map that is wider shows for itself where it lies."""
_SEA, _LAND, _EDGE, _HERE = "#f1f4f5", "#c4bfb2", "#8d887c", "#b5321a"
_LEAST: Final = 7.0
"""Pixels that the box is across at least."""
_GRID_DEG: Final = 0.5
_LEAST_DEG2: Final = 0.6
_SOUTH: Final = -58.0


def draw_inset(sheet: Sheet, frame: Frame, room: Room) -> None:
    """Draw the world in the first corner that is free, with a box about what the map shows.

    Parameters
    ----------
    sheet
        The sheet.
    frame
        The large map.
    room
        What is taken; no symbol is covered. Where no corner is free there is no small map.
    """
    west, south, east, north = frame.bounds
    if east - west > _WIDE_DEG:
        return
    place = room.find(_corners(frame.place))
    if place is None:
        return
    room.take("inset", place)
    world = Frame(place=place, lon=0, lat=_LAT, scale=_WIDTH / 360 / 0.97)
    sheet.box(place, fill=_SEA, edge="none")
    sheet.shape(_world(), world, fc=_LAND, ec="none")
    (left, bottom), (right, top) = world.pixel(west, south), world.pixel(east, north)
    wide, high = max(right - left, _LEAST), max(top - bottom, _LEAST)
    here = Box.around((left + right) / 2, (bottom + top) / 2, wide, high)
    corners = [(here.left, here.bottom), (here.right, here.bottom)]
    corners += [(here.right, here.top), (here.left, here.top)]
    sheet.line(corners, frame=world, closed=True, fc=(0.71, 0.2, 0.1, 0.18), ec=_HERE, lw=1.6)
    sheet.box(place, fill="none", edge=_EDGE)


@cache
def _world() -> dict[str, Any]:
    """The land of the world, as coarse as a thumbnail."""
    parts = borders().topology.polygons()
    large = parts[(shapely.area(parts) > _LEAST_DEG2) & (shapely.bounds(parts)[:, 1] > _SOUTH)]
    points, ring = shapely.get_coordinates(shapely.get_exterior_ring(large), return_index=True)
    coarse = np.round(points / _GRID_DEG) * _GRID_DEG
    kept = np.r_[True, (np.diff(coarse, axis=0) != 0).any(axis=1) | (np.diff(ring) != 0)]
    rings = np.split(coarse[kept], np.flatnonzero(np.diff(ring[kept])) + 1)
    return {"type": "MultiPolygon", "coordinates": [[one.tolist()] for one in rings]}


def _corners(view: Box) -> list[Box]:
    """Upper right, upper left, lower right; the scale bar has the fourth."""
    x, y = _WIDTH / 2 + _GAP, _HEIGHT / 2 + _GAP
    return [
        Box.around(view.right - x, view.top - y, _WIDTH, _HEIGHT),
        Box.around(view.left + x, view.top - y, _WIDTH, _HEIGHT),
        Box.around(view.right - x, view.bottom + y, _WIDTH, _HEIGHT),
    ]
