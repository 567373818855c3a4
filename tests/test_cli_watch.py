"""`map --watch` as a person or a program meets it: a real process that looks on."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gazetteer.index import Gazetteer
from geo.store import GeoPackageStore
from tests.builders import collection, strike

ROOT = Path(__file__).resolve().parents[1]
PATIENCE_S = 60


def hear_interrupts() -> None:
    """Ctrl-C is heard again where the tests run in the background, which made it ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Watcher:
    """`map --watch` at work in a folder."""

    def __init__(self, folder: Path, *words: str) -> None:
        self.folder = folder
        env = {**os.environ, "PYTHONPATH": str(ROOT)}
        env.pop("INCIDENTMAP_STORE", None)
        with (folder / "out").open("w") as out, (folder / "err").open("w") as err:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "maps.cli", "map", *words, "--watch"],
                cwd=folder,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                preexec_fn=hear_interrupts,  # noqa: PLW1509 (no threads here)
            )

    def said(self, name: str = "err") -> str:
        return (self.folder / name).read_text()

    def wait_for(self, pattern: str, name: str = "err") -> None:
        """Wait until a line is there."""
        until = time.monotonic() + PATIENCE_S
        while not re.search(f"^{pattern}$", self.said(name), re.MULTILINE):
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < until, self.said() + self.said("out")
            time.sleep(0.05)

    def end(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE_S)


@pytest.fixture
def watch(tmp_path: Path, gazetteer: Gazetteer) -> Iterator[Callable[..., Watcher]]:
    """Starts to watch a store of one incident."""
    assert len(gazetteer)
    GeoPackageStore.create(tmp_path / "incidents.gpkg", collection(strike("one"))).close()
    watchers: list[Watcher] = []

    def start(*words: str) -> Watcher:
        watchers.append(Watcher(tmp_path, *words))
        return watchers[-1]

    yield start
    for watcher in watchers:
        if watcher.process.poll() is None:
            watcher.process.kill()
            watcher.process.wait()


def add(folder: Path, *idents: str) -> None:
    with GeoPackageStore(folder / "incidents.gpkg") as store:
        store.add(collection(*map(strike, idents)))


def test_the_map_is_made_anew_when_the_store_changes_and_ctrl_c_ends_it(
    watch: Callable[..., Watcher], tmp_path: Path
) -> None:
    watcher = watch("map.html")
    watcher.wait_for("made map.html, 1 incident")
    watcher.wait_for("watching incidents.gpkg; .*")
    before = (tmp_path / "map.html").read_bytes()
    add(tmp_path, "two", "three")
    watcher.wait_for("remade map.html, 3 incidents")
    assert (tmp_path / "map.html").read_bytes() != before
    assert watcher.end() == 0
    assert watcher.said("out") == ""
    assert len(watcher.said().splitlines()) == 4
    assert not [path for path in tmp_path.iterdir() if path.name.endswith(".new")]


def test_a_store_that_nobody_changes_is_left_alone(
    watch: Callable[..., Watcher], tmp_path: Path
) -> None:
    watcher = watch("map.html")
    watcher.wait_for("watching .*")
    made = (tmp_path / "map.html").stat().st_mtime_ns
    time.sleep(2.5)
    assert (tmp_path / "map.html").stat().st_mtime_ns == made
    assert "remade" not in watcher.said()


def test_a_store_that_is_gone_is_told_once_and_its_successor_is_drawn(
    watch: Callable[..., Watcher], tmp_path: Path
) -> None:
    watcher = watch("map.html")
    watcher.wait_for("watching .*")
    before = (tmp_path / "map.html").read_bytes()
    (tmp_path / "incidents.gpkg").rename(tmp_path / "old.gpkg")
    watcher.wait_for("not remade, trying again: .*")
    time.sleep(2.5)
    assert watcher.said().count("not remade") == 1
    assert (tmp_path / "map.html").read_bytes() == before
    four = collection(*map(strike, ("a", "b", "c", "d")))
    GeoPackageStore.create(tmp_path / "incidents.gpkg", four).close()
    watcher.wait_for("remade map.html, 4 incidents")
    (tmp_path / "incidents.gpkg").write_bytes(b"no store at all" * 100)
    watcher.wait_for("not remade, trying again: .*not an incidentmap store.*")
    (tmp_path / "old.gpkg").replace(tmp_path / "incidents.gpkg")
    watcher.wait_for("remade map.html, 1 incident")
    assert watcher.end() == 0


def test_a_program_reads_a_line_of_json_for_each_map(
    watch: Callable[..., Watcher], tmp_path: Path
) -> None:
    watcher = watch("map.html", "--json")
    watcher.wait_for(".*", "out")
    watcher.wait_for("watching .*")
    add(tmp_path, "two")
    watcher.wait_for(r'\{.*"incidents":2\}', "out")
    assert watcher.end() == 0
    lines = [json.loads(line) for line in watcher.said("out").splitlines()]
    assert lines == [{"map": "map.html", "incidents": n} for n in (1, 2)]


def test_there_is_nothing_to_watch_without_a_store(
    watch: Callable[..., Watcher], tmp_path: Path
) -> None:
    (tmp_path / "incidents.gpkg").unlink()
    watcher = watch("map.html")
    assert watcher.process.wait(PATIENCE_S) == 1
    assert watcher.said().startswith("error: ")
    assert len(watcher.said().splitlines()) == 1
