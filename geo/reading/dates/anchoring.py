"""What dates relative to an event count from, and what they come to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.reading.dates.found import Anchor, DateFound, DateKind, DateUse
from geo.reading.dates.period_steps import step, step_days
from geo.reading.dates.periods import Period, between, either, on_day

if TYPE_CHECKING:
    from geo.reading.dates.core import Context, Core, Shift

__all__ = ["anchored"]

_LONGEST: Final = 25
_NEAR: Final = 8
_TOLD: Final = 600
_BREAKS: Final = frozenset(".,;:)¶")
_ENDS: Final = frozenset(".¶")
_CLAUSES: Final = frozenset(["which", "who", "while", "when", "but", "although", "–", "—"])
_BESIDE: Final = ("", ",", "-", "(")
_SPAN: Final = 2
_SPEECH: Final = 3
_IN_DAYS: Final = {
    "minute": 0,
    "hour": 0,
    "day": 1,
    "week": 7,
    "fortnight": 14,
    "month": 30,
    "year": 365,
}
_THE_DAY: Final = ["in", "the", "day"]
_NOW: Final = frozenset(["today", "tonight", "yesterday", "tomorrow", "morning", "overnight"])


def anchored(context: Context, cores: list[Core]) -> list[DateFound]:
    """Turn what was read into what is found, with anchors and their dates.

    "A day after X" counts from X, where a date stands in X; "on Friday, a day after X" has the
    date of Friday and tells that of X. "A day later" counts from the last day told before it.

    Parameters
    ----------
    context
        What was read.
    cores
        Dates in the order of the text.

    Returns
    -------
    list of DateFound
        The same dates, whole.
    """
    found: list[DateFound] = []
    told: list[tuple[Core, DateFound]] = []
    words = context.words
    for place, core in enumerate(cores):
        anchor: Anchor | None = None
        shift = core.shift
        if shift is not None and shift.ahead:
            anchor = _ahead(context, cores, place, shift)
        elif shift is not None:
            anchor = _told(context, core, shift, told)
            if anchor is None and words.lower[core.after - 3 : core.after] == _THE_DAY:
                core.kind, core.period = DateKind.PUBLICATION, on_day(context.published)
        elif told and words.quoted(core.first):
            _spoken(context, core, *told[-1])
        date_found = _whole(context, core, anchor)
        found.append(date_found)
        if _counts(core):
            told.append((core, date_found))
    return found


def _counts(core: Core) -> bool:
    """Whether later words such as "a day later" can count from a date."""
    period = core.period
    return (
        period is not None
        and period.length is not None
        and period.length <= _SPAN
        and core.use in {DateUse.ON, DateUse.SAID}
    )


def _ahead(context: Context, cores: list[Core], place: int, shift: Shift) -> Anchor:
    """The clause after "after" or "before", with the date it holds or the one it follows from."""
    core, words = cores[place], context.words
    stop = _clause(context, core.after)
    within = next(
        (
            other
            for other in cores[place + 1 : place + 4]
            if other.first < min(stop, core.after + _NEAR)
            and (_counts(other) or shift.unit in {"month", "year"})
        ),
        None,
    )
    start, end = words.starts[core.after], words.ends[stop - 1]
    when = None
    if within is not None and within.period is not None:
        core.period = _moved(within.period, shift, 1)
        when = within.period
    elif place and _beside(context, cores[place - 1], core) and _counts(cores[place - 1]):
        own = cores[place - 1].period
        if own is not None and cores[place - 1].use is DateUse.ON:
            core.period, when = own, _moved(own, shift, -1)
    text = words.text[start:end]
    return Anchor(start=start, end=end, text=text, when=when.when(text) if when else None)


def _clause(context: Context, first: int) -> int:
    """The word after the last of a clause; what stands in brackets belongs to it."""
    words, stop, inside = context.words, first, False
    limit = min(len(words.lower), first + _LONGEST)
    while stop < limit:
        letter = words.letters[stop]
        closes = inside and letter == ")"
        if not closes and (letter in _BREAKS or words.lower[stop] in _CLAUSES):
            break
        inside = letter == "(" or (inside and not closes)
        stop += 1
    return max(stop, min(first + 1, len(words.lower)))


def _beside(context: Context, one: Core, other: Core) -> bool:
    """Whether a date stands right before another, as in "on Friday, a day after"."""
    gap = context.words.letters[one.after : other.first].rstrip("G")
    return gap in _BESIDE


def _told(
    context: Context, core: Core, shift: Shift, told: list[tuple[Core, DateFound]]
) -> Anchor | None:
    """The last day told before."""
    starts = context.words.starts
    near = [pair for pair in told[-4:] if starts[core.first] - pair[1].end <= _TOLD]
    if not near:
        return None
    happened = [pair for pair in near if pair[0].use is DateUse.ON]
    last = near[-1][0]
    own = not _ENDS.intersection(context.words.letters[last.after : core.first])
    other, found = near[-1] if own else (happened or near)[-1]
    if other.period is not None:
        core.period = _moved(other.period, shift, 1)
    day = core.period.day if core.period else None
    if core.time == "night" and day is not None:
        core.period = between(on_day(day), on_day(step_days(day, 1))) or core.period
    return Anchor(start=found.start, end=found.end, text=found.text, when=found.when)


def _spoken(context: Context, core: Core, other: Core, found: DateFound) -> None:
    """Let "today" in a quotation be the day told before it, or that of the report."""
    words = context.words
    if not _NOW.intersection(words.lower[core.first : core.after]):
        return
    day = core.period.day if core.period else None
    told = other.period.day if other.period else None
    if day is None or told is None or context.published is None:
        return
    back = context.published - told
    if words.starts[core.first] - found.end <= _TOLD and 0 < back.days <= _SPEECH:
        core.period = either(on_day(step_days(day, -back.days)), core.period)


def _moved(period: Period, shift: Shift, sign: int) -> Period | None:
    """A period some steps away."""
    if period.first is None or period.last is None:
        return None
    least, most = sorted((sign * shift.least, sign * shift.most))
    if least == most == 0:
        return period if shift.unit == "day" else period.marked("~")
    first, last = step(period.first, shift.unit, least), step(period.last, shift.unit, most)
    if shift.unit == "day" and least != most and first is not None:
        first = first.marked("~")
    return between(first, last)


def _whole(context: Context, core: Core, anchor: Anchor | None) -> DateFound:
    """What is found, from what was read."""
    words = context.words
    start, end = words.starts[core.first], words.ends[core.after - 1]
    quoted = words.quoted(core.first)
    period = core.period
    today = _NOW.intersection(words.lower[core.first : core.after])
    if quoted and today and period is not None and period.edtf[0] != "[":
        period = period.marked("?")
    text = words.text[start:end]
    shift = core.shift
    offset = None
    if shift is not None and anchor is not None and shift.least == shift.most:
        days = _IN_DAYS.get(shift.unit)
        offset = None if days is None else shift.least * days
    return DateFound(
        start=start,
        end=end,
        text=text,
        kind=core.kind,
        use=core.use,
        when=period.when(text) if period is not None else None,
        anchor=anchor,
        offset=offset,
        time=core.time,
        future=core.future,
        quoted=quoted,
    )
