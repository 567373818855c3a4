"""Whether quotes still stand in the texts that they were taken from.

A citation that gives a hash and a span can be checked: the text of that hash is looked up, and
the words between the two offsets must be the quote. What was paraphrased has no words to
compare; its span must lie inside the text.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from geo.errors import DamagedTextError
from geo.source import whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from geo.dossier import Dossier
    from geo.source import Citation

__all__ = ["Checked", "Fault", "Outcome", "check_citations"]


class Outcome(StrEnum):
    """What became of a citation that was checked."""

    HELD = "held"
    """The words stand where the citation says."""
    TEXT_MISSING = "text_missing"
    """Nobody kept or gave the text."""
    QUOTE_DIFFERS = "quote_differs"
    """The text is there, and other words stand at that place, or none."""
    TEXT_CHANGED = "text_changed"
    """The text that was kept is not what it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A citation that does not hold.

    Parameters
    ----------
    incident
        Id of the incident.
    claim
        Id of the claim.
    source
        Id of the source that it cites.
    sha256
        Hash of the text that it points into.
    outcome
        What is wrong.
    quote
        The words that should stand there.
    found
        The words that do; None where there is no text to look into.
    """

    incident: str
    claim: str
    source: str
    sha256: str
    outcome: Outcome
    quote: str | None = None
    found: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What came of checking citations.

    Parameters
    ----------
    held
        How many hold.
    faults
        Those that do not, in the order of the incidents and their claims.
    unchecked
        How many give no hash or no span, so that there is nothing to check.
    cited
        Hashes of the texts that citations point into.
    """

    held: int
    faults: tuple[Fault, ...]
    unchecked: int
    cited: frozenset[str]

    def count(self, outcome: Outcome) -> int:
        """How many citations came out that way.

        Parameters
        ----------
        outcome
            Which way.

        Returns
        -------
        int
            The number.
        """
        if outcome is Outcome.HELD:
            return self.held
        return sum(fault.outcome is outcome for fault in self.faults)

    @property
    def broken(self) -> bool:
        """Whether something is wrong, and not merely out of reach."""
        return any(fault.outcome is not Outcome.TEXT_MISSING for fault in self.faults)


def check_citations(dossiers: Iterable[Dossier], text_of: Callable[[str], str | None]) -> Checked:
    """Hold every citation against the text that it was taken from.

    Parameters
    ----------
    dossiers
        Incidents with all their claims, those that were superseded or withdrawn as well.
    text_of
        Gives the text of a hash, None where there is none; raises DamagedTextError where it is
        not what it was. Asked once for each hash.

    Returns
    -------
    Checked
        How many hold, and what is wrong with the others.
    """
    texts: dict[str, str | Outcome] = {}
    faults: list[Fault] = []
    held = unchecked = 0
    for dossier in dossiers:
        for claim in dossier.claims:
            cited = claim.citation
            if cited.sha256 is None or cited.start is None:
                unchecked += 1
                continue
            if cited.sha256 not in texts:
                texts[cited.sha256] = _looked_up(cited.sha256, text_of)
            outcome, found = _compared(cited, texts[cited.sha256])
            if outcome is Outcome.HELD:
                held += 1
                continue
            faults.append(
                Fault(
                    incident=claim.incident,
                    claim=claim.id,
                    source=cited.source,
                    sha256=cited.sha256,
                    outcome=outcome,
                    quote=cited.quote,
                    found=found,
                )
            )
    return Checked(held=held, faults=tuple(faults), unchecked=unchecked, cited=frozenset(texts))


def _looked_up(sha256: str, text_of: Callable[[str], str | None]) -> str | Outcome:
    """The text, or what is wrong with it."""
    try:
        text = text_of(sha256)
    except DamagedTextError:
        return Outcome.TEXT_CHANGED
    return Outcome.TEXT_MISSING if text is None else text


def _compared(cited: Citation, text: str | Outcome) -> tuple[Outcome, str | None]:
    """What became of a citation, and the words that stand where it points."""
    if isinstance(text, Outcome):
        return text, None
    found = whole(text[cited.start : cited.end])
    inside = cited.end is not None and cited.end <= len(text)
    same = cited.paraphrased or cited.quote is None or cited.quote == found
    return (Outcome.HELD if inside and same else Outcome.QUOTE_DIFFERS), found
