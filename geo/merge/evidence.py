"""What speaks for and against two incidents being one: links, words, kind, date, place.

Each function looks at one aspect and gives the reason it sees, or None where nothing is known.
Who did what to whom, and how many suffered, is in `geo.merge.parties`.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Final

from gazetteer.names import fold
from gazetteer.place import Precision
from geo.distance import geodesic_m
from geo.incident import LinkType
from geo.kinds import ARMED, KINDS, Family, Kind
from geo.merge.weights import WEIGHTS, Aspect, Observed, Reason
from geo.plain import LINK_WORDS, country_name, date_text

if TYPE_CHECKING:
    from geo.merge.traits import Days, Traits
    from geo.where import Where

__all__ = ["by_date", "by_kind", "by_link", "by_place", "by_words", "is_step"]

_VAGUE_KINDS: Final = {Kind.ATTACK, Kind.OTHER}
_ALSO_STEPS: Final = {Kind.AGREEMENT}
_EASILY_TAKEN: Final = (
    {Kind.BOMBING, Kind.SUICIDE_BOMBING, Kind.GRENADE},
    {Kind.ATTACK, Kind.ARMED_CLASH, Kind.ASSASSINATION},
    {Kind.AGREEMENT, Kind.RESTORATION},
    {Kind.AGREEMENT, Kind.TALKS},
)
_HALF: Final = 0.5
_FEW_DAYS: Final = 3
_MONTH: Final = 31
_SURELY_APART: Final = 10
_REACH_KM: Final = (25, 100)
_KM: Final = 1000


def by_link(a: Traits, b: Traits) -> Reason | None:
    """What a person recorded of the two.

    Parameters
    ----------
    a
        One incident.
    b
        The other.

    Returns
    -------
    Reason or None
        Any link but `same_event` is between two incidents, so it rules the same event out.
    """
    types = a.links.get(b.id, frozenset()) | b.links.get(a.id, frozenset())
    for apart in sorted(types - {LinkType.SAME_EVENT}):
        text = f"One is recorded as {LINK_WORDS[apart][0]} the other."
        return Reason(about=Aspect.LINK, observed=Observed.LINKED_APART, text=text)
    if types:
        text = "They are recorded as the same event."
        return Reason(about=Aspect.LINK, observed=Observed.LINKED_SAME, text=text)
    return None


def by_words(a: Traits, b: Traits) -> Reason | None:
    """Whether a text that both rest on tells them in the same words.

    Parameters
    ----------
    a
        One incident.
    b
        The other.

    Returns
    -------
    Reason or None
        None where they share no text, or some of its words only.
    """
    if a.passages.keys().isdisjoint(b.passages):
        return None
    shared = a.passages.keys() & b.passages.keys()
    own = frozenset().union(*(a.passages[key] for key in shared))
    others = frozenset().union(*(b.passages[key] for key in shared))
    met = [(p, q) for p, q in product(own, others) if p.overlaps(q)]
    if not met:
        observed, text = Observed.COPY_TOLD_APART, "A report and its copy tell them apart."
        if any(p.of_one_text(q) for p, q in product(own, others)):
            observed, text = Observed.TOLD_APART, "One report tells of both, in different words."
        return Reason(about=Aspect.TEXT, observed=observed, text=text)
    share = max(len({p for p, _ in met}) / len(own), len({q for _, q in met}) / len(others))
    if share >= _HALF:
        text = "Both rest on the same words of a report."
        return Reason(about=Aspect.TEXT, observed=Observed.SAME_WORDS, text=text)
    return None


def is_step(kind: Kind) -> bool:
    """Whether a kind is a step between governments, known by them rather than by its place.

    Parameters
    ----------
    kind
        The kind.

    Returns
    -------
    bool
        True for diplomacy, and for agreements.
    """
    return KINDS[kind].family is Family.DIPLOMACY or kind in _ALSO_STEPS


def by_kind(a: Traits, b: Traits) -> Reason:
    """Whether the two can be one kind of event.

    Parameters
    ----------
    a
        One incident.
    b
        The other.

    Returns
    -------
    Reason
        A step between governments is never an armed event, nor a step of another kind.
    """
    observed = _kinds(a.kind, b.kind)
    if a.kind is b.kind:
        text = f"Both are of one kind: {_label(a.kind)}."
    else:
        pair = f"{_label(a.kind)} and {_label(b.kind)}"
        text = {
            Observed.KINDRED_KIND: f"Reports may call one event {pair}.",
            Observed.UNLIKE_ARMS: f"The kinds are unlike: {pair}.",
        }.get(observed, f"The kinds are different: {pair}.")
    return Reason(about=Aspect.KIND, observed=observed, text=text)


def _kinds(a: Kind, b: Kind) -> Observed:
    families = {KINDS[a].family, KINDS[b].family}
    if a is b:
        return Observed.SAME_VAGUE_KIND if a in _VAGUE_KINDS else Observed.SAME_KIND
    if any({a, b} <= group for group in _EASILY_TAKEN):
        return Observed.KINDRED_KIND
    if Family.DIPLOMACY in families:
        return Observed.OTHER_KIND if Kind.OTHER in (a, b) else Observed.KIND_RULED_OUT
    if families in ({Family.STRIKE}, {Family.UNREST}):
        return Observed.KINDRED_KIND
    if families <= ARMED:
        return Observed.KINDRED_KIND if Kind.ATTACK in (a, b) else Observed.UNLIKE_ARMS
    return Observed.UNLIKE_ARMS if Kind.OTHER in (a, b) else Observed.OTHER_KIND


def _label(kind: Kind) -> str:
    return KINDS[kind].label.lower()


def by_date(a: Traits, b: Traits) -> Reason | None:
    """How the dates fit; of several that are claimed, the two that fit best.

    Parameters
    ----------
    a
        One incident.
    b
        The other.

    Returns
    -------
    Reason or None
        None where one has no date.
    """
    one_source = bool(a.sources & b.sources)
    found = [_dates(p, q, one_source=one_source) for p, q in product(a.days, b.days)]
    return max(found, key=_weight, default=None)


def _dates(a: Days, b: Days, *, one_source: bool) -> Reason:
    gap = max(a.first, b.first) - min(a.last, b.last)
    dates = _joined(date_text(a.when), date_text(b.when))
    if gap <= 0:
        longest = max(a.length, b.length)
        observed = (
            Observed.SAME_DAY
            if longest == 1
            else Observed.WITHIN_DAYS
            if longest <= _FEW_DAYS
            else Observed.WITHIN_MONTH
            if longest <= _MONTH
            else Observed.WITHIN_LONGER
        )
        text = f"Both are dated {dates}." if a.when == b.when else f"The dates can agree: {dates}."
        return Reason(about=Aspect.DATE, observed=observed, text=text)
    loose = any(days.when.approximate or days.when.uncertain for days in (a, b))
    if gap == 1:
        observed = Observed.NEXT_DAY_ONE_SOURCE if one_source else Observed.NEXT_DAY
    elif gap <= _FEW_DAYS:
        observed = Observed.SOME_DAYS_APART
    elif gap < _SURELY_APART or loose:
        observed = Observed.MANY_DAYS_APART
    else:
        observed = Observed.DATE_RULED_OUT
    apart = "The dates are a day apart" if gap == 1 else f"The dates are {gap:,} days apart"
    return Reason(about=Aspect.DATE, observed=observed, text=f"{apart}: {dates}.")


def by_place(a: Traits, b: Traits) -> Reason | None:
    """How the places fit; of several that are claimed, the two that fit best.

    Parameters
    ----------
    a
        One incident.
    b
        The other.

    Returns
    -------
    Reason or None
        None where one has no place, or for steps between governments.
    """
    if is_step(a.kind) or is_step(b.kind):
        return None
    found = [_places(p, q) for p, q in product(a.places, b.places)]
    return max(filter(None, found), key=_weight, default=None)


def _places(a: Where, b: Where) -> Reason | None:
    if a.country and b.country and a.country != b.country:
        countries = _joined(country_name(a.country) or "", country_name(b.country) or "")
        text = f"The places lie in different countries: {countries}."
        return Reason(about=Aspect.PLACE, observed=Observed.OTHER_COUNTRY, text=text)
    if a.point is None or b.point is None:
        return None
    if Precision.COUNTRY in (a.precision, b.precision):
        if a.country is None or a.country != b.country:
            return None
        text = f"Both lie in {country_name(a.country)}, more is not known of one."
        return Reason(about=Aspect.PLACE, observed=Observed.SAME_COUNTRY, text=text)
    distance_m = 0.0 if a.point == b.point else geodesic_m(a.point, b.point)
    return _in_provinces(a, b, distance_m) or _on_the_ground(a, b, distance_m)


def _in_provinces(a: Where, b: Where, distance_m: float) -> Reason | None:
    """Two places of which one is a province, by the names of the provinces."""
    if Precision.ADM1 not in (a.precision, b.precision) or not a.admin1 or not b.admin1:
        return None
    if a.country == b.country and fold(a.admin1) == fold(b.admin1):
        text = f"Both lie in {a.admin1}, more is not known of one."
        return Reason(about=Aspect.PLACE, observed=Observed.SAME_PROVINCE, text=text)
    if distance_m <= _reach_m(a, b):
        text = f"The provinces have different names: {_joined(a.admin1, b.admin1)}."
        return Reason(about=Aspect.PLACE, observed=Observed.OTHER_PROVINCE, text=text)
    return None


def _on_the_ground(a: Where, b: Where, distance_m: float) -> Reason:
    names = _joined(_name(a), _name(b))
    observed = _discs(a, b, distance_m)
    apart = f"{names}, {distance_m / _KM:,.0f} km apart"
    text = {
        Observed.SAME_PLACE: f"Both lie at {names}.",
        Observed.NEAR: f"The places can be one: {apart}.",
        Observed.DISCS_TOUCH: f"The places can be one: {apart}.",
        Observed.SAME_REGION: f"One place can lie in the other: {names}.",
    }.get(observed, f"The places are apart: {apart}.")
    return Reason(about=Aspect.PLACE, observed=observed, text=text)


def _discs(a: Where, b: Where, distance_m: float) -> Observed:
    """How two discs lie; a region is a disc too, but a wide one says little."""
    beyond_km = (distance_m - _reach_m(a, b)) / _KM
    if beyond_km <= 0:
        if {a.precision, b.precision} & {Precision.ADM1, Precision.AREA, Precision.WATER}:
            return Observed.SAME_REGION
        if distance_m == 0 or (a.place_id and a.place_id == b.place_id):
            return Observed.SAME_PLACE
        within = distance_m <= max(a.radius_m or 0, b.radius_m or 0)
        return Observed.NEAR if within else Observed.DISCS_TOUCH
    near_km, far_km = _REACH_KM
    if beyond_km <= near_km:
        return Observed.BEYOND_REACH
    return Observed.APART if beyond_km <= far_km else Observed.FAR_APART


def _reach_m(a: Where, b: Where) -> float:
    return (a.radius_m or 0.0) + (b.radius_m or 0.0)


def _name(where: Where) -> str:
    return where.name or where.mention


def _joined(a: str, b: str) -> str:
    """Two names in the order of the alphabet, or one where they are the same."""
    return " and ".join(sorted({a, b}))


def _weight(reason: Reason) -> float:
    return WEIGHTS[reason.observed]
