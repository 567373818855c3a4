from __future__ import annotations

from dataclasses import replace

import pytest

from maps.view import area_of, first_view
from tests.pages import PROVINCE, mark, sample_scene


def test_view_holds_every_incident_with_its_area() -> None:
    view = first_view(sample_scene())
    assert view is not None
    west, south, east, north = view
    assert west <= 57.07
    assert south <= 26.4  # the south of the province
    assert east >= 73.06  # Islamabad, which is near enough
    assert north >= 33.72


def test_far_diplomacy_does_not_make_everything_small() -> None:
    scene = sample_scene()
    far = replace(scene.marks[4], id="hague", lon=4.3, lat=52.1)
    assert first_view(replace(scene, marks=(*scene.marks, far))) == first_view(scene)


def test_diplomacy_alone_is_shown_whole() -> None:
    scene = sample_scene()
    assert first_view(replace(scene, marks=(scene.marks[4],))) == scene.bounds


def test_nothing_located_has_no_view() -> None:
    scene = sample_scene()
    assert first_view(replace(scene, marks=(scene.marks[-1],), bounds=None)) is None


def test_area_is_the_outline_or_a_disc() -> None:
    assert area_of(mark(shape=PROVINCE)) == PROVINCE
    disc = area_of(mark())
    assert disc is not None
    lats = [lat for _, lat in disc["coordinates"][0]]
    assert max(lats) - min(lats) == pytest.approx(50_000 / 110_800, rel=0.01)


def test_no_area_where_the_place_is_known_or_missing() -> None:
    assert area_of(mark(exact=True, shape=PROVINCE)) is None
    assert area_of(mark(lon=None, lat=None)) is None
