"""Which file is what: finds the reader for a file by its ending and by what is in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Final

from geo.errors import ImportFileError
from geo.exchange.datasets.archiver import ArchivedSource
from geo.exchange.incoming import Incoming, Reading
from geo.exchange.tables import Table

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType


__all__ = ["FORMS", "OWN", "FoundForm", "find_form"]

OWN: Final = (
    ("incidentmap GeoPackage", "geopackage", "is_store", (".gpkg",)),
    ("incidentmap GeoJSON", "geojson", "is_ours", (".geojson", ".json")),
    ("incidentmap GeoJSON", "geojsonseq", "is_ours", (".geojsons", ".geojsonl", ".geojsonseq")),
    ("incidentmap FlatGeobuf", "flatgeobuf", None, (".fgb",)),
    ("incidentmap GeoParquet", "geoparquet", None, (".parquet", ".geoparquet")),
    ("TimeMap JSON", "timemap", "is_timemap", (".json",)),
)
"""Forms that are no tables: name, module of `geo.exchange`, its test of a file, endings.

Without a test a file of that ending is of that form, or its reader says that it is not."""

FORMS: Final = ("ucdp", "acled", "airwars", "archiver")
"""Modules of `geo.exchange.datasets` that know a table by its header, the surest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundForm:
    """What a file is.

    Parameters
    ----------
    name
        The form, for a person.
    read
        Reads its incidents; None for a table whose columns a person has to see first, and for a
        file of sources.
    sources
        Reads its sources, where it holds no incidents.
    table
        The file as a table, where it is one.
    """

    name: str
    read: Callable[[Reading], Iterator[Incoming]] | None = None
    sources: Callable[[Reading], Iterator[ArchivedSource]] | None = None
    table: Table | None = None


def find_form(path: Path) -> FoundForm:
    """What a file is.

    Parameters
    ----------
    path
        The file.

    Returns
    -------
    FoundForm
        Without a way to read it where it is a table in no known form.

    Raises
    ------
    ImportFileError
        If it is not there, or nothing reads it.
    """
    if not path.is_file():
        why = "is a folder; name a file in it" if path.is_dir() else "no such file"
        raise ImportFileError(path, why)
    name = path.name.lower()
    for form, module_name, test, endings in OWN:
        if name.endswith(endings):
            module = import_module(f"geo.exchange.{module_name}")
            if test is None or getattr(module, test)(path):
                return FoundForm(name=form, read=partial(module.read, path))
    table = import_module("geo.exchange.tables").open_table(path)
    for module_name in FORMS:
        module = import_module(f"geo.exchange.datasets.{module_name}")
        if module.recognises(table.columns):
            return _known_table(module, table)
    return FoundForm(name="a table", table=table)


def _known_table(module: ModuleType, table: Table) -> FoundForm:
    if hasattr(module, "sources"):
        return FoundForm(name=module.NAME, sources=partial(module.sources, table), table=table)
    return FoundForm(name=module.NAME, read=partial(module.read, table), table=table)
