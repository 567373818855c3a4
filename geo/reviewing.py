"""Drafts on their way to becoming incidents: in which order, and how one is put right.

A claim is never edited. Where a report was read wrongly, a new claim takes the place of the old
one: the claimant and the words cited stay, since it is the reading that was wrong.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from geo.account import add_up
from geo.count import Count
from geo.drafting import title_of
from geo.incident import Claim, Field, Incident, Modality
from geo.when import When
from geo.where import Where

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from geo.dossier import Dossier
    from geo.source import Citation

__all__ = [
    "FIELD_OF",
    "READ",
    "Aspect",
    "Confidence",
    "Value",
    "confidence",
    "further",
    "lineage",
    "most_confident_first",
    "revised",
    "superseding",
]

Value = When | Where | Count | str
"""What a claim may hold."""

READ: Final = "read"
"""The grade of an assessment that a reader of reports makes of what it found."""

_CONFIDENCE = re.compile(r"confidence (\d(?:\.\d+)?)(?![\d.]*\d):?")


class Aspect(StrEnum):
    """What of a draft can be put right, as a person names it."""

    DATE = "date"
    PLACE = "place"
    KIND = "kind"
    TITLE = "title"
    PERPETRATOR = "perpetrator"
    TARGET = "target"
    KILLED = "killed"
    INJURED = "injured"
    ORIGIN = "origin"
    """The country that it came from."""
    TARGET_COUNTRY = "target country"


FIELD_OF: Final[dict[Aspect, Field]] = {
    Aspect.DATE: Field.DATE,
    Aspect.PLACE: Field.LOCATION,
    Aspect.PERPETRATOR: Field.PERPETRATOR,
    Aspect.TARGET: Field.TARGET,
    Aspect.KILLED: Field.KILLED,
    Aspect.INJURED: Field.INJURED,
}
"""The aspects that are claimed; the others are the incident's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Confidence:
    """How sure whoever read the report was that an incident is one.

    Parameters
    ----------
    value
        0 to 1.
    why
        The reasons, empty where none were given.
    """

    value: float
    why: str


def confidence(dossier: Dossier) -> Confidence | None:
    """How sure whoever read the report was that a draft is an incident.

    Parameters
    ----------
    dossier
        A draft.

    Returns
    -------
    Confidence or None
        As the latest assessment of the grade "read" gives it; None where none does.
    """
    for assessment in reversed(dossier.assessments):
        found = _CONFIDENCE.match(assessment.why) if assessment.grade == READ else None
        if found:
            return Confidence(value=float(found[1]), why=assessment.why[found.end() :].strip())
    return None


def most_confident_first(dossiers: Iterable[Dossier]) -> list[Dossier]:
    """Drafts in the order in which a person best goes through them.

    Parameters
    ----------
    dossiers
        Drafts in the order of their dates.

    Returns
    -------
    list of Dossier
        The most confident first; those without a confidence behind them, in the order given.
    """

    def doubt(dossier: Dossier) -> float:
        sure = confidence(dossier)
        return 1.0 - sure.value if sure else 2.0

    return sorted(dossiers, key=doubt)


def superseding(dossier: Dossier, wrong: Claim, value: Value, *, at: datetime) -> Claim:
    """A claim that takes the place of one that was read wrongly.

    Parameters
    ----------
    dossier
        The incident as it stands.
    wrong
        The claim of it that was read wrongly.
    value
        What the source says.
    at
        When it is recorded, in UTC.

    Returns
    -------
    Claim
        With the claimant, citation, polarity and modality of the old one.

    Raises
    ------
    ModelError
        If the value is of another field's kind.
    """
    return replace(
        wrong,
        id=_free_id(dossier, wrong.field),
        **_slots(value),  # type: ignore[arg-type]
        supersedes=wrong.id,
        recorded_at=at,
    )


def further(  # noqa: PLR0913 (a claim has as many sides)
    dossier: Dossier,
    field: Field,
    value: Value,
    *,
    claimant: str,
    citation: Citation,
    own_voice: bool,
    at: datetime,
) -> Claim:
    """A claim that was overlooked when the report was read.

    Parameters
    ----------
    dossier
        The incident as it stands.
    field
        What it is about.
    value
        What the source says.
    claimant
        Who says it.
    citation
        Where.
    own_voice
        Whether the source says it in its own voice.
    at
        When it is recorded, in UTC.

    Returns
    -------
    Claim
        The claim.

    Raises
    ------
    ModelError
        If the value is of another field's kind, or there is no claimant.
    """
    return Claim(
        id=_free_id(dossier, field),
        incident=dossier.incident.id,
        field=field,
        claimant=claimant,
        citation=citation,
        modality=Modality.FACT if own_voice else Modality.CLAIMED,
        recorded_at=at,
        **_slots(value),  # type: ignore[arg-type]
    )


def lineage(dossier: Dossier, claim: Claim) -> list[Claim]:
    """A claim and those whose place it took, which stand again when it alone is withdrawn.

    Parameters
    ----------
    dossier
        The incident.
    claim
        A claim of it.

    Returns
    -------
    list of Claim
        The oldest first, without those that are withdrawn.
    """
    by_id = {each.id: each for each in dossier.claims}
    withdrawn = {withdrawal.subject for withdrawal in dossier.withdrawals}
    line = [claim]
    while line[-1].supersedes in by_id:
        line.append(by_id[line[-1].supersedes])
    return [each for each in reversed(line) if each.id not in withdrawn]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Derived:
    """What of an incident follows from its kind and place, unless somebody chose otherwise."""

    title: str | None
    target_country: str | None


def revised(dossier: Dossier, changes: Incident, claims: tuple[Claim, ...] = ()) -> Incident:
    """An incident after a correction, with what follows from it.

    Parameters
    ----------
    dossier
        The draft as it stands.
    changes
        Its incident, with the fields of its own that were put right.
    claims
        Claims that are new to it.

    Returns
    -------
    Incident
        A title made of kind and place, and a target country taken from the place, follow them;
        what somebody worded or chose otherwise stays.
    """
    before = _derived(dossier)
    after = _derived(replace(dossier, incident=changes, claims=(*dossier.claims, *claims)))
    title, country = changes.title, changes.target_country
    if title == before.title and after.title is not None:
        title = after.title
    if country is not None and country == before.target_country and after.target_country:
        country = after.target_country
    return replace(changes, title=title, target_country=country)


def _derived(dossier: Dossier) -> _Derived:
    where = add_up(dossier, {}).where
    if where is None:
        return _Derived(title=None, target_country=None)
    return _Derived(title=title_of(dossier.incident.kind, where), target_country=where.country)


def _slots(value: Value) -> dict[str, Value | None]:
    """The four slots of a claim's value, one of them filled."""
    slot = {When: "when", Where: "where", Count: "count", str: "text"}[type(value)]
    return dict.fromkeys(("when", "where", "count", "text")) | {slot: value}


def _free_id(dossier: Dossier, field: Field) -> str:
    taken = {claim.id for claim in dossier.claims}
    number = 1 + sum(claim.field is field for claim in dossier.claims)
    while f"{dossier.incident.id}.{field}.{number}" in taken:
        number += 1
    return f"{dossier.incident.id}.{field}.{number}"
