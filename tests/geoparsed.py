"""A text with its places as the geoparser gives them, made by hand."""

from __future__ import annotations

from typing import Any

import shapely

from gazetteer.geoparsing import Geoparsed, PlacedMention, PlacedRelation
from gazetteer.mention import Mention, Role
from gazetteer.place import Candidate, FeatureClass, Place, Precision, Resolution
from gazetteer.relation import Relation, RelationKind, RelativeFootprint

TEXT = (
    "Two shells fell near Saravan. Iranian officials\n"
    "in Saravan rang Qolbarestan in vain; the office of the governor in Sistan was shut."
)


def place(**changes: Any) -> Place:  # noqa: ANN401 (any field)
    """Saravan, with some fields changed."""
    plain: dict[str, Any] = {
        "id": "geonames:1159713",
        "name": "Sarāvān",
        "country": "IR",
        "admin1": "Sistan and Baluchestan",
        "feature_class": FeatureClass.SETTLEMENT,
        "feature_code": "PPL",
        "lon": 62.33,
        "lat": 27.37,
        "population": 58_000,
        "radius_m": 5_000.0,
        "source": "geonames",
    }
    return Place(**plain | changes)


IRAN = place(
    id="iso:IR", name="Iran", admin1=None, feature_class=FeatureClass.COUNTRY, feature_code="PCLI",
    lon=53.0, lat=32.0, radius_m=700_000.0,
)  # fmt: skip
SISTAN = place(
    id="x:sistan", name="Sistan", feature_class=FeatureClass.AREA, feature_code="RGN",
    lon=61.4, lat=31.0, radius_m=90_000.0,
)  # fmt: skip
OTHER = place(id="x:saravan", name="Saravan", country="LA", admin1="Salavan", lon=106.4, lat=15.7)


def candidate(of: Place) -> Candidate:
    return Candidate(place=of, matched=of.name, how="exact", score=1.0, why="same name")


def mention(
    text: str, words: str, role: Role, *places: Place, start: int = 0, confidence: float = 0.8
) -> PlacedMention:
    """The first time that some words stand in a text; the first place is the one chosen."""
    at = text.index(words, start)
    found = tuple(map(candidate, places))
    why = f"{words} by the whole of the text"
    resolution = (
        Resolution.of(words, found, confidence=confidence, why=why)
        if found
        else Resolution.none(words, (), why=f"no place called {words} is known")
    )
    told = Mention(start=at, end=at + len(words), text=words, role=role, confidence=0.9)
    return PlacedMention(mention=told, resolution=resolution)


def relation(text: str, words: str, about: PlacedMention) -> PlacedRelation:
    """The ground within half a degree or so of a place."""
    at = text.index(words)
    assert about.place is not None
    point = shapely.Point(about.place.lon, about.place.lat)
    return PlacedRelation(
        relation=Relation(
            kind=RelationKind.NEAR,
            mentions=(about.mention,),
            start=at,
            end=at + len(words),
            text=words,
            sentence=text[: text.index(".") + 1],
        ),
        footprint=RelativeFootprint(
            geometry=point.buffer(0.5),
            radius_m=25_000.0,
            precision=Precision.NEAR,
            lon=point.x,
            lat=point.y,
            why=f"within 25 km of {about.place.name}",
        ),
    )


def sample() -> Geoparsed:
    """Roles, a region, a place named twice, a name that nobody knows, ground meant."""
    first = mention(TEXT, "Saravan", Role.LOCATION, place(), OTHER)
    return Geoparsed(
        text=TEXT,
        mentions=(
            first,
            mention(TEXT, "Iranian", Role.DEMONYM, IRAN),
            mention(TEXT, "Saravan", Role.ACTOR, place(), start=40, confidence=0.4),
            mention(TEXT, "Qolbarestan", Role.LOCATION),
            mention(TEXT, "Sistan", Role.LOCATION, SISTAN),
        ),
        relations=(relation(TEXT, "near Saravan", first),),
    )
