"""What can go wrong in the gazetteer.

A name that nothing matches is a result, not an error. What remains:

    GazetteerError
    ├── DataError (ValueError)        a source table does not read as it should
    ├── DownloadError (OSError)       a file did not come, or not whole
    ├── IndexFileError (OSError)      the index file is missing, broken or cannot be written
    ├── OnlineError (ConnectionError) an online geocoder is not set up, or does not answer
    ├── ShelfError (OSError)          the folder of added sources cannot be read or written
    ├── SourceNameError (ValueError)  a source that is not there, or a name that no source can have
    └── UnknownPlaceError (LookupError)   an id that the gazetteer does not hold
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "DataError",
    "DownloadError",
    "GazetteerError",
    "IndexFileError",
    "OnlineError",
    "ShelfError",
    "SourceNameError",
    "UnknownPlaceError",
]


class GazetteerError(Exception):
    """Root of everything the gazetteer raises."""


class DataError(GazetteerError, ValueError):
    """A source table does not read as it should.

    Parameters
    ----------
    message
        What was found, what was wanted, what to do.
    table
        Name of the table.
    line
        Line in the table, counted from 1 with the header; None where no line is to blame.
    """

    def __init__(self, message: str, *, table: str, line: int | None = None) -> None:
        where = table if line is None else f"{table}, line {line}"
        super().__init__(f"{where}: {message}")
        self.table = table
        self.line = line


class DownloadError(GazetteerError, OSError):
    """A file did not come, or not whole.

    Parameters
    ----------
    message
        What was found, what was wanted, what to do.
    url
        The address asked.
    status
        The server's status code; None where none came.
    """

    def __init__(self, message: str, *, url: str, status: int | None = None) -> None:
        super().__init__(f"{url}: {message}")
        self.url = url
        self.status = status


class IndexFileError(GazetteerError, OSError):
    """The index file is missing, broken or cannot be written.

    Parameters
    ----------
    message
        What was found, what was wanted, what to do.
    path
        The file.
    """

    def __init__(self, message: str, *, path: Path) -> None:
        super().__init__(f"{path}: {message}")
        self.path = path


class OnlineError(GazetteerError, ConnectionError):
    """An online geocoder is not set up, or does not answer.

    Parameters
    ----------
    message
        What was found, what was wanted, what to do.
    service
        Name of the service.
    """

    def __init__(self, message: str, *, service: str) -> None:
        super().__init__(f"{service}: {message}")
        self.service = service


class ShelfError(GazetteerError, OSError):
    """The folder of added sources cannot be read or written.

    Parameters
    ----------
    message
        What was found, what was wanted, what to do.
    path
        The file or folder.
    """

    def __init__(self, message: str, *, path: Path) -> None:
        super().__init__(f"{path}: {message}")
        self.path = path


class SourceNameError(GazetteerError, ValueError):
    """A source that is not there, or a name that no source can have.

    Parameters
    ----------
    message
        What was found, what was wanted, what to do.
    name
        The name.
    """

    def __init__(self, message: str, *, name: str) -> None:
        super().__init__(message)
        self.name = name


class UnknownPlaceError(GazetteerError, LookupError):
    """An id that the gazetteer does not hold.

    Parameters
    ----------
    place_id
        The id asked for.
    """

    def __init__(self, place_id: str) -> None:
        super().__init__(
            f"no place has the id {place_id!r}; ids look like 'geonames:98182', 'iso:IR-11' "
            "or 'curated:koh-e-sabz', and a search returns them"
        )
        self.place_id = place_id
