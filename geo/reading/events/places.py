"""Where an event happened: the place mentions of its sentence and paragraph, the likeliest first.

A small trained model weighs what stands between the event's word and each name: side, distance,
prepositions, clauses, kinds of places; see `docs/data/train_event_places.py`.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from gazetteer.mention import Role
from gazetteer.tokens import Tokens
from geo.kinds import KINDS, Family
from geo.reading.events.again import AT
from geo.reading.events.place_features import NOWHERE, Scene, candidates

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gazetteer.mention import Mention
    from geo.reading.events import EventFound

__all__ = ["MODEL", "place_of", "place_spans", "ranked"]

MODEL: Final = "event_places.npz"
"""File of the model in `geo/data`."""

_MOST: Final = 4_000
_KEPT: Final = 32
_REACH: Final = 2_000
_MOST_NAMES: Final = 20
_ROLES: Final = {Role.ACTOR: 0.3, Role.DEMONYM: 0.2}
_QUOTE: Final = re.compile(r"[,.!?…][”\"]|[:,]\s[“\"]")
_ONE_OF_MANY: Final = frozenset({"one", "another"})
_APART: Final = 0.2
_ELSEWHERE: Final = 0.5
_OTHER_ROLE: Final = 0.1
_SURE: Final = 0.9
_STRUCK: Final = re.compile(
    r"\s+(?:(?:rocked|hit|shook|struck|in|on|at|against|near|outside|inside|targeting)\s+)?"
    r"(?:the\s+(?:\w+\s+)?(?:city|town|village|capital|port|centre|outskirts|suburb)(?:\s+of)?\s+)?"
)
_PARAGRAPH: Final = re.compile(r"\n\s{0,20}\n|(?<=[.!?”\"’])[ \t]{0,4}\n")


@cache
def _weights() -> dict[str, float]:
    """The model that ships with the package."""
    import numpy as np  # noqa: PLC0415 - numpy is slow to import

    with files("geo").joinpath("data", MODEL).open("rb") as file:
        arrays = np.load(file, allow_pickle=False)
        names = arrays["names"].tobytes().decode().split("\t")
        return dict(zip(names, arrays["weights"].astype(float).tolist(), strict=True))


def ranked(
    scene: Scene,
    spans: Sequence[tuple[int, int]],
    weights: Mapping[str, float] | None = None,
) -> list[float]:
    """Tell how likely each span is the place of the event of a scene.

    Parameters
    ----------
    scene
        A sentence about an event's word.
    spans
        Spans of words; `NOWHERE` is the answer that the sentence does not say.
    weights
        Weights of features by name; those of the shipped model if left out.

    Returns
    -------
    list
        A share for each span, in their order; together they make 1.
    """
    known = _weights() if weights is None else weights
    sums = [sum(known.get(name, 0.0) for name in row) for row in scene.features(spans)]
    most = max(sums, default=0.0)
    parts = [math.exp(one - most) for one in sums]
    total = sum(parts)
    return [part / total for part in parts]


def place_spans(text: str, start: int, end: int) -> list[tuple[int, int, float]]:
    """Rank the names of a sentence as the place of an event, without a gazetteer.

    Parameters
    ----------
    text
        One sentence.
    start, end
        Characters of the event's word, end after the last.

    Returns
    -------
    list
        First character of each name, the one after its last, and its share of likelihood, the
        largest first. The shares and that of "the sentence does not say" make 1.

    Raises
    ------
    ValueError
        If the event's characters are no span of the text.
    """
    if not 0 <= start < end <= len(text):
        msg = f"characters {start} to {end} are no span of a text of {len(text)}"
        raise ValueError(msg)
    low = max(0, start - _MOST // 2)
    tokens = Tokens.of(text[low : low + _MOST])
    event = _span(tokens, start - low, end - low)
    names = [s for s in candidates(tokens, 0, len(tokens)) if s[1] <= event[0] or s[0] >= event[1]]
    scene = Scene(tokens, 0, len(tokens), event)
    shares = ranked(scene, [NOWHERE, *names])[1:]
    found = [
        (low + tokens.starts[first], low + tokens.ends[after - 1], share)
        for (first, after), share in zip(names, shares, strict=True)
    ]
    return sorted(found, key=lambda one: -one[2])


def place_of(
    event: EventFound,
    mentions: Sequence[Mention],
    text: str,
    others: Sequence[EventFound] = (),
) -> list[tuple[Mention, float]]:
    """Rank the mentions that may be the place where an event happened.

    Parameters
    ----------
    event
        An event of the text.
    mentions
        The text's mentions, in order, with their roles where they are known.
    text
        The text.
    others
        Other events of the text, in order. What stands beside a diplomatic step is not where
        something was struck, and the other way round.

    Returns
    -------
    list
        Mentions with a share of likelihood, the largest first: those of the event's sentence,
        then those of its paragraph, which share what the sentence leaves open; of very many
        the nearest. Names inside other names are left out.
    """
    begin, stop = event.sentence_start, min(event.sentence_end, event.sentence_start + _MOST)
    own = [one for one in _within(mentions, begin, stop) if one.role is not Role.PART_OF_NAME]
    named = _named_by(event, own)
    own = [one for one in own if not (one.start < event.end and event.start < one.end)]
    own = sorted(own, key=lambda one: abs(one.start - event.start))[:_MOST_NAMES]
    low = bisect_left(others, begin - _REACH, key=lambda one: one.sentence_start)
    high = bisect_right(others, begin + _REACH, key=lambda one: one.sentence_start)
    others = others[low:high]
    tokens = _tokens(text[begin:stop])
    spans = [_span(tokens, one.start - begin, one.end - begin) for one in own]
    at = _span(tokens, event.start - begin, event.end - begin)
    shares = ranked(Scene(tokens, 0, len(tokens), at), [NOWHERE, *spans])
    found = [
        (one, share * _doubt(one, event, text, others))
        for one, share in zip(own, shares[1:], strict=True)
    ]
    if named is not None:
        return [(named, _SURE), *((one, (1.0 - _SURE) * share) for one, share in found)]
    open_share = max(0.0, 1.0 - sum(share for _, share in found))
    found += _around(event, mentions, text, open_share, others)
    return sorted(found, key=lambda one: -one[1])


def _named_by(event: EventFound, own: Sequence[Mention]) -> Mention | None:
    """The place that the words of an event themselves name: "in Karachi"."""
    if event.text.split(maxsplit=1)[0].lower() not in AT:
        return None
    return next((one for one in own if event.start < one.start and one.end <= event.end), None)


@lru_cache(maxsize=_KEPT)
def _tokens(sentence: str) -> Tokens:
    """The words of a sentence; its events follow each other."""
    return Tokens.of(sentence)


def _doubt(one: Mention, event: EventFound, text: str, others: Sequence[EventFound]) -> float:
    """What is left of a mention's share: other roles, other sides of a quotation, other events."""
    left = _ROLES.get(one.role, 1.0) if one.role and not _is_struck(one, event, text) else 1.0
    if _QUOTE.search(text, min(one.end, event.end), max(one.start, event.start)):
        left *= _APART
    if event.text in _ONE_OF_MANY and one.end <= event.start:
        left *= _APART
    diplomatic = _is_step(event)
    for other in others:
        if other is not event and _named_by(other, [one]) is not None:
            return left * _APART
        if other.sentence_start == event.sentence_start and _is_step(other) is not diplomatic:
            gap = min(abs(one.start - event.end), abs(event.start - one.end))
            if other.end <= one.start and one.start - other.end < gap:
                return left * _APART
    return left


def _is_struck(one: Mention, event: EventFound, text: str) -> bool:
    """Whether a mention is what was hit, or where: "bombed Sanaa", "an explosion rocked Kabul"."""
    if one.role is Role.DEMONYM:
        return False
    target = event.target
    if target is not None and target.start <= one.start and one.end == target.end:
        return True
    return one.start > event.end and _STRUCK.fullmatch(text, event.end, one.start) is not None


def _is_step(event: EventFound) -> bool:
    """Whether an event is a step between governments."""
    return KINDS[event.kind].family is Family.DIPLOMACY


def _around(
    event: EventFound,
    mentions: Sequence[Mention],
    text: str,
    share: float,
    others: Sequence[EventFound],
) -> list[tuple[Mention, float]]:
    """The mentions of the paragraph outside the sentence; those just before count most."""
    low = max(0, event.sentence_start - _REACH)
    breaks = [match.end() for match in _PARAGRAPH.finditer(text, low, event.sentence_start)]
    first = breaks[-1] if breaks else low
    close = _PARAGRAPH.search(text, event.sentence_end - 1, event.sentence_end + _REACH)
    last = close.start() if close else min(len(text), event.sentence_end + _REACH)
    before = _within(mentions, first, event.sentence_start)[::-1]
    behind = _within(mentions, event.sentence_end, last)
    apart = {
        (other.sentence_start, other.sentence_end)
        for other in others
        if _is_step(other) is not _is_step(event)
    }
    found: list[tuple[Mention, float]] = []
    weight = share
    for one in [*before[:_MOST_NAMES], *behind[:_MOST_NAMES]]:
        if one.role is Role.PART_OF_NAME:
            continue
        weight *= _ELSEWHERE
        likely = 1.0 if one.role in {Role.LOCATION, None} else _OTHER_ROLE
        if any(start <= one.start < end for start, end in apart):
            likely *= _APART
        found.append((one, weight * likely))
    return found


def _within(mentions: Sequence[Mention], start: int, end: int) -> list[Mention]:
    """The mentions that begin in a stretch of text."""
    low = bisect_left(mentions, start, key=lambda one: one.start)
    high = bisect_left(mentions, end, key=lambda one: one.start)
    return list(mentions[low:high])


def _span(tokens: Tokens, start: int, end: int) -> tuple[int, int]:
    """The words of a stretch of characters; at least one."""
    first = max(0, bisect_right(tokens.starts, start) - 1)
    return first, max(first + 1, bisect_left(tokens.starts, end))
