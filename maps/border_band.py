"""The land near the borders that incidents crossed, as a map draws it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import shapely
from shapely.geometry import mapping

from geo.border import borders
from geo.plain import border_name

if TYPE_CHECKING:
    from collections.abc import Collection

    from shapely.geometry.base import BaseGeometry

    from maps.basemap import Basemap

__all__ = ["BAND_KM", "border_bands"]

BAND_KM: Final = 50
"""How far the land near a border reaches, to either side."""
_SIMPLIFIED_DEG: Final = 0.01
_GRID_DEG: Final = 0.001


def border_bands(basemap: Basemap, crossed: Collection[tuple[str, str]]) -> list[dict[str, Any]]:
    """The land within 50 km of each border that was crossed, on both of its sides.

    Distances are geodesic, see `geo.border.Borders.band`; the edge is simplified to about 1 km.

    Parameters
    ----------
    basemap
        The ground; a border that it does not show has no band.
    crossed
        Pairs of ISO 3166-1 alpha-2 codes, in either order.

    Returns
    -------
    list of dict
        `name`, such as "Within 50 km of the Iran–Pakistan border", and `geometry`: GeoJSON in lon
        lat (EPSG:4326), land of the two countries only.
    """
    wanted = {tuple(sorted(pair)) for pair in crossed}
    shown = [(line["a"], line["b"]) for line in basemap.borders]
    bands = [(pair, _band(*pair)) for pair in shown if tuple(sorted(pair)) in wanted]
    return [
        {
            "name": f"Within {BAND_KM} km of the {border_name('-'.join(pair))} border",
            "geometry": dict(mapping(band)),
        }
        for pair, band in bands
        if band is not None
    ]


@lru_cache(maxsize=32)
def _band(a: str, b: str) -> BaseGeometry | None:
    """The band as a screen shows it."""
    whole = borders().band(a, b, BAND_KM * 1000.0)
    if whole is None:
        return None
    simple = shapely.simplify(whole, _SIMPLIFIED_DEG)
    return shapely.set_precision(simple, _GRID_DEG)
