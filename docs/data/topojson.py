"""Read the shapes of a TopoJSON file, for the scripts beside this one."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import orjson
import shapely

from geo.shapes import cut_at_antimeridian

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

HALF = 180
SMALLEST = 4
"""Points of a ring at least, the first of them again at its end."""


def shapes(path: Path, collection: str) -> Iterator[tuple[dict[str, Any], list[BaseGeometry]]]:
    """Yield each geometry of a collection as it stands in the file, and its polygons in degrees.

    Parameters
    ----------
    path
        The file, quantized.
    collection
        Name of the collection.

    Yields
    ------
    tuple
        The record, with ``id`` and ``properties`` where it has them, and its polygons, repaired
        where they are not valid; those that the grid of the file has swallowed are left out.
    """
    data = orjson.loads(path.read_bytes())
    scale, shift = data["transform"]["scale"], data["transform"]["translate"]
    arcs = [np.cumsum(np.array(arc), axis=0) * scale + shift for arc in data["arcs"]]
    for record in data["objects"][collection]["geometries"]:
        polygons = [record["arcs"]] if record["type"] == "Polygon" else record["arcs"]
        made = [_polygon(rings, arcs) for rings in polygons]
        yield record, [polygon for polygon in made if polygon is not None]


def _polygon(rings: list[list[int]], arcs: list[NDArray[np.float64]]) -> BaseGeometry | None:
    """Make a polygon of its rings, the outer one first; None where it has collapsed."""
    outer, *holes = (_joined(ring, arcs) for ring in rings)
    if len(outer) < SMALLEST:
        return None
    inner = [shapely.linearrings(hole) for hole in holes if len(hole) >= SMALLEST]
    polygon = shapely.polygons(shapely.linearrings(outer), inner or None)
    valid = shapely.make_valid(polygon, method="structure", keep_collapsed=False)
    return cut_at_antimeridian(valid)


def _joined(ring: list[int], arcs: list[NDArray[np.float64]]) -> NDArray[np.float64]:
    """Return the points of a ring, ones' complement standing for an arc run backwards."""
    chains = [arcs[~number][::-1] if number < 0 else arcs[number] for number in ring]
    points = np.vstack([chains[0], *(after[1:] for _, after in pairwise(chains))])
    return _past_180(points)


def _past_180(ring: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return a ring whose longitudes run past 180 and which takes in a pole."""
    lons = np.unwrap(ring[:, 0], period=360)
    turned = np.column_stack([lons, ring[:, 1]])
    if abs(lons[-1] - lons[0]) < HALF:
        return turned
    pole = np.copysign(90, ring[:, 1].mean())
    return np.vstack([turned, [lons[-1], pole], [lons[0], pole], turned[:1]])
