"""An incident in plain sentences, for formats that have room for prose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gazetteer.place import Precision
from geo.incident import Status
from geo.kinds import KINDS, Kind
from geo.plain import FIELDS, LINK_WORDS, country_name, precision_text, value_text, verb

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.dossier import Dossier
    from geo.exchange.entries import Entry
    from geo.incident import Claim
    from geo.source import Source

__all__ = ["ClaimLine", "claim_lines", "facts", "link_lines"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLine:
    """A claim as a reader is told it.

    Parameters
    ----------
    said
        Who says what, such as "Iran says: killed 9".
    words
        The words that it rests on, in quotation marks where they are the source's own.
    source
        Publisher, headline and day of the source.
    url
        Address of the source, http or https.
    """

    said: str
    words: str | None
    source: str
    url: str | None

    def __str__(self) -> str:
        """All of it in one line."""
        return " — ".join(part for part in (self.said, self.words, self.source, self.url) if part)


def facts(values: Mapping[str, Any]) -> list[str]:
    """What an incident adds up to under the rule in force.

    Parameters
    ----------
    values
        A value for each of the columns of exports.

    Returns
    -------
    list of str
        A few short lines; what is not known is not in them.
    """
    place = (values["place"], values["admin1"], country_name(values["country"]))
    lines = [
        KINDS[Kind(values["kind"])].label,
        f"Date: {values['date'] or 'not known'}",
        f"Place: {', '.join(dict.fromkeys(filter(None, place))) or 'not known'}",
    ]
    if values["precision"] and values["radius_m"] is not None:
        exact = precision_text(Precision(values["precision"]), values["radius_m"])
        lines.append(f"How exact: {values['precision']}, {exact}")
    told = ("killed", "injured", "perpetrator", "target", "weapon")
    lines += [f"{name.capitalize()}: {values[name]}" for name in told if values[name]]
    if values["differing"]:
        lines.append(f"The claims differ on: {values['differing']}")
    if values["status"] != Status.ACTIVE:
        lines.append(f"Status: {values['status'].replace('_', ' ')} {values['merged_into'] or ''}")
    return [line.strip() for line in lines]


def claim_lines(entry: Entry) -> list[ClaimLine]:
    """Every claim that stands, in the order recorded.

    Parameters
    ----------
    entry
        The incident on its way out.

    Returns
    -------
    list of ClaimLine
        Whether or not the rule in force looks at them.
    """
    sources = {source.id: source for source in entry.sources}
    return [_line(claim, sources.get(claim.citation.source)) for claim in entry.dossier.standing]


def link_lines(dossier: Dossier) -> list[str]:
    """How an incident hangs together with others.

    Parameters
    ----------
    dossier
        The incident.

    Returns
    -------
    list of str
        Such as "In response to 2024-01-16-panjgur-airstrike: …".
    """
    return [
        f"{LINK_WORDS[link.type][0].capitalize()} {link.to_id}{f': {link.why}' if link.why else ''}"
        for link in dossier.links
    ]


def _line(claim: Claim, source: Source | None) -> ClaimLine:
    quote = claim.citation.quote and " ".join(claim.citation.quote.split())
    if quote:
        quote = f"in our words: {quote}" if claim.citation.paraphrased else f"“{quote}”"
    about = FIELDS[claim.field].lower()
    return ClaimLine(
        said=f"{claim.claimant} {verb(claim)}: {about} {value_text(claim)}",
        words=quote,
        source=_source_text(source) if source else claim.citation.source,
        url=source.url if source else None,
    )


def _source_text(source: Source) -> str:
    day = source.published.isoformat() if source.published else None
    return ", ".join(part for part in (source.publisher, source.title, day) if part)
