"""An incident whole, for formats that can carry all that is recorded of it and be read back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar

import msgspec

from geo.dossier import Dossier
from geo.errors import ModelError
from geo.exchange.incoming import Incoming
from geo.incident import Assessment, Claim, Incident, Link, Withdrawal
from geo.plain import rule_text
from geo.record import from_record, to_record
from geo.source import Source, SourceRow
from geo.source import whole as whole_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.exchange.entries import Entry, Going

__all__ = [
    "PARTS",
    "heading",
    "incident_from",
    "incoming",
    "json_line",
    "json_read",
    "whole",
    "whole_from",
]

PARTS: Final = ("claims", "cites", "links", "assessments", "withdrawals", "rows")
"""What stands beside an incident's own fields, in this order; `cites` are its sources."""

_T = TypeVar("_T")
_OWN: Final = ("id", "kind", "title", "status", "origin_country", "target_country", "merged_into")


def heading(going: Going) -> dict[str, str]:
    """What a file says of itself, before or behind its incidents.

    Parameters
    ----------
    going
        The export.

    Returns
    -------
    dict
        The `title`; the `rule` and `shown`, the same in words; what was `chosen`, if not all.
    """
    return {
        "title": going.title,
        "rule": str(going.rule),
        "shown": rule_text(going.rule),
        "chosen": going.chosen,
    }


def whole(entry: Entry) -> dict[str, list[Any]]:
    """What stands beside an incident's own fields.

    Parameters
    ----------
    entry
        The incident on its way out.

    Returns
    -------
    dict
        A list for each of `PARTS`: every claim in the order recorded, those that were superseded
        or withdrawn too, and what says so.
    """
    dossier = entry.dossier
    parts: dict[str, tuple[object, ...]] = {
        "claims": dossier.claims,
        "cites": entry.sources,
        "links": dossier.links,
        "assessments": dossier.assessments,
        "withdrawals": dossier.withdrawals,
        "rows": dossier.rows,
    }
    return {name: [to_record(one) for one in parts[name]] for name in PARTS}


def whole_from(record: Mapping[str, Any]) -> tuple[Dossier, tuple[Source, ...]]:
    """Read an incident back.

    Parameters
    ----------
    record
        Its own fields by name, and lists for `PARTS`; what else there is is passed over.

    Returns
    -------
    tuple
        The incident, and the sources that its claims cite.

    Raises
    ------
    ModelError
        If something is missing or breaks a rule of the model; names the place.
    """
    dossier = Dossier(
        incident=incident_from(record),
        claims=_each(record, "claims", Claim),
        links=_each(record, "links", Link),
        assessments=_each(record, "assessments", Assessment),
        withdrawals=_each(record, "withdrawals", Withdrawal),
        rows=_each(record, "rows", SourceRow),
    )
    return dossier, _each(record, "cites", Source)


def incident_from(record: Mapping[str, Any]) -> Incident:
    """The incident's own fields among others.

    Parameters
    ----------
    record
        Fields by name.

    Returns
    -------
    Incident
        The incident.

    Raises
    ------
    ModelError
        If one is missing or of a form that is not allowed.
    """
    return from_record({name: record[name] for name in _OWN if record.get(name)}, Incident)


def incoming(at: str, record: Mapping[str, Any]) -> Incoming:
    """An incident that we wrote, on its way back in.

    Parameters
    ----------
    at
        Its place in the file.
    record
        What `whole_from` reads.

    Returns
    -------
    Incoming
        Refused if it is not whole, or cites a source that is not beside it.
    """
    try:
        dossier, sources = whole_from(record)
    except ModelError as problem:
        return Incoming(at=at, refused=f"{problem}; put that right or take the incident out")
    known = {source.id for source in sources}
    cited = (claim.citation.source for claim in dossier.claims)
    missing = next((name for name in cited if name not in known), None)
    if missing is not None:
        return Incoming(at=at, refused=f"it cites the source {missing!r}, which its `cites` lack")
    return Incoming(at=at, dossier=dossier, sources=sources)


def json_line(record: object) -> bytes:
    """JSON in one line.

    Parameters
    ----------
    record
        Plain dicts, lists, text and numbers, and instants in UTC; text may be anything.

    Returns
    -------
    bytes
        UTF-8 without a line end; halves of surrogate pairs are signs for an unknown character.
    """
    try:
        return msgspec.json.encode(record)
    except UnicodeEncodeError:
        return msgspec.json.encode(_mended(msgspec.to_builtins(record)))


def json_read(text: bytes | str) -> Any:  # noqa: ANN401 (JSON has no narrower type)
    """Read JSON that somebody else may have written.

    Parameters
    ----------
    text
        Anything.

    Returns
    -------
    Any
        Plain dicts, lists, text and numbers.

    Raises
    ------
    ModelError
        If it is no JSON, or nested too deeply.
    """
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeError) as problem:
        msg = f"it is no JSON: {problem}"
        raise ModelError(msg) from None
    except RecursionError:
        msg = "it is nested too deeply"
        raise ModelError(msg) from None


def _mended(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, str):
        return whole_text(value)
    if isinstance(value, dict):
        return {whole_text(name): _mended(one) for name, one in value.items()}
    return [_mended(one) for one in value] if isinstance(value, list) else value


def _each(record: Mapping[str, Any], name: str, kind: type[_T]) -> tuple[_T, ...]:
    given = record.get(name) or []
    try:
        return tuple(from_record(given, list[kind]))  # type: ignore[valid-type]
    except ModelError as problem:
        msg = f"{name}: {problem}"
        raise ModelError(msg) from None
