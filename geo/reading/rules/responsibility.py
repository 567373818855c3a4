"""Who is said to be behind an event, where another sentence than the event's own says so.

"The Pakistani Taliban claimed the attack"; "the army blamed it on the ADF"; "which Ankara laid to
the PKK". Only actors that are known or named as a state count, since the words vary without end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geo.incident import Modality, Polarity
from geo.reading.rules.sides import Side, side_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.reading.rules.scene import Scene

__all__ = ["Responsibility", "responsibilities_of"]

_IT: Final = (
    r"(?:responsibility|(?:the|that|this|both|it)?\s*(?:attacks?|strikes?|bombings?|blasts?|raids?"
    r"|shooting|ambush|assault|killings?|explosions?|it))"
)
_CLAIMED: Final = re.compile(
    rf"\b(?:claimed|claiming|has claimed|had claimed|admitted|took|taken)\s+(?:the\s+)?{_IT}\b"
    r"|\bsaid\s+(?:that\s+)?(?:it|they|its (?:men|fighters|members))\s+(?:had|were|was)\s+"
    r"(?:carried|behind|done|responsible|launched|staged)\b"
)
_LAID: Final = re.compile(
    r"\b(?:blam(?:ed|es|ing)|attribut(?:ed|es|ing)|pinned|laid)\b"
    r"(?:[^.;\n]{0,60}?\b(?:on|to|at the door of)\b)?\s+(?=\S)"
    r"|\baccus(?:ed|es|ing)\s+(?=\S[^.;\n]{0,80}\bof\s+(?:being behind|having|carrying|launching"
    r"|firing|shelling|striking|bombing|attacking|killing|staging|hitting|the (?:attack|strike"
    r"|raid|bombing|killing|shelling))\b)"
)
_BEHIND: Final = re.compile(
    r"\b(?:was|were|is|are|stood|be)\s+(?:behind|responsible for|to blame for)\b"
)
_DENIED: Final = re.compile(
    r"\b(?:den(?:ied|ies|y)|rejected|rejects|dismissed)\b[^.;\n]{0,40}?"
    r"\b(?:responsibility|involvement|any (?:part|role)|the (?:claim|accusation|charge|report)s?"
    r"|it)\b"
)
_SPOKEN: Final = re.compile(
    r"[;:]|\bthat\b|\b(?:said|says|say|saying|told|believes?|believed|claims?|insists?|insisted)\b"
)
_NOT: Final = re.compile(r"\b(?:not|never|no|denie[sd]|doubts?|doubted)\b|n['’]t\b")
_REACH: Final = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsibility:
    """Who is said, or denies, to be behind what was told last.

    Parameters
    ----------
    side
        Who.
    claimant
        Who says so; None where the report does.
    start, end
        Characters of the sentence, end after the last.
    at
        First character of the words that say so.
    polarity
        Whether it is said or denied.
    modality
        In what manner it is said.
    """

    side: Side
    claimant: Side | None
    start: int
    end: int
    at: int
    polarity: Polarity
    modality: Modality


def responsibilities_of(scene: Scene) -> Iterator[Responsibility]:
    """Find who is said to be behind events.

    Parameters
    ----------
    scene
        The article with what was found.

    Yields
    ------
    Responsibility
        In the order of the text.
    """
    for start, end in scene.sentences:
        claimed = _CLAIMED.search(scene.text, start, end)
        if claimed:
            side = _before(scene, start, claimed.start())
            if side:
                yield _one(side, side, (start, end), claimed.start(), Modality.CLAIMED)
            continue
        denied = _DENIED.search(scene.text, start, end)
        if denied:
            side = _before(scene, start, denied.start())
            if side:
                yield _one(side, side, (start, end), denied.start(), Modality.CLAIMED, denied=True)
            continue
        laid = _LAID.search(scene.text, start, end)
        if laid:
            side = _after(scene, laid.end(), end)
            if side:
                who = _before(scene, start, laid.start())
                yield _one(side, who, (start, end), laid.start(), Modality.ACCUSED)
            continue
        behind = _BEHIND.search(scene.text, start, end)
        if behind and not _NOT.search(scene.text, start, behind.start()):
            side = _before(scene, start, behind.start())
            said = _SPOKEN.search(scene.text, start, behind.start())
            who = _before(scene, start, said.start()) if said else None
            if side and side != who:
                how = Modality.ACCUSED if who else Modality.POSSIBLE
                yield _one(side, who, (start, end), behind.start(), how)


def _one(  # noqa: PLR0913 (what a claim is made of)
    side: Side,
    claimant: Side | None,
    span: tuple[int, int],
    at: int,
    modality: Modality,
    *,
    denied: bool = False,
) -> Responsibility:
    return Responsibility(
        side=side,
        claimant=claimant,
        start=span[0],
        end=span[1],
        at=at,
        polarity=Polarity.DENIES if denied else Polarity.ASSERTS,
        modality=modality if claimant or modality is not Modality.CLAIMED else Modality.FACT,
    )


def _before(scene: Scene, start: int, at: int) -> Side | None:
    """The last actor before some words that is known or a state."""
    low = max(start, at - _REACH)
    parts = _SPOKEN.split(scene.text[low:at])
    return _named(scene, at - len(parts[-1]), at)


def _after(scene: Scene, at: int, end: int) -> Side | None:
    """The first actor after some words that is known or a state."""
    high = min(end, at + _REACH // 2)
    cut = re.search(r"[;:,.]|\b(?:of|for|and|but|while)\b", scene.text[at:high])
    return _named(scene, at, at + cut.start() if cut else high)


def _named(scene: Scene, start: int, end: int) -> Side | None:
    text = scene.text[start:end].strip()
    if not text:
        return None
    begin = scene.text.index(text, start)
    side = side_of(text, begin, scene.inside(begin, begin + len(text)), acting=True)
    return side if side is not None and (side.known or side.country is not None) else None
