"""Distances in figures and in words: "50-60 km", "three or four kilometres", "a dozen miles"."""

from __future__ import annotations

import re

from gazetteer.relation.model import Distance

__all__ = ["DISTANCE", "read_distance"]

_ONES = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
_TIMES = {"dozen": 12, "hundred": 100, "thousand": 1000}
_LOOSE = {
    "a couple of": (2, 3), "a couple": (2, 3), "a few": (2, 5), "few": (2, 5), "several": (2, 9),
    "a few dozen": (24, 60), "several dozen": (24, 96), "dozens of": (20, 100), "tens of": (10, 99),
    "scores of": (40, 100), "a few hundred": (200, 500), "several hundred": (200, 900),
    "hundreds of": (100, 900), "half a dozen": (5, 7), "a dozen": (10, 14), "half a": (0.4, 0.6),
    "a half": (0.4, 0.6), "a": (0.5, 1.5), "an": (0.5, 1.5), "thousands of": (1000, 9000),
}  # fmt: skip
_UNITS = (
    ("nautical|nmi", 1852.0),
    ("k", 1000.0),
    ("mile|mi", 1609.344),
    ("yard", 0.9144),
    ("m", 1.0),
)
_HEDGES = {
    "about": "wide", "around": "wide", "approximately": "wide", "approx.": "wide", "some": "wide",
    "roughly": "wide", "an estimated": "wide", "more than": "over", "over": "over",
    "at least": "over", "less than": "under", "under": "under", "up to": "under",
    "within": "under", "as far as": "under", "nearly": "almost", "almost": "almost",
    "just under": "almost", "just over": "", "just": "", "only": "", "barely": "",
    "no more than": "under", "not more than": "under", "fewer than": "under",
    "a little over": "", "as little as": "", "as much as": "under", "between": "", "from": "",
}  # fmt: skip

_WORD = "|".join(sorted({*_ONES, *_TENS, *_TIMES}, key=len, reverse=True))
_FIRST = "|".join(sorted({*_ONES, *_TENS}, key=len, reverse=True))
_FEW = "|".join(sorted(_LOOSE, key=len, reverse=True))
_NUMBER = (
    rf"(?:\d{{1,3}}(?:,\d{{3}})+(?:\.\d{{1,3}})?|\d{{1,6}}(?:\.\d{{1,3}})?"
    rf"|(?:a (?:{_WORD})|{_FIRST})(?:[ -](?:and )?(?:{_WORD})){{0,4}}(?: and a half)?|(?:{_FEW}))"
)
_UNIT = (
    r"(?:nautical miles?|nmi|km/s|kms?|kilomet(?:er|re)s?|miles?|mi|met(?:er|re)s?|yards?|m)"
    r"(?![a-z0-9/])\.?"
)
_HEDGE = "|".join(re.escape(word) for word in sorted(_HEDGES, key=len, reverse=True))
DISTANCE = (
    rf"(?<![\w.,])(?:(?:{_HEDGE}) ){{0,2}}{_NUMBER}"
    rf"(?: ?(?:-|to|or|and) ?{_NUMBER})?[ -]?{_UNIT}(?: ?\([^()]{{1,40}}\))?"
)
"""Pattern of a distance in lower case, single-spaced, with hyphens for dashes; has no groups."""

_PARTS = re.compile(
    rf"(?P<hedge>(?:(?:{_HEDGE}) ){{0,2}})(?P<low>{_NUMBER})"
    rf"(?: ?(?:-|to|or|and) ?(?P<high>{_NUMBER}))?[ -]?(?P<unit>{_UNIT})"
)
_SHARE, _WIDE_SHARE = 0.15, 0.30


def read_distance(text: str) -> Distance | None:
    """Read a distance.

    Parameters
    ----------
    text
        Words that `DISTANCE` matches.

    Returns
    -------
    Distance or None
        With what the rounding of the figure and words such as "about" leave open; None where
        nothing is said, or a distance of nothing.
    """
    parts = _PARTS.match(text)
    if parts is None:
        return None
    unit_m = next(metres for start, metres in _UNITS if re.match(start, parts["unit"]))
    hedges = {sense for word, sense in _HEDGES.items() if f" {word} " in f" {parts['hedge']} "}
    low, slack = _bounds(parts["low"], wide="wide" in hedges)
    high = _bounds(parts["high"] or parts["low"], wide="wide" in hedges)[0]
    least, most = min(low[0], high[0]), max(low[1], high[1])
    if "over" in hedges:
        least, most = least + slack, 1.5 * most
    elif "under" in hedges:
        least = 0.0
    elif "almost" in hedges:
        least = 0.8 * least
    if not 0.0 < most * unit_m < 20_000_000:  # noqa: PLR2004 - half way round the Earth
        return None
    return Distance(low_m=max(least, 0.0) * unit_m, high_m=most * unit_m, text=text)


def _bounds(words: str, *, wide: bool) -> tuple[tuple[float, float], float]:
    """The least and the most that a number stands for, and its slack."""
    if words in _LOOSE:
        return _LOOSE[words], 0.0
    number = _number(words)
    least = 0.5 if number == int(number) else 0.05
    slack = max((_WIDE_SHARE if wide else _SHARE) * number, min(least, number / 2))
    return (number - slack, number + slack), slack


def _number(words: str) -> float:
    """A number in figures or in words."""
    if words[0].isdigit():
        return float(words.replace(",", ""))
    half = words.endswith(" and a half")
    total, group = 0, 0
    for word in re.split(r"[ -]", words.removesuffix(" and a half")):
        if word in _TIMES:
            group = max(group, 1) * _TIMES[word]
            if word == "thousand":
                total, group = total + group, 0
        else:
            group += _ONES.get(word, 0) + _TENS.get(word, 0)
    return total + group + 0.5 * half
