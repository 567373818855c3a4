"""What commands read and write: texts, lines with a bar that says how far they are, files."""

from __future__ import annotations

import codecs
import os
import sys
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from geo.errors import ModelError
from maps.cli.common import out

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["STANDARD", "called", "decoded", "opened_lines", "read_text", "written"]

STANDARD = "-"
"""Standard input, or standard output, in place of the name of a file."""

_MARKED = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def called(source: str) -> str:
    """What to call an input in a message.

    Parameters
    ----------
    source
        Name of a file, or `-`.

    Returns
    -------
    str
        The name, or "standard input".
    """
    return "standard input" if source == STANDARD else source


@contextmanager
def opened_lines(source: str, doing: str) -> Iterator[Iterator[bytes]]:
    """The lines of a file, with a bar on a terminal that says how much of it is read.

    Parameters
    ----------
    source
        Name of a file, or `-`.
    doing
        What is being done, beside the bar.

    Yields
    ------
    Iterator of bytes
        The lines.

    Raises
    ------
    ModelError
        If it cannot be read.
    """
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    with Progress(
        TextColumn(doing),
        BarColumn(),
        TextColumn("{task.fields[lines]:,} lines"),
        TimeRemainingColumn(),
        console=out(stderr=True),
        transient=True,
        disable=not out(stderr=True).is_terminal,
    ) as bar:
        file = _opened(source, wanted="a file of JSON lines")
        with file:
            size = None if source == STANDARD else os.fstat(file.fileno()).st_size
            task = bar.add_task(doing, total=size, lines=0)

            def counted() -> Iterator[bytes]:
                for number, line in enumerate(file, start=1):
                    yield line
                    bar.update(task, advance=len(line), lines=number)

            yield counted()


def written(path: Path | None) -> AbstractContextManager[BinaryIO]:
    """Standard output, or a file that takes its place when all is written.

    Parameters
    ----------
    path
        The file; None for standard output.

    Returns
    -------
    AbstractContextManager
        What to write to.
    """
    from geo.files import replacing

    return replacing(path) if path else nullcontext(sys.stdout.buffer)


def read_text(source: str) -> str:
    """The text of a file.

    Parameters
    ----------
    source
        Name of a file, or `-`.

    Returns
    -------
    str
        The text as `decoded` gives it.

    Raises
    ------
    ModelError
        If it cannot be read, or holds no text.
    """
    with _opened(source, wanted="a text file") as file:
        try:
            content = file.read()
        except OSError as problem:
            raise _unread(source, problem, "a text file") from None
    return decoded(content, called(source))


def decoded(content: bytes, name: str) -> str:
    """Bytes as text: UTF-8, or UTF-16 or UTF-32 where a byte order mark says so.

    Parameters
    ----------
    content
        The bytes.
    name
        What to call them in a message.

    Returns
    -------
    str
        The text without its byte order mark; line breaks are as they were.

    Raises
    ------
    ModelError
        If it is another encoding, or no text at all; names the byte.
    """
    mark, encoding = next(
        ((mark, encoding) for mark, encoding in _MARKED if content.startswith(mark)),
        (b"", "utf-8"),
    )
    try:
        text = content[len(mark) :].decode(encoding)
    except UnicodeDecodeError as problem:
        at = problem.start + len(mark)
        line = content.count(b"\n", 0, at) + 1
        msg = (
            f"{name}, line {line}: byte {at} is 0x{content[at]:02x}, which is not "
            f"{encoding.upper()}; save the text as UTF-8"
        )
        raise ModelError(msg) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        msg = f"{name}, line {line}: has a zero byte, so it is no text; save it as plain text"
        raise ModelError(msg)
    return text


def _opened(source: str, *, wanted: str) -> BinaryIO:
    """The input, open."""
    try:
        return sys.stdin.buffer if source == STANDARD else Path(source).open("rb")
    except OSError as problem:
        raise _unread(source, problem, wanted) from None


def _unread(source: str, problem: OSError, wanted: str) -> ModelError:
    """What to say where an input cannot be read."""
    return ModelError(f"{called(source)}: not read ({problem.strerror}); give {wanted}, or -")
