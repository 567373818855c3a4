from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from maps.fan import fan_out
from maps.labels import Box, border_label, first_free

NUMBERS = st.floats(-100, 1100, allow_nan=False)
VIEW = Box(left=0, bottom=0, right=1000, top=1000)


def test_border_has_both_names_and_its_length() -> None:
    assert border_label("IR", "PK", 914.0) == "Iran–Pakistan border, 914 km"
    assert border_label("CA", "US", 8890.7) == "Canada–United States border, 8,891 km"


@given(st.lists(st.tuples(NUMBERS, NUMBERS, st.floats(1, 200)), max_size=40))
def test_names_placed_one_by_one_never_overlap_nor_leave_the_view(
    spots: list[tuple[float, float, float]],
) -> None:
    taken: list[Box] = []
    for x, y, width in spots:
        box = first_free(
            [Box.around(x, y, width, 16), Box.around(x, y + 20, width, 16)], taken, VIEW
        )
        if box is not None:
            taken.append(box)
    assert all(box.inside(VIEW) for box in taken)
    assert not any(a.meets(b) for a, b in combinations(taken, 2))


def test_first_that_fits_wins() -> None:
    near, far = Box.around(50, 50, 10, 10), Box.around(80, 50, 10, 10)
    assert first_free([near, far], [], VIEW) == near
    assert first_free([near, far], [near], VIEW) == far
    assert first_free([near], [near], VIEW) is None


def test_lonely_symbols_stay_where_they_are() -> None:
    spots = [(0.0, 0.0), (100.0, 0.0), (0.0, 21.0)]
    assert fan_out(spots) == spots


@given(st.integers(2, 60))
def test_symbols_at_one_spot_stand_apart(count: int) -> None:
    placed = fan_out([(10.0, 10.0)] * count)
    apart = [((a - c) ** 2 + (b - d) ** 2) ** 0.5 for (a, b), (c, d) in combinations(placed, 2)]
    assert min(apart) > 18


@given(st.lists(st.tuples(NUMBERS, NUMBERS), max_size=30))
def test_fanning_out_is_the_same_each_time(spots: list[tuple[float, float]]) -> None:
    assert fan_out(spots) == fan_out(spots)
    assert len(fan_out(spots)) == len(spots)


def test_no_symbol_goes_far_on_a_crowded_map() -> None:
    row = [(x * 15.0, 0.0) for x in range(100)]
    assert max(abs(x - a) + abs(y) for (a, _), (x, y) in zip(row, fan_out(row), strict=True)) < 40
