"""Names on a picture, the more important first; one that finds no room is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from maps._plot_marks import disc
from maps._sheet import SOFT, UNKNOWN, Lettering, plain
from maps.labels import Box, border_label

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from maps._room import Room
    from maps._sheet import Sheet
    from maps.basemap import Basemap
    from maps.layers import Label, Scene
    from maps.projection import Frame

__all__ = ["draw_names", "is_crossed", "lines_of"]

Point = tuple[float, float]

_SHOWN_FROM: Final = {"province": 40.0, "town": 36.0}
"""Pixels to a degree from which a kind of name is shown."""
_FROM_MIDDLE: Final = (10, 8, 12, 6, 14, 4, 16, 2, 18)
_TOWN: Final = Lettering(size=11, halo=True)
_LOCAL: Final = Lettering(size=9.5, colour=SOFT, halo=True)
_NAMES: Final = {
    "border": Lettering(size=12.5, bold=True, halo=True),
    "country": Lettering(size=15, bold=True, colour=SOFT, halo=True),
    "province": Lettering(size=11, italic=True, colour=SOFT, halo=True),
    "city": Lettering(size=12.5, halo=True),
}
_DOTTED: Final = {"city", "town"}


class _Name(NamedTuple):
    kind: str
    text: str
    local: str
    """The name in its own script; empty where the font cannot write that."""
    spots: list[Point]
    """Where it may stand."""


class _Written(NamedTuple):
    name: _Name
    box: Box


def draw_names(sheet: Sheet, frame: Frame, scene: Scene, basemap: Basemap, room: Room) -> None:
    """Write the names of crossed borders and of places, then under them their own.

    Parameters
    ----------
    sheet
        The sheet.
    frame
        Where the map lies.
    scene
        What to show.
    basemap
        Its ground, with the border lines.
    room
        What is taken; names are added.
    """
    written = [one for name in _names(frame, scene, basemap) if (one := _write(sheet, name, room))]
    for name, box in written:
        _write_local(sheet, name, box, room)


def is_crossed(line: Mapping[str, Any], pairs: Collection[tuple[str, str]]) -> bool:
    """Whether a border line of a basemap is one of some borders.

    Parameters
    ----------
    line
        The border line.
    pairs
        Pairs of ISO 3166-1 alpha-2 codes, in either order.

    Returns
    -------
    bool
        True if it is.
    """
    return (line["a"], line["b"]) in pairs or (line["b"], line["a"]) in pairs


def lines_of(geometry: Mapping[str, Any]) -> list[list[Point]]:
    """The lines of a GeoJSON geometry.

    Parameters
    ----------
    geometry
        A LineString or a MultiLineString.

    Returns
    -------
    list of list
        (lon, lat) pairs of each.
    """
    coordinates: list[Any] = geometry["coordinates"]
    return [coordinates] if geometry["type"] == "LineString" else coordinates


def _write(sheet: Sheet, name: _Name, room: Room) -> _Written | None:
    look = _NAMES.get(name.kind, _TOWN)
    width = sheet.text_width(name.text, look) + 4
    boxes = [
        Box.around(x + dx, y + dy, width, look.size + 4)
        for x, y in name.spots
        for dx, dy in _besides(name.kind, width)
    ]
    dot = Box.around(*name.spots[0], 6, 6) if name.kind in _DOTTED else None
    box = room.find(boxes)
    if box is None and name.kind == "border":
        box = room.find(boxes, over=("border",))
    if box is None or (dot and room.find([dot], over=("border",)) is None):
        return None
    room.take("name", box)
    if dot:
        room.take("dot", dot)
        sheet.line(disc(name.spots[0], 2.5), closed=True, fc=SOFT, ec="white", lw=1)
    sheet.text(_middle(box), name.text, look, align="center")
    return _Written(name, box)


def _write_local(sheet: Sheet, name: _Name, box: Box, room: Room) -> None:
    """The name in its own script right under the other, if there is room as well."""
    if not name.local:
        return
    width, height = sheet.text_width(name.local, _LOCAL) + 2, _LOCAL.size + 2
    (x, _), (at, _) = _middle(box), name.spots[0]
    if name.kind in _DOTTED and box.left >= at:
        x = box.left + width / 2
    elif name.kind in _DOTTED and box.right <= at:
        x = box.right - width / 2
    under = room.find([Box.around(x, box.bottom - height / 2, width, height)])
    if under is not None:
        room.take("name", under)
        sheet.text(_middle(under), name.local, _LOCAL, align="center")


def _middle(box: Box) -> Point:
    return (box.left + box.right) / 2, (box.bottom + box.top) / 2


def _names(frame: Frame, scene: Scene, basemap: Basemap) -> Iterator[_Name]:
    """Crossed borders first, then places by rank, as far as the font can write them."""
    for line in basemap.borders:
        if is_crossed(line, scene.border_pairs):
            points = max(lines_of(line["geometry"]), key=len)
            spots = [frame.pixel(*points[s * (len(points) - 1) // 20]) for s in _FROM_MIDDLE]
            text = border_label(line["a"], line["b"], line["length_km"])
            yield _Name("border", text, "", spots)
    yield from _places(frame, scene.labels)


def _places(frame: Frame, labels: Iterable[Label]) -> Iterator[_Name]:
    def order(label: Label) -> tuple[int, str]:
        return label.rank, label.text

    for label in sorted(labels, key=order):
        if frame.scale < _SHOWN_FROM.get(label.kind, 0.0):
            continue
        at, text, local = frame.pixel(label.lon, label.lat), plain(label.text), label.local or ""
        if text and UNKNOWN not in text and Box.around(*at, 1, 1).inside(frame.place):
            yield _Name(label.kind, text, "" if UNKNOWN in plain(local) else plain(local), [at])


def _besides(kind: str, width: float) -> list[Point]:
    """Where a name may stand, seen from its place."""
    if kind in _DOTTED:
        return [(width / 2 + 5, 0), (-width / 2 - 5, 0), (0, 13), (0, -13)]
    if kind == "border":
        ways = [(away + width / 2, up) for away in (12, 22) for up in (0, -8, 8)]
        return [(sign * across, up) for across, up in ways for sign in (1, -1)]
    return [(0, 0), (0, 22), (0, -22), (width / 2, 0), (-width / 2, 0)]
