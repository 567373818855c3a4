"""The command that explains the data: `codebook`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from maps.cli.common import AsJson, out, print_json

__all__ = ["codebook"]


def codebook(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="NAME",
            help="A record, field, column, list or value: Claim, Claim.when, killed, Kind.",
        ),
    ] = None,
    *,
    as_json: AsJson = False,
    as_markdown: Annotated[bool, typer.Option("--markdown", help="Answer as Markdown.")] = False,
) -> None:
    """Explain every field, export column and value, with its equal in UCDP, ACLED, PLOVER, HXL."""
    from geo.codebook import book as model
    from geo.codebook.markdown import markdown, with_preface
    from maps.cli.codebook_view import codebook_view

    if as_json and as_markdown:
        message = "give --json or --markdown, not both"
        raise typer.BadParameter(message)
    book = model.codebook()
    found = model.look_up(book, name) if name else book
    if as_json:
        print_json(found)
    elif as_markdown:
        sys.stdout.write(markdown(found) if name else with_preface(found))
    else:
        out().print(codebook_view(found, hint=name is None))
