"""A row of a data set as an incident with attributed claims, whichever data set it is from."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from geo.count import Count
from geo.dossier import Dossier
from geo.drafting import slug, title_of
from geo.errors import ModelError
from geo.exchange.datasets.cells import renamed
from geo.exchange.incoming import Incoming
from geo.incident import Assessment, Axis, Claim, Field, Incident, Modality, Status
from geo.kinds import KINDS, Kind
from geo.plain import country_name
from geo.source import Citation, Source, SourceRow
from geo.when import When
from geo.where import Where

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from geo.exchange.datasets.cells import Cells
    from geo.exchange.tables import Row, Table

__all__ = ["Judged", "Said", "Told", "Value", "clash_title", "dossier_of", "incident_id", "take_in"]

_LONGEST_QUOTE: Final = 1_000
_PLAIN: Final = re.compile(r"[A-Za-z0-9]{1,60}")

Value = When | Where | Count | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Something that a row says in another voice or manner than the rest.

    Parameters
    ----------
    field
        What it is about.
    value
        What is said.
    claimant
        Who says it; those who made the data set if left out.
    modality
        In what manner it is said.
    """

    field: Field
    value: Value
    claimant: str | None = None
    modality: Modality = Modality.CLAIMED


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What those who made the data set judge of the incident.

    Parameters
    ----------
    axis
        What is judged.
    grade
        The judgement, in their words.
    why
        What it rests on.
    """

    axis: Axis
    grade: str
    why: str


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
    also
        What others say, or what is said in another manner.
    judged
        What those who made the data set judge.
    behind
        Sources that `source` derives from.
    incident
        Id of the incident; made from data set and key if left out.
    """

    dataset: str
    key: str
    row: dict[str, str]
    kind: Kind
    source: Source
    claimant: str
    values: tuple[tuple[Field, Value], ...] = ()
    quote: str | None = None
    title: str | None = None
    status: Status = Status.ACTIVE
    origin_country: str | None = None
    target_country: str | None = None
    modality: Modality = Modality.FACT
    also: tuple[Said, ...] = ()
    judged: tuple[Judged, ...] = ()
    behind: tuple[Source, ...] = ()
    incident: str | None = None


_SLOTS: Final = {When: "when", Where: "where", Count: "count", str: "text"}


def take_in(
    table: Table, recorded_at: datetime, tell: Callable[[Row, Cells], Told]
) -> Iterator[Incoming]:
    """Every row of a table as an incident, or as a refusal that says why.

    Parameters
    ----------
    table
        The table.
    recorded_at
        When it is recorded, in UTC.
    tell
        What a row says, from the row and its cells by the plain names of their columns; raises
        `ModelError` for what cannot be kept honestly.

    Yields
    ------
    Incoming
        In the order of the table.
    """
    plain = renamed(table.columns)
    for row in table.rows():
        try:
            told = tell(row, plain(row.cells))
            dossier = dossier_of(told, recorded_at)
        except ModelError as problem:
            yield Incoming(at=row.at, refused=str(problem))
        else:
            yield Incoming(at=row.at, dossier=dossier, sources=(told.source, *told.behind))


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
    ident = told.incident or incident_id(told.dataset, told.key)
    where = next((value for _, value in told.values if isinstance(value, Where)), None)
    incident = Incident(
        id=ident,
        kind=told.kind,
        title=_one_line(told.title or (title_of(told.kind, where) if where else ""))
        or KINDS[told.kind].label,
        status=told.status,
        origin_country=told.origin_country,
        target_country=told.target_country or (where.country if where else None),
    )
    judged = tuple(_assessment(told, one, ident, recorded_at) for one in told.judged)
    row = SourceRow(incident=ident, dataset=told.dataset, key=told.key, values=told.row)
    claims = _claims(told, ident, recorded_at)
    return Dossier(incident=incident, claims=claims, assessments=judged, rows=(row,))


def _assessment(told: Told, one: Judged, ident: str, at: datetime) -> Assessment:
    return Assessment(
        incident=ident, axis=one.axis, grade=one.grade, why=one.why, by=told.claimant, at=at
    )


def _claims(told: Told, ident: str, recorded_at: datetime) -> tuple[Claim, ...]:
    quote = told.quote[:_LONGEST_QUOTE] if told.quote else None
    citation = Citation(source=told.source.id, quote=quote)
    said = [(about, value, None, told.modality) for about, value in told.values]
    said += [(one.field, one.value, one.claimant, one.modality) for one in told.also]  # type: ignore[misc]
    numbers: dict[Field, int] = {}
    claims = []
    for about, value, claimant, modality in said:
        numbers[about] = numbers.get(about, 0) + 1
        claims.append(
            Claim(
                id=f"{ident}.{about}.{numbers[about]}",
                incident=ident,
                field=about,
                claimant=claimant or told.claimant,
                citation=citation,
                modality=modality,
                recorded_at=recorded_at,
                **{_SLOTS[type(value)]: value},  # type: ignore[arg-type]
            )
        )
    return tuple(claims)


def clash_title(kind: Kind, sides: tuple[str, str], where: Where | None) -> str:
    """A title that names two sides and says of neither that it began.

    Parameters
    ----------
    kind
        What happened.
    sides
        The two sides, in the order of the row.
    where
        Where.

    Returns
    -------
    str
        Such as "Armed clash between the army and rebels, Saravan, Iran".
    """
    first, second = sides
    title = f"{KINDS[kind].label} between {first} and {second}"
    if where is None:
        return title
    place, country = where.name or where.mention, country_name(where.country)
    return f"{title}, {place}, {country}" if country and country != place else f"{title}, {place}"


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
    plain = key.lower() if _PLAIN.fullmatch(key) else slug(key)
    if plain != key.lower():
        digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:10]
        plain = f"{plain[:40].rstrip('-')}-{digest}"
    return f"{_dataset_slug(dataset)}-{plain}"


@cache
def _dataset_slug(dataset: str) -> str:
    return slug(dataset)[:40].rstrip("-")


def _one_line(text: str) -> str:
    return " ".join(text.split())
