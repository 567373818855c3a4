"""What the commands print: tables that a person likes to read, and records for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.table import Table
from rich.text import Text

from geo.account import Account, add_up
from geo.incident import Field
from geo.kinds import KINDS
from geo.plain import (
    FIELDS,
    border_sentence,
    country_name,
    date_text,
    direction_text,
    place_text,
    precision_text,
    rule_text,
    value_text,
    verb,
)
from geo.record import to_record
from geo.situation import situate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gazetteer.index import Gazetteer
    from gazetteer.place import Candidate, Resolution
    from geo.account import Rule
    from geo.dossier import Dossier
    from geo.incident import Link
    from geo.source import Source

__all__ = [
    "account_record",
    "candidate_text",
    "dossier_view",
    "incident_table",
    "landing",
    "place_record",
    "resolution_record",
    "resolution_view",
    "situation_record",
]


def candidate_text(candidate: Candidate) -> str:
    """A candidate with what tells it apart.

    Parameters
    ----------
    candidate
        The candidate.

    Returns
    -------
    str
        Name, division, country, kind, population and id in one line.
    """
    place = candidate.place
    people = f", {place.population:,} people" if place.population else ""
    parts = [place.name, place.admin1, country_name(place.country)]
    named = ", ".join(dict.fromkeys(part for part in parts if part))
    return f"{named} ({place.feature_class}{people}; {place.id})"


def landing(account: Account, place: str, gazetteer: Gazetteer) -> Table:
    """Where an incident would land, before it is written.

    Parameters
    ----------
    account
        The incident.
    place
        The place as typed.
    gazetteer
        Where alternatives are looked up.

    Returns
    -------
    Table
        Label and value, one a row.
    """
    where = account.where
    table = _facts()
    table.add_row("Incident", f"{KINDS[account.incident.kind].label}, {date_text(account.when)}")
    table.add_row("Place", place_text(account))
    if where and where.precision and where.radius_m is not None:
        table.add_row("Precision", precision_text(where.precision, where.radius_m))
        table.add_row("Point", f"lon {where.lon:.4f}, lat {where.lat:.4f}")
    border = border_sentence(account.incident, situate(account))
    if border:
        table.add_row("Border", border)
    table.add_row("Direction", direction_text(account.incident, where.country if where else None))
    others = [
        candidate_text(candidate)
        for candidate in gazetteer.resolve(place).candidates
        if where and candidate.place.id != where.place_id
    ]
    if where and where.method == "gazetteer" and others:
        table.add_row("Not", "\n".join(others[:4]))
    return table


def incident_table(accounts: Sequence[Account], rule: Rule, *, width: int) -> Group:
    """Incidents as a table.

    Parameters
    ----------
    accounts
        The incidents under a rule.
    rule
        The rule, named under the table.
    width
        Columns of the terminal.

    Returns
    -------
    Group
        The table and a line below it.
    """
    wide = width >= 110  # noqa: PLR2004 (columns)
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("Date", no_wrap=True)
    table.add_column("What", no_wrap=True)
    table.add_column("Place", ratio=2)
    table.add_column("Direction")
    table.add_column("Killed", justify="right", no_wrap=True)
    if wide:
        table.add_column("Sources", justify="right")
    table.add_column("Id", style="dim", overflow="fold")
    for account in accounts:
        lies_in = account.where.country if account.where else None
        cells: list[str | Text] = [
            date_text(account.when),
            KINDS[account.incident.kind].label,
            place_text(account),
            direction_text(account.incident, lies_in),
            str(account.killed or "") + (" *" if Field.KILLED in account.differing else ""),
        ]
        if wide:
            cells.append(str(account.independent_sources))
        table.add_row(*[_plain(cell) for cell in cells], _plain(account.incident.id))
    note = f"{len(accounts)} incidents. {rule_text(rule)}."
    if any(Field.KILLED in account.differing for account in accounts):
        note += " * the accounts differ; `incidentmap show ID` has them side by side."
    return Group(table, Text(note, style="dim"))


def dossier_view(
    dossier: Dossier,
    sources: Mapping[str, Source],
    rule: Rule,
    links_to: Sequence[Link],
) -> Group:
    """One incident with its claims side by side.

    Parameters
    ----------
    dossier
        The incident.
    sources
        The sources, by id.
    rule
        How claims add up.
    links_to
        Links that lead to it.

    Returns
    -------
    Group
        Facts, claims, links, remarks.
    """
    account = add_up(dossier, sources, rule)
    where = account.where
    facts = _facts()
    facts.add_row("When", date_text(account.when))
    facts.add_row("Where", place_text(account))
    if where and where.precision and where.radius_m is not None:
        facts.add_row("Precision", precision_text(where.precision, where.radius_m))
    situation = situate(account)
    border = border_sentence(account.incident, situation)
    if border:
        facts.add_row("Border", border)
    facts.add_row("Direction", direction_text(account.incident, situation and situation.country))
    for label, value in (
        ("Killed", account.killed and str(account.killed)),
        ("Injured", account.injured and str(account.injured)),
        ("By", account.text_of(Field.PERPETRATOR)),
        ("Against", account.text_of(Field.TARGET)),
        ("With", account.text_of(Field.WEAPON)),
        ("Accounts differ on", ", ".join(FIELDS[f].lower() for f in account.differing)),
        ("Sources", str(account.independent_sources)),
        ("Status", dossier.incident.status.replace("_", " ")),
        ("Rule", rule_text(rule)),
    ):
        if value:
            facts.add_row(label, _plain(value))
    parts = [Text(dossier.incident.title, style="bold"), facts, Text(), _claims(account, sources)]
    parts += [_links(dossier, links_to)] if dossier.links or links_to else []
    parts += [
        Text(f"{remark.axis} {remark.grade}: {remark.why} ({remark.by})")
        for remark in dossier.assessments
    ]
    parts += [
        Text(f"withdrawn: {taken.subject}: {taken.why} ({taken.by}, {taken.at:%Y-%m-%d})")
        for taken in dossier.withdrawals
    ]
    return Group(*parts)


def _claims(account: Account, sources: Mapping[str, Source]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for name in ("Field", "Value", "Who", "Source", "Claim"):
        table.add_column(name, style="dim" if name == "Claim" else "", overflow="fold")
    for about, label in FIELDS.items():
        for claim in account.claims:
            if claim.field is about:
                source = sources[claim.citation.source]
                published = f", {source.published}" if source.published else ""
                table.add_row(
                    label,
                    _plain(value_text(claim)),
                    _plain(f"{claim.claimant} {verb(claim)}"),
                    _plain(f"{source.publisher}{published}"),
                    _plain(claim.id.removeprefix(f"{account.incident.id}.")),
                )
    return table


def _links(dossier: Dossier, links_to: Sequence[Link]) -> Table:
    table = _facts()
    for link in dossier.links:
        table.add_row(link.type.replace("_", " "), _plain(link.to_id))
    for link in links_to:
        table.add_row(
            f"(it is what is meant by) {link.type.replace('_', ' ')}", _plain(link.from_id)
        )
    return table


def resolution_view(resolution: Resolution, border: str | None) -> Group:
    """What a place name was resolved to, and what it was chosen over.

    Parameters
    ----------
    resolution
        The resolution.
    border
        A sentence about the border, if there is one.

    Returns
    -------
    Group
        Facts and candidates.
    """
    facts = _facts()
    place = resolution.place
    if place is not None:
        parts = [place.name, place.admin1, country_name(place.country)]
        facts.add_row("Place", _plain(", ".join(dict.fromkeys(p for p in parts if p))))
        facts.add_row("Kind", f"{place.feature_class} ({place.feature_code})")
        facts.add_row("Point", f"lon {place.lon:.4f}, lat {place.lat:.4f}")
        if resolution.precision:
            facts.add_row("Precision", precision_text(resolution.precision, place.radius_m))
        if place.population:
            facts.add_row("People", f"{place.population:,}")
        if border:
            facts.add_row("Border", border)
        facts.add_row("Id", place.id)
    facts.add_row("Why", _plain(resolution.why))
    others = [c for c in resolution.candidates if place is None or c.place.id != place.id]
    if others:
        heading = "Could be" if place is None else "Not"
        facts.add_row(heading, _plain("\n".join(map(candidate_text, others[:9]))))
    return Group(facts)


def place_record(resolution: Resolution) -> dict[str, Any] | None:
    """The place of a resolution for programs.

    Parameters
    ----------
    resolution
        The resolution.

    Returns
    -------
    dict or None
        `id`, `name`, `country` (ISO 3166-1 alpha-2), `admin1`, `lon`, `lat` (WGS 84 degrees),
        `feature_code`, `population`; None where there is no place.
    """
    place = resolution.place
    if place is None:
        return None
    return {
        "id": place.id,
        "name": place.name,
        "country": place.country,
        "admin1": place.admin1,
        "lon": place.lon,
        "lat": place.lat,
        "feature_code": place.feature_code,
        "population": place.population,
    }


def resolution_record(resolution: Resolution, border: dict[str, Any] | None) -> dict[str, Any]:
    """A resolution for programs.

    Parameters
    ----------
    resolution
        The resolution.
    border
        Border facts, if there are any.

    Returns
    -------
    dict
        The place, `precision`, `radius_m`, `confidence` (0 to 1), why, border and candidates.
    """
    place = resolution.place
    return {
        "text": resolution.text,
        "place": place_record(resolution),
        "precision": resolution.precision,
        "radius_m": place and place.radius_m,
        "confidence": resolution.confidence,
        "why": resolution.why,
        "border": border,
        "candidates": [
            {
                "id": c.place.id,
                "name": c.place.name,
                "country": c.place.country,
                "admin1": c.place.admin1,
                "lon": c.place.lon,
                "lat": c.place.lat,
                "feature_code": c.place.feature_code,
                "population": c.place.population,
                "matched": c.matched,
                "how": c.how,
                "why": c.why,
            }
            for c in resolution.candidates
        ],
    }


def situation_record(dossier: Dossier, source: Source) -> dict[str, Any] | None:
    """Border facts of a new incident for programs.

    Parameters
    ----------
    dossier
        The incident.
    source
        The source it cites.

    Returns
    -------
    dict or None
        The fields of `Situation`.
    """
    situation = situate(add_up(dossier, {source.id: source}))
    record: dict[str, Any] | None = to_record(situation) if situation else None
    return record


def account_record(account: Account) -> dict[str, Any]:
    """An incident under a rule for programs.

    Parameters
    ----------
    account
        The incident.

    Returns
    -------
    dict
        The incident's own fields and what its claims add up to.
    """
    record: dict[str, Any] = to_record(account.incident)
    return record | to_record(
        {
            "when": account.when,
            "where": account.where,
            "killed": account.killed,
            "injured": account.injured,
            "perpetrator": account.text_of(Field.PERPETRATOR),
            "target": account.text_of(Field.TARGET),
            "weapon": account.text_of(Field.WEAPON),
            "differing": list(account.differing),
            "independent_sources": account.independent_sources,
            "rule": str(account.rule),
        }
    )


def _facts() -> Table:
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    return table


def _plain(text: str | Text) -> Text:
    """Text from outside, without control characters and never read as markup."""
    shown = text if isinstance(text, str) else text.plain
    return Text("".join(c if c.isprintable() or c == "\n" else "�" for c in shown))
