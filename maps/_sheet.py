"""A sheet of pixels to draw on, over matplotlib: text, shapes, symbols, and the file.

Texts come from outside. They are drawn as they are (no `$...$` formula), letter by letter from the
font that matplotlib brings along; letters which that font lacks, or which need joining and
right-to-left order, become a box.
"""

from __future__ import annotations

import io
import math
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, get_font
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path as Outline
from matplotlib.patheffects import withStroke
from matplotlib.text import Text
from matplotlib.textpath import TextToPath

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maps.labels import Box
    from maps.layers import Geometry
    from maps.projection import Frame

__all__ = [
    "BAND",
    "FAMILY_COLOURS",
    "INK",
    "LAND",
    "SOFT",
    "UNKNOWN",
    "Lettering",
    "Sheet",
    "plain",
]

INK: Final = "#22211e"
SOFT: Final = "#5c5952"
LAND: Final = "#f6f4ef"
BAND: Final = "#b08a3e38"
"""What the land near a border is tinted with."""
UNKNOWN: Final = "\u25a1"
"""The box that stands for a letter that cannot be drawn."""
FAMILY_COLOURS: Final = {
    "strike": "#b5321a",
    "bombing": "#7a3293",
    "fighting": "#1d5c96",
    "unrest": "#805b00",
    "diplomacy": "#00665a",
    "other": "#55534d",
}
_DPI: Final = 72
_STAR: Final = [
    (radius * math.sin(math.pi * i / 8), radius * math.cos(math.pi * i / 8))
    for i, radius in enumerate((9.5, 5.0) * 8)
]
_DISC: Final = [(8 * math.cos(math.pi * i / 16), 8 * math.sin(math.pi * i / 16)) for i in range(32)]
_OUTLINES: Final[dict[str, list[tuple[float, float]]]] = {
    "strike": [(0, 9), (8.5, -6.5), (-8.5, -6.5)],
    "bombing": _STAR,
    "fighting": [(-7, -7), (7, -7), (7, 7), (-7, 7)],
    "unrest": [(0, -9), (8.5, 6.5), (-8.5, 6.5)],
    "diplomacy": [(-7, -10), (-7, 9.5), (-4, 9.5), (9, 5), (-4, 0.5), (-4, -10)],
    "other": _DISC,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lettering:
    """How a text looks.

    Parameters
    ----------
    size
        Height of the letters in pixels.
    colour
        Their colour.
    bold
        Whether they are bold.
    italic
        Whether they slant; bold ones do not.
    halo
        Whether they stand on the map and need to be set off.
    """

    size: float = 12.5
    colour: str = INK
    bold: bool = False
    italic: bool = False
    halo: bool = False

    @property
    def font(self) -> FontProperties:
        """The font that comes with matplotlib, the same on every machine."""
        kind = "-Bold" if self.bold else "-Oblique" if self.italic else ""
        return FontProperties(fname=_font_file(kind), size=self.size)


def _font_file(kind: str = "") -> str:
    return f"{mpl.get_data_path()}/fonts/ttf/DejaVuSans{kind}.ttf"


def plain(text: str) -> str:
    """Text that the font can draw.

    Parameters
    ----------
    text
        Text from outside.

    Returns
    -------
    str
        On one line; control characters gone, letters that cannot be drawn as boxes.
    """
    known = get_font(_font_file()).get_charmap()
    letters = []
    for letter in " ".join(text.split()):
        if unicodedata.category(letter)[0] == "C":
            continue
        joined = unicodedata.bidirectional(letter) in {"R", "AL", "AN"}
        letters.append(UNKNOWN if joined or ord(letter) not in known else letter)
    return "".join(letters)


class Sheet:
    """A sheet, measured in pixels from its lower left corner.

    Parameters
    ----------
    width
        Pixels across.
    height
        Pixels up.
    """

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self._figure = Figure(figsize=(width / _DPI, height / _DPI), dpi=_DPI, facecolor="white")
        FigureCanvasAgg(self._figure)
        self._axes = self._figure.add_axes((0, 0, 1, 1))
        self._axes.set(xlim=(0, width), ylim=(0, height))
        self._axes.axis("off")
        self._level = 1.0

    def _add(self, patch: PathPatch | Rectangle, frame: Frame | None = None) -> None:
        """Put a patch on top of all that is there, cut off at the edge of the map."""
        self._level += 1
        patch.set_zorder(self._level)
        self._axes.add_patch(patch)
        if frame is not None:
            patch.set_clip_path(_rectangle(frame.place, transform=self._axes.transData))

    def box(self, box: Box, *, fill: str, edge: str) -> None:
        """A rectangle.

        Parameters
        ----------
        box
            Where.
        fill
            Its colour.
        edge
            The colour of its edge.
        """
        self._add(_rectangle(box, fc=fill, ec=edge, lw=1))

    def shape(self, geometry: Geometry, frame: Frame, **style: Any) -> None:  # noqa: ANN401
        """A GeoJSON geometry on the map.

        Parameters
        ----------
        geometry
            Lines or areas in lon lat.
        frame
            Where the map lies.
        **style
            As matplotlib's patches take it.
        """
        rings = [frame.pixels(ring) for ring in _rings(geometry)]
        rings = [ring for ring in rings if frame.touches(ring)]
        if not rings:
            return
        areas = geometry["type"].endswith("Polygon")
        outline = Outline.make_compound_path(*(_outline(ring, closed=areas) for ring in rings))
        self._add(PathPatch(outline, **({"fill": areas} | style)), frame)

    def line(
        self,
        points: Sequence[tuple[float, float]],
        *,
        frame: Frame | None = None,
        closed: bool = False,
        **style: Any,  # noqa: ANN401
    ) -> None:
        """A line through points of the sheet.

        Parameters
        ----------
        points
            Pixels.
        frame
            The map that it is cut off at, if any.
        closed
            Whether it is an area.
        **style
            As matplotlib's patches take it.
        """
        path = _outline(np.asarray(points, dtype=float), closed=closed)
        self._add(PathPatch(path, **({"fill": closed} | style)), frame)

    def symbol(
        self,
        family: str,
        at: tuple[float, float],
        *,
        size: float = 22,
        solid: bool = True,
        draft: bool = False,
    ) -> None:
        """The symbol of a family of incidents.

        Parameters
        ----------
        family
            The family.
        at
            Where, in pixels.
        size
            How large, in pixels.
        solid
            Whether the place is known.
        draft
            Whether nobody has checked it yet.
        """
        drawn = family if family in FAMILY_COLOURS else "other"
        colour = FAMILY_COLOURS[drawn]
        points = [(at[0] + x * size / 24, at[1] + y * size / 24) for x, y in _OUTLINES[drawn]]
        edge, width, face = ("white", 1.2, colour) if solid else (colour, 2.0, "white")
        alpha = 0.5 if draft else 1.0
        self.line(points, closed=True, fc=face, ec=edge, lw=width, alpha=alpha, joinstyle="round")

    def text_width(self, text: str, look: Lettering) -> float:
        """How wide a text comes out.

        Parameters
        ----------
        text
            Text that `plain` has passed.
        look
            How it looks.

        Returns
        -------
        float
            Pixels.
        """
        measure = TextToPath().get_text_width_height_descent
        return float(measure(text, look.font, ismath=False)[0])

    def text(
        self, at: tuple[float, float], text: str, look: Lettering, *, align: str = "left"
    ) -> None:
        """One line of text, as it is.

        Parameters
        ----------
        at
            Its left, middle or right end, half way up, in pixels.
        text
            The text.
        look
            How it looks.
        align
            `left`, `center` or `right`.
        """
        self._level += 1
        item = Text(
            *at,
            plain(text),
            color=look.colour,
            fontproperties=look.font,
            ha=align,
            va="center_baseline",
            parse_math=False,
            usetex=False,
            zorder=self._level,
        )
        if look.halo:
            item.set_path_effects([withStroke(linewidth=3, foreground=LAND)])
        self._axes.add_artist(item)

    def wrapped(self, text: str, width: float, look: Lettering, *, most: int = 1) -> list[str]:
        """A text cut into lines.

        Parameters
        ----------
        text
            The text.
        width
            Pixels across.
        look
            How it looks.
        most
            How many lines at most; what is left then ends with an ellipsis.

        Returns
        -------
        list of str
            The lines.
        """
        lines = [""]
        for word in _words(plain(text)):
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and self.text_width(longer, look) > width:
                lines.append(word)
            else:
                lines[-1] = longer
        if len(lines) <= most:
            return lines
        return [*lines[: most - 1], f"{lines[most - 1]} …"]

    def content(self, kind: str, *, width_px: int) -> bytes:
        """The sheet as a file.

        Parameters
        ----------
        kind
            `png` or `svg`.
        width_px
            Pixels across; everything is drawn larger or smaller with it.

        Returns
        -------
        bytes
            The same for the same sheet.
        """
        made_by: dict[str, str | None] = {"Date": None} if kind == "svg" else {"Software": None}
        file = io.BytesIO()
        with mpl.rc_context({"svg.hashsalt": "incidentmap", "svg.fonttype": "path"}):
            self._figure.savefig(
                file, format=kind, dpi=_DPI * width_px / self.width, metadata=made_by
            )
        return file.getvalue()


def _rectangle(box: Box, **style: Any) -> Rectangle:  # noqa: ANN401
    return Rectangle((box.left, box.bottom), box.right - box.left, box.top - box.bottom, **style)


def _words(text: str, longest: int = 40) -> list[str]:
    """Words, the overlong ones in pieces."""
    return [word[at : at + longest] for word in text.split() for at in range(0, len(word), longest)]


def _rings(geometry: Geometry) -> list[Any]:
    """Every line or ring of a geometry."""
    kind = geometry["type"]
    if kind == "GeometryCollection":
        return [ring for part in geometry["geometries"] for ring in _rings(part)]
    deep = {"LineString": 0, "MultiLineString": 1, "Polygon": 1, "MultiPolygon": 2}.get(kind)
    if deep is None:
        return []
    found = [geometry["coordinates"]]
    for _ in range(deep):
        found = [inner for outer in found for inner in outer]
    return found


def _outline(points: Any, *, closed: bool) -> Outline:  # noqa: ANN401
    """A path through points."""
    if not closed:
        return Outline(points)
    codes = np.full(len(points) + 1, Outline.LINETO, dtype=Outline.code_type)
    codes[0], codes[-1] = Outline.MOVETO, Outline.CLOSEPOLY
    return Outline(np.vstack([points, points[:1]]), codes)
