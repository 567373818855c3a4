"""Remake maps/data/land.npz, the world's land in two grades, from the npm package world-atlas.

Run it from the root of the repository: ``python docs/data/remake_basemap.py``.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import shapely
import topojson
import topology
from npm import package

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

TARGET = Path("maps/data/land.npz")
GRADES = ("110m", "50m")


def land(grade: str) -> BaseGeometry:
    """Read the land of one grade as one multipolygon in degrees, on the grid."""
    found = topojson.shapes(package("world-atlas") / f"land-{grade}.json", "land")
    made = [polygon for _, polygons in found for polygon in polygons]
    return shapely.set_precision(shapely.union_all(made), 1 / topology.UNITS_PER_DEG)


def main() -> None:
    """Remake the file and say how large it is."""
    TARGET.parent.mkdir(exist_ok=True)
    topology.write(TARGET, GRADES, [land(grade) for grade in GRADES])
    sys.stdout.write(f"{TARGET.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
