"""What the columns of a table stand for, as a person sees it and as it is then read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geo.exchange.mapping.headers import Meaning

if TYPE_CHECKING:
    from collections.abc import Mapping as Pairs

__all__ = ["MANNERS", "Chosen", "Mapping"]

_WHEN_OR_WHERE: Final = {
    *(Meaning.DATE, Meaning.DATE_START, Meaning.DATE_END, Meaning.PLACE, Meaning.MENTION),
    *(Meaning.PLACE_ID, Meaning.ADMIN1, Meaning.COUNTRY, Meaning.COORDINATES, Meaning.LON),
}
_DATES: Final = (Meaning.DATE, Meaning.DATE_START, Meaning.DATE_END, Meaning.PUBLISHED)
MANNERS: Final[Pairs[str, tuple[Meaning, ...]]] = {
    "dmy": _DATES,
    "mdy": _DATES,
    "ucdp": (Meaning.PRECISION,),
    "acled": (Meaning.PRECISION,),
    "words": (Meaning.PRECISION,),
    "latlon": (Meaning.COORDINATES,),
    "lonlat": (Meaning.COORDINATES,),
}
"""What may stand behind a column, as in `date=Datum:dmy`, and for which fields."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A column and what it stands for.

    Parameters
    ----------
    column
        Name of the column.
    meaning
        What it stands for; None where it is only kept in the row.
    why
        How that is known, for a person.
    examples
        A few of its values.
    manner
        How its values are to be read, one of `MANNERS`; empty where that is plain.
    given
        Whether a person said so.
    """

    column: str
    meaning: Meaning | None
    why: str
    examples: tuple[str, ...] = ()
    manner: str = ""
    given: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """What each column of a table stands for.

    Parameters
    ----------
    chosen
        Every column, in the order of the table.
    questions
        What a person has to settle before the table can be read, each with how to.
    ours
        Whether the table is an export of our own.
    geometry
        Whether the rows bring a geometry, which then says where.
    """

    chosen: tuple[Chosen, ...]
    questions: tuple[str, ...] = ()
    ours: bool = False
    geometry: bool = False

    def column(self, meaning: Meaning) -> str | None:
        """The column that stands for something.

        Parameters
        ----------
        meaning
            What it is to stand for.

        Returns
        -------
        str or None
            Its name; None where no column does.
        """
        return next((one.column for one in self.chosen if one.meaning is meaning), None)

    def manner(self, meaning: Meaning) -> str:
        """How the values of a column are to be read.

        Parameters
        ----------
        meaning
            What the column stands for.

        Returns
        -------
        str
            One of `MANNERS`; empty where that is plain or there is no such column.
        """
        return next((one.manner for one in self.chosen if one.meaning is meaning), "")

    @property
    def tells_when_or_where(self) -> bool:
        """Whether any column tells a date or a place: without one, no row is an incident."""
        return self.geometry or any(one.meaning in _WHEN_OR_WHERE for one in self.chosen)

    def rows_for_person(self) -> list[tuple[str, str, tuple[str, ...], str]]:
        """The mapping as a table to look at.

        Returns
        -------
        list of tuple
            For each column its name, the field that it stands for ("" where it is only kept in the
            row, "date:dmy" where its values are read in a manner of their own), a few of its
            values, and how that is known. Columns that stand for nothing come last.
        """
        rows = [
            (
                one.column,
                f"{one.meaning or ''}{f':{one.manner}' if one.manner else ''}",
                one.examples,
                one.why,
            )
            for one in self.chosen
        ]
        return sorted(rows, key=lambda row: not row[1])
