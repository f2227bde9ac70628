import Database from 'better-sqlite3';
import { fail, ok, type Result } from '../contract/errors.ts';
import { guarded } from './sqlite-errors.ts';

/** Reads every page and index of a database that nobody writes to. Errors: store-damaged, store codes. */
export function checkWhole(path: string): Result<void> {
  const fault = guarded(() => {
    const db = new Database(path, { readonly: true, fileMustExist: true });
    try {
      return String(db.pragma('integrity_check(1)', { simple: true }));
    } finally {
      db.close();
    }
  });
  if (!fault.ok) return fault;
  return fault.value === 'ok' ? ok(undefined) : fail('store-damaged', fault.value);
}
