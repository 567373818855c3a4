"""What can go wrong when a map is made.

::

    MapError
    ├── TilesError          (ValueError)    neither tiles that are known nor an address of tiles
    └── PictureFormatError  (ValueError)    a picture of a kind that is not made

Each says what was found, what was wanted and what to do, before anything is written. A page or
picture that cannot be written raises `geo.errors.ExportError`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["MapError", "PictureFormatError", "TilesError"]


class MapError(Exception):
    """Anything that this package refuses, with a message for a person."""


class TilesError(MapError, ValueError):
    """Neither the name of tiles that are known nor an address of tiles.

    Parameters
    ----------
    tiles
        What was asked for.
    known
        Names of the tiles that are known.
    """

    def __init__(self, tiles: str, known: tuple[str, ...]) -> None:
        super().__init__(
            f"{tiles!r} names no tiles; give {', '.join(known)} or an address such as "
            "https://tiles.example.org/{z}/{x}/{y}.png"
        )
        self.tiles = tiles


class PictureFormatError(MapError, ValueError):
    """A picture of a kind that is not made.

    Parameters
    ----------
    path
        The file asked for.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}: a picture is a .png or an .svg; end the name with one of these")
        self.path = path
