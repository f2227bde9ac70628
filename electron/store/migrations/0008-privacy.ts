import { firstConsentText } from '../../contract/consent-text.ts';
import type { Migration } from './migration.ts';

/**
 * What people agreed to, each version as it was, and what retention remembers. Nothing is too old from
 * before `since`: whoever updates has as long as anybody to look at the periods.
 */
export const privacy: Migration = {
  to: 8,
  run: (db) => {
    db.exec(tables);
    const now = Date.now();
    db.prepare('INSERT INTO consent_texts (version, text, at) VALUES (1, ?, ?)').run(
      firstConsentText,
      now,
    );
    db.prepare('INSERT INTO retention (id, since, looked_at) VALUES (1, ?, ?)').run(now, now);
  },
};

const tables = `
  CREATE TABLE consent_texts (
    version INTEGER PRIMARY KEY,
    text TEXT NOT NULL,
    at INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE retention (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    since INTEGER NOT NULL,
    looked_at INTEGER NOT NULL,
    doubted_since INTEGER,
    -- The newest run that was not refused.
    run_at INTEGER,
    people INTEGER NOT NULL DEFAULT 0,
    photos INTEGER NOT NULL DEFAULT 0,
    events INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX enrolment_photos_by_time ON enrolment_photos (created_at);
`;
