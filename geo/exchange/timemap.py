"""TimeMap JSON: events for Forensic Architecture's TimeMap, and as others write them for it.

The form is that of version 0.1.0 with associations, read at its source: github.com/
forensic-architecture/timemap, `src/reducers/validate/` (eventSchema, sourceSchema,
associationsSchema, validators) and `src/common/utilities.js`; the fork bellingcat/ukraine-timemap
takes the same. An event is a flat object whose schema admits no other names; every value is text,
numbers too, apart from two lists of ids. `date` is MM/DD/YYYY and `time` HH:mm, the front end's own
defaults; times are UTC. Sources and associations are files of their own, which its settings name
apart: `EVENTS_EXT` the events (a list), `SOURCES_EXT` the sources (an object by id, datasheet-
server's `deepids`), `ASSOCIATIONS_EXT` the associations (a list, `deeprows`).

TimeMap has no field for precision, rule, counts or claimants, so the description says them in
words. `comments`, which TimeMap checks but does not show, holds the same claims as JSON, so that
`read` gives them back as they were, unless somebody has changed the event since. The front end
shows an event without a date nowhere, and one with a range of dates at its first day.
"""

from __future__ import annotations

import json
from contextlib import ExitStack
from dataclasses import replace
from typing import IO, TYPE_CHECKING, Any, Final

from gazetteer.place import Precision
from geo.exchange.telling import claim_lines, facts
from geo.exchange.timemap_files import is_timemap
from geo.exchange.timemap_reading import fingerprint, read
from geo.files import replacing
from geo.kinds import KINDS, Family, Kind
from geo.plain import rule_text
from geo.record import to_record
from geo.source import whole

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    from geo.exchange.entries import Entry, Going
    from geo.source import Source

__all__ = ["is_timemap", "read", "write"]

_ENDING: Final = ".timemap.json"


def write(going: Going, path: Path) -> tuple[Path, ...]:
    """Write incidents as the events of a TimeMap, with their sources and associations beside them.

    Parameters
    ----------
    going
        What to write; areas have no place in this form.
    path
        Where to; of `NAME.timemap.json` the others are `NAME.sources.json` and
        `NAME.associations.json`.

    Returns
    -------
    tuple of Path
        The three files, the events first.

    Raises
    ------
    ExportError
        If one cannot be written.
    """
    name = path.name.removesuffix(_ENDING) if path.name.endswith(_ENDING) else path.stem
    paths = (path, *(path.with_name(f"{name}.{part}.json") for part in ("sources", "associations")))
    cited: set[str] = set()
    used: set[str] = set()
    with ExitStack() as stack:
        events, sources, associations = (stack.enter_context(replacing(one)) for one in paths)
        events.write(b"[")
        sources.write(b"{")
        for number, entry in enumerate(going.entries()):
            event = _event(entry, going)
            events.write(b",\n" if number else b"\n")
            events.write(_json(event))
            used.update(event["associations"])
            _write_sources(sources, entry.sources, cited)
        events.write(b"\n]\n")
        sources.write(b"\n}\n")
        associations.write(_json([one for one in _associations() if one["id"] in used]) + b"\n")
    return paths


def _event(entry: Entry, going: Going) -> dict[str, Any]:
    """One incident; every name is one that TimeMap's schema knows."""
    values = entry.values
    kind = KINDS[entry.dossier.incident.kind]
    # An event needs one date: the first that the claims allow, else the only one that they give.
    day = values["date_start"] or values["date_end"]
    timed = day and "T" in values["date"]
    precision = [f"precision-{values['precision']}"] if values["precision"] else []
    event = {
        "id": values["id"],
        "date": _day(day),
        "time": day.strftime("%H:%M") if timed else "",
        "location": values["place"] or "",
        "latitude": "" if values["lat"] is None else str(values["lat"]),
        "longitude": "" if values["lon"] is None else str(values["lon"]),
        "description": _description(entry, going),
        "category": kind.label,
        "associations": [f"family-{kind.family}", f"kind-{values['kind']}", *precision],
        "sources": list(dict.fromkeys(c.citation.source for c in entry.dossier.standing)),
    }
    return event | {"comments": _comments(entry, event)}


def _description(entry: Entry, going: Going) -> str:
    values = entry.values
    radius = values["radius_m"]
    return "\n".join(
        (
            values["title"],
            *facts(values),
            *((f"Radius: {radius:.0f} m",) if radius is not None else ()),
            *(str(line) for line in claim_lines(entry)),
            f"Rule: {going.rule}. {rule_text(going.rule)}.",
            f"Id: {values['id']}",
        )
    )


def _comments(entry: Entry, event: dict[str, Any]) -> str:
    """The claims that stand, as `geo.exchange.whole` reads them; what they superseded stays out."""
    standing = entry.dossier.standing
    ids = {None, *(claim.id for claim in standing)}
    claims = [c if c.supersedes in ids else replace(c, supersedes=None) for c in standing]
    record = {
        "incidentmap": fingerprint(event),
        **to_record(entry.dossier.incident),
        "claims": to_record(claims),
        "cites": to_record(entry.sources),
    }
    return json.dumps(record)


def _write_sources(file: IO[bytes], sources: Iterable[Source], written: set[str]) -> None:
    """Sources that are not in the file yet."""
    for source in sources:
        if source.id not in written:
            file.write(b",\n" if written else b"\n")
            file.write(_json(source.id) + b": " + _json(_source(source)))
            written.add(source.id)


def _source(source: Source) -> dict[str, Any]:
    return {
        "id": source.id,
        "title": source.title or source.publisher,
        "paths": [source.url] if source.url else [],
        "url": source.url or "",
        "description": "",
        "parent": source.derives_from or "",
        "author": source.publisher,
        "date": _day(source.published),
    }


def _associations() -> list[dict[str, Any]]:
    """Families as categories; kinds and precisions as filters, each below a heading."""
    return [
        *(_association("family", one, one.capitalize(), "CATEGORY") for one in Family),
        *(_association("kind", one, KINDS[one].label, "FILTER") for one in Kind),
        *(_association("precision", one, one, "FILTER") for one in Precision),
    ]


def _association(heading: str, name: str, title: str, mode: str) -> dict[str, Any]:
    return {
        "id": f"{heading}-{name}",
        "title": title,
        "desc": "",
        "mode": mode,
        "filter_paths": [heading.capitalize(), title],
    }


def _day(day: date | None) -> str:
    return f"{day.month:02d}/{day.day:02d}/{day.year:04d}" if day else ""


def _json(value: object) -> bytes:
    return whole(json.dumps(value, ensure_ascii=False)).encode()
