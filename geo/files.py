"""Writing a file so that it is there whole or not at all."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, BinaryIO

from geo.errors import ExportError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["replace_file", "replacing"]


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Write a file beside its place, make sure it is on the disk, and move it there.

    Parameters
    ----------
    path
        Where to; a file that stands there is replaced only once the new one is whole. If the
        block raises, nothing has changed.

    Yields
    ------
    BinaryIO
        What to write to.

    Raises
    ------
    ExportError
        If the folder is missing, the disk is full or writing is not allowed.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with draft.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as problem:
        raise ExportError(path, problem.strerror or str(problem)) from None
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def replace_file(path: Path, content: bytes) -> None:
    """Write a file as `replacing` does, all at once.

    Parameters
    ----------
    path
        Where to.
    content
        The bytes.

    Raises
    ------
    ExportError
        If the folder is missing, the disk is full or writing is not allowed.
    """
    with replacing(path) as file:
        file.write(content)
