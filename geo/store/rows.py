"""Values of the model as table rows and back.

Sources, actors, links, assessments and withdrawals have a column for each field. A claim's
row spells its value out for people and keeps it as JSON to read back. An incident's row
shows, besides its own fields, what it adds up to under the default rule; those columns are
for readers of the file and are never read back.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from geo.count import Count
from geo.errors import ModelError
from geo.incident import Claim, value_words
from geo.record import checked_before, decoded, to_json
from geo.shapes import footprint
from geo.source import Citation, SourceRow, text_sha256
from geo.store.gpkg import geometry_blob, point_blob
from geo.summary import summary
from geo.when import When
from geo.where import Where

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.account import Account
    from geo.source import KeptText

__all__ = [
    "claim_from_row",
    "claim_row",
    "footprint_row",
    "from_row",
    "incident_row",
    "source_row_from",
    "text_from_row",
    "text_row",
    "to_row",
    "utc_text",
    "value_from_json",
]

Row = dict[str, Any]

_REMEMBERED = 16_384
_T = TypeVar("_T")
_VALUES = ("when", "where", "count", "text")
_RENAMED = {"start": "quote_start", "end": "quote_end", "sha256": "text_sha256"}
_CITED = {f.name: _RENAMED.get(f.name, f.name) for f in fields(Citation)}
_CLAIM_OWN = tuple(f.name for f in fields(Claim) if f.name not in {*_VALUES, "citation"})


@lru_cache(maxsize=_REMEMBERED)
def utc_text(moment: datetime) -> str:
    """An instant as GeoPackage writes it.

    Parameters
    ----------
    moment
        In UTC.

    Returns
    -------
    str
        Such as `2024-01-16T00:00:00.000Z`.
    """
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def to_row(value: object) -> Row:
    """One column a field.

    Parameters
    ----------
    value
        A source, actor, link, assessment, withdrawal or incident.

    Returns
    -------
    Row
        Lists as JSON text, instants as GeoPackage writes them.
    """
    return {name: _cell(getattr(value, name)) for name in _names(type(value))}  # type: ignore[arg-type]


def from_row(row: Mapping[str, Any], kind: type[_T]) -> _T:
    """Read what `to_row` wrote.

    Parameters
    ----------
    row
        The row; other columns are passed over.
    kind
        The class wanted.

    Returns
    -------
    _T
        The value.
    """
    record = {name: row[name] for name in _names(kind)}  # type: ignore[arg-type]
    if "aliases" in record:
        record["aliases"] = decoded(record["aliases"])
    return checked_before(record, kind)


def source_row_from(row: Mapping[str, Any]) -> SourceRow:
    """Read a row of a data set.

    Parameters
    ----------
    row
        Columns of `source_rows`, with `columns` from `row_headers`.

    Returns
    -------
    SourceRow
        As it was imported.
    """
    names, cells = _header(row["columns"]), decoded(row["cells"])
    return SourceRow(
        incident=row["incident"],
        dataset=row["dataset"],
        key=row["key"],
        values=dict(zip(names, cells, strict=True)),
    )


def claim_row(claim: Claim) -> Row:
    """Columns of a claim.

    Parameters
    ----------
    claim
        The claim.

    Returns
    -------
    Row
        Readable columns, and `value_json` to read the value back from.
    """
    cited, retrieved, recorded = claim.citation, claim.citation.retrieved, claim.recorded_at
    value, value_json = _value_cells(_slot(claim), claim.value)
    return {
        "id": claim.id,
        "incident": claim.incident,
        "field": claim.field.value,
        "claimant": claim.claimant,
        "polarity": claim.polarity.value,
        "modality": claim.modality.value,
        "supersedes": claim.supersedes,
        "recorded_at": utc_text(recorded) if recorded else None,
        "source": cited.source,
        "quote": cited.quote,
        "paraphrased": cited.paraphrased,
        "quote_start": cited.start,
        "quote_end": cited.end,
        "text_sha256": cited.sha256,
        "retrieved": utc_text(retrieved) if retrieved else None,
        "archive_url": cited.archive_url,
        "value": value,
        "value_json": value_json,
    }


def claim_from_row(row: Mapping[str, Any]) -> Claim:
    """Read a claim from its row.

    Parameters
    ----------
    row
        The row.

    Returns
    -------
    Claim
        The same claim that was written.
    """
    citation = {name: row[column] for name, column in _CITED.items()}
    citation["paraphrased"] = bool(citation["paraphrased"])
    value: Row = decoded(row["value_json"])
    return checked_before(
        {name: row[name] for name in _CLAIM_OWN} | value | {"citation": citation}, Claim
    )


def value_from_json(text: str) -> When | Where | Count | str:
    """Read the value of a claim alone, quickly: what the store wrote it has checked before.

    Parameters
    ----------
    text
        What `claim_row` gives as `value_json`.

    Returns
    -------
    When or Where or Count or str
        The value.

    Raises
    ------
    ModelError
        If it is none.
    """
    try:
        told = _decoder().decode(text)
    except (msgspec.DecodeError, ModelError) as problem:
        raise ModelError(str(problem)) from None
    for value in (told.when, told.where, told.count, told.text):
        if value is not None:
            return value
    msg = f"{text[:40]!r} holds no value"
    raise ModelError(msg)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    when: When | None = None
    where: Where | None = None
    count: Count | None = None
    text: str | None = None


@cache
def _decoder() -> msgspec.json.Decoder[_Told]:
    return msgspec.json.Decoder(_Told)


def incident_row(account: Account) -> Row:
    """An incident and what it adds up to.

    Parameters
    ----------
    account
        The incident under the default rule.

    Returns
    -------
    Row
        Every column of the `incidents` layer but `fid`.
    """
    where = account.where
    return {
        **to_row(account.incident),
        "geom": point_blob(*where.point) if where and where.point else None,
        **_bounds(account),
        **summary(account),
    }


def footprint_row(account: Account) -> Row | None:
    """The area that an incident is claimed to lie in.

    Parameters
    ----------
    account
        The incident under the default rule.

    Returns
    -------
    Row or None
        Every column of the `footprints` layer but `fid`; None for an incident without a place.
    """
    area = _area_blob(account.where) if account.where else None
    if account.where is None or area is None:
        return None
    return {
        "geom": area,
        "incident": account.incident.id,
        "title": account.incident.title,
        "kind": account.incident.kind,
        "status": account.incident.status,
        "precision": account.where.precision,
        "radius_m": account.where.radius_m,
        **_bounds(account),
    }


def text_row(kept: KeptText) -> Row:
    """Columns of a text that is kept.

    Parameters
    ----------
    kept
        The text.

    Returns
    -------
    Row
        Every column of the `texts` table but `fid`; the text as UTF-8, compressed with zlib.
    """
    return {
        "sha256": kept.sha256,
        "source": kept.source,
        "name": kept.name.encode("utf-8", "replace").decode(),
        "characters": len(kept.text),
        "text_zlib": zlib.compress(kept.text.encode("utf-8", "surrogatepass")),
    }


def text_from_row(row: Mapping[str, Any]) -> str | None:
    """Read a text that is kept.

    Parameters
    ----------
    row
        The row.

    Returns
    -------
    str or None
        The text; None where what is there is not what was kept.
    """
    try:
        text = zlib.decompress(row["text_zlib"]).decode("utf-8", "surrogatepass")
    except (zlib.error, UnicodeDecodeError, TypeError):
        return None
    return text if text_sha256(text) == row["sha256"] else None


def _bounds(account: Account) -> Row:
    """First and last instant of the date, as GeoPackage writes them."""
    when = account.when
    return {
        "date_start": utc_text(when.start) if when and when.start else None,
        "date_end": utc_text(when.end) if when and when.end else None,
    }


@cache
def _names(kind: Any) -> tuple[str, ...]:  # noqa: ANN401 (a dataclass)
    return tuple(field.name for field in fields(kind))


@lru_cache(maxsize=1_000)
def _header(columns: str) -> tuple[str, ...]:
    return tuple(decoded(columns))


def _slot(claim: Claim) -> str:
    return next(name for name in _VALUES if getattr(claim, name) is not None)


@lru_cache(maxsize=_REMEMBERED)
def _value_cells(slot: str, value: When | Where | Count | str) -> tuple[str, str]:
    """A value in a few words and as JSON; many claims have the same."""
    return value_words(value), to_json({slot: value})


@lru_cache(maxsize=_REMEMBERED)
def _area_blob(where: Where) -> bytes | None:
    """The area of a location; many incidents lie in the same."""
    area = footprint(where)
    return None if area is None else geometry_blob(area)


def _cell(given: object) -> Any:  # noqa: ANN401 (whatever a column holds)
    """A value as SQLite takes it."""
    if given is None or type(given) in (str, int, float, bool):
        return given
    if isinstance(given, StrEnum):
        return given.value
    if isinstance(given, datetime):
        return utc_text(given)
    if isinstance(given, date):
        return given.isoformat()
    return to_json(given)
