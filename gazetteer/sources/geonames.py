"""GeoNames' own files: country dumps and alternate names, as they come from its server.

A dump (``IR.txt``, mostly inside ``IR.zip``) has a row a place: 19 tab-separated columns, UTF-8,
no header, no quoting. A file of alternate names, in the format alternateNamesV2, has a row a name:
ten columns likewise. Both may have millions of rows, so both stream: a first pass over the dump
collects the names of its divisions, and alternate names wait in a temporary SQLite database until
their place comes by.

Rows that we know by another id come with ours, so that they merge: a country as 'iso:IR', a
first-order division as 'iso:IR-11', under our name and with our radius, at GeoNames' point.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from gazetteer.errors import DataError
from gazetteer.place import FeatureClass, Place, settlement_radius_m
from gazetteer.sources.entry import Entry
from gazetteer.sources.feature_codes import kind_of
from gazetteer.sources.geonames_codes import Codes, known_codes
from gazetteer.sources.geonamescache import SOURCE, is_name
from gazetteer.sources.reading import lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    NamesOf: TypeAlias = "Callable[[int], list[NameRow]]"

__all__ = ["DUMP_CELLS", "NAME_CELLS", "alternate_names", "dump"]

DUMP_CELLS = 19
"""Columns of a country dump."""
NAME_CELLS = 10
"""Columns of a file of alternate names."""

NameRow: TypeAlias = tuple[str, str, bool, bool]
"""Language, name, whether it is preferred, whether it is in use and proper."""

_Rank: TypeAlias = tuple[int, int, str]  # rank of the code, people below zero, geonameid

_kind_of = cache(kind_of)
_ROMANISED = "piny"
_ABBREVIATION = "abbr"
_LONGEST_CODE = 3  # of ISO 639; what is longer (post, iata, link, wkdt, phon) is no language
_SHORTEST_ABBREVIATION = 4
_OFTEN_READ = frozenset({"en", "fa", "ur", "ar", "ps", "ku", "ckb"})
_NO_DIVISION = frozenset({"", "00"})
_COUNTRY_CODES = ("PCLI", "PCLD", "PCLS", "PCLF", "PCLIX", "PCL")  # the likeliest first


def dump(path: Path, *, names: Path | None = None, codes: Codes | None = None) -> Iterator[Entry]:
    """Read a country dump.

    Parameters
    ----------
    path
        The dump: ``.txt``, ``.gz`` or ``.zip``.
    names
        A file of alternate names to join to it.
    codes
        Names for the codes of divisions; None for those that come with the project. The dump's own
        rows of second-order divisions come first.

    Yields
    ------
    Entry
        A place with its names, in the order of the file. Spots and roads that no report of
        conflict names are left out, see `gazetteer.sources.feature_codes`.

    Raises
    ------
    DataError
        If a row does not read, or a file is damaged.
    """
    survey = _survey(path, codes or known_codes())
    with _joined(names) as names_of:
        for line, text in lines(path):
            cells = _cells(path, line, text)
            try:
                place = _place(cells, survey)
            except ValueError as error:
                raise DataError(f"{error}; {_AGAIN}", table=path.name, line=line) from None
            if place is not None:
                rows = names_of(int(cells[0])) if names else []
                yield _named(place, cells, rows)


_AGAIN = "fetch the file again, or mend the row"


def _cells(path: Path, line: int, text: str) -> list[str]:
    """Split a row of a dump."""
    cells = text.rstrip("\r\n").split("\t")
    if len(cells) != DUMP_CELLS:
        if text.endswith("\n"):
            why = "GeoNames may have changed its format: see whether a newer incidentmap reads it"
        else:
            why = "the file ends within a row: fetch it again"
        msg = f"{len(cells)} columns; wanted the {DUMP_CELLS} of a GeoNames dump; {why}"
        raise DataError(msg, table=path.name, line=line)
    if not cells[0].isdecimal() or not cells[1].strip():
        msg = f"geonameid {cells[0]!r}, name {cells[1]!r}; wanted a number and a name; {_AGAIN}"
        raise DataError(msg, table=path.name, line=line)
    return cells


@dataclass(frozen=True, slots=True, kw_only=True)
class _Survey:
    """What the first pass finds: the rows that we know, and the names of divisions.

    `ours` holds places of ours by geonameid.
    """

    codes: Codes
    ours: dict[str, Place] = field(default_factory=dict)
    admin2: dict[tuple[str, str, str], str] = field(default_factory=dict)


def _survey(path: Path, codes: Codes) -> _Survey:
    """Collect the names of districts, and choose the one row for each country and division."""
    found = _Survey(codes=codes)
    best: dict[str, _Rank] = {}  # by our id
    for _, text in lines(path):
        if "\tA\t" not in text:
            continue
        cells = text.rstrip("\r\n").split("\t")
        if len(cells) != DUMP_CELLS:
            continue  # the second pass says so
        code, country, admin1 = cells[7], cells[8], cells[10]
        if code == "ADM2":
            found.admin2[country, admin1, cells[11]] = cells[1]
            if ours := _counties().get((country, admin1, cells[11])):
                _challenge(best, ours, (0, _people(cells), cells[0]))
        elif code == "ADM1" and (ours := _divisions().get((country, admin1))):
            _challenge(best, ours, (0, _people(cells), cells[0]))
        elif code in _COUNTRY_CODES and (ours := _countries().get(country)):
            rank = _COUNTRY_CODES.index(code)
            _challenge(best, ours, (rank, _people(cells), cells[0]))
    known = (*_divisions().values(), *_countries().values(), *_counties().values())
    places = {place.id: place for place in known}
    found.ours.update({number: places[ours] for ours, (_, _, number) in best.items()})
    return found


def _challenge(best: dict[str, _Rank], ours: Place, row: _Rank) -> None:
    """Let a row stand for our place if it is likelier than the one before."""
    best[ours.id] = min(best.get(ours.id, row), row)


def _people(cells: list[str]) -> int:
    """Number of people below zero, so that the most come first."""
    return -int(cells[14]) if cells[14].isdecimal() else 0


@cache
def _countries() -> dict[str, Place]:
    """Our countries by code."""
    from gazetteer.sources import curated  # noqa: PLC0415 - only to read a source

    return {entry.place.country or "": entry.place for entry in curated.countries()}


@cache
def _divisions() -> dict[tuple[str, str], Place]:
    """Our first-order divisions by country and GeoNames code."""
    from gazetteer.sources import curated  # noqa: PLC0415 - only to read a source

    places = (entry.place for entry in curated.divisions())
    return {
        (place.country or "", place.admin1_code): place for place in places if place.admin1_code
    }


@cache
def _counties() -> dict[tuple[str, str, str], Place]:
    """Our second-order divisions by country and both GeoNames codes, where we know the second."""
    from gazetteer.sources import counties  # noqa: PLC0415 - only to read a source

    places = (entry.place for entry in counties.counties())
    return {
        (place.country or "", place.admin1_code or "", place.admin2_code or ""): place
        for place in places
    }


def _place(cells: list[str], survey: _Survey) -> Place | None:
    """Make a place of a row; None for what is left out. A number that is none is a ValueError."""
    lat, lon = float(cells[4]), float(cells[5])
    population = int(cells[14]) or None if cells[14] else None
    if (ours := survey.ours.get(cells[0])) is not None:
        return replace(
            ours,
            lon=lon,
            lat=lat,
            population=population or ours.population,
            feature_code=cells[7],
            source=SOURCE,
            citation=None,
        )
    kind = _kind_of(cells[6], cells[7])
    if kind is None:
        return None
    if kind.feature_class is FeatureClass.COUNTRY:  # a part of one, or a second claim to the code
        kind = replace(kind, feature_class=FeatureClass.AREA)
    country, admin1, admin2 = cells[8], cells[10], cells[11]
    district = country, admin1, admin2
    return Place(
        id=f"{SOURCE}:{cells[0]}",
        name=cells[1],
        country=country or None,
        admin1_code=None if admin1 in _NO_DIVISION else admin1,
        admin1=survey.codes.admin1.get((country, admin1)),
        admin2_code=None if admin2 in _NO_DIVISION else admin2,
        admin2=survey.admin2.get(district) or survey.codes.admin2.get(district),
        feature_class=kind.feature_class,
        feature_code=cells[7],
        lon=lon,
        lat=lat,
        population=population,
        radius_m=settlement_radius_m(population) if kind.radius_m is None else kind.radius_m,
        source=SOURCE,
    )


def _named(place: Place, cells: list[str], rows: list[NameRow]) -> Entry:
    """Sort the names of a place into those as good as its own, and the others."""
    good = [cells[1]]
    others = [cells[2], *filter(is_name, cells[3].split(","))] if cells[3] else [cells[2]]
    if rows:
        read = _read_in(place.country)
        good += _preferred([row for row in rows if row[0] in read])
        others += [name for _, name, _, _ in rows]
    names = dict.fromkeys(name for name in good if name != place.name)
    alternates = dict.fromkeys(
        name for name in others if name and name != place.name and name not in names
    )
    languages = dict.fromkeys((language, name) for language, name, _, _ in rows if language)
    return Entry(
        place=place, names=tuple(names), alternates=tuple(alternates), languages=tuple(languages)
    )


def _preferred(rows: list[NameRow]) -> Iterator[str]:
    """Yield each language's preferred names, or its only one."""
    by_language: dict[str, list[NameRow]] = {}
    for row in rows:
        if row[3]:
            by_language.setdefault(row[0], []).append(row)
    for found in by_language.values():
        if len(found) == 1:
            yield found[0][1]
        else:
            yield from (name for _, name, preferred, _ in found if preferred)


@cache
def _read_in(country: str | None) -> frozenset[str]:
    """The languages whose names count as good as the main one: the country's own, and a few."""
    from babel.languages import get_official_languages  # noqa: PLC0415 - only to read a source

    found = get_official_languages(country, regional=True, de_facto=True) if country else ()
    return _OFTEN_READ | {tag.partition("_")[0] for tag in found}


def alternate_names(path: Path) -> Iterator[tuple[int, NameRow]]:
    """Read a file of alternate names.

    Parameters
    ----------
    path
        In the format alternateNamesV2: ``.txt``, ``.gz`` or ``.zip``.

    Yields
    ------
    tuple
        The geonameid, and a row: ISO 639 code (empty where none is known), name, whether it is
        preferred, and whether it is neither historic nor colloquial. Post and airport codes, links
        and the like are left out; abbreviations of four letters or more are names.

    Raises
    ------
    DataError
        If a row does not read, or the file is damaged.
    """
    for line, text in lines(path):
        cells = text.rstrip("\r\n").split("\t")
        if len(cells) != NAME_CELLS or not cells[1].isdecimal():
            msg = (
                f"{len(cells)} columns; wanted the {NAME_CELLS} of GeoNames' alternate names, with "
                "a geonameid in the second; fetch the file again"
            )
            raise DataError(msg, table=path.name, line=line)
        language, name = cells[2], cells[3].strip()
        if name and _is_wanted(language, name):
            code = language.partition("-")[0]
            code = code if len(code) <= _LONGEST_CODE else ""
            yield int(cells[1]), (code, name, cells[4] == "1", "1" not in cells[6:8])


def _is_wanted(language: str, name: str) -> bool:
    """Tell names from codes, links and romanised keys."""
    if not language:
        return is_name(name)
    if language == _ABBREVIATION:
        return len(name) >= _SHORTEST_ABBREVIATION
    return len(language.partition("-")[0]) <= _LONGEST_CODE or language == _ROMANISED


@contextmanager
def _joined(path: Path | None) -> Iterator[NamesOf]:
    """Look names up by place: the file goes into a temporary database that spills to the disk."""
    if path is None:
        yield lambda _: []
        return
    with closing(sqlite3.connect("", isolation_level=None)) as db:
        db.execute("CREATE TABLE names (place, language, name, preferred, standing)")
        db.execute("BEGIN")
        db.executemany(
            "INSERT INTO names VALUES (?, ?, ?, ?, ?)",
            ((number, *row) for number, row in alternate_names(path)),
        )
        db.execute("CREATE INDEX names_by_place ON names (place)")
        asked = "SELECT language, name, preferred, standing FROM names WHERE place = ?"
        yield lambda number: db.execute(asked, (number,)).fetchall()
