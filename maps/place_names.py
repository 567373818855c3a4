"""Names of places on the map: which, in what order, and what they are called where they lie."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from gazetteer.errors import UnknownPlaceError
from gazetteer.sources.curated import read_table
from gazetteer.sources.divisions import divisions
from maps.layers import Label
from maps.local_names import country_in_own_script, in_own_script

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from gazetteer.index import Gazetteer
    from gazetteer.place import Place

__all__ = ["place_labels"]

_MOST_TOWNS: Final = 150
_CITY: Final = 500_000
_SHADOW_DEG: Final = 0.3


def place_labels(
    gazetteer: Gazetteer, bounds: tuple[float, float, float, float], countries: Collection[str]
) -> tuple[Label, ...]:
    """Names of countries, of the larger towns, and of the provinces of some countries.

    Parameters
    ----------
    gazetteer
        Where towns come from, and names of towns and provinces in other scripts.
    bounds
        West, south, east, north in degrees.
    countries
        ISO 3166-1 alpha-2 codes of those whose provinces are named.

    Returns
    -------
    tuple of Label
        The more important first; at most 150 towns.
    """
    towns = _towns(gazetteer, bounds)
    every = [
        *_within(bounds, _countries()),
        *(label for label in towns if label.kind == "city"),
        *_within(bounds, _provinces(countries, gazetteer)),
        *(label for label in towns if label.kind == "town"),
    ]
    return tuple(replace(label, rank=rank) for rank, label in enumerate(every))


def _within(bounds: tuple[float, float, float, float], labels: Iterable[Label]) -> Iterable[Label]:
    west, south, east, north = bounds
    return (one for one in labels if west <= one.lon <= east and south <= one.lat <= north)


def _countries() -> Iterable[Label]:
    for row in read_table("countries.tsv"):
        yield Label(
            text=row["name"],
            lon=row.number("lon"),
            lat=row.number("lat"),
            kind="country",
            rank=0,
            local=country_in_own_script(row["code"]),
        )


def _provinces(countries: Collection[str], gazetteer: Gazetteer) -> Iterable[Label]:
    for one in divisions():
        if one.country in countries:
            yield Label(
                text=one.name,
                lon=one.lon,
                lat=one.lat,
                kind="province",
                rank=0,
                local=_local(gazetteer, f"iso:{one.code}", one.name, one.country),
            )


def _towns(gazetteer: Gazetteer, bounds: tuple[float, float, float, float]) -> list[Label]:
    """The larger towns, without those in the shadow of a larger one."""
    kept: list[Place] = []
    for place in gazetteer.within(*bounds, min_population=20_000, limit=_MOST_TOWNS):
        near = (abs(o.lon - place.lon) + abs(o.lat - place.lat) < _SHADOW_DEG for o in kept)
        if not any(near):
            kept.append(place)
    return [
        Label(
            text=place.name,
            lon=place.lon,
            lat=place.lat,
            kind="city" if (place.population or 0) >= _CITY else "town",
            rank=0,
            local=_local(gazetteer, place.id, place.name, place.country),
        )
        for place in kept
    ]


def _local(gazetteer: Gazetteer, place_id: str, name: str, country: str | None) -> str | None:
    """A place's name in the script of its country, None where the gazetteer has none."""
    try:
        names = gazetteer.names(place_id)
    except UnknownPlaceError:
        return None
    return in_own_script(name, names, country)
