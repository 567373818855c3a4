"""How many were killed, injured, taken or driven out, and who says so.

`find_counts` reads numbers (`numbers`) of people (`people`) to whom words do harm (`harm`), with
who says it (`claimants`) and which of them stand for the same. `reported` picks those that a
document reports as its own (`weighing`).
"""

from geo.reading.counts.claimants import Claimant
from geo.reading.counts.finding import CountFound, Share, find_counts, harms_of, reported
from geo.reading.counts.harm_words import Effect

__all__ = [
    "Claimant",
    "CountFound",
    "Effect",
    "Share",
    "find_counts",
    "harms_of",
    "reported",
]
