"""The tables of a store, their version, and how an older store becomes a newer one.

A store written by version N of the schema is brought to the present by running
`MIGRATIONS[N]`, `MIGRATIONS[N + 1]` and so on in one transaction. A new store is made the
same way, from nothing, so that both end in the same tables.
"""

from __future__ import annotations

from typing import Final

from geo.store.gpkg import APPLICATION_ID, CORE_TABLES, attribute_table, feature_table

__all__ = ["MIGRATIONS", "SCHEMA_VERSION"]

_INCIDENTS: Final = """
  id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, title TEXT NOT NULL, status TEXT NOT NULL,
  origin_country TEXT, target_country TEXT, merged_into TEXT,
  place TEXT, country TEXT, admin1 TEXT, precision TEXT, radius_m REAL,
  date TEXT, date_start DATETIME, date_end DATETIME,
  killed TEXT, killed_low INTEGER, killed_high INTEGER,
  injured TEXT, injured_low INTEGER, injured_high INTEGER,
  perpetrator TEXT, target TEXT, weapon TEXT, sources INTEGER, differing TEXT,
  border TEXT, border_distance_m REAL, depth_m REAL, cross_border BOOLEAN, rule TEXT"""

_CLAIMS: Final = """
  id TEXT NOT NULL UNIQUE, incident TEXT NOT NULL REFERENCES incidents (id),
  field TEXT NOT NULL, value TEXT NOT NULL, polarity TEXT NOT NULL, modality TEXT NOT NULL,
  claimant TEXT NOT NULL, source TEXT NOT NULL REFERENCES sources (id),
  quote TEXT, paraphrased BOOLEAN NOT NULL, quote_start INTEGER, quote_end INTEGER,
  text_sha256 TEXT, retrieved DATETIME, archive_url TEXT, supersedes TEXT,
  recorded_at DATETIME, value_json TEXT NOT NULL"""

_SOURCES: Final = """
  id TEXT NOT NULL UNIQUE, publisher TEXT NOT NULL, title TEXT, url TEXT, published DATE,
  language TEXT, derives_from TEXT REFERENCES sources (id) DEFERRABLE INITIALLY DEFERRED"""

_ACTORS: Final = """
  id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, kind TEXT NOT NULL, aliases TEXT NOT NULL,
  country TEXT, parent TEXT"""

_LINKS: Final = """
  from_id TEXT NOT NULL REFERENCES incidents (id) DEFERRABLE INITIALLY DEFERRED,
  to_id TEXT NOT NULL REFERENCES incidents (id) DEFERRABLE INITIALLY DEFERRED,
  type TEXT NOT NULL, why TEXT, UNIQUE (from_id, to_id, type)"""

_ASSESSMENTS: Final = """
  incident TEXT NOT NULL REFERENCES incidents (id), axis TEXT NOT NULL, grade TEXT NOT NULL,
  why TEXT NOT NULL, "by" TEXT NOT NULL, "at" DATETIME NOT NULL"""

_WITHDRAWALS: Final = """
  subject TEXT NOT NULL, why TEXT NOT NULL, "by" TEXT NOT NULL, "at" DATETIME NOT NULL"""

_NEVER_EDITED: Final = """
CREATE TRIGGER claims_are_never_edited BEFORE UPDATE ON claims
  BEGIN SELECT RAISE(ABORT, 'claims are never edited: add one that supersedes it'); END;
CREATE TRIGGER claims_are_never_deleted BEFORE DELETE ON claims
  BEGIN SELECT RAISE(ABORT, 'claims are never deleted: withdraw it'); END;
"""

_FIRST: Final = "".join(
    (
        CORE_TABLES,
        feature_table("incidents", "POINT", _INCIDENTS, "What happened, once each"),
        attribute_table("sources", _SOURCES, "Reports that claims were read in"),
        attribute_table("claims", _CLAIMS, "Who says what about which incident"),
        attribute_table("actors", _ACTORS, "States, forces and groups"),
        attribute_table("links", _LINKS, "How incidents hang together"),
        attribute_table("assessments", _ASSESSMENTS, "What the keepers of the store judge"),
        attribute_table("withdrawals", _WITHDRAWALS, "What was taken back, and why"),
        "CREATE INDEX claims_by_incident ON claims (incident);\n",
        "CREATE INDEX incidents_by_date ON incidents (date_start);\n",
        _NEVER_EDITED,
        "CREATE TABLE incidentmap_meta (name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL);\n",
        f"PRAGMA application_id = {APPLICATION_ID};\nPRAGMA user_version = 10400;\n",
    )
)

_FOOTPRINTS: Final = """
  incident TEXT NOT NULL UNIQUE REFERENCES incidents (id), title TEXT NOT NULL,
  kind TEXT NOT NULL, status TEXT NOT NULL, precision TEXT, radius_m REAL,
  date_start DATETIME, date_end DATETIME"""

_TEXTS: Final = """
  sha256 TEXT NOT NULL UNIQUE,
  source TEXT REFERENCES sources (id) DEFERRABLE INITIALLY DEFERRED,
  name TEXT NOT NULL, characters INTEGER NOT NULL, text_zlib BLOB NOT NULL"""

_TEXTS_NEVER_EDITED: Final = """
CREATE TRIGGER texts_are_never_edited BEFORE UPDATE ON texts
  BEGIN SELECT RAISE(ABORT, 'texts are never edited: a changed text is another one'); END;
"""

_SOURCE_ROWS: Final = """
  incident TEXT NOT NULL REFERENCES incidents (id), dataset TEXT NOT NULL, "key" TEXT NOT NULL,
  header INTEGER NOT NULL REFERENCES row_headers (fid), cells TEXT NOT NULL,
  UNIQUE (dataset, "key")"""

_ROW_HEADERS: Final = "columns TEXT NOT NULL UNIQUE"

_MORE_COLUMNS: Final = "".join(
    f"ALTER TABLE incidents ADD COLUMN {column};\n"
    for column in ("killed_best INTEGER", "injured_best INTEGER", "mention TEXT", "place_id TEXT")
)
_ARCHIVED: Final = "ALTER TABLE sources ADD COLUMN archive_url TEXT;\n"

MIGRATIONS: Final[dict[int, str]] = {
    0: _FIRST,
    1: feature_table(
        "footprints", "GEOMETRY", _FOOTPRINTS, "The areas that incidents are claimed to lie in"
    ),
    2: attribute_table("texts", _TEXTS, "The texts that claims were read in, compressed")
    + _TEXTS_NEVER_EDITED,
    3: attribute_table("row_headers", _ROW_HEADERS, "Names of columns of data sets imported from")
    + attribute_table("source_rows", _SOURCE_ROWS, "Rows that incidents were imported from")
    + "CREATE INDEX source_rows_by_incident ON source_rows (incident);\n"
    + _MORE_COLUMNS
    + _ARCHIVED,
}
"""SQL scripts that lead from each version to the next; 0 is no store at all."""

SCHEMA_VERSION: Final = max(MIGRATIONS) + 1
"""The version that this code reads and writes."""
