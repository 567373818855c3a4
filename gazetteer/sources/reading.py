"""Lines of text files as people have them: plain, gzipped or zipped.

Everything streams. A damaged archive, a line that never ends and bytes that are no UTF-8 become a
`DataError` that says what to do.
"""

from __future__ import annotations

import gzip
import io
import re
import zipfile
import zlib
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from gazetteer.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["lines"]

_MAX_LINE = 1 << 20
_BUFFER = 1 << 18
_NOTES = re.compile(r"\.|readme|iso-languagecodes", re.IGNORECASE)
_DAMAGED = (
    EOFError,
    NotImplementedError,
    RuntimeError,
    gzip.BadGzipFile,
    zipfile.BadZipFile,
    zlib.error,
)


def lines(path: Path, *, table: str | None = None) -> Iterator[tuple[int, str]]:
    """Read the lines of a text file.

    Parameters
    ----------
    path
        Plain text, or compressed with an ending ``.gz`` or ``.zip``. Of a zip archive the one
        text file beside a readme is read.
    table
        What messages call the file; None for its own name.

    Yields
    ------
    tuple
        Number of the line, counted from 1, and its text with its line break.

    Raises
    ------
    DataError
        If the file is damaged, holds no text, or is not UTF-8.
    """
    table = table or path.name
    number = 0
    try:
        with _opened(path, table) as file:
            while line := file.readline(_MAX_LINE):
                number += 1
                if len(line) == _MAX_LINE:
                    msg = f"a line longer than {_MAX_LINE:,} bytes; wanted a table, a row a line"
                    raise DataError(msg, table=table, line=number)
                text = line.decode("utf-8-sig" if number == 1 else "utf-8")
                yield number, text
    except UnicodeDecodeError as error:
        msg = f"byte {error.object[error.start]:#04x} is no UTF-8; save the file as UTF-8"
        raise DataError(msg, table=table, line=number) from None
    except _DAMAGED as error:
        msg = (
            f"the file is damaged or cut short ({error}); fetch it again, for a country of "
            "GeoNames with `incidentmap gazetteer add CODE --again`"
        )
        raise DataError(msg, table=table) from error
    except OSError as error:
        msg = f"the file cannot be read ({error.strerror or error}); see that it is there and whole"
        raise DataError(msg, table=table) from error


@contextmanager
def _opened(path: Path, table: str) -> Iterator[IO[bytes]]:
    """Open a file by its ending."""
    suffix = path.suffix.lower()
    if suffix == ".gz":
        with gzip.open(path) as packed, io.BufferedReader(packed, _BUFFER) as file:
            yield file
    elif suffix == ".zip":
        with (
            zipfile.ZipFile(path) as archive,
            archive.open(_member(archive, table)) as member,
            io.BufferedReader(member, _BUFFER) as file,  # type: ignore[type-var] # it has readinto
        ):
            yield file
    else:
        with path.open("rb", buffering=_BUFFER) as plain:
            yield plain


def _member(archive: zipfile.ZipFile, table: str) -> str:
    """Name the one table in an archive."""
    names = [info.filename for info in archive.infolist() if not info.is_dir()]
    tables = [name for name in names if not _NOTES.match(name.rpartition("/")[2])]
    if len(tables) != 1:
        msg = f"the archive holds {len(tables)} tables; wanted one: unpack it and give one file"
        raise DataError(msg, table=table)
    return tables[0]
