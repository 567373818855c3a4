"""Where a store's incidents lie, as the columns of a page."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from gazetteer.place import Precision
from geo.account import coarseness
from geo.incident import Field, Polarity
from geo.plain import country_name, precision_text
from geo.store.rows import value_from_json
from geo.where import Where
from maps._coded import rows_with, spread, text_at
from maps._order import alike
from maps.mark import shape_of
from maps.table import Column, Numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geo.store import StoreColumns

__all__ = ["claimed_places", "place_columns", "places_of_layer"]

_EXACT: Final = {Precision.SITE, Precision.SETTLEMENT}


def claimed_places(store: StoreColumns) -> tuple[NDArray[Any], list[Where]]:
    """The location that each incident has under the default rule, as it is claimed.

    That is the finest of those with a point, the first of them if several are as fine.

    Parameters
    ----------
    store
        The incidents with their claims.

    Returns
    -------
    tuple
        For each incident the place of its location in a list, -1 where it has none, and the list.
    """
    fields, polarity = store.claims["field"], store.claims["polarity"]
    asserted = rows_with(fields, Field.LOCATION) & rows_with(polarity, Polarity.ASSERTS)
    rows = np.flatnonzero(asserted)
    told = store.claims["value_json"]
    distinct, codes = np.unique(told.codes[rows], return_inverse=True)
    values = [value_from_json(told.values[code]) for code in distinct]
    wheres = [value for value in values if isinstance(value, Where)]
    ranks = {
        place: rank
        for rank, place in enumerate(sorted({(not w.located, coarseness(w)) for w in wheres}))
    }
    rank = np.array([ranks[not w.located, coarseness(w)] for w in wheres], dtype=np.int64)[codes]
    order = np.lexsort((rows, rank, store.claim_of[rows]))
    incidents, first = np.unique(store.claim_of[rows][order], return_index=True)
    place = np.full(len(store.ids), -1)
    place[incidents] = codes[order][first]
    return place, wheres


def places_of_layer(store: StoreColumns) -> tuple[NDArray[Any], list[Where]]:
    """The location of each incident as the layer has it, without the words of the claim.

    Parameters
    ----------
    store
        The incidents.

    Returns
    -------
    tuple
        As `claimed_places`.
    """
    names = ("place", "admin1", "country", "precision")
    texts = [store.coded[name] for name in names]
    radius = store.numbers["radius_m"]
    first, place = alike(*(text.codes for text in texts), radius, np.isnan(store.lon))
    wheres = []
    for row in first.tolist():
        name, admin1, country, precision = (text_at(text.values, text.codes[row]) for text in texts)
        located = not np.isnan(store.lon[row])
        wheres.append(
            Where(
                mention=name or "",
                country=country,
                admin1=admin1,
                lon=float(store.lon[row]) if located else None,
                lat=float(store.lat[row]) if located else None,
                precision=Precision(precision) if precision else None,
                radius_m=None if np.isnan(radius[row]) else float(radius[row]),
            )
        )
    return np.where(texts[0].codes >= 0, place, -1), wheres


def place_columns(
    place: NDArray[Any], wheres: Sequence[Where], shapes: dict[str, int]
) -> dict[str, Column]:
    """What a page says about places.

    Parameters
    ----------
    place
        For each incident the place of its location among `wheres`, or -1.
    wheres
        The locations.
    shapes
        The areas drawn, as GeoJSON text, to their places in the page's list; filled here.

    Returns
    -------
    dict of str to Column
        The columns.
    """
    precise = [where if where.located else None for where in wheres]
    columns: dict[str, Column] = {
        "place": spread([*map(_place_text, wheres), "place not known"], place),
        "mention": spread([*(where.mention or None for where in wheres), None], place),
        "precision": spread([*(w.precision if w else None for w in precise), None], place),
        "precision_label": spread([*map(_precision_text, precise), None], place),
    }
    radius = Numbers.of([*(w.radius_m if w else None for w in precise), None])
    shape = Numbers.of([*(_shape_place(where, shapes) for where in precise), None])
    for name, column in (("radius_m", radius), ("shape", shape)):
        columns[name] = Numbers(column.values[place], column.present[place])
    return columns


def _place_text(where: Where) -> str:
    parts = [where.name or where.mention, where.admin1, country_name(where.country)]
    return ", ".join(dict.fromkeys(part for part in parts if part))


def _precision_text(where: Where | None) -> str | None:
    if where is None or where.precision is None or where.radius_m is None:
        return None
    return precision_text(where.precision, where.radius_m)


def _shape_place(where: Where | None, shapes: dict[str, int]) -> int | None:
    """The place of an area in the list of all, put there if it is new."""
    if where is None or where.precision in _EXACT:
        return None
    shape = shape_of(where)
    return None if shape is None else shapes.setdefault(json.dumps(shape), len(shapes))
