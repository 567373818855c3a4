"""Files of TimeMap events, and the files of sources and associations beside them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from geo.drafting import slug
from geo.errors import ImportFileError
from geo.exchange.timemap_words import month_first, spoken

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from geo.exchange.incoming import Reading

__all__ = [
    "DATES",
    "DESCRIPTIONS",
    "LATITUDES",
    "LONGITUDES",
    "EventFile",
    "first",
    "is_timemap",
    "opened",
    "words_of",
]

DESCRIPTIONS: Final = ("description", "desc")
"""Names of the description, TimeMap's own first; likewise below."""
LATITUDES: Final = ("latitude", "lat")
LONGITUDES: Final = ("longitude", "long", "lng", "lon")
DATES: Final = ("date", "timestamp", "datetime")
_SORTED: Final = ("associations", "sources", "source", "filters", "category", "tags")
_EDITION: Final = re.compile(r"[-_. ]?(?:19|20)\d\d[-_.]?\d\d[-_.]?\d\d$")
_TRIED: Final = 20
_HEAD: Final = 4_096


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFile:
    """A file of events with what lies beside it.

    Parameters
    ----------
    events
        What it lists, unread.
    dataset
        Short stable name of the data set.
    publisher
        Who published it, or the name of the file without a date at its end.
    month_first
        How it writes dates, see `geo.exchange.timemap_words.month_first`.
    sources
        Sources by id.
    words
        What each association says, by its id.
    """

    events: list[Any]
    dataset: str
    publisher: str
    month_first: bool | None
    sources: dict[str, Any] = field(default_factory=dict)
    words: dict[str, list[str]] = field(default_factory=dict)


def is_timemap(path: Path) -> bool:
    """Whether a file holds events of a TimeMap.

    Parameters
    ----------
    path
        The file.

    Returns
    -------
    bool
        By its content, whatever its name.
    """
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
        if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] not in (b"[", b"{") or b'"Feature' in head:
            return False
        events = _events_in(_json_of(path), path)
    except (OSError, ImportFileError):
        return False
    return any(isinstance(event, dict) and _is_event(event) for event in events[:_TRIED])


def _is_event(event: Mapping[str, Any]) -> bool:
    def has(*names: str) -> bool:
        return any(name in event for name in names)

    placed = has(*LATITUDES) and has(*LONGITUDES)
    return has(*DESCRIPTIONS) and (placed or has(*DATES)) and has(*_SORTED)


def opened(path: Path, reading: Reading) -> EventFile:
    """A file of events.

    Parameters
    ----------
    path
        The file.
    reading
        Who published it, where that is known.

    Returns
    -------
    EventFile
        With the sources and associations in it or beside it.

    Raises
    ------
    ImportFileError
        If it, or what lies beside it, is no JSON, or it lists no events.
    """
    record = _json_of(path)
    events = _events_in(record, path)
    inside = record if isinstance(record, dict) else {}
    stem = re.sub(r"(\.timemap)?\.json$", "", path.name, flags=re.IGNORECASE)
    publisher = reading.publisher or _EDITION.sub("", stem) or stem
    dated = [date for event in events if (date := first(event, *DATES))]
    return EventFile(
        events=events,
        dataset=f"timemap-{slug(publisher)[:40]}",
        publisher=publisher,
        month_first=month_first(dated),
        sources=_by_id(inside.get("sources") or _beside(path, stem, "sources")),
        words={
            ident: words_of(one)
            for ident, one in _by_id(
                inside.get("associations") or _beside(path, stem, "associations")
            ).items()
        },
    )


def _json_of(path: Path) -> Any:  # noqa: ANN401 (whatever is in it)
    try:
        return json.loads(path.read_bytes(), parse_int=str, parse_float=str, parse_constant=str)
    except OSError as problem:
        raise ImportFileError(path, f"cannot be read: {problem.strerror}") from None
    except ValueError as problem:
        raise ImportFileError(path, f"is no JSON: {problem}") from None
    except RecursionError:
        raise ImportFileError(path, "is nested too deeply") from None


def _events_in(record: Any, path: Path) -> list[Any]:  # noqa: ANN401
    events = record.get("events") if isinstance(record, dict) else record
    if not isinstance(events, list):
        raise ImportFileError(path, "is no TimeMap: it needs a list of events, or `events` in it")
    return events


def _beside(path: Path, stem: str, part: str) -> Any:  # noqa: ANN401
    """What the file of sources or associations holds, if there is one."""
    ids = path.name.replace("events", part).replace("deeprows", "deepids")
    names = (f"{stem}.{part}.json", path.name.replace("events", part), ids)
    found = [path.with_name(name) for name in names if name != path.name]
    return next((_json_of(file) for file in found if file.is_file()), [])


def _by_id(record: Any) -> dict[str, Any]:  # noqa: ANN401
    """Objects by id, from a list of them or an object by id."""
    if isinstance(record, dict):
        return {name: one for name, one in record.items() if isinstance(one, dict)}
    listed = record if isinstance(record, list) else []
    return {first(one, "id"): one for one in listed if isinstance(one, dict)}


def first(record: Any, *names: str) -> str:  # noqa: ANN401
    """The first of some values that says something.

    Parameters
    ----------
    record
        An object; nothing else has values.
    *names
        Their names, the best one first.

    Returns
    -------
    str
        Its text without blanks around it; empty where none does.
    """
    given = record if isinstance(record, dict) else {}
    return next((text for name in names if (text := spoken(given.get(name)).strip())), "")


def words_of(association: dict[str, Any]) -> list[str]:
    """Words of an association that may name a kind.

    Parameters
    ----------
    association
        As TimeMap has it, or a filter as its fork exports it.

    Returns
    -------
    list of str
        Its title or value, then its path from the deepest.
    """
    paths = association.get("filter_paths")
    deepest = [spoken(one) for one in reversed(paths)] if isinstance(paths, list) else []
    return [first(association, "title"), first(association, "value"), *deepest]
