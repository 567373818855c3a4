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


def copies_among(
    articles: Mapping[str, Article], earlier: Mapping[str, Article] | None = None
) -> dict[str, str]:
    """Find the reports that repeat another.

    Parameters
    ----------
    articles
        Articles by the id of their source, in the order read.
    earlier
        Articles that were read before, likewise; these are no copies.

    Returns
    -------
    dict
        Id of each copy to that of the report it repeats: at least half of its own runs of six
        words stand there, so a longer report that takes in a brief is none. Of two the one
        published later is the copy, of one day the one read later.
    """
    runs = {ident: _runs(article) for ident, article in articles.items()}
    before = {ident: _runs(article) for ident, article in (earlier or {}).items()}
    found: dict[str, str] = {}
    for ident in sorted(articles, key=lambda i: str(articles[i].published or "9999")):
        origin = next((other for other in before if _repeats(runs[ident], before[other])), None)
        if origin is None:
            before[ident] = runs[ident]
        else:
            found[ident] = origin
    return found


def _repeats(own: set[tuple[str, ...]], theirs: set[tuple[str, ...]]) -> bool:
    return bool(own) and len(own & theirs) >= _SHARE * len(own)


def _runs(article: Article) -> set[tuple[str, ...]]:
    """The runs of words of what an article tells."""
    words: list[str] = []
    for passage in article.told():
        words += _WORD.findall(article.text[passage.start : passage.end].casefold())
    return {tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)}
