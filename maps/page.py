"""The map as one HTML file that needs nothing beside it: no network, no server, no key.

What a person reads on the map comes from outside and is not to be trusted. It travels as
base64, is written into the page as text and never as markup, and a Content-Security-Policy
with the hash of each script keeps everything else from running.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
import unicodedata
import zlib
from dataclasses import asdict
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from geo.files import replace_file
from maps.labels import border_label
from maps.tiles import find_tiles
from maps.view import area_of, first_view, provinces_near

if TYPE_CHECKING:
    from collections.abc import Iterable
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
_POLICY: Final = "POLICY-OF-THE-PAGE"
_NOSCRIPT: Final = (
    "<noscript>This map is drawn by JavaScript inside this file. Nothing is sent or loaded. "
    "Allow scripts for it, in a browser of 2023 or later.</noscript>"
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
    from maps._shell import page_around_map  # noqa: PLC0415 (folium takes a second to import)

    source = None if tiles is None else find_tiles(tiles)
    page = page_around_map(
        head=[
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            f"<title>{_title(scene.title)}</title>",
            '<meta name="referrer" content="no-referrer">',
            f"<style>{_leaflet('leaflet.css')}</style>",
            f"<script>{_leaflet('leaflet.js')}</script>",
        ],
        body=[_NOSCRIPT, _data_block(_payload(scene, basemap, source))],
        script=_script(),
    )
    page = page.replace("<html>", '<html lang="en">', 1)
    page = page.replace(", maximum-scale=1.0, user-scalable=no", "", 1)
    page = page.replace("</head>", f"<style>{_asset('map.css')}</style>\n</head>", 1)
    return page.replace(_POLICY, _policy(page, source), 1)


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


def _title(text: str) -> str:
    """Text for the page's title: on one line, no control characters, no markup."""
    plain = "".join(c if unicodedata.category(c)[0] not in "CZ" else " " for c in text)
    return html.escape(" ".join(plain.split()))


def _leaflet(name: str) -> str:
    """A file of Leaflet's, without the address of its source map."""
    text = (files("xstatic.pkg.leaflet") / "data" / name).read_text(encoding="utf-8")
    return re.sub(r"//# sourceMappingURL=\S+", "", text).strip()


def _asset(name: str) -> str:
    return (files("maps") / "assets" / name).read_text(encoding="utf-8")


def _script() -> str:
    """Our scripts as one, which leaves nothing behind in the page's global names."""
    return "(() => {\n'use strict';\n" + "\n".join(map(_asset, _SCRIPTS)) + "})();"


def _data_block(payload: dict[str, Any]) -> str:
    """Data as text that nothing in a page can take for markup."""
    packed = zlib.compress(json.dumps(payload, separators=(",", ":")).encode(), 9)
    text = base64.b64encode(packed).decode("ascii")
    return f'<script type="text/plain" id="incidentmap-data">{text}</script>'


def _payload(scene: Scene, basemap: Basemap, tiles: Tiles | None) -> dict[str, Any]:
    """The scene and the basemap as `assets/data.js` reads them; shared shapes once."""
    shapes: dict[str, int] = {}
    marks = []
    for mark in scene.marks:
        fields, area = asdict(mark), area_of(mark)
        fields["shape"] = area and shapes.setdefault(json.dumps(area), len(shapes))
        marks.append(fields)
    crossed = {frozenset(pair) for pair in scene.border_pairs}
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
        "world": _geometries(basemap.world),
        "countries": _geometries(basemap.countries),
        "provinces": _geometries(provinces_near(scene, basemap)),
        "borders": [
            {
                "geometry": line["geometry"],
                "crossed": frozenset((line["a"], line["b"])) in crossed,
                "name": border_label(line["a"], line["b"], line["length_km"]),
            }
            for line in basemap.borders
        ],
        "attribution": list(dict.fromkeys([*credit, *([tiles.attribution] if tiles else [])])),
        "tiles": tiles
        and {"url": tiles.url, "subdomains": tiles.subdomains, "max_zoom": tiles.max_zoom},
    }


def _geometries(features: Iterable[Any]) -> list[Any]:
    return [feature["geometry"] for feature in features]


def _policy(page: str, tiles: Tiles | None) -> str:
    """A policy under which only this page's own scripts and styles count."""
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    styles = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {' '.join(map(_hash, scripts))}",
            f"style-src {' '.join(map(_hash, styles))}",
            f"img-src {' '.join(['data:', *(tiles.hosts if tiles else ())])}",
            "connect-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
