"""Where a row of somebody's table says that something happened."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from gazetteer.place import RADIUS_M, Precision
from geo.border import borders
from geo.errors import ModelError
from geo.exchange.countries import country_named
from geo.exchange.mapping.cell_places import pair_of, point_of, precision_of
from geo.exchange.mapping.cells import number_of
from geo.exchange.mapping.headers import Meaning
from geo.placing import precision_within, radius_of
from geo.where import Where

if TYPE_CHECKING:
    from geo.exchange.incoming import Resolve
    from geo.exchange.mapping.lines import Line

__all__ = ["placed"]


def placed(line: Line, resolve: Resolve) -> Where | None:
    """Where a row says that it happened.

    Parameters
    ----------
    line
        The row.
    resolve
        Finds named places, for a row without coordinates.

    Returns
    -------
    Where or None
        No finer than the digits of its coordinates; None where the row names no place at all.

    Raises
    ------
    ModelError
        If its coordinates, precision or radius cannot be read; names column and value.
    """
    scale = line.manners.get(Meaning.PRECISION, "")
    precision = line.read(Meaning.PRECISION, partial(precision_of, scale=scale))
    radius_m = line.read(Meaning.RADIUS_M, _radius)
    point = _point(line)
    if point is None:
        return _named(line, resolve, precision, radius_m)
    lon, lat, text = point
    if not (line.ours and precision and radius_m is not None):
        precision, radius_m = _as_exact(max(radius_of(text), line.row.reach_m), precision, radius_m)
    place, country = line.text(Meaning.PLACE), line.read(Meaning.COUNTRY, country_named)
    return Where(
        mention=line.text(Meaning.MENTION) or place or text,
        place_id=line.text(Meaning.PLACE_ID),
        name=place,
        country=country or _country_at(lon, lat),
        admin1=line.text(Meaning.ADMIN1),
        lon=lon,
        lat=lat,
        precision=precision,
        radius_m=radius_m,
        footprint=line.row.footprint,
        method="import",
    )


def _as_exact(
    least_m: float, precision: Precision | None, radius_m: float | None
) -> tuple[Precision, float]:
    """Precision and radius as the row says, and no finer than its digits or its geometry."""
    if precision is None:
        radius_m = max(radius_m or 0.0, least_m)
        return precision_within(radius_m), radius_m
    usual_m = RADIUS_M[precision] if radius_m is None else radius_m
    if least_m > max(usual_m, RADIUS_M[precision]):
        precision = max(precision, precision_within(least_m), key=lambda one: one.rank)
    return precision, max(usual_m, least_m)


def _point(line: Line) -> tuple[float, float, str] | None:
    """(lon, lat) in degrees, and their text; a point at 0, 0 is an empty one."""
    found = None
    if Meaning.COORDINATES in line.columns:
        lon_first = line.manners.get(Meaning.COORDINATES) == "lonlat"
        found = line.read(Meaning.COORDINATES, partial(pair_of, lon_first=lon_first))
    elif Meaning.LAT in line.columns:
        found = _pair(line)
    elif line.row.point:
        lon, lat = line.row.point
        found = lon, lat, f"{lat!r}, {lon!r}"
    return found if found and found[:2] != (0.0, 0.0) else None


def _pair(line: Line) -> tuple[float, float, str] | None:
    lat, lon = line.text(Meaning.LAT), line.text(Meaning.LON)
    if lat is None and lon is None:
        return None
    named = line.named(Meaning.LAT, Meaning.LON)
    if lat is None or lon is None:
        raise ModelError(f"{named}: half a pair of coordinates; give both or none")
    try:
        return point_of(lat, lon)
    except ModelError as problem:
        raise ModelError(f"{named}: {problem}") from None


def _named(
    line: Line, resolve: Resolve, precision: Precision | None, radius_m: float | None
) -> Where | None:
    """The place that a row names."""
    place, admin1 = line.text(Meaning.PLACE), line.text(Meaning.ADMIN1)
    country = line.text(Meaning.COUNTRY)
    code = country_named(country) if country else None
    mention = line.text(Meaning.MENTION)
    if place or mention:
        where = resolve(place or mention or "", country=code, admin1=admin1)
    elif admin1:
        where = resolve(admin1, country=code)
    elif country:
        where = resolve(country)
    else:
        return None
    where = replace(
        where,
        mention=mention or where.mention,
        country=where.country or code,
        admin1=where.admin1 or admin1,
    )
    if where.precision is None or where.radius_m is None:
        return where
    coarser = max(where.precision, precision or where.precision, key=lambda one: one.rank)
    least = RADIUS_M[coarser] if coarser is not where.precision else 0.0
    return replace(where, precision=coarser, radius_m=max(where.radius_m, least, radius_m or 0.0))


def _radius(text: str) -> float:
    radius_m = number_of(text)
    if radius_m < 0:
        raise ModelError("a radius is 0 or more, in metres")
    return radius_m


@lru_cache(maxsize=65_536)
def _country_at(lon: float, lat: float) -> str | None:
    return borders().country_at(lon, lat)
