"""A page that is one file, carries its data as text, and runs no script but its own.

What a person reads comes from outside and is not to be trusted. It travels as base64, is written
into the page as text and never as markup, and a Content-Security-Policy with the hash of each
script keeps everything else from running.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
import unicodedata
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from geo.plain import country_name
from maps._deflate import deflated
from maps._deltas import with_deltas
from maps.border_band import border_bands
from maps.labels import border_label

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from maps.basemap import Basemap
    from maps.tiles import Tiles

__all__ = ["ground_record", "sealed_page"]

_POLICY: Final = "POLICY-OF-THE-PAGE"
_BLOCKS: Final = "BLOCKS-OF-THE-PAGE"
_NOSCRIPT: Final = (
    "<noscript>This map is drawn by JavaScript inside this file. Nothing is sent or loaded. "
    "Allow scripts for it, in a browser of 2023 or later.</noscript>"
)


def sealed_page(
    *,
    scripts: Iterable[str],
    styles: Iterable[str],
    payload: dict[str, Any],
    blocks: Mapping[str, bytes] | None = None,
    tiles: Tiles | None = None,
) -> str:
    """A page about an empty map, with data for its scripts.

    Parameters
    ----------
    scripts
        Names of our scripts in `assets`, in the order in which they run, as one.
    styles
        Names of our style sheets in `assets`, in order.
    payload
        What `assets/data.js` unpacks: plain values that may hold any text, a `title` among them.
    blocks
        Bytes for the scripts besides, by name.
    tiles
        Online tiles that the page may ask for; without, it may ask for nothing.

    Returns
    -------
    str
        The page; the same values give the same page, byte for byte.
    """
    from maps._shell import page_around_map  # noqa: PLC0415 (folium takes a second to import)

    page = page_around_map(
        head=[
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            f"<title>{_title(payload['title'])}</title>",
            '<meta name="referrer" content="no-referrer">',
            f"<style>{_leaflet('leaflet.css')}</style>",
        ],
        body=[_NOSCRIPT, _BLOCKS],
    )
    page, making = _without_script(page)
    ours = "\n".join(_plain(_asset(name)) for name in scripts)
    code = f"{_leaflet('leaflet.js')}\n{making}\n(() => {{\n'use strict';\n{ours}}})();"
    record = json.dumps(with_deltas(payload), separators=(",", ":"))
    data = {"code": code.encode(), "data": record.encode(), **(blocks or {})}
    loader = f"<script>{_plain(_asset('loader.js'))}</script>"
    page = page.replace(_BLOCKS, "\n".join([*_data_blocks(data), loader]), 1)
    page = page.replace("<html>", '<html lang="en">', 1)
    page = page.replace(", maximum-scale=1.0, user-scalable=no", "", 1)
    style = "\n".join(map(_asset, styles))
    page = page.replace("</head>", f"<style>{style}</style>\n</head>", 1)
    return page.replace(_POLICY, _policy(page, code, tiles), 1)


def ground_record(
    basemap: Basemap, provinces: Sequence[Any], crossed: Collection[tuple[str, str]]
) -> dict[str, Any]:
    """The ground as `assets/ground.js` draws it.

    Parameters
    ----------
    basemap
        The ground.
    provinces
        Those of its provinces to draw.
    crossed
        Pairs of ISO 3166-1 alpha-2 codes, in either order, whose border is named.

    Returns
    -------
    dict
        `world` and `provinces` (geometries), `countries`, `borders` and `bands` (geometries with
        what `assets/data.js` says of each).
    """
    named = {frozenset(pair) for pair in crossed}
    return {
        "world": _geometries(basemap.world),
        "countries": [
            _country(feature["properties"]["code"]) | {"geometry": feature["geometry"]}
            for feature in basemap.countries
        ],
        "provinces": _geometries(provinces),
        "borders": [
            {
                "geometry": line["geometry"],
                "crossed": frozenset((line["a"], line["b"])) in named,
                "name": border_label(line["a"], line["b"], line["length_km"]),
                "left": _country(line["a"]),
                "right": _country(line["b"]),
                "off_m": line["off_m"],
            }
            for line in basemap.borders
        ],
        "bands": border_bands(basemap, crossed),
    }


def _country(code: str) -> dict[str, str]:
    return {"code": code, "name": country_name(code) or code}


def _geometries(features: Iterable[Any]) -> list[Any]:
    return [feature["geometry"] for feature in features]


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


def _without_script(page: str) -> tuple[str, str]:
    """A page without the script that makes its map, and that script."""
    found = re.search(r"<script>([^<]*var incident_map = .*?)</script>", page, re.DOTALL)
    if found is None:
        raise AssertionError(page[-2000:])
    return page.replace(found[0], "", 1), found[1].strip()


def _plain(script: str) -> str:
    """Our script without its comments, which the repository keeps for whoever reads it."""
    return re.sub(r"^ */\*\*.*?\*/\n", "", script, flags=re.DOTALL | re.MULTILINE)


def _data_blocks(blocks: Mapping[str, bytes]) -> list[str]:
    """Data as text that nothing in a page can take for markup."""
    packed = {name: base64.b64encode(deflated(data)).decode() for name, data in blocks.items()}
    return [
        f'<script type="text/plain" id="incidentmap-{name}">{text}</script>'
        for name, text in packed.items()
    ]


def _policy(page: str, code: str, tiles: Tiles | None) -> str:
    """A policy under which only this page's own scripts and styles count."""
    scripts = [code, *re.findall(r"<script>(.*?)</script>", page, re.DOTALL)]
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
