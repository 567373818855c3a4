"""Numbers in running text: digits and words, ranges, bounds, and words such as "dozens"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Number", "number_at"]

_SMALL: Final = {
    word: value
    for value, word in enumerate(
        [
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ],
        1,
    )
}
_TENS: Final = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fourty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
_SCALES: Final = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_OPEN: Final = {
    "several": 3,
    "scores": 40,
    "dozens": 24,
    "tens": 20,
    "hundreds": 200,
    "thousands": 2_000,
    "millions": 2_000_000,
    "many": 2,
    "numerous": 2,
    "various": 2,
    "some": 2,
    "multiple": 2,
    "countless": 2,
}
_MOST: Final = 10_000_000_000
_DIGITS = re.compile(r"\d{1,10}")
_GROUP = re.compile(r"\d{3}")
_ABOUT: Final = frozenset(
    "about around approximately nearly almost roughly some estimated circa approx close".split()  # noqa: SIM905
)
_BOUNDS: Final[tuple[tuple[tuple[str, ...], str], ...]] = (
    (("at", "least"), "least"),
    (("no", "fewer", "than"), "least"),
    (("no", "less", "than"), "least"),
    (("not", "less", "than"), "least"),
    (("more", "than"), "least"),
    (("upwards", "of"), "least"),
    (("in", "excess", "of"), "least"),
    (("a", "minimum", "of"), "least"),
    (("over",), "least"),
    (("up", "to"), "most"),
    (("as", "many", "as"), "most"),
    (("at", "most"), "most"),
    (("no", "more", "than"), "most"),
    (("not", "more", "than"), "most"),
    (("fewer", "than"), "most"),
    (("less", "than"), "most"),
    (("under",), "most"),
    (("a", "maximum", "of"), "most"),
    (("close", "to"), "about"),
    (("an", "estimated"), "about"),
    *(((word,), "about") for word in sorted(_ABOUT - {"close"})),
)
_FEW: Final[tuple[tuple[tuple[str, ...], int, int | None], ...]] = (
    (("a", "couple", "of"), 2, 2),
    (("a", "couple"), 2, 2),
    (("a", "pair", "of"), 2, 2),
    (("a", "number", "of"), 2, None),
    (("a", "handful", "of"), 3, None),
    (("a", "group", "of"), 2, None),
    (("a", "score", "of"), 20, 20),
    (("a", "few"), 3, None),
    (("quite", "a", "few"), 3, None),
)

_STARTS: Final = frozenset(
    {
        *_SMALL,
        *_TENS,
        *_OPEN,
        *(words[0] for words, _ in _BOUNDS),
        *(words[0] for words, _, _ in _FEW),
        "an",
        "half",
        "between",
    }
)
_AFTER: Final = {
    "small": {"", "tens", "hundred", "scale"},
    "tens": {"", "hundred", "scale"},
    "hundred": {"small", "tens"},
    "scale": {"small", "tens", "hundred"},
    "dozen": {"small", "tens"},
}
_MOST_WORDS: Final = 24
_LONGEST: Final = 9
_PLACES: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number as written, by the words it stands in.

    Parameters
    ----------
    start
        Place of its first word, the word for a bound ("at least") included.
    end
        Place after its last word.
    low
        The least that it allows. "More than 30" is kept as 30 and more, as reports are tallied.
    high
        The most that it allows; None where it is left open.
    approximate
        Whether it says "about", "nearly" and the like.
    vague
        Whether it has no figure at all, as in "several" and "dozens".
    digits
        Whether it is written in digits.
    """

    start: int
    end: int
    low: int
    high: int | None
    approximate: bool = False
    vague: bool = False
    digits: bool = False


def number_at(words: Sequence[str], place: int) -> Number | None:
    """Read the number that begins at a word.

    Parameters
    ----------
    words
        Words and marks of a text in lower case, hyphens and commas on their own.
    place
        Where the number, or the words for its bound, begin.

    Returns
    -------
    Number or None
        None where no number begins there. At most some twenty words are looked at.
    """
    if place >= len(words) or not (words[place] in _STARTS or words[place][0].isdigit()):
        return None
    at, bound, about = _bound(words, place)
    between = at < len(words) and words[at] == "between"
    plain = _plain(words, at + between)
    if plain is None:
        return None if between else _vague(words, place, at)
    end, low, digits = plain
    high: int | None = low
    second = _second(words, end, between=between)
    if second is not None and low < second[1]:
        end, high = second
    elif between:
        return None
    if bound == "least":
        high = None
    elif bound == "most":
        low = 0
    for phrase in (("or", "more"), ("or", "so"), ("+",)):
        if _stands(words, end, phrase):
            end, about = end + len(phrase), about or phrase[-1] == "so"
            high = high if phrase[-1] == "so" else None
    if max(low, high or 0) > _MOST:
        return None
    return Number(start=place, end=end, low=low, high=high, approximate=about, digits=digits)


def _bound(words: Sequence[str], place: int) -> tuple[int, str, bool]:
    """The place after the words for a bound, which bound, and whether "about" is among them."""
    at, bound, about = place, "", False
    for _ in range(3):
        found = next((b for b in _BOUNDS if _stands(words, at, b[0])), None)
        if found is None:
            break
        at += len(found[0])
        about = about or found[1] == "about"
        bound = bound if found[1] == "about" else found[1]
    return at, bound, about


def _stands(words: Sequence[str], at: int, wanted: tuple[str, ...]) -> bool:
    """Whether some words stand at a place."""
    return (
        at < len(words) and words[at] == wanted[0] and tuple(words[at : at + len(wanted)]) == wanted
    )


def _second(words: Sequence[str], at: int, *, between: bool) -> tuple[int, int] | None:
    """The far end of a range."""
    joins = {"and"} if between else {"to", "or", "-", "–"}
    if at >= len(words) or words[at] not in joins:
        return None
    plain = _plain(words, at + 1)
    return plain[:2] if plain else None


def _vague(words: Sequence[str], place: int, at: int) -> Number | None:
    """A number without a figure, such as "dozens" or "a couple"."""
    for start in dict.fromkeys((place, at)):
        for phrase, low, high in _FEW:
            if _stands(words, start, phrase):
                return Number(start=place, end=start + len(phrase), low=low, high=high, vague=True)
        if start < len(words) and words[start] in _OPEN:
            end, low = start + 1, _OPEN[words[start]]
            while _stands(words, end, ("of",)) and end + 1 < len(words) and words[end + 1] in _OPEN:
                low, end = low * _OPEN[words[end + 1]] // 2, end + 2
            end += _stands(words, end, ("of",)) and words[start].endswith("s")
            return Number(start=place, end=end, low=low, high=None, vague=True)
    return None


def _plain(words: Sequence[str], at: int) -> tuple[int, int, bool] | None:
    """Read a whole number: the place after it, its value, whether in digits."""
    if at >= len(words):
        return None
    if _DIGITS.fullmatch(words[at]):
        return _digits(words, at)
    if words[at] in {"a", "an", "half"}:
        return _article(words, at)
    total = group = 0
    begin, last = at, ""
    while at < min(len(words), begin + _MOST_WORDS):
        word = words[at]
        kind = _kind(word)
        teen = kind == "small" and last == "tens" and _SMALL[word] >= 10  # noqa: PLR2004
        if teen or last not in _AFTER.get(kind, ()):
            if not _links(words, at, last):
                break
        elif kind == "dozen":
            return (at + 1, group * 12, False) if not total else None
        else:
            total, group = _grown(total, group, word, kind)
            last = kind
        at += 1
    return (at, total + group, False) if last else None


def _kind(word: str) -> str:
    """What sort of number name a word is."""
    if word in _SMALL:
        return "small"
    if word in _TENS:
        return "tens"
    if word in _SCALES:
        return "scale"
    return word if word in {"hundred", "dozen"} else ""


def _grown(total: int, group: int, word: str, kind: str) -> tuple[int, int]:
    """The number so far with one more name."""
    if kind == "hundred":
        return total, group * 100
    if kind == "scale":
        return total + group * _SCALES[word], 0
    return total, group + (_SMALL.get(word) or _TENS[word])


def _links(words: Sequence[str], at: int, last: str) -> bool:
    """Whether a hyphen or an "and" holds two names of one number together."""
    following = words[at + 1] if at + 1 < len(words) else ""
    if words[at] == "-":
        return last == "tens" and following in _SMALL
    own = _stands(words, at + 2, ("hundred",))
    below = following in _SMALL or following in _TENS
    return words[at] == "and" and last in {"hundred", "scale"} and below and not own


def _article(words: Sequence[str], at: int) -> tuple[int, int, bool] | None:
    """Such as "A dozen", "half a dozen", "a hundred", "a thousand"."""
    if _stands(words, at, ("half", "a", "dozen")):
        return at + 3, 6, False
    if words[at] == "half":
        return None
    following = words[at + 1] if at + 1 < len(words) else ""
    if following == "half" and _stands(words, at + 2, ("-", "dozen")):
        return at + 4, 6, False
    if following == "half" and _stands(words, at + 2, ("dozen",)):
        return at + 3, 6, False
    value = {"dozen": 12, "hundred": 100, **_SCALES}.get(following)
    return (at + 2, value, False) if value else None


def _digits(words: Sequence[str], at: int) -> tuple[int, int, bool] | None:
    """Digits, with commas between groups of three and a scale or "dozen" behind."""
    figures, at = words[at], at + 1
    while (
        at + 1 < len(words)
        and words[at] == ","
        and len(figures) <= _LONGEST
        and _GROUP.fullmatch(words[at + 1])
        and len(words[at + 1]) == _PLACES
        and figures[0] != "0"
    ):
        figures, at = figures + words[at + 1], at + 2
    if at + 1 < len(words) and words[at] in {".", ":", "/"} and words[at + 1].isdigit():
        return None
    if at < len(words) and words[at] == "%":
        return None
    value = int(figures)
    following = words[at] if at < len(words) else ""
    scale = {"dozen": 12, "hundred": 100, **_SCALES}.get(following)
    return (at + 1, value * scale, True) if scale else (at, value, True)
