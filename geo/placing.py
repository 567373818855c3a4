"""A place as typed by a person, a name or coordinates, to a location."""

from __future__ import annotations

import re
import warnings
from typing import TYPE_CHECKING, Final

import shapely

from gazetteer.place import RADIUS_M, Precision
from gazetteer.sources.divisions import outlines
from geo.border import borders
from geo.errors import ModelError, PlaceError
from geo.where import Where

if TYPE_CHECKING:
    from gazetteer.index import Gazetteer

__all__ = ["coordinates", "place_at", "place_named", "precision_within", "radius_of"]

_ID = re.compile(r"[a-z]+:[\w-]+")
_DECIMAL = re.compile(r"-?\d+(?:\.(\d+))?")
_METRES_PER_DEGREE: Final = 111_320.0
_LEAST_RADIUS_M: Final = 50.0
_SITE_UP_TO_M: Final = 1_000.0


def place_named(
    text: str,
    gazetteer: Gazetteer,
    *,
    country: str | None = None,
    precision: Precision | None = None,
) -> Where:
    """The location that a name or a pair of coordinates stands for.

    Parameters
    ----------
    text
        A name as people write it ("Saravan, Iran"), a gazetteer id ("geonames:98182"), or
        coordinates in any form that geopy reads, latitude first ("36.2, 44.0",
        "28°24'N 62°10'E").
    gazetteer
        Where names are looked up.
    country
        ISO 3166-1 alpha-2 code that the place must lie in.
    precision
        How exact it is, where that is not what the gazetteer takes from the kind of place.

    Returns
    -------
    Where
        The location.

    Raises
    ------
    PlaceError
        If nobody knows the place, or it could be several.
    ModelError
        If the coordinates are not on the globe.
    """
    if _ID.fullmatch(text.strip()):
        place = gazetteer.get(text.strip())
        return Where.at_place(place.name, place, precision=precision or place.precision)
    pair = coordinates(text)
    if pair:
        return place_at(*pair, text=text, gazetteer=gazetteer, precision=precision)
    resolution = gazetteer.resolve(text, country=country)
    if resolution.place is None or resolution.precision is None:
        raise PlaceError(resolution)
    return Where.at_place(text, resolution.place, precision=precision or resolution.precision)


def coordinates(text: str) -> tuple[float, float] | None:
    """Coordinates in any form that geopy reads.

    Parameters
    ----------
    text
        Latitude first, as geopy and most people have it.

    Returns
    -------
    tuple or None
        (lon, lat) in degrees; None where the text is no pair of coordinates.

    Raises
    ------
    ModelError
        If it is a pair but not on the globe.
    """
    if not text.strip()[:1].isdigit() and not re.match(r"[-+NSEW]\s*\d", text.strip()):
        return None
    from geopy.point import Point  # noqa: PLC0415 (only for coordinates)

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            point = Point.from_string(text.strip())
    except ValueError as problem:
        if re.search(r"[^\W\d_]{2,}", text):
            return None
        why = str(problem).rstrip(".")
        msg = f"{text!r} is not on the globe: {why}; latitude comes first, as in 36.2, 44.0"
        raise ModelError(msg) from None
    return float(point.longitude), float(point.latitude)


def place_at(
    lon: float, lat: float, *, text: str, gazetteer: Gazetteer, precision: Precision | None = None
) -> Where:
    """The location of bare coordinates.

    Parameters
    ----------
    lon
        Degrees east.
    lat
        Degrees north.
    text
        The coordinates as written; their last digit says how exact they are.
    gazetteer
        Names the nearest settlement.
    precision
        How exact it is, if more is known than the digits tell.

    Returns
    -------
    Where
        Country by the border line, division by its outline, name by the nearest settlement.
    """
    radius_m = radius_of(text)
    precision = precision or precision_within(radius_m)
    country = borders().country_at(lon, lat)
    nearest = gazetteer.nearest(lon, lat)
    return Where(
        mention=text.strip(),
        name=f"near {nearest[0][0].name}" if nearest and country else None,
        country=country,
        admin1=_division_at(lon, lat, country, gazetteer) if country else None,
        lon=lon,
        lat=lat,
        precision=precision,
        radius_m=radius_m,
        method="coordinates",
    )


def precision_within(radius_m: float) -> Precision:
    """How exact a point is of which no more is known than how far off it may be.

    Parameters
    ----------
    radius_m
        Radius of the disc that it lies in, in metres.

    Returns
    -------
    Precision
        `SITE` up to a kilometre, `NEAR` up to 25, else `AREA`.
    """
    if radius_m <= _SITE_UP_TO_M:
        return Precision.SITE
    return Precision.NEAR if radius_m <= RADIUS_M[Precision.NEAR] else Precision.AREA


def radius_of(text: str) -> float:
    """Half the last digit of coordinates: digits are all that is known.

    Parameters
    ----------
    text
        Two coordinates as written, in decimal degrees or degrees, minutes and seconds.

    Returns
    -------
    float
        In metres, 50 at least; by the less exact of the two.
    """
    minutes = re.search(r"[°ºd]\s*\d+", text)
    seconds = re.search(r"[′'m]\s*\d+", text)
    if seconds:
        degrees = 1 / 3600
    elif minutes:
        degrees = 1 / 60
    else:
        decimals = [len(found[1] or "") for found in _DECIMAL.finditer(text)]
        degrees = 10.0 ** -min(decimals[:2], default=0)
    return max(_LEAST_RADIUS_M, degrees / 2 * _METRES_PER_DEGREE)


def _division_at(lon: float, lat: float, country: str, gazetteer: Gazetteer) -> str | None:
    """Name of the first-order division that a point lies in."""
    point = shapely.Point(lon, lat)
    for code, outline in outlines(country).items():
        if outline.intersects(point):
            return gazetteer.get(f"iso:{code}").name
    return None
