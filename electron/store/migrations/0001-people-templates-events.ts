import type { Migration } from './migration.ts';

/**
 * `encoding` is little-endian float32, as many as the encoder has components.
 * Events keep ids only, and no foreign key: the log outlives the people in it.
 */
export const peopleTemplatesEvents: Migration = {
  to: 1,
  sql: `
    CREATE TABLE people (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      search_key TEXT NOT NULL,
      consent TEXT NOT NULL CHECK (length(consent) > 0),
      enrolled_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX people_by_key ON people (search_key, id);

    CREATE TABLE templates (
      id INTEGER PRIMARY KEY,
      person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
      encoder_sha256 TEXT NOT NULL,
      encoding BLOB NOT NULL,
      quality REAL NOT NULL,
      source TEXT NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX templates_by_person ON templates (person_id);

    -- Counts changes of who is enrolled, so that other processes notice them.
    CREATE TABLE enrolled_revision (value INTEGER NOT NULL) STRICT;
    INSERT INTO enrolled_revision VALUES (0);

    CREATE TABLE events (
      seq INTEGER PRIMARY KEY AUTOINCREMENT,
      at INTEGER NOT NULL,
      kind TEXT NOT NULL,
      outcome TEXT NOT NULL,
      person_id TEXT,
      claimed_id TEXT,
      distance REAL,
      threshold REAL,
      code TEXT,
      source TEXT NOT NULL
    ) STRICT;
    CREATE INDEX events_by_person ON events (person_id, at);
  `,
};
