"""The legend beside a picture, written from top to bottom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from gazetteer.place import Precision
from maps._plot_marks import MOST_SEGMENTS, disc, draw_ring
from maps._sheet import BAND, FAMILY_COLOURS, INK, LAND, SOFT, Lettering
from maps.border_band import BAND_KM
from maps.labels import Box

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Sequence

    from maps._sheet import Sheet
    from maps.layers import Scene

__all__ = ["Legend"]

_ROW: Final = 21.0
_INDENT: Final = 34.0
_HEADING: Final = Lettering(size=13.5, bold=True)
_TEXT: Final = Lettering(size=12.5)
_SOFT: Final = Lettering(size=12.5, colour=SOFT)


class Legend:
    """A column of a sheet.

    Parameters
    ----------
    sheet
        The sheet.
    place
        Where the column lies.
    """

    def __init__(self, sheet: Sheet, place: Box) -> None:
        self._sheet = sheet
        self._left, self._right = place.left, place.right
        self._y = place.top - 2

    def kinds(self, counts: Counter[tuple[str, str]]) -> None:
        """Symbols of the kinds, with how many there are of each.

        Parameters
        ----------
        counts
            How many, by family and name.
        """
        self._heading("Incidents")
        families = list(FAMILY_COLOURS)

        def order(item: tuple[tuple[str, str], int]) -> tuple[int, str]:
            (family, name), _ = item
            return families.index(family) if family in families else len(families), name

        for (family, name), count in sorted(counts.items(), key=order):
            self._sheet.symbol(family, (self._left + 12, self._y), size=19)
            self._row(name, count)

    def directions(self, counts: Counter[str]) -> None:
        """Directions, with how many there are of each.

        Parameters
        ----------
        counts
            How many, by direction.
        """
        self._heading("Direction")
        for name, count in counts.most_common():
            self._row(name, count, indent=0)

    def signs(self, scene: Scene) -> None:
        """What the look of a symbol means, as far as it occurs.

        Parameters
        ----------
        scene
            What is shown.
        """
        self._heading("How to read it")
        at = self._left + 12
        self._sheet.symbol("other", (at, self._y), size=18)
        self._row("Solid: the town or site is known")
        if any(mark.lon is not None and not mark.exact for mark in scene.marks):
            self._sheet.symbol("other", (at, self._y), size=18, solid=False)
            self._row("Hollow: somewhere in the dashed area")
        if any(mark.precision == Precision.SITE for mark in scene.marks):
            foot = (at, self._y - 9)
            self._sheet.line([foot, (at, self._y)], ec=INK, lw=1.3)
            self._sheet.line(disc(foot, 2), closed=True, fc=INK, ec="none")
            self._sheet.symbol("other", (at, self._y + 4), size=14)
            self._row("On a needle: the site itself is known")
        if any(mark.sources > 1 for mark in scene.marks):
            self._y -= 3
            self._sheet.symbol("other", (at, self._y), size=12)
            draw_ring(self._sheet, (at, self._y), 12, 3)
            self._row(f"Ring: independent sources, 2 to {MOST_SEGMENTS} or more")
        if any(mark.differing for mark in scene.marks):
            self._sheet.text((at, self._y), "≠", Lettering(size=15), align="center")
            self._row("Accounts differ")
        if any(mark.status == "draft" for mark in scene.marks):
            self._sheet.symbol("other", (at, self._y), size=18, draft=True)
            self._row("Faint: draft, not checked yet")
        if any(mark.killed_low for mark in scene.marks):
            self._sheet.symbol("other", (at - 7, self._y), size=11)
            self._sheet.symbol("other", (at + 7, self._y), size=20)
            self._row("Larger: more people killed (least claimed)")

    def borders(self, names: Sequence[str], dashes: Any) -> None:  # noqa: ANN401 (a dash pattern)
        """The borders that were crossed, and the land near them.

        Parameters
        ----------
        names
            Their names; nothing is written where there is none.
        dashes
            How their lines are drawn.
        """
        if not names:
            return
        for name in names:
            ends = [(self._left, self._y), (self._left + 26, self._y)]
            self._sheet.line(ends, ec=INK, lw=1.9, ls=dashes)
            self._row(name)
        swatch = Box.around(self._left + 13, self._y, 26, 13)
        self._sheet.box(swatch, fill=LAND, edge="none")
        self._sheet.box(swatch, fill=BAND, edge="none")
        self._row(f"Within {BAND_KM} km of such a border")

    def _heading(self, text: str) -> None:
        self._y -= 6
        self._sheet.text((self._left, self._y), text, _HEADING)
        self._y -= _ROW + 1

    def _row(self, text: str, count: int | None = None, *, indent: float = _INDENT) -> None:
        if count is not None:
            self._sheet.text((self._right, self._y), str(count), _SOFT, align="right")
        width = self._right - self._left - indent - 30
        line = self._sheet.wrapped(text, width, _TEXT)[0]
        self._sheet.text((self._left + indent, self._y), line, _TEXT)
        self._y -= _ROW
