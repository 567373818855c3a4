"""From what an extractor finds in an article to draft incidents with attributed claims."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.account import add_up
from geo.dossier import Dossier
from geo.drafting import free_id, slug, title_of
from geo.errors import ModelError
from geo.incident import Assessment, Axis, Claim, Incident, Link, Status
from geo.source import Citation, Source
from geo.where import Where

if TYPE_CHECKING:
    from datetime import datetime

    from geo.reading.article import Article
    from geo.reading.extractor import Extracted, Finding, IncidentFound

__all__ = ["READER", "UNNAMED", "Draft", "drafts_of", "source_of"]

READER = "incidentmap read"
"""Who a draft's confidence is recorded by."""

UNNAMED = "Unnamed page"
"""How the publisher of a page that names none begins; its file follows in brackets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An incident that was read, and that no person has accepted yet.

    Parameters
    ----------
    dossier
        The incident with its claims and links.
    confidence
        How likely it happened as an incident of its own, 0 to 1.
    merged
        Why tellings of several reports were taken for the same event; empty where one told it.
    """

    dossier: Dossier
    confidence: float
    merged: tuple[str, ...] = ()


def source_of(article: Article, name: str) -> Source:
    """The source that an article is.

    Parameters
    ----------
    article
        The article.
    name
        Its file or address, for a page that does not say who published it.

    Returns
    -------
    Source
        Its id holds the first digits of the text's hash: the same text is the same source.
    """
    publisher = article.publisher or f"{UNNAMED} ({name.rsplit('/', 1)[-1]})"
    day = article.published.isoformat() if article.published else "undated"
    try:
        url = article.url
        return Source(
            id=f"{slug(article.publisher or 'page')}-{day}-{article.sha256[:8]}",
            publisher=publisher,
            title=article.title,
            url=url,
            published=article.published,
            language=article.language,
        )
    except ModelError:
        url = None
    return Source(
        id=f"{slug(article.publisher or 'page')}-{day}-{article.sha256[:8]}",
        publisher=publisher,
        title=article.title,
        published=article.published,
        language=article.language,
    )


def drafts_of(
    article: Article, found: Extracted, source: Source, *, taken: set[str], at: datetime
) -> list[Draft]:
    """Draft the incidents of an article.

    Parameters
    ----------
    article
        The article.
    found
        What an extractor found in it.
    source
        The source that it is.
    taken
        Ids of incidents that are there already; those of the drafts are added.
    at
        When it was read, in UTC.

    Returns
    -------
    list
        A draft for each incident found, in their order. Each claim cites the words it rests on.
    """
    ids: list[str] = []
    claims: list[tuple[Claim, ...]] = []
    incidents: list[Incident] = []
    for one in found.incidents:
        incident = _incident(one, article, source, taken)
        taken.add(incident.id)
        ids.append(incident.id)
        incidents.append(incident)
        claims.append(tuple(_claims(one, incident.id, article, source, at)))
    links: dict[str, list[Link]] = {ident: [] for ident in ids}
    for link in found.links:
        later, earlier = ids[link.later], ids[link.earlier]
        why = " ".join(article.text[link.start : link.end].split())
        links[later].append(Link(from_id=later, to_id=earlier, type=link.type, why=why))
    return [
        Draft(
            dossier=Dossier(
                incident=incident,
                claims=own,
                links=tuple(links[incident.id]),
                assessments=(_judged(incident.id, one.confidence, at),),
            ),
            confidence=one.confidence,
        )
        for incident, own, one in zip(incidents, claims, found.incidents, strict=True)
    ]


def _incident(one: IncidentFound, article: Article, source: Source, taken: set[str]) -> Incident:
    """The incident itself, named by what its claims add up to."""
    unnamed = Incident(id="draft", kind=one.kind, title="draft", status=Status.DRAFT)
    claims = tuple(_claims(one, "draft", article, source, None))
    account = add_up(Dossier(incident=unnamed, claims=claims), {source.id: source})
    where = account.where or Where(mention=article.text[one.start : one.end])
    return Incident(
        id=free_id(one.kind, account.when, where, taken),
        kind=one.kind,
        title=title_of(one.kind, where),
        status=Status.DRAFT,
        origin_country=one.origin_country,
        target_country=one.target_country,
    )


def _claims(
    one: IncidentFound, incident: str, article: Article, source: Source, at: datetime | None
) -> list[Claim]:
    """The claims about an incident, numbered by field."""
    made: list[Claim] = []
    names: list[str] = []
    numbers: dict[str, int] = {}
    for finding in one.findings:
        numbers[finding.field] = numbers.get(finding.field, 0) + 1
        names.append(f"{incident}.{finding.field}.{numbers[finding.field]}")
    for name, finding in zip(names, one.findings, strict=True):
        made.append(
            Claim(
                id=name,
                incident=incident,
                field=finding.field,
                claimant=finding.claimant or source.publisher,
                citation=_citation(finding, article, source),
                when=finding.when,
                where=finding.where,
                count=finding.count,
                text=finding.text,
                polarity=finding.polarity,
                modality=finding.modality,
                supersedes=None if finding.replaces is None else names[finding.replaces],
                recorded_at=at,
            )
        )
    return made


def _citation(finding: Finding, article: Article, source: Source) -> Citation:
    return Citation(
        source=source.id,
        quote=article.text[finding.start : finding.end],
        start=finding.start,
        end=finding.end,
        sha256=article.sha256,
    )


def _judged(incident: str, confidence: float, at: datetime) -> Assessment:
    """How sure the reader is, kept beside the draft."""
    return Assessment(
        incident=incident,
        axis=Axis.OCCURRENCE,
        grade="read",
        why=f"confidence {confidence:.2f}",
        by=READER,
        at=at,
    )
