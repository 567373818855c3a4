"""`codebook` as a newcomer meets it."""

import re
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from geo.codebook.book import codebook, look_up
from geo.codebook.facts import Codebook
from geo.codebook.markdown import with_preface
from tests.test_cli import Shell

BOOK = codebook()


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


def squeezed(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("width", [40, 80, 120])
def test_all_of_it_fits_the_terminal(shell: Shell, width: int) -> None:
    shell.env["COLUMNS"] = str(width)
    shown = shell.ok("codebook")
    assert max(map(len, shown.splitlines())) <= width
    assert "…" not in shown
    words = re.sub(r"\s", "", shown)
    for record in BOOK.records:
        for one in record.fields:
            assert re.sub(r"\s", "", one.meaning) in words, one.name


def test_at_80_columns_everything_is_told(shell: Shell) -> None:
    shell.env["COLUMNS"] = "80"
    shown = shell.ok("codebook")
    for record in BOOK.records:
        assert re.search(rf"^{record.name}: ", shown, flags=re.MULTILINE)
        for one in record.fields:
            assert re.search(rf"^{one.name} ", shown, flags=re.MULTILINE), one.name
    for listed in BOOK.lists:
        for value in listed.values:
            assert re.search(rf"^{re.escape(value.name)} ", shown, flags=re.MULTILINE), value.name
    assert shown.rstrip().endswith("--json serves programs.")


def test_one_field_with_its_equals(shell: Shell) -> None:
    shell.env["COLUMNS"] = "80"
    assert [line.rstrip() for line in shell.ok("codebook", "Count.low").splitlines()] == [
        "Count: A number of people as claimed.",
        "low  The least that the claim allows.",
        "     whole number, people",
        "     in exports: killed_low, injured_low",
        "     UCDP GED: low (deaths only)",
        "     ACLED: fatalities (one number for low, best and high; 0 may mean unknown)",
        "     PLOVER: dead, injured (one number, or a code for a range)",
        "     HXL: #affected+killed+min, #affected+injured+min",
    ]


def test_what_has_no_equal_says_so(shell: Shell) -> None:
    assert "no equal in PLOVER" in shell.ok("codebook", "Where.precision")
    assert "no equal in UCDP GED, ACLED or PLOVER" in shell.ok("codebook", "Where.radius_m")
    assert "no equal elsewhere" in shell.ok("codebook", "Claim.polarity")
    assert "PLOVER mode none" in squeezed(shell.ok("codebook", "chemical_weapon"))


def test_json_is_the_codebook(shell: Shell) -> None:
    assert msgspec.convert(shell.json("codebook"), Codebook) == BOOK
    assert msgspec.convert(shell.json("codebook", "killed"), Codebook) == look_up(BOOK, "killed")


def test_markdown_is_the_document(shell: Shell) -> None:
    assert shell.ok("codebook", "--markdown") == with_preface(BOOK)
    part = shell.ok("codebook", "LinkType", "--markdown")
    assert part.startswith("## LinkType\n")
    assert "`part_of`" in part


def test_mistakes_are_one_line(shell: Shell) -> None:
    assert "did you mean killed" in shell.refused("codebook", "kiled")
    assert "not both" in shell.refused("codebook", "--json", "--markdown")


_LOADED = """
import sys
from maps.cli import main
sys.argv = ["incidentmap", "codebook", *sys.argv[1:]]
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
heavy = {"pandas", "geopandas", "pyarrow", "folium", "matplotlib", "pyogrio", "shapely", "numpy"}
assert not heavy & set(sys.modules), heavy & set(sys.modules)
"""


@pytest.mark.parametrize("words", [["--help"], [], ["killed"], ["--json"], ["--markdown"]])
def test_it_loads_nothing_heavy(shell: Shell, words: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _LOADED, *words],
        cwd=shell.folder,
        env=shell.env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
