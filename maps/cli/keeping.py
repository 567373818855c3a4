"""What `read` asks of the store, and what it leaves there."""

from __future__ import annotations

import getpass
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final, TypeAlias

from geo.errors import DamagedTextError, ReportError
from maps.cli.common import tell

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from geo.merge import Proposal
    from geo.reading.article import Article
    from geo.reading.read import Reading
    from geo.store import GeoPackageStore

__all__ = ["Named", "alike_in", "earlier_in", "keep_in", "known_in"]

Named: TypeAlias = "list[tuple[str, Article]]"
"""Articles with what to call each in a message."""

_COPIED_WITHIN: Final = timedelta(days=3)
_MOST_COMPARED: Final = 200


def known_in(store: GeoPackageStore, named: Named, *, mend: bool) -> list[str]:
    """Find the reports whose text the store keeps already, and say so.

    Parameters
    ----------
    store
        The store.
    named
        The reports.
    mend
        Whether a text that was damaged in the store is mended.

    Returns
    -------
    list of str
        Their names.
    """
    from geo.reading.drafts import source_of

    known = []
    for name, article in named:
        try:
            there = store.text(article.sha256) is not None
        except DamagedTextError:
            there = True
            if mend:
                source = source_of(article, name).id
                own = source if source in store.sources() else None
                store.keep_text(article.sha256, article.text, own, name)
                tell(f"{name}: its text in {store.path} was damaged and is mended")
        if there:
            known.append(name)
            tell(f"{name}: this report is in {store.path} already; it is not kept again")
    return known


def earlier_in(store: GeoPackageStore, named: Named) -> dict[str, Article]:
    """Find the reports in the store that new ones may repeat.

    Parameters
    ----------
    store
        The store.
    named
        The new reports.

    Returns
    -------
    dict
        By the id of their source: those of days about theirs, the latest that were kept.
    """
    from geo.reading.article import read_article
    from geo.source import whole

    sources = store.sources()
    days = {article.published for _, article in named}
    near = [
        (source, sha256)
        for source, sha256 in store.texts_of_sources().items()
        if any(_about(sources[source].published, day) for day in days)
    ]
    earlier: dict[str, Article] = {}
    for source, sha256 in near[-_MOST_COMPARED:]:
        with suppress(DamagedTextError, ReportError):
            text = whole(store.text(sha256) or "")
            day = sources[source].published
            earlier[source] = read_article(text.encode(), name=source, published=day)
    return earlier


def alike_in(store: GeoPackageStore, reading: Reading) -> list[Proposal]:
    """Find the incidents of the store that drafts may be the same as.

    Parameters
    ----------
    store
        The store.
    reading
        The drafts.

    Returns
    -------
    list of Proposal
        For each draft the likeliest, if there is one.
    """
    from geo.merge import Matcher

    collection = store.read()
    sources = collection.sources_by_id | {source.id: source for source in reading.sources}
    matcher = Matcher(collection.dossiers, sources)
    found = [matcher.closest(draft.dossier, sources) for draft in reading.drafts]
    return [proposals[0] for proposals in found if proposals]


def keep_in(
    store: GeoPackageStore | None, path: Path, reading: Reading, *, accept: bool
) -> list[str]:
    """Keep drafts with their reports, all of it or nothing.

    Parameters
    ----------
    store
        The store; None to make one.
    path
        Where it lies.
    reading
        What was read.
    accept
        Whether the drafts become active at once.

    Returns
    -------
    list of str
        Their ids; none, and nothing is made, where nothing was found.
    """
    from geo.reading.keeping import accepted, to_keep
    from geo.store import GeoPackageStore

    if not reading.drafts:
        return []
    collection, texts = to_keep(reading)
    if accept:
        by, at = getpass.getuser(), datetime.now(UTC).replace(microsecond=0)
        active = tuple(accepted(dossier, by=by, at=at) for dossier in collection.dossiers)
        collection = replace(collection, dossiers=active)
    if store is None:
        GeoPackageStore.create(path, collection, texts).close()
    else:
        store.add(collection, texts)
    return [dossier.incident.id for dossier in collection.dossiers]


def _about(day: date | None, other: date | None) -> bool:
    """Whether a report may be a copy of another by their days of publication."""
    return day is None or other is None or abs(day - other) <= _COPIED_WITHIN
