"""The command `locate`: one place, all that fit, or a file of them."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - Typer reads the signatures
from typing import TYPE_CHECKING, Annotated

import typer

from geo.errors import ModelError
from maps.cli.common import AsJson, open_gazetteer, out, print_json, tell
from maps.cli.streams import called, opened_lines, written

if TYPE_CHECKING:
    from gazetteer.index import Gazetteer
    from gazetteer.online import Online
    from gazetteer.place import Candidate, FeatureClass, Resolution

__all__ = ["locate"]

_LISTS = "List all that fit"
_ONLINE = "Ask a service, after the gazetteer"
_MANY = "Many at once"
_CHECKED = 1000
_POINT = 2
_BOX = 4
_MAX_LON = 180.0
_MAX_LAT = 90.0


def locate(
    text: Annotated[
        str | None, typer.Argument(help="A place as people write it: 'Saravan, Iran'.")
    ] = None,
    *,
    country: Annotated[
        str | None, typer.Option("--country", help="Only in this country (IR, PK … or its name).")
    ] = None,
    region: Annotated[
        str | None, typer.Option("--region", help="Province that it is said to lie in.")
    ] = None,
    within: Annotated[
        list[str] | None,
        typer.Option("--within", help="Area that it is said to lie in; may be given again."),
    ] = None,
    list_all: Annotated[
        bool, typer.Option("--all", help="List every place that fits.", rich_help_panel=_LISTS)
    ] = False,
    kind: Annotated[
        str | None,
        typer.Option(
            "--kind",
            help="Only settlement, adm1, adm2, country, area, water or site.",
            rich_help_panel=_LISTS,
        ),
    ] = None,
    near: Annotated[
        str | None,
        typer.Option(
            "--near",
            metavar="LON,LAT",
            help="Of names that are as like, the nearer first.",
            rich_help_panel=_LISTS,
        ),
    ] = None,
    bbox: Annotated[
        str | None,
        typer.Option("--bbox", metavar="W,S,E,N", help="Only in this box.", rich_help_panel=_LISTS),
    ] = None,
    min_population: Annotated[
        int | None,
        typer.Option(
            "--min-population", min=1, help="Only with so many people.", rich_help_panel=_LISTS
        ),
    ] = None,
    limit: Annotated[
        int, typer.Option("--limit", min=1, help="How many to list.", rich_help_panel=_LISTS)
    ] = 10,
    jsonl: Annotated[
        str | None,
        typer.Option(
            "--jsonl",
            metavar="FILE",
            help="Read a JSON object a line (id, text, country, within), - from standard input; "
            "write an answer a line.",
            rich_help_panel=_MANY,
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--out",
            help="Write the answers to this file, whole or not at all.",
            rich_help_panel=_MANY,
        ),
    ] = None,
    online: Annotated[
        str | None,
        typer.Option(
            "--online",
            metavar="SERVICE",
            help="Send a place that the gazetteer does not know to a geocoder: nominatim, photon …",
            rich_help_panel=_ONLINE,
        ),
    ] = None,
    contact: Annotated[
        str | None,
        typer.Option(
            "--contact",
            envvar="INCIDENTMAP_CONTACT",
            help="Your e-mail address or web page, which the service is told.",
            rich_help_panel=_ONLINE,
        ),
    ] = None,
    online_option: Annotated[
        list[str] | None,
        typer.Option(
            "--online-option",
            metavar="NAME=VALUE",
            help="What geopy's class for the service takes, such as api_key; may be given again.",
            rich_help_panel=_ONLINE,
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Find a place: where it is, which side of the border, and what else it could be.

    One place is chosen, or none where nothing settles which is meant; --country, --region and
    --within narrow it. With --all, --kind, --near, --bbox or --min-population nothing is chosen:
    every place whose name fits is listed. Nothing is sent anywhere without --online.
    """
    listing = list_all or any(value is not None for value in (kind, near, bbox, min_population))
    if jsonl is not None:
        if text or country or region or within or listing or online:
            msg = "--jsonl has places, countries and areas in its lines; leave the others out"
            raise ModelError(msg)
        _many(jsonl, output)
        return
    if online is None and online_option:
        msg = "--online-option goes with --online SERVICE"
        raise ModelError(msg)
    if text is None:
        msg = "a place is missing; give one, or --jsonl FILE"
        raise ModelError(msg)
    if output is not None:
        msg = "--out goes with --jsonl FILE"
        raise ModelError(msg)
    areas = [*(within or ()), *([region] if region else ())]
    if online is not None and listing:
        msg = "--online chooses one place; leave out what lists them"
        raise ModelError(msg)
    if online is not None:
        _ask(text, country, areas, _service(online, contact, online_option or []), as_json=as_json)
        return
    if not listing:
        _choose(text, country, areas, as_json=as_json)
        return
    feature_class, point, box = _kind(kind), _numbers("--near", near, _POINT), _box(bbox)
    with open_gazetteer() as gazetteer:
        found = _fitting(
            gazetteer,
            text,
            areas,
            country=_code(gazetteer, country),
            feature_class=feature_class,
            near=(point[0], point[1]) if point else None,
            bbox=box,
            min_population=min_population or 0,
            limit=limit,
        )
    _show(text, found, as_json=as_json)


def _choose(text: str, country: str | None, areas: list[str], *, as_json: bool) -> None:
    """Choose one place and show it."""
    with open_gazetteer() as gazetteer:
        code = _code(gazetteer, country)
        resolution = gazetteer.resolve(text, country=code, within=areas)
    _show_one(resolution, as_json=as_json)


def _service(name: str, contact: str | None, options: list[str]) -> Online:
    """The online geocoder that is asked for."""
    from gazetteer.online import open_online

    pairs = [option.partition("=") for option in options]
    if bad := [option for option, (_, sign, _) in zip(options, pairs, strict=True) if not sign]:
        msg = f"--online-option is {bad[0]!r}; wanted NAME=VALUE"
        raise ModelError(msg)
    return open_online(name, contact=contact, options={key: value for key, _, value in pairs})


def _ask(
    text: str, country: str | None, areas: list[str], service: Online, *, as_json: bool
) -> None:
    """Choose one place, and ask a service where the gazetteer cannot."""
    from gazetteer.online import resolve_or_ask

    with service, open_gazetteer() as gazetteer:
        code = _code(gazetteer, country)
        resolution = resolve_or_ask(
            gazetteer,
            service,
            text,
            country=code,
            within=areas,
            warn=lambda line: tell(f"warning: {line}"),
        )
    _show_one(resolution, as_json=as_json)


def _show_one(resolution: Resolution, *, as_json: bool) -> None:
    """Show what was chosen, with the nearest border."""
    from geo.border import borders
    from geo.plain import border_name
    from geo.record import to_record
    from geo.situation import distance_text
    from maps.cli.output import resolution_record, resolution_view

    place = resolution.place
    facts = borders().facts(place.lon, place.lat, recorded_country=place.country) if place else None
    if as_json:
        print_json(resolution_record(resolution, to_record(facts) if facts else None))
        return
    sentence = None
    if facts and place and facts.nearest_border and facts.distance_m is not None:
        far = distance_text(facts.distance_m, place.radius_m)
        sentence = f"{far} from the {border_name(facts.nearest_border)} border"
    out().print(resolution_view(resolution, sentence))


def _fitting(
    gazetteer: Gazetteer,
    text: str,
    areas: list[str],
    *,
    country: str | None,
    feature_class: FeatureClass | None,
    near: tuple[float, float] | None,
    bbox: tuple[float, float, float, float] | None,
    min_population: int,
    limit: int,
) -> list[Candidate]:
    """Every place whose name fits and that lies in all of the areas."""
    from gazetteer.resolve.phrases import read_phrase
    from gazetteer.resolve.scopes import known_areas

    phrase = read_phrase(text)
    known, unknown = known_areas(gazetteer, (*areas, *phrase.parts, *phrase.asides), country)
    if unknown:
        msg = f"no area called {' or '.join(map(repr, unknown))} is known; leave it out, or give "
        msg += "the province or the country instead"
        raise ModelError(msg)
    found = gazetteer.search(
        " ".join(phrase.names[:1]),
        country=country,
        feature_class=feature_class,
        near=near,
        bbox=bbox,
        min_population=min_population,
        limit=max(limit, _CHECKED) if known else limit,
    )
    return [c for c in found if all(area.holds(c.place) for area in known)][:limit]


def _show(text: str, found: list[Candidate], *, as_json: bool) -> None:
    """Show every place that fits."""
    from maps.cli.output import candidate_list, candidate_record

    if as_json:
        print_json({"text": text, "candidates": [candidate_record(c) for c in found]})
    else:
        out().print(candidate_list(found))


def _many(source: str, output: Path | None) -> None:
    """Answer each line of a file."""
    import orjson

    from gazetteer.batch import locate_lines

    with (
        opened_lines(source, "placing") as lines,
        open_gazetteer() as gazetteer,
        written(output) as file,
    ):
        for record in locate_lines(gazetteer, lines, name=called(source)):
            file.write(orjson.dumps(record) + b"\n")


def _code(gazetteer: Gazetteer, country: str | None) -> str | None:
    """The alpha-2 code of a country as typed."""
    from gazetteer.batch import country_code

    if country is None:
        return None
    code = country_code(gazetteer, country)
    if code is None:
        msg = f"{country!r} is no country; give ISO 3166-1 alpha-2 such as IR, or its name"
        raise ModelError(msg)
    return code


def _kind(kind: str | None) -> FeatureClass | None:
    """The kind of place as typed."""
    from gazetteer.place import FeatureClass

    if kind is None:
        return None
    try:
        return FeatureClass(kind.strip().lower())
    except ValueError:
        msg = f"{kind!r} is no kind of place; the kinds are {', '.join(FeatureClass)}"
        raise ModelError(msg) from None


def _numbers(option: str, text: str | None, count: int) -> list[float] | None:
    """Longitudes and latitudes as typed, longitude first."""
    if text is None:
        return None
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError:
        numbers = []
    lons, lats = numbers[::2], numbers[1::2]
    on_earth = all(abs(n) <= _MAX_LON for n in lons) and all(abs(n) <= _MAX_LAT for n in lats)
    if len(numbers) != count or not on_earth:
        wanted = "LON,LAT" if count == _POINT else "W,S,E,N"
        msg = f"{option} is {text!r}; wanted {wanted} in degrees, longitude first"
        raise ModelError(msg)
    return numbers


def _box(text: str | None) -> tuple[float, float, float, float] | None:
    """The box as typed."""
    numbers = _numbers("--bbox", text, _BOX)
    if numbers is None:
        return None
    west, south, east, north = numbers
    if south > north:
        msg = f"--bbox is {text!r}, whose south lies north of its north; wanted W,S,E,N"
        raise ModelError(msg)
    return west, south, east, north
