"""Cut polygons that meet exactly into shared arcs, and write them as gazetteer.arcs reads them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

UNITS_PER_DEG = 1000
LONGEST_STEP = 32_000


def write(path: Path, codes: Sequence[str], shapes: Sequence[BaseGeometry]) -> None:
    """Write named polygons as one compressed archive of arrays, the same bytes every time.

    Parameters
    ----------
    path
        The ``.npz`` file to write.
    codes
        One name a shape.
    shapes
        Polygons or multipolygons in degrees, on the grid, that share vertices where they meet.
    """
    rings = [list(rings_of(shape)) for shape in shapes]
    junctions = find_junctions([ring for polygons in rings for p in polygons for ring in p])
    arcs: dict[bytes, int] = {}
    chains: list[NDArray[np.int32]] = []
    ring_arcs: list[int] = []
    ring_sizes, polygon_sizes, shape_sizes = [], [], []
    for polygons in rings:
        shape_sizes.append(len(polygons))
        for polygon in polygons:
            polygon_sizes.append(len(polygon))
            for ring in polygon:
                references = [refer(chain, arcs, chains) for chain in cut(ring, junctions)]
                ring_arcs += references
                ring_sizes.append(len(references))
    steps = np.concatenate([np.diff(chain, axis=0) for chain in chains])
    np.savez_compressed(
        path,
        codes=np.array(codes),
        units_per_deg=np.array(UNITS_PER_DEG),
        arc_starts=np.array([chain[0] for chain in chains], np.int32),
        arc_sizes=np.array([len(chain) for chain in chains], np.int32),
        step_bytes=planes(steps),
        ring_arcs=np.array(ring_arcs, np.int32),
        ring_sizes=np.array(ring_sizes, np.int32),
        polygon_sizes=np.array(polygon_sizes, np.int32),
        shape_sizes=np.array(shape_sizes, np.int32),
    )


def planes(steps: NDArray[np.int32]) -> NDArray[np.uint8]:
    """Return steps as four rows of bytes (lon low, lon high, lat low, lat high).

    Signs are folded into the lowest bit. So spread, the bytes deflate to two thirds of the size.
    """
    folded = (np.abs(steps) * 2 - (steps < 0)).astype(np.uint16).T
    rows = np.stack([folded & 0xFF, folded >> 8], axis=1).reshape(4, -1)
    return np.ascontiguousarray(rows, dtype=np.uint8)


def rings_of(shape: BaseGeometry) -> Iterator[list[NDArray[np.int32]]]:
    """Yield the rings of each polygon in grid units, those that collapse left out."""
    for polygon in shapely.orient_polygons(shapely.get_parts(shape), exterior_cw=False):
        made = [grid_ring(ring) for ring in (polygon.exterior, *polygon.interiors)]
        if len(made[0]):
            yield [made[0], *(ring for ring in made[1:] if len(ring))]


def grid_ring(ring: BaseGeometry) -> NDArray[np.int32]:
    """Return a ring on the grid, no point repeated, long steps split; empty if it collapses."""
    points = np.rint(shapely.get_coordinates(ring) * UNITS_PER_DEG).astype(np.int32)
    points = points[np.r_[True, (np.diff(points, axis=0) != 0).any(axis=1)]]
    if len(points) < 4:  # noqa: PLR2004
        return points[:0]
    parts = np.ceil(np.abs(np.diff(points, axis=0)).max(axis=1) / LONGEST_STEP).astype(int)
    if (parts > 1).any():
        spread = [
            np.linspace(a, b, n, endpoint=False)
            for a, b, n in zip(points[:-1], points[1:], parts, strict=True)
        ]
        points = np.rint(np.vstack([*spread, points[-1:]])).astype(np.int32)
    return points


def key_of(points: NDArray[np.int32]) -> NDArray[np.int64]:
    """Return one whole number a grid point."""
    return points[:, 0].astype(np.int64) * 1_000_000 + points[:, 1]


def find_junctions(rings: list[NDArray[np.int32]]) -> NDArray[np.int64]:
    """Return the keys of the points where other than two edges meet."""
    keys = [key_of(ring) for ring in rings]
    ends = np.vstack([np.stack([key[:-1], key[1:]], axis=1) for key in keys])
    edges = np.unique(np.sort(ends, axis=1), axis=0)
    points, degrees = np.unique(edges, return_counts=True)
    return points[degrees != 2]  # noqa: PLR2004


def found_in(wanted: NDArray[np.int64], ordered: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Tell which keys are in a sorted array that is much longer."""
    spots = np.minimum(np.searchsorted(ordered, wanted), len(ordered) - 1)
    return ordered[spots] == wanted


def cut(ring: NDArray[np.int32], junctions: NDArray[np.int64]) -> list[NDArray[np.int32]]:
    """Cut a closed ring at its junctions; without one it stays whole, from its lowest point on."""
    keys = key_of(ring[:-1])
    spots = np.flatnonzero(found_in(keys, junctions))
    first = spots[0] if len(spots) else keys.argmin()
    turned = np.vstack([np.roll(ring[:-1], -first, axis=0), ring[first : first + 1]])
    bounds = [*(spots - first), len(turned) - 1] if len(spots) else [0, len(turned) - 1]
    return [turned[a : b + 1] for a, b in pairwise(bounds)]


def refer(chain: NDArray[np.int32], arcs: dict[bytes, int], chains: list[NDArray[np.int32]]) -> int:
    """Return the number of an arc, ones' complement where it runs backwards, adding it if new."""
    forward, backward = chain.tobytes(), np.ascontiguousarray(chain[::-1]).tobytes()
    if forward in arcs:
        return arcs[forward]
    if backward in arcs:
        return ~arcs[backward]
    arcs[forward] = len(chains)
    chains.append(chain)
    return arcs[forward]
