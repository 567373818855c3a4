"""The command that makes two incidents one: `merge`."""

from __future__ import annotations

import getpass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geo.errors import ModelError
from maps.cli.common import (
    DEFAULT_STORE,
    AsJson,
    StorePath,
    interactive,
    open_store,
    out,
    print_json,
    report,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import Group
    from rich.table import Table

    from geo.dossier import Dossier
    from geo.merge import Likeness, Proposal
    from geo.source import Source
    from geo.store import GeoPackageStore

__all__ = ["merge"]

_MOST = 20


def merge(
    keep: Annotated[
        str | None, typer.Argument(metavar="KEEP", help="Id of the incident that stays.")
    ] = None,
    other: Annotated[
        str | None, typer.Argument(metavar="OTHER", help="Id of the one that is merged into it.")
    ] = None,
    *,
    not_same: Annotated[
        bool,
        typer.Option("--not-same", help="Record that they are two; never propose them again."),
    ] = False,
    why: Annotated[
        str | None, typer.Option(help="The reason; what speaks for it if left out.")
    ] = None,
    by: Annotated[str | None, typer.Option(help="Who says so; you if left out.")] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Merge without asking.")] = False,
    least: Annotated[
        float, typer.Option(min=0.01, max=1, help="Lowest score listed, 0 to 1.")
    ] = 0.5,
    limit: Annotated[int, typer.Option(min=1, help="How many pairs are listed at most.")] = _MOST,
    as_json: AsJson = False,
    store: StorePath = DEFAULT_STORE,
) -> None:
    """Find incidents that may be one event, or make two of them one.

    Without ids it lists the pairs that are worth a look, with what speaks for and against. With
    two ids it shows the same of them and asks; then the claims of OTHER join KEEP. Both records
    stay.
    """
    with open_store(store) as opened:
        if keep is None:
            _list(opened, least=least, limit=limit, as_json=as_json)
        elif other is None:
            msg = f"name the incident to merge into {keep} too: `incidentmap merge {keep} OTHER`"
            raise ModelError(msg)
        elif not_same:
            _part(opened, keep, other, why, as_json=as_json)
        else:
            _join(opened, keep, other, why, by, yes=yes, as_json=as_json)


def _list(store: GeoPackageStore, *, least: float, limit: int, as_json: bool) -> None:
    """List the pairs of the store that may be one event."""
    from geo.merge import propose

    collection = store.read()
    found = propose(collection.dossiers, collection.sources_by_id, least=least)
    if as_json:
        print_json([_record(proposal) for proposal in found[:limit]])
        return
    titles = {d.incident.id: d.incident.title for d in collection.dossiers}
    out().print(_table(found[:limit], titles, total=len(found)))


def _part(store: GeoPackageStore, keep: str, other: str, why: str | None, *, as_json: bool) -> None:
    """Record that two incidents are two."""
    from geo.incident import Link, LinkType

    store.add_link(Link(from_id=keep, to_id=other, type=LinkType.NOT_SAME_EVENT, why=why))
    report(
        {"from_id": keep, "to_id": other, "type": LinkType.NOT_SAME_EVENT},
        f"recorded that {keep} and {other} are two events",
        as_json=as_json,
    )


def _join(
    store: GeoPackageStore,
    keep: str,
    other: str,
    why: str | None,
    by: str | None,
    *,
    yes: bool,
    as_json: bool,
) -> None:
    """Merge one incident into another, once it is agreed to."""
    from geo.merge import compare, merged

    kept, absorbed, sources = store.dossier(keep), store.dossier(other), store.sources()
    whole = merged(kept, absorbed)
    likeness = compare(kept, absorbed, sources)
    if not as_json:
        out(stderr=True).print(_preview(kept, absorbed, likeness, sources))
    _agreed(f"Merge {other} into {keep}?", yes=yes)
    spoken = why or "; ".join(r.text.rstrip(".") for r in likeness.speaks_for) or "not given"
    store.merge(
        keep,
        other,
        why=spoken,
        by=by or getpass.getuser(),
        at=datetime.now(UTC).replace(microsecond=0),
    )
    joined = len(whole.claims) - len(kept.claims)
    report(
        {"kept": keep, "merged": other, "claims_joined": joined, "why": spoken},
        f"merged {other} into {keep}; {joined} claims joined it",
        as_json=as_json,
    )


def _agreed(question: str, *, yes: bool) -> None:
    """Go on only if that was said beforehand, or a person at a terminal says so now."""
    if yes:
        return
    if not interactive():
        msg = "nothing was merged: say --yes to merge without being asked"
        raise ModelError(msg)
    typer.confirm(question, default=False, err=True, abort=True)


def _record(proposal: Proposal) -> dict[str, Any]:
    """A proposal for programs."""
    return {
        "keep": proposal.keep,
        "other": proposal.other,
        "score": proposal.likeness.score,
        "reasons": [
            {"about": r.about, "observed": r.observed, "weight": r.weight, "text": r.text}
            for r in proposal.likeness.reasons
        ],
    }


def _table(found: Sequence[Proposal], titles: Mapping[str, str], *, total: int) -> Group:
    """Proposals for people: the score beside both incidents and the reasons."""
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    from maps.cli.output import plain_text

    if not found:
        return Group(Text("No two incidents look like one event.", style="dim"))
    table = Table(box=None, show_header=False, padding=(0, 1, 1, 0))
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold", ratio=1)
    for proposal in found:
        ids = [
            plain_text(part)
            for ident in (proposal.keep, proposal.other)
            for part in (Text(ident, style="bold"), Text(f"  {titles[ident]}"))
        ]
        table.add_row(f"{proposal.likeness.score:.2f}", Group(*ids, _reasons(proposal.likeness)))
    count = f"{total}" if total == len(found) else f"{len(found)} of {total}"
    shown = f"{count} pair{'s' if total > 1 else ''}"
    note = (
        f"{shown} that may be one event, the likeliest first. `incidentmap merge KEEP OTHER` "
        "merges the second into the first; with --not-same it records that they are two."
    )
    return Group(table, Text(note, style="dim"))


def _reasons(likeness: Likeness) -> Table:
    """What speaks for the two being one, then what speaks against it."""
    from rich.table import Table

    from maps.cli.output import plain_text

    table = Table(box=None, show_header=False, padding=(0, 1, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold", ratio=1)
    for mark, reasons in (("+", likeness.speaks_for), ("-", likeness.speaks_against)):
        for reason in reasons:
            table.add_row(mark, plain_text(reason.text))
    return table


def _preview(
    kept: Dossier, absorbed: Dossier, likeness: Likeness, sources: Mapping[str, Source]
) -> Group:
    """Both incidents side by side and the reasons, before anything is written."""
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    from geo.account import add_up
    from geo.plain import date_text, place_text
    from maps.cli.output import plain_text

    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column()
    table.add_column("Keep", overflow="fold", ratio=1)
    table.add_column("Other", overflow="fold", ratio=1)
    accounts = [add_up(dossier, sources) for dossier in (kept, absorbed)]
    for label, values in (
        ("Id", [a.incident.id for a in accounts]),
        ("Title", [a.incident.title for a in accounts]),
        ("Date", [date_text(a.when) for a in accounts]),
        ("Place", [place_text(a) for a in accounts]),
        ("Killed", [str(a.killed or "") for a in accounts]),
        ("Sources", [str(a.independent_sources) for a in accounts]),
    ):
        table.add_row(label, *map(plain_text, values))
    score = Text(f"Score {likeness.score:.2f} of 1 that they are one event:")
    return Group(table, Text(), score, _reasons(likeness))
