"""Drafts of several reports that tell of the same event become one, with the reasons beside it."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, Final

from geo.dossier import Dossier
from geo.incident import Assessment, Axis, Link
from geo.merge import Likeness, compare, merged, propose
from geo.reading.drafts import READER, Draft

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.source import Source

__all__ = ["united"]

_LEAST: Final = 0.5
_MOST: Final = 0.99


def united(drafts: Sequence[Draft], sources: Mapping[str, Source]) -> list[Draft]:
    """Make one draft of those that tell of the same event.

    Parameters
    ----------
    drafts
        Drafts of one report or more.
    sources
        The reports, by id.

    Returns
    -------
    list
        In the order in which they were first told. The claims of all are kept; `merged` says why
        they were taken for one.
    """
    by_id = {draft.dossier.incident.id: draft for draft in drafts}
    stays = {ident: ident for ident in by_id}
    dossiers = [draft.dossier for draft in drafts]
    for pair in propose(dossiers, sources, least=_LEAST):
        keep, other = _root(pair.keep, stays), _root(pair.other, stays)
        if keep == other:
            continue
        if keep.startswith(f"{other}-"):  # of two of one name the one without a number stays
            keep, other = other, keep
        likeness = compare(by_id[keep].dossier, by_id[other].dossier, sources)
        if likeness.score >= _LEAST:
            by_id[keep] = _joined(by_id[keep], by_id[other], likeness)
            stays[other] = keep
    return [_relinked(by_id[ident], stays) for ident in by_id if stays[ident] == ident]


def _root(ident: str, stays: Mapping[str, str]) -> str:
    """The draft that a draft has become part of."""
    while stays[ident] != ident:
        ident = stays[ident]
    return ident


def _joined(keep: Draft, other: Draft, likeness: Likeness) -> Draft:
    """Two drafts as one, surer than either."""
    confidence = min(_MOST, round(1 - prod(1 - d.confidence for d in (keep, other)), 2))
    dossier = merged(keep.dossier, other.dossier)
    reasons = " ".join(reason.text for reason in likeness.speaks_for)
    return Draft(
        dossier=_judged(dossier, confidence),
        confidence=confidence,
        merged=(
            *keep.merged,
            *other.merged,
            f"{other.dossier.incident.id} ({likeness.score:.2f}): {reasons}",
        ),
    )


def _judged(dossier: Dossier, confidence: float) -> Dossier:
    """The dossier with one judgement of the reader: the last."""
    others = [a for a in dossier.assessments if a.by != READER]
    mine = [a for a in dossier.assessments if a.by == READER]
    if not mine:
        return dossier
    at = mine[-1].at
    judged = Assessment(
        incident=dossier.incident.id,
        axis=Axis.OCCURRENCE,
        grade="read",
        why=f"confidence {confidence:.2f}",
        by=READER,
        at=at,
    )
    return Dossier(
        incident=dossier.incident,
        claims=dossier.claims,
        links=dossier.links,
        assessments=(*others, judged),
        withdrawals=dossier.withdrawals,
    )


def _relinked(draft: Draft, stays: Mapping[str, str]) -> Draft:
    """The draft with its links to drafts that still stand."""
    dossier = draft.dossier
    own = dossier.incident.id
    links: dict[tuple[str, str], Link] = {}
    for link in dossier.links:
        to = _root(link.to_id, stays) if link.to_id in stays else link.to_id
        if to != own:
            links.setdefault(
                (to, link.type), Link(from_id=own, to_id=to, type=link.type, why=link.why)
            )
    return Draft(
        dossier=Dossier(
            incident=dossier.incident,
            claims=dossier.claims,
            links=tuple(links.values()),
            assessments=dossier.assessments,
            withdrawals=dossier.withdrawals,
        ),
        confidence=draft.confidence,
        merged=draft.merged,
    )
