/** SQLite's name for a database that is no file; benches and tests use one. */
export const inMemory = ':memory:';

export const schemaVersion = 1;

/**
 * `slots.station_key` is the station key in a box for the slot; `slots.proof` is the slot's public key
 * and its box's authority, sealed under the station key: the next one is boxed for no slot that somebody
 * slipped in, and nobody else can put a station key of their own in the box.
 * `person_keys.wrapped` and `secrets.sealed` are under the station key.
 */
export const schema = `
CREATE TABLE vault (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  station_id TEXT NOT NULL,
  -- Random, another one for each station key: how a process notices that another one rotated it.
  key_id TEXT NOT NULL,
  key_since INTEGER NOT NULL,
  had_database INTEGER NOT NULL DEFAULT 0,
  recovery_kept_at INTEGER
) STRICT;

CREATE TABLE slots (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  since INTEGER NOT NULL,
  salt BLOB NOT NULL,
  cost TEXT,
  token BLOB,
  public_key BLOB NOT NULL,
  private_key BLOB NOT NULL,
  station_key BLOB NOT NULL,
  proof BLOB NOT NULL
) STRICT;

CREATE TABLE person_keys (
  id TEXT PRIMARY KEY,
  wrapped BLOB NOT NULL,
  made_at INTEGER NOT NULL
) STRICT;

CREATE TABLE secrets (
  name TEXT PRIMARY KEY,
  sealed BLOB NOT NULL
) STRICT;

-- Stale: a key was destroyed, or the ways in were changed, since the copy was written.
CREATE TABLE copies (
  path TEXT PRIMARY KEY,
  stale INTEGER NOT NULL DEFAULT 1
) STRICT;
`;
