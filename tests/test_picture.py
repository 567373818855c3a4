"""The map as a picture."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from matplotlib.image import imread

from geo.errors import ExportError
from maps._plot import frame_of, plot
from maps._plot_marks import draw_ring, places, ring_radius
from maps._sheet import Sheet
from maps.errors import PictureFormatError
from maps.layers import Label
from maps.picture import picture_bounds, write_picture
from maps.scene import build_scene
from maps.view import first_view
from tests.pages import sample_basemap, sample_scene
from tests.test_page_hostile import PAYLOADS, hostile_scene

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from geo.dossier import Collection
    from maps.labels import Box
    from maps.layers import Scene

STRIKE = (0xB5, 0x32, 0x1A)
LAND = (0xF6, 0xF4, 0xEF)
SEA = (0xDF, 0xE7, 0xEB)
DIPLOMACY = (0x00, 0x66, 0x5A)


def pixels(path: Path) -> NDArray[np.uint8]:
    image = imread(io.BytesIO(path.read_bytes()), format="png")
    return np.asarray(np.round(image[:, :, :3] * 255), dtype=np.uint8)


def count(image: NDArray[np.uint8], colour: tuple[int, int, int]) -> int:
    return int((image == np.array(colour, dtype=np.uint8)).all(axis=2).sum())


def drawn(scene: Scene, folder: Path, name: str = "map.png") -> Path:
    return write_picture(scene, sample_basemap(), folder / name)


def boxes(scene: Scene) -> dict[str, list[Box]]:
    """What stands where on the map, by what it is."""
    found: dict[str, list[Box]] = {}
    for what, box in plot(scene, sample_basemap()).room.taken:
        found.setdefault(what, []).append(box)
    return found


def test_png_is_as_wide_as_asked(tmp_path: Path) -> None:
    for width in (800, 1600):
        path = write_picture(
            sample_scene(), sample_basemap(), tmp_path / f"{width}.png", width_px=width
        )
        assert pixels(path).shape[1] == width


def test_draws_land_sea_and_symbols(tmp_path: Path) -> None:
    image = pixels(drawn(sample_scene(), tmp_path))
    assert count(image, STRIKE) > 50
    assert count(image, DIPLOMACY) > 50
    ground = sample_basemap()
    west = replace(ground, world=ground.world[:1], countries=ground.countries[:1])
    coast = pixels(write_picture(sample_scene(), west, tmp_path / "coast.png"))
    assert count(coast, SEA) > 500
    assert count(image, LAND) > count(coast, LAND) > 500


def test_a_mark_more_shows(tmp_path: Path) -> None:
    scene = sample_scene()
    fewer = replace(scene, marks=(*scene.marks[:2], *scene.marks[3:]), arcs=())
    with_it = count(pixels(drawn(scene, tmp_path, "a.png")), STRIKE)
    assert count(pixels(drawn(fewer, tmp_path, "b.png")), STRIKE) < with_it


CROWD = tuple(
    Label(text=f"Town {n}", lon=58 + n % 12, lat=27 + n // 12 / 2, kind="city", rank=n, local="Дом")
    for n in range(120)
)


def test_nothing_that_is_written_covers_anything_else() -> None:
    found = boxes(replace(sample_scene(), labels=sample_scene().labels + CROWD))
    assert {"symbol", "number", "name", "inset", "scale", "arrow", "badge"} <= set(found)
    assert len(found["name"]) > 30
    every = [(what, box) for what, group in found.items() for box in group]
    for (what, a), (other, b) in combinations(every, 2):
        if {what, other} & {"number", "name", "inset", "scale"}:
            assert not a.meets(b), (what, other)


def test_symbols_at_one_spot_do_not_touch_with_their_rings() -> None:
    symbols = boxes(sample_scene())["symbol"]
    assert not any(a.meets(b) for a, b in combinations(symbols, 2))


def test_world_stands_in_a_corner_where_no_symbol_is() -> None:
    scene = sample_scene()
    (first,) = boxes(scene)["inset"]
    frame = frame_of(scene)
    lon, lat = frame.lon + 11.5, frame.lat + 4.2
    moved = (*scene.marks[1:], replace(scene.marks[0], id="corner", lon=lon, lat=lat))
    other = boxes(replace(scene, marks=moved))
    (second,) = other["inset"]
    assert not any(second.meets(box) for box in other["symbol"])
    assert second != first


def test_no_small_map_where_the_large_one_shows_the_world() -> None:
    scene = sample_scene()
    far = [replace(scene.marks[0], id=f"far{lon}", lon=lon, lat=0.0) for lon in (-150.0, 150.0)]
    assert "inset" not in boxes(replace(scene, marks=tuple(far)))


def test_frame_is_marked_on_the_small_map(tmp_path: Path) -> None:
    (inset,) = boxes(sample_scene())["inset"]
    image = pixels(drawn(sample_scene(), tmp_path))
    high = image.shape[0]
    part = image[
        int(high - inset.top) : int(high - inset.bottom), int(inset.left) : int(inset.right)
    ]
    rows, columns = np.nonzero(part[:, :, 0].astype(int) - part[:, :, 2] > 90)
    middle = (columns.min() + columns.max()) / 2 / part.shape[1]
    assert middle * 360 - 180 == pytest.approx(frame_of(sample_scene()).lon, abs=6)
    assert 8 < np.ptp(columns) < 40
    assert np.ptp(rows) >= 6


@pytest.mark.parametrize(("sources", "segments"), [(1, 0), (2, 2), (3, 3), (6, 6), (9, 6)])
def test_ring_has_a_segment_for_each_independent_source(sources: int, segments: int) -> None:
    sheet = Sheet(100, 100)
    draw_ring(sheet, (50, 50), 24, sources)
    image = imread(io.BytesIO(sheet.content("png", width_px=400)), format="png")
    angles = np.linspace(0, 2 * np.pi, 720, endpoint=False)
    radius = 4 * ring_radius(24)
    x, y = (200 + radius * np.cos(angles)).astype(int), (200 - radius * np.sin(angles)).astype(int)
    dark = image[y, x, 0] < 0.5
    assert (dark & ~np.roll(dark, 1)).sum() == segments


def test_a_site_stands_on_a_needle_whose_foot_is_the_place() -> None:
    scene = sample_scene()
    site = replace(scene.marks[0], precision="site")
    frame = frame_of(scene)
    (town,), (there,) = (
        places(replace(scene, marks=(mark,)), frame) for mark in (scene.marks[0], site)
    )
    assert town.stand == town.at == there.at
    assert there.stand[0] == there.at[0]
    assert there.stand[1] - there.at[1] > 15
    assert "foot" in boxes(replace(scene, marks=(site, *scene.marks[1:3])))
    assert "foot" not in boxes(replace(scene, marks=scene.marks[:3]))


def test_border_region_is_tinted_on_land(tmp_path: Path) -> None:
    scene = sample_scene()
    tinted = pixels(drawn(scene, tmp_path, "a.png"))
    bare = pixels(drawn(replace(scene, border_pairs=()), tmp_path, "b.png"))
    tint = (0xE6, 0xDC, 0xC8)
    near = (abs(tinted.astype(int) - np.array(tint)).max(axis=2) < 4).sum()
    plain = (abs(bare.astype(int) - np.array(tint)).max(axis=2) < 4).sum()
    assert near > plain + 3000


def test_numbers_of_the_list_are_those_on_the_map() -> None:
    placed = places(sample_scene(), frame_of(sample_scene()))
    assert [one.number for one in placed] == ["1", "2", "3", "4", "5", "6", "7"]
    assert len(boxes(sample_scene())["number"]) == 7


def test_too_many_incidents_to_list_are_still_drawn(tmp_path: Path) -> None:
    one = sample_scene().marks[0]
    many = tuple(
        replace(one, id=f"m{n}", lon=57 + n % 20 / 3, lat=27 + n // 20) for n in range(120)
    )
    path = drawn(replace(sample_scene(), marks=many, arcs=()), tmp_path)
    assert pixels(path).shape[0] < 2000


def test_picture_shows_only_ground_that_its_bounds_hold(seeds: Collection) -> None:
    scene = build_scene(seeds, title="T", made=sample_scene().made)
    west, south, east, north = picture_bounds(scene)
    first = first_view(scene)
    assert first is not None
    assert west < first[0] < first[2] < east
    assert south < first[1] < first[3] < north


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_same_scene_gives_same_bytes(tmp_path: Path, kind: str) -> None:
    first = drawn(sample_scene(), tmp_path, f"a.{kind}").read_bytes()
    assert drawn(sample_scene(), tmp_path, f"b.{kind}").read_bytes() == first


def test_svg_holds_drawings_only(tmp_path: Path) -> None:
    tree = ET.parse(drawn(hostile_scene(), tmp_path, "map.svg"))  # noqa: S314 (our own file)
    tags = {element.tag.rpartition("}")[2] for element in tree.iter()}
    assert "path" in tags
    assert not tags & {"script", "image", "foreignObject", "a"}


@pytest.mark.parametrize(
    "text", [*PAYLOADS, r"$\frac{1}{", "$x^2$", r"\unknown", "پاکستان", "北京", "", "\t\n"]
)
def test_text_is_drawn_as_it_stands(tmp_path: Path, text: str) -> None:
    scene = sample_scene()
    marks = (replace(scene.marks[0], title=text, kind_label=text, direction=text), *scene.marks[1:])
    labels = tuple(replace(label, text=text) for label in scene.labels)
    drawn(replace(scene, title=text, rule_text=text, marks=marks, labels=labels), tmp_path)


def test_formula_is_no_formula(tmp_path: Path) -> None:
    """Dollar signs must be seen: the title with them is wider than the one without."""
    scene = sample_scene()

    def ink(title: str, name: str) -> int:
        head = pixels(drawn(replace(scene, title=title), tmp_path, name))[:55]
        return int(np.flatnonzero((head < 128).all(axis=2).any(axis=0)).max())

    assert ink("$xyz$", "a.png") > ink("xyz", "b.png") + 20


def test_nothing_located_still_makes_a_picture(tmp_path: Path) -> None:
    scene = sample_scene()
    lost = tuple(mark for mark in scene.marks if mark.lon is None)
    path = drawn(replace(scene, marks=lost, arcs=(), bounds=None), tmp_path)
    assert path.stat().st_size > 5000


def test_refuses_other_formats(tmp_path: Path) -> None:
    with pytest.raises(PictureFormatError, match=r"\.png or an \.svg"):
        drawn(sample_scene(), tmp_path, "map.jpg")
    assert list(tmp_path.iterdir()) == []


def test_failed_write_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ExportError):
        drawn(sample_scene(), tmp_path / "none")
    assert list(tmp_path.iterdir()) == []
