"""Bytes to text: which encoding a file is in, and what to say where it is none."""

from __future__ import annotations

import codecs
import logging
import re
from typing import Final

from geo.errors import ReportError

__all__ = ["MOST", "decoded", "decoded_html", "lined", "quieted"]

MOST: Final = 20_000_000
"""Bytes of a file that is read."""

_MARKED = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}["']?([\w-]{2,30})""", re.IGNORECASE
)
_HEAD = 4096
_MISREAD = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "ascii": "cp1252"}
_KNOWN = (
    (b"PK\x03\x04", "a zip archive or an office document; save it as PDF, HTML or plain text"),
    (b"\xd0\xcf\x11\xe0", "an office document; save it as PDF, HTML or plain text"),
    (b"\x89PNG", "a picture; give the page as HTML, PDF or plain text"),
    (b"\xff\xd8\xff", "a picture; give the page as HTML, PDF or plain text"),
    (b"GIF8", "a picture; give the page as HTML, PDF or plain text"),
    (b"\x1f\x8b", "packed with gzip; unpack it first"),
    (b"{\\rtf", "rich text; save it as PDF, HTML or plain text"),
)


def decoded(content: bytes, name: str, *, charset: str | None = None) -> str:
    """Bytes as text: UTF-8, or what a byte order mark or the file itself declares.

    Parameters
    ----------
    content
        The bytes.
    name
        What to call them in a message.
    charset
        The encoding that the file declares; UTF-8 if left out.

    Returns
    -------
    str
        The text without its byte order mark; every line ends with one line feed.

    Raises
    ------
    ReportError
        If it is another encoding, or no text at all; names the line and the byte.
    """
    for start, what in _KNOWN:
        if content.startswith(start):
            raise ReportError(name, f"is {what}")
    mark, encoding = next(
        ((mark, encoding) for mark, encoding in _MARKED if content.startswith(mark)),
        (b"", charset or "utf-8"),
    )
    try:
        text = content[len(mark) :].decode(encoding)
    except UnicodeDecodeError as problem:
        at = problem.start + len(mark)
        why = (
            f"byte {at} is 0x{content[at]:02x}, which is not {encoding.upper()}; "
            "save the file as UTF-8"
        )
        raise ReportError(name, why, line=content.count(b"\n", 0, at) + 1) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise ReportError(name, "has a zero byte, so it is no text; save it as text", line=line)
    return lined(text)


def lined(text: str) -> str:
    """A text whose lines all end with one line feed, as Python reads it from a file.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    str
        The text; only line ends differ.
    """
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def decoded_html(content: bytes, name: str, *, charset: str | None = None) -> str:
    """The bytes of a web page as text, in the encoding that it declares.

    A page that declares none and is not UTF-8 is taken for Windows-1252, as browsers do.

    Parameters
    ----------
    content
        The bytes.
    name
        What to call them in a message.
    charset
        The encoding that came with it, as in the head of a mail.

    Returns
    -------
    str
        The text.

    Raises
    ------
    ReportError
        If it does not hold what it declares.
    """
    found = _CHARSET.search(content[:_HEAD])
    declared = charset or (found[1].decode("ascii", "replace").lower() if found else None)
    if declared:
        try:
            declared = codecs.lookup(_MISREAD.get(declared, declared)).name
        except LookupError:
            declared = None
    if declared is None or declared.startswith("utf-16"):  # what names it could not be read so
        try:
            content.decode()
        except UnicodeDecodeError:
            declared = "cp1252"
        else:
            declared = "utf-8"
    if declared == "cp1252":  # five bytes of it stand for nothing; browsers pass them on
        content = content.translate(None, delete=b"\x81\x8d\x8f\x90\x9d")
    return decoded(content, name, charset=declared)


def quieted(library: str) -> None:
    """Keep what a library logs off the terminal, unless somebody listens to it.

    Parameters
    ----------
    library
        Name of the library.
    """
    logger = logging.getLogger(library)
    if not logger.hasHandlers():
        logger.addHandler(logging.NullHandler())
