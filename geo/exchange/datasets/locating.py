"""Where a row of a data set says that it happened, each place worked out once."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from gazetteer.place import RADIUS_M, Precision
from geo.border import borders
from geo.plain import country_name
from geo.where import Where

if TYPE_CHECKING:
    from geo.exchange.incoming import Resolve

__all__ = ["Places", "Spot"]

_REMEMBERED: Final = 65_536


class Spot(NamedTuple):
    """A place as a row gives it.

    Parameters
    ----------
    mention
        The row's words for it.
    precision
        How exact the point is.
    point
        (lon, lat) in degrees, WGS 84; None where the row has none.
    country
        ISO 3166-1 alpha-2 code.
    admin1
        Name of the first-order division.
    radius_m
        Radius in metres, where it is not that of the precision.
    """

    mention: str
    precision: Precision
    point: tuple[float, float] | None = None
    country: str | None = None
    admin1: str | None = None
    radius_m: float | None = None


class Places:
    """Makes locations of places as rows give them.

    Parameters
    ----------
    resolve
        Finds named places.
    """

    def __init__(self, resolve: Resolve) -> None:
        self._resolve = resolve
        self.where = lru_cache(maxsize=_REMEMBERED)(self._where)
        """The location of a `Spot`: at its own point; without one, where `resolve` puts it."""
        self._disc_m = lru_cache(maxsize=_REMEMBERED)(self._find_disc_m)

    def _where(self, spot: Spot) -> Where:
        if spot.point is None:
            found = self._resolve(spot.mention, country=spot.country, admin1=spot.admin1)
            return replace(
                found, country=found.country or spot.country, admin1=found.admin1 or spot.admin1
            )
        lon, lat = spot.point
        country = spot.country or borders().country_at(lon, lat)
        return Where(
            mention=spot.mention,
            country=country,
            admin1=spot.admin1,
            lon=lon,
            lat=lat,
            precision=spot.precision,
            radius_m=spot.radius_m or self._radius_m(spot, country),
            method="import",
        )

    def _radius_m(self, spot: Spot, country: str | None) -> float:
        """A division or a country has its own size in the gazetteer."""
        if spot.precision is Precision.ADM1 and spot.admin1:
            return self._disc_m(spot.admin1, country, Precision.ADM1)
        if spot.precision is Precision.COUNTRY and country:
            return self._disc_m(country_name(country) or country, None, Precision.COUNTRY)
        return RADIUS_M[spot.precision]

    def _find_disc_m(self, name: str, country: str | None, precision: Precision) -> float:
        found = self._resolve(name, country=country)
        own = found.radius_m if found.precision is precision else None
        return own or RADIUS_M[precision]
