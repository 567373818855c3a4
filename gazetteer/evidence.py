"""What speaks for a capitalised word being (part of) the name of a place, and what against it.

For each word of each run the names of features: the word, its neighbours and their shapes, what
the gazetteer knows of the longest name there, titles and first names before it, words of
organisations after it, and how the rest of the text uses it. Time is linear in the text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from gazetteer.cues import (
    ACTING,
    COMMON,
    DESIGNATORS,
    GIVEN_NAMES,
    HONORIFICS,
    ORGANISATIONS,
    PREPOSITIONS,
    SAYING,
    TITLES,
)
from gazetteer.names import fold
from gazetteer.sources.curated import area_demonyms, demonyms
from gazetteer.tokens import Tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazetteer.index import Gazetteer

__all__ = ["Reader", "demonym_words", "shape"]

_MAX_WORDS = 5
_BATCH = 4_000
_RANKS = 6
_AREAS = frozenset({"country", "adm1"})
_SURNAME, _IN_PLACE, _WITH_AREA = "surname", "in", "area"
_Known = dict[str, tuple[int, bool, int, str]]


@cache
def demonym_words() -> frozenset[str]:
    """Demonyms in lower case, those of one word.

    Returns
    -------
    frozenset
        Such as 'iranian' and 'iranians'.
    """
    tables = (*demonyms().values(), *area_demonyms().values())
    words = {word.lower() for forms in tables for word in forms}
    return frozenset(word for word in words if " " not in word and "-" not in word)


def shape(word: str) -> str:
    """Describe how a word is written.

    Parameters
    ----------
    word
        A word or mark.

    Returns
    -------
    str
        'X.' with inner stops, 'X' one capital, 'XX' capitals, 'Xx' a capital first, 'Mx' mixed,
        'x' none, 'd' a number, the mark itself else.
    """
    if word.islower():
        return "x"
    if not word[0].isalpha():
        return "d" if word[0].isdigit() else word[0]
    if "." in word:
        return "X."
    if len(word) == 1:
        return "X"
    if word.isupper():
        return "XX"
    return "Xx" if word[1:].islower() else "Mx"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Everything about one text that the features are made of.

    Parameters
    ----------
    tokens
        The words.
    runs
        Runs of capitalised words, first and one after the last.
    names
        Longest names of the gazetteer in the runs: by first word, the one after the last and what
        the gazetteer knows.
    singles
        What it knows of single words.
    used
        How the text uses a word elsewhere, by lower-case word.
    """

    tokens: Tokens
    runs: list[tuple[int, int]]
    names: dict[int, tuple[int, str]] = field(repr=False)
    singles: dict[int, str] = field(repr=False)
    used: dict[str, set[str]] = field(repr=False)

    @classmethod
    def of(cls, gazetteer: Gazetteer, tokens: Tokens) -> Reader:
        """Look all runs of a text up.

        Parameters
        ----------
        gazetteer
            Where names are looked up.
        tokens
            The words of the text.

        Returns
        -------
        Reader
            With the longest names.
        """
        runs = list(tokens.runs())
        grams: dict[tuple[int, int], str] = {}
        text, starts, ends = tokens.text, tokens.starts, tokens.ends
        for first, end in runs:
            for start in range(first, end):
                if not tokens.words[start][0].isalpha():
                    continue
                for after in range(start + 1, min(end, start + _MAX_WORDS) + 1):
                    grams[start, after] = fold(text[starts[start] : ends[after - 1]])
        known = _looked_up(gazetteer, set(grams.values()))
        names: dict[int, tuple[int, str]] = {}
        singles: dict[int, str] = {}
        for first, end in runs:
            place = first
            while place < end:
                longest = _longest(tokens, grams, known, place, min(end, place + _MAX_WORDS))
                if longest:
                    names[place] = longest
                    place = longest[0]
                else:
                    place += 1
            for place in range(first, end):
                fact = known.get(grams.get((place, place + 1), ""))
                singles[place] = _kind(fact) if fact else "no"
        reader = cls(tokens=tokens, runs=runs, names=names, singles=singles, used={})
        reader._note_uses()
        return reader

    def _note_uses(self) -> None:
        """Note which words follow first names, which stand after "in", which before an area."""
        tokens, used = self.tokens, self.used
        for first, end in self.runs:
            named = tokens.lower[first] in GIVEN_NAMES or tokens.lower[first] in TITLES
            named = named or tokens.at(first - 1) in TITLES
            if named and tokens.lower[end - 1] not in ORGANISATIONS:
                for place in range(first if tokens.at(first - 1) in TITLES else first + 1, end):
                    used.setdefault(tokens.lower[place], set()).add(_SURNAME)
            if tokens.at(first - 1) in PREPOSITIONS or tokens.at(first - 1) == "in":
                used.setdefault(tokens.lower[first], set()).add(_IN_PLACE)
            if self._area_follows(end):
                used.setdefault(tokens.lower[first], set()).add(_WITH_AREA)

    def _area_follows(self, end: int) -> bool:
        """Whether a comma and the name of a country or division follow."""
        if self.tokens.at(end) != ",":
            return False
        return self.singles.get(end + 1, "").startswith(("country", "adm1"))

    def persons(self, run: tuple[int, int]) -> range:
        """Find the words of a run that name a person beyond doubt.

        Parameters
        ----------
        run
            First word and the one after the last.

        Returns
        -------
        range
            All words after an honorific ("Mr. London"); a first name before a word with which it
            makes no known name ("Jordan Henderson"); else none.
        """
        first, end = run
        lower = self.tokens.lower
        if self.tokens.at(first - 1) in HONORIFICS or lower[first] in HONORIFICS:
            return range(first, end)
        two = end - first == 2 and lower[first] in GIVEN_NAMES  # noqa: PLR2004 - first and last name
        if not two or lower[first + 1] in ORGANISATIONS | DESIGNATORS | demonym_words():
            return range(0)
        whole = first in self.names and self.names[first][0] == end
        area = self.singles.get(first + 1, "no").startswith(("country", "adm1"))
        return range(0) if area or whole else range(first, end)

    def common(self, place: int) -> bool:
        """Whether a word is likelier the common word that begins a sentence ("Reading books").

        Parameters
        ----------
        place
            Its place among the words.

        Returns
        -------
        bool
            False where a verb of saying or acting follows, or the text uses it as a place.
        """
        word, after = self.tokens.lower[place], self.tokens.at(place + 1)
        if word not in COMMON or not self.tokens.begins_sentence(place):
            return False
        if _IN_PLACE in self.used.get(word, ()) or not after.isalpha():
            return False
        return after in self.tokens.lower_cased and after not in SAYING | ACTING

    def unknown_after_in(self, place: int, first: int) -> bool:
        """Whether a word of a run that nobody knows stands after "in", "near" or the like.

        Parameters
        ----------
        place
            Its place among the words.
        first
            The first word of the run.

        Returns
        -------
        bool
            Corpora mark few such names, for they have no coordinates; readers want to see them.
        """
        before = self.tokens.at(first - 1)
        return self.singles.get(place) == "no" and (before in PREPOSITIONS or before == "in")

    def features(self) -> Iterator[list[str]]:
        """Name the features of each word of each run.

        Yields
        ------
        list
            Names of features, run by run, word by word.
        """
        for first, end in self.runs:
            of_run = self._of_run(first, end)
            inside, left = "none", 0
            for place in range(first, end):
                if place in self.names:
                    after, kind = self.names[place]
                    left = after - place
                    whole = "w" if place == first and after == end else ""
                    inside = f"{min(left, 4)}{whole} {kind}"
                    held = f"B {inside}"
                elif left > 0:
                    held = f"I{'' if left > 1 else 'E'} {inside}"
                else:
                    held = "O"
                left -= 1
                yield [*of_run, *self._of_word(place, held), *self._in_run(place, first, end)]

    def _of_run(self, first: int, end: int) -> list[str]:
        """Features that all words of a run share."""
        at = self.tokens.at
        last, head = at(end - 1), at(first)
        length = min(end - first, 5)
        before, after = at(first - 1), at(end)
        found = [
            "bias", f"n{length}", f"end={last}", f"rb={before}", f"ra={after}",
            f"rba={before}|{after}", f"ra2={after}|{at(end + 1)}", f"rb2={at(first - 2)}|{before}",
        ]  # fmt: skip
        if last in ORGANISATIONS:
            found.append("org-end")
        if last in DESIGNATORS:
            found.append("place-end")
        if head in GIVEN_NAMES:
            found.append(f"given-head {length}")
        if head in TITLES or before in TITLES:
            found.append(f"title-head {length}")
        if before in PREPOSITIONS:
            found.append("prep")
        if self._area_follows(end):
            found.append("area-follows")
        if before == "," and first - 2 in self.singles:
            found.append(f"after-comma {self.singles[first - 2].split()[0]}")
        if self.tokens.begins_sentence(first):
            found.append("sentence")
        return found

    def _of_word(self, place: int, held: str) -> list[str]:
        """Features of a word by itself and in the text."""
        tokens = self.tokens
        word, written, at = tokens.lower[place], tokens.words[place], tokens.at
        before, after = at(place - 1), at(place + 1)
        form, single = shape(written), self.singles.get(place, "no")
        found = [
            f"w={word}", f"h={held}", f"s={single}", f"hs={held.partition(' ')[0]} {form}",
            f"f={form}", f"b={before}", f"a={after}", f"bw={before}|{word}", f"wa={word}|{after}",
            f"p={word[:3]}", f"e={word[-3:]}", f"e4={word[-4:]}", f"c={_coarse(single)}",
            f"b2={at(place - 2)}", f"a2={at(place + 2)}", f"hb={held}|{before}",
            f"ha={held}|{after}",
        ]  # fmt: skip
        if word in tokens.lower_cased:
            found.append("lower-elsewhere")
        if word in demonym_words():
            found.append("demonym")
        if word in GIVEN_NAMES:
            named = place + 1 < len(tokens) and tokens.words[place + 1][0].isupper()
            after_kind = self.singles.get(place + 1, "no").split()[0] if named else "end"
            found += ["given", f"given {after_kind}", f"given {after_kind} {place in self.names}"]
        if after in ORGANISATIONS:
            found.append("org-next")
        if after in DESIGNATORS:
            found.append("place-next")
        if word in ORGANISATIONS:
            found.append("org")
        if word in DESIGNATORS:
            found.append("place")
        uses = self.used.get(word)
        if uses:
            found += [f"used={use}" for use in uses]
            found.append(f"useds={'+'.join(sorted(uses))} {single}")
        return found

    def _in_run(self, place: int, first: int, end: int) -> list[str]:
        """Features of a word's place in its run and of its neighbours there."""
        where = ("F" if place == first else "") + ("L" if place == end - 1 else "")
        tokens = self.tokens
        found = [f"in={where}{min(place - first, 3)}"]
        if tokens.begins_sentence(first) and place == first:
            single = self.singles.get(place, "no").split()[0]
            lone = "lone" if end - first == 1 and tokens.at(end).isalpha() else ""
            found += [f"first {single}", f"first {lone} {single}"]
            found.append(f"first {lone} {tokens.lower[place][-3:]}")
        if place > first:
            found.append(f"bs={self.singles.get(place - 1, 'no')}")
            if tokens.lower[place - 1] in GIVEN_NAMES:
                found.append("given-before")
        else:
            found += [f"rbw={tokens.at(first - 1)} {self.singles.get(place, 'no').split()[0]}"]
        if place < end - 1:
            found += [f"as={self.singles.get(place + 1, 'no')}", f"we={tokens.lower[end - 1]}"]
        else:
            found.append(f"raw={tokens.at(end)} {self.singles.get(place, 'no').split()[0]}")
            if tokens.lower[first] in GIVEN_NAMES:
                found.append(f"given-at-head {first < place}")
        return found


def _looked_up(gazetteer: Gazetteer, folded: set[str]) -> _Known:
    """Look names up, so many at a time."""
    known: _Known = {}
    names = sorted(folded)
    for start in range(0, len(names), _BATCH):
        known |= gazetteer.known(names[start : start + _BATCH])
    return known


def _longest(
    tokens: Tokens,
    grams: dict[tuple[int, int], str],
    known: _Known,
    place: int,
    end: int,
) -> tuple[int, str] | None:
    """Find the longest name that begins at a word and ends on one with a capital."""
    for after in range(end, place, -1):
        fact = known.get(grams.get((place, after), ""))
        if fact and tokens.words[after - 1][0].isupper():
            return after, _kind(fact)
    return None


def _coarse(kind: str) -> str:
    """The same without how many places bear the name, and with less on how large they are."""
    words = kind.split(" ")
    return " ".join([*words[:2], *(word[0] for word in words[2:3])])


def _kind(fact: tuple[int, bool, int, str]) -> str:
    """Say in a few words what the gazetteer knows of a name."""
    places, main, best, kind = fact
    rank = min(len(str(best)), _RANKS)
    fine = f"{rank}{'+' if best >= 3 * 10 ** (rank - 1) else ''}"
    return f"{kind} {'main' if main else 'alt'} {fine} {min(places, 9).bit_length()}"
