"""What happened, by the words of a report: events with their kind, manner, actors and targets.

Rules over words, no parser: a word that tells an event is looked up, its sense is checked against
the company it keeps, and the phrases beside it say who did it, what was hit and who says so.
`geo.reading.events.places` ranks where it happened.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from gazetteer.sentences import sentence_spans
from gazetteer.tokens import Tokens
from geo.actors import find_actor
from geo.incident import Polarity
from geo.kinds import KINDS, Family, Kind
from geo.reading.events.again import again
from geo.reading.events.company import Company
from geo.reading.events.courts import in_court
from geo.reading.events.drills import goes_on, tells_of_drill
from geo.reading.events.manner import Manner, Told
from geo.reading.events.modality import manner_of
from geo.reading.events.participants import Participants, participants
from geo.reading.events.things import is_shot, is_thing
from geo.reading.events.triggers import find_triggers
from geo.reading.events.view import View

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from geo.incident import Actor
    from geo.reading.events.trigger import Trigger

__all__ = ["EventFound", "Phrase", "find_events"]

_LONGEST: Final = 250
_WRAPPED: Final = 120
_PRONOUNS: Final = frozenset({"it", "they", "he", "she", "we"})
_NOBODY: Final = frozenset({"nobody", "no one", "no group", "no-one"})
_THE: Final = frozenset({"the", "this", "these", "those", "that", "such"})
_RANKS: Final = frozenset(
    {"first", "second", "third", "worst", "deadliest", "bloodiest", "heaviest"}
)
_BESIDE: Final = 5
_IS: Final = frozenset({"was", "is", "were", "be"})
_DETAILS: Final = frozenset({"in", "on", "near", "at", "by", "against", "outside", "inside", "of"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Some words of a text that name somebody or something.

    Parameters
    ----------
    start, end
        Characters of the text, end after the last.
    text
        The words, as written.
    """

    start: int
    end: int
    text: str

    @property
    def actor(self) -> Actor | None:
        """The known actor that the phrase names or begins with, if any."""
        words = self.text.replace("’s", "").replace("'s", "").split()
        for first in range(len(words)):
            for after in range(min(len(words), first + 6), first, -1):
                found = find_actor(" ".join(words[first:after]))
                if found is not None:
                    return found
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFound:
    """A mention of something that happened, or is said to.

    Parameters
    ----------
    start, end
        Characters of the words that tell it, end after the last.
    text
        Those words, as written.
    kind
        What happened.
    manner
        In what manner it is told.
    sentence_start, sentence_end
        Characters of its sentence.
    actor
        Who did it.
    target
        Who or what it was done to.
    weapon
        With what.
    claimant
        Who says, denies or accuses; None where the report itself does.
    points_back
        Whether the words only point back to an event told elsewhere ("after the attack").
    """

    start: int
    end: int
    text: str
    kind: Kind
    manner: Manner
    sentence_start: int
    sentence_end: int
    actor: Phrase | None = None
    target: Phrase | None = None
    weapon: Phrase | None = None
    claimant: Phrase | None = None
    points_back: bool = False

    @property
    def polarity(self) -> Polarity:
        """Whether it is said, or said not to be so."""
        return Polarity.DENIES if self.manner is Manner.DENIED else Polarity.ASSERTS

    @property
    def reported(self) -> bool:
        """Whether it is told as something that came about lately, by whomever."""
        return self.manner in {Manner.HAPPENED, Manner.CLAIMED, Manner.ACCUSED}


def find_events(text: str, *, published: date | None = None) -> list[EventFound]:
    """Find every mention of an event in a report.

    Parameters
    ----------
    text
        A report in English.
    published
        Its day, to tell what is long past; without it a bare year counts as long past.

    Returns
    -------
    list
        In the order of the text. One event told twice is found twice; what happened "in Quetta on
        Monday and in Karachi on Tuesday" is found at its word and at "in Karachi". What only a
        trial of these days is about, with no day of its own, is left out. Time grows in proportion
        to the text.
    """
    tokens = Tokens.of(text)
    company = Company.of(tokens.words)
    found: list[EventFound] = []
    drill = False
    for start, end in _sentences(text):
        first, after = bisect_left(tokens.starts, start), bisect_left(tokens.starts, end)
        if drill and goes_on(tokens, first, after):
            continue
        drill = tells_of_drill(tokens, first, after)
        for low in range(first, after, _LONGEST):
            high = min(after, low + _LONGEST)
            triggers = find_triggers(tokens, low, high, company)
            firsts = tuple(one.first for one in triggers)
            for one, close in zip(triggers, (*firsts[1:], high), strict=False):
                view = View(tokens=tokens, trigger=one, first=low, after=high, others=firsts)
                told = manner_of(view, published)
                if told.manner is not Manner.HISTORICAL and in_court(view):
                    continue
                event = _event(tokens, one, told, low, high)
                found += [event, *_again(tokens, event, one, close)]
    return found


def _again(tokens: Tokens, event: EventFound, trigger: Trigger, close: int) -> Iterator[EventFound]:
    """The same at other places on other days, told without a word of its own."""
    if KINDS[trigger.kind].family is Family.DIPLOMACY:
        return
    for first, after in again(tokens, trigger.after, close):
        start, end = tokens.starts[first], tokens.ends[after - 1]
        yield replace(event, start=start, end=end, text=tokens.text[start:end], target=None)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """The sentences of a text; where lines are not wrapped, a line break ends one."""
    wrapped = all(len(line) <= _WRAPPED for line in text.splitlines())
    for start, end in sentence_spans(text):
        at = start
        while not wrapped and (cut := text.find("\n", at, end)) >= 0:
            yield at, cut
            at = cut + 1
        yield at, end


def _event(tokens: Tokens, trigger: Trigger, told: Told, first: int, after: int) -> EventFound:
    """An event with its phrases."""
    who = participants(tokens, trigger, first, after)
    claimant = _phrase(tokens, told.claimant)
    doer, hit = who.actor or told.accused, who.target
    if doer is not None and is_thing(tokens, doer, first):
        doer = None
    if hit is not None and trigger.kind is not Kind.DISRUPTED_WEAPONS and is_shot(tokens, hit):
        hit = None
    actor = _phrase(tokens, doer)
    if actor is not None and actor.text.lower() in _PRONOUNS:
        actor = claimant or actor
    elif actor is not None and actor.text.lower() in _NOBODY:
        actor = None
    start, end = tokens.starts[trigger.first], tokens.ends[trigger.after - 1]
    return EventFound(
        start=start,
        end=end,
        text=tokens.text[start:end],
        kind=trigger.kind,
        manner=told.manner,
        sentence_start=tokens.starts[first],
        sentence_end=tokens.ends[after - 1],
        actor=actor,
        target=_phrase(tokens, hit),
        weapon=_phrase(tokens, who.weapon),
        claimant=claimant,
        points_back=_points_back(tokens, trigger, who),
    )


def _points_back(tokens: Tokens, trigger: Trigger, who: Participants) -> bool:
    """Whether a noun stands bare after "the", with nothing said of it."""
    near = tokens.lower[max(0, trigger.first - _BESIDE) : trigger.first]
    if not (trigger.verb or _RANKS.isdisjoint(near) or _IS.isdisjoint(near)):
        return True
    bare = not trigger.verb and who == Participants()
    return (
        bare and tokens.at(trigger.first - 1) in _THE and tokens.at(trigger.after) not in _DETAILS
    )


def _phrase(tokens: Tokens, span: tuple[int, int] | None) -> Phrase | None:
    """A span of words as a phrase."""
    if span is None or span[0] >= span[1]:
        return None
    start, end = tokens.starts[span[0]], tokens.ends[span[1] - 1]
    return Phrase(start=start, end=end, text=tokens.text[start:end])
