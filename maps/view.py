"""What of the world a map shows: where it opens, its areas, and whose provinces."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from shapely.geometry import mapping, shape

from geo.kinds import Family
from geo.shapes import disc
from maps.flat_marks import FlatMarks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from maps.basemap import Basemap
    from maps.layers import Geometry, Mark, Scene

__all__ = ["area_of", "box_of", "first_view", "ground_around", "ground_bounds", "provinces_of"]

Bounds = tuple[float, float, float, float]

_AROUND: Final = 0.25
"""How much wider the basemap is than the first view, on each side."""
_AROUND_DEG: Final = 3.0
"""How much wider it is at least."""
_REACH_DEG: Final = 10.0
"""How far off a diplomatic step may lie and still widen the view, if the view is not wider."""


def first_view(scene: Scene) -> Bounds | None:
    """The box that a map opens with.

    It holds every incident on the ground, with its area. Diplomatic steps widen it only if they
    lie no farther off than half its width: a summons in a capital half a world away would make
    everything else too small.

    Parameters
    ----------
    scene
        What is shown.

    Returns
    -------
    tuple of float or None
        West, south, east, north in degrees; the bounds of the scene where nothing but diplomatic
        steps is located.
    """
    ground = _boxes(scene.marks, [family for family in Family if family is not Family.DIPLOMACY])
    steps = _boxes(scene.marks, [Family.DIPLOMACY])
    around = _around(ground)
    if around is None:
        return scene.bounds
    west, south, east, north = around
    reach = max((east - west) / 2, (north - south) / 2, _REACH_DEG)
    near = (steps[:, :2] > (west - reach, south - reach)).all(axis=1) & (
        steps[:, 2:] < (east + reach, north + reach)
    ).all(axis=1)
    return _around(np.concatenate((ground, steps[near])))


def ground_bounds(scene: Scene) -> Bounds | None:
    """The box that the basemap should cover: the first view and what a screen shows around it.

    Parameters
    ----------
    scene
        What is shown.

    Returns
    -------
    tuple of float or None
        West, south, east, north in degrees; None where nothing is located.
    """
    view = first_view(scene)
    return ground_around(view) if view else None


def ground_around(view: Bounds) -> Bounds:
    """The box that the basemap should cover for a view.

    Parameters
    ----------
    view
        West, south, east, north in degrees.

    Returns
    -------
    tuple of float
        What a screen shows around it, within the world.
    """
    west, south, east, north = view
    around = max(_AROUND * max(east - west, north - south), _AROUND_DEG)
    return (
        max(west - around, -180.0),
        max(south - around, -85.0),
        min(east + around, 180.0),
        min(north + around, 85.0),
    )


def area_of(mark: Mark) -> Geometry | None:
    """The area that a mark is drawn with, so that it is never a bare pin.

    Parameters
    ----------
    mark
        The mark.

    Returns
    -------
    Geometry or None
        Its own shape, else a disc of its radius; None where its place is known, or not at all.
    """
    if mark.exact or mark.lon is None or mark.lat is None:
        return None
    if mark.shape is not None or not mark.radius_m:
        return mark.shape
    return dict(mapping(disc(mark.lon, mark.lat, mark.radius_m)))


def provinces_of(scene: Scene, basemap: Basemap) -> list[Any]:
    """The provinces of those countries that incidents lie in; the others would be noise.

    Parameters
    ----------
    scene
        What is shown.
    basemap
        What lies under it.

    Returns
    -------
    list of Any
        Some of the basemap's provinces, in the same order.
    """
    return [p for p in basemap.provinces if p["properties"]["country"] in scene.countries]


def box_of(mark: Mark) -> Bounds | None:
    """Box about a mark and its area.

    Parameters
    ----------
    mark
        The mark.

    Returns
    -------
    tuple of float or None
        West, south, east, north in degrees; None where it is unlocated.
    """
    if mark.lon is None or mark.lat is None:
        return None
    point = (mark.lon, mark.lat, mark.lon, mark.lat)
    area = area_of(mark)
    if area is None:
        return point
    west, south, east, north = shape(dict(area)).bounds
    return _around(np.array([point, (west, south, east, north)]))


def _boxes(marks: Sequence[Mark], families: Sequence[str]) -> NDArray[np.float64]:
    """Boxes about the marks of some families that are located, one a row."""
    if isinstance(marks, FlatMarks):
        return marks.boxes(families)
    boxes = (box_of(mark) for mark in marks if mark.family in families)
    return np.array([box for box in boxes if box is not None], dtype=float).reshape(-1, 4)


def _around(boxes: NDArray[np.float64]) -> Bounds | None:
    if not len(boxes):
        return None
    west, south = boxes[:, :2].min(axis=0).tolist()
    east, north = boxes[:, 2:].max(axis=0).tolist()
    return west, south, east, north
