"""Which side of which border an incident lies on, how far from it, and how deep inside."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from geo.border import borders

if TYPE_CHECKING:
    from geo.account import Account
    from geo.where import Where

__all__ = ["Situation", "distance_text", "situate"]

_KM = 1000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """How an incident lies to the borders.

    Parameters
    ----------
    country
        ISO 3166-1 alpha-2 code of the country it lies in: the gazetteer's word where the
        place came from there, the border line's for bare coordinates; None at sea.
    side
        The country whose side of the border line its point falls on; None at sea.
    border
        The nearest international land border, such as "IR-PK"; None on islands without one.
    distance_m
        Geodesic metres from its point to that border.
    depth_m
        Geodesic metres from its point to the border between the country it came from and
        the country it lies in: how deep inside it is. None where it did not cross a border,
        the two share none, or the line puts the point elsewhere.
    shares_border
        Whether the country it came from borders the one it lies in; None where it did not
        cross a border.
    uncertainty_m
        Radius of the location in metres: distances hold give or take this much.
    cross_border
        Whether it came from another country than the one it lies in; None if either is unknown.
    """

    country: str | None
    side: str | None
    border: str | None
    distance_m: float | None
    depth_m: float | None
    shares_border: bool | None
    uncertainty_m: float
    cross_border: bool | None

    @property
    def disagrees(self) -> bool:
        """Whether the gazetteer and the border line put the place into different countries."""
        return self.side is not None and self.country is not None and self.side != self.country


def situate(account: Account) -> Situation | None:
    """Border facts of an incident.

    Parameters
    ----------
    account
        The incident under a rule.

    Returns
    -------
    Situation or None
        None where it has no point.
    """
    return _situate(account.where, account.incident.origin_country)


@lru_cache(maxsize=65_536)
def _situate(where: Where | None, origin: str | None) -> Situation | None:
    """Remembered, as the same place is asked for again under every rule."""
    if where is None or where.lon is None or where.lat is None:
        return None
    facts = borders().facts(where.lon, where.lat, recorded_country=where.country)
    country = where.country or facts.country
    cross_border = origin != country if origin and country else None
    depth = shares = None
    if cross_border and origin and country:
        shares = borders().line(origin, country) is not None
        depth = borders().depth_m(where.lon, where.lat, origin=origin, country=country)
    return Situation(
        country=country,
        side=facts.country,
        border=facts.nearest_border,
        distance_m=facts.distance_m,
        depth_m=depth,
        shares_border=shares,
        uncertainty_m=where.radius_m or 0.0,
        cross_border=cross_border,
    )


def distance_text(distance_m: float, uncertainty_m: float) -> str:
    """A distance with no more precision than the place has.

    Parameters
    ----------
    distance_m
        Metres from the point.
    uncertainty_m
        Radius of the location in metres.

    Returns
    -------
    str
        Such as "24 km", "between 0 and 49 km" or "350 m".
    """
    if uncertainty_m < distance_m / 10:
        return _rounded(distance_m)
    low, high = max(0.0, distance_m - uncertainty_m), distance_m + uncertainty_m
    if high < _KM:
        return f"less than {_rounded(high)}"
    return f"between {round(low / _KM)} and {round(high / _KM)} km"


def _rounded(distance_m: float) -> str:
    return f"{round(distance_m, -1):.0f} m" if distance_m < _KM else f"{distance_m / _KM:.0f} km"
