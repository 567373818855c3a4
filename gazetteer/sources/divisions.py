"""First-order divisions of the world: a table of all, and outlines of most.

Made from Natural Earth and GeoNames, see ../data/NOTICE-divisions.md for both and for their faults.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import TYPE_CHECKING

import shapely

from gazetteer.arcs import Topology
from gazetteer.place import FeatureClass
from gazetteer.sources.curated import read_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gazetteer.place import Place
    from gazetteer.sources.entry import Entry

__all__ = ["Division", "boundaries", "divisions", "outline", "outlines", "with_division"]

_BATCH = 10_000


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


def with_division(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Fill in the first-order division where the source of a place does not say it.

    Parameters
    ----------
    entries
        Places, of which some have a country and no division.

    Yields
    ------
    Entry
        The same in the same order; a place of no division has the one of its country whose outline
        holds its point, if there is one.
    """
    source = iter(entries)
    while batch := list(islice(source, _BATCH)):
        lacking = [n for n, entry in enumerate(batch) if _lacks_division(entry.place)]
        if lacking:
            found = _holding([batch[n].place for n in lacking])
            for n, division in zip(lacking, found, strict=True):
                if division:
                    filled = replace(
                        batch[n].place,
                        admin1_code=division.geonames_admin1,
                        admin1=division.name,
                    )
                    batch[n] = replace(batch[n], place=filled)
        yield from batch


def _lacks_division(place: Place) -> bool:
    """Tell whether a place has a country, no division, and a size that fits into one."""
    fits = place.feature_class not in {FeatureClass.COUNTRY, FeatureClass.ADM1}
    return fits and place.country is not None and place.admin1_code is None


def _holding(places: list[Place]) -> list[Division | None]:
    """The division of its country that holds each place."""
    known, tree = _tree()
    points = shapely.points([place.lon for place in places], [place.lat for place in places])
    found: list[Division | None] = [None] * len(places)
    for point, outline_number in tree.query(points, predicate="intersects").T.tolist():
        division = known[outline_number]
        if division.country == places[point].country and division.geonames_admin1:
            found[point] = division
    return found


@cache
def _tree() -> tuple[list[Division], shapely.STRtree]:
    """The divisions with an outline, and their outlines in a tree."""
    known = [division for division in divisions() if division.has_outline]
    outlines = [_topology().outline(division.code) for division in known]
    shapely.prepare(outlines)
    return known, shapely.STRtree(outlines)


@cache
def _topology() -> Topology:
    """The file of outlines, read once."""
    return Topology.read(files("gazetteer") / "data" / "divisions.npz")
