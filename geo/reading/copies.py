"""Which reports repeat another: a wire copy is not a second source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.reading.article import Article

__all__ = ["copies_among"]

_RUN: Final = 6
_SHARE: Final = 0.5
_WORD: Final = re.compile(r"\w+")


def copies_among(articles: Mapping[str, Article]) -> dict[str, str]:
    """Find the reports that repeat another.

    Parameters
    ----------
    articles
        Articles by the id of their source, in the order read.

    Returns
    -------
    dict
        Id of each copy to that of the report it repeats: at least half of its runs of six words
        stand there. Of two the one published later is the copy, of one day the one read later.
    """
    runs = {ident: _runs(article) for ident, article in articles.items()}
    order = sorted(articles, key=lambda i: str(articles[i].published or "9999"))
    found: dict[str, str] = {}
    for number, ident in enumerate(order):
        for earlier in order[:number]:
            own, theirs = runs[ident], runs[earlier]
            if earlier in found or not own or not theirs:
                continue
            if len(own & theirs) >= _SHARE * min(len(own), len(theirs)):
                found[ident] = earlier
                break
    return found


def _runs(article: Article) -> set[tuple[str, ...]]:
    """The runs of words of what an article tells."""
    words: list[str] = []
    for passage in article.told():
        words += _WORD.findall(article.text[passage.start : passage.end].casefold())
    return {tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)}
