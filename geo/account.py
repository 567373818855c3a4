"""What an incident adds up to under a named rule.

An incident has no date, place or toll of its own: it has claims. A rule turns the claims
that stand into the values a map, table or export shows, and is always named beside them.

======================  =========================================================================
rule                    what it shows
======================  =========================================================================
`range` (the default)   everything that is claimed: counts from the lowest to the highest; each
                        date that is claimed, an uncertain one only where there is no other;
                        the finest location
`conservative`          the least that is claimed: the lowest count; the widest date; the
                        coarsest location
`latest`                the claim that was published last, of each field
`claimant:NAME`         what NAME says, and nothing else; "Iran" takes in "Iran's IRGC"
======================  =========================================================================
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import combinations
from typing import TYPE_CHECKING, Final, TypeVar

from gazetteer.place import Precision
from geo.actors import country_of
from geo.count import Count, Counted
from geo.distance import geodesic_m
from geo.errors import ModelError
from geo.incident import Claim, Field, Incident, Polarity
from geo.when import When
from geo.where import Where

if TYPE_CHECKING:
    from geo.dossier import Dossier
    from geo.source import Source

__all__ = ["RANGE", "Account", "Rule", "add_up", "agree", "coarseness", "meet", "origin_of"]

_T = TypeVar("_T")
_LONG_AGO: Final = date.min


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A named rule that turns claims into display values.

    Parameters
    ----------
    name
        `range`, `conservative`, `latest` or `claimant`.
    claimant
        Whose account, for the last.

    Raises
    ------
    ModelError
        For a name that is not a rule.
    """

    name: str = "range"
    claimant: str | None = None

    def __post_init__(self) -> None:
        """Check the name."""
        if self.name not in {"range", "conservative", "latest", "claimant"} or (
            self.name == "claimant"
        ) != bool(self.claimant):
            msg = (
                f"{self} is not a rule; the rules are range, conservative, latest and claimant:NAME"
            )
            raise ModelError(msg)

    @classmethod
    def parse(cls, text: str) -> Rule:
        """Read a rule as typed: `range`, `conservative`, `latest` or `claimant:NAME`.

        Parameters
        ----------
        text
            The rule.

        Returns
        -------
        Rule
            The rule.

        Raises
        ------
        ModelError
            If there is no such rule.
        """
        name, _, claimant = text.strip().partition(":")
        return cls(name=name.strip().lower(), claimant=claimant.strip() or None)

    def __str__(self) -> str:
        """The rule as typed."""
        return f"{self.name}:{self.claimant}" if self.claimant else self.name

    def admits(self, claim: Claim) -> bool:
        """Whether the rule looks at a claim at all.

        Parameters
        ----------
        claim
            The claim.

        Returns
        -------
        bool
            False only for the claims of others under `claimant:NAME`.
        """
        if self.claimant is None:
            return True
        said_by, wanted = claim.claimant.casefold(), self.claimant.casefold()
        return said_by.startswith(wanted) and not said_by[len(wanted) : len(wanted) + 1].isalpha()


RANGE: Final = Rule()
"""The default rule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An incident as a rule shows it.

    Parameters
    ----------
    incident
        The incident.
    rule
        The rule in force.
    claims
        The claims that stand, whether or not the rule looks at them.
    when
        The date; None where nobody gives one.
    where
        The place; None where nobody gives one.
    killed
        People killed; a part of them only ("2 children") counts as at least that many.
    injured
        People injured, likewise.
    texts
        Values of the other fields, each once, in the order claimed.
    differing
        Fields in which the claims that stand do not agree with each other.
    independent_sources
        How many sources stand behind the claims, a copy not counted again.
    """

    incident: Incident
    rule: Rule
    claims: tuple[Claim, ...]
    when: When | None
    where: Where | None
    killed: Count | None
    injured: Count | None
    texts: Mapping[Field, tuple[str, ...]] = field(default_factory=dict)
    differing: tuple[Field, ...] = ()
    independent_sources: int = 0

    def text_of(self, about: Field) -> str | None:
        """The values of a text field in one line.

        Parameters
        ----------
        about
            The field.

        Returns
        -------
        str or None
            Values joined by "; ", None where there is none.
        """
        return "; ".join(self.texts.get(about, ())) or None


def add_up(dossier: Dossier, sources: Mapping[str, Source], rule: Rule = RANGE) -> Account:
    """Work out what an incident's claims show under a rule.

    Parameters
    ----------
    dossier
        The incident with its claims.
    sources
        The sources that the claims cite, by id.
    rule
        The rule.

    Returns
    -------
    Account
        The display values, with what they leave out.
    """
    standing = dossier.standing
    seen = [c for c in standing if rule.admits(c) and c.polarity is Polarity.ASSERTS]
    if rule.name == "latest":
        seen = sorted(seen, key=lambda claim: _published(claim, sources))

    def about(*fields: Field) -> list[Claim]:
        return [claim for claim in seen if claim.field in fields]

    told = [c.when for c in about(Field.DATE) or about(Field.TIME) if c.when]
    whens = [when for when in told if not when.uncertain] or told
    wheres = [c.where for c in about(Field.LOCATION) if c.where]
    return Account(
        incident=dossier.incident,
        rule=rule,
        claims=standing,
        when=_pick(whens, rule, spread=_every_date, least=_widest),
        where=_pick(
            [w for w in wheres if w.located] or wheres, rule, spread=_finest, least=_coarsest
        ),
        killed=_count(about(Field.KILLED), rule),
        injured=_count(about(Field.INJURED), rule),
        texts=_texts(seen, rule),
        differing=_differing(standing),
        independent_sources=len({origin_of(c.citation.source, sources) for c in standing}),
    )


def _differing(claims: Sequence[Claim]) -> tuple[Field, ...]:
    """Fields in which claims do not agree."""
    by_field: dict[Field, list[Claim]] = {}
    for claim in claims:
        by_field.setdefault(claim.field, []).append(claim)
    return tuple(f for f in Field if f in by_field and not agree(by_field[f]))


def agree(claims: Sequence[Claim]) -> bool:
    """Whether claims about one field can all be true.

    Parameters
    ----------
    claims
        Claims about one field of one incident.

    Returns
    -------
    bool
        False where two dates share no instant, two places lie further apart than their radii,
        two counts of the same people share no number, two perpetrators belong to different
        countries, or somebody denies. Texts that are only worded differently agree.
    """
    if any(c.polarity is Polarity.DENIES for c in claims):
        return False
    return all(_compatible(a, b) for a, b in combinations(claims, 2))


def _compatible(a: Claim, b: Claim) -> bool:
    if a.when and b.when:
        return a.when.overlaps(b.when)
    if a.count and b.count:
        return a.count.of is not b.count.of or a.count.agrees_with(b.count)
    if a.where and b.where:
        return meet(a.where, b.where)
    origins = {country_of(claim.text or "") for claim in (a, b)}
    return a.field is not Field.PERPETRATOR or None in origins or len(origins) == 1


def meet(a: Where, b: Where) -> bool:
    """Whether two locations can be the same spot; unlocated ones can be anywhere.

    Parameters
    ----------
    a
        One location.
    b
        The other.

    Returns
    -------
    bool
        True where their discs meet. A country is not a disc: whatever the gazetteer puts into
        it agrees with it.
    """
    if a.point is None or b.point is None or a.radius_m is None or b.radius_m is None:
        return True
    wide = {Precision.COUNTRY, Precision.ADM1}
    vague = {a.precision, b.precision} & wide
    if vague and a.country and b.country and (Precision.COUNTRY in vague or a.admin1 == b.admin1):
        return a.country == b.country
    return geodesic_m(a.point, b.point) <= a.radius_m + b.radius_m


def _pick(
    values: list[_T],
    rule: Rule,
    *,
    spread: Callable[[list[_T]], _T],
    least: Callable[[list[_T]], _T],
) -> _T | None:
    if not values:
        return None
    if rule.name == "latest":
        return values[-1]
    return (least if rule.name == "conservative" else spread)(values)


def _every_date(whens: list[When]) -> When:
    """One date that stands for all that are claimed, without the vaguer ones that agree."""
    finest = sorted(
        {w.edtf: w for w in whens if not any(_inside(o, w) for o in whens)}.values(), key=_span
    )
    if len(finest) == 1:
        return finest[0]
    if all(w.edtf[:4].isdigit() and "/" not in w.edtf and "T" not in w.edtf for w in finest):
        return When.parse(f"[{','.join(w.edtf for w in finest)}]")
    return _widest(finest)


def _widest(whens: list[When]) -> When:
    """From the first instant that anybody's date allows to the last."""
    first, last = min(whens, key=_span), max(whens, key=lambda w: _span(w)[1])
    if first is last:
        return first
    start = first.start.date().isoformat() if first.start else ".."
    end = last.end.date().isoformat() if last.end else ".."
    return When.parse(start if start == end else f"{start}/{end}")


def _inside(inner: When, outer: When) -> bool:
    """Whether one date says strictly more than another that it agrees with."""
    (a, b), (c, d) = _span(inner), _span(outer)
    return c <= a and b <= d and (a, b) != (c, d)


def _span(when: When) -> tuple[datetime, datetime]:
    return (
        when.start or datetime.min.replace(tzinfo=UTC),
        when.end or datetime.max.replace(tzinfo=UTC),
    )


def _finest(wheres: list[Where]) -> Where:
    return min(wheres, key=coarseness)


def _coarsest(wheres: list[Where]) -> Where:
    return max(wheres, key=coarseness)


def coarseness(where: Where) -> tuple[int, float]:
    """How vague a location is.

    Parameters
    ----------
    where
        The location.

    Returns
    -------
    tuple
        The class of its precision, then its radius in metres: less is finer.
    """
    if where.precision is None or where.radius_m is None:
        return (99, 0.0)
    return (where.precision.ucdp, where.radius_m)


def _count(claims: list[Claim], rule: Rule) -> Count | None:
    """One count for all claims; counts of some of the people give a lower end only."""
    counts = [claim.count for claim in claims if claim.count]
    whole = [count for count in counts if count.of is Counted.PEOPLE]
    if not whole:
        part = _pick(counts, rule, spread=_most_of, least=_fewest)
        return part and Count(low=part.low, high=None, approximate=part.approximate)
    return _pick(whole, rule, spread=_range, least=_fewest)


def _range(counts: list[Count]) -> Count:
    """From the lowest number that is claimed to the highest."""
    if len(set(counts)) == 1:
        return counts[0]
    highs = [count.high for count in counts]
    bests = [count.best for count in counts if count.best is not None]
    return Count(
        low=min(*(count.low for count in counts), *bests),
        high=None if None in highs else max(*(n for n in highs if n is not None), *bests),
        approximate=all(count.approximate for count in counts),
    )


def _fewest(counts: list[Count]) -> Count:
    return min(counts, key=lambda c: (c.low, float("inf") if c.high is None else c.high))


def _most_of(counts: list[Count]) -> Count:
    return max(counts, key=lambda count: count.low)


def _texts(claims: list[Claim], rule: Rule) -> dict[Field, tuple[str, ...]]:
    """Values of the text fields; each once, or the last alone under `latest`."""
    values: dict[Field, dict[str, None]] = {}
    for claim in claims:
        if claim.text is not None:
            values.setdefault(claim.field, {})[claim.text] = None
    if rule.name == "latest":
        return {about: (list(texts)[-1],) for about, texts in values.items()}
    return {about: tuple(texts) for about, texts in values.items()}


def _published(claim: Claim, sources: Mapping[str, Source]) -> tuple[date, float]:
    source = sources.get(claim.citation.source)
    recorded = claim.recorded_at.timestamp() if claim.recorded_at else 0.0
    return ((source.published if source else None) or _LONG_AGO, recorded)


def origin_of(source_id: str, sources: Mapping[str, Source]) -> str:
    """The source that a chain of copies goes back to.

    Parameters
    ----------
    source_id
        Id of a source.
    sources
        The sources, by id.

    Returns
    -------
    str
        Its own id where it repeats no other.
    """
    met: set[str] = set()
    while source_id not in met:
        met.add(source_id)
        source = sources.get(source_id)
        if source is None or source.derives_from is None:
            break
        source_id = source.derives_from
    return source_id
