"""Events that only the harm tells: "six teenagers died in a bar", and no word for an attack."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Final

from geo.incident import Modality, Polarity
from geo.kinds import ARMED, KINDS, Family, Kind
from geo.reading.counts import Effect, Share
from geo.reading.events import EventFound, Manner, Phrase
from geo.reading.events.company import Company
from geo.reading.rules.cues import FOR

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.reading.counts import CountFound

__all__ = ["implied_events"]

_TOLD: Final = ARMED | {Family.UNREST}
_HARMED: Final = frozenset({Effect.KILLED, Effect.INJURED, Effect.CASUALTIES})
_WORD: Final = re.compile(r"[^\W\d_]+")
_WEAPON: Final = re.compile(
    r"\s+(?:the|an?|last|this)?\s*((?:[\w-]+\s+){0,3}?"
    r"(?:bombs?|rockets?|missiles?|drones?|mortars?|shells?|mines?|grenades?))\b"
)
_MANNERS: Final = {Modality.FACT: Manner.HAPPENED, Modality.ACCUSED: Manner.ACCUSED}


def implied_events(
    events: Sequence[EventFound], counts: Sequence[CountFound], text: str
) -> list[EventFound]:
    """Find an event for each sentence that counts dead or hurt and tells no armed event.

    Parameters
    ----------
    events
        The events of the text.
    counts
        The people harmed in it.
    text
        The text.

    Returns
    -------
    list
        In the order of the text. A sentence about a storm, a match or an illness tells none.
    """
    told = {e.sentence_start for e in events if KINDS[e.kind].family in _TOLD}
    found = list(_answered(events, text))
    harmed = (c for c in counts if c.effect in _HARMED and c.polarity is Polarity.ASSERTS)
    for (start, end), group in groupby(harmed, key=lambda c: (c.sentence_start, c.sentence_end)):
        inside = any(start <= known < end for known in told)
        company = Company.of(_WORD.findall(text[start:end]))
        first = next((c for c in group if c.share is not Share.PART), None)
        if first is not None and not inside and company.other <= company.war and first.count.low:
            found.append(_event(first))
    return found


def _answered(events: Sequence[EventFound], text: str) -> Iterator[EventFound]:
    """What an event answers, where a weapon alone tells it: "an answer to a roadside bomb in"."""
    for event in events:
        cue = FOR.search(text, event.end, event.sentence_end)
        if cue is None or any(cue.end() <= e.start < event.sentence_end for e in events):
            continue
        weapon = _WEAPON.match(text, cue.end(), event.sentence_end)
        if weapon:
            start, end = weapon.span(1)
            yield replace(
                event,
                start=start,
                end=end,
                text=text[start:end],
                kind=Kind.ATTACK,
                actor=None,
                target=None,
                weapon=Phrase(start=start, end=end, text=text[start:end]),
                points_back=False,
            )


def _event(count: CountFound) -> EventFound:
    """The event that a number of people harmed implies."""
    said = count.claimant
    return EventFound(
        start=count.start,
        end=count.end,
        text=count.text,
        kind=Kind.ATTACK,
        manner=_MANNERS.get(count.modality, Manner.CLAIMED),
        sentence_start=count.sentence_start,
        sentence_end=count.sentence_end,
        claimant=Phrase(start=said.start, end=said.end, text=said.text) if said else None,
    )
