"""GeoJSON as RFC 7946 has it: WGS 84, lon before lat, right-hand rings, a stable id.

Digits are not precision, so every feature carries `precision` and `radius_m`, and a
location that is no more exact than a province can be written as that province (`areas`).
All that is recorded of an incident is among its properties, so that it can be read back.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import msgspec
import shapely

from geo.account import RANGE, Rule, add_up
from geo.errors import ImportFileError, ModelError
from geo.exchange.entries import Going, entries
from geo.exchange.ground import DECIMALS, box_about, ground
from geo.exchange.incoming import Incoming
from geo.exchange.whole import heading, incoming, json_line, json_read, whole
from geo.files import replacing
from geo.shapes import cut_at_antimeridian
from geo.store.reading import Stored
from geo.store.rows import incident_row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from typing import BinaryIO

    from shapely.geometry.base import BaseGeometry

    from geo.dossier import Collection
    from geo.exchange.entries import Entry
    from geo.exchange.incoming import Reading

__all__ = [
    "feature",
    "feature_collection",
    "geometry_record",
    "incoming_feature",
    "is_ours",
    "read",
    "to_geojson",
    "write",
]

_OUR_HEAD: Final = b'{"type":"FeatureCollection","incidentmap":'
_HEAD_BYTES: Final = 1_000_000
_OUR_LISTS: Final = tuple(re.compile(rb'"%b"\s*:\s*\[' % name) for name in (b"claims", b"cites"))
_MARK: Final = b"\xef\xbb\xbf"


def write(going: Going, path: Path) -> tuple[Path, ...]:
    """Write incidents as one GeoJSON file, one feature a line.

    Parameters
    ----------
    going
        The incidents.
    path
        Where to.

    Returns
    -------
    tuple of Path
        The file.

    Raises
    ------
    ExportError
        If it cannot be written.
    """
    with replacing(path) as file:
        file.writelines(_pieces(going))
    return (path,)


def to_geojson(collection: Collection, *, rule: Rule = RANGE, areas: bool = False) -> bytes:
    """A collection in memory as one GeoJSON text.

    Parameters
    ----------
    collection
        The incidents.
    rule
        How claims add up; named in every feature.
    areas
        Whether a feature's geometry is the area that the incident is claimed to lie in
        rather than the point in the middle of it.

    Returns
    -------
    bytes
        UTF-8, as `write` writes it.
    """
    sources = collection.sources_by_id

    def found() -> Iterator[Entry]:
        stored = (Stored(d, incident_row(add_up(d, sources))) for d in collection.dossiers)
        return entries(stored, sources, rule=rule, areas=areas)

    going = Going(entries=found, count=len(collection.dossiers), rule=rule, areas=areas)
    return b"".join(_pieces(going))


def read(path: Path, reading: Reading) -> Iterator[Incoming]:  # noqa: ARG001 (the file says it all)
    """Incidents of a file that we wrote, whatever program may have saved it again since.

    Parameters
    ----------
    path
        The file. One laid out as `write` does it is read a line at a time, any other whole.
    reading
        Not needed: everything is in the file.

    Yields
    ------
    Incoming
        What each feature gives, in the order of the file.

    Raises
    ------
    ImportFileError
        If the file cannot be read or is no whole FeatureCollection.
    """
    try:
        with path.open("rb") as file:
            head = file.readline()
            ours = head.startswith(_OUR_HEAD) and head.rstrip().endswith(b'"features":[')
            found = _by_line(path, file) if ours else _at_once(path)
            for number, text in enumerate(found, 1):
                yield incoming_feature(f"feature {number}", text)
    except OSError as problem:
        raise ImportFileError(path, f"cannot be read: {problem.strerror}") from None


def is_ours(path: Path) -> bool:
    """Whether a file of GeoJSON or GeoJSON text sequences holds incidents that we wrote.

    Parameters
    ----------
    path
        The file; only its beginning is looked at.

    Returns
    -------
    bool
        False too for a file that cannot be read.
    """
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
    except OSError:
        return False
    return head.startswith(_OUR_HEAD) or all(pattern.search(head) for pattern in _OUR_LISTS)


def feature(entry: Entry, shape: BaseGeometry | None) -> dict[str, Any]:
    """One incident as a GeoJSON feature.

    Parameters
    ----------
    entry
        The incident on its way out.
    shape
        What `geo.exchange.ground.ground` gives for it.

    Returns
    -------
    dict
        Geometry null where nobody says where it was; the columns of every flat format as
        properties, then the lists of `geo.exchange.whole.PARTS`.
    """
    return {
        "type": "Feature",
        "id": entry.dossier.incident.id,
        "geometry": None if shape is None else _geometry(shape),
        "properties": {**entry.values, **whole(entry)},
    }


def incoming_feature(at: str, text: bytes) -> Incoming:
    """A feature that we wrote, on its way back in.

    Parameters
    ----------
    at
        Its place in the file.
    text
        The JSON of the feature.

    Returns
    -------
    Incoming
        Refused if it is broken or none of ours.
    """
    try:
        given = json_read(text.removeprefix(_MARK))
    except ModelError as problem:
        return Incoming(at=at, refused=f"{problem}; put that right or take the feature out")
    properties = given.get("properties") if isinstance(given, dict) else None
    if not isinstance(properties, dict) or not {"claims", "cites"} <= properties.keys():
        why = "it is no feature with the lists `claims` and `cites`, as incidentmap writes them"
        return Incoming(at=at, refused=why)
    return incoming(at, {"id": given.get("id"), **properties})


def feature_collection(features: Sequence[dict[str, Any]]) -> bytes:
    """Features as one GeoJSON text.

    Parameters
    ----------
    features
        GeoJSON features whose geometries are as `geometry_record` gives them.

    Returns
    -------
    bytes
        UTF-8, one feature a line, with the box about them all.
    """
    head: dict[str, Any] = {"type": "FeatureCollection"}
    box = box_about(shapely.geometry.shape(f["geometry"]).bounds for f in features if f["geometry"])
    if box is not None:
        head["bbox"] = box
    lines = b",\n".join(msgspec.json.encode(feature) for feature in features)
    return msgspec.json.encode(head)[:-1] + b',"features":[\n' + lines + b"\n]}\n"


def geometry_record(shape: BaseGeometry) -> dict[str, Any]:
    """A geometry as RFC 7946 wants it.

    Parameters
    ----------
    shape
        In lon lat, EPSG:4326; may run past the antimeridian.

    Returns
    -------
    dict
        Cut at the antimeridian, rings right-handed, seven decimals.
    """
    cut = shapely.orient_polygons(cut_at_antimeridian(shape))
    rounded: dict[str, Any] = shapely.geometry.mapping(
        shapely.transform(cut, lambda xy: xy.round(DECIMALS))
    )
    return rounded


def _pieces(going: Going) -> Iterator[bytes]:
    """The text of a file, a feature a piece; the box about them stands at the end."""
    yield _OUR_HEAD + json_line(heading(going)) + b',"features":[\n'
    between, box = b"", None
    for entry in going.entries():
        shape = ground(entry)
        box = box_about([box, shape.bounds if shape else None])
        yield between + json_line(feature(entry, shape))
        between = b",\n"
    if box is not None:
        sides = [round(side, DECIMALS) for side in box]
        yield b'\n],"bbox":' + msgspec.json.encode(sides) + b"}\n"
    else:
        yield b"\n]}\n"


def _geometry(shape: BaseGeometry) -> dict[str, Any]:
    """What `ground` gives, as RFC 7946 wants it; quicker than `geometry_record`."""
    if isinstance(shape, shapely.Point):
        return {
            "type": "Point",
            "coordinates": [round(shape.x, DECIMALS), round(shape.y, DECIMALS)],
        }
    record: dict[str, Any] = shapely.geometry.mapping(shape)
    return record


def _by_line(path: Path, file: BinaryIO) -> Iterator[bytes]:
    """Features of a file as `write` laid it out, behind its first line."""
    for line in file:
        text = line.strip()
        if text.startswith(b"]"):
            return
        if text:
            yield text.removesuffix(b",")
    raise ImportFileError(path, "ends in the middle; fetch or export it again")


def _at_once(path: Path) -> Iterator[bytes]:
    """Features of any GeoJSON file."""
    try:
        found = msgspec.json.decode(path.read_bytes().removeprefix(_MARK), type=_Features)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as problem:
        raise ImportFileError(path, f"is no GeoJSON FeatureCollection: {problem}") from None
    yield from map(bytes, found.features)


class _Features(msgspec.Struct):
    features: list[msgspec.Raw]
