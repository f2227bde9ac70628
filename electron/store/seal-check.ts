import type { OpenVault } from '../vault/vault.ts';
import type { Sqlite } from './database.ts';
import { opened, sealsBy } from './known-people.ts';
import { templateColumns, type TemplateRow } from './look-rows.ts';
import type { PersonSeals } from './person-seals.ts';

/** How much of each kind does not open: altered, put in another's place, or its key is gone. */
export interface Unreadable {
  readonly people: number;
  readonly templates: number;
  readonly photos: number;
  readonly pins: number;
}

interface Sealed {
  readonly sealed: Buffer;
}

/** Opens all that is sealed once, person by person. Throws what SQLite throws. */
export function countUnreadable(db: Sqlite, vault: OpenVault): Unreadable {
  return vault.persons.together(() => countAll(db, vault));
}

function countAll(db: Sqlite, vault: OpenVault): Unreadable {
  const sealsOf = sealsBy(vault);
  const people = db.prepare<[], { id: string; keyId: string; sealed: Buffer }>(
    'SELECT id, key_id AS keyId, profile AS sealed FROM people',
  );
  const templates = db.prepare<[string], TemplateRow>(
    `SELECT ${templateColumns} FROM templates WHERE person_id = ?`,
  );
  const photos = db.prepare<[string], Sealed>(
    'SELECT sealed FROM enrolment_photos WHERE person_id = ?',
  );
  const pins = db.prepare<[string], Sealed>('SELECT sealed FROM pins WHERE person_id = ?');
  const bad = { people: 0, templates: 0, photos: 0, pins: 0 };
  for (const { id, keyId, sealed } of people.all()) {
    const seals = opened(() => sealsOf(id, keyId)) ?? null;
    const count = <Row>(rows: readonly Row[], open: (seals: PersonSeals, row: Row) => unknown) =>
      rows.filter((row) => !seals || opened(() => open(seals, row)) === undefined).length;
    bad.people += count([{ sealed }], (by, row) => by.openProfile(row.sealed));
    bad.templates += count(templates.all(id), (by, row) =>
      by.openTemplate(row.sealed, row.encoder),
    );
    bad.photos += count(photos.all(id), (by, row) => by.openPhoto(row.sealed));
    bad.pins += count(pins.all(id), (by, row) => by.openPin(row.sealed));
  }
  return bad;
}
