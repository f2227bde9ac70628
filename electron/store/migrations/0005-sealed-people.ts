import type { OpenVault, PersonSealer } from '../../vault/vault.ts';
import type { Sqlite } from '../database.ts';
import { PersonSeals } from '../person-seals.ts';
import type { Migration } from './migration.ts';

/**
 * What is known of people is sealed under a key of their own: `profile` (name and consents), a
 * template (encoding, quality, the photo's name), a photo, a PIN. What was there in plain is sealed and its
 * place overwritten (`secure_delete`). `erasures`: keys of people removed that are yet to be destroyed.
 */
export const sealedPeople: Migration = {
  to: 5,
  run: (db, { vault }) => {
    db.exec(setAside);
    db.exec(tables);
    sealAll(db, vault);
    db.exec(dropPlain);
  },
};

/** References to a table that is renamed go with it, and so do its indexes: what is sealed is found by them. */
const setAside = `
  ALTER TABLE people RENAME TO plain_people;
  ALTER TABLE templates RENAME TO plain_templates;
  ALTER TABLE enrolment_photos RENAME TO plain_photos;
`;

const tables = `
  CREATE TABLE people (
    id TEXT PRIMARY KEY,
    key_id TEXT NOT NULL UNIQUE,
    profile BLOB NOT NULL,
    enrolled_at INTEGER NOT NULL,
    -- When the person was last recognised.
    last_used_at INTEGER,
    -- When consent was withdrawn: since then nothing of the face is kept.
    withdrawn_at INTEGER,
    -- From when on the person is to be forgotten.
    ends_at INTEGER,
    -- The revision of who is enrolled that this person was changed by last.
    changed INTEGER NOT NULL DEFAULT 0
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX people_by_change ON people (changed);

  CREATE TABLE templates (
    id INTEGER PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    encoder_sha256 TEXT NOT NULL,
    sealed BLOB NOT NULL,
    created_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX templates_of_person ON templates (person_id, encoder_sha256);

  CREATE TABLE enrolment_photos (
    id INTEGER PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    sealed BLOB NOT NULL,
    created_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX enrolment_photos_of_person ON enrolment_photos (person_id);

  CREATE TABLE pins (
    person_id TEXT PRIMARY KEY REFERENCES people (id) ON DELETE CASCADE,
    sealed BLOB NOT NULL,
    set_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE erasures (
    key_id TEXT PRIMARY KEY,
    at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
`;

const dropPlain = `
  DROP TABLE plain_templates;
  DROP TABLE plain_photos;
  DROP TABLE plain_people;
`;

interface PlainPerson {
  readonly id: string;
  readonly name: string;
  readonly consent: string;
  readonly enrolledAt: number;
  readonly lastUsedAt: number | null;
}

interface PlainTemplate {
  readonly encoder: string;
  readonly encoding: Buffer;
  readonly quality: number;
  readonly source: string;
  readonly createdAt: number;
}

interface PlainPhoto {
  readonly jpeg: Buffer;
  readonly source: string;
  readonly createdAt: number;
}

function sealAll(db: Sqlite, vault: OpenVault): void {
  const people = db.prepare<[], PlainPerson>(`
    SELECT id, name, consent, enrolled_at AS enrolledAt,
      (SELECT max(at) FROM events WHERE person_id = plain_people.id AND outcome = 'match'
        AND kind IN ('identify', 'verify')) AS lastUsedAt
    FROM plain_people ORDER BY id`);
  const insert = db.prepare(`
    INSERT INTO people (id, key_id, profile, enrolled_at, last_used_at)
    VALUES (@id, @keyId, @profile, @enrolledAt, @lastUsedAt)`);
  const sealTemplates = templateSealer(db);
  const sealPhotos = photoSealer(db);
  const all = people.all();
  const sealers = newSealers(vault, all.length);
  for (const [index, { id, name, consent, enrolledAt, lastUsedAt }] of all.entries()) {
    const { keyId, sealer } = sealers[index]!;
    const seals = new PersonSeals(sealer, id);
    const given = { note: consent, at: enrolledAt, by: null, textVersion: null, withdrawnAt: null };
    const profile = seals.profile({ name, consents: [given] });
    insert.run({ id, keyId, profile, enrolledAt, lastUsedAt });
    sealTemplates(id, seals);
    sealPhotos(id, seals);
  }
}

/** Keys are kept durably before anything is sealed with them. */
function newSealers(vault: OpenVault, count: number): { keyId: string; sealer: PersonSealer }[] {
  const keyIds = vault.persons.createMany(count);
  return vault.persons.together(() =>
    keyIds.map((keyId) => {
      const sealer = vault.persons.sealer(keyId);
      if (!sealer) throw new Error('a key that was just made is not there');
      return { keyId, sealer };
    }),
  );
}

/** An encoding that was damaged before stays as it is: it is told and compared with nobody. */
function templateSealer(db: Sqlite): (personId: string, seals: PersonSeals) => void {
  const plain = db.prepare<[string], PlainTemplate>(`
    SELECT encoder_sha256 AS encoder, encoding, quality, source, created_at AS createdAt
    FROM plain_templates WHERE person_id = ? ORDER BY id`);
  const insert = db.prepare(`
    INSERT INTO templates (person_id, encoder_sha256, sealed, created_at)
    VALUES (?, ?, ?, ?)`);
  return (personId, seals) => {
    for (const { encoder, createdAt, ...payload } of plain.all(personId)) {
      insert.run(personId, encoder, seals.template(payload, encoder), createdAt);
    }
  };
}

function photoSealer(db: Sqlite): (personId: string, seals: PersonSeals) => void {
  const plain = db.prepare<[string], PlainPhoto>(`
    SELECT jpeg, source, created_at AS createdAt
    FROM plain_photos WHERE person_id = ? ORDER BY id`);
  const insert = db.prepare(
    'INSERT INTO enrolment_photos (person_id, sealed, created_at) VALUES (?, ?, ?)',
  );
  return (personId, seals) => {
    for (const { createdAt, ...payload } of plain.all(personId)) {
      insert.run(personId, seals.photo(payload), createdAt);
    }
  };
}
