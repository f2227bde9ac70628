import type { Migration } from './migration.ts';

/** What the operator has set, as JSON texts. */
export const settings: Migration = {
  to: 2,
  sql: `
    CREATE TABLE settings (
      key TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    -- Counts changes, so that other processes notice them.
    CREATE TABLE settings_revision (value INTEGER NOT NULL) STRICT;
    INSERT INTO settings_revision VALUES (0);
  `,
};
