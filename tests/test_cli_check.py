"""`check` as a person or a program meets it: real processes, real files."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from geo.dossier import Collection
from geo.store import GeoPackageStore
from tests.builders import PAPER, strike
from tests.drafts import BLASTED, DRAFTS, RAID, RAIDED, TEXT, TEXTS

ROOT = Path(__file__).resolve().parents[1]


class Shell:
    """A folder with a store in which `check` is run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / "incidents.gpkg"

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "maps.cli", "check", *words],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "80"},
            capture_output=True,
            text=True,
            check=False,
        )

    def json(self, *words: str, code: int = 0) -> Any:  # noqa: ANN401
        done = self.run(*words, "--json")
        assert done.returncode == code, done.stderr
        return json.loads(done.stdout)


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


def test_everything_holds_where_the_texts_were_kept(shell: Shell) -> None:
    with GeoPackageStore.create(shell.path) as store:
        store.add(DRAFTS, TEXTS)
        store.add(Collection(dossiers=(strike(),)))
    found = shell.json("--strict")
    assert (found["held"], found["unchecked"], found["faults"]) == (8, 3, [])
    done = shell.run()
    assert done.returncode == 0
    assert done.stdout.split("\n")[0].split() == ["8", "hold"]


def test_a_missing_text_is_told_and_given(shell: Shell) -> None:
    GeoPackageStore.create(shell.path, DRAFTS).close()
    done = shell.run()
    assert done.returncode == 0
    assert "The text is not kept" in done.stdout
    assert "raid  raid.killed.1" in done.stdout
    assert shell.run("--strict").returncode == 1
    missing = shell.json("--strict", code=1)
    assert (missing["text_missing"], missing["held"]) == (8, 0)
    assert "incidentmap check FILE" in missing["faults"][0]["what_to_do"]
    report = shell.folder / "report.txt"
    report.write_text(TEXT, encoding="utf-8")
    assert shell.json(str(report), "--strict")["held"] == 8
    report.write_text(TEXT.replace("Nine", "Ten"), encoding="utf-8")
    done = shell.run(str(report))
    assert "report.txt: nothing cites this text" in done.stderr
    assert done.returncode == 0


def test_a_quote_that_differs_is_shown_beside_what_stands_there(shell: Shell) -> None:
    wrong = replace(
        RAIDED.claims[2],
        citation=replace(RAIDED.claims[2].citation, quote=RAID.replace("Nine", "Ninety")),
    )
    changed = replace(RAIDED, claims=(wrong,))
    with GeoPackageStore.create(shell.path) as store:
        store.add(Collection(dossiers=(changed, BLASTED), sources=(PAPER,)), TEXTS)
    done = shell.run()
    assert done.returncode == 1
    assert done.stderr == ""
    assert "Other words stand at that place" in done.stdout
    assert "cited: Ninety people were killed" in done.stdout
    assert "found: Nine people were killed" in done.stdout
    (fault,) = shell.json(code=1)["faults"]
    assert (fault["incident"], fault["claim"]) == ("raid", "raid.killed.1")
    assert "--supersedes" in fault["what_to_do"]


def test_a_damaged_text_is_told(shell: Shell) -> None:
    with GeoPackageStore.create(shell.path) as store:
        store.add(DRAFTS, TEXTS)
        store.connection.executescript(
            "CREATE TABLE t AS SELECT * FROM texts; DELETE FROM texts;"
            "INSERT INTO texts SELECT fid, sha256, source, name, characters, x'00' FROM t;"
        )
    report = shell.folder / "report.txt"
    report.write_text(TEXT, encoding="utf-8")
    found = shell.json(str(report), code=1)
    assert (found["text_changed"], found["held"]) == (8, 0)
    assert "damaged" in shell.run().stdout


def test_the_incidents_that_come_along_hold(shell: Shell) -> None:
    found = shell.json("--seeds", "--strict")
    assert found["held"] > 100
    assert found["faults"] == []


def test_a_file_or_store_that_is_not_there_is_one_line(shell: Shell) -> None:
    for words, told in ((["none.txt"], "none.txt: cannot be read"), ([], "no such store")):
        done = shell.run(*words)
        assert (done.returncode, done.stdout) == (1, "")
        assert told in done.stderr
        assert len(done.stderr.splitlines()) == 1
