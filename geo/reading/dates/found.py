"""What is found where a text says when: its words, the date they come to, what they hang on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from geo.when import When

__all__ = ["Anchor", "DateFound", "DateKind", "DateUse"]


class DateKind(StrEnum):
    """What the words are relative to."""

    ABSOLUTE = "absolute"
    """A date of the calendar: "January 17", "in 2019", "1980-1988". A year that is not written
    comes from the publication date."""
    PUBLICATION = "publication"
    """Relative to the publication date: "Tuesday", "last month", "two days ago"."""
    EVENT = "event"
    """Relative to something told: "a day after the strike", "two days later"."""
    DURATION = "duration"
    """How long, not when: "for three days"."""
    TIME = "time"
    """A time of day without a day: "at 5 a.m."."""
    RECURRING = "recurring"
    """Again and again: "every Friday", "Friday prayers"."""


class DateUse(StrEnum):
    """What the date is said of."""

    ON = "on"
    """Something that happened or will happen then."""
    SINCE = "since"
    """The start of a time that goes on: "since October 7"."""
    UNTIL = "until"
    """The end of a time: "by Friday", "before February 20"."""
    SAID = "said"
    """When somebody said or wrote it: "the army said on Friday"."""
    PAGE = "page"
    """The page itself: its dateline, "Updated 19 January 2024"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """What a date is relative to.

    Parameters
    ----------
    start
        First character in the text.
    end
        Character after the last.
    text
        The words: a clause ("gunners shelled the valley"), or a date told before.
    when
        The date of what the words tell, where that is known.
    """

    start: int
    end: int
    text: str
    when: When | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DateFound:
    """Words of a text that say when.

    Parameters
    ----------
    start
        First character in the text.
    end
        Character after the last.
    text
        The words as written.
    kind
        What they are relative to.
    use
        What the date is said of.
    when
        The date they come to; None for a duration, a time of day, what recurs, and where the
        publication date or the anchor is not known.
    anchor
        What a date relative to an event is relative to; None where the text does not say.
    offset
        Days from the anchor, negative before it, a month as 30 and a year as 365; None where
        there is no anchor or the words give no number ("days later").
    time
        Words for the time of day, such as "night" or "3:30 a.m."; local time unless they
        name a zone.
    future
        Whether the sentence speaks of it as yet to come.
    quoted
        Whether it stands between quotation marks. "Today" is then the day of the speech, which
        may not be the day of the report, so that its date is marked as uncertain.
    """

    start: int
    end: int
    text: str
    kind: DateKind
    use: DateUse = DateUse.ON
    when: When | None = None
    anchor: Anchor | None = None
    offset: int | None = None
    time: str | None = None
    future: bool = False
    quoted: bool = False
