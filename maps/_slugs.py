"""Addresses that spell out a title: what need not be written twice.

An address of news often ends in the words of the headline, or the first of them, joined by
hyphens. In place of these stands one character that says how many there are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["without_slugs"]

_MARKS: Final = range(0xE000, 0xE100)
"""Characters for private use: the first for all words, the others for as many as they come after
it."""
_MARK: Final = re.compile(f"[{chr(_MARKS[0])}-{chr(_MARKS[-1])}]")
_FEWEST: Final = 3
"""Fewer words than this are not worth it."""
_HYPHEN: Final = ord("-")
_NEWLINE: Final = ord("\n")
_PLAIN: Final = bytes(
    byte if chr(byte) in "\n0123456789abcdefghijklmnopqrstuvwxyz" else _HYPHEN
    for byte in range(256)
)


def without_slugs(addresses: Sequence[str], titles: Sequence[str]) -> list[str] | None:
    """Addresses with a mark where they spell out the title beside them.

    Parameters
    ----------
    addresses
        Any texts.
    titles
        As many.

    Returns
    -------
    list of str or None
        None if none of them does, or if a mark stands in one of them already.
    """
    if _MARK.search("\n".join(addresses)):
        return None
    made = list(map(_marked, addresses, _slugs(titles)))
    return None if made == list(addresses) else made


def _slugs(titles: Sequence[str]) -> list[str]:
    """What is a letter or a digit in ASCII, in lower case, with one hyphen between."""
    lines = "\n".join(title.replace("\n", " ") for title in titles).lower().encode()
    data = np.frombuffer(b"\n%b\n" % lines.translate(_PLAIN), np.uint8)
    after_gap = np.append(True, (data[:-1] == _HYPHEN) | (data[:-1] == _NEWLINE))
    plain: bytes = data[(data != _HYPHEN) | ~after_gap].tobytes().replace(b"-\n", b"\n")
    return plain.decode().split("\n")[1:-1]


def _marked(address: str, slug: str) -> str:
    """An address whose last part begins with a slug, or is the first words of one and a number."""
    at = address.rfind("/") + 1
    if slug.count("-") < _FEWEST - 1:
        return address
    if address.startswith(slug, at):
        return f"{address[:at]}{chr(_MARKS[0])}{address[at + len(slug) :]}"
    for end in (len(address), address.rfind("-", at)):
        words = address[at : max(at, end)]
        number = words.count("-") + 1
        if _FEWEST <= number < len(_MARKS) and slug.startswith(f"{words}-"):
            return f"{address[:at]}{chr(_MARKS[number])}{address[end:]}"
    return address
