"""The stories of a page: where each begins and ends, and which is the one its title announces."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from statistics import median_low
from typing import TYPE_CHECKING, Final

import orjson

from geo.reading.article.page import PassageKind
from geo.reading.article.passages import CONTENT
from geo.reading.article.story_features import FEATURES, Paragraph, features_of, title_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.reading.article.page import Block

__all__ = ["Passage", "Story", "stories_of"]

_K = PassageKind
_CREDIT = re.compile(
    r"\(|(?:report|edit|writ|translat)(?:ing|ed)\b|with \w+|source\b", re.IGNORECASE
)
_SEEN: Final = 40
_AROUND: Final = frozenset([_K.HEADING, _K.META, _K.CAPTION, _K.SUMMARY, _K.TEXT])
_LONE: Final = 1.0
_FEW: Final = 4
_LONE_REPEATS: Final = 2
_SHORT: Final = 260
_COPIED: Final = 0.6
_TITLE_READ: Final = 1200
_RIVAL: Final = 1.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph of a page, or something else that stands there.

    Parameters
    ----------
    start
        Its first character in the text of the article.
    end
        The one after its last.
    kind
        What it is.
    story
        Number of the story that it belongs to; None for menus, links and boilerplate.
    duplicate_of
        Number of the earlier passage that it repeats.
    """

    start: int
    end: int
    kind: PassageKind
    story: int | None = None
    duplicate_of: int | None = None

    @property
    def told(self) -> bool:
        """Whether it tells something of its story that no earlier passage has told."""
        return self.kind in CONTENT and self.duplicate_of is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A story of a page.

    Parameters
    ----------
    start
        Its first character in the text of the article, that of its headline where it has one.
    end
        The one after its last; what lies between need not all be of the story.
    title
        Its headline.
    main
        Whether it is the one that the title of the page announces.
    duplicate_of
        Number of the earlier story that it repeats.
    agency
        The news agency that it was taken from: a wire copy is not a second source.
    """

    start: int
    end: int
    title: str | None = None
    main: bool = False
    duplicate_of: int | None = None
    agency: str | None = None


@cache
def _weights() -> tuple[float, ...]:
    """What `docs/data/train_stories.py` has learnt."""
    told = orjson.loads((files("geo") / "data" / "stories.json").read_bytes())
    return tuple(float(told[name]) for name in FEATURES)


def stories_of(
    text: str,
    blocks: Sequence[Block],
    kinds: Sequence[PassageKind],
    repeats: Sequence[int | None],
    title: str | None,
) -> tuple[list[Passage], list[Story]]:
    """Part a page into stories.

    Parameters
    ----------
    text
        Text of the page.
    blocks
        Its blocks, in order.
    kinds
        What each is.
    repeats
        For each the earlier one that it repeats.
    title
        Headline of the page, where known.

    Returns
    -------
    tuple
        The passages, each with the number of its story, and the stories in order.
    """
    owners = _owners(text, blocks, kinds, repeats)
    passages = [
        Passage(start=block.start, end=block.end, kind=kind, story=owner, duplicate_of=repeat)
        for block, kind, owner, repeat in zip(blocks, kinds, owners, repeats, strict=True)
    ]
    count = max((owner for owner in owners if owner is not None), default=-1) + 1
    own: list[list[int]] = [[] for _ in range(count)]
    for number, owner in enumerate(owners):
        if owner is not None:
            own[owner].append(number)
    main = _main(text, passages, own, title)
    stories = []
    for number, members in enumerate(own):
        head = next((passages[n] for n in members if kinds[n] is _K.HEADING), None)
        inside = [passages[n] for n in members]
        lead = next((p.start for p in inside if p.kind in CONTENT), inside[0].start)
        titled = head is not None and (head.start <= lead)
        stories.append(
            Story(
                start=inside[0].start,
                end=inside[-1].end,
                title=text[head.start : head.end] if head and titled else None,
                main=number == main,
                duplicate_of=_copied(passages, members, number),
            )
        )
    return passages, stories


def _owners(
    text: str,
    blocks: Sequence[Block],
    kinds: Sequence[PassageKind],
    repeats: Sequence[int | None],
) -> list[int | None]:
    """Number of the story of each block; None for what belongs to none."""
    content = _weighed(kinds, repeats)
    starts = _starts(text, blocks, kinds, content)
    owners: list[int | None] = [None] * len(blocks)
    story = -1
    for place, number in enumerate(content):
        previous = content[place - 1] if place else -1
        if number in starts:
            story += 1
            first = _head(text, blocks, kinds, previous + 1, number)
            for between in range(previous + 1, number):
                fits = kinds[between] in _AROUND
                if fits:
                    owners[between] = story if between >= first or story == 0 else story - 1
        else:
            for between in range(previous + 1, number):
                if kinds[between] in _AROUND:
                    owners[between] = story
        owners[number] = story
    for number in range(content[-1] + 1 if content else 0, len(blocks)):
        if kinds[number] in _AROUND - {_K.HEADING} and story >= 0:
            owners[number] = story
    return owners


def _weighed(kinds: Sequence[PassageKind], repeats: Sequence[int | None]) -> list[int]:
    """The paragraphs that say where stories begin: not a lone repeat, but a repeated story."""
    runs: list[list[int]] = [[]]
    for number, kind in enumerate(kinds):
        if kind in CONTENT:
            if runs[-1] and (repeats[runs[-1][-1]] is None) != (repeats[number] is None):
                runs.append([])
            runs[-1].append(number)
    return [n for run in runs for n in run if repeats[n] is None or len(run) > _LONE_REPEATS]


def _head(
    text: str, blocks: Sequence[Block], kinds: Sequence[PassageKind], begin: int, end: int
) -> int:
    """Where the head of a story begins among what precedes its first paragraph.

    That is its headline; without one, what stands furthest from the story before.
    """
    heading = next((n for n in range(begin, end) if kinds[n] is _K.HEADING), None)
    if heading is not None:
        return heading
    while begin < end and _CREDIT.match(text[blocks[begin].start : blocks[begin].end][:_SEEN]):
        begin += 1
    return max(range(begin, end + 1), key=lambda n: (blocks[n].gap, -n))


def _starts(
    text: str, blocks: Sequence[Block], kinds: Sequence[PassageKind], content: list[int]
) -> set[int]:
    """The blocks with which a story begins."""
    if not content:
        return set()
    usual = median_low([blocks[n].gap for n in content[1:]] or [0])
    paragraphs = []
    sure: set[int] = {0}
    for place, number in enumerate(content):
        previous = content[place - 1] if place else -1
        between = range(previous + 1, number)
        seen = {kinds[n] for n in between}
        gaps = [blocks[n].gap for n in (*between, number)]
        if any(blocks[n].apart for n in (*between, number)):
            sure.add(place)
        picture = _K.CAPTION in seen
        paragraphs.append(
            Paragraph(
                text=text[blocks[number].start : blocks[number].end],
                gap=float(max(gaps) > usual and not picture),
                heading=_K.HEADING in seen,
                meta=_K.META in seen,
                picture=picture,
            )
        )
    weights = _weights()
    rows = features_of(paragraphs)
    scores = [math.inf, *(sum(a * b for a, b in zip(row, weights, strict=True)) for row in rows)]
    for place in range(1, len(content)):
        parted = paragraphs[place].heading or place in sure
        if kinds[content[place - 1]] is _K.SUMMARY and not parted:
            scores[place] = -math.inf  # a summary stands at the head of its story
    return {content[place] for place in _kept(scores, sure, paragraphs)}


def _kept(scores: list[float], sure: set[int], paragraphs: Sequence[Paragraph]) -> list[int]:
    """Starts that hold: a story of few paragraphs must be told by its layout, or well."""
    begun = sorted(sure | {place for place, score in enumerate(scores) if score > 0})
    kept: list[int] = []
    for nth, place in enumerate(begun):
        end = begun[nth + 1] if nth + 1 < len(begun) else len(scores)
        first = paragraphs[place]
        brief = end - place == 1 and len(first.text) < _SHORT
        bare = end - place <= _FEW and not (first.gap or first.heading)
        if place in sure or not (brief or bare) or scores[place] > _LONE:
            kept.append(place)
    return kept


def _main(
    text: str, passages: Sequence[Passage], own: list[list[int]], title: str | None
) -> int | None:
    """The story whose beginning has most of the words of the title; the first among equals."""
    if not own:
        return None
    wanted = title_words(title or "")
    shares = []
    for members in own:
        words = title_words(
            " ".join(
                text[passages[n].start : passages[n].end]
                for n in members
                if passages[n].kind in CONTENT
            )[:_TITLE_READ]
        )
        shares.append(len(wanted & words) / len(wanted) if wanted else 0.0)
    best = max(range(len(own)), key=lambda number: (shares[number], -number))
    return best if shares[best] > _RIVAL * shares[0] else 0


def _copied(passages: Sequence[Passage], members: list[int], number: int) -> int | None:
    """The earlier story that most of a story repeats."""
    whole = copied = 0
    sources: dict[int, int] = {}
    for n in members:
        passage = passages[n]
        if passage.kind is not _K.TEXT:
            continue
        whole += passage.end - passage.start
        source = passages[passage.duplicate_of].story if passage.duplicate_of is not None else None
        if source is not None and source != number:
            copied += passage.end - passage.start
            sources[source] = sources.get(source, 0) + passage.end - passage.start
    return max(sources, key=lambda s: sources[s]) if whole and copied > _COPIED * whole else None
