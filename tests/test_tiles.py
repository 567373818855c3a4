from __future__ import annotations

import pytest

from maps.errors import MapError, TilesError
from maps.tiles import TILES, find_tiles


@pytest.mark.parametrize("name", sorted(TILES))
def test_tiles_by_name_carry_their_credit(name: str) -> None:
    tiles = find_tiles(name)
    assert "OpenStreetMap" in tiles.attribution
    assert all(hole in tiles.url for hole in ("{z}", "{x}", "{y}"))
    assert tiles.hosts
    assert all(host.startswith("https://") and "{" not in host for host in tiles.hosts)


def test_hosts_of_each_letter() -> None:
    assert find_tiles("opentopomap").hosts == (
        "https://a.tile.opentopomap.org",
        "https://b.tile.opentopomap.org",
        "https://c.tile.opentopomap.org",
    )


def test_tiles_by_address() -> None:
    tiles = find_tiles("http://localhost:8080/t/{z}/{x}/{y}.png")
    assert tiles.hosts == ("http://localhost:8080",)
    assert tiles.attribution == "Tiles from localhost:8080"


def test_error_says_what_to_do() -> None:
    with pytest.raises(TilesError, match="osm, osm-hot, opentopomap or an address") as caught:
        find_tiles("mars")
    assert isinstance(caught.value, MapError | ValueError)
    assert caught.value.tiles == "mars"
