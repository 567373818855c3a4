"""The built-in extractor: rules and small trained models, on this machine alone.

The way of an article: `scene` runs the geoparser, the events, dates and counts over what it tells;
`tellings` gives each event its place (`spots`), date (`dating`) and sides (`parties`) as its
sentence has them; `grouping` puts tellings of one event together, by what speaks for it
(`fitting`); `tolls` gives the numbers to the events and `responsibility` those who are blamed;
`making` turns each group that holds (`judging`) into an incident with its `findings`, and `linking`
says how they hang together.
"""

from geo.reading.rules.extracting import RuleExtractor

__all__ = ["RuleExtractor"]
