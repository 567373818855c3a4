"""Making something anew whenever the store changes."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Final

from gazetteer.errors import GazetteerError
from geo.errors import GeoError
from maps.cli.common import tell
from maps.errors import MapError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["make_and_watch"]

_EVERY_S: Final = 1.0
_COUNTER: Final = slice(24, 28)
"""Where SQLite's file format keeps a number that every change of the file raises."""


def make_and_watch(store: Path, target: Path, make: Callable[[], int], *, as_json: bool) -> None:
    """Make a map, and make it anew whenever the store changes, until Ctrl-C.

    A store that cannot be read at some moment (somebody writes to it, or puts another in its
    place) is tried again every second; what is wrong is said once.

    Parameters
    ----------
    store
        The store.
    target
        The map.
    make
        Makes it and gives the number of its incidents.
    as_json
        Whether a program wants to know, a line of JSON for each map made.
    """
    seen = _state(store)
    _say("made", target, make(), as_json=as_json)
    complaint = None
    try:
        tell(f"watching {store}; Ctrl-C ends this")
        while True:
            time.sleep(_EVERY_S)
            now = _state(store)
            if now == seen and complaint is None:
                continue
            try:
                _say("remade", target, make(), as_json=as_json)
            except (GeoError, GazetteerError, MapError) as problem:
                if str(problem) != complaint:
                    tell(" ".join(f"not remade, trying again: {problem}".split()))
                complaint = str(problem)
            else:
                complaint = None
            seen = now
    except KeyboardInterrupt:
        tell("no longer watching")


def _say(what: str, target: Path, incidents: int, *, as_json: bool) -> None:
    if as_json:
        import msgspec

        record = {"map": str(target), "incidents": incidents}
        sys.stdout.write(msgspec.json.encode(record).decode() + "\n")
        sys.stdout.flush()
    else:
        tell(f"{what} {target}, {incidents} incident{'' if incidents == 1 else 's'}")


def _state(store: Path) -> tuple[object, ...]:
    """What changes when a store does: the file, its size, time and counter, and its log if any."""
    found: list[object] = []
    for path in (store, store.with_name(f"{store.name}-wal")):
        try:
            about = path.stat()
            with path.open("rb") as file:
                counter = file.read(_COUNTER.stop)[_COUNTER]
        except OSError:
            found.append(None)
        else:
            found.append((about.st_ino, about.st_size, about.st_mtime_ns, counter))
    return tuple(found)
