"""TimeMap JSON: what its front end checks, what comes back, and what others write."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer.place import Precision
from geo.account import RANGE, add_up
from geo.dossier import Collection, Dossier
from geo.errors import ImportFileError
from geo.exchange.geojson import to_geojson
from geo.exchange.incoming import Incoming, Reading
from geo.exchange.timemap import is_timemap, read, write
from geo.incident import Field
from geo.kinds import Kind
from geo.store import GeoPackageStore
from geo.when import When
from geo.where import Where
from tests.any_incidents import collections
from tests.builders import AT, SARAVAN, claim, collection, dossier, strike
from tests.goings import going_of

# As src/reducers/validate/ of TimeMap has them: names, and which hold lists; all else is text.
EVENT = {
    *("id", "description", "date", "time", "time_precision", "location", "latitude", "longitude"),
    *("type", "category", "category_full", "associations", "sources", "comments", "time_display"),
    *("narrative___stepStyles", "shape", "colour"),
}
SOURCE = {
    *("id", "title", "thumbnail", "paths", "type", "affil_s", "url", "description", "parent"),
    *("author", "date", "notes"),
}
ASSOCIATION = {"id", "title", "desc", "mode", "colour", "type", "display", "filter_paths"}
LISTS = {"associations", "sources", "paths", "filter_paths"}

FOREIGN: list[Any] = [
    {
        "id": "CIV0001",
        "date": "02/24/2022",
        "time": "18:30",
        "latitude": "49.85005",
        "longitude": "36,659031",
        "location": "Chuhuiv",
        "description": "Apartment block hit.",
        "sources": ["s1", "s2"],
        "associations": ["a1"],
    },
    {"id": 2, "date": "2/5/2022", "lat": 49, "long": 36.0, "desc": "Whole degrees", "source": ""},
    {"date": "March 2022", "location": "Saravan", "description": "No pin", "category": "Protests"},
    {
        "id": "d",
        "date": "2022-03-04T05:06:07+03:00",
        "latitude": "0",
        "longitude": "0",
        "location": "Nowhere",
        "description": "",
        "filters": [{"key": "Weapon", "value": "Air/drone strike"}],
        "sources": [{"id": "x 1", "path": "https://t.me/a/1", "description": "A post"}],
    },
]
BROKEN: list[tuple[Any, str]] = [
    ("text", "is no event"),
    (None, "is no event"),
    ({"id": "n", "description": "nothing else"}, "neither when nor where"),
    ({"id": "h", "date": "02/24/2022", "latitude": "49.8"}, "half a pair"),
    ({"id": "l", "latitude": "north", "longitude": "3"}, "'north', which is no number"),
    ({"id": "l", "latitude": "nan", "longitude": "3"}, "'nan', which is no number"),
    ({"id": "g", "latitude": "3", "longitude": "181"}, "not on the globe"),
    ({"id": "t", "date": "13/32/2022"}, "is not a date"),
    ({"id": "t", "date": "soon"}, "'soon' is not a date"),
    ({"id": "CIV0001", "date": "02/24/2022"}, r"same id as events\[0\]"),
]


def asked(name: str, **_: Any) -> Where:  # noqa: ANN401
    """A gazetteer that knows Saravan."""
    return replace(SARAVAN, mention=name) if name == "Saravan" else Where(mention=name)


READING = Reading(recorded_at=AT, resolve=asked)


def events_in(path: Path) -> list[dict[str, Any]]:
    events: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return events


def taken(tmp_path: Path, events: object, name: str = "events.json") -> list[Incoming]:
    path = tmp_path / name
    path.write_text(json.dumps(events), encoding="utf-8")
    return list(read(path, READING))


def made(incoming: Incoming) -> Dossier:
    assert incoming.dossier is not None, incoming.refused
    return incoming.dossier


def said(one: Dossier, field: Field) -> Any:  # noqa: ANN401
    (value,) = [claim.value for claim in one.claims if claim.field is field]
    return value


def beside(tmp_path: Path) -> None:
    """Sources and associations as datasheet-server serves them."""
    sources = {
        "s1": {
            "id": "s1",
            "title": "",
            "paths": ["https://www.x.com/1", "b.mp4"],
            "date": "02/25/2022",
        },
        "s2": {"id": "s2", "paths": ["https://y.org/2"]},
    }
    paths = ["Event", "Shelling"]
    associations = [{"id": "a1", "title": "", "mode": "FILTER", "filter_paths": paths}]
    (tmp_path / "sources.json").write_text(json.dumps(sources))
    (tmp_path / "associations.json").write_text(json.dumps(associations))


def front_end_takes(paths: tuple[Path, ...]) -> None:
    """What TimeMap's validators ask: known names, text in all but lists, ids that are there."""
    events, sources, associations = (json.loads(path.read_text("utf-8")) for path in paths)
    for rows, names in (
        (events, EVENT),
        (list(sources.values()), SOURCE),
        (associations, ASSOCIATION),
    ):
        for row in rows:
            assert set(row) <= names
            assert all(
                isinstance(value, list if name in LISTS else str) for name, value in row.items()
            )
    known = {one["id"] for one in associations}
    assert len(known) == len(associations)
    assert {one["mode"] for one in associations} <= {"CATEGORY", "FILTER"}
    assert all(name == source["id"] for name, source in sources.items())
    for event in events:
        assert {"description", "date", "latitude", "longitude"} <= set(event)
        assert bool(event["latitude"]) == bool(event["longitude"])
        assert set(event["associations"]) <= known
        assert set(event["sources"]) <= set(sources)
        if event["date"]:
            datetime.strptime(
                f"{event['date']} {event['time'] or '00:00'}", "%m/%d/%Y %H:%M"
            ).replace(tzinfo=UTC)


def test_the_front_end_takes_the_seeds(seeds: Collection, tmp_path: Path) -> None:
    paths = write(going_of(seeds), tmp_path / "seeds.timemap.json")
    names = ["seeds.timemap.json", "seeds.sources.json", "seeds.associations.json"]
    assert [path.name for path in paths] == names
    front_end_takes(paths)
    assert [event["id"] for event in events_in(paths[0])] == [d.incident.id for d in seeds.dossiers]


def test_an_event_says_precision_rule_claims_and_id_in_words(tmp_path: Path) -> None:
    path, *_ = write(going_of(collection(strike())), tmp_path / "a.timemap.json")
    (event,) = events_in(path)
    assert (event["date"], event["time"]) == ("01/18/2024", "")
    assert (event["latitude"], event["longitude"]) == ("27.3709", "62.3342")
    assert event["category"] == "Air strike"
    assert event["sources"] == ["paper"]
    for words in (
        "How exact: near, near the place named (within 25 km)",
        "Radius: 25000 m",
        "Iran says: killed 9 — “Iran on killed” — The Paper, 2024-01-19",
        "Rule: range.",
        "Id: strike",
    ):
        assert words in event["description"]


@pytest.mark.parametrize(
    ("edtf", "date", "time"),
    [
        ("2024-01-18T04:30+03:30", "01/18/2024", "01:00"),
        ("../2024-01-18", "01/18/2024", ""),
        ("2024-01", "01/01/2024", ""),
        ("0987-05", "05/01/0987", ""),
    ],
)
def test_an_event_has_the_first_day_that_is_claimed(
    tmp_path: Path, edtf: str, date: str, time: str
) -> None:
    when = dossier(claim(Field.DATE, When.parse(edtf)))
    path, *_ = write(going_of(collection(when)), tmp_path / "a.timemap.json")
    (event,) = events_in(path)
    assert (event["date"], event["time"]) == (date, time)


def same(before: Dossier, after: Dossier, incidents: Collection) -> None:
    """The same incident, claims that stand and account, as far as TimeMap JSON carries it."""
    assert after.incident == before.incident
    assert [replace(c, supersedes=None) for c in after.claims] == [
        replace(c, supersedes=None) for c in before.standing
    ]
    accounts = [add_up(one, incidents.sources_by_id, RANGE) for one in (before, after)]
    assert accounts[0] == replace(accounts[1], claims=accounts[0].claims)


@given(collections())
@settings(max_examples=60)
def test_what_we_write_the_front_end_takes_and_we_read_back(given_: Collection) -> None:
    with TemporaryDirectory() as folder:
        paths = write(going_of(given_), Path(folder) / "a.timemap.json")
        front_end_takes(paths)
        assert is_timemap(paths[0]) is bool(given_.dossiers)
        found = list(read(paths[0], READING))
    assert len(found) == len(given_.dossiers)
    for before, after in zip(given_.dossiers, found, strict=True):
        same(before, made(after), given_)
        assert {s.id for s in after.sources} >= {c.citation.source for c in made(after).claims}


def test_what_we_write_goes_into_another_store(seeds: Collection, tmp_path: Path) -> None:
    path, *_ = write(going_of(seeds), tmp_path / "a.timemap.json")
    with GeoPackageStore.create(tmp_path / "b.gpkg") as store:
        for one in read(path, READING):
            store.add(Collection(dossiers=(made(one),), sources=one.sources))
        assert store.ids() == {one.incident.id for one in seeds.dossiers}


@pytest.mark.parametrize(
    ("name", "value"), [("date", "01/19/2024"), ("latitude", "28.5"), ("description", "other")]
)
def test_an_event_of_ours_that_somebody_changed_is_read_as_it_is_now(
    tmp_path: Path, name: str, value: str
) -> None:
    path, *_ = write(going_of(collection(strike())), tmp_path / "a.timemap.json")
    (event,) = events_in(path)
    (found,) = taken(tmp_path, [event | {name: value}], "a.json")
    one = made(found)
    assert one.incident.id == "timemap-a-strike"
    assert one.incident.kind is Kind.AIRSTRIKE
    assert said(one, Field.DATE).edtf == ("2024-01-19" if name == "date" else "2024-01-18")
    assert said(one, Field.LOCATION).lat == (28.5 if name == "latitude" else 27.3709)
    assert {claim.claimant for claim in one.claims} == {"a"}


@pytest.mark.parametrize(
    "comments", ['{"incidentmap"', '{"incidentmap":1}', '{"incidentmap":' + "[" * 100_000]
)
def test_comments_that_only_look_like_ours_are_comments(tmp_path: Path, comments: str) -> None:
    (found,) = taken(tmp_path, [{"id": "1", "date": "01/18/2024", "comments": comments}])
    assert made(found).rows[0].values["comments"] == comments


def test_a_foreign_file_is_read_with_what_lies_beside_it(tmp_path: Path) -> None:
    beside(tmp_path)
    first, second, third, fourth = map(made, taken(tmp_path, FOREIGN))
    assert first.incident.id.startswith("timemap-events-civ0001")
    assert first.incident.kind is Kind.SHELLING
    assert said(first, Field.DATE).edtf == "2022-02-24"
    where = said(first, Field.LOCATION)
    assert (where.mention, where.country, where.method) == ("Chuhuiv", "UA", "import")
    assert where.point == (36.659031, 49.85005)
    assert (where.precision, where.radius_m) == (Precision.NEAR, 25_000)
    assert first.claims[0].citation.quote == "Apartment block hit."
    coarse = said(second, Field.LOCATION)
    assert (coarse.precision, coarse.radius_m) == (Precision.AREA, 55_660)
    assert said(second, Field.DATE).edtf == "2022-02-05"
    assert second.incident.kind is Kind.OTHER
    assert said(third, Field.LOCATION).name == "Saravan"
    assert said(third, Field.DATE).edtf == "2022-03"
    assert third.incident.kind is Kind.OTHER  # "Protests" is several of our kinds
    assert said(fourth, Field.LOCATION) == Where(mention="Nowhere")
    assert said(fourth, Field.TIME).start == datetime(2022, 3, 4, 2, 6, 7, tzinfo=UTC)
    assert fourth.incident.kind is Kind.AIRSTRIKE


def test_claims_cite_the_first_source_and_the_row_keeps_them_all(tmp_path: Path) -> None:
    beside(tmp_path)
    first, second, _, fourth = taken(tmp_path, FOREIGN)
    (source,) = first.sources
    assert (source.publisher, source.url) == ("www.x.com", "https://www.x.com/1")
    assert str(source.published) == "2022-02-25"
    row = made(first).rows[0]
    assert (row.dataset, row.key, row.values["longitude"]) == (
        "timemap-events",
        "CIV0001",
        "36,659031",
    )
    assert "https://y.org/2" in row.values["source s2"]
    assert second.sources[0].id == "timemap-events"
    assert (fourth.sources[0].title, fourth.sources[0].url) == ("A post", "https://t.me/a/1")
    for one in (first, second, fourth):
        cited = {claim.citation.source for claim in made(one).claims}
        assert cited == {source.id for source in one.sources}


def test_sources_and_associations_may_stand_in_the_same_file(tmp_path: Path) -> None:
    domain = {
        "events": FOREIGN[:1],
        "sources": [{"id": "s1", "url": "https://a.org/1"}],
        "associations": [{"id": "a1", "title": "Suicide bombing"}],
    }
    (found,) = taken(tmp_path, domain)
    assert found.sources[0].url == "https://a.org/1"
    assert made(found).incident.kind is Kind.SUICIDE_BOMBING


def test_broken_events_are_refused_and_the_others_taken(tmp_path: Path) -> None:
    found = taken(tmp_path, FOREIGN + [event for event, _ in BROKEN])
    assert [one.refused for one in found[: len(FOREIGN)]] == [None] * len(FOREIGN)
    for number, (one, (_, why)) in enumerate(zip(found[len(FOREIGN) :], BROKEN, strict=True)):
        assert one.at == f"events[{number + len(FOREIGN)}]"
        assert one.dossier is None
        assert re.search(why, str(one.refused))


@pytest.mark.parametrize(
    ("dates", "edtfs"),
    [
        (["03/04/2022", "02/24/2022"], ["2022-03-04", "2022-02-24"]),
        (["03/04/2022", "24/02/2022"], ["2022-04-03", "2022-02-24"]),
        (["3.4.2022"], ["2022-03-04"]),
        (["2022-3-4 05:06"], ["2022-03-04"]),
        (["3/3/2022", "24/02/2022", "02/24/2022"], ["2022-03-03", "2022-02-24", "2022-02-24"]),
    ],
)
def test_the_order_of_day_and_month_is_that_of_the_file(
    tmp_path: Path, dates: list[str], edtfs: list[str]
) -> None:
    events = [{"id": date, "date": date} for date in dates]
    assert [said(made(one), Field.DATE).edtf for one in taken(tmp_path, events)] == edtfs


def test_a_date_that_could_be_two_is_refused_where_the_file_has_both_orders(tmp_path: Path) -> None:
    dates = ["24/02/2022", "02/24/2022", "03/04/2022"]
    found = taken(tmp_path, [{"id": date, "date": date} for date in dates])
    assert [one.refused is None for one in found] == [True, True, False]
    assert "both orders" in str(found[2].refused)


@pytest.mark.parametrize(
    ("clock", "edtf"),
    [
        ("18:30", "2022-02-24T18:30"),
        ("6:30 PM", "2022-02-24T18:30"),
        ("12:05 am", "2022-02-24T00:05"),
        ("06:30:15", "2022-02-24T06:30:15"),
        ("25:00", None),
        ("in the evening", None),
    ],
)
def test_a_clock_without_a_zone_allows_every_zone(
    tmp_path: Path, clock: str, edtf: str | None
) -> None:
    (found,) = taken(tmp_path, [{"id": "1", "date": "02/24/2022", "time": clock}])
    times = [c.when for c in made(found).claims if c.field is Field.TIME and c.when]
    assert [when.edtf for when in times] == ([edtf] if edtf else [])
    for when in times:
        assert when.start is not None
        assert when.end is not None
        assert 26 * 3600 <= (when.end - when.start).total_seconds() < 26 * 3600 + 60
    assert made(found).rows[0].values["time"] == clock


def test_the_same_file_gives_the_same_ids_and_the_next_edition_too(tmp_path: Path) -> None:
    event = {"date": "02/24/2022", "description": "no id"}
    ids = [
        made(taken(tmp_path, [event], name)[0]).incident.id
        for name in ("harm-2022-05-24.json", "harm-20220601.json", "harm.timemap.json")
    ]
    assert len(set(ids)) == 1
    assert ids[0].startswith("timemap-harm-")
    reading = replace(READING, publisher="Bell & Co")
    (found,) = read(tmp_path / "harm.timemap.json", reading)
    assert made(found).rows[0].dataset == "timemap-bell-co"
    assert {claim.claimant for claim in made(found).claims} == {"Bell & Co"}


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "is no JSON"),
        (b"[{", "is no JSON"),
        (b"\xff\xfe\xff", "is no JSON"),
        (b'"text"', "is no TimeMap"),
        (b'{"events": {}}', "is no TimeMap"),
        (b"[" * 100_000, "nested too deeply"),
    ],
)
def test_a_file_that_cannot_be_read_is_an_error(tmp_path: Path, content: bytes, why: str) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(content)
    assert not is_timemap(path)
    with pytest.raises(ImportFileError, match=why):
        read(path, READING)
    with pytest.raises(ImportFileError, match="cannot be read"):
        read(tmp_path / "none.json", READING)


def test_a_timemap_is_known_by_its_content(seeds: Collection, tmp_path: Path) -> None:
    path = tmp_path / "a"
    for content, known in (
        (FOREIGN, True),
        (["broken", *FOREIGN], True),
        ({"events": FOREIGN}, True),
        ([], False),
        ([{"id": 1, "name": "a"}], False),
        ([{"description": "a", "date": "2022"}], False),
        ({"type": "FeatureCollection", "features": []}, False),
    ):
        path.write_text(json.dumps(content))
        assert is_timemap(path) is known
    path.write_text("\ufeff" + json.dumps(FOREIGN), encoding="utf-8")
    assert is_timemap(path)
    path.write_bytes(to_geojson(seeds))
    assert not is_timemap(path)
    assert not is_timemap(tmp_path)


ANYTHING: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(sorted(EVENT | {"lat", "long", "source", "filters", "tags", "desc"})),
            ANYTHING | st.sampled_from(["02/24/2022", "49.85", "18:30", "https://[", "Saravan"]),
        )
        | ANYTHING,
        max_size=5,
    )
)
@settings(max_examples=150)
def test_any_json_is_taken_or_refused_and_never_crashes(events: list[Any]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "events.json"
        path.write_text(json.dumps({"events": events, "sources": events}), encoding="utf-8")
        is_timemap(path)
        found = list(read(path, READING))
    assert len(found) == len(events)
    for one in found:
        assert (one.dossier is None) != (one.refused is None)


def test_the_same_incidents_give_the_same_bytes(seeds: Collection, tmp_path: Path) -> None:
    export = going_of(seeds)
    first = [path.read_bytes() for path in write(export, tmp_path / "a.timemap.json")]
    assert [path.read_bytes() for path in write(export, tmp_path / "a.timemap.json")] == first


def test_hostile_text_comes_through(tmp_path: Path) -> None:
    hostile = "=cmd()</script>\"'\\\n\t\x00\u2028<b>"
    base = dossier(claim(Field.WEAPON, hostile + "\ud800"), claim(Field.TARGET, hostile))
    paths = write(going_of(collection(base)), tmp_path / "a.timemap.json")
    front_end_takes(paths)
    (event,) = events_in(paths[0])
    assert f"Iran says: against {hostile}" in event["description"]
    (found,) = read(paths[0], READING)
    assert made(found).claims == base.claims
