"""Nearest point on many lines, by straight distances through the Earth.

On the ellipsoid's surface in three dimensions there is neither a pole nor an antimeridian to mind,
and what is nearest through the Earth is nearest over the ground.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["Nearest", "Segments", "densified", "on_ellipsoid", "split"]

_RADIUS_M = 6_378_137.0
_FLATTENING = 1 / 298.257223563
_LONGEST_M = 5_000.0
_METRES_PER_DEGREE = 111_700.0
_CHUNK = 48


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearest:
    """The point of a border that is nearest to another point.

    Parameters
    ----------
    pair
        The two countries of the border.
    lon
        Degrees east.
    lat
        Degrees north.
    """

    pair: tuple[str, str]
    lon: float
    lat: float


class Segments:
    """Short straight pieces of border lines, in chunks with a ball around each.

    Parameters
    ----------
    pairs
        The countries on either side of each border.
    numbers
        For each straight piece the place of its border in `pairs`.
    pieces
        (n, 4) array: lon and lat in degrees where each piece begins and where it ends.
    """

    def __init__(
        self,
        pairs: Sequence[tuple[str, str]],
        numbers: NDArray[np.int64],
        pieces: NDArray[np.float64],
    ) -> None:
        self._pairs = tuple(pairs)
        by_pair = np.argsort(numbers, kind="stable")
        self._pieces, parts = split(pieces[by_pair])
        sizes = np.bincount(np.repeat(numbers[by_pair], parts), minlength=len(pairs))
        counts = -(-sizes // _CHUNK)
        self._bounds = np.append(0, np.cumsum(counts))
        within = np.arange(counts.sum()) - np.repeat(self._bounds[:-1], counts)
        self._chunks = np.repeat(np.cumsum(sizes) - sizes, counts) + within * _CHUNK
        self._chunk_ends = np.append(self._chunks[1:], len(self._pieces))
        self._from = on_ellipsoid(self._pieces[:, :2])
        far = on_ellipsoid(self._pieces[:, 2:])
        self._along = far - self._from
        low = np.minimum.reduceat(np.minimum(self._from, far), self._chunks)
        high = np.maximum.reduceat(np.maximum(self._from, far), self._chunks)
        self._centres = (low + high) / 2
        self._radii = np.linalg.norm(high - low, axis=1) / 2
        self._of_pair = {
            pair: np.arange(*self._bounds[place : place + 2]) for place, pair in enumerate(pairs)
        }
        self._of_country = {
            code: np.concatenate([self._of_pair[pair] for pair in pairs if code in pair])
            for code in {code for pair in pairs for code in pair}
        }

    def nearest(
        self,
        lon: float,
        lat: float,
        *,
        country: str | None = None,
        pair: tuple[str, str] | None = None,
    ) -> Nearest | None:
        """The nearest point on a border.

        Parameters
        ----------
        lon
            Degrees east.
        lat
            Degrees north.
        country
            Only borders of this country.
        pair
            Only this border.

        Returns
        -------
        Nearest or None
            None if there is no such border.
        """
        wanted: NDArray[np.int64] | None = np.arange(len(self._chunks))
        if pair is not None:
            wanted = self._of_pair.get(pair)
        elif country is not None:
            wanted = self._of_country.get(country)
        if wanted is None:
            return None
        here = on_ellipsoid(np.array([[lon, lat]]))[0]
        away = np.linalg.norm(self._centres[wanted] - here, axis=1)
        radii = self._radii[wanted]
        hopeful = wanted[away - radii <= (away + radii).min()]
        rows = np.concatenate(
            [np.arange(self._chunks[chunk], self._chunk_ends[chunk]) for chunk in hopeful]
        )
        start, along = self._from[rows] - here, self._along[rows]
        share = -(start * along).sum(axis=1) / np.maximum((along * along).sum(axis=1), 1e-9)
        share = share.clip(0, 1)
        best = int(((start + along * share[:, None]) ** 2).sum(axis=1).argmin())
        row = rows[best]
        begin, end = self._pieces[row, :2], self._pieces[row, 2:]
        x, y = begin + (end - begin) * share[best]
        chunk = np.searchsorted(self._chunks, row, side="right") - 1
        place = int(np.searchsorted(self._bounds, chunk, side="right")) - 1
        return Nearest(pair=self._pairs[place], lon=float(x), lat=float(y))


def on_ellipsoid(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Places on the WGS 84 ellipsoid in three dimensions.

    Parameters
    ----------
    points
        (n, 2) array of lon and lat in degrees.

    Returns
    -------
    numpy.ndarray
        (n, 3) array of metres from the centre of the Earth.
    """
    lon, lat = np.radians(points).T
    squared = _FLATTENING * (2 - _FLATTENING)
    upright = _RADIUS_M / np.sqrt(1 - squared * np.sin(lat) ** 2)
    return np.stack(
        [
            upright * np.cos(lat) * np.cos(lon),
            upright * np.cos(lat) * np.sin(lon),
            upright * (1 - squared) * np.sin(lat),
        ],
        axis=1,
    )


def split(pieces: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Straight pieces, those longer than 5 km cut into equal parts.

    Parameters
    ----------
    pieces
        (n, 4) array: lon and lat in degrees where each piece begins and where it ends.

    Returns
    -------
    pieces : numpy.ndarray
        The same pieces in the same order, cut.
    parts : numpy.ndarray
        Into how many parts each was cut.
    """
    begin, end = pieces[:, :2], pieces[:, 2:]
    steps = end - begin
    nearer_equator = np.minimum(np.abs(begin[:, 1]), np.abs(end[:, 1]))
    east = steps[:, 0] * np.cos(np.radians(nearer_equator))
    long_m = np.hypot(east, steps[:, 1]) * _METRES_PER_DEGREE
    parts = np.maximum(np.ceil(long_m / _LONGEST_M), 1).astype(np.int64)
    nth = np.arange(parts.sum()) - np.repeat(np.cumsum(parts) - parts, parts)
    step = np.repeat(steps / parts[:, None], parts, axis=0)
    start = np.repeat(begin, parts, axis=0)
    return np.hstack([start + step * nth[:, None], start + step * (nth + 1)[:, None]]), parts


def densified(chain: NDArray[np.float64]) -> NDArray[np.float64]:
    """A line with points added where it goes on for more than 5 km without one.

    Parameters
    ----------
    chain
        (n, 2) array of lon and lat in degrees.

    Returns
    -------
    numpy.ndarray
        The same line, straight in lon and lat.
    """
    pieces, _ = split(np.hstack([chain[:-1], chain[1:]]))
    return np.vstack([pieces[:, :2], pieces[-1:, 2:]])
