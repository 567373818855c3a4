"""Who says that an event happened, who denies it, who is accused of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.reading.events.event_words import SAYING
from geo.reading.events.manner import Manner, Told
from geo.reading.events.phrases import after, before, subject
from geo.reading.events.untrue import untrue
from geo.reading.events.vocabulary import words

if TYPE_CHECKING:
    from geo.reading.events.view import View

__all__ = ["accusation", "claimant", "denial"]

_FAR: Final = 24
_FARTHEST: Final = 40
_NEAR: Final = 5
_BESIDE: Final = 3
_DENY: Final = words(
    "denied denies deny denying rejected rejects refuted refutes disputed dismissed"
)
_REFUSED: Final = frozenset({"entry", "access", "visas", "bail"})
_NO: Final = frozenset({"no", "not", "never", "n't", "without", "cannot", "nor", "neither"})
_NO_STOP: Final = words(", ; but and that because after while who which in to over")
_AMOUNTS: Final = frozenset({"longer", "fewer", "less"})
_ACCUSE: Final = words(
    "accused accuses accusing accuse blamed blames blaming blame suspected charged"
)
_BEING: Final = frozenset({"was", "were", "been", "is", "are", "being"})
_HELPING: Final = frozenset({"has", "have", "had", "also", "strongly", "later"})
_OWNING: Final = frozenset({"the", "a", "an", "'s", "’s", "its", "their", "of", "own"})
_OPEN: Final = frozenset({",", "”", '"'})
_NOT_CLOSING: Final = frozenset({"saying", "claims", "report", "reports", "say"})
_CLOSED_BY: Final = words(". , on in monday tuesday wednesday thursday friday saturday sunday") | {
    "",
    "\n",
}


def denial(view: View) -> tuple[int, int] | None:
    """Find who denies an event.

    Parameters
    ----------
    view
        The sentence.

    Returns
    -------
    tuple or None
        First word and the one after the last of whoever denies it; an empty span where the
        report itself says no; None where nobody does.
    """
    unreal = untrue(view)
    if unreal is not None:
        return unreal
    lower = view.tokens.lower
    for here in view.places_before(_FAR):
        word = lower[here]
        if word in {";", "but"} or (word == "," and view.at - here > _BESIDE):
            break
        if word in _DENY and lower[here - 1] in _NO:
            return None
        if word in _DENY and lower[here + 1] not in _REFUSED:
            while here > view.first and lower[here - 1] in _HELPING:
                here -= 1  # noqa: PLW2901 - from the first word of the verb group
            return before(view.tokens, here, view.first) or (here, here)
    for here in view.places_before(_NEAR):
        after_no = lower[here + 1]
        if lower[here] in _NO and after_no != "only" and after_no not in _AMOUNTS:
            return here, here
        if lower[here] in _NO_STOP:
            break
    return None


def accusation(view: View) -> Told | None:
    """Find who lays an event at whose door.

    Parameters
    ----------
    view
        The sentence.

    Returns
    -------
    Told or None
        Who accuses, where it is said, and who is accused.
    """
    tokens, lower = view.tokens, view.tokens.lower
    for here in view.places_before(_FAR):
        word = lower[here]
        if word == ";" or word in SAYING:
            break
        if word in _ACCUSE:
            lead = subject(tokens, here, view.first)
            if lower[here - 1] in _BEING or word == "suspected":
                return Told(manner=Manner.ACCUSED, accused=lead)
            link = next((n for n in range(here + 1, view.at) if lower[n] in {"of", "for"}), view.at)
            accused = after(tokens, here + 1, link)
            return Told(manner=Manner.ACCUSED, claimant=lead, accused=accused)
    return None


def claimant(view: View) -> tuple[int, int] | None:
    """Find who says that an event happened.

    Parameters
    ----------
    view
        The sentence.

    Returns
    -------
    tuple or None
        First word and the one after the last; None where the report itself says it.
    """
    tokens, lower = view.tokens, view.tokens.lower
    for here in view.places_before(view.at):
        if lower[here] in SAYING and view.at - here <= _FARTHEST and _speaks(view, here):
            return subject(tokens, here, view.first)
        if lower[here] == "according" and tokens.at(here + 1) == "to":
            return after(tokens, here + 2, view.after)
    for here in range(view.trigger.after, view.after):
        if lower[here] == "according" and tokens.at(here + 1) == "to":
            return after(tokens, here + 2, view.after)
        if lower[here] in SAYING and _closes(view, here):
            if lower[here - 1] in _OPEN:
                return after(tokens, here + 1, view.after)
            return subject(tokens, here, view.first)
    return None


def _speaks(view: View, here: int) -> bool:
    """Whether a word of speaking before the event is a verb that has it as its words."""
    lower, ahead = view.tokens.lower, view.tokens.at(here + 1)
    if here == view.first or lower[here - 1] in _OWNING:
        return False
    if "what" in lower[max(view.first, here - _BESIDE) : here]:
        return False
    return ahead not in {"of", "responsibility"}


def _closes(view: View, here: int) -> bool:
    """Whether a word of speaking after the event closes its clause: ", police said"."""
    lower, begin = view.tokens.lower, view.trigger.after
    if lower[here] in _NOT_CLOSING or here <= begin:
        return False
    if "what" in lower[max(begin, here - _BESIDE) : here]:
        return False
    if lower[here - 1] in _OPEN:
        return True
    lead = subject(view.tokens, here, begin)
    if lead is None or lead[0] <= begin or lower[lead[0] - 1] not in _OPEN:
        return False
    return here + 1 >= view.after or view.tokens.at(here + 1) in _CLOSED_BY
