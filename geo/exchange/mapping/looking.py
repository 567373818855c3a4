"""A look at the values of columns: whether they fit what the header says, and what they settle."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from geo.errors import ModelError
from geo.exchange.mapping.cell_dates import date_of, first_numbers, time_of
from geo.exchange.mapping.cell_places import pair_of
from geo.exchange.mapping.cells import number_of, people, said
from geo.exchange.mapping.headers import Meaning, squeezed
from geo.incident import Status
from geo.when import When

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from geo.exchange.mapping.chosen import Chosen
    from geo.exchange.tables import Table

__all__ = ["Samples", "fits", "settle"]

Samples = dict[str, list[str]]
"""The first values of each column."""

_MONTHS: Final = 12
_MAX_LON, _MAX_LAT = 180.0, 90.0
_HALF: Final = 0.5
_SOME_DAY: Final = When.parse("2024-01-16")
_ANGLE: Final = re.compile(r"[NSEW]?\s*[-+]?\d+(?:\.\d+)?\s*[°ºd NSEW'′].*", re.IGNORECASE)
_PLACE_ID: Final = re.compile(r"[a-z]+:[\w-]+")
_LON_FIRST: Final = frozenset({"lonlat", "longlat", "lnglat", "longitudelatitude"})
_SCALES: Final = {"whereprec": "ucdp", "whereprecision": "ucdp", "geoprecision": "acled"}
_WHEN: Final = (Meaning.DATE, Meaning.DATE_START, Meaning.DATE_END, Meaning.PUBLISHED)
_PLACED: Final = frozenset({Meaning.LAT, Meaning.COORDINATES, Meaning.PLACE, Meaning.ADMIN1})
_NAMED: Final = (
    *(Meaning.PLACE, Meaning.ADMIN1, Meaning.COUNTRY, Meaning.PUBLISHER, Meaning.HEADLINE),
    *(Meaning.CLAIMANT, Meaning.PERPETRATOR, Meaning.TARGET, Meaning.TITLE, Meaning.KIND),
)
_COUNTS: Final = frozenset(m for m in Meaning if m.startswith(("killed", "injured", "casual")))


def fits(meaning: Meaning, values: list[str]) -> tuple[Meaning | None, str]:
    """What a column stands for when one has seen its values too.

    Parameters
    ----------
    meaning
        What its header says.
    values
        The first of its values.

    Returns
    -------
    tuple
        The meaning, which may be another or None, and why; without reason where the values say
        nothing against it.
    """
    told = [value for value in values if said(value)]
    if not told:
        return meaning, ""
    if meaning is Meaning.PLACE and _most(told, _is_pair):
        return Meaning.COORDINATES, "its values are coordinates"
    if meaning is Meaning.PUBLISHER and _most(told, _is_link):
        return Meaning.URL, "its values are web addresses"
    if meaning is Meaning.ID:
        return (meaning, "") if len(set(values)) == len(values) else (None, "its values repeat")
    test, otherwise = _TESTS.get(meaning, (None, ""))
    if test is None or _most(told, test):
        return meaning, ""
    return None, f"its name says {meaning}, but its values are no {otherwise}"


def settle(
    table: Table, chosen: dict[str, Chosen], samples: Samples
) -> tuple[dict[str, Chosen], tuple[str, ...]]:
    """What the values settle: swapped columns, the order of dates, the scale of a precision.

    Parameters
    ----------
    table
        The table; read through where the first values leave the order of dates open.
    chosen
        What each column stands for so far.
    samples
        The first values of each column.

    Returns
    -------
    tuple
        The choice for each column, and the questions that a person has to settle.
    """
    found, questions = _half_a_pair(chosen)
    found, swapped = _swapped(found, samples)
    questions += swapped
    for column, one in found.items():
        values = samples[column]
        if one.manner or one.meaning is None:
            continue
        if one.meaning in _WHEN:
            told = _dated(table, one, values)
        elif one.meaning is Meaning.PRECISION:
            told = _scaled(one, values)
        elif one.meaning is Meaning.COORDINATES:
            told = _paired(one, values)
        else:
            continue
        found[column] = told if not isinstance(told, str) else one
        questions += [told] if isinstance(told, str) else []
    return found, tuple(questions)


def _half_a_pair(chosen: dict[str, Chosen]) -> tuple[dict[str, Chosen], list[str]]:
    meanings = {one.meaning: column for column, one in chosen.items()}
    for here, there in ((Meaning.LAT, Meaning.LON), (Meaning.LON, Meaning.LAT)):
        if here in meanings and there not in meanings:
            column = meanings[here]
            question = (
                f"{column!r} stands for {here}, and no column for {there}: say which with "
                f"--map {there}=COLUMN, or leave both out with --map {here}="
            )
            return dict(chosen), [question]
    return dict(chosen), []


def _swapped(chosen: dict[str, Chosen], samples: Samples) -> tuple[dict[str, Chosen], list[str]]:
    """Latitude and longitude by their values: no latitude is past 90."""
    by = {one.meaning: one for one in chosen.values()}
    lat, lon = by.get(Meaning.LAT), by.get(Meaning.LON)
    if lat is None or lon is None or lat.given or lon.given:
        return chosen, []
    lats, lons = _numbers(samples[lat.column]), _numbers(samples[lon.column])
    past = [value for value in lats if _MAX_LAT < abs(value) <= _MAX_LON]
    if not past or any(abs(value) > _MAX_LAT for value in lons):
        return chosen, []
    if len(past) < _HALF * len(lats):
        question = (
            f"{lat.column!r} has {len(past)} values of {len(lats)} past 90, such as {past[0]:g}, "
            "which no latitude is: say which is which with --map lat=COLUMN --map lon=COLUMN"
        )
        return chosen, [question]
    why = f"its values: {lat.column!r} runs past 90, which no latitude does; the two are swapped"
    turned = {
        lat.column: replace(lat, meaning=Meaning.LON, why=why),
        lon.column: replace(lon, meaning=Meaning.LAT, why=why),
    }
    return {column: turned.get(column, one) for column, one in chosen.items()}, []


def _dated(table: Table, one: Chosen, values: list[str]) -> Chosen | str:
    """The order of a column's dates, or the question."""
    orders = _orders(values)
    if not orders and any(map(_doubtful, values)):
        rest = (row.cells.get(one.column, "") for row in table.rows())
        orders = _orders(rest, enough=1)
        if not orders:
            example = next(filter(_doubtful, values))
            return (
                f"{one.column!r} has dates such as {example.strip()[:40]!r}, and none that tells "
                f"whether day or month comes first: say with --map {one.meaning}={one.column}:dmy "
                f"or --map {one.meaning}={one.column}:mdy"
            )
    if len(orders) > 1:
        return (
            f"{one.column!r} has dates with the day first ({orders['dmy']}) and with the month "
            f"first ({orders['mdy']}): write them alike, or say which order holds with "
            f"--map {one.meaning}={one.column}:dmy or :mdy"
        )
    for order, example in orders.items():
        which = "day" if order == "dmy" else "month"
        return replace(one, manner=order, why=f"{one.why}; {which} first, by {example}")
    return one


def _orders(values: Iterable[str], *, enough: int = 2) -> dict[str, str]:
    """The orders that dates leave no doubt of, each with the first such date."""
    found: dict[str, str] = {}
    for value in values:
        numbers = first_numbers(value)
        if numbers and (numbers[0] > _MONTHS) != (numbers[1] > _MONTHS):
            found.setdefault("dmy" if numbers[0] > _MONTHS else "mdy", value.strip()[:40])
            if len(found) == enough:
                break
    return found


def _doubtful(value: str) -> bool:
    first, second = first_numbers(value) or (0, 0)
    return first != second and max(first, second) <= _MONTHS


def _scaled(one: Chosen, values: list[str]) -> Chosen | str:
    """The scale of a column of precisions, or the question."""
    if not any(value.strip()[:1].isdecimal() for value in values):
        return one
    scale = _SCALES.get(squeezed(one.column))
    if scale:
        return replace(one, manner=scale, why=f"{one.why}; {scale.upper()}'s scale")
    return (
        f"{one.column!r} has numbers on a scale that its name does not tell: say with --map "
        f"precision={one.column}:ucdp (1-7) or :acled (1-3), or leave it out: --map precision="
    )


def _paired(one: Chosen, values: list[str]) -> Chosen | str:
    """The order of a column of pairs, or the question."""
    if squeezed(one.column) in _LON_FIRST:
        return replace(one, manner="lonlat", why=f"{one.why}; longitude first")
    told = [value for value in values if said(value)]
    reads = {how: [v for v in told if _is_pair(v, lon_first=how)] for how in (False, True)}
    if len(reads[False]) == len(told):
        return one
    if len(reads[True]) == len(told):
        return replace(one, manner="lonlat", why=f"{one.why}; longitude first, by its values")
    if len(reads[True]) <= len(reads[False]):
        return one
    return (
        f"{one.column!r} has pairs of which neither number is always a latitude: say which comes "
        f"first with --map coordinates={one.column}:latlon or :lonlat"
    )


def _numbers(values: list[str]) -> list[float]:
    found = []
    for value in values:
        try:
            found.append(number_of(value))
        except ModelError:
            continue
    return found


def _most(values: list[str], test: Callable[[str], bool]) -> bool:
    return sum(map(test, values)) >= _HALF * len(values)


def _is_pair(value: str, *, lon_first: bool | None = None) -> bool:
    for how in (False, True) if lon_first is None else (lon_first,):
        try:
            pair_of(value, lon_first=how)
        except ModelError:
            continue
        return True
    return False


def _is_link(value: str) -> bool:
    return value.strip().lower().startswith(("http://", "https://"))


def _is_date(value: str) -> bool:
    if _doubtful(value):
        return True
    return any(_reads(partial(date_of, order=order), value) for order in ("", "dmy", "mdy"))


def _is_angle(value: str) -> bool:
    return _reads(number_of, value) or _ANGLE.fullmatch(value.strip()) is not None


def _reads(read: Callable[[str], object], value: str) -> bool:
    try:
        read(value)
    except ModelError:
        return False
    return True


_TESTS: Final[dict[Meaning, tuple[Callable[[str], bool], str]]] = {
    **dict.fromkeys(_WHEN, (_is_date, "dates")),
    **dict.fromkeys(_COUNTS, (lambda value: _reads(people, value), "numbers of people")),
    Meaning.TIME: (lambda value: _reads(lambda v: time_of(v, _SOME_DAY), value), "times of day"),
    Meaning.LAT: (_is_angle, "degrees"),
    Meaning.LON: (_is_angle, "degrees"),
    Meaning.COORDINATES: (_is_pair, "pairs of coordinates"),
    Meaning.RADIUS_M: (lambda value: _reads(number_of, value), "metres"),
    Meaning.URL: (_is_link, "web addresses"),
    **dict.fromkeys(_NAMED, (lambda value: not _reads(number_of, value), "names")),
    Meaning.STATUS: (lambda value: value.strip().lower() in list(Status), "statuses of ours"),
    Meaning.PLACE_ID: (lambda value: _PLACE_ID.fullmatch(value) is not None, "ids of places"),
}
