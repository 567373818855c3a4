"""Rows of ACLED, as a user downloads them, as incidents.

- **Sides.** ACLED says that `actor1` and `actor2` do not tell who attacked whom. Only where the
  event is one against people without arms, and just one side is civilians or protesters, is the
  other side the perpetrator and they the target; one who acts alone, other than in a protest, did
  it. Else both sides stand in the title, and nobody is named as perpetrator.
- **Deaths.** `fatalities` as given; ACLED writes 0 also where nobody knows.
- **Dates.** `time_precision` 1 is the day; 2 the week about it, since ACLED dates an event to the
  middle of the week that is known; 3 the month. A date such as 03/04/2024 is refused: the file no
  longer says whether the day comes first.
- **Places.** At ACLED's own point with its `geo_precision`; a row without one is only known to lie
  in its region.
- **Kinds.** A sub-event type that ACLED's codebook does not have is `other`, unless the event type
  leaves no doubt.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from gazetteer.place import Precision
from geo.count import Count
from geo.errors import ModelError
from geo.exchange.countries import country_by_numeric, country_in
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
from geo.kinds import Kind, kind_from_acled
from geo.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from geo.exchange.incoming import Incoming, Reading
    from geo.exchange.tables import Row, Table
    from geo.exchange.told import Value
    from geo.when import When
    from geo.where import Where

__all__ = ["NAME", "SOURCE", "read", "recognises"]

NAME: Final = "ACLED"
"""What to call the data set."""

SOURCE: Final = Source(
    id="acled",
    publisher="ACLED",
    title="Armed Conflict Location & Event Data",
    url="https://acleddata.com/",
    language="en",
)
"""What the claims cite."""

_HEADER: Final = {"event_id_cnty", "event_date", "event_type", "actor1"}
_PLACES: Final = ("location", "admin3", "admin2", "admin1", "country")
_WHERE: Final = (*_PLACES, "longitude", "latitude", "geo_precision", "iso", "iso3")
_COARSEST: Final = 3
_WEEK: Final = 2
_MONTH: Final = 3
_HALF_WEEK: Final = timedelta(days=3)
_REMEMBERED: Final = 65_536
_UNARMED: Final = {"6", "7", "protesters", "civilians"}
_BY_EVENT: Final = {
    "battles": Kind.ARMED_CLASH,
    "violence against civilians": Kind.ATTACK,
}
_SPELLINGS: Final = {"excessive force against protestors": "Excessive force against protesters"}


def recognises(columns: Collection[str]) -> bool:
    """Whether a table is one of ACLED.

    Parameters
    ----------
    columns
        Names of its columns, in any order.

    Returns
    -------
    bool
        True where those are there that every export has.
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
    def locate(*given: str | None) -> Where | None:
        return _where({n: text for n, text in zip(_WHERE, given, strict=True) if text}, places)

    def tell(row: Row, cells: Cells) -> Told:
        return _tell(row.cells, cells, locate)

    yield from take_in(table, reading.recorded_at, tell)


def _tell(written: Cells, cells: Cells, locate: Callable[..., Where | None]) -> Told:
    """What a row says."""
    get = cells.get
    kind = _kind(get("event_type", ""), get("sub_event_type", ""))
    date_ = _date(get("event_date"), get("time_precision"))
    where = locate(*map(get, _WHERE))
    values: list[tuple[Field, Value]] = [(Field.DATE, date_)] if date_ else []
    if where:
        values.append((Field.LOCATION, where))
    dead = people(get("fatalities"), "fatalities")
    if dead is not None:
        values.append((Field.KILLED, Count(low=dead, high=dead)))
    title, one, other = None, get("actor1"), get("actor2")
    blamed = _blamed(cells)
    if blamed:
        values += [(about, name) for about, name in blamed if name]
    elif one and other:
        title = clash_title(kind, (one, other), where)
    return Told(
        dataset=SOURCE.id,
        key=_key(get("event_id_cnty", "")),
        row=written,
        kind=kind,
        source=SOURCE,
        claimant=SOURCE.publisher,
        values=tuple(values),
        quote=get("notes"),
        title=title,
    )


def _key(text: str) -> str:
    key = text.strip()
    if not key:
        msg = "event_id_cnty is empty; ACLED names every event: take the row as downloaded"
        raise ModelError(msg)
    return key


@lru_cache(maxsize=1024)
def _kind(event: str, sub_event: str) -> Kind:
    name = sub_event.strip()
    try:
        return kind_from_acled(_SPELLINGS.get(name.casefold(), name))
    except ModelError:
        return _BY_EVENT.get(event.strip().casefold(), Kind.OTHER)


@lru_cache(maxsize=_REMEMBERED)
def _date(text: str | None, precision: str | None) -> When | None:
    if text is None or not text.strip():
        return None
    day = iso_day(text, "event_date")
    exactness = one_of(precision, "time_precision", 3)
    if exactness == _MONTH:
        return when(day[:7])
    if exactness == _WEEK:
        return _week_about(date.fromisoformat(day))
    return when(day)


def _week_about(middle: date) -> When:
    try:
        return when(f"{middle - _HALF_WEEK}/{middle + _HALF_WEEK}")
    except OverflowError:
        msg = f"event_date is {middle}, and the week about it has no dates; correct the cell"
        raise ModelError(msg) from None


def _blamed(cells: Cells) -> tuple[tuple[Field, str | None], ...]:
    """Perpetrator and target, where ACLED's types leave no doubt which is which."""
    first, second = cells.get("actor1"), cells.get("actor2")
    unarmed = _unarmed(first, cells.get("inter1")), _unarmed(second, cells.get("inter2"))
    event = cells.get("event_type", "").strip().casefold()
    if first and not second:
        acted = event not in ("protests", "") and not unarmed[0]
        return ((Field.PERPETRATOR, first),) if acted else ()
    if not (first and second) or not _is_against_unarmed(cells, event) or all(unarmed):
        return ()
    if unarmed[1]:
        return ((Field.PERPETRATOR, first), (Field.TARGET, second))
    return ((Field.PERPETRATOR, second), (Field.TARGET, first)) if unarmed[0] else ()


def _is_against_unarmed(cells: Cells, event: str) -> bool:
    sub_event = cells.get("sub_event_type", "").casefold()
    return (
        event == "violence against civilians"
        or bool(cells.get("civilian_targeting", "").strip())
        or sub_event.startswith("excessive force against")
    )


def _unarmed(name: str | None, inter: str | None) -> bool:
    """Whether a side is civilians or protesters: by its code, or by its name without one."""
    if inter and inter.strip():
        return inter.strip().removesuffix(".0").casefold() in _UNARMED
    return (name or "").casefold().startswith(("civilians", "protesters"))


def _where(cells: Cells, places: Places) -> Where | None:
    mention, point = first_of(cells, _PLACES), degrees(cells)
    if mention is None and point is None:
        return None
    number = whole_number(cells.get("iso"), "iso")
    return places.where(
        Spot(
            mention or "place not named",
            Precision.from_acled(
                one_of(cells.get("geo_precision"), "geo_precision", 3) or _COARSEST
            ),
            point,
            (country_by_numeric(str(number)) if number else None)
            or country_in(cells.get("iso3", ""))
            or country_in(cells.get("country", "")),
            cells.get("admin1"),
        )
    )
