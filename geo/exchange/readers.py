"""Which file is what: finds the reader for a file by its ending and by what is in it."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from geo.errors import ImportFileError
from geo.exchange.tables import Table

if TYPE_CHECKING:
    from pathlib import Path


__all__ = ["FORMS", "OWN", "FoundForm", "find_form"]

OWN: Final = (
    ("incidentmap GeoPackage", "geopackage", "is_store", (".gpkg",)),
    ("incidentmap GeoJSON", "geojson", "is_ours", (".geojson", ".json")),
    ("incidentmap GeoJSON", "geojsonseq", "is_ours", (".geojsons", ".geojsonl", ".geojsonseq")),
    ("incidentmap FlatGeobuf", "flatgeobuf", "is_ours", (".fgb",)),
    ("incidentmap GeoParquet", "geoparquet", "is_ours", (".parquet", ".geoparquet")),
    ("TimeMap JSON", "timemap", "is_timemap", (".json",)),
)
"""Forms that are no tables: name, module of `geo.exchange`, its test of a file, endings."""

FORMS: Final = ("ucdp", "acled", "airwars", "archiver")
"""Modules of `geo.exchange` that know a table by its header, the surest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundForm:
    """What a file is.

    Parameters
    ----------
    name
        The form, for a person.
    module
        The module of `geo.exchange` that reads it.
    table
        The file as a table, where it is one.
    """

    name: str
    module: Any
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
        A table in no known form has the module `geo.exchange.mapping`.

    Raises
    ------
    ImportFileError
        If it is not there, or nothing reads it.
    """
    if not path.is_file():
        raise ImportFileError(path, "no such file")
    name = path.name.lower()
    for form, module_name, test, endings in OWN:
        if name.endswith(endings):
            module = import_module(f"geo.exchange.{module_name}")
            if getattr(module, test)(path):
                return FoundForm(name=form, module=module)
    table = import_module("geo.exchange.tables").open_table(path)
    for module_name in FORMS:
        module = import_module(f"geo.exchange.{module_name}")
        if module.recognises(table.columns):
            return FoundForm(name=module.NAME, module=module, table=table)
    mapping = import_module("geo.exchange.mapping")
    return FoundForm(name="a table", module=mapping, table=table)
