"""A row of somebody's table by what its columns stand for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from geo.errors import ModelError
from geo.exchange.inert import original
from geo.exchange.mapping.cells import said
from geo.exchange.mapping.headers import Meaning
from geo.exchange.tables import Row

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Line"]

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row by what its columns stand for.

    Parameters
    ----------
    row
        The row.
    columns
        Names of columns by what they stand for.
    manners
        How their values are to be read, see `geo.exchange.mapping.chosen.MANNERS`.
    ours
        Whether we wrote the table.
    inert
        Whether text that a spreadsheet would take for a formula has an apostrophe before it.
    """

    row: Row
    columns: Mapping[Meaning, str]
    manners: Mapping[Meaning, str]
    ours: bool = False
    inert: bool = False

    def text(self, meaning: Meaning) -> str | None:
        """What a cell says.

        Parameters
        ----------
        meaning
            What its column stands for.

        Returns
        -------
        str or None
            None where there is no such column, or the cell says that nothing is known.
        """
        column = self.columns.get(meaning)
        if column is None or column not in self.row.cells:
            return None
        cell = self.row.cells[column]
        return said(original(cell) if self.inert else cell)

    def read(self, meaning: Meaning, convert: Callable[[str], _T]) -> _T | None:
        """What a cell says, as a value.

        Parameters
        ----------
        meaning
            What its column stands for.
        convert
            Makes the value of the text; raises ModelError.

        Returns
        -------
        _T or None
            None where the cell says nothing.

        Raises
        ------
        ModelError
            Naming the column and the value.
        """
        text = self.text(meaning)
        if text is None:
            return None
        try:
            return convert(text)
        except ModelError as problem:
            raise ModelError(f"{self.named(meaning)}: {problem}") from None

    def named(self, *meanings: Meaning) -> str:
        """Columns with their values, for a message.

        Parameters
        ----------
        *meanings
            What the columns stand for.

        Returns
        -------
        str
            Such as "Deaths 'nine'"; long values are cut.
        """
        given = [self.columns[meaning] for meaning in meanings if meaning in self.columns]
        return " and ".join(f"{c} {self.row.cells.get(c, '')[:60]!r}" for c in given)
