"""The codebook for a terminal, however narrow: names on the left, what they say on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from geo.codebook.facts import STANDARDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.codebook.facts import Codebook, FieldFacts, ValueFacts

__all__ = ["codebook_view"]

_HINT: Final = (
    "One of these alone: `incidentmap codebook NAME`, such as killed, Claim or Claim.when. "
    "--markdown makes a document of it, --json serves programs."
)
_DIM: Final = "dim"


def codebook_view(book: Codebook, *, hint: bool) -> Group:
    """A codebook, or what was looked up in it.

    Parameters
    ----------
    book
        The codebook.
    hint
        Whether to say at the end how to look up one name.

    Returns
    -------
    Group
        A heading and a table for each record and list.
    """
    parts: list[RenderableType] = []
    for record in book.records:
        parts += _section(record.name, record.meaning, ((f.name, _field(f)) for f in record.fields))
    for one in book.lists:
        parts += _section(one.name, one.meaning, ((v.name, _value(v)) for v in one.values))
    return Group(*parts, Text(_HINT, style=_DIM)) if hint else Group(*parts[:-1])


def _section(
    name: str, meaning: str, rows: Iterable[tuple[str, Text]]
) -> tuple[RenderableType, ...]:
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for label, told in rows:
        table.add_row(Text(label), told)
    return Text.assemble((name, "bold underline"), f": {meaning}"), table, Text()


def _field(one: FieldFacts) -> Text:
    """Meaning, what it holds, what it is elsewhere, each on lines of its own."""
    equals = {heading: getattr(one, key) for key, heading in STANDARDS.items()}
    told = [f"{heading}: {equal}" for heading, equal in equals.items() if equal]
    lacking = [heading for heading, equal in equals.items() if not equal]
    if lacking:
        told.append(f"no equal in {_listed(lacking)}" if told else "no equal elsewhere")
    lines = [(one.meaning, ""), (one.holds, "italic")]
    lines += [(f"in exports: {', '.join(one.columns)}", _DIM)] if one.columns else []
    return Text("\n").join(
        Text(text, style) for text, style in (*lines, *((t, _DIM) for t in told))
    )


def _value(one: ValueFacts) -> Text:
    """Meaning, then what else belongs to it."""
    codes = [f"{heading} {code or 'none'}" for heading, code in one.told.items()]
    told = Text(one.meaning)
    return told.append(f"\n{'; '.join(codes)}", style=_DIM) if codes else told


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
