"""The command line: one file for each group of commands, wiring only.

`main` is the one boundary where errors meant for people become one line and exit code 1;
a bug keeps its traceback.
"""

from __future__ import annotations

import os
import sys
from typing import Final

import typer

from gazetteer.errors import GazetteerError
from geo.errors import GeoError
from maps.cli import (
    adding,
    checking,
    codebook,
    exporting,
    geoparsing,
    importing,
    locating,
    looking,
    making,
    merging,
    reading,
    reviewing,
    stocking,
)
from maps.errors import MapError

__all__ = ["app", "main"]

# Typer carries its own copy of click from 0.26 on; this is the root of either's errors.
_ClickException: Final[type[Exception]] = next(
    kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "ClickException"
)

app: Final = typer.Typer(
    name="incidentmap",
    help="Turn reported incidents into places, attributed claims and offline maps.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
for _command, _panel in (
    (making.demo, "Start here"),
    (making.init, "Start here"),
    (adding.add, "Record"),
    (adding.claim, "Record"),
    (adding.link, "Record"),
    (adding.withdraw, "Record"),
    (importing.import_, "Record"),
    (reading.read, "Read"),
    (reviewing.review, "Read"),
    (merging.merge, "Read"),
    (checking.check, "Read"),
    (looking.list_, "Look"),
    (looking.show, "Look"),
    (locating.locate, "Look"),
    (geoparsing.geoparse, "Look"),
    (codebook.codebook, "Look"),
    (making.map_, "Show"),
    (exporting.export, "Show"),
):
    app.command(_command.__name__.rstrip("_"), rich_help_panel=_panel)(_command)
app.add_typer(stocking.app, name="gazetteer", rich_help_panel="Stock")


def main() -> None:
    """Run the command line and leave with its exit code."""
    try:
        code = app(standalone_mode=False)
        sys.stdout.flush()
    except (GeoError, GazetteerError, MapError) as problem:
        _fail(str(problem))
    except typer.Abort:
        _fail("stopped; nothing was written")
    except _ClickException as problem:
        context = getattr(problem, "ctx", None)
        hint = f" (see {context.command_path} --help)" if context else ""
        told = problem.format_message() if hasattr(problem, "format_message") else str(problem)
        _fail(told.rstrip(".") + hint)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    sys.exit(code if isinstance(code, int) else 0)


def _fail(message: str) -> None:
    """Say what is wrong in one line and leave with exit code 1."""
    sys.stderr.write(f"error: {' '.join(message.split())}\n")
    sys.exit(1)
