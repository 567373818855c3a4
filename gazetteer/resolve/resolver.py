"""The way from a text to one place: look up, narrow, choose, fall back.

The rule that it follows is told in `gazetteer.resolve`.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from gazetteer.errors import UnknownPlaceError
from gazetteer.place import RADIUS_M, FeatureClass, Precision, Resolution
from gazetteer.resolve.asked import LOOSER, NARROWED, WIDER, Asked, by_text, offered, taken
from gazetteer.resolve.choice import choose, named
from gazetteer.resolve.lookup import alike, by_consonants, look_up, one_letter_off
from gazetteer.resolve.phrases import Phrase, bare_name, read_phrase
from gazetteer.resolve.scopes import Area, known_areas

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gazetteer.index import Gazetteer
    from gazetteer.place import Candidate, Place
    from gazetteer.resolve.lookup import Found

__all__ = ["Resolver", "radius_m", "resolve"]

_SHOWN = 10
_OWNED = re.compile(r"([^'’]+)['’]s\s+(.+)")
_DIVISIONS = frozenset({FeatureClass.ADM1, FeatureClass.ADM2})
_BESIDE = -0.25
_FALLEN = {Precision.ADM2: 0.5, Precision.AREA: 0.45, Precision.ADM1: 0.45, Precision.COUNTRY: 0.35}
_AREAS_KEPT = 512
_PLACES_KEPT = 16

_Areas: TypeAlias = tuple[tuple[Area, ...], tuple[str, ...]]


def resolve(
    gazetteer: Gazetteer,
    text: str,
    *,
    country: str | None = None,
    within: Iterable[str] = (),
    fall_back: bool = False,
) -> Resolution:
    """Choose the place that a text means, or say why none can be chosen.

    Parameters
    ----------
    gazetteer
        Where to look.
    text
        A name, alone or with what narrows it after commas or in brackets.
    country
        ISO 3166-1 alpha-2 to stay in.
    within
        Names of areas that the place is said to lie in, in any order, as data rows have them
        ('Idlib governorate', 'Ariha district'). One that is not known is passed over.
    fall_back
        Whether a place that is not known is put at the narrowest known area that holds it.

    Returns
    -------
    Resolution
        With a place only where the rule of `gazetteer.resolve` chooses one.
    """
    return Resolver(gazetteer).resolve(text, country=country, within=within, fall_back=fall_back)


def radius_m(resolution: Resolution) -> float | None:
    """Radius of the disc that a resolution stands for.

    Parameters
    ----------
    resolution
        A resolution.

    Returns
    -------
    float or None
        Metres: that of the place, and at least the usual one where the precision is not the
        place's own; None without a place.
    """
    place, precision = resolution.place, resolution.precision
    if place is None or precision is None:
        return None
    if precision is place.precision:
        return place.radius_m
    return max(place.radius_m, RADIUS_M[precision])


class Resolver:
    """Resolves one text after another and keeps the areas that it has looked up.

    Parameters
    ----------
    gazetteer
        Where to look. It stays open and belongs to the caller.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._areas: OrderedDict[tuple[str | None, tuple[str, ...]], _Areas] = OrderedDict()
        self._places: OrderedDict[Area, dict[str, list[Place]]] = OrderedDict()

    def resolve(
        self,
        text: str,
        *,
        country: str | None = None,
        within: Iterable[str] = (),
        fall_back: bool = False,
    ) -> Resolution:
        """Choose the place that a text means, or say why none can be chosen.

        Parameters
        ----------
        text
            A name, alone or with what narrows it.
        country
            ISO 3166-1 alpha-2 to stay in.
        within
            Names of areas that the place is said to lie in.
        fall_back
            Whether a place that is not known is put at the narrowest known area that holds it.

        Returns
        -------
        Resolution
            As the function `resolve` gives it.
        """
        asked = self._asked(text, country and country.upper(), tuple(within))
        if not asked.phrase.names:
            found = Resolution.none(text, (), why="there is no name in it")
        else:
            narrowed = bool(asked.areas)
            found = self._in_areas(asked) if narrowed else by_text(self._gazetteer, asked)
            if found.place is None:
                found = self._division(asked) or found
        if found.place is None and fall_back:
            return self._fallen(asked, found)
        return found

    def _asked(self, text: str, country: str | None, within: tuple[str, ...]) -> Asked:
        """Take the text apart and look the areas up; a country among them narrows as one does."""
        phrase = self._read(text)
        names = (*within, *phrase.parts) if within else ()
        areas, unknown = self._known(names, country)
        states = [area.place for area in areas if area.precision is Precision.COUNTRY]
        if country is None and len(states) == 1 and states[0]:
            country = states[0].country
            areas, unknown = self._known(names, country)
            unknown = tuple(name for name in unknown if self._known((name,), None)[1])
        areas = tuple(area for area in areas if area.precision is not Precision.COUNTRY)
        country = next((place.country for area in areas for place in area.places), country)
        return Asked(text=text, phrase=phrase, country=country, areas=areas, unknown=unknown)

    def _read(self, text: str) -> Phrase:
        """Read the text, with an owner as what narrows it and a vague word only where it is one."""
        phrase = read_phrase(text)
        if phrase.whole and self._looked_up((phrase.whole,)).tiers[0]:
            phrase = replace(phrase, names=(phrase.whole,), near=False)
        owned = _OWNED.fullmatch(phrase.names[0]) if phrase.names else None
        if owned is None or any(self._looked_up(phrase.names).tiers):
            return phrase
        return replace(phrase, names=(owned[2],), parts=(*phrase.parts, owned[1]))

    def _looked_up(self, names: Sequence[str], country: str | None = None) -> Found:
        """The places of some names."""
        return look_up(self._gazetteer, names, country)

    def _known(self, names: tuple[str, ...], country: str | None) -> _Areas:
        """The areas of these names, looked up once."""
        key = (country, names)
        if key not in self._areas:
            areas, unknown = known_areas(self._gazetteer, names, country) if names else ([], [])
            self._areas[key] = tuple(areas), tuple(unknown)
            if len(self._areas) > _AREAS_KEPT:
                self._areas.popitem(last=False)
        return self._areas[key]

    def _in_areas(self, asked: Asked) -> Resolution:
        """Choose where known areas narrow it."""
        phrase = asked.phrase
        names = (*phrase.names, *phrase.asides)
        found = look_up(self._gazetteer, names, asked.country, asked.holds)
        elsewhere = [c for c in found.tiers[0] if not asked.holds(c.place)]
        for tier in found.tiers:
            for place, area in enumerate(asked.areas):
                inside = [c for c in tier if area.holds(c.place)]
                if inside:
                    return self._chosen(asked, found, inside, wider=place > 0, over=elsewhere)
        for loose in self._loosely(asked):
            chosen = choose(loose, narrowed=True)
            if chosen.together or len(loose) == 1:
                return taken(asked, found, chosen, change=LOOSER)
        beside = [c for c in elsewhere if _beside(c.place, asked.areas)]
        if beside and (chosen := choose(beside, narrowed=True)).chosen:
            close = replace(chosen, why=f"{chosen.why}; it lies outside, less than 25 km off")
            return taken(asked, found, close, change=_BESIDE)
        like_it = offered(self._gazetteer, asked)
        where = " or ".join(area.name for area in asked.areas)
        why = f"no place called {asked.name} is known in {where}"
        if elsewhere:
            why += f"; {named(elsewhere[0].place)} lies elsewhere"
        return Resolution.none(asked.text, like_it, why=why + asked.note)

    def _chosen(
        self,
        asked: Asked,
        found: Found,
        inside: list[Candidate],
        *,
        wider: bool,
        over: list[Candidate],
    ) -> Resolution:
        """Choose among places of one name in an area."""
        chosen = choose(inside, narrowed=True)
        if not chosen.chosen:
            why = f"{chosen.why}: add the district{asked.note}"
            return Resolution.none(asked.text, chosen.ranked[:_SHOWN], why=why)
        change = WIDER if wider else NARROWED
        return taken(asked, found, chosen, change=change, over=over)

    def _loosely(self, asked: Asked) -> Iterator[list[Candidate]]:
        """Yield places whose name is only like it, area by area; a division has to be named."""
        if bare_name(asked.name)[1] in _DIVISIONS:
            return
        for area in asked.areas:
            if like := alike(asked.phrase, area, self._around(area)):
                yield like
        slips = one_letter_off(self._gazetteer, asked.phrase, asked.country)
        for area in asked.areas:
            if inside := [c for c in slips if area.holds(c.place)]:
                yield inside

    def _around(self, area: Area) -> dict[str, list[Place]]:
        """The places about an area by their consonants, read once."""
        if area not in self._places:
            self._places[area] = by_consonants(self._gazetteer, area)
            if len(self._places) > _PLACES_KEPT:
                self._places.popitem(last=False)
        self._places.move_to_end(area)
        return self._places[area]

    def _division(self, asked: Asked) -> Resolution | None:
        """The division that the text itself names, however its word for the kind is spelt."""
        name = asked.name
        if bare_name(name)[1] not in _DIVISIONS or asked.phrase.parts:
            return None
        areas, _ = self._known((name, *(area.name for area in asked.areas)), asked.country)
        for area in areas:
            if area.name == name and area.place and not area.seat:
                why = f"the only division that fits: {named(area.place)}{asked.note}"
                return Resolution(
                    text=asked.text,
                    place=area.place,
                    precision=area.place.precision,
                    confidence=0.75,
                    candidates=(),
                    why=why,
                )
        return None

    def _fallen(self, asked: Asked, found: Resolution) -> Resolution:
        """Put what cannot be chosen at the narrowest known area that holds it."""
        phrase = asked.phrase
        own = (asked.name,) if bare_name(asked.name)[1] in _DIVISIONS else ()
        names = dict.fromkeys(
            (*own, *(area.name for area in asked.areas), *phrase.parts, *phrase.asides)
        )
        areas, _ = self._known(tuple(names), asked.country)
        for area in (*areas, *self._holding(asked, found)):
            if area.place is None:
                continue
            around = f", around {area.place.label}" if area.seat else ""
            what = f"{area.name} ({area.precision}){around}"
            return replace(
                found,
                place=area.place,
                precision=area.precision,
                confidence=_FALLEN[area.precision] + (LOOSER if area.seat else 0.0),
                why=f"{found.why}; placed at {what}, as exact as that and no more",
            )
        return found

    def _holding(self, asked: Asked, found: Resolution) -> Iterator[Area]:
        """Yield the division, then the country, that all places of the name lie in."""
        alike = [c.place for c in found.candidates if c.how in {"exact", "folded"}]
        countries = {place.country for place in alike} if asked.country is None else {asked.country}
        divisions = {(place.country, place.admin1) for place in alike}
        if len(countries) != 1 or None in countries:
            return
        country = countries.pop()
        if len(divisions) == 1 and (name := divisions.pop()[1]):
            yield from self._known((name,), country)[0]
        try:
            place = self._gazetteer.get(f"iso:{country}")
        except UnknownPlaceError:
            return
        yield Area(name=place.name, places=(place,), precision=Precision.COUNTRY)


def _beside(place: Place, areas: Sequence[Area]) -> bool:
    """Tell whether a place lies at the edge of an area, as areas are known."""
    return min(area.beyond_m(place) for area in areas) <= RADIUS_M[Precision.NEAR]
