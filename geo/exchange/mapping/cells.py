"""What stands in a cell of somebody's table: nothing at all, a number, a number of people.

A cell is read as it is or refused with a reason; see `cell_dates` and `cell_places` for more.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from geo.count import Count
from geo.errors import CountError, ModelError

__all__ = ["COMMA_DECIMAL", "digits", "number_of", "people", "said"]

_NOTHING: Final = re.compile(
    r"[-–—?. ]+|\#?n/?[ad]|n\.a\.?|nan|nat|nil|none|null|tb[cd]|unkn?(?:own)?|unspecified"
    r"|undetermined|unclear|not (?:known|reported)|unbekannt|desconocido|inconnu"
    r"|نامشخص|نامعلوم|غير معروف",
    re.IGNORECASE,
)
_NOBODY_KNOWS: Final = frozenset({"-9", "-99", "-999"})
_NUMBER: Final = re.compile(r"[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")
COMMA_DECIMAL: Final = re.compile(r"[-+]?\d{1,3},\d+")
"""A number with a comma before its decimals."""
_GROUPS: Final = re.compile(r"(?<!\d)\d{1,3}(?:([,.'’ \u00a0\u202f])\d{3})(?:\1\d{3})*(?![\d])")
_DECIMAL_ZERO: Final = re.compile(r"(\d+)\.0+")
_COUNT_WORDS: Final = (
    (re.compile(r"(?:at least|no fewer than|minimum(?: of)?|min\.?|≥|>=) ?(\d+)"), r"\1+"),
    (re.compile(r"(\d+) ?(?:or more|and more|at least|\+)"), r"\1+"),
    (re.compile(r"(?:about|around|approx(?:imately|\.)?|ca\.?|nearly|some|~|≈) ?(\d+)"), r"~\1"),
    (re.compile(r"(?:up to|at most|no more than|maximum(?: of)?|max\.?|≤|<=) ?(\d+)"), r"0-\1"),
    (re.compile(r"(?:between )?(\d+) ?(?:to|and|-|–|—) ?(\d+)"), r"\1-\2"),
    (re.compile(r"zero"), "0"),
)  # fmt: skip
_MORE: Final = re.compile(r"(?:more than|over|>) ?(\d+)")
_FEWER: Final = re.compile(r"(?:fewer than|less than|under|<) ?(\d+)")


def said(text: str | None) -> str | None:
    """What a cell says, if anything.

    Parameters
    ----------
    text
        The cell, or None.

    Returns
    -------
    str or None
        Without space about it; None where it is empty or says that nothing is known ("unknown",
        "n/a", "-").
    """
    told = (text or "").strip()
    return told if told and not _NOTHING.fullmatch(told) else None


def digits(text: str) -> str:
    """Text with the digits of every script as 0 to 9.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    str
        As long as before.
    """
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


def number_of(text: str) -> float:
    """The number in a cell.

    Parameters
    ----------
    text
        With a point or a comma before the decimals.

    Returns
    -------
    float
        The number.

    Raises
    ------
    ModelError
        If it is none.
    """
    written = digits(text.strip())
    if COMMA_DECIMAL.fullmatch(written):
        written = written.replace(",", ".")
    if not _NUMBER.fullmatch(written):
        msg = "it is no number"
        raise ModelError(msg)
    return float(written)


@lru_cache(maxsize=8_192)
def people(text: str) -> Count | None:
    """The number of people in a cell.

    Parameters
    ----------
    text
        Such as 9, 9-12, 12+, ~100, "at least 12", "1,200", "up to 5" or 9.0.

    Returns
    -------
    Count or None
        With the cell as `text`; None for -9, -99 and -999, by which data sets mean that nobody
        knows.

    Raises
    ------
    CountError
        If it is no number of people.
    """
    written = text.strip()
    number = " ".join(digits(written).casefold().split())
    if number in _NOBODY_KNOWS:
        return None
    number = _GROUPS.sub(lambda m: re.sub(r"\D", "", m[0]), number)
    number = _DECIMAL_ZERO.sub(r"\1", number)
    for form, short in _COUNT_WORDS:
        found = form.fullmatch(number)
        if found:
            number = found.expand(short)
            break
    if found := _MORE.fullmatch(number):
        number = f"{int(found[1]) + 1}+"
    elif (found := _FEWER.fullmatch(number)) and int(found[1]):
        number = f"0-{int(found[1]) - 1}"
    try:
        count = Count.parse(number)
    except CountError:
        raise CountError(written[:40], "it is in none of the known forms") from None
    return Count(low=count.low, high=count.high, approximate=count.approximate, text=written)
