"""`locate` as a person or a program meets it: real processes, real files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pexpect
import pytest

if TYPE_CHECKING:
    from gazetteer.index import Gazetteer

PROGRAM = [sys.executable, "-m", "maps.cli", "locate"]
ROOT = Path(__file__).resolve().parents[1]
LINES: list[dict[str, Any]] = [
    {"id": 1, "text": "Homs town", "country": "SY", "within": ["Homs governorate"]},
    {"id": "b", "text": "سراوان", "country": "Iran"},
    {"id": 3, "text": "Blorp village", "country": "SY", "within": ["Idlib governorate"]},
]


class Shell:
    """A folder in which `locate` is run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.env = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "120"}

    def run(self, *words: str, given: str | None = None) -> subprocess.CompletedProcess[str]:
        source: dict[str, Any] = {"input": given} if given else {"stdin": subprocess.DEVNULL}
        return subprocess.run(
            [*PROGRAM, *words],
            cwd=self.folder,
            env=self.env,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            **source,
        )

    def ok(self, *words: str, given: str | None = None) -> str:
        done = self.run(*words, given=given)
        assert done.returncode == 0, done.stderr
        assert done.stderr == ""
        return done.stdout

    def json(self, *words: str) -> Any:  # noqa: ANN401
        return json.loads(self.ok(*words, "--json"))

    def refused(self, *words: str) -> str:
        done = self.run(*words)
        assert done.returncode == 1, done.stdout + done.stderr
        [line] = done.stderr.splitlines()
        assert line.startswith("error: ")
        return line


@pytest.fixture
def shell(tmp_path: Path, gazetteer: Gazetteer) -> Shell:
    assert len(gazetteer)
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, LINES)), encoding="utf-8")
    return Shell(tmp_path)


@pytest.mark.parametrize(
    ("words", "place_id"),
    [
        (["سراوان، ایران"], "geonames:1159713"),
        (["پنجگور", "--country", "پاکستان"], "geonames:1168446"),
        (["أربيل"], "geonames:95446"),
        (["Panjgur district"], "geonames:1168444"),
        (["Springfield", "--country", "us", "--region", "Illinois"], "geonames:4250542"),
        (["Saravan", "--within", "Sistan-Baluchestan", "--within", "Iran"], "geonames:1159713"),
    ],
)
def test_one_place_is_chosen(shell: Shell, words: list[str], place_id: str) -> None:
    found = shell.json(*words)
    assert found["place"]["id"] == place_id, found["why"]
    assert len(found["place"]["country"]) == 2
    assert 0 < found["confidence"] <= 1
    assert found["radius_m"] > 0


def test_a_person_sees_why_and_what_it_was_chosen_over(shell: Shell) -> None:
    page = shell.ok("Springfield", "--country", "US", "--region", "Illinois")
    for words in ("Confidence", "it is called Springfield", "Not", "Missouri"):
        assert words in page
    assert "(within 25 km)" in shell.ok("near Saravan, Iran")


@pytest.mark.parametrize(
    ("words", "countries"),
    [
        (["Tripoli", "--all", "--kind", "settlement", "--limit", "2"], ["LY", "LB"]),
        (["Tripoli", "--near", "35.8,34.4", "--limit", "1"], ["LB"]),
        (["Tripoli", "--bbox", "30,30,40,40", "--kind", "settlement", "--limit", "1"], ["LB"]),
        (["Fiji", "--bbox", "170,-25,-170,-10", "--kind", "country"], ["FJ"]),
        (["Kerman", "--min-population", "500000", "--kind", "settlement"], ["IR", "IR"]),
        (["Rask, Iran", "--kind", "settlement", "--limit", "1"], ["IR"]),
        (["Rask", "--all", "--region", "Sistan and Baluchestan", "--country", "IR"], ["IR", "IR"]),
    ],
)
def test_filters_list_what_fits(shell: Shell, words: list[str], countries: list[str]) -> None:
    found = shell.json(*words)
    assert [candidate["country"] for candidate in found["candidates"]] == countries
    assert all(0 < candidate["score"] <= 1 for candidate in found["candidates"])
    assert f"{len(countries)} places" in shell.ok(*words)


def test_exact_names_come_before_slips(shell: Shell) -> None:
    hows = [c["how"] for c in shell.json("Baghdad", "--all", "--limit", "50")["candidates"]]
    order = ["exact", "folded", "variant", "prefix", "fuzzy"]
    assert [order.index(how) for how in hows] == sorted(order.index(how) for how in hows)
    assert shell.json("Bagdhad", "--all")["candidates"]


def test_lines_in_records_out(shell: Shell) -> None:
    lines = shell.ok("--jsonl", "in.jsonl").splitlines()
    records = [json.loads(line) for line in lines]
    assert [record["id"] for record in records] == [1, "b", 3]
    assert [record["place"]["country"] for record in records] == ["SY", "IR", "SY"]
    assert [record["precision"] for record in records] == ["settlement", "settlement", "adm1"]
    given = (shell.folder / "in.jsonl").read_text(encoding="utf-8")
    assert shell.ok("--jsonl", "-", given=given).splitlines() == lines
    assert shell.ok("--jsonl", "in.jsonl", "--out", "out.jsonl") == ""
    assert (shell.folder / "out.jsonl").read_text(encoding="utf-8").splitlines() == lines


def test_a_bad_line_is_named_and_nothing_is_half_written(shell: Shell) -> None:
    path = shell.folder / "bad.jsonl"
    path.write_text(json.dumps(LINES[0]) + "\n{\n", encoding="utf-8")
    assert "bad.jsonl, line 2: no JSON" in shell.refused("--jsonl", "bad.jsonl")
    (shell.folder / "out.jsonl").write_text("mine", encoding="utf-8")
    before = sorted(shell.folder.iterdir())
    assert "line 2" in shell.refused("--jsonl", "bad.jsonl", "--out", "out.jsonl")
    assert sorted(shell.folder.iterdir()) == before
    assert (shell.folder / "out.jsonl").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([], "a place is missing"),
        (["Erbil", "--out", "x"], "--out goes with --jsonl"),
        (["Erbil", "--jsonl", "in.jsonl"], "--jsonl has places"),
        (["--jsonl", "in.jsonl", "--country", "SY"], "--jsonl has places"),
        (["--jsonl", "none.jsonl"], "none.jsonl: not read"),
        (["--jsonl", "."], "not read"),
        (["--jsonl", "in.jsonl", "--out", "none/out.jsonl"], "none/out.jsonl: not written"),
        (["Erbil", "--country", "QQ"], "'QQ' is no country"),
        (["Erbil", "--kind", "picnic"], "the kinds are country"),
        (["Erbil", "--near", "44"], "wanted LON,LAT"),
        (["Erbil", "--near", "36,144"], "longitude first"),
        (["Erbil", "--bbox", "1,2,3"], "wanted W,S,E,N"),
        (["Erbil", "--bbox", "1,5,3,2"], "south lies north"),
        (["Erbil", "--all", "--region", "Blorp"], "'Blorp' is known"),
    ],
)
def test_mistakes_are_one_line(shell: Shell, words: list[str], message: str) -> None:
    assert message in shell.refused(*words)
    assert [path.name for path in shell.folder.iterdir()] == ["in.jsonl"]


def test_the_bar_is_for_terminals_and_leaves_the_records_alone(shell: Shell) -> None:
    child = pexpect.spawn(
        "bash",
        ["-c", f"{' '.join(PROGRAM)} --jsonl in.jsonl > out.jsonl"],
        cwd=str(shell.folder),
        env=shell.env,
        encoding="utf-8",
        timeout=60,
    )
    child.expect("placing")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    lines = (shell.folder / "out.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == [1, "b", 3]


def test_a_reader_that_goes_away_is_no_error(shell: Shell) -> None:
    many = "\n".join(json.dumps({**LINES[0], "id": number}) for number in range(5000))
    (shell.folder / "many.jsonl").write_text(many, encoding="utf-8")
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", f"{' '.join(PROGRAM)} --jsonl many.jsonl | head -n 1"],
        cwd=shell.folder,
        env=shell.env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert json.loads(done.stdout)["id"] == 0
