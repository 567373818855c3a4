"""The gazetteer as a geopy geocoder: what takes one of geopy's takes this one, without a network.

    with GazetteerGeocoder() as geocoder:
        geocoder.geocode("Saravan, Iran").raw["radius_m"]

geopy's customs hold: latitude comes first in points, `geocode` gives a `Location`, a list of them
or None, and what goes wrong is one of geopy's errors. One rule is the gazetteer's own: a name that
may mean several places is not guessed, so `exactly_one=True` gives None for it where an online
service would give its first answer, and `exactly_one=False` gives what it may mean.
"""

from __future__ import annotations

import sqlite3
import warnings
from collections.abc import Iterable, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Self, TypeAlias

from geopy.adapters import BaseSyncAdapter
from geopy.exc import GeocoderQueryError, GeocoderServiceError
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location
from geopy.point import Point

from gazetteer.errors import GazetteerError, UnknownPlaceError
from gazetteer.index import Gazetteer
from gazetteer.languages import name_in
from gazetteer.names import split_designator
from gazetteer.place import FeatureClass, Resolution

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import TracebackType

    from gazetteer.place import Candidate, Place

__all__ = ["Found", "GazetteerGeocoder"]

Found: TypeAlias = Any
"""A `Location`, a list of them, or None, as with geopy's own geocoders, which carry no types."""

_LIMIT = 10
_FAR_M = 100_000.0
_FROM_FINE = ("city", "county", "state", "country")
_UNREAD = ("street", "postalcode")
_KIND_WORD = {"county": "district", "state": "province"}
_SAME = frozenset({"exact", "folded"})
_SURE = 0.95  # of a country named as one


class _NoNetwork(BaseSyncAdapter):  # type: ignore[misc]  # geopy carries no types
    """The adapter that geopy wants to have. It opens nothing and sends nothing."""

    def __init__(self, *, proxies: object, ssl_context: object) -> None:
        super().__init__(proxies=proxies, ssl_context=ssl_context)

    def get_json(self, url: str, *, timeout: object, headers: object) -> object:  # noqa: ARG002
        """Refuse."""
        msg = "the gazetteer asks no network"
        raise GeocoderServiceError(msg)

    get_text = get_json


class GazetteerGeocoder(Geocoder):  # type: ignore[misc]  # geopy carries no types
    """The gazetteer as a geopy geocoder. It asks no network.

    It works with geopy's `RateLimiter` and as a context manager. Like the gazetteer it belongs to
    the thread that made it.

    Parameters
    ----------
    gazetteer
        An open gazetteer, which stays open. None opens the default one, builds it first where
        that is needed, and closes it with the geocoder.

    Raises
    ------
    GeocoderServiceError
        If the default gazetteer does not open.
    """

    def __init__(self, gazetteer: Gazetteer | None = None) -> None:
        super().__init__(adapter_factory=_NoNetwork)
        self._ours = gazetteer is None
        with _as_geopy_error():
            self._gazetteer = Gazetteer.open() if gazetteer is None else gazetteer

    def __enter__(self) -> Self:
        """Return itself."""
        super().__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close what was opened here."""
        super().__exit__(kind, error, traceback)
        if self._ours:
            self._gazetteer.close()

    def geocode(  # noqa: PLR0913 - the signature of geopy's geocoders
        self,
        query: str | Mapping[str, str],
        *,
        exactly_one: bool = True,
        timeout: object = DEFAULT_SENTINEL,  # noqa: ARG002 - nothing to wait for
        limit: int | None = None,
        language: str | None = None,
        country_codes: str | Sequence[str] | None = None,
    ) -> Found:
        """Find the place that a name means.

        Parameters
        ----------
        query
            A name, alone or with what narrows it ('Saravan, Iran'); or a mapping with some of
            `city`, `county`, `state` and `country`. `street` and `postalcode` are allowed and not
            read: the answer is then no finer than the town, as its `precision` says. A county
            that the gazetteer does not know narrows nothing if there is a city.
        exactly_one
            True for the one place that stands out, or None where none does. False for all that
            were weighed, at most ten.
        timeout
            Not used; geopy's geocoders have it.
        limit
            How many at most, of those that `exactly_one=False` gives.
        language
            The language wanted for names, as a tag or as in Accept-Language. Names of which none
            is known in the language stay as they are.
        country_codes
            ISO 3166-1 alpha-2 of one country or of several to stay in.

        Returns
        -------
        Location
            With latitude and longitude in EPSG:4326 and in `raw` a dict: id, name, country,
            admin1, admin2, lon, lat, feature_class, feature_code, population, precision, radius_m
            (metres), source, citation, why, and confidence, None for a place that was weighed
            and not chosen. A list of them, best first, with `exactly_one=False`; None where
            nothing was found.

        Raises
        ------
        GeocoderQueryError
            If the query is empty, of another type, or a mapping with other keys.
        GeocoderServiceError
            If the index file does not read.
        ValueError
            If the limit is below 1.
        """
        _check_limit(limit)
        codes = [country_codes] if isinstance(country_codes, str) else list(country_codes or ())
        codes = [code.upper() for code in codes]
        with _as_geopy_error():
            resolution = self._resolve(query, codes)
            chosen = self._chosen(resolution, language)
            if exactly_one:
                return chosen
            weighed = [
                self._location(candidate.place, language, why=candidate.why)
                for candidate in resolution.candidates
                if candidate.place != resolution.place
            ]
        return ([chosen, *weighed] if chosen else weighed)[: limit or _LIMIT] or None

    def reverse(  # noqa: PLR0913 - the signature of geopy's geocoders
        self,
        query: object,
        *,
        exactly_one: bool = True,
        timeout: object = DEFAULT_SENTINEL,  # noqa: ARG002 - nothing to wait for
        limit: int | None = None,
        language: str | None = None,
        max_distance_m: float = _FAR_M,
    ) -> Found:
        """Find the settlements nearest to a point.

        The nearest settlement may lie across a border: its country is not the point's.

        Parameters
        ----------
        query
            A point in any form that geopy reads, latitude first.
        exactly_one
            True for the nearest alone, False for several.
        timeout
            Not used; geopy's geocoders have it.
        limit
            How many at most with `exactly_one=False`; None for ten.
        language
            The language wanted for names, as in `geocode`.
        max_distance_m
            How far away a settlement may lie, in metres.

        Returns
        -------
        Location
            At the settlement's own point, with its `distance_m` from the point asked for in
            `raw`, in metres on WGS 84. A list of them, the nearest first, with
            `exactly_one=False`; None where no settlement is as near.

        Raises
        ------
        GeocoderServiceError
            If the index file does not read.
        ValueError
            If the query is no point, or the limit is below 1.
        """
        _check_limit(limit)
        point = _point(query)
        count = 1 if exactly_one else limit or _LIMIT
        with _as_geopy_error():
            found = [
                self._location(place, language, why="the nearest settlement", distance_m=distance)
                for place, distance in self._gazetteer.nearest(
                    point.longitude, point.latitude, limit=count
                )
                if distance <= max_distance_m
            ]
        return (found[0] if exactly_one else found) if found else None

    def _resolve(self, query: str | Mapping[str, str], codes: list[str]) -> Resolution:
        """Resolve a text or a mapping in some countries."""
        if isinstance(query, Mapping):
            return self._resolve_parts(_parts(query), codes)
        if not isinstance(query, str) or not query.strip():
            msg = f"the query is {query!r}; wanted the name of a place, or a mapping with a city"
            raise GeocoderQueryError(msg)
        if len(codes) <= 1:
            return self._gazetteer.resolve(query, country=codes[0] if codes else None)
        return self._resolve_in(query, codes)

    def _resolve_parts(self, parts: dict[str, str], codes: list[str]) -> Resolution:
        """Resolve a structured query: each part is the kind of place that its key says."""
        if country := self._country(parts.get("country")):
            code = country.place.country
            if codes and code not in codes:
                why = f"{country.matched} is not among the countries to stay in"
                return Resolution.none(country.matched, (), why=why)
            if len(parts) == 1:
                why = "the country of this name"
                return Resolution.of(country.matched, (country,), confidence=_SURE, why=why)
            parts = {key: name for key, name in parts.items() if key != "country"}
            codes = [code] if code else codes
        if "city" in parts and "county" in parts and not self._is_county(parts["county"]):
            parts = {key: name for key, name in parts.items() if key != "county"}
        text = ", ".join(_with_kind(key, name) for key, name in parts.items())
        found = self._resolve(text, codes)
        if "city" not in parts or _is_settlement(found.place):
            return found
        # A country or a division may come before the town of its name: "Singapore city" will not.
        city = parts["city"]
        other = self._resolve(text.replace(city, f"{city} city", 1), codes)
        if _is_settlement(other.place):
            return other
        return Resolution.none(text, found.candidates, why=found.why)

    def _resolve_in(self, text: str, codes: list[str]) -> Resolution:
        """Resolve a text in several countries: the place that stands out at all, else the only."""
        anywhere = self._gazetteer.resolve(text)
        if anywhere.place and anywhere.place.country in codes:
            return anywhere
        each = [self._gazetteer.resolve(text, country=code) for code in codes]
        known = [resolution for resolution in each if _is_known(resolution)]
        if len(known) == 1 and known[0].place:
            return known[0]
        weighed = tuple(candidate for resolution in each for candidate in resolution.candidates)
        best = tuple(sorted(weighed, key=lambda candidate: -candidate.score))
        return Resolution.none(text, best, why=f"no one place in {', '.join(codes)} stands out")

    def _country(self, name: str | None) -> Candidate | None:
        """The country of a name that is said to be one; None where it is not known."""
        return self._of_class(name, FeatureClass.COUNTRY) if name else None

    def _is_county(self, name: str) -> bool:
        """Tell whether a second-order division of the name is known."""
        return self._of_class(split_designator(name)[0], FeatureClass.ADM2) is not None

    def _of_class(
        self, name: str, kind: FeatureClass, *, country: str | None = None
    ) -> Candidate | None:
        """The first place of that very name and kind; None where there is none."""
        found = self._gazetteer.search(
            name, country=country, feature_class=kind, limit=1, prefix=False, fuzzy=False
        )
        return found[0] if found else None

    def _chosen(self, resolution: Resolution, language: str | None) -> Location | None:
        """The location of the place that was chosen; None where none was."""
        if resolution.place is None:
            return None
        return self._location(
            resolution.place, language, why=resolution.why, confidence=resolution.confidence
        )

    def _location(
        self,
        place: Place,
        language: str | None,
        *,
        why: str,
        confidence: float | None = None,
        distance_m: float | None = None,
    ) -> Location:
        """Make a location of a place."""
        raw = _raw(place) | {"confidence": confidence, "why": why}
        if distance_m is not None:
            raw["distance_m"] = round(distance_m, 1)
        address = dict.fromkeys(filter(None, self._address(place, language)))
        return Location(", ".join(address), Point(place.lat, place.lon), raw)

    def _address(self, place: Place, language: str | None) -> Iterator[str | None]:
        """Name, division and country, in the language where they are known in it."""
        yield self._named(place, language)
        if place.admin1 and place.feature_class is not FeatureClass.ADM1:
            division = self._of_class(place.admin1, FeatureClass.ADM1, country=place.country)
            yield self._named(division.place, language) if division else place.admin1
        if place.country:
            try:
                yield self._named(self._gazetteer.get(f"iso:{place.country}"), language)
            except UnknownPlaceError:
                yield place.country

    def _named(self, place: Place, language: str | None) -> str:
        """The name of a place in the language, else its main name."""
        if not language:
            return place.name
        return name_in(self._gazetteer.names(place.id), language) or place.name


@contextmanager
def _as_geopy_error() -> Iterator[None]:
    """Raise what goes wrong with the index file as geopy's own error."""
    try:
        yield
    except (GazetteerError, sqlite3.Error) as error:
        raise GeocoderServiceError(str(error)) from error


def _is_known(resolution: Resolution) -> bool:
    """Tell whether a place of the very name was found, chosen or not."""
    return bool(resolution.place) or any(c.how in _SAME for c in resolution.candidates)


def _is_settlement(place: Place | None) -> bool:
    """Tell whether a place is a city, town or village."""
    return place is not None and place.feature_class is FeatureClass.SETTLEMENT


def _point(query: object) -> Point:
    """Read a point; geopy would read what is missing as 0."""
    given = (query,) if isinstance(query, str | Point) else query
    try:
        if isinstance(given, Iterable) and (given := tuple(given)) and None not in given:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # it warns, and raises after that
                return Point(given[0] if len(given) == 1 else given)
    except (TypeError, ValueError):
        pass
    msg = f"{query!r} is no point; wanted latitude and longitude, or a geopy Point"
    raise ValueError(msg)


def _check_limit(limit: int | None) -> None:
    """Raise where a limit is no count of answers."""
    if limit is not None and limit < 1:
        msg = f"limit is {limit}; wanted 1 or more"
        raise ValueError(msg)


def _parts(query: Mapping[str, str]) -> dict[str, str]:
    """Check a structured query; give what is there, from the fine to the coarse."""
    if unknown := [str(key) for key in query if key not in {*_FROM_FINE, *_UNREAD}]:
        msg = f"the query has {', '.join(unknown)}; wanted some of {', '.join(_FROM_FINE)}"
        raise GeocoderQueryError(msg)
    parts = {key: query[key] for key in _FROM_FINE if query.get(key)}
    if not all(isinstance(name, str) for name in parts.values()):
        msg = f"the query is {dict(query)!r}; wanted a name, as text, for each key"
        raise GeocoderQueryError(msg)
    parts = {key: name.strip() for key, name in parts.items() if name.strip()}
    if not parts:
        msg = f"the query names none of {', '.join(_FROM_FINE)}; give at least one"
        raise GeocoderQueryError(msg)
    return parts


def _with_kind(key: str, name: str) -> str:
    """Say which kind of place a part of a structured query names, where it does not."""
    if key not in _KIND_WORD or split_designator(name)[1]:
        return name
    return f"{name} {_KIND_WORD[key]}"


def _raw(place: Place) -> dict[str, Any]:
    """What is known of a place, as plain values."""
    return {
        "id": place.id,
        "name": place.name,
        "country": place.country,
        "admin1": place.admin1,
        "admin2": place.admin2,
        "lon": place.lon,
        "lat": place.lat,
        "feature_class": place.feature_class.value,
        "feature_code": place.feature_code,
        "population": place.population,
        "precision": place.precision.value,
        "radius_m": place.radius_m,
        "source": place.source,
        "citation": place.citation,
    }
