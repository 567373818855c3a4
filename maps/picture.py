"""The map as a picture for a report: PNG or SVG, with its legend beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.files import replace_file
from maps.errors import PictureFormatError

if TYPE_CHECKING:
    from pathlib import Path

    from maps.basemap import Basemap
    from maps.layers import Scene

__all__ = ["picture_bounds", "write_picture"]


def picture_bounds(scene: Scene) -> tuple[float, float, float, float]:
    """What a picture of a scene shows: the basemap should cover it, or lines end in the middle.

    Parameters
    ----------
    scene
        What to show.

    Returns
    -------
    tuple of float
        West, south, east, north in degrees, within the world.
    """
    from maps._plot import frame_of  # noqa: PLC0415 (matplotlib is slow to import)

    west, south, east, north = frame_of(scene).bounds
    return max(west, -180.0), max(south, -85.0), min(east, 180.0), min(north, 85.0)


def write_picture(scene: Scene, basemap: Basemap, path: Path, *, width_px: int = 1600) -> Path:
    """Draw the map as a picture, whole or not at all.

    Parameters
    ----------
    scene
        What to show.
    basemap
        What lies under it.
    path
        A .png or .svg file; what stands there is replaced.
    width_px
        Pixels across; letters and symbols grow with it.

    Returns
    -------
    Path
        The same path.

    Raises
    ------
    PictureFormatError
        If the name ends otherwise.
    ExportError
        If it could not be written.
    """
    kind = path.suffix.lower().removeprefix(".")
    if kind not in {"png", "svg"}:
        raise PictureFormatError(path)
    from maps._plot import plot  # noqa: PLC0415 (matplotlib is slow to import)

    replace_file(path, plot(scene, basemap).sheet.content(kind, width_px=width_px))
    return path
