"""From entries to rows: every name folded, every place numbered in the order of its coming.

That is half the work of a build and pure Python, so a second process does it while the first one
writes.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from gazetteer.grid import cell_of
from gazetteer.names import fold, skeleton_of
from gazetteer.rows import row_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gazetteer.rows import PlaceRow
    from gazetteer.sources.entry import Entry

__all__ = ["Batch", "SecondProcessError", "prepared", "prepared_elsewhere"]

_BATCH = 4_000
_PIPE = 1 << 20  # bytes: so that neither process waits for the other
_DIGITS = 9  # of an id of GeoNames; longer ones are somebody else's

NameRow: TypeAlias = tuple[int, str, str | None, int, str, str | None]
"""Number of the entry, folded name, skeleton of a main name, whether an alternate, name as
written, language."""


class Batch(NamedTuple):
    """Some entries as rows."""

    places: list[tuple[int, PlaceRow, int]]
    """Number, values of the place, cell; each id once in all batches."""
    again: list[tuple[int, PlaceRow, int]]
    """Places whose id has come before, from a source that is trusted less."""
    names: list[NameRow]
    """Names of both."""
    read: int
    """How many entries have been read."""


class SecondProcessError(Exception):
    """The second process did not start or did not come to its end."""


def prepared(entries: Iterable[Entry]) -> Iterator[Batch]:
    """Fold names and number entries.

    Parameters
    ----------
    entries
        The more trusted of two with one id first.

    Yields
    ------
    Batch
        Of some thousand entries.
    """
    source = enumerate(entries, start=1)
    seen = _Seen()
    while some := list(islice(source, _BATCH)):
        batch = Batch([], [], [], some[-1][0])
        for number, entry in some:
            place = entry.place
            row = (number, row_of(place), cell_of(place.lon, place.lat))
            (batch.places if seen.add(place.id) else batch.again).append(row)
            batch.names.extend(_names(number, entry))
        yield batch


def prepared_elsewhere() -> Iterator[Batch]:
    """All sources, read in a second process.

    Yields
    ------
    Batch
        As `prepared` does.

    Raises
    ------
    SecondProcessError
        If it does not start or does not come to its end; `prepared` then says why.
    """
    ours = str(Path(__file__).resolve().parent.parent)
    paths = os.pathsep.join(filter(None, (ours, os.environ.get("PYTHONPATH"))))
    try:
        child = subprocess.Popen(
            [sys.executable, "-c", "from gazetteer.prepare import _send; _send()"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": paths},
            pipesize=_PIPE,
        )
    except OSError as error:
        raise SecondProcessError from error
    with child:
        try:
            assert child.stdout is not None  # noqa: S101 - it is a pipe
            while (batch := pickle.load(child.stdout)) is not None:  # noqa: S301 - from ourselves
                yield batch
        except (EOFError, pickle.UnpicklingError) as error:
            raise SecondProcessError from error
        finally:
            child.kill()


def _names(number: int, entry: Entry) -> Iterator[NameRow]:
    """The names of an entry."""
    languages = {name: language for language, name in entry.languages}
    main = dict.fromkeys((entry.place.name, *entry.names))
    first = None
    for name in main:
        folded = fold(name)
        first = folded if first is None else first
        if folded:
            yield number, folded, skeleton_of(folded), 0, name, languages.get(name)
    for name in dict.fromkeys(entry.alternates):
        if name not in main and (folded := fold(name)):
            # Sources list the main name without its accents among the alternates.
            yield number, folded, None, int(folded != first), name, languages.get(name)


class _Seen:
    """The ids that have come, in little memory: a bit for each that GeoNames has numbered."""

    def __init__(self) -> None:
        self._bits = bytearray()
        self._others: set[str] = set()

    def add(self, place_id: str) -> bool:
        """Take an id; tell whether it is new."""
        source, _, number = place_id.partition(":")
        if source != "geonames" or not number.isdecimal() or len(number) > _DIGITS:
            new = place_id not in self._others
            self._others.add(place_id)
            return new
        byte, bit = int(number) >> 3, 1 << (int(number) & 7)
        if byte >= len(self._bits):
            self._bits.extend(bytes(byte + 1 - len(self._bits)))
        new = not self._bits[byte] & bit
        self._bits[byte] |= bit
        return new


def _send() -> None:
    """In the second process: send every batch, and None at the end."""
    from gazetteer.sources.everything import all_entries  # noqa: PLC0415 - only here

    for batch in prepared(all_entries()):
        pickle.dump(batch, sys.stdout.buffer, pickle.HIGHEST_PROTOCOL)
    pickle.dump(None, sys.stdout.buffer)
