"""Commands that look: `list`, `show`."""

from __future__ import annotations

from typing import Annotated

import typer

from maps.cli.common import (
    DEFAULT_STORE,
    AsJson,
    CountryFilter,
    KindFilter,
    RuleName,
    Since,
    StatusFilter,
    StorePath,
    Until,
    choose_query,
    open_store,
    out,
    print_json,
)

__all__ = ["list_", "show"]


def list_(
    *,
    kind: KindFilter = None,
    country: CountryFilter = None,
    status: StatusFilter = None,
    since: Since = None,
    until: Until = None,
    rule: RuleName = "range",
    limit: Annotated[int, typer.Option(min=1, help="How many at most, the latest.")] = 100,
    as_json: AsJson = False,
    store: StorePath = DEFAULT_STORE,
) -> None:
    """List incidents, the earliest first."""
    from geo.account import Rule, add_up
    from maps.cli.output import account_record, incident_table

    query = choose_query(
        kinds=kind, countries=country, statuses=status, since=since, until=until, limit=limit
    )
    chosen = Rule.parse(rule)
    with open_store(store) as opened:
        collection = opened.read(query)
    sources = collection.sources_by_id
    accounts = [add_up(dossier, sources, chosen) for dossier in collection.dossiers]
    if as_json:
        print_json([account_record(account) for account in accounts])
    else:
        out().print(incident_table(accounts, chosen, width=out().width))


def show(
    incident: Annotated[str, typer.Argument(metavar="ID", help="Id of the incident.")],
    *,
    rule: RuleName = "range",
    as_json: AsJson = False,
    store: StorePath = DEFAULT_STORE,
) -> None:
    """Show one incident with what each side says, side by side."""
    from geo.account import Rule, add_up
    from geo.record import to_record
    from geo.situation import situate
    from maps.cli.output import account_record, dossier_view

    chosen = Rule.parse(rule)
    with open_store(store) as opened:
        dossier = opened.dossier(incident)
        sources, links_to = opened.sources(), opened.links_to(incident)
    if not as_json:
        out().print(dossier_view(dossier, sources, chosen, links_to))
        return
    account = add_up(dossier, sources, chosen)
    cited = dict.fromkeys(claim.citation.source for claim in dossier.claims)
    print_json(
        {
            **to_record(dossier),
            "shown": account_record(account),
            "situation": to_record(situate(account)),
            "sources": [to_record(sources[name]) for name in cited],
            "links_to": to_record(links_to),
        }
    )
