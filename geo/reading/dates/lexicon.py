"""The words that dates are made of."""

from __future__ import annotations

from typing import Final

__all__ = [
    "AMOUNTS",
    "EDGES",
    "HIJRI",
    "LETTERS",
    "MONTHS",
    "SEASONS",
    "UNITS",
    "VAGUE",
    "WEEKDAYS",
    "word_set",
]

MONTHS: Final[dict[str, int]] = {
    name: number
    for number, names in enumerate(
        [
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sep sept",
            "october oct",
            "november nov",
            "december dec",
        ],
        1,
    )
    for name in names.split()
}
"""Months by name and short name."""
HIJRI: Final[dict[str, int]] = {
    name: number
    for number, names in enumerate(
        [
            "farvardin farwardin hamal فروردین حمل",
            "ordibehesht sawr saur اردیبهشت ثور",
            "khordad jawza خرداد جوزا",
            "tir saratan تیر سرطان",
            "mordad amordad asad مرداد اسد",
            "shahrivar shahrivar sunbula شهریور سنبله",
            "mehr mizan مهر میزان",
            "aban aqrab آبان عقرب",
            "azar qaws آذر قوس",
            "dey dei دی جدی jadi",
            "bahman dalw بهمن دلو",
            "esfand hut اسفند حوت",
        ],
        1,
    )
    for name in names.split()
}
"""Solar Hijri months, Iranian and Afghan."""
WEEKDAYS: Final[dict[str, int]] = {
    name: number
    for number, names in enumerate(
        [
            "monday mon",
            "tuesday tue tues",
            "wednesday wed",
            "thursday thu thur thurs",
            "friday fri",
            "saturday sat",
            "sunday sun",
        ]
    )
    for name in names.split()
}
"""Days of the week, Monday 0."""
UNITS: Final[dict[str, str]] = {
    "century": "century",
    "centuries": "century",
    **{
        unit + end: unit
        for unit in ("minute", "hour", "day", "week", "month", "year", "decade")
        for end in ("", "s")
    },
    "night": "day",
    "nights": "day",
    "fortnight": "fortnight",
}
"""Units of time; a night counts as a day."""
SEASONS: Final[dict[str, int]] = {
    "spring": 21,
    "summer": 22,
    "autumn": 23,
    "fall": 23,
    "winter": 24,
}
"""Seasons with their EDTF codes."""
EDGES: Final[dict[str, str]] = {
    "early": "early",
    "earlier": "early",
    "beginning": "early",
    "start": "early",
    "mid": "mid",
    "middle": "mid",
    "late": "late",
    "later": "late",
    "end": "late",
}
"""Words for the parts of a month or a year."""
_NUMBERS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
)
AMOUNTS: Final[dict[str, tuple[int, int]]] = {
    **{word: (number, number) for number, word in enumerate(_NUMBERS.split(), 1)},
    "a": (1, 1),
    "an": (1, 1),
    "thirty": (30, 30),
    "forty": (40, 40),
    "fifty": (50, 50),
    "sixty": (60, 60),
    "hundred": (100, 100),
    "couple": (2, 3),
    "few": (2, 5),
    "several": (3, 9),
    "some": (2, 9),
    "many": (5, 20),
}
"""The least and the most that a word for a number allows."""
VAGUE: Final = (2, 9)
"""What a plural without a number may mean, such as "days ago"."""
_BY_LETTER: Final[dict[str, str]] = {
    "q": _NUMBERS + " thirty forty fifty sixty hundred couple few several some many",
    "A": "a an",
    "T": "the",
    "P": "morning afternoon evening night dawn dusk noon midday midnight nightfall daybreak "
    "sunrise sunset nighttime",
    "l": "last past",
    "p": "previous preceding",
    "x": "next coming upcoming",
    "g": "following",
    "t": "this",
    "H": "that same",
    "e": "early late mid",
    "E": "beginning start middle end",
    "r": "earlier later",
    "a": "ago",
    "f": "after",
    "b": "before",
    "s": "since",
    "u": "until till by",
    "F": "from",
    "B": "between",
    "&": "and",
    "O": "to through into",
    "|": "or",
    "i": "in",
    "j": "on",
    "k": "at",
    "v": "of",
    "y": "for over during throughout within",
    "G": "about around approximately circa roughly",
    "?": "possibly perhaps probably maybe apparently believed likely reportedly",
    "N": "today yesterday tomorrow tonight overnight",
    "K": "weekend weekends",
    "S": "spring summer autumn fall winter",
    "X": "every each",
    "V": "daily weekly monthly yearly annually nightly",
    "c": "a.m. p.m. am pm",
    "Z": "gmt utc est edt pkt irst ist bst cet local time",
    "R": "recent",
    ",": ",",
    ".": ".",
    "-": "- – ‑ −",
    "/": "/",
    ":": ":",
    "(": "( [",
    ")": ") ]",
    "'": "'s ’s",
}
LETTERS: Final[dict[str, str]] = {
    **{word: letter for letter, words in _BY_LETTER.items() for word in words.split()},
    **{
        name: "M" if len(name) > len("sept") or name in {"june", "july"} else "m" for name in MONTHS
    },
    "may": "m",
    "march": "m",
    **dict.fromkeys(HIJRI, "h"),
    **{name: "W" if name.endswith("day") else "w" for name in WEEKDAYS},
    **{f"{name}s": "J" for name in WEEKDAYS if name.endswith("day")},
    **dict.fromkeys(UNITS, "U"),
    "night": "P",
}
"""The letter of each word that can be part of a date."""


def word_set(words: str) -> frozenset[str]:
    """Cut a table of words written as one text.

    Parameters
    ----------
    words
        Words with spaces between them.

    Returns
    -------
    frozenset of str
        The words.
    """
    return frozenset(words.split())
