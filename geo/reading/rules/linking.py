"""How the incidents of an article hang together: in retaliation, in response.

Two ways lead to a link. Words such as "in retaliation for" stand between the two in a sentence, or
between one and what was told last ("Pakistan retaliated by striking …"). And a government that
summons, recalls or expels answers the armed event between the same two states that the article
tells just before.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from geo.incident import LinkType
from geo.kinds import Kind
from geo.reading.extractor import LinkFound
from geo.reading.rules.cues import AFTER, BACK, FOR

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.reading.extractor import IncidentFound
    from geo.reading.rules.group import Group
    from geo.reading.rules.scene import Scene
    from geo.reading.rules.tellings import Telling

__all__ = ["links_of"]

_ANSWERS: Final = frozenset({Kind.SUMMONS, Kind.RECALL, Kind.EXPULSION})
_NEXT: Final = 300
_DAYS: Final = timedelta(days=10)


def links_of(
    scene: Scene, groups: Sequence[Group], incidents: Sequence[IncidentFound]
) -> Iterator[LinkFound]:
    """Find the links between the incidents of an article.

    Parameters
    ----------
    scene
        The article with what was found.
    groups
        The tellings of each incident.
    incidents
        The incidents, in the same order.

    Yields
    ------
    LinkFound
        Each pair at most once.
    """
    told = sorted(
        ((one, n) for n, group in enumerate(groups) for one in group.tellings),
        key=lambda pair: pair[0].event.start,
    )
    seen: set[frozenset[int]] = set()
    found = (*_said(scene, told, groups), *_answering(groups, incidents), *_following(told, groups))
    for link in found:
        pair = frozenset({link.later, link.earlier})
        if len(pair) > 1 and pair not in seen:
            seen.add(pair)
            yield link


def _said(
    scene: Scene, told: Sequence[tuple[Telling, int]], groups: Sequence[Group]
) -> Iterator[LinkFound]:
    """The links that words make."""
    for start, end in scene.sentences:
        inside = [(one, n) for one, n in told if start <= one.event.start < end and not one.general]
        before = [n for one, n in told if one.event.start < start and not one.step]
        if not inside and BACK.search(scene.text, start, end):
            inside = [(one, n) for one, n in told if end <= one.event.start < end + _NEXT][:1]
        if not inside:
            continue
        cue = FOR.search(scene.text, start, end)
        back = None if cue else BACK.search(scene.text, start, end)
        step = None if cue or back else AFTER.search(scene.text, start, end)
        found = cue or back or step
        answers = any(one.kind in _ANSWERS for one, _ in inside)
        if found is None or (step and not answers):
            continue
        left = [n for one, n in inside if one.event.start < found.start()]
        right = [n for one, n in inside if one.event.start >= found.start()]
        if back:
            later, earlier = right[:1] or left[-1:], (left if right else [])[-1:] or before[-1:]
        else:
            later, earlier = left[-1:] or before[-1:], right[:1]
        if later and earlier and _in_order(groups[earlier[0]], groups[later[0]]):
            diplomatic = groups[later[0]].last.step
            if groups[earlier[0]].last.step:
                continue
            yield LinkFound(
                later=later[0],
                earlier=earlier[0],
                type=LinkType.RESPONSE_TO if diplomatic else LinkType.RETALIATION_FOR,
                start=start,
                end=end,
            )


def _answering(groups: Sequence[Group], incidents: Sequence[IncidentFound]) -> Iterator[LinkFound]:
    """The steps that answer an armed event between the same two states."""
    for later, step in enumerate(incidents):
        if step.kind not in _ANSWERS:
            continue
        fits = [
            earlier
            for earlier, one in enumerate(incidents)
            if groups[earlier].armed
            and _between(one, step)
            and _in_order(groups[earlier], groups[later])
            and _soon(groups[earlier], groups[later])
        ]
        if fits:
            best = min(
                fits,
                key=lambda n: (
                    incidents[n].origin_country is None,
                    abs(incidents[n].start - step.start),
                ),
            )
            one = groups[later].tellings[0].event
            yield LinkFound(
                later=later,
                earlier=best,
                type=LinkType.RESPONSE_TO,
                start=one.sentence_start,
                end=one.sentence_end,
            )


def _following(told: Sequence[tuple[Telling, int]], groups: Sequence[Group]) -> Iterator[LinkFound]:
    """The events that are dated by another: "the attack came hours after a raid"."""
    for aside, earlier in told:
        if not aside.aside or aside.step:
            continue
        begin, stop = aside.event.sentence_start, aside.event.sentence_end
        own = [n for one, n in told if begin <= one.event.start < stop and not one.aside]
        before = [n for one, n in told if one.event.start < begin and not one.step]
        for later in (own or before)[-1:]:
            if _in_order(groups[earlier], groups[later]) and groups[later].armed:
                yield LinkFound(
                    later=later, earlier=earlier, type=LinkType.FOLLOWS, start=begin, end=stop
                )


def _between(one: IncidentFound, step: IncidentFound) -> bool:
    """Whether an armed event came from the state a step is aimed at, or hit who takes it."""
    hit = one.target_country == step.origin_country
    return hit and one.origin_country in {None, step.target_country}


def _in_order(earlier: Group, later: Group) -> bool:
    """Whether one group did not happen after another, as far as dates tell."""
    first = min((d.when.start for d in earlier.dates if d.when.start), default=None)
    second = min((d.when.start for d in later.dates if d.when.start), default=None)
    return first is None or second is None or first <= second


def _soon(earlier: Group, later: Group) -> bool:
    """Whether one group happened within some days of another."""
    first = max((d.when.end for d in earlier.dates if d.when.end), default=None)
    last = min((d.when.start for d in later.dates if d.when.start), default=None)
    return first is not None and last is not None and last - first <= _DAYS
