"""Spatial language: from "three or four km inside Iranian borders" to the ground meant.

`find_relations` reads the words around the mentions of a text; `footprint_of` draws what they say,
once somebody knows which places the mentions are. How wide the words are taken:

    near, the area of       25 km about a town; about an area, 25 km beyond its edge
    outskirts, suburbs      one and a half times the radius of the town and 3 km
    N km                    15 % to either side, half a unit at least; "about" 30 %
    N km north-east of      a wedge, 35° to either side, for "north-north-east" 20°
    north-east of           the same wedge, up to 50 km beyond the place
    between, on the road    15 % of the distance to either side of the straight way, 5 to 30 km
    on, along the border    10 km to either side
    near the border         25 km to either side
    across the border       25 km deep
    off the coast           50 km out to sea

Distances from a town count from anywhere in it.
"""

from __future__ import annotations

from gazetteer.relation.footprints import footprint_of
from gazetteer.relation.model import Borders, Distance, Relation, RelationKind, RelativeFootprint
from gazetteer.relation.reading import find_relations

__all__ = [
    "Borders",
    "Distance",
    "Relation",
    "RelationKind",
    "RelativeFootprint",
    "find_relations",
    "footprint_of",
]
