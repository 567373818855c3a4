"""The formats that incidents go out in: which ending means which, and what each cannot carry."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Final, Protocol, cast

from geo.errors import ExportError

if TYPE_CHECKING:
    from pathlib import Path

    from geo.exchange.entries import Going

__all__ = ["FORMATS", "Format", "Writer", "format_of", "writer_of"]


class Writer(Protocol):
    """Writes one format."""

    def __call__(self, going: Going, path: Path) -> tuple[Path, ...]:
        """Write the incidents so that the file is there whole or not at all.

        The same incidents give the same bytes.

        Returns
        -------
        tuple of Path
            The files that were written, `path` first.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format that incidents go out in.

    Parameters
    ----------
    name
        Its name, as its users call it.
    endings
        Endings of its files, in small letters; the first is the usual one.
    module
        Module of `geo.exchange` whose `write` is its `Writer`.
    for_
        Who reads it.
    leaves_out
        What it cannot carry, for a person; empty where a file read back gives the same incidents.
    """

    name: str
    endings: tuple[str, ...]
    module: str
    for_: str
    leaves_out: str = ""


FORMATS: Final = (
    Format(
        name="GeoJSON",
        endings=(".geojson", ".json"),
        module="geojson",
        for_="web maps, QGIS, every GIS library",
    ),
    Format(
        name="GeoJSON text sequence",
        endings=(".geojsons", ".geojsonl", ".geojsonseq"),
        module="geojsonseq",
        for_="streams and command lines, one incident a record",
    ),
    Format(
        name="GeoPackage",
        endings=(".gpkg",),
        module="geopackage",
        for_="QGIS (with styles, and a project beside it), incidentmap itself",
    ),
    Format(
        name="FlatGeobuf",
        endings=(".fgb",),
        module="flatgeobuf",
        for_="large layers read over the web or in GIS",
    ),
    Format(
        name="GeoParquet",
        endings=(".parquet", ".geoparquet"),
        module="geoparquet",
        for_="geopandas, DuckDB, data lakes",
    ),
    Format(
        name="KML",
        endings=(".kml",),
        module="kml",
        for_="Google Earth and other globes",
        leaves_out="superseded and withdrawn claims, assessments, rows imported from",
    ),
    Format(
        name="KMZ",
        endings=(".kmz",),
        module="kml",
        for_="Google Earth and other globes, icons inside",
        leaves_out="superseded and withdrawn claims, assessments, rows imported from",
    ),
    Format(
        name="TimeMap JSON",
        endings=(".timemap.json",),
        module="timemap",
        for_="Forensic Architecture's TimeMap",
        leaves_out="superseded and withdrawn claims, links, assessments, rows imported from, areas",
    ),
    Format(
        name="CSV",
        endings=(".csv",),
        module="csv_table",
        for_="spreadsheets and scripts, one incident a row",
        leaves_out="superseded and withdrawn claims, links, assessments, rows imported from, areas",
    ),
    Format(
        name="XLSX",
        endings=(".xlsx",),
        module="xlsx",
        for_="Excel and LibreOffice, with sheets for claims, sources and links",
        leaves_out="areas, rows imported from, why something was withdrawn, where quotes stand",
    ),
)
"""The formats, in the order in which help and documents list them."""


def format_of(path: Path) -> Format:
    """The format that a file's ending means.

    Parameters
    ----------
    path
        The file to be written.

    Returns
    -------
    Format
        The one with the longest ending that fits.

    Raises
    ------
    ExportError
        If none has that ending; lists those there are.
    """
    name = path.name.lower()
    fitting = [(len(e), f) for f in FORMATS for e in f.endings if name.endswith(e)]
    if not fitting:
        listed = ", ".join(form.endings[0] for form in FORMATS)
        raise ExportError(path, f"its ending names no format; the endings are {listed}, or DIR/")
    return max(fitting, key=lambda pair: pair[0])[1]


def writer_of(form: Format) -> Writer:
    """What writes a format; its module and what that needs are imported now.

    Parameters
    ----------
    form
        The format.

    Returns
    -------
    Writer
        Its writer.
    """
    return cast("Writer", import_module(f"geo.exchange.{form.module}").write)
