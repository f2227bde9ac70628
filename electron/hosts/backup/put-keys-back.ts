import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { fail, ok, type Result } from '../../contract/errors.ts';
import { firstSealedSchema } from '../../store/database.ts';
import { guarded } from '../../store/sqlite-errors.ts';
import { databaseFile } from '../data-files.ts';
import { adoptKeys } from './adopt-keys.ts';

/** What came of putting a copy of the keys back. */
export interface KeysPutBack {
  /** False where the keys there are whole, so that nothing was changed. */
  readonly changed: boolean;
  /** How many people the database has. */
  readonly people: number;
  /** Ids of those whose key is not in the copy: they were enrolled, or withdrew, after it was made. */
  readonly unreadable: readonly string[];
}

/**
 * Puts a copy of the keys in the place of those that are missing or damaged, for the database that is
 * there; no secret is needed. Errors: file-not-found, keys-damaged (the copy is none), keys-missing (it has
 * the key of nobody here), backup-foreign (whole keys of another station are there), store codes.
 */
export function putKeysBack(copy: string, dataDir: string): Result<KeysPutBack> {
  const people = keyIds(join(dataDir, databaseFile));
  if (!people.ok) return people;
  let unreadable: string[] = [];
  const adopted = adoptKeys(copy, dataDir, ({ personKeys }) => {
    const gone = people.value.filter(({ keyId }) => !personKeys.has(keyId));
    if (gone.length > 0 && gone.length === people.value.length) return fail('keys-missing', nobody);
    unreadable = gone.map(({ id }) => id);
    return ok(undefined);
  });
  if (!adopted.ok) return adopted;
  const changed = adopted.value === 'adopted';
  return ok({ changed, people: people.value.length, unreadable: changed ? unreadable : [] });
}

const nobody =
  'this copy has the key of nobody enrolled here: it is of another station, or too old';

interface KeyedPerson {
  readonly id: string;
  readonly keyId: string;
}

/** Nobody where there is no database, or one of before people were sealed. */
function keyIds(path: string): Result<readonly KeyedPerson[]> {
  if (!existsSync(path)) return ok([]);
  return guarded(() => {
    const db = new Database(path, { readonly: true });
    try {
      if (Number(db.pragma('user_version', { simple: true })) < firstSealedSchema) return [];
      return db
        .prepare<[], KeyedPerson>('SELECT id, key_id AS keyId FROM people ORDER BY id')
        .all();
    } finally {
      db.close();
    }
  });
}
