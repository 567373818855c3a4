"""Scoring a reader: which incidents of a report it finds, and what it has right of each.

Compares the JSON of a reading (`geo.reading.records`) with `tests/reports/expected.json`. A found
incident can stand for an expected one in the same country where the spans of their dates meet, the
found one at most seven days longer, and where they lie within 50 km, or within the radius of
either that is a district or coarser. Each stands for one at most, and as many pairs as possible are
made; among those, pairs of one kind are made first, then of one family of kinds, then the rest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from babel import Locale

from gazetteer.place import Precision
from geo.actors import country_of
from geo.distance import geodesic_m
from geo.kinds import KINDS, Kind
from geo.when import When

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Score", "Share", "can_match", "claimants_agree", "matching", "pairs_of", "scored"]

NEAR_M: Final = 50_000.0
LONGER: Final = timedelta(days=7)
_UNSAID: Final = frozenset({"the", "of", "a", "an", "and", "s", "for", "in"})
_STEM: Final = 5

Record = dict[str, Any]
_Figure = tuple[str, int, "int | None"]
_Told = tuple[_Figure, "str | None"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How many of how many."""

    right: int = 0
    of: int = 0

    def __add__(self, other: Share) -> Share:
        """Add both up."""
        return Share(right=self.right + other.right, of=self.of + other.of)

    @property
    def share(self) -> float:
        """The part that is right; 0 of nothing."""
        return self.right / self.of if self.of else 0.0

    def __str__(self) -> str:
        return f"{self.right}/{self.of} {self.share:.2f}" if self.of else "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Counts of one report or many.

    Parameters
    ----------
    precision, recall
        Incidents found that stand for an expected one, of those found; and of those expected.
    recent_precision, recent_recall
        The same without the historical ones: those expected, and those found that match them.
    near
        Matched ones whose point lies within 50 km of the expected one.
    kind, family
        Matched ones of the same kind, and of the same family of kinds.
    counts
        Counts expected of matched incidents whose effect, low and high are found.
    counts_found
        The same, of the counts found for matched incidents.
    claimants
        Counts found right whose claimant is right too.
    perpetrators
        Matched ones whose perpetrator is of the expected country, or has the expected name, of
        those where one is expected.
    links
        Links expected that are found between the incidents that match their ends.
    links_found
        The same, of the links found between matched incidents.
    """

    precision: Share = field(default_factory=Share)
    recall: Share = field(default_factory=Share)
    recent_precision: Share = field(default_factory=Share)
    recent_recall: Share = field(default_factory=Share)
    near: Share = field(default_factory=Share)
    kind: Share = field(default_factory=Share)
    family: Share = field(default_factory=Share)
    counts: Share = field(default_factory=Share)
    counts_found: Share = field(default_factory=Share)
    claimants: Share = field(default_factory=Share)
    perpetrators: Share = field(default_factory=Share)
    links: Share = field(default_factory=Share)
    links_found: Share = field(default_factory=Share)

    def __add__(self, other: Score) -> Score:
        """Add the counts up."""
        names = [one.name for one in fields(Score)]
        return Score(**{name: getattr(self, name) + getattr(other, name) for name in names})

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return _f1(self.precision, self.recall)

    @property
    def recent_f1(self) -> float:
        """The same without the historical ones."""
        return _f1(self.recent_precision, self.recent_recall)


def _f1(precision: Share, recall: Share) -> float:
    return 2 * precision.right / max(1, precision.of + recall.of)


def can_match(found: Record, expected: Record) -> bool:
    """Whether a found incident can stand for an expected one."""
    where, place = found["where"], expected["place"]
    if found["date"] is None or where is None or where["lon"] is None:
        return False
    here: bool = where["country"] == place["country"]
    return (
        here
        and _place_fits(where, place)
        and _date_fits(found["date"], When.parse(expected["edtf"]))
    )


def _place_fits(where: Record, place: Record) -> bool:
    reach: float = max(NEAR_M, place.get("radius_m", 0.0))
    if Precision(where["precision"]).rank > Precision.SETTLEMENT.rank:
        reach = max(reach, float(where["radius_m"]))
    return _distance_m(where, place) <= reach


def _distance_m(where: Record, place: Record) -> float:
    return geodesic_m((where["lon"], where["lat"]), (place["lon"], place["lat"]))


def _date_fits(date: Record, expected: When) -> bool:
    if date["start"] is None or date["end"] is None:
        return False
    start, end = (_instant(date[bound]) for bound in ("start", "end"))
    if expected.start is None or expected.end is None:
        raise AssertionError(expected.edtf)
    length = expected.end - expected.start
    return start <= expected.end and expected.start <= end and end - start <= length + LONGER


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def matching(tiers: Sequence[Mapping[int, Sequence[int]]]) -> dict[int, int]:
    """Pair off as many as possible, each with one at most.

    Parameters
    ----------
    tiers
        For each left one, the right ones it may be paired with; the pairs of an earlier tier are
        made before those that a later one adds.

    Returns
    -------
    dict
        The right one of each left one that has a partner.
    """
    partner: dict[int, int] = {}
    edges: dict[int, list[int]] = {}
    for tier in tiers:
        for left, rights in tier.items():
            edges.setdefault(left, []).extend(rights)
        for left in sorted(edges):
            if left not in partner.values():
                _augment(left, edges, partner, set())
    return {left: right for right, left in sorted(partner.items(), key=lambda pair: pair[1])}


def _augment(
    left: int, edges: Mapping[int, Sequence[int]], partner: dict[int, int], tried: set[int]
) -> bool:
    """Find a partner for a left one, where need be by giving those in the way another one."""
    for right in edges[left]:
        if right in tried:
            continue
        tried.add(right)
        if right not in partner or _augment(partner[right], edges, partner, tried):
            partner[right] = left
            return True
    return False


def pairs_of(found: Sequence[Record], expected: Sequence[Record]) -> dict[int, int]:
    """The number of the expected incident that each found one stands for."""
    tiers: list[dict[int, list[int]]] = [{}, {}, {}]
    for left, one in enumerate(found):
        for right, other in enumerate(expected):
            if can_match(one, other):
                tiers[_unlike(one, other)].setdefault(left, []).append(right)
    for tier in tiers:
        for left, rights in tier.items():
            where = found[left]["where"]
            far = {right: _distance_m(where, expected[right]["place"]) for right in rights}
            rights.sort(key=far.__getitem__)
    return matching(tiers)


def _unlike(one: Record, other: Record) -> int:
    """0 for the same kind, 1 for the same family, 2 for neither."""
    kinds = Kind(one["kind"]), Kind(other["kind"])
    return 0 if kinds[0] is kinds[1] else 1 + (_family(kinds[0]) != _family(kinds[1]))


def _family(kind: Kind) -> str:
    return KINDS[kind].family


def scored(record: Record, report: Record) -> Score:
    """Compare the reading of one report with its answer.

    Parameters
    ----------
    record
        What `geo.reading.records.reading_record` gives.
    report
        The entry of `expected.json`.
    """
    found, expected = record["incidents"], report["incidents"]
    pairs = pairs_of(found, expected)
    both = [(found[left], expected[right]) for left, right in pairs.items()]
    old = sum("historical" in other for _, other in both)
    new = sum("historical" not in other for other in expected)
    own_voice = {source["publisher"] for source in record["sources"]}
    told = [_distinct(one, own_voice) for one, _ in both]
    counts = [_counts(one, other["counts"]) for one, (_, other) in zip(told, both, strict=True)]
    ids = {found[left]["id"]: expected[right]["id"] for left, right in pairs.items()}
    right_links, links_found = _links(record["links"], report["links"], ids)
    agreed = sum(right for right, _ in counts)
    return Score(
        precision=Share(right=len(both), of=len(found)),
        recall=Share(right=len(both), of=len(expected)),
        recent_precision=Share(right=len(both) - old, of=len(found) - old),
        recent_recall=Share(right=len(both) - old, of=new),
        near=_share([_distance_m(one["where"], other["place"]) <= NEAR_M for one, other in both]),
        kind=_share([_unlike(one, other) == 0 for one, other in both]),
        family=_share([_unlike(one, other) <= 1 for one, other in both]),
        counts=Share(right=agreed, of=sum(len(other["counts"]) for _, other in both)),
        counts_found=Share(right=agreed, of=sum(map(len, told))),
        claimants=Share(right=sum(said for _, said in counts), of=agreed),
        perpetrators=_share([right for one, other in both for right in _by_whom(one, other)]),
        links=Share(right=right_links, of=len(report["links"])),
        links_found=Share(right=right_links, of=links_found),
    )


def _share(verdicts: Sequence[bool]) -> Share:
    return Share(right=sum(verdicts), of=len(verdicts))


def _figure(count: Record) -> _Figure:
    return count["effect"], count["low"], count["high"]


def _distinct(found: Record, own_voice: set[str]) -> list[_Told]:
    """The counts of a found incident, each figure once for each claimant; nothing that is denied.

    The claimant is None where it is a report itself.
    """
    said = [one for one in found["counts"] if not one.get("denied")]
    return list(
        dict.fromkeys(
            (_figure(one), None if one["claimant"] in own_voice else one["claimant"])
            for one in said
        )
    )


def _counts(found: Sequence[_Told], expected: Sequence[Record]) -> tuple[int, int]:
    """How many expected counts are found, and how many of them with the right claimant."""
    left = list(found)
    agreed = said = 0
    for count in expected:
        same = [one for one in left if one[0] == _figure(count)]
        best = max(same, key=lambda one: claimants_agree(one[1], count["claimant"]), default=None)
        if best is not None:
            left.remove(best)
            agreed += 1
            said += claimants_agree(best[1], count["claimant"])
    return agreed, said


def claimants_agree(one: str | None, other: str | None) -> bool:
    """Whether two names are those of one claimant: most words of the shorter are in the longer."""
    if one is None or other is None:
        return one is other
    words, others = _words(one), _words(other)
    shorter = min(len(words), len(others))
    return bool(shorter) and 2 * len(words & others) > shorter


def _words(name: str) -> set[str]:
    """The words of a name, cut to their beginnings; a state counts as its code."""
    words = re.findall(r"\w+", name.casefold())
    return {country_of(word) or word[:_STEM] for word in words if word not in _UNSAID}


def _by_whom(found: Record, expected: Record) -> list[bool]:
    """Whether the perpetrator is of the right country or name; nothing where none is expected."""
    wanted, named = expected["perpetrator"], found["perpetrator"]
    if not wanted:
        return []
    if named and claimants_agree(named, wanted):
        return [True]
    country = found["origin_country"] or (country_of(named) if named else None)
    return [country is not None and country == (country_of(wanted) or _states().get(wanted))]


@cache
def _states() -> dict[str, str]:
    """Codes of countries by their English names."""
    names = Locale("en").territories
    return {str(name): str(code) for code, name in names.items() if not str(code).isdigit()}


def _links(
    found: Sequence[Record], expected: Sequence[Record], ids: Mapping[str, str]
) -> tuple[int, int]:
    """How many links are right, and how many join two matched incidents."""
    told = {
        (ids[link["from"]], link["type"], ids[link["to"]])
        for link in found
        if link["from"] in ids and link["to"] in ids
    }
    wanted = {(link["from"], link["type"], link["to"]) for link in expected}
    return len(told & wanted), len(told)
