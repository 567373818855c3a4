"""Reports to draft incidents: each article on its own, then the same event told twice made one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from geo.reading.copies import copies_among
from geo.reading.drafts import Draft, drafts_of, source_of
from geo.reading.rules import RuleExtractor
from geo.reading.uniting import united
from geo.source import KeptText, Source, whole

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from gazetteer.index import Gazetteer
    from geo.reading.article import Article
    from geo.reading.extractor import Extractor

__all__ = ["Reading", "read_reports"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read in some reports.

    Parameters
    ----------
    drafts
        Incidents, in the order in which they were first told.
    sources
        The reports, in the order read.
    texts
        Their texts, so that quotes can be checked later.
    """

    drafts: tuple[Draft, ...]
    sources: tuple[Source, ...]
    texts: tuple[KeptText, ...]


def read_reports(  # noqa: PLR0913 (each is a thing of its own)
    articles: Sequence[Article],
    *,
    gazetteer: Gazetteer,
    extractor: Extractor | None = None,
    names: Sequence[str] = (),
    taken: frozenset[str] = frozenset(),
    earlier: Mapping[str, Article] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Reading:
    """Read reports together.

    Parameters
    ----------
    articles
        The articles (see `geo.reading.article.read_article`).
    gazetteer
        Where places are looked up.
    extractor
        What finds the incidents; the built-in one if left out.
    names
        File or address of each article.
    taken
        Ids of incidents that are there already.
    earlier
        Articles that were read before, by the id of their source; the new ones may repeat them.
    progress
        Called after each article with the number read and those there are.

    Returns
    -------
    Reading
        Draft incidents. What several reports tell of the same event is one draft, with its reasons
        in `merged`; a report that repeats another is a source that derives from it.
    """
    extract = extractor or RuleExtractor(gazetteer)
    at = datetime.now(UTC).replace(microsecond=0)
    given = set(taken)
    drafts: list[Draft] = []
    sources: list[Source] = []
    texts: list[KeptText] = []
    read: dict[str, Article] = {}
    for number, article in enumerate(articles):
        name = whole(names[number] if names else article.title or "report")
        plain = _plain(article)
        source = source_of(plain, name)
        if source.id not in {one.id for one in sources}:
            sources.append(source)
            read[source.id] = plain
            texts.append(
                KeptText(sha256=article.sha256, text=article.text, name=name, source=source.id)
            )
            drafts += drafts_of(plain, extract(plain), source, taken=given, at=at)
        if progress:
            progress(number + 1, len(articles))
    before = {ident: other for ident, other in (earlier or {}).items() if ident not in read}
    copies = copies_among(read, before)
    sources = [replace(source, derives_from=copies.get(source.id)) for source in sources]
    return Reading(
        drafts=tuple(united(drafts, {source.id: source for source in sources})),
        sources=tuple(sources),
        texts=tuple(texts),
    )


def _plain(article: Article) -> Article:
    """The article without halves of surrogate pairs: what is quoted from it can be written down.

    Its hash stays that of the text as it came, which is the one that is kept.
    """
    return replace(
        article,
        text=whole(article.text),
        title=article.title and whole(article.title),
        publisher=article.publisher and whole(article.publisher),
        url=article.url and whole(article.url),
        stories=tuple(
            replace(
                story,
                title=story.title and whole(story.title),
                agency=story.agency and whole(story.agency),
            )
            for story in article.stories
        ),
    )
