"""What of a reading goes into a store: the drafts, the reports that they cite, and their texts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo.dossier import Collection
from geo.incident import Assessment, Axis, Status

if TYPE_CHECKING:
    from datetime import datetime

    from geo.dossier import Dossier
    from geo.reading.read import Reading
    from geo.source import KeptText

__all__ = ["accepted", "to_keep"]


def to_keep(reading: Reading) -> tuple[Collection, tuple[KeptText, ...]]:
    """Gather what a store needs to keep the drafts of a reading.

    Parameters
    ----------
    reading
        What was read.

    Returns
    -------
    tuple
        The drafts with the reports that their claims cite or that these repeat, and the texts of
        those reports. A report in which nothing was found is left out.
    """
    origin = {source.id: source.derives_from for source in reading.sources}
    cited: set[str | None] = set()
    for draft in reading.drafts:
        for claim in draft.dossier.claims:
            source: str | None = claim.citation.source
            while source is not None and source not in cited:
                cited.add(source)
                source = origin.get(source)
    collection = Collection(
        dossiers=tuple(draft.dossier for draft in reading.drafts),
        sources=tuple(source for source in reading.sources if source.id in cited),
    )
    return collection, tuple(text for text in reading.texts if text.source in cited)


def accepted(dossier: Dossier, *, by: str, at: datetime) -> Dossier:
    """A draft as an incident that was accepted without going through it.

    Parameters
    ----------
    dossier
        The draft.
    by
        Who accepts it.
    at
        When, in UTC.

    Returns
    -------
    Dossier
        Active, with an assessment that says who accepted it unseen.
    """
    judged = Assessment(
        incident=dossier.incident.id,
        axis=Axis.OCCURRENCE,
        grade="accepted",
        why="accepted as it was read",
        by=by,
        at=at,
    )
    return replace(
        dossier,
        incident=replace(dossier.incident, status=Status.ACTIVE),
        assessments=(*dossier.assessments, judged),
    )
