"""Where the sentences of a text end.

Rules for English: a sentence ends with a full stop or the like and its closing quotes, where white
space and a capital or a digit follow. Initials and short titles end none; an empty line does.
"""

from __future__ import annotations

import re

__all__ = ["sentence_ends", "sentence_spans"]

_END = re.compile(
    r"(?:(?<![\s.][A-Za-z])(?<!\b(?:Mr|Dr|St|Lt|Mt|Ft|No))(?<!\b(?:Gen|Col|Maj|Mrs|Sgt|Gov|Sen|Rep))"
    r"[.!?…][\"'”’)\]]{0,2}\s+(?=[\"'“‘(\[]?[A-Z0-9])|\n\s*\n)"
)


def sentence_ends(text: str) -> list[int]:
    """Find where the sentences of a text end.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    list
        For each sentence the first character of the next, rising; the last is the length of the
        text. Empty for an empty text.
    """
    ends = [match.end() for match in _END.finditer(text)]
    return [*ends, len(text)] if text and (not ends or ends[-1] < len(text)) else ends


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Cut a text into sentences.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    list
        First character of each sentence and the one after its last, without white space around;
        empty sentences are left out.
    """
    found, begin = [], 0
    for end in sentence_ends(text):
        part = text[begin:end]
        start = begin + len(part) - len(part.lstrip())
        stop = begin + len(part.rstrip())
        if start < stop:
            found.append((start, stop))
        begin = end
    return found
