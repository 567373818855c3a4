"""Dates of the calendar with names: "January 17", "16-18 January 2024", "in 2019"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geo.reading.dates.found import DateKind, DateUse
from geo.reading.dates.lexicon import HIJRI, MONTHS, SEASONS, WEEKDAYS
from geo.reading.dates.numeric_rules import NUMERIC, calendar_date
from geo.reading.dates.period_steps import month_after, step_days
from geo.reading.dates.periods import (
    between,
    decade,
    either,
    month,
    on_day,
    season,
    since,
    until,
    year,
)
from geo.reading.dates.solar_hijri import from_solar_hijri, solar_hijri_year
from geo.reading.dates.tense import Tense
from geo.reading.dates.words import CLOCK

if TYPE_CHECKING:
    from datetime import date

    from geo.reading.dates.core import Context, Core, Rule
    from geo.reading.dates.periods import Period
    from geo.reading.dates.words import DateWords

__all__ = ["CALENDAR"]

_YEARS: Final = range(1500, 2101)
_HIJRI_YEARS: Final = range(1178, 1634)
_MONTHS_IN_YEAR: Final = 12
_SOON: Final = 30
_SLIP: Final = 2
_PREFIXES: Final = frozenset(["pre", "post", "mid"])
_PLAIN_HIJRI: Final = HIJRI.keys() - {
    "hamal", "sawr", "saur", "jawza", "tir", "saratan", "asad", "mehr", "sunbula", "mizan",
    "aqrab", "qaws", "dei", "jadi", "dalw", "hut",
}  # fmt: skip
_SHARES: Final = frozenset(["half", "quarter", "third", "rest", "most", "summer", "months"])
_NOUN_AFTER: Final = frozenset("vuGyF")
_WEEKDAY = r"(?:(?P<w>[Ww])\.?(?:(?P<open>\()|,?j?T?))?"
_CLOSED = r"(?(open)\)?)"
_CLOCKED = rf"(?:,?{CLOCK}z?(?=,?Y))?"


def _named(context: Context, match: re.Match[str]) -> Core | None:
    """A day with the name of its month, or two days of one month."""
    words = context.words
    at = match.start("m")
    written = match.start("y") if match["y"] else None
    in_year = _full_year(context, written) if written is not None else None
    hijri = words.letters[at] == "h"
    if in_year is not None and in_year not in (_HIJRI_YEARS if hijri else _YEARS):
        return None
    if hijri and in_year is None and not _is_hijri(words, at):
        return None
    last_at = match.start("e")
    around = (
        words.letters[match.start() - 1 : match.start()],
        words.letters[match.end() : match.end() + 1],
    )
    if not hijri and match.start() == at and in_year is None and around == ("i", "z"):
        core = context.core(
            match, DateKind.ABSOLUTE, _month_near(context, match, MONTHS[words.lower[at]], None)
        )
        core.after = at + 1
        return core
    last = _dated(context, match, at, words.number(last_at), in_year)
    if match["d"] is None or last is None or last.day is None:
        return context.core(match, DateKind.ABSOLUTE, _on_weekday(context, match, last, in_year))
    earlier = last.day.replace(day=1)
    number = words.number(match.start("d"))
    if hijri:
        first = _dated(context, match, at, number, in_year)
    else:
        first = on_day(calendar_date(earlier.year, earlier.month, number))
    together = match["to"] != "&" or words.letters[match.start() - 1 : match.start()] == "B"
    if not together and last.day != (first and first.day and step_days(first.day, 1)):
        core = context.core(match, DateKind.ABSOLUTE, last)
        core.first = last_at if match.start() == match.start("d") else match.start()
        return core
    join = either if match["to"] == "|" else between
    period = join(first, last)
    return context.core(match, DateKind.ABSOLUTE, period) if period else None


def _is_hijri(words: DateWords, at: int) -> bool:
    """Whether a word can be a month without its year, and is not the name of somebody."""
    name = words.lower[at]
    return name in _PLAIN_HIJRI and not words.text[words.starts[at]].islower()


def _full_year(context: Context, at: int) -> int:
    """A year as written; of two digits, the last that is not after the next year."""
    number = context.words.number(at)
    if len(context.words.lower[at]) != len("89"):
        return number
    latest = context.published.year + 1 if context.published else 2069
    return latest - (latest - number) % 100


def _dated(
    context: Context, match: re.Match[str], at: int, day: int, in_year: int | None
) -> Period | None:
    """A day of a named month, the year from the publication date where it is not written."""
    name = context.words.lower[at]
    if context.words.letters[at] == "h":
        number = HIJRI[name]
        if in_year is None:
            if context.published is None or context.published.year not in range(1800, 2250):
                return None
            near = solar_hijri_year(context.published)
            days = (from_solar_hijri(near - back, number, day) for back in range(6))
            told = (found for found in days if found and found <= context.published)
            return on_day(next(told, None))
        return on_day(from_solar_hijri(in_year, number, day))
    number = MONTHS[name]
    if in_year is not None:
        return on_day(calendar_date(in_year, number, day))
    return on_day(_near(context, match, number, day))


def _near(context: Context, match: re.Match[str], number: int, day: int) -> date | None:
    """A day and month in the year that a report of the publication date means."""
    published = context.published
    if published is None:
        return None
    years = range(max(1, published.year - 8), min(9999, published.year + 8) + 1)
    days = [found for in_year in years if (found := calendar_date(in_year, number, day))]
    before = [found for found in days if found <= published]
    behind = [found for found in days if found > published]
    if not before or not behind:
        return next(iter(before[-1:] or behind[:1]), None)
    ahead = (behind[0] - published).days
    tense = context.tense(match)
    limits = {Tense.PAST: _SLIP, Tense.NONE: _SOON, Tense.FUTURE: 366 * 8}
    deadline = context.words.letters[max(0, match.start() - 1) : match.start()] in {"u", "b"}
    limit = max(limits[tense], 183) if deadline else limits[tense]
    return behind[0] if ahead <= limit and before[-1] != published else before[-1]


def _on_weekday(
    context: Context, match: re.Match[str], period: Period | None, in_year: int | None
) -> Period | None:
    """Let the day of the week that is written beside a date choose its year, or doubt it."""
    if match["w"] is None or period is None or period.day is None:
        return period
    wanted = WEEKDAYS[context.words.lower[match.start("w")]]
    if period.day.weekday() == wanted:
        return period
    if in_year is None and context.words.letters[match.start("m")] != "h":
        for years in (-1, 1):
            other = calendar_date(period.day.year + years, period.day.month, period.day.day)
            if other is not None and other.weekday() == wanted:
                return on_day(other)
    return period.marked("?")


def _month_year(context: Context, match: re.Match[str]) -> Core | None:
    words = context.words
    in_year = words.number(match.start("y"))
    if in_year not in _YEARS:
        return None
    period = month(in_year, MONTHS[words.lower[match.start("m")]])
    if match["a"]:
        period = between(month(in_year, MONTHS[words.lower[match.start("a")]]), period)
    return context.core(match, DateKind.ABSOLUTE, period) if period else None


def _month(context: Context, match: re.Match[str]) -> Core | None:
    """A month alone: the last one of that name, or the next after "will"."""
    words = context.words
    at = match.start("m")
    modifier = match["mod"]
    before = words.letters[match.start() - 1 : match.start()]
    if before == "T" and words.letters[match.end() : match.end() + 1] not in {"z", "r"}:
        return None
    if words.letters[at] == "m" and not modifier and before not in set("isue"):
        return None
    if words.lower[at - 1] == "by" and words.lower[at] == "may":
        return None
    period = _month_near(context, match, MONTHS[words.lower[at]], modifier)
    return context.core(match, DateKind.ABSOLUTE, period)


def _month_near(
    context: Context, match: re.Match[str], number: int, modifier: str | None
) -> Period | None:
    """The month of a name that a report of the publication date means."""
    published = context.published
    if published is None:
        return None
    back = (published.month - number) % _MONTHS_IN_YEAR
    if modifier == "l" and back == 0:
        back = _MONTHS_IN_YEAR
    future = modifier == "x" or (modifier != "l" and context.tense(match) is Tense.FUTURE)
    if future and (back or modifier == "x"):
        back -= _MONTHS_IN_YEAR
    return month_after(published, -back)


def _years(context: Context, match: re.Match[str]) -> Core | None:
    words = context.words
    one, written = words.number(match.start("y")), words.lower[match.end() - 1]
    two = int(written)
    if len(written) == len("88"):
        two += one - one % 100
    if not words.glued(*match.span()) or one not in _YEARS or two not in _YEARS or two <= one:
        return None
    period = between(year(one), year(two))
    return context.core(match, DateKind.ABSOLUTE, period) if period else None


def _year(context: Context, match: re.Match[str]) -> Core | None:
    """A year alone, where what stands around it does not make it a number of things."""
    words, at = context.words, match.start("y")
    before, behind = words.letters[at - 1 : at], words.letters[at + 1 : at + 2]
    number, followed = words.number(at), behind in {"z", "U", "E"}
    last = words.ends[at]
    decimal = (
        words.text[last : last + 1] in {",", "."} and words.text[last + 1 : last + 2].isdecimal()
    )
    far = number not in range(1800, (context.published.year if context.published else 2070) + 31)
    if (
        number not in _YEARS
        or decimal
        or (before == "-" and words.lower[at - 2] not in _PREFIXES)
        or (before == "T" and not followed)
        or (before == "(" and behind != ")")
        or (followed and (far or (before in _NOUN_AFTER and words.lower[at - 2] not in _SHARES)))
    ):
        return None
    core = context.core(match, DateKind.ABSOLUTE, year(number))
    bounds = {"pre": until, "post": since}
    bound = bounds.get(words.lower[at - 2]) if before == "-" else None
    if bound is not None and core.period is not None:
        core.use = DateUse.UNTIL if bound is until else DateUse.SINCE
        core.period = bound(core.period)
    return core


def _decade(context: Context, match: re.Match[str]) -> Core:
    number = int(context.words.lower[match.start()][:4])
    return context.core(match, DateKind.ABSOLUTE, decade(number))


def _season(context: Context, match: re.Match[str]) -> Core | None:
    words, published = context.words, context.published
    code = SEASONS[words.lower[match.start("s")]]
    if match["y"]:
        period = season(words.number(match.start("y")), code)
    elif published is None:
        period = None
    else:
        near = (season(published.year - back, code) for back in (-1, 0, 1, 2))
        known = [found for found in near if found and found.first and found.last]
        if match["mod"] == "x":
            told = [found for found in reversed(known) if found.first and found.first > published]
        elif match["mod"] == "l":
            told = [found for found in known if found.last and found.last < published]
        else:
            told = [found for found in known if found.first and found.first <= published]
        period = told[0] if told else None
    return context.core(match, DateKind.ABSOLUTE, period)


def _rules() -> tuple[Rule, ...]:
    two = r"(?:(?P<d>[do])(?P<to>[-O&|u])T?)?(?P<e>[do])"
    never = "(?!)"
    one = rf"(?P<d>{never})?(?P<to>{never})?(?P<e>[do])"
    alone = r"(?:(?<=[isuFBevbfyO])|(?<=iT)|(?<=-)|(?<=T)|(?<=B[Mm]&))"
    year_after = r"(?:\.?,?(?P<y>Y))?"
    return tuple(
        (re.compile(pattern), rule)
        for pattern, rule in (
            (rf"{_WEEKDAY}{two}(?P<m>[Mm])\.?(?P<y>n)(?=[(-]){_CLOSED}", _named),
            (rf"{_WEEKDAY}{two}v?(?P<m>[Mmh]){year_after}{_CLOSED}", _named),
            (rf"{_WEEKDAY}{two}v?(?P<m>[Mmh])(?P<y>{never})?{_CLOSED}", _named),
            (rf"{_WEEKDAY}(?P<m>[Mmh])\.?T?{two}{_CLOCKED}{year_after}{_CLOSED}(?!:)", _named),
            (rf"{_WEEKDAY}(?P<m>[Mmh])\.?T?{one}(?P<y>{never})?{_CLOSED}(?!:)", _named),
            (r"(?:(?P<a>[Mm])(?P<to>[-O&])T?)?(?P<m>[Mm])\.?,?v?T?(?P<y>Y)", _month_year),
            (rf"{alone}(?P<mod>[ltxp])?(?P<m>[Mm])(?!\.?[doY])", _month),
            (r"(?P<mod>[ltxp])(?P<m>[Mm])(?!\.?[doY])", _month),
            (r"(?P<mod>)?(?P<m>M)(?=')", _month),
            (r"(?P<mod>[ltxp])?(?P<s>S)v?T?(?P<y>Y)", _season),
            (r"(?P<y>Y)-(?P<z>[Ydn])", _years),
            (r"(?:(?<=[isuFBvbfeyGT(-])|(?<=[iFB]Y[O&u|]))(?P<y>Y)", _year),
            (r"D", _decade),
            (r"(?:(?P<mod>[ltx])|(?<=iT)|(?<=yT))(?P<s>S)(?P<y>)?", _season),
        )
    )


CALENDAR: Final = (*NUMERIC, *_rules())
"""Patterns over the letters with what reads them, in the order they are tried."""
