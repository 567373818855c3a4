"""Where an event is told to have happened: a place or the ground beside it, as exactly as told."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from gazetteer.mention import Role
from gazetteer.place import FeatureClass, Precision
from geo.distance import geodesic_m
from geo.reading.events import place_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.geoparsing import PlacedMention  # noqa: TC004 (an annotation, not looked at)
    from gazetteer.mention import Mention
    from gazetteer.place import Place
    from geo.reading.events import EventFound
    from geo.reading.rules.scene import Scene

__all__ = ["Fit", "Spot", "fit_of", "spots_of"]

_SURE: Final = 0.3
_HINT: Final = 0.08
_ACTING: Final = 0.5
_FINER: Final = 0.12
_LIST: Final = re.compile(r"\s*(?:,|,?\s*(?:and|as well as|or)(?:\s+in|\s+near)?)\s+(?:the\s+)?")
_POINTS: Final = frozenset({FeatureClass.SETTLEMENT, FeatureClass.SITE})
_WIDE: Final = frozenset({FeatureClass.COUNTRY, FeatureClass.AREA, FeatureClass.WATER})
_SAME_M: Final = 5_000.0
_TOGETHER_M: Final = 25_000.0
_BESIDE_M: Final = 60_000.0
_IN: Final = re.compile(
    r"\s*(?:department|district|province|county|area|region|governorate|town|village|city|state)?"
    r"\s*(?:,|in|of)\s+(?:the\s+)?(?:[\w-]*(?:north|south|east|west)\w*\s+)?"
    r"(?:(?:border\s+)?(?:province|region|state|district|department|area)\s+(?:of\s+)?)?"
)
_WHERE: Final = re.compile(r"(?:\s+[a-z]+)?,?\s+where\b")
_ABOUT: Final = 150
_BETWEEN: Final = re.compile(r"\bbetween\s+(?:[\w'’-]+\s+){0,3}(?:and\s+)?$")
_NEIGHBOURS_M: Final = 150_000.0
_FAR_M: Final = 100_000.0
_LONGEST: Final = 40
_NEAR_BY: Final = re.compile(r",?\s+(?:near|outside|close to|not far from)\s+")


class Fit(StrEnum):
    """How two spots lie to each other."""

    SAME = "same"
    """The same place, or as good as."""
    WITHIN = "within"
    """One in the other, as far as is known."""
    BESIDE = "beside"
    """Two towns so near each other that one may be told by way of the other."""
    OPEN = "open"
    """Nobody can tell."""
    APART = "apart"
    """Different places of one country."""
    ABROAD = "abroad"
    """In different countries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place that an event may have happened at.

    Parameters
    ----------
    placed
        The mention with its place.
    share
        How likely it is meant, 0 to 1.
    inside
        Whether the event's own sentence names it.
    """

    placed: PlacedMention
    share: float
    inside: bool = True

    @property
    def place(self) -> Place:
        """The place."""
        place = self.placed.place
        if place is None:
            raise AssertionError(self.placed.mention.text)
        return place

    @property
    def sure(self) -> bool:
        """Whether the text as good as says so."""
        return self.share >= _SURE

    @property
    def exact(self) -> bool:
        """Whether it is a town or a point."""
        return self.place.feature_class in _POINTS


def spots_of(
    event: EventFound, scene: Scene, *, own: tuple[int, int], home: str | None = None
) -> list[Spot]:
    """Tell where an event happened.

    Parameters
    ----------
    event
        One of the scene's.
    scene
        The article with what was found.
    own
        First character and the one after the last of the part of its sentence that tells of it.
    home
        ISO 3166-1 alpha-2 code of a country where it is not likely to have happened: that of who
        struck.

    Returns
    -------
    list
        The likeliest place first; several only where the text lists them ("in Mosul and Kirkuk").
        Empty where nothing is told.
    """
    ranked = place_of(event, scene.mentions, scene.text, others=scene.events)
    ranked = [(mention, share) for mention, share in ranked if _may(mention, event, own)]
    known = [
        Spot(placed=placed, share=share, inside=own[0] <= mention.start < own[1])
        for mention, share in ranked
        if share >= (_ACTING if mention.role is Role.ACTOR else _HINT)
        and (placed := _likely(scene.placed(mention), share, scene)).place is not None
    ]
    if ranked and ranked[0][1] >= _SURE and scene.placed(ranked[0][0]).place is None:
        known = _around_unknown(*ranked[0], [spot for spot in known if spot.inside], scene)
    known = _abroad(known, home)
    if not known:
        return []
    best = _beside(_chained(_finer(known), scene), scene)
    if not best.sure:
        return [best]
    return [best, *(one for one in _listed(best, scene) if one.place.id != best.place.id)]


def _may(mention: Mention, event: EventFound, own: tuple[int, int]) -> bool:
    """Whether a mention stands in an event's part of its sentence, or in another sentence."""
    inside = event.sentence_start <= mention.start < event.sentence_end
    return not inside or own[0] <= mention.start < own[1]


def _finer(known: Sequence[Spot]) -> Spot:
    """The likeliest spot, or a less likely one within it."""
    best = known[0]
    for one in known[1:]:
        inside = one.place.country == best.place.country and _rank(one) < _rank(best)
        inside = one.inside and (inside or (one.exact and best.place.country is None))
        if one.share >= _FINER and inside and one.placed.mention.role is not Role.ACTOR:
            return replace(one, share=best.share)
    return best


def _around_unknown(mention: Mention, share: float, known: list[Spot], scene: Scene) -> list[Spot]:
    """The spots where nobody knows the likeliest: the place that the text says it lies in."""
    for placed in scene.inside(mention.end, mention.end + _LONGEST):
        link = scene.text[mention.end : placed.mention.start]
        if placed.place is not None and _IN.fullmatch(link):
            return [Spot(placed=placed, share=share)]
    return known


def _likely(placed: PlacedMention, share: float, scene: Scene) -> PlacedMention:
    """The mention with a place that was doubted, where an event is told to have been there.

    Only a place near others of the article, or in a country named beside it, will do.
    """
    if placed.place is not None or share < _ACTING:
        return placed
    known = [one.place for one in scene.places if one.place and one.place.feature_class in _POINTS]
    at = placed.mention.start
    beside = {p.place.country for p in scene.inside(max(0, at - _ABOUT), at + _ABOUT) if p.place}
    for one in placed.resolution.candidates:
        place = one.place
        if place.feature_class not in _POINTS:
            continue
        near = any(
            other.country == place.country
            and geodesic_m((other.lon, other.lat), (place.lon, place.lat)) <= _NEIGHBOURS_M
            for other in known
        )
        if near or place.country in beside:
            found = replace(placed.resolution, place=place, precision=place.precision)
            return replace(placed, resolution=found)
    return placed


def _abroad(known: list[Spot], home: str | None) -> list[Spot]:
    """The spots of a strike: at home only where that is told and nothing else is."""
    if home is None:
        return known
    away = [spot for spot in known if spot.place.country != home]
    told = [spot for spot in away if spot.inside and spot.share >= _FINER]
    if known and known[0].place.country == home and told:
        return [replace(told[0], share=max(told[0].share, known[0].share)), *away]
    return [spot for spot in known if spot.sure or spot.place.country != home]


def _chained(best: Spot, scene: Scene) -> Spot:
    """The finer place that the text says lies in the best one: "Bosso department in Diffa"."""
    start = best.placed.mention.start
    before = scene.inside(max(0, start - _LONGEST), start)
    if not before or before[-1].place is None or best.exact:
        return best
    if _WHERE.match(scene.text, best.placed.mention.end):
        return best
    one = Spot(placed=before[-1], share=best.share, inside=best.inside)
    link = scene.text[one.placed.mention.end : start]
    finer = one.place.country == best.place.country and _rank(one) < _rank(best)
    return one if finer and _IN.fullmatch(link) and one.place.id != best.place.id else best


def _beside(best: Spot, scene: Scene) -> Spot:
    """The town that the text says a place is near, where the gazetteer has it far from there."""
    end = best.placed.mention.end
    follows = _NEAR_BY.match(scene.text, end, end + _LONGEST)
    if follows is None or not best.exact:
        return best
    for one in scene.inside(follows.end(), follows.end() + 1):
        place = one.place
        if place is None or place.feature_class not in _POINTS:
            continue
        apart = geodesic_m((place.lon, place.lat), (best.place.lon, best.place.lat))
        if apart > _FAR_M:
            return replace(best, placed=one)
    return best


def _rank(spot: Spot) -> int:
    return spot.place.precision.rank


def _listed(best: Spot, scene: Scene) -> list[Spot]:
    """The other places of the list that a place stands in."""
    start = best.placed.mention.start
    mentions = [
        placed
        for placed in scene.places
        if placed.mention.start == start or placed.mention.role is not Role.PART_OF_NAME
    ]
    at = next(n for n, one in enumerate(mentions) if one.mention.start == start)
    found: list[Spot] = []
    if _BETWEEN.search(scene.text, max(0, start - _ABOUT), start):
        return found
    for step in (-1, 1):
        here = at
        while 0 <= here + step < len(mentions):
            left, right = sorted((here, here + step))
            between = scene.text[mentions[left].mention.end : mentions[right].mention.start]
            if not _LIST.fullmatch(between):
                break
            here += step
            one = mentions[here]
            kin = one.place is not None and (
                one.place.feature_class is best.place.feature_class
                or {one.place.feature_class, best.place.feature_class} <= _WIDE
            )
            if not kin or one.mention.role is Role.DEMONYM:
                break
            found.append(replace(best, placed=one))
    return found


def fit_of(a: Spot, b: Spot) -> Fit:
    """Tell how two spots lie to each other.

    Parameters
    ----------
    a, b
        Two spots.

    Returns
    -------
    Fit
        How.
    """
    one, other = a.place, b.place
    if one.id == other.id:
        return Fit.SAME
    if one.country and other.country and one.country != other.country:
        return Fit.ABROAD
    if a.exact and b.exact:
        apart = geodesic_m((one.lon, one.lat), (other.lon, other.lat))
        if apart <= max(_SAME_M, one.radius_m + other.radius_m):
            return Fit.SAME
        return Fit.BESIDE if apart <= _TOGETHER_M else Fit.APART
    return _nested(one, other)


def _nested(one: Place, other: Place) -> Fit:
    """Whether the finer of two places lies in the wider."""
    fine, wide = sorted((one, other), key=lambda place: place.precision.rank)
    if wide.feature_class is FeatureClass.COUNTRY:
        return Fit.WITHIN if fine.country == wide.country else Fit.OPEN
    if wide.feature_class is FeatureClass.ADM1 and fine.admin1:
        return Fit.WITHIN if wide.name in {fine.admin1, fine.name} else Fit.APART
    reach = wide.radius_m + fine.radius_m
    apart = geodesic_m((fine.lon, fine.lat), (wide.lon, wide.lat))
    if fine.precision is Precision.ADM1:
        reach += _BESIDE_M
    return Fit.WITHIN if apart <= reach else Fit.APART
