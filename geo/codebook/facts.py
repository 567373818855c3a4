"""What a codebook is made of: records with fields, and lists of permitted values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

__all__ = [
    "HEADINGS",
    "STANDARDS",
    "Codebook",
    "FieldFacts",
    "ListFacts",
    "RecordFacts",
    "ValueFacts",
]

STANDARDS: Final = {"ucdp": "UCDP GED", "acled": "ACLED", "plover": "PLOVER", "hxl": "HXL"}
"""The vocabularies that fields are compared with, by the names of `FieldFacts`."""

HEADINGS: Final = {
    **STANDARDS,
    "label": "shown as",
    "family": "family",
    "acled_event": "ACLED event type",
    "acled_sub_event": "ACLED sub-event type",
    "plover_event": "PLOVER event",
    "plover_mode": "PLOVER mode",
    "ucdp_where_prec": "UCDP where_prec",
    "acled_geo_precision": "ACLED geo_precision",
    "radius_m": "usual radius",
}
"""The codes of values in words; those that are no whole numbers are metres."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldFacts:
    """What there is to know of a field or column.

    Parameters
    ----------
    name
        Its name.
    type
        What it holds, in plain words.
    meaning
        What it says.
    required
        Whether it is always given; None for columns, any of which may be empty.
    default
        What it is where it is not given; None where it is then empty.
    unit
        Unit of its numbers.
    values
        Name of the list of values that are permitted in it.
    columns
        Columns of an export in which it stands.
    ucdp
        Its equal in UCDP GED; None where there is none, likewise below.
    acled
        Its equal in ACLED.
    plover
        Its equal in PLOVER.
    hxl
        HXL hashtags of its columns.
    """

    name: str
    type: str
    meaning: str
    required: bool | None
    default: str | None
    unit: str | None
    values: str | None
    columns: tuple[str, ...]
    ucdp: str | None
    acled: str | None
    plover: str | None
    hxl: str | None

    @property
    def holds(self) -> str:
        """Type, unit, and what it is where it is left out, in one line."""
        held = ", ".join(part for part in (self.type, self.unit) if part)
        if self.default is not None:
            return f"{held}; {self.default} if left out"
        return f"{held}; may be empty" if self.required is False else held


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFacts:
    """What there is to know of a record of the model, or of an export's columns.

    Parameters
    ----------
    name
        Its name.
    meaning
        What it stands for.
    fields
        Its fields, in order.
    """

    name: str
    meaning: str
    fields: tuple[FieldFacts, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueFacts:
    """What there is to know of a permitted value.

    Parameters
    ----------
    name
        The value as it is written.
    meaning
        What it says.
    codes
        What else belongs to it, and its equals elsewhere; `HEADINGS` has the keys in words.
    """

    name: str
    meaning: str
    codes: Mapping[str, str | float | None] = field(default_factory=dict)

    @property
    def told(self) -> dict[str, str | None]:
        """The codes for people, by `HEADINGS`; None where there is no equal."""
        return {HEADINGS[key]: _told(code) for key, code in self.codes.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFacts:
    """A list of permitted values.

    Parameters
    ----------
    name
        Its name.
    meaning
        What its values tell.
    values
        The values, in order.
    """

    name: str
    meaning: str
    values: tuple[ValueFacts, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Codebook:
    """Records with their fields, and lists of permitted values.

    Parameters
    ----------
    records
        The records of the model, then the columns of an export.
    lists
        The lists, in the order in which the records need them.
    """

    records: tuple[RecordFacts, ...]
    lists: tuple[ListFacts, ...]


def _told(code: str | float | None) -> str | None:
    if isinstance(code, float):
        return f"{code:,.0f} m"
    return None if code is None else str(code)
