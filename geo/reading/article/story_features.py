"""What tells that a new story begins with a paragraph: words, names, references, layout.

A story introduces what it speaks of by full names and keeps to its rare words; what goes on refers
back ("she", "the strike", a surname alone). Each place between two paragraphs gets one row of
figures; `geo.reading.article.stories` weighs them.
"""

from __future__ import annotations

import math
import re
from collections import Counter, deque
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from geo.reading.article.wording import BACK, COMMON

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["FEATURES", "Paragraph", "features_of", "title_words"]

FEATURES: Final = (
    "bias", "cohesion", "wide", "lean", "lean_wide", "dip", "refers", "quote", "dateline", "day",
    "known_names", "surname", "length", "definite", "new_names", "names_kept", "first_shared",
    "reported", "gap", "heading", "meta", "picture", "closed", "short_before", "unparted",
)  # fmt: skip
"""Names of the figures, in their order."""

_WORD = re.compile(r"[^\W\d_][\w'’-]{0,40}")
_OWNED: Final = frozenset(["its", "his", "her", "their", "and", "it"])
_DAYS = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday|(?:this|last) week|"
    r"(?:January|February|March|April|June|July|August|September|October|November|December) \d)"
)
_DATELINE = re.compile(
    r"[A-Z][A-Z .,'/-]{2,40}(?:\([A-Za-z ,/]{2,30}\))?[^a-z\n:—–-]{0,25}(?:[:—–]|--| - )"
)
_REPORTED = re.compile(r"\b(?:said|says|added|told|tweeted|wrote|noted)\b[^.]{0,60}\.[\"”’]?$")
_CLOSED = re.compile(r"(?:\([^()\n]{3,60}\)|[-–—*#]{1,5}|\bends?)[.]?$", re.IGNORECASE)
_QUOTES: Final = "\"“‘'«„"
_MOST: Final = 100
_ROOTS: Final = tuple(math.sqrt(count) for count in range(_MOST + 1))
_WINDOW: Final = 3
_WIDE: Final = 7
_MEMORY: Final = 8
_SENTENCE: Final = 300
_BRIEF: Final = 100


class Paragraph(NamedTuple):
    """A paragraph with what stands between it and the one before.

    `gap` is how much further apart they are than usual on the page; `heading`, `meta`, `picture`
    whether such a thing stands between them.
    """

    text: str
    gap: float = 0.0
    heading: bool = False
    meta: bool = False
    picture: bool = False


class _Read(NamedTuple):
    """A paragraph, read."""

    rare: Counter[str]
    first: list[str]
    names: list[tuple[str, ...]]
    words: int


class _Bag(NamedTuple):
    """Rare words of one or more paragraphs with the roots of their counts, and their length."""

    roots: dict[str, float]
    length: float


def features_of(paragraphs: Sequence[Paragraph]) -> list[list[float]]:
    """Describe every place where a story may begin.

    Parameters
    ----------
    paragraphs
        The paragraphs of a page, in order.

    Returns
    -------
    list
        For each paragraph but the first, figures in the order of `FEATURES`. Takes time in
        proportion to the text.
    """
    read = [_read(paragraph.text) for paragraph in paragraphs]
    seen = Counter(word for one in read for word in one.rare)
    weight = {word: math.log(1 + len(read) / count) ** 2 for word, count in seen.items()}
    places = range(len(read) + 1)

    @cache
    def bag(first: int, end: int) -> _Bag:
        return _bag(read[first:end], weight)

    most = len(read)
    own = [bag(n, n + 1) for n in range(most)]
    far = [bag(max(0, n - _WIDE), n) for n in places]
    on = [bag(n, min(most, n + _WIDE)) for n in places]
    before = [bag(max(0, n - _WINDOW), n) for n in places]
    after = [bag(n, min(most, n + _WINDOW)) for n in places]
    kept = [_alike(before[n], after[n], weight) for n in range(len(read))]
    parted = any(paragraph.gap or paragraph.heading for paragraph in paragraphs[1:])
    rows = []
    known: deque[_Read] = deque(maxlen=_MEMORY)
    for number in range(1, len(read)):
        known.append(read[number - 1])
        words = _wording(paragraphs[number].text, read[number], known, weight)
        lean_wide = _alike(own[number], far[number], weight) - _alike(
            own[number], on[number + 1], weight
        )
        dip = (
            max(kept[max(1, number - 2) : number] or [kept[number]])
            + max(kept[number + 1 : number + 3] or [kept[number]])
            - 2 * kept[number]
        )
        lean = _alike(own[number], before[number], weight) - _alike(
            own[number], after[number + 1], weight
        )
        first = _alike(own[number], own[number - 1], weight)
        last = paragraphs[number - 1].text
        wide = _alike(far[number], on[number], weight)
        introduced = min(3.0, len(_introduced(read, number, known))) / 3
        reported = _REPORTED.search(paragraphs[number].text[-120:]) is not None
        closed = _CLOSED.search(last[-70:]) is not None
        unparted = parted and not (paragraphs[number].gap or paragraphs[number].heading)
        rows.append([
            1.0, kept[number], wide, lean, lean_wide, dip, *words, introduced, first,
            float(reported), *map(float, paragraphs[number][1:]), float(closed),
            float(len(last) < _BRIEF), float(unparted),
        ])  # fmt: skip
    return rows


def title_words(text: str) -> frozenset[str]:
    """The words of a text that say what it is about.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    frozenset of str
        Its rare words in lower case, without their endings.
    """
    return frozenset(_read(text).rare)


def _introduced(read: Sequence[_Read], number: int, known: Sequence[_Read]) -> set[str]:
    """Names that a paragraph brings and the next two go on with."""
    going_on = {name[-1] for one in read[number + 1 : number + 3] for name in one.names}
    before = {word for one in known for name in one.names for word in name}
    return ({name[-1] for name in read[number].names} & going_on) - before


def _read(text: str) -> _Read:
    """The rare words, first words and names of a paragraph."""
    rare: Counter[str] = Counter()
    names: list[tuple[str, ...]] = []
    run: list[str] = []
    at = -1
    found = list(_WORD.finditer(text))
    for match in found:
        word = match[0].removesuffix("'s").removesuffix("’s")
        lower = word.lower()
        if lower not in COMMON and len(lower) > 2:  # noqa: PLR2004 - no abbreviation says much
            rare[_stem(lower)] += 1
        if run and match.start() != at + 1:
            names.append(tuple(run))
            run = []
        if word[0].isupper() and (lower not in COMMON or run):
            run.append(word)
            at = match.end()
        elif run:
            names.append(tuple(run))
            run = []
    if run:
        names.append(tuple(run))
    return _Read(rare, [match[0].lower() for match in found[:4]], names, len(found))


def _stem(word: str) -> str:
    """A word without the ending that changes most."""
    for ending in ("'s", "’s", "ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) > len(ending) + 3:
            return word[: -len(ending)]
    return word


def _bag(read: Sequence[_Read], weight: dict[str, float]) -> _Bag:
    """The rare words of some paragraphs; `weight` is squared."""
    total: dict[str, int] = {}
    get = total.get
    for one in read:
        for word, count in one.rare.items():
            total[word] = get(word, 0) + count
    length = math.sqrt(sum([weight[word] * count for word, count in total.items()]))
    return _Bag({word: _ROOTS[min(count, _MOST)] for word, count in total.items()}, length)


def _alike(one: _Bag, other: _Bag, weight: dict[str, float]) -> float:
    """Cosine of two bags of words; `weight` is squared."""
    if not one.length or not other.length:
        return 0.0
    small, large = one.roots, other.roots
    if len(small) > len(large):
        small, large = large, small
    dot = sum([weight[word] * root * large[word] for word, root in small.items() if word in large])
    return dot / (one.length * other.length)


def _wording(
    text: str, one: _Read, known: Sequence[_Read], weight: dict[str, float]
) -> list[float]:
    """How a paragraph begins, and how it refers to what came before."""
    before = {word for other in known for name in other.names for word in name}
    last = {name[-1] for other in known for name in other.names if len(name) > 1}
    names = [name for name in one.names if name]
    weights = [
        math.sqrt(max(weight.get(_stem(word.lower()), 0.0) for word in name)) for name in names
    ]
    repeated = sum(
        heavy
        for heavy, name in zip(weights, names, strict=True)
        if any(word in before for word in name)
    )
    lone = sum(len(name) == 1 and name[0] in last for name in names)
    full = sum(len(name) > 1 and not any(word in before for word in name) for name in names)
    said = {word for other in known for word in other.rare}
    definite = one.first[:1] == ["the"] and len(one.first) > 1 and _stem(one.first[1]) in said
    sentence = text[:_SENTENCE]
    return [
        float(
            any(word in BACK for word in one.first[:1])
            or any(word in BACK - _OWNED for word in one.first[1:3])
        ),
        float(text[:1] in _QUOTES),
        float(_DATELINE.match(text[:120]) is not None),
        float(_DAYS.search(sentence) is not None),
        repeated / sum(weights) if sum(weights) else 0.5,
        min(2.0, lone) / 2,
        math.log(1 + one.words) / 4,
        float(definite),
        min(3.0, full) / 3,
    ]
