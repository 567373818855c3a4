"""A mail archive (mbox) as the messages in it."""

from __future__ import annotations

import re

__all__ = ["messages_in"]

_BEGINS = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\n]{1,200}\n(?=[A-Za-z][\w-]{1,40}:)")


def messages_in(content: bytes) -> tuple[bytes, ...]:
    """Part a mail archive into its messages.

    Parameters
    ----------
    content
        The bytes of a file.

    Returns
    -------
    tuple of bytes
        Each message from its head on, in order; the file as it is where it holds one or is no
        archive. A message begins with a line "From …" after an empty line, and a head below it.
    """
    marks = list(_BEGINS.finditer(content))
    if len(marks) < 2 or marks[0].start():  # noqa: PLR2004 - one message is no archive
        return (content,)
    ends = [mark.start() for mark in marks[1:]] + [len(content)]
    return tuple(content[mark.end() : end] for mark, end in zip(marks, ends, strict=True))
