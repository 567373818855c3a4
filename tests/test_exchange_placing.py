"""Rows without coordinates are placed by the gazetteer, no more exactly than it knows."""

import pytest

from gazetteer.index import Gazetteer
from gazetteer.place import Precision
from geo.exchange.placing import Resolver


@pytest.fixture
def resolve(gazetteer: Gazetteer) -> Resolver:
    return Resolver(lambda: gazetteer)


def test_a_known_place_has_its_point_and_precision(resolve: Resolver) -> None:
    where = resolve("Saravan", country="IR")
    assert (where.country, where.precision) == ("IR", Precision.SETTLEMENT)
    assert where.point == pytest.approx((62.33, 27.37), abs=0.05)


def test_a_country_may_be_given_by_name(resolve: Resolver) -> None:
    assert resolve("Panjgur", country="Pakistan").country == "PK"
    assert resolve("Panjgur", country="pk").country == "PK"


def test_an_unknown_place_falls_back_to_what_holds_it_and_says_so(resolve: Resolver) -> None:
    where = resolve("Qzxvkubad", country="IR", admin1="Sistan and Baluchestan")
    assert where.mention == "Qzxvkubad"
    assert where.precision is Precision.ADM1
    assert where.radius_m is not None
    assert where.radius_m > 100_000


def test_what_could_be_several_has_no_point(resolve: Resolver) -> None:
    where = resolve("Qzxvkubad")
    assert where.point is None
    assert where.precision is None


def test_the_gazetteer_is_opened_only_when_a_place_is_asked_for(gazetteer: Gazetteer) -> None:
    opened: list[Gazetteer] = []

    def open_it() -> Gazetteer:
        opened.append(gazetteer)
        return gazetteer

    resolver = Resolver(open_it)
    assert opened == []
    assert resolver("Erbil", country="IQ") == resolver("Erbil", country="IQ")
    assert len(opened) == 1
