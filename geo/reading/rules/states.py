"""Which states an event lies between: where it came from, and whom it was aimed at."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from gazetteer.mention import Role
from geo.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazetteer.geoparsing import PlacedMention
    from geo.reading.rules.group import Group
    from geo.reading.rules.scene import Scene
    from geo.reading.rules.spots import Spot
    from geo.reading.rules.tellings import Telling
    from geo.where import Where

__all__ = ["MEETINGS", "aimed_at", "origin_of"]

MEETINGS: Final = frozenset({Kind.TALKS, Kind.AGREEMENT})
"""Steps that two governments take together, wherever they meet."""

_BACK: Final = 900
_ACTS: Final = frozenset({Role.ACTOR, Role.DEMONYM})
_HOST: Final = re.compile(r"\b(?:from|to)\s+(?:the\s+)?$")


def origin_of(group: Group, spots: Sequence[Spot], scene: Scene) -> str | None:
    """Tell the country that an event came from.

    Parameters
    ----------
    group
        Its tellings.
    spots
        Where it is told to have happened.
    scene
        The article with what was found.

    Returns
    -------
    str or None
        ISO 3166-1 alpha-2 code: that of most who are said to have done it. A step that nobody is
        told to have taken is that of the state named last, other than whom it was aimed at.
    """
    counted = Counter(side.country for side in group.doers if side.country)
    if counted:
        return counted.most_common(1)[0][0]
    if not group.last.step:
        return None
    aimed = None if group.kind in MEETINGS else _envoys_of(group)
    if group.kind not in MEETINGS and spots and spots[0].sure and spots[0].inside:
        country = spots[0].place.country
        if country != aimed and not _is_host(spots[0].placed, scene):
            return country
    return next((code for one in group.tellings for code in _acting(one, scene, aimed)), None)


def aimed_at(group: Group, origin: str | None, where: Where | None, scene: Scene) -> str | None:
    """Tell the country that an event was aimed at.

    Parameters
    ----------
    group
        Its tellings.
    origin
        The country that it came from.
    where
        Where it happened.
    scene
        The article with what was found.

    Returns
    -------
    str or None
        ISO 3166-1 alpha-2 code: of what was hit where it lies, of a step the other state.
    """
    if not group.last.step:
        return where.country if where else None
    envoys = _envoys_of(group)
    if envoys not in {None, origin}:
        return envoys
    for one in group.tellings:
        beside = scene.inside(one.event.sentence_start, one.event.sentence_end)
        beside.sort(key=lambda p: abs(p.mention.start - one.event.start))
        for placed in beside:
            if placed.place and placed.place.country not in {None, origin}:
                return placed.place.country
    return None


def _envoys_of(group: Group) -> str | None:
    """The country whose people a step is about: "the Iranian ambassador"."""
    return next((t.target.country for t in group.tellings if t.target and t.target.country), None)


def _acting(one: Telling, scene: Scene, aimed: str | None) -> Iterator[str]:
    """The states that may have taken a step, the likeliest first."""
    start, at, end = one.event.sentence_start, one.event.start, one.event.sentence_end
    before = reversed(scene.inside(max(0, start - _BACK), start))
    told = (p for p in before if scene.story_at(p.mention.start) == one.story)
    behind = scene.inside(at, end)
    met = one.kind in MEETINGS
    for placed in (
        *scene.inside(start, at),
        *(behind if met else told),
        *(told if met else behind),
    ):
        country = placed.place.country if placed.place else None
        acts = placed.mention.role in _ACTS and not _is_host(placed, scene)
        if acts and country is not None and country != aimed:
            yield country


def _is_host(placed: PlacedMention, scene: Scene) -> bool:
    """Whether a place is where an envoy serves: "its ambassador to Liberia"."""
    start = placed.mention.start
    return _HOST.search(scene.text, max(0, start - 12), start) is not None
