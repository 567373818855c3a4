"""The command that takes drafts to a decision: `review`."""

from __future__ import annotations

import getpass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Final

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
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.dossier import Dossier
    from geo.store import Store
    from maps.cli.walking import Merging

__all__ = ["review"]

_ALL: Final = "all"


def review(
    ids: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ID]...", help="Drafts; every draft of the store if left out."),
    ] = None,
    *,
    accept: Annotated[
        bool, typer.Option("--accept", help="Accept these drafts, or 'all', without asking.")
    ] = False,
    reject: Annotated[
        bool, typer.Option("--reject", help="Reject these drafts without asking; needs --why.")
    ] = False,
    why: Annotated[str | None, typer.Option(help="The reason for rejecting.")] = None,
    by: Annotated[str | None, typer.Option(help="Who decides; you if left out.")] = None,
    as_json: AsJson = False,
    store: StorePath = DEFAULT_STORE,
) -> None:
    """Go through drafts one by one: accept, correct, reject or merge each.

    Every decision is written at once, so stopping loses nothing.

    Without a terminal, --json lists the drafts, and --accept and --reject decide.
    """
    if accept and reject:
        message = "--accept and --reject cannot both be meant"
        raise typer.BadParameter(message)
    if reject != bool((why or "").strip()):
        message = "--reject and --why come together: a rejected draft keeps its reason"
        raise typer.BadParameter(message)
    person = by or getpass.getuser()
    with open_store(store) as opened:
        if accept or reject:
            done = "rejected" if reject else "accepted"
            decided = _decide_all(opened, ids or (), why=why, by=person)
            if as_json:
                print_json({done: decided})
            for ident in () if as_json else decided:
                out().print(f"{done} {ident}", soft_wrap=True)
            return
        drafts = _drafts(opened, ids or ())
        if as_json:
            from maps.cli.draft_view import draft_record

            sources = opened.sources()
            print_json([draft_record(draft, sources) for draft in drafts])
        elif not drafts:
            out().print(f"no drafts in {opened.path}", soft_wrap=True)
        else:
            _walk(opened, drafts, by=person)


def _walk(store: Store, drafts: Sequence[Dossier], *, by: str) -> None:
    """Walk a person through drafts, and say what came of it."""
    if not interactive():
        msg = (
            "nobody is there to ask: `review --json` lists the drafts, and `review ID --accept` "
            "or `review ID --reject --why TEXT` decides"
        )
        raise ModelError(msg)
    from maps.cli.walking import walk

    ids = [draft.incident.id for draft in drafts]
    tally = walk(store, ids, by=by, merging=_merging(store, by=by))
    out().print(tally.text, soft_wrap=True)


def _merging(store: Store, *, by: str) -> Merging:
    """How a draft that tells of an incident again joins it, by the look of the whole store."""
    from geo.incident import Status
    from geo.merge import Matcher, compare
    from maps.cli.walking import Candidate, Merging

    collection = store.read()
    matcher = Matcher(collection.dossiers, collection.sources_by_id)

    def candidates(draft: Dossier) -> list[Candidate]:
        sources = store.sources()
        found: list[Candidate] = []
        for proposal in matcher.closest(draft, sources):
            ident = proposal.keep if proposal.other == draft.incident.id else proposal.other
            other = store.dossier(ident)
            if other.incident.status in (Status.ACTIVE, Status.DRAFT):
                likeness = compare(other, draft, sources)
                against = [f"against it: {reason.text}" for reason in likeness.speaks_against]
                reasons = [*(reason.text for reason in likeness.speaks_for), *against]
                found.append((ident, likeness.score, reasons))
        return found

    def merge(draft: str, into: str) -> None:
        likeness = compare(store.dossier(into), store.dossier(draft), store.sources())
        why = "; ".join(reason.text.rstrip(".") for reason in likeness.speaks_for) or "not given"
        at = datetime.now(UTC).replace(microsecond=0)
        store.merge(into, draft, why=why, by=by, at=at)

    return Merging(candidates=candidates, merge=merge)


def _drafts(store: Store, ids: Sequence[str]) -> list[Dossier]:
    """The drafts named, or all of them, the most confident first."""
    from geo.incident import Status
    from geo.reviewing import most_confident_first
    from geo.store import Query

    if not ids or list(ids) == [_ALL]:
        return most_confident_first(store.read(Query(statuses=(Status.DRAFT,))).dossiers)
    drafts = [store.dossier(ident) for ident in dict.fromkeys(ids)]
    for draft in drafts:
        if draft.incident.status is not Status.DRAFT:
            status = draft.incident.status.replace("_", " ")
            msg = f"{draft.incident.id} is {status}, not a draft; `review --json` lists the drafts"
            raise ModelError(msg)
    return drafts


def _decide_all(store: Store, ids: Sequence[str], *, why: str | None, by: str) -> list[str]:
    """Accept drafts, or reject them for a reason; looks at all of them before the first."""
    from geo.incident import Withdrawal

    if not ids:
        msg = "no drafts are named; give their ids, or 'all'"
        raise ModelError(msg)
    decided = [draft.incident.id for draft in _drafts(store, ids)]
    at = datetime.now(UTC).replace(microsecond=0)
    for ident in decided:
        if why is None:
            store.activate(ident, by, at)
        else:
            store.reject(Withdrawal(subject=ident, why=why, by=by, at=at))
    return decided
