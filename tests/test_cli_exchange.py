"""`export` and `import` as a user runs them."""

import json
from pathlib import Path
from typing import Any

import pexpect
import pytest

from gazetteer.index import Gazetteer
from tests.test_cli import PROGRAM, Shell

UCDP = (
    "id,year,type_of_violence,conflict_name,dyad_name,side_a,side_b,source_article,where_prec,"
    "where_coordinates,adm_1,adm_2,latitude,longitude,country,date_prec,date_start,date_end,"
    "deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low"
)
ROWS = (
    (
        '7,2024,1,Iran: Government,Iran - Group,Government of Iran,Group,"Paper, 2024-01-17",1,'
        "Saravan,Sistan,Saravan,27.37,62.33,Iran,1,2024-01-17,2024-01-17,0,2,0,0,4,3,2"
    ),
    (
        '8,2024,3,A - Civilians,A - Civilians,A,Civilians,"Paper, 2024-01-18",4,Sistan province,'
        "Sistan,,27.9,60.5,Iran,2,2024-01-18,2024-01-20,0,0,5,0,5,5,5"
    ),
)
NOTES = (
    "Datum,Ort,Land,Tote,Notiz\n13/01/2024,Saravan,Iran,9-12,=1+1\n05/02/2024,Panjgur,Pakistan,2,\n"
)


@pytest.fixture
def shell(tmp_path: Path, gazetteer: Gazetteer) -> Shell:
    assert len(gazetteer)
    made = Shell(tmp_path)
    made.ok("init", "--seeds")
    return made


@pytest.fixture
def empty(tmp_path: Path, gazetteer: Gazetteer) -> Shell:
    assert len(gazetteer)
    made = Shell(tmp_path)
    made.ok("init")
    return made


def listed(shell: Shell, *words: str) -> dict[str, dict[str, Any]]:
    return {one["id"]: one for one in shell.json("list", *words)}


def written(shell: Shell, name: str, *lines: str) -> str:
    (shell.folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return name


# --- export ----------------------------------------------------------------------------------


def test_each_file_is_in_the_format_of_its_ending(shell: Shell) -> None:
    done = shell.run("export", "a.geojson", "b.csv", "c.kmz")
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["a.geojson", "b.csv", "c.kmz"]
    assert "KMZ cannot carry:" in done.stderr
    assert len(json.loads((shell.folder / "a.geojson").read_text())["features"]) > 5
    assert (shell.folder / "b.csv").read_bytes().startswith(b"\xef\xbb\xbfid,")
    assert (shell.folder / "c.kmz").read_bytes().startswith(b"PK")


def test_a_geopackage_brings_its_project(shell: Shell) -> None:
    told = shell.json("export", "out.gpkg", "--rule", "conservative")
    assert told["files"] == ["out.gpkg", "out.qgs"]
    assert (told["rule"], told["leaves_out"]) == ("conservative", {})


def test_a_folder_gets_all_of_it(shell: Shell) -> None:
    assert shell.ok("export", "all/").split() == ["all"]
    names = {path.name for path in (shell.folder / "all").iterdir()}
    assert {"README.md", "LICENCES.md", "manifest.json"} <= names
    endings = (
        ".geojson",
        ".geojsons",
        ".gpkg",
        ".qgs",
        ".fgb",
        ".parquet",
        ".kmz",
        ".csv",
        ".xlsx",
    )
    assert {f"incidents{ending}" for ending in (*endings, ".timemap.json")} <= names


def test_the_filters_are_those_of_list(shell: Shell) -> None:
    filters = ("--kind", "airstrike", "--since", "2024-01-17")
    shell.ok("export", "some.geojson", *filters)
    features = json.loads((shell.folder / "some.geojson").read_text())["features"]
    assert {feature["id"] for feature in features} == set(listed(shell, *filters)) != set()


def test_same_store_same_bytes(shell: Shell) -> None:
    shell.ok("export", "a/")
    shell.ok("export", "b/")
    for path in (shell.folder / "a").iterdir():
        assert path.read_bytes() == (shell.folder / "b" / path.name).read_bytes(), path.name


def test_what_cannot_be_written_is_said_before_anything_is(shell: Shell) -> None:
    assert "its ending names no format" in shell.refused("export", "a.csv", "b.doc")
    assert not (shell.folder / "a.csv").exists()
    assert "that is the store itself" in shell.refused("export", "incidents.gpkg")


def test_a_store_of_ones_own_is_not_written_over(shell: Shell) -> None:
    shell.ok("init", "--store", "mine.gpkg")
    assert "is a store" in shell.refused("export", "mine.gpkg")
    shell.ok("export", "theirs.gpkg")
    shell.ok("export", "theirs.gpkg")
    ident = next(iter(listed(shell)))
    shell.ok("withdraw", ident, "--why", "a test", "--store", "theirs.gpkg")
    assert "is a store" in shell.refused("export", "theirs.gpkg")


# --- import ----------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["geojson", "geojsons", "gpkg", "parquet", "fgb"])
def test_what_went_out_comes_back_the_same(shell: Shell, ending: str) -> None:
    shell.ok("export", f"out.{ending}")
    shell.ok("init", "--store", "other.gpkg")
    told = shell.json("import", f"out.{ending}", "--store", "other.gpkg")
    assert (told["new"], told["refused"], told["written"]) == (told["read"], 0, True)
    assert listed(shell, "--store", "other.gpkg") == listed(shell)
    again = shell.json("import", f"out.{ending}", "--store", "other.gpkg")
    assert (again["new"], again["already"]) == (0, told["read"])


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_table_of_our_own_doubles_nothing_and_keeps_its_ids(shell: Shell, ending: str) -> None:
    shell.ok("export", f"out.{ending}")
    told = shell.json("import", f"out.{ending}")
    assert (told["new"], told["differing"]) == (0, told["read"])
    shell.ok("init", "--store", "other.gpkg")
    assert shell.json("import", f"out.{ending}", "--store", "other.gpkg")["refused"] == 0
    there, here = listed(shell, "--store", "other.gpkg"), listed(shell)
    assert set(there) == set(here)
    for ident, one in there.items():
        assert one["when"]["edtf"] == here[ident]["when"]["edtf"]
        assert one.get("killed", {}).get("low") == here[ident].get("killed", {}).get("low")
        assert one["where"]["precision"] == here[ident]["where"]["precision"]


def test_ucdp_rows_come_in_once_with_their_counts_as_they_are(empty: Shell) -> None:
    file = written(empty, "ged.csv", UCDP, *ROWS)
    told = empty.run("import", file)
    assert told.returncode == 0, told.stderr
    assert told.stdout.startswith("ged.csv (UCDP GED): 2 read, 2 taken in, 0 here already")
    assert told.stderr == ""
    assert "2 here already" in empty.ok("import", file)
    killed = [
        claim["count"]
        for claim in empty.json("show", "ucdp-ged-7")["claims"]
        if claim["field"] == "killed"
    ]
    assert {(one["low"], one["high"], one["best"]) for one in killed} == {(2, 3, 4)}
    row = listed(empty)["ucdp-ged-8"]
    assert (row["where"]["precision"], row["when"]["edtf"]) == ("adm1", "2024-01-18/2024-01-20")


def test_a_changed_row_is_told_and_what_is_here_stays(empty: Shell) -> None:
    empty.ok("import", written(empty, "ged.csv", UCDP, *ROWS))
    told = empty.run("import", written(empty, "new.csv", UCDP, ROWS[0].replace("4,3,2", "9,9,9")))
    assert "1 here with other details" in told.stdout
    assert "is here with other details, which were kept" in told.stderr
    assert listed(empty)["ucdp-ged-7"]["killed"]["high"] == 3


def test_one_bad_row_keeps_the_file_out_unless_it_is_left_out(empty: Shell) -> None:
    file = written(empty, "ged.csv", UCDP, ROWS[0], ROWS[1].replace("60.5", "960.5"))
    done = empty.run("import", file)
    assert done.returncode == 1
    assert "ged.csv, line 3: refused:" in done.stderr
    assert "nothing was taken in, as 1 of 2 rows were refused" in done.stderr
    assert listed(empty) == {}
    assert "1 taken in" in empty.ok("import", file, "--skip-refused")
    assert set(listed(empty)) == {"ucdp-ged-7"}


def test_a_table_in_no_known_form_is_shown_and_not_read_before_somebody_agrees(
    empty: Shell,
) -> None:
    file = written(empty, "notes.csv", NOTES)
    done = empty.run("import", file)
    assert done.returncode == 1
    assert "Stands for" in done.stderr
    assert done.stderr.splitlines()[-1].startswith("error: notes.csv: not read yet:")
    assert listed(empty) == {}
    tried = empty.json("import", file, "--dry-run")
    assert (tried["new"], tried["written"]) == (2, False)
    assert listed(empty) == {}
    assert empty.json("import", file, "--yes")["new"] == 2
    found = listed(empty).values()
    assert {one["when"]["edtf"] for one in found} == {"2024-01-13", "2024-02-05"}
    assert {(one["killed"]["low"], one["killed"]["high"]) for one in found} == {(9, 12), (2, 2)}
    assert {one["where"]["country"] for one in found} == {"IR", "PK"}
    assert {one["where"]["precision"] for one in found} == {"settlement"}


def test_a_date_that_could_be_two_is_asked_not_guessed(empty: Shell) -> None:
    file = written(empty, "notes.csv", "date,place\n03/04/2024,Saravan", "05/06/2024,Panjgur")
    done = empty.run("import", file, "--yes")
    assert done.returncode == 1
    assert "dmy" in done.stderr.splitlines()[-1]
    empty.ok("import", file, "--yes", "--map", "date=date:dmy")
    assert {one["when"]["edtf"] for one in listed(empty).values()} == {"2024-04-03", "2024-06-05"}


def test_what_tells_neither_when_nor_where_is_not_taken_for_incidents(empty: Shell) -> None:
    file = written(empty, "story.txt", "A headline", "Something was said.", "More was said.")
    done = empty.run("import", file, "--yes")
    assert done.returncode == 1
    assert "no column is known to tell when or where" in done.stderr.splitlines()[-1]
    assert listed(empty) == {}


def test_columns_are_put_right_by_hand(empty: Shell) -> None:
    file = written(empty, "x.csv", "when_it_was,spot,n", "2024-01-02,Erbil,4")
    told = ("--map", "date=when_it_was", "--map", "place=spot", "--map", "killed=n")
    assert empty.json("import", file, "--yes", *told)["new"] == 1
    (one,) = listed(empty).values()
    assert (one["when"]["edtf"], one["killed"]["low"]) == ("2024-01-02", 4)
    assert "--map nonsense" in empty.refused("import", file, "--map", "nonsense")
    assert "no such file" in empty.refused("import", "gone.csv")
    assert "is a folder" in empty.refused("import", ".")


def test_on_a_terminal_it_asks_and_no_means_no(empty: Shell) -> None:
    written(empty, "notes.csv", NOTES)
    for reply, there in (("n", 0), ("y", 2)):
        child = pexpect.spawn(
            PROGRAM[0],
            [*PROGRAM[1:], "import", "notes.csv"],
            cwd=str(empty.folder),
            env=empty.env,
            encoding="utf-8",
            dimensions=(40, 120),
        )
        child.expect("Read it so")
        child.sendline(reply)
        child.expect(pexpect.EOF)
        child.close()
        assert child.exitstatus == (0 if there else 1)
        assert len(listed(empty)) == there
