"""The shelf of what the user added: nothing half-done, nothing silently changed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock

from gazetteer.errors import DataError, DownloadError, ShelfError, SourceNameError
from gazetteer.sources import shelf
from gazetteer.sources.added import added, entries, fingerprint, remove
from gazetteer.sources.adding import add_countries, add_file
from gazetteer.sources.shelf import Layout
from tests.dumps import archive, dump_row, name_row
from tests.mirror import Mirror, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

TABLE = "name,lon,lat,alternates\nDeh Now,62.5,27.25,ده نو|Dih Now\nDeh Kohneh,62.6,27.3,\n"


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("INCIDENTMAP_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def villages(tmp_path: Path) -> Path:
    path = tmp_path / "villages.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


@pytest.fixture
def mirror(monkeypatch: pytest.MonkeyPatch) -> Iterator[Mirror]:
    with serving() as served:
        stock(served, "IR", dump_row(1, "Deh Now") + dump_row(2, "Deh Kohneh"))
        monkeypatch.setenv("INCIDENTMAP_GEONAMES", served.base)
        yield served


def stock(mirror: Mirror, code: str, rows: str, names: str = "") -> None:
    mirror.files[f"{code}.zip"] = archive(f"{code}.txt", rows)
    mirror.files[f"alternatenames/{code}.zip"] = archive(
        f"{code}.txt", names or name_row(1, "fa", "ده نو")
    )


def names() -> list[str]:
    return [source.name for source in added()]


def place_names() -> list[str]:
    return [entry.place.name for entry in entries()]


def shelved() -> list[str]:
    folder = shelf.folder() / "files"
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def waiting() -> list[str]:
    return sorted(path.name for path in shelf.incoming().iterdir())


def test_nothing_is_made_where_nothing_was_added(data: Path) -> None:
    assert (added(), fingerprint(), list(entries())) == ((), "", [])
    assert not data.exists()


def test_a_table_is_copied_and_read(villages: Path) -> None:
    source = add_file(villages, licence="CC0")
    assert (source.name, source.layout, source.licence) == ("villages", Layout.TABLE, "CC0")
    assert (source.rows, source.names, source.origin) == (2, 4, str(villages))
    assert source.retrieved.endswith("Z")
    villages.unlink()
    assert place_names() == ["Deh Now", "Deh Kohneh"]
    assert [entry.place.id for entry in entries()] == ["villages:2", "villages:3"]
    assert added() == (source,)
    assert waiting() == []


def test_the_fingerprint_follows_the_content(villages: Path) -> None:
    add_file(villages)
    first = fingerprint()
    add_file(villages, licence="other")
    assert fingerprint() == first
    villages.write_text(TABLE + "Third,1,2,\n", encoding="utf-8")
    add_file(villages)
    second = fingerprint()
    assert second != first
    add_file(villages, name="more")
    assert fingerprint() not in {first, second}
    remove("more")
    assert fingerprint() == second
    remove("VILLAGES")
    assert (fingerprint(), shelved()) == ("", [])


def test_a_bad_row_anywhere_keeps_the_shelf_as_it_was(villages: Path) -> None:
    add_file(villages)
    before = added(), shelved()
    villages.write_text(TABLE * 3000 + "Bad,1,95,\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"villages\.csv, line"):
        add_file(villages)
    assert (added(), shelved(), waiting()) == (*before, [])
    assert len(place_names()) == 2


def test_an_empty_table_is_not_taken(villages: Path) -> None:
    villages.write_text("name,lon,lat\n", encoding="utf-8")
    with pytest.raises(DataError, match="no row in it is a place"):
        add_file(villages)
    assert added() == ()


def test_a_dump_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "IR.zip"
    path.write_bytes(archive("IR.txt", dump_row(1, "Deh Now")))
    source = add_file(path)
    assert (source.name, source.layout, source.licence) == ("IR", Layout.DUMP, "CC BY 4.0")
    assert place_names() == ["Deh Now"]


def test_names_of_divisions_serve_the_other_sources(tmp_path: Path, villages: Path) -> None:
    villages.write_text("name,lon,lat,country,admin1,admin2\nDeh,62,27,IR,04,55\n")
    codes = tmp_path / "admin2Codes.txt"
    codes.write_text("IR.04.55\tSaravan County\tSaravan County\t1\n")
    add_file(villages)
    assert [entry.place.admin2 for entry in entries()] == [None]
    source = add_file(codes)
    assert (source.layout, source.rows) == (Layout.ADMIN2, 1)
    assert [entry.place.admin2 for entry in entries()] == ["Saravan County"]
    other = tmp_path / "admin1.txt"
    other.write_text("IR.99\tNew Province\tNew Province\t1\nIR.04\tOther\tOther\t2\n")
    add_file(other)
    villages.write_text("name,lon,lat,country,admin1\nA,62,27,IR,99\nB,62,27,IR,04\n")
    add_file(villages)
    assert [entry.place.admin1 for entry in entries()] == [
        "New Province", "Sistan and Baluchestan",
    ]  # fmt: skip


def test_files_without_places_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "names.txt"
    path.write_text(name_row(1, "fa", "ده"), encoding="utf-8")
    with pytest.raises(DataError, match="alternate names without their places"):
        add_file(path)
    with pytest.raises(DataError, match="no such file"):
        add_file(tmp_path / "gone.csv")
    assert added() == ()


@pytest.mark.parametrize("name", ["", "geonames", "ISO", "a:b", "../up", "ir", "x" * 65])
def test_names_that_no_source_can_have(villages: Path, name: str) -> None:
    with pytest.raises(SourceNameError, match="--name"):
        add_file(villages, name=name)
    assert added() == ()


def test_a_name_is_made_of_the_files(tmp_path: Path) -> None:
    path = tmp_path / "My villages (2024).csv"
    path.write_text(TABLE, encoding="utf-8")
    assert add_file(path).name == "My-villages-2024"


def test_a_country_comes_with_its_names(mirror: Mirror) -> None:
    (addition,) = add_countries(["ir"])
    source = addition.added
    assert addition.changed
    assert (source.name, source.layout, source.licence) == ("IR", Layout.DUMP, "CC BY 4.0")
    assert (source.rows, source.names) == (2, 3)
    assert source.origin == f"{mirror.base}IR.zip"
    assert [file.layout for file in source.files] == [Layout.DUMP, Layout.NAMES]
    assert source.files[0].etag == mirror.etag("IR.zip")
    (first, _) = entries()
    assert (first.names, first.languages) == (("ده نو",), (("fa", "ده نو"),))
    assert waiting() == []


def test_an_unchanged_country_is_already_current(mirror: Mirror) -> None:
    (first,) = add_countries(["IR"])
    (second,) = add_countries(["IR", "IR"])
    assert (second.added, second.changed) == (first.added, False)
    (third,) = add_countries(["IR"], again=True)
    assert (third.added.files, third.changed) == (first.added.files, True)
    assert "if-none-match" not in mirror.asked[-1][1]
    assert len(shelved()) == 2


def test_a_newer_dump_replaces_the_old_one_and_keeps_its_names(mirror: Mirror) -> None:
    add_countries(["IR"])
    before, print_before = shelved(), fingerprint()
    mirror.files["IR.zip"] = archive("IR.txt", dump_row(1, "Deh Taze"))
    (addition,) = add_countries(["IR"])
    assert (addition.changed, addition.added.rows) == (True, 1)
    assert [(entry.place.name, entry.names) for entry in entries()] == [("Deh Taze", ("ده نو",))]
    assert len(shelved()) == 2
    assert len(set(shelved()) & set(before)) == 1
    assert fingerprint() != print_before


def test_a_changed_format_keeps_the_old_country(mirror: Mirror) -> None:
    add_countries(["IR"])
    before = added()
    row = dump_row(1).rstrip("\n") + "\tnew column\n"
    mirror.files["IR.zip"] = archive("IR.txt", row)
    with pytest.raises(DataError, match="20 columns; wanted the 19"):
        add_countries(["IR"])
    assert (added(), waiting()) == (before, [])
    assert place_names() == ["Deh Now", "Deh Kohneh"]


def test_a_damaged_archive_keeps_the_old_country(mirror: Mirror) -> None:
    add_countries(["IR"])
    before = added()
    content = bytearray(archive("IR.txt", dump_row(1) * 50))
    content[len(content) // 3] ^= 0xFF
    mirror.files["IR.zip"] = bytes(content)
    with pytest.raises(DataError, match="damaged"):
        add_countries(["IR"])
    assert (added(), waiting()) == (before, [])


def test_a_country_without_alternate_names_comes_without(mirror: Mirror) -> None:
    del mirror.files["alternatenames/IR.zip"]
    (addition,) = add_countries(["IR"])
    assert len(addition.added.files) == 1


def test_a_truncated_country_goes_on_on_the_next_run(
    mirror: Mirror, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "sleep", lambda _: None)
    size = len(mirror.files["IR.zip"])
    mirror.cuts = [100, 0, 0, 0]
    with pytest.raises(DownloadError, match=f"only 100 of {size} bytes"):
        add_countries(["IR"])
    assert added() == ()
    add_countries(["IR"])
    assert mirror.asked[4][1]["range"] == "bytes=100-"
    assert names() == ["IR"]


def test_a_missing_country_and_a_code_that_is_none(mirror: Mirror) -> None:
    with pytest.raises(DownloadError, match=r"no file for PK \(404\)"):
        add_countries(["IR", "PK"])
    assert names() == ["IR"]
    asked = len(mirror.asked)
    with pytest.raises(
        SourceNameError, match="'UK' is no country code; the code of United Kingdom is GB"
    ):
        add_countries(["IR", "uk"])
    assert len(mirror.asked) == asked


def test_a_file_that_changed_on_the_shelf_is_not_read(villages: Path, mirror: Mirror) -> None:
    source = add_file(villages)
    assert len(mirror.asked) == 0
    add_countries(["IR"])
    path = shelf.path_of(source.files[0])
    path.write_text(TABLE.replace("62.5", "62.6"), encoding="utf-8")
    with pytest.raises(DataError, match=f"gazetteer add --file {villages}"):
        list(entries())
    path.unlink()
    with pytest.raises(DataError, match="gazetteer remove villages"):
        list(entries())
    remove("villages")
    dump = shelf.path_of(added()[0].files[0])
    dump.write_bytes(dump.read_bytes()[:-1])
    with pytest.raises(DataError, match="gazetteer add IR --again"):
        list(entries())
    add_countries(["IR"], again=True)
    assert len(place_names()) == 2


def test_a_file_gone_from_the_shelf_is_fetched_again(mirror: Mirror) -> None:
    (addition,) = add_countries(["IR"])
    shelf.path_of(addition.added.files[0]).unlink()
    add_countries(["IR"])
    assert mirror.files["IR.zip"] == shelf.path_of(added()[0].files[0]).read_bytes()


def test_removing_what_is_not_there_lists_what_is(villages: Path) -> None:
    with pytest.raises(SourceNameError, match="nothing was added"):
        remove("villages")
    add_file(villages)
    with pytest.raises(SourceNameError, match="there are villages"):
        remove("other")


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"format": 2}', '{"format": 1, "sources": [{}]}']
)
def test_a_manifest_that_does_not_read_says_what_to_do(data: Path, text: str) -> None:
    (data / "gazetteer").mkdir(parents=True)
    (data / "gazetteer" / "manifest.json").write_text(text)
    with pytest.raises(ShelfError, match="move the file away"):
        fingerprint()


def test_a_shelf_that_cannot_be_written(data: Path, villages: Path) -> None:
    data.write_text("a file where the folder should be")
    with pytest.raises(ShelfError, match="INCIDENTMAP_DATA"):
        add_file(villages)


def test_only_one_may_change_the_shelf(villages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "_PATIENCE_S", 0.05)
    shelf.folder().mkdir(parents=True)
    with (
        FileLock(shelf.folder() / "lock"),
        pytest.raises(ShelfError, match="another incidentmap is adding places"),
    ):
        add_file(villages)


def test_many_at_once_lose_nothing(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from gazetteer.sources.adding import add_file; "
        "add_file(Path(sys.argv[1]))"
    )
    running = []
    for number in range(6):
        path = tmp_path / f"table{number}.csv"
        path.write_text(TABLE, encoding="utf-8")
        command = [sys.executable, "-c", code, str(path)]
        running.append(subprocess.Popen(command, cwd=Path(__file__).resolve().parents[1]))
    assert [process.wait() for process in running] == [0] * 6
    assert names() == [f"table{number}" for number in range(6)]
    assert len(place_names()) == 12


def test_progress_is_told_while_adding(villages: Path) -> None:
    rows = "".join(f"Deh {number},62.5,27.25,\n" for number in range(12_000))
    villages.write_text(TABLE + rows, encoding="utf-8")
    seen: list[tuple[int, int, str]] = []
    add_file(villages, progress=lambda *step: seen.append(step))
    assert seen == [(5_000, 0, "reading villages"), (10_000, 0, "reading villages")]
    assert sum(1 for _ in entries()) == sum(1 for _ in entries(Layout.TABLE)) == 12_002
    assert not list(entries(Layout.DUMP))


def test_asking_what_was_added_imports_nothing_heavy(villages: Path) -> None:
    add_file(villages)
    code = (
        "import sys; from gazetteer.sources.added import fingerprint; assert fingerprint(); "
        "print({'numpy', 'msgspec', 'shapely', 'babel', 'orjson', 'http.client', 'filelock'}"
        " & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).resolve().parents[1],
        env=dict(os.environ),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "set()"


def test_the_manifest_is_for_people_too(villages: Path) -> None:
    add_file(villages)
    record = json.loads((shelf.folder() / "manifest.json").read_text(encoding="utf-8"))
    (source,) = record["sources"]
    assert source["layout"] == "table"
    assert source["files"][0]["path"].startswith("villages-")
