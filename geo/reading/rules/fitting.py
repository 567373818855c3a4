"""How well a telling fits a group of tellings: what speaks for and against one event, added up.

A town, a day or a side that differs weighs more than one that agrees, since a report tells of
several strikes more often than it errs. What is only guessed weighs little.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from gazetteer.place import FeatureClass
from geo.kinds import ARMED, KINDS, Family, Kind
from geo.reading.events import Manner
from geo.reading.rules.spots import Fit, Spot, fit_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.reading.rules.dating import Dated
    from geo.reading.rules.group import Group
    from geo.reading.rules.tellings import Telling

__all__ = ["ALIKE", "ENOUGH", "NEVER", "fit", "fit_of_kinds"]

NEVER: Final = -99.0
"""Score of what can be no one event."""

ENOUGH: Final = 1.0
"""Score from which a telling belongs to a group."""

ALIKE: Final = 2.0
"""Score from which two groups are one."""

_APART: Final = frozenset({Kind.ABDUCTION, Kind.TERRITORY_TAKEN, Kind.TERRITORY_REGAINED})
_AIR: Final = frozenset({
    Kind.AIRSTRIKE, Kind.DRONE_STRIKE, Kind.MISSILE_STRIKE, Kind.SHELLING, Kind.BOMBING,
})  # fmt: skip
_FITS: Final = {
    Fit.SAME: 3.0,
    Fit.WITHIN: 0.8,
    Fit.BESIDE: 0.3,
    Fit.OPEN: 0.0,
    Fit.APART: -4.0,
    Fit.ABROAD: -6.0,
}
_SAME_WIDE: Final = {FeatureClass.ADM2: 2.0, FeatureClass.ADM1: 1.5}
_HINTED: Final = 0.25
_SAME_DAY, _OVERLAP, _NEXT_DAY, _OTHER_DAY = 2.0, 0.8, -1.5, -6.0
_FAINT: Final = 0.1
_SAME_SIDE, _OTHER_SIDE = 1.5, -4.0
_SAME_TARGET, _OTHER_TARGET = 1.5, -1.0
_LATER: Final = -1.5
_NEAR_CHARS: Final = 700
_REFERRING: Final = 0.5
_BACKGROUND: Final = -2.5
_DAY: Final = 86_400.0
_NEWS: Final = timedelta(days=7)


def fit(one: Telling, group: Group, recent: Sequence[Group] = ()) -> float:
    """Tell how well a telling fits a group.

    Parameters
    ----------
    one
        The telling.
    group
        The group.
    recent
        The groups told before it, the last first.

    Returns
    -------
    float
        From `ENOUGH` on it belongs to it.
    """
    total = fit_of_kinds(one, group)
    if total <= NEVER:
        return NEVER
    if one.live and (one.event.manner is Manner.HISTORICAL) is not group.historical:
        total += _BACKGROUND
    total += (
        _spots(one, group) * (_REFERRING if one.refers else 1.0)
        + _dates(one, group)
        + _sides(one, group)
    )
    total += _targets(one, group)
    return total + _position(one, group, recent)


def fit_of_kinds(one: Telling, group: Group) -> float:
    """Tell what the kinds of a telling and a group say.

    Parameters
    ----------
    one
        The telling.
    group
        The group.

    Returns
    -------
    float
        `NEVER` for what can be no one event, such as a strike and a summons.
    """
    kind, other = one.kind, group.kind
    family, others = KINDS[kind].family, KINDS[other].family
    if kind is other:
        return 1.0 if kind is Kind.ATTACK else 1.5
    if {family, others} & {Family.DIPLOMACY, Family.OTHER}:
        return NEVER
    if {family, others} <= ARMED:
        return _armed(kind, other)
    if family is others:
        return 0.5
    return -1.5 if Kind.ATTACK in {kind, other} else -3.0


def _armed(kind: Kind, other: Kind) -> float:
    """What two different kinds say of what is done with arms; reports often mix them up."""
    vague = Kind.ATTACK in {kind, other}
    if {kind, other} & _APART:
        return 0.0 if vague else -2.0
    if {kind, other} <= _AIR:
        return -0.5 if Kind.BOMBING in {kind, other} else 0.5
    return 0.5 if vague or KINDS[kind].family is KINDS[other].family else -0.7


def _spots(one: Telling, group: Group) -> float:
    """What the places say."""
    if one.step:
        return 0.0
    if one.spot is None:
        return _aimed(one, group)
    best = max((_fit(one.spot, spot) for spot in group.spots), default=0.0)
    return best if one.spot.inside or one.spot.sure else max(0.0, best)


def _fit(a: Spot, b: Spot) -> float:
    """What two places say; the same country says less than the same town."""
    fit = fit_of(a, b)
    value = _FITS[fit]
    if fit is Fit.SAME and not (a.exact and b.exact):
        value = _SAME_WIDE.get(a.place.feature_class, _FITS[Fit.WITHIN])
    return value * (1.0 if a.sure and b.sure else _HINTED)


def _aimed(one: Telling, group: Group) -> float:
    """What the country of the target says, where no place is told."""
    country = one.target.country if one.target else None
    lies = {spot.place.country for spot in group.spots if spot.sure}
    if country is None or None in lies or not lies:
        return 0.0
    return 0.5 if country in lies else -1.0


def _dates(one: Telling, group: Group) -> float:
    """What the dates say."""
    if one.dated is None:
        return 0.0
    best = NEVER
    for other in group.dates:
        weight = 1.0
        for dated in (one.dated, other):
            faint = _FAINT if dated.assumed else max(_FAINT, dated.strength)
            weight *= 1.0 if dated.sure else 0.8 if dated.own else faint
        best = max(best, weight * _gap(one.dated, other))
    return best if best > NEVER else 0.0


def _gap(one: Dated, other: Dated) -> float:
    """What two dates say, if both are sure."""
    a, b = one.when, other.when
    if one.said is not other.said:
        told, said = (b, a) if one.said else (a, b)
        if told.end and said.end and timedelta() <= said.end - told.end <= _NEWS:
            return 0.0
    if a.overlaps(b):
        return _SAME_DAY if a.exact_day and b.exact_day else _OVERLAP
    if a.start is None or a.end is None or b.start is None or b.end is None:
        return _OTHER_DAY
    between = max((b.start - a.end).total_seconds(), (a.start - b.end).total_seconds())
    return _NEXT_DAY if between < _DAY else _OTHER_DAY


def _sides(one: Telling, group: Group) -> float:
    """What the sides say."""
    if one.doer is None:
        return 0.0
    best = 0.0
    for other in group.doers:
        if one.doer.key is None or other.key is None:
            continue
        if one.doer.key == other.key:
            return _SAME_SIDE
        if one.doer.country and other.country:
            if one.doer.country == other.country:
                return _SAME_SIDE
            best = _OTHER_SIDE
    return best


def _targets(one: Telling, group: Group) -> float:
    """What the forces and groups say that are hit."""
    if one.target is None or not one.target.known:
        return 0.0
    known = {t.target.key for t in group.tellings if t.target and t.target.known}
    if not known:
        return 0.0
    return _SAME_TARGET if one.target.key in known else _OTHER_TARGET


def _position(one: Telling, group: Group, recent: Sequence[Group]) -> float:
    """What follows from where it stands."""
    last = group.before(one)
    if last is None and one.spot is None:
        return _LATER
    if last is None or last.story != one.story:
        return -0.2 if all(t.story != one.story for t in group.tellings) else 0.0
    latest = bool(recent) and group is recent[0]
    total = 0.0
    if one.points_back:
        total += 1.5 if latest else 0.3
        if Kind.ATTACK not in {one.kind, group.kind} and one.kind is not group.kind:
            total -= 1.5
    elif one.refers and latest:
        total += 1.0
    placed = one.spot is not None and one.spot.sure
    bare = not placed and (one.dated is None or not one.dated.own)
    close = one.event.start - last.event.end < _NEAR_CHARS
    if latest and close and bare:
        total += 1.0
    elif latest and close and not placed and not any(d.own for d in group.dates):
        total += 0.6
    if one.event.sentence_start == last.event.sentence_start:
        total += 0.3 if bare else 0.0
    if one.event.manner is Manner.DENIED and latest:
        total += 1.0
    return total
