"""Sentences of a report as runs of words, with the line breaks inside them taken out."""

from __future__ import annotations

from itertools import compress
from typing import TYPE_CHECKING, Final

from gazetteer.tokens import Tokens
from geo.reading.counts._words import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["cut", "joined"]

_ENDS: Final = frozenset(".!?…")
_CLOSING: Final = frozenset("\"”’')]")
_ABBREVIATED: Final = listed(
    "mr mrs ms dr st gen col maj lt sgt capt cpl gov sen rep rev prof msgr mons sr jr no dep ing "
    "lic brig adm cmdr vs fr hon pres insp supt"
)
_MOST_WORDS: Final = 160
_LONG_LINE: Final = 45


def joined(text: str) -> Tokens:
    """Cut a text into words; of its line breaks only those stay that end a paragraph.

    Parameters
    ----------
    text
        A report. Lines may be broken at a fixed width, or each be a paragraph of its own.

    Returns
    -------
    Tokens
        Without the full stops of titles ("Gen.") and the breaks within paragraphs.
    """
    whole = Tokens.of(text)
    words, starts, ends, lower = whole.words, whole.starts, whole.ends, whole.lower
    keep = [True] * len(words)
    line = 0
    for at, word in enumerate(lower):
        if word == "\n":
            gap = text[starts[at] : ends[at]]
            full = starts[at] - line >= _LONG_LINE or text[ends[at] : ends[at] + 1].islower()
            ended = at > 0 and lower[at - 1] in _ENDS | _CLOSING
            keep[at] = gap.count("\n") > 1 or ended or not full
            line = ends[at]
        elif word in {"[", "]"}:
            beside = at + 1 if word == "[" else at - 1
            keep[at] = beside >= len(lower) or not lower[beside].isdigit()
        elif word == "." and at and lower[at - 1] in _ABBREVIATED:
            keep[at] = False
    return Tokens(
        text=text,
        words=list(compress(words, keep)),
        starts=list(compress(starts, keep)),
        ends=list(compress(ends, keep)),
        lower=list(compress(lower, keep)),
    )


def cut(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """Find the sentences of a text.

    Parameters
    ----------
    tokens
        The text.

    Yields
    ------
    tuple
        Place of the first word of a sentence and the one after its last. What is longer than
        160 words falls into several.
    """
    begin, at, count = 0, 0, len(tokens)
    while at < count:
        word = tokens.lower[at]
        at += 1
        stop = word in _ENDS and (at >= count or not _runs_on(tokens, at))
        if stop:
            while (
                at < count
                and tokens.lower[at] in _CLOSING
                and tokens.starts[at] == tokens.ends[at - 1]
            ):
                at += 1
        if stop or word == "\n" or at - begin >= _MOST_WORDS or at == count:
            first = begin + 1 if tokens.lower[begin] == "\n" else begin
            if at > first:
                yield first, at
            begin = at


def _runs_on(tokens: Tokens, at: int) -> bool:
    """Whether a full stop is inside a number or a name rather than at the end of a sentence."""
    if tokens.starts[at] == tokens.ends[at - 1] and tokens.words[at][0].isalnum():
        return True
    return tokens.words[at][0].islower()
