"""Roles: what a mention does in its sentence.

A place where something is, a government or a team that acts, a word for people and things from
there, or a part of the name of something else. A small trained model reads the words around the
mention; see `docs/data/train_roles.py`.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from gazetteer.cues import (
    ACTING,
    DEALING,
    LOCATING,
    MOVING,
    ORGANISATIONS,
    PREPOSITIONS,
    SAYING,
    SPORTS,
    STATE,
    TITLES,
)
from gazetteer.evidence import demonym_words, shape
from gazetteer.mention import Role
from gazetteer.tokens import Tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.chain import Weights
    from gazetteer.mention import Mention

__all__ = ["MODEL", "role_features", "role_of", "role_with"]

MODEL = "roles.npz"
"""File of the model in `gazetteer/data`."""

_ROLES = tuple(Role)
_REACH = 5
_SENTENCE = 40
_BLOCK = 4_000
_SMALL = frozenset({"a", "an", "the"})
_AUXILIARY = frozenset(
    [
        "is",
        "was",
        "are",
        "were",
        "be",
        "been",
        "being",
        "has",
        "have",
        "had",
        "will",
        "would",
        "may",
        "might",
        "could",
        "should",
        "can",
        "must",
        "do",
        "does",
        "did",
        "'s",
        "not",
        "also",
        "never",
        "then",
        "later",
    ]
)
_CLASSES = (
    ("say", SAYING), ("act", ACTING), ("prep", PREPOSITIONS), ("org", ORGANISATIONS),
    ("state", STATE), ("sport", SPORTS), ("aux", _AUXILIARY), ("title", TITLES), ("deal", DEALING),
    ("loc", LOCATING), ("move", MOVING),
)  # fmt: skip
_TOPICS = (("state", STATE), ("sport", SPORTS), ("loc", LOCATING))
_LINKING = frozenset(
    [
        "of",
        "to",
        "by",
        "with",
        "from",
        "in",
        "at",
        "for",
        "against",
        "on",
        "between",
        "into",
        "over",
        "toward",
        "towards",
        "and",
    ]
)
_POSSESSIVE = frozenset({"'s", "’s"})


def role_of(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Tell what each mention does in its sentence.

    Parameters
    ----------
    text
        The text that the mentions come from.
    mentions
        In any order.

    Returns
    -------
    list
        The same mentions in the same order, each with its role.

    Raises
    ------
    ValueError
        If a mention lies outside the text.
    """
    return role_with(_model(), text, mentions)


@cache
def _model() -> Weights:
    """The model that ships with the package."""
    from gazetteer.chain import Weights  # noqa: PLC0415 - numpy is slow to import

    with files("gazetteer").joinpath("data", MODEL).open("rb") as file:
        return Weights.load(file)


def role_with(model: Weights, text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Tell roles with a model of one's own.

    Parameters
    ----------
    model
        What `docs/data/train_roles.py` has trained.
    text
        The text that the mentions come from.
    mentions
        In any order.

    Returns
    -------
    list
        As `role_of`.

    Raises
    ------
    ValueError
        If a mention lies outside the text.
    """
    import numpy as np  # noqa: PLC0415 - slow to import

    spans = [(mention.start, mention.end) for mention in mentions]
    found: list[Mention] = []
    for start, rows in _blocks(model, role_features(text, spans)):
        sizes = [len(row) for row in rows]
        flat = np.fromiter((number for row in rows for number in row), np.intp, sum(sizes))
        scores = np.add.reduceat(model.table[flat], np.cumsum([0, *sizes[:-1]]), axis=0)
        best = scores.argmax(1).tolist()
        found += [
            replace(mention, role=_ROLES[role])
            for mention, role in zip(mentions[start : start + len(rows)], best, strict=True)
        ]
    return found


def _blocks(model: Weights, features: Sequence[list[str]]) -> list[tuple[int, list[list[int]]]]:
    """Number features, so many mentions at a time."""
    return [
        (start, [[model.rows.get(name, 0) for name in row] for row in features[start:][:_BLOCK]])
        for start in range(0, len(features), _BLOCK)
    ]


def role_features(text: str, spans: Sequence[tuple[int, int]]) -> list[list[str]]:
    """Name what speaks for a role, for each span.

    Parameters
    ----------
    text
        The text.
    spans
        First character and the one after the last.

    Returns
    -------
    list
        Names of features, one list a span.

    Raises
    ------
    ValueError
        If a span lies outside the text.
    """
    tokens = Tokens.of(text)
    found = []
    for start, end in spans:
        if not 0 <= start < end <= len(text):
            msg = f"characters {start} to {end} are no span of a text of {len(text)}"
            raise ValueError(msg)
        first = max(bisect_right(tokens.starts, start) - 1, 0)
        after = max(bisect_right(tokens.starts, end - 1), first + 1)
        found.append(_Around(tokens, first, min(after, len(tokens))).features())
    return found


class _Around:
    """The words around a mention."""

    __slots__ = ("after", "at", "end", "first", "tokens")

    def __init__(self, tokens: Tokens, first: int, end: int) -> None:
        self.tokens, self.first, self.end, self.at = tokens, first, end, tokens.at

    def features(self) -> list[str]:
        """Everything."""
        if not len(self.tokens):
            return ["bias"]
        if self._heads_name():
            return [*self._itself(), "heads-name", *self._name()]
        return [*self._itself(), *self._beside(), *self._name(), *self._verbs(), *self._sentence()]

    def _heads_name(self) -> bool:
        """Whether the name of an organisation goes on where the mention ends."""
        words, place = self.tokens.words, self.end
        while place < len(words) and place - self.end < _REACH and words[place][0].isupper():
            place += 1
        return place > self.end and self.at(place - 1) in ORGANISATIONS

    def _itself(self) -> list[str]:
        """The mention's own words."""
        words = self.tokens.lower[self.first : self.end]
        last = words[-1]
        form = shape(self.tokens.words[self.first])
        own = ["bias", f"m={' '.join(words[:4])}", f"e={last[-3:]}", f"f={form}", f"n={len(words)}"]
        if last in demonym_words():
            own.append("demonym")
        if self.tokens.begins_sentence(self.first):
            own.append("sentence")
        return own

    def _beside(self) -> list[str]:
        """The words before and after, one by one and in pairs."""
        at, first, end = self.at, self.first, self.end
        l1, l2, l3 = at(first - 1), at(first - 2), at(first - 3)
        r1, r2, r3 = at(end), at(end + 1), at(end + 2)
        own = "d" if self.tokens.lower[end - 1] in demonym_words() else "p"
        found = [
            f"l1={l1}", f"l2={l2}", f"l3={l3}", f"l21={l2}|{l1}", f"r1={r1}", f"r2={r2}",
            f"r3={r3}", f"r12={r1}|{r2}", f"lr={l1}|{r1}", f"re={r1[-3:]}", f"re2={r1[-2:]}",
            f"r2e={r2[-3:]}", f"le={l1[-3:]}", f"own {own} {r1}", f"l321={l3}|{l2}|{l1}",
            f"rs={self._shape(end)}", f"ls={self._shape(first - 1)}",
            f"rs {own} {self._shape(end)}",
        ]  # fmt: skip
        for step in range(1, _REACH + 1):
            found += [f"L={at(first - step)}", f"R={at(end + step - 1)}"]
            found += [f"L{name}" for name, words in _CLASSES if at(first - step) in words]
            found += [f"R{name}" for name, words in _CLASSES if at(end + step - 1) in words]
        near = (("l1", l1), ("l2", l2), ("r1", r1), ("r2", r2))
        found += [f"{side}-{name}" for side, w in near for name, ws in _CLASSES if w in ws]
        if r1 in _POSSESSIVE:
            found += [f"of-it={r2}", f"of-it-e={r2[-3:]}"]
            owned = [at(end + step) for step in range(1, 5)]
            found += [f"owns-{name}" for name, ws in _CLASSES if any(w in ws for w in owned)]
        return found

    def _shape(self, place: int) -> str:
        """How a word nearby is written."""
        return shape(self.tokens.words[place]) if 0 <= place < len(self.tokens) else "-"

    def _name(self) -> list[str]:
        """The capitalised words that the mention stands among."""
        words, lower = self.tokens.words, self.tokens.lower
        left, right = self.first, self.end
        while left > 0 and self.first - left < _REACH and words[left - 1][0].isupper():
            left -= 1
        while right < len(words) and right - self.end < _REACH and words[right][0].isupper():
            right += 1
        found = [f"caps {self.first - left} {min(right - self.end, 3)}"]
        if right > self.end:
            found += [f"ends={lower[right - 1]}", f"caps-r={lower[self.end]}"]
            tail = set(lower[self.end : right])
            found += [f"tail-{name}" for name, cues in _CLASSES if tail & cues]
        if left < self.first:
            found.append(f"caps-l={lower[self.first - 1]}")
            if self.at(left) in ORGANISATIONS or self.at(self.first - 1) in ORGANISATIONS:
                found.append("org-before")
        before = self.at(self.first - 2)
        if self.at(self.first - 1) == "of" and before and words[self.first - 2][0].isupper():
            found += ["of-name", f"of-name={before}"]
        return found

    def _verbs(self) -> list[str]:
        """What the mention may be subject or object of, past what stands beside it."""
        at = self.at
        place = self.first - 1
        while self.first - place < _REACH and (at(place) in _SMALL or self._joined(place)):
            place -= 1
        found = [f"head-l={at(place)}", f"head-le={at(place)[-2:]}"]
        found += [f"head-l-{name}" for name, words in _CLASSES if at(place) in words]
        found += self._governor(place)
        place = self.end
        if self.at(place) in _POSSESSIVE:
            return [*found, "owner"]
        while place - self.end < 2 * _REACH and (at(place) in _AUXILIARY or self._joined(place)):
            place += 1
        word = at(place)
        found += [
            f"head-r={word}",
            f"head-re={word[-2:]}",
            f"head-pair={at(self.first - 1)}|{word}",
        ]
        found += [f"head-r-{name}" for name, words in _CLASSES if word in words]
        if place > self.end:
            found.append(f"head-aux={at(self.end)}|{word[-2:]}")
        return found

    def _governor(self, place: int) -> list[str]:
        """The word on which a preposition before the mention hangs ("support of")."""
        link = self.at(place)
        if link not in _LINKING:
            return []
        word = self.at(place - 1)
        if word in _SMALL or not word.isalpha():
            return [f"gov={link}"]
        kinds = [name for name, words in _CLASSES if word in words] or ["none"]
        found = [f"gov={word}|{link}", f"gov-e={word[-3:]}|{link}"]
        for step in range(2, _REACH + 1):
            far = self.at(place - step)
            found += [f"far-{name}|{link}" for name, words in _CLASSES if far in words]
        return [*found, *(f"gov-{kind}|{link}" for kind in kinds)]

    def _joined(self, place: int) -> bool:
        """Whether a word only lists another name beside the mention."""
        if not 0 <= place < len(self.tokens):
            return False
        word = self.tokens.words[place]
        return word[0].isupper() or word in {",", "and", "or", "(", ")", "-"}

    def _sentence(self) -> list[str]:
        """Words of the sentence."""
        found: set[str] = set()
        for step in (-1, 1):
            place = self.first - 1 if step < 0 else self.end
            for _ in range(_SENTENCE):
                word = self.at(place)
                if word in ("", "\n", ".", "!", "?"):
                    break
                if word.isalpha():
                    found.add(f"in={word}")
                    found |= {f"in-{name}" for name, words in _TOPICS if word in words}
                place += step
        return sorted(found)
