import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { ok, type Result } from '../../contract/errors.ts';
import { guarded } from '../../store/sqlite-errors.ts';

/**
 * The schema of the database at a path without changing it; 0 where there is none.
 * Errors: store-foreign, store-damaged, store-unavailable.
 */
export function schemaOf(path: string): Result<number> {
  return read(path, (db) => Number(db.pragma('user_version', { simple: true })));
}

/** How many people the database at a path has; 0 where there is none. Errors: as `schemaOf`. */
export function peopleOfBefore(path: string): Result<number> {
  return read(path, (db) => Number(db.prepare('SELECT count(*) FROM people').pluck().get()));
}

function read(path: string, ask: (db: Database.Database) => number): Result<number> {
  if (!existsSync(path)) return ok(0);
  return guarded(() => {
    const db = new Database(path, { readonly: true });
    try {
      return ask(db);
    } finally {
      db.close();
    }
  });
}
