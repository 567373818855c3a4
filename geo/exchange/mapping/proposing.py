"""Which column of somebody's table stands for what: guessed, shown, and settled by a person.

The guess comes from the header, from HXL hashtags and from a look at the values. What it cannot
know is a question, and a table with an open question is not read.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Final

from geo.errors import ImportFileError
from geo.exchange.mapping.chosen import MANNERS, Chosen, Mapping
from geo.exchange.mapping.headers import (
    OURS,
    Meaning,
    is_ours,
    meaning_of_header,
    meaning_of_tag,
    squeezed,
)
from geo.exchange.mapping.looking import Samples, fits, settle

if TYPE_CHECKING:
    from collections.abc import Mapping as Pairs

    from geo.exchange.tables import Table

__all__ = ["propose"]

_LOOKED_AT: Final = 200
_SHOWN: Final = 3
_LONGEST_SHOWN: Final = 40


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
