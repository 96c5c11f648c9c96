"""The catalog's tables. Forward only: a change here is a new migration, never an edit of an old one."""

import string

from assistant.archive.catalog.standing import WRITE_STANDING

__all__ = ["APPLICATION_ID", "KEYWORD_TABLES", "MIGRATIONS", "READ_AS_IT_IS", "SCHEMA_VERSION", "TABLES"]

APPLICATION_ID = 0x43444B31
"""`CDK1` in SQLite's header: what tells our catalog from another program's database."""

_PUNCTUATION = string.punctuation.replace("'", "''").replace('"', '""')
_TOKENIZER = f"ascii tokenchars '{_PUNCTUATION}'"
"""Splits at white space and nothing else: `assistant.language.index_text` has already decided what a term is."""

TABLES = """
CREATE TABLE manifest (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;

-- Texts are kept once, however many articles and versions carry them.
CREATE TABLE texts (
  text_id INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL UNIQUE,
  text TEXT NOT NULL
);

-- One voice: the articles of a group say the same; the lead's passages stand for all of them.
CREATE TABLE groups (
  group_id INTEGER PRIMARY KEY AUTOINCREMENT,
  lead_key INTEGER REFERENCES articles(article_key)
);

-- published_on, publisher, kind and stands_from repeat the current version's: filters read this narrow table alone.
CREATE TABLE articles (
  article_key INTEGER PRIMARY KEY AUTOINCREMENT,
  article_id TEXT NOT NULL UNIQUE,
  identity TEXT NOT NULL UNIQUE,
  group_id INTEGER REFERENCES groups(group_id),
  current_version_id INTEGER REFERENCES versions(version_id),
  is_live INTEGER NOT NULL DEFAULT 0,
  published_on TEXT,
  publisher TEXT,
  publisher_folded TEXT,
  kind TEXT,
  added_at TEXT NOT NULL,
  removed_at TEXT,
  stands_from TEXT
);
CREATE INDEX articles_of_group ON articles(group_id);
CREATE INDEX articles_by_day ON articles(published_on, group_id) WHERE is_live;
CREATE INDEX articles_by_publisher ON articles(publisher_folded, group_id) WHERE is_live;

CREATE TABLE bylines (
  article_key INTEGER NOT NULL REFERENCES articles(article_key),
  author TEXT NOT NULL,
  author_folded TEXT NOT NULL,
  PRIMARY KEY (author_folded, article_key)
) WITHOUT ROWID;
CREATE INDEX bylines_of_article ON bylines(article_key);

-- ordinal: the order of the versions in time; version: the order in which they came in.
-- correction: the notice in the article's own words; stands_from: the day from which this text stood, until the
-- day of the next one. See standing.py.
CREATE TABLE versions (
  version_id INTEGER PRIMARY KEY AUTOINCREMENT,
  article_key INTEGER NOT NULL REFERENCES articles(article_key),
  version INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  text_id INTEGER NOT NULL REFERENCES texts(text_id),
  title TEXT,
  publisher TEXT,
  authors TEXT NOT NULL,
  published_at TEXT,
  published_on TEXT,
  updated_at TEXT,
  updated_on TEXT,
  fetched_at TEXT,
  url TEXT,
  external_id TEXT,
  source_name TEXT NOT NULL,
  path TEXT,
  language TEXT NOT NULL,
  kind TEXT NOT NULL,
  stored_at TEXT NOT NULL,
  agency TEXT,
  correction TEXT,
  is_paywalled INTEGER NOT NULL DEFAULT 0,
  embargoed_until TEXT,
  is_withdrawn INTEGER NOT NULL DEFAULT 0,
  stands_from TEXT,
  stands_until TEXT,
  is_order_unsure INTEGER NOT NULL DEFAULT 0,
  UNIQUE (article_key, version)
);
CREATE INDEX versions_of_text ON versions(text_id);
CREATE INDEX versions_by_external_id ON versions(external_id);
CREATE INDEX corrected_versions ON versions(article_key) WHERE correction IS NOT NULL;

-- Passages are never changed but for is_live, is_past and vector_id; numbers are never used twice.
-- is_past: those of a version that another one has taken the place of; only a question as of a day searches them.
-- embedded_head is what the model read before the passage's text (or, with embeds_text 0, all that it read).
CREATE TABLE passages (
  passage_id INTEGER PRIMARY KEY AUTOINCREMENT,
  version_id INTEGER NOT NULL REFERENCES versions(version_id),
  group_id INTEGER NOT NULL REFERENCES groups(group_id),
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  sentences TEXT NOT NULL,
  embedded_head TEXT NOT NULL,
  embeds_text INTEGER NOT NULL,
  vector_id INTEGER REFERENCES vectors(vector_id),
  is_live INTEGER NOT NULL,
  is_past INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX past_passages ON passages(version_id) WHERE is_past;
CREATE INDEX passages_of_version ON passages(version_id);
CREATE INDEX passages_without_vector ON passages(vector_id) WHERE is_live AND vector_id IS NULL;
CREATE INDEX live_passages_of_group ON passages(group_id, vector_id) WHERE is_live;

-- key: SHA-256 of the model's key and the exact input; vector: float32, little-endian, unit length.
CREATE TABLE vectors (
  vector_id INTEGER PRIMARY KEY,
  key BLOB NOT NULL UNIQUE,
  vector BLOB NOT NULL
);

-- The token vectors of the same pass, for late interaction, as assistant/models/token_codes.py packs them.
CREATE TABLE token_codes (
  vector_id INTEGER PRIMARY KEY REFERENCES vectors(vector_id) ON DELETE CASCADE,
  codes BLOB NOT NULL
);

-- Rows of segments that are no longer live; those of a segment go when it is written anew.
CREATE TABLE tombstones (passage_id INTEGER PRIMARY KEY);

-- Articles under embargo, whole, until they may be found: article and passages as JSON, held_until in UTC.
CREATE TABLE held (
  identity TEXT PRIMARY KEY,
  held_until TEXT NOT NULL,
  article TEXT NOT NULL,
  passages TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX held_by_time ON held(held_until);

-- What ingest wants to know at its next run: an ETag, what a source held last time.
CREATE TABLE remembered (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""

_COPIES = """
-- A text's MinHash sketch, empty for a short text, and the bands by which those that resemble it are found.
CREATE TABLE sketches (
  text_id INTEGER PRIMARY KEY REFERENCES texts(text_id) ON DELETE CASCADE,
  signature BLOB NOT NULL
);
CREATE TABLE bands (
  band INTEGER NOT NULL,
  text_id INTEGER NOT NULL REFERENCES texts(text_id) ON DELETE CASCADE,
  PRIMARY KEY (band, text_id)
) WITHOUT ROWID;

-- Texts found to be near copies of each other; each pair stands here both ways round.
CREATE TABLE likenesses (
  text_id INTEGER NOT NULL REFERENCES texts(text_id) ON DELETE CASCADE,
  other_text_id INTEGER NOT NULL REFERENCES texts(text_id) ON DELETE CASCADE,
  similarity REAL NOT NULL,
  PRIMARY KEY (text_id, other_text_id)
) WITHOUT ROWID;

-- All the pieces that a member of a group was cut into, as JSON: of a copy only some of them are passages.
CREATE TABLE cuts (
  version_id INTEGER PRIMARY KEY REFERENCES versions(version_id) ON DELETE CASCADE,
  pieces TEXT NOT NULL
);
"""

TABLES += _COPIES

_SEGMENTS = """
-- Sealed folders of vectors. Each holds the passages above one number up to another that were live when it was built.
-- first_on, last_on: the days of their articles then; settled_count: see assistant/archive/index/ledger.py.
CREATE TABLE segments (
  name TEXT PRIMARY KEY,
  seal TEXT NOT NULL,
  above INTEGER NOT NULL,
  highest_passage_id INTEGER NOT NULL,
  row_count INTEGER NOT NULL,
  built_at TEXT NOT NULL,
  first_on TEXT,
  last_on TEXT,
  settled_count INTEGER NOT NULL DEFAULT 0,
  collection TEXT
);

-- Live articles by outlet (as it is written, and as it compares) and month, both '' where nothing is known.
CREATE TABLE outlet_months (
  publisher_folded TEXT NOT NULL,
  publisher TEXT NOT NULL,
  month TEXT NOT NULL,
  article_count INTEGER NOT NULL,
  PRIMARY KEY (publisher_folded, publisher, month)
) WITHOUT ROWID;

-- Passages of segments whose articles have other days, outlets or kinds than when theirs was built.
CREATE TABLE restated (passage_id INTEGER PRIMARY KEY);
"""

TABLES += _SEGMENTS

KEYWORD_TABLES = (
    f'CREATE VIRTUAL TABLE keyword USING fts5(title, body, publisher, tokenize = "{_TOKENIZER}")',
    "CREATE VIRTUAL TABLE keyword_terms USING fts5vocab('keyword', 'row')",
    f'CREATE VIRTUAL TABLE past_keyword USING fts5(title, body, publisher, tokenize = "{_TOKENIZER}")',
)
"""The keyword index: all of it can be made again from the other tables."""

_TO_SCHEMA_2 = f"""
ALTER TABLE versions ADD COLUMN agency TEXT;
ALTER TABLE versions ADD COLUMN correction TEXT;
ALTER TABLE versions ADD COLUMN is_paywalled INTEGER NOT NULL DEFAULT 0;
ALTER TABLE versions ADD COLUMN embargoed_until TEXT;
ALTER TABLE versions ADD COLUMN is_withdrawn INTEGER NOT NULL DEFAULT 0;
ALTER TABLE versions ADD COLUMN stands_from TEXT;
ALTER TABLE versions ADD COLUMN stands_until TEXT;
ALTER TABLE articles ADD COLUMN stands_from TEXT;
ALTER TABLE passages ADD COLUMN is_past INTEGER NOT NULL DEFAULT 0;
CREATE INDEX past_passages ON passages(version_id) WHERE is_past;
CREATE TABLE held (
  identity TEXT PRIMARY KEY, held_until TEXT NOT NULL, article TEXT NOT NULL, passages TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX held_by_time ON held(held_until);
CREATE TABLE remembered (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
{KEYWORD_TABLES[2]};
{WRITE_STANDING.format("1")};
UPDATE articles SET stands_from =
  (SELECT v.stands_from FROM versions v WHERE v.version_id = articles.current_version_id);
UPDATE passages SET is_past = 1 WHERE passage_id IN (
  SELECT max(p.passage_id) FROM passages p JOIN versions v ON v.version_id = p.version_id
  JOIN articles a ON a.article_key = v.article_key WHERE NOT p.is_live
  AND NOT (a.is_live AND a.current_version_id = v.version_id)
  GROUP BY p.version_id, p.start
);
"""  # noqa: S608  # our own SQL

_TO_SCHEMA_4 = """
CREATE TABLE token_codes (
  vector_id INTEGER PRIMARY KEY REFERENCES vectors(vector_id) ON DELETE CASCADE,
  codes BLOB NOT NULL
);
"""

_TO_SCHEMA_5 = """
DROP INDEX articles_of_group;
CREATE INDEX articles_of_group ON articles(group_id);
"""

_TO_SCHEMA_6 = """
CREATE INDEX corrected_versions ON versions(article_key) WHERE correction IS NOT NULL;
"""

_TO_SCHEMA_7 = "ALTER TABLE versions ADD COLUMN is_order_unsure INTEGER NOT NULL DEFAULT 0;"

_TO_SCHEMA_8 = f"""
{_SEGMENTS}
INSERT INTO segments (name, seal, above, highest_passage_id, row_count, built_at)
  SELECT name, seal, 0, highest_passage_id, row_count, built_at FROM generation;
DROP TABLE generation;
INSERT INTO outlet_months
  SELECT coalesce(publisher_folded, ''), coalesce(publisher, ''), coalesce(substr(published_on, 1, 7), ''), count(*)
  FROM articles WHERE is_live GROUP BY 1, 2, 3;
INSERT INTO manifest SELECT 'live_passages', CAST(count(*) AS TEXT) FROM passages WHERE is_live;
"""  # noqa: S608  # our own SQL

MIGRATIONS: dict[int, str] = {
    1: _TO_SCHEMA_2,
    2: _COPIES,
    3: _TO_SCHEMA_4,
    4: _TO_SCHEMA_5,
    5: _TO_SCHEMA_6,
    6: _TO_SCHEMA_7,
    7: _TO_SCHEMA_8,
}
"""The script that leads from a schema version to the next one."""

SCHEMA_VERSION = 8

READ_AS_IT_IS = 7
"""Catalogs from this schema on are read as they are, and led forward by the first who writes to them."""
