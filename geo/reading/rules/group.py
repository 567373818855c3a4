"""Tellings of one event, and what they come to together."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from gazetteer.place import FeatureClass
from geo.incident import Polarity
from geo.kinds import ARMED, KINDS, Kind
from geo.reading.events import Manner
from geo.reading.rules.dating import FAIR, STRONG, Dated
from geo.reading.rules.responsibility import Responsibility
from geo.reading.rules.tellings import Telling

if TYPE_CHECKING:
    from geo.reading.rules.sides import Side
    from geo.reading.rules.spots import Spot

__all__ = ["Group"]

_OUTCOMES: Final = frozenset({Kind.TERRITORY_TAKEN, Kind.TERRITORY_REGAINED, Kind.ARRESTS})


@dataclass
class Group:
    """Tellings of one event.

    Parameters
    ----------
    tellings
        In the order of the text.
    said
        Who is said to be behind it, or denies it, in other sentences.
    """

    tellings: list[Telling] = field(default_factory=list)
    said: list[Responsibility] = field(default_factory=list)

    @property
    def last(self) -> Telling:
        """The one told last."""
        return self.tellings[-1]

    def add(self, one: Telling) -> None:
        """Add a telling.

        Parameters
        ----------
        one
            The telling.
        """
        self.tellings.append(one)
        self.tellings.sort(key=lambda told: told.event.start)
        for known in ("kind", "spots", "dates"):
            self.__dict__.pop(known, None)

    def before(self, one: Telling) -> Telling | None:
        """The last of its tellings that stands before another.

        Parameters
        ----------
        one
            The other.

        Returns
        -------
        Telling or None
            None where it is told only later.
        """
        start = one.event.start
        return next((t for t in reversed(self.tellings) if t.event.start <= start), None)

    @property
    def summary(self) -> Telling:
        """All of it as one telling."""
        spots = sorted(self.spots, key=lambda spot: (spot.place.precision.rank, -spot.share))
        return replace(
            self.tellings[0],
            event=replace(self.tellings[0].event, kind=self.kind, points_back=False),
            weapons="",
            spot=spots[0] if spots else None,
            dated=max(self.dates, key=lambda dated: dated.strength, default=None),
            doer=next((side for side in self.doers if side.country), None),
            aside=False,
        )

    @cached_property
    def kind(self) -> Kind:
        """What happened: the kind told most often, a plain "attack" only where nothing else is."""
        counted = Counter[Kind]()
        for number, one in enumerate(self.tellings):
            plain = one.kind is Kind.ATTACK or one.general or one.kind in _OUTCOMES
            counted[one.kind] += 1 if plain else 4 + 2 * bool(one.weapons)
            counted[one.kind] += 2 * (not number)
        return counted.most_common(1)[0][0]

    @cached_property
    def spots(self) -> list[Spot]:
        """Where its sentences say it happened, else those about them, else the likeliest hint."""
        told = [one.spot for one in self.tellings if one.spot]
        sure = [spot for spot in told if spot.sure]
        inside = [spot for spot in sure if spot.inside]
        wide = all(spot.place.feature_class is FeatureClass.COUNTRY for spot in inside)
        if inside and not (wide and self.armed):
            return inside
        return sure or sorted(told, key=lambda spot: -spot.share)[:1]

    @property
    def armed(self) -> bool:
        """Whether arms are used in it."""
        return KINDS[self.kind].family in ARMED

    @cached_property
    def dates(self) -> list[Dated]:
        """When it is told to have happened: dates of its own sentences, else the likeliest."""
        every = [one.dated for one in self.tellings if one.dated]
        told = [dated for dated in every if not dated.assumed] or every
        for least in (STRONG, FAIR):
            good = [dated for dated in told if dated.strength >= least]
            if good:
                return good
        return sorted(told, key=lambda d: (not d.when.exact_day, -d.strength))[:1]

    @property
    def doers(self) -> list[Side]:
        """Who is told to have done it."""
        blamed = [one.side for one in self.said if one.polarity is Polarity.ASSERTS]
        return [one.doer for one in self.tellings if one.doer] + blamed

    @property
    def historical(self) -> bool:
        """Whether it is told as background."""
        return all(one.event.manner is Manner.HISTORICAL for one in self.tellings if one.live)

    @property
    def live(self) -> bool:
        """Whether anybody tells it as something that came about."""
        return any(one.live for one in self.tellings)
