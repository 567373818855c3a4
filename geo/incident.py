"""Incidents, the claims made about them, and how incidents hang together.

Claims are stored and never edited. A claim that was read wrongly is superseded by a new
one or withdrawn; what an incident adds up to is worked out from the claims that stand
(see `geo.account`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from geo.count import Count
from geo.errors import ModelError
from geo.kinds import Kind
from geo.source import Citation
from geo.when import When
from geo.where import Where

__all__ = [
    "Actor",
    "ActorKind",
    "Assessment",
    "Axis",
    "Claim",
    "Field",
    "Incident",
    "Link",
    "LinkType",
    "Modality",
    "Polarity",
    "Status",
    "Withdrawal",
    "value_words",
]

_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,119}")
_COUNTRY = re.compile(r"[A-Z]{2}")


class Status(StrEnum):
    """Where an incident stands in the work of the people who keep the store."""

    DRAFT = "draft"
    """Proposed, not yet accepted by a person."""
    ACTIVE = "active"
    """Accepted."""
    MERGED_INTO = "merged_into"
    """Found to be the same as another incident."""
    WITHDRAWN = "withdrawn"
    """Taken back; kept so that the record stays whole."""


class Field(StrEnum):
    """What a claim is about."""

    DATE = "date"
    """The day or days on which it happened; a `When`."""
    TIME = "time"
    """The time of day, with the date; a `When`."""
    LOCATION = "location"
    """Where it happened; a `Where`."""
    KILLED = "killed"
    """How many people died; a `Count`."""
    INJURED = "injured"
    """How many people were hurt and lived; a `Count`."""
    CASUALTIES = "casualties"
    """How many died or were hurt, where nobody says which; a `Count`."""
    PERPETRATOR = "perpetrator"
    """Who did it; text."""
    TARGET = "target"
    """Whom or what it was aimed at; text."""
    WEAPON = "weapon"
    """With what it was done; text."""
    DAMAGE = "damage"
    """What was harmed beside people, or how; text."""
    RESPONSIBILITY = "responsibility"
    """Who takes it upon themselves, or is said to; text."""


_SLOT: Final = {
    Field.DATE: "when",
    Field.TIME: "when",
    Field.LOCATION: "where",
    Field.KILLED: "count",
    Field.INJURED: "count",
    Field.CASUALTIES: "count",
}


class Polarity(StrEnum):
    """Whether the claimant says it or says that it is not so."""

    ASSERTS = "asserts"
    """The claimant says that it is so."""
    DENIES = "denies"
    """The claimant says that it is not so."""


class Modality(StrEnum):
    """In what manner it is said."""

    FACT = "fact"
    """The report states it in its own voice."""
    CLAIMED = "claimed"
    """The report gives it as somebody's words."""
    ACCUSED = "accused"
    """The claimant lays it at another's door."""
    POSSIBLE = "possible"
    """Said to be likely or possible."""


class ActorKind(StrEnum):
    """What sort of actor."""

    STATE = "state"
    """A state, its government and its ministries."""
    FORCE = "force"
    """An armed force, police or service of a state."""
    ARMED_GROUP = "armed_group"
    """An armed group that is no force of a state."""
    PEOPLE = "people"
    """Civilians, protesters, a community: people who are no armed body."""


class LinkType(StrEnum):
    """How one incident hangs together with another; reads from the later to the earlier."""

    RETALIATION_FOR = "retaliation_for"
    """Done in return for the other: one blow answers another."""
    RESPONSE_TO = "response_to"
    """An answer to the other by other means, such as a protest or a summons."""
    FOLLOWS = "follows"
    """Came after the other and is told together with it; nobody says that it answers it."""
    PART_OF = "part_of"
    """One piece of the other, such as one strike of a night of strikes."""
    SAME_EVENT = "same_event"
    """Both tell of what happened once."""
    NOT_SAME_EVENT = "not_same_event"
    """They look alike, and a person found that they are two."""


class Axis(StrEnum):
    """What an assessment judges."""

    OCCURRENCE = "occurrence"
    """Whether it happened at all."""
    ATTRIBUTION = "attribution"
    """Who did it."""
    HARM = "harm"
    """Whom and what it harmed, and how many."""
    LOCATION = "location"
    """Where it happened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Somebody who acts, is acted on, or says something.

    Parameters
    ----------
    id
        Short stable name, such as `jaish-al-adl`.
    name
        The name shown.
    kind
        What sort of actor.
    aliases
        Other names and spellings.
    country
        ISO 3166-1 alpha-2 code of the state it belongs to or mainly acts from.
    parent
        Id of the actor it is part of.

    Raises
    ------
    ModelError
        For an id or country code in a form that is not allowed.
    """

    id: str
    name: str
    kind: ActorKind
    aliases: tuple[str, ...] = ()
    country: str | None = None
    parent: str | None = None

    def __post_init__(self) -> None:
        """Check id and country."""
        _check_id(self.id, "actor")
        _check_country(self.country, self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """What happened, once; its details are in its claims.

    Parameters
    ----------
    id
        Short stable name: date, place and kind, such as `2024-01-18-saravan-airstrike`.
    kind
        What it is.
    title
        One line that takes no side.
    status
        Where it stands.
    origin_country
        ISO 3166-1 alpha-2 code of the country that it came from.
    target_country
        ISO 3166-1 alpha-2 code of the country that it was aimed at.
    merged_into
        Id of the incident it was merged into, for that status only.

    Raises
    ------
    ModelError
        For an id, title or country code in a form that is not allowed.
    """

    id: str
    kind: Kind
    title: str
    status: Status = Status.ACTIVE
    origin_country: str | None = None
    target_country: str | None = None
    merged_into: str | None = None

    def __post_init__(self) -> None:
        """Check id, title, countries and status."""
        _check_id(self.id, "incident")
        if not self.title.strip():
            msg = f"the incident {self.id} needs a title"
            raise ModelError(msg)
        _check_country(self.origin_country, self.id)
        _check_country(self.target_country, self.id)
        if (self.status is Status.MERGED_INTO) != (self.merged_into is not None):
            msg = f"the incident {self.id}: merged_into and its status must come together"
            raise ModelError(msg)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One statement by one source about one field of one incident.

    Exactly one of `when`, `where`, `count` and `text` holds the value: `when` for a date or
    time, `where` for a location, `count` for killed, injured and casualties, `text` for the rest.

    Parameters
    ----------
    id
        Short stable name.
    incident
        Id of the incident.
    field
        What it is about.
    claimant
        Who says it, as a reader knows them: "Iran", "Pakistan's foreign ministry",
        or the publisher when the report speaks in its own voice.
    citation
        Where it was read.
    when
        Value of a date or time claim.
    where
        Value of a location claim.
    count
        Value of a killed, injured or casualties claim.
    text
        Value of any other claim.
    polarity
        Whether the claimant says it or denies it.
    modality
        In what manner it is said.
    supersedes
        Id of an earlier claim that this one takes the place of.
    recorded_at
        When it was recorded, in UTC.

    Raises
    ------
    ModelError
        If the value is missing or of another field's kind, or there is no claimant.
    """

    id: str
    incident: str
    field: Field
    claimant: str
    citation: Citation
    when: When | None = None
    where: Where | None = None
    count: Count | None = None
    text: str | None = None
    polarity: Polarity = Polarity.ASSERTS
    modality: Modality = Modality.CLAIMED
    supersedes: str | None = None
    recorded_at: datetime | None = None

    def __post_init__(self) -> None:
        """Check that there is one value, of the field's kind, and somebody who says it."""
        _check_id(self.id, "claim")
        wanted = _SLOT.get(self.field, "text")
        given = [s for s in ("when", "where", "count", "text") if getattr(self, s) is not None]
        if given != [wanted]:
            msg = (
                f"the claim {self.id} about {self.field} has {' and '.join(given) or 'no value'}; "
                f"it needs {wanted} and nothing else"
            )
            raise ModelError(msg)
        if not self.claimant.strip():
            msg = f"the claim {self.id} needs a claimant: a claim is always attributed"
            raise ModelError(msg)
        if self.supersedes == self.id:
            msg = f"the claim {self.id} cannot supersede itself"
            raise ModelError(msg)

    @property
    def value(self) -> When | Where | Count | str:
        """The value, whichever kind it is."""
        for candidate in (self.when, self.where, self.count, self.text):
            if candidate is not None:
                return candidate
        raise AssertionError(self.id)

    @property
    def value_text(self) -> str:
        """The value in a few words, as the report has it where that was kept."""
        return value_words(self.value)


def value_words(value: When | Where | Count | str) -> str:
    """A value of a claim in a few words.

    Parameters
    ----------
    value
        The value.

    Returns
    -------
    str
        As the report has it where that was kept.
    """
    if isinstance(value, When):
        return value.edtf
    if isinstance(value, Where):
        return value.mention
    return value.shown if isinstance(value, Count) else value


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """How one incident hangs together with another.

    Parameters
    ----------
    from_id
        Id of the later incident, or of either for `same_event` and its opposite.
    to_id
        Id of the incident it answers, follows or belongs to.
    type
        In what way.
    why
        Who says so, or what speaks for it.

    Raises
    ------
    ModelError
        If an incident is linked to itself.
    """

    from_id: str
    to_id: str
    type: LinkType
    why: str | None = None

    def __post_init__(self) -> None:
        """Check that there are two incidents."""
        if self.from_id == self.to_id:
            msg = f"the incident {self.from_id} cannot be linked to itself"
            raise ModelError(msg)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What a person who keeps the store judges of an incident.

    Parameters
    ----------
    incident
        Id of the incident.
    axis
        What is judged.
    grade
        The judgement, such as "confirmed", "likely", "contested".
    why
        The reasons.
    by
        Who judges.
    at
        When, in UTC.
    """

    incident: str
    axis: Axis
    grade: str
    why: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """A claim or an incident taken back; the record of it stays.

    Parameters
    ----------
    subject
        Id of the claim or incident.
    why
        The reason.
    by
        Who takes it back.
    at
        When, in UTC.
    """

    subject: str
    why: str
    by: str
    at: datetime


def _check_id(text: str, record: str) -> None:
    if not _ID.fullmatch(text):
        msg = (
            f"{text[:60]!r} cannot be the id of a {record}: use small letters, digits, '-', '.' "
            "and '_', 120 at most"
        )
        raise ModelError(msg)


def _check_country(code: str | None, owner: str) -> None:
    if code is not None and not _COUNTRY.fullmatch(code):
        msg = f"{code!r} in {owner} is not an ISO 3166-1 alpha-2 code such as IR"
        raise ModelError(msg)
