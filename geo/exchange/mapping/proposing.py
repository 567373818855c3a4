"""Which column of somebody's table stands for what: guessed, shown, and settled by a person.

The guess comes from the header, from HXL hashtags and from a look at the values. What it cannot
know is a question, and a table with an open question is not read.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Final

from geo.errors import ImportFileError
from geo.exchange.mapping.headers import (
    OURS,
    Meaning,
    is_ours,
    meaning_of_header,
    meaning_of_tag,
    squeezed,
)
from geo.exchange.mapping.looking import Samples, fits, settle
from geo.exchange.mapping.reading import read

if TYPE_CHECKING:
    from collections.abc import Mapping as Pairs

    from geo.exchange.tables import Table

__all__ = ["MANNERS", "Chosen", "Mapping", "propose", "read"]

_LOOKED_AT: Final = 200
_SHOWN: Final = 3
_LONGEST_SHOWN: Final = 40
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


def propose(table: Table, given: Pairs[str, str] | None = None) -> Mapping:
    """What the columns of a table seem to stand for.

    Parameters
    ----------
    table
        The table.
    given
        Columns by field, as a person says: `{"killed": "Deaths", "date": "Datum:dmy"}`; a field
        with an empty column stays out. This comes before all guesses.

    Returns
    -------
    Mapping
        With the questions that it leaves open.

    Raises
    ------
    ImportFileError
        If a field or a column that was given does not exist; lists those that do.
    """
    rows = list(islice(table.rows(), _LOOKED_AT))
    samples: Samples = {
        name: [row.cells[name] for row in rows if row.cells.get(name)] for name in table.columns
    }
    geometry = any(row.point for row in rows)
    said = _said(table, given or {})
    left_out = {Meaning(field) for field, column in (given or {}).items() if not column.strip()}
    chosen = _guessed(table, samples, said, left_out, geometry=geometry)
    chosen, questions = settle(table, chosen, samples)
    shown = tuple(replace(one, examples=_examples(samples[one.column])) for one in chosen.values())
    ours = is_ours(table.columns)
    return Mapping(chosen=shown, questions=questions, ours=ours, geometry=geometry)


def _said(table: Table, given: Pairs[str, str]) -> dict[str, Chosen]:
    """What a person says, by column."""
    found: dict[str, Chosen] = {}
    for field, wanted in given.items():
        if field not in list(Meaning):
            listed = ", ".join(Meaning)
            raise ImportFileError(table.path, f"{field!r} is no field; the fields are {listed}")
        if not wanted.strip():
            continue
        meaning = Meaning(field)
        column, manner = _column(table, meaning, wanted)
        if column in found:
            why = f"the column {column!r} is given for {found[column].meaning} and for {field}"
            raise ImportFileError(table.path, f"{why}; it can stand for one")
        found[column] = Chosen(
            column=column, meaning=meaning, why="as you say", manner=manner, given=True
        )
    return found


def _column(table: Table, meaning: Meaning, wanted: str) -> tuple[str, str]:
    """The column that a person names, and the manner behind it."""
    name, _, manner = wanted.rpartition(":")
    fitting = manner.strip().lower() in MANNERS and meaning in MANNERS[manner.strip().lower()]
    tries = [(wanted, ""), (name, manner.strip().lower())] if fitting else [(wanted, "")]
    for tried, how in tries:
        if tried in table.columns:
            return tried, how
        alike = [column for column in table.columns if squeezed(column) == squeezed(tried)]
        if len(alike) == 1 and squeezed(tried):
            return alike[0], how
    listed = ", ".join(map(repr, table.columns))
    raise ImportFileError(table.path, f"there is no column {wanted!r}; the columns are {listed}")


def _guessed(
    table: Table,
    samples: Samples,
    said: Pairs[str, Chosen],
    left_out: set[Meaning],
    *,
    geometry: bool,
) -> dict[str, Chosen]:
    """A choice for each column: what a person says, then the surest guesses."""
    taken = {one.meaning: column for column, one in said.items()} | dict.fromkeys(left_out, "")
    if geometry and not {Meaning.LAT, Meaning.LON, Meaning.COORDINATES} & set(taken):
        taken |= dict.fromkeys((Meaning.LAT, Meaning.LON, Meaning.COORDINATES), "the geometry")
    guess = _own if is_ours(table.columns) else _guess
    chosen: dict[str, Chosen] = dict(said)
    ranked = []
    for place, column in enumerate(table.columns):
        if column not in said:
            one, rank = guess(table, column, samples[column])
            ranked.append((rank, place, one))
    for _, _, one in sorted(ranked, key=lambda item: item[:2]):
        if one.meaning in taken and one.meaning is not None:
            by = taken[one.meaning]
            why = f"{one.meaning}: {f'{by} stands for it' if by else 'left out, as you say'}"
            chosen[one.column] = replace(one, meaning=None, why=f"kept in the row; {why}")
            continue
        chosen[one.column] = one
        if one.meaning is not None:
            taken[one.meaning] = repr(one.column)
    return {column: chosen[column] for column in table.columns}


def _own(table: Table, column: str, values: list[str]) -> tuple[Chosen, int]:
    """A column of one of our own exports."""
    del table, values
    if column in OURS:
        return Chosen(column=column, meaning=Meaning(column), why="our own column"), 0
    because = "the other columns say the same" if column == "claims" else "it is worked out anew"
    return Chosen(column=column, meaning=None, why=f"kept in the row; {because}"), 0


def _guess(table: Table, column: str, values: list[str]) -> tuple[Chosen, int]:
    """What a column seems to stand for, and how unsure that is."""
    tag = table.hxl.get(column)
    meaning = meaning_of_tag(tag) if tag else None
    why, rank = f"its hashtag {tag}", -1
    if meaning is None:
        found = meaning_of_header(column)
        if found is None:
            return Chosen(column=column, meaning=None, why="kept in the row; no known name"), 0
        (meaning, rank), why = found, "its name"
    fitting, because = fits(meaning, values)
    if fitting is None:
        return Chosen(column=column, meaning=None, why=f"kept in the row; {because}"), rank
    return Chosen(column=column, meaning=fitting, why=because or why), rank


def _examples(values: list[str]) -> tuple[str, ...]:
    """A few different values, cut short, on one line each."""
    some = islice(dict.fromkeys(values), _SHOWN)
    lines = (" ".join(value.split()) for value in some)
    return tuple(x if len(x) <= _LONGEST_SHOWN else f"{x[: _LONGEST_SHOWN - 1]}…" for x in lines)
