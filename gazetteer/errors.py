"""What can go wrong in the gazetteer.

A name that nothing matches is a result, not an error. What remains:

    GazetteerError
    ├── DataError (ValueError)        a source table does not read as it should
    ├── IndexFileError (OSError)      the index file is missing, broken or cannot be written
    └── UnknownPlaceError (LookupError)   an id that the gazetteer does not hold
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["DataError", "GazetteerError", "IndexFileError", "UnknownPlaceError"]


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
