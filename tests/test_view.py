from __future__ import annotations

from dataclasses import replace

import pytest

from maps.view import area_of, first_view, ground_bounds, provinces_of
from tests.pages import PROVINCE, mark, sample_basemap, sample_scene


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


def test_ground_reaches_beyond_the_view_but_not_off_the_globe() -> None:
    view, ground = first_view(sample_scene()), ground_bounds(sample_scene())
    assert view is not None
    assert ground is not None
    assert ground[0] < view[0] - 3
    assert ground[3] > view[3] + 3
    edge = ground_bounds(replace(sample_scene(), marks=(mark(exact=True, lon=179.9, lat=-84.0),)))
    assert edge is not None
    assert list(edge) == pytest.approx([176.9, -85.0, 180.0, -81.0])
    assert ground_bounds(replace(sample_scene(), marks=(), bounds=None)) is None


def test_provinces_of_countries_without_incidents_are_left_out() -> None:
    scene, ground = sample_scene(), sample_basemap()
    iranian, other = ground.provinces[0], {**ground.provinces[0], "properties": {"country": "XX"}}
    more = replace(ground, provinces=(iranian, other))
    assert provinces_of(scene, more) == [iranian]
    assert provinces_of(replace(scene, countries=frozenset()), more) == []
