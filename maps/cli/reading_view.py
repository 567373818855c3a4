"""What a person sees of a reading: each draft in a block, how they hang together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from geo.account import add_up
from geo.count import Counted
from geo.incident import Field
from geo.kinds import KINDS
from geo.plain import FIELDS, LINK_WORDS, shortened, verb
from geo.reading.drafts import UNNAMED
from maps.cli.draft_view import source_text
from maps.cli.output import facts_table, plain_text, setting

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.account import Account
    from geo.incident import Claim, Link
    from geo.reading.drafts import Draft
    from geo.reading.read import Reading
    from geo.source import Source

__all__ = ["reading_view", "toll_lines"]

_HARM = {
    Field.KILLED: "killed",
    Field.INJURED: "injured",
    Field.CASUALTIES: "killed or injured",
}
_SAID = (Field.PERPETRATOR, Field.TARGET, Field.WEAPON, Field.RESPONSIBILITY)
_INDENT = (0, 0, 0, 2)
_MOST = 8


def reading_view(reading: Reading) -> Group:
    """Everything that was read, for people.

    Parameters
    ----------
    reading
        What was read.

    Returns
    -------
    Group
        The reports, a block for each draft, then the links between them.
    """
    sources = {source.id: source for source in reading.sources}
    parts: list[RenderableType] = []
    for source, text in zip(reading.sources, reading.texts, strict=True):
        parts.append(plain_text(f"{text.name}: {_told_of(source)}"))
    parts += [Text()] if parts else []
    for number, draft in enumerate(reading.drafts, 1):
        heading = f"Draft {number} of {len(reading.drafts)}"
        parts += [Rule(Text(heading), align="left", style="dim"), _block(draft, sources), Text()]
    links = [link for draft in reading.drafts for link in draft.dossier.links]
    if links:
        parts += [Rule(Text("Links"), align="left", style="dim"), *map(_link, links), Text()]
    return Group(*parts)


def toll_lines(claims: Sequence[Claim], sources: Mapping[str, Source]) -> list[str]:
    """How many were killed and hurt, and who says so.

    Parameters
    ----------
    claims
        Claims about an incident.
    sources
        The reports, by id.

    Returns
    -------
    list of str
        Such as "9 killed, Iran says; Reuters reports", one line for each number claimed; the dead
        first. What the only report says in its own voice is said by "the report".
    """
    alone = len({claim.citation.source for claim in claims}) == 1
    said: dict[str, list[str]] = {}
    for field, harm in _HARM.items():
        for claim in claims:
            if claim.field is field and claim.count is not None:
                whom = "" if claim.count.of is Counted.PEOPLE else f" ({claim.count.of})"
                who = said.setdefault(f"{claim.count} {harm}{whom}", [])
                who.append(_who(claim, sources, alone=alone))
    lines = [f"{toll}, {'; '.join(dict.fromkeys(who))}" for toll, who in said.items()]
    more = len(lines) - _MOST
    return lines if more <= 1 else [*lines[:_MOST], f"and {more} numbers more"]


def _told_of(source: Source) -> str:
    """What a report says of itself; where it gives no name, its file's is said already."""
    named = source_text(source)
    if source.publisher.startswith(UNNAMED):
        named = named.removeprefix(source.publisher).removeprefix(", ")
    return named or "neither day nor headline"


def _who(claim: Claim, sources: Mapping[str, Source], *, alone: bool) -> str:
    """Who gives a number, and how."""
    if alone and claim.claimant == sources[claim.citation.source].publisher:
        return "the report says"
    return f"{claim.claimant} {verb(claim)}"


def _block(draft: Draft, sources: Mapping[str, Source]) -> Group:
    """A draft: what happened, when, where, by whom, with which toll, and how sure that is."""
    account = add_up(draft.dossier, sources)
    facts = facts_table(
        (
            ("What", KINDS[account.incident.kind].label),
            *setting(account),
            *((FIELDS[f], shortened(account.texts.get(f, ()))) for f in _SAID),
            ("Toll", "\n".join(toll_lines(account.claims, sources))),
            ("Differ on", ", ".join(FIELDS[f].lower() for f in account.differing)),
            ("Read in", _read_in(account, sources) if len(sources) > 1 else None),
            ("Confidence", f"{draft.confidence:.2f} of 1"),
            ("Told again", "\n".join(why.partition(" ")[2] for why in draft.merged)),
        )
    )
    return Group(
        Text.assemble((plain_text(account.incident.title).plain, "bold")),
        Text(account.incident.id, style="dim"),
        Padding(facts, _INDENT, expand=False),
    )


def _read_in(account: Account, sources: Mapping[str, Source]) -> str:
    """The reports that an incident was read in, and how many of them count."""
    cited = list(dict.fromkeys(claim.citation.source for claim in account.claims))
    lines = [sources[ident].publisher for ident in cited]
    if len(cited) > 1:
        lines.append(f"{len(cited)} reports, {account.independent_sources} of them independent")
    return "\n".join(lines)


def _link(link: Link) -> Padding:
    """A link in two lines, its words between the two incidents."""
    words = LINK_WORDS[link.type][0]
    return Padding(Text(f"{link.from_id}\n  {words} {link.to_id}"), _INDENT, expand=False)
