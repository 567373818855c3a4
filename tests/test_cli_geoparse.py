"""`geoparse` as a person or a program meets it: real processes, real files."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pexpect
import pytest

from maps.cli.marked import running_text
from maps.cli.streams import decoded

if TYPE_CHECKING:
    from gazetteer.index import Gazetteer

PROGRAM = [sys.executable, "-m", "maps.cli", "geoparse"]
ROOT = Path(__file__).resolve().parents[1]
TEXT = (
    "Shepherds near Saravan, Iran, heard two blasts before dawn.\r\n\r\n"
    "Iranian officials drove to Saravan. Two men fled from Qolbarestan to Zahedan, and the "
    "Pakistan Air Force said that it had hit targets three kilometres inside Iranian borders.\r\n"
)


class Shell:
    """A folder in which `geoparse` is run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.env = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "120"}

    def run(self, *words: str, given: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
        source: dict[str, Any] = {"input": given} if given else {"stdin": subprocess.DEVNULL}
        return subprocess.run(
            [*PROGRAM, *words],
            cwd=self.folder,
            env=self.env,
            capture_output=True,
            check=False,
            **source,
        )

    def ok(self, *words: str, given: bytes | None = None, told: str = "") -> str:
        done = self.run(*words, given=given)
        assert done.returncode == 0, done.stderr
        assert done.stderr.decode().strip() == told
        return done.stdout.decode()

    def refused(self, *words: str, given: bytes | None = None) -> str:
        done = self.run(*words, given=given)
        assert done.returncode == 1, done.stdout + done.stderr
        [line] = done.stderr.decode().splitlines()
        assert line.startswith("error: ")
        return line


@pytest.fixture
def shell(tmp_path: Path, gazetteer: Gazetteer) -> Shell:
    assert len(gazetteer)
    (tmp_path / "a.txt").write_bytes(TEXT.encode())
    return Shell(tmp_path)


class TestTerminal:
    def test_in_a_pipe_the_place_stands_beside_its_first_mention(self, shell: Shell) -> None:
        shown = " ".join(shell.ok("a.txt").split())
        for words in (
            "near [Saravan → Sarāvān, Sistan and Baluchestan, IR], [Iran → Iran, IR], heard",
            "[Iranian] officials drove to [Saravan].",
            "fled from [Qolbarestan → ?] to",
            "location, demonym",
            "the town, ",
            "the country",
            "Said by way of places",
            "three kilometres inside Iranian borders → inside Iran",
            "Qolbarestan: no place called Qolbarestan is known",
        ):
            assert words in shown, words
        assert shown.count("Sarāvān, Sistan and Baluchestan, IR") == 1
        assert shown.count("Sarāvān, Sistan and Baluchestan, Iran") == 1
        assert "\x1b" not in shown

    def test_for_want_of_width_a_place_is_two_lines(self, shell: Shell) -> None:
        shell.env["COLUMNS"] = "60"
        lines = shell.ok("a.txt").splitlines()
        at = [line.strip() for line in lines].index("Sarāvān, Sistan and Baluchestan, Iran")
        assert "location, 2 times, " in lines[at + 1]
        assert all(len(line) <= 60 for line in lines)

    def terminal(self, shell: Shell, **env: str) -> str:
        child = pexpect.spawn(
            PROGRAM[0],
            [*PROGRAM[1:], "a.txt"],
            cwd=str(shell.folder),
            env={**shell.env, "TERM": "xterm-256color", **env},
            encoding="utf-8",
            timeout=60,
        )
        child.expect(pexpect.EOF)
        child.close()
        assert child.exitstatus == 0
        return str(child.before)

    def test_on_a_terminal_marks_are_lines_and_colours_with_a_legend(self, shell: Shell) -> None:
        shown = self.terminal(shell)
        assert re.search(r"\x1b\[[0-9;]*4[0-9;]*mSaravan\x1b\[0m", shown)
        assert "→ Sarāvān" not in shown
        assert "without a place" in shown

    def test_no_color_is_heeded(self, shell: Shell) -> None:
        assert "[Saravan → Sarāvān" in self.terminal(shell, NO_COLOR="1")

    def test_what_a_terminal_might_obey_does_not_reach_it(self, shell: Shell) -> None:
        text = "\x1b]0;owned\x07A blast hit Saravan\x1b[2J in Iran\u202e.\tيک\u200cشنبه"
        shown = shell.ok("-", given=text.encode())
        assert not set("\x1b\x07\u202e\t\r") & set(shown)
        assert "يک\u200cشنبه" in shown
        assert "[Iran → Iran, IR]" in shown

    def test_characters_keep_their_places(self) -> None:
        text = "".join(map(chr, range(0x3000))) + "\u202e\u2028\ufeff"
        shown = running_text(text)
        assert len(shown) == len(text)
        assert "\n" in shown
        assert "\x9b" not in shown


_LOADED = """
import sys
from maps.cli import main
sys.argv = ["incidentmap", "geoparse", *sys.argv[1:]]
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
heavy = {"pandas", "geopandas", "folium", "matplotlib", "pyogrio", "spacy"} & set(sys.modules)
assert not heavy, heavy
"""


class TestPrograms:
    @pytest.mark.parametrize("words", [["--help"], ["a.txt"], ["a.txt", "--geojson", "-"]])
    def test_only_the_page_loads_a_map(self, shell: Shell, words: list[str]) -> None:
        done = subprocess.run(
            [sys.executable, "-c", _LOADED, *words],
            cwd=shell.folder,
            env=shell.env,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr

    def test_one_file_is_an_object_and_offsets_count_characters(self, shell: Shell) -> None:
        record = json.loads(shell.ok("a.txt", "--json"))
        assert list(record) == ["file", "mentions", "relations"]
        assert record["file"] == "a.txt"
        for one in (*record["mentions"], *record["relations"]):
            assert TEXT[one["start"] : one["end"]] == one["text"]
        first = record["mentions"][0]
        assert (first["text"], first["place"]["id"]) == ("Saravan", "geonames:1159713")
        assert [one["text"] for one in record["mentions"] if one["place"] is None] == [
            "Qolbarestan"
        ]

    def test_several_files_are_a_list(self, shell: Shell) -> None:
        (shell.folder / "b.txt").write_text("Rain in Lahore.", encoding="utf-16")
        records = json.loads(shell.ok("b.txt", "a.txt", "-", "--json", given=b"Oslo is calm."))
        assert [record["file"] for record in records] == ["b.txt", "a.txt", "-"]
        assert [r["mentions"][0]["text"] for r in records] == ["Lahore", "Saravan", "Oslo"]

    def test_geojson_and_page_are_written_whole(self, shell: Shell) -> None:
        shown = shell.ok("a.txt", "--geojson", "a.geojson", "--html", "a.html")
        assert shown.split() == ["a.geojson", "a.html"]
        collection = json.loads((shell.folder / "a.geojson").read_bytes())
        kinds = {feature["geometry"]["type"] for feature in collection["features"]}
        assert {"Point"} < kinds <= {"Point", "Polygon", "MultiPolygon"}
        assert "<title>a.txt</title>" in (shell.folder / "a.html").read_text(encoding="utf-8")
        assert json.loads(shell.ok("a.txt", "--geojson", "-")) == collection
        record = json.loads(shell.ok("a.txt", "--geojson", "b", "--json", told="b"))
        assert record["file"] == "a.txt"

    def test_a_failed_write_keeps_what_stood_there(self, shell: Shell) -> None:
        before = sorted(shell.folder.iterdir())
        assert "none/a.html: not written" in shell.refused("a.txt", "--html", "none/a.html")
        assert sorted(shell.folder.iterdir()) == before


class TestLines:
    def test_lines_in_records_out(self, shell: Shell) -> None:
        texts = ["A blast hit Saravan, Iran.", "", "Ten miles north of Khash, Iran."] * 25
        given = "\n".join(json.dumps({"id": n, "text": t}) for n, t in enumerate(texts)).encode()
        (shell.folder / "in.jsonl").write_bytes(given)
        lines = shell.ok("--jsonl", "in.jsonl", "--workers", "2").splitlines()
        records = [json.loads(line) for line in lines]
        assert [record["id"] for record in records] == list(range(75))
        assert all(list(record) == ["id", "mentions", "relations"] for record in records)
        assert records[0]["mentions"][0]["place"]["id"] == "geonames:1159713"
        assert records[1]["mentions"] == []
        assert records[2]["relations"][0]["kind"] == "direction"
        assert shell.ok("--jsonl", "-", "--workers", "1", given=given).splitlines() == lines
        assert shell.ok("--jsonl", "in.jsonl", "--out", "out.jsonl") == ""
        assert (shell.folder / "out.jsonl").read_text(encoding="utf-8").splitlines() == lines

    def test_a_bad_line_is_named_and_nothing_is_half_written(self, shell: Shell) -> None:
        path = shell.folder / "bad.jsonl"
        path.write_text('{"id": 1, "text": "Oslo"}\n{"id": 2}\n', encoding="utf-8")
        before = sorted(shell.folder.iterdir())
        assert "bad.jsonl, line 2: " in shell.refused("--jsonl", "bad.jsonl", "--out", "o.jsonl")
        assert sorted(shell.folder.iterdir()) == before

    def test_the_bar_is_for_terminals(self, shell: Shell) -> None:
        (shell.folder / "in.jsonl").write_text('{"id": 1, "text": "Oslo"}', encoding="utf-8")
        child = pexpect.spawn(
            "bash",
            ["-c", f"{' '.join(PROGRAM)} --jsonl in.jsonl > out.jsonl"],
            cwd=str(shell.folder),
            env=shell.env,
            encoding="utf-8",
            timeout=60,
        )
        child.expect("geoparsing")
        child.expect(pexpect.EOF)
        child.close()
        assert child.exitstatus == 0
        assert json.loads((shell.folder / "out.jsonl").read_bytes())["id"] == 1


class TestInput:
    @pytest.mark.parametrize(
        "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le+", "utf-16-be+"]
    )
    def test_texts_in_unicode_are_read(self, encoding: str) -> None:
        marked = encoding.endswith("+")
        content = ("\ufeff" * marked + TEXT).encode(encoding.rstrip("+"))
        assert decoded(content, "a") == TEXT

    @pytest.mark.parametrize(
        ("content", "message"),
        [
            (
                b"one\ncaf\xe9 in Paris",
                "standard input, line 2: byte 7 is 0xe9, which is not UTF-8",
            ),
            (b"PK\x03\x04\x00\x00", "line 1: has a zero byte, so it is no text"),
            (b"\xff\xfea\x00b", "is not UTF-16-LE; save the text as UTF-8"),
        ],
    )
    def test_other_bytes_are_named(self, shell: Shell, content: bytes, message: str) -> None:
        assert message in shell.refused("-", given=content)

    def test_an_empty_text_is_no_error_but_is_told(self, shell: Shell) -> None:
        (shell.folder / "empty.txt").write_bytes(b"")
        shown = shell.ok("empty.txt", "--json", told="empty.txt is empty")
        assert json.loads(shown) == {"file": "empty.txt", "mentions": [], "relations": []}
        assert "No places are named." in shell.ok("empty.txt", told="empty.txt is empty")
        page = shell.ok("empty.txt", "--html", "e.html", told="empty.txt is empty")
        assert page.strip() == "e.html"

    @pytest.mark.parametrize(
        ("words", "message"),
        [
            ([], "a text is missing"),
            (["none.txt"], "none.txt: not read (No such file"),
            (["."], ".: not read (Is a directory)"),
            (["-", "-"], "standard input can be read once"),
            (["a.txt", "--out", "x"], "--out goes with --jsonl"),
            (["a.txt", "--workers", "2"], "--workers goes with --jsonl"),
            (["a.txt", "--jsonl", "in.jsonl"], "--jsonl has the texts"),
            (["--jsonl", "in.jsonl", "--html", "x"], "--jsonl has the texts"),
            (["--jsonl", "none.jsonl"], "none.jsonl: not read"),
            (["a.txt", "--json", "--geojson", "-"], "--json and --geojson both write"),
            (["a.txt", "--html", "x", "--geojson", "x"], "x would be written over"),
            (["a.txt", "--html", "./a.txt"], "a.txt would be written over"),
            (["a.txt", "--recognizer", "magic"], "wanted spacy:MODEL"),
            (["a.txt", "--recognizer", "spacy:"], "wanted spacy:MODEL"),
            (["a.txt", "--recognizer", "spacy:no_such_model"], "no_such_model: spaCy "),
        ],
    )
    def test_mistakes_are_one_line(self, shell: Shell, words: list[str], message: str) -> None:
        assert message in shell.refused(*words)
        assert [path.name for path in shell.folder.iterdir()] == ["a.txt"]
