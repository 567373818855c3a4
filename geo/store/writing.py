"""Incidents into a store a batch at a time, as many as there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from geo.account import RANGE, Rule, add_up
from geo.errors import ModelError
from geo.record import encoded, to_json
from geo.source import Source
from geo.store.reading import records_among
from geo.store.rows import claim_row, footprint_row, from_row, incident_row, to_row

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping, Sequence

    from geo.dossier import Collection, Dossier
    from geo.incident import Actor, Claim, Link
    from geo.source import SourceRow

__all__ = ["ADDED_TO", "Adding", "check_citations", "insert"]

ADDED_TO: Final = ("sources", "incidents", "footprints", "claims", "source_rows")
"""The tables that most rows go to."""


class Adding:
    """New incidents on their way into a store, in one transaction of the caller's.

    Parameters
    ----------
    connection
        A store.
    rule
        How claims add up in the layers.
    """

    def __init__(self, connection: sqlite3.Connection, rule: Rule = RANGE) -> None:
        self._connection = connection
        self._rule = rule
        self._links: list[Link] = []
        self._headers: dict[tuple[str, ...], int] = {}
        rows = connection.execute("SELECT * FROM sources ORDER BY fid").fetchall()
        self._sources = {row["id"]: from_row(row, Source) for row in rows}

    def take(self, batch: Collection) -> None:
        """Add some incidents.

        Parameters
        ----------
        batch
            Incidents that are new; sources and actors that are there already must be the same.

        Raises
        ------
        ModelError
            If an id is taken, or a claim cites a source that is nowhere.
        """
        self._add_sources(batch.sources)
        self._add_actors(batch.actors)
        self._check_new(batch.dossiers)
        for dossier in batch.dossiers:
            check_citations(dossier.claims, self._sources)
        accounts = [add_up(dossier, self._sources, self._rule) for dossier in batch.dossiers]
        insert(self._connection, "incidents", map(incident_row, accounts))
        insert(
            self._connection,
            "footprints",
            (row for account in accounts if (row := footprint_row(account))),
        )
        self._record(batch.dossiers)
        self._links += [link for dossier in batch.dossiers for link in dossier.links]

    def links(self) -> list[Link]:
        """The links of all that was added, which the caller puts in when everything is there.

        Returns
        -------
        list of Link
            In the order added.
        """
        return self._links

    def _record(self, dossiers: Sequence[Dossier]) -> None:
        """Everything that is recorded of incidents, table by table."""
        connection = self._connection
        insert(connection, "claims", (claim_row(c) for d in dossiers for c in d.claims))
        insert(connection, "assessments", (to_row(a) for d in dossiers for a in d.assessments))
        insert(connection, "withdrawals", (to_row(w) for d in dossiers for w in d.withdrawals))
        insert(connection, "source_rows", (self._source_row(r) for d in dossiers for r in d.rows))

    def _source_row(self, row: SourceRow) -> dict[str, Any]:
        return {
            "incident": row.incident,
            "dataset": row.dataset,
            "key": row.key,
            "header": self._header(tuple(row.values)),
            "cells": encoded(list(row.values.values())),
        }

    def _header(self, columns: tuple[str, ...]) -> int:
        """Number of a set of column names, kept once for all rows that have it."""
        if columns not in self._headers:
            text = to_json(list(columns))
            sql = "INSERT INTO row_headers (columns) VALUES (?) ON CONFLICT DO NOTHING"
            self._connection.execute(sql, (text,))
            found = self._connection.execute(
                "SELECT fid FROM row_headers WHERE columns = ?", (text,)
            ).fetchone()
            self._headers[columns] = found["fid"]
        return self._headers[columns]

    def _check_new(self, dossiers: Sequence[Dossier]) -> None:
        ids = [dossier.incident.id for dossier in dossiers]
        there = set(records_among(self._connection, "incidents", ids))
        for ident in ids:
            if ident in there:
                msg = f"the incident {ident} is there already"
                raise ModelError(msg)
            there.add(ident)

    def _add_sources(self, sources: Sequence[Source]) -> None:
        fresh: list[Source] = []
        for source in sources:
            if source.id not in self._sources:
                self._sources[source.id] = source
                fresh.append(source)
            elif self._sources[source.id] != source:
                raise ModelError(_differs("source", source.id))
        insert(self._connection, "sources", map(to_row, fresh))

    def _add_actors(self, actors: Sequence[Actor]) -> None:
        fresh = []
        for actor in actors:
            row = to_row(actor)
            sql = "SELECT * FROM actors WHERE id = ?"
            there = self._connection.execute(sql, (actor.id,)).fetchone()
            if there is None:
                fresh.append(row)
            elif any(there[name] != value for name, value in row.items()):
                raise ModelError(_differs("actor", actor.id))
        insert(self._connection, "actors", fresh)


def check_citations(claims: Sequence[Claim], sources: Mapping[str, Source]) -> None:
    """Refuse claims that cite a source that is nowhere.

    Parameters
    ----------
    claims
        The claims.
    sources
        The sources there are, by id.

    Raises
    ------
    ModelError
        If one does.
    """
    for claim in claims:
        if claim.citation.source not in sources:
            msg = f"the claim {claim.id} cites {claim.citation.source}, which is nowhere"
            raise ModelError(msg)


def insert(connection: sqlite3.Connection, table: str, rows: Iterable[Mapping[str, Any]]) -> None:
    """Put rows into a table.

    Parameters
    ----------
    connection
        A store.
    table
        Name of the table.
    rows
        Values by the names of columns, the same names in every row.
    """
    given = iter(rows)
    first = next(given, None)
    if first is None:
        return
    columns = ", ".join(f'"{name}"' for name in first)
    sql = f"INSERT INTO {table} ({columns}) VALUES ({', '.join('?' * len(first))})"
    connection.execute(sql, tuple(first.values()))
    connection.executemany(sql, (tuple(row.values()) for row in given))


def _differs(record: str, ident: str) -> str:
    return f"the {record} {ident} is there already, with other details"
