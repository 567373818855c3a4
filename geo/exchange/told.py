"""A row of a data set as an incident with attributed claims, whichever data set it is from."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from geo.count import Count
from geo.dossier import Dossier
from geo.drafting import slug, title_of
from geo.incident import Claim, Field, Incident, Modality, Status
from geo.kinds import KINDS, Kind
from geo.source import Citation, Source, SourceRow
from geo.when import When
from geo.where import Where

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["Told", "dossier_of", "incident_id"]

_LONGEST_QUOTE: Final = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a row says.

    Parameters
    ----------
    dataset
        Short stable name of the data set, see `SourceRow`.
    key
        What the data set calls the row.
    row
        The row's own text by the names of its columns.
    kind
        What happened.
    source
        What the claims cite: the data set, or the report that the row names.
    claimant
        Who says it: those who made the data set, unless the row names somebody.
    values
        What is said, in the order of the row; a field may come more than once.
    quote
        Words of the row that the claims rest on.
    title
        One line that takes no side; made from kind and place if left out.
    status
        Draft or active.
    origin_country
        ISO 3166-1 alpha-2 code.
    target_country
        ISO 3166-1 alpha-2 code; where it lies if left out.
    modality
        In what manner it is said.
    """

    dataset: str
    key: str
    row: dict[str, str]
    kind: Kind
    source: Source
    claimant: str
    values: tuple[tuple[Field, When | Where | Count | str], ...] = field(default=())
    quote: str | None = None
    title: str | None = None
    status: Status = Status.ACTIVE
    origin_country: str | None = None
    target_country: str | None = None
    modality: Modality = Modality.FACT


_SLOTS: Final = {When: "when", Where: "where", Count: "count", str: "text"}


def dossier_of(told: Told, recorded_at: datetime) -> Dossier:
    """The incident that a row tells of, with a claim for each thing it says.

    Parameters
    ----------
    told
        What the row says.
    recorded_at
        When it is recorded, in UTC.

    Returns
    -------
    Dossier
        With the row in it, as it was.

    Raises
    ------
    ModelError
        If the row says something that the model does not allow.
    """
    ident = incident_id(told.dataset, told.key)
    where = next((value for _, value in told.values if isinstance(value, Where)), None)
    label = title_of(told.kind, where) if where else KINDS[told.kind].label
    incident = Incident(
        id=ident,
        kind=told.kind,
        title=told.title or label,
        status=told.status,
        origin_country=told.origin_country,
        target_country=told.target_country or (where.country if where else None),
    )
    citation = Citation(
        source=told.source.id, quote=told.quote[:_LONGEST_QUOTE] if told.quote else None
    )
    numbers: dict[Field, int] = {}
    claims = []
    for about, value in told.values:
        numbers[about] = numbers.get(about, 0) + 1
        claims.append(
            Claim(
                id=f"{ident}.{about}.{numbers[about]}",
                incident=ident,
                field=about,
                claimant=told.claimant,
                citation=citation,
                modality=told.modality,
                recorded_at=recorded_at,
                **{_SLOTS[type(value)]: value},  # type: ignore[arg-type]
            )
        )
    row = SourceRow(incident=ident, dataset=told.dataset, key=told.key, values=told.row)
    return Dossier(incident=incident, claims=tuple(claims), rows=(row,))


def incident_id(dataset: str, key: str) -> str:
    """Id of the incident that a row tells of: the same row gives the same id.

    Parameters
    ----------
    dataset
        Name of the data set.
    key
        What it calls the row.

    Returns
    -------
    str
        Such as `ucdp-ged-300380`; a key that cannot stand in an id as it is adds a hash.
    """
    plain = slug(key)
    if plain != key.lower():
        plain = f"{plain[:40].rstrip('-')}-{hashlib.sha256(key.encode()).hexdigest()[:10]}"
    return f"{slug(dataset)[:40].rstrip('-')}-{plain}"
