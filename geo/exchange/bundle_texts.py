"""What a bundle says of itself: what each file is, what the columns mean, whose the data are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geo.exchange.columns import COLUMNS, Column
from geo.exchange.csv_table import CLAIMS_COLUMN
from geo.exchange.sheets import CLAIMS
from geo.plain import rule_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.exchange.entries import Going
    from geo.exchange.formats import Format

__all__ = ["licences", "readme"]

_MARKUP: Final = re.compile(r"([\\`*_{}\[\]()#+\-.!|~])")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Terms:
    """What the makers of a data set ask of those who pass its rows on."""

    name: str
    text: str
    forbidden: bool = False


_TERMS: Final = {
    "ucdp": _Terms(
        name="Uppsala Conflict Data Program (UCDP)",
        text="asks to be cited: Sundberg and Melander (2013), Introducing the UCDP Georeferenced "
        "Event Dataset, Journal of Peace Research 50(4), and the codebook of the edition used "
        "(https://ucdp.uu.se/downloads/).",
    ),
    "acled": _Terms(
        name="Armed Conflict Location & Event Data (ACLED)",
        text="forbids in its terms of use to pass its rows on (https://acleddata.com).",
        forbidden=True,
    ),
    "gtd": _Terms(
        name="Global Terrorism Database (GTD)",
        text="forbids in its terms of use to pass its rows on (https://www.start.umd.edu/gtd/).",
        forbidden=True,
    ),
}
"""By the first word of a data set's name."""

_OWN_DATA: Final = """\
## Data that incidentmap worked with

| columns | worked out with | terms |
|---|---|---|
| `border`, `border_distance_m`, `depth_m` | OpenStreetMap, borders of 2017 | [1] |
| `place`, `place_id`, `admin1`, `country`, `lon`, `lat`, `radius_m` | GeoNames | [2] |
| `admin1`, areas of provinces | Natural Earth (https://www.naturalearthdata.com) | public domain |

1. © OpenStreetMap contributors, Open Database License 1.0
   (https://opendatacommons.org/licenses/odbl/1-0/): say so wherever you show these columns, keep
   the licence if you pass on data made from them.
2. © GeoNames (https://www.geonames.org), CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/):
   name GeoNames wherever you show its places.

Coordinates that a report or a data set gives itself are theirs and not the gazetteer's. Which
country a place lies in and where a border runs follow these data; neither is a judgement about a
dispute.
"""

_CLAIMS: Final = """\
## Claims, quotes and titles

The claims belong to those who make them, and the quotes to the publishers named as their sources.
They are short quotations, each with its source and its address where it has one; whoever uses them
keeps to the law on quotation of their own country. Where `paraphrased` is true the words are those
of the people who keep the store, and so are the titles. That something is claimed does not make
it true.

incidentmap claims no rights in this bundle and can grant none. Its own licence (MIT) is that of the
program, not of the data.
"""


def readme(
    going: Going, files: Sequence[tuple[str, Format | None]], datasets: Mapping[str, int]
) -> str:
    """The text of `README.md`.

    Parameters
    ----------
    going
        What was written.
    files
        Name of each file, with its format; none for one that comes beside another.
    datasets
        How many incidents were imported from each data set.

    Returns
    -------
    str
        Markdown.
    """
    lines = [f"# {_plain(going.title)}", ""]
    if any(_forbids(name) for name in datasets):
        lines += ["**Do not pass this folder on before you have read LICENCES.md.**", ""]
    lines += [
        f"{_many(going.count)}, the same in every file.",
        "",
        f"- Rule: {_plain(rule_text(going.rule))} (`{_code(str(going.rule))}`).",
        f"- Filters: {_plain(going.chosen) or 'none'}.",
        "- Times are in UTC, coordinates in WGS 84 (EPSG:4326), longitude before latitude.",
        "- Digits are not precision: `precision` and `radius_m` say how exact a place is.",
        "",
        "## Files",
        "",
        "| file | what it is | for whom | what it leaves out |",
        "|---|---|---|---|",
        *(_file_line(name, form) for name, form in files),
        "",
        *_SPREADSHEETS,
        "## Columns of the incidents",
        "",
        "GeoJSON, GeoPackage and the other formats of maps have the same, beside a geometry.",
        "",
        *_column_table((*COLUMNS, CLAIMS_COLUMN)),
        f"The last one, `{CLAIMS_COLUMN.name}`, is in the CSV file alone.",
        "",
        "## Columns of claims.csv",
        "",
        *_column_table(CLAIMS.columns),
    ]
    return "\n".join(lines)


_BESIDE: Final = {
    ".qgs": ("QGIS project", "QGIS, opens the GeoPackage with time and styles"),
    ".sources.json": ("JSON", "TimeMap, which reads the sources beside the events"),
    ".associations.json": ("JSON", "TimeMap, which reads its categories beside the events"),
    "claims.csv": ("CSV", "spreadsheets and scripts, one claim a row"),
    "LICENCES.md": ("text", "everybody who passes this on: whose the data are"),
    "README.md": ("text", "everybody"),
    "manifest.json": ("JSON", "programs: size and SHA-256 of every file"),
}
_SPREADSHEETS: Final = (
    "In the CSV files a text that a spreadsheet could run as a formula has an apostrophe in front.",
    "Excel reads texts such as `9-12` or `2024-01` in a CSV file as dates: take the XLSX file",
    "there, or the columns `killed_low` and `date_start`.",
    "",
)


def _file_line(name: str, form: Format | None) -> str:
    if form is not None:
        return f"| {name} | {form.name} | {form.for_} | {form.leaves_out or 'nothing'} |"
    told = next((told for end, told in _BESIDE.items() if name.endswith(end)), ("", ""))
    return f"| {name} | {told[0]} | {told[1]} | |"


def _column_table(columns: Sequence[Column]) -> list[str]:
    rows = (f"| `{c.name}` | {c.type} | {c.unit or ''} | {c.meaning} |" for c in columns)
    return ["| column | type | unit | meaning |", "|---|---|---|---|", *rows, ""]


def licences(datasets: Mapping[str, int]) -> str:
    """The text of `LICENCES.md`.

    Parameters
    ----------
    datasets
        How many incidents were imported from each data set.

    Returns
    -------
    str
        Markdown; a warning at its top where rows may not be passed on.
    """
    lines = ["# Whose the data are", ""]
    for name in sorted(datasets):
        terms = _terms(name)
        if terms and terms.forbidden:
            told = f"Warning: {_many(datasets[name])} from {terms.name}, which {terms.text}"
            lines += [
                f"**{told} Keep this folder to yourself, or make it again without them.**",
                "",
            ]
    if datasets:
        lines += ["## Data sets that incidents were imported from", ""]
        lines += [f"- {_dataset_line(name, datasets[name])}" for name in sorted(datasets)]
        lines += [""]
    return "\n".join([*lines, _CLAIMS, _OWN_DATA])


def _dataset_line(name: str, many: int) -> str:
    terms = _terms(name)
    about = f"{terms.name} {terms.text}" if terms else "Look up its terms before you pass this on."
    return f"`{_code(name)}`: {_many(many)}. {about}"


def _many(count: int) -> str:
    return f"{count:,} incident{'' if count == 1 else 's'}"


def _terms(dataset: str) -> _Terms | None:
    return _TERMS.get(re.split("[^a-z]", dataset.lower(), maxsplit=1)[0])


def _forbids(dataset: str) -> bool:
    terms = _terms(dataset)
    return terms is not None and terms.forbidden


def _plain(text: str) -> str:
    """Text from outside in one line of Markdown, without any markup."""
    escaped = _MARKUP.sub(r"\\\1", " ".join(text.split()))
    return escaped.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _code(text: str) -> str:
    """Text from outside between backticks."""
    return " ".join(text.replace("`", "'").split())
