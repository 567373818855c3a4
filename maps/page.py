"""The map as one HTML file that needs nothing beside it: no network, no server, no key."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from geo.files import replace_file
from geo.kinds import KINDS
from geo.plain import FIELDS, country_name
from maps._sealed import ground_record, sealed_page
from maps.columns import tables_of
from maps.scene import country_middles
from maps.table import pack
from maps.tiles import find_tiles
from maps.view import first_view, provinces_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from maps.basemap import Basemap
    from maps.layers import Scene
    from maps.table import Packed
    from maps.tiles import Tiles

__all__ = ["render_page", "write_page"]

_SCRIPTS: Final = (
    "dom.js",
    "data.js",
    "table.js",
    "incidents.js",
    "search.js",
    "filters.js",
    "switches.js",
    "symbols.js",
    "ground.js",
    "canvas.js",
    "grid.js",
    "fan.js",
    "draw.js",
    "arcs.js",
    "areas.js",
    "handles.js",
    "labels.js",
    "hover.js",
    "narrow.js",
    "facets.js",
    "actors.js",
    "parts.js",
    "howto.js",
    "viewas.js",
    "panel.js",
    "list.js",
    "bins.js",
    "brush.js",
    "play.js",
    "time.js",
    "claims.js",
    "chain.js",
    "card.js",
    "popup.js",
    "address.js",
    "download.js",
    "print.js",
    "embed.js",
    "split.js",
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
    shapes: dict[str, int] = {}
    packed = pack(tables_of(scene, shapes))
    return sealed_page(
        scripts=_SCRIPTS,
        styles=("map.css", "controls.css", "card.css", "split.css", "print.css"),
        payload=_payload(scene, basemap, source, shapes, packed),
        blocks={"numbers": packed.numbers, "texts": packed.texts},
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


def _payload(
    scene: Scene, basemap: Basemap, tiles: Tiles | None, shapes: Iterable[str], tables: Packed
) -> dict[str, Any]:
    """What `assets/main.js` unpacks, but for the columns themselves."""
    credit = [*scene.attribution, *basemap.attribution, "Map library: Leaflet"]
    codes = {code for name in ("origin", "country") for code in _words(tables, name)}
    return {
        "title": scene.title,
        "rule": scene.rule,
        "rule_text": scene.rule_text,
        "made": f"Made {scene.made.day} {scene.made:%B %Y, %H:%M} UTC",
        "tables": tables.spec,
        "split": scene.split,
        "views": [
            {"rule": view.rule, "name": view.name, "text": view.text, "only": view.only}
            for view in scene.views
        ],
        "kinds": {
            kind: {"label": facts.label, "family": facts.family} for kind, facts in KINDS.items()
        },
        "country_names": {code: country_name(code) or code for code in sorted(codes)},
        "middles": {code: place for code, place in country_middles().items() if code in codes},
        "fields": list(FIELDS.values()),
        "labels": [asdict(label) for label in scene.labels],
        "bounds": scene.bounds,
        "view": first_view(scene),
        "shapes": [json.loads(shape) for shape in shapes],
        **ground_record(basemap, provinces_of(scene, basemap), scene.border_pairs),
        "attribution": list(dict.fromkeys([*credit, *([tiles.attribution] if tiles else [])])),
        "tiles": tiles
        and {"url": tiles.url, "subdomains": tiles.subdomains, "max_zoom": tiles.max_zoom},
    }


def _words(tables: Packed, name: str) -> tuple[str, ...]:
    """The values of a column of words, none where it is not there."""
    column = tables.spec["incidents"]["columns"].get(name)
    return column["values"] if column else ()
