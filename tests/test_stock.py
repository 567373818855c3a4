"""A store as columns says the same as a store incident by incident."""

import math
import struct
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import maps.stock
from gazetteer.place import Precision
from geo.account import Rule
from geo.border import borders
from geo.dossier import Collection
from geo.incident import Field, Link, LinkType, Withdrawal
from geo.kinds import Kind
from geo.store import GeoPackageStore, Query
from geo.when import When
from geo.where import Where
from maps.columns import tables_of
from maps.layers import Scene
from maps.stock import store_scene
from maps.table import Numbers, Table, Words
from tests.builders import AT, claim, collection, dossier, strike

MADE = datetime(2024, 2, 1, tzinfo=UTC)


def decoded(table: Table) -> list[dict[str, Any]]:
    """The rows of a table as plain values."""
    columns = {name: values(column) for name, column in table.columns.items()}
    return [{name: column[row] for name, column in columns.items()} for row in range(table.rows)]


def values(column: Any) -> list[Any]:  # noqa: ANN401
    if isinstance(column, Numbers):
        known = [True] * len(column.values) if column.known is None else column.known
        return [
            int(value) / column.per_unit if here else None
            for value, here in zip(column.values, known, strict=True)
        ]
    if isinstance(column, Words):
        return [None if code < 0 else column.values[code] for code in column.codes]
    return [value or None for value in column.values]


def told(scene: Scene) -> dict[str, Any]:
    """All that a page tells of each incident, by id."""
    shapes: dict[str, int] = {}
    tables = tables_of(scene, shapes)
    areas = list(shapes)
    own = tables["incidents"].rows - (tables["views"].rows if "views" in tables else 0)
    incidents = decoded(tables["incidents"])[:own]
    sources = decoded(tables["sources"])
    for incident in incidents:
        incident.pop("by_others", None)
        shape = incident["shape"]
        incident["shape"] = None if shape is None else areas[int(shape)]
        incident |= {"claims": [], "links": []}
    for row in decoded(tables["claims"]):
        source = sources[int(row.pop("source"))]
        incidents[int(row.pop("incident"))]["claims"].append(row | source)
    for row in decoded(tables["links"]):
        to = incidents[int(row["to"])]["id"]
        incidents[int(row["from"])]["links"].append((to, row["type"]))
    for incident in incidents:
        incident["links"].sort()
    return {incident["id"]: incident for incident in incidents}


def both_ways(
    store: GeoPackageStore, monkeypatch: pytest.MonkeyPatch, query: Query | None = None
) -> tuple[Scene, Scene]:
    plain = store_scene(store, query or Query(), title="T", made=MADE)
    monkeypatch.setattr(maps.stock, "MOST_IN_FULL", 0)
    return plain, store_scene(store, query or Query(), title="T", made=MADE)


def test_the_seeds_say_the_same_as_columns(
    seeds: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with GeoPackageStore.create(tmp_path / "s.gpkg", seeds) as store:
        plain, flat = both_ways(store, monkeypatch)
    assert flat.tables is not None
    assert plain.tables is None
    wanted, found = told(plain), told(flat)
    assert set(wanted) == set(found)
    for ident, incident in wanted.items():
        for name, value in incident.items():
            assert found[ident].get(name) == value, (ident, name)
    assert (flat.border_pairs, flat.countries) == (plain.border_pairs, plain.countries)
    assert flat.attribution == plain.attribution


def test_odd_incidents_say_the_same_as_columns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = Where(mention="at sea", lon=61.5, lat=23.0, precision=Precision.SITE, radius_m=100)
    wrong_side = replace(bare, mention="Taftan", country="PK", lon=61.0, lat=28.9)
    dated = claim(Field.DATE, When.parse("2024-01-18"), incident="odd")
    odd = dossier(
        dated,
        claim(Field.DATE, When.parse("2024-01"), incident="odd", number=2, supersedes=dated.id),
        claim(Field.LOCATION, Where(mention="somewhere"), incident="odd"),
        claim(Field.LOCATION, wrong_side, incident="odd", number=2),
        claim(Field.LOCATION, bare, incident="odd", number=3, denies=True),
        claim(Field.WEAPON, "rockets", incident="odd"),
        *(claim(Field.TARGET, f"t{n}", incident="odd", number=n) for n in range(6)),
        claim(Field.DAMAGE, "a wall", incident="odd", claimant="Officials"),
        ident="odd",
    )
    nowhere = dossier(
        claim(Field.LOCATION, Where(mention="the border", country="IR"), incident="nowhere"),
        claim(Field.DATE, When.parse("../2024-01-18"), incident="nowhere"),
        ident="nowhere",
    )
    silent = dossier(ident="silent", origin=None)
    sea = dossier(
        claim(Field.LOCATION, bare, incident="sea"),
        claim(Field.DATE, When.parse("2024-01-18/.."), incident="sea"),
        ident="sea",
        origin="IR",
    )
    found = collection(strike(), odd, nowhere, silent, sea)
    with GeoPackageStore.create(tmp_path / "s.gpkg", found) as store:
        store.withdraw(Withdrawal(subject="odd.weapon.1", why="misread", by="me", at=AT))
        store.add_link(Link(from_id="sea", to_id="odd", type=LinkType.RETALIATION_FOR))
        plain, flat = both_ways(store, monkeypatch)
    wanted = told(plain)
    found_flat = told(flat)
    for ident, incident in wanted.items():
        assert incident == found_flat[ident], ident
    assert "the border line in Iran" in wanted["odd"]["border"]
    assert wanted["odd"]["weapon"] is None
    assert wanted["odd"]["target"] == "t0; t1; t2; and 3 more"
    assert wanted["odd"]["links"] == [("sea", "retaliated for by")]


def test_a_query_chooses_the_same_incidents_both_ways(
    seeds: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with GeoPackageStore.create(tmp_path / "s.gpkg", seeds) as store:
        for query in (Query(kinds=(Kind.AIRSTRIKE,)), Query(limit=3), Query(countries=("XX",))):
            plain, flat = both_ways(store, monkeypatch, query)
            monkeypatch.undo()
            assert plain.tables is None
            assert {mark.id for mark in flat.marks} == {mark.id for mark in plain.marks}
            assert len(flat.marks) == store.count(query)


def test_above_the_second_threshold_texts_stay_behind_and_the_map_says_so(
    seeds: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with GeoPackageStore.create(tmp_path / "s.gpkg", seeds) as store:
        plain, full = both_ways(store, monkeypatch)
        monkeypatch.setattr(maps.stock, "MOST_WITH_CLAIMS", 0)
        made = store_scene(store, Query(), title="T", made=MADE)
    tables = tables_of(made, {})
    assert set(tables) == {"incidents"}
    assert not {"id", "title", "border"} & set(tables["incidents"].columns)
    assert any("incidentmap show ID" in line for line in made.attribution)
    few = ("kind", "place", "date_label", "killed", "perpetrator", "lon", "precision_label")
    assert [[getattr(m, name) for name in few] for m in made.marks] == [
        [getattr(m, name) for name in few] for m in full.marks
    ]
    assert len(made.marks) == len(plain.marks)


def test_another_rule_and_a_picture_add_up_each_incident(
    seeds: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(maps.stock, "MOST_IN_FULL", 0)
    with GeoPackageStore.create(tmp_path / "s.gpkg", seeds) as store:
        for told_so in ({"rule": Rule.parse("latest")}, {"in_full": True}):
            made = store_scene(store, Query(), title="T", made=MADE, **told_so)
            assert made.tables is None


def test_points_of_other_programs_are_read_exactly(tmp_path: Path) -> None:
    blob = b"GP\x00\x02" + struct.pack(">i", 4326) + struct.pack(">dddd", 1.1, 1.1, 2.2, 2.2)
    blob += struct.pack(">BIdd", 0, 1, 1.1, 2.2)
    found = collection(strike("a"), strike("b"), dossier(ident="c"))
    with GeoPackageStore.create(tmp_path / "s.gpkg", found) as store:
        store.connection.execute("UPDATE incidents SET geom = ? WHERE id = 'b'", (blob,))
        read = store.columns()
    points = dict(
        zip(read.ids, zip(read.lon.tolist(), read.lat.tolist(), strict=True), strict=True)
    )
    assert points["a"] == (62.3342, 27.3709)
    assert points["b"] == (1.1, 2.2)
    assert math.isnan(points["c"][0])


def test_progress_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(maps.stock, "MOST_IN_FULL", 0)
    heard: list[tuple[int, int, str]] = []
    with GeoPackageStore.create(tmp_path / "s.gpkg", collection(strike())) as store:
        store_scene(
            store, Query(), title="T", made=MADE, on_progress=lambda *told: heard.append(told)
        )
    assert heard[:2] == [(1, 1, "reading incidents"), (3, 0, "reading claims")]


def test_many_points_lie_where_each_does() -> None:
    points = [
        (62.33, 27.37),
        (61.0, 28.9),
        (61.5, 23.0),
        (0.0, 85.0),
        (60.6, 25.29),
        (-70.0, -53.0),
    ]
    lons, lats = np.array(points).T
    assert borders().countries_at(lons, lats) == [borders().country_at(*at) for at in points]
