from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
import shapely

from gazetteer.sources.divisions import Division, boundaries, divisions, outline, outlines


@pytest.fixture(scope="module")
def by_code() -> dict[str, Division]:
    return {division.code: division for division in divisions()}


@pytest.mark.parametrize(
    ("country", "drawn"), [("IR", 31), ("PK", 7), ("IQ", 18), ("SY", 14), ("AF", 34), ("GB", 4)]
)
def test_countries_have_their_divisions(country: str, drawn: int) -> None:
    assert len(outlines(country)) == drawn


@pytest.mark.parametrize(
    ("code", "name", "geonames", "lon", "lat"),
    [
        ("IR-11", "Sistan and Baluchestan", "04", 60.8629, 29.4963),
        ("IR-12", "Kurdistan Province", "16", 46.9988, 35.3144),
        ("IR-30", "Alborz Province", "44", 51.0, 35.83),
        ("PK-BA", "Balochistan", "02", 64.0946, 26.9719),
        ("PK-KP", "Khyber Pakhtunkhwa", "03", 70.1, 33.0),
        ("IQ-AR", "Erbil", "11", 44.0092, 36.1911),
        ("SY-ID", "Idlib", "12", 36.6339, 35.9306),
        ("AF-PIA", "Paktia", "36", 69.2257, 33.5974),
        ("AF-PKA", "Paktika", "29", 68.78, 33.13),
        ("UA-43", "Crimea", "11", 34.1, 45.0),
        ("GB-ENG", "England", "ENG", -1.5, 52.5),
    ],
)
def test_known_places_lie_in_their_division(  # noqa: PLR0917
    by_code: dict[str, Division], code: str, name: str, geonames: str, lon: float, lat: float
) -> None:
    division, shape = by_code[code], outline(code)
    assert (division.name, division.geonames_admin1) == (name, geonames)
    assert shape is not None
    assert shapely.contains_xy(shape, lon, lat)


def test_codes_are_unique_and_geonames_codes_too() -> None:
    assert Counter(d.code for d in divisions()).most_common(1)[0][1] == 1
    keys = Counter((d.country, d.geonames_admin1) for d in divisions() if d.geonames_admin1)
    assert keys.most_common(1)[0][1] == 1


def test_every_row_makes_sense() -> None:
    for division in divisions():
        assert division.name
        assert division.name == " ".join(division.name.split())
        assert len(division.country) == 2
        assert division.code.startswith(division.country)
        assert -180 <= division.lon <= 180
        assert -90 <= division.lat <= 90
        assert 0 < division.radius_m <= 2_500_000


def test_points_lie_inside_and_outlines_are_valid() -> None:
    for division in divisions():
        shape = outline(division.code)
        assert (shape is not None) == division.has_outline
        if shape is not None:
            assert shape.is_valid, division.code
            assert shapely.contains_xy(shape, division.lon, division.lat), division.code


def test_provinces_of_iran_meet_without_gap_or_overlap() -> None:
    shapes = np.array(list(outlines("IR").values()))
    assert shapely.coverage_is_valid(shapes)
    whole = shapely.union_all(shapes)
    assert shapely.area(whole) == pytest.approx(shapely.area(shapes).sum())
    assert not max(shapely.get_parts(whole), key=shapely.area).interiors


def test_boundaries_are_inside_the_country_and_come_once() -> None:
    shapes = np.array(list(outlines("IR").values()))
    inner = shapely.length(list(boundaries("IR").values())).sum()
    edge = shapely.length(shapely.union_all(shapes))
    assert 2 * inner + edge == pytest.approx(shapely.length(shapes).sum())


def test_what_is_unknown_is_none_or_empty() -> None:
    assert outline("ZZ-1") is None
    assert outlines("ZZ") == {}
    assert boundaries("ZZ") == {}
