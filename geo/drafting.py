"""What a person reports, as an incident with claims: the work behind `add` and `claim`."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from geo.actors import country_of
from geo.count import Count, Counted
from geo.dossier import Dossier
from geo.errors import DateError, ModelError
from geo.incident import (
    Assessment,
    Axis,
    Claim,
    Field,
    Incident,
    Modality,
    Polarity,
)
from geo.kinds import KINDS, Kind
from geo.plain import country_name
from geo.source import Citation, Source
from geo.when import When
from geo.where import Where

if TYPE_CHECKING:
    from collections.abc import Container
    from datetime import date, datetime

__all__ = [
    "Report",
    "claim_about",
    "day_of",
    "draft",
    "free_id",
    "slug",
    "source_from",
    "title_of",
]

_LONGEST_SLUG = 60
_E = TypeVar("_E", bound=StrEnum)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """An incident as one source tells it.

    Parameters
    ----------
    kind
        What happened.
    when
        When.
    where
        Where.
    source
        Who published it.
    by
        Who did it, as claimed.
    against
        Whom or what it was aimed at, as claimed.
    weapon
        With what.
    killed
        How many were killed.
    injured
        How many were injured.
    claimed_by
        Who says so; the source in its own voice if left out.
    quote
        The sentence it rests on.
    note
        A remark of the person who records it.
    title
        One line that takes no side; made from kind and place if left out.
    origin_country
        ISO 3166-1 alpha-2 code; from `by` if left out.
    target_country
        ISO 3166-1 alpha-2 code; where it lies if left out.
    """

    kind: Kind
    when: When
    where: Where
    source: Source
    by: str | None = None
    against: str | None = None
    weapon: str | None = None
    killed: Count | None = None
    injured: Count | None = None
    claimed_by: str | None = None
    quote: str | None = None
    note: str | None = None
    title: str | None = None
    origin_country: str | None = None
    target_country: str | None = None


def draft(report: Report, *, taken: frozenset[str], recorder: str, at: datetime) -> Dossier:
    """The incident that a report tells of, with a claim for each thing it says.

    Parameters
    ----------
    report
        The report.
    taken
        Ids of incidents that are there already.
    recorder
        Who records it.
    at
        When, in UTC.

    Returns
    -------
    Dossier
        An active incident.
    """
    incident = Incident(
        id=free_id(report.kind, report.when, report.where, taken),
        kind=report.kind,
        title=report.title or title_of(report.kind, report.where),
        origin_country=report.origin_country or country_of(report.by or ""),
        target_country=report.target_country or report.where.country,
    )
    told: list[tuple[Field, dict[str, object]]] = [
        (Field.DATE, {"when": report.when}),
        (Field.LOCATION, {"where": report.where}),
        (Field.KILLED, {"count": report.killed}),
        (Field.INJURED, {"count": report.injured}),
        (Field.PERPETRATOR, {"text": report.by}),
        (Field.TARGET, {"text": report.against}),
        (Field.WEAPON, {"text": report.weapon}),
    ]
    claims = tuple(
        Claim(
            id=f"{incident.id}.{about}.1",
            incident=incident.id,
            field=about,
            claimant=report.claimed_by or report.source.publisher,
            citation=Citation(source=report.source.id, quote=report.quote),
            modality=Modality.CLAIMED if report.claimed_by else Modality.FACT,
            recorded_at=at,
            **value,  # type: ignore[arg-type]
        )
        for about, value in told
        if all(value.values())
    )
    if not report.note:
        return Dossier(incident=incident, claims=claims)
    remark = Assessment(
        incident=incident.id,
        axis=Axis.OCCURRENCE,
        grade="note",
        why=report.note,
        by=recorder,
        at=at,
    )
    return Dossier(incident=incident, claims=claims, assessments=(remark,))


def claim_about(  # noqa: PLR0913 (a claim has as many sides)
    dossier: Dossier,
    *,
    field: str,
    value: str,
    source: Source,
    at: datetime,
    where: Where | None = None,
    of: str = "people",
    denies: bool = False,
    modality: str | None = None,
    claimant: str | None = None,
    quote: str | None = None,
    supersedes: str | None = None,
) -> Claim:
    """A further claim about an incident, from what a person types.

    Parameters
    ----------
    dossier
        The incident as it stands.
    field
        What the claim is about.
    value
        The value as typed.
    source
        Where it was read.
    at
        When it is recorded, in UTC.
    where
        The place that `value` was resolved to, for a location.
    of
        Whom a number counts.
    denies
        Whether the claimant says that it is not so.
    modality
        In what manner it is said; claimed, or fact in the source's own voice, if left out.
    claimant
        Who says so; the source if left out.
    quote
        The sentence it rests on.
    supersedes
        Id of the claim that it takes the place of.

    Returns
    -------
    Claim
        With the next free number in its id.

    Raises
    ------
    ModelError
        For a field, modality or group that there is none of, or a value that does not read.
    """
    about = _member(Field, field, "field of a claim")
    own: dict[str, object] = {"text": value}
    if about in (Field.DATE, Field.TIME):
        own = {"when": When.parse(value)}
    elif about is Field.LOCATION:
        own = {"where": where}
    elif about in (Field.KILLED, Field.INJURED, Field.CASUALTIES):
        own = {"count": Count.parse(value, of=_member(Counted, of, "group of people"))}
    taken = sum(claim.field is about for claim in dossier.claims)
    manner = modality or (Modality.CLAIMED if claimant else Modality.FACT)
    return Claim(
        id=f"{dossier.incident.id}.{about}.{taken + 1}",
        incident=dossier.incident.id,
        field=about,
        claimant=claimant or source.publisher,
        citation=Citation(source=source.id, quote=quote),
        polarity=Polarity.DENIES if denies else Polarity.ASSERTS,
        modality=_member(Modality, manner, "modality"),
        supersedes=supersedes,
        recorded_at=at,
        **own,  # type: ignore[arg-type]
    )


def _member(kind: type[_E], text: str, what: str) -> _E:
    try:
        return kind(text.strip().lower())
    except ValueError:
        msg = f"{text!r} is not a {what}; choose from {', '.join(kind)}"
        raise ModelError(msg) from None


def source_from(
    reference: str | None, publisher: str | None, published: str | None, known: dict[str, Source]
) -> Source | None:
    """The source that a person names.

    Parameters
    ----------
    reference
        Id of a source that is known, a web address, or a headline.
    publisher
        Who published it; needed for a source that is new.
    published
        Day of publication, EDTF or plain.
    known
        The sources that are there, by id.

    Returns
    -------
    Source or None
        None where it is new and nobody says who published it.

    Raises
    ------
    DateError
        If the day of publication is no day.
    """
    if reference in known:
        return known[reference]
    is_url = (reference or "").lower().startswith(("http://", "https://"))
    for source in known.values():
        if reference and reference in (source.url, source.title):
            return source
    if not publisher:
        return None
    day = day_of(published) if published else None
    parts = [publisher, published or "", "" if is_url else reference or ""]
    ident = slug("-".join(part for part in parts if part))
    if is_url and reference:
        ident += "-" + hashlib.sha256(reference.encode()).hexdigest()[:8]
    return known.get(ident) or Source(
        id=ident,
        publisher=publisher,
        title=None if is_url else reference,
        url=reference if is_url else None,
        published=day,
    )


def slug(text: str) -> str:
    """Text as it may stand in an id.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    str
        Small Latin letters, digits and hyphens, 60 at most; "x" where nothing is left.
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST_SLUG].rstrip("-") or "x"


def title_of(kind: Kind, where: Where) -> str:
    """Kind and place, and nothing that takes a side.

    Parameters
    ----------
    kind
        What happened.
    where
        Where.

    Returns
    -------
    str
        Such as "Air strike, Saravan, Iran".
    """
    place = where.name or where.mention
    country = country_name(where.country)
    return f"{KINDS[kind].label}, {place}" + (
        f", {country}" if country and country != place else ""
    )


def day_of(text: str) -> date:
    """The day that a person names.

    Parameters
    ----------
    text
        The day, EDTF or plain.

    Returns
    -------
    date
        The day.

    Raises
    ------
    DateError
        If it is no date, or longer than a day.
    """
    when = When.parse(text)
    if not when.exact_day or when.start is None:
        raise DateError(text, "a day of publication is one day")
    return when.start.date()


def free_id(kind: Kind, when: When | None, where: Where, taken: Container[str]) -> str:
    """An id that tells date, place and kind.

    Parameters
    ----------
    kind
        What happened.
    when
        When; None where that is not known.
    where
        Where.
    taken
        Ids that are given already.

    Returns
    -------
    str
        Such as `2024-01-18-saravan-airstrike`, with a number behind it where that is taken.
    """
    day = "undated"
    if when is not None:
        exact = when.start and when.exact_day
        day = when.start.date().isoformat() if when.start and exact else slug(when.edtf)
    place = slug(where.name or where.mention)
    stem = f"{day}-{place}-{kind.replace('_', '-')}"
    number, ident = 1, stem
    while ident in taken:
        number += 1
        ident = f"{stem}-{number}"
    return ident
