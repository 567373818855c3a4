"""The list of incidents under a picture, by the numbers that their symbols bear."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from maps._plot_marks import MOST_NUMBERED
from maps._sheet import SOFT, Lettering, Sheet

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from maps.layers import Mark

__all__ = ["IncidentList"]

_COLUMNS: Final = 3
_GAP: Final = 28.0
_INDENT: Final = 34.0
_LINE: Final = 16.0
_APART: Final = 4.0
_HEAD: Final = 26.0
_HEADING: Final = Lettering(size=13.5, bold=True)
_NUMBER: Final = Lettering(size=12, bold=True)
_TITLE: Final = Lettering(size=12)
_MORE: Final = Lettering(size=12, colour=SOFT)


@dataclass(frozen=True, slots=True)
class _Item:
    number: str
    lines: tuple[str, ...]

    @property
    def height(self) -> float:
        return len(self.lines) * _LINE + _APART


class IncidentList:
    """The list, in three columns of about the same height.

    Parameters
    ----------
    marks
        All incidents, in the order of their numbers.
    shown
        Ids of those that are on the map.
    width
        Pixels across.
    """

    def __init__(self, marks: Sequence[Mark], shown: Collection[str], width: float) -> None:
        self._column = (width - (_COLUMNS - 1) * _GAP) / _COLUMNS
        room, measure = self._column - _INDENT, Sheet(1, 1)
        items = []
        for number, mark in enumerate(marks[:MOST_NUMBERED], start=1):
            note = "" if mark.id in shown else _why_not(mark)
            text = f"{mark.title}, {mark.date_label}{note}"
            items.append(_Item(str(number), tuple(measure.wrapped(text, room, _TITLE, most=2))))
        if len(marks) > MOST_NUMBERED:
            items.append(_Item("", (f"… and {len(marks) - MOST_NUMBERED:,} more",)))
        self._columns = _columns(items)

    @property
    def height(self) -> float:
        """Pixels that the list takes; none where there is nothing to list."""
        tallest = max((sum(item.height for item in column) for column in self._columns), default=0)
        return _HEAD + tallest if tallest else 0.0

    def draw(self, sheet: Sheet, left: float, top: float) -> None:
        """Write the list.

        Parameters
        ----------
        sheet
            The sheet.
        left
            Its left edge in pixels.
        top
            Its upper edge.
        """
        if not self.height:
            return
        sheet.text((left, top - 8), "By number", _HEADING)
        for place, column in enumerate(self._columns):
            x, y = left + place * (self._column + _GAP), top - _HEAD - 8
            for item in column:
                sheet.text((x + 22, y), item.number, _NUMBER, align="right")
                for line in item.lines:
                    sheet.text((x + _INDENT, y), line, _TITLE if item.number else _MORE)
                    y -= _LINE
                y -= _APART


def _columns(items: Sequence[_Item]) -> list[list[_Item]]:
    """The items in order, each column filled to its share of the whole."""
    share = sum(item.height for item in items) / _COLUMNS
    columns: list[list[_Item]] = [[] for _ in range(_COLUMNS)]
    done = 0.0
    for item in items:
        columns[min(int(done / share), _COLUMNS - 1)].append(item)
        done += item.height
    return columns


def _why_not(mark: Mark) -> str:
    return " (place not known)" if mark.lon is None else " (outside this map)"
