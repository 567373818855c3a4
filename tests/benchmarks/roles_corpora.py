"""Loaders for texts in which the places, or what they do, are marked.

For GeoWebNews the mark-up is read from its brat files, for ReLocaR from its XML.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

SHARED = Path(__file__).resolve().parents[3] / "shared"
CORPORA = SHARED / "data" / "corpora"

# What GeoWebNews calls a toponym. Not counted: noun phrases without a name (Expression), names of
# something else that only hold one (Non_Toponym, the place inside is marked by itself), persons
# called like a place (Homonym) and languages.
_ROLES = {
    "Literal": "location",
    "Mixed": "location",
    "Coercion": "location",
    "Metonymic": "actor",
    "Demonym": "demonym",
    "Embedded_Literal": "part_of_name",
    "Embedded_Non_Lit": "part_of_name",
}
_MODIFIER_ROLES = {
    ("Literal_Modifier", "Noun"): "location",
    ("Literal_Modifier", "Adjective"): "demonym",
    ("Non_Literal_Modifier", "Noun"): "actor",
    ("Non_Literal_Modifier", "Adjective"): "demonym",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A text with marked places: start, end and role ("" where the corpus gives none)."""

    id: str
    text: str
    places: list[tuple[int, int, str]]


def lgl(folder: Path = CORPORA) -> list[Marked]:
    """LGL: every toponym and demonym that has a gazetteer entry."""
    found = []
    for article in ET.parse(folder / "lgl.xml").getroot().iter("article"):  # noqa: S314
        spans = [
            (int(top.findtext("start", "")), int(top.findtext("end", "")), "")
            for top in article.iter("toponym")
        ]
        text = article.findtext("text", "")
        found.append(Marked(id=f"lgl {article.get('docid')}", text=text, places=_apart(spans)))
    return found


def geowebnews(folder: Path = CORPORA) -> list[Marked]:
    """GeoWebNews, from its brat files."""
    found = []
    for path in sorted((folder / "geowebnews_brat").glob("*.ann")):
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
        modifiers = {}
        for line in lines:
            if line[0].startswith("A") and line[1].startswith("Modifier_Type"):
                _, target, kind = line[1].split()
                modifiers[target] = kind
        spans = []
        for line in lines:
            if not line[0].startswith("T"):
                continue
            kind, start, *_, end = re.split(r"[ ;]", line[1])
            modifier = modifiers.get(line[0], "Noun")
            role = _ROLES.get(kind) or _MODIFIER_ROLES.get((kind, modifier))
            if role:
                spans.append((int(start), int(end), role))
        found.append(Marked(id=f"gwn {path.stem}", text=text, places=_apart(spans)))
    return found


def relocar(folder: Path = CORPORA) -> list[Marked]:
    """The training part of ReLocaR: one place a sentence, location or actor."""
    root = ET.parse(folder / "relocar_xml" / "ReLocaR_Train.xml").getroot()  # noqa: S314
    found = []
    for sample in root.iter("sample"):
        text = sample.text or ""
        spans = []
        for loc in sample.iter("loc"):
            start = len(text)
            text += loc.text or ""
            role = "actor" if loc.get("reading") == "met" else "location"
            spans.append((start, len(text), role))
            text += loc.tail or ""
        found.append(Marked(id=f"relocar {sample.get('number')}", text=text, places=spans))
    return found


def _apart(spans: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Sort spans; of two that overlap the first and longer stays."""
    kept: list[tuple[int, int, str]] = []
    for span in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept
