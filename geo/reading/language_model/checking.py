"""What of an answer holds: findings whose quote and value stand in the article."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final, TypeVar

import msgspec

from geo.actors import country_of
from geo.errors import GeoError
from geo.incident import Field, Polarity
from geo.reading.extractor import Extracted, Finding, IncidentFound, LinkFound
from geo.reading.language_model.answer import FindingTold, IncidentTold, LinkTold
from geo.reading.language_model.prompt import LINKS
from geo.reading.language_model.values import FIELDS, Values

if TYPE_CHECKING:
    from collections.abc import Mapping  # noqa: TC004 - an annotation

    from gazetteer.index import Gazetteer
    from geo.kinds import Kind
    from geo.reading.article import Article
    from geo.reading.language_model.answer import Answer

__all__ = ["Checked", "Checking", "Drop"]

_SHARE: Final = 0.6
_MOST_INCIDENTS: Final = 100
_MOST_FINDINGS: Final = 30
_MOST_LINKS: Final = 100
_LEAST_QUOTE: Final = 4
_MOST_QUOTE: Final = 1_000
_T = TypeVar("_T")


class Drop(StrEnum):
    """Why something that a model answered was not taken."""

    FORM = "form"
    """It is not in the form asked for, such as a kind that there is none of."""
    QUOTE = "quote"
    """Its quote does not stand in the article."""
    VALUE = "value"
    """Its value does not stand in the article, or cannot be read."""
    CLAIMANT = "claimant"
    """The article does not name who is to have said it."""
    EMPTY = "empty"
    """An incident of which no finding holds."""
    TWICE = "twice"
    """It was there before."""
    EXCESS = "excess"
    """It is one of more than a report can hold."""
    LINK = "link"
    """It joins no two incidents that hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What holds of the answers about one article.

    Parameters
    ----------
    extracted
        What holds.
    findings
        How many findings hold.
    dropped
        How many findings, incidents and links were not taken, by the reason.
    """

    extracted: Extracted
    findings: int
    dropped: Mapping[Drop, int]


class Checking:
    """Takes the answers about one article in turn and keeps what holds.

    Parameters
    ----------
    article
        The article.
    gazetteer
        Where places are looked up.
    """

    def __init__(self, article: Article, gazetteer: Gazetteer) -> None:
        self._values = Values(article, gazetteer)
        self._publisher = (article.publisher or "").casefold()
        self._incidents: list[IncidentFound] = []
        self._known: dict[tuple[Kind, frozenset[Finding]], int] = {}
        self._looked_at = 0
        self._links: list[LinkFound] = []
        self._dropped: Counter[Drop] = Counter()

    def take(self, answer: Answer) -> None:
        """Take an answer.

        Parameters
        ----------
        answer
            What a model said of a part of the article.
        """
        numbers: dict[int, int] = {}
        room = _MOST_INCIDENTS - self._looked_at
        self._looked_at += min(room, len(answer.incidents))
        for place, raw in enumerate(answer.incidents[:room]):
            try:
                numbers[place] = self._number(self._incident(raw))
            except _DroppedError as dropped:
                self._dropped[dropped.why] += 1
        for raw in answer.links[:_MOST_LINKS]:
            try:
                link = self._link(raw, numbers)
            except _DroppedError as dropped:
                self._dropped[dropped.why] += 1
                continue
            if link not in self._links:
                self._links.append(link)
        self._excess(len(answer.incidents), room)
        self._excess(len(answer.links), _MOST_LINKS)

    def checked(self) -> Checked:
        """What holds so far.

        Returns
        -------
        Checked
            Incidents in the order of the text.
        """
        order = sorted(range(len(self._incidents)), key=lambda n: self._incidents[n].start)
        new = {old: number for number, old in enumerate(order)}
        links = tuple(
            LinkFound(
                later=new[link.later],
                earlier=new[link.earlier],
                type=link.type,
                start=link.start,
                end=link.end,
            )
            for link in self._links
        )
        incidents = tuple(self._incidents[number] for number in order)
        return Checked(
            extracted=Extracted(incidents=incidents, links=links),
            findings=sum(len(incident.findings) for incident in incidents),
            dropped=dict(self._dropped),
        )

    def _number(self, found: IncidentFound) -> int:
        """The place of an incident among those kept; one that is told twice is kept once."""
        told = (found.kind, frozenset(found.findings))
        if told in self._known:
            self._dropped[Drop.TWICE] += 1
        else:
            self._known[told] = len(self._incidents)
            self._incidents.append(found)
        return self._known[told]

    def _incident(self, raw: msgspec.Raw) -> IncidentFound:
        """An incident with the findings of it that hold."""
        told = _read(raw, IncidentTold)
        found: list[Finding] = []
        for one in told.findings[:_MOST_FINDINGS]:
            try:
                finding = self._finding(one)
            except _DroppedError as dropped:
                self._dropped[dropped.why] += 1
                continue
            if finding in found:
                self._dropped[Drop.TWICE] += 1
            else:
                found.append(finding)
        self._excess(len(told.findings), _MOST_FINDINGS)
        if not found:
            raise _DroppedError(Drop.EMPTY)
        found.sort(key=lambda finding: finding.start)
        start, end = self._quoted(told.quote) or (found[0].start, found[0].end)
        origin, target = _countries(found)
        return IncidentFound(
            kind=told.kind,
            findings=tuple(found),
            start=start,
            end=end,
            confidence=round(_SHARE * len(found) / len(told.findings), 3),
            origin_country=origin,
            target_country=target,
        )

    def _finding(self, raw: msgspec.Raw) -> Finding:
        """A finding whose quote, claimant and value stand in the article."""
        told = _read(raw, FindingTold)
        span = self._quoted(told.quote)
        if span is None:
            raise _DroppedError(Drop.QUOTE)
        finding = Finding(
            field=told.field,
            start=span[0],
            end=span[1],
            claimant=self._claimant(told.claimant),
            polarity=told.polarity,
            modality=told.modality,
        )
        return self._with_value(finding, told)

    def _claimant(self, told: str | None) -> str | None:
        """Somebody whom the article names; None for its own voice."""
        if not told or told.strip().casefold() in {"", self._publisher}:
            return None
        claimant = self._values.anywhere(told)
        if claimant is None:
            raise _DroppedError(Drop.CLAIMANT)
        return claimant

    def _with_value(self, finding: Finding, told: FindingTold) -> Finding:
        """A finding with the value that its quote gives."""
        values, start, end = self._values, finding.start, finding.end
        value = str(told.value).strip()
        valued = finding
        try:
            if told.field is Field.DATE:
                valued = replace(finding, when=values.when(value, start, end))
            elif told.field is Field.LOCATION:
                valued = replace(finding, where=values.where(value, told.country, start, end))
            elif told.field in {Field.KILLED, Field.INJURED}:
                valued = replace(finding, count=values.count(told.field, value, start, end))
            elif told.field in FIELDS:
                valued = replace(finding, text=values.words(value, start, end))
        except GeoError:  # words that look like a value and break a rule of the model
            raise _DroppedError(Drop.VALUE) from None
        if valued == finding:
            raise _DroppedError(Drop.VALUE)
        return valued

    def _link(self, raw: msgspec.Raw, numbers: dict[int, int]) -> LinkFound:
        """A link between two incidents that hold."""
        told = _read(raw, LinkTold)
        span = self._quoted(told.quote)
        if span is None:
            raise _DroppedError(Drop.QUOTE)
        later, earlier = numbers.get(told.later), numbers.get(told.earlier)
        if later is None or earlier is None or later == earlier or told.type not in LINKS:
            raise _DroppedError(Drop.LINK)
        return LinkFound(later=later, earlier=earlier, type=told.type, start=span[0], end=span[1])

    def _quoted(self, quote: str) -> tuple[int, int] | None:
        """Where a quote stands in the article."""
        if not _LEAST_QUOTE <= len(quote.strip()) <= _MOST_QUOTE:
            return None
        return self._values.passages.quoted(quote)

    def _excess(self, count: int, most: int) -> None:
        if count > most:
            self._dropped[Drop.EXCESS] += count - most


class _DroppedError(Exception):
    """Something that is not taken."""

    def __init__(self, why: Drop) -> None:
        super().__init__(why)
        self.why = why


def _read(raw: msgspec.Raw, kind: type[_T]) -> _T:
    try:
        return msgspec.json.decode(raw, type=kind)
    except (msgspec.DecodeError, RecursionError):
        raise _DroppedError(Drop.FORM) from None


def _countries(findings: list[Finding]) -> tuple[str | None, str | None]:
    """The country that an incident came from, and the one that it was aimed at."""
    said = [finding for finding in findings if finding.polarity is Polarity.ASSERTS]
    by = [f.text for f in said if f.text and f.field is Field.PERPETRATOR]
    against = [f.text for f in said if f.text and f.field is Field.TARGET]
    places = [f.where.country for f in said if f.where]
    origin = next((code for code in map(country_of, by) if code), None)
    aimed = [code for code in (*places, *map(country_of, against)) if code]
    return origin, next(iter(aimed), None)
