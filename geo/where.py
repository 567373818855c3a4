"""Where something happened, with no more precision than the claim has."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazetteer.place import RADIUS_M, Precision
from geo.errors import ModelError

if TYPE_CHECKING:
    from gazetteer.place import Place

__all__ = ["Where"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """A location as claimed and as resolved.

    Parameters
    ----------
    mention
        The words of the report, such as "a border village near Saravan".
    place_id
        Gazetteer id of the place it was resolved to; None for bare coordinates or no place.
    name
        Name of that place.
    country
        ISO 3166-1 alpha-2 code of the country that the gazetteer's record gives.
    admin1
        Name of the first-order division.
    lon
        Degrees east, WGS 84; None if the mention was not resolved.
    lat
        Degrees north, WGS 84; None if the mention was not resolved.
    precision
        How exact the location is; None if it was not resolved.
    radius_m
        Radius in metres of the disc about the point that the location is claimed to lie in.
    footprint
        The area meant, as WKT in lon lat (EPSG:4326), where it is known better than by the disc.
    method
        How the place was found: "gazetteer", "coordinates", "seat of government", "import".

    Raises
    ------
    ModelError
        For coordinates off the globe, half a pair, or a point without precision and radius.
    """

    mention: str
    place_id: str | None = None
    name: str | None = None
    country: str | None = None
    admin1: str | None = None
    lon: float | None = None
    lat: float | None = None
    precision: Precision | None = None
    radius_m: float | None = None
    footprint: str | None = None
    method: str = "gazetteer"

    def __post_init__(self) -> None:
        """Check coordinates, precision and radius."""
        if self.lon is None or self.lat is None:
            if self.lon is not None or self.lat is not None:
                msg = f"{self.mention!r} has half a pair of coordinates; give lon and lat, or none"
                raise ModelError(msg)
            return
        if not (
            math.isfinite(self.lon)
            and math.isfinite(self.lat)
            and -180 <= self.lon <= 180  # noqa: PLR2004 (degrees)
            and -90 <= self.lat <= 90  # noqa: PLR2004 (degrees)
        ):
            msg = (
                f"{self.mention!r} lies at lon {self.lon}, lat {self.lat}, which is not on the "
                "globe; the order is lon, lat"
            )
            raise ModelError(msg)
        if self.precision is None or self.radius_m is None or not self.radius_m >= 0:
            msg = f"{self.mention!r} has a point but no precision and radius_m; say how exact it is"
            raise ModelError(msg)

    @classmethod
    def at_place(cls, mention: str, place: Place, *, precision: Precision) -> Where:
        """Location of a mention that was resolved to a place of the gazetteer.

        Parameters
        ----------
        mention
            The words of the report.
        place
            The gazetteer's entry.
        precision
            How exact the mention is; "near" widens the radius to at least 25 km.

        Returns
        -------
        Where
            At the place's own point.
        """
        near = RADIUS_M[Precision.NEAR] if precision is Precision.NEAR else 0.0
        return cls(
            mention=mention,
            place_id=place.id,
            name=place.name,
            country=place.country,
            admin1=place.admin1,
            lon=place.lon,
            lat=place.lat,
            precision=precision,
            radius_m=max(place.radius_m, near),
        )

    @property
    def located(self) -> bool:
        """Whether it has a point."""
        return self.lon is not None

    @property
    def point(self) -> tuple[float, float] | None:
        """The point as (lon, lat) in WGS 84 degrees, or None."""
        return None if self.lon is None or self.lat is None else (self.lon, self.lat)
