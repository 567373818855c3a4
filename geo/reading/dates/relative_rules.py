"""Dates relative to the publication: "Tuesday", "last month", "two days ago", "overnight"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geo.reading.dates.core import AMOUNT
from geo.reading.dates.found import DateKind
from geo.reading.dates.lexicon import EDGES, UNITS, WEEKDAYS, word_set
from geo.reading.dates.period_steps import month_after, part_of, step, step_days
from geo.reading.dates.periods import Period, between, on_day, year
from geo.reading.dates.tense import Tense

if TYPE_CHECKING:
    from datetime import date

    from geo.reading.dates.core import Context, Core, Rule

__all__ = ["RELATIVE"]

_WEEK: Final = 7
_SATURDAY: Final = 5
_SUNDAY: Final = 6
_RECENT: Final = {"hour": 1, "day": 7, "week": 35, "month": 150, "year": 1826, "decade": 9131}
_IN_DAYS: Final = {"minute": 0, "hour": 0, "day": 1, "week": 7, "fortnight": 14}
_FAMOUS: Final = word_set("black bloody good easter palm ash super cyber holy maundy red golden")
_RITUALS: Final = word_set("prayer prayers sermon sermons mosque mosques bazaar worship")
_PAPERS: Final = word_set("times telegraph mirror mail express independent")
_ENDED: Final = r"(?=[].,:;)¶&|iusbfjkAT]|$)"
_NOW: Final = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
_THIS: Final = {"this": 0, "last": -1, "past": -1, "next": 1, "coming": 1, "upcoming": 1}


def _now(context: Context, match: re.Match[str]) -> Core | None:
    words, published = context.words, context.published
    word = words.lower[match.end() - 1]
    overnight = word == "overnight"
    if overnight and re.match(r"[jO]?T?[Wd]", words.letters[match.end() : match.end() + 3]):
        return None
    period = None
    if published is not None and overnight:
        before = -1 if context.tense(match) is not Tense.FUTURE else 0
        period = between(
            on_day(step_days(published, before)), on_day(step_days(published, before + 1))
        )
    elif published is not None:
        days = _NOW[word]
        if match["unit"]:
            days += 1 if match["way"] == "f" else -1
        period = on_day(step_days(published, days))
    core = context.core(match, DateKind.PUBLICATION, period)
    core.time = {"overnight": "overnight", "tonight": "night"}.get(word)
    if word == "tomorrow":
        core.future = True
    return core


def _before_last(context: Context, match: re.Match[str]) -> Core:
    """Read "the night before last"."""
    part, published = context.words.lower[match.start("unit")], context.published
    period = None
    if published is not None:
        day = step_days(published, -2)
        night = part == "night" and day is not None
        period = between(on_day(day), on_day(step_days(published, -1))) if night else on_day(day)
    core = context.core(match, DateKind.PUBLICATION, period)
    core.time = part if part in {"night", "evening", "morning", "afternoon"} else None
    return core


def _this_part(context: Context, match: re.Match[str]) -> Core:
    """Read "this morning" and "last night"."""
    published, words = context.published, context.words
    part = words.lower[match.end() - 1]
    period = None
    if published is not None:
        last = words.letters[match.start("mod")] in "lp"
        period = on_day(step_days(published, -1 if last else 0))
        if last and part == "night":
            period = between(period, on_day(published))
    core = context.core(match, DateKind.PUBLICATION, period)
    core.time = part
    return core


def _this_unit(context: Context, match: re.Match[str]) -> Core | None:
    """Read "last month", "this week", "earlier this year", "late last year"."""
    words, published = context.words, context.published
    unit = words.lower[match.end() - 1]
    edge = words.lower[match.start("edge")] if match["edge"] else None
    if published is None:
        return context.core(match, DateKind.PUBLICATION, None)
    modifier = words.lower[match.start("mod")] if match["mod"] else "this"
    way = _THIS[modifier]
    if unit.startswith("weekend"):
        period = _weekend(published, way, match["mod"], context.tense(match))
        return context.core(match, DateKind.PUBLICATION, period)
    period = _unit(published, UNITS.get(unit, ""), way)
    if period is None or unit.endswith("s"):
        return None
    core = context.core(match, DateKind.PUBLICATION, period)
    if edge in {"earlier", "later"} and way == 0:
        core.period, core.future = _so_far(published, period, edge), edge == "later"
    elif edge is not None and edge in EDGES:
        core.period = part_of(period, EDGES[edge])
    elif unit == "week" and way == 0:
        core.period = _so_far(published, period, "later" if core.future else "earlier")
    return core


def _unit(published: date, unit: str, way: int) -> Period | None:
    """The week, month or year that the publication date lies in, or another one."""
    if unit == "week":
        monday = step_days(published, way * _WEEK - published.weekday())
        return between(on_day(monday), on_day(monday and step_days(monday, _SUNDAY)))
    if unit == "month":
        return month_after(published, way)
    return year(published.year + way) if unit == "year" else None


def _so_far(published: date, period: Period, edge: str) -> Period | None:
    """What of a period lies before the publication date, or behind it.

    On a Monday, "earlier this week" reaches back to the Sunday, on which many weeks begin.
    """
    if edge == "later":
        return between(on_day(published), on_day(period.last))
    first = period.first
    if first == published and period.length == _WEEK:
        first = step_days(published, -1)
    return between(on_day(first), on_day(published))


def _weekend(published: date, way: int, modifier: str | None, tense: Tense) -> Period | None:
    """Saturday and Sunday: those that began last, or the coming ones."""
    back = (published.weekday() - _SATURDAY) % _WEEK
    if modifier == "x" or (modifier != "l" and tense is Tense.FUTURE):
        back = -((_SATURDAY - published.weekday()) % _WEEK)
    elif way < 0 and back <= 1:
        back += _WEEK
    saturday = step_days(published, -back)
    sunday = saturday and step_days(saturday, 1)
    if saturday == published and tense is not Tense.FUTURE:
        sunday = saturday
    return between(on_day(saturday), on_day(sunday))


def _window(context: Context, match: re.Match[str]) -> Core | None:
    """Read "in recent weeks", "in the past five years": a time that ends with the publication."""
    words, published = context.words, context.published
    unit = UNITS.get(words.lower[match.end() - 1])
    if unit is None or published is None:
        return context.core(match, DateKind.PUBLICATION, None)
    if match["recent"]:
        start = step_days(published, -_RECENT.get(unit, 9131))
    else:
        _least, most = words.amount(match.start() + 1, match.end() - 1)
        start = _back(published, unit, most)
    period = between(on_day(start), on_day(published))
    if period is not None:
        period = Period(edtf=period.edtf.replace("/", "~/"), first=period.first, last=period.last)
    return context.core(match, DateKind.PUBLICATION, period)


def _back(published: date, unit: str, count: int) -> date | None:
    if unit in _IN_DAYS:
        return step_days(published, -count * _IN_DAYS[unit] or -1)
    found = step(published, unit, -count)
    return found.first if found else None


def _ago(context: Context, match: re.Match[str]) -> Core | None:
    words, published = context.words, context.published
    word = words.lower[match.start("unit")]
    unit = UNITS[word]
    if not match["amount"] and not word.endswith("s"):
        return None
    period = None
    if published is not None:
        at = match.start("unit")
        least, most = words.amount(match.start(), at)
        sign = -1 if match["way"] else 1
        near = step(published, unit, sign * least)
        far = step(published, unit, sign * most)
        period = near if least == most else between(*((far, near) if sign < 0 else (near, far)))
        if period is not None and least != most:
            period = period.marked("~")
    return context.core(match, DateKind.PUBLICATION, period)


def _in_days(context: Context, match: re.Match[str]) -> Core | None:
    """Read "in two weeks", said of the future; otherwise it is a duration."""
    if context.tense(match) is not Tense.FUTURE:
        return None
    core = _ago(context, match)
    if core is not None:
        core.first += 1
    return core


def _weekday(context: Context, match: re.Match[str]) -> Core | None:
    words, published = context.words, context.published
    at = match.start("w")
    after = words.lower[at + 1 : at + 2]
    if words.lower[at - 1 : at] and words.lower[at - 1] in _FAMOUS:
        return None
    if after and after[0] in _PAPERS:
        return None
    if after and after[0] in _RITUALS:
        return context.core(match, DateKind.RECURRING, None)
    if published is None:
        return context.core(match, DateKind.PUBLICATION, None)
    number = WEEKDAYS[words.lower[at]]
    modifier = match["mod"] or ""
    back = (published.weekday() - number) % _WEEK
    if match["week"]:
        way = _THIS.get(words.lower[match.start("week")], 0)
        back = published.weekday() - number - way * _WEEK
    elif "x" in modifier:
        back = back - _WEEK
    elif modifier in {"l", "p"}:
        back = back or _WEEK
    elif context.tense(match) is Tense.FUTURE or words.lower[at - 2 : at] == ["ahead", "of"]:
        back = back and back - _WEEK
    return context.core(
        match, DateKind.PUBLICATION, on_day(step_days(published, -back)), doubt=modifier == "l"
    )


def _day_alone(context: Context, match: re.Match[str]) -> Core | None:
    """Read "on the 13th", "on the night of the 13th of last month": the last such day."""
    words, published = context.words, context.published
    if published is None:
        return context.core(match, DateKind.PUBLICATION, None)
    if match["mod"] and words.lower[match.end() - 1] != "month":
        return None
    ways = {"l": (-1,), "t": (0,), None: range(-2, 3)}[match["mod"]]
    number = words.number(match.start("o"))
    days = [day for way in ways if (day := _in_month(month_after(published, way), number))]
    if match["mod"] is None and context.tense(match) is Tense.FUTURE:
        days = [day for day in days if day >= published]
    elif match["mod"] is None:
        days = [day for day in days if day <= published][::-1]
    return context.core(match, DateKind.PUBLICATION, on_day(days[0])) if days else None


def _in_month(month: Period | None, number: int) -> date | None:
    """A day of a month by its number; None where the month is too short."""
    first = month.first if month else None
    day = step_days(first, number - 1) if first else None
    return day if first and day and day.month == first.month else None


def _each(context: Context, match: re.Match[str]) -> Core:
    return context.core(match, DateKind.RECURRING, None)


RELATIVE: Final[tuple[Rule, ...]] = tuple(
    (re.compile(pattern), rule)
    for pattern, rule in (
        (rf"(?:(?<=j)|(?<=Pv)|(?<=[Uu]v)|(?<=u))T(?P<o>o)(?:v(?P<mod>[lt])U|{_ENDED})", _day_alone),
        (r"X[dqo]?(?:[WUPKM])P?", _each),
        (r"[JV]", _each),
        (r"(?:T?(?P<unit>U)(?P<way>[bf]))?N", _now),
        (r"T(?P<unit>[UP])bl(?![UKWMmS])", _before_last),
        (r"(?P<mod>[ltp])P", _this_part),
        (r"(?P<w>W)(?=P?v?[ltx]U)(?P<mod>(?!))?(?P<part>P)?v?(?P<week>[ltx])U", _weekday),
        (r"(?:(?P<edge>[re])(?:i|j)?)?(?P<mod>[ltx])[UK]", _this_unit),
        (r"(?P<edge>E)v(?P<mod>[ltx])U", _this_unit),
        (r"(?P<edge>r)iT(?P<mod>(?!))?U", _this_unit),
        (r"(?P<edge>(?!))?(?P<mod>(?!))?K", _this_unit),
        (r"(?:(?P<recent>R)|l(?:[qdn]v?A?|Aqv?)?)U(?!v)", _window),
        (rf"{AMOUNT}(?P<unit>U)(?P<way>a)", _ago),
        (rf"i{AMOUNT}(?P<unit>U)(?P<way>(?!))?", _in_days),
        (r"(?P<mod>tx|[ltxp])?(?P<w>W)(?P<week>(?!))?", _weekday),
        (r"(?<=j)(?P<mod>(?!))?(?P<w>w)\.?(?P<week>(?!))?", _weekday),
    )
)
"""Patterns over the letters with what reads them, in the order they are tried."""
