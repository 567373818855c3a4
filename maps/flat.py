"""Any number of incidents as a scene, from plain columns, without an object for each.

`build_scene` adds up claims and makes a mark of each incident; that is right for thousands. Here
the values come ready, a column each, and stay columns all the way into the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from gazetteer.place import Precision
from geo.incident import Status
from geo.kinds import Kind
from geo.plain import precision_text
from maps._given import days, degrees, numbers, texts, words
from maps._order import alike, order_of
from maps.columns import DEGREES
from maps.errors import ColumnError
from maps.flat_marks import FlatMarks
from maps.layers import Scene
from maps.table import Column, Numbers, Table, Texts, Words, words_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from numpy.typing import NDArray

__all__ = ["flat_scene", "scene_of_tables", "taken"]

_NEEDED: Final = ("lon", "lat", "date", "kind")
_WORDS: Final = {
    "kind": frozenset(Kind),
    "status": frozenset(Status),
    "precision": frozenset(Precision),
    **dict.fromkeys(
        ("origin", "country", "direction", "place", "perpetrator", "target", "weapon"), None
    ),
}
_TEXTS: Final = ("id", "title")
_NUMBERS: Final = ("killed_low", "killed_high", "injured_low", "injured_high", "sources")
_SOURCE: Final = ("publisher", "headline", "url", "published")
_KNOWN: Final = {*_NEEDED, *_WORDS, *_TEXTS, *_NUMBERS, *_SOURCE, "radius_m"}
_RULE_TEXT: Final = "As given, one account for each incident"


def flat_scene(columns: Mapping[str, Any], *, title: str, made: datetime) -> Scene:
    """A scene of incidents whose values come as columns.

    Parameters
    ----------
    columns
        Sequences or numpy arrays of one length. Needed are `lon` and `lat` (degrees, EPSG:4326,
        NaN where there is no place), `date` (numpy days, or texts in ISO 8601 or EDTF; NaT or None
        where there is none) and `kind` (see `geo.kinds.Kind`). There may be `id`, `title`,
        `status`, `perpetrator`, `target`, `weapon`, `origin` and `country` (ISO 3166-1 alpha-2),
        `direction`, `place`, `precision` (see `gazetteer.place.Precision`), `radius_m` (metres),
        `killed_low`, `killed_high`, `injured_low`, `injured_high` (NaN where nobody says, or where
        the high end is open), `sources` (how many), and of one source each `publisher`,
        `headline`, `url` and `published`.
    title
        Title of the map.
    made
        When the map is made, in UTC.

    Returns
    -------
    Scene
        With `tables`; rows are put into another order, by place and date.

    Raises
    ------
    ColumnError
        If a column is missing, unknown, of another length, or has a value that cannot be drawn.
    """
    rows = _check_names_and_lengths(columns)
    lon, lat = _points(columns)
    table, first = _incident_columns(columns, lon, lat)
    order = order_of(lon, lat, np.where(first.present, first.values, 0))
    table = {name: taken(column, order) for name, column in table.items()}
    tables = {"incidents": Table(rows, table)}
    cited = {name: words(name, columns[name]) for name in _SOURCE if name in columns}
    if cited:
        table["source"], tables["sources"] = _sources(cited, order)
    return scene_of_tables(
        tables, title=title, made=made, rule="range", rule_text=_RULE_TEXT, attribution=()
    )


def scene_of_tables(  # noqa: PLR0913 (what a scene has)
    tables: Mapping[str, Table],
    *,
    title: str,
    made: datetime,
    rule: str,
    rule_text: str,
    attribution: tuple[str, ...],
) -> Scene:
    """A scene of incidents that are columns already.

    Parameters
    ----------
    tables
        As `maps.columns.tables_of` makes them; of incidents only what is known. A table `shapes`
        may hold the areas that they lie in, as GeoJSON text in its column `geojson`.
    title
        Title of the map.
    made
        When the map is made, in UTC.
    rule
        The rule under which they are shown.
    rule_text
        The rule in plain English.
    attribution
        Lines of credit.

    Returns
    -------
    Scene
        Without arcs, labels and views.
    """
    marks = FlatMarks(tables)
    countries = tables["incidents"].columns.get("country")
    return Scene(
        title=title,
        rule=rule,
        rule_text=rule_text,
        made=made,
        marks=marks,
        arcs=(),
        labels=(),
        border_pairs=(),
        bounds=marks.bounds(),
        attribution=attribution,
        countries=frozenset(countries.values if isinstance(countries, Words) else ()),
        tables=tables,
    )


def taken(column: Column, order: NDArray[Any]) -> Column:
    """Some rows of a column, in some order.

    Parameters
    ----------
    column
        The column.
    order
        The rows wanted.

    Returns
    -------
    Column
        Of the same sort.
    """
    if isinstance(column, Numbers):
        known = None if column.known is None else column.known[order]
        return Numbers(column.values[order], known, column.per_unit)
    if isinstance(column, Words):
        return Words(column.codes[order], column.values)
    return Texts(np.array(column.values, dtype=object)[order].tolist(), column.slugs_of)


def _check_names_and_lengths(columns: Mapping[str, Any]) -> int:
    for name in _NEEDED:
        if name not in columns:
            raise ColumnError(name, None, "it is missing; lon, lat, date and kind are needed")
    for name in columns:
        if name not in _KNOWN:
            why = f"it is not known; known are {', '.join(sorted(_KNOWN))}"
            raise ColumnError(name, None, why)
        if len(columns[name]) != len(columns["lon"]):
            why = f"it has {len(columns[name])} rows, and lon has {len(columns['lon'])}"
            raise ColumnError(name, None, why)
    return len(columns["lon"])


def _points(columns: Mapping[str, Any]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    lon, lat = degrees("lon", columns["lon"], 180), degrees("lat", columns["lat"], 90)
    half = np.isnan(lon) != np.isnan(lat)
    if half.any():
        row = int(half.argmax())
        name = "lon" if np.isnan(lon[row]) else "lat"
        raise ColumnError(name, row, "it is empty, and the other coordinate is not")
    return lon, lat


def _incident_columns(
    columns: Mapping[str, Any], lon: NDArray[np.float64], lat: NDArray[np.float64]
) -> tuple[dict[str, Column], Numbers]:
    """The columns of incidents in the order given, and their first days."""
    table: dict[str, Column] = {
        name: words(name, columns[name], allowed)
        for name, allowed in _WORDS.items()
        if name in columns
    }
    _check_kinds(table["kind"])
    for name, degree in (("lon", lon), ("lat", lat)):
        located = ~np.isnan(degree)
        whole = np.rint(np.where(located, degree, 0) * DEGREES).astype(np.int64)
        table[name] = Numbers(whole, located, DEGREES)
    date = days("date", columns["date"])
    table["first"] = date.first
    odd = {"lasts": date.lasts, "date": date.date, "date_label": date.label}
    table |= {name: column for name, column in odd.items() if column is not None}
    table |= {name: numbers(name, columns[name]) for name in _NUMBERS if name in columns}
    for name in ("killed", "injured"):
        _check_ends(name, table)
    if "radius_m" in columns:
        table["radius_m"] = numbers("radius_m", columns["radius_m"], whole=False)
        if "precision" in columns:
            table["precision_label"] = _precision_labels(table)
    table |= {name: texts(name, columns[name]) for name in _TEXTS if name in columns}
    return table, date.first


def _check_kinds(kinds: Any) -> None:  # noqa: ANN401 (words)
    if (kinds.codes < 0).any():
        raise ColumnError("kind", int((kinds.codes < 0).argmax()), "it is empty")


def _check_ends(name: str, table: Mapping[str, Any]) -> None:
    """The high end of a toll is not below its low end, and has one."""
    low, high = table.get(f"{name}_low"), table.get(f"{name}_high")
    if high is None:
        return
    if low is None:
        raise ColumnError(f"{name}_high", None, f"it needs {name}_low beside it")
    wrong = high.known & (~low.known | (high.values < low.values))
    if wrong.any():
        row = int(wrong.argmax())
        told = low.values[row] if low.present[row] else "empty"
        why = f"{high.values[row]} is below {name}_low, which is {told}"
        raise ColumnError(f"{name}_high", row, why)


def _precision_labels(table: Mapping[str, Any]) -> Words:
    """How exact each place is, in plain English."""
    precision, radius = table["precision"], table["radius_m"]
    known = np.flatnonzero((precision.codes >= 0) & radius.known)
    first, codes = alike(precision.codes[known], radius.values[known])
    labels = words_of(
        precision_text(Precision(precision.values[precision.codes[row]]), int(radius.values[row]))
        for row in known[first]
    )
    spread = np.full(len(precision.codes), -1)
    spread[known] = labels.codes[codes]
    return Words(spread, labels.values)


def _sources(cited: Mapping[str, Words], order: NDArray[Any]) -> tuple[Numbers, Table]:
    """Each source once, in the order in which incidents name them, and the row of each incident."""
    codes = np.stack([column.codes[order] for column in cited.values()])
    named = np.flatnonzero((codes >= 0).any(axis=0))
    first, sorts = alike(*codes[:, named])
    places = np.empty(len(first), dtype=np.int64)
    places[np.argsort(first)] = np.arange(len(first))
    source, known = np.zeros(len(order), dtype=np.int64), np.zeros(len(order), dtype=bool)
    source[named], known[named] = places[sorts], True
    rows = named[np.sort(first)]
    table: dict[str, Column] = {}
    for column, (name, given) in zip(codes[:, rows], cited.items(), strict=True):
        if name in {"publisher", "published"}:
            table[name] = _shortened(Words(column, given.values))
        else:
            text = np.array([*given.values, None], dtype=object)[column]
            slugs_of = "title" if name == "url" and "headline" in cited else None
            table["title" if name == "headline" else name] = Texts(text.tolist(), slugs_of)
    return Numbers(source, known), Table(len(rows), table)


def _shortened(column: Words) -> Words:
    """The same words without those that no row has."""
    used, codes = np.unique(column.codes, return_inverse=True)
    kept = used[used >= 0]
    return Words(codes - (len(used) - len(kept)), tuple(column.values[code] for code in kept))
