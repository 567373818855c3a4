"""When things happened: the dates that a report names, against its publication date.

A date in a report is rarely whole. "Tuesday" is the Tuesday before the publication, "in December"
the last December, "a day after the strike" counts from something that another sentence dates.
Everything that says when is found with its words and, as far as it can be known, with the date it
comes to. What is told lies in the past unless the sentence says "will", "is due to" and the like.

The text is read as words, each by a letter for what it can be in a date. Patterns of bounded
length over those letters find the dates, so that reading takes time in proportion to the text.

Weeks run from Monday to Sunday, weekends are Saturday and Sunday. Dates of the Solar Hijri
calendar are turned into Gregorian ones.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from geo.reading.dates.anchoring import anchored
from geo.reading.dates.calendar_rules import CALENDAR
from geo.reading.dates.core import Context
from geo.reading.dates.dressing import dress, join
from geo.reading.dates.event_rules import EVENTS
from geo.reading.dates.found import Anchor, DateFound, DateKind, DateUse
from geo.reading.dates.numeric_rules import day_first_of
from geo.reading.dates.relative_rules import RELATIVE
from geo.reading.dates.words import DateWords

if TYPE_CHECKING:
    from geo.reading.dates.core import Core

__all__ = ["Anchor", "DateFound", "DateKind", "DateUse", "find_dates"]

_EARLIEST: Final = date(1800, 1, 1)


def find_dates(text: str, published: date | None = None) -> list[DateFound]:
    """Find what a report says about when.

    Parameters
    ----------
    text
        A report in English; digits may be Arabic or Persian, months Iranian or Afghan.
    published
        Its publication date. Where it is None, the first whole date of a dateline or a stamp
        such as "Updated 19 January 2024" stands in for it; without one, what is relative to
        it stays without a date.

    Returns
    -------
    list of DateFound
        In the order of the text; no two overlap.
    """
    words = DateWords.of(text)
    day_first = day_first_of(words)
    context = Context(words=words, published=published, day_first=day_first)
    cores = _read(context)
    if published is None:
        stamped = (core.period.day for core in cores if core.use is DateUse.PAGE and core.period)
        day = next((found for found in stamped if found and found >= _EARLIEST), None)
        if day is not None:
            context = Context(words=words, published=day, day_first=day_first)
            cores = _read(context)
    return anchored(context, cores)


def _read(context: Context) -> list[Core]:
    """The dates before anchors are looked for."""
    letters = context.words.letters
    taken = bytearray(len(letters))
    cores: list[Core] = []
    for pattern, rule in (*CALENDAR, *RELATIVE, *EVENTS):
        for match in pattern.finditer(letters):
            begin, end = match.span()
            if 1 in taken[begin:end]:
                continue
            core = rule(context, match)
            if core is not None:
                taken[begin:end] = b"\1" * (end - begin)
                cores.append(core)
    cores = join(context, sorted(cores, key=lambda core: core.first))
    for core in cores:
        dress(context, core)
    return _apart(cores)


def _apart(cores: list[Core]) -> list[Core]:
    """Drop what another date has taken in, such as the time of day behind it."""
    kept: list[Core] = []
    for core in sorted(cores, key=lambda core: (core.first, -core.after)):
        while kept and kept[-1].kind is DateKind.TIME and core.first < kept[-1].after:
            kept.pop()
        if not kept or core.first >= kept[-1].after:
            kept.append(core)
        elif kept[-1].period is None and core.period is not None:
            kept[-1] = core
    return kept
