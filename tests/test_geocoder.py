"""The gazetteer through geopy's eyes."""

import json
import logging
import socket
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from geopy.exc import GeocoderQueryError, GeocoderServiceError
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders.base import Geocoder
from geopy.location import Location
from geopy.point import Point

from gazetteer.errors import IndexFileError
from gazetteer.geocoder import GazetteerGeocoder
from gazetteer.index import Gazetteer


@pytest.fixture
def geocoder(gazetteer: Gazetteer) -> Iterator[GazetteerGeocoder]:
    with GazetteerGeocoder(gazetteer) as opened:
        yield opened


def test_it_is_one_of_geopys(geocoder: GazetteerGeocoder) -> None:
    assert isinstance(geocoder, Geocoder)


def test_a_name_that_stands_out(geocoder: GazetteerGeocoder, gazetteer: Gazetteer) -> None:
    location = geocoder.geocode("Saravan, Iran")
    place = gazetteer.resolve("Saravan, Iran").place
    assert isinstance(location, Location)
    assert place is not None
    assert location.address == "Sarāvān, Sistan and Baluchestan, Iran"
    assert (location.latitude, location.longitude) == (place.lat, place.lon)
    assert location.raw["id"] == place.id
    assert (location.raw["precision"], location.raw["radius_m"]) == ("settlement", place.radius_m)
    assert location.raw["confidence"] == gazetteer.resolve("Saravan, Iran").confidence


def test_raw_is_plain(geocoder: GazetteerGeocoder) -> None:
    for location in geocoder.geocode("Saravan", exactly_one=False):
        assert json.loads(json.dumps(location.raw)) == location.raw


def test_a_name_of_several_places_is_not_guessed(
    geocoder: GazetteerGeocoder, gazetteer: Gazetteer
) -> None:
    assert geocoder.geocode("Saravan") is None
    several = geocoder.geocode("Saravan", exactly_one=False)
    wanted = gazetteer.resolve("Saravan").candidates
    assert [location.raw["id"] for location in several] == [c.place.id for c in wanted]
    assert {location.raw["confidence"] for location in several} == {None}
    assert len(geocoder.geocode("Saravan", exactly_one=False, limit=2)) == 2


def test_the_chosen_place_comes_first_and_once(geocoder: GazetteerGeocoder) -> None:
    first, *others = geocoder.geocode("Panjgur", exactly_one=False)
    assert first == geocoder.geocode("Panjgur")
    assert first.raw["id"] not in {other.raw["id"] for other in others}
    assert len(geocoder.geocode("Panjgur", exactly_one=False, limit=1)) == 1


def test_nothing_found_is_none(geocoder: GazetteerGeocoder) -> None:
    assert geocoder.geocode("Qwxzbandar") is None
    assert geocoder.geocode("Qwxzbandar", exactly_one=False) is None


def test_countries_to_stay_in(geocoder: GazetteerGeocoder) -> None:
    assert geocoder.geocode("Saravan", country_codes="ir").raw["country"] == "IR"
    assert geocoder.geocode("Saravan", country_codes=["PK", "IR"]).raw["country"] == "IR"
    assert geocoder.geocode("Tehran", country_codes=["pk", "ir"]).raw["country"] == "IR"
    assert geocoder.geocode("Springfield", country_codes=["us", "au"]) is None
    several = geocoder.geocode("Hyderabad", country_codes=("PK", "IN"), exactly_one=False)
    assert {"PK", "IN"} == {location.raw["country"] for location in several}


@pytest.mark.parametrize(
    ("query", "address", "feature_class"),
    [
        ({"city": "Saravan", "country": "Iran"}, "Sarāvān, Sistan and Baluchestan, Iran", None),
        ({"city": "Singapore"}, "Singapore", "settlement"),
        ({"country": "Singapore"}, "Singapore", "country"),
        ({"country": "Georgia"}, "Georgia", "country"),
        ({"state": "Georgia", "country": "United States"}, "Georgia, United States", "adm1"),
        ({"state": "Kerman", "country": "Iran"}, "Kerman, Iran", "adm1"),
        ({"city": "Kerman", "state": "Kerman"}, "Kerman, Iran", "settlement"),
        ({"county": "Panjgur", "country": "Pakistan"}, None, "adm2"),
        ({"city": "Paris", "state": "Texas"}, "Paris, Texas, United States", "settlement"),
        (
            {"street": "1 Main St", "city": "Quetta", "postalcode": "87300"},
            "Quetta, Balochistan, Pakistan",
            "settlement",
        ),
        (
            {"city": "Springfield", "county": "No Such", "state": "Illinois", "country": "USA"},
            None,
            "settlement",
        ),
    ],
)
def test_structured_queries(
    geocoder: GazetteerGeocoder,
    query: dict[str, str],
    address: str | None,
    feature_class: str | None,
) -> None:
    location = geocoder.geocode(query)
    assert address is None or location.address == address
    assert feature_class is None or location.raw["feature_class"] == feature_class


def test_a_structured_query_stays_where_it_says(geocoder: GazetteerGeocoder) -> None:
    assert geocoder.geocode({"city": "Tehran", "country": "Wonderland"}) is None
    assert geocoder.geocode({"city": "Tehran", "country": "Iran"}, country_codes="PK") is None
    assert geocoder.geocode({"country": "Iran"}, country_codes="PK") is None


@pytest.mark.parametrize(
    "query",
    [
        "", "  ", None, 7, b"Tehran", ["Tehran"], {}, {"city": ""}, {"city": 7}, {"citty": "x"},
        {"street": "1 Main St"}, {1: "x"},
    ],
)  # fmt: skip
def test_queries_that_are_none(geocoder: GazetteerGeocoder, query: object) -> None:
    with pytest.raises(GeocoderQueryError, match=r"wanted|at least one"):
        geocoder.geocode(cast("Any", query))


def test_limits_that_are_none(geocoder: GazetteerGeocoder) -> None:
    with pytest.raises(ValueError, match="limit is 0"):
        geocoder.geocode("Tehran", limit=0)
    with pytest.raises(ValueError, match="limit is -1"):
        geocoder.reverse((27.4, 62.3), limit=-1)


@pytest.mark.parametrize("point", [(27.37, 62.33), "27.37, 62.33", Point(27.37, 62.33)])
def test_the_nearest_settlement(geocoder: GazetteerGeocoder, point: object) -> None:
    location = geocoder.reverse(point)
    assert location.address == "Sarāvān, Sistan and Baluchestan, Iran"
    assert 0 < location.raw["distance_m"] < 500


def test_several_settlements_the_nearest_first(geocoder: GazetteerGeocoder) -> None:
    found = geocoder.reverse((27.37, 62.33), exactly_one=False, limit=3)
    distances = [location.raw["distance_m"] for location in found]
    assert (len(found), distances) == (3, sorted(distances))
    assert len(geocoder.reverse((35.7, 51.4), exactly_one=False)) == 10


def test_the_middle_of_an_ocean_has_no_address(geocoder: GazetteerGeocoder) -> None:
    assert geocoder.reverse((0, -140)) is None
    assert geocoder.reverse((0, -140), exactly_one=False) is None
    far = geocoder.reverse((0, -140), max_distance_m=5e6)
    assert far.raw["distance_m"] > 500_000


@pytest.mark.parametrize(
    "point",
    [
        "nowhere", "", None, 7, object(), (), (None, None), (27.4, None), (27.4,), (91, 0),
        (float("nan"), 1), (1, 2, 3, 4), ("x", "y"),
    ],
)  # fmt: skip
def test_points_that_are_none(geocoder: GazetteerGeocoder, point: object) -> None:
    with pytest.raises(ValueError, match=r"is no point; wanted latitude and longitude"):
        geocoder.reverse(point)


def test_it_works_under_a_rate_limiter(
    geocoder: GazetteerGeocoder, caplog: pytest.LogCaptureFixture
) -> None:
    limited = RateLimiter(geocoder.geocode, min_delay_seconds=0.01)
    found = [limited(name, language=None) for name in ("Panjgur", "Tehran", "Qwxzbandar")]
    assert [location and location.raw["country"] for location in found] == ["PK", "IR", None]
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


def test_no_socket_is_ever_made(gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        pytest.fail("a socket was made")

    monkeypatch.setattr(socket, "socket", refuse)
    with GazetteerGeocoder(gazetteer) as geocoder:
        assert geocoder.geocode("Tehran") is not None
        assert geocoder.reverse((35.7, 51.4)) is not None
        with pytest.raises(GeocoderServiceError, match="no network"):
            geocoder.adapter.get_text("http://127.0.0.1/", timeout=1, headers={})


def test_a_gazetteer_given_stays_open_and_one_of_its_own_is_closed(gazetteer: Gazetteer) -> None:
    with GazetteerGeocoder(gazetteer):
        pass
    assert gazetteer.resolve("Tehran").place is not None
    with GazetteerGeocoder() as own:
        assert own.geocode("Tehran") is not None
    with pytest.raises(GeocoderServiceError, match="closed") as raised:
        own.geocode("Tehran")
    assert isinstance(raised.value.__cause__, sqlite3.ProgrammingError)


def test_an_index_that_cannot_be_made_is_geopys_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("INCIDENTMAP_CACHE", str(tmp_path / "file"))
    with pytest.raises(GeocoderServiceError) as raised:
        GazetteerGeocoder()
    assert isinstance(raised.value.__cause__, IndexFileError)


def test_names_in_a_language(geocoder: GazetteerGeocoder) -> None:
    location = geocoder.geocode("Panjgur", language="ur")
    assert location.address.startswith("پنجگور, ")
    assert location.address.endswith("پاکستان")
    assert location.raw["name"] == "Panjgur"
    assert geocoder.geocode("Panjgur", language="en").address == "Panjgur, Balochistan, Pakistan"
    assert geocoder.geocode("Tehran", language="xx").address == "Tehran, Iran"
    assert geocoder.reverse((35.69, 51.42), language="fa").address.endswith("ایران")
