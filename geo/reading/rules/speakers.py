"""Who is speaking where a report says no more than "it said"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gazetteer.mention import Role
from geo.reading.rules.sides import points_to_speaker, side_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.reading.rules.scene import Scene

__all__ = ["speaker_of"]

_REACH: Final = 600
_LONGEST: Final = 90
_FEW: Final = 2


def speaker_of(text: str, start: int, end: int, scene: Scene) -> str | None:
    """Name whoever is meant by the words for a speaker.

    Parameters
    ----------
    text
        The words: a name, or a pronoun that stands for whoever spoke before.
    start, end
        Characters of the article that they stand at, end after the last.
    scene
        The article with what was found.

    Returns
    -------
    str or None
        The state or actor where that is known, else the words; None where a pronoun points to
        nobody who is named shortly before.
    """
    if points_to_speaker(text):
        before = max(_named_before(start, scene), default=None)
        return before[1] if before else None
    side = side_of(text, start, scene.inside(start, end))
    if side is not None and side.country and len(text) <= _LONGEST:
        return _short(text, side.name)
    return " ".join(text.split())[:_LONGEST]


def _short(text: str, state: str) -> str:
    """The state, or its office where the words name one: "Iran's foreign ministry"."""
    words = " ".join(text.split())
    return state if len(words.split()) <= _FEW else words


def _named_before(start: int, scene: Scene) -> Iterator[tuple[int, str]]:
    """Speakers named shortly before, each with where."""
    low = start - _REACH
    story = scene.story_at(start)
    for event in scene.events:
        said = event.claimant
        if said and low < said.start < start and not points_to_speaker(said.text):
            yield said.start, speaker_of(said.text, said.start, said.end, scene) or said.text
    for count in scene.counts:
        who = count.claimant
        if who and low < who.start < start and not points_to_speaker(who.text):
            yield who.start, speaker_of(who.text, who.start, who.end, scene) or who.text
    for placed in scene.inside(max(0, low), start):
        side = None
        if placed.mention.role is Role.ACTOR and scene.story_at(placed.mention.start) == story:
            side = side_of(placed.mention.text, placed.mention.start, [placed])
        if side is not None:
            yield placed.mention.start, side.name
