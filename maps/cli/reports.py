"""Where `read` and `check` take reports from: files, mail archives, standard input, the web."""

from __future__ import annotations

import sys
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from geo.errors import ReportError
from maps.cli.common import tell
from maps.cli.streams import STANDARD, called

if TYPE_CHECKING:
    from datetime import date

    from geo.reading.article import Article

__all__ = ["articles_in"]


def articles_in(source: str, *, published: date | None = None) -> list[tuple[str, Article]]:
    """The articles of a file, of standard input, or at an address.

    Parameters
    ----------
    source
        Name of a file, `-`, or an address that begins with http:// or https://.
    published
        The day of publication, where it is known better than from the page.

    Returns
    -------
    list of tuple
        What to call each in a message, and the article. A mail archive has one a message; a
        message without a text is told and left out.

    Raises
    ------
    ReportError
        If it cannot be read, or holds no text.
    """
    from geo.reading.article import messages_in, read_article, read_url

    if source.lower().startswith(("http://", "https://")):
        return [(source, read_url(source, published=published, private=_is_local(source)))]
    name = called(source)
    messages = messages_in(_content(source))
    if len(messages) == 1:
        return [(name, read_article(messages[0], name=name, published=published))]
    found = []
    for number, message in enumerate(messages, 1):
        one = f"{name}, message {number} of {len(messages)}"
        try:
            found.append((one, read_article(message, name=one, published=published)))
        except ReportError as problem:
            tell(f"left out: {problem}")
    if not found:
        raise ReportError(name, f"none of its {len(messages)} messages can be read")
    return found


def _content(source: str) -> bytes:
    """The bytes of a file or of standard input."""
    try:
        content = sys.stdin.buffer.read() if source == STANDARD else Path(source).read_bytes()
    except IsADirectoryError:
        raise ReportError(source, "is a folder; give the files in it") from None
    except (OSError, ValueError) as problem:
        why = getattr(problem, "strerror", None) or str(problem)
        raise ReportError(
            called(source), f"cannot be read ({why}); give a file, an address, or -"
        ) from None
    if not content.strip():
        raise ReportError(called(source), "is empty; give a file that holds the report itself")
    return content


def _is_local(url: str) -> bool:
    """Whether an address as typed names the own machine or network, which is then meant."""
    host = urlsplit(url).hostname or ""
    try:
        return not ip_address(host).is_global
    except ValueError:
        return host == "localhost"
