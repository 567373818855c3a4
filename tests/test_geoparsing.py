"""From a text to its mentions with their roles, places and the ground meant."""

import json
import re
from pathlib import Path

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

import gazetteer as package
from gazetteer import Gazetteer, Mention, Role, geoparse, geoparse_lines, geoparsed_record
from gazetteer.errors import DataError
from gazetteer.geoparsing import Geoparsed
from gazetteer.geoparsing.blocks import BLOCK, blocks
from gazetteer.geoparsing.records import outline_of
from geo.border import borders

STRIKE = (
    "Tehran said on Tuesday that its missiles had hit a camp in Panjgur, Pakistan. Two days later "
    "Pakistani jets struck a village three or four kilometres inside Iranian borders, in the "
    "Saravan area, and Islamabad recalled its ambassador. The Balochistan Liberation Army has "
    "camps near Qolmazgerd, officials said."
)


@pytest.fixture(scope="module")
def strike(gazetteer: Gazetteer) -> Geoparsed:
    return geoparse(STRIKE, gazetteer=gazetteer, borders=borders())


def test_every_mention_has_its_place_and_its_role(strike: Geoparsed) -> None:
    found = {
        one.mention.text: (one.place.country if one.place else None, one.mention.role)
        for one in strike.mentions
    }
    assert found == {
        "Tehran": ("IR", Role.ACTOR),
        "Panjgur": ("PK", Role.LOCATION),
        "Pakistan": ("PK", Role.LOCATION),
        "Pakistani": ("PK", Role.DEMONYM),
        "Iranian": ("IR", Role.DEMONYM),
        "Saravan": ("IR", Role.LOCATION),
        "Islamabad": ("PK", Role.ACTOR),
        "Balochistan": ("PK", Role.PART_OF_NAME),
        "Qolmazgerd": (None, Role.LOCATION),
    }


def test_spans_hold_their_words_in_order(strike: Geoparsed) -> None:
    last = 0
    for one in strike.mentions:
        assert last <= one.mention.start < one.mention.end
        assert STRIKE[one.mention.start : one.mention.end] == one.mention.text
        last = one.mention.end


def test_what_nobody_knows_has_no_place_and_no_confidence(strike: Geoparsed) -> None:
    unknown = strike.mentions[-1]
    assert unknown.resolution.why == "no place called Qolmazgerd is known"
    assert unknown.confidence == 0.0
    assert unknown.mention.confidence > 0.5


def test_confidence_is_that_of_the_mention_and_of_the_place(strike: Geoparsed) -> None:
    for one in strike.mentions:
        assert one.confidence == one.mention.confidence * one.resolution.confidence
        assert 0.0 <= one.confidence <= 1.0


def test_the_ground_meant_is_on_the_right_side_of_the_border(strike: Geoparsed) -> None:
    inside = next(one for one in strike.relations if one.relation.kind == "inside")
    assert inside.relation.text == "three or four kilometres inside Iranian borders"
    assert inside.relation.sentence.startswith("Two days later")
    ground = inside.footprint.geometry
    assert shapely.intersects_xy(ground, 62.764, 27.37)  # 3 km inside Iran, near Saravan
    assert not shapely.intersects_xy(ground, 62.838, 27.37)  # Pakistan
    assert not shapely.intersects_xy(ground, 62.33, 27.37)  # the town itself, 46 km inside
    iranian = next(one.mention for one in strike.mentions if one.mention.text == "Iranian")
    assert strike.relation_of(iranian) is inside


def test_without_borders_the_ground_is_a_disc_that_says_so(gazetteer: Gazetteer) -> None:
    found = geoparse("A strike 3 km inside Iran near Saravan.", gazetteer=gazetteer)
    assert "no border line is at hand" in found.relations[0].footprint.why


def test_a_recognizer_of_ones_own(gazetteer: Gazetteer) -> None:
    def capitals(gazetteer: Gazetteer, text: str) -> list[Mention]:
        del gazetteer
        return [
            Mention(start=match.start(), end=match.end(), text=match[0])
            for match in re.finditer(r"\b[A-Z]{4,}\b", text)
        ]

    found = geoparse("From ERBIL to Mosul.", gazetteer=gazetteer, recognizer=capitals)
    assert [one.mention.text for one in found.mentions] == ["ERBIL"]
    assert found.mentions[0].place is not None


def test_the_default_gazetteer_is_opened_where_none_is_given() -> None:
    (found,) = package.geoparse("A blast hit Erbil.").mentions
    assert found.place is not None
    assert found.place.country == "IQ"


@pytest.mark.parametrize("text", ["", " \n", "nothing happened.", "\x00\ud7ff", "A", "1 2 3"])
def test_a_text_without_places(gazetteer: Gazetteer, text: str) -> None:
    assert geoparse(text, gazetteer=gazetteer).mentions == ()


@given(st.text(alphabet="Aa. \n\u0301é", max_size=200), st.integers(4, 60))
def test_blocks_make_up_the_text(text: str, size: int) -> None:
    cuts = list(blocks(text, size))
    assert "".join(text[start:end] for start, end in cuts) == text
    assert all(0 < end - start <= size for start, end in cuts)


def test_a_block_ends_with_an_empty_line_rather_than_a_word() -> None:
    text = "One two three.\n\nFour five six seven eight nine."
    assert next(text[s:e] for s, e in blocks(text, 24)) == "One two three.\n\n"
    assert next(blocks("one two three four", 10)) == (0, len("one two "))


def test_a_long_text_is_read_to_its_end(gazetteer: Gazetteer) -> None:
    filler = "Nobody was there, and nothing was said of it for a long time. " * 40
    text = "\n\n".join([STRIKE, *[filler] * (2 * BLOCK // len(filler)), STRIKE])
    told: list[tuple[int, int]] = []
    found = geoparse(text, gazetteer=gazetteer, progress=lambda *done: told.append(done))
    assert told[-1] == (len(text), len(text))
    assert len(told) > 2
    first = [one for one in found.mentions if one.mention.start < len(STRIKE)]
    last = [one for one in found.mentions if one.mention.start >= len(text) - len(STRIKE)]
    assert len(first) == len(last) == 9
    assert all(text[m.mention.start : m.mention.end] == m.mention.text for m in found.mentions)
    relations = [r.relation for r in found.relations]
    assert all(text[r.start : r.end] == r.text for r in relations)
    assert relations[-1].start > len(text) - len(STRIKE)
    assert found.relation_of(relations[-1].mentions[0]) is found.relations[-1]


def test_a_text_of_nothing_but_names_is_bounded(gazetteer: Gazetteer) -> None:
    towns = "Springfield, San Jose, Santa Maria, Victoria, Paris, Richmond, Georgia, Salem, "
    found = geoparse(towns * 100, gazetteer=gazetteer)
    assert len(found.mentions) > 700


def test_a_record_is_json_with_what_the_readme_says(strike: Geoparsed) -> None:
    record = json.loads(json.dumps(geoparsed_record(strike)))
    assert set(record) == {"mentions", "relations"}
    panjgur = next(m for m in record["mentions"] if m["text"] == "Panjgur")
    assert panjgur["place"]["country"] == "PK"
    assert (round(panjgur["place"]["lon"]), round(panjgur["place"]["lat"])) == (64, 27)
    assert panjgur["role"] == "location"
    assert 0.5 < panjgur["confidence"] <= panjgur["recognition"] <= 1.0
    assert (panjgur["precision"], panjgur["radius_m"] >= 500) == ("settlement", True)
    assert "footprint" not in panjgur
    iranian = next(m for m in record["mentions"] if m["text"] == "Iranian")
    assert iranian["footprint"]["geometry"]["type"] in {"Polygon", "MultiPolygon"}
    assert iranian["footprint"]["radius_m"] > 1000
    inside = record["relations"][0]
    assert record["mentions"][inside["mention"]] == iranian
    assert "geometry" not in inside
    unknown = next(m for m in record["mentions"] if m["text"] == "Qolmazgerd")
    assert (unknown["place"], unknown["confidence"]) == (None, 0.0)


def test_a_relation_to_no_mention_stands_by_itself(gazetteer: Gazetteer) -> None:
    found = geoparse(
        "Iran and Pakistan met. Blasts shook a village in the border area.",
        gazetteer=gazetteer,
        borders=borders(),
    )
    record = geoparsed_record(found)
    (relation,) = record["relations"]
    assert (relation["text"], relation["mention"]) == ("the border area", None)
    assert relation["geometry"]["coordinates"]
    assert all("footprint" not in mention for mention in record["mentions"])


def test_an_outline_has_few_points_and_the_same_ground() -> None:
    land = borders().outline("IR")
    assert land is not None
    plain = outline_of(land)
    assert plain.is_valid
    assert shapely.get_num_coordinates(plain) * 3 < shapely.get_num_coordinates(land)
    assert plain.symmetric_difference(land).area < 0.01 * land.area


def lines(*texts: str) -> list[str]:
    return [json.dumps({"id": number, "text": text}) for number, text in enumerate(texts)]


def test_lines_are_answered_in_order(gazetteer: Gazetteer) -> None:
    asked = lines("A blast hit Erbil.", "Nothing.", "Saravan is in Iran.")
    found = list(geoparse_lines(gazetteer, asked, name="x"))
    assert [one["id"] for one in found] == [0, 1, 2]
    assert [[m["text"] for m in one["mentions"]] for one in found] == [
        ["Erbil"], [], ["Saravan", "Iran"],
    ]  # fmt: skip


def test_many_processes_give_the_same_in_the_same_order(gazetteer: Gazetteer) -> None:
    asked = lines(*[f"{STRIKE} Number {n}." for n in range(70)])
    alone = list(geoparse_lines(gazetteer, asked, name="x", workers=1, borders=borders))
    together = list(geoparse_lines(gazetteer, asked, name="x", workers=2, borders=borders))
    assert [one["id"] for one in together] == list(range(70))
    assert json.dumps(together) == json.dumps(alone)


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "reports.jsonl, line 71: no JSON"),
        ('{"id": 1}', "line 71: text is missing"),
        ('{"id": 1, "text": 5}', "line 71: text is 5; wanted text"),
        ('{"text": "x"}', "line 71: id is missing"),
    ],
)
def test_what_came_before_a_bad_line_is_answered(
    gazetteer: Gazetteer, line: str, message: str, workers: int
) -> None:
    asked = [*lines(*["A blast hit Erbil."] * 70), line, *lines("Never read.")]
    found = geoparse_lines(gazetteer, asked, name="reports.jsonl", workers=workers)
    assert [next(found)["id"] for _ in range(70)] == list(range(70))
    with pytest.raises(DataError, match=message):
        next(found)


STRUCK = {
    "000": {"Saravan": "IR", "Erbil": "IQ", "Syria": "SY", "Iraqi Kurdistan": "IQ"},
    "001": {"Sistan and Baluchestan": "IR", "Rask": "IR", "Siestan-o-Baluchistan": "IR"},
    "002": {"Balochistan": "PK", "Sistan-Baluchistan": "IR"},
    "003": {"Balochistan": "PK", "Sistan-Baluchestan": "IR"},
    "004": {"Saravan": "IR", "Kerman": "IR", "Iraqi Kurdistan": "IQ", "Syria": "SY"},
}
"""Where the reports say that something was struck, by the beginning of their file's name."""


@pytest.mark.parametrize("number", STRUCK)
def test_what_was_struck_in_the_reports_is_in_its_country(
    gazetteer: Gazetteer, shared: Path, number: str
) -> None:
    (path,) = (shared / "reports").glob(f"{number}_*.txt")
    found = geoparse(path.read_text(encoding="utf-8"), gazetteer=gazetteer)
    for name, country in STRUCK[number].items():
        placed = [one for one in found.mentions if one.mention.text == name]
        assert placed, name
        for one in placed:
            assert one.place is not None, (name, one.resolution.why)
            assert one.place.country == country, (name, one.resolution.why)
        assert Role.LOCATION in {one.mention.role for one in placed}


_SAYS = re.compile(r"['’]?s? (?:said|says|condemned|recalled|responded|announced|denied)\b")


def test_no_government_that_speaks_in_the_reports_is_a_location(
    gazetteer: Gazetteer, shared: Path
) -> None:
    spoke = wrong = 0
    for path in sorted((shared / "reports").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        for one in geoparse(text, gazetteer=gazetteer).mentions:
            officials = text.endswith(" in ", 0, one.mention.start)  # "officials in Pakistan said"
            if _SAYS.match(text, one.mention.end) and not officials:
                spoke += 1
                wrong += one.mention.role is Role.LOCATION
    assert spoke >= 20
    assert wrong == 0
