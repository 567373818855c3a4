"""Which tellings tell of the same event: each goes to the group that it fits best, or opens one.

What says by itself where and when it was comes first, then what is dated by it, then the rest.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from geo.reading.events import Manner
from geo.reading.rules.dating import Dated
from geo.reading.rules.fitting import ALIKE, ENOUGH, NEVER, fit, fit_of_kinds
from geo.reading.rules.group import Group
from geo.reading.rules.spots import Fit, fit_of
from geo.when import When

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.reading.rules.responsibility import Responsibility
    from geo.reading.rules.scene import Scene
    from geo.reading.rules.tellings import Telling

__all__ = ["blame", "groups_of"]

_NOT_TOLD: Final = frozenset({Manner.PLANNED, Manner.POSSIBLE, Manner.REPEATED})
_AWAY: Final = frozenset({Fit.APART, Fit.ABROAD})
_RECKONED: Final = 0.7
_LAST: Final = 900


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


def blame(one: Responsibility, groups: Sequence[Group], scene: Scene) -> None:
    """Put who is said to be behind an event to the event that was told last.

    Parameters
    ----------
    one
        What is said.
    groups
        The tellings of each event; the one that is meant gets it.
    scene
        The article with what was found.
    """
    best: tuple[int, Group] | None = None
    for group in groups:
        if not group.armed:
            continue
        starts = [t.event.start for t in group.tellings if t.event.start < one.end]
        last = max((start for start in starts if one.at - start <= _LAST), default=None)
        if last is not None and scene.story_at(last) == scene.story_at(one.at):
            best = max(best or (last, group), (last, group), key=lambda pair: pair[0])
    if best is not None:
        best[1].said.append(one)


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
        (g for g in groups if g.before(told) and fit_of_kinds(told, g) > NEVER),
        key=lambda g: -(g.before(told) or told).event.start,
    )
    one = _dated(told, groups, recent)
    scored = [(fit(one, group, recent), n) for n, group in enumerate(groups)]
    best, number = max(scored, key=lambda s: (s[0], s[1]), default=(NEVER, -1))
    if best >= ENOUGH:
        groups[number].add(one)
    elif _opens(one):
        groups.append(Group(tellings=[one]))


def _united(groups: Sequence[Group]) -> list[Group]:
    """The groups without those that tell of the same event as another."""
    kept: list[Group] = []
    for group in sorted(groups, key=lambda g: -len(g.tellings)):
        scored = [
            (fit(group.summary, other), n)
            for n, other in enumerate(kept)
            if not _elsewhere(group, other)
        ]
        best, number = max(scored, default=(NEVER, -1))
        if best >= ALIKE:
            kept[number].said += group.said
            for one in group.tellings:
                kept[number].add(one)
        else:
            kept.append(group)
    return kept


def _elsewhere(group: Group, other: Group) -> bool:
    """Whether two groups each name towns, and none of one is a town of the other."""
    ours, theirs = ([spot for spot in g.spots if spot.exact and spot.sure] for g in (group, other))
    return bool(ours and theirs) and all(fit_of(a, b) in _AWAY for a in ours for b in theirs)


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
