import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.names import fold
from geo.actors import actors, country_of, find_actor
from geo.dossier import Collection
from geo.incident import ActorKind


def test_ids_and_names_are_each_given_once() -> None:
    ids = [actor.id for actor in actors()]
    assert len(set(ids)) == len(ids)
    names = [fold(name) for actor in actors() for name in (actor.name, *actor.aliases)]
    assert sorted(set(names)) == sorted(names)
    assert all(names)


def test_parents_are_known_and_no_actor_is_its_own_ancestor() -> None:
    by_id = {actor.id: actor for actor in actors()}
    for actor in actors():
        met = {actor.id}
        above = actor.parent
        while above:
            assert above in by_id
            assert above not in met
            met.add(above)
            above = by_id[above].parent


def test_states_and_forces_have_a_country_and_armed_groups_none() -> None:
    for actor in actors():
        belongs = actor.kind in {ActorKind.STATE, ActorKind.FORCE}
        assert (actor.country is not None) == belongs, actor.id
        if actor.kind is ActorKind.FORCE:
            assert actor.parent, actor.id


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Jaish al-Adl", "jaish-al-adl"),
        ("Jaish al Adl", "jaish-al-adl"),
        ("JAISH UL-ADL", "jaish-al-adl"),
        ("JAA", "jaish-al-adl"),
        ("Jaish al-Dhulm", "jaish-al-adl"),
        ("Jundallah", "jaish-al-adl"),
        ("the IRGC", "irgc"),
        ("Revolutionary Guards", "irgc"),
        ("Balochistan Liberation Army", "baloch-liberation-army"),
        ("BLF", "baloch-liberation-front"),
        ("ISIS", "islamic-state"),
        ("Islamic State, Afghanistan branch", "islamic-state-khorasan"),
        ("Turkey", "turkiye"),
        ("The Hague", "netherlands"),
        ("U.S.", "united-states"),
    ],
)
def test_an_actor_is_found_by_any_name(name: str, wanted: str) -> None:
    actor = find_actor(name)
    assert actor is not None
    assert actor.id == wanted


@pytest.mark.parametrize("name", ["", "the", "Reuters", "Jaish", "Liberation", "Iranian officials"])
def test_what_is_no_whole_name_finds_nobody(name: str) -> None:
    assert find_actor(name) is None


@pytest.mark.parametrize(
    ("claimant", "country"),
    [
        ("IRGC", "IR"),
        ("Iran's IRGC", "IR"),
        ("Iran’s foreign minister", "IR"),
        ("Iranian officials", "IR"),
        ("Iran's embassy in Islamabad", "IR"),
        ("Pakistan's foreign ministry", "PK"),
        ("Provincial officials in Pakistan", "PK"),
        ("the Dutch government", "NL"),
        ("The United States' military", "US"),
        ("US military", "US"),
        ("Islamic State, Afghanistan branch", None),
        ("Jaish al-Adl", None),
        ("A Baluch rights group", None),
        ("Reuters", None),
        ("Local sources", None),
        ("", None),
    ],
)
def test_country_of_a_claimant(claimant: str, country: str | None) -> None:
    assert country_of(claimant) == country


def test_every_government_that_speaks_in_the_seeds_has_its_country(seeds: Collection) -> None:
    claimants = {claim.claimant for d in seeds.dossiers for claim in d.claims}
    for claimant in claimants:
        speaks_for = claimant.partition("'")[0]
        if speaks_for in {"Iran", "Pakistan"}:
            assert (
                country_of(claimant) == speaks_for[0] + {"Iran": "R", "Pakistan": "K"}[speaks_for]
            )
        if claimant.startswith("Unnamed"):
            assert country_of(claimant) is None


@given(st.text(max_size=400))
def test_any_text_gets_an_answer(text: str) -> None:
    assert country_of(text) in {None, *(actor.country for actor in actors())}
    found = find_actor(text)
    assert found is None or found in actors()


def test_a_long_text_is_cut() -> None:
    assert country_of("x " * 200_000 + "Iran") is None
