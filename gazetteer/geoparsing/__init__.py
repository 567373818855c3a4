"""The geoparser: which words of a report are places, which places, and what they do there.

`geoparse` takes a text through the package: `recognize` finds mentions, `role` tells what each does
in its sentence, `documents` chooses their places from the whole text, `relation` draws what is
said of them ("10 km north of …"). `geoparse_lines` does it for many texts, on all cores.
"""

from gazetteer.geoparsing.lines import geoparse_lines
from gazetteer.geoparsing.reading import Geoparsed, PlacedMention, PlacedRelation, geoparse
from gazetteer.geoparsing.records import geoparsed_record, outline_of

__all__ = [
    "Geoparsed",
    "PlacedMention",
    "PlacedRelation",
    "geoparse",
    "geoparse_lines",
    "geoparsed_record",
    "outline_of",
]
