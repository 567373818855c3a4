"""What the words right around a mention say about the place it means.

An area named after it ("Panjgur, Balochistan", "Saravan in southeastern Iran"), an owner before it
("Iran's Saravan"), and a word for its kind ("the city of", "province"). Only a few dozen characters
on either side are looked at.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from gazetteer.documents.namesakes import Called, Namesake, namesakes_of
from gazetteer.grid import great_circle_m
from gazetteer.mention import Role
from gazetteer.place import FeatureClass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazetteer.index import Gazetteer
    from gazetteer.mention import Mention

__all__ = ["Narrowed", "Surroundings", "inside"]

_WINDOW = 80
_NAME = r"[^\W\d_a-z][\w.&’'-]*(?: (?:of |and |al-)?[^\W\d_a-z][\w.&’'-]*){0,3}"
_AFTER = re.compile(rf"\s?[,(]\s{{0,2}}({_NAME})")
_IN = re.compile(rf"\s(?:in|of)\s(?:the\s)?(?:[a-z-]{{2,20}}\s){{0,2}}({_NAME})")
_BEFORE = re.compile(rf"({_NAME})['’]s?\s(?:[a-z-]{{2,20}}\s){{0,4}}$")
_KIND_BEFORE = re.compile(r"\b([a-z]{4,12}) of $")
_KIND_AFTER = re.compile(r"\s([a-z]{4,12})\b")
_KINDS = {
    "city": FeatureClass.SETTLEMENT, "town": FeatureClass.SETTLEMENT,
    "village": FeatureClass.SETTLEMENT, "suburb": FeatureClass.SETTLEMENT,
    "capital": FeatureClass.SETTLEMENT, "municipality": FeatureClass.ADM2,
    "province": FeatureClass.ADM1, "state": FeatureClass.ADM1, "governorate": FeatureClass.ADM1,
    "region": FeatureClass.AREA, "district": FeatureClass.ADM2, "county": FeatureClass.ADM2,
    "republic": FeatureClass.COUNTRY, "country": FeatureClass.COUNTRY, "river": FeatureClass.WATER,
    "lake": FeatureClass.WATER,
}  # fmt: skip
_LARGE = 50_000
_TOWN_M, _AREA_M = 60_000.0, 200_000.0
_STRICT = frozenset({Called.NAME, Called.SHORT, Called.KIND})


class Narrowed(NamedTuple):
    """What narrows a mention."""

    after: tuple[Namesake, ...]
    """Areas and large towns that stand after it, set off by a comma or a bracket."""
    within: tuple[Namesake, ...]
    """Those it is said to be in, or of."""
    owner: tuple[Namesake, ...]
    """Those that own it."""
    span: tuple[int, int] | None
    """The characters of what stands after it."""
    kind: FeatureClass | None
    """The kind that a word beside it says."""


class Surroundings:
    """Reads what stands around the mentions of one text.

    Parameters
    ----------
    gazetteer
        Where names are looked up, each once.
    text
        The text.
    """

    def __init__(self, gazetteer: Gazetteer, text: str) -> None:
        self._gazetteer = gazetteer
        self._text = text
        self._known: dict[str, tuple[Namesake, ...]] = {}

    def of(self, mention: Mention) -> Narrowed:
        """Read what stands around a mention.

        Parameters
        ----------
        mention
            A mention in the text.

        Returns
        -------
        Narrowed
            Empty where nothing narrows it.
        """
        after = self._text[mention.end : mention.end + _WINDOW]
        before = self._text[max(0, mention.start - _WINDOW) : mention.start]
        whole = self._text[mention.start : mention.end]
        areas: tuple[Namesake, ...] = ()
        span = None
        _, comma, rest = whole.partition(",")
        if comma:
            areas = self._areas(rest.strip())
        elif match := _AFTER.match(after):
            areas, length = self._first(match[1])
            start = mention.end + match.start(1)
            span = (start, start + length) if areas else None
        acts = mention.role is Role.ACTOR  # "a strike by Tehran in Pakistan"
        within = self._first(match[1])[0] if not acts and (match := _IN.match(after)) else ()
        owner = self._last(match[1]) if (match := _BEFORE.search(before)) else ()
        return Narrowed(areas, within, owner, span, _kind(before, after))

    def _first(self, words: str) -> tuple[tuple[Namesake, ...], int]:
        """The areas that the longest beginning of these words names, and its length."""
        for part in _beginnings(words):
            if areas := self._areas(part):
                return areas, len(part)
        return (), 0

    def _last(self, words: str) -> tuple[Namesake, ...]:
        """The areas that the longest end of these words names."""
        parts = words.split(" ")
        for first in range(len(parts)):
            if areas := self._areas(" ".join(parts[first:])):
                return areas
        return ()

    def _areas(self, name: str) -> tuple[Namesake, ...]:
        """Areas and large towns of a name."""
        if name not in self._known:
            found = namesakes_of(self._gazetteer, name)
            self._known[name] = tuple(
                row
                for row, called in zip(found.rows, found.called, strict=True)
                if _narrows(row, called)
            )
        return self._known[name]


def inside(row: Namesake, area: Namesake) -> bool:
    """Tell whether a place lies in an area, or by a town.

    Parameters
    ----------
    row
        The place.
    area
        The area or town.

    Returns
    -------
    bool
        By the records for a country and a division, else by distance.
    """
    if row.place == area.place or row.feature_class == FeatureClass.COUNTRY:
        return False
    if area.feature_class == FeatureClass.COUNTRY:
        return row.country == area.country
    if area.feature_class == FeatureClass.ADM1:
        same = row.country == area.country and row.admin1_code == area.admin1_code
        return same and row.admin1_code is not None and row.feature_class != FeatureClass.ADM1
    reach_m = _AREA_M if area.feature_class == FeatureClass.AREA else _TOWN_M
    return great_circle_m(row.lon, row.lat, area.lon, area.lat) <= reach_m


def _narrows(row: Namesake, called: Called) -> bool:
    """Tell whether places are said to lie in it."""
    if row.feature_class == FeatureClass.SETTLEMENT:
        return called in _STRICT and row.population >= _LARGE and not row.alternate
    if called is Called.VARIANT:
        return row.feature_class in {FeatureClass.COUNTRY, FeatureClass.ADM1}
    return called in _STRICT and row.feature_class not in {FeatureClass.WATER, FeatureClass.SITE}


def _beginnings(words: str) -> Iterator[str]:
    """The words, then one fewer each time; a full stop at the end may be of the sentence."""
    parts = words.split(" ")
    for count in range(len(parts), 0, -1):
        yield " ".join(parts[:count]).rstrip("'’,")


def _kind(before: str, after: str) -> FeatureClass | None:
    """The kind that a word on either side says."""
    match = _KIND_BEFORE.search(before) or _KIND_AFTER.match(after)
    return _KINDS.get(match[1]) if match else None
