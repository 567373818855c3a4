"""How a geoparser is scored."""

import pytest

from tests.benchmarks.corpora import Format, Toponym, format_of
from tests.benchmarks.end_to_end import Found, Score, scored

PANJGUR = Toponym(0, 7, "Panjgur", 64.09, 26.97, None, "")
TURBAT = Toponym(20, 26, "Turbat", 63.07, 26.0, None, "")
NOWHERE = Toponym(40, 48, "Nowhere", None, None, None, "")


def test_found_and_placed_near_is_right() -> None:
    found = [Found(0, 7, 64.5, 27.0), Found(22, 26, 63.0, 26.0)]
    score = scored(found, [PANJGUR, TURBAT])
    assert (score.met, score.placed, score.right) == (2, 2, 2)
    assert score.f1 == score.span_f1 == 1.0


def test_a_place_161_km_off_is_wrong_and_counts_twice() -> None:
    score = scored([Found(0, 7, 66.0, 27.0)], [PANJGUR])
    assert (score.met, score.right) == (1, 0)
    assert score.f1 == 0.0
    score += scored([Found(0, 7, 64.09, 26.97)], [PANJGUR])
    assert score.f1 == 2 * 1 / (2 + 2)


def test_a_marked_one_without_coordinates_can_only_be_missed() -> None:
    score = scored([Found(0, 7, 64.09, 26.97), Found(40, 48, 64.0, 26.0)], [PANJGUR, NOWHERE])
    assert (score.marked, score.located, score.met, score.right) == (2, 1, 2, 1)
    assert score.f1 == 2 / (2 + 2)
    assert score.located_f1 == 2 / (2 + 1)


def test_what_is_found_and_not_placed_counts_for_spans_alone() -> None:
    score = scored([Found(0, 7, None, None), Found(9, 12, None, None)], [PANJGUR])
    assert (score.found, score.placed, score.met) == (2, 0, 1)
    assert score.span_f1 == 2 / 3


def test_one_span_over_two_meets_one() -> None:
    score = scored([Found(0, 30, 64.09, 26.97)], [PANJGUR, TURBAT])
    assert (score.met, score.right) == (1, 1)


def test_nothing_is_no_division_by_zero() -> None:
    assert (Score().f1, Score().span_f1, Score().located_f1) == (0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("name", "form"),
    [("LGL", Format.LGL), ("TR-News", Format.LGL), ("geovirus", Format.GEOVIRUS),
     ("GeoWebNews", Format.GEOWEBNEWS), ("GeoCorpora", Format.GEOCORPORA)],
)  # fmt: skip
def test_corpora_go_by_their_names(name: str, form: Format) -> None:
    assert format_of(name) is form
    with pytest.raises(ValueError, match="wikipedia"):
        format_of("Wikipedia")
