import type { Migration } from './migration.ts';

/**
 * Who may work at the station, and the wrong tries to get in, which outlive a restart. `key` is what two
 * spellings of a name have in common; `stamp` is another one after every change that ends sessions;
 * `mac` is the station's, so that nobody becomes a user by a database tool: see user-seal.ts.
 */
export const users: Migration = {
  to: 7,
  sql: `
    CREATE TABLE users (
      key TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      role TEXT NOT NULL,
      password TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      last_sign_in_at INTEGER,
      disabled INTEGER NOT NULL DEFAULT 0 CHECK (disabled IN (0, 1)),
      stamp TEXT NOT NULL,
      mac BLOB NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE wrong_tries (
      key TEXT PRIMARY KEY,
      wrong INTEGER NOT NULL,
      at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX wrong_tries_by_time ON wrong_tries (at);
  `,
};
