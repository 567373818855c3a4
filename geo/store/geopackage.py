"""The store that comes with the project: one GeoPackage file, through the standard library.

A file that QGIS, GDAL and geopandas open as it is: incidents as points, the areas they are
claimed to lie in as polygons, and claims, sources, actors and links as tables.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final, Self, TypeVar

from geo.account import RANGE, Rule, add_up
from geo.dossier import Collection
from geo.errors import DamagedTextError, ModelError, UnknownIdError
from geo.incident import (
    Actor,
    Assessment,
    Axis,
    Claim,
    Incident,
    Link,
    LinkType,
    Status,
    Withdrawal,
)
from geo.merge.joining import merged
from geo.source import KeptText, Source
from geo.store.columns import StoreColumns, count_incidents, one_moment, read_columns
from geo.store.file import explaining, new_file, open_file, transaction
from geo.store.gpkg import counted_at_the_end
from geo.store.protocol import Query
from geo.store.reading import known_rows, records_among, stored_incident, stored_incidents
from geo.store.rows import (
    claim_row,
    footprint_row,
    from_row,
    incident_row,
    text_from_row,
    text_row,
    to_row,
)
from geo.store.writing import ADDED_TO, Adding, check_citations, insert

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from datetime import datetime
    from pathlib import Path
    from types import TracebackType

    from geo.dossier import Dossier
    from geo.source import SourceRow
    from geo.store.reading import Stored

__all__ = ["GeoPackageStore"]

_WAIT_S: Final = 5.0
_T = TypeVar("_T")


class GeoPackageStore:
    """A store in one GeoPackage file.

    Parameters
    ----------
    path
        The file, which must be there.
    wait_s
        Seconds to wait for another writer before giving up.

    Raises
    ------
    StoreMissingError
        If there is no file.
    ForeignStoreError
        If the file is not a store, or was made by a newer version.
    """

    def __init__(self, path: Path, *, wait_s: float = _WAIT_S) -> None:
        self.path = path
        self._connection, brought_up_to_date = open_file(path, wait_s=wait_s)
        if brought_up_to_date or self._shows_another_rule():
            with self._writing():
                self._refresh(self.ids())

    @classmethod
    def create(
        cls, path: Path, collection: Collection | None = None, texts: Sequence[KeptText] = ()
    ) -> GeoPackageStore:
        """Make a store; whatever lies at the path is left alone.

        Parameters
        ----------
        path
            Where to; its folder must be there. The file appears once everything is in it.
        collection
            What to start with.
        texts
            Texts that its claims cite.

        Returns
        -------
        GeoPackageStore
            The store, open.

        Raises
        ------
        StoreError
            If something is there already, or the folder cannot be written to.
        """
        with new_file(path) as draft:
            if collection is not None:
                with cls(draft) as store:
                    store.add(collection, texts)
        return cls(path)

    def __enter__(self) -> Self:
        """Use as a context: closed at its end."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the store."""
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection itself, for questions that the store has no method for."""
        return self._connection

    def read(self, query: Query = Query()) -> Collection:  # noqa: B008 (frozen)
        """Incidents that fit a query, with all that is recorded of them.

        Parameters
        ----------
        query
            Which incidents; active ones and drafts if left out.

        Returns
        -------
        Collection
            In the order of their dates, undated ones last.
        """
        with self._explaining():
            return Collection(
                dossiers=tuple(stored.dossier for stored in self.stream(query)),
                sources=tuple(self.sources().values()),
                actors=tuple(self._all("actors", Actor)),
            )

    def stream(self, query: Query = Query()) -> Iterator[Stored]:  # noqa: B008 (frozen)
        """The same incidents as `read`, one after another, for more than fit into memory.

        Parameters
        ----------
        query
            Which incidents; active ones and drafts if left out.

        Yields
        ------
        Stored
            With the row of the layer, in the order of `read`; all of one moment, even if somebody
            writes meanwhile.
        """
        with self._explaining(), one_moment(self._connection):
            yield from stored_incidents(self._connection, query)

    def count(self, query: Query = Query()) -> int:  # noqa: B008 (frozen)
        """How many incidents fit a query.

        Parameters
        ----------
        query
            Which incidents; active ones and drafts if left out.

        Returns
        -------
        int
            The number.
        """
        with self._explaining():
            return count_incidents(self._connection, query)

    def columns(
        self,
        query: Query = Query(),  # noqa: B008 (frozen)
        *,
        claimed: bool = True,
        on_progress: Callable[[int, int, str], None] | None = None,
    ) -> StoreColumns:
        """Incidents that fit a query as columns, for so many that objects would take too long.

        Parameters
        ----------
        query
            Which incidents; active ones and drafts if left out.
        claimed
            Whether titles, claims, sources and links are wanted too.
        on_progress
            Told what is done, of how much (0 where nobody knows), and what it is.

        Returns
        -------
        StoreColumns
            In the order recorded; what incidents add up to under the default rule.
        """
        with self._explaining():
            return read_columns(self._connection, query, claimed=claimed, on_progress=on_progress)

    def dossier(self, incident: str) -> Dossier:
        """One incident with everything recorded of it.

        Parameters
        ----------
        incident
            Its id.

        Returns
        -------
        Dossier
            Whatever its status.

        Raises
        ------
        UnknownIdError
            If there is none of that id.
        """
        with self._explaining():
            stored = stored_incident(self._connection, incident)
            if stored is None:
                raise UnknownIdError("incident", incident, self._near(incident))
            return stored.dossier

    def sources(self) -> dict[str, Source]:
        """Every source.

        Returns
        -------
        dict
            By id, in the order recorded.
        """
        with self._explaining():
            return {source.id: source for source in self._all("sources", Source)}

    def ids(self) -> frozenset[str]:
        """Ids of all incidents, whatever their status.

        Returns
        -------
        frozenset of str
            The ids.
        """
        with self._explaining():
            return frozenset(row["id"] for row in self._rows("SELECT id FROM incidents"))

    def links_to(self, incident: str) -> tuple[Link, ...]:
        """Links from other incidents to this one.

        Parameters
        ----------
        incident
            Its id.

        Returns
        -------
        tuple of Link
            In the order recorded.
        """
        with self._explaining():
            found = self._rows("SELECT * FROM links WHERE to_id = ? ORDER BY fid", incident)
            return tuple(from_row(row, Link) for row in found)

    def text(self, sha256: str) -> str | None:
        """The text of a report that was kept.

        Parameters
        ----------
        sha256
            Its hash.

        Returns
        -------
        str or None
            The text; None where none of that hash was kept.

        Raises
        ------
        DamagedTextError
            If what is there is not what was kept.
        """
        with self._explaining():
            row = self._one("SELECT * FROM texts WHERE sha256 = ?", sha256)
        if row is None:
            return None
        text = text_from_row(row)
        if text is None:
            raise DamagedTextError(self.path, sha256)
        return text

    def texts_of_sources(self) -> dict[str, str]:
        """The texts that are kept of sources.

        Returns
        -------
        dict
            Id of each source whose text is kept, to the hash of the text.
        """
        with self._explaining():
            rows = self._rows("SELECT source, sha256 FROM texts WHERE source IS NOT NULL")
            return {row["source"]: row["sha256"] for row in rows}

    def keep_text(self, sha256: str, text: str, source: str | None, name: str) -> None:
        """Keep the text of a report, so that what was cited from it can be checked later.

        Parameters
        ----------
        sha256
            Its hash, see `geo.source.text_sha256`.
        text
            The text; one that is kept already is left as it is, or mended if it was damaged.
        source
            Id of the source that it is the text of; None where none was recorded.
        name
            The file or address that it was read from.

        Raises
        ------
        ModelError
            If the hash is not that of the text, or there is no such source.
        """
        with self._writing():
            self._keep([KeptText(sha256=sha256, text=text, source=source, name=name)])

    def add(self, collection: Collection, texts: Sequence[KeptText] = ()) -> None:
        """Add incidents with their claims, links, sources, actors and texts, all or none.

        Parameters
        ----------
        collection
            Sources and actors that are there already must be the same, or are refused.
        texts
            Texts that the claims cite, kept as `keep_text` keeps them.

        Raises
        ------
        ModelError
            If an id is taken, or a claim or text names a source that is nowhere.
        """
        with self._writing():
            self._add([collection])
            self._keep(texts)

    def add_all(
        self,
        batches: Iterable[Collection],
        *,
        rule: Rule = RANGE,
        links_may_dangle: bool = False,
    ) -> tuple[Link, ...]:
        """Add incidents as `add` does, however many batches there are, all or none.

        Parameters
        ----------
        batches
            Made while they are taken; what making them raises leaves the store as it was. A link
            may lead to an incident of a later batch.
        rule
            How claims add up in the layers; a store that is opened again shows the default rule.
        links_may_dangle
            Whether a link that leads nowhere is left out rather than refused.

        Returns
        -------
        tuple of Link
            The links that were left out.

        Raises
        ------
        ModelError
            If an id is taken, or a claim names a source that is nowhere.
        UnknownIdError
            If a link leads nowhere and that is not allowed.
        """
        with self._writing(), counted_at_the_end(self._connection, ADDED_TO):
            return self._add(batches, rule=rule, links_may_dangle=links_may_dangle)

    def among(self, table: str, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
        """Records of some ids that are here.

        Parameters
        ----------
        table
            `incidents`, `claims` or `sources`.
        ids
            Ids asked for.

        Returns
        -------
        dict
            The table's rows of those that are here, by id.
        """
        with self._explaining():
            return records_among(self._connection, table, sorted(set(ids)))

    def known_rows(self, dataset: str, keys: Sequence[str]) -> dict[str, SourceRow]:
        """The rows of a data set that incidents were imported from before.

        Parameters
        ----------
        dataset
            Name of the data set.
        keys
            Keys asked for.

        Returns
        -------
        dict
            The rows that are there, by key.
        """
        with self._explaining():
            return known_rows(self._connection, dataset, keys)

    def add_claims(self, claims: Sequence[Claim], sources: Sequence[Source] = ()) -> None:
        """Add claims to incidents that are there.

        Parameters
        ----------
        claims
            The claims.
        sources
            Sources they cite that may be new.

        Raises
        ------
        UnknownIdError
            If an incident or a superseded claim is not there.
        ModelError
            If an id is taken, or a claim cites a source that is nowhere.
        """
        with self._writing():
            Adding(self._connection).take(Collection(sources=tuple(sources)))
            check_citations(claims, self.sources())
            for claim in claims:
                self._check_claim(claim)
                self._insert("claims", [claim_row(claim)])
            self._refresh({claim.incident for claim in claims})

    def add_link(self, link: Link) -> None:
        """Link two incidents that are there.

        Parameters
        ----------
        link
            The link; one that is there already is left as it is.

        Raises
        ------
        UnknownIdError
            If one of the incidents is not there.
        """
        with self._writing():
            self._insert_link(link)

    def add_assessment(self, assessment: Assessment) -> None:
        """Record what a person judges of an incident.

        Parameters
        ----------
        assessment
            The judgement.

        Raises
        ------
        UnknownIdError
            If the incident is not there.
        """
        with self._writing():
            self._need_incident(assessment.incident)
            self._insert("assessments", [to_row(assessment)])

    def withdraw(self, withdrawal: Withdrawal) -> None:
        """Take back a claim or an incident; the record of it stays.

        Parameters
        ----------
        withdrawal
            What, why and by whom.

        Raises
        ------
        UnknownIdError
            If neither an incident nor a claim has the id.
        ModelError
            If it was withdrawn before.
        """
        with self._writing():
            self._withdraw(withdrawal)

    def revise(self, incident: Incident, claims: Sequence[Claim] = ()) -> None:
        """Put a draft right, all of it or nothing.

        Parameters
        ----------
        incident
            The draft with its kind, title and countries as they should be.
        claims
            Claims about it that are new, or supersede those that were read wrongly.

        Raises
        ------
        UnknownIdError
            If the incident or a superseded claim is not there.
        ModelError
            If it is no draft, or a claim is about another incident, has an id that is taken, or
            cites a source that is nowhere.
        """
        with self._writing():
            draft = self._need_draft(incident.id)
            sources = self.sources()
            check_citations(claims, sources)
            for claim in claims:
                self._check_claim(claim)
                self._insert("claims", [claim_row(claim)])
            revision = replace(incident, status=Status.DRAFT)
            own = (*draft.claims, *claims)
            self._show(replace(draft, incident=revision, claims=own), sources)

    def activate(self, incident: str, by: str, at: datetime) -> None:
        """Accept a draft; who did and when is recorded as an assessment.

        Parameters
        ----------
        incident
            Its id.
        by
            Who accepts it.
        at
            When, in UTC.

        Raises
        ------
        UnknownIdError
            If there is none of that id.
        ModelError
            If it is no draft.
        """
        with self._writing():
            draft = self._need_draft(incident)
            accepted = Assessment(
                incident=incident,
                axis=Axis.OCCURRENCE,
                grade="accepted",
                why="reviewed as a draft",
                by=by,
                at=at,
            )
            self._insert("assessments", [to_row(accepted)])
            active = replace(draft.incident, status=Status.ACTIVE)
            self._show(replace(draft, incident=active), self.sources())

    def reject(self, withdrawal: Withdrawal) -> None:
        """Take back a draft; the record of it stays.

        Parameters
        ----------
        withdrawal
            Which draft, why and by whom.

        Raises
        ------
        UnknownIdError
            If there is none of that id.
        ModelError
            If it is no draft.
        """
        with self._writing():
            self._need_draft(withdrawal.subject)
            self._withdraw(withdrawal)

    def merge(self, keep: str, other: str, *, why: str, by: str, at: datetime) -> None:
        """Make two incidents one: the claims of one join the other.

        What joins is added to the kept incident, as `geo.merge.merged` has it; links that led to
        the other one lead to the kept one too. Nothing is edited or taken away: the other keeps
        its own claims and links under its id, is marked as merged, gets an assessment that says
        so, and a link to the kept one that holds the reason.

        Parameters
        ----------
        keep
            Id of the incident that stays.
        other
            Id of the one that is merged into it.
        why
            The reason.
        by
            Who found them to be one.
        at
            When, in UTC.

        Raises
        ------
        UnknownIdError
            If one of the incidents is not there.
        ModelError
            If both are one, one was merged or withdrawn before, or a draft would take in an
            active incident.
        """
        with self._writing():
            kept, absorbed = self.dossier(keep), self.dossier(other)
            whole = merged(kept, absorbed)
            note = f"Merged into {keep}. {why}"
            judged = Assessment(
                incident=other, axis=Axis.OCCURRENCE, grade="same event", why=note, by=by, at=at
            )
            self._insert("claims", map(claim_row, whole.claims[len(kept.claims) :]))
            self._insert("withdrawals", map(to_row, whole.withdrawals[len(kept.withdrawals) :]))
            new = (*whole.assessments[len(kept.assessments) :], judged)
            self._insert("assessments", map(to_row, new))
            led_there = [link for link in self.links_to(other) if link.from_id != keep]
            for link in (
                *whole.links[len(kept.links) :],
                *(replace(link, to_id=keep) for link in led_there),
                Link(from_id=other, to_id=keep, type=LinkType.SAME_EVENT, why=why),
            ):
                self._insert_link(link)
            gone = replace(absorbed.incident, status=Status.MERGED_INTO, merged_into=keep)
            sources = self.sources()
            self._show(whole, sources)
            self._show(replace(absorbed, incident=gone), sources)

    def _explaining(self) -> AbstractContextManager[None]:
        return explaining(self.path)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """One transaction, which also keeps the file's table of contents true."""
        with transaction(self._connection, self.path):
            yield
            self._note_change()

    def _shows_another_rule(self) -> bool:
        """Whether it was exported under a rule that is not the default; all its rows show one."""
        with self._explaining():
            row = self._one("SELECT rule FROM incidents LIMIT 1")
        return row is not None and row["rule"] not in {None, str(RANGE)}

    def _note_change(self) -> None:
        """Keep the file's table of contents true: when it changed and how far it reaches."""
        self._connection.execute(
            "UPDATE gpkg_contents SET last_change = strftime('%Y-%m-%dT%H:%M:%fZ', 'now')"
        )
        for table in ("incidents", "footprints"):
            self._connection.execute(
                f"""UPDATE gpkg_contents SET (min_x, min_y, max_x, max_y) =
                (SELECT min(minx), min(miny), max(maxx), max(maxy) FROM rtree_{table}_geom)
                WHERE table_name = ?""",
                (table,),
            )

    def _rows(self, sql: str, *values: object) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = self._connection.execute(sql, values).fetchall()
        return rows

    def _one(self, sql: str, *values: object) -> dict[str, Any] | None:
        row: dict[str, Any] | None = self._connection.execute(sql, values).fetchone()
        return row

    def _all(self, table: str, kind: type[_T]) -> list[_T]:
        return [from_row(row, kind) for row in self._rows(f"SELECT * FROM {table} ORDER BY fid")]

    def _insert(self, table: str, rows: Iterable[Mapping[str, Any]]) -> None:
        insert(self._connection, table, rows)

    def _add(
        self,
        batches: Iterable[Collection],
        *,
        rule: Rule = RANGE,
        links_may_dangle: bool = False,
    ) -> tuple[Link, ...]:
        adding = Adding(self._connection, rule)
        for batch in batches:
            adding.take(batch)
        left_out = []
        for link in adding.links():
            if links_may_dangle and not self.among("incidents", [link.to_id]):
                left_out.append(link)
            else:
                self._insert_link(link)
        return tuple(left_out)

    def _check_claim(self, claim: Claim) -> None:
        self._need_incident(claim.incident)
        if self._one("SELECT 1 FROM claims WHERE id = ?", claim.id):
            msg = f"the claim {claim.id} is there already; claims are never edited"
            raise ModelError(msg)
        if claim.supersedes and not self._one(
            "SELECT 1 FROM claims WHERE id = ? AND incident = ?", claim.supersedes, claim.incident
        ):
            raise UnknownIdError(f"claim of {claim.incident}", claim.supersedes)

    def _withdraw(self, withdrawal: Withdrawal) -> None:
        subject = withdrawal.subject
        if self._one("SELECT 1 FROM withdrawals WHERE subject = ?", subject):
            msg = f"{subject} was withdrawn before"
            raise ModelError(msg)
        claim = self._one("SELECT incident FROM claims WHERE id = ?", subject)
        if claim is None:
            self._need_incident(subject)
            self._connection.execute(
                "UPDATE incidents SET status = ?, merged_into = NULL WHERE id = ?",
                (Status.WITHDRAWN, subject),
            )
        self._insert("withdrawals", [to_row(withdrawal)])
        self._refresh({claim["incident"] if claim else subject})

    def _keep(self, texts: Sequence[KeptText]) -> None:
        """Keep texts that are not there, and mend those that are damaged."""
        sources = self.sources()
        for kept in texts:
            if kept.source is not None and kept.source not in sources:
                msg = f"the text of {kept.name} is said to be {kept.source}, which is nowhere"
                raise ModelError(msg)
            there = self._one("SELECT * FROM texts WHERE sha256 = ?", kept.sha256)
            if there and text_from_row(there) is None:
                self._connection.execute("DELETE FROM texts WHERE sha256 = ?", (kept.sha256,))
            elif there:
                continue
            self._insert("texts", [text_row(kept)])

    def _need_draft(self, incident: str) -> Dossier:
        dossier = self.dossier(incident)
        if dossier.incident.status is not Status.DRAFT:
            status = dossier.incident.status.replace("_", " ")
            msg = f"{incident} is {status}, not a draft; only drafts are reviewed"
            raise ModelError(msg)
        return dossier

    def _need_incident(self, incident: str) -> None:
        if not self._one("SELECT 1 FROM incidents WHERE id = ?", incident):
            raise UnknownIdError("incident", incident, self._near(incident))

    def _near(self, incident: str) -> tuple[str, ...]:
        return tuple(get_close_matches(incident, sorted(self.ids()), n=3, cutoff=0.5))

    def _insert_link(self, link: Link) -> None:
        self._need_incident(link.from_id)
        self._need_incident(link.to_id)
        same = "SELECT 1 FROM links WHERE from_id = ? AND to_id = ? AND type = ?"
        if not self._one(same, link.from_id, link.to_id, link.type):
            self._insert("links", [to_row(link)])

    def _refresh(self, incidents: Iterable[str]) -> None:
        """Work out anew what incidents add up to, for the readers of the file."""
        sources = self.sources()
        for incident in sorted(incidents):
            self._show(self.dossier(incident), sources)

    def _show(self, dossier: Dossier, sources: Mapping[str, Source]) -> None:
        """Write what an incident adds up to into the two layers."""
        account = add_up(dossier, sources)
        self._upsert("incidents", "id", incident_row(account))
        row = footprint_row(account)
        if row:
            self._upsert("footprints", "incident", row)
        else:
            self._connection.execute(
                "DELETE FROM footprints WHERE incident = ?", (dossier.incident.id,)
            )

    def _upsert(self, table: str, key: str, row: Mapping[str, Any]) -> None:
        columns = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join("?" * len(row))
        changes = ", ".join(f'"{name}" = excluded."{name}"' for name in row if name != key)
        self._connection.execute(
            f"INSERT INTO {table} ({columns}) VALUES ({marks}) "
            f"ON CONFLICT ({key}) DO UPDATE SET {changes}",
            tuple(row.values()),
        )
