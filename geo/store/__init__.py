"""Where incidents are kept."""

from geo.store.columns import Coded, StoreColumns
from geo.store.geopackage import GeoPackageStore
from geo.store.protocol import Query, Store

__all__ = ["Coded", "GeoPackageStore", "Query", "Store", "StoreColumns"]
