"""What a report says has happened: which words say so, who did it to whom, and how it is told.

`find_events` goes from trigger words (`triggers`, with `deeds`, `ground`, `crowds`, `idioms`,
`harm`, `steps` and `ties`) whose sense the company they keep decides (`company`), to how they are
told (`modality`, `outlook`, `past`, `untrue`: happened, denied, planned, long ago) and who takes
part (`participants`, `speakers`; not `backers`, nor `things`). What belongs to a drill (`drills`)
or only to a trial (`courts`) is left out; what happened `again` elsewhere is found there too.
`place_of` says which of the places of a text an event happened at.
"""

from geo.reading.events.finding import EventFound, Phrase, find_events
from geo.reading.events.manner import Manner, Told
from geo.reading.events.places import place_of, place_spans

__all__ = ["EventFound", "Manner", "Phrase", "Told", "find_events", "place_of", "place_spans"]
