"""Which event a number of people harmed belongs to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geo.incident import Field
from geo.reading.counts import Effect

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.reading.counts import CountFound
    from geo.reading.rules.group import Group
    from geo.reading.rules.scene import Scene

__all__ = ["FIELDS", "tolls_of"]

FIELDS: Final = {
    Effect.KILLED: Field.KILLED,
    Effect.INJURED: Field.INJURED,
    Effect.CASUALTIES: Field.CASUALTIES,
}
"""The field of a claim that each effect goes to; others are counted by no claim."""

_NEAR: Final = 700
_CLAUSE: Final = 60
_ASIDE: Final = 400
_ENDING: Final = re.compile(
    r",\s+(?:killing|wounding|injuring|leaving|which\s+(?:killed|left|wounded|injured))\s+"
    r"(?:[\w-]+\s+){0,3}$"
)
_BREAK: Final = re.compile(
    r"[;:]|,\s+(?:while|whereas|and|but)\b|\b(?:after|following|while|whereas|since)\b"
)


def tolls_of(scene: Scene, groups: Sequence[Group | None]) -> list[tuple[CountFound, Group]]:
    """Give each number to the event that it is told of.

    Parameters
    ----------
    scene
        The article with what was found.
    groups
        The group of each of the scene's events; None for events that were left out.

    Returns
    -------
    list
        Numbers with their groups, in the order of the text. The event of the same sentence
        counts, of several the nearest in the same clause; without one, the event told last.
    """
    found: list[tuple[CountFound, Group]] = []
    for count in scene.counts:
        if count.effect not in FIELDS:
            continue
        number = _event_of(count, scene)
        group = groups[number] if number is not None else None
        if group is not None:
            found.append((count, group))
    return found


def _event_of(count: CountFound, scene: Scene) -> int | None:
    """Number of the event that a count belongs to."""
    best, nearest = None, float("inf")
    latest = None
    ends = _ENDING.search(scene.text, count.sentence_start, count.start) is not None
    for number, event in enumerate(scene.events):
        if event.end <= count.sentence_start:
            latest = number
        if event.start >= count.sentence_end:
            break
        if event.end > count.sentence_start:
            far = _way(count, event.start, event.end, scene.text)
            if event in scene.asides or (ends and event.start > count.start):
                far += _ASIDE
            if far < nearest:
                best, nearest = number, far
    if best is not None:
        return best
    if latest is None or count.start - scene.events[latest].end > _NEAR:
        return None
    near = scene.events[latest]
    same = scene.story_at(near.start) == scene.story_at(count.start)
    return latest if same else None


def _way(count: CountFound, start: int, end: int, text: str) -> float:
    """Characters between a number and an event, more where a clause ends between them."""
    if end <= count.start:
        between = text[end : count.start]
    elif start >= count.end:
        between = text[count.end : start]
    else:
        return 0.0
    return len(between) + _CLAUSE * len(_BREAK.findall(between))
