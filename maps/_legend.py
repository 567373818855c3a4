"""The legend beside a picture, written from top to bottom as far as there is room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from maps._sheet import FAMILY_COLOURS, INK, SOFT, Lettering

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Sequence

    from maps._sheet import Sheet
    from maps.labels import Box
    from maps.layers import Mark, Scene

__all__ = ["Legend"]

_ROW: Final = 21.0
_LINE: Final = 16.0
_INDENT: Final = 34.0
_HEADING: Final = Lettering(size=13.5, bold=True)
_TEXT: Final = Lettering(size=12.5)
_SOFT: Final = Lettering(size=12.5, colour=SOFT)
_NUMBER: Final = Lettering(size=12, bold=True)
_TITLE: Final = Lettering(size=12)


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
        self._left, self._right, self._bottom = place.left, place.right, place.bottom
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

    def border(self, name: str, dashes: Any) -> None:  # noqa: ANN401 (matplotlib's dash pattern)
        """A border that was crossed.

        Parameters
        ----------
        name
            Its name.
        dashes
            How its line is drawn.
        """
        ends = [(self._left, self._y), (self._left + 26, self._y)]
        self._sheet.line(ends, ec=INK, lw=1.9, ls=dashes)
        self._row(name)

    def incidents(self, marks: Sequence[Mark], shown: set[str]) -> None:
        """The incidents by their numbers on the map, as far as there is room.

        Parameters
        ----------
        marks
            All incidents, in the order of their numbers.
        shown
            Ids of those that are on the map.
        """
        self._heading("On the map, by number")
        for number, mark in enumerate(marks, start=1):
            note = "" if mark.id in shown else _why_not(mark)
            text = f"{mark.title}, {mark.date_label}{note}"
            lines = self._sheet.wrapped(text, self._right - self._left - _INDENT, _TITLE, most=2)
            if self._y - _LINE * len(lines) < self._bottom + _LINE:
                left = len(marks) - number + 1
                self._sheet.text((self._left, self._y), f"… and {left} more", _SOFT)
                return
            end = (self._left + 22, self._y)
            self._sheet.text(end, str(number), _NUMBER, align="right")
            for line in lines:
                self._sheet.text((self._left + _INDENT, self._y), line, _TITLE)
                self._y -= _LINE
            self._y -= 3

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


def _why_not(mark: Mark) -> str:
    return " (place not known)" if mark.lon is None else " (outside this map)"
