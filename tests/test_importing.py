"""Taking in: all or nothing, twice without doubling, a word for every row."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from geo.dossier import Dossier
from geo.errors import ImportFileError
from geo.exchange.importing import Refusal, take_in
from geo.exchange.incoming import Incoming
from geo.incident import Claim, Link, LinkType
from geo.source import Source, SourceRow
from geo.store import GeoPackageStore
from tests.builders import PAPER, collection, strike


def coming(*dossiers: Dossier, source: Source = PAPER) -> list[Incoming]:
    return [
        Incoming(at=f"row {n}", dossier=dossier, sources=(source,))
        for n, dossier in enumerate(dossiers, 1)
    ]


def with_row(ident: str, **values: str) -> Dossier:
    row = SourceRow(incident=ident, dataset="set", key=ident, values=values)
    return replace(strike(ident), rows=(row,))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[GeoPackageStore]:
    with GeoPackageStore.create(tmp_path / "a.gpkg") as made:
        yield made


def test_new_incidents_come_in_with_their_sources(store: GeoPackageStore) -> None:
    arrivals = take_in(store, coming(strike("a"), strike("b")))
    assert (arrivals.read, arrivals.new, arrivals.refused) == (2, 2, 0)
    assert store.ids() == {"a", "b"}
    assert store.sources() == {"paper": PAPER}


def test_a_second_time_doubles_nothing(store: GeoPackageStore) -> None:
    some = [strike("a"), with_row("b", x="1")]
    take_in(store, coming(*some))
    again = take_in(store, coming(*some))
    assert (again.read, again.new, again.already, again.differing) == (2, 0, 2, 0)


def test_what_differs_from_what_is_here_is_counted_and_left(store: GeoPackageStore) -> None:
    take_in(store, coming(strike("a"), with_row("b", x="1")))
    other = replace(strike("a"), incident=replace(strike("a").incident, title="Another"))
    told = take_in(store, coming(other, with_row("b", x="2")))
    assert (told.new, told.already, told.differing) == (0, 0, 2)
    assert told.differences == ["row 1", "row 2"]
    assert store.dossier("a").incident.title == "Air strike a"


def test_the_same_row_twice_in_one_file_comes_in_once(store: GeoPackageStore) -> None:
    told = take_in(
        store, coming(with_row("b", x="1"), with_row("b", x="1"), strike("a"), strike("a"))
    )
    assert (told.new, told.already) == (2, 2)


def test_one_refusal_keeps_everything_out(store: GeoPackageStore) -> None:
    some = [*coming(strike("a")), Incoming(at="row 2", refused="`deaths` is 'many'")]
    told = take_in(store, some)
    assert (told.read, told.new, told.refused) == (2, 1, 1)
    assert told.refusals == [Refusal(at="row 2", why="`deaths` is 'many'")]
    assert store.ids() == frozenset()
    told = take_in(store, some, skip_refused=True)
    assert store.ids() == {"a"}
    assert told.new == told.refused == 1


def test_a_dry_run_writes_nothing(store: GeoPackageStore) -> None:
    assert take_in(store, coming(strike("a")), dry_run=True).new == 1
    assert store.ids() == frozenset()
    assert store.sources() == {}


def test_a_file_that_breaks_off_leaves_nothing(store: GeoPackageStore) -> None:
    def broken() -> Iterator[Incoming]:
        for number in range(700):
            yield from coming(strike(f"a{number}"))
        raise ImportFileError(Path("x.csv"), "line 702: broken")

    with pytest.raises(ImportFileError, match="line 702"):
        take_in(store, broken())
    assert store.ids() == frozenset()


def test_sources_and_claims_that_clash_are_refused(store: GeoPackageStore) -> None:
    take_in(store, coming(strike("a")))
    another = replace(PAPER, publisher="Another Paper")
    told = take_in(store, coming(strike("b"), source=another))
    assert "its source paper is here already with other details" in told.refusals[0].why
    claims: tuple[Claim, ...] = tuple(
        replace(claim, id=f"a.{claim.field}.1") for claim in strike("c").claims
    )
    told = take_in(store, coming(replace(strike("c"), claims=claims)))
    assert "is here already, of another incident" in told.refusals[0].why


def test_links_go_along_and_those_that_lead_nowhere_are_told(store: GeoPackageStore) -> None:
    links = tuple(Link(from_id="a", to_id=to, type=LinkType.FOLLOWS) for to in ("b", "nowhere"))
    told = take_in(store, coming(replace(strike("a"), links=links), strike("b")))
    assert told.links_left_out == 1
    assert store.dossier("a").links == links[:1]


def test_progress_is_told_by_the_row(store: GeoPackageStore) -> None:
    seen: list[int] = []
    take_in(store, coming(*(strike(f"a{n}") for n in range(1_100))), on_progress=seen.append)
    assert seen == [500, 1_000]


def test_a_store_that_has_them_takes_its_own_export(store: GeoPackageStore) -> None:
    store.add(collection(strike("a")))
    told = take_in(store, coming(store.dossier("a")))
    assert (told.already, told.new) == (1, 0)
