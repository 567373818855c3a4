"""Which tellings tell of the same event: each goes to the group that it fits best, or opens one.

What speaks for and against is added up. A town, a day or a side that differs weighs more than one
that agrees, since a report tells of several strikes more often than it errs.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from geo.kinds import KINDS, Family, Kind
from geo.reading.events import Manner
from geo.reading.rules.spots import Fit, Spot, fit_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.reading.rules.sides import Side
    from geo.reading.rules.tellings import Dated, Telling
    from geo.when import When

__all__ = ["Group", "groups_of"]

_NEVER: Final = -99.0
_ENOUGH: Final = 1.0
_ARMED: Final = frozenset({Family.STRIKE, Family.BOMBING, Family.FIGHTING})
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
_HINTED: Final = 0.25
_SAME_DAY, _OVERLAP, _NEXT_DAY, _OTHER_DAY = 2.0, 0.8, -2.0, -5.0
_FAINT: Final = 0.3
_SAME_SIDE, _OTHER_SIDE = 1.5, -4.0
_NEAR_CHARS: Final = 700
_DAY: Final = 86_400.0


@dataclass(slots=True)
class Group:
    """Tellings of one event.

    Parameters
    ----------
    tellings
        In the order of the text.
    """

    tellings: list[Telling] = field(default_factory=list)

    @property
    def last(self) -> Telling:
        """The one told last."""
        return self.tellings[-1]

    @property
    def kind(self) -> Kind:
        """What happened: the kind told most often, a plain "attack" only where nothing else is."""
        counted = Counter[Kind]()
        for one in self.tellings:
            plain = one.event.kind is Kind.ATTACK
            counted[one.event.kind] += 1 if plain else 4 + 2 * (one.event.weapon is not None)
        return counted.most_common(1)[0][0]

    @property
    def spots(self) -> list[Spot]:
        """Where it is told to have happened, as far as that is sure; else the likeliest hint."""
        told = [one.spot for one in self.tellings if one.spot]
        sure = [spot for spot in told if spot.sure]
        return sure or sorted(told, key=lambda spot: -spot.share)[:1]

    @property
    def dates(self) -> list[Dated]:
        """When it is told to have happened: dates of its own sentences, else the likeliest."""
        told = [one.dated for one in self.tellings if one.dated]
        for least in (0.85, 0.55):
            good = [dated for dated in told if dated.strength >= least]
            if good:
                return good
        return sorted(told, key=lambda dated: -dated.strength)[:1]

    @property
    def doers(self) -> list[Side]:
        """Who is told to have done it."""
        return [one.doer for one in self.tellings if one.doer]

    @property
    def live(self) -> bool:
        """Whether anybody tells it as something that came about."""
        return any(one.live for one in self.tellings)


def groups_of(tellings: Iterable[Telling]) -> list[Group]:
    """Put tellings of the same event together.

    Parameters
    ----------
    tellings
        In the order of the text.

    Returns
    -------
    list
        Groups in the order in which they are first told. Tellings that only point to an event, or
        to several at once, and fit no group are left out.
    """
    groups: list[Group] = []
    recent: list[Group] = []
    for one in tellings:
        if one.mutual:
            continue
        scored = [(_score(one, group, recent), n) for n, group in enumerate(groups)]
        best, number = max(scored, key=lambda s: (s[0], s[1]), default=(_NEVER, -1))
        group: Group | None = None
        if best >= _ENOUGH:
            group = groups[number]
        elif _opens(one):
            group = Group()
            groups.append(group)
        if group is not None:
            group.tellings.append(one)
            recent = [group, *(g for g in recent if g is not group)][:3]
    return groups


def _opens(one: Telling) -> bool:
    """Whether a telling says enough to be an event of its own."""
    if one.event.points_back or not one.live:
        return False
    if one.step:
        return one.doer is not None or (one.spot is not None and one.spot.sure)
    placed = one.spot is not None and one.spot.sure
    dated = one.dated is not None and one.dated.own
    return placed or (dated and one.spot is not None)


def _score(one: Telling, group: Group, recent: list[Group]) -> float:
    """How well a telling fits a group; above `_ENOUGH` it belongs to it."""
    total = _kinds(one, group)
    if total <= _NEVER:
        return _NEVER
    total += _spots(one, group) + _dates(one, group) + _sides(one, group)
    return total + _position(one, group, recent)


def _kinds(one: Telling, group: Group) -> float:
    """What the kinds say."""
    kind, other = one.event.kind, group.kind
    family, others = KINDS[kind].family, KINDS[other].family
    if kind is other:
        return 1.0
    if family is Family.DIPLOMACY or others is Family.DIPLOMACY or Family.OTHER in {family, others}:
        return _NEVER
    if family in _ARMED and others in _ARMED:
        if kind in _APART or other in _APART:
            return 0.0 if Kind.ATTACK in {kind, other} else -2.0
        if Kind.ATTACK in {kind, other} or {kind, other} <= _AIR:
            return 0.5
        return 0.5 if family is others else -0.7
    if family is others:
        return 0.5
    return -1.5 if Kind.ATTACK in {kind, other} else -3.0


def _spots(one: Telling, group: Group) -> float:
    """What the places say."""
    if one.step:
        return 0.0
    if one.spot is None:
        return 0.0
    fits = [
        _FITS[fit_of(one.spot, spot)] * (1.0 if one.spot.sure and spot.sure else _HINTED)
        for spot in group.spots
    ]
    return max(fits, default=0.0)


def _dates(one: Telling, group: Group) -> float:
    """What the dates say."""
    if one.dated is None:
        return 0.0
    best = _NEVER
    for other in group.dates:
        weight = 1.0
        for dated in (one.dated, other):
            weight *= 1.0 if dated.sure else 0.6 if dated.own else _FAINT
        best = max(best, weight * _gap(one.dated.when, other.when))
    return best if best > _NEVER else 0.0


def _gap(a: When, b: When) -> float:
    """What two dates say, if both are sure."""
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


def _position(one: Telling, group: Group, recent: list[Group]) -> float:
    """What follows from where it stands."""
    if one.story != group.last.story:
        return -0.5
    latest = bool(recent) and group is recent[0]
    total = 0.0
    if one.event.points_back:
        total += 1.5 if latest else 0.3
    bare = (one.spot is None or not one.spot.sure) and (one.dated is None or not one.dated.own)
    close = one.event.start - group.last.event.end < _NEAR_CHARS
    if latest and close and bare:
        total += 1.0
    if one.event.sentence_start == group.last.event.sentence_start:
        total += 0.3 if bare else 0.0
    if one.event.manner is Manner.DENIED and latest:
        total += 1.0
    return total
