"""Cutting a long text where it hurts least, so that work and memory stay in bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["BLOCK", "blocks"]

BLOCK = 20_000
"""Characters that are read as one document: three times a long news story."""

_CUTS = ("\n\n", "\n", ". ", " ")


def blocks(text: str, size: int = BLOCK) -> Iterator[tuple[int, int]]:
    """Cut a text into blocks.

    Parameters
    ----------
    text
        Any text.
    size
        Characters of a block at most.

    Yields
    ------
    tuple
        First character and the one after the last. The blocks follow each other and make up the
        whole text. Each ends with the last empty line in its second half, else with the last line
        break there, the last sentence, the last word, or where it is full.
    """
    start = 0
    while len(text) - start > size:
        end = start + size
        for cut in _CUTS:
            found = text.rfind(cut, start + size // 2, end)
            if found >= 0:
                end = found + len(cut)
                break
        yield start, end
        start = end
    if start < len(text):
        yield start, len(text)
