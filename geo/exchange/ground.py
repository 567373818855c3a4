"""What an incident is drawn as in a file: its point, or the ground that it is claimed to lie in."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import shapely

from geo.shapes import cut_at_antimeridian

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shapely.geometry.base import BaseGeometry

    from geo.exchange.entries import Entry

__all__ = ["DECIMALS", "Box", "box_about", "ground"]

DECIMALS: Final = 7
"""Most decimals of a degree in what is written: about a centimetre."""

_GRID: Final = 1e-6
"""Degrees between the corners that an area can have: about ten centimetres."""

Box = tuple[float, float, float, float]
"""West, south, east, north in degrees."""

_WORLD: Final = shapely.box(-180, -90, 180, 90)


def ground(entry: Entry) -> BaseGeometry | None:
    """The shape that stands for an incident.

    Parameters
    ----------
    entry
        The incident on its way out.

    Returns
    -------
    BaseGeometry or None
        In lon lat, EPSG:4326: the area if one was asked for, valid, cut at the antimeridian, rings
        right-handed, corners to six decimals; its point where there is none or it is smaller than
        that; None where nobody places it.
    """
    area = entry.area and _tidy(entry.area)
    if area and not area.is_empty:
        return area
    return shapely.Point(entry.point) if entry.point else None


def box_about(boxes: Iterable[Box | None]) -> Box | None:
    """The box about boxes.

    Parameters
    ----------
    boxes
        Some boxes, and None for what has none.

    Returns
    -------
    Box or None
        None where there is none.
    """
    given = [box for box in boxes if box]
    if not given:
        return None
    west, south, east, north = zip(*given, strict=True)
    return min(west), min(south), max(east), max(north)


@lru_cache(maxsize=128)  # outlines of countries take long, and come again and again
def _tidy(area: BaseGeometry) -> BaseGeometry:
    valid = area
    if not area.is_valid:
        valid = shapely.make_valid(area, method="structure", keep_collapsed=False)
    cut = cut_at_antimeridian(shapely.force_2d(valid))
    _, south, _, north = cut.bounds
    if not -90 <= south <= north <= 90:  # noqa: PLR2004 (degrees)
        cut = shapely.intersection(cut, _WORLD)
    return shapely.orient_polygons(shapely.set_precision(cut, _GRID))
