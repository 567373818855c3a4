"""What the parts find in an article: its telling text with places, dates, events and counts."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from gazetteer.geoparsing import Geoparsed, PlacedMention, PlacedRelation, geoparse
from gazetteer.mention import Mention, Role
from gazetteer.relation import Borders, Relation, find_relations, footprint_of
from gazetteer.sentences import sentence_spans
from geo.reading.article import Article, Passage, PassageKind
from geo.reading.counts import CountFound, find_counts
from geo.reading.dates import DateFound, find_dates
from geo.reading.events import EventFound, find_events
from geo.reading.events.vocabulary import words
from geo.reading.rules.casing import recased
from geo.reading.rules.implied import implied_events

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.index import Gazetteer

__all__ = ["Scene", "scene_of"]

_GROUND: Final = words(
    """
    territory soil airspace waters side border frontier town village city province district region
    villages towns area areas land
    """
)
_LONGEST: Final = 120
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_DATELINE: Final = re.compile(
    r"""
    (?: [A-Z][A-Z'’.-]{2,} (?:[ /][A-Z][A-Z'’.-]+){0,3}          # KABUL, COX'S BAZAR
        (?: ,\ [A-Z][\w.'’]+ (?:\ [A-Z][\w.'’]+)? )?             # , Chad
        [^\n.:;"“”–—]{0,45}?                                     # , Aug 29 (own report)
      | [A-Z][\w'’]+ (?:\ [A-Z][\w'’]+){0,2} (?:,\ [A-Z]\w+)?     # Goma, Congo
        (?: ,?\ \([^)\n]{2,40}\) | ,\ [A-Z][a-z]{2,8}\.?\ \d{1,2}[^\n.:;"“”–—]{0,12} )
    )
    \s? (?: -{1,2} | [–—] | (?<=[A-Z]{3}): ) \s
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """An article with all that is found in it.

    Parameters
    ----------
    article
        The article.
    text
        Its text with blanks where nothing is told, datelines among it, so that offsets are those
        of the article.
    places
        Toponyms and demonyms with their places, in order.
    mentions
        The same without datelines, with a demonym before ground ("Pakistani territory") as a
        location.
    relations
        What is said of places by way of others.
    borders
        Borders of the world, for ground on one side of them.
    dates
        When things happened.
    events
        What happened.
    implied
        Those of them that only a number of people harmed tells.
    asides
        Events that only serve to date another ("a day after the strike"), with that date.
    counts
        How many were harmed.
    sentences
        First character of each sentence and the one after its last.
    """

    article: Article
    text: str
    places: tuple[PlacedMention, ...]
    mentions: tuple[Mention, ...]
    relations: tuple[Relation, ...]
    borders: Borders | None
    dates: tuple[DateFound, ...]
    events: tuple[EventFound, ...]
    implied: frozenset[EventFound]
    asides: Mapping[EventFound, DateFound]
    counts: tuple[CountFound, ...]
    sentences: tuple[tuple[int, int], ...]

    def placed(self, mention: Mention) -> PlacedMention:
        """The place of a mention.

        Parameters
        ----------
        mention
            One of `mentions`.

        Returns
        -------
        PlacedMention
            With its place, if that is known.
        """
        return self.places[bisect_left(self.places, mention.start, key=lambda p: p.mention.start)]

    def ground_by(self, mention: Mention) -> PlacedRelation | None:
        """The ground that is told by way of a mention; it is drawn when it is asked for.

        Parameters
        ----------
        mention
            One of `mentions`.

        Returns
        -------
        PlacedRelation or None
            None where the mention stands for its place alone.
        """
        start = mention.start
        told = next(
            (r for r in self.relations if any(one.start == start for one in r.mentions)), None
        )
        if told is None:
            return None
        places = {one.mention: one.place for one in self.places if one.place}
        footprint = footprint_of(told, places, self.borders)
        return PlacedRelation(relation=told, footprint=footprint) if footprint else None

    def inside(self, start: int, end: int) -> list[PlacedMention]:
        """The mentions inside a stretch of text.

        Parameters
        ----------
        start, end
            Characters of the text, end after the last.

        Returns
        -------
        list
            In order.
        """
        low = bisect_left(self.places, start, key=lambda p: p.mention.start)
        high = bisect_left(self.places, end, key=lambda p: p.mention.start)
        return list(self.places[low:high])

    def next_event(self, offset: int) -> EventFound | None:
        """The first event told from some character on.

        Parameters
        ----------
        offset
            A character of the text.

        Returns
        -------
        EventFound or None
            None behind the last.
        """
        at = bisect_left(self.events, offset, key=lambda event: event.start)
        return self.events[at] if at < len(self.events) else None

    def words_of(self, story: int | None) -> list[str]:
        """The words of a story.

        Parameters
        ----------
        story
            Number of the story; None for what belongs to none.

        Returns
        -------
        list
            As written, in order.
        """
        spans = [(p.start, p.end) for p in self.article.told() if p.story == story]
        return [word for start, end in spans for word in _WORD.findall(self.text[start:end])]

    def story_at(self, offset: int) -> int | None:
        """The story that a character belongs to.

        Parameters
        ----------
        offset
            A character of the text.

        Returns
        -------
        int or None
            Number of the story.
        """
        passage = self.article.passage_at(offset)
        return None if passage is None else self.article.passages[passage].story


def scene_of(article: Article, gazetteer: Gazetteer, borders: Borders | None) -> Scene:
    """Find everything in an article that incidents are made of.

    Parameters
    ----------
    article
        The article.
    gazetteer
        Where places are looked up.
    borders
        Borders of the world, for ground on one side of them.

    Returns
    -------
    Scene
        What was found.
    """
    whole = recased(_shown(article, article.told()))
    headed = [p for p in article.passages if p.told or p.kind is PassageKind.HEADING]
    parsed = geoparse(recased(_shown(article, headed)), gazetteer=gazetteer, grounds=False)
    dates = tuple(find_dates(whole, article.published))
    text = _without_datelines(whole, article)
    events = find_events(text, published=article.published)
    counts = find_counts(text)
    implied = implied_events(events, counts, text)
    dates = tuple(date for date in dates if text[date.start] == date.text[0])
    every = tuple(sorted((*events, *implied), key=lambda event: event.start))
    return Scene(
        article=article,
        text=text,
        places=parsed.mentions,
        mentions=_mentions(text, parsed),
        relations=tuple(find_relations(text, [one.mention for one in parsed.mentions])),
        borders=borders,
        dates=dates,
        events=every,
        implied=frozenset(implied),
        asides=_asides(every, dates),
        counts=tuple(counts),
        sentences=tuple(sentence_spans(text)),
    )


def _shown(article: Article, passages: Sequence[Passage]) -> str:
    """The text with line breaks where it is not wanted, which keeps paragraphs apart."""
    parts: list[str] = []
    at = 0
    for passage in passages:
        parts.append("\n" * (passage.start - at))
        parts.append(article.text[passage.start : passage.end])
        at = passage.end
    return "".join(parts)


def _without_datelines(text: str, article: Article) -> str:
    """The text without the places that its paragraphs were sent from."""
    parts: list[str] = []
    at = 0
    for passage in article.told():
        sent = _DATELINE.match(text, passage.start, min(passage.end, passage.start + _LONGEST))
        if sent:
            parts += [text[at : passage.start], " " * (sent.end() - passage.start)]
            at = sent.end()
    return "".join([*parts, text[at:]])


def _mentions(text: str, parsed: Geoparsed) -> tuple[Mention, ...]:
    """The mentions; a people's adjective before its ground is a location."""
    return tuple(
        replace(one.mention, role=Role.LOCATION) if _is_ground(text, one.mention) else one.mention
        for one in parsed.mentions
        if text[one.mention.start : one.mention.start + 1] == one.mention.text[0]
    )


def _asides(
    events: Sequence[EventFound], dates: Sequence[DateFound]
) -> dict[EventFound, DateFound]:
    """The events that only serve to tell a date, with that date."""
    asides: dict[EventFound, DateFound] = {}
    for date in dates:
        if date.anchor is None or date.end > date.anchor.start:
            continue
        low, high = date.anchor.start, date.anchor.end
        first = next((event for event in events if low <= event.start < high), None)
        if first is not None:
            asides[first] = date
    return asides


def _is_ground(text: str, mention: Mention) -> bool:
    """Whether a demonym stands before ground."""
    if mention.role is not Role.DEMONYM:
        return False
    follows = text[mention.end : mention.end + 40].split(maxsplit=3)[:3]
    return any(word.strip(",.;").lower() in _GROUND for word in follows[:2])
