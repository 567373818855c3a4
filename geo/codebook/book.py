"""The codebook: every field of the model, export column and permitted value, with its meaning.

Nothing here is written down a second time. Types come from the annotations of the model, meanings
from its docstrings, columns and codes from the tables that the program itself works with. What a
field is called elsewhere stands in `geo.codebook.equals`.
"""

from __future__ import annotations

from dataclasses import MISSING, Field, fields, replace
from datetime import date, datetime
from difflib import get_close_matches
from enum import StrEnum
from types import NoneType
from typing import TYPE_CHECKING, Any, Final, get_args, get_origin, get_type_hints

from gazetteer.place import RADIUS_M, Precision
from geo.codebook.equals import EQUALS, VALUE_EQUALS, Equals
from geo.codebook.facts import Codebook, FieldFacts, ListFacts, RecordFacts, ValueFacts
from geo.codebook.source import member_meanings, parameters, rst_table, summary
from geo.count import Count
from geo.errors import ModelError
from geo.exchange.columns import COLUMNS, Column, ColumnType
from geo.incident import Actor, Assessment, Claim, Incident, Link, Withdrawal
from geo.kinds import KINDS, Family, Kind
from geo.source import Citation, Source, SourceRow
from geo.when import When
from geo.where import Where

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = [
    "COLUMNS_RECORD",
    "MODEL",
    "codebook",
    "look_up",
]

MODEL: Final = (
    *(Incident, Claim, Count, When, Where, Actor),
    *(Source, Citation, SourceRow, Link, Assessment, Withdrawal),
)
"""The records of the model, in the order in which the codebook has them."""

COLUMNS_RECORD: Final = "Columns"
"""What the codebook calls the columns of an export."""

_PLAIN_TYPES: Final = {
    str: "text",
    int: "whole number",
    float: "number",
    bool: "yes or no",
    date: "day",
    datetime: "instant",
}
_COLUMN_TYPES: Final = {
    ColumnType.TEXT: "text",
    ColumnType.INTEGER: "whole number",
    ColumnType.NUMBER: "number",
    ColumnType.DATETIME: "instant",
    ColumnType.BOOLEAN: "yes or no",
}
_RULES: Final = "Rule"
_RULE_TABLE: Final = "geo.account"


def codebook() -> Codebook:
    """The whole codebook.

    Returns
    -------
    Codebook
        As the program that runs has it.
    """
    enums = dict.fromkeys(enum for record in MODEL for enum in _enums(record))
    rules = tuple(ValueFacts(name=n, meaning=m) for n, m in rst_table(_RULE_TABLE).items())
    return Codebook(
        records=(*map(_record, MODEL), _columns()),
        lists=(
            *map(_list, enums),
            _list(Family),
            ListFacts(
                name=_RULES,
                meaning="How the claims of an incident are added up to what is shown.",
                values=tuple(_with_default(rule) for rule in rules),
            ),
        ),
    )


def look_up(book: Codebook, name: str) -> Codebook:
    """What a codebook has under a name.

    Parameters
    ----------
    book
        The codebook.
    name
        A record, field, column, list or value, in any case; `Claim.when` says which record's field
        is meant. A name that others go on from, such as `killed`, brings them too.

    Returns
    -------
    Codebook
        The records and lists with nothing in them but what was asked for, and the lists that the
        fields asked for keep to.

    Raises
    ------
    ModelError
        If nothing has the name; names like it are told.
    """
    wanted = _folded(name)
    records = [_narrowed(record, wanted) for record in book.records]
    needed = {fact.values for record in records for fact in record.fields}
    lists = [one if one.name in needed else _chosen(one, wanted) for one in book.lists]
    found = Codebook(
        records=tuple(record for record in records if record.fields),
        lists=tuple(one for one in lists if one.values),
    )
    if not found.records and not found.lists:
        known = {_folded(one): one for one in _names(book)}
        near = [known[one] for one in get_close_matches(wanted, known, n=3)]
        hint = f"did you mean {', '.join(near)}?" if near else "`incidentmap codebook` shows all"
        msg = f"{name!r} is not in the codebook; {hint}"
        raise ModelError(msg)
    return found


def _record(cls: type[Any]) -> RecordFacts:
    hints, meanings = get_type_hints(cls), parameters(cls)
    return RecordFacts(
        name=cls.__name__,
        meaning=summary(cls),
        fields=tuple(_field(cls, one, hints[one.name], meanings[one.name]) for one in fields(cls)),
    )


def _field(cls: type[Any], one: Field[Any], hint: Any, meaning: str) -> FieldFacts:  # noqa: ANN401
    equals = EQUALS[f"{cls.__name__}.{one.name}"]
    required = one.default is MISSING and one.default_factory is MISSING
    given = one.default not in (MISSING, None, ())
    enum = next(_enums_of(hint), None)
    tags = [column.hxl for column in COLUMNS if column.name in equals.columns and column.hxl]
    return FieldFacts(
        name=one.name,
        type=_words(hint),
        meaning=meaning.replace("None", "empty"),
        required=required,
        default=_shown(one.default) if given else None,
        unit=equals.unit,
        values=enum.__name__ if enum else None,
        columns=equals.columns,
        ucdp=equals.ucdp,
        acled=equals.acled,
        plover=equals.plover,
        hxl=", ".join(tags) or None,
    )


def _columns() -> RecordFacts:
    """Columns of an export; each has a row of equals, or that of the one field standing in it."""
    by_column = {column: equals for equals in EQUALS.values() for column in equals.columns}
    own = {column.name: EQUALS.get(f"{COLUMNS_RECORD}.{column.name}") for column in COLUMNS}
    return RecordFacts(
        name=COLUMNS_RECORD,
        meaning="What an export has of each incident under a rule; any cell may be empty.",
        fields=tuple(_column(c, own[c.name] or by_column[c.name]) for c in COLUMNS),
    )


def _column(column: Column, equals: Equals) -> FieldFacts:
    return FieldFacts(
        name=column.name,
        type=_COLUMN_TYPES[column.type] + (f" (see {column.values})" if column.values else ""),
        meaning=column.meaning,
        required=None,
        default=None,
        unit=column.unit,
        values=column.values,
        columns=(),
        ucdp=equals.ucdp,
        acled=equals.acled,
        plover=equals.plover,
        hxl=column.hxl,
    )


def _list(enum: type[StrEnum]) -> ListFacts:
    """A list as its enum has it; kinds in the order of their table."""
    meanings = member_meanings(enum)
    members: Iterable[StrEnum] = KINDS if enum is Kind else enum
    return ListFacts(
        name=enum.__name__,
        meaning=summary(enum),
        values=tuple(
            ValueFacts(name=member.value, meaning=meanings[member.value], codes=_codes(member))
            for member in members
        ),
    )


def _codes(member: StrEnum) -> Mapping[str, str | float | None]:
    if isinstance(member, Kind):
        facts = KINDS[member]
        return {one.name: getattr(facts, one.name) for one in fields(facts)}
    if isinstance(member, Precision):
        return {
            "ucdp_where_prec": member.ucdp,
            "acled_geo_precision": member.acled,
            "radius_m": RADIUS_M[member],
        }
    return VALUE_EQUALS.get(f"{type(member).__name__}.{member}", {})


def _with_default(rule: ValueFacts) -> ValueFacts:
    """A rule by its name alone; the table marks the default one and has names in backticks."""
    name, _, mark = rule.name.partition(" ")
    meaning = f"{rule.meaning} {mark}".strip()
    return replace(rule, name=name.strip("`"), meaning=f"{meaning[0].upper()}{meaning[1:]}.")


def _enums(record: type[Any]) -> Iterator[type[StrEnum]]:
    """Enums in the annotations of a record."""
    for hint in get_type_hints(record).values():
        yield from _enums_of(hint)


def _enums_of(hint: Any) -> Iterator[type[StrEnum]]:  # noqa: ANN401
    for one in (hint, *get_args(hint)):
        if isinstance(one, type) and issubclass(one, StrEnum):
            yield one


def _words(hint: Any) -> str:  # noqa: ANN401
    """An annotation in plain words."""
    inner = [one for one in get_args(hint) if one not in (NoneType, Ellipsis)]
    if get_origin(hint) is tuple:
        return f"list of {_words(inner[0])}"
    if get_origin(hint) is dict:
        return f"{_words(inner[1])} by name"
    if inner:
        return " or ".join(map(_words, inner))
    if issubclass(hint, StrEnum):
        return f"one of {hint.__name__}"
    name: str = hint.__name__
    return _PLAIN_TYPES.get(hint, name)


def _shown(value: object) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _folded(name: str) -> str:
    return name.strip().casefold().replace("-", "_").replace(" ", "_")


def _names(book: Codebook) -> Iterator[str]:
    for record in book.records:
        yield from (record.name, *(one.name for one in record.fields))
    for one in book.lists:
        yield from (one.name, *(value.name for value in one.values))


def _narrowed(record: RecordFacts, wanted: str) -> RecordFacts:
    """A record with the fields of that name, or all of them if it is its own name."""
    own = _folded(record.name)
    if own == wanted:
        return record
    named = tuple(
        one
        for one in record.fields
        if wanted in (one.name, f"{own}.{one.name}") or one.name.startswith(f"{wanted}_")
    )
    return replace(record, fields=named)


def _chosen(one: ListFacts, wanted: str) -> ListFacts:
    """A list with the value of that name, or all of them if it is its own name."""
    own = _folded(one.name)
    if own == wanted:
        return one
    named = tuple(v for v in one.values if wanted in (_folded(v.name), f"{own}.{v.name}"))
    return replace(one, values=named)
