"""Outlines that share their boundaries, read from one small file of arrays.

Each boundary between two shapes is stored once, as an arc: a first point and short steps on a
grid. The shapes refer to arcs by number, as TopoJSON does, so that neighbours meet exactly and the
line between two shapes is simply the arcs that both use.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.resources.abc import Traversable

__all__ = ["Topology"]


@dataclass(frozen=True, kw_only=True)
class Topology:
    """Named multipolygons that share arcs.

    Attributes
    ----------
    codes
        The names of the shapes, in the order of the file.
    arc_offsets
        Where each arc begins in `points`, and one end more than there are arcs.
    points
        The points of all arcs, lon and lat in degrees (EPSG:4326), one a row.
    ring_arcs
        The arcs of each ring, one after another; ones' complement where an arc runs backwards.
    ring_offsets, polygon_offsets, shape_offsets
        Where each ring begins in `ring_arcs`, each polygon among the rings and each shape among
        the polygons.
    """

    codes: tuple[str, ...]
    arc_offsets: NDArray[np.int64]
    points: NDArray[np.float64]
    ring_arcs: NDArray[np.int64]
    ring_offsets: NDArray[np.int64]
    polygon_offsets: NDArray[np.int64]
    shape_offsets: NDArray[np.int64]

    @classmethod
    def read(cls, file: Traversable) -> Topology:
        """Read a file that ``docs/data/topology.py`` wrote.

        Parameters
        ----------
        file
            An ``.npz`` archive, on disk or inside a package.

        Returns
        -------
        Topology
            All arcs decoded; outlines are put together when asked for.
        """
        with file.open("rb") as stream, np.load(stream, allow_pickle=False) as data:
            arcs = offsets(data["arc_sizes"])
            steps = np.insert(
                unfold(data["step_bytes"]), arcs[:-1] - np.arange(len(arcs) - 1), 0, 0
            )
            walked = np.cumsum(steps, axis=0, dtype=np.int32)
            begin = data["arc_starts"] - walked[arcs[:-1]]
            grid = walked + np.repeat(begin, data["arc_sizes"], axis=0)
            return cls(
                codes=tuple(data["codes"].tolist()),
                arc_offsets=arcs,
                points=grid / int(data["units_per_deg"]),
                ring_arcs=data["ring_arcs"].astype(np.int64),
                ring_offsets=offsets(data["ring_sizes"]),
                polygon_offsets=offsets(data["polygon_sizes"]),
                shape_offsets=offsets(data["shape_sizes"]),
            )

    @cached_property
    def index(self) -> Mapping[str, int]:
        """The place of each code in `codes`."""
        return {code: place for place, code in enumerate(self.codes)}

    def arc(self, number: int) -> NDArray[np.float64]:
        """Return one arc.

        Parameters
        ----------
        number
            Its number, ones' complement to run it backwards.

        Returns
        -------
        numpy.ndarray
            Its points, lon and lat in degrees, one a row.
        """
        plain = ~number if number < 0 else number
        points = self.points[self.arc_offsets[plain] : self.arc_offsets[plain + 1]]
        return points[::-1] if number < 0 else points

    def outline(self, code: str) -> shapely.MultiPolygon:
        """Return the outline of one shape.

        Parameters
        ----------
        code
            One of `codes`.

        Returns
        -------
        shapely.MultiPolygon
            In degrees, EPSG:4326.

        Raises
        ------
        KeyError
            If there is no such code.
        """
        place = self.index[code]
        parts = self.polygons(int(self.shape_offsets[place]), int(self.shape_offsets[place + 1]))
        return shapely.MultiPolygon(parts.tolist())

    def polygons(self, begin: int = 0, end: int | None = None) -> NDArray[Any]:
        """Return a run of polygons, all of them unless told otherwise.

        Parameters
        ----------
        begin, end
            The first polygon and the one after the last, counted over all shapes.

        Returns
        -------
        numpy.ndarray
            One shapely polygon each, in degrees.
        """
        stop = len(self.polygon_offsets) - 1 if end is None else end
        rings = self.polygon_offsets[begin : stop + 1]
        arcs = self.ring_offsets[rings[0] : rings[-1] + 1]
        used = self.ring_arcs[arcs[0] : arcs[-1]]
        rows, sizes = self._rows(used)
        ends = offsets(sizes)
        # Each arc ends where the next begins: the first point of an arc is that of the one before.
        keep = np.ones(len(rows), np.bool_)
        keep[ends[:-1]] = False
        keep[ends[arcs[:-1] - arcs[0]]] = True
        kept = offsets(keep.astype(np.int64))
        ring_ends = kept[ends[arcs - arcs[0]]]
        made: NDArray[Any] = shapely.from_ragged_array(
            shapely.GeometryType.POLYGON,
            self.points[rows[keep]],
            (ring_ends, rings - rings[0]),
        )
        return made

    def owners(self) -> NDArray[np.int64]:
        """Return the two shapes beside each arc.

        Returns
        -------
        numpy.ndarray
            For each arc the numbers of the shapes on its left and on its right, -1 for none.
        """
        rings = np.repeat(np.arange(len(self.ring_offsets) - 1), np.diff(self.ring_offsets))
        polygons = np.searchsorted(self.polygon_offsets, rings, side="right") - 1
        shapes = np.searchsorted(self.shape_offsets, polygons, side="right") - 1
        found = np.full((len(self.arc_offsets) - 1, 2), -1, np.int64)
        backwards = self.ring_arcs < 0
        arcs = np.where(backwards, ~self.ring_arcs, self.ring_arcs)
        found[arcs, backwards.astype(np.int64)] = shapes
        return found

    def _rows(self, used: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the rows of `points` along signed arcs, and how many there are in each."""
        arcs = np.where(used < 0, ~used, used)
        sizes = self.arc_offsets[arcs + 1] - self.arc_offsets[arcs]
        start = np.where(used < 0, self.arc_offsets[arcs + 1] - 1, self.arc_offsets[arcs])
        pace = np.where(used < 0, -1, 1)
        within = np.arange(sizes.sum()) - np.repeat(offsets(sizes)[:-1], sizes)
        return np.repeat(start, sizes) + np.repeat(pace, sizes) * within, sizes


def offsets(sizes: NDArray[Any]) -> NDArray[np.int64]:
    """Return where each run begins, and where the last ends."""
    return np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)])


def unfold(planes: NDArray[np.uint8]) -> NDArray[np.int16]:
    """Return lon and lat steps from rows of bytes: low and high of lon, low and high of lat."""
    folded = planes[0::2] | planes[1::2].astype(np.uint16) << 8
    return ((folded >> 1).astype(np.int16) ^ -(folded & 1).astype(np.int16)).T
