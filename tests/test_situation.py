from dataclasses import replace

import pytest

from geo.account import add_up
from geo.border import borders
from geo.count import Count
from geo.incident import Field
from geo.plain import border_sentence
from geo.situation import Situation, situate
from geo.where import Where
from tests.builders import SARAVAN, SOURCES, claim, dossier


def situation(where: Where, origin: str | None = "PK") -> Situation:
    found = situate(add_up(dossier(claim(Field.LOCATION, where), origin=origin), SOURCES))
    assert found is not None
    return found


def test_a_strike_from_pakistan_near_saravan_is_cross_border_and_so_deep() -> None:
    found = situation(SARAVAN)
    assert (found.country, found.side, found.border) == ("IR", "IR", "IR-PK")
    assert found.cross_border is True
    assert found.depth_m == pytest.approx(45_700, rel=0.02)
    assert found.depth_m == found.distance_m
    assert found.uncertainty_m == 25_000


def test_depth_is_to_the_border_that_was_crossed_not_the_nearest() -> None:
    erbil = replace(SARAVAN, country="IQ", lon=44.009, lat=36.191, radius_m=12_000)
    found = situation(erbil, origin="IR")
    assert found.border == "IQ-TR"
    assert found.depth_m is not None
    assert found.distance_m is not None
    assert found.depth_m > found.distance_m
    expected = borders().distance_to(44.009, 36.191, "IR", "IQ")
    assert found.depth_m == pytest.approx(expected)


def test_countries_without_a_common_border_have_no_depth() -> None:
    damascus = replace(SARAVAN, country="SY", lon=36.29, lat=33.51)
    found = situation(damascus, origin="IR")
    assert (found.cross_border, found.shares_border, found.depth_m) == (True, False, None)


def test_where_the_record_and_the_line_disagree_both_are_told() -> None:
    beyond = replace(SARAVAN, lon=63.4, lat=27.4)
    found = situation(beyond)
    assert (found.country, found.side, found.disagrees) == ("IR", "PK", True)
    assert found.depth_m is None
    incident = dossier(origin="PK").incident
    sentence = border_sentence(incident, found)
    assert sentence is not None
    assert "the border line in Pakistan" in sentence
    assert "shares no border" not in sentence


def test_bare_coordinates_lie_where_the_line_puts_them() -> None:
    found = situation(replace(SARAVAN, country=None))
    assert found.country == "IR"
    assert not found.disagrees


def test_unknown_origin_is_neither_inside_nor_across() -> None:
    assert situation(SARAVAN, origin=None).cross_border is None
    assert situation(SARAVAN, origin="IR").cross_border is False


def test_an_incident_without_a_place_has_no_situation() -> None:
    assert situate(add_up(dossier(claim(Field.KILLED, Count.parse("9"))), SOURCES)) is None
