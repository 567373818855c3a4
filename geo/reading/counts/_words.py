"""Lists of words, written as words."""

from __future__ import annotations

__all__ = ["listed"]


def listed(text: str) -> frozenset[str]:
    """The words of a list.

    Parameters
    ----------
    text
        Words with spaces between them.

    Returns
    -------
    frozenset
        Each of them once.
    """
    return frozenset(text.split())
