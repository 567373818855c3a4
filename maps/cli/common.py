"""What the commands share: options, the store, the gazetteer, tables and questions."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from geo.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.console import Console

    from gazetteer.index import Gazetteer
    from geo.kinds import Kind
    from geo.store import GeoPackageStore, Query
    from geo.when import When

__all__ = [
    "DEFAULT_STORE",
    "AsJson",
    "CountryFilter",
    "KindFilter",
    "RuleName",
    "Since",
    "StatusFilter",
    "StorePath",
    "Until",
    "choose_query",
    "interactive",
    "kind_named",
    "open_gazetteer",
    "open_store",
    "out",
    "print_json",
    "progress_bar",
    "report",
    "tell",
]

DEFAULT_STORE: Final = Path("incidents.gpkg")

StorePath = Annotated[
    Path,
    typer.Option("--store", envvar="INCIDENTMAP_STORE", help="The store.", rich_help_panel="Store"),
]
AsJson = Annotated[bool, typer.Option("--json", help="Answer as JSON on standard output.")]
RuleName = Annotated[
    str,
    typer.Option("--rule", help="How claims add up: range, conservative, latest or claimant:NAME."),
]
KindFilter = Annotated[
    list[str] | None, typer.Option("--kind", help="Only this kind; may be given again.")
]
CountryFilter = Annotated[
    list[str] | None,
    typer.Option("--country", help="Only what lies in, came from or was aimed at it (IR, PK …)."),
]
StatusFilter = Annotated[
    list[str] | None,
    typer.Option("--status", help="Only this status; drafts and active ones if left out."),
]
Since = Annotated[str | None, typer.Option("--since", help="Not before this date.")]
Until = Annotated[str | None, typer.Option("--until", help="Not after this date.")]


@cache
def out(*, stderr: bool = False) -> Console:
    """The console for results, or the one for everything else.

    Parameters
    ----------
    stderr
        Whether the second is meant.

    Returns
    -------
    Console
        Without highlighting or markup: text from outside is shown as it is.
    """
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, markup=False, soft_wrap=stderr)


def tell(message: str) -> None:
    """Say something that is not a result, on standard error.

    Parameters
    ----------
    message
        One line.
    """
    out(stderr=True).print(message)


def print_json(value: object) -> None:
    """Write a value of the model as JSON on standard output.

    Parameters
    ----------
    value
        Any value of the model, or plain dicts and lists.
    """
    import msgspec

    text = msgspec.json.format(msgspec.json.encode(value), indent=2).decode()
    sys.stdout.write(text + "\n")


def report(record: dict[str, str | int], line: str, *, as_json: bool) -> None:
    """Say what was done, to a program or to a person.

    Parameters
    ----------
    record
        What a program wants to know.
    line
        The same in words.
    as_json
        Whether a program asks.
    """
    if as_json:
        print_json(record)
    else:
        out().print(line, soft_wrap=True)


def interactive() -> bool:
    """Whether there is a person to ask.

    Returns
    -------
    bool
        True if input and error output are terminals.
    """
    return sys.stdin.isatty() and sys.stderr.isatty()


def open_store(path: Path) -> GeoPackageStore:
    """Open the store.

    Parameters
    ----------
    path
        Where it lies.

    Returns
    -------
    GeoPackageStore
        To be closed by the caller.
    """
    from geo.store import GeoPackageStore

    return GeoPackageStore(path)


@contextmanager
def progress_bar() -> Iterator[Callable[[int, int, str], None]]:
    """A bar on standard error, shown only on a terminal and gone at the end.

    Yields
    ------
    Callable
        To be called with what is done, how much there is in all (0 where nobody knows), and what
        is being done.
    """
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TimeElapsedColumn(),
        console=out(stderr=True),
        transient=True,
        disable=not out(stderr=True).is_terminal,
    ) as bar:
        task: Any = None
        known = -1

        def advance(done: int, total: int, what: str) -> None:
            nonlocal task, known
            if total != known:  # a task that has a total cannot lose it
                if task is not None:
                    bar.remove_task(task)
                task, known = bar.add_task(what, total=total or None), total
            bar.update(task, completed=done, description=what)

        yield advance


@contextmanager
def open_gazetteer() -> Iterator[Gazetteer]:
    """The gazetteer, built first where that was never done, with a progress bar.

    Yields
    ------
    Gazetteer
        Closed at the end.
    """
    from gazetteer.index import Gazetteer

    with progress_bar() as advance:
        gazetteer = Gazetteer.open(progress=advance)
    with gazetteer:
        yield gazetteer


def choose_query(
    *,
    kinds: list[str] | None,
    countries: list[str] | None,
    statuses: list[str] | None,
    since: str | None,
    until: str | None,
    limit: int | None = None,
) -> Query:
    """The query that the filter options ask for.

    Parameters
    ----------
    kinds
        Kinds as typed.
    countries
        Country codes as typed, in any case.
    statuses
        Statuses as typed.
    since
        First date wanted.
    until
        Last date wanted.
    limit
        How many at most.

    Returns
    -------
    Query
        Everything left out admits all.

    Raises
    ------
    ModelError
        For a kind or status that is none; lists those that are.
    """
    from geo.incident import Status
    from geo.store import Query

    try:
        wanted = tuple(Status(status) for status in statuses or (Status.ACTIVE, Status.DRAFT))
    except ValueError as problem:
        msg = f"{problem}; the statuses are {', '.join(Status)}"
        raise ModelError(msg) from None
    return Query(
        kinds=tuple(kind_named(kind) for kind in kinds or ()),
        countries=tuple(code.upper() for code in countries or ()),
        statuses=wanted,
        period=_period(since, until),
        limit=limit,
    )


def kind_named(text: str) -> Kind:
    """The kind that a person means.

    Parameters
    ----------
    text
        Such as "airstrike" or "drone strike".

    Returns
    -------
    Kind
        The kind.

    Raises
    ------
    ModelError
        If there is no such kind; lists those there are.
    """
    from geo.kinds import Kind

    try:
        return Kind(text.strip().lower().replace("-", "_").replace(" ", "_"))
    except ValueError:
        msg = f"{text!r} is not a kind of incident; the kinds are {', '.join(Kind)}"
        raise ModelError(msg) from None


def _period(since: str | None, until: str | None) -> When | None:
    """From the start of one date to the end of another."""
    from geo.when import When

    if since is None and until is None:
        return None
    first = When.parse(since) if since else None
    last = When.parse(until) if until else None
    return When(
        edtf=f"{first.edtf if first else '..'}/{last.edtf if last else '..'}",
        start=first.start if first else None,
        end=last.end if last else None,
    )
