"""What stands around the core of a date: since, late, about, the night of, at 3 a.m., said on."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.reading.dates.found import DateKind, DateUse
from geo.reading.dates.lexicon import EDGES, word_set
from geo.reading.dates.period_steps import part_of, step_days
from geo.reading.dates.periods import between, either, month, on_day, since, until
from geo.reading.dates.tense import saying
from geo.reading.dates.words import CLOCK

if TYPE_CHECKING:
    from geo.reading.dates.core import Context, Core
    from geo.reading.dates.periods import Period

__all__ = ["dress", "join"]

_BEHIND = re.compile(
    rf"'?(?P<part>(?:(?:iT|k)?P)?(?:,?[kv]?G?{CLOCK})?)",
)
_PART_BEFORE = re.compile(rf"(?P<part>{CLOCK}j?T?|(?:eiT)?PvT?|[ez]P?UvT?|N[jO]?T?|ejT?|e-?|EvT?)$")
_USES: Final = {
    "s": DateUse.SINCE,
    "f": DateUse.SINCE,
    "F": DateUse.SINCE,
    "u": DateUse.UNTIL,
    "b": DateUse.UNTIL,
}
_ORDINALS: Final = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": -1}
_FAR_BACK: Final = 10
_STAMPS: Final = word_set(
    "updated published posted modified date sent created issued dated publication"
)
_SMALL: Final = frozenset({"small", "wee"})
_LONGEST_MONTH: Final = 31
_LINE: Final = 120
_HEAD: Final = 3
_REST: Final = 40
_STAMP_LINE = re.compile(
    r"[\W\d]*(?:(?:am|pm|gmt|utc|est|edt|et|pst|pkt|irst|ist|bst|cet|cest|local|time|at|on"
    r"|mon|tue|wed|thu|fri|sat|sun)\b[\W\d]*){0,4}",
    re.IGNORECASE,
)
_PLACE_LINE = re.compile(
    r"[^\Wa-z\d_][^\W\d_]*(?:[ ,./'’-]+[^\Wa-z\d_][^\W\d_]*\.?){0,6}(?:\s?\([^()\n]{2,30}\))?"
    r",\s*(?:on )?"
)
_AGENCY = re.compile(r"(?:,? \d{4})?\s*(?:\([^()\n]{2,40}\))?\s*(?:-|–|—|:)")
_AGENCY_ONLY = re.compile(r"\s*\([^()\n]{2,40}\)\s*(?:-|–|—|:)?")


def join(context: Context, cores: list[Core]) -> list[Core]:
    """Join dates that the text joins: "from Monday to Tuesday", "17 or 18 January".

    Parameters
    ----------
    context
        What was read.
    cores
        Dates in the order of the text; none overlaps another.

    Returns
    -------
    list of Core
        With one for each pair that stands for a stretch of time or for one of two days.
    """
    letters = context.words.letters
    joined: list[Core] = []
    for core in cores:
        last = joined[-1] if joined else None
        if last is None or last.period is None or core.period is None:
            joined.append(core)
            continue
        gap = letters[last.after : core.first].rstrip("Tj")
        if gap in {"", "v", ","} and _names_year(context, last, core):
            joined[-1] = replace(last, after=core.after, period=_in_year(last.period, core.period))
            continue
        before = letters[max(0, last.first - 2) : last.first].rstrip("T")[-1:]
        period = None
        if gap == "|":
            period = either(last.period, core.period)
        elif gap in {"-", "O", "u"} or (gap == "&" and before == "B"):
            period = between(last.period, core.period)
        if period is None or last.kind is not core.kind:
            joined.append(core)
        else:
            joined[-1] = replace(last, after=core.after, period=period)
    return joined


def _names_year(context: Context, one: Core, other: Core) -> bool:
    """Whether "last year" gives the year of a date before it that has none."""
    words = context.words
    return (
        words.lower[other.after - 1] == "year"
        and words.letters[other.first] in {"l", "t", "x"}
        and one.kind is DateKind.ABSOLUTE
        and not {"Y", "D", "S"}.intersection(words.letters[one.first : one.after])
        and one.period is not None
        and one.period.length is not None
        and one.period.length <= _LONGEST_MONTH
    )


def _in_year(period: Period, given: Period) -> Period:
    """The same day or month in the year of another period."""
    if period.first is None or given.first is None:
        return period
    first = period.first
    if period.day is None:
        return month(given.first.year, first.month) or period
    day = min(first.day, monthrange(given.first.year, first.month)[1])
    return on_day(first.replace(year=given.first.year, day=day)) or period


def dress(context: Context, core: Core) -> None:
    """Read what stands around a date and change it accordingly.

    Parameters
    ----------
    context
        What was read.
    core
        The date of the calendar or relative to the publication; it is changed.
    """
    if core.kind not in {DateKind.ABSOLUTE, DateKind.PUBLICATION, DateKind.EVENT}:
        return
    inner = core.first, core.after
    _part_behind(context, core)
    if core.kind is not DateKind.EVENT:
        mark = _mark(context, core)
        _part_before(context, core)
        _week_before(context, core)
        if core.period is not None:
            core.period = core.period.marked(mark)
        if core.use is not DateUse.ON:
            return
        core.use = _use(context, core, *inner)
        bounded = {DateUse.SINCE: since, DateUse.UNTIL: until}.get(core.use)
        if bounded is not None and core.period is not None:
            core.period = bounded(core.period) or core.period


def _part_behind(context: Context, core: Core) -> None:
    """Read "tuesday night", "January 17 at 3:30 a.m."."""
    words = context.words
    match = _BEHIND.match(words.letters, core.after)
    if match is None or not match["part"]:
        return
    first = match.start("part")
    core.time = words.text[words.starts[first] : words.ends[match.end() - 1]].lstrip(", ").lower()
    core.after = match.end()
    if words.lower[first : match.end()] == ["night"]:
        _night(context, core)


def _night(context: Context, core: Core) -> None:
    """Let a night run into the next day, if that is not after the publication."""
    day = core.period.day if core.period else None
    if day is None or day == context.published:
        return
    period = between(on_day(day), on_day(step_days(day, 1)))
    core.period = period or core.period


def _part_before(context: Context, core: Core) -> None:
    """Read "the night of 16 January", "late on Monday", "overnight on Tuesday", "mid-January"."""
    words = context.words
    begin = max(0, core.first - _FAR_BACK)
    match = _PART_BEFORE.search(words.letters[begin : core.first])
    if match is None:
        return
    first = begin + match.start("part")
    said = words.lower[first : core.first]
    if words.letters[first] == "z" and not (said[0] in _SMALL and "hours" in said):
        return
    if core.period is None or core.period.day is None:
        if said[0] in EDGES and core.period is not None:
            period = part_of(core.period, EDGES[said[0]])
            if period is not core.period:
                core.period, core.first = period, first
        elif said[0] == "night":
            core.first, core.time = first, "night"
        return
    if words.letters[first] in "PezNdnCY" and said[0] not in {"today", "yesterday"}:
        core.first = first
        core.time = " ".join(part for part in (_part_name(said), core.time) if part)
    if said[0] == "night":
        _night(context, core)
    elif said[0] == "overnight":
        day, into = core.period.day, words.letters[first + 1 : first + 2] == "O"
        ends_after = context.published is not None and day >= context.published
        back = -1 if into or ends_after else 0
        core.period = (
            between(on_day(step_days(day, back)), on_day(step_days(day, back + 1))) or core.period
        )


def _week_before(context: Context, core: Core) -> None:
    """Read "the week of January 8" and "the first week of January"."""
    words, place = context.words, core.first - 1
    place -= words.letters[max(0, place) : place + 1] == "T"
    if place < 1 or words.lower[place - 1 : place + 1] != ["week", "of"] or core.period is None:
        return
    first, last = core.period.first, core.period.last
    nth = _ORDINALS.get(words.lower[place - 2]) if place > 1 else None
    if core.period.day is not None and nth is None:
        first = step_days(core.period.day, -core.period.day.weekday())
    elif nth is None or first is None or last is None or core.period.length is None:
        return
    else:
        first = step_days(first, 7 * nth) if nth >= 0 else step_days(last, -6)
    period = between(on_day(first), on_day(first and step_days(first, 6)))
    if period is not None:
        core.period, core.first = period, place - 1 - (nth is not None)


def _part_name(said: list[str]) -> str:
    """The words for a part of the day without those that tie them to the day."""
    kept = list(said)
    while kept and kept[-1] in {"of", "the", "on", "to", "into", "through", "-"}:
        kept.pop()
    return " ".join(kept).replace(" : ", ":")


def _mark(context: Context, core: Core) -> str:
    """The mark for about or perhaps that the words before a date call for."""
    letters = context.words.letters
    before = letters[max(0, core.first - 4) : core.first].rstrip("T")
    about = before.endswith(("G", "Gj", "j|G", "Gi"))
    perhaps = "?" in before[-2:] or core.doubt
    if about:
        return "%" if perhaps else "~"
    return "?" if perhaps else ""


def _use(context: Context, core: Core, first: int, after: int) -> DateUse:
    """What a date is said of."""
    words = context.words
    if _of_page(context, core):
        return DateUse.PAGE
    behind = words.letters[after : after + 1]
    place = core.first - 1
    the = place >= 0 and words.letters[place] == "T"
    if the and words.letters[first] == "D":
        place, the = place - 1, False
    letter = words.letters[place] if place >= 0 and not the else ""
    noun = behind == "'" or (behind == "z" and (the or letter == "f"))
    if letter == "O" and words.lower[place - 1 : place] == ["prior"]:
        letter = "b"
    ranged = letter == "F" and core.period is not None and "/" in core.period.edtf
    counted = letter in {"f", "b"} and words.letters[place - 1 : place] in {"U", "P"}
    if (
        letter in _USES
        and not noun
        and not ranged
        and not counted
        and words.lower[place] != "through"
    ):
        return _USES[letter]
    return DateUse.SAID if saying(words, first, core.after) else DateUse.ON


def _of_page(context: Context, core: Core) -> bool:
    """Whether a date is that of the page: a dateline or a stamp."""
    if core.kind is not DateKind.ABSOLUTE or core.period is None or core.period.day is None:
        return False
    words = context.words
    text = words.text
    start, end = words.starts[core.first], words.ends[core.after - 1]
    begin = text.rfind("\n", max(0, start - _LINE), start) + 1
    if begin == 0 and start > _LINE:
        return False
    finish = text.find("\n", end, end + _LINE)
    finish = finish if finish >= 0 else min(len(text), end + _LINE)
    before, behind = text[begin:start], text[end:finish]
    head = before.lower().replace(":", " ").split()
    if len(head) <= _HEAD and _STAMPS.intersection(head):
        return True
    if _PLACE_LINE.fullmatch(before) and _AGENCY.match(behind):
        return True
    if before.isupper() and _PLACE_LINE.fullmatch(before) and _AGENCY_ONLY.match(behind):
        return True
    rest = f"{before} {behind}"
    return len(rest) <= _REST and bool(_STAMP_LINE.fullmatch(rest))
