"""First-order divisions of the world: a table of all, and outlines of most.

Made from Natural Earth and GeoNames, see ../data/NOTICE-divisions.md for both and for their faults.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import shapely

from gazetteer.arcs import Topology
from gazetteer.sources.curated import read_table

__all__ = ["Division", "boundaries", "divisions", "outline", "outlines"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """A province, state, governorate or whatever else a country is first divided into.

    Parameters
    ----------
    code
        ISO 3166-2 code where one is known, such as "IR-11"; else with a dot, the GeoNames code
        ("XK.10096138") or a Natural Earth number ("CY.ne1159315789").
    country
        ISO 3166-1 alpha-2 code.
    geonames_admin1
        GeoNames' code within the country; None where GeoNames has no such division.
    name
        Name in English.
    lon
        Degrees east of a point well inside.
    lat
        Degrees north of it.
    radius_m
        Radius in metres of the circle about that point that holds the division, far islets left
        out.
    has_outline
        Whether `outline` knows it; the others have the circle of their settlements.
    """

    code: str
    country: str
    geonames_admin1: str | None
    name: str
    lon: float
    lat: float
    radius_m: float
    has_outline: bool


@cache
def divisions() -> tuple[Division, ...]:
    """All divisions.

    Returns
    -------
    tuple of Division
        Sorted by code.
    """
    return tuple(
        Division(
            code=row["code"],
            country=row["country"],
            geonames_admin1=row["geonames_admin1"] or None,
            name=row["name"],
            lon=row.number("lon"),
            lat=row.number("lat"),
            radius_m=row.number("radius_m"),
            has_outline=row["outline"] == "1",
        )
        for row in read_table("divisions.tsv")
    )


def outline(code: str) -> shapely.MultiPolygon | None:
    """The outline of a division.

    Parameters
    ----------
    code
        The division's code.

    Returns
    -------
    shapely.MultiPolygon or None
        In degrees (EPSG:4326), simplified to a kilometre or two; None if there is none.
    """
    topology = _topology()
    return topology.outline(code) if code in topology.index else None


def outlines(country: str) -> dict[str, shapely.MultiPolygon]:
    """The outlines of a country's divisions; they meet without gaps.

    Parameters
    ----------
    country
        ISO 3166-1 alpha-2 code.

    Returns
    -------
    dict
        Outline in degrees (EPSG:4326) by code of the division; empty for an unknown country.
    """
    found = [d.code for d in divisions() if d.country == country and d.has_outline]
    return {code: _topology().outline(code) for code in found}


def boundaries(country: str) -> dict[str, shapely.MultiLineString]:
    """Where a country's divisions meet, without the edge of the country.

    Parameters
    ----------
    country
        ISO 3166-1 alpha-2 code.

    Returns
    -------
    dict
        Lines in degrees (EPSG:4326) by code of the division on their left; each line once.
    """
    topology = _topology()
    own = {topology.index[d.code] for d in divisions() if d.country == country and d.has_outline}
    found: dict[str, list[shapely.LineString]] = defaultdict(list)
    for arc, (left, right) in enumerate(topology.owners().tolist()):
        if left in own and right in own:
            found[topology.codes[left]].append(shapely.LineString(topology.arc(arc)))
    return {code: shapely.MultiLineString(lines) for code, lines in sorted(found.items())}


@cache
def _topology() -> Topology:
    """The file of outlines, read once."""
    return Topology.read(files("gazetteer") / "data" / "divisions.npz")
