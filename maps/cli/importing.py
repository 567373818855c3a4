"""The command that takes in other tools' files: `import`."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path  # noqa: TC003 - Typer reads the signatures
from typing import TYPE_CHECKING, Annotated, Final

import typer

from geo.errors import ImportFileError
from maps.cli.common import (
    DEFAULT_STORE,
    AsJson,
    StorePath,
    interactive,
    open_gazetteer,
    open_store,
    out,
    print_json,
    progress_bar,
    tell,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.exchange.importing import Arrivals
    from geo.exchange.incoming import Incoming, Reading, Resolve
    from geo.exchange.mapping import Mapping
    from geo.exchange.readers import FoundForm

__all__ = ["import_"]

_SHOWN: Final = 10


def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What another tool wrote.")],
    *,
    columns: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="FIELD=COLUMN",
            help="Which column of a table stands for a field; may be given again.",
        ),
    ] = None,
    publisher: Annotated[
        str | None, typer.Option(help="Who published the file, if it does not say so itself.")
    ] = None,
    skip_refused: Annotated[
        bool, typer.Option("--skip-refused", help="Take the rest where rows are refused.")
    ] = False,
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="Use the proposed columns without asking.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would happen, and write nothing.")
    ] = False,
    as_json: AsJson = False,
    store: StorePath = DEFAULT_STORE,
) -> None:
    """Take in a file of another tool: all of it or nothing, and never twice.

    UCDP GED, ACLED, Airwars-like and auto-archiver tables, TimeMap JSON and incidentmap's own files
    are known by what is in them. Of any other table (CSV, XLSX, GeoJSON, GeoPackage) the columns
    are proposed and shown before they are used.
    """
    from geo.exchange.importing import take_in, take_sources
    from geo.exchange.incoming import Reading
    from geo.exchange.readers import find_form

    with ExitStack() as stack:
        opened = stack.enter_context(open_store(store))
        found = find_form(file)
        reading = Reading(
            recorded_at=datetime.now(UTC).replace(microsecond=0),
            resolve=_resolver(stack),
            columns=_columns(file, columns),
            publisher=publisher,
        )
        if found.sources:
            archived = found.sources(reading)
            taken = take_sources(opened, archived, skip_refused=skip_refused, dry_run=dry_run)
        else:
            incoming = _incoming(file, found, reading, agreed=yes or dry_run)
            advance = stack.enter_context(progress_bar())
            total = found.table.count if found.table else 0
            taken = take_in(
                opened,
                incoming,
                skip_refused=skip_refused,
                dry_run=dry_run,
                on_progress=lambda done: advance(done, total, f"taking in {file.name}"),
            )
    written = not dry_run and (not taken.refused or skip_refused)
    _tell(taken, file, found.name, written=written, as_json=as_json)
    if taken.refused and not (skip_refused or dry_run):
        raise ImportFileError(
            file,
            f"nothing was taken in, as {taken.refused:,} of {taken.read:,} rows were refused; mend "
            "them, or take the rest with --skip-refused",
        )


def _columns(file: Path, given: list[str] | None) -> dict[str, str]:
    """Columns by field, as `--map` has them."""
    pairs = [one.partition("=") for one in given or ()]
    for field, sign, column in pairs:
        if not (field and sign and column):
            raise ImportFileError(file, f"--map {field}{sign}{column}: write FIELD=COLUMN")
    return {field.strip(): column.strip() for field, _, column in pairs}


def _resolver(stack: ExitStack) -> Resolve:
    """Finds places; the gazetteer is opened when the first is asked for."""
    from geo.exchange.placing import Resolver

    return Resolver(lambda: stack.enter_context(open_gazetteer()))


def _incoming(
    file: Path, found: FoundForm, reading: Reading, *, agreed: bool
) -> Iterator[Incoming]:
    """What the file holds; a table in no known form by columns that a person has seen."""
    from geo.exchange.mapping import propose, read

    if found.read:
        return found.read(reading)
    if found.table is None:
        raise ImportFileError(file, "holds neither incidents nor a table")
    proposed = propose(found.table, reading.columns)
    if not proposed.ours:
        _show(proposed)
    if not proposed.tells_when_or_where:
        why = "no column is known to tell when or where something happened: say which with"
        told = "--map date=COLUMN, --map place=COLUMN; running text is for `incidentmap read`"
        raise ImportFileError(file, f"{why} {told}")
    if proposed.questions:
        raise ImportFileError(file, f"not read yet: {' '.join(proposed.questions)}")
    if not (proposed.ours or agreed):
        _agree(file)
    return read(found.table, proposed, reading)


def _show(proposed: Mapping) -> None:
    """The columns as they are understood, before anything is done with them."""
    from rich.table import Table

    from maps.cli.output import plain_text

    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for name in ("Column", "Stands for", "Such as", "Because"):
        table.add_column(name, overflow="fold")
    for column, field, examples, why in proposed.rows_for_person():
        cells = (column, field or "–", "; ".join(examples), why)
        table.add_row(*map(plain_text, cells), style=None if field else "dim")
    out(stderr=True).print(table, soft_wrap=False)


def _agree(file: Path) -> None:
    """Let a person agree to the columns, or end here."""
    if not interactive():
        why = "look at the columns above; repeat with --yes, or with --map FIELD=COLUMN"
        raise ImportFileError(file, f"not read yet: {why}")
    if not typer.confirm("Read it so?", err=True):
        raise typer.Abort


def _tell(taken: Arrivals, file: Path, form: str, *, written: bool, as_json: bool) -> None:
    """What became of every row."""
    if as_json:
        record = {name: getattr(taken, name) for name in taken.__slots__}
        print_json({"file": str(file), "form": form, "written": written} | record)
        return
    for refusal in taken.refusals[:_SHOWN]:
        tell(f"{file.name}, {refusal.at}: refused: {refusal.why}")
    if taken.refused > _SHOWN:
        tell(f"… and {taken.refused - _SHOWN:,} more; --json lists a thousand")
    for at in taken.differences[:_SHOWN]:
        tell(f"{file.name}, {at}: is here with other details, which were kept")
    for note in taken.notes[:_SHOWN]:
        tell(f"{file.name}, {note}")
    if taken.links_left_out:
        tell(f"{taken.links_left_out:,} links left out: they lead to incidents that are nowhere")
    did = "taken in" if written else "would be new"
    out().print(
        f"{file} ({form}): {taken.read:,} read, {taken.new:,} {did}, {taken.already:,} here "
        f"already, {taken.differing:,} here with other details, {taken.refused:,} refused",
        soft_wrap=True,
    )
