from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.place import Precision
from geo.account import RANGE, Account, Rule, add_up
from geo.count import Counted
from geo.errors import ModelError
from geo.incident import Claim, Field, Withdrawal
from tests.builders import AT, SARAVAN, SOURCES, claim, dates, dossier, killed

PROVINCE = replace(
    SARAVAN, mention="Sistan and Baluchestan", precision=Precision.ADM1, radius_m=400_000
)
ERBIL = replace(SARAVAN, mention="Erbil", country="IQ", lon=44.0, lat=36.2)


def shown(*claims: Claim, rule: str = "range") -> Account:
    return add_up(dossier(*claims), SOURCES, Rule.parse(rule))


def test_two_days_are_one_of_two_under_range_and_a_span_under_conservative() -> None:
    claims = dates("2024-01-17", "2024-01-18")
    first = shown(*claims)
    assert first.when is not None
    assert first.when.edtf == "[2024-01-17,2024-01-18]"
    assert first.differing == (Field.DATE,)
    wide = shown(*claims, rule="conservative")
    assert wide.when is not None
    assert wide.when.edtf == "2024-01-17/2024-01-18"


def test_a_vaguer_date_that_agrees_is_no_disagreement() -> None:
    account = shown(*dates("2024-01", "2024-01-18"))
    assert account.when is not None
    assert account.when.edtf == "2024-01-18"
    assert account.differing == ()


@pytest.mark.parametrize(
    ("rule", "wanted"),
    [("range", "9+"), ("conservative", "9"), ("latest", "12+")],
)
def test_nine_or_at_least_twelve(rule: str, wanted: str) -> None:
    account = shown(*killed("9", "12+"), rule=rule)
    assert str(account.killed) == wanted
    assert account.differing == (Field.KILLED,)


def test_some_of_the_people_are_a_lower_end_only() -> None:
    account = shown(*killed("2", of=Counted.CHILDREN))
    assert str(account.killed) == "2+"
    both = shown(*killed("2", of=Counted.CHILDREN), *killed("9", start=2))
    assert str(both.killed) == "9"
    assert both.differing == ()


def test_claimant_rule_takes_in_the_claimants_own_offices_only() -> None:
    claims = [
        claim(Field.KILLED, killed("9")[0].value, claimant="Iran's interior minister"),
        claim(Field.KILLED, killed("0")[0].value, claimant="Iranian exiles", number=2),
        claim(Field.KILLED, killed("7")[0].value, claimant="Pakistan", number=3),
    ]
    assert str(shown(*claims, rule="claimant:Iran").killed) == "9"
    assert shown(*claims, rule="claimant:Oman").killed is None


def test_latest_goes_by_the_day_of_publication() -> None:
    claims = [
        claim(Field.WEAPON, "drones", source="paper"),
        claim(Field.WEAPON, "jets", source="other", number=2),
    ]
    assert shown(*claims, rule="latest").text_of(Field.WEAPON) == "drones"
    assert shown(*claims).text_of(Field.WEAPON) == "drones; jets"


def test_place_is_the_finest_claim_or_the_coarsest_under_conservative() -> None:
    claims = [claim(Field.LOCATION, PROVINCE), claim(Field.LOCATION, SARAVAN, number=2)]
    assert shown(*claims).where == SARAVAN
    assert shown(*claims, rule="conservative").where == PROVINCE
    assert shown(*claims).differing == ()


def test_places_apart_by_more_than_their_radii_differ() -> None:
    account = shown(claim(Field.LOCATION, SARAVAN), claim(Field.LOCATION, ERBIL, number=2))
    assert account.differing == (Field.LOCATION,)


def test_a_denial_is_a_disagreement_and_never_a_value() -> None:
    account = shown(
        claim(Field.TARGET, "a family home", claimant="Iraq"),
        claim(Field.TARGET, "a family home", claimant="Iran", denies=True, number=2),
    )
    assert account.texts[Field.TARGET] == ("a family home",)
    assert account.differing == (Field.TARGET,)


def test_superseded_and_withdrawn_claims_do_not_count() -> None:
    old, new = killed("3")[0], killed("9")[0]
    new = replace(new, id="strike.killed.2", supersedes=old.id)
    whole = dossier(old, new)
    assert str(add_up(whole, SOURCES).killed) == "9"
    back = replace(whole, withdrawals=(Withdrawal(subject=new.id, why="wrong", by="me", at=AT),))
    assert str(add_up(back, SOURCES).killed) == "3"


def test_a_wire_copy_is_not_a_second_source() -> None:
    account = shown(*dates("2024-01-18"), *killed("9"), *dates_from("copy"))
    assert account.independent_sources == 1
    account = shown(*dates("2024-01-18"), *killed("9"), *dates_from("other"))
    assert account.independent_sources == 2


def dates_from(source: str) -> list[Claim]:
    return [replace(c, id=f"{c.id}.{source}") for c in dates("2024-01-18", source=source)]


@pytest.mark.parametrize("text", ["", "rang", "claimant:", "claimant", "range:Iran"])
def test_unknown_rules_are_refused_with_the_rules_there_are(text: str) -> None:
    with pytest.raises(ModelError, match="range, conservative, latest"):
        Rule.parse(text)


@pytest.mark.parametrize("text", ["range", "conservative", "latest", "claimant:Iran"])
def test_rules_read_back(text: str) -> None:
    assert str(Rule.parse(text)) == text


@given(st.lists(st.sampled_from(["9", "9-12", "12+", "~100", "0", "11"]), min_size=1))
def test_range_holds_every_claim_and_conservative_is_its_low_end(counts: list[str]) -> None:
    whole = shown(*killed(*counts)).killed
    least = shown(*killed(*counts), rule="conservative").killed
    assert whole is not None
    assert least is not None
    for one in killed(*counts):
        assert one.count is not None
        assert whole.low <= one.count.low
        if whole.high is not None:
            assert one.count.high is not None
            assert one.count.high <= whole.high
    assert least.low == whole.low


@given(st.permutations(["2024-01-17", "2024-01-18", "2024-01", "2024-01-18~"]))
def test_order_of_claims_does_not_change_the_range_of_dates(edtfs: list[str]) -> None:
    bounds = {
        (when.start, when.end)
        for when in (shown(*dates(*edtfs)).when, shown(*dates(*sorted(edtfs))).when)
        if when
    }
    assert len(bounds) == 1


def test_no_claims_no_values() -> None:
    account = shown()
    assert (account.when, account.where, account.killed, account.injured) == (None,) * 4
    assert account.rule == RANGE
