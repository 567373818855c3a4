"""An incident whole, for formats that can carry all that is recorded of it and be read back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar

from geo.dossier import Dossier
from geo.errors import ModelError
from geo.incident import Assessment, Claim, Incident, Link, Withdrawal
from geo.record import from_record, to_record
from geo.source import Source, SourceRow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.exchange.entries import Entry

__all__ = ["PARTS", "incident_from", "whole", "whole_from"]

PARTS: Final = ("claims", "cites", "links", "assessments", "withdrawals", "rows")
"""What stands beside an incident's own fields, in this order; `cites` are its sources."""

_T = TypeVar("_T")
_OWN: Final = ("id", "kind", "title", "status", "origin_country", "target_country", "merged_into")


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


def _each(record: Mapping[str, Any], name: str, kind: type[_T]) -> tuple[_T, ...]:
    given = record.get(name) or []
    try:
        return tuple(from_record(given, list[kind]))  # type: ignore[valid-type]
    except ModelError as problem:
        msg = f"{name}: {problem}"
        raise ModelError(msg) from None
