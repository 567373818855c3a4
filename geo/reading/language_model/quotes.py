"""Finding words in the passages of an article whose spaces and quotation marks may differ."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Passages", "flattened"]

_BETWEEN: Final = "\0"
_ALIKE: Final = str.maketrans("‘’‚‛ʼ`´“”„‟«»‐‑‒–—―−", "'" * 7 + '"' * 6 + "-" * 7)
_CASED: Final = "A-Za-z\u00c0-\u024f\u0370-\u052f"


class Passages:
    """The passages that tell, in which words can be looked for.

    Parameters
    ----------
    text
        The article's text.
    spans
        First character of each passage, and the one after its last.
    """

    def __init__(self, text: str, spans: Iterable[tuple[int, int]]) -> None:
        self._letters = ""
        self._at: list[int] = []
        parts: list[str] = []
        for start, end in sorted(spans):
            for letter, at in _flat(text[start:end], start):
                parts.append(letter)
                self._at.append(at)
            parts.append(_BETWEEN)
            self._at.append(end)
        self._letters = "".join(parts)

    def quoted(self, quote: str) -> tuple[int, int] | None:
        """Where a quote stands, letter by letter.

        Parameters
        ----------
        quote
            Words of one passage. White space may differ in kind and length, and so may the forms
            of quotation marks and dashes.

        Returns
        -------
        tuple or None
            First character of the text and the one after the last, of the first such words.
        """
        wanted = flattened(quote)
        at = self._letters.find(wanted) if wanted else -1
        return self._span(at, at + len(wanted)) if at >= 0 else None

    def worded(self, words: str, start: int, end: int) -> tuple[int, int] | None:
        """Where whole words stand within a stretch of the text, capitals or not.

        Parameters
        ----------
        words
            The words.
        start, end
            The stretch, in characters of the text.

        Returns
        -------
        tuple or None
            First character and the one after the last.
        """
        wanted = flattened(words)
        if not wanted:
            return None
        pattern = re.compile(f"(?<![{_CASED}]){re.escape(wanted)}(?![{_CASED}])", re.IGNORECASE)
        low, high = bisect_left(self._at, start), bisect_left(self._at, end)
        found = pattern.search(self._letters, low, high)
        return self._span(*found.span()) if found else None

    def _span(self, low: int, high: int) -> tuple[int, int]:
        return self._at[low], self._at[high - 1] + 1


def flattened(words: str) -> str:
    """Words as they are compared.

    Parameters
    ----------
    words
        Any words.

    Returns
    -------
    str
        With single spaces and plain quotation marks, without white space about them.
    """
    return "".join(letter for letter, _ in _flat(words, 0)).strip()


def _flat(text: str, start: int) -> Iterable[tuple[str, int]]:
    """Letters as they are compared, each with its place; signs without width are left out."""
    spaced = False
    for at, letter in enumerate(text.translate(_ALIKE), start):
        if letter.isspace():
            if not spaced:
                yield " ", at
            spaced = True
        elif letter != _BETWEEN and unicodedata.category(letter) != "Cf":
            yield letter, at
            spaced = False
