"""The areas a place is said to lie in, and how far a place lies outside of one.

A data row names them as its source does ("Idlib governorate", "Ariha district"). An area is looked
up among the divisions and regions of its country, whatever word for its kind comes with the name.
A division that no table holds, but whose chief town is known, stands as a disc around that town:
most districts are named for one. An area that is not known at all is left out, and the resolution
says so.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from gazetteer.errors import UnknownPlaceError
from gazetteer.grid import great_circle_m
from gazetteer.names import fold
from gazetteer.place import RADIUS_M, FeatureClass, Place, Precision
from gazetteer.resolve.phrases import bare_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import shapely

    from gazetteer.index import Gazetteer
    from gazetteer.place import Candidate

__all__ = ["Area", "known_areas", "lies_in"]

_LIMIT = 100
_TOWN = 5_000
_CLASSES: dict[FeatureClass | None, tuple[FeatureClass, ...]] = {
    None: (FeatureClass.ADM1, FeatureClass.ADM2, FeatureClass.AREA),
    FeatureClass.ADM1: (FeatureClass.ADM1, FeatureClass.AREA, FeatureClass.ADM2),
    FeatureClass.ADM2: (FeatureClass.ADM2, FeatureClass.AREA),
}
_SAME = frozenset({"exact", "folded"})
_OUTLINE_SLACK_M = 3_000.0  # outlines are simplified to a kilometre or two
_OUTLINES = 128
_M_PER_DEGREE = 111_195.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """An area that a place is said to lie in.

    Parameters
    ----------
    name
        As it was given.
    places
        The entries it may be: mostly one.
    precision
        How exactly somebody is located who is only known to be in it.
    seat
        Whether the entries are its chief town, because the area itself is in no table.
    """

    name: str
    places: tuple[Place, ...]
    precision: Precision
    seat: bool = False

    @property
    def radius_m(self) -> float:
        """Radius in metres of the disc that stands for it."""
        own = max(place.radius_m for place in self.places)
        return max(own, RADIUS_M[self.precision]) if self.seat else own

    @property
    def place(self) -> Place | None:
        """The one entry that stands for it; None where it may be several."""
        return self.places[0] if len(self.places) == 1 else None

    def holds(self, place: Place) -> bool:
        """Tell whether a place lies in it.

        Parameters
        ----------
        place
            The place.

        Returns
        -------
        bool
            By the records of the place, else by the outline or the disc of the area.
        """
        return self.beyond_m(place) == 0.0

    def beyond_m(self, place: Place) -> float:
        """How far a place lies outside.

        Parameters
        ----------
        place
            The place.

        Returns
        -------
        float
            Metres beyond the edge; 0 inside, infinite in another country.
        """
        if self.seat:
            return min(max(0.0, _apart_m(place, seat) - self.radius_m) for seat in self.places)
        return min(_beyond_m(place, own) for own in self.places)


def lies_in(place: Place, scope: Place) -> bool:
    """Tell whether a place lies in another, by their records; else by the disc of the other.

    Parameters
    ----------
    place
        The place.
    scope
        The other, which does not lie in itself.

    Returns
    -------
    bool
        True where the records agree, or the disc holds the place.
    """
    if place.id == scope.id or (scope.country and scope.country != place.country):
        return False
    if scope.feature_class is FeatureClass.COUNTRY:
        return True
    if (recorded := _recorded(place, scope)) is not None:
        return recorded
    return _apart_m(place, scope) <= scope.radius_m


def known_areas(
    gazetteer: Gazetteer, names: Iterable[str], country: str | None
) -> tuple[list[Area], list[str]]:
    """Look up the areas that a place is said to lie in.

    Parameters
    ----------
    gazetteer
        Where to look.
    names
        Names of areas in any order, as data rows have them.
    country
        ISO 3166-1 alpha-2 they lie in; None where nobody says.

    Returns
    -------
    tuple
        The known areas, the narrowest first, and the names that are not known.
    """
    wanted = [name.strip() for name in dict.fromkeys(names) if name.strip()]
    found: dict[str, Area] = {}
    for name in wanted:
        if area := _in_a_table(gazetteer, name, country):
            found[name] = area
    if not found:
        found, country = _across(gazetteer, wanted, country)
    wider = list(found.values())
    for name in wanted:
        if name not in found and (area := _around_its_seat(gazetteer, name, country, wider)):
            found[name] = area
    areas = [_settled(area, wider) for area in found.values()]
    areas.sort(key=lambda area: (_WIDTH[area.precision], area.radius_m))
    return areas, [name for name in wanted if name not in found]


_WIDTH = {Precision.ADM2: 0, Precision.AREA: 1, Precision.ADM1: 1, Precision.COUNTRY: 2}


def _across(
    gazetteer: Gazetteer, names: Sequence[str], country: str | None
) -> tuple[dict[str, Area], str | None]:
    """Areas where none is known as what it is called, and the country they lie in.

    Some countries call their first-order divisions districts. Ground that the row counts to one
    country may lie in the next by its record: it has to be the only area of the name in the world,
    and the disc of the country has to touch it.
    """
    found: dict[str, Area] = {}
    for name in names:
        if area := _in_a_table(gazetteer, bare_name(name)[0], country, loose=False):
            found[name] = replace(area, name=name)
    if found or country is None:
        return found, country
    try:
        whole = gazetteer.get(f"iso:{country}")
    except UnknownPlaceError:
        return found, country
    for name in names:
        area = _in_a_table(gazetteer, name, None, loose=False)
        place = area and area.place
        if area and place and _apart_m(place, whole) <= whole.radius_m + place.radius_m:
            return {name: area}, place.country or country
    return found, country


def _in_a_table(
    gazetteer: Gazetteer, name: str, country: str | None, *, loose: bool = True
) -> Area | None:
    """The area that a table of divisions or regions has under a name."""
    bare, kind = bare_name(name)
    classes = _CLASSES.get(kind, ())
    if country is None:
        classes = (FeatureClass.COUNTRY, *classes)
    for fuzzy in (False, True) if loose else (False,):
        for spelling in dict.fromkeys((name, bare)):
            for feature_class in classes:
                found = gazetteer.search(
                    spelling, country=country, feature_class=feature_class, limit=_LIMIT,
                    fuzzy=fuzzy,
                )  # fmt: skip
                close = [c for c in found if _names_it(c, spelling)]
                if close:
                    best = tuple(c.place for c in close if c.how == close[0].how)
                    return Area(name=name, places=best, precision=Precision(feature_class))
    return None


def _names_it(candidate: Candidate, spelling: str) -> bool:
    """Tell whether an area is meant: a name that goes on may add a word for its kind only."""
    if candidate.how == "prefix":
        rest, kind = bare_name(candidate.matched)
        return kind is not None and len(fold(rest)) == len(fold(spelling))
    return candidate.main or candidate.how in _SAME


def _around_its_seat(
    gazetteer: Gazetteer, name: str, country: str | None, wider: Sequence[Area]
) -> Area | None:
    """The disc around the town that an unknown division is named for."""
    bare, kind = bare_name(name)
    found = gazetteer.search(
        bare, country=country, feature_class=FeatureClass.SETTLEMENT, limit=_LIMIT, prefix=False,
        fuzzy=False,
    )  # fmt: skip
    inside = [c for c in found if (c.main or wider) and all(area.holds(c.place) for area in wider)]
    same = [c.place for c in inside if c.how in _SAME]
    towns = [place for place in same if place.population] or [
        c.place for c in inside if (c.place.population or 0) >= _TOWN
    ]
    if not towns and not (wider and len(same) == 1):
        return None
    seat = max(towns or same, key=lambda place: place.population or 0)
    precision = Precision.ADM1 if kind is FeatureClass.ADM1 else Precision.ADM2
    return Area(name=name, places=(seat,), precision=precision, seat=True)


def _settled(area: Area, others: Sequence[Area]) -> Area:
    """Of several entries keep those that lie in the other areas, if any do."""
    if len(area.places) == 1:
        return area
    inside = [
        place
        for place in area.places
        if all(other is area or other.holds(place) for other in others)
    ]
    return replace(area, places=tuple(inside)) if inside else area


def _recorded(place: Place, scope: Place) -> bool | None:
    """Tell whether the records say that a place lies in a division; None where they are silent."""
    if scope.admin1_code is None or place.admin1_code is None:
        return None
    same = place.admin1_code == scope.admin1_code
    if scope.feature_class is FeatureClass.ADM1:
        return same
    if scope.feature_class is not FeatureClass.ADM2 or None in {
        scope.admin2_code,
        place.admin2_code,
    }:
        return None
    return same and place.admin2_code == scope.admin2_code


def _beyond_m(place: Place, scope: Place) -> float:
    """How far a place lies outside of another, by the records, the outline, or the disc."""
    if scope.country and scope.country != place.country:
        return math.inf
    if place.id == scope.id or scope.feature_class is FeatureClass.COUNTRY:
        return 0.0
    if _recorded(place, scope):
        return 0.0
    if outline := _outline(scope):
        return max(0.0, _to_outline_m(place, outline) - _OUTLINE_SLACK_M)
    return max(0.0, _apart_m(place, scope) - scope.radius_m)


def _to_outline_m(place: Place, outline: shapely.MultiPolygon) -> float:
    """Distance from an outline; 0 inside."""
    import shapely  # noqa: PLC0415 - only places without a record need it

    point = shapely.Point(place.lon, place.lat)
    if outline.intersects(point):
        return 0.0
    lon, lat = shapely.shortest_line(outline, point).coords[0]
    return great_circle_m(lon, lat, place.lon, place.lat)


def _outline(scope: Place) -> shapely.MultiPolygon | None:
    """The outline of a first-order division."""
    if scope.feature_class is not FeatureClass.ADM1 or not scope.id.startswith("iso:"):
        return None
    return _prepared(scope.id.removeprefix("iso:"))


@lru_cache(maxsize=_OUTLINES)
def _prepared(code: str) -> shapely.MultiPolygon | None:
    """An outline, made ready to be asked often."""
    import shapely  # noqa: PLC0415 - only places without a record need it

    from gazetteer.sources.divisions import outline  # noqa: PLC0415 - the same

    found = outline(code)
    if found is not None:
        shapely.prepare(found)
    return found


def _apart_m(one: Place, other: Place) -> float:
    """Distance between two places."""
    return great_circle_m(one.lon, one.lat, other.lon, other.lat)
