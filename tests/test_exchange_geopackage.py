"""GeoPackages that go out as whole stores with styles, and stores that come in."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings

from geo.account import RANGE, Rule
from geo.dossier import Collection
from geo.errors import ExportError, ImportFileError, StoreError
from geo.exchange.entries import Entry, Going, going
from geo.exchange.geopackage import is_store, read, write
from geo.exchange.incoming import Incoming, Reading
from geo.incident import Assessment, Axis, Link, LinkType, Status, Withdrawal
from geo.source import SourceRow
from geo.store import GeoPackageStore, Query
from geo.store.gpkg import register_functions
from geo.store.rows import to_row
from geo.store.schema import MIGRATIONS, SCHEMA_VERSION
from geo.where import Where
from tests.any_incidents import collections
from tests.builders import AT, COPY, PAPER, collection, copy_rows, strike
from tests.outside import debian_python, gdal

EVERY = Query(statuses=tuple(Status))
LONG_AGO = "1970-01-01T00:00:00.000Z"
VALIDATE = """
import sys
from osgeo_utils.samples.validate_gpkg import check
for code, said in check(sys.argv[1], abort_at_first_error=False, extra_checks=True):
    print(code, said)
"""


def nowhere(name: str, *, country: str | None = None, admin1: str | None = None) -> Where:
    raise AssertionError((name, country, admin1))


READING = Reading(recorded_at=AT, resolve=nowhere)


def export(given_: Collection, folder: Path, *, rule: Rule = RANGE, title: str = "All") -> Path:
    """The GeoPackage that a store of these incidents goes out as."""
    folder.mkdir(exist_ok=True)
    with GeoPackageStore.create(folder / "store.gpkg", given_) as store:
        path, project = write(going(store, EVERY, rule=rule, title=title), folder / "out.gpkg")
    assert project == folder / "out.qgs"
    return path


def back(path: Path) -> list[Incoming]:
    return list(read(path, READING))


def rows(path: Path, sql: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    register_functions(connection)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.commit()
        connection.close()


# --- there and back --------------------------------------------------------------------------


@given(collections())
@settings(max_examples=40)
def test_every_incident_comes_back_as_it_was(given_: Collection) -> None:
    with TemporaryDirectory() as folder:
        found = back(export(given_, Path(folder)))
        with GeoPackageStore(Path(folder) / "store.gpkg") as store:
            entries = {e.dossier.incident.id: e for e in going(store, EVERY).entries()}
    assert {one.dossier.incident.id for one in found if one.dossier} == set(entries)
    for one in found:
        assert one.dossier is not None
        entry = entries[one.dossier.incident.id]
        assert (one.dossier, one.sources) == (entry.dossier, entry.sources)
        assert one.at == f"incident {one.dossier.incident.id}"
    assert {e.dossier.incident.id: e.dossier for e in entries.values()} == {
        d.incident.id: d for d in given_.dossiers
    }


def test_every_status_and_all_that_is_recorded_comes_back(tmp_path: Path) -> None:
    judged = Assessment(incident="a", axis=Axis.HARM, grade="x", why="y", by="me", at=AT)
    row = SourceRow(incident="a", dataset="ucdp-ged", key="7", values={"id": "7", "b": "=1+1"})
    full = replace(strike("a"), assessments=(judged,), rows=(row,))
    with GeoPackageStore.create(tmp_path / "store.gpkg") as store:
        store.add(collection(full, strike("b"), strike("c"), strike("d")))
        store.withdraw(Withdrawal(subject="b", why="never happened", by="me", at=AT))
        store.withdraw(Withdrawal(subject="a.killed.1", why="misread", by="me", at=AT))
        store.merge("a", "c", why="one event", by="me", at=AT)
        path, _ = write(going(store, EVERY), tmp_path / "out.gpkg")
        expected = {d.incident.id: d for d in store.read(EVERY).dossiers}
    found = {one.dossier.incident.id: one.dossier for one in back(path) if one.dossier}
    assert found == expected
    assert {d.incident.status for d in found.values()} == {*Status} - {Status.DRAFT}


def test_it_is_a_store_to_work_with(seeds: Collection, tmp_path: Path) -> None:
    path = export(seeds, tmp_path)
    with GeoPackageStore(path) as store:
        assert {d.incident.id for d in store.read().dossiers} == {
            d.incident.id for d in seeds.dossiers
        }
        store.add(collection(strike("new")))
        assert store.dossier("new") == strike("new")
    assert gdal("ogrinfo", "-q", "-al", str(path), "incidents").count("OGRFeature") == 1 + len(
        seeds.dossiers
    )


def test_a_link_that_leads_out_of_the_export_is_left_out(tmp_path: Path) -> None:
    follows = Link(from_id="b", to_id="a", type=LinkType.FOLLOWS, why="the next day")
    outside = Link(from_id="b", to_id="z", type=LinkType.RESPONSE_TO)
    b = replace(strike("b"), links=(follows, outside))
    gone = replace(strike("z"), incident=replace(strike("z").incident, status=Status.DRAFT))
    with GeoPackageStore.create(tmp_path / "s.gpkg", collection(strike("a"), b, gone)) as store:
        path, _ = write(going(store, Query(statuses=(Status.ACTIVE,))), tmp_path / "out.gpkg")
    (found,) = [one.dossier for one in back(path) if one.dossier and one.dossier.links]
    assert found.links == (follows,)
    assert rows(path, "SELECT feature_count FROM gpkg_ogr_contents WHERE table_name = 'links'") == [
        (1,)
    ]


def test_links_reach_across_batches(tmp_path: Path) -> None:
    many = [strike(f"s{number:04}") for number in range(520)]
    link = Link(from_id="s0000", to_id="s0519", type=LinkType.SAME_EVENT)
    many[0] = replace(many[0], links=(link,))
    told: list[tuple[int, int, str]] = []
    reading = replace(READING, on_progress=lambda *so_far: told.append(so_far))
    found = list(read(export(collection(*many), tmp_path), reading))
    assert [one.dossier for one in found] == many
    assert told == [(500, 520, "reading"), (520, 520, "reading")]


def test_only_sources_that_are_cited_or_derived_from_go_along(tmp_path: Path) -> None:
    claims = tuple(
        replace(claim, citation=replace(claim.citation, source="copy")) for claim in strike().claims
    )
    path = export(collection(replace(strike(), claims=claims)), tmp_path)
    (one,) = back(path)
    assert one.sources == (COPY, PAPER)
    assert rows(path, "SELECT id FROM sources ORDER BY id") == [("copy",), ("paper",)]


# --- the same bytes, whole or not at all -----------------------------------------------------


def test_the_same_store_gives_the_same_bytes(seeds: Collection, tmp_path: Path) -> None:
    first = export(seeds, tmp_path / "a")
    second = export(seeds, tmp_path / "b")
    for suffix in (".gpkg", ".qgs"):
        assert first.with_suffix(suffix).read_bytes() == second.with_suffix(suffix).read_bytes(), (
            suffix
        )


def test_times_in_the_file_are_those_of_the_data(tmp_path: Path) -> None:
    moments = """SELECT last_change FROM gpkg_contents UNION SELECT update_time FROM layer_styles"""
    assert rows(export(Collection(), tmp_path / "a"), moments) == [(LONG_AGO,)]
    dated = export(collection(strike()), tmp_path / "b")
    assert rows(dated, moments) == [("2024-01-20T12:00:00.000Z",)]
    later = datetime(2024, 2, 1, 6, 30, tzinfo=UTC)
    judged = Assessment(incident="strike", axis=Axis.HARM, grade="x", why="y", by="me", at=later)
    newer = export(collection(replace(strike(), assessments=(judged,))), tmp_path / "c")
    assert rows(newer, moments) == [("2024-02-01T06:30:00.000Z",)]
    for path in (dated, newer):
        assert str(datetime.now(UTC).year).encode() + b"-" not in path.read_bytes()


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with (
        GeoPackageStore.create(tmp_path / "s.gpkg", collection(strike())) as store,
        pytest.raises(ExportError, match=r"none.out\.gpkg: not written: .*No such file"),
    ):
        write(going(store, Query()), tmp_path / "none" / "out.gpkg")
    assert [found.name for found in tmp_path.iterdir()] == ["s.gpkg"]


@pytest.mark.parametrize("taken", ["out.gpkg", "out.qgs"])
def test_where_one_file_cannot_go_the_other_stays_as_it_was(tmp_path: Path, taken: str) -> None:
    (other,) = {"out.gpkg", "out.qgs"} - {taken}
    (tmp_path / taken).mkdir()
    (tmp_path / other).write_text("before")
    with (
        GeoPackageStore.create(tmp_path / "s.gpkg", collection(strike())) as store,
        pytest.raises(ExportError, match=f"{taken}: not written"),
    ):
        write(going(store, Query()), tmp_path / "out.gpkg")
    assert (tmp_path / other).read_text() == "before"
    assert {found.name for found in tmp_path.iterdir()} == {"s.gpkg", "out.gpkg", "out.qgs"}


def test_an_error_while_incidents_are_read_leaves_what_was_there(tmp_path: Path) -> None:
    def failing() -> Iterator[Entry]:
        raise StoreError(tmp_path / "s.gpkg", "the disk was pulled out")
        yield

    (tmp_path / "out.gpkg").write_text("before")
    with pytest.raises(StoreError, match=r"s\.gpkg: the disk was pulled out"):
        write(Going(entries=failing, count=1), tmp_path / "out.gpkg")
    assert [found.name for found in tmp_path.iterdir()] == ["out.gpkg"]
    assert (tmp_path / "out.gpkg").read_text() == "before"


FULL = """
import resource, sys
from pathlib import Path
from geo.errors import ExportError
from geo.exchange.entries import going
from geo.exchange.geopackage import write
from geo.store import GeoPackageStore, Query
with GeoPackageStore(Path(sys.argv[1])) as store:
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
    try:
        write(going(store, Query()), Path(sys.argv[2]))
    except ExportError as problem:
        print(problem)
"""


def test_a_file_that_cannot_grow_leaves_nothing_half_written(
    seeds: Collection, tmp_path: Path
) -> None:
    GeoPackageStore.create(tmp_path / "s.gpkg", seeds).close()
    out = tmp_path / "out.gpkg"
    out.write_text("before")
    told = subprocess.run(
        [sys.executable, "-c", FULL, str(tmp_path / "s.gpkg"), str(out)],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": ":".join(sys.path)},
    )
    assert told.stdout.startswith(f"{out}: not written: ")
    assert out.read_text() == "before"
    assert {found.name for found in tmp_path.iterdir()} == {"s.gpkg", "out.gpkg"}


# --- the rule in force -----------------------------------------------------------------------


def test_the_layers_show_the_rule_in_force(seeds: Collection, tmp_path: Path) -> None:
    sql = """SELECT i.rule, i.killed, i.date_start, i.precision, f.precision, f.date_start
        FROM incidents i LEFT JOIN footprints f ON f.incident = i.id
        WHERE i.id = '2024-01-18-saravan-airstrike'"""
    shown = {}
    for text in ("range", "conservative", "latest", "claimant:Iran"):
        path = export(seeds, tmp_path / text.replace(":", "-"), rule=Rule.parse(text))
        ((rule, *values),) = rows(path, sql)
        assert rule == text
        assert values[2] == values[3]
        assert values[1] == values[4]
        shown[text] = tuple(values)
        with GeoPackageStore(path.with_name("store.gpkg")) as store:
            (entry,) = (
                e
                for e in going(store, EVERY, rule=Rule.parse(text)).entries()
                if e.dossier.incident.id == "2024-01-18-saravan-airstrike"
            )
        assert entry.values["killed"] == values[0]
    assert len(set(shown.values())) > 1
    assert rows(path, "SELECT DISTINCT rule FROM incidents") == [("claimant:Iran",)]


def test_as_a_store_it_shows_the_default_rule_again(seeds: Collection, tmp_path: Path) -> None:
    path = export(seeds, tmp_path, rule=Rule.parse("conservative"))
    own = "SELECT id, rule, killed, date_start, radius_m FROM incidents ORDER BY id"
    before = rows(path, own)
    back(path)
    assert rows(path, own) == before
    GeoPackageStore(path).close()
    assert rows(path, own) == rows(path.with_name("store.gpkg"), own)


# --- readers that are not ours ---------------------------------------------------------------


def test_gdal_reads_it(seeds: Collection, tmp_path: Path) -> None:
    path = export(seeds, tmp_path)
    listing = gdal("ogrinfo", "-so", "-al", str(path))
    assert f"Feature Count: {len(seeds.dossiers)}" in listing
    for table in ("incidents", "footprints", "claims", "sources", "links", "layer_styles"):
        assert f"Layer name: {table}" in listing
    assert "ERROR" not in listing
    styles = gdal("ogrinfo", "-q", "-al", str(path), "layer_styles")
    assert styles.count("f_geometry_column (String) = geom") == 2


def test_geopandas_reads_it(seeds: Collection, tmp_path: Path) -> None:
    import geopandas

    path = export(seeds, tmp_path, rule=Rule.parse("conservative"))
    frame = geopandas.read_file(path, layer="incidents")
    assert len(frame) == len(seeds.dossiers)
    assert frame.crs is not None
    assert frame.crs.to_epsg() == 4326
    assert set(frame["rule"]) == {"conservative"}
    areas = geopandas.read_file(path, layer="footprints")
    assert list(areas["incident"]) == list(frame["id"])
    assert areas.geometry.intersects(frame.geometry).all()


def test_the_validator_of_gdal_is_content(seeds: Collection, tmp_path: Path) -> None:
    told = debian_python("osgeo_utils", VALIDATE, str(export(seeds, tmp_path))).splitlines()
    # GeoPackage 1.4 has other triggers in place of these two, which an older validator misses.
    older = {
        f"75 rtree_{layer}_geom_update{number} trigger missing"
        for layer in ("incidents", "footprints")
        for number in (1, 3)
    }
    assert {line for line in told if not line.startswith("Warning 1: This version")} <= older


def test_the_table_of_styles_is_as_qgis_looks_for_it(tmp_path: Path) -> None:
    path = export(collection(strike()), tmp_path)
    names = [row[1] for row in rows(path, "PRAGMA table_info(layer_styles)")]
    assert len(names) == 13
    found = rows(
        path,
        """SELECT f_table_catalog, f_table_schema, f_table_name, f_geometry_column, useAsDefault
        FROM layer_styles ORDER BY id""",
    )
    assert found == [("", "", "incidents", "geom", 1), ("", "", "footprints", "geom", 1)]


# --- what is no store, or a damaged one ------------------------------------------------------


def foreign(path: Path) -> Path:
    import geopandas
    import shapely

    frame = geopandas.GeoDataFrame({"a": [1]}, geometry=[shapely.Point(1, 2)], crs=4326)
    frame.to_file(path, layer="incidents")
    return path


def test_what_is_no_store_is_told_apart(tmp_path: Path) -> None:
    text = tmp_path / "text.gpkg"
    text.write_text("no database at all, whatever its name says")
    empty = tmp_path / "empty.gpkg"
    empty.touch()
    missing = tmp_path / "missing.gpkg"
    for path in (foreign(tmp_path / "other.gpkg"), text, empty, missing, tmp_path):
        assert not is_store(path)
        with pytest.raises(ImportFileError, match=r"not an incidentmap store|no such|cannot be"):
            back(path)
    assert is_store(export(collection(strike()), tmp_path / "mine"))


def test_a_store_of_a_newer_version_is_one_but_is_not_read(tmp_path: Path) -> None:
    path = export(collection(strike()), tmp_path)
    rows(path, "UPDATE incidentmap_meta SET value = '99'")
    assert is_store(path)
    with pytest.raises(ImportFileError, match="newer incidentmap"):
        back(path)
    for nonsense in ("-1", "x", "9" * 5_000):
        rows(path, f"UPDATE incidentmap_meta SET value = '{nonsense}'")
        assert not is_store(path)


def test_a_store_of_an_older_version_is_read_and_left_alone(tmp_path: Path) -> None:
    new = export(collection(strike()), tmp_path)
    old = tmp_path / "old.gpkg"
    connection = sqlite3.connect(old, isolation_level=None)
    register_functions(connection)
    connection.executescript(MIGRATIONS[0])
    connection.execute("INSERT INTO incidentmap_meta VALUES ('schema', '1')")
    connection.execute("ATTACH ? AS new", (str(new),))
    copy_rows(connection, "new", "sources", "claims")
    row = to_row(strike().incident)
    marks = ", ".join("?" * len(row))
    connection.execute(
        f"INSERT INTO incidents ({', '.join(row)}) VALUES ({marks})", tuple(row.values())
    )
    connection.close()
    before = old.read_bytes()
    assert SCHEMA_VERSION > 1
    assert is_store(old)
    (one,) = back(old)
    assert (one.dossier, one.sources) == (strike(), (PAPER,))
    assert old.read_bytes() == before
    assert {found.name for found in tmp_path.glob("old*")} == {"old.gpkg"}


def test_reading_changes_nothing(seeds: Collection, tmp_path: Path) -> None:
    path = export(seeds, tmp_path, rule=Rule.parse("latest"))
    path.chmod(0o444)
    before = path.read_bytes()
    assert all(one.dossier for one in back(path))
    assert path.read_bytes() == before


DEEP = '{"a":' + "[" * 20_000


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("incidents", "kind = 'nonsense' WHERE id = 'b'"),
        ("incidents", "title = ' ' WHERE id = 'b'"),
        ("incidents", "status = 'merged_into' WHERE id = 'b'"),
        ("incidents", "origin_country = x'ff00' WHERE id = 'b'"),
        ("claims", "value_json = 'x' WHERE id = 'b.killed.1'"),
        ("claims", f"value_json = '{DEEP}' WHERE id = 'b.killed.1'"),
        ("claims", "source = 'gone' WHERE id = 'b.killed.1'"),
    ],
)
def test_an_incident_that_was_edited_into_nonsense_is_refused_alone(
    tmp_path: Path, table: str, change: str
) -> None:
    path = export(collection(strike("a"), strike("b"), strike("c")), tmp_path)
    rows(path, "DROP TRIGGER claims_are_never_edited")
    rows(path, f"UPDATE {table} SET {change}")
    a, b, c = back(path)
    assert (a.dossier, c.dossier) == (strike("a"), strike("c"))
    assert b.dossier is None
    assert b.at == "incident b"
    assert b.refused is not None
    assert "put it right in the file" in b.refused


def test_text_that_is_not_utf_8_is_read_with_a_sign_for_it(tmp_path: Path) -> None:
    path = export(collection(strike()), tmp_path)
    rows(path, "UPDATE incidents SET title = CAST(x'41ff42' AS TEXT)")
    (one,) = back(path)
    assert one.dossier is not None
    assert one.dossier.incident.title == "A\ufffdB"


def test_a_view_in_the_place_of_a_table_is_not_read(tmp_path: Path) -> None:
    path = export(collection(strike()), tmp_path)
    rows(path, "ALTER TABLE assessments RENAME TO kept")
    rows(path, "CREATE VIEW assessments AS SELECT * FROM kept")
    with pytest.raises(ImportFileError, match="lacks the table assessments"):
        back(path)


def test_a_damaged_file_is_told(seeds: Collection, tmp_path: Path) -> None:
    path = export(seeds, tmp_path)
    content = bytearray(path.read_bytes())
    content[8_192:] = b"\xee" * len(content[8_192:])
    path.write_bytes(content)
    with pytest.raises(ImportFileError, match=r"out\.gpkg: cannot be (read|used)"):
        back(path)


# --- text that tries to be more --------------------------------------------------------------


def test_hostile_titles_and_names_stay_text(tmp_path: Path) -> None:
    title = "</title><script>alert(1)</script>\x00\x1b\udc80 & \"'\n]]>"
    with GeoPackageStore.create(tmp_path / "s.gpkg", collection(strike())) as store:
        name = "a & <b> 'c' \"d\" é#?%20.gpkg"
        path, project = write(going(store, Query(), title=title), tmp_path / name)
    root = ET.parse(project).getroot()  # noqa: S314 (our own)
    assert root.find("script") is None
    assert root.findtext("title") == (
        "</title><script>alert(1)</script>\ufffd\ufffd\ufffd & \"'\n]]> (rule: range)"
    )
    sources = {element.text for element in root.iter("datasource")}
    assert f"./{name}|layername=incidents" in sources
    assert [one.dossier for one in back(path)] == [strike()]
