"""Who published a page, and which news agency a story was taken from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geo.reading.article.page import PassageKind
from geo.reading.article.published import Evidence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.reading.article.page import Block

__all__ = ["AGENCIES", "agency_of", "passed_on_from", "publisher_in"]

AGENCIES: Final = {
    "reuters": "Reuters", "thomson reuters": "Reuters", "afp": "AFP",
    "agence france-presse": "AFP", "ap": "AP", "associated press": "AP",
    "the associated press": "AP", "dpa": "dpa", "efe": "EFE", "ansa": "ANSA", "tass": "TASS",
    "interfax": "Interfax", "ria novosti": "RIA Novosti", "xinhua": "Xinhua", "pti": "PTI",
    "press trust of india": "PTI", "ani": "ANI", "ians": "IANS", "upi": "UPI", "app": "APP",
    "anadolu": "Anadolu", "anadolu agency": "Anadolu", "aa": "Anadolu", "irna": "IRNA",
    "isna": "ISNA", "tasnim": "Tasnim", "fars": "Fars", "mehr": "Mehr", "sana": "SANA",
    "yonhap": "Yonhap", "kyodo": "Kyodo", "bernama": "Bernama", "antara": "Antara",
    "petra": "Petra", "wam": "WAM", "spa": "SPA", "mena": "MENA", "ina": "INA", "kuna": "KUNA",
    "apa": "APA", "trend": "Trend", "armenpress": "Armenpress", "ukrinform": "Ukrinform",
    "bloomberg": "Bloomberg", "suna": "SUNA", "nna": "NNA",
}  # fmt: skip
"""Usual names of news agencies by what pages call them, in lower case."""

_NAME = "|".join(sorted(map(re.escape, AGENCIES), key=len, reverse=True))
_IN_DATELINE = re.compile(
    rf"[A-Z][^()\n]{{2,60}}\(({_NAME})\)|[A-Z][A-Z .'/,-]{{2,40}}[,/] ?(?:[A-Z][a-z]{{2,8}}\.? \d{{1,2}} ?)?\(?({_NAME})\)? ?[-–—:]|({_NAME}) ?[-–—:]",
    re.IGNORECASE,
)
_AT_END = re.compile(
    rf"(?:[(\[](?:(?:report|reporting|source|with (?:inputs?|reporting|files|agency inputs)) ?(?:by|from|:)? ?)?({_NAME})(?:/[\w ]{{2,20}})?[)\]]|[-–—] ?({_NAME}))\.?$",
    re.IGNORECASE,
)
_CREDITED = re.compile(rf"(?:by|source|from|via) ?:? ?({_NAME})(?:\W|$)", re.IGNORECASE)
_SITES = (
    re.compile(
        r"(?:©|\([cC]\)|[Cc]opyright(?: ©| \([cC]\))?)[ ,]{0,3}(?:19|20)\d\d(?:[-–](?:19|20)?\d\d)?[ ,]{1,3}(?:by )?([A-Z0-9][^.|©\n]{1,50}?)(?: all rights| [|–—-]|[.|\n]|$)",
        re.IGNORECASE,
    ),
    re.compile(r"Discover more from ([A-Z0-9][^.|\n]{1,50})$"),
    re.compile(r"(?:©|\([cC]\)|Copyright(?: ©)?) ?([A-Z0-9][^.,|©\d\n]{1,50}?),? (?:19|20)\d\d"),
    re.compile(
        r"This (?:article|story) (?:was )?(?:first|originally) (?:appeared|published) (?:in|on|by|at) ([A-Z0-9][^.|,\n]{1,50})"
    ),
    re.compile(r"Published (?:in|by) (?:the )?([A-Z][\w' &-]{2,40}), [A-Z]?[a-z]{2,8}\.? \d"),
)
_LINKED = re.compile(r"<https?://(?:www\.|new\.|m\.|amp\.)?([\w-]{1,60}(?:\.[\w-]{1,30}){1,4})[/>]")
_SHORT_CREDIT: Final = 60


def publisher_in(
    text: str, blocks: Sequence[Block], kinds: Sequence[PassageKind]
) -> tuple[str, Evidence] | None:
    """The publisher that a page names in a line for it.

    Parameters
    ----------
    text
        Text of the page.
    blocks
        Its blocks.
    kinds
        What each is.

    Returns
    -------
    tuple or None
        The name, and the words for it.
    """
    furniture = {PassageKind.BOILERPLATE, PassageKind.META, PassageKind.MENU}
    lines = [block for block, kind in zip(blocks, kinds, strict=True) if kind in furniture]
    for pattern in _SITES:
        for block in reversed(lines):
            found = pattern.search(text[block.start : min(block.end, block.start + 400)])
            if found:
                start, end = block.start + found.start(1), block.start + found.end(1)
                return found[1].strip(), Evidence(
                    text=text[start:end], how="line", start=start, end=end
                )
    return None


def passed_on_from(text: str, blocks: Sequence[Block], kinds: Sequence[PassageKind]) -> str | None:
    """The site whose story a mail passes on.

    Parameters
    ----------
    text
        Text of the mail.
    blocks
        Its blocks.
    kinds
        What each is.

    Returns
    -------
    str or None
        The domain that the link of the byline leads to.
    """
    for block, kind in zip(blocks, kinds, strict=True):
        if kind is PassageKind.TEXT:
            return None
        found = _LINKED.search(text[block.start : min(block.end, block.start + 400)])
        if found and kind is PassageKind.META:
            return found[1].lower()
    return None


def agency_of(passages: Sequence[tuple[str, PassageKind]]) -> str | None:
    """The news agency that a story was taken from.

    Parameters
    ----------
    passages
        Words and kind of each passage of the story, in order.

    Returns
    -------
    str or None
        Its usual name, as its dateline, its byline or its last line gives it. A photographer's
        credit and "told Reuters" say nothing of the words.
    """
    text = [words for words, kind in passages if kind is PassageKind.TEXT]
    credits_ = [words for words, kind in passages if kind is PassageKind.META]
    found: list[re.Match[str] | None] = []
    if text:
        found = [_IN_DATELINE.match(text[0][:120]), _AT_END.search(text[-1][-80:])]
    for line in credits_:
        short = line[:_SHORT_CREDIT]
        found += [_AT_END.search(short), _CREDITED.match(short)]
        if short.strip(" .").casefold() in AGENCIES:
            return AGENCIES[short.strip(" .").casefold()]
    names = (next(filter(None, match.groups())) for match in found if match)
    name = next(names, None)
    return AGENCIES[name.casefold()] if name else None
