from __future__ import annotations

import math
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from pyproj import Geod

from gazetteer.build import PLACES, SPELLINGS, build, index_key
from gazetteer.errors import GazetteerError, IndexFileError, UnknownPlaceError
from gazetteer.grid import around, cell_of, great_circle_m, ranges
from gazetteer.index import Gazetteer, default_path
from gazetteer.names import fold
from gazetteer.place import FeatureClass, Precision
from tests.builders import entry

if TYPE_CHECKING:
    from pathlib import Path

    from gazetteer.place import Place

GEOD = Geod(ellps="WGS84")


class Stopped(Exception):  # noqa: N818 - nothing has gone wrong
    """Raised from a progress hook to see that a build begins."""


def stop(_done: int, _steps: int, _text: str) -> None:
    raise Stopped


@pytest.fixture(scope="module")
def everything(gazetteer: Gazetteer) -> list[Place]:
    return gazetteer.within(-180, -90, 180, 90, limit=1_000_000)


# --- searching


@pytest.mark.parametrize(
    ("text", "how", "place_id"),
    [
        ("Erbil", "exact", "geonames:95446"),
        ("eRBIL", "exact", "geonames:95446"),
        ("أربيل", "exact", "geonames:95446"),
        ("Ērbīl", "folded", "geonames:95446"),
        ("al-Mosul", "folded", "geonames:99072"),
        ("Zāhedan", "folded", "geonames:1159301"),
        ("Kermaan", "variant", "geonames:128234"),
        ("Baghdaad", "variant", "geonames:98182"),
        ("Chabah", "prefix", "geonames:1161724"),
        ("Islamabda", "fuzzy", "geonames:1176615"),
        ("Islmabad", "fuzzy", "geonames:1176615"),
        ("Islaamxbad", "fuzzy", "geonames:1176615"),
        ("Islaaamxbad", None, None),
    ],
)
def test_ways_to_match(
    gazetteer: Gazetteer, text: str, how: str | None, place_id: str | None
) -> None:
    found = gazetteer.search(text)
    assert (how, place_id) in [(c.how, c.place.id) for c in found] or how is None
    if how is None:
        assert not [c for c in found if c.place.id == "geonames:1176615"]


def test_the_strict_comes_before_the_loose(gazetteer: Gazetteer) -> None:
    order = ["exact", "folded", "variant", "prefix", "fuzzy"]
    hows: set[str] = set()
    for text in ("Kerman", "Sarvaan", "Pänjgur", "hewl", "Balochistan", "San Jose", "Rask"):
        found = gazetteer.search(text, limit=40)
        ranks = [order.index(c.how) for c in found]
        scores = [c.score for c in found]
        assert ranks == sorted(ranks), text
        assert scores == sorted(scores, reverse=True), text
        assert len({c.place.id for c in found}) == len(found), text
        hows.update(c.how for c in found)
    assert hows == set(order)


def test_nearest_names_are_offered_for_a_slip(gazetteer: Gazetteer) -> None:
    assert "geonames:1159713" in {c.place.id for c in gazetteer.search("Sarvaan")}
    assert not [c for c in gazetteer.search("Sarvaan", fuzzy=False) if c.how == "fuzzy"]


def test_of_equal_names_the_more_populous_comes_first(gazetteer: Gazetteer) -> None:
    found = gazetteer.search("Kerman", feature_class=FeatureClass.SETTLEMENT, prefix=False)
    same = [c.place for c in found if c.how == "exact"]
    assert [p.country for p in same[:2]] == ["IR", "US"]


def test_a_search_can_be_narrowed(gazetteer: Gazetteer) -> None:
    assert {c.place.country for c in gazetteer.search("Kerman", country="us")} == {"US"}
    found = gazetteer.search("Kerman", feature_class=FeatureClass.ADM1)
    assert found[0].place.id == "iso:IR-08"
    assert all(c.place.feature_class is FeatureClass.ADM1 for c in found)
    for division in ("04", "Sistan and Baluchestan", "sistan-o-baluchestan"):
        found = gazetteer.search("Rask", country="IR", admin1=division)
        assert found[0].place.id == "geonames:1159836"
    assert not gazetteer.search("Rask", country="IR", admin1="Kerman", prefix=False, fuzzy=False)


def test_near_a_point_the_nearer_comes_first(gazetteer: Gazetteer) -> None:
    found = gazetteer.search("Tripoli", near=(35.8, 34.4), limit=3)
    assert found[0].place.country == "LB"
    assert gazetteer.search("Tripoli", limit=3)[0].place.country == "LY"


def test_airport_codes_and_keys_are_not_found(gazetteer: Gazetteer) -> None:
    for key in ("EBL", "bghdad"):
        assert not [c for c in gazetteer.search(key) if c.how in {"exact", "folded"}]


@pytest.mark.parametrize("text", ["", "   ", "...", "%", "'; DROP TABLE places; --", "\x00", "*"])
def test_texts_that_name_nothing(gazetteer: Gazetteer, text: str) -> None:
    assert not [c for c in gazetteer.search(text) if c.how in {"exact", "folded"}]


def test_a_text_of_any_length_is_searched(gazetteer: Gazetteer) -> None:
    assert gazetteer.search("Kerman " * 1_000_000) == []
    assert gazetteer.resolve("Kerman, " * 1_000_000).place is not None


def test_limit(gazetteer: Gazetteer) -> None:
    assert len(gazetteer.search("San Jose", limit=3)) == 3
    assert len(gazetteer.search("San Jose", limit=100)) == 100


def test_a_search_stays_in_a_box_and_above_a_population(gazetteer: Gazetteer) -> None:
    box = 58.0, 24.0, 64.0, 32.0
    found = gazetteer.search("Saravan", bbox=box, limit=50)
    assert found[0].place.id == "geonames:1159713"
    assert all(58 <= c.place.lon <= 64 and 24 <= c.place.lat <= 32 for c in found)
    assert not gazetteer.search("Saravan", bbox=(0, 0, 10, 10), prefix=False, fuzzy=False)
    across = gazetteer.search("Suva", bbox=(170, -30, -170, 0), limit=1)
    assert [c.place.country for c in across] == ["FJ"]
    large = gazetteer.search("Kerman", min_population=100_000, limit=50)
    assert large[0].place.id == "geonames:128234"
    assert all((c.place.population or 0) >= 100_000 for c in large)


def test_slips_and_beginnings_share_the_room(tmp_path: Path) -> None:
    begun = [f"saravan{letter}bad" for letter in "abcdefghijkl"]
    slipped = [f"sa{letter}avan" for letter in "bcdfghjklmnp"]
    build(tmp_path / "index", entries=[entry(name, name) for name in begun + slipped])
    with Gazetteer.open(tmp_path / "index") as opened:
        found = [c.how for c in opened.search("saravan", limit=9)]
        assert found == ["prefix"] * 5 + ["fuzzy"] * 4
        assert [c.how for c in opened.search("saravan", limit=9, fuzzy=False)] == ["prefix"] * 9
        assert [c.how for c in opened.search("saravan", limit=9, prefix=False)] == ["fuzzy"] * 9
        assert len(opened.search("saravan", limit=99)) == 24


def test_a_narrowed_search_looks_past_the_unwanted(gazetteer: Gazetteer) -> None:
    [first, *_] = gazetteer.search("Kermn", country="US", feature_class=FeatureClass.SETTLEMENT)
    assert (first.how, first.place.name) == ("fuzzy", "Kerman")
    assert [c.place.country for c in gazetteer.search("Chabah", country="IR")][:2] == ["IR"] * 2


def test_the_names_of_a_place(gazetteer: Gazetteer) -> None:
    names = [name for _, name in gazetteer.names("geonames:1159301")]
    assert names[0] == "Zahedan"
    assert "زاهدان" in names
    with pytest.raises(UnknownPlaceError):
        gazetteer.names("geonames:0")


def test_a_folded_name_gives_numbers_and_a_number_its_place(gazetteer: Gazetteer) -> None:
    numbers = gazetteer.numbers(fold("Kermān"))
    assert [gazetteer.place(number).country for number in numbers[:2]] == ["IR", "IR"]
    assert {gazetteer.place(n).id for n in numbers} >= {"geonames:128234", "iso:IR-08"}
    assert gazetteer.numbers("no such name") == ()
    with pytest.raises(UnknownPlaceError):
        gazetteer.place(10**9)


def test_get(gazetteer: Gazetteer) -> None:
    assert gazetteer.get("iso:IR").name == "Iran"
    assert gazetteer.get("geonames:1159836").name == "Rāsak"
    with pytest.raises(UnknownPlaceError, match="iso:QQ") as caught:
        gazetteer.get("iso:QQ")
    assert caught.value.place_id == "iso:QQ"
    assert isinstance(caught.value, LookupError)
    assert isinstance(caught.value, GazetteerError)


def test_what_the_index_holds(gazetteer: Gazetteer) -> None:
    assert len(gazetteer) > 234_000 + 3_900 + 250


# --- choosing


@pytest.mark.parametrize(
    ("text", "place_id", "precision"),
    [
        ("Saravan, Iran", "geonames:1159713", "settlement"),
        ("Saravan (Iran)", "geonames:1159713", "settlement"),
        ("Saravan, Sistan and Baluchestan, Iran", "geonames:1159713", "settlement"),
        ("سراوان، ایران", "geonames:1159713", "settlement"),
        ("Saravan County", "geonames:1482494", "adm2"),
        ("Rask", "geonames:1159836", "settlement"),
        ("Panjgur", "geonames:1168446", "settlement"),
        ("Panjgur district", "geonames:1168444", "adm2"),
        ("Panjgur District, Balochistan, Pakistan", "geonames:1168444", "adm2"),
        ("Koh-e Sabz", "curated:koh-e-sabz", "near"),
        ("Sabz Koh, Panjgur", "curated:koh-e-sabz", "near"),
        ("Erbil, Iraqi Kurdistan", "geonames:95446", "settlement"),
        ("Erbil governorate", "iso:IQ-AR", "adm1"),
        ("Sistan-Baluchestan", "iso:IR-11", "adm1"),
        ("Siestan-o-Baluchistan", "iso:IR-11", "adm1"),
        ("Balochistan, Pakistan", "iso:PK-BA", "adm1"),
        ("Iraqi Kurdistan", "curated:iraqi-kurdistan", "area"),
        ("Pakistan's Balochistan", "iso:PK-BA", "adm1"),
        ("Iran’s Saravan", "geonames:1159713", "settlement"),
        ("the town of Rask", "geonames:1159836", "settlement"),
        ("the Gaza Strip", "iso:PS.GZ", "adm1"),
        ("The Hague", "geonames:2747373", "settlement"),
        ("Kerman province", "iso:IR-08", "adm1"),
        ("استان کرمان", "iso:IR-08", "adm1"),
        ("Paris", "geonames:2988507", "settlement"),
        ("Baghdad", "geonames:98182", "settlement"),
        ("Kerman", "geonames:128234", "settlement"),
        ("Erbil", "geonames:95446", "settlement"),
        ("Islamabad", "geonames:1176615", "settlement"),
        ("Gaza", "geonames:281133", "settlement"),
        ("Tripoli, Libya", "geonames:2210247", "settlement"),
        ("Georgia, US", "iso:US-GA", "adm1"),
        ("Iran", "iso:IR", "country"),
        ("Jordan", "iso:JO", "country"),
        ("Mexico", "iso:MX", "country"),
        ("Persian Gulf", "curated:persian-gulf", "water"),
    ],
)
def test_texts_that_say_enough(
    gazetteer: Gazetteer, text: str, place_id: str, precision: str
) -> None:
    resolution = gazetteer.resolve(text)
    assert resolution.place is not None, resolution.why
    assert (resolution.place.id, resolution.precision) == (place_id, Precision(precision))
    assert 0.6 < resolution.confidence < 1
    assert resolution.candidates[0].place == resolution.place


@pytest.mark.parametrize(
    ("text", "meanings"),
    [
        ("Saravan", {"IR", "LA"}),
        ("Tripoli", {"LY", "LB"}),
        ("Georgia", {"GE", "US"}),
        ("Balochistan", {"PK", "IR", None}),
        ("Kurdistan", {"IR", "IQ", None}),
        ("Punjab", {"IN", "PK"}),
        ("Hyderabad", {"IN", "PK"}),
        ("Washington", {"US"}),
    ],
)
def test_texts_that_nothing_settles_are_not_guessed(
    gazetteer: Gazetteer, text: str, meanings: set[str | None]
) -> None:
    resolution = gazetteer.resolve(text)
    assert resolution.place is None
    assert resolution.confidence == 0
    assert meanings <= {c.place.country for c in resolution.candidates}
    assert "it may be" in resolution.why


def test_a_country_given_apart_settles_it(gazetteer: Gazetteer) -> None:
    resolution = gazetteer.resolve("Saravan", country="IR")
    assert resolution.place is not None
    assert resolution.place.id == "geonames:1159713"


def test_the_reason_says_what_was_passed_over(gazetteer: Gazetteer) -> None:
    assert "Texas" in gazetteer.resolve("Paris").why
    assert "California" in gazetteer.resolve("Kerman").why
    assert "Panjgur District" in gazetteer.resolve("Panjgur").why


@pytest.mark.parametrize(
    "text", ["Saravan, France", "Saravan, Blorp", "Blorpistan", "Iran's ambassador", "", " ,; "]
)
def test_texts_that_lead_nowhere_say_why(gazetteer: Gazetteer, text: str) -> None:
    resolution = gazetteer.resolve(text)
    assert resolution.place is None
    assert resolution.why
    assert resolution.text == text


def test_a_slip_is_offered_and_not_taken(gazetteer: Gazetteer) -> None:
    resolution = gazetteer.resolve("Islmabad")
    assert resolution.place is None
    assert "Islamabad" in resolution.why
    assert resolution.candidates[0].place.id == "geonames:1176615"


# --- where


def brute(places: list[Place], lon: float, lat: float) -> list[float]:
    count = len(places)
    lons, lats = [p.lon for p in places], [p.lat for p in places]
    return sorted(GEOD.inv([lon] * count, [lat] * count, lons, lats)[2])


SPOTS = [(179.99, -16.5), (-179.99, 65.0), (0.0, 90.0), (12.3, -90.0), (63.3, 27.2), (-30.0, 45.0)]


def test_nearest_agrees_with_looking_at_all(gazetteer: Gazetteer, everything: list[Place]) -> None:
    rng = random.Random(5)  # noqa: S311 - no secret
    spots = SPOTS + [
        (rng.uniform(-180, 180), math.degrees(math.asin(rng.uniform(-1, 1)))) for _ in range(6)
    ]
    for lon, lat in spots:
        found = [distance for _, distance in gazetteer.nearest(lon, lat, limit=3)]
        assert found == pytest.approx(brute(everything, lon, lat)[:3], abs=0.01), (lon, lat)


def test_nearest_of_another_kind(gazetteer: Gazetteer) -> None:
    [(place, distance_m)] = gazetteer.nearest(56.5, 26.5, feature_class=FeatureClass.WATER)
    assert place.id == "curated:strait-of-hormuz"
    assert 0 < distance_m < 30_000


@pytest.mark.parametrize(
    "box", [(34, 22, 70, 40), (62, 26, 64, 28), (170, -50, -170, 0), (-180, 60, 180, 90)]
)
def test_within_agrees_with_looking_at_all(
    gazetteer: Gazetteer, everything: list[Place], box: tuple[float, float, float, float]
) -> None:
    west, south, east, north = box
    expected = {
        p.id
        for p in everything
        if south <= p.lat <= north
        and (west <= p.lon <= east if west <= east else p.lon >= west or p.lon <= east)
        and (p.population or 0) >= 1000
    }
    found = gazetteer.within(*box, min_population=1000, limit=1_000_000)
    assert {p.id for p in found} == expected
    assert expected
    people = [p.population or 0 for p in found]
    assert people == sorted(people, reverse=True)
    assert gazetteer.within(*box, min_population=1000, limit=2) == found[:2]


def test_cells_of_a_box_hold_its_points() -> None:
    rng = random.Random(7)  # noqa: S311 - no secret
    for _ in range(500):
        lon, lat = rng.uniform(-180, 180), rng.uniform(-90, 90)
        radius_m = 10 ** rng.uniform(2, 7)
        azimuth, share = rng.uniform(0, 360), rng.random()
        there = GEOD.fwd(lon, lat, azimuth, radius_m * share * 0.99)[:2]
        cell = cell_of(*there)
        box = around(lon, lat, radius_m)
        assert any(first <= cell <= last for first, last in ranges(*box)), (lon, lat, radius_m)


def test_great_circles_are_close_to_geodesics() -> None:
    rng = random.Random(9)  # noqa: S311 - no secret
    for _ in range(200):
        one = rng.uniform(-180, 180), rng.uniform(-90, 90)
        other = rng.uniform(-180, 180), rng.uniform(-90, 90)
        assert great_circle_m(*one, *other) == pytest.approx(GEOD.inv(*one, *other)[2], rel=0.006)


# --- the folder


def test_the_cache_folder_can_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("INCIDENTMAP_CACHE", str(tmp_path))
    assert default_path() == tmp_path / f"gazetteer-{index_key()}.index"
    monkeypatch.delenv("INCIDENTMAP_CACHE")
    assert default_path().parent.name == "incidentmap"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of two places."""
    path = tmp_path_factory.mktemp("small") / "some?#%.index"
    build(path, entries=[entry("geonames:1", "Saravan"), entry("geonames:2", "Rask")])
    return path


def test_an_index_opens_without_building(small: Path) -> None:
    with Gazetteer.open(small, progress=stop) as opened:
        assert opened.get("geonames:1").name == "Saravan"
        assert [c.place.name for c in opened.search("Sarvaan")] == ["Saravan"]
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            opened._db.execute("DELETE FROM places")  # noqa: SLF001 - it must not be possible
    with pytest.raises(sqlite3.ProgrammingError):
        opened.get("geonames:1")


def test_an_outdated_index_is_built_anew(small: Path, tmp_path: Path) -> None:
    copy = tmp_path / "index"
    shutil.copytree(small, copy)
    with sqlite3.connect(copy / PLACES) as db:
        db.execute("UPDATE meta SET value = 'old' WHERE key = 'key'")
    before = (copy / PLACES).read_bytes()
    with pytest.raises(Stopped):
        Gazetteer.open(copy, progress=stop)
    assert (copy / PLACES).read_bytes() == before  # a build that fails leaves what was there
    assert {path.name for path in tmp_path.iterdir()} == {"index", "index.lock"}


def test_an_index_is_replaced_whole_while_it_is_open(small: Path, tmp_path: Path) -> None:
    copy = tmp_path / "index"
    shutil.copytree(small, copy)
    with Gazetteer.open(copy) as used, Gazetteer.open(copy) as unused:
        assert [c.place.id for c in used.search("Sarvaan")] == ["geonames:1"]
        build(copy, entries=[entry("geonames:3", "Mirjaveh")])
        assert [c.place.id for c in used.search("Sarvaan")] == ["geonames:1"]
        assert unused.get("geonames:1").name == "Saravan"
        with pytest.raises(IndexFileError, match="replaced while it was open"):
            unused.search("Sarvaan")
        with Gazetteer.open(copy) as after:
            assert len(after) == 1
            assert [c.place.id for c in after.search("Mirjave")] == ["geonames:3"]
    assert [path.name for path in tmp_path.iterdir()] == ["index"]


@pytest.mark.parametrize("damage", ["spellings", "places"])
def test_a_broken_index_in_the_cache_is_built_anew(
    damage: str, small: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("INCIDENTMAP_CACHE", str(tmp_path))
    shutil.copytree(small, default_path())
    if damage == "spellings":
        [arrays] = default_path().glob(SPELLINGS)
        shutil.rmtree(arrays)
    else:
        (default_path() / PLACES).write_bytes(b"SQLite format 3\x00 and then nothing")
    with pytest.raises(Stopped):
        Gazetteer.open(progress=stop)


def test_a_file_that_is_no_index_is_left_alone(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("my notes\n" * 200, encoding="utf-8")
    database = tmp_path / "incidents.gpkg"
    with sqlite3.connect(database) as db:
        db.execute("CREATE TABLE incidents (id)")
    for path in (text, database):
        before = path.read_bytes()
        with pytest.raises(IndexFileError, match="no gazetteer") as caught:
            Gazetteer.open(path, progress=stop)
        assert caught.value.path == path
        assert path.read_bytes() == before
    with pytest.raises(IndexFileError, match="no gazetteer"):
        Gazetteer.open(tmp_path, progress=stop)
    assert text.exists()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    with pytest.raises(IndexFileError, match="cannot be written"):
        Gazetteer.open(blocked / "index")


_KILLED = (
    "import os, signal, sys; from pathlib import Path; from gazetteer.index import Gazetteer\n"
    "def hook(done, steps, text):\n"
    "    print(flush=True); sys.argv[2] == 'die' and os.kill(os.getpid(), signal.SIGKILL)\n"
    "    sys.argv[2] == 'hang' and sys.stdin.read()\n"
    "Gazetteer.open(Path(sys.argv[1]), progress=hook)"
)


def test_a_killed_build_leaves_no_index_and_its_rest_is_swept(tmp_path: Path) -> None:
    path = tmp_path / "index"
    run = subprocess.run([sys.executable, "-c", _KILLED, str(path), "die"], check=False)
    assert run.returncode < 0
    [left] = tmp_path.glob("index.*.tmp")
    assert not path.exists()
    os.utime(left, (time.time() - 7200, time.time() - 7200))
    build(path, entries=[entry("geonames:1", "Saravan")])  # nobody holds the lock
    assert {one.name for one in tmp_path.iterdir()} == {"index", "index.lock"}


def test_one_process_builds_and_the_other_waits_for_it(small: Path, tmp_path: Path) -> None:
    path = tmp_path / "index"
    command = [sys.executable, "-c", _KILLED, str(path), "hang"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    said: list[str] = []

    def listen(_done: int, _steps: int, text: str) -> None:
        said.append(text)
        shutil.copytree(small, path)  # as if the first had come to its end
        builder.kill()

    with subprocess.Popen(command, **pipes) as builder:  # type: ignore[call-overload]
        builder.stdout.readline()
        with Gazetteer.open(path, progress=listen) as opened:
            assert len(opened) == 2
    assert said == ["waiting for the index that another process is building"]


def test_without_a_second_process_the_first_reads_itself(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no python"))
    said = []

    def listen(done: int, _steps: int, text: str) -> None:
        said.append(text)
        if done:
            raise Stopped

    with pytest.raises(Stopped):
        build(tmp_path / "index", progress=listen)
    assert said[:2] == ["reading places"] * 2
    assert "places read" in said[2]


def test_indexes_of_other_versions_are_swept_when_stale(tmp_path: Path) -> None:
    week = 8 * 86_400
    names = ("gazetteer-old.index", "gazetteer-new.index", "incidents.index")
    for name, age_s in zip(names, (week, 0, week), strict=True):
        (tmp_path / name).mkdir()
        os.utime(tmp_path / name, (time.time() - age_s, time.time() - age_s))
    with pytest.raises(Stopped):
        build(tmp_path / "other", progress=stop)
    assert {path.name for path in tmp_path.iterdir()} == set(names)
    with pytest.raises(Stopped):
        build(tmp_path / "gazetteer-now.index", progress=stop)
    assert {path.name for path in tmp_path.iterdir()} == set(names[1:])


# --- gathering


def test_of_one_id_the_first_stands_and_the_others_fill_its_gaps(tmp_path: Path) -> None:
    first = entry("geonames:7", "Saravan", alternates=("سراوان",))
    second = entry(
        "geonames:7", "Shastun", lon=1.0, admin1_code="04", admin1="Sistan", population=50_000
    )
    build(tmp_path / "index", entries=[first, entry("geonames:8", "Rask"), second])
    with Gazetteer.open(tmp_path / "index") as opened:
        assert len(opened) == 2
        place = opened.get("geonames:7")
        assert (place.name, place.lon, place.admin1, place.population) == (
            "Saravan", first.place.lon, "Sistan", 50_000,
        )  # fmt: skip
        for name in ("Saravan", "سراوان", "Shastun"):
            assert [c.place.id for c in opened.search(name)] == ["geonames:7"], name
        assert opened.search("Shastun")[0].main


def test_languages_of_names_are_kept(tmp_path: Path) -> None:
    one = entry("geonames:7", "Saravan", alternates=("سراوان",), languages=(("fa", "سراوان"),))
    build(tmp_path / "index", entries=[one])
    with Gazetteer.open(tmp_path / "index") as opened:
        assert opened.names("geonames:7") == ((None, "Saravan"), ("fa", "سراوان"))
