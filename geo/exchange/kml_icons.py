"""Small pictures for a globe: the symbols of the map, one a family of kinds, solid or hollow.

They are drawn here, point by point, so that a KMZ needs nothing from the network and the same
project gives the same bytes.
"""

from __future__ import annotations

import struct
import zlib
from functools import cache
from math import cos, pi, sin
from typing import Final

import numpy as np
import shapely

from geo.kinds import Family

__all__ = ["COLOURS", "icon", "icon_name"]

COLOURS: Final[dict[Family, str]] = {
    Family.STRIKE: "b5321a",
    Family.BOMBING: "7a3293",
    Family.FIGHTING: "1d5c96",
    Family.UNREST: "805b00",
    Family.DIPLOMACY: "00665a",
    Family.OTHER: "55534d",
}
"""Colour of each family, red green blue, as on the map."""

_PAPER: Final = "f9f7f3"
_PIXELS: Final = 64
_FINER: Final = 4
"""Points that are tried across a pixel, so that edges come out smooth."""
_HALF: Final = 12.0
"""Half the side of a picture, in the units of the outlines."""
_CORNERS: Final[dict[Family, list[tuple[float, float]]]] = {
    Family.STRIKE: [(0, -9), (8.5, 6.5), (-8.5, 6.5)],
    Family.FIGHTING: [(-7, -7), (7, -7), (7, 7), (-7, 7)],
    Family.UNREST: [(0, 9), (-8.5, -6.5), (8.5, -6.5)],
    Family.DIPLOMACY: [(-7, 10), (-7, -9.5), (-4.5, -9.5), (9, -5), (-4.5, -0.5), (-4.5, 10)],
}


def icon_name(family: Family, *, solid: bool) -> str:
    """Path of a symbol inside a KMZ.

    Parameters
    ----------
    family
        The family of kinds.
    solid
        Whether it stands for a spot that is known.

    Returns
    -------
    str
        Such as `icons/strike-solid.png`.
    """
    return f"icons/{family}-{'solid' if solid else 'hollow'}.png"


@cache
def icon(family: Family, *, solid: bool) -> bytes:
    """A symbol as a picture.

    Parameters
    ----------
    family
        The family of kinds.
    solid
        Filled with the colour of the family, or a mere line in it about the colour of paper.

    Returns
    -------
    bytes
        A PNG of 64 by 64 pixels with transparency; always the same.
    """
    body = shapely.Polygon(_outline(family))
    if solid:
        layers = ((body.buffer(1.6), _PAPER), (body, COLOURS[family]))
    else:
        layers = ((body.buffer(1.1), COLOURS[family]), (body.buffer(-1.1), _PAPER))
    colour = np.zeros((_PIXELS, _PIXELS, 3))
    cover = np.zeros((_PIXELS, _PIXELS, 1))
    for shape, ink in layers:
        part = _covered(shape)
        colour = colour * (1 - part) + np.array(list(bytes.fromhex(ink))) * part
        cover = cover + part * (1 - cover)
    plain = np.divide(colour, cover, out=np.zeros_like(colour), where=cover > 0)
    return _png(np.concatenate([plain, cover * 255], axis=2).round().astype(np.uint8))


def _outline(family: Family) -> list[tuple[float, float]]:
    """Corners of a family's symbol about (0, 0), y downwards, as the map draws them."""
    if family is Family.BOMBING:
        turns = [(pi * i / 8 - pi / 2, 5.0 if i % 2 else 9.5) for i in range(16)]
        return [(radius * cos(turn), radius * sin(turn)) for turn, radius in turns]
    if family is Family.OTHER:
        return [(8 * cos(pi * i / 32), 8 * sin(pi * i / 32)) for i in range(64)]
    return _CORNERS[family]


def _covered(shape: shapely.Geometry) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """How much of each pixel a shape covers, 0 to 1."""
    fine = _PIXELS * _FINER
    at = (np.arange(fine) + 0.5) * (2 * _HALF / fine) - _HALF
    shapely.prepare(shape)
    inside = shapely.contains_xy(shape, *np.meshgrid(at, at))
    blocks = inside.reshape(_PIXELS, _FINER, _PIXELS, _FINER)
    covered: np.ndarray[tuple[int, ...], np.dtype[np.float64]] = blocks.mean(axis=(1, 3))
    return covered[:, :, None]


def _png(pixels: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> bytes:
    """Red, green, blue and opacity as a PNG file."""
    height, width, _ = pixels.shape
    rows = b"".join(b"\0" + row.tobytes() for row in pixels)
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows, 9)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )
