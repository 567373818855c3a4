"""The columns of a table of places, and how a row becomes a place.

| column | also | holds |
|---|---|---|
| `name` | | the main name; required |
| `lon`, `lat` | `longitude`, `lng`, `long`, `x`; `latitude`, `y` | degrees; required |
| `geonameid` | `geonames_id` | makes the id 'geonames:98182' |
| `id` | | kept if it has a colon, else put after the name of the table |
| `country` | `country_code`, `iso2` | ISO 3166-1 alpha-2 |
| `admin1`, `admin2` | with `_code` or `_name` | code or name of the divisions |
| `feature_class` | | a word of `FeatureClass`, or a letter of GeoNames with a `feature_code` |
| `feature_code` | | GeoNames' code |
| `population` | | a count |
| `alternates` | `alternatenames`, `alternate_names` | other names, parted by a vertical bar |
| `radius_m` | | metres |
| `citation` | | where the row comes from |
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Self

from gazetteer.errors import DataError
from gazetteer.names import fold
from gazetteer.place import RADIUS_M, FeatureClass, Place, Precision, settlement_radius_m
from gazetteer.sources.curated import Row, read_table
from gazetteer.sources.entry import Entry
from gazetteer.sources.feature_codes import Kind, kind_of, kind_of_code
from gazetteer.sources.geonames_codes import Codes

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["COLUMNS", "Header", "Knowledge", "country_codes", "entry_of", "settlement_of"]

COLUMNS: dict[str, tuple[str, ...]] = {
    "name": ("name",),
    "lon": ("lon", "longitude", "lng", "long", "x"),
    "lat": ("lat", "latitude", "y"),
    "geonameid": ("geonameid", "geonames_id"),
    "id": ("id",),
    "country": ("country", "country_code", "iso2"),
    "admin1": ("admin1", "admin1_code", "admin1_name"),
    "admin2": ("admin2", "admin2_code", "admin2_name"),
    "feature_class": ("feature_class",),
    "feature_code": ("feature_code",),
    "population": ("population",),
    "alternates": ("alternates", "alternatenames", "alternate_names"),
    "radius_m": ("radius_m",),
    "citation": ("citation",),
}
"""What a header may call each column, in any case, with spaces or underscores."""

_MEANING = {spelling: column for column, spellings in COLUMNS.items() for spelling in spellings}
_NAMELESS = "the name is empty; name the place or leave the row out"
_REQUIRED = ("name", "lon", "lat")
_MAX_LAT, _MAX_LON = 90.0, 180.0
_USUAL_CODE = {
    FeatureClass.COUNTRY: "PCLI",
    FeatureClass.ADM1: "ADM1",
    FeatureClass.ADM2: "ADM2",
    FeatureClass.SETTLEMENT: "PPL",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The header of a table.

    Parameters
    ----------
    names
        The column that each cell of a row belongs to; None for one that is not read.
    """

    names: tuple[str | None, ...]

    @classmethod
    def read(cls, cells: Sequence[str], *, table: str, line: int) -> Self:
        """Find the columns.

        Parameters
        ----------
        cells
            The header.
        table
            Name of the file.
        line
            The line that the header stands on.

        Returns
        -------
        Header
            With each known column once.

        Raises
        ------
        DataError
            If a required column is missing, or two columns mean the same.
        """
        spelt = [cell.strip().casefold().replace(" ", "_") for cell in cells]
        names = tuple(_MEANING.get(cell) for cell in spelt)
        missing = [column for column in _REQUIRED if column not in names]
        if missing:
            msg = (
                f"no column {' and no column '.join(missing)} in the header "
                f"({', '.join(cells)[:100]}); wanted name, lon and lat: name the columns so"
            )
            raise DataError(msg, table=table, line=line)
        for column in filter(None, names):
            if names.count(column) > 1:
                both = " and ".join(
                    cell for cell, name in zip(cells, names, strict=True) if name == column
                )
                msg = f"{both} both mean {column}; leave one of them out"
                raise DataError(msg, table=table, line=line)
        return cls(names=names)

    def row(self, cells: Sequence[str], *, table: str, line: int) -> Row:
        """Name the cells of a row.

        Parameters
        ----------
        cells
            As many as there are names.
        table
            Name of the file.
        line
            The line that the row begins on.

        Returns
        -------
        Row
            Without the cells that are not read and those that are empty.
        """
        named = zip(self.names, cells, strict=True)
        return Row(
            table=table, line=line, cells={name: cell for name, cell in named if name and cell}
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """What the cells of a table are read against.

    Parameters
    ----------
    source
        Name of the table as a source.
    codes
        Names for codes of divisions.
    divisions
        GeoNames codes of first-order divisions, by country and by what else they are called: ISO
        3166-2 codes, folded names.
    """

    source: str
    codes: Codes
    divisions: Mapping[tuple[str, str], str]

    @classmethod
    def of(cls, codes: Codes, *, source: str) -> Self:
        """Gather what is known.

        Parameters
        ----------
        codes
            Names for codes of divisions.
        source
            Name of the table as a source.

        Returns
        -------
        Knowledge
            For one table.
        """
        divisions = {(country, fold(name)): code for (country, code), name in codes.admin1.items()}
        for row in read_table("divisions.tsv"):
            if row["geonames_admin1"]:
                divisions[row["country"], row["code"]] = row["geonames_admin1"]
        return cls(source=source, codes=codes, divisions=divisions)


def entry_of(row: Row, knowledge: Knowledge) -> Entry:
    """Make a place of a row of a table with a header.

    Parameters
    ----------
    row
        The cells that are not empty, by column.
    knowledge
        What they are read against.

    Returns
    -------
    Entry
        The place with its names.

    Raises
    ------
    DataError
        If a cell does not read.
    """
    if "name" not in row.cells:
        raise _fault(row, _NAMELESS)
    kind, code = _kind(row)
    country = _country(row)
    population = _population(row)
    admin1_code, admin1 = _admin1(row, country, knowledge)
    admin2_code, admin2 = _admin2(row, country, admin1_code, knowledge)
    if "radius_m" in row.cells:
        radius_m = row.number("radius_m")
    elif kind.radius_m is not None:
        radius_m = kind.radius_m
    else:
        radius_m = settlement_radius_m(population)
    lon, lat = _point(row)
    try:
        place = Place(
            id=_place_id(row, knowledge.source),
            name=row["name"],
            country=country,
            admin1_code=admin1_code,
            admin1=admin1,
            admin2_code=admin2_code,
            admin2=admin2,
            feature_class=kind.feature_class,
            feature_code=code,
            lon=lon,
            lat=lat,
            population=population,
            radius_m=radius_m,
            source=knowledge.source,
            citation=row.cells.get("citation"),
        )
    except ValueError as error:
        raise _fault(row, str(error)) from None
    return Entry(place=place, alternates=_alternates(row))


def settlement_of(row: Row, *, source: str) -> Entry:
    """Make a place of a row of a settlement table.

    Parameters
    ----------
    row
        Cells under geonameid, name, country, lat, lon, population and alternates. A number below
        zero is one of the table's own, for a place that GeoNames does not have.
    source
        Name of the table as a source.

    Returns
    -------
    Entry
        The settlement with its names; one without a main name goes by the first of the others.

    Raises
    ------
    DataError
        If a cell does not read.
    """
    lon, lat = _point(row)
    population = _population(row)
    others = _alternates(row)
    name = row["name"] or next(iter(others), "")
    if not name:
        raise _fault(row, _NAMELESS)
    number = row["geonameid"]
    own = number.startswith("-")
    place = Place(
        id=f"{source}:{number[1:]}" if own else f"geonames:{number}",
        name=name,
        country=row["country"] or None,
        feature_class=FeatureClass.SETTLEMENT,
        feature_code="PPL",
        lon=lon,
        lat=lat,
        population=population,
        radius_m=settlement_radius_m(population),
        source=source,
    )
    return Entry(place=place, alternates=others if row["name"] else others[1:])


def _fault(row: Row, message: str) -> DataError:
    """Say what is wrong with a row."""
    return DataError(message, table=row.table, line=row.line)


def _point(row: Row) -> tuple[float, float]:
    """Read lon and lat."""
    for column in ("lon", "lat"):
        if not row.cells.get(column):
            raise _fault(row, f"{column} is empty; give degrees or leave the row out")
    lon, lat = row.number("lon"), row.number("lat")
    if not (abs(lon) <= _MAX_LON and abs(lat) <= _MAX_LAT):
        swapped = abs(lat) <= _MAX_LON and abs(lon) <= _MAX_LAT
        do = "they look swapped: see which column is which" if swapped else "wanted degrees"
        raise _fault(row, f"lon {lon}, lat {lat} is no point on Earth; {do}")
    if lon == lat == 0.0:
        what = "lon and lat are both 0, which stands for no known point; leave the row out"
        raise _fault(row, what)
    return lon, lat


def _population(row: Row) -> int | None:
    """Read the number of people; 0 is a number that nobody knows."""
    text = row.cells.get("population")
    if not text:
        return None
    people = row.number("population")
    if people < 0 or people % 1:  # nan and infinity leave nan
        raise _fault(row, f"population is {text!r}; wanted a count, or nothing")
    return int(people) or None


def _alternates(row: Row) -> tuple[str, ...]:
    """Part the other names."""
    others = (name.strip() for name in row.cells.get("alternates", "").split("|"))
    return tuple(dict.fromkeys(name for name in others if name and name != row["name"]))


def _country(row: Row) -> str | None:
    """Read the country."""
    text = row.cells.get("country")
    if text is None:
        return None
    code = text.upper()
    if code not in country_codes():
        raise _fault(row, f"country is {text!r}; wanted ISO 3166-1 alpha-2, such as IR")
    return code


@cache
def country_codes() -> frozenset[str]:
    """All country codes.

    Returns
    -------
    frozenset of str
        ISO 3166-1 alpha-2, and XK.
    """
    return frozenset(row["code"] for row in read_table("countries.tsv"))


def _admin1(row: Row, country: str | None, knowledge: Knowledge) -> tuple[str | None, str | None]:
    """Read code and name of the first-order division from either."""
    text = row.cells.get("admin1")
    if text is None:
        return None, None
    if country is None:
        return None, text
    known = knowledge.codes.admin1
    for code in (text, text.zfill(2), knowledge.divisions.get((country, text.upper()))):
        if code is not None and (country, code) in known:  # a spreadsheet makes 2 of 02
            return code, known[country, code]
    found = knowledge.divisions.get((country, fold(text)))
    return found, text if found is None else known[country, found]


def _admin2(
    row: Row, country: str | None, admin1_code: str | None, knowledge: Knowledge
) -> tuple[str | None, str | None]:
    """Read code and name of the second-order division; what no table names is a name."""
    text = row.cells.get("admin2")
    if text is None:
        return None, None
    found = knowledge.codes.admin2.get((country or "", admin1_code or "", text))
    if found is not None or text.isdecimal():
        return text, found
    return None, text


def _kind(row: Row) -> tuple[Kind, str]:
    """Read what kind of place it is, and its feature code."""
    word, code = row.cells.get("feature_class", ""), row.cells.get("feature_code", "").upper()
    if not word:
        kind = kind_of_code(code or "PPL")
        if kind is None:
            what = f"feature_code {code} is not known here; give a feature_class beside it"
            raise _fault(row, what)
        return kind, code or "PPL"
    if len(word) == 1:
        letter = word.upper()
        kind = kind_of(letter, code)
        if kind is None and letter in "RS":
            kind = _usual(FeatureClass.SITE)
    else:
        kind = _usual_named(word.casefold())
        coded = kind_of_code(code) if code else None
        kind = coded if coded and kind and coded.feature_class is kind.feature_class else kind
    if kind is None:
        what = f"feature_class is {word!r}; wanted one of {', '.join(FeatureClass)}"
        raise _fault(row, what)
    return kind, code or _USUAL_CODE.get(kind.feature_class, "")


def _usual_named(word: str) -> Kind | None:
    """The usual kind of a feature class by its word."""
    return _usual(FeatureClass(word)) if word in set(FeatureClass) else None


def _usual(feature_class: FeatureClass) -> Kind:
    """The kind with the radius of its class."""
    if feature_class is FeatureClass.SETTLEMENT:
        return Kind(feature_class=feature_class, radius_m=None)
    return Kind(feature_class=feature_class, radius_m=RADIUS_M[Precision(feature_class)])


def _place_id(row: Row, source: str) -> str:
    """Make an id from the columns there are."""
    if "geonameid" in row.cells:
        number = row["geonameid"]
        if not number.isdecimal():
            raise _fault(row, f"geonameid is {number!r}; wanted the number that GeoNames gives")
        return f"geonames:{int(number)}"
    if "id" in row.cells:
        return row["id"] if ":" in row["id"] else f"{source}:{row['id']}"
    return f"{source}:{row.line}"
