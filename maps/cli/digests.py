"""The reports that come along, read for the demo, and how much of what is known is found again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from geo.dossier import Dossier

if TYPE_CHECKING:
    from pathlib import Path

    from gazetteer.index import Gazetteer
    from geo.dossier import Collection

__all__ = ["FoundAgain", "found_again", "read_digests"]

_PUBLISHED: Final = date(2024, 1, 19)


class FoundAgain(NamedTuple):
    """What the reader made of the digests, beside what people made of the same reports."""

    reports: int
    incidents: int
    curated: int
    found_again: int


def read_digests(path: Path, gazetteer: Gazetteer) -> None:
    """Make a store of what the built-in reader finds in the digests, accepted as it is.

    Parameters
    ----------
    path
        Where to.
    gazetteer
        Where places are looked up.
    """
    from geo.reading.article import read_article
    from geo.reading.keeping import accepted, to_keep
    from geo.reading.read import read_reports
    from geo.store import GeoPackageStore
    from seeds import report_files

    files = report_files()
    articles = [
        read_article(file.read_bytes(), name=file.name, published=_PUBLISHED) for file in files
    ]
    reading = read_reports(articles, gazetteer=gazetteer, names=[file.name for file in files])
    collection, texts = to_keep(reading)
    at = datetime.now(UTC).replace(microsecond=0)
    active = tuple(accepted(one, by="incidentmap demo", at=at) for one in collection.dossiers)
    GeoPackageStore.create(path, replace(collection, dossiers=active), texts).close()


def found_again(curated: Collection, found: Collection) -> FoundAgain:
    """Count the curated incidents that were found again.

    Parameters
    ----------
    curated
        The incidents that come along.
    found
        Those that were read from the digests.

    Returns
    -------
    FoundAgain
        A curated incident is found again where one that was read may be the same event.
    """
    from geo.merge import Matcher

    sources = curated.sources_by_id | found.sources_by_id
    matcher = Matcher(found.dossiers, sources)
    return FoundAgain(
        reports=len(found.sources),
        incidents=len(found.dossiers),
        curated=len(curated.dossiers),
        found_again=sum(bool(matcher.closest(_apart(d), sources)) for d in curated.dossiers),
    )


def _apart(dossier: Dossier) -> Dossier:
    """A curated incident under an id that no other store has, with its claims alone."""
    ident = f"curated.{dossier.incident.id}"
    return Dossier(
        incident=replace(dossier.incident, id=ident),
        claims=tuple(replace(claim, incident=ident) for claim in dossier.claims),
    )
