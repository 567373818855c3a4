"""What can go wrong when a map is made.

::

    MapError
    ├── ClaimantError       (ValueError)    nobody of that name says anything on the map
    ├── ColumnError         (ValueError)    a column of incidents that cannot be drawn
    ├── TilesError          (ValueError)    neither tiles that are known nor an address of tiles
    └── PictureFormatError  (ValueError)    a picture of a kind that is not made

Each says what was found, what was wanted and what to do, before anything is written. A page or
picture that cannot be written raises `geo.errors.ExportError`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["ClaimantError", "ColumnError", "MapError", "PictureFormatError", "TilesError"]


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


class ColumnError(MapError, ValueError):
    """A column of incidents that cannot be drawn.

    Parameters
    ----------
    column
        Its name.
    row
        The first row that is wrong, counted from 0; None where the whole column is.
    why
        What is wrong with it and what is wanted.
    """

    def __init__(self, column: str, row: int | None, why: str) -> None:
        at = "" if row is None else f", row {row}"
        super().__init__(f"column {column!r}{at}: {why}")
        self.column = column
        self.row = row


class ClaimantError(MapError, ValueError):
    """Nobody of that name says anything on the map, or not one or two were named.

    Parameters
    ----------
    name
        What was asked for.
    known
        Who says something, those with the most incidents first.
    """

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        some = ", ".join(known[:8]) or "nobody"
        super().__init__(
            f"{name!r} is not one claimant or two of this map; who says something: {some}"
        )
        self.name = name
