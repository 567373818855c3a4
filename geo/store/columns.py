"""Incidents of a store as columns: read in batches, with no object for a row.

A text of which many rows have the same is kept once; whoever works out something from it does so
once for all of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from geo.store.conditions import conditions
from geo.store.gpkg import points_of_blobs

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator

    from geo.store.protocol import Query

    Progress = Callable[[int, int, str], None]

__all__ = ["Coded", "StoreColumns", "count_incidents", "one_moment", "read_columns"]

_BATCH: Final = 20_000
_CODED: Final = (
    *("kind", "status", "origin_country", "target_country", "place", "country", "admin1"),
    *("precision", "date", "date_start", "date_end", "killed", "injured"),
    *("perpetrator", "target", "weapon", "differing", "border"),
)
_NUMBERS: Final = (
    *("radius_m", "killed_low", "killed_high", "injured_low", "injured_high", "sources"),
    *("border_distance_m", "depth_m"),
)
_CLAIM_CODED: Final = (
    *("field", "polarity", "modality", "claimant", "source", "value", "value_json"),
)
_SOURCE_TEXTS: Final = ("id", "publisher", "title", "url", "published")
_STANDS: Final = """c.id NOT IN (SELECT subject FROM withdrawals)
  AND (c.incident, c.id) NOT IN (SELECT incident, supersedes FROM claims
    WHERE supersedes IS NOT NULL AND id NOT IN (SELECT subject FROM withdrawals))"""


@dataclass(frozen=True, slots=True)
class Coded:
    """A column of texts of which many are alike.

    Parameters
    ----------
    codes
        For each row the place of its text in `values`; -1 where it has none.
    values
        The texts, each once.
    """

    codes: NDArray[np.int32]
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreColumns:
    """Incidents, and what stands behind them, as columns.

    Parameters
    ----------
    ids
        Ids of the incidents, in the order recorded.
    titles
        Their titles; empty unless what is claimed was asked for, like all that follows `numbers`.
    lon
        Degrees east (EPSG:4326), NaN where an incident has no point.
    lat
        Degrees north.
    coded
        Texts that incidents add up to under the default rule, by the layer's names of columns.
    numbers
        Numbers, likewise; NaN where there is none.
    claims
        Texts of the claims that stand, by the table's names of columns.
    claim_of
        The row of the incident that each claim is about; claims are in the order recorded.
    quotes
        The sentence that each rests on.
    paraphrased
        Whether that sentence is ours.
    sources
        Texts of every source that a claim may cite, by the table's names of columns.
    links
        Rows of incidents, from and to, and the type, in the order recorded.
    """

    ids: Sequence[str]
    titles: Sequence[str]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    coded: Mapping[str, Coded]
    numbers: Mapping[str, NDArray[np.float64]]
    claims: Mapping[str, Coded] = field(default_factory=dict)
    claim_of: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    quotes: Sequence[str | None] = ()
    paraphrased: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, dtype=bool))
    sources: Mapping[str, Sequence[str | None]] = field(default_factory=dict)
    links: Sequence[tuple[int, int, str]] = ()


def count_incidents(connection: sqlite3.Connection, query: Query) -> int:
    """How many incidents fit a query.

    Parameters
    ----------
    connection
        A store.
    query
        The query.

    Returns
    -------
    int
        The number.
    """
    chosen, values = _chosen(query)
    cursor = connection.cursor()
    cursor.row_factory = None
    return int(cursor.execute(f"SELECT count(*) FROM ({chosen})", values).fetchone()[0])


def read_columns(
    connection: sqlite3.Connection, query: Query, *, claimed: bool, on_progress: Progress | None
) -> StoreColumns:
    """Incidents that fit a query as columns.

    Parameters
    ----------
    connection
        A store.
    query
        Which incidents.
    claimed
        Whether titles, claims, sources and links are wanted too.
    on_progress
        Told what is done, of how much, and what it is.

    Returns
    -------
    StoreColumns
        All of one moment, even if somebody writes meanwhile.
    """
    with one_moment(connection):
        reading = _Reading(connection, *_chosen(query), on_progress or _silent)
        ids, titles, parts = reading.incidents(count_incidents(connection, query), claimed=claimed)
        more = reading.claimed({name: row for row, name in enumerate(ids)}) if claimed else {}
    return StoreColumns(ids=ids, titles=titles, **parts, **more)


def _silent(done: int, total: int, what: str) -> None:
    pass


@contextmanager
def one_moment(connection: sqlite3.Connection) -> Iterator[None]:
    """See the store as it is now, whoever writes meanwhile.

    Parameters
    ----------
    connection
        A store; one in a transaction already is left in it.

    Yields
    ------
    None
        Control.
    """
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")


def _chosen(query: Query) -> tuple[str, list[Any]]:
    """Ids of the incidents that fit a query, as SQL and the values for it."""
    where, values = conditions(query)
    sql = f"SELECT i.id FROM incidents i WHERE {where}"
    if query.limit is None:
        return sql, values
    return (
        f"{sql} ORDER BY i.date_start IS NULL, i.date_start DESC, i.id LIMIT ?",
        [*values, query.limit],
    )


class _Reading:
    """Reads the tables of a store for some incidents."""

    def __init__(
        self, connection: sqlite3.Connection, chosen: str, values: list[Any], told: Progress
    ) -> None:
        self._cursor = connection.cursor()
        self._cursor.row_factory = None
        self._chosen, self._values, self._told = chosen, values, told

    def incidents(
        self, count: int, *, claimed: bool
    ) -> tuple[list[str], list[str], dict[str, Any]]:
        """Ids, titles and the columns of the layer."""
        ids: list[str] = []
        titles: list[str] = []
        lons, lats = [np.zeros(0)], [np.zeros(0)]
        coders = [_Coder() for _ in _CODED]
        numbers: list[list[NDArray[np.float64]]] = [[np.zeros(0)] for _ in _NUMBERS]
        names = ", ".join(("id", "title" if claimed else "NULL", "geom", *_CODED, *_NUMBERS))
        sql = f"SELECT {names} FROM incidents WHERE id IN ({self._chosen}) ORDER BY fid"
        for own, title, blobs, *rest in self._batches(sql):
            ids += own
            titles += title if claimed else ()
            lon, lat = points_of_blobs(blobs)
            lons.append(lon)
            lats.append(lat)
            for coder, values in zip(coders, rest, strict=False):
                coder.take(values)
            for column, values in zip(numbers, rest[len(_CODED) :], strict=True):
                column.append(np.array(values, dtype=np.float64))
            self._told(len(ids), count, "reading incidents")
        parts = {
            "lon": np.concatenate(lons),
            "lat": np.concatenate(lats),
            "coded": {name: coder.done() for name, coder in zip(_CODED, coders, strict=True)},
            "numbers": {
                name: np.concatenate(column) for name, column in zip(_NUMBERS, numbers, strict=True)
            },
        }
        return ids, titles, parts

    def claimed(self, rows: Mapping[str, int]) -> dict[str, Any]:
        """Claims, sources and links."""
        coders = [_Coder() for _ in _CLAIM_CODED]
        claim_of, paraphrased = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=bool)]
        quotes: list[str | None] = []
        names = ", ".join(
            f"c.{name}" for name in ("incident", "quote", "paraphrased", *_CLAIM_CODED)
        )
        # The plus keeps SQLite from going by the index on incidents and sorting all claims anew.
        sql = f"""SELECT {names} FROM claims c
            WHERE +c.incident IN ({self._chosen}) AND {_STANDS} ORDER BY c.fid"""
        for about, quote, ours, *rest in self._batches(sql):
            claim_of.append(np.fromiter(map(rows.__getitem__, about), np.int64, len(about)))
            paraphrased.append(np.array(ours, dtype=bool))
            quotes += quote
            for coder, values in zip(coders, rest, strict=True):
                coder.take(values)
            self._told(len(quotes), 0, "reading claims")
        return {
            "claims": {name: c.done() for name, c in zip(_CLAIM_CODED, coders, strict=True)},
            "claim_of": np.concatenate(claim_of),
            "quotes": quotes,
            "paraphrased": np.concatenate(paraphrased),
            "sources": self._sources(),
            "links": self._links(rows),
        }

    def _sources(self) -> dict[str, list[str | None]]:
        texts: list[list[str | None]] = [[] for _ in _SOURCE_TEXTS]
        self._cursor.execute(f"SELECT {', '.join(_SOURCE_TEXTS)} FROM sources ORDER BY fid")
        while batch := self._cursor.fetchmany(_BATCH):
            for column, values in zip(texts, zip(*batch, strict=True), strict=True):
                column.extend(values)
        return dict(zip(_SOURCE_TEXTS, texts, strict=True))

    def _links(self, rows: Mapping[str, int]) -> list[tuple[int, int, str]]:
        found = self._cursor.execute("SELECT from_id, to_id, type FROM links ORDER BY fid")
        return [
            (rows[start], rows[end], words)
            for start, end, words in found
            if start in rows and end in rows
        ]

    def _batches(self, sql: str) -> Iterator[tuple[tuple[Any, ...], ...]]:
        """The columns of some rows at a time."""
        self._cursor.execute(sql, self._values)
        while batch := self._cursor.fetchmany(_BATCH):
            yield tuple(zip(*batch, strict=True))


class _Coder:
    """Takes texts and keeps each once."""

    def __init__(self) -> None:
        self._places: dict[str | None, int] = {None: -1}
        self._codes = [np.zeros(0, dtype=np.int32)]

    def take(self, values: Sequence[str | None]) -> None:
        places = self._places
        for value in dict.fromkeys(values):
            places.setdefault(value, len(places) - 1)
        self._codes.append(np.fromiter(map(places.__getitem__, values), np.int32, len(values)))

    def done(self) -> Coded:
        values = tuple(value for value in self._places if value is not None)
        return Coded(np.concatenate(self._codes), values)
