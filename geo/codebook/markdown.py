"""The codebook as Markdown: a table for each record and each list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.codebook.facts import STANDARDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.codebook.facts import Codebook, FieldFacts, ListFacts, RecordFacts

__all__ = ["markdown", "with_preface"]

_NONE: Final = "–"
_PREFACE: Final = """\
# Codebook

Every field of the model, every column of an export and every value that is permitted in one, with
its equal in other vocabularies. `incidentmap codebook` shows the same in a terminal, `incidentmap
codebook killed` what has one name, `--json` all of it for programs. This file is made by
`incidentmap codebook --markdown > docs/codebook.md`; do not edit it.

A record of the model is a JSON object in seed files, in the answers of `--json` and in exports that
can be read back; a field that is empty is left out. Text is Unicode, an instant is UTC
(`2024-01-19T00:00:00Z`), a day is `2024-01-19`, coordinates are degrees of WGS 84 (EPSG:4326), and
longitude comes before latitude.

The vocabularies are the columns of [UCDP GED](https://ucdp.uu.se/downloads/) 23.1, the columns of
[ACLED](https://acleddata.com/) as of its 2023 codebook, the JSON fields of the
[PLOVER](https://github.com/openeventdata/PLOVER) manual (whose `source` is who acts, not where it
was read), and the hashtags of [HXL](https://hxlstandard.org/) 1.1 that an export can put over its
columns. A dash means that there is no equal; brackets say how an equal differs. UCDP, ACLED and
PLOVER have one row for an event, as their coders settled it. Here each claim is kept with who makes
it, so a field of a claim is compared with the value that such a row has.
"""


def with_preface(book: Codebook) -> str:
    """The whole codebook as a document.

    Parameters
    ----------
    book
        The codebook.

    Returns
    -------
    str
        Markdown: what it is, contents, then the tables.
    """
    names = [record.name for record in book.records] + [one.name for one in book.lists]
    linked = ", ".join(f"[{name}](#{name.lower()})" for name in names)
    return f"{_PREFACE}\n{linked}\n\n{markdown(book)}"


def markdown(book: Codebook) -> str:
    """A codebook as tables, or what was looked up in it.

    Parameters
    ----------
    book
        The codebook.

    Returns
    -------
    str
        Markdown.
    """
    return "\n".join([*map(_record, book.records), *map(_list, book.lists)])


def _record(record: RecordFacts) -> str:
    exported = any(one.columns for one in record.fields)
    head = ("name", "what it holds", "meaning", *STANDARDS.values())
    rows = [_field(one) for one in record.fields]
    if exported:
        head = (*head, "in exports")
        rows = [(*row, _coded(one.columns)) for row, one in zip(rows, record.fields, strict=True)]
    return _section(record.name, record.meaning, head, rows)


def _field(one: FieldFacts) -> tuple[str, ...]:
    equals = (text or _NONE for text in (one.ucdp, one.acled, one.plover))
    tags = _coded(one.hxl.split(", ") if one.hxl else ())
    return (f"`{one.name}`", _linked(one), one.meaning, *equals, tags)


def _coded(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names) or _NONE


def _linked(one: FieldFacts) -> str:
    """What a field holds, with a link to its list."""
    if one.values is None:
        return one.holds
    link = f"[{one.values}](#{one.values.lower()})"
    return one.holds.replace(one.values, link, 1)


def _list(one: ListFacts) -> str:
    told = list(dict.fromkeys(heading for value in one.values for heading in value.told))
    rows = (
        (f"`{value.name}`", value.meaning, *(value.told.get(heading) or _NONE for heading in told))
        for value in one.values
    )
    return _section(one.name, one.meaning, ("value", "meaning", *told), rows)


def _section(name: str, meaning: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [tuple(map(_escaped, row)) for row in (head, *rows)]
    lines.insert(1, ("---",) * len(head))
    table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return f"## {name}\n\n{meaning}\n\n{table}\n"


def _escaped(cell: str) -> str:
    return cell.replace("|", "\\|")
