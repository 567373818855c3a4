"""Two incidents made one: the claims of both under the one that is kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.dossier import Dossier
from geo.errors import ModelError
from geo.incident import Claim, Status
from geo.kinds import ARMED, KINDS, Kind

if TYPE_CHECKING:
    from geo.incident import Assessment, Incident, Link, Withdrawal

__all__ = ["merged"]

_FINER: Final[dict[Kind, frozenset[Kind]]] = {
    Kind.OTHER: frozenset(Kind) - {Kind.OTHER},
    Kind.ATTACK: frozenset(k for k in Kind if KINDS[k].family in ARMED) - {Kind.ATTACK},
    Kind.AIRSTRIKE: frozenset({Kind.DRONE_STRIKE}),
    Kind.BOMBING: frozenset({Kind.SUICIDE_BOMBING, Kind.GRENADE}),
}


def merged(keep: Dossier, other: Dossier) -> Dossier:
    """Join two incidents, as they would stand together; nothing is changed by it.

    Parameters
    ----------
    keep
        The incident that stays, with its id, title and status.
    other
        The one whose claims, links, assessments and withdrawals join it.

    Returns
    -------
    Dossier
        What is kept first, as it was, then what joins: claims under new ids
        (`<incident>.<field>.<n>`), save those that the kept one has in the same words. The kind
        is the finer of the two; countries that the kept one lacks come from the other. Links of
        the other to the kept one stay behind.

    Raises
    ------
    ModelError
        If both are one, one was merged or withdrawn before, or a draft would take in an active
        incident.
    """
    _check(keep.incident, other.incident)
    ids, joining = _renumbered(keep, other)
    return Dossier(
        incident=_joined(keep.incident, other.incident),
        claims=keep.claims + tuple(joining),
        links=keep.links + tuple(_links(keep, other)),
        assessments=keep.assessments + tuple(_assessments(keep, other)),
        withdrawals=keep.withdrawals + tuple(_withdrawals(keep, other, ids)),
    )


def _check(keep: Incident, other: Incident) -> None:
    if keep.id == other.id:
        msg = f"both incidents are {keep.id}; name two"
        raise ModelError(msg)
    for incident in (keep, other):
        if incident.status is Status.MERGED_INTO:
            msg = (
                f"the incident {incident.id} was merged into {incident.merged_into} before; "
                f"name {incident.merged_into} instead"
            )
            raise ModelError(msg)
        if incident.status is Status.WITHDRAWN:
            msg = f"the incident {incident.id} is withdrawn; only drafts and active ones are merged"
            raise ModelError(msg)
    if keep.status is Status.DRAFT and other.status is Status.ACTIVE:
        msg = (
            f"{other.id} is active and {keep.id} a draft; keep the active one: "
            f"`incidentmap merge {other.id} {keep.id}`"
        )
        raise ModelError(msg)


def _joined(keep: Incident, other: Incident) -> Incident:
    return replace(
        keep,
        kind=other.kind if other.kind in _FINER.get(keep.kind, ()) else keep.kind,
        origin_country=keep.origin_country or other.origin_country,
        target_country=keep.target_country or other.target_country,
    )


def _renumbered(keep: Dossier, other: Dossier) -> tuple[dict[str, str], list[Claim]]:
    """Ids of the other's claims under the kept incident, and those of them that are new there."""
    owner = keep.incident.id
    twins = {_words_of(claim): claim.id for claim in keep.claims}
    taken = {claim.id for claim in keep.claims}
    count = dict.fromkeys((c.field for c in (*keep.claims, *other.claims)), 0)
    for claim in keep.claims:
        count[claim.field] += 1
    ids: dict[str, str] = {}
    fresh: list[Claim] = []
    for claim in other.claims:
        words = _words_of(claim)
        if words not in twins:
            count[claim.field] += 1
            while f"{owner}.{claim.field}.{count[claim.field]}" in taken:
                count[claim.field] += 1
            twins[words] = f"{owner}.{claim.field}.{count[claim.field]}"
            taken.add(twins[words])
            fresh.append(claim)
        ids[claim.id] = twins[words]
    return ids, [
        replace(
            claim,
            id=ids[claim.id],
            incident=owner,
            supersedes=claim.supersedes and ids.get(claim.supersedes),
        )
        for claim in fresh
    ]


def _words_of(claim: Claim) -> Claim:
    """A claim without what says only where and when it was recorded."""
    cited = replace(claim.citation, retrieved=None, archive_url=None)
    return replace(claim, id="x", incident="x", citation=cited, supersedes=None, recorded_at=None)


def _links(keep: Dossier, other: Dossier) -> list[Link]:
    """Links of the other that say something new of the kept one."""
    known = {(link.to_id, link.type) for link in keep.links}
    between = {keep.incident.id, other.incident.id}
    return [
        replace(link, from_id=keep.incident.id)
        for link in other.links
        if link.to_id not in between and (link.to_id, link.type) not in known
    ]


def _assessments(keep: Dossier, other: Dossier) -> list[Assessment]:
    moved = (replace(judged, incident=keep.incident.id) for judged in other.assessments)
    return [judged for judged in moved if judged not in keep.assessments]


def _withdrawals(keep: Dossier, other: Dossier, ids: dict[str, str]) -> list[Withdrawal]:
    """Claims of the other that were taken back stay taken back."""
    known = {withdrawal.subject for withdrawal in keep.withdrawals}
    return [
        replace(taken, subject=ids[taken.subject])
        for taken in other.withdrawals
        if taken.subject in ids and ids[taken.subject] not in known
    ]
