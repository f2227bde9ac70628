import type { Migration } from './migration.ts';

/** Photos kept at enrolment, for those who agreed: another encoder can learn people from them. */
export const enrolmentPhotos: Migration = {
  to: 3,
  sql: `
    CREATE TABLE enrolment_photos (
      id INTEGER PRIMARY KEY,
      person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
      jpeg BLOB NOT NULL CHECK (length(jpeg) > 0),
      source TEXT NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX enrolment_photos_by_person ON enrolment_photos (person_id);
  `,
};
