"""Online tiles, for those who ask for them: the only way in which a map touches the network."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from maps.errors import TilesError

__all__ = ["TILES", "Tiles", "find_tiles"]

_OSM: Final = "© OpenStreetMap contributors"
_ADDRESS: Final = re.compile(r"(https?://)([A-Za-z0-9.{}-]+(?::\d{1,5})?)(/[^\s\"'<>\\;,]*)")
_LETTERS: Final = "abc"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tiles:
    """Where map tiles come from.

    Parameters
    ----------
    url
        Address with `{z}`, `{x}` and `{y}` in it, and perhaps `{s}`.
    attribution
        The credit that the map must carry.
    max_zoom
        The closest zoom that there are tiles for.
    subdomains
        Letters that `{s}` stands for.
    """

    url: str
    attribution: str
    max_zoom: int = 18
    subdomains: str = _LETTERS

    @property
    def hosts(self) -> tuple[str, ...]:
        """The hosts that a map asks, such as "https://tile.openstreetmap.org"."""
        parts = _ADDRESS.fullmatch(self.url)
        if parts is None:
            return ()
        host = parts[1] + parts[2]
        if "{s}" not in host:
            return (host,)
        return tuple(host.replace("{s}", letter) for letter in self.subdomains)


TILES: Final = {
    "osm": Tiles(
        url="https://tile.openstreetmap.org/{z}/{x}/{y}.png", attribution=_OSM, max_zoom=19
    ),
    "osm-hot": Tiles(
        url="https://{s}.tile.openstreetmap.fr/hot/{z}/{x}/{y}.png",
        attribution=f"{_OSM}, style by Humanitarian OpenStreetMap Team, hosted by OSM France",
        max_zoom=19,
    ),
    "opentopomap": Tiles(
        url="https://{s}.tile.opentopomap.org/{z}/{x}/{y}.png",
        attribution=f"{_OSM}, SRTM; style © OpenTopoMap (CC-BY-SA)",
        max_zoom=17,
    ),
}
"""Tiles that need no key, by name."""


def find_tiles(name: str) -> Tiles:
    """Find tiles by their name, or by their address.

    Parameters
    ----------
    name
        A name in `TILES`, or an http or https address with `{z}`, `{x}` and `{y}`.

    Returns
    -------
    Tiles
        The tiles; for an address, credited to its host.

    Raises
    ------
    TilesError
        If it is neither.
    """
    known = TILES.get(name.strip().lower())
    if known is not None:
        return known
    parts = _ADDRESS.fullmatch(name.strip())
    if (
        parts is None
        or not all(hole in parts[3] for hole in ("{z}", "{x}", "{y}"))
        or set(re.findall(r"\{[^}]*\}?|\}", parts[2])) - {"{s}"}
    ):
        raise TilesError(name, tuple(TILES))
    host = parts[2].replace("{s}.", "")
    return Tiles(url=parts[0], attribution=f"Tiles from {host}")
