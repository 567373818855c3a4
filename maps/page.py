"""The map as one HTML file that needs nothing beside it: no network, no server, no key."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from geo.files import replace_file
from maps._sealed import ground_record, sealed_page
from maps.tiles import find_tiles
from maps.view import area_of, first_view, provinces_near

if TYPE_CHECKING:
    from pathlib import Path

    from maps.basemap import Basemap
    from maps.layers import Scene
    from maps.tiles import Tiles

__all__ = ["render_page", "write_page"]

_SCRIPTS: Final = (
    "dom.js",
    "data.js",
    "switches.js",
    "symbols.js",
    "ground.js",
    "fan.js",
    "draw.js",
    "labels.js",
    "panel.js",
    "popup.js",
    "main.js",
)


def render_page(scene: Scene, basemap: Basemap, *, tiles: str | None = None) -> str:
    """The map as one HTML file.

    Parameters
    ----------
    scene
        What to show.
    basemap
        What lies under it.
    tiles
        Online tiles to show under it, as `find_tiles` takes them; the page then asks their host.
        Without, it asks nobody.

    Returns
    -------
    str
        The page; the same scene gives the same page, byte for byte.

    Raises
    ------
    TilesError
        If `tiles` is neither a name nor an address.
    """
    source = None if tiles is None else find_tiles(tiles)
    return sealed_page(
        title=scene.title,
        scripts=_SCRIPTS,
        styles=("map.css",),
        payload=_payload(scene, basemap, source),
        tiles=source,
    )


def write_page(scene: Scene, basemap: Basemap, path: Path, *, tiles: str | None = None) -> Path:
    """Write the map as one HTML file, whole or not at all.

    Parameters
    ----------
    scene
        What to show.
    basemap
        What lies under it.
    path
        Where to write; what stands there is replaced.
    tiles
        As in `render_page`.

    Returns
    -------
    Path
        The same path.

    Raises
    ------
    TilesError
        If `tiles` is neither a name nor an address.
    ExportError
        If it could not be written.
    """
    replace_file(path, render_page(scene, basemap, tiles=tiles).encode())
    return path


def _payload(scene: Scene, basemap: Basemap, tiles: Tiles | None) -> dict[str, Any]:
    """The scene and the basemap as `assets/data.js` reads them; shared shapes once."""
    shapes: dict[str, int] = {}
    marks = []
    for mark in scene.marks:
        fields, area = asdict(mark), area_of(mark)
        fields["shape"] = area and shapes.setdefault(json.dumps(area), len(shapes))
        marks.append(fields)
    credit = [*scene.attribution, *basemap.attribution, "Map library: Leaflet"]
    return {
        "title": scene.title,
        "rule_text": scene.rule_text,
        "made": f"Made {scene.made.day} {scene.made:%B %Y, %H:%M} UTC",
        "marks": marks,
        "arcs": [asdict(arc) for arc in scene.arcs],
        "labels": [asdict(label) for label in scene.labels],
        "bounds": scene.bounds,
        "view": first_view(scene),
        "shapes": [json.loads(shape) for shape in shapes],
        **ground_record(basemap, provinces_near(scene, basemap), scene.border_pairs),
        "attribution": list(dict.fromkeys([*credit, *([tiles.attribution] if tiles else [])])),
        "tiles": tiles
        and {"url": tiles.url, "subdomains": tiles.subdomains, "max_zoom": tiles.max_zoom},
    }
