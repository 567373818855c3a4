"""Which tellings tell of the same event: each goes to the group that it fits best, or opens one.

What speaks for and against is added up. A town, a day or a side that differs weighs more than one
that agrees, since a report tells of several strikes more often than it errs.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from gazetteer.place import FeatureClass
from geo.incident import Polarity
from geo.kinds import KINDS, Family, Kind
from geo.reading.events import Manner
from geo.reading.rules.spots import Fit, Spot, fit_of
from geo.reading.rules.tellings import Dated, Telling
from geo.when import When

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.reading.rules.responsibility import Responsibility
    from geo.reading.rules.sides import Side

__all__ = ["Group", "groups_of"]

_NEVER: Final = -99.0
_ENOUGH: Final = 1.0
_ALIKE: Final = 2.0
_ARMED: Final = frozenset({Family.STRIKE, Family.BOMBING, Family.FIGHTING})
_APART: Final = frozenset({Kind.ABDUCTION, Kind.TERRITORY_TAKEN, Kind.TERRITORY_REGAINED})
_OUTCOMES: Final = frozenset({Kind.TERRITORY_TAKEN, Kind.TERRITORY_REGAINED, Kind.ARRESTS})
_NOT_TOLD: Final = frozenset({Manner.PLANNED, Manner.POSSIBLE, Manner.REPEATED})
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
_NEAR_CHARS: Final = 700
_REFERRING: Final = 0.5
_RECKONED: Final = 0.7
_BACKGROUND: Final = -2.5
_DAY: Final = 86_400.0
_NEWS: Final = timedelta(days=7)


@dataclass(slots=True)
class Group:
    """Tellings of one event.

    Parameters
    ----------
    tellings
        In the order of the text.
    said
        Who is said to be behind it, or denies it, in other sentences.
    """

    tellings: list[Telling] = field(default_factory=list)
    said: list[Responsibility] = field(default_factory=list)

    @property
    def last(self) -> Telling:
        """The one told last."""
        return self.tellings[-1]

    def add(self, one: Telling) -> None:
        """Add a telling.

        Parameters
        ----------
        one
            The telling.
        """
        self.tellings.append(one)
        self.tellings.sort(key=lambda told: told.event.start)

    def before(self, one: Telling) -> Telling | None:
        """The last of its tellings that stands before another.

        Parameters
        ----------
        one
            The other.

        Returns
        -------
        Telling or None
            None where it is told only later.
        """
        start = one.event.start
        return next((t for t in reversed(self.tellings) if t.event.start <= start), None)

    @property
    def summary(self) -> Telling:
        """All of it as one telling."""
        spots = sorted(self.spots, key=lambda spot: (spot.place.precision.rank, -spot.share))
        return replace(
            self.tellings[0],
            event=replace(self.tellings[0].event, kind=self.kind, points_back=False),
            weapons="",
            spot=spots[0] if spots else None,
            dated=max(self.dates, key=lambda dated: dated.strength, default=None),
            doer=next((side for side in self.doers if side.country), None),
            aside=False,
        )

    @property
    def kind(self) -> Kind:
        """What happened: the kind told most often, a plain "attack" only where nothing else is."""
        counted = Counter[Kind]()
        for number, one in enumerate(self.tellings):
            plain = one.kind is Kind.ATTACK or one.general or one.kind in _OUTCOMES
            counted[one.kind] += 1 if plain else 4 + 2 * bool(one.weapons)
            counted[one.kind] += 2 * (not number)
        return counted.most_common(1)[0][0]

    @property
    def spots(self) -> list[Spot]:
        """Where its sentences say it happened, else those about them, else the likeliest hint."""
        told = [one.spot for one in self.tellings if one.spot]
        sure = [spot for spot in told if spot.sure]
        inside = [spot for spot in sure if spot.inside]
        wide = all(spot.place.feature_class is FeatureClass.COUNTRY for spot in inside)
        if inside and not (wide and self.armed):
            return inside
        return sure or sorted(told, key=lambda spot: -spot.share)[:1]

    @property
    def armed(self) -> bool:
        """Whether arms are used in it."""
        return KINDS[self.kind].family in _ARMED

    @property
    def dates(self) -> list[Dated]:
        """When it is told to have happened: dates of its own sentences, else the likeliest."""
        told = [one.dated for one in self.tellings if one.dated]
        for least in (0.85, 0.62):
            good = [dated for dated in told if dated.strength >= least]
            if good:
                return good
        return sorted(told, key=lambda d: (not d.when.exact_day, -d.strength))[:1]

    @property
    def doers(self) -> list[Side]:
        """Who is told to have done it."""
        blamed = [one.side for one in self.said if one.polarity is Polarity.ASSERTS]
        return [one.doer for one in self.tellings if one.doer] + blamed

    @property
    def historical(self) -> bool:
        """Whether it is told as background."""
        return all(one.event.manner is Manner.HISTORICAL for one in self.tellings if one.live)

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
    told = [one for one in tellings if _counts(one)]
    groups: list[Group] = []
    for one in sorted(told, key=_turn):
        _put(one, groups)
    return sorted(_united(groups), key=lambda group: group.tellings[0].event.start)


def _counts(one: Telling) -> bool:
    """Whether a telling tells of one event that came about, or is denied."""
    return not one.mutual and one.event.manner not in _NOT_TOLD


def _turn(one: Telling) -> int:
    """When a telling is put: first what is firm by itself, then what hangs on it, then the rest."""
    if _firm(one):
        return 0 if one.days is None else 2
    return 1 if one.aside and one.known else 3


def _firm(one: Telling) -> bool:
    """Whether a telling says by itself where its event was, and when or in which town."""
    if not _opens(one):
        return False
    dated = one.dated is not None and one.dated.own
    if one.step:
        return dated
    placed = one.spot is not None and one.spot.sure and one.spot.inside
    return placed and (dated or (one.spot is not None and one.spot.exact))


def _put(told: Telling, groups: list[Group]) -> None:
    """Put a telling into the group that it fits, or into one of its own."""
    recent = sorted(
        (g for g in groups if g.before(told) and _kinds(told, g) > _NEVER),
        key=lambda g: -(g.before(told) or told).event.start,
    )
    one = _dated(told, groups, recent)
    scored = [(_score(one, group, recent), n) for n, group in enumerate(groups)]
    best, number = max(scored, key=lambda s: (s[0], s[1]), default=(_NEVER, -1))
    if best >= _ENOUGH:
        groups[number].add(one)
    elif _opens(one):
        groups.append(Group(tellings=[one]))


def _united(groups: Sequence[Group]) -> list[Group]:
    """The groups without those that tell of the same event as another."""
    kept: list[Group] = []
    for group in sorted(groups, key=lambda g: -len(g.tellings)):
        scored = [(_score(group.summary, other, ()), n) for n, other in enumerate(kept)]
        best, number = max(scored, default=(_NEVER, -1))
        if best >= _ALIKE:
            kept[number].said += group.said
            for one in group.tellings:
                kept[number].add(one)
        else:
            kept.append(group)
    return kept


def _dated(one: Telling, groups: Sequence[Group], recent: Sequence[Group]) -> Telling:
    """A telling with the date that follows from the event it is dated by."""
    if one.days is None or one.dated is not None or one.known:
        return one
    base = next((g for g in recent if not g.last.step), None) if one.aside else None
    if one.anchor is not None:
        low, high = one.anchor
        base = next(
            (g for g in groups if any(low <= t.event.start < high for t in g.tellings)), None
        )
    known = base.dates[0] if base is not None and base.dates else None
    if known is None or known.when.start is None or not known.when.exact_day:
        return one
    day = known.when.start + timedelta(days=one.days)
    when = When.parse(day.date().isoformat())
    begin, stop = one.anchor or (one.event.start, one.event.end)
    return replace(one, dated=Dated(when=when, start=begin, end=stop, strength=_RECKONED))


def _opens(one: Telling) -> bool:
    """Whether a telling says enough to be an event of its own."""
    if one.points_back or not one.live or (one.refers and not _dated_here(one)):
        return False
    if one.step:
        return True
    if one.spot is None:
        return False
    dated = one.dated is not None and one.dated.own
    if not one.spot.inside and (one.general or one.implied or not one.spot.sure):
        return False
    if one.implied and not dated:
        return False
    return one.spot.sure or dated


def _dated_here(one: Telling) -> bool:
    return one.dated is not None and one.dated.own


def _score(one: Telling, group: Group, recent: Sequence[Group]) -> float:
    """How well a telling fits a group; above `_ENOUGH` it belongs to it."""
    total = _kinds(one, group)
    if total <= _NEVER:
        return _NEVER
    if one.live and (one.event.manner is Manner.HISTORICAL) is not group.historical:
        total += _BACKGROUND
    total += (
        _spots(one, group) * (_REFERRING if one.refers else 1.0)
        + _dates(one, group)
        + _sides(one, group)
    )
    total += _targets(one, group)
    return total + _position(one, group, recent)


def _kinds(one: Telling, group: Group) -> float:
    """What the kinds say."""
    kind, other = one.kind, group.kind
    family, others = KINDS[kind].family, KINDS[other].family
    if kind is other:
        return 1.0 if kind is Kind.ATTACK else 1.5
    if family is Family.DIPLOMACY or others is Family.DIPLOMACY or Family.OTHER in {family, others}:
        return _NEVER
    if family in _ARMED and others in _ARMED:
        if kind in _APART or other in _APART:
            return 0.0 if Kind.ATTACK in {kind, other} else -2.0
        if Kind.ATTACK in {kind, other}:
            return 0.5
        if {kind, other} <= _AIR:
            return -0.5 if Kind.BOMBING in {kind, other} else 0.5
        return 0.5 if family is others else -0.7
    if family is others:
        return 0.5
    return -1.5 if Kind.ATTACK in {kind, other} else -3.0


def _spots(one: Telling, group: Group) -> float:
    """What the places say."""
    if one.step:
        return 0.0
    if one.spot is None:
        return _aimed(one, group)
    return max((_fit(one.spot, spot) for spot in group.spots), default=0.0)


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
    best = _NEVER
    for other in group.dates:
        weight = 1.0
        for dated in (one.dated, other):
            weight *= 1.0 if dated.sure else 0.8 if dated.own else max(_FAINT, dated.strength)
        best = max(best, weight * _gap(one.dated, other))
    return best if best > _NEVER else 0.0


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
    bare = (one.spot is None or not one.spot.sure) and (one.dated is None or not one.dated.own)
    close = one.event.start - last.event.end < _NEAR_CHARS
    if latest and close and bare:
        total += 1.0
    elif latest and close and one.spot is None and not any(d.own for d in group.dates):
        total += 0.6
    if one.event.sentence_start == last.event.sentence_start:
        total += 0.3 if bare else 0.0
    if one.event.manner is Manner.DENIED and latest:
        total += 1.0
    return total
