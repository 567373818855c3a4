"""How the incidents of an article hang together, where it says so: in retaliation, in response."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.incident import LinkType
from geo.reading.extractor import LinkFound

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.reading.rules.grouping import Group
    from geo.reading.rules.scene import Scene

__all__ = ["links_of"]

_RETALIATION: Final = (
    "retaliat", "revenge", "aveng", "reprisal", "tit-for-tat", "payback",
)  # fmt: skip
_RESPONSE: Final = (
    "in response", "response to", "respond", "answer to", "answered", "in protest", "prompt",
    "following", "after the", "after an", "after a ", "over the", "over a",
)  # fmt: skip


def links_of(scene: Scene, groups: Sequence[Group]) -> Iterator[LinkFound]:
    """Find the links between the incidents of an article.

    Parameters
    ----------
    scene
        The article with what was found.
    groups
        The tellings of each incident.

    Yields
    ------
    LinkFound
        Each pair at most once.
    """
    seen: set[tuple[int, int]] = set()
    for later, group in enumerate(groups):
        for one in group.tellings:
            begin, stop = one.event.sentence_start, one.event.sentence_end
            words = scene.text[begin:stop].lower()
            type_ = _type(words, step=one.step)
            if type_ is None:
                continue
            for earlier, other in enumerate(groups):
                if other is group or (later, earlier) in seen or (earlier, later) in seen:
                    continue
                if not _before(other, group) or not _told_in(other, begin, stop):
                    continue
                seen.add((later, earlier))
                yield LinkFound(later=later, earlier=earlier, type=type_, start=begin, end=stop)


def _type(words: str, *, step: bool) -> LinkType | None:
    """The link that the words of a sentence make."""
    if any(word in words for word in _RETALIATION) and not step:
        return LinkType.RETALIATION_FOR
    if step and any(word in words for word in (*_RESPONSE, *_RETALIATION)):
        return LinkType.RESPONSE_TO
    return None


def _told_in(group: Group, begin: int, stop: int) -> bool:
    """Whether a sentence tells of a group."""
    return any(begin <= one.event.start < stop for one in group.tellings)


def _before(group: Group, other: Group) -> bool:
    """Whether a group did not happen after another, as far as dates tell."""
    first = min((d.when.start for d in group.dates if d.when.start), default=None)
    second = min((d.when.start for d in other.dates if d.when.start), default=None)
    return first is None or second is None or first <= second
