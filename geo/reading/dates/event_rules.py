"""Dates relative to what is told: "a day after the strike", "two days later"; durations, times."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geo.reading.dates.core import AMOUNT, Core, Shift
from geo.reading.dates.found import DateKind
from geo.reading.dates.lexicon import UNITS, word_set
from geo.reading.dates.words import CLOCK

if TYPE_CHECKING:
    from geo.reading.dates.core import Context, Rule

__all__ = ["EVENTS"]

_SOON: Final = word_set("shortly soon immediately moments right minutes just almost")
_PARTS: Final = word_set("night morning afternoon evening dawn dusk noon midday midnight")
_STOPS: Final = frozenset(".,;:)¶'")
_AGES: Final = frozenset(["old", "aged", "age"])


def _shift(context: Context, match: re.Match[str], sign: int, *, ahead: bool) -> Shift | None:
    """The step that an amount and a unit make."""
    at = match.start("unit")
    word = context.words.lower[at]
    if not match["amount"] and not word.endswith("s"):
        return None
    least, most = context.words.amount(match.start(), at)
    unit = UNITS[word]
    return Shift(least=sign * least, most=sign * most, unit=unit, ahead=ahead)


def _told(context: Context, match: re.Match[str], shift: Shift | None) -> Core | None:
    if shift is None:
        return None
    core = context.core(match, DateKind.EVENT, None)
    core.shift = shift
    return core


def _after(context: Context, match: re.Match[str]) -> Core | None:
    """Read "a day after X"; without an X, as in "the day before", it counts from what was told."""
    way = context.words.letters[match.start("way")]
    sign = -1 if way == "b" else 1
    next_letter = context.words.letters[match.end() : match.end() + 1]
    ahead = next_letter not in _STOPS and next_letter != ""
    if match["the"]:
        word = context.words.lower[match.start("unit")]
        unit = UNITS.get(word, "day")
        one = Shift(least=sign, most=sign, unit=unit, ahead=ahead)
        core = _told(context, match, None if word.endswith("s") else one)
        if core is not None and word in _PARTS:
            core.time = word
        return core
    return _told(context, match, _shift(context, match, sign, ahead=ahead))


def _soon_after(context: Context, match: re.Match[str]) -> Core | None:
    word = context.words.lower[match.start()]
    if word not in _SOON:
        return None
    next_letter = context.words.letters[match.end() : match.end() + 1]
    ahead = next_letter not in _STOPS and next_letter != ""
    return _told(context, match, Shift(least=0, most=0, unit="hour", ahead=ahead))


def _later(context: Context, match: re.Match[str]) -> Core | None:
    sign = -1 if context.words.lower[match.end() - 1] == "earlier" else 1
    return _told(context, match, _shift(context, match, sign, ahead=False))


def _days_on(context: Context, match: re.Match[str]) -> Core | None:
    """Read "Three days on, …": three days after what was told."""
    unit = UNITS[context.words.lower[match.start("unit")]]
    return _later(context, match) if unit in {"day", "week"} else None


def _next(context: Context, match: re.Match[str]) -> Core | None:
    """Read "the following day", "the previous night", "that day"."""
    words = context.words
    word = words.lower[match.end() - 1]
    unit = UNITS.get(word, "day")
    letter = words.letters[match.start("mod")]
    if word.endswith("s") or unit in {"minute", "hour"}:
        return None
    if letter == "x" and unit != "day":
        return None
    count = {"g": 1, "x": 1, "p": -1, "H": 0, "T": 0}[letter]
    if letter in "HT" and unit != "day":
        return None
    core = _told(context, match, Shift(least=count, most=count, unit=unit, ahead=False))
    if core is not None and word in _PARTS:
        core.time = word
    return core


def _duration(context: Context, match: re.Match[str]) -> Core | None:
    words = context.words
    if _AGES.intersection(words.lower[match.end() : match.end() + 2]):
        return None
    if _AGES.intersection(words.lower[max(0, match.start() - 2) : match.start()]):
        return None
    return context.core(match, DateKind.DURATION, None)


def _time(context: Context, match: re.Match[str]) -> Core:
    words = context.words
    core = context.core(match, DateKind.TIME, None)
    begin, end = words.starts[match.start("at")], words.ends[match.end() - 1]
    core.time = words.text[begin:end].lower()
    return core


EVENTS: Final[tuple[Rule, ...]] = tuple(
    (re.compile(pattern), rule)
    for pattern, rule in (
        (r"r?(?:tT?|T)?(?P<mod>[gxp])[UP]", _next),
        (r"r?i?T?(?P<mod>H)[UP]", _next),
        (r"ri(?P<mod>T)U", _next),
        (rf"(?P<the>(?!))?{AMOUNT}(?P<unit>U)(?P<way>[bf])", _after),
        (r"(?P<the>T)(?P<amount>(?!))?(?P<unit>[UP])(?P<way>[bf])", _after),
        (rf"{AMOUNT}(?P<unit>U)r", _later),
        (rf"{AMOUNT}(?P<unit>U)j(?=,)", _days_on),
        (r"zf", _soon_after),
        (r"[dnqA]v?-U(?!-)|(?:[Aq]*[qdn]v?A?|A)U", _duration),
        (r"(?<=y)T?U", _duration),
        (rf"(?P<at>{CLOCK})", _time),
        (r"(?:(?<=k)|(?<=iT)|(?<=y)|(?<=i))(?P<at>P)", _time),
    )
)
"""Patterns over the letters with what reads them, in the order they are tried."""
