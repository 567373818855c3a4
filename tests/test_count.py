import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.count import Count, Counted
from geo.errors import CountError

_NUMBERS = st.integers(0, 10**6)
_COUNTS = st.builds(
    lambda a, b, opened, about: Count(
        low=min(a, b), high=None if opened else max(a, b), approximate=about
    ),
    _NUMBERS, _NUMBERS, st.booleans(), st.booleans(),
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "low", "high", "about"),
    [
        ("9", 9, 9, False),
        ("9-12", 9, 12, False),
        ("9–12", 9, 12, False),
        ("12+", 12, None, False),
        ("~100", 100, 100, True),
        (" ~ 100+ ", 100, None, True),
        ("0", 0, 0, False),
    ],
)
def test_forms(text: str, low: int, high: int | None, *, about: bool) -> None:
    count = Count.parse(text)
    assert (count.low, count.high, count.approximate) == (low, high, about)


@pytest.mark.parametrize("text", ["", "nine", "12-9", "-3", "9-", "1.5", "9+12", "9" * 30, "9 9"])
def test_what_is_no_count_is_refused_with_the_forms(text: str) -> None:
    with pytest.raises(CountError, match="write 9, 9-12, 12\\+ or ~100"):
        Count.parse(text)


@given(_COUNTS)
def test_short_form_reads_back(count: Count) -> None:
    read = Count.parse(str(count))
    assert (read.low, read.high, read.approximate) == (count.low, count.high, count.approximate)


@given(_COUNTS, _COUNTS)
def test_agreement_is_mutual_and_true_of_itself(a: Count, b: Count) -> None:
    assert a.agrees_with(b) == b.agrees_with(a)
    assert a.agrees_with(a)


def test_nine_and_at_least_twelve_do_not_agree() -> None:
    nine, twelve = Count.parse("9"), Count.parse("12+")
    assert not nine.agrees_with(twelve)
    assert Count.parse("9+").agrees_with(twelve)
    assert Count.parse("~100").agrees_with(Count.parse("95"))
    assert not Count.parse("~100").agrees_with(Count.parse("84"))


def test_whom_it_counts_is_kept() -> None:
    assert Count.parse("2", of=Counted.CHILDREN).of is Counted.CHILDREN


@pytest.mark.parametrize(
    ("form", "of", "shown"),
    [
        ("9", Counted.PEOPLE, "9"),
        ("4", Counted.CHILDREN, "4 children"),
        ("1", Counted.CHILDREN, "1 child"),
        ("1", Counted.WOMEN, "1 woman"),
        ("1+", Counted.COMBATANTS, "1+ combatants"),
        ("0", Counted.CIVILIANS, "0 civilians"),
    ],
)
def test_whom_it_counts_is_shown(form: str, of: Counted, shown: str) -> None:
    assert Count.parse(form, of=of).shown == shown
