from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.count import Count, Counted
from geo.dossier import Collection, Dossier
from geo.errors import ModelError
from geo.record import from_json, from_record, to_json, to_record
from tests.builders import strike


def test_every_seed_survives_json_and_back(seeds: Collection) -> None:
    assert seeds.dossiers
    for dossier in seeds.dossiers:
        assert from_json(to_json(dossier), Dossier) == dossier


@given(
    st.builds(
        Count,
        low=st.integers(0, 99),
        high=st.none() | st.integers(100, 10**9),
        approximate=st.booleans(),
        of=st.sampled_from(Counted),
        text=st.none() | st.text(),
    )
)
def test_counts_survive(count: Count) -> None:
    assert from_json(to_json(count), Count) == count


def test_empty_fields_are_left_out() -> None:
    assert "merged_into" not in to_record(strike())["incident"]


def broken(change: dict[str, Any], at: str) -> dict[str, Any]:
    record: dict[str, Any] = to_record(strike())
    place: Any = record
    for step in at.split("."):
        place = place[int(step)] if step.isdigit() else place[step]
    place.update(change)
    return record


@pytest.mark.parametrize(
    ("change", "at", "message"),
    [
        ({"kind": "picnic"}, "incident", "incident.kind"),
        ({"feild": 1}, "claims.0", r"claims\[0\].feild"),
        ({"low": "nine"}, "claims.2.count", r"claims\[2\].count.low"),
        ({"low": 12, "high": 9}, "claims.2.count", "low end is above its high end"),
        ({"lat": 127.4}, "claims.1.where", "not on the globe"),
        ({"text": "x"}, "claims.0", "needs when and nothing else"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(
    change: dict[str, Any], at: str, message: str
) -> None:
    with pytest.raises(ModelError, match=message):
        from_record(broken(change, at), Dossier)


def test_text_that_is_no_json_is_refused() -> None:
    with pytest.raises(ModelError):
        from_json("{", Dossier)
