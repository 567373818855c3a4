"""Coordinates, precisions and countries in the cells of somebody's table."""

from __future__ import annotations

import re
from typing import Final

from gazetteer.place import Precision
from geo.errors import ModelError
from geo.exchange.mapping.cells import COMMA_DECIMAL, digits, number_of
from geo.placing import coordinates

__all__ = ["pair_of", "point_of", "precision_of"]

_WKT: Final = re.compile(r"POINT ?Z? ?\( ?(\S+) (\S+?)(?: \S+)? ?\)", re.IGNORECASE)
_PAIR: Final = re.compile(
    r"[(\[]? ?([-+]?\d{1,3}(?:\.\d+)?) ?[,;/ ] ?([-+]?\d{1,3}(?:\.\d+)?) ?[)\]]?"
)
_COMMA_PAIR: Final = re.compile(r"([-+]?\d{1,3},\d+) ?[;/ ] ?([-+]?\d{1,3},\d+)")
_MAX_LON, _MAX_LAT = 180.0, 90.0
_SCALES: Final = {"ucdp": Precision.from_ucdp, "acled": Precision.from_acled}
_WORDS: Final = {
    Precision.SITE: ("exact", "spot", "building", "point"),
    Precision.SETTLEMENT: ("city", "town", "village", "locality"),
    Precision.ADM1: ("province", "state", "governorate", "admin1"),
    Precision.ADM2: ("district", "county", "admin2"),
    Precision.AREA: ("region",),
}
_OTHER_WORDS: Final = {word: precision for precision in _WORDS for word in _WORDS[precision]}


def point_of(lat: str, lon: str) -> tuple[float, float, str]:
    """The point in two cells.

    Parameters
    ----------
    lat
        Latitude, in decimal degrees or degrees, minutes and seconds.
    lon
        Longitude likewise.

    Returns
    -------
    tuple
        (lon, lat) in degrees, and both as text whose digits tell how exact they are.

    Raises
    ------
    ModelError
        If they are no coordinates, or not on the globe.
    """
    try:
        y, x = number_of(lat), number_of(lon)
    except ModelError:
        text = f"{lat.strip()}, {lon.strip()}"
        pair = coordinates(digits(text))
        if pair is None:
            msg = "it is no pair of coordinates; write degrees such as 27.37 and 62.33"
            raise ModelError(msg) from None
        return (*pair, text)
    return _on_globe(x, y, f"{_pointed(lat)}, {_pointed(lon)}")


def pair_of(text: str, *, lon_first: bool = False) -> tuple[float, float, str]:
    """The point in one cell.

    Parameters
    ----------
    text
        Such as "27.37, 62.33", "POINT(62.33 27.37)" or 28°24'N 62°10'E.
    lon_first
        Whether a plain pair has its longitude first.

    Returns
    -------
    tuple
        As for `point_of`.

    Raises
    ------
    ModelError
        If it is no pair of coordinates, or not on the globe.
    """
    written = " ".join(digits(text).split())
    if wkt := _WKT.fullmatch(written):
        return point_of(wkt[2], wkt[1])
    found = _PAIR.fullmatch(written) or _COMMA_PAIR.fullmatch(written)
    if found:
        return point_of(found[1], found[2]) if not lon_first else point_of(found[2], found[1])
    pair = coordinates(written)
    if pair is None:
        msg = "it is no pair of coordinates; write latitude and longitude such as 27.37, 62.33"
        raise ModelError(msg)
    return (*pair, written)


def precision_of(text: str, scale: str = "") -> Precision:
    """How exact a place is, by a cell.

    Parameters
    ----------
    text
        One of our words, or a number of the scale.
    scale
        "ucdp" (1 to 7) or "acled" (1 to 3).

    Returns
    -------
    Precision
        The word of ours.

    Raises
    ------
    ModelError
        If it is neither.
    """
    word = digits(text.strip()).lower()
    if scale in _SCALES:
        try:
            return _SCALES[scale](int(float(word)))
        except (ValueError, OverflowError):  # the second for "inf" and 1e999
            msg = f"it is no precision on {scale.upper()}'s scale"
            raise ModelError(msg) from None
    if word in _OTHER_WORDS:
        return _OTHER_WORDS[word]
    try:
        return Precision(word)
    except ValueError:
        msg = f"it is no precision; write one of {', '.join(Precision)}"
        raise ModelError(msg) from None


def _pointed(text: str) -> str:
    written = digits(text.strip())
    return written.replace(",", ".") if COMMA_DECIMAL.fullmatch(written) else written


def _on_globe(x: float, y: float, text: str) -> tuple[float, float, str]:
    if abs(y) > _MAX_LAT:
        turned = " (are lat and lon swapped?)" if abs(y) <= _MAX_LON and abs(x) <= _MAX_LAT else ""
        msg = f"no latitude is {y:g}{turned}"
        raise ModelError(msg)
    if abs(x) > _MAX_LON:
        msg = f"no longitude is {x:g}; coordinates are degrees, EPSG:4326"
        raise ModelError(msg)
    return x, y, text
