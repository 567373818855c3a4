"""Texts beside a map of their places, as one HTML file that needs nothing beside it."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

from geo.files import replace_file
from maps._sealed import ground_record, sealed_page
from maps.basemap import basemap
from maps.view import ground_around

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from maps.basemap import Basemap
    from maps.reading import Reading

__all__ = ["reading_ground", "render_reading", "write_reading"]

_SCRIPTS: Final = (
    "dom.js",
    "data.js",
    "switches.js",
    "ground.js",
    "fan.js",
    "labels.js",
    "reading_map.js",
    "reading_card.js",
    "reading.js",
)


def reading_ground(reading: Reading) -> Basemap:
    """The ground for the map of some texts: fine about the first view, borders everywhere.

    Parameters
    ----------
    reading
        What is shown.

    Returns
    -------
    Basemap
        Of the whole world where nothing is located.
    """
    world = basemap()
    if reading.view is None:
        return world
    pairs = list(combinations(reading.countries, 2))
    near = basemap(ground_around(reading.view), exact_borders=pairs)
    drawn = {(line["a"], line["b"]) for line in near.borders}
    far = [line for line in world.borders if (line["a"], line["b"]) not in drawn]
    return replace(near, borders=(*near.borders, *far))


def render_reading(reading: Reading, ground: Basemap) -> str:
    """Texts beside a map of their places, as one HTML file.

    Parameters
    ----------
    reading
        What to show.
    ground
        What lies under the places.

    Returns
    -------
    str
        The page, which asks nobody for anything; the same reading gives the same page, byte for
        byte.
    """
    return sealed_page(
        scripts=_SCRIPTS,
        styles=("map.css", "reading.css"),
        payload=_payload(reading, ground),
    )


def write_reading(reading: Reading, ground: Basemap, path: Path) -> Path:
    """Write the page, whole or not at all.

    Parameters
    ----------
    reading
        What to show.
    ground
        What lies under the places.
    path
        Where to write; what stands there is replaced.

    Returns
    -------
    Path
        The same path.

    Raises
    ------
    ExportError
        If it could not be written.
    """
    replace_file(path, render_reading(reading, ground).encode())
    return path


def _payload(reading: Reading, ground: Basemap) -> dict[str, Any]:
    """The reading and the basemap as `assets/reading.js` reads them; shared shapes once."""
    shapes: dict[str, int] = {}

    def drawn(one: Any) -> dict[str, Any]:  # noqa: ANN401 (a spot or some ground)
        fields = asdict(one)
        shape: Mapping[str, Any] | None = fields["shape"]
        fields["shape"] = shape and shapes.setdefault(json.dumps(shape), len(shapes))
        return fields

    spots, grounds = [drawn(one) for one in reading.spots], [drawn(one) for one in reading.grounds]
    provinces = [p for p in ground.provinces if p["properties"]["country"] in reading.countries]
    return {
        "title": reading.title,
        "texts": [
            {"name": part.name, "pieces": [[p.text, p.mark, p.ground] for p in part.pieces]}
            for part in reading.texts
        ],
        "marks": [asdict(mark) for mark in reading.marks],
        "spots": spots,
        "grounds": grounds,
        "shapes": [json.loads(shape) for shape in shapes],
        "labels": [asdict(label) for label in reading.labels],
        "view": reading.view,
        **ground_record(ground, provinces, ()),
        "attribution": [*reading.attribution, *ground.attribution, "Map library: Leaflet"],
        "tiles": None,
    }
