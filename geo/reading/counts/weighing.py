"""Which of the numbers in a report are the counts of what it reports, by a small network.

A report also holds the tolls of other days, of other countries and of years of war, and says the
same number twice. Phrases that say the same are one group; the network judges each group by its
words, its place in the text, the numbers beside it and the words of the whole text.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

from geo.reading.counts.grouping import SMALL, Group
from geo.reading.counts.harm_words import STOPS
from geo.reading.counts.people import Form

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from typing import IO

    from numpy.typing import NDArray

    from gazetteer.tokens import Tokens  # noqa: TC004 - an annotation, not looked at

    Floats: TypeAlias = NDArray[np.float32]

__all__ = ["MODEL", "ORDINARY", "Weights", "features", "scale_of", "weights"]

MODEL: Final = "counts.npz"
"""Name of the model file in geo/data."""
ORDINARY: Final = "ordinary"
"""The shared feature of texts in small letters, for which `Weights.lift` is added."""

_STEPS: Final = 127
_YEAR = re.compile(r"(?:19|20)\d\d")
_WINDOW: Final = 10
_SPANS: Final = frozenset({"years", "decade", "decades", "since"})
_QUOTES: Final = frozenset('"“”')
_BANDS: Final = ((3, ""), (9, "4-9"), (49, "10-49"), (499, "50-499"))
_SCALED: Final = {"s": 0.6, "L": 0.6, "R": 0.6, "T": 0.6, "D": 0.18}


def features(
    tokens: Tokens, groups: Sequence[Group], sentences: Sequence[tuple[int, int]]
) -> tuple[list[list[str]], list[str]]:
    """Describe groups.

    Parameters
    ----------
    tokens
        The text.
    groups
        Its groups.
    sentences
        First word of each sentence, and the one after its last.

    Returns
    -------
    tuple
        Names of features for each group, and those that all share: the words of the text.
    """
    text = _Text(
        tokens=tokens,
        places={begin: number for number, (begin, _) in enumerate(sentences)},
        counts=(counts := Counter(tokens.lower)),
        latest=max((int(word) for word in counts if _YEAR.fullmatch(word)), default=0),
    )
    described = [
        sorted({*_of_group(group, groups, text.places), *_of_members(text, group)})
        for group in groups
    ]
    words = {word for word in text.counts if word[0].isalpha()} - STOPS
    shared = [f"D:{word}" for word in sorted(words)]
    return described, [*shared, ORDINARY] if text.ordinary else shared


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """A text, the places of its sentences, how often it has each word, and the latest year."""

    tokens: Tokens
    places: dict[int, int]
    counts: Counter[str]
    latest: int

    @property
    def ordinary(self) -> bool:
        """Whether it is written in small letters, as news is, not in capitals, as wires were."""
        return 2 * sum(map(str.islower, self.tokens.words)) > len(self.tokens)


def _of_group(group: Group, groups: Sequence[Group], places: dict[int, int]) -> Iterator[str]:
    """Features of a group among the others."""
    effect, form, value = group.effect.value, group.form.value, _band(group.value)
    first = min(places[begin] for _, _, begin, _ in group.members)
    band = str(first) if first < 3 else "3-5" if first < 6 else "6-11" if first < 12 else "12-"  # noqa: PLR2004
    yield from ("b", f"e:{effect}", f"v:{value}", f"ev:{effect}{value}", f"form:{form}")
    yield from (f"n:{min(4, len(group.members))}", f"p:{band}", f"pf:{band}{form}")
    others = [other for other in groups if other is not group and other.effect is group.effect]
    values = [other.value for other in others]
    several = any(other > 1 for other in values)
    yield f"oth:{min(5, len(others))}"
    yield "big" if all(other <= group.value for other in values) else "small"
    yield f"multi:{group.value > 1}:{several}"
    if group.value > 1 and any(
        g.value == group.value and g.effect is not group.effect for g in groups
    ):
        yield "both"
    known = set(values)
    if group.value > 1 and any(v > group.value and v - group.value in known for v in known):
        yield "summand"
    if any(group.value - v in known for v in known if v < group.value):
        yield "sum"
    names = sum(other.form is Form.NAME for other in others)
    if group.value > 1:
        yield "named" if names == group.value else f"named:{min(2, names)}"
    else:
        start, definite = group.members[0][0], group.members[0][1].people.definite
        before = sum(other.value == 1 and other.members[0][0] < start for other in others)
        yield f"prior:{min(2, before)}{definite}{form}"
        yield f"after:{min(2, len(others) - before)}{definite}{form}"
        yield f"names:{min(2, names)}{form}"
    yield from _of_sentences(group, groups)
    yield from (f"w:{word}" for word in group.words)
    if group.head:
        yield f"h:{group.head}"


def _of_sentences(group: Group, groups: Sequence[Group]) -> Iterator[str]:
    """Features of what else stands in the sentences of a group."""
    own = {begin for _, _, begin, _ in group.members}
    beside = [
        other
        for other in groups
        if other is not group and any(begin in own for _, _, begin, _ in other.members)
    ]
    effects = {other.effect for other in beside} - {group.effect}
    yield from (f"mates:{min(3, len(beside))}", f"mixed:{len(effects)}{group.effect.value}")


def _band(value: int) -> str:
    return next((name or str(value) for most, name in _BANDS if value <= most), "500-")


def _of_members(text: _Text, group: Group) -> Iterator[str]:
    """Features of the phrases of a group."""
    lower, form, latest = text.tokens.lower, group.form.value, text.latest
    if group.form is Form.NAME:
        yield f"full:{min(3, len(group.names))}"
    for _, harm, begin, end in group.members:
        people, number = harm.people, harm.people.number
        yield from (f"r:{harm.rule}", f"t:{lower[harm.trigger]}", f"of:{people.of.value}")
        yield from (f"k:{people.known}{form}", f"def:{people.definite}")
        yield from (
            f"list:{min(4, len(harm.listed))}",
            f"pl:{min(3, people.end - people.start)}{form}",
        )
        flags = {
            "more": people.more, "outof": people.out_of, "poss": harm.possible,
            "part": harm.whole is not None, "approx": number.approximate, "digits": number.digits,
            "open": number.high is None, "range": number.low != number.high,
        }  # fmt: skip
        yield from (name for name, flag in flags.items() if flag)
        if not _SPANS.isdisjoint(lower[begin:end]):
            yield "span"
        if not _QUOTES.isdisjoint(lower[begin:end]):
            yield "quoted"
        yield from (f"old:{int(w) < latest}" for w in lower[begin:end] if _YEAR.fullmatch(w))
        if people.form is Form.NAME:
            yield f"seen:{min(4, text.counts[people.head])}"
        yield from (f"R:{w}" for w in lower[people.end : min(end, people.end + 3)])
        yield from (f"L:{w}" for w in lower[max(begin, people.start - 3) : people.start])
        yield from (f"T:{w}" for w in lower[harm.trigger + 1 : min(end, harm.trigger + 4)])
        last = min(end, max(people.end, harm.trigger) + _WINDOW)
        around = lower[max(begin, people.start - _WINDOW) : last]
        yield from (f"s:{w}" for w in around if w[0].isalpha() and w not in SMALL)
        near = lower[harm.trigger : min(end, harm.trigger + 4)]
        if "by" in near:
            by = harm.trigger + near.index("by") + 1
            yield from (f"by:{w}" for w in lower[by : min(end, by + 5)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What the network has learnt: several small ones side by side.

    Parameters
    ----------
    rows
        Row of each feature in `table`, by its name. Row 0 is for features it does not know.
    table
        Weights, features by hidden units.
    outer
        Weights, networks by hidden units of each.
    least
        The confidence from which a group counts as reported.
    lift
        What is added to the score of a group in a text in small letters. The news learnt from is
        in capitals, often tells of no attack at all and leaves out fighters killed in fighting.
    """

    rows: dict[str, int]
    table: Floats
    outer: Floats
    least: float
    lift: float = 0.0

    @classmethod
    def load(cls, file: Path | IO[bytes]) -> Weights:
        """Read a model file.

        Parameters
        ----------
        file
            An .npz archive that `save` has written.

        Returns
        -------
        Weights
            The model.
        """
        with np.load(file, allow_pickle=False) as arrays:
            names = arrays["names"].tobytes().decode().split("\t")
            table = np.zeros((len(names) + 1, arrays["table"].shape[1]), np.float32)
            table[1:] = arrays["table"] * arrays["step"]
            return cls(
                rows={name: row for row, name in enumerate(names, 1)},
                table=table,
                outer=arrays["outer"],
                least=float(arrays["least"]),
                lift=float(arrays["lift"]),
            )

    def save(self, file: Path) -> None:
        """Write a model file.

        Parameters
        ----------
        file
            The file to write. Weights of features are rounded to 127 steps up to the largest.
        """
        step = np.float32(np.abs(self.table).max() / _STEPS)
        with file.open("wb") as target:
            np.savez_compressed(
                target,
                names=np.frombuffer("\t".join(self.rows).encode(), np.uint8),
                table=np.rint(self.table[1:] / step).astype(np.int8),
                step=np.array(step),
                outer=self.outer,
                least=np.array(self.least),
                lift=np.array(self.lift),
            )

    def judge(self, described: Sequence[Sequence[str]], shared: Sequence[str]) -> list[float]:
        """How likely each group is a count of what the text reports.

        Parameters
        ----------
        described
            Names of features of each group.
        shared
            Names of the features that all of them share.

        Returns
        -------
        list
            One number from 0 to 1 for each group.
        """
        get = self.rows.get
        whole = self.table[[get(name, 0) for name in shared]].sum(0) * _SCALED["D"]
        offset = (self.lift if ORDINARY in shared else 0.0) - 1
        found = []
        for names in described:
            scale = np.array([scale_of(name) for name in names], np.float32)
            rows = self.table[[get(name, 0) for name in names]]
            hidden = np.maximum(scale @ rows + whole, 0).reshape(self.outer.shape)
            scores = (hidden * self.outer).sum(1) + offset
            found.append(float(np.mean(1 / (1 + np.exp(-scores)))))
        return found


def scale_of(name: str) -> float:
    """How much a feature weighs before anything is learnt.

    Parameters
    ----------
    name
        Its name.

    Returns
    -------
    float
        1, and less for single words around a phrase and in the text.
    """
    return _SCALED.get(name[:1], 1.0) if name[1:2] == ":" else 1.0


@cache
def weights() -> Weights:
    """The model that is part of the package.

    Returns
    -------
    Weights
        Read once.
    """
    with (files("geo") / "data" / MODEL).open("rb") as file:
        return Weights.load(file)
