"""Each time that an article tells of an event, with its place, date and sides as told there."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from geo.kinds import ARMED, KINDS, Family, Kind
from geo.reading.events import EventFound, Manner
from geo.reading.events.event_words import CLASS_NOUNS, FIXED_NOUNS, MODIFIERS, WEAPONS
from geo.reading.events.vocabulary import words
from geo.reading.rules.cues import BACK, FOR
from geo.reading.rules.dating import Dated, date_of, hanging_on
from geo.reading.rules.parties import doer_of, side_in, target_of
from geo.reading.rules.sides import Side, is_mutual
from geo.reading.rules.spots import Spot, spots_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.reading.dates import DateFound
    from geo.reading.rules.scene import Scene

__all__ = ["Telling", "tellings_of"]

_BACK: Final = 30
_FOCUS: Final = 600
_BESIDE: Final = 50
_WORD: Final = re.compile(r"[A-Za-z]+")
_HEAVY: Final = words(
    """
    drone drones missile missiles rocket rockets mortar mortars artillery shells bomb bombs bomber
    grenade grenades ied landmine landmines suicide
    """
)
_GENERAL: Final = words(
    "fighting offensive offensives war clashes battles attacks strikes raids violence invasion"
)
_RANKED: Final = re.compile(
    r"\b(?:first|worst|deadliest|biggest|largest|bloodiest|latest|heaviest)\s+(?:[\w-]+\s+){0,2}$"
)
_BLAMED: Final = re.compile(r"\b(?:blam|pinn|attribut)\w*\s+(?:the|this|that|both)\s+(?:\w+\s+)?$")
_JUDGED: Final = re.compile(
    r"\b(?:condemn|denounc|deplor|decri|regret|mourn|shocked|saddened|concerned|blam|pinn)\w*\b"
    r"[^.,;:\n]{0,40}$"
)
_THE: Final = re.compile(r"\W*(?:The|That|This|These|Those|Both)\s+(?:[\w’'-]+\s+){0,2}")
_EVENT_NOUNS: Final = frozenset(CLASS_NOUNS) | frozenset(FIXED_NOUNS)
_DEFINITE: Final = re.compile(r"\b(?:the|that|this|these|those|its|their)\s+(?:[\w-]+\s+){0,2}$")
_LIVE: Final = frozenset({Manner.HAPPENED, Manner.CLAIMED, Manner.ACCUSED, Manner.HISTORICAL})


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """An event as one sentence tells it.

    Parameters
    ----------
    event
        The words and how they tell it.
    story
        The story of the article that it stands in.
    spot
        Where.
    dated
        When.
    doer
        Who did it.
    target
        Whom or what it hit.
    speaker
        Who says so; None where the article does.
    mutual
        Whether it tells what two sides did to each other.
    aside
        Whether it only dates something else: "a day after the strike".
    days
        Days that lie between it and what it is dated by ("a day after the strike"), where the
        text gives no other date: from the strike, or for an aside from what is told before.
    anchor
        Characters of the words that it is dated by; None for an aside.
    known
        Whether an aside speaks of it as known: "the strike".
    ranked
        Whether it is placed among others of its kind: "the first attack since".
    judged
        Whether somebody condemns or regrets it.
    weapons
        The words for weapons beside it.
    implied
        Whether only a number of people harmed tells it.
    refers
        Whether its sentence begins with it as known: "The strikes targeted".
    """

    event: EventFound
    story: int | None
    spot: Spot | None = None
    dated: Dated | None = None
    doer: Side | None = None
    target: Side | None = None
    speaker: Side | None = None
    mutual: bool = False
    aside: bool = False
    days: int | None = None
    anchor: tuple[int, int] | None = None
    known: bool = False
    ranked: bool = False
    judged: bool = False
    weapons: str = ""
    implied: bool = False
    refers: bool = False

    @property
    def points_back(self) -> bool:
        """Whether it says nothing of its own event but that it was told before."""
        return (
            self.event.points_back
            or self.judged
            or self.ranked
            or (self.aside and (self.known or self.spot is None))
        )

    @property
    def kind(self) -> Kind:
        """What happened; the weapon says it where the words alone say no more than "attack"."""
        if self.event.kind is not Kind.ATTACK or not self.weapons:
            return self.event.kind
        found = {WEAPONS.get(word) for word in self.weapons.lower().split()}
        return next((kind for kind in MODIFIERS if kind in found), Kind.ATTACK)

    @property
    def general(self) -> bool:
        """Whether its words tell of fighting at large more than of one event."""
        return self.event.text.lower() in _GENERAL

    @property
    def family(self) -> Family:
        """The group of kinds that it belongs to."""
        return KINDS[self.kind].family

    @property
    def step(self) -> bool:
        """Whether it is a step between governments."""
        return self.family is Family.DIPLOMACY

    @property
    def live(self) -> bool:
        """Whether it is told as something that came about."""
        return self.event.manner in _LIVE


def tellings_of(scene: Scene) -> Iterator[Telling]:
    """Tell what each event of an article is said to be.

    Parameters
    ----------
    scene
        The article with what was found.

    Yields
    ------
    Telling
        In the order of the text, asides of a sentence first; one for each place of a list.
    """
    focus: tuple[EventFound, Spot] | None = None
    for event in sorted(
        scene.events, key=lambda e: (e.sentence_start, e not in scene.asides, e.start)
    ):
        aside = scene.asides.get(event)
        doer = doer_of(event, scene)
        home = doer.country if doer and KINDS[event.kind].family is Family.STRIKE else None
        low, high = own = _own_part(event, scene)
        spots: list[Spot | None] = list(spots_of(event, scene, home=home, own=own))
        if aside is not None and aside.anchor is not None:
            spots = [s for s in spots if s and low <= s.placed.mention.start < high]
        if _BLAMED.search(scene.text, max(0, event.start - _BACK), event.start):
            spots = []
        if spots and spots[0] and not spots[0].inside:
            spots = [_focused(spots[0], event, focus)]
        for spot in spots or [None]:
            yield _telling(event, spot, doer, aside, scene)
        if spots and spots[0] and spots[0].inside and spots[0].sure and aside is None:
            focus = event, spots[0]


def _answered(event: EventFound, scene: Scene) -> int:
    """Where in its sentence another event is told: "in retaliation for a", "came hours after a"."""
    cue = FOR.search(scene.text, event.end, event.sentence_end)
    ends = [cue.start()] if cue else []
    ends += (
        date.start
        for date in scene.dates
        if event.end <= date.start < event.sentence_end
        and date.anchor is not None
        and date.anchor.start >= date.end
        and any(date.anchor.start <= e.start < date.anchor.end for e in scene.events)
    )
    return min(ends, default=event.sentence_end)


def _own_part(event: EventFound, scene: Scene) -> tuple[int, int]:
    """The part of its sentence that tells of an event, and not of what it answers or dates."""
    aside = scene.asides.get(event)
    if aside is not None and aside.anchor is not None:
        return aside.anchor.start, _stop(event, aside.anchor.end, scene)
    cues = [
        cue.end()
        for cue in FOR.finditer(scene.text, event.sentence_start, event.start)
        if not BACK.match(scene.text, cue.start()) and scene.next_event(cue.end()) == event
    ]
    return max(cues, default=event.sentence_start), _answered(event, scene)


def _focused(spot: Spot, event: EventFound, focus: tuple[EventFound, Spot] | None) -> Spot:
    """The place that a sentence before was about, rather than another that it names beside it."""
    if focus is None or event.start - focus[0].end > _FOCUS:
        return spot
    told, best = focus
    beside = told.sentence_start <= spot.placed.mention.start < told.sentence_end
    return replace(best, share=spot.share, inside=False) if beside else spot


def _stop(event: EventFound, end: int, scene: Scene) -> int:
    """Where the words that only date something end: before the next event, if that is sooner."""
    return min([end, *(other.start for other in scene.events if other.start > event.start)])


def _telling(
    event: EventFound, spot: Spot | None, doer: Side | None, aside: DateFound | None, scene: Scene
) -> Telling:
    one_way = KINDS[event.kind].family in ARMED and event.kind is not Kind.ARMED_CLASH
    mutual = one_way and any(
        phrase is not None and is_mutual(phrase.text) for phrase in (event.actor, event.target)
    )
    start = event.start
    dated = date_of(event, scene)
    if dated is not None and _answered(event, scene) <= dated.start < event.sentence_end:
        dated = None
    days, anchor = None, None
    if aside is not None and (dated is None or not dated.own):
        dated, days = None, None if aside.offset is None else -aside.offset
    elif dated is None or not dated.own:
        date = hanging_on(event, scene)
        if date is not None and date.anchor is not None:
            dated, days, anchor = None, date.offset, (date.anchor.start, date.anchor.end)
    return Telling(
        event=event,
        story=scene.story_at(event.start),
        spot=spot,
        dated=dated,
        doer=doer,
        target=target_of(event, scene),
        speaker=side_in(event.claimant, scene),
        mutual=mutual,
        aside=aside is not None,
        days=days,
        anchor=anchor,
        implied=event in scene.implied,
        refers=event.text.split()[-1].lower() in _EVENT_NOUNS
        and _THE.fullmatch(scene.text, event.sentence_start, event.start) is not None,
        judged=_JUDGED.search(scene.text, max(0, start - _BESIDE), start) is not None,
        ranked=_RANKED.search(scene.text, max(0, start - _BACK), start) is not None,
        weapons=event.weapon.text if event.weapon else _weapons(event, scene),
        known=aside is not None and _DEFINITE.search(scene.text, start - _BACK, start) is not None,
    )


def _weapons(event: EventFound, scene: Scene) -> str:
    """The words for weapons just before or after an event in its sentence."""
    low, high = max(event.sentence_start, event.start - _BESIDE), event.end + _BESIDE
    before = re.split(r"[,;:]", scene.text[low : event.start])[-1]
    after = re.split(r"[,;:]", scene.text[event.end : min(high, event.sentence_end)])[0]
    return " ".join(word for word in _WORD.findall(before + after) if word.lower() in _HEAVY)
