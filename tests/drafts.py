"""Three drafts as read from one short report, each claim tied to the words it comes from."""

from dataclasses import replace
from typing import Any

from geo.count import Count
from geo.dossier import Collection, Dossier
from geo.incident import Assessment, Axis, Claim, Field, Modality, Status
from geo.source import Citation, KeptText, text_sha256
from geo.when import When
from tests.builders import AT, PAPER, SARAVAN, dossier

TEXT = (
    "Air raid near the border\n\n"
    "Nine people were killed in a village near Saravan on Thursday, the governor said. "
    "Pakistan said that its aircraft hit hideouts of an armed group.\n\n"
    "Two people were hurt by a blast in Quetta a day earlier.\n"
)
TEXTS = (KeptText(sha256=text_sha256(TEXT), text=TEXT, name="report.txt", source="paper"),)
RAID = "Nine people were killed in a village near Saravan on Thursday, the governor said."
HIT = "Pakistan said that its aircraft hit hideouts of an armed group."
BLAST = "Two people were hurt by a blast in Quetta a day earlier."


def read(incident: str, field: Field, quote: str, claimant: str, **value: Any) -> Claim:  # noqa: ANN401
    start = TEXT.index(quote)
    return Claim(
        id=f"{incident}.{field}.1",
        incident=incident,
        field=field,
        claimant=claimant,
        citation=Citation(
            source="paper",
            quote=quote,
            start=start,
            end=start + len(quote),
            sha256=text_sha256(TEXT),
        ),
        modality=Modality.FACT if claimant == PAPER.publisher else Modality.CLAIMED,
        recorded_at=AT,
        **value,
    )


def draft(ident: str, confidence: float | None, *claims: Claim, title: str) -> Dossier:
    made = dossier(*claims, ident=ident)
    why = f"confidence {confidence}: a strike with a place and a toll"
    sure = Assessment(
        incident=ident, axis=Axis.OCCURRENCE, grade="read", why=why, by="incidentmap read", at=AT
    )
    incident = replace(made.incident, status=Status.DRAFT, title=title)
    return replace(made, incident=incident, assessments=(sure,) if confidence else ())


RAIDED = draft(
    "raid",
    0.83,
    read(
        "raid",
        Field.DATE,
        RAID,
        "The Paper",
        when=replace(When.parse("2024-01-18"), text="Thursday"),
    ),
    read("raid", Field.LOCATION, RAID, "The Paper", where=SARAVAN),
    read("raid", Field.KILLED, RAID, "the governor", count=Count(low=9, high=9, text="Nine")),
    read("raid", Field.PERPETRATOR, HIT, "Pakistan", text="Pakistan"),
    read("raid", Field.TARGET, HIT, "Pakistan", text="hideouts of an armed group"),
    title="Air strike, Saravan, Iran",
)
BLASTED = draft(
    "blast",
    0.4,
    read("blast", Field.DATE, BLAST, "The Paper", when=When.parse("2024-01-17")),
    read("blast", Field.INJURED, BLAST, "The Paper", count=Count(low=2, high=2, text="Two")),
    title="Blast in Quetta",
)
UNSURE = draft(
    "unsure",
    None,
    read("unsure", Field.DATE, BLAST, "The Paper", when=When.parse("2024-01-16")),
    title="Something happened",
)
DRAFTS = Collection(dossiers=(UNSURE, BLASTED, RAIDED), sources=(PAPER,))
