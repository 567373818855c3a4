"""Recognition: which words of a text are toponyms or demonyms.

Words with a capital are looked up in the gazetteer, longest names first, and a small trained model
decides from them and their surroundings which are places; a name that the gazetteer does not know
can be one too. It reads running English as newsrooms write it. It needs no server, and about a
hundredth of a second for a page.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Protocol

from gazetteer.evidence import Reader
from gazetteer.mention import Mention
from gazetteer.tokens import Tokens

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from gazetteer.chain import Weights
    from gazetteer.index import Gazetteer

__all__ = ["MODEL", "Recognizer", "recognize", "recognize_with"]

MODEL = "recognizer.npz"
"""File of the model in `gazetteer/data`."""

_ENOUGH = 0.37
_DAYS = frozenset({"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"})
_AFTER_IN = 0.5
_BLOCK = 2_000


class Recognizer(Protocol):
    """Finds the toponyms and demonyms of a text."""

    def __call__(self, gazetteer: Gazetteer, text: str) -> list[Mention]:
        """Find them.

        Parameters
        ----------
        gazetteer
            Names that are known.
        text
            Running text.

        Returns
        -------
        list
            In the order of the text; no two overlap.
        """


def recognize(gazetteer: Gazetteer, text: str) -> list[Mention]:
    """Find the toponyms and demonyms of a text.

    Parameters
    ----------
    gazetteer
        Names that are known.
    text
        Running English.

    Returns
    -------
    list
        Mentions without a role, in the order of the text; no two overlap.
    """
    return recognize_with(_model(), gazetteer, text)


@cache
def _model() -> Weights:
    """The model that ships with the package."""
    from gazetteer.chain import Weights  # noqa: PLC0415 - numpy is slow to import

    with files("gazetteer").joinpath("data", MODEL).open("rb") as file:
        return Weights.load(file)


def recognize_with(
    model: Weights, gazetteer: Gazetteer, text: str, *, enough: float = _ENOUGH
) -> list[Mention]:
    """Find the toponyms and demonyms of a text with a model of one's own.

    Parameters
    ----------
    model
        What `docs/data/train_recognizer.py` has trained.
    gazetteer
        Names that are known.
    text
        Running English.
    enough
        How likely a word must belong to a name.

    Returns
    -------
    list
        As `recognize`.
    """
    tokens = Tokens.of(text)
    reader = Reader.of(gazetteer, tokens)
    mentions: list[Mention] = []
    features = reader.features()
    for start in range(0, len(reader.runs), _BLOCK):
        runs = reader.runs[start : start + _BLOCK]
        rows = [
            [model.rows.get(name, 0) for name in next(features)]
            for first, end in runs
            for _ in range(first, end)
        ]
        for run, states in zip(runs, _states(model, rows, runs), strict=True):
            mentions += _spans(reader, run, states.tolist(), enough)
    return mentions


def _states(
    model: Weights, rows: list[list[int]], runs: list[tuple[int, int]]
) -> list[NDArray[np.float64]]:
    """Chance of each state of each word, run by run."""
    import numpy as np  # noqa: PLC0415 - slow to import

    from gazetteer.chain import chances, pad  # noqa: PLC0415 - it needs numpy

    sizes = [len(row) for row in rows]
    flat = np.fromiter((row for word in rows for row in word), np.intp, sum(sizes))
    starts = np.cumsum([0, *sizes[:-1]])
    scores = np.add.reduceat(model.table[flat], starts, axis=0).astype(float)
    lengths = [end - first for first, end in runs]
    numbers, there = pad(lengths)
    states, _, _ = chances(scores[numbers], model.extra["steps"], there)
    return [states[run, :length] for run, length in enumerate(lengths)]


def _spans(
    reader: Reader, run: tuple[int, int], states: list[list[float]], enough: float
) -> list[Mention]:
    """Read the names off a run."""
    tokens, persons = reader.tokens, reader.persons(run)
    spans: list[tuple[int, int, float]] = []
    for place, (outside, begins, goes_on) in enumerate(states, run[0]):
        least = enough * (_AFTER_IN if reader.unknown_after_in(place, run[0]) else 1.0)
        if 1.0 - outside < least or place in persons or reader.common(place):
            continue
        if spans and spans[-1][1] > place:
            continue
        if spans and spans[-1][1] == place and goes_on >= begins:
            first, _, sure = spans[-1]
            spans[-1] = first, place + 1, min(sure, 1.0 - outside)
        elif tokens.words[place][0].isalpha():
            end = reader.names[place][0] if place in reader.names else place + 1
            spans.append((place, end, 1.0 - outside))
    return [_mention(tokens, *span) for span in spans]


def _no_name(word: str) -> bool:
    """Whether a word ends no name: a mark, or the day that newspapers set behind one."""
    return not word[0].isalnum() or word in _DAYS


def _mention(tokens: Tokens, first: int, after: int, confidence: float) -> Mention:
    """Make a mention of words."""
    while after - 1 > first and _no_name(tokens.words[after - 1]):
        after -= 1
    start, end = tokens.starts[first], tokens.ends[after - 1]
    confidence = round(min(max(confidence, 0.0), 1.0), 3)
    return Mention(start=start, end=end, text=tokens.text[start:end], confidence=confidence)
