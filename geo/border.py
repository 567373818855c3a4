"""Border lines: which side of one a point lies on, how far away it is, and how deep inside.

The lines and the outlines come from one file of shared arcs (OpenStreetMap, see data/NOTICE.md).
A line is straight in longitude and latitude between its points, as RFC 7946 has it, and all
distances are geodesics on the WGS 84 ellipsoid.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Self

import numpy as np
import shapely

from gazetteer.arcs import Topology
from geo.distance import geod, geodesic_m
from geo.errors import ModelError
from geo.segments import Nearest, Segments, densified, split

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

__all__ = ["BorderFacts", "BorderLine", "Borders", "borders"]

_COAST_M = 5_000.0
_LAKES = "~lakes"
_METRES_PER_DEGREE = 111_000.0
_STRETCH_M = 100_000.0
_KEPT = 128


@dataclass(frozen=True, slots=True, kw_only=True)
class BorderLine:
    """The land border between two countries.

    Parameters
    ----------
    left
        ISO 3166-1 alpha-2 code of the country on the left of the line; the first by alphabet.
    right
        That of the country on its right.
    geometry
        The line in degrees (EPSG:4326); in several parts where sea or a third country lies between.
    length_m
        Geodesic length of the whole line in metres.
    """

    left: str
    right: str
    geometry: shapely.MultiLineString
    length_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class BorderFacts:
    """How a point lies to the land borders.

    Parameters
    ----------
    country
        ISO 3166-1 alpha-2 code of the country whose land the point lies on, by the border line;
        None at sea, but up to 5 km off a coast still that of the coast, for coasts are simplified.
    neighbour
        The country on the other side of the nearest border; None at sea.
    nearest_border
        The nearest border of that country as "IR-PK", in alphabetical order; at sea, the nearest
        of all. None if the country has no land border.
    distance_m
        Geodesic metres to it.
    nearest_lon
        Where on the border it is nearest: degrees east.
    nearest_lat
        The same in degrees north.
    recorded_country
        The country that the gazetteer's record gives, if it was told.
    """

    country: str | None
    neighbour: str | None
    nearest_border: str | None
    distance_m: float | None
    nearest_lon: float | None
    nearest_lat: float | None
    recorded_country: str | None = None

    @property
    def disagrees(self) -> bool:
        """Whether the record and the border line name different countries."""
        return None not in {self.country, self.recorded_country} and (
            self.country != self.recorded_country
        )


class Borders:
    """The countries of the world and the land borders between them.

    Parameters
    ----------
    topology
        Outlines of countries by ISO 3166-1 alpha-2 code.
    """

    def __init__(self, topology: Topology) -> None:
        self.topology = topology
        self._parts = topology.polygons()
        self._part_country = np.repeat(
            np.arange(len(topology.codes)), np.diff(topology.shape_offsets)
        )
        self._tree = shapely.STRtree(self._parts)
        self._arcs = _arcs_by_pair(topology)

    @cached_property
    def _segments(self) -> Segments:
        """The pieces of all borders, which distances are measured to."""
        return _segments(self.topology, self._arcs)

    @classmethod
    def load(cls) -> Self:
        """Read the file in the package.

        Returns
        -------
        Borders
            A new one each time; `borders` keeps one.
        """
        return cls(Topology.read(files("geo") / "data" / "borders.npz"))

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Every two countries that share a land border, in alphabetical order."""
        return tuple(sorted(self._arcs))

    def country_at(self, lon: float, lat: float) -> str | None:
        """The country whose land a point lies on, by the border line.

        Parameters
        ----------
        lon
            Degrees east, WGS 84.
        lat
            Degrees north.

        Returns
        -------
        str or None
            ISO 3166-1 alpha-2 code; None at sea, more than 5 km from the simplified coast.

        Raises
        ------
        ModelError
            If the point is not on the globe.
        """
        lon = _on_globe(lon, lat)
        for part in np.sort(self._tree.query(shapely.Point(lon, lat))):
            shapely.prepare(self._parts[part])
            if shapely.intersects_xy(self._parts[part], lon, lat):
                return self._code(part)
        return self._coast_near(lon, lat)

    def countries_at(
        self, lons: NDArray[np.float64], lats: NDArray[np.float64]
    ) -> list[str | None]:
        """What `country_at` says of many points, in a fraction of the time.

        Parameters
        ----------
        lons
            Degrees east, WGS 84, from -180 to 180.
        lats
            Degrees north.

        Returns
        -------
        list of str or None
            ISO 3166-1 alpha-2 codes; None at sea.
        """
        rows, parts = self._tree.query(shapely.points(lons, lats))
        found = np.full(len(lons), -1)
        for part in np.unique(parts)[::-1]:
            near = rows[parts == part]
            shapely.prepare(self._parts[part])
            found[near[shapely.intersects_xy(self._parts[part], lons[near], lats[near])]] = part
        return [
            self._code(part) if part >= 0 else self._coast_near(lon, lat)
            for part, lon, lat in zip(found.tolist(), lons.tolist(), lats.tolist(), strict=True)
        ]

    def countries_in(self, bounds: tuple[float, float, float, float]) -> frozenset[str]:
        """The countries with land in a box.

        Parameters
        ----------
        bounds
            West, south, east, north in degrees (EPSG:4326).

        Returns
        -------
        frozenset of str
            ISO 3166-1 alpha-2 codes.
        """
        parts = self._tree.query(shapely.box(*bounds), predicate="intersects")
        return frozenset(map(self._code, parts))

    def line(self, a: str, b: str) -> BorderLine | None:
        """The land border between two countries.

        Parameters
        ----------
        a
            ISO 3166-1 alpha-2 code of one of them.
        b
            That of the other.

        Returns
        -------
        BorderLine or None
            None if they share no land border.
        """
        left, right = sorted((a, b))
        arcs = self._arcs.get((left, right))
        if arcs is None:
            return None
        chains = [self.topology.arc(number) for number in arcs]
        places = np.repeat(np.arange(len(chains)), list(map(len, chains)))
        lines: Any = shapely.linestrings(np.vstack(chains), indices=places)
        merged = shapely.line_merge(shapely.MultiLineString(lines.tolist()), directed=True)
        pieces, _ = split(np.vstack([np.hstack([chain[:-1], chain[1:]]) for chain in chains]))
        return BorderLine(
            left=left,
            right=right,
            geometry=shapely.MultiLineString(shapely.get_parts(merged).tolist()),
            length_m=float(geod().inv(*pieces.T)[2].sum()),
        )

    def lines_of(self, country: str) -> tuple[BorderLine, ...]:
        """The land borders of a country.

        Parameters
        ----------
        country
            ISO 3166-1 alpha-2 code.

        Returns
        -------
        tuple of BorderLine
            By neighbour in alphabetical order; empty for an island or an unknown code.
        """
        found = [self.line(*pair) for pair in self.pairs if country in pair]
        return tuple(line for line in found if line is not None)

    def outline(self, country: str) -> shapely.MultiPolygon | None:
        """The land of a country.

        Parameters
        ----------
        country
            ISO 3166-1 alpha-2 code.

        Returns
        -------
        shapely.MultiPolygon or None
            In degrees (EPSG:4326): exact along borders, simplified along coasts. None if the
            code is not known.
        """
        return _outline(self, country)

    def facts(self, lon: float, lat: float, *, recorded_country: str | None = None) -> BorderFacts:
        """How a point lies to the land borders.

        Parameters
        ----------
        lon
            Degrees east, WGS 84.
        lat
            Degrees north.
        recorded_country
            The country that the gazetteer's record gives, to be held against the line.

        Returns
        -------
        BorderFacts
            What the border lines say.

        Raises
        ------
        ModelError
            If the point is not on the globe.
        """
        lon = _on_globe(lon, lat)
        country = self.country_at(lon, lat)
        nearest = self._segments.nearest(lon, lat, country=country)
        neighbour = None
        if country and nearest:
            neighbour = next(code for code in nearest.pair if code != country)
        return BorderFacts(
            country=country,
            neighbour=neighbour,
            nearest_border="-".join(nearest.pair) if nearest else None,
            distance_m=_distance_m(lon, lat, nearest),
            nearest_lon=nearest.lon if nearest else None,
            nearest_lat=nearest.lat if nearest else None,
            recorded_country=recorded_country,
        )

    def distance_to(self, lon: float, lat: float, a: str, b: str) -> float | None:
        """Distance of a point from one particular border.

        Parameters
        ----------
        lon
            Degrees east, WGS 84.
        lat
            Degrees north.
        a
            ISO 3166-1 alpha-2 code of one of the two countries.
        b
            That of the other.

        Returns
        -------
        float or None
            Geodesic metres; None if they share no land border.

        Raises
        ------
        ModelError
            If the point is not on the globe.
        """
        lon = _on_globe(lon, lat)
        first, second = sorted((a, b))
        return _distance_m(lon, lat, self._segments.nearest(lon, lat, pair=(first, second)))

    def depth_m(self, lon: float, lat: float, *, origin: str, country: str) -> float | None:
        """How deep inside a country a point lies, as seen from another.

        Parameters
        ----------
        lon
            Degrees east, WGS 84.
        lat
            Degrees north.
        origin
            ISO 3166-1 alpha-2 code of the country it is seen from.
        country
            That of the country the point lies in.

        Returns
        -------
        float or None
            Geodesic metres to the border that the two share; None if they share none, or if the
            point does not lie on the land of `country` by the border line.

        Raises
        ------
        ModelError
            If the point is not on the globe.
        """
        if self.country_at(lon, lat) != country:
            return None
        return self.distance_to(lon, lat, origin, country)

    def band(self, a: str, b: str, width_m: float) -> shapely.MultiPolygon | None:
        """The land of two countries within some distance of the border between them.

        Parameters
        ----------
        a
            ISO 3166-1 alpha-2 code of one of them.
        b
            That of the other.
        width_m
            The distance in metres, to either side.

        Returns
        -------
        shapely.MultiPolygon or None
            In degrees (EPSG:4326); None if they share no land border.
        """
        return _band(self, a, b, width_m)

    def _code(self, part: int) -> str:
        """The country that a polygon belongs to."""
        return self.topology.codes[int(self._part_country[part])].removesuffix(_LAKES)

    def _coast_near(self, lon: float, lat: float) -> str | None:
        """The country whose land is nearest, if it is near enough for a simplified coast."""
        reach = 1.1 * _COAST_M / _METRES_PER_DEGREE
        squeeze = max(math.cos(math.radians(lat)), 0.001)
        box = (lon - reach / squeeze, lat - reach, lon + reach / squeeze, lat + reach)
        near = np.sort(self._tree.query(shapely.box(*box)))
        if not len(near):
            return None
        pieces = shapely.clip_by_rect(self._parts[near], *box)
        flat = shapely.transform(pieces, lambda xy: (xy - [lon, lat]) * [squeeze, 1])
        here = shapely.Point(0, 0)
        away = np.where(shapely.is_empty(flat), np.inf, shapely.distance(flat, here))
        first = int(away.argmin())
        if not math.isfinite(away[first]):
            return None
        x, y = shapely.get_coordinates(shapely.shortest_line(here, flat[first]))[-1]
        spot = (lon + x / squeeze, lat + y)
        return self._code(near[first]) if geodesic_m((lon, lat), spot) <= _COAST_M else None


@cache
def borders() -> Borders:
    """The borders of the world, read once.

    Returns
    -------
    Borders
        The same one each time.
    """
    return Borders.load()


def _arcs_by_pair(topology: Topology) -> dict[tuple[str, str], list[int]]:
    """The arcs between each two countries, signed so that the first of them is on the left.

    The shore of a lake is no border, even where the lake lies between the two.
    """
    found: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    owners = topology.owners()
    for arc in np.flatnonzero((owners >= 0).all(axis=1)).tolist():
        left, right = (topology.codes[owner] for owner in owners[arc])
        if _LAKES in left + right:
            continue
        if left < right:
            found[left, right].append(arc)
        elif right < left:
            found[right, left].append(~arc)
    return dict(found)


def _segments(topology: Topology, arcs: dict[tuple[str, str], list[int]]) -> Segments:
    """The straight pieces of all borders."""
    numbers = np.full(len(topology.arc_offsets) - 1, -1)
    for place, signed in enumerate(arcs.values()):
        numbers[[~arc if arc < 0 else arc for arc in signed]] = place
    of_point = np.repeat(numbers, np.diff(topology.arc_offsets))
    of_point[topology.arc_offsets[1:] - 1] = -1
    rows = np.flatnonzero(of_point >= 0)
    pieces = np.hstack([topology.points[rows], topology.points[rows + 1]])
    return Segments(tuple(arcs), of_point[rows], pieces)


def _on_globe(lon: float, lat: float) -> float:
    """The longitude within half a turn, of a point that must be on the globe."""
    if not (math.isfinite(lon) and -90 <= lat <= 90):  # noqa: PLR2004
        message = (
            f"({lon}, {lat}) is no place on the globe; give lon, lat in degrees, lat -90 to 90"
        )
        raise ModelError(message)
    return lon if abs(lon) <= 180 else (lon + 180) % 360 - 180  # noqa: PLR2004


def _distance_m(lon: float, lat: float, nearest: Nearest | None) -> float | None:
    """Geodesic metres to a point of a border, None without one."""
    return geodesic_m((lon, lat), (nearest.lon, nearest.lat)) if nearest else None


@lru_cache(maxsize=_KEPT)
def _outline(borders: Borders, country: str) -> shapely.MultiPolygon | None:
    """The land of a country with its lakes; reports name few countries, each often."""
    topology = borders.topology
    if country not in topology.index:
        return None
    land = topology.outline(country)
    if country + _LAKES not in topology.index:
        return land
    return _polygons_of(shapely.union(land, topology.outline(country + _LAKES)))


@lru_cache(maxsize=_KEPT)
def _band(borders: Borders, a: str, b: str, width_m: float) -> shapely.MultiPolygon | None:
    """The land within some distance of a border; reports speak of the same again and again."""
    line = borders.line(a, b)
    if line is None:
        return None
    chains = [shapely.get_coordinates(part) for part in line.geometry.geoms]
    strips = [_strip(stretch, width_m) for chain in chains for stretch in _stretches(chain)]
    strip = shapely.union_all(strips)
    parts = shapely.get_parts([borders.outline(code) for code in (a, b)])
    near = shapely.intersection(parts[shapely.intersects(parts, strip.envelope)], strip.envelope)
    return _polygons_of(shapely.intersection(strip, shapely.union_all(near)))


def _stretches(chain: NDArray[np.float64]) -> Iterable[NDArray[np.float64]]:
    """A line cut into stretches short enough for one flat projection each."""
    dense = densified(chain)
    walked = np.cumsum(geod().line_lengths(*dense.T))
    cuts = np.flatnonzero(np.diff(walked // _STRETCH_M)) + 1
    for begin, end in pairwise([0, *cuts.tolist(), len(dense) - 1]):
        yield dense[begin : end + 1]


def _strip(chain: NDArray[np.float64], width_m: float) -> BaseGeometry:
    """All that lies within some distance of a short line, in degrees.

    Longitudes run past 180 rather than jump.
    """
    from pyproj import Proj  # noqa: PLC0415 (only here)

    lon, lat = chain[len(chain) // 2]
    local = Proj(proj="aeqd", lon_0=lon, lat_0=lat, ellps="WGS84")
    flat = shapely.LineString(np.stack(local(*chain.T), axis=1)).buffer(width_m)

    def to_degrees(xy: NDArray[np.float64]) -> NDArray[np.float64]:
        lons, lats = local(xy[:, 0], xy[:, 1], inverse=True)
        return np.stack([lon + (np.asarray(lons) - lon + 180) % 360 - 180, lats], axis=1)

    return shapely.transform(shapely.segmentize(flat, width_m / 4), to_degrees)


def _polygons_of(shape: BaseGeometry) -> shapely.MultiPolygon:
    """The polygons of any shape."""
    parts = shapely.get_parts(shape)
    return shapely.MultiPolygon(
        parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON].tolist()
    )
