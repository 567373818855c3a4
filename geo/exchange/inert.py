"""Text that a spreadsheet shows and never runs, and the way back.

A spreadsheet that opens a CSV file takes a cell that begins with `=`, `+`, `-` or `@` for a
formula, and a formula can fetch an address or start a program. Spaces, quotes and marks that nobody
sees before it are dropped on the way by some. Where a semicolon is the separator of the country, a
cell also begins behind a semicolon or a new line inside of a text. At each such place an apostrophe
is put in front: to a spreadsheet it means "this is text", and `original` takes it away again.
"""

from __future__ import annotations

import re
from typing import Final

from geo.source import whole

__all__ = ["inert", "original"]

_UNSEEN: Final = (  # one class, so that a match takes a time in proportion to the text
    "[\"'`´‘’“”„«»＂＇\x00-\x08\x0b\x0c\x0e-\x20\x7f-\xa0\xad\u061c\u1680\u180e\u2000-\u200f"
    "\u2028-\u202f\u205f-\u2069\u3000\ufeff]*"
)
_RUNS: Final = "=+\\-@＝＋－＠﹦﹢﹣﹫−"
_HEAD: Final = re.compile(f"(?={_UNSEEN}[{_RUNS}\t\r\n])")
_INSIDE: Final = re.compile(f"([;\t\r\n])(?={_UNSEEN}[{_RUNS}])")
_MADE_HEAD: Final = re.compile(f"'(?={_UNSEEN}[{_RUNS}\t\r\n])")
_MADE_INSIDE: Final = re.compile(f"([;\t\r\n])'(?={_UNSEEN}[{_RUNS}])")


def inert(text: str) -> str:
    """A text that no spreadsheet takes for a formula.

    Parameters
    ----------
    text
        Any text; halves of surrogate pairs are replaced.

    Returns
    -------
    str
        The text itself where nothing in it could run, else with an apostrophe before what could.
    """
    marked = _INSIDE.sub(r"\1'", whole(text))
    return f"'{marked}" if _HEAD.match(marked) else marked


def original(cell: str) -> str:
    """The text that `inert` was given.

    Parameters
    ----------
    cell
        A cell of a CSV file of ours.

    Returns
    -------
    str
        Without the apostrophes that `inert` put there; other text comes back as it is.
    """
    text = _MADE_INSIDE.sub(r"\1", cell)
    return text[1:] if _MADE_HEAD.match(text) else text
