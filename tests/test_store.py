import signal
import sqlite3
import subprocess
import sys
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.count import Count
from geo.dossier import Collection, Dossier
from geo.errors import (
    DamagedTextError,
    ForeignStoreError,
    ModelError,
    StoreBusyError,
    StoreError,
    StoreFullError,
    StoreMissingError,
    UnknownIdError,
)
from geo.incident import Assessment, Axis, Field, Incident, Link, LinkType, Status, Withdrawal
from geo.kinds import Kind
from geo.source import KeptText, text_sha256
from geo.store import GeoPackageStore, Query
from geo.store.gpkg import register_functions
from geo.store.rows import text_from_row, text_row, to_row
from geo.store.schema import MIGRATIONS, SCHEMA_VERSION
from geo.when import When
from tests.builders import (
    AT,
    OTHER,
    PAPER,
    SARAVAN,
    claim,
    collection,
    copy_rows,
    dates,
    dossier,
    strike,
)
from tests.outside import gdal


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "incidents.gpkg"


@pytest.fixture
def store(path: Path) -> Iterator[GeoPackageStore]:
    with GeoPackageStore.create(path) as opened:
        yield opened


def test_everything_comes_back_as_it_went_in(store: GeoPackageStore, seeds: Collection) -> None:
    store.add(seeds)
    back = store.read(Query(statuses=tuple(Status)))
    assert {d.incident.id: d for d in back.dossiers} == {d.incident.id: d for d in seeds.dossiers}
    assert back.sources == seeds.sources
    assert back.actors == seeds.actors


def test_assessments_withdrawals_and_links_come_back(store: GeoPackageStore) -> None:
    store.add(collection(strike("a"), strike("b")))
    judged = Assessment(
        incident="a", axis=Axis.HARM, grade="contested", why="two tolls", by="me", at=AT
    )
    store.add_assessment(judged)
    link = Link(from_id="b", to_id="a", type=LinkType.FOLLOWS)
    store.add_link(link)
    store.add_link(link)
    taken = Withdrawal(subject="a.killed.1", why="misread", by="me", at=AT)
    store.withdraw(taken)
    found = store.dossier("a")
    assert found.assessments == (judged,)
    assert found.withdrawals == (taken,)
    assert store.dossier("b").links == (link,)
    assert store.links_to("a") == (link,)


def test_a_new_claim_changes_what_the_layer_shows(store: GeoPackageStore) -> None:
    store.add(collection(strike()))
    twelve = claim(Field.KILLED, Count.parse("12+"), number=2, claimant="Pakistan")
    store.add_claims([twelve])
    row = store.connection.execute("SELECT * FROM incidents").fetchone()
    assert (row["killed_low"], row["killed_high"], row["killed"]) == (9, None, "9+")
    assert row["differing"] == "killed"
    assert row["date_start"] == "2024-01-18T00:00:00.000Z"
    assert row["date_end"] == "2024-01-18T23:59:59.000Z"
    assert (row["country"], row["border"], row["cross_border"]) == ("IR", "IR-PK", 1)
    store.withdraw(Withdrawal(subject=twelve.id, why="misread", by="me", at=AT))
    assert store.connection.execute("SELECT killed FROM incidents").fetchone()["killed"] == "9"


def test_claims_cannot_be_edited_or_deleted_even_by_other_programs(
    store: GeoPackageStore,
) -> None:
    store.add(collection(strike()))
    with pytest.raises(sqlite3.IntegrityError, match="never edited"):
        store.connection.execute("UPDATE claims SET claimant = 'me'")
    with pytest.raises(sqlite3.IntegrityError, match="never deleted"):
        store.connection.execute("DELETE FROM claims")


def test_a_withdrawn_incident_is_not_read_unless_asked_for(store: GeoPackageStore) -> None:
    store.add(collection(strike("a"), strike("b")))
    store.withdraw(Withdrawal(subject="a", why="never happened", by="me", at=AT))
    assert [d.incident.id for d in store.read().dossiers] == ["b"]
    everything = store.read(Query(statuses=tuple(Status)))
    assert [d.incident.status for d in everything.dossiers] == [Status.WITHDRAWN, Status.ACTIVE]
    with pytest.raises(ModelError, match="withdrawn before"):
        store.withdraw(Withdrawal(subject="a", why="again", by="me", at=AT))


def test_queries(store: GeoPackageStore) -> None:
    undated = dossier(claim(Field.LOCATION, SARAVAN, incident="u"), ident="u")
    nowhere = dossier(claim(Field.DATE, When.parse("2024-03"), incident="n"), ident="n")
    store.add(collection(strike("s"), undated, nowhere))

    def ids(query: Query) -> list[str]:
        return [d.incident.id for d in store.read(query).dossiers]

    assert ids(Query()) == ["s", "n", "u"]
    assert ids(Query(kinds=(Kind.BOMBING,))) == []
    assert ids(Query(countries=("PK",))) == ["s", "n", "u"]
    assert ids(Query(countries=("IQ",))) == []
    assert ids(Query(period=When.parse("2024-01"))) == ["s"]
    assert ids(Query(period=When.parse("2024-02/.."))) == ["n"]
    assert ids(Query(period=When.parse("../2024-01-17"))) == []
    assert ids(Query(bounds=(62, 27, 63, 28))) == ["s", "u"]
    assert ids(Query(bounds=(0, 0, 1, 1))) == []
    assert ids(Query(limit=1)) == ["n"]


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        (lambda s: s.add(collection(strike())), ModelError, "there already"),
        (lambda s: s.add_claims([strike().claims[0]]), ModelError, "never edited"),
        (lambda s: s.add_claims(dates("2024", source="nowhere")), ModelError, "nowhere"),
        (
            lambda s: s.add_claims([claim(Field.DATE, When.parse("2024"), incident="strikes")]),
            UnknownIdError,
            "did you mean strike",
        ),
        (
            lambda s: s.add_claims(
                [claim(Field.DATE, When.parse("2024"), number=2, supersedes="strike.date.9")]
            ),
            UnknownIdError,
            "strike.date.9",
        ),
        (
            lambda s: s.add_claims([], [replace(PAPER, publisher="Another")]),
            ModelError,
            "other details",
        ),
        (
            lambda s: s.add_link(Link(from_id="strike", to_id="x", type=LinkType.FOLLOWS)),
            UnknownIdError,
            "'x'",
        ),
        (
            lambda s: s.withdraw(Withdrawal(subject="x", why="", by="me", at=AT)),
            UnknownIdError,
            "'x'",
        ),
        (lambda s: s.dossier("x"), UnknownIdError, "'x'"),
    ],
)
def test_what_does_not_fit_is_refused_and_changes_nothing(
    store: GeoPackageStore, change: object, error: type[Exception], message: str
) -> None:
    store.add(collection(strike()))
    before = store.path.read_bytes()
    with pytest.raises(error, match=message):
        change(store)  # type: ignore[operator]
    assert store.path.read_bytes() == before


def test_an_error_half_way_leaves_nothing_behind(store: GeoPackageStore) -> None:
    bad = dossier(claim(Field.DATE, When.parse("2024"), incident="b", source="nowhere"), ident="b")
    with pytest.raises(ModelError):
        store.add(collection(strike("a"), bad))
    assert store.ids() == frozenset()
    assert store.sources() == {}


def test_no_store_a_foreign_file_and_a_newer_store_are_told_apart(path: Path) -> None:
    with pytest.raises(StoreMissingError, match="incidentmap init"):
        GeoPackageStore(path)
    path.write_text("hello, this is no database at all")
    with pytest.raises(ForeignStoreError, match="not an incidentmap store"):
        GeoPackageStore(path)
    assert path.read_text().startswith("hello")
    path.write_bytes(b"")
    with pytest.raises(ForeignStoreError, match="not an incidentmap store"):
        GeoPackageStore(path)
    path.unlink()
    with GeoPackageStore.create(path) as made:
        made.connection.execute("UPDATE incidentmap_meta SET value = '99'")
    with pytest.raises(ForeignStoreError, match="newer incidentmap"):
        GeoPackageStore(path)


def test_a_folder_and_a_missing_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be"):
        GeoPackageStore(tmp_path)
    with pytest.raises(StoreError, match="cannot be made"):
        GeoPackageStore.create(tmp_path / "none" / "incidents.gpkg")


def test_making_a_store_leaves_what_is_there_alone(path: Path) -> None:
    path.write_text("mine")
    with pytest.raises(StoreError, match="there already"):
        GeoPackageStore.create(path)
    assert path.read_text() == "mine"
    assert list(path.parent.iterdir()) == [path]


def test_a_store_that_cannot_be_filled_is_not_made(path: Path) -> None:
    bad = dossier(claim(Field.DATE, When.parse("2024"), source="nowhere"))
    with pytest.raises(ModelError):
        GeoPackageStore.create(path, Collection(dossiers=(bad,)))
    assert list(path.parent.iterdir()) == []


def test_a_second_writer_waits_and_is_then_told(store: GeoPackageStore, path: Path) -> None:
    store.connection.execute("BEGIN IMMEDIATE")
    with (
        GeoPackageStore(path, wait_s=0.05) as second,
        pytest.raises(StoreBusyError, match="another program is writing"),
    ):
        second.add(collection(strike()))
    store.connection.execute("ROLLBACK")
    with GeoPackageStore(path) as second:
        second.add(collection(strike()))
    assert store.ids() == {"strike"}


def test_a_full_disk_is_told_and_changes_nothing(store: GeoPackageStore) -> None:
    pages = store.connection.execute("PRAGMA page_count").fetchone()["page_count"]
    store.connection.execute(f"PRAGMA max_page_count = {pages}")
    many = tuple(strike(f"s{n}") for n in range(200))
    with pytest.raises(StoreFullError, match="disk is full; nothing was written"):
        store.add(collection(*many))
    assert store.ids() == frozenset()


_KILLED = """
import sys, time
from pathlib import Path
from geo.store import GeoPackageStore
from tests.builders import collection, strike
store = GeoPackageStore(Path(sys.argv[1]))
print("ready", flush=True)
for n in range(10_000):
    store.add(collection(*(strike(f"{n}-{m}") for m in range(20))))
"""


def test_a_writer_that_is_killed_leaves_whole_transactions(path: Path) -> None:
    GeoPackageStore.create(path).close()
    for _ in range(3):
        with subprocess.Popen(
            [sys.executable, "-c", _KILLED, str(path)], stdout=subprocess.PIPE
        ) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            with GeoPackageStore(path) as reader:
                while len(reader.ids()) < 40:
                    assert writer.poll() is None
            writer.send_signal(signal.SIGKILL)
        with GeoPackageStore(path) as after:
            assert len(after.ids()) % 20 == 0
            check = after.connection.execute("PRAGMA integrity_check").fetchone()
            assert check["integrity_check"] == "ok"
        path.unlink()
        GeoPackageStore.create(path).close()


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION))
def test_a_store_of_an_older_version_is_brought_up_to_date(path: Path, version: int) -> None:
    GeoPackageStore.create(path, collection(strike())).close()
    now = sqlite3.connect(path)
    kept = now.execute("SELECT * FROM claims").fetchall()
    now.close()
    old = path.with_name("old.gpkg")
    with sqlite3.connect(old, isolation_level=None) as first:
        register_functions(first)
        for step in range(version):
            first.executescript(MIGRATIONS[step])
        first.execute("INSERT INTO incidentmap_meta VALUES ('schema', ?)", (str(version),))
        first.execute("ATTACH ? AS now", (str(path),))
        copy_rows(first, "now", "sources", "claims")
        row = to_row(strike().incident)
        marks = ", ".join("?" * len(row))
        first.execute(
            f"INSERT INTO incidents ({', '.join(row)}) VALUES ({marks})", tuple(row.values())
        )
    first.close()
    with GeoPackageStore(old) as brought:
        assert brought.dossier("strike") == strike()
        shown = brought.connection.execute("SELECT incident FROM footprints").fetchall()
        assert shown == [{"incident": "strike"}]
        now_at = brought.connection.execute("SELECT value FROM incidentmap_meta").fetchone()
        assert now_at == {"value": str(SCHEMA_VERSION)}
        brought.keep_text(text_sha256("new"), "new", "paper", "new.txt")
        assert brought.text(text_sha256("new")) == "new"
    with sqlite3.connect(old) as after:
        assert after.execute("SELECT * FROM claims").fetchall() == kept
    after.close()


# --- drafts ----------------------------------------------------------------------------------


def draft(ident: str = "strike") -> Dossier:
    made = strike(ident)
    return replace(made, incident=replace(made.incident, status=Status.DRAFT))


def test_a_draft_becomes_active_and_who_accepted_it_is_kept(store: GeoPackageStore) -> None:
    store.add(collection(draft()))
    store.activate("strike", "me", AT)
    found = store.dossier("strike")
    assert found.incident.status is Status.ACTIVE
    (accepted,) = found.assessments
    assert (accepted.grade, accepted.by, accepted.at) == ("accepted", "me", AT)
    shown = store.connection.execute("SELECT status FROM footprints").fetchone()
    assert shown == {"status": "active"}


def test_a_rejected_draft_is_withdrawn_and_keeps_its_reason(store: GeoPackageStore) -> None:
    store.add(collection(draft()))
    taken = Withdrawal(subject="strike", why="told twice", by="me", at=AT)
    store.reject(taken)
    found = store.dossier("strike")
    assert found.incident.status is Status.WITHDRAWN
    assert found.withdrawals == (taken,)
    assert found.claims == draft().claims


def test_a_draft_is_put_right_by_a_claim_that_supersedes(store: GeoPackageStore) -> None:
    store.add(collection(draft()))
    twelve = claim(Field.KILLED, Count.parse("12"), number=2, supersedes="strike.killed.1")
    changed = replace(draft().incident, kind=Kind.BOMBING, title="Another", origin_country=None)
    store.revise(replace(changed, status=Status.ACTIVE), [twelve])
    found = store.dossier("strike")
    assert found.incident == changed
    assert found.claims == (*draft().claims, twelve)
    row = store.connection.execute("SELECT title, kind, killed FROM incidents").fetchone()
    assert row == {"title": "Another", "kind": "bombing", "killed": "12"}


@pytest.mark.parametrize(
    "change",
    [
        lambda s: s.activate("active", "me", AT),
        lambda s: s.reject(Withdrawal(subject="active", why="no", by="me", at=AT)),
        lambda s: s.revise(strike("active").incident),
    ],
)
def test_only_drafts_are_reviewed(store: GeoPackageStore, change: object) -> None:
    store.add(collection(strike("active")))
    before = store.path.read_bytes()
    with pytest.raises(ModelError, match="active is active, not a draft"):
        change(store)  # type: ignore[operator]
    assert store.path.read_bytes() == before


def test_a_revision_that_does_not_fit_changes_nothing(store: GeoPackageStore) -> None:
    store.add(collection(draft("a"), draft("b")))
    before = store.path.read_bytes()
    fits = claim(Field.KILLED, Count.parse("1"), incident="a", number=2)
    strange = claim(Field.KILLED, Count.parse("1"), incident="b", number=2)
    with pytest.raises(ModelError, match="does not belong"):
        store.revise(replace(draft("a").incident, title="New"), [fits, strange])
    with pytest.raises(UnknownIdError, match=r"a\.killed\.9"):
        store.revise(draft("a").incident, [fits, replace(fits, id="x", supersedes="a.killed.9")])
    assert store.path.read_bytes() == before


# --- texts -----------------------------------------------------------------------------------


def kept(text: str, name: str = "report.txt", source: str | None = "paper") -> KeptText:
    return KeptText(sha256=text_sha256(text), text=text, name=name, source=source)


def test_incidents_come_with_their_texts_or_not_at_all(store: GeoPackageStore) -> None:
    one = kept("Nine people were killed.")
    store.add(collection(draft("a")), [one])
    assert store.text(one.sha256) == one.text
    assert store.text(text_sha256("another")) is None
    nowhere = dossier(claim(Field.DATE, When.parse("2024"), source="nowhere"))
    with pytest.raises(ModelError, match="nowhere"):
        store.add(collection(nowhere), [kept("two")])
    with pytest.raises(ModelError, match="nowhere"):
        store.add(collection(draft("c")), [kept("three", source="nowhere")])
    rows = store.connection.execute("SELECT name, source, characters FROM texts").fetchall()
    assert rows == [{"name": "report.txt", "source": "paper", "characters": 24}]
    assert store.ids() == {"a"}


def test_a_text_is_kept_once_under_the_name_that_it_first_had(store: GeoPackageStore) -> None:
    store.add(collection())
    for name in ("first.txt", "second\udcff.txt"):
        store.keep_text(text_sha256("same"), "same", None, name)
    rows = store.connection.execute("SELECT name FROM texts").fetchall()
    assert rows == [{"name": "first.txt"}]
    store.keep_text(text_sha256("other"), "other", None, "odd\udcff.txt")
    with pytest.raises(ModelError, match="does not have the hash"):
        store.keep_text(text_sha256("same"), "not the same", None, "x")
    with pytest.raises(sqlite3.IntegrityError, match="never edited"):
        store.connection.execute("UPDATE texts SET name = 'x'")


@given(text=st.text(st.characters(exclude_categories=())))
def test_any_text_comes_back_as_it_was(text: str) -> None:
    assert text_from_row(text_row(kept(text))) == text


@pytest.mark.parametrize(
    "bytes_", [b"", b"no zlib", zlib.compress(b"another"), zlib.compress(b"\xff")]
)
def test_a_damaged_text_is_never_handed_out_and_can_be_mended(
    store: GeoPackageStore, bytes_: bytes
) -> None:
    store.add(collection(), [kept("whole")])
    sha256 = text_sha256("whole")
    store.connection.execute("CREATE TABLE gone AS SELECT * FROM texts")
    store.connection.execute("DELETE FROM texts")
    store.connection.execute(
        "INSERT INTO texts SELECT fid, sha256, source, name, characters, ? FROM gone", (bytes_,)
    )
    with pytest.raises(DamagedTextError, match="is damaged") as problem:
        store.text(sha256)
    assert problem.value.sha256 == sha256
    store.keep_text(sha256, "whole", "paper", "report.txt")
    assert store.text(sha256) == "whole"


def test_only_one_file_lies_there_when_it_is_closed(path: Path) -> None:
    with GeoPackageStore.create(path, collection(strike())) as store:
        store.add_claims(dates("2024-01", source="other")[:0], [OTHER])
    assert list(path.parent.iterdir()) == [path]


def test_gdal_reads_it_as_it_is(path: Path, seeds: Collection) -> None:
    GeoPackageStore.create(path, seeds).close()
    listing = gdal("ogrinfo", "-so", "-al", str(path))
    located = [d for d in seeds.dossiers if any(c.where and c.where.located for c in d.claims)]
    assert "Layer name: incidents" in listing
    assert "Geometry: Point" in listing
    assert f"Feature Count: {len(seeds.dossiers)}" in listing
    assert 'GEOGCRS["WGS 84"' in listing
    for table in ("footprints", "claims", "sources", "actors", "links", "texts"):
        assert f"Layer name: {table}" in listing
    assert "ERROR" not in listing
    box = gdal("ogrinfo", "-q", "-al", "-spat", "43", "35", "45", "37", str(path), "incidents")
    assert "Erbil" in box
    assert "Saravan" not in box
    assert located


def test_gdal_can_edit_an_incident_and_the_index_follows(path: Path) -> None:
    GeoPackageStore.create(path, collection(strike())).close()
    gdal(
        "ogrinfo", "-sql", "UPDATE incidents SET title = 'Renamed' WHERE id = 'strike'", str(path)
    )  # fmt: skip
    with GeoPackageStore(path) as store:
        assert store.dossier("strike").incident.title == "Renamed"


def test_geopandas_reads_it_as_it_is(path: Path, seeds: Collection) -> None:
    import geopandas

    GeoPackageStore.create(path, seeds).close()
    frame = geopandas.read_file(path, layer="incidents")
    assert len(frame) == len(seeds.dossiers)
    assert frame.crs is not None
    assert frame.crs.to_epsg() == 4326
    row = frame.set_index("id").loc["2024-01-18-saravan-airstrike"]
    assert row.geometry.x == pytest.approx(62.33, abs=0.1)
    assert str(row["date_start"].tzinfo) == "UTC"
    claims = geopandas.read_file(path, layer="claims")
    assert len(claims) == sum(len(d.claims) for d in seeds.dossiers)


def test_incidents_in_the_store_are_what_a_reader_expects(store: GeoPackageStore) -> None:
    assert isinstance(strike().incident, Incident)
    store.add(collection(strike()))
    area = store.connection.execute("SELECT precision, radius_m FROM footprints").fetchone()
    assert area == {"precision": "near", "radius_m": 25_000}
