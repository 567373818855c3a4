"""Which date belongs to something that a text tells: the one in its clause, or the nearest before.

The rule, first that finds something:

1. a date in the clause of the words, such as "struck Panjgur on Tuesday";
2. a date elsewhere in their sentence;
3. the last day told in the sentences before, in the paragraph or the two before it.

Dates of durations, of what recurs, of the page, and starts and ends ("since October 7") belong
to nothing that happened. The day of a trial or an arrest is not that of what it was for. A date
at which somebody spoke ("said on Friday") counts for little. What stands after "a day after" is
dated by its own date, and dates nothing outside; words within it take the date that the phrase
tells of them. After "had", as in "had struck", a date of another sentence must lie before the day
that is being told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from geo.reading.dates.found import DateFound, DateKind, DateUse
from geo.when import When

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["DateReach", "NearDate", "near_date"]

_END = re.compile(
    r"(?<![\s.][A-Za-z])(?<!\b(?:Mr|Dr|St|Lt|No))(?<!\b(?:Gen|Col|Maj|Mrs|Sgt|Gov|Sen|Rep))"
    r"(?<!\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec))(?<!\bSept)"
    r"[.!?][\"'”’)\]]{0,2}\s+|\n(?=\s*\n|[^\sa-z\d(])"
)
_CLAUSE = re.compile(
    r"[,;:()–—]|\b(?:after|before|when|while|as|since|although|though|but|which|who|that|where"
    r"|because|until|following|and)\b"
)
_TRIED = re.compile(
    r"\b(?:sentenced|convicted|jailed|imprisoned|acquitted|indicted|extradited|charged|arrested"
    r"|detained|trial|case|lawsuit|hearing|inquest)\b[^.;]{0,80}?"
    r"\b(?:for|over|about|of|concerning|(?:in connection )?with)\s"
)
_HAD = re.compile(r"\bhad\s+(?:\w+ly\s+|been\s+|not\s+|also\s+){0,2}\w+(?:ed|en|t|k|e|w|n|d)\b")
_AFTER = re.compile(r"\b(?:after|following|since)$")
_EARLIER: Final = 0.8
_FAR: Final = 1_500
_SCORES: Final = {"clause": 1.0, "sentence": 0.75, "before": 0.5}
_SAID: Final = 0.5
_LOOSE: Final = 0.6
_MONTH: Final = 40
_LONGEST: Final = 2_000


class DateReach(StrEnum):
    """Where a date stands as seen from the words that it dates."""

    CLAUSE = "clause"
    """In their clause."""
    SENTENCE = "sentence"
    """Elsewhere in their sentence."""
    BEFORE = "before"
    """In a sentence before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NearDate:
    """The date that belongs to something told.

    Parameters
    ----------
    date
        The words that say when.
    when
        The date they give it. It is that of the anchor where the words stand in the anchor.
    reach
        Where the date stands.
    score
        How much speaks for it, 0 to 1.
    """

    date: DateFound
    when: When
    reach: DateReach
    score: float


def near_date(
    text: str,
    dates: Sequence[DateFound],
    start: int,
    end: int,
    sentences: Sequence[tuple[int, int]] | None = None,
) -> NearDate | None:
    """Find the date of something told.

    Parameters
    ----------
    text
        The report.
    dates
        What `find_dates` found in it.
    start
        First character of the words that tell it, such as "struck".
    end
        Character after the last.
    sentences
        First character of each sentence and the one after its last, in order; by default the
        text is cut at full stops and line breaks around the words.

    Returns
    -------
    NearDate or None
        The date with the highest score, the nearest of equal ones; None where no date fits.
    """
    begin, stop = _sentence(text, start, end, sentences)
    inside = [found for found in dates if begin <= found.start < stop]
    for found in inside:
        anchor = found.anchor
        if anchor is not None and anchor.start <= start < anchor.end and anchor.start >= found.end:
            own = [d for d in inside if anchor.start <= d.start < anchor.end and _dates(d)]
            if own and own[0].when is not None:
                return _near(own[0], own[0].when, DateReach.CLAUSE, 1.0)
            if anchor.when is not None:
                return _near(found, anchor.when, DateReach.CLAUSE, 0.9)
            return None
    anchors = [d.anchor for d in inside if d.anchor and d.anchor.start >= d.end]
    tried = _TRIED.search(text, begin, start)
    free = [d for d in inside if _dates(d) and not any(a.start <= d.start < a.end for a in anchors)]
    if tried is not None:
        free = [d for d in free if d.start >= tried.end()]
    clause = _clause(text, begin, stop, start, end)
    apart = _AFTER.search(text, max(0, clause[0] - 12), clause[0]) is not None
    rated = [
        _rated(found, reach, start, end, apart=apart)
        for found, reach in zip(free, _reaches(text, free, clause), strict=True)
    ]
    best = max(rated, key=lambda near: near.score, default=None)
    if best is not None and tried is not None:
        return best
    if best is not None and best.score > _SCORES["before"]:
        return best
    return _before(text, dates, begin, clause) or best


def _near(found: DateFound, when: When, reach: DateReach, score: float) -> NearDate:
    return NearDate(date=found, when=when, reach=reach, score=round(score, 3))


def _dates(found: DateFound) -> bool:
    """Whether a date can be that of something that happened."""
    return (
        found.when is not None
        and found.use in {DateUse.ON, DateUse.SAID}
        and found.kind in {DateKind.ABSOLUTE, DateKind.PUBLICATION, DateKind.EVENT}
    )


def _weight(found: DateFound) -> float:
    """How well the words date anything: a day fully, a year little."""
    when = found.when
    weight = _SAID if found.use is DateUse.SAID else 1.0
    if when is None or when.start is None or when.end is None:
        return 0.0
    return weight if (when.end - when.start).days < _MONTH else weight * _LOOSE


def _sentence(
    text: str, start: int, end: int, sentences: Sequence[tuple[int, int]] | None
) -> tuple[int, int]:
    """The sentence that the words stand in."""
    if sentences is not None:
        own = [(one, two) for one, two in sentences if one < end and start < two]
        return (own[0][0], own[-1][1]) if own else (start, end)
    low, high = max(0, start - _LONGEST), min(len(text), end + _LONGEST)
    begin, stop = low, high
    for match in _END.finditer(text, low, high):
        if match.end() <= start:
            begin = match.end()
        elif match.start() >= end:
            stop = match.end()
            break
    return begin, stop


def _clause(text: str, begin: int, stop: int, start: int, end: int) -> tuple[int, int]:
    """The clause that the words stand in."""
    low, high = begin, stop
    for match in _CLAUSE.finditer(text, begin, stop):
        if match.end() <= start:
            low = match.end()
        elif match.start() >= end:
            high = match.start()
            break
    return low, high


def _reaches(text: str, free: Sequence[DateFound], clause: tuple[int, int]) -> list[DateReach]:
    """Where each date of a sentence stands: what opens it counts for a clause with none."""
    own = [clause[0] <= found.start < clause[1] for found in free]
    dated = any(mine and found.use is DateUse.ON for mine, found in zip(own, free, strict=True))
    return [
        DateReach.CLAUSE
        if mine or (not dated and text[found.end : max(found.end, clause[0])].strip() == ",")
        else DateReach.SENTENCE
        for mine, found in zip(own, free, strict=True)
    ]


def _rated(found: DateFound, reach: DateReach, start: int, end: int, *, apart: bool) -> NearDate:
    """A date of the same sentence with its score, less by its distance."""
    gap = max(0, found.start - end, start - found.end)
    score = _SCORES[reach.value] * _weight(found) - min(gap, 400) / 4000
    if reach is DateReach.SENTENCE and apart:
        score *= _EARLIER
    if found.when is None:  # `_dates` has looked
        raise AssertionError(found)
    return _near(found, found.when, reach, max(score, 0.01))


def _before(
    text: str, dates: Sequence[DateFound], begin: int, clause: tuple[int, int]
) -> NearDate | None:
    """The last day told before a sentence; after "had" one that lies before it."""
    told = [d for d in dates if begin - _FAR <= d.start < begin and _dates(d)]
    told = [d for d in told if _weight(d) > _SAID * _LOOSE][::-1]
    said = [d for d in told if d.use is DateUse.SAID]
    told = [d for d in told if d.use is DateUse.ON] or said
    if told and _HAD.search(text, clause[0], clause[1]):
        now = told[0].when
        told = [
            d
            for d in told[1:]
            if d.when and now and d.when.end and now.start and d.when.end < now.start
        ]
    if not told or told[0].when is None:
        return None
    paragraphs = text.count("\n", told[0].end, begin)
    score = _SCORES["before"] * _weight(told[0]) * 0.8 ** min(paragraphs, 9)
    return _near(told[0], told[0].when, DateReach.BEFORE, max(score, 0.01))
