"""What goes out: incidents under a rule, one after another, for any format to write."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from shapely.geometry.base import BaseGeometry

from geo.account import RANGE, Rule, add_up
from geo.dossier import Dossier
from geo.exchange.columns import COLUMNS, ColumnType
from geo.shapes import footprint
from geo.source import Source
from geo.store.gpkg import points_of_blobs
from geo.store.rows import incident_row

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.store import GeoPackageStore, Query
    from geo.store.reading import Stored

__all__ = ["Entry", "Going", "cited", "entries", "going"]

_DATETIMES: Final = tuple(c.name for c in COLUMNS if c.type is ColumnType.DATETIME)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An incident on its way out.

    Parameters
    ----------
    dossier
        Everything that is recorded of it.
    values
        A value for each of `COLUMNS`, in their order: text, int, float, bool, an instant in UTC, or
        None.
    sources
        The sources that its claims cite, and those that they derive from.
    area
        The ground that it is claimed to lie in, lon lat (EPSG:4326), where areas were asked for.
    """

    dossier: Dossier
    values: Mapping[str, Any]
    sources: tuple[Source, ...]
    area: BaseGeometry | None = None

    @property
    def point(self) -> tuple[float, float] | None:
        """Its point as (lon, lat) in degrees, WGS 84, or None."""
        lon, lat = self.values["lon"], self.values["lat"]
        return None if lon is None or lat is None else (lon, lat)


@dataclass(frozen=True, slots=True, kw_only=True)
class Going:
    """An export: what is to be written, in what manner.

    Parameters
    ----------
    entries
        Gives the incidents anew each time it is called, a few in memory at a time.
    count
        How many there are.
    rule
        The rule in force.
    title
        What to call it where a format has a title.
    areas
        Whether a geometry is the area that an incident lies in rather than its middle.
    hxl
        Whether a table gets a row of HXL hashtags.
    chosen
        The filters in words, such as "kind airstrike; since 2024-01-01"; empty where none.
    """

    entries: Callable[[], Iterator[Entry]]
    count: int
    rule: Rule = RANGE
    title: str = "Incidents"
    areas: bool = False
    hxl: bool = False
    chosen: str = ""


def entries(
    stored: Iterable[Stored],
    sources: Mapping[str, Source],
    *,
    rule: Rule = RANGE,
    areas: bool = False,
) -> Iterator[Entry]:
    """Incidents as they go out.

    Parameters
    ----------
    stored
        Incidents as they lie in a store.
    sources
        Every source that they may cite, by id.
    rule
        How claims add up; under the default rule the store has the values ready.
    areas
        Whether to give the area that each lies in.

    Yields
    ------
    Entry
        In the order given.
    """
    for one in stored:
        account = None if rule == RANGE and not areas else add_up(one.dossier, sources, rule)
        row = one.row if rule == RANGE or account is None else incident_row(account)
        where = account.where if account else None
        yield Entry(
            dossier=one.dossier,
            values=_values(row),
            sources=cited(one.dossier, sources.get),
            area=footprint(where) if areas and where and where.point else None,
        )


def going(
    store: GeoPackageStore,
    query: Query,
    *,
    rule: Rule = RANGE,
    areas: bool = False,
    on_progress: Callable[[int, int, str], None] | None = None,
    **manner: Any,  # noqa: ANN401 (fields of Going)
) -> Going:
    """An export of a store.

    Parameters
    ----------
    store
        The store.
    query
        Which incidents.
    rule
        How claims add up.
    areas
        Whether to give the area that each lies in.
    on_progress
        Told what is done, of how much, and what it is.
    **manner
        The other fields of `Going`.

    Returns
    -------
    Going
        Reads the store each time its entries are asked for.
    """
    count, sources = store.count(query), store.sources()

    def read() -> Iterator[Entry]:
        found = entries(store.stream(query), sources, rule=rule, areas=areas)
        for done, entry in enumerate(found, 1):
            if on_progress and done % 500 == 0:
                on_progress(done, count, "writing")
            yield entry

    return Going(entries=read, count=count, rule=rule, areas=areas, **manner)


def cited(dossier: Dossier, find: Callable[[str], Source | None]) -> tuple[Source, ...]:
    """Sources of an incident's claims, in the order cited, and those that they derive from.

    Parameters
    ----------
    dossier
        The incident.
    find
        Gives the source of an id; what it has none for is left out.

    Returns
    -------
    tuple of Source
        Each once.
    """
    found: dict[str, Source] = {}
    for claim in dossier.claims:
        name: str | None = claim.citation.source
        while name is not None and name not in found and (source := find(name)):
            found[name] = source
            name = source.derives_from
    return tuple(found.values())


def _values(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of the layer as values of `COLUMNS`."""
    ((lon,), (lat,)) = points_of_blobs([row["geom"]])
    point = {"lon": None, "lat": None} if np.isnan(lon) else {"lon": float(lon), "lat": float(lat)}
    both: dict[str, Any] = {**row, **point}
    values = {column.name: both[column.name] for column in COLUMNS}
    for name in _DATETIMES:
        if values[name] is not None:
            values[name] = datetime.fromisoformat(values[name])
    if values["cross_border"] is not None:
        values["cross_border"] = bool(values["cross_border"])
    return values
