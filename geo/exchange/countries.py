"""Countries by the names and numbers that data sets call them by.

The table is `geo/data/country_codes.tsv`; where it is from stands in the notice beside it.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from gazetteer.names import fold, plain
from gazetteer.sources.curated import country_names

__all__ = ["country_by_gw", "country_by_numeric", "country_in", "country_named"]

_ALPHA_2: Final = 2
_ALPHA_3: Final = 3
_LOCALES: Final = ("en", "fa", "ar", "ur", "de", "fr", "es", "ru", "tr", "it", "pt")


@lru_cache(maxsize=4096)
def country_in(text: str) -> str | None:
    """The country that a code or a name means.

    Parameters
    ----------
    text
        ISO 3166-1 alpha-2 or alpha-3 code, or an English name; what stands in brackets behind a
        name, as in "Russia (Soviet Union)", makes no difference.

    Returns
    -------
    str or None
        ISO 3166-1 alpha-2 code; None where nobody knows it.
    """
    given = text.strip()
    if len(given) <= _ALPHA_3 and given.upper() in _by_letters():
        return _by_letters()[given.upper()]
    names = _by_name()
    return names.get(fold(given)) or names.get(fold(given.partition("(")[0]))


@lru_cache(maxsize=8_192)
def country_named(text: str) -> str | None:
    """The country that a cell names, in one of several languages.

    Parameters
    ----------
    text
        A name, or an ISO 3166-1 alpha-2 or alpha-3 code.

    Returns
    -------
    str or None
        ISO 3166-1 alpha-2 code; None where nobody knows it.
    """
    bare = plain(re.sub(r"\([^)]*\)", " ", text))
    tries = (plain(text), bare, bare.removeprefix("islamic republic of "))
    return country_in(text) or next((c for c in map(_in_languages().get, tries) if c), None)


@lru_cache(maxsize=4096)
def country_by_numeric(number: str) -> str | None:
    """The country of an ISO 3166-1 numeric code.

    Parameters
    ----------
    number
        Its digits, with or without zeros before them.

    Returns
    -------
    str or None
        ISO 3166-1 alpha-2 code; None where nobody knows it.
    """
    return _by_column("numeric").get(number.strip().lstrip("0"))


@lru_cache(maxsize=4096)
def country_by_gw(number: str, year: int | None = None) -> str | None:
    """The country of today that a number of Gleditsch and Ward's list of states means.

    Parameters
    ----------
    number
        Its digits.
    year
        The year that is spoken of.

    Returns
    -------
    str or None
        ISO 3166-1 alpha-2 code; None where nobody knows the number, or in that year it meant a
        state that has since been divided (the Soviet Union): only a point tells which part.
    """
    country = _by_column("gw").get(number.strip())
    since = _since().get(country or "")
    return None if since and year and year < since else country


@cache
def _rows() -> tuple[dict[str, str], ...]:
    text = (files("geo") / "data" / "country_codes.tsv").read_text(encoding="utf-8")
    header, *lines = (line.split("\t") for line in text.splitlines())
    return tuple(dict(zip(header, line, strict=True)) for line in lines)


@cache
def _by_letters() -> dict[str, str]:
    return {row[column]: row["code"] for row in _rows() for column in ("iso3", "code")}


@cache
def _by_column(column: str) -> dict[str, str]:
    """Codes by the numbers of a column; some countries have two."""
    return {number: row["code"] for row in _rows() for number in row[column].split("|") if number}


@cache
def _since() -> dict[str, int]:
    return {row["code"]: int(row["since"]) for row in _rows() if row["since"]}


@cache
def _by_name() -> dict[str, str]:
    others = {
        fold(name): row["code"] for row in _rows() for name in row["names"].split("|") if name
    }
    return others | {fold(name): code for code, name in country_names().items()}


@cache
def _in_languages() -> dict[str, str]:
    from babel import Locale  # noqa: PLC0415 (only for countries that are not in English)

    known = country_names()
    names = {plain(name): code for code, name in known.items()}
    for locale in _LOCALES:
        for code, name in Locale.parse(locale).territories.items():
            if code in known:
                names.setdefault(plain(name), code)
    return names
