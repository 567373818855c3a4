"""Short texts read to JSON, and that JSON in one line, for the tests of the reader."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from geo.reading.article import read_article
from geo.reading.read import Reading, read_reports
from geo.reading.records import reading_record

if TYPE_CHECKING:
    from gazetteer.index import Gazetteer

Record = dict[str, Any]
FRIDAY: Final = date(2024, 1, 19)
PAGE: Final = "Unnamed page (report-"


def read(
    gazetteer: Gazetteer, *texts: str, published: date | None = FRIDAY, suffix: str = "txt"
) -> Reading:
    """Texts as reports `report-0.txt`, `report-1.txt` and so on, read together."""
    names = [f"report-{number}.{suffix}" for number in range(len(texts))]
    articles = [
        read_article(text.encode(), name=name, published=published)
        for text, name in zip(texts, names, strict=True)
    ]
    return read_reports(articles, gazetteer=gazetteer, names=names)


def record_of(
    gazetteer: Gazetteer, *texts: str, published: date | None = FRIDAY, suffix: str = "txt"
) -> Record:
    """The same as JSON, as a program gets it."""
    made = reading_record(read(gazetteer, *texts, published=published, suffix=suffix))
    kept: Record = json.loads(json.dumps(made))
    return kept


def told(record: Record) -> list[str]:
    """Each incident as kind, place, country and date, in order of the alphabet."""
    return sorted(line(one) for one in record["incidents"])


def line(one: Record) -> str:
    """Kind, place, country and date of an incident."""
    where, when = one["where"], one["date"]
    place = f"{where['name']} {where['country']}" if where else "nowhere"
    return f"{one['kind']} {place} {when['edtf'] if when else 'undated'}"


def tolls(one: Record, *, of: str = "people") -> list[str]:
    """Each number claimed, with who says so where the report does not: "killed 9 by Iran".

    Soldiers and civilians count as people.
    """
    kinds = {"people", "civilians", "combatants"} if of == "people" else {of}
    return [_toll(count) for count in one["counts"] if count["of"] in kinds]


def _toll(count: Record) -> str:
    low, high = count["low"], count["high"]
    number = f"{low}+" if high is None else f"{low}" if low == high else f"{low}-{high}"
    about = "~" if count["approximate"] else ""
    said = "" if count["claimant"].startswith(PAGE) else f" by {count['claimant']}"
    return f"{count['effect']} {about}{number}{said}"
