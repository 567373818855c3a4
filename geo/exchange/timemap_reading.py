"""TimeMap events as others write them, to incidents.

TimeMap says where a pin stands and not how exactly anybody knows the place, and digits are not
precision: a spreadsheet gives the middle of a town in six decimals. So a point is taken as `near`,
within 25 km, and in whole degrees as an `area` of half a degree. Latitude and longitude that are
both 0 are an empty cell, not a place in the Gulf of Guinea. A clock has no zone either: it is kept
as a claim about the time that allows every zone, and the date stays the day that the file names.
A claim cites the first of an event's sources; the others stay in the row that is kept.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from gazetteer.place import RADIUS_M, Precision
from geo.border import borders
from geo.errors import DateError, ModelError
from geo.exchange.incoming import Incoming
from geo.exchange.timemap_files import (
    DATES,
    DESCRIPTIONS,
    LATITUDES,
    LONGITUDES,
    EventFile,
    first,
    opened,
    words_of,
)
from geo.exchange.timemap_words import date_in, kind_in, spoken, time_on
from geo.exchange.told import Told, dossier_of, incident_id
from geo.exchange.whole import whole_from
from geo.incident import Field
from geo.kinds import Kind
from geo.source import Source, whole
from geo.where import Where

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from geo.count import Count
    from geo.dossier import Dossier
    from geo.exchange.incoming import Reading
    from geo.when import When

__all__ = ["fingerprint", "read"]

_SHOWN: Final = (
    *("id", "date", "time", "location", "latitude", "longitude", "description"),
    *("category", "associations", "sources"),
)
_IDS: Final = ("civId", "id")
_NUMBER: Final = re.compile(r"[-+]?\d{1,3}(?:[.,]\d*)?")
_HALF_DEGREE_M: Final = 55_660.0
_OFTEN: Final = 500


def read(path: Path, reading: Reading) -> Iterator[Incoming]:
    """Incidents from the events of a TimeMap.

    Parameters
    ----------
    path
        A list of events, or an object with `events`. Sources and associations may stand in that
        object, or in files beside it: `NAME.sources.json`, or named as the events' own with
        "sources" for "events".
    reading
        How to read it.

    Returns
    -------
    iterator of Incoming
        In the order of the file.

    Raises
    ------
    ImportFileError
        If it is no such file.
    """
    file = opened(path, reading)
    return _incoming(file, reading)


def fingerprint(event: Mapping[str, Any]) -> str:
    """Sign of what an event shows, by which an event of ours is known that nobody has changed.

    Parameters
    ----------
    event
        The event.

    Returns
    -------
    str
        Hash of its values.
    """
    shown = whole(json.dumps([event.get(name) for name in _SHOWN], ensure_ascii=False))
    return hashlib.sha256(shown.encode()).hexdigest()[:16]


def _incoming(file: EventFile, reading: Reading) -> Iterator[Incoming]:
    taken: dict[str, str] = {}
    for number, event in enumerate(file.events):
        at = f"events[{number}]"
        if reading.on_progress and number % _OFTEN == 0:
            reading.on_progress(number, len(file.events), "reading")
        try:
            dossier, sources = _made(event, file, reading)
        except ModelError as problem:
            yield Incoming(at=at, refused=str(problem))
            continue
        before = taken.setdefault(dossier.incident.id, at)
        if before != at:
            why = f"has the same id as {before}; give each event its own"
            yield Incoming(at=at, refused=why)
        else:
            yield Incoming(at=at, dossier=dossier, sources=sources)


def _made(event: Any, file: EventFile, reading: Reading) -> tuple[Dossier, tuple[Source, ...]]:  # noqa: ANN401
    if not isinstance(event, dict):
        msg = "is no event; an event is an object with a description and a date or a place"
        raise ModelError(msg)
    own = _own(event)
    if own is not None:
        return whole_from(own)
    told = _told(event, file, reading)
    return dossier_of(told, reading.recorded_at), (told.source,)


def _own(event: dict[str, Any]) -> dict[str, Any] | None:
    """What we wrote with an event, if it still shows what it showed then."""
    comments = event.get("comments")
    if not isinstance(comments, str) or not comments.startswith('{"incidentmap"'):
        return None
    try:
        record = json.loads(comments)
    except (ValueError, RecursionError):
        return None
    same = isinstance(record, dict) and record.get("incidentmap") == fingerprint(event)
    return record if same else None


def _told(event: dict[str, Any], file: EventFile, reading: Reading) -> Told:
    row = {whole(name): text for name, value in event.items() if (text := spoken(value))}
    values = (*_dates(event, file), *_location(event, reading))
    if not values:
        msg = "says neither when nor where; give it a date, coordinates or a location"
        raise ModelError(msg)
    known = hashlib.sha256(json.dumps(event, sort_keys=True).encode()).hexdigest()[:16]
    sources = _sources(event, file)
    for ident, one in sources.items():
        row.setdefault(f"source {whole(ident)}", spoken(one))
    by_row = [source for i, one in sources.items() if (source := _source(i, one, file))]
    return Told(
        dataset=file.dataset,
        key=first(event, *_IDS) or known,
        row=row,
        kind=kind_in(_words(event, file)) or Kind.OTHER,
        source=by_row[0] if by_row else Source(id=file.dataset, publisher=file.publisher),
        claimant=file.publisher,
        values=values,
        quote=first(event, *DESCRIPTIONS) or None,
    )


_Value = tuple[Field, "When | Where | Count | str"]


def _dates(event: dict[str, Any], file: EventFile) -> Iterator[_Value]:
    """The day, and the time of day where it is given as a clock."""
    written = first(event, *DATES)
    if written:
        day, clock = date_in(written, month_first=file.month_first)
        yield Field.DATE, day
        time = time_on(day, first(event, "time") or clock)
        if time:
            yield Field.TIME, time


def _location(event: dict[str, Any], reading: Reading) -> Iterator[_Value]:
    name = first(event, "location")
    lat, lon = _degrees(event, LATITUDES), _degrees(event, LONGITUDES)
    if (lat is None) != (lon is None):
        msg = "has half a pair of coordinates; give latitude and longitude, or neither"
        raise ModelError(msg)
    if lat is not None and lon is not None and (lat, lon) != (0, 0):
        coarse = lat.is_integer() and lon.is_integer()
        where = Where(
            mention=name or f"{lat}, {lon}",
            lon=lon,
            lat=lat,
            precision=Precision.AREA if coarse else Precision.NEAR,
            radius_m=_HALF_DEGREE_M if coarse else RADIUS_M[Precision.NEAR],
            method="import",
        )
        yield Field.LOCATION, replace(where, country=borders().country_at(lon, lat))
    elif name:
        yield Field.LOCATION, reading.resolve(name)


def _degrees(event: dict[str, Any], names: tuple[str, ...]) -> float | None:
    """A coordinate; a decimal comma is one too."""
    text = first(event, *names)
    if not text:
        return None
    if not _NUMBER.fullmatch(text):
        msg = f"has the {names[0]} {text[:40]!r}, which is no number of degrees"
        raise ModelError(msg)
    return float(text.replace(",", "."))


def _words(event: dict[str, Any], file: EventFile) -> Iterator[str]:
    """Words that may name a kind: types and categories first, then what it is sorted under."""
    for name in ("type", "category", "category_full"):
        yield first(event, name)
    for name in ("associations", "filters", "tags"):
        given = event.get(name)
        for one in given if isinstance(given, list) else [given]:
            if isinstance(one, dict):
                yield from words_of(one)
            else:
                yield from file.words.get(spoken(one), [spoken(one)])


def _sources(event: dict[str, Any], file: EventFile) -> dict[str, Any]:
    """The sources that an event names, by id: objects in it or beside it, or plain addresses."""
    given = event.get("sources") or event.get("source") or []
    if isinstance(given, str):
        given = [given] if _is_link(given) else given.split(",")
    found: dict[str, Any] = {}
    for one in given if isinstance(given, list) else []:
        ident = first(one, "id", "url", "path") or spoken(one).strip()
        if isinstance(one, dict):
            found[ident] = one
        elif ident in file.sources:
            found[ident] = file.sources[ident]
        elif _is_link(ident):
            found[ident] = {"url": ident}
    return found


def _source(ident: str, given: dict[str, Any], file: EventFile) -> Source | None:
    """A source as the file has it; None where it says nothing."""
    paths = given.get("paths")
    listed = [spoken(one).strip() for one in (paths if isinstance(paths, list) else [])]
    links = [first(given, "url"), first(given, "path"), *listed]
    url = next((link for link in links if _is_link(link)), None)
    title = first(given, "title", "description") or next(filter(None, listed), None)
    if not (url or title):
        return None
    try:
        written = date_in(first(given, "date"), month_first=file.month_first)[0]
        published = written.start.date() if written.start and written.exact_day else None
    except DateError:
        published = None
    return Source(
        id=incident_id(file.dataset, ident),
        publisher=first(given, "author") or _host(url) or file.publisher,
        title=title,
        url=url,
        published=published,
    )


def _is_link(text: str) -> bool:
    return text.lower().startswith(("http://", "https://"))


def _host(url: str | None) -> str | None:
    try:
        return urlsplit(url or "").hostname
    except ValueError:
        return None
