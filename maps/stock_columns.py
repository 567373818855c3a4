"""What a store's incidents add up to, as the columns of a page.

Everything in words is worked out once for each distinct value and then spread over the rows.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from geo.border import borders
from geo.incident import Incident
from geo.kinds import Kind
from geo.plain import (
    FIELDS,
    border_sentence,
    date_text,
    direction_text,
    shortened,
)
from geo.situation import Situation
from geo.when import When
from maps._coded import same, spread, text_at, whole
from maps._order import alike
from maps.columns import DEGREES
from maps.stock_places import claimed_places, place_columns, places_of_layer
from maps.table import Column, Numbers, Texts, Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from geo.store import Coded, StoreColumns

__all__ = ["crossed_borders", "incident_table"]

_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_BITS: Final = {about.value: 1 << place for place, about in enumerate(FIELDS)}


def incident_table(
    store: StoreColumns, *, claimed: bool
) -> tuple[dict[str, Column], tuple[str, ...]]:
    """The columns of incidents, in the order of the store, and the areas that they lie in.

    Parameters
    ----------
    store
        The incidents.
    claimed
        Whether the page carries everything, or only point, time, kind, actors, counts and places.

    Returns
    -------
    tuple
        The columns as `maps.columns` has them, and the areas as GeoJSON text.
    """
    place, wheres = (claimed_places if claimed else places_of_layer)(store)
    shapes: dict[str, int] = {}
    table: dict[str, Column] = {
        "kind": same(store.coded["kind"]),
        "status": same(store.coded["status"]),
        "origin": same(store.coded["origin_country"]),
        "country": Words(_country_codes(store), store.coded["country"].values),
        "direction": _directions(store),
        "lon": _degrees(store.lon),
        "lat": _degrees(store.lat),
        **place_columns(place, wheres, shapes),
        **_dates(store, every=claimed),
        **{name: _mapped(store.coded[name], _few) for name in ("perpetrator", "target", "weapon")},
        **_tolls(store, every=claimed),
        "sources": whole(store.numbers["sources"]),
    }
    if claimed:
        table |= {
            "id": Texts(store.ids),
            "title": Texts(store.titles),
            "border": _borders(store),
            "differing": differing_bits(store.coded["differing"]),
        }
    return table, tuple(shapes)


def crossed_borders(store: StoreColumns) -> tuple[tuple[str, str], ...]:
    """Borders between the country an incident came from and the one it lies in.

    Parameters
    ----------
    store
        The incidents.

    Returns
    -------
    tuple of tuple
        Pairs of ISO 3166-1 alpha-2 codes, in alphabetical order.
    """
    origin, country = store.coded["origin_country"], store.coded["country"]
    deep = ~np.isnan(store.numbers["depth_m"]) & (origin.codes >= 0) & (country.codes >= 0)
    codes = np.unique(np.stack((origin.codes[deep], country.codes[deep])), axis=1)
    pairs = {tuple(sorted((origin.values[a], country.values[b]))) for a, b in codes.T.tolist()}
    return tuple((a, b) for a, b in sorted(pairs))


def differing_bits(differing: Coded) -> Numbers:
    """Fields that differ, one bit each in the order of `FIELDS`.

    Parameters
    ----------
    differing
        Their names, joined by commas.

    Returns
    -------
    Numbers
        The column.
    """
    bits = [sum(_BITS[name] for name in text.split(", ")) for text in differing.values]
    return Numbers(np.array([*bits, 0], dtype=np.int64)[differing.codes])


# --- countries and borders ---------------------------------------------------------------------


def _country_codes(store: StoreColumns) -> NDArray[Any]:
    """Codes of the countries that incidents with a point lie in."""
    return np.where(np.isnan(store.lon), -1, store.coded["country"].codes)


def _directions(store: StoreColumns) -> Words:
    """Who on whom, as countries."""
    origin, target = store.coded["origin_country"], store.coded["target_country"]
    country = store.coded["country"].values
    codes = _country_codes(store)
    first, sorts = alike(origin.codes, target.codes, codes)
    labels = [
        direction_text(
            _between(
                text_at(origin.values, origin.codes[row]), text_at(target.values, target.codes[row])
            ),
            text_at(country, codes[row]),
        )
        for row in first.tolist()
    ]
    return spread(labels, sorts)


def _borders(store: StoreColumns) -> Words:
    """One sentence about the border for each incident that has a point."""
    rows = np.flatnonzero(~np.isnan(store.lon))
    texts = [store.coded[name].codes[rows] for name in ("origin_country", "country", "border")]
    facts = ("border_distance_m", "depth_m", "radius_m")
    numbers = [store.numbers[name][rows] for name in facts]
    first, sorts = alike(*texts, *numbers, store.lon[rows], store.lat[rows])
    chosen = rows[first]
    sides = borders().countries_at(store.lon[chosen], store.lat[chosen])
    sentences = [
        _border_sentence(store, row, side) for row, side in zip(chosen.tolist(), sides, strict=True)
    ]
    place = np.full(len(store.ids), -1)
    place[rows] = sorts
    return spread([*sentences, None], place)


def _border_sentence(store: StoreColumns, row: int, side: str | None) -> str | None:
    def text(name: str) -> str | None:
        return text_at(store.coded[name].values, store.coded[name].codes[row])

    def metres(name: str) -> float | None:
        number = float(store.numbers[name][row])
        return None if np.isnan(number) else number

    origin, country = text("origin_country"), text("country")
    crossed = shares = None
    if origin and country:
        crossed = origin != country
        shares = tuple(sorted((origin, country))) in _pairs() if crossed else None
    situation = Situation(
        country=country,
        side=side,
        border=text("border"),
        distance_m=metres("border_distance_m"),
        depth_m=metres("depth_m"),
        shares_border=shares,
        uncertainty_m=metres("radius_m") or 0.0,
        cross_border=crossed,
    )
    return border_sentence(_between(origin, None), situation)


@cache
def _pairs() -> frozenset[tuple[str, ...]]:
    return frozenset(borders().pairs)


# --- dates and tolls ---------------------------------------------------------------------------


def _dates(store: StoreColumns, *, every: bool) -> dict[str, Column]:
    """Days, and the dates in words: of every incident, or of those that are no single day."""
    start, end = (_days(store.coded[name]) for name in ("date_start", "date_end"))
    first = np.where(np.isnan(start), end, start)
    lasts = end - first
    date = store.coded["date"]
    odd = np.array([*(every or _DAY.fullmatch(text) is None for text in date.values), False])
    codes = np.where(odd[date.codes], date.codes, -1)
    labels = [date_text(When(edtf=text)) for text in date.values]
    dated = spread([*labels, date_text(None) if every else None], codes)
    return {
        "first": whole(first),
        "lasts": whole(lasts),
        "date": Words(codes, date.values),
        "date_label": dated,
    }


def _days(instants: Coded) -> NDArray[np.float64]:
    """Days since 1970 of instants as the store writes them."""
    texts = [text[:10] for text in instants.values]
    days = np.array(texts, dtype="datetime64[D]").astype(np.int64)
    return np.array([*days, np.nan])[instants.codes]


def _tolls(store: StoreColumns, *, every: bool) -> dict[str, Column]:
    """Counts, in words too: of every incident, or of those that their ends do not tell."""
    tolls: dict[str, Column] = {}
    for name in ("killed", "injured"):
        words = store.coded[name]
        odd = np.array([*(every or text.startswith("~") for text in words.values), False])
        tolls[name] = Words(np.where(odd[words.codes], words.codes, -1), words.values)
        for end in ("low", "high"):
            tolls[f"{name}_{end}"] = whole(store.numbers[f"{name}_{end}"])
    return tolls


def _mapped(column: Coded, of: Callable[[str], str | None]) -> Words:
    return spread([*map(of, column.values), None], column.codes)


def _few(joined: str) -> str | None:
    """The first of some texts that the layer has in one line."""
    return shortened(joined.split("; "))


def _degrees(values: NDArray[np.float64]) -> Numbers:
    degrees = whole(values * DEGREES)
    return Numbers(degrees.values, degrees.known, DEGREES)


def _between(origin: str | None, target: str | None) -> Incident:
    """An incident of which only the countries count."""
    return Incident(
        id="any", kind=Kind.OTHER, title="any", origin_country=origin, target_country=target
    )
