"""Incidents into a store and out of it again, whatever they hold, in one go or in batches."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings

from geo.account import add_up
from geo.count import Count
from geo.dossier import Collection
from geo.errors import ModelError
from geo.exchange.columns import COLUMNS
from geo.exchange.entries import entries
from geo.source import Source, SourceRow
from geo.store import GeoPackageStore
from geo.store.rows import incident_row
from tests.any_incidents import collections
from tests.builders import collection, strike


@given(collections())
@settings(max_examples=60, deadline=None)
def test_what_goes_in_comes_out(given_: Collection) -> None:
    with TemporaryDirectory() as folder, GeoPackageStore.create(Path(folder) / "a.gpkg") as store:
        store.add_all(
            Collection(dossiers=(one,), sources=given_.sources) for one in given_.dossiers
        )
        found = [stored.dossier for stored in store.stream()]
        assert {d.incident.id: d for d in found} == {d.incident.id: d for d in given_.dossiers}


@given(collections())
@settings(max_examples=30, deadline=None)
def test_the_rows_of_the_layer_are_what_the_claims_add_up_to(given_: Collection) -> None:
    with TemporaryDirectory() as folder, GeoPackageStore.create(Path(folder) / "a.gpkg") as store:
        store.add(given_)
        for stored in store.stream():
            fresh = incident_row(add_up(stored.dossier, given_.sources_by_id))
            assert {name: stored.row[name] for name in fresh} == fresh


def test_a_failing_batch_leaves_nothing(tmp_path: Path) -> None:
    def batches() -> Iterator[Collection]:
        yield collection(strike("a"))
        raise ModelError("row 2 is bad")

    with GeoPackageStore.create(tmp_path / "a.gpkg") as store:
        with pytest.raises(ModelError, match="row 2 is bad"):
            store.add_all(batches())
        assert store.ids() == frozenset()
        assert store.sources() == {}


def test_counts_of_rows_are_right_after_many_and_after_one_more(tmp_path: Path) -> None:
    def counts(store: GeoPackageStore) -> dict[str, int]:
        rows = store.connection.execute("SELECT * FROM gpkg_ogr_contents").fetchall()
        return {row["table_name"]: row["feature_count"] for row in rows}

    with GeoPackageStore.create(tmp_path / "a.gpkg") as store:
        store.add_all([collection(strike("a")), collection(strike("b"))])
        many = counts(store)
        assert (many["incidents"], many["footprints"], many["claims"]) == (2, 2, 6)
        store.add(collection(strike("c")))
        assert (counts(store)["incidents"], counts(store)["claims"]) == (3, 9)


def test_an_incident_that_is_there_is_refused_in_any_batch(tmp_path: Path) -> None:
    with GeoPackageStore.create(tmp_path / "a.gpkg", collection(strike("a"))) as store:
        with pytest.raises(ModelError, match="the incident a is there already"):
            store.add_all([collection(strike("b")), collection(strike("a"))])
        with pytest.raises(ModelError, match="the incident c is there already"):
            store.add_all([collection(strike("c"), strike("c"))])
        assert store.ids() == {"a"}


def test_rows_are_known_again_by_data_set_and_key(tmp_path: Path) -> None:
    row = SourceRow(incident="strike", dataset="ucdp-ged", key="7", values={"id": "7", "b": "0"})
    with GeoPackageStore.create(tmp_path / "a.gpkg") as store:
        store.add(collection(replace(strike(), rows=(row,))))
        assert store.known_rows("ucdp-ged", ["6", "7"]) == {"7": row}
        assert store.known_rows("acled", ["7"]) == {}
        assert store.dossier("strike").rows == (row,)


def test_a_source_with_other_details_is_refused(tmp_path: Path) -> None:
    with GeoPackageStore.create(tmp_path / "a.gpkg", collection(strike("a"))) as store:
        other = Collection(sources=(Source(id="paper", publisher="Another"),))
        with pytest.raises(ModelError, match="source paper is there already, with other details"):
            store.add(other)


def test_entries_have_the_columns_in_their_order(seeds: Collection, tmp_path: Path) -> None:
    with GeoPackageStore.create(tmp_path / "a.gpkg", seeds) as store:
        found = list(entries(store.stream(), store.sources()))
    assert [list(entry.values) for entry in found] == [[c.name for c in COLUMNS]] * len(found)
    row = set(incident_row(add_up(found[0].dossier, seeds.sources_by_id)))
    assert {c.name for c in COLUMNS} == (row - {"geom"}) | {"lon", "lat"}
    cited = {claim.citation.source for claim in found[0].dossier.claims}
    assert cited <= {source.id for source in found[0].sources}


def test_a_best_estimate_may_lie_outside_its_range() -> None:
    count = Count(low=2, high=5, best=7)
    assert count.shown == "2-5 (best 7)"
    assert count.agrees_with(Count(low=7, high=7))
    assert not Count(low=2, high=5).agrees_with(Count(low=7, high=7))
    with pytest.raises(ModelError):
        Count(low=2, high=5, best=-1)
