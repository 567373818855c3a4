"""A store's incidents, claims, sources and links as the tables of a page, rows in its order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from geo.incident import Claim, Field, LinkType, Modality, Polarity
from geo.plain import FIELDS, LINK_WORDS, value_text, verb
from geo.source import Citation
from geo.store.rows import value_from_json
from geo.when import When
from maps._coded import same
from maps._order import alike, order_of
from maps.flat import taken
from maps.stock_columns import differing_bits
from maps.table import Column, Numbers, Table, Texts, Words, words_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from geo.store import StoreColumns

__all__ = ["tables_in_order"]

_RANKS: Final = {about.value: rank for rank, about in enumerate(FIELDS)}
_IN_WORDS: Final = {Field.DATE, Field.TIME, Field.KILLED, Field.INJURED, Field.CASUALTIES}
"""Fields whose values are put into words; the others are said as they stand."""


def tables_in_order(
    table: Mapping[str, Column], shapes: Sequence[str], store: StoreColumns
) -> dict[str, Table]:
    """The tables of a page.

    Parameters
    ----------
    table
        Columns of incidents in the order of the store.
    shapes
        The areas that they lie in, as GeoJSON text.
    store
        What stands behind the incidents.

    Returns
    -------
    dict of str to Table
        `incidents` by place and date, `shapes`, and where the store's columns have them `claims`,
        `sources` and `links`.
    """
    first = table["first"]
    assert isinstance(first, Numbers)  # noqa: S101 (so the table is made)
    order = order_of(store.lon, store.lat, first.values)
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    tables = {
        "incidents": Table(len(order), {name: taken(c, order) for name, c in table.items()}),
        "shapes": Table(len(shapes), {"geojson": Texts(list(shapes))}),
    }
    if not store.claims:
        return tables
    claims, cited = _claims(store, place)
    return tables | {"claims": claims, "sources": cited, "links": _links(store, place)}


def _claims(store: StoreColumns, place: NDArray[Any]) -> tuple[Table, Table]:
    """Claims incident by incident and field by field, and the sources that they cite."""
    about = store.claims["field"]
    fields = [Field(value) for value in about.values]
    rank = np.array([_RANKS[field] for field in fields], dtype=np.int64)[about.codes]
    of = place[store.claim_of]
    order = np.lexsort((rank, of))
    source, cited = _sources(store, order)
    columns: dict[str, Column] = {
        "incident": Numbers(of[order]),
        "field": taken(Words(about.codes, tuple(FIELDS[field] for field in fields)), order),
        "value": taken(_values(store), order),
        "claimant": taken(same(store.claims["claimant"]), order),
        "verb": taken(_verbs(store), order),
        "quote": taken(Texts(store.quotes), order),
        "paraphrased": Numbers(store.paraphrased[order].astype(np.int64)),
        "differs": Numbers(_differs(store)[order]),
        "source": source,
    }
    return Table(len(order), columns), cited


def _values(store: StoreColumns) -> Words:
    """Values of claims for people, each distinct one put into words once."""
    about, shown, told = (store.claims[name] for name in ("field", "value", "value_json"))
    first, sorts = alike(about.codes, shown.codes, told.codes)
    texts = []
    for row in first.tolist():
        field = Field(about.values[about.codes[row]])
        text = shown.values[shown.codes[row]]
        if field in _IN_WORDS:
            value = value_from_json(told.values[told.codes[row]])
            slot = "when" if isinstance(value, When) else "count"
            text = value_text(_claim(field=field, **{slot: value}))
        texts.append(text)
    distinct = words_of(texts)
    return Words(distinct.codes[sorts], distinct.values)


def _verbs(store: StoreColumns) -> Words:
    """How claimants put their claims."""
    parts = [store.claims[name] for name in ("claimant", "polarity", "modality")]
    first, sorts = alike(*(part.codes for part in parts))
    verbs = []
    for row in first.tolist():
        claimant, polarity, modality = (part.values[part.codes[row]] for part in parts)
        claim = _claim(
            field=Field.TARGET,
            text="any",
            claimant=claimant,
            polarity=Polarity(polarity),
            modality=Modality(modality),
        )
        verbs.append(verb(claim))
    distinct = words_of(verbs)
    return Words(distinct.codes[sorts], distinct.values)


def _claim(**told: Any) -> Claim:  # noqa: ANN401 (any field)
    """A claim of which only what is told counts."""
    blank: dict[str, Any] = {
        "id": "any",
        "incident": "any",
        "claimant": "any",
        "citation": Citation(source="any"),
    }
    return Claim(**blank | told)


def _differs(store: StoreColumns) -> NDArray[np.int64]:
    """For each claim, whether those about its field do not agree."""
    about = store.claims["field"]
    rank = np.array([_RANKS[value] for value in about.values], dtype=np.int64)[about.codes]
    bits = differing_bits(store.coded["differing"]).values[store.claim_of]
    differs: NDArray[np.int64] = bits >> rank & 1
    return differs


def _sources(store: StoreColumns, order: NDArray[Any]) -> tuple[Numbers, Table]:
    """The source of each claim, and those that any claim cites, in the order of the claims."""
    given = store.claims["source"]
    rows = {name: row for row, name in enumerate(store.sources["id"])}
    row_of = np.array([rows[name] for name in given.values], dtype=np.int64)
    cited = row_of[given.codes[order]]
    distinct, first, codes = np.unique(cited, return_index=True, return_inverse=True)
    rank = np.empty(len(distinct), dtype=np.int64)
    rank[np.argsort(first)] = np.arange(len(distinct))
    kept = distinct[np.argsort(first)].tolist()
    columns: dict[str, Column] = {}
    for name in ("publisher", "title", "url", "published"):
        values = store.sources[name]
        chosen = [values[row] for row in kept]
        columns[name] = words_of(chosen) if name.startswith("publish") else Texts(chosen)
    return Numbers(rank[codes]), Table(len(kept), columns)


def _links(store: StoreColumns, place: NDArray[Any]) -> Table:
    """Links from either end, by the incident that they are shown with."""
    links = []
    for start, end, kind in store.links:
        there, back = LINK_WORDS[LinkType(kind)]
        links += [(place[start], place[end], there), (place[end], place[start], back)]
    links.sort(key=lambda link: link[0])
    return Table(
        len(links),
        {
            "from": Numbers(np.array([start for start, _, _ in links], dtype=np.int64)),
            "to": Numbers(np.array([end for _, end, _ in links], dtype=np.int64)),
            "type": words_of(words for _, _, words in links),
        },
    )
