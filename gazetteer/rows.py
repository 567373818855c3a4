"""Places as rows of the index file, both ways."""

from __future__ import annotations

from typing import TypeAlias

from gazetteer.place import FeatureClass, Place

__all__ = ["COLUMNS", "NAMES_OF_COLUMNS", "PlaceRow", "place_of", "row_of"]

NAMES_OF_COLUMNS = (
    "id", "name", "country", "admin1_code", "admin1", "admin2_code", "admin2", "feature_class",
    "feature_code", "lon", "lat", "population", "radius_m", "source", "citation",
)  # fmt: skip
"""The columns of `places` that make a place, in the order of a `PlaceRow`."""

COLUMNS = ", ".join(f"p.{name}" for name in NAMES_OF_COLUMNS)
"""The same in SQL, with `places` called p."""

PlaceRow: TypeAlias = tuple[
    str,
    str,
    str | None,
    str | None,
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
        admin2_code=row[5],
        admin2=row[6],
        feature_class=FeatureClass(row[7]),
        feature_code=row[8],
        lon=row[9],
        lat=row[10],
        population=row[11],
        radius_m=row[12],
        source=row[13],
        citation=row[14],
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
        place.admin2_code,
        place.admin2,
        place.feature_class.value,
        place.feature_code,
        place.lon,
        place.lat,
        place.population,
        place.radius_m,
        place.source,
        place.citation,
    )
