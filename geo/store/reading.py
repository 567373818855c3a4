"""Incidents out of a store a batch at a time, so that a million need no more memory than a few."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from geo.dossier import Dossier
from geo.incident import Assessment, Incident, Link, Withdrawal
from geo.store.conditions import conditions
from geo.store.rows import claim_from_row, from_row, source_row_from

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    from geo.source import SourceRow
    from geo.store.protocol import Query

__all__ = [
    "Stored",
    "known_rows",
    "records_among",
    "source_rows",
    "stored_among",
    "stored_incident",
    "stored_incidents",
]

_BATCH: Final = 500
_ROWS: Final = """SELECT r.incident, r.dataset, r."key", r.cells, h.columns
    FROM source_rows r JOIN row_headers h ON h.fid = r.header"""


@dataclass(frozen=True, slots=True)
class Stored:
    """An incident as it lies in a store.

    Parameters
    ----------
    dossier
        Everything that is recorded of it.
    row
        Its row of the `incidents` layer: what it adds up to under the default rule.
    """

    dossier: Dossier
    row: dict[str, Any]


def stored_incidents(connection: sqlite3.Connection, query: Query) -> Iterator[Stored]:
    """Incidents that fit a query, one after another.

    Parameters
    ----------
    connection
        A store; in a transaction if others may write meanwhile.
    query
        The query.

    Yields
    ------
    Stored
        In the order of their dates, undated ones last; a few hundred in memory at a time.
    """
    where, values = conditions(query)
    cursor = connection.execute(
        f"""SELECT * FROM (SELECT i.* FROM incidents i WHERE {where}
        ORDER BY i.date_start IS NULL, i.date_start DESC, i.id LIMIT ?)
        ORDER BY date_start IS NULL, date_start, id""",
        (*values, -1 if query.limit is None else query.limit),
    )
    while batch := cursor.fetchmany(_BATCH):
        yield from _completed(connection, batch)


def stored_incident(connection: sqlite3.Connection, incident: str) -> Stored | None:
    """One incident, whatever its status.

    Parameters
    ----------
    connection
        A store.
    incident
        Its id.

    Returns
    -------
    Stored or None
        None where there is none of that id.
    """
    return next(stored_among(connection, [incident]), None)


def stored_among(connection: sqlite3.Connection, ids: Sequence[str]) -> Iterator[Stored]:
    """Incidents by their ids, whatever their status.

    Parameters
    ----------
    connection
        A store.
    ids
        A few hundred ids at most.

    Yields
    ------
    Stored
        Those that are there, in the order recorded.
    """
    rows = list(_in_batches(connection, "SELECT * FROM incidents WHERE id IN", ids))
    yield from _completed(connection, rows)


def source_rows(connection: sqlite3.Connection, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Rows of some sources and of all that they derive from.

    Parameters
    ----------
    connection
        A store.
    ids
        Ids of the sources.

    Returns
    -------
    dict
        The rows that are there, by id.
    """
    found: dict[str, dict[str, Any]] = {}
    wanted = sorted(set(ids))
    while wanted:
        rows = list(_in_batches(connection, "SELECT * FROM sources WHERE id IN", wanted))
        found |= {row["id"]: row for row in rows}
        origins = {row["derives_from"] for row in rows}
        wanted = sorted(name for name in origins if name is not None and name not in found)
    return found


def known_rows(
    connection: sqlite3.Connection, dataset: str, keys: Sequence[str]
) -> dict[str, SourceRow]:
    """The rows of a data set that were imported before.

    Parameters
    ----------
    connection
        A store.
    dataset
        Name of the data set.
    keys
        Keys asked for.

    Returns
    -------
    dict
        The rows that are there, by key.
    """
    sql = f'{_ROWS} WHERE r.dataset = ? AND r."key" IN'
    found = _in_batches(connection, sql, keys, dataset)
    return {row["key"]: source_row_from(row) for row in found}


def records_among(
    connection: sqlite3.Connection, table: str, ids: Sequence[str]
) -> dict[str, dict[str, Any]]:
    """Rows of a table that has ids.

    Parameters
    ----------
    connection
        A store.
    table
        Name of the table.
    ids
        Ids asked for.

    Returns
    -------
    dict
        The rows that are there, by id.
    """
    found = _in_batches(connection, f"SELECT * FROM {table} WHERE id IN", ids)
    return {row["id"]: row for row in found}


def _completed(connection: sqlite3.Connection, rows: Sequence[dict[str, Any]]) -> Iterator[Stored]:
    """Rows of the layer with all that is recorded of those incidents."""
    ids = [row["id"] for row in rows]
    claims = _grouped(connection, "claims", "incident", ids)
    links = _grouped(connection, "links", "from_id", ids)
    assessments = _grouped(connection, "assessments", "incident", ids)
    subjects = ids + [claim["id"] for own in claims.values() for claim in own]
    withdrawals = _grouped(connection, "withdrawals", "subject", subjects)
    source_rows = _by(_in_batches(connection, f"{_ROWS} WHERE r.incident IN", ids), "incident")
    for row in rows:
        ident = row["id"]
        own = claims.get(ident, [])
        taken_back = [
            withdrawal
            for subject in (ident, *(claim["id"] for claim in own))
            for withdrawal in withdrawals.get(subject, [])
        ]
        dossier = Dossier(
            incident=from_row(row, Incident),
            claims=tuple(map(claim_from_row, own)),
            links=tuple(from_row(link, Link) for link in links.get(ident, [])),
            assessments=tuple(from_row(one, Assessment) for one in assessments.get(ident, [])),
            withdrawals=tuple(from_row(one, Withdrawal) for one in taken_back),
            rows=tuple(source_row_from(one) for one in source_rows.get(ident, [])),
        )
        yield Stored(dossier, row)


def _grouped(
    connection: sqlite3.Connection, table: str, column: str, keys: Sequence[str]
) -> dict[str, list[Any]]:
    if connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() is None:
        return {}
    return _by(_in_batches(connection, f"SELECT * FROM {table} WHERE {column} IN", keys), column)


def _by(rows: Iterable[dict[str, Any]], column: str) -> dict[str, list[Any]]:
    groups: dict[str, list[Any]] = {}
    for row in rows:
        groups.setdefault(row[column], []).append(row)
    return groups


def _in_batches(
    connection: sqlite3.Connection, sql: str, keys: Sequence[str], *before: str
) -> Iterator[dict[str, Any]]:
    """Rows whose key is one of many, each batch in the order recorded."""
    for first in range(0, len(keys), _BATCH):
        some = keys[first : first + _BATCH]
        marks = ", ".join("?" * len(some))
        order = "r.fid" if sql.startswith(_ROWS) else "fid"
        yield from connection.execute(f"{sql} ({marks}) ORDER BY {order}", (*before, *some))
