"""Each time that an article tells of an event, with its place, date and sides as told there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geo.kinds import KINDS, Family
from geo.reading.dates import DateReach, DateUse, near_date
from geo.reading.events import EventFound, Manner, Phrase
from geo.reading.rules.sides import Side, is_mutual, points_to_speaker, side_of
from geo.reading.rules.spots import Spot, spots_of
from geo.when import When

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.reading.rules.scene import Scene

__all__ = ["Dated", "Telling", "tellings_of"]

_STRONG: Final = 0.85
_FAIR: Final = 0.55
_LIVE: Final = frozenset({Manner.HAPPENED, Manner.CLAIMED, Manner.ACCUSED, Manner.HISTORICAL})


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A date as told of an event.

    Parameters
    ----------
    when
        The date.
    start, end
        Characters of the words that say so, end after the last.
    strength
        How surely it belongs to the event, 0 to 1.
    """

    when: When
    start: int
    end: int
    strength: float

    @property
    def sure(self) -> bool:
        """Whether it stands in the event's own clause."""
        return self.strength >= _STRONG

    @property
    def own(self) -> bool:
        """Whether it stands in the event's own sentence."""
        return self.strength >= _FAIR


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """An event as one sentence tells it.

    Parameters
    ----------
    event
        The words and how they tell it.
    story
        The story of the article that it stands in.
    spot
        Where.
    dated
        When.
    doer
        Who did it.
    target
        Whom or what it hit.
    speaker
        Who says so; None where the article does.
    mutual
        Whether it tells what two sides did to each other.
    """

    event: EventFound
    story: int | None
    spot: Spot | None = None
    dated: Dated | None = None
    doer: Side | None = None
    target: Side | None = None
    speaker: Side | None = None
    mutual: bool = False

    @property
    def family(self) -> Family:
        """The group of kinds that it belongs to."""
        return KINDS[self.event.kind].family

    @property
    def step(self) -> bool:
        """Whether it is a step between governments."""
        return self.family is Family.DIPLOMACY

    @property
    def live(self) -> bool:
        """Whether it is told as something that came about."""
        return self.event.manner in _LIVE


def tellings_of(scene: Scene) -> Iterator[Telling]:
    """Tell what each event of an article is said to be.

    Parameters
    ----------
    scene
        The article with what was found.

    Yields
    ------
    Telling
        In the order of the text; one for each place of a list of places.
    """
    for event in scene.events:
        spots = spots_of(event, scene)
        for spot in spots or [None]:
            yield _telling(event, spot, scene)


def _telling(event: EventFound, spot: Spot | None, scene: Scene) -> Telling:
    speaker = _side(event.claimant, scene)
    doer = _side(event.actor, scene)
    if doer is None and event.actor is not None and points_to_speaker(event.actor.text):
        doer = speaker if speaker and speaker.country else None
    mutual = any(
        phrase is not None and is_mutual(phrase.text) for phrase in (event.actor, event.target)
    )
    return Telling(
        event=event,
        story=scene.story_at(event.start),
        spot=spot,
        dated=_dated(event, scene),
        doer=doer,
        target=_side(event.target, scene),
        speaker=speaker,
        mutual=mutual,
    )


def _side(phrase: Phrase | None, scene: Scene) -> Side | None:
    """Who a phrase means."""
    if phrase is None:
        return None
    return side_of(phrase.text, phrase.start, scene.inside(phrase.start, phrase.end))


def _dated(event: EventFound, scene: Scene) -> Dated | None:
    """The date that belongs to an event."""
    near = near_date(scene.text, scene.dates, event.start, event.end)
    if near is None or near.date.future:
        return None
    strength = near.score
    if near.reach is DateReach.BEFORE or near.date.use is DateUse.SAID:
        strength = min(strength, _FAIR - 0.05)
    return Dated(when=near.when, start=near.date.start, end=near.date.end, strength=strength)
