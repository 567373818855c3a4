"""Spatial language: what is read, and which ground it comes to, on real places and borders."""

# ruff: noqa: E501 (a table of phrases reads best one row a phrase)

from __future__ import annotations

import re
import time
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
import shapely
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gazetteer.mention import Mention, Role
from gazetteer.place import FeatureClass, Place, Precision
from gazetteer.relation import (
    Borders,
    Distance,
    Relation,
    RelationKind,
    find_relations,
    footprint_of,
)
from gazetteer.relation.distances import read_distance
from geo.border import borders
from geo.distance import geod, geodesic_m

if TYPE_CHECKING:
    from pathlib import Path

    from gazetteer.index import Gazetteer

K = RelationKind
KNOWN: Borders = borders()  # mypy: the borders of geo are what a footprint asks for

# Points (lon, lat) that anybody can look up.
SARAVAN, KHASH, ZAHEDAN, TEHRAN = (62.33, 27.37), (61.21, 28.22), (60.86, 29.50), (51.42, 35.69)
PANJGUR, QUETTA, CHAMAN, SPIN_BOLDAK = (64.09, 26.97), (67.0, 30.19), (66.45, 30.92), (66.4, 31.0)
TAFTAN, MIRJAVEH = (61.60, 28.97), (61.45, 29.02)
MOSUL, ERBIL, KIRKUK, BAGHDAD, KUT = (
    (43.13, 36.34),
    (44.01, 36.19),
    (44.39, 35.47),
    (44.4, 33.34),
    (45.83, 32.51),
)
BASHIQA, QAYYARAH, TAL_AFAR, HAMAM_ALIL = (
    (43.35, 36.45),
    (43.29, 35.8),
    (42.45, 36.38),
    (43.26, 36.16),
)
KABUL, JALALABAD, SURUBI, PESHAWAR = (69.17, 34.53), (70.45, 34.43), (69.77, 34.59), (71.58, 34.0)
TORKHAM, LANDI_KOTAL = (71.09, 34.12), (71.14, 34.10)
URI, MUZAFFARABAD, SRINAGAR, LAHORE = (74.05, 34.08), (73.47, 34.36), (74.8, 34.08), (74.34, 31.55)
HODEIDAH, RED_SEA, SANAA = (42.95, 14.8), (42.6, 14.8), (44.2, 15.35)
METULA, MARJAYOUN, BEIRUT, HAIFA = (35.58, 33.28), (35.59, 33.36), (35.5, 33.89), (34.99, 32.79)
DAMASCUS, DOUMA, HOMS = (36.29, 33.51), (36.4, 33.57), (36.72, 34.73)
IN_IRAN_3_KM, IN_PAKISTAN_3_KM = (62.764, 27.37), (62.838, 27.37)
KUH_E_BIRK, SIB = (61.0, 27.4), (62.1, 27.2)
GULF_OF_ADEN, MUKALLA = (48.5, 13.8), (49.12, 14.54)
JACOBABAD, HYDERABAD = (68.35, 28.3), (68.37, 25.38)

SARAVAN_, PANJGUR_ = "[Saravan|Saravan, Iran]", "[Panjgur|Panjgur, Pakistan]"
MOSUL_, KUT_, CHAMAN_ = "[Mosul|Mosul, Iraq]", "[Kut|Al Kut, Iraq]", "[Chaman|Chaman, Pakistan]"
IRANIAN, PAKISTANI, AFGHAN = "[Iranian|Iran]", "[Pakistani|Pakistan]", "[Afghan|Afghanistan]"
SINDH, BALOCHISTAN = "[Sindh|Sindh, Pakistan]", "[Balochistan|Balochistan, Pakistan]"
JALALABAD_, HODEIDAH_ = "[Jalalabad|Jalalabad, Afghanistan]", "[Hodeidah|Al Hudaydah, Yemen]"

# A text with [as written] or [as written|as to be looked up], what kind of relation it holds,
# points within the footprint, points outside, and the most that the radius may be, in km.
PHRASES = [
    # so deep inside a country
    (f"Three or four kilometers inside {IRANIAN} borders.", K.INSIDE,
     [IN_IRAN_3_KM], [IN_PAKISTAN_3_KM, SARAVAN, TEHRAN], 2500),
    (f"[Pakistan] hit hideouts 3-4 km inside {IRANIAN} territory.", K.INSIDE,
     [IN_IRAN_3_KM], [IN_PAKISTAN_3_KM, SARAVAN], 450),
    (f"Three to four km inside {IRANIAN} borders in {SARAVAN_} area.", K.INSIDE,
     [IN_IRAN_3_KM], [IN_PAKISTAN_3_KM, SARAVAN], 60),
    (f"Several kilometres inside {IRANIAN} soil near {SARAVAN_}.", K.INSIDE,
     [IN_IRAN_3_KM], [IN_PAKISTAN_3_KM, SARAVAN], 60),
    (f"Missiles landed 2 miles into {PAKISTANI} territory, [Iran] said.", K.INSIDE,
     [IN_PAKISTAN_3_KM], [IN_IRAN_3_KM, PANJGUR], 450),
    (f"About 80 km inside [Pakistan] near {PANJGUR_}.", K.INSIDE,
     [PANJGUR], [IN_PAKISTAN_3_KM, SARAVAN], 60),
    ("[Israel] struck half a mile inside [Lebanon].", K.INSIDE, [], [METULA, BEIRUT, HAIFA], 60),
    ("[Israeli|Israel] tanks went 8 km deep into [Lebanon].", K.INSIDE,
     [MARJAYOUN], [METULA, BEIRUT], 60),
    ("[Pakistan] said it hit a camp 3 km across the border in [Iran].", K.INSIDE,
     [IN_IRAN_3_KM], [IN_PAKISTAN_3_KM, SARAVAN], 450),
    (f"Deep inside {IRANIAN} territory.", K.INSIDE, [TEHRAN, SARAVAN], [IN_IRAN_3_KM, PANJGUR], 1500),
    # anywhere inside
    (f"It struck targets inside the {PAKISTANI} territory.", K.INSIDE, [PANJGUR], [SARAVAN], 1100),
    ("Strikes inside [Iran] came first.", K.INSIDE, [TEHRAN, SARAVAN], [PANJGUR, BAGHDAD], 1300),
    (f"An attack on {IRANIAN} soil.", K.INSIDE, [TEHRAN], [PANJGUR], 1300),
    # across a border, on one side of it
    (f"Across the border from {CHAMAN_} in [Afghanistan].", K.INSIDE, [SPIN_BOLDAK], [CHAMAN, KABUL], 45),
    (f"Across the border from {CHAMAN_}.", K.ACROSS, [SPIN_BOLDAK], [CHAMAN, QUETTA], 45),
    ("Men crossed the border into [Afghanistan] from [Pakistan].", K.INSIDE,
     [SPIN_BOLDAK, TORKHAM], [CHAMAN, KABUL], 1300),
    (f"Groups on the {IRANIAN} side of the border with [Pakistan].", K.INSIDE,
     [IN_IRAN_3_KM, MIRJAVEH], [IN_PAKISTAN_3_KM, TAFTAN, SARAVAN], 450),
    (f"On the {AFGHAN} side of the [Pakistan]-{AFGHAN} border.", K.INSIDE,
     [SPIN_BOLDAK, TORKHAM], [CHAMAN, LANDI_KOTAL], 1300),
    ("[India] fired across the Line of Control into [Pakistan].", K.INSIDE,
     [(73.7, 34.3)], [URI, LAHORE, SRINAGAR], 400),
    ("Shells fell across the Line of Control near [Uri|Uri, India].", K.BORDER,
     [URI], [SRINAGAR, LAHORE], 45),
    ("Clashes along the Durand Line near [Landi Kotal|Landi Kotal, Pakistan].", K.BORDER,
     [LANDI_KOTAL], [KABUL, PESHAWAR], 45),
    # on, along and near a border
    ("In the [Iran]-[Pakistan] border region.", K.BORDER,
     [IN_IRAN_3_KM, IN_PAKISTAN_3_KM], [SARAVAN, PANJGUR], 450),
    (f"Along the {AFGHAN}-[Pakistan] border.", K.BORDER, [SPIN_BOLDAK, CHAMAN], [KABUL, QUETTA], 1300),
    ("The border between [Iran] and [Pakistan] is long.", K.BORDER,
     [TAFTAN, MIRJAVEH], [ZAHEDAN, SARAVAN], 450),
    ("A village in [Iran] close to the border with [Pakistan].", K.BORDER,
     [IN_IRAN_3_KM], [IN_PAKISTAN_3_KM, SARAVAN], 450),
    (f"In {SARAVAN_}, close to the {PAKISTANI} border.", K.BORDER,
     [(62.6, 27.37)], [IN_PAKISTAN_3_KM, MIRJAVEH, SARAVAN], 60),
    ("The border area of [Iran] with [Pakistan].", K.BORDER, [MIRJAVEH, TAFTAN], [SARAVAN], 450),
    ("Troops on [Israel]'s border with [Lebanon].", K.BORDER, [METULA, MARJAYOUN], [HAIFA, BEIRUT], 60),
    ("Rockets near the [Lebanon]-[Israel] border.", K.BORDER, [METULA, MARJAYOUN], [HAIFA, BEIRUT], 70),
    ("Less than a mile from the [Lebanon]-[Israel] border.", K.BORDER, [METULA], [MARJAYOUN], 60),
    (f"About 3 km from the border with [Pakistan], near {SARAVAN_}.", K.BORDER,
     [IN_IRAN_3_KM], [IN_PAKISTAN_3_KM, SARAVAN, PANJGUR], 60),
    (f"46 km from the {PAKISTANI} border in [Iran].", K.BORDER, [SARAVAN], [IN_IRAN_3_KM, PANJGUR], 450),
    (f"In [Balochistan|Balochistan, Pakistan], near the {AFGHAN} border.", K.BORDER,
     [CHAMAN], [SPIN_BOLDAK, LANDI_KOTAL, QUETTA], 600),
    ("[Iran] and [Pakistan] met. Explosions in a village in the border area.", K.BORDER,
     [MIRJAVEH, TAFTAN], [SARAVAN, TEHRAN], 450),
    (f"A border village near {SARAVAN_}.", K.BORDER_PLACE, [(62.6, 27.37)], [IN_PAKISTAN_3_KM, TEHRAN], 60),
    (f"The border town of {CHAMAN_}.", K.BORDER_PLACE, [CHAMAN], [SPIN_BOLDAK, QUETTA], 45),
    # the edge of a province
    (f"A village near the {SINDH} border.", K.BORDER, [JACOBABAD], [HYDERABAD, QUETTA], 800),
    (f"On the border between {SINDH} and {BALOCHISTAN}.", K.BORDER,
     [(68.37, 28.36)], [HYDERABAD, (71.2, 27.9), QUETTA], 500),
    # whose border it is, the sentences before tell
    ("Jets from [Pakistan] came. It was dawn. [Iran] said that a border village was hit.",
     K.BORDER, [MIRJAVEH, TAFTAN], [TEHRAN, (45.4, 36.0)], 450),
    (f"[Iraq] was quiet. Jets from [Pakistan] came. A blast shook the ground 3 km inside {IRANIAN} borders.",
     K.INSIDE, [IN_IRAN_3_KM], [IN_PAKISTAN_3_KM, (45.4, 36.0)], 450),
    # so far, and in which direction
    (f"About 60 km south of {MOSUL_}.", K.DIRECTION, [QAYYARAH], [ERBIL, TAL_AFAR, BAGHDAD, MOSUL], 60),
    (f"It lies 20 km north-east of {MOSUL_}.", K.DIRECTION, [BASHIQA], [HAMAM_ALIL, TAL_AFAR, ERBIL], 40),
    (f"70 kilometres (43 miles) west of the city of {MOSUL_}.", K.DIRECTION, [TAL_AFAR], [ERBIL, QAYYARAH], 70),
    (f"A dozen miles southeast of {KUT_}.", K.DIRECTION, [(45.98, 32.37)], [KUT, BAGHDAD], 30),
    (f"Twenty-five to thirty km south of {MOSUL_}.", K.DIRECTION, [HAMAM_ALIL], [BASHIQA, ERBIL], 45),
    ("170 miles north-northeast of [Baghdad].", K.DIRECTION, [], [MOSUL, KIRKUK, BAGHDAD], 150),
    (f"South of {MOSUL_}.", K.DIRECTION, [HAMAM_ALIL], [BASHIQA, TAL_AFAR, BAGHDAD], 50),
    (f"Just to the west of {MOSUL_}.", K.DIRECTION, [(42.8, 36.34)], [BASHIQA, ERBIL], 50),
    (f"80 km from {MOSUL_}.", K.DISTANCE, [ERBIL], [MOSUL, BASHIQA, BAGHDAD], 110),
    (f"Within 30 km of {MOSUL_}.", K.DISTANCE, [MOSUL, BASHIQA, HAMAM_ALIL], [ERBIL, TAL_AFAR], 50),
    (f"Some 20 kilometres outside {MOSUL_}.", K.DISTANCE, [BASHIQA], [ERBIL], 40),
    ("More than 100 km from [Kabul].", K.DISTANCE, [JALALABAD], [KABUL, PESHAWAR], 210),
    ("200 km east of [Suva|Suva, Fiji].", K.DIRECTION, [(-179.65, -18.14)], [(176.5, -18.14)], 150),
    # between, and on the road
    (f"Between [Kabul] and {JALALABAD_}.", K.BETWEEN, [SURUBI], [PESHAWAR, (69.2, 35.2)], 90),
    (f"Halfway between the cities of [Kabul] and {JALALABAD_}.", K.BETWEEN, [SURUBI], [PESHAWAR], 90),
    (f"A bomb on the [Kabul]-{JALALABAD_} highway.", K.ROAD, [SURUBI], [PESHAWAR, (69.2, 35.2)], 90),
    (f"The road linking [Kabul] to {JALALABAD_}.", K.ROAD, [SURUBI], [PESHAWAR], 90),
    (f"The highway between [Quetta] and {CHAMAN_}.", K.ROAD, [(66.73, 30.55)], [(67.5, 30.9)], 75),
    # edges, parts, surroundings
    ("In the suburbs of [Damascus].", K.OUTSKIRTS, [DOUMA], [HOMS], 26),
    ("On the north-eastern outskirts of [Damascus].", K.OUTSKIRTS, [DOUMA], [(36.2, 33.45), HOMS], 20),
    ("[Damascus] suburbs were hit.", K.OUTSKIRTS, [DOUMA], [HOMS], 26),
    ("In [Iran]'s southeast.", K.PART, [SARAVAN, ZAHEDAN], [TEHRAN, PANJGUR], 1000),
    ("A rural area in southeastern [Iran].", K.PART, [SARAVAN, ZAHEDAN], [TEHRAN, PANJGUR], 1000),
    ("In northern [Iraq].", K.PART, [MOSUL, ERBIL], [KUT, TEHRAN], 600),
    ("In the north of [Iraq].", K.PART, [MOSUL, ERBIL], [KUT, TEHRAN], 600),
    ("In the south of [Sistan and Baluchestan|Sistan and Baluchestan, Iran].", K.PART,
     [SIB], [ZAHEDAN, PANJGUR], 400),
    (f"Near {SARAVAN_}.", K.NEAR, [SARAVAN, (62.5, 27.4)], [IN_IRAN_3_KM, KUH_E_BIRK], 25),
    (f"An {IRANIAN} village near {SARAVAN_}, in January.", K.NEAR, [SARAVAN], [IN_IRAN_3_KM], 25),
    ("Near the northern [Syrian|Syria] town of [Dana|Ad Dana, Syria].", K.NEAR, [(36.77, 36.21)], [HOMS], 25),
    (f"In the vicinity of {MOSUL_}.", K.NEAR, [MOSUL, BASHIQA], [ERBIL], 25),
    (f"Close to the town of {PANJGUR_}.", K.NEAR, [PANJGUR], [SARAVAN], 25),
    (f"Just outside {MOSUL_}.", K.NEAR, [BASHIQA], [ERBIL], 25),
    # at sea
    ("Off the coast of [Yemen].", K.COAST, [GULF_OF_ADEN], [SANAA, MUKALLA], 800),
    (f"20 nautical miles off the coast of {HODEIDAH_}.", K.COAST, [(42.53, 14.75)], [HODEIDAH, SANAA], 60),
    (f"Off the coast of {BALOCHISTAN}.", K.COAST, [(63.0, 25.0)], [QUETTA, (66.9, 24.3)], 600),
    (f"In waters off {HODEIDAH_}.", K.COAST, [RED_SEA], [HODEIDAH, SANAA], 80),
]  # fmt: skip
NO_RELATION = [
    "In [Pakistan]'s southwestern [Balochistan|Balochistan, Pakistan] province.",
    "[Iran]'s southeastern border province of [Sistan and Baluchestan|Sistan and Baluchestan, Iran].",
    "[Iran] fired 12 missiles at [Erbil|Erbil, Iraq].",
    "The [Iran]-[Pakistan] talks went on for 3 km/h.",
    "Nearby shops in [Quetta] were shut.",
]


def read(text: str) -> tuple[str, dict[Mention, str]]:
    """A text without its brackets, and what each mention is to be looked up as."""
    plain, found = "", {}
    for part in re.split(r"(\[[^\]]*\])", text):
        written, _, asked = part.strip("[]").partition("|")
        if part.startswith("["):
            mention = Mention(start=len(plain), end=len(plain) + len(written), text=written)
            found[mention] = asked or written
        plain += written
    return plain, found


@pytest.mark.parametrize(("text", "kind", "within", "without", "most_km"), PHRASES)
def test_a_phrase_comes_to_its_ground(  # noqa: PLR0917 (a row of the table)
    gazetteer: Gazetteer,
    text: str,
    kind: RelationKind,
    within: list[tuple[float, float]],
    without: list[tuple[float, float]],
    most_km: float,
) -> None:
    plain, asked = read(text)
    relation = next(r for r in find_relations(plain, asked) if r.kind is kind)
    assert plain[relation.start : relation.end] == relation.text
    assert relation.text in relation.sentence
    found = footprint_of(relation, look_up(gazetteer, asked), KNOWN)
    assert found is not None
    assert found.geometry.is_valid
    assert not found.geometry.is_empty
    assert [p for p in within if not shapely.intersects_xy(found.geometry, *p)] == []
    assert [p for p in without if shapely.intersects_xy(found.geometry, *p)] == []
    assert found.radius_m <= most_km * 1000
    corners = shapely.get_coordinates(found.geometry)
    assert max(geodesic_m((found.lon, found.lat), tuple(c)) for c in corners[::7]) <= (
        1.001 * found.radius_m
    )
    if kind is K.COAST:
        assert found.precision is Precision.WATER
    elif kind not in {K.INSIDE, K.PART}:
        near = found.radius_m <= 25_000
        assert found.precision is (Precision.NEAR if near else Precision.AREA)


def look_up(gazetteer: Gazetteer, asked: dict[Mention, str]) -> dict[Mention, Place]:
    found = {mention: gazetteer.resolve(name).place for mention, name in asked.items()}
    unknown = [mention.text for mention, place in found.items() if place is None]
    assert unknown == []
    return {mention: place for mention, place in found.items() if place is not None}


def test_there_are_enough_phrases() -> None:
    assert len(PHRASES) >= 60
    assert {kind for _, kind, *_ in PHRASES} == set(RelationKind)


@pytest.mark.parametrize("text", NO_RELATION)
def test_words_that_say_nowhere_are_no_relation(text: str) -> None:
    plain, asked = read(text)
    assert find_relations(plain, asked) == []


def test_talk_of_two_states_is_no_ground(gazetteer: Gazetteer) -> None:
    plain, asked = read("Tensions between [Iran] and [Pakistan] rose.")
    (relation,) = find_relations(plain, asked)
    assert relation.kind is K.BETWEEN
    assert footprint_of(relation, look_up(gazetteer, asked), KNOWN) is None


def test_what_acts_is_not_what_lies_between() -> None:
    text = "A war between Tehran and Islamabad"
    acting = [
        Mention(start=14, end=20, text="Tehran", role=Role.ACTOR),
        Mention(start=25, end=34, text="Islamabad", role=Role.ACTOR),
    ]
    assert find_relations(text, acting) == []


def test_a_part_of_a_name_is_passed_over() -> None:
    inside = Mention(start=9, end=20, text="Balochistan", role=Role.PART_OF_NAME)
    assert find_relations("Near the Balochistan Liberation Army", [inside]) == []


def test_no_ground_without_a_place() -> None:
    plain, asked = read("Near [Nowhere].")
    (relation,) = find_relations(plain, asked)
    assert footprint_of(relation, {}, KNOWN) is None


@pytest.mark.parametrize(
    "text",
    [f"3 km inside {IRANIAN} borders near {SARAVAN_}.", f"A border village near {SARAVAN_}."],
)
def test_without_borders_a_disc_that_says_so(gazetteer: Gazetteer, text: str) -> None:
    plain, asked = read(text)
    relation = find_relations(plain, asked)[0]
    found = footprint_of(relation, look_up(gazetteer, asked))
    assert found is not None
    assert "no border line is at hand" in found.why
    assert shapely.intersects_xy(found.geometry, *SARAVAN)


def test_without_borders_a_coast_says_so(gazetteer: Gazetteer) -> None:
    plain, asked = read(f"Off the coast of {HODEIDAH_}.")
    (relation,) = find_relations(plain, asked)
    found = footprint_of(relation, look_up(gazetteer, asked))
    assert found is not None
    assert "no coast is at hand" in found.why


def test_a_place_too_far_from_the_border_narrows_nothing_and_says_so(gazetteer: Gazetteer) -> None:
    plain, asked = read(f"3 km inside {IRANIAN} borders, in [Tehran].")
    relation = find_relations(plain, asked)[0]
    found = footprint_of(relation, look_up(gazetteer, asked), KNOWN)
    assert found is not None
    assert "too far away to narrow it" in found.why


def test_who_speaks_far_from_it_narrows_nothing() -> None:
    plain, asked = read(f"Officials in [Zahedan] said it fell 3 km inside {IRANIAN} borders.")
    (relation,) = find_relations(plain, asked)
    assert relation.near == ()
    assert [mention.text for mention in relation.beside] == ["Zahedan"]


def test_an_abbreviation_ends_no_sentence() -> None:
    plain, asked = read("Gen. Ali of the U.S. Army was near [Mosul]. He left.")
    (relation,) = find_relations(plain, asked)
    assert relation.sentence == "Gen. Ali of the U.S. Army was near Mosul."


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("3 km", 2_500, 3_500),
        ("three or four kilometres", 2_500, 4_600),
        ("50-60 km", 42_500, 69_000),
        ("about 50 km", 35_000, 65_000),
        ("a few miles", 2 * 1609.344, 5 * 1609.344),
        ("a dozen km", 10_000, 14_000),
        ("two hundred and fifty kilometers", 212_500, 287_500),
        ("1,200 km", 1_020_000, 1_380_000),
        ("300 metres", 255, 345),
        ("up to 40 km", 0, 46_000),
        ("twenty-five miles", 21.25 * 1609.344, 28.75 * 1609.344),
        ("one and a half km", 1_275, 1_725),
    ],
)
def test_a_distance(words: str, low: float, high: float) -> None:
    found = read_distance(words)
    assert found is not None
    assert (found.low_m, found.high_m) == pytest.approx((low, high))


@pytest.mark.parametrize("words", ["0 km", "999999 km", "none"])
def test_no_distance(words: str) -> None:
    assert read_distance(words) is None


def test_a_backward_distance_is_refused() -> None:
    with pytest.raises(ValueError, match="is no distance"):
        Distance(low_m=2, high_m=1)


def spot(lon: float, lat: float) -> Place:
    return Place(
        id="test:spot", name="Spot", country=None, feature_class=FeatureClass.SETTLEMENT,
        feature_code="PPL", lon=lon, lat=lat, radius_m=2_000.0, source="test",
    )  # fmt: skip


MENTION = Mention(start=0, end=4, text="Spot")


def relation_of(kind: RelationKind, low: float, high: float, bearing: float | None) -> Relation:
    return Relation(
        kind=kind, mentions=(MENTION,), start=0, end=4, text="Spot", sentence="Spot",
        distance=Distance(low_m=low, high_m=high), bearing=bearing,
    )  # fmt: skip


@settings(max_examples=150)
@given(
    lon=st.floats(-180, 180),
    lat=st.floats(-90, 90),
    low=st.floats(0, 400_000),
    more=st.floats(100, 300_000),
    bearing=st.none() | st.integers(0, 15).map(lambda n: n * 22.5),
)
@example(lon=180.0, lat=0.0, low=0.0, more=50_000.0, bearing=None)
@example(lon=-179.9, lat=70.0, low=50_000.0, more=50_000.0, bearing=270.0)
@example(lon=0.0, lat=87.0, low=33_079.0, more=300_000.0, bearing=None)
@example(lon=10.0, lat=90.0, low=0.0, more=50_000.0, bearing=None)
@example(lon=10.0, lat=-89.9, low=20_000.0, more=50_000.0, bearing=None)
@example(lon=10.0, lat=89.9, low=20_000.0, more=50_000.0, bearing=0.0)
def test_ground_at_a_distance_is_valid_and_just_so_far_anywhere(
    lon: float, lat: float, low: float, more: float, bearing: float | None
) -> None:
    kind = K.DISTANCE if bearing is None else K.DIRECTION
    relation = relation_of(kind, low, low + more, bearing)
    found = footprint_of(relation, {MENTION: spot(lon, lat)})
    assert found is not None
    assert found.geometry.is_valid
    west, south, east, north = found.geometry.bounds
    assert -180 <= west <= east <= 180
    assert -90 <= south <= north <= 90
    nearest, furthest = max(0.0, low - 2_000), low + more + 2_000
    middle = (nearest + furthest) / 2
    for turn in range(0, 360, 30):
        off = 0 if bearing is None else abs((turn - bearing + 180) % 360 - 180)
        tolerance = relation.tolerance
        wanted = off < tolerance - 2
        if wanted or off > tolerance + 2:
            x, y, _ = geod().fwd(lon, lat, turn, middle)
            assert found.geometry.buffer(1e-6).intersects(shapely.Point(x, y)) is wanted
    for reach in (0.97 * nearest, 1.03 * furthest):
        if reach and abs(reach - middle) > 100:
            x, y, _ = geod().fwd(lon, lat, bearing or 0.0, reach)
            assert not shapely.intersects_xy(found.geometry, x, y)


@settings(max_examples=100)
@given(
    a=st.tuples(st.floats(-180, 180), st.floats(-85, 85)),
    turn=st.floats(0, 360),
    length=st.floats(1_000, 1_500_000),
)
@example(a=(179.9, 50.0), turn=90.0, length=100_000.0)
@example(a=(20.0, 84.0), turn=0.0, length=1_400_000.0)
def test_a_corridor_holds_both_ends_and_the_way_between(
    a: tuple[float, float], turn: float, length: float
) -> None:
    x, y, _ = geod().fwd(*a, turn, length)
    ends = (MENTION, Mention(start=5, end=9, text="Spot"))
    there = Place(
        id="test:there", name="There", feature_class=FeatureClass.SETTLEMENT, feature_code="PPL",
        lon=x, lat=y, radius_m=2_000.0, source="test",
    )  # fmt: skip
    relation = Relation(
        kind=K.BETWEEN, mentions=ends, start=0, end=9, text="Spot Spot", sentence="Spot Spot"
    )
    found = footprint_of(relation, {ends[0]: spot(*a), ends[1]: there})
    assert found is not None
    assert found.geometry.is_valid
    for share in (0.0, 0.3, 0.5, 0.8, 1.0):
        u, v, _ = geod().fwd(*a, turn, share * length)
        assert found.geometry.buffer(1e-6).intersects(shapely.Point(u, v))
    sideways, _, _ = geod().inv(*geod().fwd(*a, turn, length / 2)[:2], x, y)
    middle = geod().fwd(*a, turn, length / 2)[:2]
    u, v, _ = geod().fwd(*middle, sideways + 90, 35_000)
    assert not shapely.intersects_xy(found.geometry, u, v)


@settings(max_examples=12, derandomize=True)
@given(
    low=st.integers(1, 60),
    more=st.integers(0, 30),
    pair=st.sampled_from([("Iran", "Pakistan"), ("Pakistan", "Iran"), ("Lebanon", "Israel")]),
    seed=st.integers(0, 999),
)
def test_so_deep_inside_is_never_on_the_wrong_side(
    gazetteer: Gazetteer, low: int, more: int, pair: tuple[str, str], seed: int
) -> None:
    country, origin = pair
    plain, asked = read(f"[{origin}] struck {low}-{low + more} km inside [{country}].")
    places = look_up(gazetteer, asked)
    (relation,) = find_relations(plain, asked)
    found = footprint_of(relation, places, KNOWN)
    if found is None:
        return  # no land lies so deep
    a, b = (places[m].country for m in relation.mentions + relation.beside)
    assert a is not None
    assert b is not None
    west, south, east, north = found.geometry.bounds
    for n in range(400):
        lon = west + (east - west) * ((seed + n) * 0.7548776662 % 1)
        lat = south + (north - south) * ((seed + n) * 0.5698402910 % 1)
        if shapely.intersects_xy(found.geometry, lon, lat):
            depth = borders().depth_m(lon, lat, origin=b, country=a)
            assert depth is not None
            assert 0.8 * low * 1000 - 1_300 <= depth <= 1.2 * (low + more) * 1000 + 1_300


@settings(max_examples=200)
@given(
    st.lists(
        st.sampled_from([
            "3 km", "near", "[X]", "border", "the", "between", "and", "inside", "north", "of", "-",
            "from", ".", "A", "'s", "Line of Control", "\n\n", "coast", "off", "road", "İ", "  ",
            "across", "border area", "with", "side", "in", "a dozen", "or", "kilometres", "east",
        ]),
        max_size=40,
    )
)  # fmt: skip
def test_any_words_are_read_without_overlap(words: list[str]) -> None:
    plain, asked = read(" ".join(words))
    found = find_relations(plain, asked)
    for relation in found:
        assert plain[relation.start : relation.end] == relation.text
        assert all(relation.start <= m.start < m.end <= relation.end for m in relation.mentions)
    ends = [(relation.start, relation.end) for relation in found]
    assert all(end <= start for (_, end), (start, _) in pairwise(ends))
    assert found == find_relations(plain, list(asked)[::-1])


@pytest.mark.parametrize(
    "piece",
    [
        "3 km inside [X] borders near [Y]. ",
        "near the the small northern ",
        "one hundred and one hundred and ",
        "about around some ",
        "3-4-5-6,7,8.9 km or ",
        "the border of the border between ",
        "[X] and [X]-[X]'s ",
        " ",
        "\n",
        ". A",
        "north-north-east of ",
    ],
)
def test_reading_takes_time_in_proportion(piece: str) -> None:
    def seconds(copies: int) -> float:
        plain, asked = read(piece * copies)
        best = float("inf")
        for _ in range(2):
            begin = time.process_time()
            find_relations(plain, asked)
            best = min(best, time.process_time() - begin)
        return best

    copies = 20_000 // len(piece)
    assert seconds(4 * copies) <= 10 * seconds(copies) + 0.1
    assert seconds(copies) < 2.0


def test_the_words_of_the_reports_are_understood(shared: Path) -> None:
    text = "\n\n".join(path.read_text() for path in sorted((shared / "reports").glob("*.txt")))
    names = "Iranian|Pakistani|Iran|Pakistan|Saravan|Izeh|Balochistan|Erbil|Iraq|Zahedan"
    mentions = [
        Mention(start=match.start(), end=match.end(), text=match[0])
        for match in re.finditer(rf"\b(?:{names})\b", text)
    ]
    found = {(r.kind, r.text.lower()) for r in find_relations(text, mentions)}
    wanted = {
        (K.INSIDE, "three or four kilometers inside iranian borders"),
        (K.INSIDE, "several kilometers inside iranian borders"),
        (K.INSIDE, "inside the pakistani territory"),
        (K.INSIDE, "on the iranian side of the border"),
        (K.INSIDE, "inside iranian soil"),
        (K.NEAR, "in saravan area"),
        (K.NEAR, "near saravan"),
        (K.NEAR, "near izeh"),
        (K.PART, "southeast iran"),
        (K.PART, "southeastern iran"),
        (K.PART, "northern iraq"),
        (K.PART, "iran’s southeast"),
        (K.PART, "pakistan’s southwest"),
        (K.BORDER, "border village"),
        (K.BORDER, "the border area"),
    }
    assert wanted - found == set()
