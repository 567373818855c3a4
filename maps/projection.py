"""Degrees to pixels for a picture: true to scale at the middle latitude."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Self

import numpy as np

from maps.labels import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Frame"]

_KM_A_DEGREE: Final = 111.195
_CLOSEST_DEG: Final = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A map's place on a sheet, and what part of the world it shows.

    Parameters
    ----------
    place
        Where the map lies on the sheet.
    lon
        Degrees east in the middle.
    lat
        Degrees north in the middle.
    scale
        Pixels to a degree of latitude.
    """

    place: Box
    lon: float
    lat: float
    scale: float

    @classmethod
    def around(
        cls,
        bounds: tuple[float, float, float, float],
        place: Box,
        *,
        margin: float = 64.0,
    ) -> Self:
        """The frame that shows all of some bounds, as large as it can.

        Parameters
        ----------
        bounds
            West, south, east, north in degrees.
        place
            Where the map lies on the sheet.
        margin
            Pixels kept free around the bounds.

        Returns
        -------
        Frame
            Never closer than three degrees across.
        """
        west, south, east, north = bounds
        lat = (south + north) / 2
        across = max(east - west, _CLOSEST_DEG) * math.cos(math.radians(lat))
        up = max(north - south, _CLOSEST_DEG)
        room_x = place.right - place.left - 2 * margin
        room_y = place.top - place.bottom - 2 * margin
        scale = min(room_x / across, room_y / up)
        return cls(place=place, lon=(west + east) / 2, lat=lat, scale=scale)

    def moved(self, up: float) -> Self:
        """The same map elsewhere on the sheet.

        Parameters
        ----------
        up
            How much higher, in pixels.

        Returns
        -------
        Frame
            A new one.
        """
        old = self.place
        place = Box(left=old.left, right=old.right, bottom=old.bottom + up, top=old.top + up)
        return replace(self, place=place)

    @property
    def km_px(self) -> float:
        """Pixels to a kilometre."""
        return self.scale / _KM_A_DEGREE

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north of what the map shows, in degrees."""
        across = (self.place.right - self.place.left) / 2 / self.scale
        across /= math.cos(math.radians(self.lat))
        up = (self.place.top - self.place.bottom) / 2 / self.scale
        return self.lon - across, self.lat - up, self.lon + across, self.lat + up

    def pixels(self, points: Sequence[Sequence[float]]) -> Any:  # noqa: ANN401 (an array)
        """Turn degrees into pixels of the sheet.

        Parameters
        ----------
        points
            (lon, lat) pairs.

        Returns
        -------
        Any
            An array of x, y rows.
        """
        degrees = np.asarray(points, dtype=float)[:, :2]
        squeeze = math.cos(math.radians(self.lat))
        x = (self.place.left + self.place.right) / 2 + (
            degrees[:, 0] - self.lon
        ) * squeeze * self.scale
        y = (self.place.bottom + self.place.top) / 2 + (degrees[:, 1] - self.lat) * self.scale
        return np.column_stack([x, y])

    def pixel(self, lon: float, lat: float) -> tuple[float, float]:
        """One point as pixels of the sheet.

        Parameters
        ----------
        lon
            Degrees east.
        lat
            Degrees north.

        Returns
        -------
        tuple of float
            From the left and from below.
        """
        x, y = self.pixels([(lon, lat)])[0]
        return float(x), float(y)

    def touches(self, pixels: Any) -> bool:  # noqa: ANN401 (an array of n by 2)
        """Whether any part of a line may lie within the map.

        Parameters
        ----------
        pixels
            An array of x, y rows.

        Returns
        -------
        bool
            Judged by the box about it.
        """
        (x0, y0), (x1, y1) = pixels.min(axis=0), pixels.max(axis=0)
        return self.place.meets(Box(left=x0 - 1, bottom=y0 - 1, right=x1 + 1, top=y1 + 1))
