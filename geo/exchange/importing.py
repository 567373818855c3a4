"""Taking a file in: all of it or nothing, twice without doubling, with a report of every row.

A row of a data set is known again by the data set's own key, an incident from one of our own files
by its id. One that is here already stays as it is here, also where the file has it otherwise: the
report counts those, and a person decides.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, TypeVar

from geo.dossier import Collection, Dossier
from geo.source import KeptText, Source, text_sha256
from geo.store.rows import from_row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from geo.exchange.datasets.archiver import ArchivedSource
    from geo.exchange.incoming import Incoming
    from geo.store import GeoPackageStore

__all__ = ["Arrivals", "Refusal", "take_in", "take_sources"]

_BATCH: Final = 500
_LISTED: Final = 1_000
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A row that could not be taken.

    Parameters
    ----------
    at
        Its place in the file.
    why
        What is wrong with it, and what to do.
    """

    at: str
    why: str


@dataclass(slots=True, kw_only=True)
class Arrivals:
    """What became of the rows of a file; they add up to `read`.

    Parameters
    ----------
    read
        Rows, features or events in the file.
    new
        Incidents that were not here.
    already
        Rows that are here already, the same.
    differing
        Rows that are here already, with other details; what is here was kept.
    refused
        Rows of which nothing could be made.
    refusals
        The first thousand of them, each with its place and reason.
    differences
        The places of the first thousand rows that differ.
    links_left_out
        Links that lead to incidents which are neither here nor in the file.
    notes
        What is missing of the first thousand that came in with less than they should have.
    """

    read: int = 0
    new: int = 0
    already: int = 0
    differing: int = 0
    refused: int = 0
    refusals: list[Refusal] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)
    links_left_out: int = 0
    notes: list[str] = field(default_factory=list)


class _NothingWrittenError(Exception):
    """Ends a transaction of which nothing is to stay."""


def take_in(
    store: GeoPackageStore,
    incoming: Iterable[Incoming],
    *,
    skip_refused: bool = False,
    dry_run: bool = False,
    on_progress: Callable[[int], None] | None = None,
) -> Arrivals:
    """Take incidents into a store.

    Parameters
    ----------
    store
        The store.
    incoming
        What was read, a few in memory at a time.
    skip_refused
        Whether the rest goes in where rows are refused; nothing does otherwise.
    dry_run
        Whether to find out what would happen, and write nothing.
    on_progress
        Told how many rows are done.

    Returns
    -------
    Arrivals
        What became of each row. Where rows are refused and `skip_refused` is not given, nothing was
        written and `new` counts what would have been new.

    Raises
    ------
    ImportFileError
        If the file turns out not to read; nothing was written.
    """
    arrivals = Arrivals()

    def batches() -> Iterator[Collection]:
        for batch in _batches(incoming, on_progress):
            yield _new_of(store, batch, arrivals)
        if dry_run or (arrivals.refused and not skip_refused):
            raise _NothingWrittenError

    with suppress(_NothingWrittenError):
        arrivals.links_left_out = len(store.add_all(batches(), links_may_dangle=True))
    return arrivals


def take_sources(
    store: GeoPackageStore,
    archived: Iterable[ArchivedSource],
    *,
    skip_refused: bool = False,
    dry_run: bool = False,
) -> Arrivals:
    """Take sources into a store, each with the text of its row, under the terms of `take_in`.

    Parameters
    ----------
    store
        The store.
    archived
        What was read; a table of links is small enough to be held whole.
    skip_refused
        Whether the rest goes in where rows are refused.
    dry_run
        Whether to write nothing.

    Returns
    -------
    Arrivals
        What became of each row; `notes` says what is missing of a source that came in.
    """
    arrivals = Arrivals()
    known = store.sources()
    fresh: dict[str, Source] = {}
    texts: list[KeptText] = []
    for one in archived:
        arrivals.read += 1
        if one.source is None:
            _note(arrivals.refusals, Refusal(at=one.at, why=one.refused or "it holds nothing"))
            arrivals.refused += 1
            continue
        source = replace(one.source, archive_url=one.archive_url)
        there = known.get(source.id) or fresh.get(source.id)
        if there == source:
            arrivals.already += 1
        elif there:
            _note(arrivals.differences, one.at)
            arrivals.differing += 1
        else:
            arrivals.new += 1
            fresh[source.id] = source
            text = one.text or source.url or source.id
            sha256 = text_sha256(text)
            texts.append(KeptText(sha256=sha256, text=text, name=one.at, source=source.id))
            if one.note:
                _note(arrivals.notes, f"{one.at}: {one.note}")
    if fresh and not dry_run and (skip_refused or not arrivals.refused):
        store.add(Collection(sources=tuple(fresh.values())), texts)
    return arrivals


def _batches(
    incoming: Iterable[Incoming], on_progress: Callable[[int], None] | None
) -> Iterator[list[Incoming]]:
    batch: list[Incoming] = []
    for done, one in enumerate(incoming, 1):
        batch.append(one)
        if len(batch) == _BATCH:
            yield batch
            batch = []
            if on_progress:
                on_progress(done)
    yield batch


def _new_of(store: GeoPackageStore, batch: Sequence[Incoming], arrivals: Arrivals) -> Collection:
    """The incidents of a batch that are not here."""
    here = _Here(store, batch)
    fresh: list[Dossier] = []
    sources: dict[str, Source] = {}
    for one in batch:
        arrivals.read += 1
        same = here.same(one.dossier) if one.dossier else None
        refused = one.refused or (same is None and here.quarrel(one, sources)) or None
        if refused or one.dossier is None:
            _note(arrivals.refusals, Refusal(at=one.at, why=refused or "it holds nothing"))
            arrivals.refused += 1
        elif same is None:
            here.enter(one.dossier)
            sources |= {source.id: source for source in one.sources}
            fresh.append(one.dossier)
            arrivals.new += 1
        elif same:
            arrivals.already += 1
        else:
            _note(arrivals.differences, one.at)
            arrivals.differing += 1
    return Collection(dossiers=tuple(fresh), sources=tuple(sources.values()))


class _Here:
    """What of a batch is in the store already."""

    def __init__(self, store: GeoPackageStore, batch: Sequence[Incoming]) -> None:
        self._store = store
        self._new: dict[str, Dossier] = {}
        self._rows: dict[tuple[str, str], dict[str, str]] = {}
        dossiers = [one.dossier for one in batch if one.dossier]
        keys: dict[str, list[str]] = {}
        for row in (row for dossier in dossiers for row in dossier.rows):
            keys.setdefault(row.dataset, []).append(row.key)
        for dataset, wanted in keys.items():
            for key, row in store.known_rows(dataset, wanted).items():
                self._rows[dataset, key] = row.values
        self._ids = set(store.among("incidents", (d.incident.id for d in dossiers)))
        self._claims = set(store.among("claims", (c.id for d in dossiers for c in d.claims)))
        sources = store.among("sources", (s.id for one in batch for s in one.sources))
        self._sources = {name: from_row(row, Source) for name, row in sources.items()}

    def quarrel(self, one: Incoming, fresh: Mapping[str, Source]) -> str | None:
        """Why something new cannot stand beside what is here."""
        for source in one.sources:
            there = self._sources.get(source.id, fresh.get(source.id))
            if there is not None and there != source:
                return f"its source {source.id} is here already with other details; rename one"
        for claim in one.dossier.claims if one.dossier else ():
            if claim.id in self._claims:
                return f"its claim {claim.id} is here already, of another incident; rename one"
        return None

    def same(self, dossier: Dossier) -> bool | None:
        """Whether an incident is here just so; None where it is not here."""
        for row in dossier.rows:
            if (row.dataset, row.key) in self._rows:
                return self._rows[row.dataset, row.key] == row.values
        ident = dossier.incident.id
        if ident in self._new:
            return _alike(self._new[ident], dossier)
        return _alike(self._store.dossier(ident), dossier) if ident in self._ids else None

    def enter(self, dossier: Dossier) -> None:
        """Note an incident that comes in, as a later row of the batch may be the same."""
        self._new[dossier.incident.id] = dossier
        self._claims.update(claim.id for claim in dossier.claims)
        for row in dossier.rows:
            self._rows[row.dataset, row.key] = row.values


def _alike(one: Dossier, other: Dossier) -> bool:
    """Whether two dossiers record the same, links aside."""
    return replace(one, links=()) == replace(other, links=())


def _note(some: list[_T], one: _T) -> None:
    if len(some) < _LISTED:
        some.append(one)
