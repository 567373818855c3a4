"""What a column of somebody's table may be called, in English and in other languages.

Names are compared by their letters and digits alone: `Event Date`, `event_date` and `EVENTDATE` are
one, and so are the Persian and Arabic forms of a letter.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Final

from gazetteer.names import plain
from geo.exchange.columns import COLUMNS

__all__ = ["OURS", "Meaning", "is_ours", "meaning_of_header", "meaning_of_tag", "squeezed"]


class Meaning(StrEnum):
    """What a column stands for: the FIELD of `--map FIELD=COLUMN`."""

    ID = "id"
    DATE = "date"
    DATE_START = "date_start"
    DATE_END = "date_end"
    TIME = "time"
    KIND = "kind"
    TITLE = "title"
    STATUS = "status"
    PLACE = "place"
    MENTION = "mention"
    """The words of the report for the place."""
    PLACE_ID = "place_id"
    ADMIN1 = "admin1"
    COUNTRY = "country"
    LON = "lon"
    LAT = "lat"
    COORDINATES = "coordinates"
    """Both in one column."""
    PRECISION = "precision"
    RADIUS_M = "radius_m"
    KILLED = "killed"
    KILLED_LOW = "killed_low"
    KILLED_HIGH = "killed_high"
    KILLED_BEST = "killed_best"
    INJURED = "injured"
    INJURED_LOW = "injured_low"
    INJURED_HIGH = "injured_high"
    INJURED_BEST = "injured_best"
    CASUALTIES = "casualties"
    """Killed or injured, where nobody says which."""
    PERPETRATOR = "perpetrator"
    TARGET = "target"
    WEAPON = "weapon"
    DAMAGE = "damage"
    ORIGIN_COUNTRY = "origin_country"
    TARGET_COUNTRY = "target_country"
    QUOTE = "quote"
    URL = "url"
    PUBLISHER = "publisher"
    HEADLINE = "headline"
    PUBLISHED = "published"
    CLAIMANT = "claimant"


OURS: Final = frozenset(c.name for c in COLUMNS) & frozenset(Meaning)
"""Columns of our own exports that are read back; the others are worked out anew."""

_SIGNS: Final = frozenset({"id", "kind", "title", "precision", "radius_m", "rule"})
_IN_BRACKETS: Final = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_ENDINGS: Final = {
    "low": ("low", "lower", "min", "minimum", "least"),
    "high": ("high", "upper", "max", "maximum", "most"),
    "best": ("best", "bestestimate", "likely"),
}

_TAGS: Final = (
    ("id", "event+id id"),
    ("date_start", "date+start"),
    ("date_end", "date+end"),
    ("published", "date+published date+reported"),
    ("date", "date+edtf date+occurred date+event date"),
    ("kind", "event+type event+kind event crisis+type"),
    ("title", "event+name event+title"),
    ("place", "loc+name loc"),
    ("admin1", "adm1+name adm1"),
    ("country", "country+code country+name country"),
    ("lat", "geo+lat"),
    ("lon", "geo+lon"),
    ("coordinates", "geo+coord geo+coords"),
    ("killed", "affected+killed"),
    ("injured", "affected+injured affected+wounded"),
    ("perpetrator", "group+perpetrator group+perpetrator+name actor+perpetrator"),
    ("target", "group+target group+target+name"),
    ("weapon", "cause+weapon"),
    ("quote", "description event+description"),
    ("url", "meta+url meta+source+url"),
    ("publisher", "meta+source+name meta+source"),
)


def squeezed(name: str) -> str:
    """What is compared of a name.

    Parameters
    ----------
    name
        Name of a column or field.

    Returns
    -------
    str
        Its letters and digits, in small letters without accents or script variants.
    """
    return plain(name).replace(" ", "")


def is_ours(columns: tuple[str, ...]) -> bool:
    """Whether a table is one of our own exports.

    Parameters
    ----------
    columns
        Names of its columns.

    Returns
    -------
    bool
        True where it has the columns that only ours has together.
    """
    return set(columns) >= _SIGNS


def meaning_of_header(name: str) -> tuple[Meaning, int] | None:
    """What a column stands for by its name.

    Parameters
    ----------
    name
        Name of the column.

    Returns
    -------
    tuple or None
        The meaning, and how far down the list the name stands (0 is the surest); None for a name
        that nobody knows.
    """
    known = _by_name()
    bare = _IN_BRACKETS.sub(" ", name)
    told = " ".join(word for word in plain(bare).split() if word not in _idle())
    for extra, tried in ((0, name), (100, bare), (200, told)):
        found = known.get(squeezed(tried)) if tried else None
        if found:
            return found[0], found[1] + extra
    return None


def meaning_of_tag(tag: str) -> Meaning | None:
    """What a column stands for by its HXL hashtag.

    Parameters
    ----------
    tag
        Hashtag with its attributes in any order, such as `#affected+killed`.

    Returns
    -------
    Meaning or None
        None for a hashtag that stands for nothing here.
    """
    return _by_tag().get(_parts(tag))


@cache
def _table() -> dict[str, tuple[str, ...]]:
    """Names by field, as the table has them; the words that say nothing under an asterisk."""
    lines = (files("geo") / "data" / "column_names.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split(" = ", 1) for line in lines if line and not line.startswith("#"))
    return {field: tuple(names.split("; ")) for field, names in pairs}


@cache
def _by_name() -> dict[str, tuple[Meaning, int]]:
    """Meanings by squeezed name, each with its place in the list."""
    found: dict[str, tuple[Meaning, int]] = {}
    for meaning in Meaning:
        for place, name in enumerate((meaning, *_table().get(meaning, ()))):
            found.setdefault(squeezed(name), (meaning, place))
    for field in ("killed", "injured"):
        for place, name in enumerate(_table()[field]):
            for end, words in _ENDINGS.items():
                meant = Meaning(f"{field}_{end}"), place
                for word in words:
                    found.setdefault(squeezed(name + word), meant)
                    found.setdefault(squeezed(word + name), meant)
    return found


@cache
def _idle() -> frozenset[str]:
    return frozenset(_table()["*"])


@cache
def _by_tag() -> dict[frozenset[str], Meaning]:
    found = {
        _parts(column.hxl): Meaning(column.name)
        for column in COLUMNS
        if column.hxl and column.name in OURS
    }
    for field, tags in _TAGS:
        for tag in tags.split():
            found.setdefault(_parts(tag), Meaning(field))
    return found


def _parts(tag: str) -> frozenset[str]:
    """A hashtag and its attributes, in no order; the hashtag keeps its sign."""
    head, *attributes = re.sub(r"\s", "", tag.lower()).lstrip("#").split("+")
    return frozenset({f"#{head}", *attributes})
