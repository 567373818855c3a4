"""Each time that an article tells of an event, with its place, date and sides as told there."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from geo.kinds import KINDS, Family, Kind
from geo.plain import country_name
from geo.reading.dates import DateFound, DateKind, DateReach, DateUse, near_date
from geo.reading.events import EventFound, Manner, Phrase
from geo.reading.events.event_words import CLASS_NOUNS, FIXED_NOUNS, MODIFIERS, WEAPONS
from geo.reading.events.vocabulary import words
from geo.reading.rules.cues import FOR
from geo.reading.rules.sides import Side, is_mutual, points_to_speaker, side_of
from geo.reading.rules.spots import Spot, spots_of
from geo.when import When

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.reading.rules.scene import Scene

__all__ = ["FAIR", "STRONG", "Dated", "Telling", "tellings_of"]

STRONG: Final = 0.85
"""Strength from which a date stands in the event's own clause."""

FAIR: Final = 0.62
"""Strength from which it stands in its own sentence."""

_BACK: Final = 30
_LEAD: Final = 800
_NEWS: Final = 4
_HALF: Final = 0.5
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
_ONE_WAY: Final = frozenset({Family.STRIKE, Family.BOMBING, Family.FIGHTING})
_TOLL: Final = re.compile(r"\b(?:rose|risen|rises|climbed|climbs|grew|grown|went up|toll)\b")
_RANKED: Final = re.compile(
    r"\b(?:first|worst|deadliest|biggest|largest|bloodiest|latest|heaviest)\s+(?:[\w-]+\s+){0,2}$"
)
_TAIL: Final = re.compile(r"[;:.(]|,\s|\s(?:and|but|while|after|killing|with)\s")
_HAVING: Final = re.compile(r"\W*(?:After|Before|Having|By)?\s*(?:having\s+)?", re.IGNORECASE)
_THE: Final = re.compile(r"\W*(?:The|That|This|These|Those|Both)\s+(?:[\w’'-]+\s+){0,2}")
_EVENT_NOUNS: Final = frozenset(CLASS_NOUNS) | frozenset(FIXED_NOUNS)
_GENERIC: Final = re.compile(
    r"(?:army|air force|navy|military|police|government|troops|forces|security forces|jets"
    r"|armed forces|border guards?|defen[cs]e ministry|soldiers)"
)
_FROM: Final = re.compile(
    r"[^,.;:]{0,15}?\bfrom\s+(?:the\s+|inside\s+|across\s+the\s+|positions\s+in\s+)?"
)
_SINCE: Final = re.compile(r"\bsince\b")
_ANSWERED: Final = re.compile(r"\s+to\s+(?:the|an?|its|their|[A-Z][\w-]*['’]s?)\s")
_OWN_DATE: Final = re.compile(r"(?:['’]s)?\s+(?:[\w-]+\s+){0,2}$")
_DEFINITE: Final = re.compile(r"\b(?:the|that|this|these|those|its|their)\s+(?:[\w-]+\s+){0,2}$")
_WHEN: Final = re.compile(r",?\s+when\b")
_LIVE: Final = frozenset({Manner.HAPPENED, Manner.CLAIMED, Manner.ACCUSED, Manner.HISTORICAL})


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A date as told of an event.

    Parameters
    ----------
    when
        The date.
    start, end
        Characters of the words that say so, end after the last.
    strength
        How surely it belongs to the event, 0 to 1.
    said
        Whether it is the day on which somebody told it.
    assumed
        Whether it is only that the news that opens a report is of the days before.
    """

    when: When
    start: int
    end: int
    strength: float
    said: bool = False
    assumed: bool = False

    @property
    def sure(self) -> bool:
        """Whether it stands in the event's own clause."""
        return self.strength >= STRONG

    @property
    def own(self) -> bool:
        """Whether it stands in the event's own sentence."""
        return self.strength >= FAIR


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
    weapons: str = ""
    implied: bool = False
    refers: bool = False

    @property
    def points_back(self) -> bool:
        """Whether it says nothing of its own event but that it was told before."""
        return (
            self.event.points_back
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
    asides = _asides(scene)
    focus: tuple[EventFound, Spot] | None = None
    for event in sorted(asides, key=lambda e: (e.sentence_start, asides[e] is None, e.start)):
        aside = asides[event]
        doer = _doer(event, scene)
        home = doer.country if doer and KINDS[event.kind].family is Family.STRIKE else None
        spots: list[Spot | None] = list(spots_of(event, scene, home=home))
        if aside is not None and aside.anchor is not None:
            low, high = aside.anchor.start, _stop(event, aside.anchor.end, scene)
            spots = [s for s in spots if s and low <= s.placed.mention.start < high]
        answered = _answered(event, scene)
        spots = [
            s for s in spots if s and not answered <= s.placed.mention.start < event.sentence_end
        ]
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
    )
    return min(ends, default=event.sentence_end)


def _focused(spot: Spot, event: EventFound, focus: tuple[EventFound, Spot] | None) -> Spot:
    """The place that a sentence before was about, rather than another that it names beside it."""
    if focus is None or event.start - focus[0].end > _FOCUS:
        return spot
    told, best = focus
    beside = told.sentence_start <= spot.placed.mention.start < told.sentence_end
    return replace(best, share=spot.share, inside=False) if beside else spot


def _asides(scene: Scene) -> dict[EventFound, DateFound | None]:
    """For each event the date that it only serves to tell: "a day after the strike"."""
    asides: dict[EventFound, DateFound | None] = dict.fromkeys(scene.events)
    for date in scene.dates:
        if date.anchor is None or date.end > date.anchor.start:
            continue
        low, high = date.anchor.start, date.anchor.end
        first = next((event for event in scene.events if low <= event.start < high), None)
        if first is not None:
            asides[first] = date
    return asides


def _stop(event: EventFound, end: int, scene: Scene) -> int:
    """Where the words that only date something end: before the next event, if that is sooner."""
    return min([end, *(other.start for other in scene.events if other.start > event.start)])


def _telling(
    event: EventFound, spot: Spot | None, doer: Side | None, aside: DateFound | None, scene: Scene
) -> Telling:
    one_way = KINDS[event.kind].family in _ONE_WAY and event.kind is not Kind.ARMED_CLASH
    mutual = one_way and any(
        phrase is not None and is_mutual(phrase.text) for phrase in (event.actor, event.target)
    )
    start = event.start
    dated = _dated(event, scene)
    if dated is not None and _answered(event, scene) <= dated.start < event.sentence_end:
        dated = None
    days, anchor = None, None
    if aside is not None and (dated is None or not dated.own):
        dated, days = None, None if aside.offset is None else -aside.offset
    elif dated is None or not dated.own:
        date = _relative(event, scene)
        if date is not None and date.anchor is not None:
            dated, days, anchor = None, date.offset, (date.anchor.start, date.anchor.end)
    return Telling(
        event=event,
        story=scene.story_at(event.start),
        spot=spot,
        dated=dated,
        doer=doer,
        target=_hit(event, scene),
        speaker=_side(event.claimant, scene),
        mutual=mutual,
        aside=aside is not None,
        days=days,
        anchor=anchor,
        implied=event in scene.implied,
        refers=event.text.split()[-1].lower() in _EVENT_NOUNS
        and _THE.fullmatch(scene.text, event.sentence_start, event.start) is not None,
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


def _relative(event: EventFound, scene: Scene) -> DateFound | None:
    """A date of the event's sentence that hangs on another event, whose own nobody gave."""
    return next(
        (
            date
            for date in scene.dates
            if event.sentence_start <= date.start < event.sentence_end
            and date.when is None
            and date.offset is not None
            and date.anchor is not None
        ),
        None,
    )


def _doer(event: EventFound, scene: Scene) -> Side | None:
    """Who did it: "its drones" are those of whoever speaks."""
    if event.actor is not None and points_to_speaker(event.actor.text):
        speaker = _side(event.claimant, scene)
        return speaker if speaker and speaker.country else None
    if event.actor is None and _HAVING.fullmatch(scene.text, event.sentence_start, event.start):
        follows = (e for e in scene.events if event.end <= e.start < event.sentence_end)
        main = next((e for e in follows if e.actor is not None), None)
        return _side(main.actor, scene, acting=True) if main else None
    doer = _side(event.actor, scene, acting=True)
    if doer is not None and doer.key is None and _GENERIC.fullmatch(doer.name):
        speaker = _side(event.claimant, scene)
        return speaker if speaker and speaker.country else doer
    return doer or _from_where(event, scene)


def _from_where(event: EventFound, scene: Scene) -> Side | None:
    """The state from whose side something was fired."""
    if KINDS[event.kind].family is not Family.STRIKE:
        return None
    stop = min(event.sentence_end, event.end + _BESIDE)
    found = _FROM.match(scene.text, event.end, stop)
    inside = scene.inside(found.end(), found.end() + 1) if found else []
    place = inside[0].place if inside else None
    if place is None or place.country is None:
        return None
    name = country_name(place.country) or place.country
    return Side(name=name, key=place.country, country=place.country)


def _hit(event: EventFound, scene: Scene) -> Side | None:
    """Whom or what an event hit; a force or a group soon after counts: "bases of the PKK"."""
    phrase = event.target
    if phrase is None:
        return None
    stop = min(event.sentence_end, phrase.end + _BACK + _BESIDE)
    tail = scene.text[phrase.start : stop]
    named = side_of(_TAIL.split(tail, maxsplit=1)[0], phrase.start, ())
    if named is not None and named.key is not None and named.known:
        return named
    return _side(phrase, scene)


def _side(phrase: Phrase | None, scene: Scene, *, acting: bool = False) -> Side | None:
    """Who a phrase means."""
    if phrase is None:
        return None
    inside = scene.inside(phrase.start, phrase.end)
    return side_of(phrase.text, phrase.start, inside, acting=acting)


def _dated(event: EventFound, scene: Scene) -> Dated | None:
    """The date that belongs to an event."""
    since = _since(event, scene)
    if since is not None:
        return since
    near = near_date(scene.text, scene.dates, event.start, event.end, sentences=scene.sentences)
    if near is None or near.date.future:
        return _assumed(event, scene)
    if _elsewhere(event, near.date, near.reach, scene):
        return None
    strength = near.score
    said = near.date.use is DateUse.SAID or _of_speech(near.date, scene)
    if said and near.reach is DateReach.BEFORE:
        return None
    if near.reach is DateReach.BEFORE or said:
        strength = min(strength, FAIR - 0.05)
    elif _TOLL.search(scene.text, *sorted((event.end, near.date.start))):
        return None
    begin, stop = near.date.start, near.date.end
    return Dated(when=near.when, start=begin, end=stop, strength=strength, said=said)


def _assumed(event: EventFound, scene: Scene) -> Dated | None:
    """The days before a report, for what its main story opens with and gives no date."""
    article = scene.article
    story = article.stories[article.main] if article.main is not None else None
    if story is None or article.published is None or event.manner is Manner.HISTORICAL:
        return None
    if scene.story_at(event.start) != article.main or event.start - story.start > _LEAD:
        return None
    first = article.published - timedelta(days=_NEWS)
    when = When.parse(f"{first.isoformat()}/{article.published.isoformat()}")
    return Dated(when=when, start=event.start, end=event.end, strength=_HALF, assumed=True)


def _since(event: EventFound, scene: Scene) -> Dated | None:
    """The date of an event that something else lasts since: "since Monday, when a bomb"."""
    for date in scene.dates:
        inside = event.sentence_start <= date.start and date.end <= event.start
        if not inside or date.use is not DateUse.SINCE or date.when is None:
            continue
        if date.when.start is not None and _WHEN.match(scene.text, date.end):
            when = When.parse(date.when.start.date().isoformat())
            return Dated(when=when, start=date.start, end=date.end, strength=1.0)
    return None


def _elsewhere(event: EventFound, date: DateFound, reach: DateReach, scene: Scene) -> bool:
    """Whether a date dates something else: "since the war began on", "Monday's", "response on"."""
    if reach is DateReach.BEFORE:
        return scene.story_at(date.start) != scene.story_at(event.start)
    if date.end <= event.start and _ANSWERED.match(scene.text, date.end, event.start):
        return True
    if reach is DateReach.CLAUSE:
        return False
    if event.end <= date.start and _SINCE.search(scene.text, event.end, date.start):
        return True
    return any(
        other is not event
        and date.end <= other.start <= date.end + _BACK
        and _OWN_DATE.fullmatch(scene.text, date.end, other.start)
        for other in scene.events
    )


def _of_speech(date: DateFound, scene: Scene) -> bool:
    """Whether a date hangs on the day on which somebody spoke: "said on Friday, a week after"."""
    return date.kind is DateKind.EVENT and any(
        other.use is DateUse.SAID and 0 <= date.start - other.end <= _BESIDE
        for other in scene.dates
    )
