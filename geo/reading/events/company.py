"""The company that words keep: whether a word means an armed event or something else."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geo.actors import find_actor
from geo.kinds import Kind
from geo.reading.events.backers import backs
from geo.reading.events.event_words import (
    BREAKS,
    CIVIL,
    MODIFIERS,
    NEVER_AFTER,
    NEVER_BEFORE,
    WAR,
    WEAPONS,
)
from geo.reading.events.other_worlds import ELSEWHERE
from geo.reading.events.vocabulary import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gazetteer.tokens import Tokens

__all__ = ["Company", "Sentence"]

_NEAR: Final = 6
_ENOUGH: Final = 3
_DRILLED: Final = 2
_DRILLS: Final = 5
_LOUD: Final = 8
_BY: Final = frozenset({"with", "by"})
_LIKE: Final = frozenset({("like", "a"), ("like", "an")})
_BY_WHOM: Final = 6
_STRIKES: Final = frozenset({"strike", "strikes"})
_WORKERS: Final = words(
    """
    teachers workers nurses doctors drivers staff employees dockers miners lecturers students
    postmen lorry railwaymen controllers unions union cleaners shopkeepers traders firefighters
    lawyers bakers farmers journalists prisoners
    """
)
_NO_WEAPON: Final = frozenset({"base", "bases", "defence", "defences", "defense", "defenses"})
_ROUNDS: Final = frozenset({"round", "rounds", "salvo", "salvoes"})


@cache
def _where_from() -> dict[str, tuple[str, ...]]:
    """Worlds of a word where no armed event is meant."""
    worlds: dict[str, list[str]] = {}
    for world, kept in ELSEWHERE.items():
        for word in kept:
            worlds.setdefault(word, []).append(world)
    return {word: tuple(names) for word, names in worlds.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """The words that a sentence or a text keeps.

    Parameters
    ----------
    war
        Words of armed events.
    armed
        Those among them that crime, accidents and games do not share.
    other
        Words of the world that has most of the rest: labour, trade, sport, weather and so on.
    drill
        Words of military exercises among them.
    """

    war: int
    armed: int
    other: int
    drill: int = 0

    @classmethod
    def of(cls, written: Iterable[str]) -> Company:
        """Count the words.

        Parameters
        ----------
        written
            Words as written; a capital makes a name, which tells of no other world.

        Returns
        -------
        Company
            What was counted.
        """
        worlds = dict.fromkeys(ELSEWHERE, 0)
        known, war, armed = _where_from(), 0, 0
        for place, name in enumerate(written):
            word = name.lower()
            if word in WAR:
                war += 1
                armed += word not in CIVIL
            for world in known.get(word, ()) if not place or name == word else ():
                worlds[world] += 1
        return cls(war=war, armed=armed, other=max(worlds.values()), drill=worlds["drill"])


class Sentence:
    """A sentence in which words that tell events are looked for.

    Parameters
    ----------
    tokens
        The words of the text.
    first, after
        Its first word and the one after the last.
    text
        The company of words that the whole text keeps.
    """

    def __init__(self, tokens: Tokens, first: int, after: int, text: Company) -> None:
        self.tokens, self.first, self.after = tokens, first, after
        self.words = tokens.lower[first:after]
        self.text = text

    @cached_property
    def company(self) -> Company:
        """The words that it keeps itself."""
        return Company.of(self.tokens.words[self.first : self.after])

    def armed(self, at: int) -> bool:
        """Whether a word that means many things means an armed event here.

        Parameters
        ----------
        at
            The word.

        Returns
        -------
        bool
            True in the company of words of war, or between states.
        """
        lower = self.tokens.lower[at]
        war = self.company.war - (lower in WAR)
        firm = self.company.armed > (lower in WAR - CIVIL) or self._text_armed()
        if war > self.company.other or (war and firm and war >= self.company.other):
            return True
        if self.company.other:
            return False
        foreign = self.text.other > max(2, self.text.war)
        return self._text_armed() or (not foreign and self.between_states(at))

    def elsewhere(self, at: int) -> bool:
        """Whether the text is of another world and nothing in the sentence speaks against it.

        Parameters
        ----------
        at
            The word.

        Returns
        -------
        bool
            True in a report of a crime, a match, a film or an exercise.
        """
        if self.company.drill >= _DRILLED or self._compared(at) or self._walkout(at):
            return True
        if self.text.drill >= _DRILLS and _LOUD * self.text.drill >= self.text.war:
            return True
        own = self.tokens.lower[at] in WAR - CIVIL
        return self.text.other > max(2, self.text.armed) and self.company.armed <= own

    def _walkout(self, at: int) -> bool:
        """Whether a strike is one of workers: "a strike by teachers hit schools"."""
        if not self.tokens.lower[at].startswith(("strike", "hit")):
            return False
        for here in range(self.first, min(self.after, at + 1)):
            if self.tokens.lower[here] in _STRIKES:
                ahead = self.tokens.lower[here + 1 : min(self.after, here + _BY_WHOM)]
                if ahead[:1] in (["by"], ["of"]) and not _WORKERS.isdisjoint(ahead):
                    return True
        return False

    def _compared(self, at: int) -> bool:
        """Whether something is only like an event: "like a bomb exploding"."""
        near = self.tokens.lower[max(0, at - 3) : at]
        return not _LIKE.isdisjoint(pairwise(near))

    def disaster(self) -> bool:
        """Whether people here may have died of something else than arms.

        Returns
        -------
        bool
            True in a text of a quake, a storm or a crash, where soldiers only help.
        """
        return self.text.other > max(2, self.text.armed // 2)

    def unmarked(self) -> bool:
        """Whether neither the sentence nor the text tells of another world.

        Returns
        -------
        bool
            True where nothing speaks against an armed event.
        """
        return not self.company.other and self.text.other <= max(1, self.text.war)

    def warlike(self) -> bool:
        """Whether the sentence or its text is about armed events.

        Returns
        -------
        bool
            True where words of war outweigh those of other worlds.
        """
        return self.company.other <= self.company.war and (
            self._text_armed() or self.company.armed > 0
        )

    def _text_armed(self) -> bool:
        """Whether the text is about armed events."""
        return self.text.war >= _ENOUGH and self.text.war > 2 * self.text.other

    def between_states(self, at: int) -> bool:
        """Whether a state or a force is named close by.

        Parameters
        ----------
        at
            The word.

        Returns
        -------
        bool
            True within a few words of one.
        """
        low, high = max(self.first, at - _NEAR), min(self.after, at + _NEAR)
        written = self.tokens.words
        return any(
            written[n][0].isupper()
            and (_is_actor(written[n]) or _is_actor(" ".join(written[n : n + 2])))
            for n in range(low, high)
        )

    def barred(self, at: int) -> bool:
        """Whether the words beside a word make it mean something else.

        Parameters
        ----------
        at
            The word.

        Returns
        -------
        bool
            True in a phrase such as "strike a deal".
        """
        stem = _stem(self.tokens.lower[at])
        before, after = self.tokens.at(at - 1), [self.tokens.at(at + n) for n in (1, 2)]
        if before in NEVER_BEFORE.get(stem, ()):
            return True
        if after[0] in {"a", "an", "the", "its", "their", "new", "by"}:
            return after[1] in NEVER_AFTER.get(stem, ())
        return after[0] in NEVER_AFTER.get(stem, ())

    def weapon(self, at: int) -> tuple[Kind | None, int]:
        """The kind that the words before a noun give it, and where they begin.

        Parameters
        ----------
        at
            The noun.

        Returns
        -------
        tuple
            The kind, None without a weapon; the first word of the phrase.
        """
        found: list[Kind] = []
        begin = here = at
        while here > self.first and at - here < _NEAR:
            word = self.tokens.lower[here - 1]
            kind = WEAPONS.get(word)
            if kind is not None:
                found.append(kind)
                begin = here - 1
            elif word in {"car", "truck", "petrol", "vehicle"} and found:
                begin = here - 1
            elif word not in {"and", "-", "/", "force", "military", "or"}:
                break
            here -= 1
        return next((kind for kind in MODIFIERS if kind in found), None), begin

    def with_weapon(self, at: int, *, reach: int = 10) -> Kind | None:
        """The kind that weapons around a verb give it: its subject, or what follows "with".

        Parameters
        ----------
        at
            The verb.
        reach
            How many words to look at on each side.

        Returns
        -------
        Kind or None
            None without a weapon.
        """
        low, high = max(self.first, at - reach), min(self.after, at + reach + 2)
        found: list[Kind] = []
        for here in range(at - 1, low - 1, -1):
            word = self.tokens.lower[here]
            relative = word in {"that", "which"} and here >= at - 2
            if word in BREAKS and word != "and" and not relative:
                break
            if backs(self.tokens, here):
                found.clear()
            if word in _ROUNDS and here >= at - 2:
                found.append(Kind.SHELLING)
            if word in WEAPONS and self.tokens.at(here + 1) not in _NO_WEAPON:
                found.append(WEAPONS[word])
        for here in range(at + 1, high):
            word = self.tokens.lower[here]
            if word in WEAPONS and not _BY.isdisjoint(self.tokens.lower[max(at, here - 5) : here]):
                found.append(WEAPONS[word])
        return next((kind for kind in MODIFIERS if kind in found), None)


@cache
def _is_actor(word: str) -> bool:
    """Whether words name a known actor."""
    return find_actor(word) is not None


_STEMS: Final = {
    stem: stem
    for stem in words(
        """
        arrest assault murder invasion strike attack raid battle clash blast explosion offensive
        killing bomb hit storm target shot fight
        """
    )
} | {"struck": "strike", "striking": "strike", "fought": "fight"}


@cache
def _stem(word: str) -> str:
    """A word of the tables without its ending."""
    return next((stem for begin, stem in _STEMS.items() if word.startswith(begin)), word)
