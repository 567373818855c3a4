"""What a person sees of a draft: the facts, then each sentence with what was read from it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from geo.account import add_up
from geo.kinds import KINDS
from geo.plain import FIELDS, LINK_WORDS, date_text, verb
from geo.record import to_record
from geo.reviewing import READ, confidence
from geo.situation import situate
from geo.when import When
from maps.cli.output import account_record, facts_table, plain_text, setting

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.dossier import Dossier
    from geo.incident import Claim
    from geo.source import Source

__all__ = ["draft_record", "draft_view", "source_text"]

_INDENT = (0, 0, 0, 2)
_ORDER = list(FIELDS)
_WIDEST = 32


def draft_view(draft: Dossier, sources: Mapping[str, Source], heading: str) -> Group:
    """A draft with everything that is needed to decide on it.

    Parameters
    ----------
    draft
        The draft.
    sources
        The sources, by id.
    heading
        The words of the line above it, such as "Draft 1 of 3".

    Returns
    -------
    Group
        Title, facts, and each sentence with the claims that rest on it.
    """
    account = add_up(draft, sources)
    cited = list(dict.fromkeys(claim.citation.source for claim in account.claims))
    sure = confidence(draft)
    facts = facts_table(
        (
            ("What", KINDS[draft.incident.kind].label),
            *setting(account),
            ("Differ on", ", ".join(FIELDS[f].lower() for f in account.differing)),
            ("Read in", "\n".join(source_text(sources[source]) for source in cited)),
            (
                "Confidence",
                f"{sure.value:.2f} of 1: {sure.why}".removesuffix(": ") if sure else None,
            ),
            *((LINK_WORDS[link.type][0].capitalize(), link.to_id) for link in draft.links),
        )
    )
    parts: list[RenderableType] = [
        Text(),
        Rule(Text(heading), align="left", style="dim"),
        Text.assemble((plain_text(draft.incident.title).plain, "bold")),
        Text(draft.incident.id, style="dim"),
        Padding(facts, (1, 0, 0, 2)),
    ]
    widths = (
        max((len(FIELDS[claim.field]) for claim in account.claims), default=0),
        min(_WIDEST, max((len(_value(claim)) for claim in account.claims), default=0)),
    )
    for claims in _by_sentence(account.claims):
        parts += [Text(), _sentence(claims, sources if len(cited) > 1 else {})]
        parts.append(Padding(_readings(claims, *widths), (0, 0, 0, 4)))
    remarks = [
        f"{remark.axis} {remark.grade}: {remark.why} ({remark.by})"
        for remark in draft.assessments
        if remark.grade != READ
    ]
    parts += [Text(), *(plain_text(remark) for remark in remarks)] if remarks else []
    return Group(*parts, Text())


def draft_record(draft: Dossier, sources: Mapping[str, Source]) -> dict[str, Any]:
    """A draft with everything that is needed to decide on it, for programs.

    Parameters
    ----------
    draft
        The draft.
    sources
        The sources, by id.

    Returns
    -------
    dict
        The dossier, `confidence` (0 to 1, or null), `shown`, `situation` and `sources`.
    """
    account = add_up(draft, sources)
    cited = dict.fromkeys(claim.citation.source for claim in draft.claims)
    record: dict[str, Any] = to_record(draft)
    sure = confidence(draft)
    return {
        **record,
        "confidence": sure.value if sure else None,
        "shown": account_record(account),
        "situation": to_record(situate(account)),
        "sources": [to_record(sources[source]) for source in cited],
    }


def source_text(source: Source) -> str:
    """A source for people.

    Parameters
    ----------
    source
        The source.

    Returns
    -------
    str
        Publisher, day and headline, as far as they are known.
    """
    day = date_text(When.parse(source.published.isoformat())) if source.published else None
    title = f"“{source.title}”" if source.title else None
    return ", ".join(part for part in (source.publisher, day, title) if part)


def _by_sentence(claims: Sequence[Claim]) -> list[list[Claim]]:
    """Claims that rest on the same words together, in the order of the text."""
    groups: dict[tuple[str, int | None, str | None], list[Claim]] = {}
    for claim in claims:
        cited = claim.citation
        groups.setdefault((cited.source, cited.start, cited.quote), []).append(claim)
    sources = list(dict.fromkeys(source for source, _, _ in groups))
    ordered = sorted(groups.items(), key=lambda item: (sources.index(item[0][0]), item[0][1] or 0))
    return [sorted(group, key=lambda claim: _ORDER.index(claim.field)) for _, group in ordered]


def _sentence(claims: Sequence[Claim], sources: Mapping[str, Source]) -> Padding:
    """The words that claims rest on, those that give a value in bold; then where they stand."""
    cited = claims[0].citation
    words = plain_text(" ".join((cited.quote or "").split()))
    for claim in claims:
        for value in filter(None, _as_written(claim)):
            found = re.search(rf"(?<!\w){re.escape(value)}(?!\w)", words.plain, re.IGNORECASE)
            if found:
                words.stylize("bold", *found.span())
                break
    if not words:
        words = Text("No words are cited.", style="dim")
    elif cited.paraphrased:
        words = Text.assemble(words, (" (in other words)", "dim"))
    else:
        words = Text.assemble("“", words, "”")
    if cited.source in sources:
        words.append_text(plain_text(f" {source_text(sources[cited.source])}"))
    return Padding(words, _INDENT)


def _readings(claims: Sequence[Claim], label_width: int, value_width: int) -> Table:
    """Claims one a row: what about, which value, who says it."""
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True, width=label_width)
    table.add_column(overflow="fold", width=value_width)
    table.add_column(overflow="fold")
    for claim in claims:
        who = f"{claim.claimant} {verb(claim)}"
        table.add_row(FIELDS[claim.field], plain_text(_value(claim)), plain_text(who))
    return table


def _value(claim: Claim) -> str:
    """A claim's value; the words that it came in stand in the sentence above."""
    return date_text(claim.when) if claim.when else claim.value_text


def _as_written(claim: Claim) -> tuple[str, ...]:
    """The words that may give the value in the report, the likeliest first."""
    if claim.count is not None:
        words = (claim.count.text or "", str(claim.count.low))
    else:
        words = ((claim.when.text or "") if claim.when else claim.value_text, "")
    return tuple(" ".join(word.split()) for word in words)
