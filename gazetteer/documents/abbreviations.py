"""Short forms of countries and states in English news, and the places of demonyms.

The style books shorten states ("Ala.", "W.Va.") and the post has two letters for each ("TX"). What
is short is often something else as well: it gives candidates, and the text around it decides.
"""

from __future__ import annotations

from functools import cache

from gazetteer.names import plain
from gazetteer.sources.curated import area_demonyms, demonyms

__all__ = ["places_of_abbreviation", "places_of_demonym"]

_PRESS = {
    "Ala": "US-AL", "Ariz": "US-AZ", "Ark": "US-AR", "Calif": "US-CA", "Colo": "US-CO",
    "Conn": "US-CT", "Del": "US-DE", "Fla": "US-FL", "Ga": "US-GA", "Ill": "US-IL", "Ind": "US-IN",
    "Kan": "US-KS", "Kans": "US-KS", "Ky": "US-KY", "La": "US-LA", "Md": "US-MD", "Mass": "US-MA",
    "Mich": "US-MI", "Minn": "US-MN", "Miss": "US-MS", "Mo": "US-MO", "Mont": "US-MT",
    "Neb": "US-NE", "Nebr": "US-NE", "Nev": "US-NV", "Okla": "US-OK", "Ont": "CA-ON",
    "Ore": "US-OR", "Pa": "US-PA", "Penn": "US-PA", "Que": "CA-QC", "Sask": "CA-SK",
    "Alta": "CA-AB", "Tenn": "US-TN", "Tex": "US-TX", "Va": "US-VA", "Vt": "US-VT", "Wash": "US-WA",
    "Wis": "US-WI", "Wisc": "US-WI", "WVa": "US-WV", "Wyo": "US-WY",
}  # fmt: skip
_POST = (
    "AK", "AL", "AR", "AZ", "CA", "CO", "CT", "DC", "DE", "FL", "GA", "HI", "IA", "ID", "IL",
    "IN", "KS", "KY", "LA", "MA", "MD", "ME", "MI", "MN", "MO", "MS", "MT", "NC", "ND", "NE",
    "NH", "NJ", "NM", "NV", "NY", "OH", "OK", "OR", "PA", "RI", "SC", "SD", "TN", "TX", "UT",
    "VA", "VT", "WA", "WI", "WV", "WY",
)  # fmt: skip
_POST_CANADA = (
    "AB", "BC", "MB", "NB", "NL", "NS", "NT", "NU", "ON", "PE", "QC", "SK", "YT",
)  # fmt: skip
_POST_AUSTRALIA = (
    "ACT", "NSW", "NT", "QLD", "SA", "TAS", "VIC", "WA",
)  # fmt: skip
_COUNTRIES = {
    "US": "US", "USA": "US", "UK": "GB", "GB": "GB", "UAE": "AE", "KSA": "SA", "DRC": "CD",
    "DRCongo": "CD", "CAR": "CF", "PRC": "CN", "ROK": "KR", "DPRK": "KP", "NZ": "NZ", "RSA": "ZA",
    "SA": "ZA", "USSR": "RU", "PNG": "PG", "T&T": "TT", "BiH": "BA", "NKorea": "KP",
    "SKorea": "KR", "SArabia": "SA",
}  # fmt: skip
_MORE_DEMONYMS = {
    "korean": ("KR", "KP"), "koreans": ("KR", "KP"), "soviet": ("RU",),
}  # fmt: skip


def places_of_abbreviation(text: str) -> tuple[str, ...]:
    """Ids of the countries and divisions that a short form may stand for.

    Parameters
    ----------
    text
        Such as 'W.Va.', 'TX' or 'U.K.'. Capitals tell 'IN' from 'in'.

    Returns
    -------
    tuple
        Ids such as 'iso:US-WV'; empty where it is no short form.
    """
    return _abbreviations().get("".join(text.replace(".", " ").split()), ())


def places_of_demonym(text: str) -> tuple[str, ...]:
    """Ids of the places whose people or things a word is for.

    Parameters
    ----------
    text
        Such as 'Iranian', 'Sri Lankans', 'Congolese' or 'Kurdish'.

    Returns
    -------
    tuple
        Ids such as 'iso:IR'; empty where it is no demonym.
    """
    return _demonyms().get(plain(text), ())


@cache
def _abbreviations() -> dict[str, tuple[str, ...]]:
    """Ids by the short form without its full stops."""
    found: dict[str, tuple[str, ...]] = {}
    pairs = [
        *_PRESS.items(),
        *((code, f"US-{code}") for code in _POST),
        *((code, f"CA-{code}") for code in _POST_CANADA),
        *((code, f"AU-{code}") for code in _POST_AUSTRALIA),
        *_COUNTRIES.items(),
    ]
    for short, code in pairs:
        found[short] = (*found.get(short, ()), f"iso:{code}")
    return found


@cache
def _demonyms() -> dict[str, tuple[str, ...]]:
    """Ids by the demonym."""
    found: dict[str, tuple[str, ...]] = {}
    for country, words in demonyms().items():
        for word in words:
            key = plain(word)
            found[key] = (*found.get(key, ()), f"iso:{country}")
    for place, words in area_demonyms().items():
        for word in words:
            key = plain(word)
            found[key] = (*found.get(key, ()), place)
    for word, countries in _MORE_DEMONYMS.items():
        found[word] = tuple(f"iso:{country}" for country in countries)
    return found
