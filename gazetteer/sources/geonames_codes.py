"""GeoNames' code tables: the names of divisions, and what it knows of countries.

`admin1CodesASCII.txt` and `admin2Codes.txt` have four columns (code, name, name without accents,
geonameid); `countryInfo.txt` has nineteen below a comment. All are tab-separated UTF-8.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from gazetteer.errors import DataError
from gazetteer.sources.reading import lines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["Codes", "CountryInfo", "admin1_codes", "admin2_codes", "country_info", "known_codes"]

_ADMIN_CELLS = 4
_COUNTRY_CELLS = 19


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryInfo:
    """What GeoNames knows of a country.

    Parameters
    ----------
    name
        Name in English.
    geonameid
        GeoNames' number of the country; None for one that is no more.
    languages
        ISO 639 codes of the languages spoken, the most spoken first.
    """

    name: str
    geonameid: int | None
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Codes:
    """Names for codes.

    Parameters
    ----------
    admin1
        Names of first-order divisions by country and code.
    admin2
        Names of second-order divisions by country and both codes.
    """

    admin1: Mapping[tuple[str, str], str]
    admin2: Mapping[tuple[str, str, str], str]


@cache
def known_codes() -> Codes:
    """The names that come with the project.

    Returns
    -------
    Codes
        First-order divisions from our own table; no second-order ones.
    """
    from gazetteer.sources.curated import admin1_names  # noqa: PLC0415 - only to read a source

    return Codes(admin1=admin1_names(), admin2={})


def admin1_codes(path: Path) -> dict[tuple[str, str], str]:
    """Read ``admin1CodesASCII.txt``.

    Parameters
    ----------
    path
        The file.

    Returns
    -------
    dict
        Name by country and code.

    Raises
    ------
    DataError
        If a row does not read.
    """
    return {(codes[0], codes[1]): name for codes, name in _admin_rows(path, 2)}


def admin2_codes(path: Path) -> dict[tuple[str, str, str], str]:
    """Read ``admin2Codes.txt``.

    Parameters
    ----------
    path
        The file.

    Returns
    -------
    dict
        Name by country, first-order and second-order code.

    Raises
    ------
    DataError
        If a row does not read.
    """
    return {(codes[0], codes[1], codes[2]): name for codes, name in _admin_rows(path, 3)}


def _admin_rows(path: Path, parts: int) -> Iterator[tuple[list[str], str]]:
    """Yield the parts of each code, and the name."""
    for line, text in lines(path):
        cells = text.rstrip("\r\n").split("\t")
        codes = cells[0].split(".", parts - 1)
        if len(cells) != _ADMIN_CELLS or len(codes) != parts or not all(codes):
            msg = f"found {text[:60]!r}; wanted a code of {parts} parts, two names and an id"
            raise DataError(msg, table=path.name, line=line)
        yield codes, cells[1]


def country_info(path: Path) -> dict[str, CountryInfo]:
    """Read ``countryInfo.txt``.

    Parameters
    ----------
    path
        The file.

    Returns
    -------
    dict
        By ISO 3166-1 alpha-2.

    Raises
    ------
    DataError
        If a row does not read.
    """
    found = {}
    for line, text in lines(path):
        if text.startswith("#") or not text.strip():
            continue
        cells = text.rstrip("\r\n").split("\t")
        if len(cells) != _COUNTRY_CELLS or not (cells[16].isdecimal() or cells[16] == ""):
            msg = f"{len(cells)} cells; wanted {_COUNTRY_CELLS} with a geonameid in the 17th"
            raise DataError(msg, table=path.name, line=line)
        spoken = (tag.partition("-")[0] for tag in cells[15].split(",") if tag)
        found[cells[0]] = CountryInfo(
            name=cells[4],
            geonameid=int(cells[16]) or None if cells[16] else None,
            languages=tuple(dict.fromkeys(spoken)),
        )
    return found
