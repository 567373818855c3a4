"""Small places and incidents for tests, with only what a test is about spelt out."""

import sqlite3
from datetime import UTC, date, datetime

from gazetteer.place import FeatureClass, Place, Precision
from gazetteer.sources.entry import Entry
from geo.count import Count, Counted
from geo.dossier import Collection, Dossier
from geo.incident import Claim, Field, Incident, Modality, Polarity
from geo.kinds import Kind
from geo.source import Citation, Source
from geo.when import When
from geo.where import Where

AT = datetime(2024, 1, 20, 12, tzinfo=UTC)
PAPER = Source(id="paper", publisher="The Paper", published=date(2024, 1, 19))
COPY = Source(id="copy", publisher="The Copy", published=date(2024, 1, 20), derives_from="paper")
OTHER = Source(id="other", publisher="The Other", published=date(2024, 1, 18))
SOURCES = {source.id: source for source in (PAPER, COPY, OTHER)}

SARAVAN = Where(
    mention="near Saravan",
    name="Saravan",
    country="IR",
    admin1="Sistan and Baluchestan",
    lon=62.3342,
    lat=27.3709,
    precision=Precision.NEAR,
    radius_m=25_000,
)


def entry(
    place_id: str,
    name: str,
    *,
    lon: float = 62.3342,
    lat: float = 27.3709,
    country: str | None = "IR",
    admin1_code: str | None = None,
    admin1: str | None = None,
    population: int | None = None,
    alternates: tuple[str, ...] = (),
    languages: tuple[tuple[str, str], ...] = (),
) -> Entry:
    place = Place(
        id=place_id,
        name=name,
        country=country,
        admin1_code=admin1_code,
        admin1=admin1,
        feature_class=FeatureClass.SETTLEMENT,
        feature_code="PPL",
        lon=lon,
        lat=lat,
        population=population,
        radius_m=2_000.0,
        source="test",
    )
    return Entry(place=place, alternates=alternates, languages=languages)


def claim(
    field: Field,
    value: When | Where | Count | str,
    *,
    number: int = 1,
    incident: str = "strike",
    claimant: str = "Iran",
    source: str = "paper",
    denies: bool = False,
    supersedes: str | None = None,
) -> Claim:
    slot = {When: "when", Where: "where", Count: "count", str: "text"}[type(value)]
    return Claim(
        id=f"{incident}.{field}.{number}",
        incident=incident,
        field=field,
        claimant=claimant,
        citation=Citation(source=source, quote=f"{claimant} on {field}"),
        polarity=Polarity.DENIES if denies else Polarity.ASSERTS,
        modality=Modality.CLAIMED,
        supersedes=supersedes,
        recorded_at=AT,
        **{slot: value},  # type: ignore[arg-type]
    )


def dates(*edtfs: str, source: str = "paper") -> list[Claim]:
    return [
        claim(Field.DATE, When.parse(edtf), number=n, source=source)
        for n, edtf in enumerate(edtfs, 1)
    ]


def killed(*counts: str, of: Counted = Counted.PEOPLE, start: int = 1) -> list[Claim]:
    return [
        claim(Field.KILLED, Count.parse(text, of=of), number=n)
        for n, text in enumerate(counts, start)
    ]


def dossier(*claims: Claim, ident: str = "strike", origin: str | None = "PK") -> Dossier:
    return Dossier(
        incident=Incident(
            id=ident,
            kind=Kind.AIRSTRIKE,
            title=f"Air strike {ident}",
            origin_country=origin,
            target_country="IR",
        ),
        claims=claims,
    )


def strike(ident: str = "strike") -> Dossier:
    """A strike near Saravan with a date, a place and a toll."""
    return dossier(
        claim(Field.DATE, When.parse("2024-01-18"), incident=ident),
        claim(Field.LOCATION, SARAVAN, incident=ident),
        claim(Field.KILLED, Count.parse("9"), incident=ident),
        ident=ident,
    )


def collection(*dossiers: Dossier) -> Collection:
    return Collection(dossiers=dossiers, sources=tuple(SOURCES.values()))


def copy_rows(older: sqlite3.Connection, attached: str, *tables: str) -> None:
    """Rows of a newer store into an older one, as far as that has the columns."""
    for table in tables:
        had = ", ".join(row[1] for row in older.execute(f"PRAGMA main.table_info({table})"))
        older.execute(f"INSERT INTO {table} ({had}) SELECT {had} FROM {attached}.{table}")
