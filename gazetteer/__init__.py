"""Places: names in, places and footprints out. Knows no incident.

Start with `Gazetteer.open`. The names below are imported when first asked for, so that a command
that needs no place pays for none.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gazetteer.batch import locate_lines
    from gazetteer.errors import (
        DataError,
        DownloadError,
        GazetteerError,
        IndexFileError,
        OnlineError,
        ShelfError,
        SourceNameError,
        UnknownPlaceError,
    )
    from gazetteer.geocoder import GazetteerGeocoder
    from gazetteer.geoparsing import (
        Geoparsed,
        PlacedMention,
        PlacedRelation,
        geoparse,
        geoparse_lines,
        geoparsed_record,
    )
    from gazetteer.index import Gazetteer, default_path
    from gazetteer.mention import Mention, Role
    from gazetteer.names import fold, skeleton
    from gazetteer.place import (
        Candidate,
        FeatureClass,
        Footprint,
        Place,
        Precision,
        Resolution,
        settlement_radius_m,
    )
    from gazetteer.recognize import Recognizer
    from gazetteer.relation import Borders, Relation, RelationKind, RelativeFootprint
    from gazetteer.resolve import Resolver

__all__ = [
    "Borders",
    "Candidate",
    "DataError",
    "DownloadError",
    "FeatureClass",
    "Footprint",
    "Gazetteer",
    "GazetteerError",
    "GazetteerGeocoder",
    "Geoparsed",
    "IndexFileError",
    "Mention",
    "OnlineError",
    "Place",
    "PlacedMention",
    "PlacedRelation",
    "Precision",
    "Recognizer",
    "Relation",
    "RelationKind",
    "RelativeFootprint",
    "Resolution",
    "Resolver",
    "Role",
    "ShelfError",
    "SourceNameError",
    "UnknownPlaceError",
    "default_path",
    "fold",
    "geoparse",
    "geoparse_lines",
    "geoparsed_record",
    "locate_lines",
    "settlement_radius_m",
    "skeleton",
]

_HOMES = {
    "batch": ("locate_lines",),
    "errors": (
        "DataError",
        "DownloadError",
        "GazetteerError",
        "IndexFileError",
        "OnlineError",
        "ShelfError",
        "SourceNameError",
        "UnknownPlaceError",
    ),
    "geocoder": ("GazetteerGeocoder",),
    "geoparsing": (
        "Geoparsed",
        "PlacedMention",
        "PlacedRelation",
        "geoparse",
        "geoparse_lines",
        "geoparsed_record",
    ),
    "index": ("Gazetteer", "default_path"),
    "mention": ("Mention", "Role"),
    "names": ("fold", "skeleton"),
    "place": (
        "Candidate",
        "FeatureClass",
        "Footprint",
        "Place",
        "Precision",
        "Resolution",
        "settlement_radius_m",
    ),
    "recognize": ("Recognizer",),
    "relation": ("Borders", "Relation", "RelationKind", "RelativeFootprint"),
    "resolve": ("Resolver",),
}


def __getattr__(name: str) -> object:
    """Import a public name from its module."""
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"gazetteer.{module}"), name)
    msg = f"module 'gazetteer' has no attribute {name!r}"
    raise AttributeError(msg)


def __dir__() -> list[str]:
    """List the public names."""
    return list(__all__)
