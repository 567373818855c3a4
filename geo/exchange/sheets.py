"""Tables of what stands beside incidents: claims, sources, links, assessments; a row each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from geo.exchange.columns import Column, ColumnType
from geo.exchange.entries import Entry

__all__ = ["ASSESSMENTS", "CLAIMS", "LINKS", "SOURCES", "Sheet"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table beside that of the incidents.

    Parameters
    ----------
    name
        Its name.
    columns
        Its columns in their order.
    rows
        Gives the rows of an incident: a value for each column, or None.
    once
        Whether a row whose first cell has been before is left out.
    """

    name: str
    columns: tuple[Column, ...]
    rows: Callable[[Entry], Iterator[tuple[Any, ...]]]
    once: bool = False


def _claims(entry: Entry) -> Iterator[tuple[Any, ...]]:
    withdrawn = {withdrawal.subject for withdrawal in entry.dossier.withdrawals}
    for claim in entry.dossier.claims:
        count, when, where, cited = claim.count, claim.when, claim.where, claim.citation
        yield (
            claim.id,
            claim.incident,
            claim.field,
            claim.value_text,
            *((count.low, count.high, count.best, count.of) if count else (None,) * 4),
            *((when.start, when.end) if when else (None, None)),
            *((where.lon, where.lat, where.precision, where.radius_m) if where else (None,) * 4),
            claim.polarity,
            claim.modality,
            claim.claimant,
            cited.quote,
            cited.paraphrased if cited.quote else None,
            cited.source,
            cited.archive_url,
            claim.supersedes,
            claim.id in withdrawn,
            claim.recorded_at,
        )


def _sources(entry: Entry) -> Iterator[tuple[Any, ...]]:
    for one in entry.sources:
        yield (
            one.id,
            one.publisher,
            one.title,
            one.url,
            one.published,
            one.language,
            one.derives_from,
            one.archive_url,
        )


def _links(entry: Entry) -> Iterator[tuple[Any, ...]]:
    for link in entry.dossier.links:
        yield link.from_id, link.to_id, link.type, link.why


def _assessments(entry: Entry) -> Iterator[tuple[Any, ...]]:
    for one in entry.dossier.assessments:
        yield one.incident, one.axis, one.grade, one.why, one.by, one.at


def _columns(*rows: tuple[str, ColumnType, str, str | None]) -> tuple[Column, ...]:
    return tuple(Column(name=n, type=kind, meaning=m, unit=unit) for n, kind, m, unit in rows)


_T, _I, _N = ColumnType.TEXT, ColumnType.INTEGER, ColumnType.NUMBER
_D, _B = ColumnType.DATETIME, ColumnType.BOOLEAN

CLAIMS: Final = Sheet(
    name="Claims",
    rows=_claims,
    columns=_columns(
        ("id", _T, "Short stable name of the claim.", None),
        ("incident", _T, "Id of the incident that it is about.", None),
        ("field", _T, "What it is about.", None),
        ("value", _T, "What is said: text, a date in EDTF, words for a place, a count.", None),
        ("low", _I, "The fewest that it allows.", "people"),
        ("high", _I, "The most that it allows; empty where open.", "people"),
        ("best", _I, "The claimant's own best estimate, if any.", "people"),
        ("of", _T, "Whom the number counts.", None),
        ("start", _D, "First instant that a claimed date allows.", "UTC"),
        ("end", _D, "Last second that a claimed date allows.", "UTC"),
        ("lon", _N, "Degrees east of a claimed place, WGS 84.", "degrees"),
        ("lat", _N, "Degrees north of a claimed place, WGS 84.", "degrees"),
        ("precision", _T, "How exact that place is.", None),
        ("radius_m", _N, "Radius of the disc about that point that it lies in.", "m"),
        ("polarity", _T, "Whether the claimant asserts or denies it.", None),
        ("modality", _T, "In what manner: fact, claimed, accused or possible.", None),
        ("claimant", _T, "Who says it.", None),
        ("quote", _T, "The words of the source that it rests on.", None),
        ("paraphrased", _B, "Whether those words are ours and not the source's.", None),
        ("source", _T, "Id of the source.", None),
        ("archive_url", _T, "Address of an archived copy.", None),
        ("supersedes", _T, "Id of the earlier claim that this one takes the place of.", None),
        ("withdrawn", _B, "Whether it was taken back.", None),
        ("recorded_at", _D, "When it was recorded.", "UTC"),
    ),
)
"""Every claim that was recorded, those that were superseded or withdrawn too."""

SOURCES: Final = Sheet(
    name="Sources",
    rows=_sources,
    once=True,
    columns=_columns(
        ("id", _T, "Short stable name of the source.", None),
        ("publisher", _T, "Who published it.", None),
        ("title", _T, "Its headline.", None),
        ("url", _T, "Its address.", None),
        ("published", _D, "Day of publication.", None),
        ("language", _T, "Its language, BCP 47.", None),
        ("derives_from", _T, "Id of the source that it repeats.", None),
        ("archive_url", _T, "Address of an archived copy of it.", None),
    ),
)
"""The sources that claims cite, and those that they derive from."""

LINKS: Final = Sheet(
    name="Links",
    rows=_links,
    columns=_columns(
        ("from", _T, "Id of the later incident.", None),
        ("to", _T, "Id of the incident that it answers, follows or belongs to.", None),
        ("type", _T, "In what way they hang together.", None),
        ("why", _T, "Who says so, or what speaks for it.", None),
    ),
)
"""How incidents hang together."""

ASSESSMENTS: Final = Sheet(
    name="Assessments",
    rows=_assessments,
    columns=_columns(
        ("incident", _T, "Id of the incident.", None),
        ("axis", _T, "What is judged: occurrence, attribution, harm or location.", None),
        ("grade", _T, "The judgement.", None),
        ("why", _T, "The reasons.", None),
        ("by", _T, "Who judges.", None),
        ("at", _D, "When.", "UTC"),
    ),
)
"""What people who keep the store judge of incidents."""
