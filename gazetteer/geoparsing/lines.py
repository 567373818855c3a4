"""Many texts in one run: a JSON object a line in, a record a line out, on all cores.

A line is an object with `id` (text or a whole number) and `text`, a report; other keys are left
alone, empty lines are passed over. Lines are answered in their order. A line that cannot be read is
an error that names it, and ends the run there: what came before is answered.
"""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, NamedTuple

from gazetteer.errors import DataError
from gazetteer.geoparsing.reading import geoparse
from gazetteer.geoparsing.records import geoparsed_record
from gazetteer.index import Gazetteer
from gazetteer.json_lines import field_of, object_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future
    from pathlib import Path

    from gazetteer.relation import Borders

__all__ = ["geoparse_lines"]

_EXAMPLE = '{"id": 1, "text": "A blast hit Saravan."}'
_BATCH = 32
_BATCH_CHARACTERS = 100_000
_AHEAD = 3


class _Request(NamedTuple):
    """What a line asks for."""

    id: str | int
    text: str


class _Batch(NamedTuple):
    """Some lines, and what is wrong with the one after the last of them."""

    requests: list[_Request]
    problem: DataError | None

    def check(self) -> None:
        """Raise what is wrong."""
        if self.problem:
            raise self.problem


def geoparse_lines(
    gazetteer: Gazetteer,
    lines: Iterable[str | bytes],
    *,
    name: str,
    borders: Callable[[], Borders] | None = None,
    workers: int | None = None,
) -> Iterator[dict[str, Any]]:
    """Geoparse the text of each line.

    Parameters
    ----------
    gazetteer
        Where places are looked up.
    lines
        JSON objects, UTF-8 where they are bytes.
    name
        What to call the lines in an error: the name of their file.
    borders
        Gives the borders of the world; a function of a module, such as `geo.border.borders`, for
        each process calls it once.
    workers
        Processes; one for each core if left out. A run of few lines takes this one alone.

    Yields
    ------
    dict
        `id` as it was given, `mentions` and `relations` as in `geoparsed_record`.

    Raises
    ------
    DataError
        If a line is no JSON object, lacks `id` or `text`, or holds something of another type.
    """
    batches = _batches(lines, name)
    first = list(islice(batches, 2))
    count = workers or len(os.sched_getaffinity(0))
    if count == 1 or len(first) == 1:
        known = borders() if borders else None
        for batch in chain(first, batches):
            yield from _answers(batch.requests, gazetteer, known)
            batch.check()
        return
    with ProcessPoolExecutor(
        count,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_start,
        initargs=(gazetteer.folder, borders),
    ) as pool:
        waiting: deque[tuple[_Batch, Future[list[dict[str, Any]]]]] = deque()
        try:
            for batch in chain(first, batches):
                waiting.append((batch, pool.submit(_work, batch.requests)))
                if len(waiting) >= _AHEAD * count:
                    yield from _done(*waiting.popleft())
            while waiting:
                yield from _done(*waiting.popleft())
        finally:
            pool.shutdown(cancel_futures=True)


def _done(batch: _Batch, work: Future[list[dict[str, Any]]]) -> Iterator[dict[str, Any]]:
    """Wait for the answers of a batch."""
    yield from work.result()
    batch.check()


def _batches(lines: Iterable[str | bytes], name: str) -> Iterator[_Batch]:
    """Requests, so many at a time, up to the first line that cannot be read."""
    requests: list[_Request] = []
    size = 0
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            request = _request(line)
        except ValueError as problem:
            yield _Batch(requests, DataError(str(problem), table=name, line=number))
            return
        requests.append(request)
        size += len(request.text)
        if len(requests) >= _BATCH or size >= _BATCH_CHARACTERS:
            yield _Batch(requests, None)
            requests, size = [], 0
    yield _Batch(requests, None)


def _request(line: str | bytes) -> _Request:
    """Read a line."""
    value = object_of(line, example=_EXAMPLE)
    return _Request(
        id=field_of(value, "id", (str, int), example=_EXAMPLE),
        text=field_of(value, "text", (str,), example=_EXAMPLE),
    )


def _answers(
    requests: Iterable[_Request], gazetteer: Gazetteer, borders: Borders | None
) -> Iterator[dict[str, Any]]:
    """Answer requests one by one."""
    for request in requests:
        found = geoparse(request.text, gazetteer=gazetteer, borders=borders)
        yield {"id": request.id, **geoparsed_record(found)}


class _Tools:
    """What a worker process keeps open."""

    gazetteer: Gazetteer
    borders: Borders | None


def _start(folder: Path, borders: Callable[[], Borders] | None) -> None:
    """Open what a worker process needs; it is closed when the process ends."""
    _Tools.gazetteer = Gazetteer.open(folder)
    _Tools.borders = borders() if borders else None


def _work(requests: list[_Request]) -> list[dict[str, Any]]:
    """Answer a batch in a worker process."""
    return list(_answers(requests, _Tools.gazetteer, _Tools.borders))
