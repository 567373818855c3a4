"""The built-in extractor: rules and small trained models, on this machine alone.

The way of an article: `scene` runs the geoparser, the events, dates and counts over what it tells;
`tellings` gives each event its place (`spots`), date and sides (`sides`) as its sentence has them;
`grouping` puts tellings of one event together; `tolls` gives the numbers to the events; `findings`
makes an incident of each group, `linking` says how they hang together.
"""

from geo.reading.rules.extracting import RuleExtractor

__all__ = ["RuleExtractor"]
