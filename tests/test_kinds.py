import pytest

from geo.errors import ModelError
from geo.kinds import KINDS, Kind, kind_from_acled, kind_from_plover

# The sub-event types of the ACLED codebook, by event type.
ACLED = {
    "Battles": {
        "Armed clash",
        "Government regains territory",
        "Non-state actor overtakes territory",
    },
    "Protests": {
        "Excessive force against protesters",
        "Protest with intervention",
        "Peaceful protest",
    },
    "Riots": {"Violent demonstration", "Mob violence"},
    "Explosions/Remote violence": {
        "Chemical weapon",
        "Air/drone strike",
        "Suicide bomb",
        "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED",
        "Grenade",
    },
    "Violence against civilians": {
        "Sexual violence",
        "Attack",
        "Abduction/forced disappearance",
    },
    "Strategic developments": {
        "Agreement",
        "Arrests",
        "Change to group/activity",
        "Disrupted weapons use",
        "Headquarters or base established",
        "Looting/property destruction",
        "Non-violent transfer of territory",
        "Other",
    },
}


def test_every_kind_has_facts_and_a_label_of_its_own() -> None:
    assert set(KINDS) == set(Kind)
    assert len({facts.label for facts in KINDS.values()}) == len(Kind)


def test_every_acled_type_reads_as_a_kind_and_back() -> None:
    for event, sub_events in ACLED.items():
        for sub_event in sub_events:
            facts = KINDS[kind_from_acled(sub_event)]
            assert (facts.acled_event, facts.acled_sub_event) == (event, sub_event)


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_maps_to_an_acled_type_that_there_is(kind: Kind) -> None:
    facts = KINDS[kind]
    assert facts.acled_sub_event in ACLED[facts.acled_event]
    back = KINDS[kind_from_acled(facts.acled_sub_event)]
    assert back.acled_sub_event == facts.acled_sub_event


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_maps_to_plover_and_back_to_the_same_pair(kind: Kind) -> None:
    facts = KINDS[kind]
    back = KINDS[kind_from_plover(facts.plover_event, facts.plover_mode)]
    assert (back.plover_event, back.plover_mode) == (facts.plover_event, facts.plover_mode)


def test_unknown_types_are_refused() -> None:
    with pytest.raises(ModelError, match="not an ACLED"):
        kind_from_acled("Picnic")
    with pytest.raises(ModelError, match="no kind stands"):
        kind_from_plover("AID")
