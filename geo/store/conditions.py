"""A query as SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.store.rows import utc_text

if TYPE_CHECKING:
    from geo.store.protocol import Query

__all__ = ["conditions"]


def conditions(query: Query) -> tuple[str, list[Any]]:
    """A query as SQL over the columns of the incidents layer.

    Parameters
    ----------
    query
        The query.

    Returns
    -------
    tuple
        A condition with `?` marks, and the values for them.
    """
    parts = ["TRUE"]
    values: list[Any] = []
    for column, wanted in (("kind", query.kinds), ("status", query.statuses)):
        if wanted:
            parts.append(f"i.{column} IN ({', '.join('?' * len(wanted))})")
            values += wanted
    if query.countries:
        marks = ", ".join("?" * len(query.countries))
        columns = ("country", "origin_country", "target_country")
        parts.append("(" + " OR ".join(f"i.{c} IN ({marks})" for c in columns) + ")")
        values += [*query.countries] * len(columns)
    if query.period:
        parts.append("(i.date_start IS NOT NULL OR i.date_end IS NOT NULL)")
        if query.period.end:
            parts.append("(i.date_start IS NULL OR i.date_start <= ?)")
            values.append(utc_text(query.period.end))
        if query.period.start:
            parts.append("(i.date_end IS NULL OR i.date_end >= ?)")
            values.append(utc_text(query.period.start))
    if query.bounds:
        west, south, east, north = query.bounds
        parts.append(
            "i.fid IN (SELECT id FROM rtree_incidents_geom"
            " WHERE maxx >= ? AND minx <= ? AND maxy >= ? AND miny <= ?)"
        )
        values += [west, east, south, north]
    return " AND ".join(parts), values
