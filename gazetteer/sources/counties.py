"""Second-order divisions: counties of the United States, and what other countries are divided into.

`counties.tsv` is made from the Census Bureau's outlines, `districts.tsv` from Natural Earth; see
../data/NOTICE-counties.md for both and for their faults.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.place import FeatureClass, Place
from gazetteer.sources.curated import admin1_names, read_table
from gazetteer.sources.entry import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazetteer.sources.curated import Row

__all__ = ["counties", "districts"]

_KINDS = (" County", " Parish", " Borough", " Census Area", " Municipality")
_JOINED = "City and Borough"
_STATE_DIGITS = 2  # of a FIPS code; the rest is GeoNames' code of the county
_WITH_KIND = {"IE": "County {}"}


def counties() -> Iterator[Entry]:
    """Read the counties of the United States, and what takes their place in some states.

    Yields
    ------
    Entry
        A county, parish, borough, census area or city outside of all; 'Loudoun County' is also
        found as 'Loudoun', unless no settlement is known in it.
    """
    names = admin1_names()
    for row in read_table("counties.tsv"):
        state = names["US", row["admin1"]]
        place = _place(row, f"fips:{row['id']}", "US", state, row["id"][_STATE_DIGITS:])
        kind = next((kind for kind in _KINDS if place.name.endswith(kind)), None)
        bare = place.name.removesuffix(kind) if kind else ""
        short = f"St. {place.name[6:]}" if place.name.startswith("Saint ") else ""
        yield Entry(
            place=place,
            names=(short,) if short else (),
            alternates=(bare,) if bare and place.population and _JOINED not in place.name else (),
        )


def districts() -> Iterator[Entry]:
    """Read counties of Britain and Ireland, departments, provinces and districts elsewhere.

    Yields
    ------
    Entry
        A division; 'Clare' is also found as 'County Clare'.
    """
    names = admin1_names()
    for row in read_table("districts.tsv"):
        country = row["country"]
        place = _place(row, row["id"], country, names[country, row["admin1"]])
        form = _WITH_KIND.get(country)
        yield Entry(place=place, names=(form.format(place.name),) if form else ())


def _place(
    row: Row, place_id: str, country: str, admin1: str, admin2_code: str | None = None
) -> Place:
    """Make a place of a row."""
    return Place(
        id=place_id,
        name=row["name"],
        country=country,
        admin1_code=row["admin1"],
        admin1=admin1,
        admin2_code=admin2_code,
        admin2=row["name"],
        feature_class=FeatureClass.ADM2,
        feature_code="ADM2",
        lon=row.number("lon"),
        lat=row.number("lat"),
        population=int(row.number("people")) or None,
        radius_m=1000.0 * row.number("radius_km"),
        source=row.table.removesuffix(".tsv"),
    )
