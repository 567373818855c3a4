"""The columns that every flat format has, one row an incident: their order, types and HXL tags.

They are those of the store's `incidents` layer, so that a reader who knows one knows all. What
stands in them is what the claims add up to under the rule in force, which the last one names.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

__all__ = ["COLUMNS", "Column", "ColumnType"]


class ColumnType(StrEnum):
    """What a column holds."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    DATETIME = "datetime"
    """An instant in UTC."""
    BOOLEAN = "boolean"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of an export.

    Parameters
    ----------
    name
        Its name, the same in every format.
    type
        What it holds; any cell may be empty.
    meaning
        What it says, in one sentence.
    unit
        Unit of its numbers.
    hxl
        Its HXL hashtag with attributes.
    values
        The list of permitted values in `geo.codebook` that it keeps to.
    """

    name: str
    type: ColumnType
    meaning: str
    unit: str | None = None
    hxl: str | None = None
    values: str | None = None


_T, _I, _N = ColumnType.TEXT, ColumnType.INTEGER, ColumnType.NUMBER
_ROWS: Final = (
    ("id", _T, "Short stable name of the incident.", None, "#event+id"),
    ("kind", _T, "What it is.", None, "#event+type"),
    ("title", _T, "One line that takes no side.", None, "#event+name"),
    ("status", _T, "Where it stands: draft, active, merged_into or withdrawn.", None, "#status"),
    ("date", _T, "When, in EDTF: no more exact than is known.", None, "#meta+date+edtf"),
    ("date_start", ColumnType.DATETIME, "First instant that the date allows.", "UTC", "#date+start"),
    ("date_end", ColumnType.DATETIME, "Last second that the date allows.", "UTC", "#date+end"),
    ("place", _T, "Name of the place, or the words of the report.", None, "#loc+name"),
    ("mention", _T, "The words of the report for the place.", None, "#loc+mention"),
    ("place_id", _T, "The place's id in the gazetteer.", None, "#loc+code"),
    ("admin1", _T, "First-order division.", None, "#adm1+name"),
    ("country", _T, "Country it lies in, ISO 3166-1 alpha-2.", None, "#country+code"),
    ("lon", _N, "Degrees east, WGS 84.", "degrees", "#geo+lon"),
    ("lat", _N, "Degrees north, WGS 84.", "degrees", "#geo+lat"),
    ("precision", _T, "How exact the place is.", None, "#geo+precision"),
    ("radius_m", _N, "Radius of the disc about the point that it lies in.", "m", "#geo+radius+m"),
    ("killed", _T, "Killed, as claimed: 9, 9-12, 12+ or ~100.", "people", "#meta+killed+claimed"),
    ("killed_low", _I, "The fewest killed that are claimed.", "people", "#affected+killed+min"),
    ("killed_high", _I, "The most; empty where open.", "people", "#affected+killed+max"),
    ("killed_best", _I, "The one best estimate, if any.", "people", "#affected+killed+best"),
    ("injured", _T, "Injured, likewise.", "people", "#meta+injured+claimed"),
    ("injured_low", _I, "The fewest injured that are claimed.", "people", "#affected+injured+min"),
    ("injured_high", _I, "The most; empty where open.", "people", "#affected+injured+max"),
    ("injured_best", _I, "The one best estimate, if any.", "people", "#affected+injured+best"),
    ("perpetrator", _T, "Who did it, as claimed.", None, "#group+perpetrator+name"),
    ("target", _T, "Whom or what it was aimed at, as claimed.", None, "#group+target+name"),
    ("weapon", _T, "With what, as claimed.", None, "#cause+weapon"),
    ("origin_country", _T, "Country it came from, ISO 3166-1 alpha-2.", None, "#country+origin+code"),
    ("target_country", _T, "Country it was aimed at.", None, "#country+target+code"),
    ("cross_border", ColumnType.BOOLEAN, "Whether it came from another country.", None, "#event+crossborder"),
    ("border", _T, "The nearest international land border, such as IR-PK.", None, "#geo+border"),
    ("border_distance_m", _N, "From the point to that border.", "m", "#geo+border+distance+m"),
    ("depth_m", _N, "From the point to the border it came across.", "m", "#geo+border+depth+m"),
    ("sources", _I, "Independent sources, a copy not counted again.", "sources", "#meta+source+num"),
    ("differing", _T, "Fields in which the claims differ.", None, "#meta+differing"),
    ("merged_into", _T, "Id of the incident that this one was merged into.", None, "#event+merged+id"),
    ("rule", _T, "How the claims were added up.", None, "#meta+rule"),
)  # fmt: skip

_VALUES: Final = {
    "kind": "Kind",
    "status": "Status",
    "precision": "Precision",
    "differing": "Field",
    "rule": "Rule",
}

COLUMNS: Final = tuple(
    Column(name=name, type=kind, meaning=meaning, unit=unit, hxl=hxl, values=_VALUES.get(name))
    for name, kind, meaning, unit, hxl in _ROWS
)
"""The columns, in the order in which every format has them."""
