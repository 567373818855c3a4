"""Many places in one run: a JSON object a line in, a record a line out.

A line is an object with `id` (text or a whole number) and `text`, the place as written; it may say
`country` (ISO 3166-1 alpha-2 in any case, or the name of a country) and `within` (names of areas,
as data rows have them). Other keys are left alone, null counts as left out, empty lines are passed
over. A place that is not known falls back to the area that holds it, see `resolve`.

Lines are read one at a time and answered in their order. A line that cannot be read is an error
that names it, and ends the run there: what came before stands.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from gazetteer.errors import DataError, UnknownPlaceError
from gazetteer.json_lines import field_of, object_of, shown
from gazetteer.place import FeatureClass
from gazetteer.resolve import Resolver, radius_m

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gazetteer.index import Gazetteer
    from gazetteer.place import Place, Resolution

__all__ = ["country_code", "locate_lines", "place_record"]

_KEPT = 10_000
_MOST_AREAS = 20
_CODE_LENGTH = 2
_EXAMPLE = '{"id": 1, "text": "Saravan", "country": "IR"}'


class _Request(NamedTuple):
    """What a line asks for."""

    id: str | int
    text: str
    country: str | None
    within: tuple[str, ...]


def locate_lines(
    gazetteer: Gazetteer, lines: Iterable[str | bytes], *, name: str
) -> Iterator[dict[str, Any]]:
    """Resolve the place of each line.

    Parameters
    ----------
    gazetteer
        Where to look.
    lines
        JSON objects, UTF-8 where they are bytes.
    name
        What to call the lines in an error: the name of their file.

    Yields
    ------
    dict
        `id` as it was given, `place` (see `place_record`) or None, `confidence` (0 to 1),
        `candidates` (how many places were weighed), `precision`, `radius_m` and `why`.

    Raises
    ------
    DataError
        If a line is no JSON object, lacks `id` or `text`, or holds something of another type, or
        a country that is none.
    """
    resolver = Resolver(gazetteer)

    @lru_cache(maxsize=_KEPT)
    def answer(text: str, country: str | None, within: tuple[str, ...]) -> dict[str, Any]:
        code = country and country_code(gazetteer, country)
        if country and code is None:
            msg = f"country is {shown(country)}; wanted ISO 3166-1 alpha-2 such as IR, or a name"
            raise ValueError(msg)
        return _record(resolver.resolve(text, country=code, within=within, fall_back=True))

    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            request = _read(line)
            record = answer(request.text, request.country, request.within)
        except ValueError as problem:
            raise DataError(str(problem), table=name, line=number) from None
        yield {"id": request.id, **record}


def country_code(gazetteer: Gazetteer, country: str) -> str | None:
    """The code of a country given by code or by name.

    Parameters
    ----------
    gazetteer
        Where names are looked up.
    country
        ISO 3166-1 alpha-2 in any case, or a name in any language that the gazetteer knows.

    Returns
    -------
    str or None
        ISO 3166-1 alpha-2; None where there is no such country.
    """
    word = country.strip()
    if len(word) == _CODE_LENGTH and word.isascii():
        try:
            return gazetteer.get(f"iso:{word.upper()}").country
        except UnknownPlaceError:
            return None
    found = gazetteer.search(
        word, feature_class=FeatureClass.COUNTRY, limit=1, prefix=False, fuzzy=False
    )
    return found[0].place.country if found else None


def place_record(place: Place | None) -> dict[str, Any] | None:
    """A place for programs.

    Parameters
    ----------
    place
        The place, if there is one.

    Returns
    -------
    dict or None
        `id`, `name`, `country` (ISO 3166-1 alpha-2), `admin1`, `lon`, `lat` (WGS 84 degrees),
        `feature_code`, `population`; None where there is no place.
    """
    if place is None:
        return None
    return {
        "id": place.id,
        "name": place.name,
        "country": place.country,
        "admin1": place.admin1,
        "lon": place.lon,
        "lat": place.lat,
        "feature_code": place.feature_code,
        "population": place.population,
    }


def _record(resolution: Resolution) -> dict[str, Any]:
    """What is written of a resolution."""
    return {
        "place": place_record(resolution.place),
        "confidence": resolution.confidence,
        "candidates": len(resolution.candidates),
        "precision": resolution.precision,
        "radius_m": radius_m(resolution),
        "why": resolution.why,
    }


def _read(line: str | bytes) -> _Request:
    """Read a line, or say in a ValueError what is wrong with it."""
    value = object_of(line, example=_EXAMPLE)
    names = value.get("within") or []
    if not isinstance(names, list) or not all(isinstance(n, str) or n is None for n in names):
        msg = f"within is {shown(names)}; wanted a list of names of areas"
        raise ValueError(msg)
    if len(names) > _MOST_AREAS:
        msg = f"within has {len(names)} names; give at most {_MOST_AREAS}"
        raise ValueError(msg)
    return _Request(
        id=field_of(value, "id", (str, int), example=_EXAMPLE),
        text=field_of(value, "text", (str,), example=_EXAMPLE),
        country=field_of({"country": "", **value}, "country", (str, type(None)), example=_EXAMPLE)
        or None,
        within=tuple(filter(None, names)),
    )
