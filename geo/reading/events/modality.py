"""In what manner an event is told: as happened, claimed, denied, planned, feared, long past."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.reading.events.manner import Manner, Told
from geo.reading.events.outlook import not_expected, outlook
from geo.reading.events.past import is_historical, is_repeated
from geo.reading.events.speakers import accusation, claimant, denial

if TYPE_CHECKING:
    from datetime import date

    from geo.reading.events.view import View

__all__ = ["manner_of"]


def manner_of(view: View, published: date | None = None) -> Told:
    """Tell in what manner an event is told.

    Parameters
    ----------
    view
        Its sentence, seen from the event.
    published
        Day of the report. Without it a year without a day counts as long past.

    Returns
    -------
    Told
        The manner and who tells. Of several the first in this order counts: denied, planned or
        possible, historical, repeated, accused, claimed, happened.
    """
    says, accuses = claimant(view), accusation(view)
    if not_expected(view):
        return Told(manner=Manner.POSSIBLE, claimant=says)
    denies = denial(view)
    if denies is not None:
        return Told(manner=Manner.DENIED, claimant=denies if denies[0] < denies[1] else says)
    manner = outlook(view)
    if manner is None and is_historical(view, published):
        manner = Manner.HISTORICAL
    if manner is None and is_repeated(view):
        manner = Manner.REPEATED
    if accuses is not None:
        told = manner or Manner.ACCUSED
        return Told(manner=told, claimant=accuses.claimant or says, accused=accuses.accused)
    if says is not None:
        return Told(manner=manner or Manner.CLAIMED, claimant=says)
    return Told(manner=manner or Manner.HAPPENED)
