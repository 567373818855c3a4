from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.mention import Mention, Role
from gazetteer.role import MODEL, role_features, role_of
from gazetteer.role_network import SLOTS, Network


def role(text: str, name: str) -> Role | None:
    start = text.index(name)
    (found,) = role_of(text, [Mention(start=start, end=start + len(name), text=name)])
    return found.role


@pytest.mark.parametrize(
    ("text", "name", "wanted"),
    [
        ("The missiles landed in Panjgur on Tuesday.", "Panjgur", Role.LOCATION),
        ("He lives in the city of Kerman.", "Kerman", Role.LOCATION),
        ("Tehran said it had struck a base of militants.", "Tehran", Role.ACTOR),
        ("On Wednesday Islamabad recalled its ambassador.", "Islamabad", Role.ACTOR),
        ("Two Iranian missiles were seen.", "Iranian", Role.DEMONYM),
        ("The Pakistani army fired rockets.", "Pakistani", Role.DEMONYM),
        ("The Balochistan Liberation Army claimed it.", "Balochistan", Role.PART_OF_NAME),
        ("Members of the Arbil Governorate Council met.", "Arbil", Role.PART_OF_NAME),
        ("Gunmen killed a guard near Zahedan's main bazaar.", "Zahedan", Role.LOCATION),
    ],
)
def test_roles(text: str, name: str, wanted: Role) -> None:
    assert role(text, name) is wanted


def test_mentions_keep_their_order_and_everything_else() -> None:
    text = "Tehran said that rockets fell on Kerman."
    mentions = [
        Mention(start=33, end=39, text="Kerman", confidence=0.4),
        Mention(start=0, end=6, text="Tehran"),
    ]
    found = role_of(text, mentions)
    assert [(m.start, m.text, m.confidence) for m in found] == [
        (33, "Kerman", 0.4),
        (0, "Tehran", 1.0),
    ]
    assert all(isinstance(m.role, Role) for m in found)
    assert role_of(text, []) == []


def test_a_span_outside_the_text_is_an_error() -> None:
    with pytest.raises(ValueError, match="no span of a text of 3"):
        role_of("Mek", [Mention(start=0, end=9, text="Mekka")])


@given(text=st.text(min_size=1, max_size=60), data=st.data())
def test_any_span_of_any_text_has_features(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    (found,) = role_features(text, [(start, end)])
    assert found[0] == "bias"
    assert role_of(text, [Mention(start=start, end=end, text=text[start:end])])[0].role


def test_models_are_small_and_hold_no_objects() -> None:
    data = Path(__file__).resolve().parents[1] / "gazetteer" / "data"
    for name, most in (("recognizer.npz", 1_500_000), ("roles.npz", 600_000)):
        assert (data / name).stat().st_size < most
        with np.load(data / name, allow_pickle=False) as arrays:
            assert all(arrays[name].dtype != object for name in arrays.files)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Zahedan's Friday prayer leader spoke.", "Zahedan"),
        ("Birjand's mayor thanked the rescuers.", "Birjand"),
        ("Chaman's central market was empty.", "Chaman"),
        ("Bukan's police chief denied it.", "Bukan"),
        ("Sibi's hospital received the dead.", "Sibi"),
        ("Marivan’s governor came to the funeral.", "Marivan"),
        ("Raqqa's residents said the drones came at night.", "Raqqa"),
        ("Sistan and Baluchestan's deputy governor spoke on television.", "Sistan and Baluchestan"),
    ],
)
def test_the_owner_of_a_local_office_is_a_place(text: str, name: str) -> None:
    assert role(text, name) is Role.LOCATION


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Iraq's government protested.", "Iraq"),
        ("Egypt's defence ministry said that two were killed.", "Egypt"),
        ("Sudan's army denied the report.", "Sudan"),
        ("Azerbaijan's foreign minister hung up.", "Azerbaijan"),
    ],
)
def test_the_owner_of_a_state_office_acts(text: str, name: str) -> None:
    assert role(text, name) is Role.ACTOR


@pytest.mark.parametrize(
    ("text", "actors", "locations"),
    [
        ("The strike on Panjgur killed two children.", "", "Panjgur"),
        ("Iran struck a base in Panjgur.", "Iran", "Panjgur"),
        ("Pakistan's retaliation on Saravan followed.", "Pakistan", "Saravan"),
        ("Iran fired missiles at Erbil.", "Iran", "Erbil"),
        ("Baghdad recalled its envoy from Tehran.", "Baghdad", "Tehran"),
        ("The talks in Tehran went on.", "", "Tehran"),
        ("Yemen said that Oman had hit a farm near Salalah.", "Yemen Oman", "Salalah"),
        ("Armenia and Georgia signed it in Yerevan.", "Armenia Georgia", "Yerevan"),
        ("Relations with Oman are tense.", "Oman", ""),
    ],
)
def test_who_strikes_acts_and_what_is_struck_is_a_place(
    text: str, actors: str, locations: str
) -> None:
    assert {name: role(text, name) for name in actors.split()} == dict.fromkeys(
        actors.split(), Role.ACTOR
    )
    assert {name: role(text, name) for name in locations.split()} == dict.fromkeys(
        locations.split(), Role.LOCATION
    )


def test_a_real_report_tells_governments_from_what_was_struck(shared: Path) -> None:
    text = (shared / "reports" / "002_5e8628fa68c2a13e.txt").read_text(encoding="utf-8")
    wanted = {
        "Pakistan condemned": Role.ACTOR,
        "Iran said": Role.ACTOR,
        "Tehran said": Role.ACTOR,
        "Islamabad announced": Role.ACTOR,
        "province of Balochistan": Role.LOCATION,
        "province of Sistan-Baluchistan": Role.LOCATION,
        "Balochistan Liberation": Role.PART_OF_NAME,
    }
    found = {}
    for words in wanted:
        name = max(words.split(), key=lambda word: (word[0].isupper(), -words.index(word)))
        start = text.index(words) + words.index(name)
        mention = Mention(start=start, end=start + len(name), text=name)
        found[words] = role_of(text, [mention])[0].role
    assert found == wanted


def test_a_model_outlasts_writing_and_reading(tmp_path: Path) -> None:
    features = [["bias", "l1=in", "r1=."], ["bias", "in=never-seen"]]
    data = Path(__file__).resolve().parents[1] / "gazetteer" / "data" / MODEL
    model = Network.load(data)
    model.save(tmp_path / "again.npz")
    again = Network.load(tmp_path / "again.npz")
    assert (again.rows, again.words) == (model.rows, model.words)
    assert again.scores(features) == pytest.approx(model.scores(features), abs=0.05)


def test_a_word_with_a_vector_counts_where_it_was_never_seen() -> None:
    vectors = np.array([[0.0], [1.0]], np.float32)
    slots = np.zeros((len(SLOTS), 1), np.float32)
    slots[SLOTS["head-r"]] = 2.0
    model = Network(
        rows={"bias": 1},
        table=np.zeros((2, 1), np.float32),
        words={"said": 1},
        vectors=vectors,
        slots=slots,
        outer=np.array([[1.0, 3.0]], np.float32),
    )
    scores = model.scores([["bias", "head-r=said"], ["bias", "head-r=other"], ["bias", "r1=said"]])
    assert scores.tolist() == [[2.0, 6.0], [0.0, 0.0], [0.0, 0.0]]
