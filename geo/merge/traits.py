"""An incident boiled down to what tells it from others, so that many can be compared fast."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from gazetteer.names import fold
from geo.account import add_up, coarseness, meet, origin_of
from geo.actors import actor_in
from geo.count import Count
from geo.incident import Claim, Field, LinkType, Modality, Polarity, Status
from geo.kinds import Kind
from geo.when import When
from geo.where import Where

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.dossier import Dossier
    from geo.source import Citation, Source

__all__ = ["Days", "Names", "Passage", "Traits", "traits_of"]

_FIRST_DAY: Final = date.min.toordinal()
_LAST_DAY: Final = date.max.toordinal()
_WEAPONS: Final = {
    "missiles": re.compile(r"missile|rocket"),
    "drones": re.compile(r"drone|uav|quadcopter"),
    "aircraft": re.compile(r"\bair|\bjet|helicopter|plane\b|planes\b"),
    "shells": re.compile(r"artillery|mortar|shell|howitzer"),
    "bombs": re.compile(r"bomb|explosive|\bmines?\b|\bieds?\b|grenade"),
    "guns": re.compile(r"gun|rifle|firearm|pistol|small arms|shot"),
    "knives": re.compile(r"knife|knives|machete|blade"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """A date as whole days.

    Parameters
    ----------
    first
        Its first day, as a proleptic ordinal.
    last
        Its last day, likewise.
    when
        The date itself.
    """

    first: int
    last: int
    when: When

    @property
    def length(self) -> int:
        """How many days it spans."""
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Who is named for one thing, as far as the actors are known.

    Parameters
    ----------
    countries
        ISO 3166-1 alpha-2 codes of states and their forces.
    groups
        Ids of actors that belong to no state, and of the groups that those are part of.
    strangers
        Folded names that stand for no known actor.
    """

    countries: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    strangers: frozenset[str] = frozenset()

    @property
    def known(self) -> bool:
        """Whether a known actor is among them."""
        return bool(self.countries or self.groups)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Words of a text that a claim rests on.

    Parameters
    ----------
    source
        Id of the source.
    sha256
        Hash of its text; None where it was not kept.
    start
        First character, where known.
    end
        Behind the last character, where known.
    quote
        The words of the source in small letters; empty where they were not kept.
    """

    source: str
    sha256: str | None
    start: int | None
    end: int | None
    quote: str

    @property
    def told(self) -> bool:
        """Whether it is known which words are meant."""
        return bool(self.quote) or (self.sha256 is not None and self.start is not None)

    def of_one_text(self, other: Passage) -> bool:
        """Whether two passages stand in one text, rather than in a report and a copy of it.

        Parameters
        ----------
        other
            The other passage.

        Returns
        -------
        bool
            By the hash of the text where both have one, else by the source.
        """
        if self.sha256 and other.sha256:
            return self.sha256 == other.sha256
        return self.source == other.source

    def overlaps(self, other: Passage) -> bool:
        """Whether two passages of one story share words.

        Parameters
        ----------
        other
            The other passage.

        Returns
        -------
        bool
            True for the same words, or spans of one text that meet.
        """
        if self.quote and self.quote == other.quote:
            return True
        if self.sha256 is None or self.sha256 != other.sha256:
            return False
        if self.start is None or self.end is None or other.start is None or other.end is None:
            return False
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """What tells an incident from others.

    Parameters
    ----------
    id
        Its id.
    kind
        What it is.
    status
        Where it stands.
    claims
        How many claims stand.
    days
        The dates that are claimed, without the vaguer ones that agree with a finer one.
    places
        The places that are claimed, likewise; only an unlocated one where none is located.
    doers
        Who is said to have done it, the country it came from among them.
    accused_only
        Whether nobody but accusers names the doers.
    denied
        Who is said not to have done it.
    aimed_at
        Who is named as the target.
    target_country
        The country it was aimed at.
    weapons
        Sorts of weapon.
    killed
        People killed, from the lowest to the highest claimed.
    injured
        People injured, likewise.
    sources
        The sources that it rests on, a copy as what it repeats.
    passages
        The words it rests on, by the source that they go back to and by the hash of the text.
    links
        What is recorded of it and others, by the other's id.
    """

    id: str
    kind: Kind
    status: Status
    claims: int
    days: tuple[Days, ...]
    places: tuple[Where, ...]
    doers: Names
    accused_only: bool
    denied: Names
    aimed_at: Names
    target_country: str | None
    weapons: frozenset[str]
    killed: Count | None
    injured: Count | None
    sources: frozenset[str]
    passages: Mapping[str, frozenset[Passage]]
    links: Mapping[str, frozenset[LinkType]]


def traits_of(dossier: Dossier, sources: Mapping[str, Source]) -> Traits:
    """Boil an incident down.

    Parameters
    ----------
    dossier
        The incident.
    sources
        The sources that its claims cite, by id.

    Returns
    -------
    Traits
        From the claims that stand.
    """
    account = add_up(dossier, sources)
    incident = dossier.incident
    said = [c for c in account.claims if c.polarity is Polarity.ASSERTS]
    blamed = [c for c in said if _names_a_doer(c)]
    blaming = Field.PERPETRATOR, Field.RESPONSIBILITY
    return Traits(
        id=incident.id,
        kind=incident.kind,
        status=incident.status,
        claims=len(account.claims),
        days=_days(c.when for c in said if c.when and c.field is Field.DATE)
        or _days(c.when for c in said if c.when),
        places=_places([c.where for c in said if c.where]),
        doers=_names((c.text for c in blamed if c.text), incident.origin_country),
        accused_only=bool(blamed) and all(c.modality is Modality.ACCUSED for c in blamed),
        denied=_names(
            c.text
            for c in account.claims
            if c.polarity is Polarity.DENIES and c.text and c.field in blaming
        ),
        aimed_at=_names(c.text for c in said if c.text and c.field is Field.TARGET),
        target_country=incident.target_country,
        weapons=frozenset(
            sort
            for c in said
            if c.text and c.field is Field.WEAPON
            for sort, words in _WEAPONS.items()
            if words.search(c.text.casefold())
        ),
        killed=account.killed,
        injured=account.injured,
        sources=frozenset(origin_of(c.citation.source, sources) for c in account.claims),
        passages=_passages((c.citation for c in account.claims), sources),
        links=_links(dossier),
    )


def _names_a_doer(claim: Claim) -> bool:
    """Whether a claim says who did it: in earnest, or as one who takes it upon himself."""
    about = claim.field in (Field.PERPETRATOR, Field.RESPONSIBILITY)
    return about and claim.modality is not Modality.POSSIBLE


def _days(whens: Iterable[When]) -> tuple[Days, ...]:
    """Dates as days, each once, without those that a finer one lies in."""
    kept: list[Days] = []
    spans = {when.edtf: _in_days(when) for when in whens}
    for days in sorted(spans.values(), key=lambda d: (d.length, d.first)):
        if not any(days.first <= finer.first and finer.last <= days.last for finer in kept):
            kept.append(days)
    return tuple(kept)


def _in_days(when: When) -> Days:
    return Days(
        first=when.start.date().toordinal() if when.start else _FIRST_DAY,
        last=when.end.date().toordinal() if when.end else _LAST_DAY,
        when=when,
    )


def _places(wheres: list[Where]) -> tuple[Where, ...]:
    """Places from fine to coarse, without those that agree with a finer one."""
    kept: list[Where] = []
    for where in sorted([w for w in wheres if w.located] or wheres[:1], key=coarseness):
        if not any(meet(finer, where) for finer in kept):
            kept.append(where)
    return tuple(kept)


def _names(texts: Iterable[str], country: str | None = None) -> Names:
    countries = {country} if country else set()
    groups: set[str] = set()
    strangers: set[str] = set()
    for text in texts:
        actor = _actor_in(text)
        if actor is None:
            strangers.add(fold(text))
        elif actor.country:
            countries.add(actor.country)
        else:
            groups.update(filter(None, (actor.id, actor.parent)))
    return Names(
        countries=frozenset(countries),
        groups=frozenset(groups),
        strangers=frozenset(strangers),
    )


_actor_in = lru_cache(maxsize=10_000)(actor_in)


def _passages(
    citations: Iterable[Citation], sources: Mapping[str, Source]
) -> dict[str, frozenset[Passage]]:
    """Passages by the source that they go back to, and by the text where it was kept."""
    found: dict[str, set[Passage]] = {}
    for cited in citations:
        quote = "" if cited.paraphrased else " ".join((cited.quote or "").casefold().split())
        passage = Passage(
            source=cited.source,
            sha256=cited.sha256,
            start=cited.start,
            end=cited.end,
            quote=quote,
        )
        if not passage.told:
            continue
        for key in filter(None, (origin_of(cited.source, sources), cited.sha256)):
            found.setdefault(key, set()).add(passage)
    return {key: frozenset(passages) for key, passages in found.items()}


def _links(dossier: Dossier) -> dict[str, frozenset[LinkType]]:
    found: dict[str, set[LinkType]] = {}
    for link in dossier.links:
        found.setdefault(link.to_id, set()).add(link.type)
    return {other: frozenset(types) for other, types in found.items()}
