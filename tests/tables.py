"""Made-up rows in the forms of other data sets; no row of theirs is in the project."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

from gazetteer.place import Precision
from geo.exchange.incoming import Reading
from geo.exchange.tables import Row, Table
from geo.where import Where
from tests.builders import AT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.dossier import Dossier
    from geo.exchange.incoming import Incoming

__all__ = [
    "acled_row",
    "airwars_row",
    "dossiers",
    "nowhere",
    "reading",
    "table",
    "ucdp_row",
    "write_csv",
]

_UCDP = {
    "id": "901",
    "relid": "AAA-2024-1-1-1",
    "year": "2024",
    "active_year": "1",
    "code_status": "Clear",
    "type_of_violence": "1",
    "conflict_new_id": "77",
    "conflict_name": "Madeland: Government",
    "dyad_new_id": "78",
    "dyad_name": "Government of Madeland - Made-up Front",
    "side_a_new_id": "79",
    "side_a": "Government of Iran",
    "side_b_new_id": "80",
    "side_b": "Made-up Front",
    "number_of_sources": "1",
    "source_article": '"Made-up News,2024-01-18,Six die\nin clash"',
    "source_headline": "Six die in clash",
    "where_prec": "1",
    "where_coordinates": "Saravan town",
    "where_description": "a bridge at Saravan",
    "adm_1": "Sistan and Baluchestan province",
    "adm_2": "Saravan county",
    "latitude": "27.3709",
    "longitude": "62.3342",
    "country": "Iran",
    "country_id": "630",
    "region": "Middle East",
    "event_clarity": "1",
    "date_prec": "1",
    "date_start": "2024-01-17",
    "date_end": "2024-01-17",
    "deaths_a": "1",
    "deaths_b": "2",
    "deaths_civilians": "0",
    "deaths_unknown": "3",
    "best": "6",
    "high": "9",
    "low": "5",
    "gwnoa": "630",
}
_ACLED = {
    "event_id_cnty": "IRN901",
    "event_date": "16 January 2024",
    "year": "2024",
    "time_precision": "1",
    "disorder_type": "Political violence",
    "event_type": "Battles",
    "sub_event_type": "Armed clash",
    "actor1": "Military Forces of Madeland",
    "inter1": "State forces",
    "actor2": "Made-up Front",
    "inter2": "Rebel group",
    "interaction": "State forces-Rebel group",
    "iso": "364",
    "region": "Middle East",
    "country": "Iran",
    "admin1": "Sistan and Baluchestan",
    "admin2": "Saravan",
    "location": "Saravan",
    "latitude": "27.3709",
    "longitude": "62.3342",
    "geo_precision": "1",
    "source": "Made-up News",
    "source_scale": "National",
    "notes": "On 16 January 2024, the two made-up sides met at Saravan.",
    "fatalities": "3",
    "timestamp": "1705500000",
}
_AIRWARS = {
    "Unique Reference Code": "MU901",
    "Incident Date": "January 16, 2024",
    "Permalink": "https://example.org/mu901",
    "Location": "Made-up quarter, Erbil, Iraq",
    "Country": "Iraq",
    "Latitude": "36.19",
    "Longitude": "44.01",
    "Geolocation Accuracy": "Neighbourhood/area",
    "Strike type": "Airstrike",
    "Strike Status": "Likely strike",
    "Civilians reported killed": "4–11",
    "Civilians reported injured": "17 – 20 (3 children)",
    "Suspected belligerent": "Made-up Coalition",
    "Airwars civilian harm grading": "Fair",
    "Summary": "Made-up sources said that a house was hit.",
}


def ucdp_row(**changes: str | None) -> dict[str, str]:
    """A clash near Saravan; None takes a cell out."""
    return _changed(_UCDP, changes)


def acled_row(**changes: str | None) -> dict[str, str]:
    """A clash at Saravan; None takes a cell out."""
    return _changed(_ACLED, changes)


def airwars_row(changes: dict[str, str | None] | None = None) -> dict[str, str]:
    """A strike at Erbil under the names of Airwars' pages; None takes a cell out."""
    return _changed(_AIRWARS, changes or {})


def _changed(row: dict[str, str], changes: dict[str, str | None]) -> dict[str, str]:
    return {name: text for name, text in (row | changes).items() if text is not None}


def table(*rows: dict[str, str]) -> Table:
    """Rows as a table in memory."""
    columns = tuple(dict.fromkeys(name for row in rows for name in row))
    numbered = [Row(f"line {number}", dict(row)) for number, row in enumerate(rows, 2)]
    return Table(path=Path("made-up.csv"), columns=columns, rows=lambda: iter(numbered))


def write_csv(
    path: Path, rows: list[dict[str, str]], *, hashtags: dict[str, str] | None = None
) -> Path:
    """Rows as a file; the columns in the order of the first, HXL hashtags below them."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), restval="")
        writer.writeheader()
        writer.writerows(([hashtags] if hashtags else []) + rows)
    return path


def nowhere(name: str, *, country: str | None = None, admin1: str | None = None) -> Where:
    """What finds a place where nobody knows any."""
    del country, admin1
    return Where(mention=name)


def somewhere(name: str, *, country: str | None = None, admin1: str | None = None) -> Where:
    """What finds every place: a division by the name of "province", a country by its name."""
    del admin1
    precision = Precision.ADM1 if "province" in name.lower() else Precision.SETTLEMENT
    precision = Precision.COUNTRY if name in {"Iran", "Iraq"} else precision
    return Where(
        mention=name,
        place_id="test:1",
        name=name,
        country=country,
        lon=60.0,
        lat=28.0,
        precision=precision,
        radius_m={Precision.ADM1: 321_000.0, Precision.COUNTRY: 654_000.0}.get(precision, 5_000.0),
    )


def reading(*, known: bool = False) -> Reading:
    """How to read, with a gazetteer that knows everything or nothing."""
    return Reading(recorded_at=AT, resolve=somewhere if known else nowhere)


def dossiers(incoming: Iterable[Incoming]) -> list[Dossier]:
    """Incidents of a table of which no row is refused."""
    found = []
    for one in incoming:
        assert one.refused is None, (one.at, one.refused)
        assert one.dossier is not None
        found.append(one.dossier)
    return found
