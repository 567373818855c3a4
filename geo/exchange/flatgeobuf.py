"""FlatGeobuf, through GDAL: one layer with a spatial index, which sorts what it holds by place.

Such an index can hold no incident that nobody places. A file with one has none, so that nothing
is left out: it is slower where only a part of the ground is asked for, and right. (GDAL 3.12
reads missing geometries of FlatGeobuf wrongly through Arrow; without Arrow it reads them well.)
"""

from __future__ import annotations

import errno
import os
import warnings
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

import pyarrow as pa
import pyogrio  # type: ignore[import-untyped]
from pyogrio.errors import DataLayerError, DataSourceError  # type: ignore[import-untyped]

from geo.errors import ExportError, ImportFileError
from geo.exchange.arrow import FIELDS, GEOMETRY, RECORD, batch_of, chunks, need_record, taken
from geo.plain import rule_text
from geo.source import whole as whole_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from geo.exchange.entries import Going
    from geo.exchange.incoming import Incoming, Reading

__all__ = ["read", "write"]

_WKB: Final = {"ARROW:extension:name": "geoarrow.wkb"}
_SCHEMA: Final = pa.schema([*FIELDS, pa.field(GEOMETRY, pa.binary(), metadata=_WKB)])
_ROWS_AT_ONCE: Final = 1_000
_MAGIC: Final = b"fgb\x03fgb"


def write(going: Going, path: Path) -> tuple[Path, ...]:
    """Write incidents as FlatGeobuf.

    Parameters
    ----------
    going
        The incidents; gone through again from the start if one that nobody places turns up.
    path
        Where to.

    Returns
    -------
    tuple of Path
        The file.

    Raises
    ------
    ExportError
        If it cannot be written.
    """
    with _draft(path) as draft:
        try:
            _write(going, draft, indexed=True)
        except _UnplacedError:
            _write(going, draft, indexed=False)
        _check_whole(draft)
    return (path,)


def read(path: Path, reading: Reading) -> Iterator[Incoming]:  # noqa: ARG001 (the file says it all)
    """Incidents of a file that we wrote.

    Parameters
    ----------
    path
        The file, read some rows at a time; only its column `record` counts.
    reading
        Not needed: everything is in the file.

    Yields
    ------
    Incoming
        What each row gives, in the order of the file, which is that of its spatial index.

    Raises
    ------
    ImportFileError
        If the file cannot be read or we did not write it.
    """
    try:
        with path.open("rb") as file:
            if file.read(len(_MAGIC)) != _MAGIC:  # GDAL would open whatever else it is
                raise ImportFileError(path, "is no FlatGeobuf file")
        need_record(path, _columns(path))
        with pyogrio.open_arrow(
            path, columns=[RECORD], read_geometry=False, batch_size=_ROWS_AT_ONCE, use_pyarrow=True
        ) as (_, batches):
            yield from taken(batches)
    except (DataSourceError, DataLayerError, OSError, pa.ArrowException) as problem:
        raise ImportFileError(path, f"is no whole FlatGeobuf file: {problem}") from None


def _columns(path: Path) -> list[str]:
    """Names of the columns; a damaged file may have no layer, or names that are no text."""
    try:
        with warnings.catch_warnings(action="ignore"):
            return list(pyogrio.read_info(path)["fields"])
    except (IndexError, UnicodeError):
        return []


class _UnplacedError(Exception):
    """An incident without a point, which a spatial index cannot hold."""


class _Noting:
    """Notes what is raised in its block, which on its way through GDAL becomes mere text."""

    raised: BaseException | None = None

    def __enter__(self) -> None:
        """Nothing is raised yet."""

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: object
    ) -> None:
        """Note it, unless it only says that nobody wants more."""
        if not isinstance(value, GeneratorExit):
            self.raised = value


def _write(going: Going, path: Path, *, indexed: bool) -> None:
    """Write the layer; what goes wrong with the incidents is raised as it was."""
    noting = _Noting()

    def batches() -> Iterator[pa.RecordBatch]:
        with noting:
            for rows in chunks(going.entries(), _ROWS_AT_ONCE):
                if indexed and not all(row.wkb for row in rows):
                    raise _UnplacedError
                yield batch_of(rows, _SCHEMA)

    told = "; ".join(filter(None, [rule_text(going.rule), going.chosen]))
    try:
        pyogrio.write_arrow(
            pa.RecordBatchReader.from_batches(_SCHEMA, batches()),
            path,
            layer="incidents",
            driver="FlatGeobuf",
            geometry_name=GEOMETRY,
            geometry_type="Unknown" if going.areas else "Point",
            crs="EPSG:4326",
            layer_options={
                "SPATIAL_INDEX": "YES" if indexed else "NO",
                "TITLE": whole_text(going.title),
                "DESCRIPTION": whole_text(told),
            },
        )
    except RuntimeError:  # pyogrio's errors are, and what it says of a stream that broke off
        if noting.raised is None:
            raise
    if noting.raised is not None:
        raise noting.raised from None


def _check_whole(draft: Path) -> None:
    """Read the layer once, as GDAL does not always say when the disk is full."""
    try:
        with pyogrio.open_arrow(draft, columns=["id"], read_geometry=False, use_pyarrow=True) as (
            _,
            batches,
        ):
            for _batch in batches:
                pass
    except (DataSourceError, DataLayerError, OSError, pa.ArrowException):
        why = "the disk is full, or does not keep what is written"
        raise OSError(errno.ENOSPC, why) from None


@contextmanager
def _draft(path: Path) -> Iterator[Path]:
    """As `geo.files.replacing`, for GDAL, which wants a path with its own ending."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.new.fgb")
    try:
        yield draft
        with draft.open("rb") as file:
            os.fsync(file.fileno())
        draft.replace(path)
    except (DataSourceError, DataLayerError, OSError) as problem:
        raise ExportError(path, getattr(problem, "strerror", None) or str(problem)) from None
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
