"""Tables of other tools, whatever the format: columns with text in them, read a row at a time."""

from geo.exchange.tables.opening import TABLE_ENDINGS, open_table
from geo.exchange.tables.table import Row, Table, open_csv

__all__ = ["TABLE_ENDINGS", "Row", "Table", "open_csv", "open_table"]
