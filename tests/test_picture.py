"""The map as a picture."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from matplotlib.image import imread

from geo.errors import ExportError
from maps.errors import PictureFormatError
from maps.picture import write_picture
from tests.pages import sample_basemap, sample_scene
from tests.test_page_hostile import PAYLOADS, hostile_scene

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from maps.layers import Scene

STRIKE = (0xB5, 0x32, 0x1A)
SEA = (0xDF, 0xE7, 0xEB)
DIPLOMACY = (0x00, 0x66, 0x5A)


def pixels(path: Path) -> NDArray[np.uint8]:
    image = imread(io.BytesIO(path.read_bytes()), format="png")
    return np.asarray(np.round(image[:, :, :3] * 255), dtype=np.uint8)


def count(image: NDArray[np.uint8], colour: tuple[int, int, int]) -> int:
    return int((image == np.array(colour, dtype=np.uint8)).all(axis=2).sum())


def drawn(scene: Scene, folder: Path, name: str = "map.png") -> Path:
    return write_picture(scene, sample_basemap(), folder / name)


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
    assert count(image, SEA) > 500


def test_a_mark_more_shows(tmp_path: Path) -> None:
    scene = sample_scene()
    fewer = replace(scene, marks=(*scene.marks[:2], *scene.marks[3:]), arcs=())
    with_it = count(pixels(drawn(scene, tmp_path, "a.png")), STRIKE)
    assert count(pixels(drawn(fewer, tmp_path, "b.png")), STRIKE) < with_it


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
