import { existsSync } from 'node:fs';
import Database, { SqliteError } from 'better-sqlite3';
import { fail, ok, type Result } from '../../contract/errors.ts';

/** The first schema whose people are sealed. */
export const firstSealedSchema = 5;

/**
 * The schema of the database at a path without changing it; 0 where there is none.
 * Errors: store-foreign, store-damaged, store-unavailable.
 */
export function schemaOf(path: string): Result<number> {
  if (!existsSync(path)) return ok(0);
  let db: Database.Database | null = null;
  try {
    db = new Database(path, { readonly: true });
    return ok(Number(db.pragma('user_version', { simple: true })));
  } catch (cause) {
    const code = cause instanceof SqliteError ? cause.code : '';
    if (code.startsWith('SQLITE_NOTADB')) return fail('store-foreign');
    if (code.startsWith('SQLITE_CORRUPT')) return fail('store-damaged');
    return fail('store-unavailable', cause instanceof Error ? cause.message : String(cause));
  } finally {
    db?.close();
  }
}
