"""What a text says of places as GeoJSON: a point a mention, a polygon a relation.

The point is that of the place in the gazetteer; how much ground it stands for say `precision` and
`radius_m`. A mention whose place is not known has no feature.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Any

import shapely

from gazetteer.geoparsing.records import mention_record
from gazetteer.sentences import sentence_ends
from geo.exchange.geojson import feature_collection, geometry_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gazetteer.geoparsing import Geoparsed, PlacedMention, PlacedRelation

__all__ = ["mention_features", "mentions_to_geojson"]

_LONGEST = 2_000


def mentions_to_geojson(texts: Iterable[tuple[str, Geoparsed]]) -> bytes:
    """Texts as one GeoJSON text.

    Parameters
    ----------
    texts
        The name of each file with what was found in it.

    Returns
    -------
    bytes
        UTF-8, one feature a line; the same texts give the same bytes.
    """
    features: list[dict[str, Any]] = []
    taken: dict[str, int] = {}
    for file, found in texts:
        for feature in mention_features(file, found):
            ident = feature["id"]
            taken[ident] = taken.get(ident, 0) + 1
            again = f" ({taken[ident]})" if taken[ident] > 1 else ""  # a file that was given twice
            features.append(feature | {"id": ident + again})
    return feature_collection(features)


def mention_features(file: str, found: Geoparsed) -> Iterator[dict[str, Any]]:
    """The mentions and relations of a text as GeoJSON features.

    Parameters
    ----------
    file
        What to call the text.
    found
        What was found in it.

    Yields
    ------
    dict
        First the mentions that have a place, then the relations, in the order of the text. All
        have the same properties; one that says nothing there is null. `start` and `end` count
        characters of the text.
    """
    sentences = _Sentences(found.text)
    for mention in found.mentions:
        if mention.place is not None:
            yield _mention(file, mention, sentences)
    for relation in found.relations:
        yield _relation(file, relation)


def _mention(file: str, one: PlacedMention, sentences: _Sentences) -> dict[str, Any]:
    """A mention as the point of its place."""
    record = mention_record(one)
    place = record["place"]
    return {
        "type": "Feature",
        "id": f"{file}:{one.mention.start}-{one.mention.end}",
        "geometry": geometry_record(shapely.Point(place["lon"], place["lat"])),
        "properties": {
            "feature": "mention",
            "file": file,
            **{name: record[name] for name in ("start", "end", "text", "role")},
            "relation": None,
            "sentence": sentences.around(one.mention.start, one.mention.end),
            "place_id": place["id"],
            "place": place["name"],
            "admin1": place["admin1"],
            "country": place["country"],
            **{name: record[name] for name in ("confidence", "precision", "radius_m", "why")},
        },
    }


def _relation(file: str, one: PlacedRelation) -> dict[str, Any]:
    """A relation as the ground it means."""
    relation, footprint = one.relation, one.footprint
    return {
        "type": "Feature",
        "id": f"{file}:{relation.start}-{relation.end}:{relation.kind}",
        "geometry": geometry_record(footprint.geometry),
        "properties": {
            "feature": "relation",
            "file": file,
            "start": relation.start,
            "end": relation.end,
            "text": relation.text,
            "role": None,
            "relation": relation.kind,
            "sentence": relation.sentence,
            **dict.fromkeys(("place_id", "place", "admin1", "country", "confidence")),
            "precision": footprint.precision,
            "radius_m": round(footprint.radius_m),
            "why": footprint.why,
        },
    }


class _Sentences:
    """Where the sentences of a text begin."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *sentence_ends(text)[:-1]]

    def around(self, start: int, end: int) -> str:
        """The sentence about a span, as written; a longer one is cut about the span."""
        first = self._starts[bisect_right(self._starts, start) - 1]
        last = bisect_left(self._starts, end)
        after = self._starts[last] if last < len(self._starts) else len(self._text)
        half = max(0, _LONGEST - (end - start)) // 2
        return self._text[max(first, start - half) : min(after, end + half)].strip()
