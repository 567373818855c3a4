"""What each passage of a page is: a paragraph of a story, a heading, a caption, a menu, a link.

First what the markup says, then wording (a photographer's credit, "Read more", "Subscribe"), then
form: short lines without an end are headings where text follows, and links or menus where not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geo.reading.article.page import PassageKind
from geo.reading.article.published import is_date_line
from geo.reading.article.publisher import AGENCIES
from geo.reading.article.wording import (
    BOILERPLATE_IN,
    BOILERPLATE_START,
    BULLET,
    BYLINE,
    CREDIT_END,
    CREDIT_WHOLE,
    DAY_AT_END,
    ENDS,
    LINK_START,
    LINKED_END,
    META_ALONE,
    META_START,
    PAST,
    PICTURED,
    SCENE,
    SEPARATORS,
)

if TYPE_CHECKING:
    from geo.reading.article.page import Block

__all__ = ["CONTENT", "kinds_of"]

CONTENT: Final = frozenset([PassageKind.TEXT, PassageKind.SUMMARY])
"""Kinds whose words tell a story."""

_HEADING_WORDS: Final = 24
_HEADLINE_WORDS: Final = 15
_MENU_WORDS: Final = 5
_PICTURED_IN: Final = 200
_STANDFIRST: Final = 8
_CREDIT_WORDS: Final = 12
_CAPTION_WORDS: Final = 70
_CAPTION_FROM: Final = 2.5
_LINKED: Final = 0.6
_SEEN: Final = 400

_K = PassageKind


def kinds_of(text: str, blocks: list[Block], title: str | None) -> list[PassageKind]:
    """Say what each block of a page is.

    Parameters
    ----------
    text
        Text of the page.
    blocks
        Its blocks, in order.
    title
        Its headline, where known.

    Returns
    -------
    list of PassageKind
        One for each block.
    """
    words = [text[block.start : block.end] for block in blocks]
    kinds = [_alone(part, block) for part, block in zip(words, blocks, strict=True)]
    _lists(words, kinds, _bare(title) if title else None)
    _headings(words, kinds, title)
    _points(words, kinds)
    if not any(kind in CONTENT for kind in kinds):
        return [_told_anyway(part, kind) for part, kind in zip(words, kinds, strict=True)]
    return kinds


def _alone(part: str, block: Block) -> PassageKind:
    """What a block is by itself: as its markup, its words or else its form say."""
    count = part.count(" ") + 1
    ended = ENDS.search(part[-6:]) is not None
    if block.hint is not None and block.hint is not _K.HEADING:
        mild = block.hint in {_K.META, _K.CAPTION} and ended and count > _CAPTION_WORDS
        return _K.TEXT if mild else block.hint
    worded = _by_wording(part[:_SEEN], part[-_SEEN:], count, ended=ended)
    return worded or _by_form(part, block, count, ended=ended)


def _by_form(part: str, block: Block, count: int, *, ended: bool) -> PassageKind:
    """What the length, the end and the links of a block say it is."""
    heading = not ended and count <= _HEADING_WORDS and not part.endswith((",", ";", ":"))
    if block.hint is not None:
        kind = block.hint
    elif block.linked >= _LINKED and (count <= _HEADING_WORDS or not ended):
        kind = _K.LINK
    elif BULLET.match(part):
        kind = _K.SUMMARY if count > _MENU_WORDS + 2 else _K.MENU
    elif len(SEPARATORS.findall(part[:_SEEN])) > max(1, count // 5):
        kind = _K.MENU
    else:
        kind = _K.HEADING if heading else _K.TEXT
    return kind


def _by_wording(first: str, last: str, count: int, *, ended: bool) -> PassageKind | None:
    """What the words of a block say it is."""
    short = count <= 2 * _HEADING_WORDS
    kind = None
    if CREDIT_WHOLE.fullmatch(first):
        kind = _K.CAPTION
    elif (
        first.strip(" .").casefold() in AGENCIES
        or is_date_line(first)
        or META_ALONE.fullmatch(first)
        or BYLINE.match(first)
    ):
        kind = _K.META
    elif short and (BOILERPLATE_START.match(first) or BOILERPLATE_IN.search(first)):
        kind = _K.BOILERPLATE
    elif LINK_START.match(first) and (count <= _MENU_WORDS or (short and not ended)):
        kind = _K.LINK
    elif _is_caption(first, last, count, ended=ended):
        kind = _K.CAPTION
    elif count <= _CREDIT_WORDS and (
        (META_START.match(first) and not ended) or LINKED_END.search(first)
    ):
        kind = _K.META
    return kind


def _is_caption(first: str, last: str, count: int, *, ended: bool) -> bool:
    """Weigh what speaks for the words under a picture."""
    if count > _CAPTION_WORDS:
        return False
    credit = CREDIT_END.search(last[-120:]) is not None
    scene = PAST.search(first) is None and SCENE.search(first[:120]) is not None
    weight = (
        2.0 * credit
        + 2.0 * (PICTURED.search(first[:_PICTURED_IN]) is not None)
        + 1.5 * scene
        + 1.0 * (DAY_AT_END.search(last[-160:]) is not None)
        + 0.5 * (not ended)
        - 1.5 * (last.count(". ") > 2)  # noqa: PLR2004 - a caption has few sentences
        - 1.5 * (count <= _MENU_WORDS)
    )
    return weight >= _CAPTION_FROM


def _lists(words: list[str], kinds: list[PassageKind], own: str | None) -> None:
    """Under a line such as "Related stories", lines that are no sentences are links."""
    under = False
    for number, kind in enumerate(kinds):
        short = words[number].count(" ") < _MENU_WORDS and not ENDS.search(words[number])
        if kind is _K.LINK and short and LINK_START.match(words[number]):
            under = True
        elif kind in CONTENT or (own and _same(_bare(words[number][:_SEEN]), own)):
            under = False
        elif under and kind in {_K.HEADING, _K.SUMMARY, _K.MENU}:
            kinds[number] = _K.LINK


def _headings(words: list[str], kinds: list[PassageKind], title: str | None) -> None:
    """A headline with no story under it is a link; the page's own is one in any case."""
    filled = False
    following: str | None = None
    own = _bare(title) if title else None
    first = next((n for n, kind in enumerate(kinds) if kind is _K.HEADING), None)
    content = next((n for n, kind in enumerate(kinds) if kind in CONTENT), len(kinds))
    for number in range(len(kinds) - 1, -1, -1):
        kind = kinds[number]
        if kind is _K.HEADING:
            bare = _bare(words[number])
            headline = (own is not None and _same(bare, own)) or (
                own is None and number == first and number < content
            )
            if not filled and not headline and bare != following:
                count = words[number].count(" ") + 1
                short = _K.MENU if count < _MENU_WORDS else _K.LINK
                kinds[number] = short if count <= _HEADLINE_WORDS else _K.TEXT
            else:
                following, filled = bare, False
        elif kind in CONTENT or kind is _K.CAPTION:
            filled = True


def _told_anyway(part: str, kind: PassageKind) -> PassageKind:
    """What a passage is on a page without a paragraph: its headlines are all that it tells."""
    headline = kind in {_K.HEADING, _K.LINK, _K.MENU} and part.count(" ") >= _MENU_WORDS - 2
    return _K.TEXT if headline else kind


def _same(bare: str, own: str) -> bool:
    """Whether a line is the title, perhaps with the name of a list or site around it."""
    return bare == own or (own in bare and len(own) > len(bare) // 2)


def _points(words: list[str], kinds: list[PassageKind]) -> None:
    """A lone dash begins a paragraph; a second, longer heading sums up under the first."""
    for number, kind in enumerate(kinds):
        before = kinds[number - 1] if number else None
        after = kinds[number + 1] if number + 1 < len(kinds) else None
        lonely = _K.SUMMARY not in {before, after}
        if kind is _K.SUMMARY and lonely and words[number].startswith(("–", "-")):
            kinds[number] = _K.TEXT
        elif kind is _K.HEADING and before is _K.HEADING:
            new = _bare(words[number]) != _bare(words[number - 1])
            if new and words[number].count(" ") > _STANDFIRST and not words[number].istitle():
                kinds[number] = _K.SUMMARY


def _bare(words: str) -> str:
    """A headline for comparison."""
    return " ".join(re.findall(r"\w{1,40}", words.casefold()))
