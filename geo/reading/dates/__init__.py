"""When things happened: the dates that a report names, against its publication date.

`find_dates` reads a text as words, each by a letter for what it can be in a date (`words`, with
`lexicon`), finds patterns over the letters (`calendar_rules`, `relative_rules`, `event_rules`), and
hangs what is relative to something on it (`anchoring`). `near_date` says which of them dates an
event at a span.
"""

from geo.reading.dates.finding import find_dates
from geo.reading.dates.found import Anchor, DateFound, DateKind, DateUse
from geo.reading.dates.near_date import DateReach, NearDate, near_date

__all__ = [
    "Anchor",
    "DateFound",
    "DateKind",
    "DateReach",
    "DateUse",
    "NearDate",
    "find_dates",
    "near_date",
]
