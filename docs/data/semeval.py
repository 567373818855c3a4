"""SemEval 2007's sentences about countries, marked anew by the makers of ReLocaR."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from tests.benchmarks.roles_corpora import CORPORA, Marked

if TYPE_CHECKING:
    from pathlib import Path

_GLUED = re.compile(r"\s*['’.,;:)\n]")


def semeval(folder: Path = CORPORA) -> list[Marked]:
    """Read them; those that are marked as both, location and actor, are left out."""
    root = ET.parse(folder / "relocar_xml" / "SemEval.relabelled.xml").getroot()  # noqa: S314
    found = []
    for sample in root.iter("sample"):
        role = {"met": "actor", "lit": "location"}.get((sample.findtext("label") or "").lower())
        par, place = sample.find("par"), sample.find("par/annot/location")
        if role is None or par is None or place is None:
            continue
        before, name, after = par.text or "", (place.text or "").strip(), par[0].tail or ""
        after = after.lstrip() if _GLUED.match(after) else f" {after.lstrip(' ')}"
        start = len(before)
        spans = [(start, start + len(name), role)]
        text = before + name + after
        found.append(Marked(id=f"semeval {sample.get('id')}", text=text, places=spans))
    return found
