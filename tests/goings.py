"""Exports of incidents that lie in no store."""

from collections.abc import Iterator
from typing import Any

from geo.account import RANGE, add_up
from geo.dossier import Collection
from geo.exchange.entries import Entry, Going, entries
from geo.store.reading import Stored
from geo.store.rows import incident_row

__all__ = ["going_of"]


def going_of(collection: Collection, **manner: Any) -> Going:  # noqa: ANN401 (fields of Going)
    """An export of a collection, in its order."""
    sources = collection.sources_by_id

    def read() -> Iterator[Entry]:
        stored = [
            Stored(dossier=one, row=incident_row(add_up(one, sources)))
            for one in collection.dossiers
        ]
        rule, areas = manner.get("rule", RANGE), manner.get("areas", False)
        return entries(stored, sources, rule=rule, areas=areas)

    return Going(entries=read, count=len(collection.dossiers), **manner)
