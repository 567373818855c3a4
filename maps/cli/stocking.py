"""Commands that stock the gazetteer: `gazetteer add`, `gazetteer info`, `gazetteer remove`."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - Typer reads the signatures
from typing import TYPE_CHECKING, Annotated, Final

import typer

from maps.cli.common import (
    AsJson,
    open_gazetteer,
    out,
    print_json,
    progress_bar,
    report,
    tell,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.table import Table

    from gazetteer.sources.adding import Addition
    from gazetteer.sources.shelf import Added
    from gazetteer.sources.shipped import Shipped

__all__ = ["add", "app", "info", "remove"]

app: Final = typer.Typer(
    help="Add villages and other places to the gazetteer, and see what it holds.",
    no_args_is_help=True,
)

_BORDERS = "border lines of the world: © OpenStreetMap contributors, ODbL"


@app.command("add")
def add(
    codes: Annotated[
        list[str] | None,
        typer.Argument(metavar="[CODE]...", help="Countries to fetch from GeoNames: IR PK …"),
    ] = None,
    *,
    file: Annotated[
        Path | None, typer.Option("--file", help="A table of places, or a dump of GeoNames.")
    ] = None,
    name: Annotated[
        str | None, typer.Option("--name", help="What to call the table; else as its file.")
    ] = None,
    licence: Annotated[
        str | None, typer.Option("--licence", help="The licence of the table, in words.")
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Fetch also what the server calls unchanged.")
    ] = False,
    build: Annotated[
        bool, typer.Option("--build/--no-build", help="Bring the index up to date at once.")
    ] = True,
    as_json: AsJson = False,
) -> None:
    """Add every village of a country from GeoNames, or a table of your own."""
    from gazetteer.sources import adding

    if bool(codes) == (file is not None):
        message = "give country codes, such as IR PK, or a table with --file"
        raise typer.BadParameter(message)
    if file is None and (name or licence):
        message = "--name and --licence are for a table, given with --file"
        raise typer.BadParameter(message)
    additions: Sequence[Addition]
    with progress_bar() as advance:
        if file is not None:
            source = adding.add_file(file, name=name, licence=licence, progress=advance)
            additions = [adding.Addition(added=source, changed=True)]
        else:
            additions = adding.add_countries(codes or (), again=again, progress=advance)
    if any(addition.changed for addition in additions):
        _bring_up_to_date(build=build)
    if as_json:
        print_json(additions)
        return
    for addition in additions:
        out().print(_sentence(addition), soft_wrap=True)


@app.command("info")
def info(*, as_json: AsJson = False) -> None:
    """Say what the gazetteer holds, since when, from where and under which licence."""
    from gazetteer.index import default_path
    from gazetteer.sources import shelf
    from gazetteer.sources.added import added
    from gazetteer.sources.shipped import shipped

    comes_along, sources, index = list(shipped()), added(), default_path()
    if as_json:
        print_json(
            {
                "shipped": comes_along,
                "added": sources,
                "shelf": str(shelf.folder()),
                "index": str(index),
                "built": index.exists(),
            }
        )
        return
    out().print(_shipped_table(comes_along))
    if sources:
        out().print(_added_table(sources))
    else:
        out().print("Nothing was added; `incidentmap gazetteer add IR` brings Iran's villages.")
    state = "" if index.exists() else " (built when first needed)"
    out().print(f"Added sources lie in {shelf.folder()}", soft_wrap=True)
    out().print(f"The index lies at {index}{state}", soft_wrap=True)
    out().print(f"Beside the gazetteer: {_BORDERS}", soft_wrap=True)


@app.command("remove")
def remove(
    name: Annotated[str, typer.Argument(metavar="NAME", help="As `gazetteer info` lists it.")],
    *,
    as_json: AsJson = False,
) -> None:
    """Take away what was added; what comes with incidentmap stays."""
    from gazetteer.sources import added

    gone = added.remove(name)
    _bring_up_to_date(build=False)
    report(
        {"removed": gone.name, "rows": gone.rows, "origin": gone.origin},
        f"removed {gone.name}: {_holdings(gone)} from {gone.origin}",
        as_json=as_json,
    )


def _bring_up_to_date(*, build: bool) -> None:
    """Build the index now, or say that it will be."""
    if not build:
        tell("the index is brought up to date by the next command that looks up a place")
        return
    tell("bringing the index up to date")
    with open_gazetteer():
        pass


def _sentence(addition: Addition) -> str:
    """What adding came to, in words."""
    source = addition.added
    if not addition.changed:
        return f"{source.name} is already current: as of {source.retrieved} from {source.origin}"
    return (
        f"added {source.name}: {_holdings(source)} from {source.origin} (licence: {source.licence})"
    )


def _holdings(source: Added) -> str:
    """How much a source holds, in words."""
    from gazetteer.sources.shelf import Layout

    if source.layout in {Layout.ADMIN1, Layout.ADMIN2}:
        return f"{source.names:,} names of divisions"
    return f"{source.rows:,} places with {source.names:,} names"


def _shipped_table(sources: Sequence[Shipped]) -> Table:
    """What comes along, as a table."""
    from rich.table import Table
    from rich.text import Text

    table = Table("With incidentmap", "Holds", "From", "Licence", box=None, pad_edge=False)
    for source in sources:
        cells = (source.name, f"{source.rows:,} {source.holds}", source.origin, source.licence)
        table.add_row(*map(Text, cells))
    return table


def _added_table(sources: Sequence[Added]) -> Table:
    """What was added, as a table."""
    from rich.table import Table
    from rich.text import Text

    table = Table("Added", "Holds", "When", "From", "Licence", box=None, pad_edge=False)
    for source in sources:
        cells = (source.name, _holdings(source), source.retrieved, source.origin, source.licence)
        table.add_row(*map(Text, cells))
    return table
