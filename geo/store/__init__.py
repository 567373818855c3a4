"""Where incidents are kept."""

from geo.store.geopackage import GeoPackageStore
from geo.store.protocol import Query, Store

__all__ = ["GeoPackageStore", "Query", "Store"]
