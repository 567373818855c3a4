"""What can go wrong with incidents, as one small tree.

::

    GeoError
    ├── ModelError        (ValueError)         a value that the model does not allow
    │   ├── DateError                          not an EDTF or plain date
    │   ├── CountError                         not a count, or one that contradicts itself
    │   └── PlaceError                         a place that nobody knows, or that could be several
    ├── ReportError       (ValueError)         a report that cannot be read
    ├── LanguageModelError (ConnectionError)    a language model that gives no answer to use
    ├── SeedError         (ValueError)         a file of incidents that does not read
    ├── UnknownIdError    (LookupError)        no incident, claim or source of that id
    ├── ImportFileError   (ValueError)         a file of another tool that cannot be taken in
    ├── ExportError       (OSError)            an output that could not be written
    └── StoreError        (OSError)            the store could not be used
        ├── StoreMissingError                  no file there
        ├── ForeignStoreError                  a file, but not one of our stores, or a newer one
        ├── StoreBusyError                     another writer holds it
        ├── StoreFullError                     no room left on the disk
        └── DamagedTextError                   a text kept in it is not the one that was kept

Each says what was found, what was wanted and what to do; nothing is written
when one is raised.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from gazetteer.place import Resolution

__all__ = [
    "CountError",
    "DamagedTextError",
    "DateError",
    "ExportError",
    "ForeignStoreError",
    "GeoError",
    "ImportFileError",
    "LanguageModelError",
    "ModelError",
    "PlaceError",
    "ReportError",
    "SeedError",
    "StoreBusyError",
    "StoreError",
    "StoreFullError",
    "StoreMissingError",
    "UnknownIdError",
]


class GeoError(Exception):
    """Anything that this package refuses, with a message for a person."""


class ModelError(GeoError, ValueError):
    """A value that the model does not allow."""


class DateError(ModelError):
    """Text that is no date, or not one date only."""

    def __init__(self, text: str, why: str) -> None:
        super().__init__(
            f"{text!r} is not a date: {why} "
            "(write 2024-01-16, 2024-01, 16 January 2024 or another EDTF date)"
        )
        self.text = text


class CountError(ModelError):
    """Text that is no count, or a count that contradicts itself."""

    def __init__(self, text: str, why: str) -> None:
        super().__init__(f"{text!r} is not a count: {why} (write 9, 9-12, 12+ or ~100)")
        self.text = text


class PlaceError(ModelError):
    """A place that nobody knows, or that could be several; `resolution` says which."""

    def __init__(self, resolution: Resolution) -> None:
        offered = resolution.candidates[:5]
        listed = "; ".join(
            f"{c.place.label} ({c.place.feature_class}, {c.place.id})" for c in offered
        )
        if not offered:
            told = f"{resolution.why}; check the spelling, or give coordinates such as 27.4, 62.3"
        elif offered[0].how in {"exact", "folded"} and resolution.why.startswith("it may be"):
            told = f"could be {listed}; add the country ('Saravan, Iran') or give one of these ids"
        else:
            told = f"{resolution.why}; give one of these ids if it is meant: {listed}"
        super().__init__(f"{resolution.text!r}: {told}")
        self.resolution = resolution


class ReportError(GeoError, ValueError):
    """A report that cannot be read; `name` is its file or address, `line` the line in it."""

    def __init__(self, name: str, why: str, *, line: int | None = None) -> None:
        super().__init__(f"{name if line is None else f'{name}, line {line}'}: {why}")
        self.name = name
        self.line = line


class LanguageModelError(GeoError, ConnectionError):
    """A language model that gives no answer to use; `address` holds no key, `status` is HTTP's."""

    def __init__(self, address: str, why: str, *, status: int | None = None) -> None:
        super().__init__(f"{address}: {why}")
        self.address = address
        self.status = status


class SeedError(GeoError, ValueError):
    """A file of incidents that does not read; names the file and the place in it."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path}: {why}")
        self.path = path


class UnknownIdError(GeoError, LookupError):
    """No record of that kind has the id."""

    def __init__(self, record: str, wanted: str, near: tuple[str, ...] = ()) -> None:
        hint = (
            f"; did you mean {', '.join(near)}?" if near else "; `incidentmap list` shows the ids"
        )
        super().__init__(f"no {record} has the id {wanted!r}{hint}")
        self.wanted = wanted


class ImportFileError(GeoError, ValueError):
    """A file that cannot be taken in; nothing of it was, and the store has not changed."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path}: {why}")
        self.path = path


class ExportError(GeoError, OSError):
    """An output that could not be written; whatever stood there still stands."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path}: not written: {why}")
        self.path = path


class StoreError(GeoError, OSError):
    """The store could not be used; nothing in it has changed."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path}: {why}")
        self.path = path


class StoreMissingError(StoreError):
    """No store lies there."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path, "no such store; `incidentmap init` makes one, --store PATH names another"
        )


class ForeignStoreError(StoreError):
    """A file that is not one of our stores, or one made by a newer version."""


class StoreBusyError(StoreError):
    """Another program is writing to the store."""


class StoreFullError(StoreError):
    """The disk has no room for the change."""


class DamagedTextError(StoreError):
    """A text that is kept no longer has its own hash; `sha256` says which."""

    def __init__(self, path: Path, sha256: str) -> None:
        super().__init__(
            path,
            f"its text {sha256[:12]}… is damaged; `incidentmap check` lists what cites it",
        )
        self.sha256 = sha256
