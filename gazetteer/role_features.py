"""What speaks for a role: the words around a mention.

For each mention names of features: the mention itself, what kind of place it is, the words beside
it, the noun that it owns or describes, the verb that it may be subject of, the preposition that
leads to it, and the words of the sentence. Each looks at a bounded stretch of text.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING

from gazetteer.cues import (
    ACTING,
    AUXILIARIES,
    BOUNDS,
    CAPITALS,
    DEALING,
    LINKING,
    LOCAL,
    LOCATING,
    MOVING,
    ORGANISATIONS,
    OTHER_STATES,
    PREPOSITIONS,
    SAYING,
    SPORTS,
    STATE,
    TITLES,
)
from gazetteer.evidence import demonym_words, shape
from gazetteer.sources.curated import read_table
from gazetteer.tokens import Tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["role_features"]

_REACH = 5
_CLAUSE = 12
_SENTENCE = 40
_SMALL = frozenset({"a", "an", "the"})
_CLASSES = (
    ("say", SAYING), ("act", ACTING), ("prep", PREPOSITIONS), ("org", ORGANISATIONS),
    ("state", STATE), ("sport", SPORTS), ("aux", AUXILIARIES), ("title", TITLES), ("deal", DEALING),
    ("loc", LOCATING), ("move", MOVING), ("local", LOCAL),
)  # fmt: skip
_TOPICS = (("state", STATE), ("sport", SPORTS), ("loc", LOCATING))
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_BREAKS = frozenset({".", "\n", "", ";"})
_PARTS = PREPOSITIONS | LINKING | AUXILIARIES | BOUNDS | _BREAKS
_VERBS = (("say", SAYING), ("act", ACTING), ("aux", AUXILIARIES))
_BY_KIND = (
    "l1=", "r1=", "r1-", "l1-", "head-r-", "head-l-", "rs=", "of-it=", "owns-", "owner", "sentence",
    "in-", "gov-", "head-re=", "gov=", "caps", "org", "head-l=", "head-le=", "re2=",
)  # fmt: skip


@cache
def _states() -> frozenset[str]:
    """Names of countries in lower case."""
    return OTHER_STATES | {row["name"].lower() for row in read_table("countries.tsv")}


@cache
def _table() -> dict[str, tuple[str, ...]]:
    """Classes of each word that has any."""
    words = {word for _, cues in _CLASSES for word in cues}
    return {word: tuple(name for name, cues in _CLASSES if word in cues) for word in words}


def _classes(word: str) -> tuple[str, ...]:
    """Classes of a word."""
    return _table().get(word, ())


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
            found = [*self._itself(), "heads-name", *self._name()]
        else:
            found = [
                *self._itself(), *self._beside(), *self._name(), *self._verbs(), *self._sentence(),
            ]  # fmt: skip
        kind = self._kind()
        found += [f"{kind} {name}" for name in found if name.startswith(_BY_KIND)]
        return [*found, kind, *self._noun(), *self._aside(), *self._verb(kind), *self._link(kind)]

    def _kind(self) -> str:
        """What kind of place the mention names, as far as the name alone tells."""
        words = self.tokens.lower[self.first : self.end]
        name = " ".join(words[words[0] == "the" :]).replace(" - ", "-")
        if name in CAPITALS:
            return "capital"
        if name in _states():
            return "country"
        return "people" if words[-1] in demonym_words() else "other"

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
            found += [f"L{name}" for name in _classes(at(first - step))]
            found += [f"R{name}" for name in _classes(at(end + step - 1))]
        near = (("l1", l1), ("l2", l2), ("r1", r1), ("r2", r2))
        found += [f"{side}-{name}" for side, w in near for name in _classes(w)]
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
        found += [f"head-l-{name}" for name in _classes(at(place))]
        found += self._governor(place)
        place = self.end
        if self.at(place) in _POSSESSIVE:
            return [*found, "owner"]
        while place - self.end < 2 * _REACH and (at(place) in AUXILIARIES or self._joined(place)):
            place += 1
        word = at(place)
        found += [
            f"head-r={word}",
            f"head-re={word[-2:]}",
            f"head-pair={at(self.first - 1)}|{word}",
        ]
        found += [f"head-r-{name}" for name in _classes(word)]
        if place > self.end:
            found.append(f"head-aux={at(self.end)}|{word[-2:]}")
        return found

    def _governor(self, place: int) -> list[str]:
        """The word on which a preposition before the mention hangs ("support of")."""
        link = self.at(place)
        if link not in LINKING:
            return []
        word = self.at(place - 1)
        if word in _SMALL or not word.isalpha():
            return [f"gov={link}"]
        kinds = list(_classes(word)) or ["none"]
        found = [f"gov={word}|{link}", f"gov-e={word[-3:]}|{link}"]
        for step in range(2, _REACH + 1):
            far = self.at(place - step)
            found += [f"far-{name}|{link}" for name in _classes(far)]
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

    def _noun(self) -> list[str]:
        """The noun that the mention owns ("X's main bazaar") or describes ("X officials")."""
        at, place = self.at, self.end
        if at(place) in _POSSESSIVE:
            how, place = "own", place + 1
        elif at(place) == "-":
            how, place = "hyphen", place + 1
        elif at(place) not in _PARTS and self.tokens.words[place][0].islower():
            how = "mod"
        else:
            return []
        words: list[str] = []
        while len(words) < _REACH and at(place + len(words)) not in _PARTS:
            words.append(at(place + len(words)))
        found = [f"noun-{how}-next={at(place + len(words))}"]
        for word in words:
            found += [f"noun-{how}={word}", f"noun-{how}-e={word[-3:]}"]
            found += [f"noun-{how}-{name}" for name in _classes(word)]
        if words:
            last = words[-1]
            found += [f"last-{how}={last}", f"last-{how}-e={last[-3:]}", f"last-{how} {len(words)}"]
        return found

    def _aside(self) -> list[str]:
        """What follows an apposition or a bracket after the mention."""
        opening = self.at(self.end)
        if opening not in {",", "("}:
            return []
        closing = ")" if opening == "(" else ","
        place = self.end + 1
        while place - self.end < _CLAUSE and self.at(place) not in _BREAKS | {closing}:
            place += 1
        found = [f"aside {min(place - self.end, _REACH + 1)}"]
        if self.at(place) == closing:
            word = self.at(place + 1)
            found += [f"aside={word}", f"aside-e={word[-2:]}"]
            found += [f"aside-{name}" for name in _classes(word)]
        return found

    def _verb(self, kind: str) -> list[str]:
        """The first verb after the mention."""
        for place in range(self.end, self.end + _CLAUSE):
            word = self.at(place)
            if word in _BREAKS:
                break
            for name, cues in _VERBS:
                if word in cues:
                    far = min(place - self.end, 4)
                    return [f"verb={word}", f"verb-{name}", f"verb {far}", f"{kind} verb-{name}"]
        return []

    def _link(self, kind: str) -> list[str]:
        """The nearest preposition or verb before the mention, whatever stands between."""
        for place in range(self.first - 1, self.first - _CLAUSE, -1):
            word = self.at(place)
            if word in _BREAKS:
                return ["link-none"]
            if word in PREPOSITIONS or word in LINKING:
                far = min(self.first - place, _REACH)
                return [
                    f"link={word}", f"{kind} link={word}", f"link {far} {word}",
                    f"links={self.at(place - 1)}|{word}",
                ]  # fmt: skip
            if word in SAYING or word in ACTING:
                return [f"link={word}", "link-verb"]
        return []
