"""Which column of somebody's table stands for what: proposed, shown, settled, then read."""

from geo.exchange.mapping.chosen import Mapping
from geo.exchange.mapping.proposing import propose
from geo.exchange.mapping.reading import read

__all__ = ["Mapping", "propose", "read"]
