"""From a text such as 'Saravan, Iran' to one place, or to none and the reason.

What stands after a comma narrows: a country, a division, a region, a larger town. So does an owner
("Pakistan's Balochistan"), and so does a word for the kind ('Panjgur district', 'Kerman province').
Of the places that then share the name one is chosen where

1. it is the only one; or
2. all others are nested with it: a town wins over the district, province or region it lies in (say
   'Kerman province' to mean that), a country over what bears its name inside it; or
3. it is a country or a town of at least 100,000 people, or a division, and weighs ten times as much
   as any other. The weight is the number of people: a tenth of it for a division, a hundredth for a
   place that has the name only as an alternate. A region or district whose people nobody has
   counted is never outweighed.

A place of fewer than 10,000 people that has the name only as an alternate is no rival to one whose
main name it is: Rusk in Texas is "Rask" in some list too. A region that nobody has counted comes
first among the candidates as if it had 100,000 people.

Otherwise there is no guess: the place is None and the candidates say what it may be. A name that
only begins so or is one letter off is offered, never chosen.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gazetteer.grid import great_circle_m
from gazetteer.names import MAX_LENGTH, split_designator
from gazetteer.place import Candidate, FeatureClass, Place, Resolution

if TYPE_CHECKING:
    from gazetteer.index import Gazetteer

__all__ = ["MARGIN", "resolve"]

MARGIN = 10
"""How many times the weight of any other place one must have to be chosen over it."""

_STANDS_OUT = 100_000
_NO_RIVAL = 10_000
_DIVISION_SHARE = 0.1
_ALTERNATE_SHARE = 0.01
_LIMIT = 300
_SHOWN = 10
_SAME_NAME = 0.92  # the score of names that differ by accents at most
_PART = re.compile(r"[,،;()]")
_OWNED = re.compile(r"([^'’]+)['’]s\s+(.+)")
_CONFIDENCE = {"exact": 0.95, "folded": 0.9, "variant": 0.75}
_NARROWED = 0.03
_OUTWEIGHED = 0.1
_DIVISIONS = frozenset({FeatureClass.ADM1, FeatureClass.ADM2})
_NESTING = _DIVISIONS | {FeatureClass.AREA}
_UNCOUNTED = frozenset({FeatureClass.ADM2, FeatureClass.AREA, FeatureClass.WATER})


def resolve(gazetteer: Gazetteer, text: str, *, country: str | None = None) -> Resolution:
    """Choose the place that a text means, or say why none can be chosen.

    Parameters
    ----------
    gazetteer
        Where to look.
    text
        A name, alone or with what narrows it after commas or in brackets.
    country
        ISO 3166-1 alpha-2 to stay in.

    Returns
    -------
    Resolution
        With a place only where the rule of this module chooses one.
    """
    whole = text[:MAX_LENGTH]
    parts = [part.strip() for part in _PART.split(whole) if part.strip()]
    if parts and (owned := _OWNED.fullmatch(parts[0])) and not _candidates(gazetteer, parts[0]):
        parts = [owned[2], *parts[1:], owned[1]]
    if not parts:
        return Resolution.none(text, (), why="there is no name in it")
    scopes = [_scopes(gazetteer, part) for part in parts[1:]]
    unknown = [part for part, places in zip(parts[1:], scopes, strict=True) if not places]
    if unknown:
        why = f"nothing is known that {' or '.join(map(repr, unknown))} may narrow it to"
        return Resolution.none(text, _offered(gazetteer, parts[0], country), why=why)
    candidates = _candidates(gazetteer, parts[0], country)
    inside = [c for c in candidates if all(_in_any(c.place, places) for places in scopes)]
    if candidates and not inside:
        there = _offered_in(gazetteer, parts[0], scopes)
        near = ", ".join(dict.fromkeys(c.matched for c in there[:3]))
        why = f"no {parts[0]} is known in {', '.join(parts[1:])}"
        why += f"; names like it there: {near}" if near else ""
        return Resolution.none(text, (*there, *candidates)[:_SHOWN], why=why)
    offered = _offered(gazetteer, parts[0], country)
    if not inside:
        near = ", ".join(dict.fromkeys(c.matched for c in offered[:3]))
        why = "no place of this name is known" + (f"; names like it: {near}" if near else "")
        return Resolution.none(text, offered, why=why)
    chosen = _choose(text, inside, narrowed=bool(scopes or country))
    if chosen.place is None and inside[0].how == "variant":
        return Resolution.none(text, offered, why=chosen.why)
    return chosen


def _candidates(gazetteer: Gazetteer, name: str, country: str | None = None) -> list[Candidate]:
    """Places of that name; those of the kind named, where the name names a kind."""
    same = _alike(gazetteer.search(name, country=country, limit=_LIMIT, prefix=False, fuzzy=False))
    bare, kind = split_designator(name)
    if kind is None or any(candidate.score >= _SAME_NAME for candidate in same):
        return same
    found = gazetteer.search(
        bare, country=country, feature_class=kind, limit=_LIMIT, prefix=False, fuzzy=False
    )
    return _alike(found) or same


def _alike(found: list[Candidate]) -> list[Candidate]:
    """Keep those whose name is as like as that of the first."""
    if found and found[0].score >= _SAME_NAME:
        return [candidate for candidate in found if candidate.score >= _SAME_NAME]
    return [candidate for candidate in found if candidate.score == found[0].score]


def _offered(gazetteer: Gazetteer, name: str, country: str | None) -> tuple[Candidate, ...]:
    """Places that may be meant where none can be chosen."""
    return tuple(gazetteer.search(name, country=country, limit=_SHOWN))


def _offered_in(
    gazetteer: Gazetteer, name: str, scopes: list[list[Place]]
) -> tuple[Candidate, ...]:
    """Places with a name like it that lie in what it was narrowed to."""
    countries = dict.fromkeys(scope.country for places in scopes for scope in places)
    offered = (c for country in countries for c in _offered(gazetteer, name, country))
    return tuple(c for c in offered if all(_in_any(c.place, places) for places in scopes))


def _scopes(gazetteer: Gazetteer, part: str) -> list[Place]:
    """Places that a part after the comma may name."""
    return [candidate.place for candidate in _candidates(gazetteer, part)]


def _in_any(place: Place, scopes: list[Place]) -> bool:
    """Tell whether the place lies in one of the scopes."""
    return any(_lies_in(place, scope) for scope in scopes)


def _lies_in(place: Place, scope: Place) -> bool:
    """Tell whether a place lies in another, by their records; else by the disc of the other."""
    if place.id == scope.id or (scope.country and scope.country != place.country):
        return False
    if scope.feature_class is FeatureClass.COUNTRY:
        return True
    if scope.feature_class is FeatureClass.ADM1 and scope.admin1_code:
        return place.admin1_code == scope.admin1_code
    return great_circle_m(place.lon, place.lat, scope.lon, scope.lat) <= scope.radius_m


def _choose(text: str, candidates: list[Candidate], *, narrowed: bool) -> Resolution:
    """Apply the rule of this module."""
    ranked = sorted(candidates, key=lambda c: (not _prevails(c, candidates), -_weight(c)))
    first, *others = ranked
    rivals = [other for other in others if _is_rival(other, first)]
    shown = tuple(ranked[:_SHOWN])
    confidence = _CONFIDENCE[first.how] + (_NARROWED if narrowed else 0.0)
    if not rivals:
        why = _sole(first, others)
        return Resolution.of(text, shown, confidence=round(confidence, 2), why=why)
    names = "; ".join(_named(rival.place) for rival in rivals[:3])
    more = f" and {len(rivals) - 3} more" if len(rivals) > 3 else ""  # noqa: PLR2004
    if not _outweighs(first, rivals):
        why = f"it may be {_named(first.place)}; {names}{more}: add the country or the province"
        return Resolution.none(text, shown, why=why)
    why = f"{_named(first.place)} stands out against {names}{more}"
    return Resolution.of(text, shown, confidence=round(confidence - _OUTWEIGHED, 2), why=why)


def _is_rival(other: Candidate, first: Candidate) -> bool:
    """Tell whether the other place has to be outweighed."""
    if _nested(first.place, other.place):
        return False
    if other.main or not first.main or other.place.feature_class is not FeatureClass.SETTLEMENT:
        return True
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
        return other.feature_class in _NESTING and _lies_in(winner, other)
    if winner.feature_class is FeatureClass.ADM1:
        return other.feature_class is FeatureClass.ADM2 and _lies_in(other, winner)
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


def _outweighs(first: Candidate, rivals: list[Candidate]) -> bool:
    """Tell whether the first stands out among places of its name."""
    place = first.place
    if place.feature_class is FeatureClass.SETTLEMENT and _weight(first) < _STANDS_OUT:
        return False
    if any(r.place.feature_class in _UNCOUNTED and not r.place.population for r in rivals):
        return False
    return _weight(first) > 0 and _weight(first) >= MARGIN * max(map(_weight, rivals))


def _sole(first: Candidate, others: list[Candidate]) -> str:
    """Say why a place without rivals was chosen."""
    nested = [other.place for other in others if _nested(first.place, other.place)]
    if nested:
        return f"{_named(first.place)}, rather than {_named(nested[0])} of the same name"
    return f"the only place that fits: {first.why}"


def _named(place: Place) -> str:
    """Name a place so that it can be told from others of its name."""
    return f"{place.label} ({place.feature_class})"
