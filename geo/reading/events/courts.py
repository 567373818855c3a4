"""What only a court, the police or an inquiry looks back at: "a trial over the bombing"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.reading.events.vocabulary import words

if TYPE_CHECKING:
    from geo.reading.events.view import View

__all__ = ["in_court"]

_FAR: Final = 14
_TRIED: Final = words(
    """
    sentenced sentences convicted convicts jailed imprisoned acquitted indicted extradited guilty
    trial trials case cases lawsuit lawsuits hearing hearings indictment verdict conviction
    sentence ruling testified inquest
    """
)
_COURT: Final = words(
    """
    court courts tribunal judge judges jury prosecutors lawyers sentenced convicted jailed trial
    acquitted indicted verdict inquest lawsuit
    """
)
_OVER: Final = words("for over about of with on concerning regarding into in")
_CUTS: Final = frozenset({";", "but", "when", "while", "after", "hours", "before", "as"})


def in_court(view: View) -> bool:
    """Tell whether an event is only what a trial or a sentence is about.

    Parameters
    ----------
    view
        The sentence.

    Returns
    -------
    bool
        True in "sentenced two men for a bombing", "heard a case about the shelling of a town".
    """
    lower = view.tokens.lower
    led = False
    for here in view.places_before(_FAR):
        word = lower[here]
        if word in _CUTS:
            return False
        if word in _TRIED and led:
            return not _COURT.isdisjoint(lower[view.first : view.at])
        led = led or word in _OVER
    return False
