"""What an extractor is: something that turns an article into incidents with what is said of each.

The built-in one is rules and small trained models (`geo.reading.rules`); any other that keeps to
`Extractor` can take its place, such as a language model (`geo.reading.language_model`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from geo.count import Count
from geo.incident import Field, LinkType, Modality, Polarity
from geo.kinds import Kind
from geo.when import When
from geo.where import Where

if TYPE_CHECKING:
    from geo.reading.article import Article

__all__ = ["Extracted", "Extractor", "Finding", "IncidentFound", "LinkFound"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that an article says of an incident: a claim before it is recorded.

    Exactly one of `when`, `where`, `count` and `text` holds the value, as in `geo.incident.Claim`.

    Parameters
    ----------
    field
        What it is about.
    start, end
        Characters of the article's text that it rests on, mostly a sentence; end after the last.
    claimant
        Who says it; None where the article does so in its own voice.
    when
        Value of a date or time.
    where
        Value of a location.
    count
        Value of killed or injured.
    text
        Value of any other field.
    polarity
        Whether it is said or denied.
    modality
        In what manner it is said.
    replaces
        Number of an earlier finding of the same incident that it takes the place of.
    """

    field: Field
    start: int
    end: int
    claimant: str | None = None
    when: When | None = None
    where: Where | None = None
    count: Count | None = None
    text: str | None = None
    polarity: Polarity = Polarity.ASSERTS
    modality: Modality = Modality.FACT
    replaces: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentFound:
    """An incident as one article tells it.

    Parameters
    ----------
    kind
        What happened.
    findings
        What is said of it, in the order of the text.
    start, end
        Characters of the words that tell it best.
    confidence
        How likely it is that it happened as an incident of its own, 0 to 1.
    origin_country
        ISO 3166-1 alpha-2 code of the country that it came from.
    target_country
        ISO 3166-1 alpha-2 code of the country that it was aimed at.
    """

    kind: Kind
    findings: tuple[Finding, ...]
    start: int
    end: int
    confidence: float
    origin_country: str | None = None
    target_country: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkFound:
    """How two incidents of one article hang together.

    Parameters
    ----------
    later
        Number of the later incident.
    earlier
        Number of the one it answers, follows or belongs to.
    type
        In what way.
    start, end
        Characters of the article's text that say so; end after the last.
    """

    later: int
    earlier: int
    type: LinkType
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """What an extractor finds in one article.

    Parameters
    ----------
    incidents
        In the order of the text; each event once.
    links
        How they hang together.
    """

    incidents: tuple[IncidentFound, ...] = ()
    links: tuple[LinkFound, ...] = ()


class Extractor(Protocol):
    """Turns an article into incidents."""

    def __call__(self, article: Article) -> Extracted:
        """Find the incidents that an article tells."""
        ...
