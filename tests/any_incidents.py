"""Incidents of every shape for tests of what goes out and comes back."""

from datetime import UTC, date, datetime
from typing import Any

from hypothesis import strategies as st

from gazetteer.place import Precision
from geo.count import Count, Counted
from geo.dossier import Collection, Dossier
from geo.incident import (
    Assessment,
    Axis,
    Claim,
    Field,
    Incident,
    Link,
    LinkType,
    Modality,
    Polarity,
    Status,
    Withdrawal,
)
from geo.kinds import Kind
from geo.source import Citation, Source, SourceRow
from geo.when import When
from geo.where import Where

__all__ = ["collections"]

_TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), include_characters="\n\t"),
    min_size=1,
    max_size=30,
).filter(lambda text: bool(text.strip()))
_MOMENTS = st.integers(600_000_000, 1_900_000_000).map(lambda s: datetime.fromtimestamp(s, UTC))
_EDTF = (
    "2024-01-16",
    "2024-01",
    "2024-01-17/2024-01-18",
    "2024-01-16?",
    "../2024-01-18",
    "2024-01-1X",
)
_WHENS = st.one_of(
    st.sampled_from(_EDTF).map(When.parse),
    st.dates(date(1950, 1, 1), date(2030, 1, 1)).map(lambda day: When.parse(day.isoformat())),
)
_COUNTRIES = st.sampled_from([None, "IR", "PK", "IQ"])


@st.composite
def _wheres(draw: st.DrawFn) -> Where:
    if draw(st.booleans()):
        return Where(mention=draw(_TEXT), country=draw(_COUNTRIES))
    return Where(
        mention=draw(_TEXT),
        name=draw(st.none() | _TEXT),
        country=draw(_COUNTRIES),
        lon=draw(st.floats(-180, 180)),
        lat=draw(st.floats(-85, 85)),
        precision=draw(st.sampled_from(Precision)),
        radius_m=draw(st.floats(0, 500_000)),
        method="import",
    )


@st.composite
def _counts(draw: st.DrawFn) -> Count:
    low = draw(st.integers(0, 500))
    high = draw(st.none() | st.integers(low, 900))
    return Count(
        low=low,
        high=high,
        approximate=draw(st.booleans()),
        of=draw(st.sampled_from(Counted)),
        text=draw(st.none() | _TEXT),
        best=draw(st.none() | st.integers(0, 1_000)),
    )


@st.composite
def _claims(draw: st.DrawFn, ident: str, number: int, earlier: list[Claim], sources: int) -> Claim:
    about = draw(st.sampled_from(Field))
    values: dict[Field, st.SearchStrategy[dict[str, Any]]] = {
        Field.DATE: _WHENS.map(lambda v: {"when": v}),
        Field.TIME: _WHENS.map(lambda v: {"when": v}),
        Field.LOCATION: _wheres().map(lambda v: {"where": v}),
        Field.KILLED: _counts().map(lambda v: {"count": v}),
        Field.INJURED: _counts().map(lambda v: {"count": v}),
        Field.CASUALTIES: _counts().map(lambda v: {"count": v}),
    }
    value = values.get(about, _TEXT.map(lambda v: {"text": v}))
    same = [claim.id for claim in earlier if claim.field is about]
    citation = Citation(
        source=f"s{draw(st.integers(0, sources - 1))}",
        quote=draw(st.none() | _TEXT),
        paraphrased=draw(st.booleans()),
        retrieved=draw(st.none() | _MOMENTS),
        archive_url=draw(st.none() | st.just("https://web.archive.org/x?a=1&b=2")),
    )
    return Claim(
        id=f"{ident}.{about}.{number}",
        incident=ident,
        field=about,
        claimant=draw(_TEXT),
        citation=citation,
        polarity=draw(st.sampled_from(Polarity)),
        modality=draw(st.sampled_from(Modality)),
        supersedes=draw(st.sampled_from([None, *same])),
        recorded_at=draw(st.none() | _MOMENTS),
        **draw(value),
    )


@st.composite
def _links(draw: st.DrawFn, ident: str, earlier: int) -> tuple[Link, ...]:
    kind = draw(st.sampled_from([None, *LinkType]))
    if kind is None or not earlier:
        return ()
    other = f"i{draw(st.integers(0, earlier - 1))}"
    return (Link(from_id=ident, to_id=other, type=kind, why=draw(st.none() | _TEXT)),)


@st.composite
def _assessments(draw: st.DrawFn, ident: str) -> tuple[Assessment, ...]:
    if draw(st.booleans()):
        return ()
    grade, why = draw(_TEXT), draw(_TEXT)
    at = draw(_MOMENTS)
    return (Assessment(incident=ident, axis=Axis.HARM, grade=grade, why=why, by="me", at=at),)


@st.composite
def _withdrawals(draw: st.DrawFn, claims: list[Claim]) -> tuple[Withdrawal, ...]:
    if not claims or draw(st.booleans()):
        return ()
    return (Withdrawal(subject=claims[0].id, why=draw(_TEXT), by="me", at=draw(_MOMENTS)),)


@st.composite
def _rows(draw: st.DrawFn, ident: str) -> tuple[SourceRow, ...]:
    if draw(st.booleans()):
        return ()
    values = draw(st.dictionaries(_TEXT, _TEXT, min_size=1, max_size=4))
    return (SourceRow(incident=ident, dataset="set", key=f"key of {ident}", values=values),)


@st.composite
def _dossiers(draw: st.DrawFn, index: int, sources: int) -> Dossier:
    ident = f"i{index}"
    claims: list[Claim] = []
    for number in range(draw(st.integers(0, 4))):
        claims.append(draw(_claims(ident, number, claims, sources)))
    incident = Incident(
        id=ident,
        kind=draw(st.sampled_from(Kind)),
        title=draw(_TEXT),
        status=draw(st.sampled_from([Status.ACTIVE, Status.DRAFT])),
        origin_country=draw(_COUNTRIES),
        target_country=draw(_COUNTRIES),
    )
    return Dossier(
        incident=incident,
        claims=tuple(claims),
        links=draw(_links(ident, index)),
        assessments=draw(_assessments(ident)),
        withdrawals=draw(_withdrawals(claims)),
        rows=draw(_rows(ident)),
    )


@st.composite
def collections(draw: st.DrawFn, *, most: int = 4) -> Collection:
    """Some incidents, each with whatever an incident can have, and the sources they cite."""
    sources = tuple(
        Source(
            id=f"s{index}",
            publisher=draw(_TEXT),
            title=draw(st.none() | _TEXT),
            url=draw(st.none() | st.just("https://example.org/a?b=1&c=<d>")),
            published=draw(st.none() | st.dates(date(1990, 1, 1), date(2030, 1, 1))),
            language=draw(st.none() | st.just("fa")),
            derives_from=f"s{index - 1}" if index and draw(st.booleans()) else None,
            archive_url=draw(st.none() | st.just("https://web.archive.org/y")),
        )
        for index in range(2)
    )
    many = draw(st.integers(0, most))
    dossiers = tuple(draw(_dossiers(index, len(sources))) for index in range(many))
    return Collection(dossiers=dossiers, sources=sources)
