from datetime import UTC, date, datetime, timedelta

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import DateError, ModelError
from geo.when import When


def span(edtf: str) -> tuple[str | None, str | None]:
    when = When.parse(edtf)
    return (
        when.start.isoformat() if when.start else None,
        when.end.isoformat() if when.end else None,
    )


@pytest.mark.parametrize(
    ("edtf", "start", "end"),
    [
        ("2024-01-16", "2024-01-16T00:00:00+00:00", "2024-01-16T23:59:59+00:00"),
        ("2024-02", "2024-02-01T00:00:00+00:00", "2024-02-29T23:59:59+00:00"),
        ("2023", "2023-01-01T00:00:00+00:00", "2023-12-31T23:59:59+00:00"),
        ("2024-01-1X", "2024-01-10T00:00:00+00:00", "2024-01-19T23:59:59+00:00"),
        ("2024-XX-31", "2024-01-31T00:00:00+00:00", "2024-12-31T23:59:59+00:00"),
        ("2024-0X-31", "2024-01-31T00:00:00+00:00", "2024-08-31T23:59:59+00:00"),
        ("202X-02-29", "2020-02-29T00:00:00+00:00", "2028-02-29T23:59:59+00:00"),
        ("[2024-01-17,2024-01-18]", "2024-01-17T00:00:00+00:00", "2024-01-18T23:59:59+00:00"),
        ("2024-01-17/2024-01-18", "2024-01-17T00:00:00+00:00", "2024-01-18T23:59:59+00:00"),
        ("../2024-01-18", None, "2024-01-18T23:59:59+00:00"),
        ("2024-01-18/..", "2024-01-18T00:00:00+00:00", None),
        ("[..2024-01-18]", None, "2024-01-18T23:59:59+00:00"),
        ("2024-01-16T20:30:15+05:00", "2024-01-16T15:30:15+00:00", "2024-01-16T15:30:15+00:00"),
        ("2024-01-16T20:30Z", "2024-01-16T20:30:00+00:00", "2024-01-16T20:30:59+00:00"),
    ],
)
def test_bounds(edtf: str, start: str | None, end: str | None) -> None:
    assert span(edtf) == (start, end)
    assert When.parse(edtf).edtf == edtf


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("16 January 2024", "2024-01-16"),
        ("January 16, 2024", "2024-01-16"),
        ("16 Jan 2024", "2024-01-16"),
        ("Dec 2023", "2023-12"),
        ("2024/01/16", "2024-01-16"),
        ("16/01/2024", "2024-01-16"),
        ("5.5.2024", "2024-05-05"),
    ],
)
def test_plain_dates_become_edtf_and_keep_their_words(text: str, edtf: str) -> None:
    when = When.parse(text)
    assert (when.edtf, when.text) == (edtf, text)


@pytest.mark.parametrize(
    "text",
    [
        "", "yesterday", "2024-13", "2024-02-30", "2024-02-3X", "2024-01-18/2024-01-17", "/",
        "../..", "03/04/2024", "2024-01-16T25:00Z", "[2024-01-17", "X", "2024--01", "0000",
        "9" * 500,
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused_with_a_hint(text: str) -> None:
    with pytest.raises(DateError, match="write 2024-01-16"):
        When.parse(text)


@pytest.mark.parametrize("mark", ["?", "~", "%"])
def test_marks_are_kept_and_told(mark: str) -> None:
    when = When.parse(f"2024-01-16{mark}")
    assert when.uncertain == (mark in "?%")
    assert when.approximate == (mark in "~%")
    assert when.exact_day


_DAYS = st.dates(min_value=date(1, 1, 1), max_value=date(9998, 12, 31))
_FORMS = st.one_of(
    _DAYS.map(lambda d: d.isoformat()),
    _DAYS.map(lambda d: d.isoformat()[:7]),
    _DAYS.map(lambda d: d.isoformat()[:4]),
    _DAYS.map(lambda d: d.isoformat()[:3] + "X"),
    st.tuples(_DAYS, _DAYS).map(lambda p: "/".join(d.isoformat() for d in sorted(p))),
    st.tuples(_DAYS, _DAYS).map(lambda p: f"[{p[0]},{p[1]}]"),
    st.tuples(st.integers(1000, 9000), st.integers(21, 23)).map(lambda p: f"{p[0]}-{p[1]}"),
)


@given(_FORMS)
def test_bounds_are_those_of_another_edtf_reader(edtf: str) -> None:
    ours = When.parse(edtf)
    theirs = parse_edtf(edtf)
    assert ours.start is not None
    assert ours.end is not None
    assert ours.start.timetuple()[:3] == tuple(theirs.lower_strict()[:3])
    assert ours.end.timetuple()[:3] == tuple(theirs.upper_strict()[:3])


@given(_FORMS, _FORMS)
def test_overlap_is_mutual_and_true_of_itself(a: str, b: str) -> None:
    one, other = When.parse(a), When.parse(b)
    assert one.overlaps(other) == other.overlaps(one)
    assert one.overlaps(one)


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_a_date_error(text: str) -> None:
    try:
        when = When.parse(text)
    except DateError:
        return
    assert When.parse(when.edtf).start == when.start


def test_bounds_must_be_utc_and_in_order() -> None:
    noon = datetime(2024, 1, 1, 12, tzinfo=UTC)
    with pytest.raises(ModelError, match="ends before"):
        When(edtf="2024", start=noon, end=noon - timedelta(seconds=1))
    with pytest.raises(ModelError, match="not in UTC"):
        When(edtf="2024", start=noon.replace(tzinfo=None), end=noon)
