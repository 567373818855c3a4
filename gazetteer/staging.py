"""From rows in any order to the tables of the index, in bounded memory.

Rows are written to a file of their own first. There entries of one id become one place: the first
to come stands, later ones fill what it leaves open and add their names. SQLite then numbers
the places by importance and sorts the names, on disk where memory does not suffice.

Tables of the index: `places`, numbered by importance so that the order of numbers is the order of
answers; `names` by folded name, names of alternates after all others; `variants` by skeleton, of
the main names only, because that key is loose enough; `meta`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.place import FeatureClass
from gazetteer.rows import NAMES_OF_COLUMNS

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator

    from gazetteer.prepare import Batch

__all__ = ["TABLES", "gather", "settle", "spellings"]

_COLUMNS = ", ".join(NAMES_OF_COLUMNS)
_PLACE_COLUMNS = """
    id TEXT NOT NULL, name TEXT NOT NULL, country TEXT, admin1_code TEXT, admin1 TEXT,
    admin2_code TEXT, admin2 TEXT, feature_class TEXT NOT NULL, feature_code TEXT NOT NULL,
    lon REAL NOT NULL, lat REAL NOT NULL, population INTEGER, radius_m REAL NOT NULL,
    source TEXT NOT NULL, citation TEXT, cell INTEGER NOT NULL
"""
TABLES = f"""
CREATE TABLE staged.entries (number INTEGER PRIMARY KEY, {_PLACE_COLUMNS}, UNIQUE (id));
CREATE TABLE staged.same (again INTEGER PRIMARY KEY, entry INTEGER NOT NULL);
CREATE TABLE staged.names (
    entry INTEGER NOT NULL, folded TEXT NOT NULL, skeleton TEXT, alternate INTEGER NOT NULL,
    name TEXT NOT NULL, language TEXT
);
CREATE TABLE staged.numbers (entry INTEGER PRIMARY KEY, number INTEGER NOT NULL, country TEXT);
CREATE TABLE places (number INTEGER PRIMARY KEY, {_PLACE_COLUMNS});
CREATE TABLE names (
    folded TEXT NOT NULL, alternate INTEGER NOT NULL, place INTEGER NOT NULL, country TEXT,
    name TEXT NOT NULL, language TEXT, PRIMARY KEY (folded, alternate, place, name)
) WITHOUT ROWID;
CREATE TABLE variants (
    skeleton TEXT NOT NULL, place INTEGER NOT NULL, country TEXT, name TEXT NOT NULL,
    PRIMARY KEY (skeleton, place, name)
) WITHOUT ROWID;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
"""The tables; a file for what is staged is attached as `staged`."""

_OPEN = ("country", "admin1_code", "admin1", "admin2_code", "admin2", "population", "citation")
_ADD = f"""
INSERT INTO staged.entries (number, {_COLUMNS}, cell)
VALUES ({", ".join("?" * (len(NAMES_OF_COLUMNS) + 2))})
"""
_FILL = f"""{_ADD}
ON CONFLICT (id) DO UPDATE SET {", ".join(f"{c} = coalesce({c}, excluded.{c})" for c in _OPEN)}
RETURNING number
"""
# People of a division are those of its settlements. A tenth counts: the town comes before the
# province that bears its name. What is no settlement and has no people counts as a large town.
_PEOPLE = """
WITH people AS (
    SELECT country, admin1_code, sum(population) AS people FROM staged.entries
    WHERE feature_class = 'settlement' AND admin1_code IS NOT NULL GROUP BY country, admin1_code
)
UPDATE staged.entries SET population = people.people FROM people
WHERE feature_class = 'adm1' AND entries.country = people.country
AND entries.admin1_code = people.admin1_code
"""
_NUMBER = f"""
INSERT INTO staged.numbers SELECT number, row_number() OVER (ORDER BY
    feature_class <> '{FeatureClass.COUNTRY}',
    CASE
        WHEN feature_class IN ('{FeatureClass.ADM1}', '{FeatureClass.ADM2}')
            THEN coalesce(population, 0) / 10
        WHEN coalesce(population, 0) = 0 AND feature_class <> '{FeatureClass.SETTLEMENT}'
            THEN 100000
        ELSE coalesce(population, 0)
    END DESC,
    id
), country FROM staged.entries
"""
_NUMBER_AGAIN = """
INSERT INTO staged.numbers SELECT s.again, n.number, n.country FROM staged.same s
JOIN staged.numbers n USING (entry)
"""
_SETTLE_PLACES = f"""
INSERT INTO places SELECT n.number, {", ".join(f"e.{name}" for name in NAMES_OF_COLUMNS)}, e.cell
FROM staged.numbers n JOIN staged.entries e ON e.number = n.entry ORDER BY n.number
"""
_SETTLE_NAMES = """
INSERT OR IGNORE INTO names
SELECT s.folded, s.alternate, n.number, n.country, s.name, s.language
FROM staged.names s JOIN staged.numbers n USING (entry)
ORDER BY s.folded, s.alternate, n.number, s.name, s.language IS NULL
"""
_SETTLE_VARIANTS = """
INSERT OR IGNORE INTO variants SELECT s.skeleton, n.number, n.country, s.name
FROM staged.names s JOIN staged.numbers n USING (entry) WHERE s.skeleton <> ''
ORDER BY s.skeleton, n.number, s.name
"""
_INDEXES = """
CREATE UNIQUE INDEX places_by_id ON places (id);
CREATE INDEX places_by_cell ON places (cell);
CREATE INDEX names_by_place ON names (place);
"""


def gather(
    db: sqlite3.Connection, batches: Iterable[Batch], progress: Callable[[int], None]
) -> None:
    """Write rows to the staged tables.

    Parameters
    ----------
    db
        Connection with `TABLES`.
    batches
        The rows of all entries.
    progress
        Called after each batch with how many entries there have been.
    """
    for batch in batches:
        db.executemany(_ADD, ((number, *row, cell) for number, row, cell in batch.places))
        for number, row, cell in batch.again:
            (first,) = db.execute(_FILL, (number, *row, cell)).fetchone()
            db.execute("INSERT INTO staged.same VALUES (?, ?)", (number, first))
        db.executemany("INSERT INTO staged.names VALUES (?, ?, ?, ?, ?, ?)", batch.names)
        progress(batch.read)


def settle(db: sqlite3.Connection) -> Iterator[str]:
    """Fill the tables of the index from what is staged.

    Parameters
    ----------
    db
        Connection with `TABLES`, filled by `gather`.

    Yields
    ------
    str
        What is done next.
    """
    yield "ranking places"
    db.execute(_PEOPLE)
    db.execute(_NUMBER)
    db.execute(_SETTLE_PLACES)
    db.execute(_NUMBER_AGAIN)
    yield "writing names"
    db.execute(_SETTLE_NAMES)
    yield "writing variants"
    db.execute(_SETTLE_VARIANTS)
    db.commit()
    db.executescript(_INDEXES)


def spellings(db: sqlite3.Connection) -> Iterator[tuple[str, str | None, int]]:
    """Read each folded name once a country, with its most important place there.

    Parameters
    ----------
    db
        Connection to an index.

    Yields
    ------
    tuple
        Folded name, country and number of the place, in the order of the names.
    """
    yield from db.execute("SELECT folded, country, min(place) FROM names GROUP BY folded, country")
