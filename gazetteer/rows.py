"""Places as rows of the index file, both ways."""

from __future__ import annotations

from typing import TypeAlias

from gazetteer.place import FeatureClass, Place

__all__ = ["COLUMNS", "PlaceRow", "place_of", "row_of"]

COLUMNS = (
    "p.id, p.name, p.country, p.admin1_code, p.admin1, p.feature_class, p.feature_code, "
    "p.lon, p.lat, p.population, p.radius_m, p.source, p.citation"
)
"""The columns of `places`, called p, that make a place, in the order of a `PlaceRow`."""

PlaceRow: TypeAlias = tuple[
    str,
    str,
    str | None,
    str | None,
    str | None,
    str,
    str,
    float,
    float,
    int | None,
    float,
    str,
    str | None,
]


def place_of(row: PlaceRow) -> Place:
    """Make a place of a row.

    Parameters
    ----------
    row
        Values of `COLUMNS`.

    Returns
    -------
    Place
        The place.
    """
    return Place(
        id=row[0],
        name=row[1],
        country=row[2],
        admin1_code=row[3],
        admin1=row[4],
        feature_class=FeatureClass(row[5]),
        feature_code=row[6],
        lon=row[7],
        lat=row[8],
        population=row[9],
        radius_m=row[10],
        source=row[11],
        citation=row[12],
    )


def row_of(place: Place) -> PlaceRow:
    """Make a row of a place.

    Parameters
    ----------
    place
        The place.

    Returns
    -------
    tuple
        Values of `COLUMNS`.
    """
    return (
        place.id,
        place.name,
        place.country,
        place.admin1_code,
        place.admin1,
        place.feature_class.value,
        place.feature_code,
        place.lon,
        place.lat,
        place.population,
        place.radius_m,
        place.source,
        place.citation,
    )
