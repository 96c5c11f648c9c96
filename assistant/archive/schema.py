"""The catalog's tables. Forward only: a change here is a new migration, never an edit of an old one."""

import string

__all__ = ["APPLICATION_ID", "KEYWORD_TABLES", "MIGRATIONS", "SCHEMA_VERSION", "TABLES"]

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

-- published_on, publisher and kind repeat the current version's: filters read this narrow table alone.
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
  removed_at TEXT
);
CREATE INDEX articles_of_group ON articles(group_id) WHERE is_live;
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
  UNIQUE (article_key, version)
);
CREATE INDEX versions_of_text ON versions(text_id);
CREATE INDEX versions_by_external_id ON versions(external_id);

-- Passages are never changed but for is_live and vector_id; numbers are never used twice.
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
  is_live INTEGER NOT NULL
);
CREATE INDEX passages_of_version ON passages(version_id);
CREATE INDEX passages_without_vector ON passages(vector_id) WHERE is_live AND vector_id IS NULL;
CREATE INDEX live_passages_of_group ON passages(group_id, vector_id) WHERE is_live;

-- key: SHA-256 of the model's key and the exact input; vector: float32, little-endian, unit length.
CREATE TABLE vectors (
  vector_id INTEGER PRIMARY KEY,
  key BLOB NOT NULL UNIQUE,
  vector BLOB NOT NULL
);

-- Passages of the live generation that are no longer live; emptied when a new generation takes over.
CREATE TABLE tombstones (passage_id INTEGER PRIMARY KEY);

CREATE TABLE generation (
  only_one INTEGER PRIMARY KEY CHECK (only_one = 1),
  name TEXT NOT NULL,
  seal TEXT NOT NULL,
  highest_passage_id INTEGER NOT NULL,
  row_count INTEGER NOT NULL,
  built_at TEXT NOT NULL
);
"""

KEYWORD_TABLES = (
    f'CREATE VIRTUAL TABLE keyword USING fts5(title, body, publisher, tokenize = "{_TOKENIZER}")',
    "CREATE VIRTUAL TABLE keyword_terms USING fts5vocab('keyword', 'row')",
)
"""The keyword index: all of it can be made again from the other tables."""

MIGRATIONS: dict[int, str] = {}
"""The script that leads from a schema version to the next one."""

SCHEMA_VERSION = 1
