from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.mention import Mention, Role
from gazetteer.role import role_features, role_of


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
    for name in ("recognizer.npz", "roles.npz"):
        assert (data / name).stat().st_size < 1_500_000


@pytest.mark.xfail(reason="a leader after a possessive reads as one who acts", strict=True)
def test_the_owner_of_a_local_office_is_a_place() -> None:
    assert role("Zahedan's Friday prayer leader spoke.", "Zahedan") is Role.LOCATION
