"""From the answer of an online geocoder to a place with its precision.

Nominatim and Photon say what kind of thing they found and which box holds it. Other services say
neither in a common form: what they name is then `near`, 25 km around the point.

    kind                             precision   radius: half the diagonal of the box, at least
    country                          country     the convention of `gazetteer.place` without a box
    state, province, region          adm1        the same
    county, district, municipality   adm2        the same
    city, town, village, suburb      settlement  2 km
    sea, lake, river                 water       the convention without a box
    range, valley, desert, park      area        the same
    building, base, airfield         site        500 m
    anything else                    near        25 km
"""

from __future__ import annotations

import hashlib
import math
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from gazetteer.names import fold, plain, skeleton
from gazetteer.place import RADIUS_M, Candidate, FeatureClass, How, Place, Precision

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gazetteer.online.answers import Answer

__all__ = ["candidate_of", "country_of", "place_of"]

_KINDS = {
    (FeatureClass.COUNTRY, "PCLI"): "country",
    (FeatureClass.ADM1, "ADM1"): "state province region",
    (FeatureClass.ADM2, "ADM2"): "county district state_district municipality",
    (FeatureClass.SETTLEMENT, "PPL"): "city town village hamlet isolated_dwelling farm borough "
    "city_district suburb quarter neighbourhood",
    (FeatureClass.WATER, "SEA"): "sea ocean bay strait",
    (FeatureClass.WATER, "LK"): "water lake reservoir",
    (FeatureClass.WATER, "STM"): "river stream waterway",
    (FeatureClass.AREA, "RGN"): "mountain_range ridge valley desert plateau island archipelago "
    "peninsula forest national_park protected_area",
    (FeatureClass.SITE, "INSM"): "military",
    (FeatureClass.SITE, "AIRP"): "aeroway aerodrome",
    (FeatureClass.SITE, "BLDG"): "building house amenity tourism shop office historic man_made "
    "leisure craft emergency healthcare",
}
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words.split()}
_NEAR = (FeatureClass.AREA, "LCTY")  # a place of this code is `near`
_LEAST_M = {
    Precision.SITE: RADIUS_M[Precision.SITE],
    Precision.SETTLEMENT: RADIUS_M[Precision.SETTLEMENT],
    Precision.NEAR: RADIUS_M[Precision.NEAR],
}
_DEGREE_M = 111_195.0
_HALF_EARTH_M = 20_000_000.0
_SIDES = 4
_OSM_TYPES = {"N": "node", "W": "way", "R": "relation"}
_ALPHA_2 = re.compile("[A-Za-z]{2}")
_SCORES: dict[How, float] = {"exact": 1.0, "folded": 0.95, "variant": 0.8, "fuzzy": 0.5}


def place_of(answer: Answer, *, service: str, host: str) -> Place:
    """Make a place of an answer.

    Parameters
    ----------
    answer
        What the service named.
    service
        Name of the service.
    host
        Who was asked.

    Returns
    -------
    Place
        Its source is 'online:' and the service, its citation says who was asked and when.

    Raises
    ------
    ValueError
        If the answer's coordinates are no point on Earth.
    """
    facts = _facts(answer.raw)
    kind, code = _kind(facts)
    precision = Precision.NEAR if (kind, code) == _NEAR else Precision(kind)
    box_m = _half_diagonal_m(answer.raw, facts)
    least_m = _LEAST_M.get(precision, 1.0)
    asked = datetime.fromtimestamp(answer.retrieved, UTC).date().isoformat()
    licence = answer.raw.get("licence")
    return Place(
        id=f"online:{service}:{_ident(answer, facts)}",
        name=next(_names(answer, facts)),
        country=country_of(answer),
        admin1=_division(facts),
        feature_class=kind,
        feature_code=code,
        lon=answer.lon,
        lat=answer.lat,
        radius_m=max(round(box_m), least_m) if box_m else RADIUS_M[precision],
        source=f"online:{service}",
        citation=f"{host}, asked on {asked}" + (f"; {licence}" if licence else ""),
    )


def candidate_of(answer: Answer, text: str, *, service: str, host: str) -> Candidate:
    """Make a candidate of an answer, with how like its names are to what was asked.

    Parameters
    ----------
    answer
        What the service named.
    text
        The text asked for. What stands before the first comma is its name.
    service
        Name of the service.
    host
        Who was asked.

    Returns
    -------
    Candidate
        'exact', 'folded' or 'variant' as in the gazetteer, else 'fuzzy': how services match is
        their own affair.

    Raises
    ------
    ValueError
        If the answer's coordinates are no point on Earth.
    """
    wanted = re.split("[,،]", text, maxsplit=1)[0].strip()
    ranked = [
        (_SCORES[how := _likeness(wanted, name)], how, name)
        for name in _names(answer, _facts(answer.raw))
    ]
    score, how, matched = max(ranked, key=lambda entry: entry[0])
    return Candidate(
        place=place_of(answer, service=service, host=host),
        matched=matched,
        how=how,
        score=score,
        why=f"{service} answers {answer.address}",
    )


def country_of(answer: Answer) -> str | None:
    """The country that an answer gives.

    Parameters
    ----------
    answer
        What the service named.

    Returns
    -------
    str
        ISO 3166-1 alpha-2; None where the answer gives none in a form that is known here.
    """
    raw = answer.raw
    nested = (raw.get(key) for key in ("address", "properties", "components"))
    for part in (raw, *(part for part in nested if isinstance(part, dict))):
        for key in ("country_code", "countrycode", "countryCode"):
            code = part.get(key)
            if isinstance(code, str) and _ALPHA_2.fullmatch(code):
                return code.upper()
    return None


def _facts(raw: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the answer says of the place: the properties of a GeoJSON feature, else all."""
    properties = raw.get("properties")
    return properties if isinstance(properties, dict) else raw


def _kind(facts: Mapping[str, Any]) -> tuple[FeatureClass, str]:
    """Kind and feature code, by the most telling word of the answer."""
    # Nominatim: addresstype, type, class (category in its newer form). Photon: osm_value, osm_key.
    for key in ("addresstype", "osm_value", "type", "osm_key", "class", "category"):
        word = facts.get(key)
        if isinstance(word, str) and word in _KIND_OF:
            return _KIND_OF[word]
    return _NEAR


def _half_diagonal_m(raw: Mapping[str, Any], facts: Mapping[str, Any]) -> float | None:
    """Half the diagonal of the answer's box in metres; None where it has no sensible box."""
    try:
        if "boundingbox" in raw:  # Nominatim: south, north, west, east, as text
            south, north, west, east = (float(side) for side in raw["boundingbox"])
        elif "extent" in facts:  # Photon: west, north, east, south
            west, north, east, south = (float(side) for side in facts["extent"])
        else:
            return None
    except (TypeError, ValueError):
        return None
    middle = math.radians((south + north) / 2)
    # Flat, so that a box around the whole Earth does not shrink to nothing.
    width_m = (east - west) * _DEGREE_M * math.cos(middle)
    half_m = math.hypot(width_m, (north - south) * _DEGREE_M) / 2
    return min(half_m, _HALF_EARTH_M) if half_m > 0 else None


def _ident(answer: Answer, facts: Mapping[str, Any]) -> str:
    """The id in OpenStreetMap, else a digest of name and point."""
    kind, number = facts.get("osm_type"), facts.get("osm_id")
    if isinstance(kind, str) and number is not None:
        return f"{_OSM_TYPES.get(kind, kind)}/{number}"
    said = f"{answer.address}\n{answer.lon:.5f} {answer.lat:.5f}"
    return hashlib.sha256(said.encode()).hexdigest()[:12]


def _names(answer: Answer, facts: Mapping[str, Any]) -> Iterator[str]:
    """The name, else what the address begins with, and the other names that the answer gives."""
    name = facts.get("name")
    yield name if isinstance(name, str) and name else answer.address.split(",")[0].strip()
    others = answer.raw.get("namedetails")
    if isinstance(others, dict):
        yield from (other for other in others.values() if isinstance(other, str) and other)


def _division(facts: Mapping[str, Any]) -> str | None:
    """The first-order division that the answer names."""
    address = facts.get("address")
    for part in (address if isinstance(address, dict) else {}, facts):
        for key in ("state", "province", "region"):
            if isinstance(name := part.get(key), str) and name:
                return name
    return None


def _likeness(wanted: str, name: str) -> How:
    """How a name matches what was asked for."""
    if wanted.casefold() == name.casefold():
        return "exact"
    if plain(wanted) == plain(name) or fold(wanted) == fold(name):
        return "folded"
    return "variant" if skeleton(wanted) == skeleton(name) else "fuzzy"
