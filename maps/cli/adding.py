"""Commands that record: `add`, `claim`, `link`, `withdraw`."""

from __future__ import annotations

import getpass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from geo.errors import ModelError
from maps.cli.asking import place_asked
from maps.cli.common import (
    DEFAULT_STORE,
    AsJson,
    StorePath,
    interactive,
    kind_named,
    open_gazetteer,
    open_store,
    out,
    print_json,
    report,
    tell,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from gazetteer.index import Gazetteer
    from geo.dossier import Dossier
    from geo.source import Source
    from geo.store import GeoPackageStore

__all__ = ["add", "claim", "link", "withdraw"]

_T = TypeVar("_T")
_Place = Annotated[
    str | None,
    typer.Option(
        help="Where: a name ('Saravan, Iran'), a gazetteer id, or coordinates, latitude first."
    ),
]
_SourceName = Annotated[
    str | None, typer.Option("--source", help="Web address, headline, or id of a known source.")
]
_Publisher = Annotated[str | None, typer.Option(help="Who published the source.")]
_Published = Annotated[str | None, typer.Option(help="Day it was published.")]
_Quote = Annotated[str | None, typer.Option(help="The sentence that it rests on.")]
_ClaimedBy = Annotated[
    str | None, typer.Option(help="Who says so; the publisher in its own voice if left out.")
]
_Yes = Annotated[bool, typer.Option("--yes", "-y", help="Write without asking.")]
_DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would be written, only.")]
_PrecisionName = Annotated[
    str | None,
    typer.Option(
        "--precision",
        help="How exact the place is: site, near, settlement, adm2, adm1, area, country, water.",
    ),
]
_Why = Annotated[str, typer.Option(help="The reason.")]


def add(
    *,
    place: _Place = None,
    date: Annotated[
        str | None, typer.Option(help="When: 2024-01-16, 16 January 2024, 2024-01, or EDTF.")
    ] = None,
    kind: Annotated[
        str | None, typer.Option(help="What: airstrike, missile_strike, bombing, recall …")
    ] = None,
    by: Annotated[str | None, typer.Option(help="Who did it, as claimed.")] = None,
    against: Annotated[str | None, typer.Option(help="Whom or what it was aimed at.")] = None,
    weapon: Annotated[str | None, typer.Option(help="With what.")] = None,
    killed: Annotated[str | None, typer.Option(help="How many: 9, 9-12, 12+ or ~100.")] = None,
    injured: Annotated[str | None, typer.Option(help="How many, likewise.")] = None,
    claimed_by: _ClaimedBy = None,
    source: _SourceName = None,
    publisher: _Publisher = None,
    published: _Published = None,
    quote: _Quote = None,
    note: Annotated[str | None, typer.Option(help="A remark of your own.")] = None,
    title: Annotated[
        str | None, typer.Option(help="One line; made from the rest if not given.")
    ] = None,
    origin: Annotated[
        str | None, typer.Option(help="Country it came from (IR, PK …); from --by if left out.")
    ] = None,
    target: Annotated[
        str | None, typer.Option(help="Country it was aimed at; where it lies if left out.")
    ] = None,
    precision: _PrecisionName = None,
    yes: _Yes = False,
    dry_run: _DryRun = False,
    as_json: AsJson = False,
    store: StorePath = DEFAULT_STORE,
) -> None:
    """Add an incident that a source reports.

    What is missing is asked for on a terminal. Before anything is written it shows where the
    incident would land: place, country, precision, distance to the border, alternatives.
    """
    from geo.count import Count
    from geo.drafting import Report, draft
    from geo.when import When

    place = _needed("--place", "Where (name or coordinates)", place)
    when = _read("--date", "When", date, When.parse)
    what = _read("--kind", "What (airstrike, bombing, recall …)", kind, kind_named)
    tolls = [Count.parse(text) if text else None for text in (killed, injured)]
    with open_store(store) as opened, open_gazetteer() as gazetteer:
        cited = _source(opened, source, publisher, published)
        where = place_asked(place, gazetteer, precision)
        dossier = draft(
            Report(
                kind=what,
                when=when,
                where=where,
                source=cited,
                by=by,
                against=against,
                weapon=weapon,
                killed=tolls[0],
                injured=tolls[1],
                claimed_by=claimed_by,
                quote=quote,
                note=note,
                title=title,
                origin_country=origin and origin.upper(),
                target_country=target and target.upper(),
            ),
            taken=opened.ids(),
            recorder=getpass.getuser(),
            at=datetime.now(UTC).replace(microsecond=0),
        )
        if not as_json:
            _preview(dossier, cited, place, gazetteer)
        if dry_run or _agreed(yes=yes):
            if not dry_run:
                _save(opened, dossier, cited)
            _report_added(dossier, cited, opened, as_json=as_json, dry_run=dry_run)


def claim(
    incident: Annotated[str, typer.Argument(metavar="ID", help="Id of the incident.")],
    *,
    field: Annotated[
        str,
        typer.Option(
            help="What it is about: date, time, location, killed, injured, perpetrator, target, "
            "weapon, damage, responsibility."
        ),
    ],
    value: Annotated[str, typer.Option(help="What is claimed.")],
    of: Annotated[
        str,
        typer.Option(help="Whom a number counts: people, children, women, civilians, combatants."),
    ] = "people",
    denies: Annotated[
        bool, typer.Option("--denies", help="The claimant says that it is not so.")
    ] = False,
    modality: Annotated[
        str | None, typer.Option(help="How it is said: fact, claimed, accused, possible.")
    ] = None,
    supersedes: Annotated[
        str | None, typer.Option(help="Id of the claim that this one takes the place of.")
    ] = None,
    claimed_by: _ClaimedBy = None,
    source: _SourceName = None,
    publisher: _Publisher = None,
    published: _Published = None,
    quote: _Quote = None,
    precision: _PrecisionName = None,
    as_json: AsJson = False,
    store: StorePath = DEFAULT_STORE,
) -> None:
    """Add what somebody says about an incident that is there.

    Claims are never edited: one that was read wrongly is superseded or withdrawn.
    """
    from geo.drafting import claim_about

    with open_store(store) as opened:
        dossier = opened.dossier(incident)
        cited = _source(opened, source, publisher, published)
        where = None
        if field == "location":
            with open_gazetteer() as gazetteer:
                where = place_asked(value, gazetteer, precision)
        made = claim_about(
            dossier,
            field=field,
            value=value,
            where=where,
            of=of,
            denies=denies,
            modality=modality,
            claimant=claimed_by,
            source=cited,
            quote=quote,
            supersedes=supersedes,
            at=datetime.now(UTC).replace(microsecond=0),
        )
        opened.add_claims([made], [cited])
        if as_json:
            from geo.record import to_record

            print_json(to_record(made))
        else:
            out().print(f"added {made.id}: {made.claimant} on {made.field}: {made.value_text}")


def link(
    incident: Annotated[str, typer.Argument(metavar="ID", help="The later incident.")],
    type_: Annotated[
        str,
        typer.Argument(
            metavar="TYPE",
            help="retaliation_for, response_to, follows, part_of, same_event or not_same_event.",
        ),
    ],
    other: Annotated[str, typer.Argument(metavar="OTHER", help="The incident it answers.")],
    *,
    why: Annotated[str | None, typer.Option(help="Who says so, or what speaks for it.")] = None,
    as_json: AsJson = False,
    store: StorePath = DEFAULT_STORE,
) -> None:
    """Link two incidents: ID is a retaliation for, response to … OTHER."""
    from geo.incident import Link, LinkType

    try:
        type_of = LinkType(type_.replace("-", "_"))
    except ValueError:
        msg = f"{type_!r} is not a type of link; the types are {', '.join(LinkType)}"
        raise ModelError(msg) from None
    with open_store(store) as opened:
        opened.add_link(Link(from_id=incident, to_id=other, type=type_of, why=why))
    report(
        {"from_id": incident, "to_id": other, "type": type_of},
        f"linked {incident} {type_of.replace('_', ' ')} {other}",
        as_json=as_json,
    )


def withdraw(
    subject: Annotated[str, typer.Argument(metavar="ID", help="Id of an incident or a claim.")],
    *,
    why: _Why,
    by: Annotated[str | None, typer.Option(help="Who takes it back; you if left out.")] = None,
    as_json: AsJson = False,
    store: StorePath = DEFAULT_STORE,
) -> None:
    """Take back an incident or a claim; the record of it stays."""
    from geo.incident import Withdrawal

    with open_store(store) as opened:
        opened.withdraw(
            Withdrawal(
                subject=subject,
                why=why,
                by=by or getpass.getuser(),
                at=datetime.now(UTC).replace(microsecond=0),
            )
        )
    report({"withdrawn": subject, "why": why}, f"withdrew {subject}", as_json=as_json)


def _needed(option: str, question: str, given: str | None) -> str:
    """An answer that cannot be done without: given, or asked for on a terminal."""
    if given:
        return given
    if not interactive():
        msg = f"{option} is missing; `incidentmap add --help` lists what is needed"
        raise ModelError(msg)
    answer: str = typer.prompt(question, err=True)
    return answer


def _read(option: str, question: str, given: str | None, read: Callable[[str], _T]) -> _T:
    """An answer read as what it should be; asked for again while a person mistypes it."""
    while True:
        try:
            return read(_needed(option, question, given))
        except ModelError as problem:
            if given or not interactive():
                raise
            tell(str(problem))


def _source(
    store: GeoPackageStore, reference: str | None, publisher: str | None, published: str | None
) -> Source:
    """The source as named; asks for the publisher on a terminal."""
    from geo.drafting import source_from

    known = store.sources()
    found = source_from(reference, publisher, published, known)
    if found is None:
        publisher = _needed("--publisher", "Who published it (a claim is always attributed)", None)
        found = source_from(reference, publisher, published, known)
    if found is None:
        msg = "--publisher is empty; a claim is always attributed"
        raise ModelError(msg)
    return found


def _preview(dossier: Dossier, source: Source, place: str, gazetteer: Gazetteer) -> None:
    """Show on standard error where the incident would land, before anything is written."""
    from geo.account import add_up
    from maps.cli.output import landing

    account = add_up(dossier, {source.id: source})
    out(stderr=True).print(landing(account, place, gazetteer))


def _agreed(*, yes: bool) -> bool:
    """Whether to write: said beforehand, or asked on a terminal; never assumed."""
    if yes:
        return True
    if not interactive():
        msg = "nothing was written: say --yes to write without being asked"
        raise ModelError(msg)
    typer.confirm("Add it?", default=True, err=True, abort=True)
    return True


def _save(store: GeoPackageStore, dossier: Dossier, source: Source) -> None:
    from geo.dossier import Collection

    store.add(Collection(dossiers=(dossier,), sources=(source,)))


def _report_added(
    dossier: Dossier, source: Source, store: GeoPackageStore, *, as_json: bool, dry_run: bool
) -> None:
    if as_json:
        from geo.record import to_record
        from maps.cli.output import situation_record

        print_json(
            {
                "written": not dry_run,
                "store": str(store.path),
                **to_record(dossier),
                "source": to_record(source),
                "situation": situation_record(dossier, source),
            }
        )
    elif dry_run:
        out().print(f"would add {dossier.incident.id} to {store.path}; nothing was written")
    else:
        out().print(f"added {dossier.incident.id} to {store.path}")
