"""Writing a file so that it is there whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from geo.errors import ExportError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["replace_file"]


def replace_file(path: Path, content: bytes) -> None:
    """Write a file beside its place, make sure it is on the disk, and move it there.

    Parameters
    ----------
    path
        Where to; a file that stands there is replaced only once the new one is whole.
    content
        The bytes.

    Raises
    ------
    ExportError
        If the folder is missing, the disk is full or writing is not allowed.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as problem:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise ExportError(path, problem.strerror or str(problem)) from None
