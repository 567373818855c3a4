"""Incidents, their claims and sources as the columns that a page carries.

The first rows of the table `incidents` are the incidents; after them come the rows that show some
of them under other rules, as the table `views` says. `assets/incidents.js` reads them.
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from geo.plain import FIELDS
from maps.table import Column, Numbers, Table, Texts, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from maps.layers import ClaimLine, Mark, Scene

__all__ = ["DEGREES", "tables_of"]

DEGREES: Final = 100_000
"""How finely coordinates are kept: a hundred-thousandth of a degree, about a metre."""

_WORDS: Final = (
    *("kind", "status", "origin", "country", "direction", "place", "mention", "precision"),
    *("precision_label", "date", "date_label", "killed", "injured", "perpetrator", "target"),
    *("weapon", "border"),
)
_FIELD_BITS: Final = {label: 1 << place for place, label in enumerate(FIELDS.values())}
_EPOCH: Final = date(1970, 1, 1).toordinal()
_BY_OTHERS: Final = {"place": 1, "date": 2}


def tables_of(scene: Scene, shapes: dict[str, int]) -> dict[str, Table]:
    """The incidents of a scene as tables.

    Parameters
    ----------
    scene
        The scene.
    shapes
        The areas drawn, as GeoJSON text, to their places in the page's list; filled here.

    Returns
    -------
    dict of str to Table
        `incidents`, `views`, `claims`, `sources` and `links`; degrees in lon lat, EPSG:4326.
    """
    if scene.tables is not None:
        return _given_tables(scene.tables, shapes)
    rows = {mark.id: row for row, mark in enumerate(scene.marks)}
    shown = [(rule, mark) for rule, view in enumerate(scene.views) for mark in view.marks]
    marks = [*scene.marks, *(mark for _, mark in shown)]
    lines = [claim for mark in scene.marks for claim in mark.claims]
    cited = list(dict.fromkeys(map(_source, lines)))
    return {
        "incidents": Table(len(marks), _incident_columns(marks, len(rows), shapes)),
        "views": Table(
            len(shown),
            {
                "rule": Numbers(np.array([rule for rule, _ in shown], dtype=np.int64)),
                "row": Numbers(np.array([rows[mark.id] for _, mark in shown], dtype=np.int64)),
            },
        ),
        "claims": Table(len(lines), _claim_columns(scene.marks, lines, cited)),
        "sources": Table(len(cited), _source_columns(cited)),
        "links": _links(scene.marks, rows),
    }


def _given_tables(tables: Mapping[str, Table], shapes: dict[str, int]) -> dict[str, Table]:
    """Tables that a scene has already; areas drawn are in a table of their own, `shapes`."""
    areas = tables.get("shapes")
    if areas is not None and isinstance(texts := areas.columns["geojson"], Texts):
        shapes |= {text or "": place for place, text in enumerate(texts.values)}
    return {name: table for name, table in tables.items() if name != "shapes"}


def _incident_columns(
    marks: Sequence[Mark], own: int, shapes: dict[str, int]
) -> Mapping[str, Column]:
    """Columns of marks; only the first `own` have an id and a title of their own."""
    columns: dict[str, Column] = {
        name: words_of(getattr(mark, name) for mark in marks) for name in _WORDS
    }
    starts, ends = [_day(mark.start) for mark in marks], [_day(mark.end) for mark in marks]
    first = [end if start is None else start for start, end in zip(starts, ends, strict=True)]
    lasts = [
        None if start is None or end is None else end - start
        for start, end in zip(first, ends, strict=True)
    ]
    tolls = {
        f"{name}_{end}": Numbers.of(getattr(mark, f"{name}_{end}") for mark in marks)
        for name in ("killed", "injured")
        for end in ("low", "high")
    }
    return columns | {
        "id": Texts([mark.id for mark in marks[:own]] + [None] * (len(marks) - own)),
        "title": Texts([mark.title for mark in marks[:own]] + [None] * (len(marks) - own)),
        "lon": Numbers.of((mark.lon for mark in marks), per_unit=DEGREES),
        "lat": Numbers.of((mark.lat for mark in marks), per_unit=DEGREES),
        "radius_m": Numbers.of(mark.radius_m for mark in marks),
        "shape": Numbers.of(
            None
            if mark.exact or mark.shape is None
            else shapes.setdefault(json.dumps(mark.shape), len(shapes))
            for mark in marks
        ),
        "first": Numbers.of(first),
        "lasts": Numbers.of(lasts),
        **tolls,
        "sources": Numbers.of(mark.sources for mark in marks),
        "differing": Numbers.of(sum(map(_FIELD_BITS.__getitem__, m.differing)) for m in marks),
        "by_others": Numbers.of(sum(map(_BY_OTHERS.__getitem__, m.by_others)) for m in marks),
    }


def _claim_columns(
    marks: Iterable[Mark], lines: Sequence[ClaimLine], cited: Sequence[tuple[Any, ...]]
) -> Mapping[str, Column]:
    places = {source: place for place, source in enumerate(cited)}
    of = [row for row, mark in enumerate(marks) for _ in mark.claims]
    return {
        "incident": Numbers(np.array(of, dtype=np.int64)),
        "field": words_of(line.field for line in lines),
        "value": words_of(line.value for line in lines),
        "claimant": words_of(line.claimant for line in lines),
        "verb": words_of(line.verb for line in lines),
        "quote": Texts([line.quote for line in lines]),
        "paraphrased": Numbers.of(line.paraphrased for line in lines),
        "differs": Numbers.of(line.differs for line in lines),
        "source": Numbers(np.array([places[_source(line)] for line in lines], dtype=np.int64)),
    }


def _source(line: ClaimLine) -> tuple[str, str | None, str | None, str | None]:
    return line.publisher, line.source_title, line.url, line.published


def _source_columns(
    cited: Sequence[tuple[str, str | None, str | None, str | None]],
) -> Mapping[str, Column]:
    publishers, titles, urls, published = zip(*cited, strict=True) if cited else ((),) * 4
    return {
        "publisher": words_of(publishers),
        "title": Texts(titles),
        "url": Texts(urls),
        "published": words_of(published),
    }


def _links(marks: Iterable[Mark], rows: Mapping[str, int]) -> Table:
    links = [
        (row, rows[link.to], link.type)
        for row, mark in enumerate(marks)
        for link in mark.links
        if link.to in rows
    ]
    return Table(
        len(links),
        {
            "from": Numbers(np.array([start for start, _, _ in links], dtype=np.int64)),
            "to": Numbers(np.array([end for _, end, _ in links], dtype=np.int64)),
            "type": words_of(words for _, _, words in links),
        },
    )


def _day(moment: str | None) -> int | None:
    """Days since the first of January 1970, in UTC."""
    return None if moment is None else date.fromisoformat(moment[:10]).toordinal() - _EPOCH
