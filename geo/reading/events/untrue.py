"""What is told only to say that it was not so: false reports, drills taken for attacks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.reading.events.event_words import SAYING
from geo.reading.events.phrases import subject
from geo.reading.events.vocabulary import words

if TYPE_CHECKING:
    from geo.reading.events.view import View

__all__ = ["untrue"]

_LEAD: Final = 12
_FAR: Final = 24
_SHORT: Final = 6
_TALES: Final = words("reports report rumours rumors claims claim allegations stories videos posts")
_FALSE: Final = words(
    "false untrue baseless unfounded fabricated fake incorrect wrong bogus groundless untruthful"
)
_BE: Final = frozenset({"was", "were", "is", "are", "be", "being", "been"})
_PRONOUNS: Final = frozenset({"it", "they", "this", "that", "these", "those", "noise", "sounds"})
_HARMLESS: Final = words(
    "drill drills exercise exercises fireworks thunder manoeuvres maneuvers training rehearsal"
)
_LEADS: Final = SAYING | {",", ";", "but", "that"}
_ALARM: Final = frozenset({"alarm", "hoax"})


def untrue(view: View) -> tuple[int, int] | None:
    """Find who says that what sounds like an event was none.

    Parameters
    ----------
    view
        The sentence.

    Returns
    -------
    tuple or None
        First word and the one after the last of whoever says so; an empty span where the report
        says it or names nobody; None where the event is not called untrue.
    """
    if _false_tale(view):
        return view.at, view.at
    return _harmless(view)


def _false_tale(view: View) -> bool:
    """Whether the event is the matter of a report that is called false."""
    lower = view.tokens.lower
    for here in view.places_before(_LEAD):
        if lower[here] in {";", "but"}:
            return False
        if lower[here] in _TALES:
            if lower[here - 1] in _FALSE and here > view.first:
                return True
            ahead = view.ahead(_FAR)
            return any(
                word in _FALSE and not _BE.isdisjoint(ahead[max(0, n - 3) : n])
                and "not" not in ahead[max(0, n - 3) : n]
                for n, word in enumerate(ahead)
            )  # fmt: skip
    return False


def _harmless(view: View) -> tuple[int, int] | None:
    """Who says of the event that "it was a drill"; an empty span for the report itself."""
    lower = view.tokens.lower
    for here in range(view.trigger.after, min(view.after, view.trigger.after + _FAR)):
        if lower[here] not in _PRONOUNS or lower[here - 1] not in _LEADS:
            continue
        said = lower[here + 1 : min(view.after, here + 1 + _SHORT)]
        was = said[:1] and said[0] in _BE and "not" not in said
        if was and not (_HARMLESS | _ALARM).isdisjoint(said):
            at = here - (lower[here - 1] == "that")
            spoke = lower[at - 1] in SAYING
            lead = subject(view.tokens, at - 1, view.first) if spoke else None
            return lead or (here, here)
    return None
