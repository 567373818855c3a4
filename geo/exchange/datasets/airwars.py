"""Rows of Airwars' incidents, and of tables like them, as incidents.

Airwars publishes its incidents under several headers: names of its data base
(`civilian_non_combatants_killed_min`), of its downloads ("Civilians Killed Min") and of its pages
("Civilians reported killed": "4–11"). A table is known by a family of such words.

- **Counts.** From the least to the most that Airwars reports, of civilians, children, women and
  combatants ("militants"). A least above the most cannot be one count; each is a claim then. For
  all but civilians 0 is what the tables write for none given.
- **Who.** A belligerent that is suspected is a claim in which Airwars accuses; one that is known is
  stated. What a belligerent concedes is its own claim.
- **Grading.** What Airwars makes of the harm and of the strike are assessments by Airwars.
- **Places.** As exact as the accuracy says. A row that does not say is only known to lie in its
  province.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from gazetteer.place import Precision
from geo.count import Count, Counted
from geo.errors import ModelError
from geo.exchange.countries import country_in
from geo.exchange.datasets import airwars_columns as header
from geo.exchange.datasets.cells import (
    Cells,
    date_in,
    degrees,
    first_of,
    people,
    plain_column,
    when,
)
from geo.exchange.datasets.locating import Places, Spot
from geo.exchange.told import Judged, Said, Told, incident_id, take_in
from geo.incident import Axis, Field, Modality
from geo.kinds import Kind
from geo.source import Source

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from geo.exchange.incoming import Incoming, Reading
    from geo.exchange.tables import Row, Table
    from geo.exchange.told import Value
    from geo.when import When
    from geo.where import Where

__all__ = ["NAME", "SOURCE", "read", "recognises"]

NAME: Final = "Airwars"
"""What to call the data set."""

SOURCE: Final = Source(
    id="airwars",
    publisher="Airwars",
    title="Airwars civilian harm incidents",
    url="https://airwars.org/civilian-casualties/",
    language="en",
)
"""What the claims cite, or what the page of an incident derives from."""

_RANGE: Final = re.compile(r"(\d{1,11})\s*(?:[-–—]|to)\s*(\d{1,11})")
_THOUSANDS: Final = re.compile(r"(?<=\d),(?=\d{3}\b)")
_LIST: Final = re.compile(r"[;,|\n]")
_NONE: Final = {"unknown", "not known", "none", "null", "n/a", "na", "nan", "-", "–"}
_ACCURACIES: Final = (
    ("exact", Precision.SITE, None),
    ("within_1", Precision.SITE, None),
    ("landmark", Precision.NEAR, 2_000.0),
    ("street", Precision.SETTLEMENT, 1_000.0),
    ("neighbo", Precision.SETTLEMENT, 2_000.0),
    ("village", Precision.SETTLEMENT, 2_000.0),
    ("town", Precision.SETTLEMENT, 3_000.0),
    ("city", Precision.SETTLEMENT, 8_000.0),
    ("subdistrict", Precision.ADM2, 25_000.0),
    ("district", Precision.ADM2, None),
)
"""Words of an accuracy, what is as exact as that, and its radius in metres if it has its own."""
_STRIKES: Final = (
    ("drone", Kind.DRONE_STRIKE),
    ("plane", Kind.AIRSTRIKE),
    ("helicopter", Kind.AIRSTRIKE),
    ("artillery", Kind.SHELLING),
    ("naval bombardment", Kind.SHELLING),
    ("missile", Kind.MISSILE_STRIKE),
    ("rocket", Kind.MISSILE_STRIKE),
    ("ground", Kind.ATTACK),
)


def recognises(columns: Collection[str]) -> bool:
    """Whether a table is one of Airwars, or like one.

    Parameters
    ----------
    columns
        Names of its columns, in any order.

    Returns
    -------
    bool
        True where enough of them are named as Airwars names its own.
    """
    return header.are_airwars({plain_column(name) for name in columns})


def read(table: Table, reading: Reading) -> Iterator[Incoming]:
    """The rows of a table as incidents.

    Parameters
    ----------
    table
        A table that `recognises` accepts.
    reading
        When it is recorded, and what finds places without a point.

    Yields
    ------
    Incoming
        In the order of the table.
    """
    places = Places(reading.resolve)

    def tell(row: Row, cells: Cells) -> Told:
        return _tell(row, cells, places)

    yield from take_in(table, reading.recorded_at, tell)


def _tell(row: Row, cells: Cells, places: Places) -> Told:
    """What a row says."""
    key = first_of(cells, header.CODE)
    if key is None:
        msg = "there is no code; Airwars gives every incident one: take the row as published"
        raise ModelError(msg)
    page = _page(key, first_of(cells, header.LINK))
    date, where = _date(cells), _where(row, cells, places)
    values: list[tuple[Field, Value]] = [(Field.DATE, date)] if date else []
    values += [(Field.LOCATION, where)] if where else []
    for about, of, stems in header.COUNTS:
        counts = _counts(cells, stems, of)
        values += [(about, c) for c in counts if of is Counted.CIVILIANS or c.low or c.high]
    for about, names in ((Field.TARGET, header.TARGET), (Field.WEAPON, header.WEAPON)):
        text = first_of(cells, names)
        values += [(about, text)] if text else []
    return Told(
        dataset=SOURCE.id,
        key=key,
        row=row.cells,
        kind=_kind(first_of(cells, header.TYPE) or ""),
        source=page or SOURCE,
        behind=(SOURCE,) if page else (),
        claimant=SOURCE.publisher,
        values=tuple(values),
        quote=first_of(cells, header.NOTES),
        also=tuple(_belligerents(cells)),
        judged=tuple(_judged(cells)),
    )


def _page(key: str, link: str | None) -> Source | None:
    """The page of an incident, where the row has its address."""
    if link is None or not link.lower().startswith(("http://", "https://")):
        return None
    return Source(
        id=incident_id(SOURCE.id, key),
        publisher=SOURCE.publisher,
        title=key,
        url=link,
        language=SOURCE.language,
        derives_from=SOURCE.id,
    )


def _date(cells: Cells) -> When | None:
    first, last = _dated(cells, header.DATE), _dated(cells, header.DATE_END)
    if first and last and first.edtf != last.edtf:
        return when(f"{first.edtf}/{last.edtf}")
    return first or last


def _dated(cells: Cells, columns: tuple[str, ...]) -> When | None:
    """The date in the first of some columns that is filled."""
    column = next((name for name in columns if cells.get(name, "").strip()), None)
    return date_in(cells[column], column) if column else None


def _where(row: Row, cells: Cells, places: Places) -> Where | None:
    mention, point = first_of(cells, header.PLACES), _point(cells) or row.point
    if mention is None and point is None:
        return None
    precision, radius_m = _accuracy(first_of(cells, header.ACCURACY) or "")
    country = first_of(cells, header.COUNTRY) or (mention or "").rpartition(",")[2]
    return places.where(
        Spot(
            mention or "place not named",
            precision,
            point,
            country_in(country),
            first_of(cells, header.ADMIN1),
            radius_m,
        )
    )


def _point(cells: Cells) -> tuple[float, float] | None:
    """(lon, lat), from two columns or from one that has "lat, lon"."""
    pair = first_of(cells, header.PAIR)
    if pair is None:
        lon = next((name for name in ("lon", "lng", "long") if name in cells), "longitude")
        return degrees(cells, lon, "lat" if "lat" in cells else "latitude")
    lat, comma, lon = pair.partition(",")
    if not comma:
        msg = f"the coordinates are {pair[:40]!r}; write latitude, longitude, as in 33.3, 44.4"
        raise ModelError(msg)
    return degrees({"latitude": lat, "longitude": lon})


@lru_cache(maxsize=1024)
def _accuracy(text: str) -> tuple[Precision, float | None]:
    plain = plain_column(text)
    found = ((precision, radius) for word, precision, radius in _ACCURACIES if word in plain)
    return next(found, (Precision.ADM1, None))


@lru_cache(maxsize=1024)
def _kind(text: str) -> Kind:
    """What a type of strike means; an attack where it leaves several open."""
    plain = " ".join(text.casefold().split())
    found = {kind for word, kind in _STRIKES if word in plain}
    by_air = "airstrike" in plain or "air strike" in plain
    if by_air and found <= {Kind.AIRSTRIKE, Kind.DRONE_STRIKE}:
        return Kind.DRONE_STRIKE if found == {Kind.DRONE_STRIKE} else Kind.AIRSTRIKE
    return found.pop() if len(found) == 1 and not by_air else Kind.ATTACK


def _counts(cells: Cells, stems: tuple[str, ...], of: Counted) -> list[Count]:
    """How many, from the columns of the first of some names that has any."""
    for stem in stems:
        for least, most in header.ends(stem):
            low, high = _number(cells, least), _number(cells, most)
            if low is not None or high is not None:
                return _between(low, high, of)
        if stem in cells and cells[stem].strip().casefold() not in _NONE:
            return _ranged(cells[stem], stem, of)
    return []


def _number(cells: Cells, column: str) -> int | None:
    text = cells.get(column)
    if text is None or text.strip().casefold() in _NONE:
        return None
    return people(text, column)


def _between(low: int | None, high: int | None, of: Counted) -> list[Count]:
    if low is None or high is None:
        text = None if high is None else f"up to {high}"
        return [Count(low=low or 0, high=high, of=of, text=text)]
    if low <= high:
        return [Count(low=low, high=high, of=of)]
    ends = (("minimum", low), ("maximum", high))
    return [Count(low=n, high=n, of=of, text=f"{name} {n}") for name, n in ends]


def _ranged(text: str, column: str, of: Counted) -> list[Count]:
    """A cell such as "4–11", "13" or "4 – 11 (2 children)"."""
    written = _THOUSANDS.sub("", text.partition("(")[0]).strip()
    both = _RANGE.fullmatch(written)
    if both:
        counts = _between(int(both[1]), int(both[2]), of)
        return [replace(c, text=text.strip()) for c in counts] if len(counts) == 1 else counts
    try:
        return [replace(Count.parse(written, of=of), text=text.strip())]
    except ModelError as problem:
        msg = f"{column}: {problem}"
        raise ModelError(msg) from None


def _belligerents(cells: Cells) -> Iterator[Said]:
    """Who is said to have done it, and what they concede."""
    numbers = [m[1] for name in cells if (m := header.NUMBERED.fullmatch(name))]
    for number in numbers:
        prefix = f"belligerent_{number}_"
        known = cells.get(f"{prefix}type", "").strip().casefold().startswith("known")
        yield from _belligerent(cells, cells[f"{prefix}belligerent_name"], prefix, known=known)
    if numbers:
        return
    for wanted, known in ((header.KNOWN, True), (header.SUSPECTED, False)):
        listed = next((cells[name] for name in wanted if name in cells), "")
        names = [name for part in _LIST.split(listed) if (name := " ".join(part.split()))]
        own = "civilian_" if len(names) == 1 else None
        for name in names:
            yield from _belligerent(cells, name, own, known=known)


def _belligerent(cells: Cells, name: str, own: str | None, *, known: bool) -> Iterator[Said]:
    """A belligerent; `own` begins the names of the columns for what it concedes."""
    if name.strip().casefold() in _NONE:
        return
    modality = Modality.FACT if known else Modality.ACCUSED
    yield Said(field=Field.PERPETRATOR, value=name, modality=modality)
    for about, what in header.CONCEDED if own else ():
        for count in _counts(cells, (f"{own}{what}",), Counted.CIVILIANS):
            if count.low or count.high:
                yield Said(field=about, value=count, claimant=name)


def _judged(cells: Cells) -> Iterator[Judged]:
    grading, status = first_of(cells, header.GRADING), first_of(cells, header.STATUS)
    if grading:
        yield Judged(axis=Axis.HARM, grade=grading, why="Airwars' grading of the civilian harm")
    if status:
        yield Judged(axis=Axis.OCCURRENCE, grade=status, why="Airwars' status of the strike")
