"""Rows of UCDP's Georeferenced Event Dataset (GED 19 to 25, and the candidate events) as incidents.

What UCDP says is taken over as it stands, and no more than it says:

- **Sides.** One-sided violence (type 3) is by `side_a` against `side_b`. Of a clash (types 1 and 2)
  UCDP does not say who began, so nobody is named as perpetrator or target: both sides stand in the
  title, in the order of the row, and in the row itself. No country of origin is concluded from
  them.
- **Deaths.** `low`, `high` and `best` make one count, exactly as given; `best` may lie outside.
  Where `low` is above `high` one count cannot hold them: best, low and high are then a claim each.
  Dead civilians are a further count, of civilians.
- **Dates.** From `date_start` to `date_end`. A single day with a `date_prec` that is no day is
  "about".
- **Places.** At UCDP's own point with its `where_prec`; a row without one is only known to lie in
  its country. `country_id` means states as they were: for the Soviet Union, Yugoslavia and the
  like, the code is that of the country in which the point lies today.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from gazetteer.place import Precision
from geo.count import Count, Counted
from geo.errors import ModelError
from geo.exchange.countries import country_by_gw, country_in
from geo.exchange.datasets.cells import (
    Cells,
    degrees,
    first_of,
    iso_day,
    one_of,
    people,
    plain_column,
    when,
    whole_number,
)
from geo.exchange.datasets.locating import Places, Spot
from geo.exchange.told import Told, clash_title, take_in
from geo.incident import Field
from geo.kinds import Kind
from geo.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from geo.exchange.incoming import Incoming, Reading
    from geo.exchange.tables import Row, Table
    from geo.exchange.told import Value
    from geo.when import When
    from geo.where import Where

__all__ = ["NAME", "SOURCE", "read", "recognises"]

NAME: Final = "UCDP GED"
"""What to call the data set."""

SOURCE: Final = Source(
    id="ucdp-ged",
    publisher="UCDP",
    title="UCDP Georeferenced Event Dataset",
    url="https://ucdp.uu.se/downloads/",
    language="en",
)
"""What the claims cite."""

_HEADER: Final = {
    "id", "type_of_violence", "where_prec", "date_prec", "date_start", "date_end", "best",
}  # fmt: skip
_KINDS: Final = {"1": Kind.ARMED_CLASH, "2": Kind.ARMED_CLASH, "3": Kind.ATTACK}
_KILLED: Final = ("low", "best", "high", "deaths_civilians")
_COARSEST: Final = 6
_PLACES: Final = ("where_coordinates", "where_description", "adm_2", "adm_1", "country")
_WHERE: Final = (*_PLACES, "longitude", "latitude", "where_prec", "iso3", "country_id")
_REMEMBERED: Final = 65_536

_Values = tuple[tuple[Field, "Value"], ...]


def recognises(columns: Collection[str]) -> bool:
    """Whether a table is one of UCDP GED.

    Parameters
    ----------
    columns
        Names of its columns, in any order.

    Returns
    -------
    bool
        True where those are there that every edition has.
    """
    return {plain_column(name) for name in columns} >= _HEADER


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

    @lru_cache(maxsize=_REMEMBERED)
    def locate(year: int | None, *given: str | None) -> Where | None:
        cells = {name: text for name, text in zip(_WHERE, given, strict=True) if text}
        return _where(cells, year, places)

    def tell(row: Row, cells: Cells) -> Told:
        return _tell(row.cells, cells, locate)

    yield from take_in(table, reading.recorded_at, tell)


def _tell(written: Cells, cells: Cells, locate: Callable[..., Where | None]) -> Told:
    """What a row says."""
    get = cells.get
    kind = _KINDS.get(get("type_of_violence", "").removesuffix(".0"), Kind.OTHER)
    date = _date(get("date_start"), get("date_end"), get("date_prec"))
    where = locate(date.start.year if date and date.start else None, *map(get, _WHERE))
    values: list[tuple[Field, Value]] = [(Field.DATE, date)] if date else []
    if where:
        values.append((Field.LOCATION, where))
    values += _killed(*map(get, _KILLED))
    title, one, other = None, get("side_a"), get("side_b")
    if kind is Kind.ATTACK:
        values += [(Field.PERPETRATOR, one)] if one else []
        values += [(Field.TARGET, other)] if other else []
    elif one and other:
        title = clash_title(kind, (one, other), where)
    return Told(
        dataset=SOURCE.id,
        key=_key(get("id", "")),
        row=written,
        kind=kind,
        source=SOURCE,
        claimant=SOURCE.publisher,
        values=tuple(values),
        quote=get("source_article") or get("source_headline"),
        title=title,
    )


def _key(text: str) -> str:
    """The row's number; "300380.0" is the same as "300380"."""
    key = text.strip()
    if not key:
        msg = "id is empty; UCDP numbers every row: take the row from the file as published"
        raise ModelError(msg)
    return key.removesuffix(".0")


@lru_cache(maxsize=_REMEMBERED)
def _date(start: str | None, end: str | None, precision: str | None) -> When | None:
    first = iso_day(start, "date_start") if start else None
    last = iso_day(end, "date_end") if end else None
    exact = one_of(precision, "date_prec", 5) in (None, 1)
    if first and last and first > last:
        msg = f"date_end {last} lies before date_start {first}; correct the row"
        raise ModelError(msg)
    if first and last and first != last:
        return when(f"{first}/{last}")
    one = first or last
    return when(one if exact else f"{one}~") if one else None


def _where(cells: Cells, year: int | None, places: Places) -> Where | None:
    mention, point = first_of(cells, _PLACES), degrees(cells)
    if mention is None and point is None:
        return None
    return places.where(
        Spot(
            mention or "place not named",
            Precision.from_ucdp(one_of(cells.get("where_prec"), "where_prec", 7) or _COARSEST),
            point,
            _country(cells, year),
            cells.get("adm_1"),
        )
    )


def _country(cells: Cells, year: int | None) -> str | None:
    """ISO code; None where the state of that year has since been divided, or nobody knows it."""
    number = whole_number(cells.get("country_id"), "country_id")
    if number is not None and country_by_gw(str(number)):
        return country_by_gw(str(number), year)
    return country_in(cells.get("iso3", "")) or country_in(cells.get("country", ""))


@lru_cache(maxsize=_REMEMBERED)
def _killed(*given: str | None) -> _Values:
    """Claims about the dead, from the cells low, best, high and deaths_civilians."""
    low, best, high, civilians = (people(*pair) for pair in zip(given, _KILLED, strict=True))
    if low is not None and high is not None and low <= high:
        counts = [Count(low=low, high=high, best=best)]
    else:
        each = (("best", best), ("low", low), ("high", high))
        counts = [_estimate(name, number) for name, number in each if number is not None]
    if civilians:
        counts.append(Count(low=civilians, high=civilians, of=Counted.CIVILIANS))
    return tuple((Field.KILLED, count) for count in counts)


def _estimate(name: str, number: int) -> Count:
    """One of UCDP's estimates by itself."""
    best = number if name == "best" else None
    return Count(low=number, high=number, best=best, text=f"{name} estimate {number}")
