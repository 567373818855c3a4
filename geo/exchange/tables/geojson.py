"""GeoJSON of any tool as a table: a feature a row, its properties the cells."""

from __future__ import annotations

import json
import re
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

import msgspec
import shapely

from geo.errors import ImportFileError, ModelError
from geo.exchange.tables.shapes import located, to_degrees
from geo.exchange.tables.table import Row, Table, cell_text
from geo.source import whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pyproj import Transformer

    _Records = Callable[[], Iterator[tuple[str, bytes | msgspec.Raw]]]

__all__ = ["open_geojson"]

_LOOKED_AT: Final = 1_000
_RECORD: Final = b"\x1e"
_BLOCK: Final = 1 << 20
_CODE: Final = re.compile(r"(?:.*:)?(EPSG|OGC)(?::+|/)(?:[\d.]*(?::|/))?(\w+)", re.IGNORECASE)


class _Collection(msgspec.Struct):
    """The outermost object; its features are read one after another."""

    type: str = ""
    features: list[msgspec.Raw] = msgspec.field(default_factory=list)
    crs: Any = None


def open_geojson(path: Path) -> Table:
    """A FeatureCollection, a Feature, or a sequence of Features one a line or record.

    Parameters
    ----------
    path
        The file, in UTF-8.

    Returns
    -------
    Table
        The columns are those of the first thousand features. Values that are lists or objects are
        JSON in the cell; a feature's own id is in the column `id` unless a property is named so.

    Raises
    ------
    ImportFileError
        If it is no JSON, no GeoJSON, or in a reference system that nobody knows.
    """
    records, transformer, count = _records(path)

    def rows() -> Iterator[Row]:
        for at, raw in records():
            yield _row(at, raw, transformer)

    columns: dict[str, None] = {}
    for row in islice(rows(), _LOOKED_AT):
        columns |= dict.fromkeys(row.cells)
    if not columns and not any(True for _ in islice(rows(), 1)):
        raise ImportFileError(path, "has no features")
    return Table(path=path, columns=tuple(columns), rows=rows, count=count)


def _records(path: Path) -> tuple[_Records, Transformer | None, int]:
    """What gives the features as bytes, what takes them to degrees, and how many they are."""
    try:
        with path.open("rb") as file:
            head = file.read(_BLOCK).removeprefix(b"\xef\xbb\xbf").lstrip()
            if head.startswith(_RECORD):
                return lambda: _separated(path), None, 0
            if _is_feature(head.splitlines()[0] if head else b"") and len(head.splitlines()) > 1:
                return lambda: _by_line(path), None, 0
            text = head + file.read()
    except OSError as problem:
        raise ImportFileError(path, f"cannot be read: {problem.strerror}") from None
    try:
        found = _decoded(text, _Collection)
    except ValueError as problem:
        raise ImportFileError(path, f"is no GeoJSON: {problem}") from None
    if found.type == "Feature":
        return lambda: iter([("feature 1", text)]), None, 1
    if found.type != "FeatureCollection":
        told = f"its type is {found.type[:40]!r}" if found.type else "it has no type"
        raise ImportFileError(path, f"is no GeoJSON of features: {told}, not FeatureCollection")
    transformer = _transformer(path, found.crs)
    features = found.features
    return (
        lambda: ((f"feature {number}", raw) for number, raw in enumerate(features, 1)),
        transformer,
        len(features),
    )


def _transformer(path: Path, crs: object) -> Transformer | None:
    """What takes the coordinates of an old file, which may name a reference system, to degrees."""
    if not isinstance(crs, dict):
        return None
    properties = crs.get("properties")
    name = str(properties.get("name", "") if isinstance(properties, dict) else "")
    code = _CODE.fullmatch(name)
    try:
        return to_degrees(code[1] if code else None, code[2] if code else None, name)
    except ModelError as problem:
        raise ImportFileError(path, str(problem)) from None


def _decoded(text: bytes | msgspec.Raw, kind: Any) -> Any:  # noqa: ANN401 (JSON has no narrower type)
    """JSON; halves of surrogate pairs and NaN, which other programs write too, are mended."""
    try:
        return msgspec.json.decode(text, type=kind)
    except msgspec.ValidationError:
        raise
    except (msgspec.DecodeError, UnicodeDecodeError):
        record = json.loads(bytes(text), parse_constant=lambda _: None)
        return msgspec.json.decode(whole(json.dumps(record, ensure_ascii=False)), type=kind)
    except RecursionError:
        raise ValueError("it is nested too deep") from None


def _is_feature(line: bytes) -> bool:
    try:
        found = _decoded(line, Any)
    except ValueError:
        return False
    return isinstance(found, dict) and found.get("type") == "Feature"


def _separated(path: Path) -> Iterator[tuple[str, bytes]]:
    """Records of RFC 8142, which may run over several lines."""
    rest, number = b"", 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            *done, rest = (rest + block).split(_RECORD)
            for text in done:
                if text.strip():
                    number += 1
                    yield f"record {number}", text
    if rest.strip():
        yield f"record {number + 1}", rest


def _by_line(path: Path) -> Iterator[tuple[str, bytes]]:
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            text = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
            if text.strip():
                yield f"line {number}", text


def _row(at: str, raw: bytes | msgspec.Raw, transformer: Transformer | None) -> Row:
    """A feature as a row; one that cannot be read says why."""
    try:
        feature = _decoded(raw, Any)
    except ValueError as problem:
        return Row(at, {}, problem=f"it is no JSON: {problem}")
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        return Row(at, {}, problem="it is no GeoJSON Feature")
    cells = _cells(feature)
    geometry = feature.get("geometry")
    if geometry is None:
        return Row(at, cells)
    try:
        shape = shapely.from_geojson(msgspec.json.encode(geometry))
        where = located(shape, transformer)
    except (shapely.GEOSException, ModelError) as problem:
        return Row(at, cells, problem=f"its geometry cannot be used: {problem}")
    return Row(at, cells, where.point, where.footprint, where.reach_m)


def _cells(feature: dict[str, Any]) -> dict[str, str]:
    properties = feature.get("properties")
    given = properties if isinstance(properties, dict) else {}
    own = {"id": feature["id"]} if "id" in feature and "id" not in given else {}
    named = ((whole(name), whole(cell_text(value))) for name, value in {**own, **given}.items())
    return {name: text for name, text in named if name and text}
