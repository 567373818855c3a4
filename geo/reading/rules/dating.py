"""When an event is told to have happened, and how surely the words mean this event."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from geo.reading.dates import DateFound, DateKind, DateReach, DateUse, near_date
from geo.reading.events import EventFound, Manner
from geo.reading.rules.cues import FOR
from geo.when import When

if TYPE_CHECKING:
    from geo.reading.rules.scene import Scene

__all__ = ["FAIR", "STRONG", "Dated", "date_of", "hanging_on"]

STRONG: Final = 0.85
"""Strength from which a date stands in the event's own clause."""

FAIR: Final = 0.62
"""Strength from which it stands in its own sentence."""

_BACK: Final = 30
_BESIDE: Final = 50
_LEAD: Final = 800
_NEWS: Final = 4
_HALF: Final = 0.5
_TOLL: Final = re.compile(r"\b(?:rose|risen|rises|climbed|climbs|grew|grown|went up|toll)\b")
_FOR: Final = re.compile(
    FOR.pattern + r"|\b(?:for|over)\s+(?:the|an?|its|their)\s(?!\s*\w+\s+(?:time|day|night|week)\b)"
)
_SINCE: Final = re.compile(r"\bsince\b")
_ANSWERED: Final = re.compile(r"\s+to\s+(?:the|an?|its|their|[A-Z][\w-]*['’]s?)\s")
_OWN_DATE: Final = re.compile(r"(?:['’]s)?\s+(?:[\w-]+\s+){0,2}$")
_WHEN: Final = re.compile(r",?\s+when\b")


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
    said
        Whether it is the day on which somebody told it.
    assumed
        Whether it is only that the news that opens a report is of the days before.
    """

    when: When
    start: int
    end: int
    strength: float
    said: bool = False
    assumed: bool = False

    @property
    def sure(self) -> bool:
        """Whether it stands in the event's own clause."""
        return self.strength >= STRONG

    @property
    def own(self) -> bool:
        """Whether it stands in the event's own sentence."""
        return self.strength >= FAIR


def date_of(event: EventFound, scene: Scene) -> Dated | None:
    """Find the date that belongs to an event.

    Parameters
    ----------
    event
        One of the scene's.
    scene
        The article with what was found.

    Returns
    -------
    Dated or None
        None where nothing is told, or what is told dates something else.
    """
    since = _since(event, scene)
    if since is not None:
        return since
    dates = [date for date in scene.dates if not _before_cause(event, date, scene)]
    near = near_date(scene.text, dates, event.start, event.end, sentences=scene.sentences)
    if near is None or near.date.future:
        return _assumed(event, scene)
    if _elsewhere(event, near.date, near.reach, scene):
        return None
    strength = near.score
    said = near.date.use is DateUse.SAID or _of_speech(near.date, scene)
    rose = event in scene.implied and _TOLL.search(scene.text, event.sentence_start, event.end)
    if rose or (said and near.reach is DateReach.BEFORE):
        return None
    if near.reach is DateReach.BEFORE or said:
        strength = min(strength, FAIR - 0.05)
    elif _TOLL.search(scene.text, *sorted((event.end, near.date.start))):
        return None
    begin, stop = near.date.start, near.date.end
    return Dated(when=near.when, start=begin, end=stop, strength=strength, said=said)


def _before_cause(event: EventFound, date: DateFound, scene: Scene) -> bool:
    """Whether a date is of what was done over an event: "recalled on Monday over the strike"."""
    if not event.sentence_start <= date.start < date.end <= event.start:
        return False
    cues = list(_FOR.finditer(scene.text, date.end, event.start))
    return bool(cues) and scene.next_event(cues[-1].end()) == event


def _assumed(event: EventFound, scene: Scene) -> Dated | None:
    """The days before a report, for what its main story opens with and gives no date."""
    article = scene.article
    story = article.stories[article.main] if article.main is not None else None
    if story is None or article.published is None or event.manner is Manner.HISTORICAL:
        return None
    if scene.story_at(event.start) != article.main or event.start - story.start > _LEAD:
        return None
    first = article.published - timedelta(days=_NEWS)
    when = When.parse(f"{first.isoformat()}/{article.published.isoformat()}")
    return Dated(when=when, start=event.start, end=event.end, strength=_HALF, assumed=True)


def _since(event: EventFound, scene: Scene) -> Dated | None:
    """The date of an event that something else lasts since: "since Monday, when a bomb"."""
    for date in scene.dates:
        inside = event.sentence_start <= date.start and date.end <= event.start
        if not inside or date.use is not DateUse.SINCE or date.when is None:
            continue
        if date.when.start is not None and _WHEN.match(scene.text, date.end):
            when = When.parse(date.when.start.date().isoformat())
            return Dated(when=when, start=date.start, end=date.end, strength=1.0)
    return None


def _elsewhere(event: EventFound, date: DateFound, reach: DateReach, scene: Scene) -> bool:
    """Whether a date dates something else: "since the war began on", "Monday's", "response on"."""
    if reach is DateReach.BEFORE:
        return scene.story_at(date.start) != scene.story_at(event.start)
    if date.end <= event.start and _ANSWERED.match(scene.text, date.end, event.start):
        return True
    if reach is DateReach.CLAUSE:
        return False
    if event.end <= date.start and _SINCE.search(scene.text, event.end, date.start):
        return True
    return any(
        other is not event
        and date.end <= other.start <= date.end + _BACK
        and _OWN_DATE.fullmatch(scene.text, date.end, other.start)
        for other in scene.events
    )


def _of_speech(date: DateFound, scene: Scene) -> bool:
    """Whether a date hangs on the day on which somebody spoke: "said on Friday, a week after"."""
    return date.kind is DateKind.EVENT and any(
        other.use is DateUse.SAID and 0 <= date.start - other.end <= _BESIDE
        for other in scene.dates
    )


def hanging_on(event: EventFound, scene: Scene) -> DateFound | None:
    """Find a date of an event's sentence that hangs on another event: "a day after the strike".

    Parameters
    ----------
    event
        One of the scene's.
    scene
        The article with what was found.

    Returns
    -------
    DateFound or None
        Only one that came to no date, since nobody dated the other event in so many words.
    """
    return next(
        (
            date
            for date in scene.dates
            if event.sentence_start <= date.start < event.sentence_end
            and date.when is None
            and date.offset is not None
            and date.anchor is not None
        ),
        None,
    )
