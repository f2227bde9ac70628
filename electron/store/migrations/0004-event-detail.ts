import type { Migration } from './migration.ts';

/** What was set, for the rows about a setting. It names no person. */
export const eventDetail: Migration = {
  to: 4,
  sql: `ALTER TABLE events ADD COLUMN detail TEXT;`,
};
