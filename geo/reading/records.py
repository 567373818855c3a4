"""What was read, as JSON for programs; the form is stable and told in docs/reading.md."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.account import add_up
from geo.incident import Field, Polarity
from geo.record import to_record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.incident import Claim
    from geo.reading.drafts import Draft
    from geo.reading.read import Reading
    from geo.source import Source
    from geo.when import When
    from geo.where import Where

__all__ = ["draft_record", "reading_record"]

_COUNTED = (Field.KILLED, Field.INJURED, Field.CASUALTIES)


def reading_record(reading: Reading) -> dict[str, Any]:
    """Everything that was read.

    Parameters
    ----------
    reading
        What `read_reports` gives.

    Returns
    -------
    dict
        `source` (the first report), `sources`, `incidents` (see `draft_record`) and `links`
        (`from`, `to`: ids of incidents; `type`; `quote`).
    """
    by_id = {source.id: source for source in reading.sources}
    sources = [to_record(source) for source in reading.sources]
    return {
        "source": sources[0] if sources else None,
        "sources": sources,
        "incidents": [draft_record(draft, by_id) for draft in reading.drafts],
        "links": [
            {"from": link.from_id, "to": link.to_id, "type": link.type, "quote": link.why}
            for draft in reading.drafts
            for link in draft.dossier.links
        ],
    }


def draft_record(draft: Draft, sources: Mapping[str, Source]) -> dict[str, Any]:
    """A draft incident.

    Parameters
    ----------
    draft
        The draft.
    sources
        The reports, by id.

    Returns
    -------
    dict
        `id`, `kind`, `title`; `date` (`edtf`, `start`, `end` in UTC) and `where` (`lon`, `lat` in
        degrees, WGS 84; `radius_m` in metres) as the claims add up under the rule `range`;
        `perpetrator`, `target`; `origin_country`, `target_country` (ISO 3166-1 alpha-2); `counts`
        with one entry for each number claimed and the characters of its sentence; `claims`;
        `confidence`, 0 to 1; `merged`, why several reports were taken to tell of it.
    """
    incident = draft.dossier.incident
    account = add_up(draft.dossier, sources)
    return {
        "id": incident.id,
        "kind": incident.kind,
        "title": incident.title,
        "date": _date(account.when),
        "where": _where(account.where),
        "perpetrator": account.text_of(Field.PERPETRATOR),
        "target": account.text_of(Field.TARGET),
        "weapon": account.text_of(Field.WEAPON),
        "origin_country": incident.origin_country,
        "target_country": incident.target_country,
        "counts": [_count(claim) for claim in account.claims if claim.field in _COUNTED],
        "claims": [to_record(claim) for claim in draft.dossier.claims],
        "sources": sorted({claim.citation.source for claim in account.claims}),
        "independent_sources": account.independent_sources,
        "differing": [str(field) for field in account.differing],
        "confidence": draft.confidence,
        "merged": list(draft.merged),
    }


def _date(when: When | None) -> dict[str, Any] | None:
    if when is None:
        return None
    return {
        "edtf": when.edtf,
        "start": when.start.isoformat().replace("+00:00", "Z") if when.start else None,
        "end": when.end.isoformat().replace("+00:00", "Z") if when.end else None,
    }


def _where(where: Where | None) -> dict[str, Any] | None:
    if where is None:
        return None
    return {
        "mention": where.mention,
        "name": where.name,
        "country": where.country,
        "admin1": where.admin1,
        "lon": where.lon,
        "lat": where.lat,
        "precision": where.precision,
        "radius_m": where.radius_m,
        "footprint": where.footprint,
        "method": where.method,
    }


def _count(claim: Claim) -> dict[str, Any]:
    count = claim.count
    if count is None:
        raise AssertionError(claim.id)
    return {
        "effect": claim.field,
        "low": count.low,
        "high": count.high,
        "approximate": count.approximate,
        "of": count.of,
        "text": count.text,
        "claimant": claim.claimant,
        "denied": claim.polarity is Polarity.DENIES,
        "source": claim.citation.source,
        "quote": claim.citation.quote,
        "start": claim.citation.start,
        "end": claim.citation.end,
    }
