"""Remake maps/data/land.npz, the world's land in two grades, from the npm package world-atlas.

Run it from the root of the repository: ``python docs/data/remake_basemap.py``.
"""

from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import orjson
import shapely
import topology
from npm import package

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

TARGET = Path("maps/data/land.npz")
GRADES = ("110m", "50m")


def land(grade: str) -> BaseGeometry:
    """Read the land of one grade as one multipolygon in degrees, on the grid."""
    data = orjson.loads((package("world-atlas") / f"land-{grade}.json").read_bytes())
    scale, shift = data["transform"]["scale"], data["transform"]["translate"]
    arcs = [np.cumsum(np.array(arc), axis=0) * scale + shift for arc in data["arcs"]]
    made = []
    for shape in data["objects"]["land"]["geometries"]:
        polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        for rings in polygons:
            outer, *holes = (shapely.linearrings(joined(ring, arcs)) for ring in rings)
            polygon = shapely.polygons(outer, holes or None)
            made.append(shapely.make_valid(polygon, method="structure", keep_collapsed=False))
    return shapely.set_precision(shapely.union_all(made), 1 / topology.UNITS_PER_DEG)


def joined(ring: list[int], arcs: list[NDArray[np.float64]]) -> NDArray[np.float64]:
    """Return the points of a ring, ones' complement standing for an arc run backwards."""
    chains = [arcs[~number][::-1] if number < 0 else arcs[number] for number in ring]
    return np.vstack([chains[0], *(after[1:] for _, after in pairwise(chains))])


def main() -> None:
    """Remake the file and say how large it is."""
    TARGET.parent.mkdir(exist_ok=True)
    topology.write(TARGET, GRADES, [land(grade) for grade in GRADES])
    sys.stdout.write(f"{TARGET.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
