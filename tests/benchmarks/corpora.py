"""Readers of the corpora in which news has its toponyms marked with coordinates.

`read` takes any of them by its format. Spans are characters of the text, end after the last; a
toponym whose span does not hold its phrase is left out, since nobody knows what it marks.
"""

from __future__ import annotations

import csv
import xml.etree.ElementTree as ET
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["Document", "Format", "Toponym", "format_of", "read"]

_NO_TOPONYMS = frozenset(
    {"Literal_Expression", "Non_Lit_Expression", "Non_Toponym", "Homonym", "Language", "Demonym"}
)


class Format(StrEnum):
    """How a corpus is written."""

    LGL = "lgl"
    """LGL and TR-News: `articles/article/toponyms/toponym/gaztag`."""
    GEOVIRUS = "geovirus"
    """GeoVirus: `articles/article/locations/location`, characters counted from 1."""
    GEOWEBNEWS = "geowebnews"
    """GeoWebNews: as LGL, with a type for each toponym and no `gaztag`."""
    GEOCORPORA = "geocorpora"
    """GeoCorpora: tab-separated, a toponym a line, with the tweet it stands in."""


def format_of(corpus: str) -> Format:
    """The format of a corpus by its name, however that is written, such as TR-News.

    Raises
    ------
    ValueError
        If there is no such corpus.
    """
    name = "".join(filter(str.isalnum, corpus.lower()))
    return Format.LGL if name == "trnews" else Format(name)


class Toponym(NamedTuple):
    """A marked toponym; without coordinates where the corpus has none for it."""

    start: int
    end: int
    phrase: str
    lon: float | None
    lat: float | None
    geonameid: int | None
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text with its toponyms in the order of their spans."""

    id: str
    text: str
    toponyms: tuple[Toponym, ...]


def read(path: Path, form: Format) -> list[Document]:
    """Read a corpus.

    Raises
    ------
    ValueError
        If no toponym in it can be read: the file is empty, or of another format.
    """
    readers = {
        Format.LGL: _lgl,
        Format.GEOVIRUS: _geovirus,
        Format.GEOWEBNEWS: _geowebnews,
        Format.GEOCORPORA: _geocorpora,
    }
    documents = list(readers[form](path))
    if not any(document.toponyms for document in documents):
        msg = f"{path}: no toponym found; wanted a corpus in the format {form}"
        raise ValueError(msg)
    return documents


def _lgl(path: Path) -> Iterator[Document]:
    for number, article in enumerate(_articles(path)):
        found = []
        for element in article.iter("toponym"):
            tag = element.find("gaztag")
            point = (None, None) if tag is None else _point(tag, "lon", "lat")
            ident = None if tag is None else _whole(tag.get("geonameid"))
            kind = "" if tag is None else _said(tag, "fcode")
            found.append(_toponym(element, "phrase", point, ident, kind))
        yield _document(article.get("docid") or str(number), _said(article, "text"), found)


def _geovirus(path: Path) -> Iterator[Document]:
    for number, article in enumerate(_articles(path)):
        found = []
        for element in article.iter("location"):
            toponym = _toponym(element, "name", _point(element, "lon", "lat"), None, "")
            found.append(toponym._replace(start=toponym.start - 1, end=toponym.end - 1))
        yield _document(str(number), _said(article, "text"), found)


def _geowebnews(path: Path) -> Iterator[Document]:
    for number, article in enumerate(_articles(path)):
        found = []
        for element in article.iter("toponym"):
            kind = _said(element, "type")
            if kind not in _NO_TOPONYMS:
                point = _point(element, "longitude", "latitude")
                ident = _whole(_said(element, "geonamesID"))
                found.append(_toponym(element, "extractedName", point, ident, kind))
        yield _document(article.get("file") or str(number), _said(article, "text"), found)


def _geocorpora(path: Path) -> Iterator[Document]:
    rows: dict[str, list[dict[str, str]]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            rows[row.get("tweet_id_str") or ""].append(row)
    for ident, of_tweet in rows.items():
        text = of_tweet[0].get("tweet_text") or ""
        found = []
        for row in of_tweet:
            start = _whole(row.get("char_position"))
            phrase = row.get("text") or ""
            if start is not None:
                point = _number(row.get("longitude")), _number(row.get("latitude"))
                end = start + len(phrase)
                geonameid = _whole(row.get("geoNameId"))
                found.append(Toponym(start, end, phrase, *point, geonameid, ""))
        yield _document(ident, text, found)


def _articles(path: Path) -> list[ET.Element]:
    return list(ET.parse(path).getroot().iter("article"))  # noqa: S314 - the file is named by hand


def _toponym(
    element: ET.Element,
    phrase: str,
    point: tuple[float | None, float | None],
    geonameid: int | None,
    kind: str,
) -> Toponym:
    start, end = int(_said(element, "start")), int(_said(element, "end"))
    return Toponym(start, end, _said(element, phrase), *point, geonameid, kind)


def _document(ident: str, text: str, found: list[Toponym]) -> Document:
    """Keep toponyms whose span holds their phrase, each span once."""
    right = {(t.start, t.end): t for t in found if t.phrase and text[t.start : t.end] == t.phrase}
    return Document(id=ident, text=text, toponyms=tuple(right[span] for span in sorted(right)))


def _said(element: ET.Element, tag: str) -> str:
    return element.findtext(tag) or ""


def _point(element: ET.Element, lon: str, lat: str) -> tuple[float | None, float | None]:
    point = _number(_said(element, lon)), _number(_said(element, lat))
    return (None, None) if None in point else point


def _number(text: str | None) -> float | None:
    return float(text) if text and text.strip() else None


def _whole(text: str | None) -> int | None:
    return int(text) if text and text.strip().isdigit() else None
