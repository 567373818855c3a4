"""What the project promises in public: names, documents and commands agree."""

import importlib
import pkgutil
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from maps.cli import app

ROOT = Path(__file__).resolve().parents[1]


def modules() -> list[ModuleType]:
    found = []
    for package in ("gazetteer", "geo", "maps", "seeds"):
        paths = importlib.import_module(package).__path__
        for info in pkgutil.walk_packages(paths, f"{package}."):
            last = info.name.rsplit(".", 1)[-1]
            if not last.startswith("_"):
                found.append(importlib.import_module(info.name))
    return found


@pytest.mark.parametrize("module", modules(), ids=lambda module: str(module.__name__))
def test_public_names_are_listed_sorted_and_there(module: ModuleType) -> None:
    if module.__file__ is not None and module.__file__.endswith("__init__.py"):
        names = getattr(module, "__all__", [])
    else:
        names = module.__all__
    assert all(hasattr(module, name) for name in names)
    assert len(set(names)) == len(names)


def commands() -> set[str]:
    """The commands as typed: a command of a group has two words."""
    found = {str(command.name) for command in app.registered_commands}
    for group in app.registered_groups:
        assert group.typer_instance is not None
        for command in group.typer_instance.registered_commands:
            found.add(f"{group.name} {command.name}")
    return found


def command_of(typed: str) -> str:
    """The command at the beginning of what is typed."""
    first, _, rest = typed.partition(" ")
    groups = {str(group.name) for group in app.registered_groups}
    return f"{first} {rest.split(' ')[0]}" if first in groups else first


def test_the_readme_lists_every_command_and_no_other() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    table = readme.partition("## Commands")[2].partition("\n\nThe store is")[0]
    typed = re.findall(r"`(\w[^`]*)`(?=[^|]*\|)", "\n".join(_first_cells(table)))
    assert {command_of(words) for words in typed} == commands()


def _first_cells(table: str) -> list[str]:
    return [line.split("|")[1] + "|" for line in table.splitlines() if line.startswith("| `")]


def test_every_command_in_the_readme_takes_the_options_shown() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8").replace("\\\n", " ")
    blocks = "".join(re.findall(r"```sh\n(.*?)```", readme, flags=re.DOTALL))
    shown = re.findall(r"^incidentmap (\w.*)$", blocks, flags=re.MULTILINE)
    assert len(shown) > 5
    for rest in shown:
        command = command_of(rest)
        assert command in commands()
        helped = subprocess.run(
            [sys.executable, "-m", "maps.cli", *command.split(), "--help"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
            env={"COLUMNS": "200", "PATH": ""},
        ).stdout
        for option in re.findall(r"--[a-z-]+", rest.partition("#")[0]):
            assert option in helped, f"{command} {option}"


def test_no_file_names_a_host_of_packages_or_a_path_of_a_machine() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    forbidden = re.compile("pypi" + r"\.org|npmjs" + r"\.|--index" + "-url|/ro" + "ot/|/home" + "/")
    for name in filter(None, listed.stdout.split("\0")):
        path = ROOT / name
        if path.suffix not in {".npz", ".png"}:
            assert not forbidden.search(path.read_text(encoding="utf-8")), name
