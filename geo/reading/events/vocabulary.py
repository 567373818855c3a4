"""Lists of words, written as words."""

from __future__ import annotations

__all__ = ["words"]


def words(text: str) -> frozenset[str]:
    """Read a list of words.

    Parameters
    ----------
    text
        Words with white space between them.

    Returns
    -------
    frozenset
        The words.
    """
    return frozenset(text.split())
