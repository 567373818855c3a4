"""Which of several places of one name is meant, and how much each weighs.

The rule stands in `resolve`; here it is applied to candidates whose names match equally well.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazetteer.grid import great_circle_m
from gazetteer.place import RADIUS_M, Candidate, FeatureClass, Precision
from gazetteer.resolve.scopes import lies_in

if TYPE_CHECKING:
    from gazetteer.place import Place

__all__ = ["MARGIN", "Choice", "choose", "named"]

MARGIN = 10
"""How many times the weight of any other place one must have to be chosen over it."""

_STANDS_OUT = 100_000
_NO_RIVAL = 10_000
_DIVISION_SHARE = 0.1
_ALTERNATE_SHARE = 0.01
_VILLAGE = 500
_WIDEST_M = 500_000.0  # no wider region is named for a town in it
_CONFIDENCE = {"exact": 0.95, "folded": 0.9, "variant": 0.75, "prefix": 0.6, "fuzzy": 0.55}
_OUTWEIGHED = 0.1
_NAMED = 3
_DIVISIONS = frozenset({FeatureClass.ADM1, FeatureClass.ADM2})
_NESTING = _DIVISIONS | {FeatureClass.AREA}
_SPOTS = frozenset({FeatureClass.SETTLEMENT, FeatureClass.SITE})
_LESSER = frozenset({FeatureClass.SETTLEMENT, FeatureClass.ADM2})
_UNCOUNTED = frozenset({FeatureClass.ADM2, FeatureClass.AREA, FeatureClass.WATER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What became of the candidates.

    Parameters
    ----------
    ranked
        The candidates, the likeliest first.
    chosen
        Whether the first of them is meant.
    together
        Whether others of the name lie so near that it hardly matters which is meant.
    confidence
        Whether it is the right place, 0 to 1; 0 where none is chosen.
    why
        A plain sentence.
    """

    ranked: tuple[Candidate, ...]
    chosen: bool
    together: bool = False
    confidence: float = 0.0
    why: str


def choose(candidates: list[Candidate], *, narrowed: bool) -> Choice:
    """Choose among places whose names match equally well.

    Parameters
    ----------
    candidates
        At least one.
    narrowed
        Whether they all lie in a country or an area that the place is said to lie in: then a town
        need not be large to stand out.

    Returns
    -------
    Choice
        The first of them, or none of them.
    """
    ranked = sorted(candidates, key=lambda c: (not _prevails(c, candidates), -_weight(c)))
    first, *others = ranked
    rivals = [other for other in others if _is_rival(other, first)]
    shown = tuple(ranked)
    confidence = _CONFIDENCE[first.how]
    if not rivals:
        return Choice(ranked=shown, chosen=True, confidence=confidence, why=_sole(first, others))
    names = _several([rival.place for rival in rivals])
    if _outweighs(first, rivals, narrowed=narrowed):
        why = f"{named(first.place)}, {first.why}, stands out against {names}"
        return Choice(ranked=shown, chosen=True, confidence=confidence - _OUTWEIGHED, why=why)
    if all(_side_by_side(first.place, rival.place) for rival in rivals):
        why = f"{named(first.place)}, {first.why}; so is {names}, less than 25 km off"
        confidence -= _OUTWEIGHED
        return Choice(ranked=shown, chosen=True, together=True, confidence=confidence, why=why)
    return Choice(ranked=shown, chosen=False, why=f"it may be {named(first.place)}; {names}")


def named(place: Place) -> str:
    """Name a place so that it can be told from others of its name.

    Parameters
    ----------
    place
        The place.

    Returns
    -------
    str
        Such as 'Rask, Sistan and Baluchestan, IR (settlement)'.
    """
    return f"{place.label} ({place.feature_class})"


def _several(places: list[Place]) -> str:
    """Name a few places and count the rest."""
    more = f" and {len(places) - _NAMED} more" if len(places) > _NAMED else ""
    return "; ".join(named(place) for place in places[:_NAMED]) + more


def _side_by_side(one: Place, other: Place) -> bool:
    """Tell whether one disc of 25 km stands for both."""
    if not {one.feature_class, other.feature_class} <= _SPOTS:
        return False
    return great_circle_m(one.lon, one.lat, other.lon, other.lat) <= RADIUS_M[Precision.NEAR]


def _is_rival(other: Candidate, first: Candidate) -> bool:
    """Tell whether the other place has to be outweighed."""
    if _nested(first.place, other.place):
        return False
    if other.main or not first.main or other.place.feature_class not in _LESSER:
        return True
    if other.place.feature_class is FeatureClass.ADM2:  # whoever means a county says so
        return first.place.feature_class is not FeatureClass.SETTLEMENT
    return (other.place.population or 0) >= _NO_RIVAL


def _prevails(candidate: Candidate, candidates: list[Candidate]) -> bool:
    """Tell whether no other place of the name takes this one in or lies in it."""
    return not any(_nested(other.place, candidate.place) for other in candidates)


def _nested(winner: Place, other: Place) -> bool:
    """Tell whether the other place gives way: one of the two lies in the other."""
    if winner.id == other.id:
        return False
    if winner.feature_class is FeatureClass.COUNTRY:
        return winner.country == other.country
    if winner.feature_class is FeatureClass.SETTLEMENT:
        wide = other.feature_class is FeatureClass.AREA and other.radius_m > _WIDEST_M
        return other.feature_class in _NESTING and not wide and lies_in(winner, other)
    if winner.feature_class is FeatureClass.ADM1:
        return other.feature_class is FeatureClass.ADM2 and lies_in(other, winner)
    return False


def _weight(candidate: Candidate) -> float:
    """How much a place counts against others of its name."""
    place = candidate.place
    weight = float(place.population or 0)
    if not place.population and place.feature_class in _UNCOUNTED:
        weight = float(_STANDS_OUT)
    if place.feature_class in _DIVISIONS:
        weight *= _DIVISION_SHARE
    return weight if candidate.main else weight * _ALTERNATE_SHARE


def _outweighs(first: Candidate, rivals: list[Candidate], *, narrowed: bool) -> bool:
    """Tell whether the first stands out among places of its name."""
    place = first.place
    floor = MARGIN * _VILLAGE if narrowed else _STANDS_OUT
    if place.feature_class is FeatureClass.SETTLEMENT and _weight(first) < floor:
        return False
    if any(r.place.feature_class in _UNCOUNTED and not r.place.population for r in rivals):
        return False
    return _weight(first) > 0 and _weight(first) >= MARGIN * max(map(_weight, rivals))


def _sole(first: Candidate, others: list[Candidate]) -> str:
    """Say why a place without rivals was chosen."""
    nested = [other.place for other in others if _nested(first.place, other.place)]
    if nested:
        return f"{named(first.place)}, rather than {named(nested[0])} of the same name"
    return f"the only place that fits: {first.why}"
