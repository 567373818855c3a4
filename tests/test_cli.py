"""The command line as a new user meets it: real processes, real files."""

import json
import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pexpect
import pytest

from gazetteer.index import Gazetteer

PROGRAM = [sys.executable, "-m", "maps.cli"]
ROOT = Path(__file__).resolve().parents[1]
STRIKE = [
    "--place", "Saravan, Iran", "--date", "18 January 2024", "--kind", "airstrike",
    "--by", "Pakistan's air force", "--against", "Baloch Liberation Front", "--killed", "9-12",
    "--claimed-by", "Iran", "--publisher", "The Paper", "--published", "2024-01-19",
    "--quote", "Nine people were killed, Iran said.",
]  # fmt: skip


class Shell:
    """A folder in which commands are run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.env = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "160"}
        self.env.pop("INCIDENTMAP_STORE", None)

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*PROGRAM, *words],
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
        """The one line that a refused command says; nothing on standard output."""
        done = self.run(*words)
        assert done.returncode == 1, done.stdout + done.stderr
        assert done.stdout == ""
        lines = done.stderr.splitlines()
        assert len(lines) == 1, done.stderr
        assert lines[0].startswith("error: ")
        return lines[0]


@pytest.fixture
def shell(tmp_path: Path, gazetteer: Gazetteer) -> Shell:
    assert len(gazetteer)
    return Shell(tmp_path)


@pytest.fixture
def stored(shell: Shell) -> Shell:
    shell.ok("init", "--seeds")
    return shell


def test_demo_makes_its_files_and_says_where_and_what_was_read(shell: Shell) -> None:
    *files, read, again = shell.ok("demo", "here").splitlines()
    names = ["map.html", "map.png", "incidents.geojson", "incidents.gpkg", "read.html", "read.gpkg"]
    assert files == [f"here/{name}" for name in names]
    assert sorted(path.name for path in (shell.folder / "here").iterdir()) == sorted(names)
    for page in ("map.html", "read.html"):
        assert (shell.folder / "here" / page).stat().st_size < 1_000_000
    assert (shell.folder / "here/map.png").read_bytes().startswith(b"\x89PNG")
    assert re.fullmatch(
        r"5 digests .* read: \d+ incidents, accepted unreviewed into here/read\.gpkg\.",
        read,
    )
    found, curated = map(int, re.findall(r"\d+", again))
    assert curated == len(shell.json("list", "--store", "here/incidents.gpkg"))
    assert curated // 2 < found <= curated
    assert shell.json("check", "--store", "here/read.gpkg", "--strict")["faults"] == []
    told = shell.json("demo", "here")
    assert told["read"]["found_again"] == found
    assert told["read_store"] == "here/read.gpkg"


def test_demo_again_keeps_the_store(shell: Shell) -> None:
    shell.ok("demo", "here")
    shell.ok("add", *STRIKE, "--yes", "--store", "here/incidents.gpkg")
    done = shell.run("demo", "here")
    assert "it is kept" in done.stderr
    record = json.loads((shell.folder / "here/incidents.geojson").read_text())
    assert any(f["id"].startswith("2024-01-18-saravan-airstrike-") for f in record["features"])


def test_a_new_store_a_new_incident_and_its_map(shell: Shell) -> None:
    assert "with 0 incidents" in shell.ok("init")
    added = shell.json("add", *STRIKE, "--yes")
    ident = added["incident"]["id"]
    assert added["written"] is True
    assert added["incident"]["origin_country"] == "PK"
    assert added["incident"]["target_country"] == "IR"
    assert added["situation"]["country"] == "IR"
    assert added["situation"]["border"] == "IR-PK"
    assert 30_000 < added["situation"]["depth_m"] < 60_000
    assert {c["field"]: c["claimant"] for c in added["claims"]}["killed"] == "Iran"
    (listed,) = shell.json("list")
    assert (listed["id"], listed["killed"]["low"], listed["killed"]["high"]) == (ident, 9, 12)
    assert shell.ok("map", "m.html").strip() == "m.html"
    assert shell.ok("map", "m.svg").strip() == "m.svg"
    beside = shell.ok("map", "new.html", "--png", "--svg").split()
    assert beside == ["new.html", "new.png", "new.svg"]
    assert all((shell.folder / name).stat().st_size for name in beside)
    assert shell.ok("map", "p.png", "--png").split() == ["p.png"]
    assert shell.json("export", "e.geojson")["files"] == ["e.geojson"]
    assert shell.json("init", "--store", "b.gpkg") == {"store": "b.gpkg", "incidents": 0}
    assert "<svg" in (shell.folder / "m.svg").read_text()
    assert "<title>Incidents</title>" in (shell.folder / "m.html").read_text()


def test_adding_shows_where_it_would_land_before_it_writes(stored: Shell) -> None:
    done = stored.run("add", *STRIKE, "--dry-run")
    assert done.returncode == 0, done.stderr
    for words in (
        "Sistan and Baluchestan",
        "Iran",
        "from the border with Pakistan",
        "somewhere in the town",
        "Pakistan to Iran",
    ):
        assert words in done.stderr
    assert "would add" in done.stdout
    before = stored.json("list")
    assert "would add" in stored.ok("add", *STRIKE, "--dry-run")
    assert stored.json("list") == before


def test_nothing_is_written_unless_said(stored: Shell) -> None:
    before = stored.json("list")
    done = stored.run("add", *STRIKE)
    assert done.returncode == 1
    assert "say --yes" in done.stderr
    assert stored.json("list") == before


def test_coordinates_stand_in_for_a_name_in_any_form(stored: Shell) -> None:
    for text in ("27.40, 62.33", "27°24'N 62°20'E", "27 24m N 62 20m E"):
        words = ["add", *STRIKE, "--yes", "--place", text]
        added = stored.json(*words)
        where = next(c["where"] for c in added["claims"] if c["field"] == "location")
        assert (where["lon"], where["lat"]) == pytest.approx((62.33, 27.40), abs=0.01)
        assert where["country"] == "IR"
        assert where["admin1"].startswith("Sistan")
        assert where["method"] == "coordinates"
        assert where["radius_m"] > 400


def test_claims_links_and_withdrawals(stored: Shell) -> None:
    ident = stored.json("add", *STRIKE, "--yes")["incident"]["id"]
    said = stored.ok(
        "claim", ident, "--field", "killed", "--value", "20+", "--claimed-by", "Exiles",
        "--publisher", "The Other",
    )  # fmt: skip
    assert "killed.2" in said
    shown = stored.json("show", ident)
    assert (shown["shown"]["killed"]["low"], shown["shown"]["killed"].get("high")) == (9, None)
    assert "killed" in shown["shown"]["differing"]
    assert stored.json("show", ident, "--rule", "conservative")["shown"]["killed"]["high"] == 12
    stored.ok("withdraw", f"{ident}.killed.2", "--why", "misread")
    assert stored.json("show", ident)["shown"]["killed"]["high"] == 12
    other = "2024-01-16-balochistan-missile-strike"
    linked = stored.json("link", ident, "retaliation_for", other, "--why", "the report says so")
    assert (linked["from_id"], linked["to_id"]) == (ident, other)
    assert [link["to_id"] for link in stored.json("show", ident)["links"]] == [other]
    assert stored.json("withdraw", ident, "--why", "a test")["withdrawn"] == ident
    assert ident not in [record["id"] for record in stored.json("list")]
    assert ident in [record["id"] for record in stored.json("list", "--status", "withdrawn")]


def test_tables_for_people(stored: Shell) -> None:
    table = stored.ok("list")
    assert "17 or 18 January 2024" in table
    assert "PK → IR" in table
    assert "the accounts differ" in table
    page = stored.ok("show", "2024-01-18-saravan-airstrike")
    for words in ("Accounts differ on", "Iran says", "foreign nationals", "n retaliation for"):
        assert words in page


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        (["--country", "sy"], ["2024-01-15-syria-missile-strike"]),
        (["--kind", "summons"], ["2024-01-19-the-hague-summons"]),
        (["--until", "2022-01"], ["2020-01-baghdad-drone-strike"]),
    ],
)
def test_filters(stored: Shell, filters: list[str], ids: list[str]) -> None:
    assert [record["id"] for record in stored.json("list", *filters)] == ids


def test_locate(shell: Shell) -> None:
    found = shell.json("locate", "Erbil, Iraqi Kurdistan")
    assert (found["place"]["name"], found["place"]["country"]) == ("Erbil", "IQ")
    assert 0 < found["confidence"] <= 1
    assert found["border"]["nearest_border"] in {"IQ-TR", "IQ-IR", "IR-IQ"}
    page = shell.ok("locate", "Sistan-Baluchestan")
    assert "adm1" in page


def test_locate_never_guesses_silently(shell: Shell) -> None:
    found = shell.json("locate", "Saravan")
    assert found["place"] is None or "over" in found["why"]
    assert len(found["candidates"]) > 1
    assert {c["country"] for c in found["candidates"]} != {"IR"}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (["--date", "the other day"], ["the other day", "is not a date"]),
        (["--date", "2024-02-30"], ["2024-02-30", "no such day"]),
        (["--date", "03/04/2024"], ["day first or month first"]),
        (["--killed", "12-9"], ["12-9", "low end is above its high end"]),
        (["--kind", "picnic"], ["picnic", "airstrike"]),
        (["--place", "Qwxzvbn"], ["Qwxzvbn"]),
        (["--place", "Sarvan, Iran"], ["Sarvan", "Sarāvān"]),
        (["--place", "99, 200"], ["99, 200"]),
        (["--precision", "exact"], ["exact", "site"]),
        (["--published", "January 2024"], ["January 2024", "one day"]),
        (["--origin", "Iran"], ["IRAN", "alpha-2"]),
    ],
)
def test_bad_input_is_one_line_and_nothing_is_written(
    stored: Shell, change: list[str], words: list[str]
) -> None:
    before = (stored.folder / "incidents.gpkg").read_bytes()
    line = stored.refused("add", *STRIKE, "--yes", "--json", *change)
    for word in words:
        assert word in line
    assert (stored.folder / "incidents.gpkg").read_bytes() == before


def test_missing_options_are_named(stored: Shell) -> None:
    assert "--place is missing" in stored.refused("add", "--yes")
    without = STRIKE[:-6]
    assert "--publisher is missing" in stored.refused("add", *without, "--yes")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["list"], "no such store"),
        (["list", "--store", "none/x.gpkg"], "no such store"),
        (["init", "--store", "none/x.gpkg"], "cannot be made"),
        (["export", "x.geojson"], "no such store"),
    ],
)
def test_a_store_that_is_not_there(shell: Shell, words: list[str], message: str) -> None:
    assert message in shell.refused(*words)
    assert list(shell.folder.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["show", "2024-01-18-saravan"], "did you mean 2024-01-18-saravan-airstrike"),
        (["list", "--rule", "mean"], "is not a rule"),
        (["list", "--status", "gone"], "the statuses are"),
        (["export", "x.doc"], "names no format"),
        (["export", "none/x.geojson"], "none/x.geojson: not written"),
        (["export", "/dev/full/x.geojson"], "not written"),
        (["map", "none/m.html"], "none/m.html"),
        (["init"], "there already"),
        (["link", "a", "likes", "b"], "is not a type of link"),
        (["withdraw", "nothing", "--why", "x"], "no incident has the id"),
        (["list", "--nonsense"], "--nonsense"),
        (["nonsense"], "nonsense"),
    ],
)
def test_other_mistakes_are_one_line(stored: Shell, words: list[str], message: str) -> None:
    before = sorted(path.name for path in stored.folder.iterdir())
    assert message in stored.refused(*words)
    assert sorted(path.name for path in stored.folder.iterdir()) == before


def test_a_foreign_store_is_left_alone(shell: Shell) -> None:
    path = shell.folder / "incidents.gpkg"
    path.write_text("a diary")
    assert "not an incidentmap store" in shell.refused("add", *STRIKE, "--yes")
    assert path.read_text() == "a diary"


def test_a_second_writer_is_told_in_one_line(stored: Shell) -> None:
    with sqlite3.connect(stored.folder / "incidents.gpkg", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        line = stored.refused("add", *STRIKE, "--yes", "--json")
        other.execute("ROLLBACK")
    other.close()
    assert "another program is writing to it; try again" in line


def test_the_store_can_be_named_in_the_environment(shell: Shell) -> None:
    shell.env["INCIDENTMAP_STORE"] = "named.gpkg"
    shell.ok("init", "--seeds")
    assert (shell.folder / "named.gpkg").exists()
    assert len(shell.json("list")) > 10


_LOADED = """
import sys
sys.argv = ["incidentmap", *sys.argv[1:]]
from maps.cli import main
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
heavy = {"pandas", "geopandas", "folium", "matplotlib", "pyogrio"} & set(sys.modules)
assert not heavy, heavy
"""


@pytest.mark.parametrize(
    "words", [["--help"], ["list"], ["locate", "Erbil"], ["add", "--help"], ["read", "--help"]]
)
def test_light_commands_load_nothing_heavy(stored: Shell, words: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _LOADED, *words],
        cwd=stored.folder,
        env=stored.env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_help_loads_no_geometry_either(shell: Shell) -> None:
    code = _LOADED.replace('"pyogrio"', '"pyogrio", "shapely", "numpy", "msgspec", "babel"')
    done = subprocess.run(
        [sys.executable, "-c", code, "--help"],
        cwd=shell.folder,
        env=shell.env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_what_is_missing_is_asked_for_on_a_terminal(stored: Shell) -> None:
    child = pexpect.spawn(
        sys.executable,
        ["-m", "maps.cli", "add", "--kind", "airstrike"],
        cwd=str(stored.folder),
        env=stored.env,
        encoding="utf-8",
        timeout=60,
        dimensions=(40, 120),
    )
    child.expect("Where")
    child.sendline("Tripoli")
    child.expect("When")
    child.sendline("the first")
    child.expect("is not a date")
    child.expect("When")
    child.sendline("2024-02-01")
    child.expect("Who published it")
    child.sendline("The Paper")
    child.expect("could be")
    child.expect("Which one")
    child.sendline("1")
    child.expect("Precision")
    child.expect("Add it")
    child.sendline("y")
    child.expect("added 2024-02-01-tripoli-airstrike")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert any(r["id"] == "2024-02-01-tripoli-airstrike" for r in stored.json("list"))


def test_saying_no_writes_nothing(stored: Shell) -> None:
    before = stored.json("list")
    child = pexpect.spawn(
        sys.executable,
        ["-m", "maps.cli", "add", *STRIKE],
        cwd=str(stored.folder),
        env=stored.env,
        encoding="utf-8",
        timeout=60,
        dimensions=(40, 120),
    )
    child.expect("Add it")
    child.sendline("n")
    child.expect("nothing was written")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 1
    assert stored.json("list") == before


def test_a_reader_that_goes_away_is_no_error(stored: Shell) -> None:
    command = f"{sys.executable} -m maps.cli list --json | head -c 1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=stored.folder,
        env=stored.env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
