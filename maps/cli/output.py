"""What the commands print: tables that a person likes to read, and records for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from gazetteer.batch import place_record
from gazetteer.resolve import radius_m
from geo.account import Account, add_up
from geo.incident import Field
from geo.kinds import KINDS
from geo.plain import (
    FIELDS,
    LINK_WORDS,
    border_sentence,
    country_name,
    date_text,
    direction_text,
    place_text,
    precision_text,
    rule_text,
    shortened,
    value_text,
    verb,
)
from geo.record import to_record
from geo.situation import situate

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from gazetteer.index import Gazetteer
    from gazetteer.place import Candidate, Resolution
    from geo.account import Rule
    from geo.dossier import Dossier
    from geo.incident import Claim, Link
    from geo.source import Source

_WIDE = 110

__all__ = [
    "account_record",
    "candidate_list",
    "candidate_record",
    "candidate_text",
    "dossier_view",
    "facts_table",
    "incident_table",
    "landing",
    "plain_text",
    "resolution_record",
    "resolution_view",
    "setting",
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
    wide = width >= _WIDE
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("Date", no_wrap=wide)
    if wide:
        table.add_column("What", no_wrap=True)
    table.add_column("Place", ratio=1)
    if wide:
        table.add_column("Direction", no_wrap=True)
    table.add_column("Killed", justify="right", no_wrap=True)
    table.add_column("Id", style="dim", no_wrap=True)
    for account in accounts:
        lies_in = account.where.country if account.where else None
        mark = " *" if Field.KILLED in account.differing else ""
        cells = {
            "Date": date_text(account.when),
            "What": KINDS[account.incident.kind].label,
            "Place": place_text(account),
            "Direction": _arrow(account, lies_in),
            "Killed": f"{account.killed or ''}{mark}",
            "Id": account.incident.id,
        }
        table.add_row(*[plain_text(cells[str(column.header)]) for column in table.columns])
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
    facts = facts_table(
        (
            *setting(account),
            ("Killed", str(account.killed or "")),
            ("Injured", str(account.injured or "")),
            ("By", shortened(account.texts.get(Field.PERPETRATOR, ()))),
            ("Against", shortened(account.texts.get(Field.TARGET, ()))),
            ("With", shortened(account.texts.get(Field.WEAPON, ()))),
            ("Accounts differ on", ", ".join(FIELDS[f].lower() for f in account.differing)),
            ("Sources", str(account.independent_sources)),
            ("Status", dossier.incident.status.replace("_", " ")),
            ("Rule", rule_text(rule)),
        )
    )
    parts: list[RenderableType] = [
        Text(dossier.incident.title, style="bold"),
        facts,
        Text(),
        _claims(account, sources),
    ]
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


def setting(account: Account) -> list[tuple[str, str]]:
    """When and where an incident happened, and how it lies to the border.

    Parameters
    ----------
    account
        The incident under a rule.

    Returns
    -------
    list of tuple
        Label and value.
    """
    where, situation = account.where, situate(account)
    rows = [("When", date_text(account.when)), ("Where", place_text(account))]
    if where and where.precision and where.radius_m is not None:
        rows.append(("Precision", precision_text(where.precision, where.radius_m)))
    border = border_sentence(account.incident, situation)
    if border:
        rows.append(("Border", border))
    lies_in = situation.country if situation else None
    return [*rows, ("Direction", direction_text(account.incident, lies_in))]


def facts_table(rows: Iterable[tuple[str, str | None]]) -> Table:
    """Facts as a table without lines.

    Parameters
    ----------
    rows
        Label and value; those without a value are left out.

    Returns
    -------
    Table
        Label and value, one a row.
    """
    table = _facts()
    for label, value in rows:
        if value:
            table.add_row(label, plain_text(value))
    return table


def _claims(account: Account, sources: Mapping[str, Source]) -> Table:
    """Claims with the same value side by side, each with who makes it and where."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("Field", no_wrap=True)
    table.add_column("Value", ratio=2, overflow="fold")
    table.add_column("Who says it", ratio=3, overflow="fold")
    table.add_column("Claim", style="dim", ratio=1, overflow="fold")
    for about, label in FIELDS.items():
        groups: dict[str, list[Claim]] = {}
        for claim in account.claims:
            if claim.field is about:
                groups.setdefault(value_text(claim), []).append(claim)
        heading = f"{label} *" if about in account.differing else label
        for value, claims in groups.items():
            who = dict.fromkeys(_who(claim, sources) for claim in claims)
            numbers = [claim.id.removeprefix(f"{account.incident.id}.") for claim in claims]
            table.add_row(
                heading,
                plain_text(value),
                plain_text("; ".join(who)),
                plain_text(", ".join(numbers)),
            )
            heading = ""
    return table


def _who(claim: Claim, sources: Mapping[str, Source]) -> str:
    """Who makes a claim, and where it was read if that is somebody else."""
    publisher = sources[claim.citation.source].publisher
    said = f"{claim.claimant} {verb(claim)}"
    return said if claim.claimant == publisher else f"{said} ({publisher})"


def _links(dossier: Dossier, links_to: Sequence[Link]) -> Table:
    table = _facts()
    for link in dossier.links:
        table.add_row(LINK_WORDS[link.type][0].capitalize(), plain_text(link.to_id))
    for link in links_to:
        table.add_row(LINK_WORDS[link.type][1].capitalize(), plain_text(link.from_id))
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
        facts.add_row("Place", plain_text(", ".join(dict.fromkeys(p for p in parts if p))))
        facts.add_row("Kind", f"{place.feature_class} ({place.feature_code})")
        facts.add_row("Point", f"lon {place.lon:.4f}, lat {place.lat:.4f}")
        if resolution.precision:
            radius = radius_m(resolution) or place.radius_m
            facts.add_row("Precision", precision_text(resolution.precision, radius))
        facts.add_row("Confidence", f"{resolution.confidence:.2f} of 1")
        if place.population:
            facts.add_row("People", f"{place.population:,}")
        if border:
            facts.add_row("Border", border)
        facts.add_row("Id", place.id)
    facts.add_row("Why", plain_text(resolution.why))
    others = [c for c in resolution.candidates if place is None or c.place.id != place.id]
    if others:
        heading = "Could be" if place is None else "Not"
        facts.add_row(heading, plain_text("\n".join(map(candidate_text, others[:9]))))
    return Group(facts)


def candidate_list(candidates: Sequence[Candidate]) -> Group:
    """Candidates with where each lies and which of its names matched.

    Parameters
    ----------
    candidates
        The candidates, best first.

    Returns
    -------
    Group
        Two lines for each, and a line below them.
    """
    parts: list[RenderableType] = []
    for candidate in candidates:
        place = candidate.place
        parts.append(plain_text(candidate_text(candidate)))
        parts.append(plain_text(f"    lon {place.lon:.4f}, lat {place.lat:.4f}; {candidate.why}"))
    parts.append(Text(f"{len(candidates)} places, the names most like it first.", style="dim"))
    return Group(*parts)


def candidate_record(candidate: Candidate) -> dict[str, Any]:
    """A candidate for programs.

    Parameters
    ----------
    candidate
        The candidate.

    Returns
    -------
    dict
        The place, `matched` (which of its names), `how`, `score` (likeness, 0 to 1) and `why`.
    """
    return {
        **(place_record(candidate.place) or {}),
        "matched": candidate.matched,
        "how": candidate.how,
        "score": candidate.score,
        "why": candidate.why,
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
    return {
        "text": resolution.text,
        "place": place_record(resolution.place),
        "precision": resolution.precision,
        "radius_m": radius_m(resolution),
        "confidence": resolution.confidence,
        "why": resolution.why,
        "border": border,
        "candidates": [candidate_record(candidate) for candidate in resolution.candidates],
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
    own: dict[str, Any] = to_record(account.incident)
    shown: dict[str, Any] = to_record(
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
    return own | shown


def _arrow(account: Account, lies_in: str | None) -> str:
    """Who on whom by country codes, to fit a table."""
    origin = account.incident.origin_country
    target = account.incident.target_country or lies_in
    if origin is None or target is None or origin == target:
        return direction_text(account.incident, lies_in)
    return f"{origin} → {target}"


def _facts() -> Table:
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    return table


def plain_text(text: str | Text) -> Text:
    """Text from outside, without control characters and never read as markup.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    Text
        The text; what a terminal might obey is shown as the sign for an unknown character.
    """
    shown = text if isinstance(text, str) else text.plain
    return Text("".join(c if c.isprintable() or c == "\n" else "�" for c in shown))
